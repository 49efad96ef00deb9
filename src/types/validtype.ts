// Invalid recursive types: types that contain themselves in memory, and interfaces that embed themselves.
//
// The nest is the list of types around the place being looked at, each containing the next. A type that is in its own nest
// is invalid. A type parameter stands for its type argument, which was written outside of the instance that it belongs to,
// and so is looked at in the nest without that instance: in A[A[string]], with type A[P any] struct{ _ B[P] } and type
// B[P any] struct{ _ P }, the inner A[string] is not inside the outer one's declaration. The path has all names seen on the
// way, for the message.

import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import { cycleError } from './cycles.ts';
import { unpack } from './named.ts';
import { identical } from './predicates.ts';
import * as TypeKind from './typekind.ts';
import type { Named, Type } from './type.ts';
import { unalias } from './under.ts';

/** Reports the type if it contains itself, and makes it invalid. */
export function validType(check: Checker, t: Named): void {
  valid(check, t, [], []);
}

function valid(check: Checker, t0: Type | null, nest: Named[], path: Named[]): boolean {
  if (t0 === null) return true;
  const t = unalias(t0);
  switch (t.kind) {
    case TypeKind.Array:
      return valid(check, t.elem, nest, path);
    case TypeKind.Struct:
      for (const f of t.fields) if (!valid(check, f.type, nest, path)) return false;
      return true;
    case TypeKind.Union:
      for (const term of t.terms) if (!valid(check, term.type, nest, path)) return false;
      return true;
    case TypeKind.Interface:
      for (const e of t.embeddeds) if (!valid(check, e, nest, path)) return false;
      return true;
    case TypeKind.Named: {
      // What another package declares was found valid there, and cannot contain types of this one but as type arguments.
      if (t.targs.length === 0 && t.obj.pkg !== check.pkg) return true;
      // What was gone through once without coming upon itself contains nothing that contains it.
      if (check.valid.has(t)) return true;
      for (const outer of nest) {
        if (outer !== t && !identical(outer, t)) continue;
        // The origin contains itself whatever its arguments, because t stands in its declaration.
        t.orig.fromRHS = Typ.Invalid;
        const start = path.findIndex(p => p === t || identical(p, t));
        cycleError(
          check,
          path.slice(start).map(p => p.obj),
          0,
        );
        return false;
      }
      nest.push(t);
      path.push(t);
      const ok = valid(check, unpack(t.orig).fromRHS, nest, path);
      nest.pop();
      path.pop();
      if (ok && t.targs.length === 0 && t.tparams.length === 0) check.valid.add(t);
      return ok;
    }
    case TypeKind.TypeParam: {
      const inst = nest[nest.length - 1];
      if (inst === undefined) return true;
      const i = unpack(inst).tparams.indexOf(t);
      if (i < 0 || i >= inst.targs.length) return true;
      return valid(check, inst.targs[i]!, nest.slice(0, -1), path);
    }
    default:
      return true;
  }
}
