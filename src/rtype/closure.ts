// The function values with which the runtime compares and hashes: for most types one of the runtime's own functions, for
// the others a function that is made from the type (eq.ts, hash.ts).

import { unreachable } from '../diag/internal-error.ts';
import * as Attr from '../obj/attr.ts';
import type { Sym } from '../obj/object.ts';
import type { Type } from '../types/type.ts';
import * as Alg from './algkind.ts';
import type { Layouts } from './layout.ts';
import type { TypeNames } from './names.ts';
import type { Sink } from './recipe.ts';
import { Contents } from './write.ts';

/** The function value that compares two values of type t, given their addresses; null when they cannot be compared. */
export function eqClosure(sink: Sink, layouts: Layouts, names: TypeNames, t: Type): Sym | null {
  const kind = layouts.algKind(t);
  if (kind === Alg.ANOEQ || kind === Alg.ANOALG) return null;
  if (kind === Alg.ASPECIAL) return ownClosure(sink, layouts, `type:.eqfunc.${names.linkString(t)}`, sink.eqFunc(t));
  if (kind === Alg.AMEM) return sizedClosure(sink, layouts, 'eqfunc', 'memequal_varlen', layouts.size(t));
  return runtimeClosure(sink, layouts, eqName(kind));
}

/** The function value that hashes a value of type t, given its address and a seed; t can be compared. */
export function hashClosure(sink: Sink, layouts: Layouts, names: TypeNames, t: Type): Sym {
  const kind = layouts.algKind(t);
  if (kind === Alg.ASPECIAL)
    return ownClosure(sink, layouts, `type:.hashfunc.${names.linkString(t)}`, sink.hashFunc(t));
  if (kind === Alg.AMEM) return sizedClosure(sink, layouts, 'hashfunc', 'memhash_varlen', layouts.size(t));
  return runtimeClosure(sink, layouts, hashName(kind));
}

/** The runtime's function that compares values of a kind of its own. */
export function eqName(kind: Alg.AlgKind): string {
  switch (kind) {
    case Alg.AMEM0:
      return 'memequal0';
    case Alg.AMEM8:
      return 'memequal8';
    case Alg.AMEM16:
      return 'memequal16';
    case Alg.AMEM32:
      return 'memequal32';
    case Alg.AMEM64:
      return 'memequal64';
    case Alg.AMEM128:
      return 'memequal128';
    case Alg.ASTRING:
      return 'strequal';
    case Alg.AINTER:
      return 'interequal';
    case Alg.ANILINTER:
      return 'nilinterequal';
    case Alg.AFLOAT32:
      return 'f32equal';
    case Alg.AFLOAT64:
      return 'f64equal';
    case Alg.ACPLX64:
      return 'c64equal';
    case Alg.ACPLX128:
      return 'c128equal';
    default:
      return unreachable('a kind that the runtime compares');
  }
}

/** The runtime's function that hashes values of a kind of its own. */
export function hashName(kind: Alg.AlgKind): string {
  switch (kind) {
    case Alg.AMEM0:
      return 'memhash0';
    case Alg.AMEM8:
      return 'memhash8';
    case Alg.AMEM16:
      return 'memhash16';
    case Alg.AMEM32:
      return 'memhash32';
    case Alg.AMEM64:
      return 'memhash64';
    case Alg.AMEM128:
      return 'memhash128';
    case Alg.ASTRING:
      return 'strhash';
    case Alg.AINTER:
      return 'interhash';
    case Alg.ANILINTER:
      return 'nilinterhash';
    case Alg.AFLOAT32:
      return 'f32hash';
    case Alg.AFLOAT64:
      return 'f64hash';
    case Alg.ACPLX64:
      return 'c64hash';
    case Alg.ACPLX128:
      return 'c128hash';
    default:
      return unreachable('a kind that the runtime hashes');
  }
}

/** The value of one of the runtime's functions. */
function runtimeClosure(sink: Sink, layouts: Layouts, name: string): Sym {
  const sym = sink.data(`runtime.${name}\u00b7f`);
  if (!sym.isDefined) {
    const word = layouts.ptrSize;
    new Contents(sym, word, Attr.Dupok).addr(0, sink.func(`runtime.${name}`), word);
  }
  return sym;
}

/** The value of a function of the runtime's that finds a size in its closure. */
function sizedClosure(sink: Sink, layouts: Layouts, prefix: string, name: string, size: number): Sym {
  const sym = sink.data(`type:.${prefix}${size}`);
  if (!sym.isDefined) {
    const word = layouts.ptrSize;
    const c = new Contents(sym, 2 * word, Attr.Dupok);
    c.addr(0, sink.func(`runtime.${name}`), word);
    c.word(word, size, word);
  }
  return sym;
}

/** The value of a function that is made for the type. */
function ownClosure(sink: Sink, layouts: Layouts, name: string, func: Sym): Sym {
  const sym = sink.data(name);
  if (!sym.isDefined) {
    const word = layouts.ptrSize;
    new Contents(sym, word, Attr.Dupok).addr(0, func, word);
  }
  return sym;
}
