// Types as text: for messages, and as link names.

import * as ChanDir from '../syntax/chandir.ts';
import type { Pos } from '../base/pos.ts';
import { quoteByteString } from '../base/quote.ts';
import type { Func, TypeName, Var } from './object.ts';
import { isExported } from './object.ts';
import type { Package } from './package.ts';
import { unpack } from './named.ts';
import * as TypeKind from './typekind.ts';
import type { Signature, Tuple, Type, TypeParam } from './type.ts';
import { anyInterface, universe, universeComparable, unsafePackage } from './universe.ts';

/** How a package is named before the names of its objects; an empty string leaves it out. */
export interface Qualifier {
  (pkg: Package): string;
  /** A position as text, where one can be shown. */
  readonly position?: (pos: Pos) => string;
}

/** A type as messages show it; packages by their paths where qualifier is null. */
export function typeString(t: Type, qualifier: Qualifier | null): string {
  const w = new TypeWriter(qualifier);
  w.typ(t);
  return w.text;
}

/** The parameters and results: `(x int) string`. */
export function signatureString(sig: Signature, qualifier: Qualifier | null): string {
  const w = new TypeWriter(qualifier);
  w.signature(sig);
  return w.text;
}

/**
 * Name and signature without parameter names, as the have and want of missing methods. With pkgInfo packages are written in
 * full, and the first unexported field of a struct says where it comes from.
 */
export function funcString(f: Func, qualifier: Qualifier | null, pkgInfo: boolean): string {
  const w = new TypeWriter(pkgInfo ? null : qualifier);
  w.pkgInfo = pkgInfo;
  w.paramNames = false;
  w.text = f.name;
  w.signature(f.type!);
  return w.text;
}

/** The prefix of the names of pkg's objects, with its dot. */
export function packagePrefix(pkg: Package | null, qualifier: Qualifier | null): string {
  if (pkg === null) return '';
  const s = qualifier === null ? pkg.path : qualifier(pkg);
  return s === '' ? '' : s + '.';
}

/** Writes types into `text`. */
export class TypeWriter {
  text = '';
  paramNames = true;
  pkgInfo = false;
  /** The types being written: a type that contains itself without a name must end. */
  private readonly open: Type[] = [];
  private readonly qualifier: Qualifier | null;

  constructor(qualifier: Qualifier | null) {
    this.qualifier = qualifier;
  }

  typ(t: Type | null): void {
    if (t === null) {
      this.text += '<nil>';
      return;
    }
    if (this.open.includes(t)) {
      this.text += `<cycle to *${kindName(t)}>`;
      return;
    }
    this.open.push(t);
    this.write(t);
    this.open.pop();
  }

  private write(t: Type): void {
    switch (t.kind) {
      case TypeKind.Basic:
        if (isExported(t.name)) this.text += packagePrefix(unsafePackage, this.qualifier);
        this.text += t.name;
        return;
      case TypeKind.Array:
        this.text += `[${Number.isSafeInteger(t.len) ? t.len : BigInt(t.len)}]`;
        this.typ(t.elem);
        return;
      case TypeKind.Slice:
        this.text += '[]';
        this.typ(t.elem);
        return;
      case TypeKind.Pointer:
        this.text += '*';
        this.typ(t.elem);
        return;
      case TypeKind.Map:
        this.text += 'map[';
        this.typ(t.key);
        this.text += ']';
        this.typ(t.elem);
        return;
      case TypeKind.Chan: {
        this.text += t.dir === ChanDir.SendOnly ? 'chan<- ' : t.dir === ChanDir.RecvOnly ? '<-chan ' : 'chan ';
        // chan (<-chan T)
        const parens = t.dir === ChanDir.Both && t.elem.kind === TypeKind.Chan && t.elem.dir === ChanDir.RecvOnly;
        if (parens) this.text += '(';
        this.typ(t.elem);
        if (parens) this.text += ')';
        return;
      }
      case TypeKind.Struct:
        this.text += 'struct{';
        for (let i = 0; i < t.fields.length; i++) {
          if (i > 0) this.text += '; ';
          this.field(t.fields[i]!);
          const tag = t.tag(i);
          if (tag !== '') this.text += ' ' + quoteByteString(tag);
        }
        this.text += '}';
        return;
      case TypeKind.Tuple:
        this.tuple(t, false);
        return;
      case TypeKind.Signature:
        this.text += 'func';
        this.signature(t);
        return;
      case TypeKind.Union:
        if (t.terms.length === 0) this.text += '<empty union>';
        for (let i = 0; i < t.terms.length; i++) {
          if (i > 0) this.text += ' | ';
          if (t.terms[i]!.tilde) this.text += '~';
          this.typ(t.terms[i]!.type);
        }
        return;
      case TypeKind.Interface:
        if (t === anyInterface) {
          this.text += 'any';
          return;
        }
        if (t === universeComparable.underlying) {
          this.text += 'interface{comparable}';
          return;
        }
        if (t.implicit) {
          if (t.methods.length === 0 && t.embeddeds.length === 1) {
            this.typ(t.embeddeds[0]!);
            return;
          }
          this.text += '/* implicit */ ';
        }
        this.text += 'interface{';
        for (let i = 0; i < t.methods.length; i++) {
          if (i > 0) this.text += '; ';
          this.text += t.methods[i]!.name;
          this.signature(t.methods[i]!.type!);
        }
        for (let i = 0; i < t.embeddeds.length; i++) {
          if (i > 0 || t.methods.length > 0) this.text += '; ';
          this.typ(t.embeddeds[i]!);
        }
        this.text += '}';
        return;
      case TypeKind.Named:
        this.typeName(t.obj);
        if (t.targs.length > 0) this.types(t.targs);
        else if (unpack(t).tparams.length > 0) this.tparamList(t.tparams);
        return;
      case TypeKind.Alias:
        this.typeName(t.obj);
        if (t.targs.length > 0) this.types(t.targs);
        else if (t.tparams.length > 0) this.tparamList(t.tparams);
        return;
      case TypeKind.TypeParam:
        this.text += t.obj.name;
        // A parameter named int is not the int that the reader expects.
        if (universe.lookup(t.obj.name) !== null)
          this.text += ` /* with ${t.obj.name} declared at ${this.declaredAt(t)} */`;
        return;
    }
  }

  private declaredAt(t: TypeParam): string {
    const position = this.qualifier?.position;
    return position === undefined ? '-' : position(t.obj.pos);
  }

  private field(f: Var): void {
    const annotate = this.pkgInfo && this.qualifier === null && !isExported(f.name);
    if (annotate) this.pkgInfo = false;
    if (!f.embedded) this.text += f.name + ' ';
    this.typ(f.type);
    if (annotate) this.text += ` /* package ${f.pkg === null ? '' : f.pkg.path} */ `;
  }

  private types(list: readonly Type[]): void {
    this.text += '[';
    for (let i = 0; i < list.length; i++) {
      if (i > 0) this.text += ', ';
      this.typ(list[i]!);
    }
    this.text += ']';
  }

  /** `[P, Q any, R C]`: neighbours with one constraint share it. */
  tparamList(list: readonly TypeParam[]): void {
    this.text += '[';
    let prev: Type | null = null;
    for (let i = 0; i < list.length; i++) {
      const p = list[i]!;
      if (i > 0) {
        if (p.bound !== prev) {
          this.text += ' ';
          this.typ(prev);
        }
        this.text += ', ';
      }
      prev = p.bound;
      this.typ(p);
    }
    if (prev !== null) {
      this.text += ' ';
      this.typ(prev);
    }
    this.text += ']';
  }

  private typeName(obj: TypeName): void {
    this.text += packagePrefix(obj.pkg, this.qualifier) + obj.name;
  }

  private tuple(t: Tuple, variadic: boolean): void {
    this.text += '(';
    const n = t.vars.length;
    for (let i = 0; i < n; i++) {
      if (i > 0) this.text += ', ';
      const v = t.vars[i]!;
      if (v.name !== '' && this.paramNames) this.text += v.name + ' ';
      if (!variadic || i < n - 1) {
        this.typ(v.type);
      } else if (v.type !== null && v.type.kind === TypeKind.Slice) {
        this.text += '...';
        this.typ(v.type.elem);
      } else {
        // append([]byte, string...)
        this.typ(v.type);
        this.text += '...';
      }
    }
    this.text += ')';
  }

  signature(sig: Signature): void {
    if (sig.tparams.length > 0) this.tparamList(sig.tparams);
    this.tuple(sig.params, sig.variadic);
    const results = sig.results.vars;
    if (results.length === 0) return;
    this.text += ' ';
    if (results.length === 1 && results[0]!.name === '') this.typ(results[0]!.type);
    else this.tuple(sig.results, false);
  }
}

/** The Go name of the class, as gc's messages about cycles have it. */
function kindName(t: Type): string {
  const names = [
    '',
    'Basic',
    'Array',
    'Slice',
    'Struct',
    'Pointer',
    'Tuple',
    'Signature',
    'Union',
    'Interface',
    'Map',
    'Chan',
    'Named',
    'TypeParam',
    'Alias',
  ];
  return names[t.kind]!;
}
