// The text that names a type in symbols and decides its hash: gc's link string. Identical types have one text, and other
// types other texts, in the whole program: `map[string]*encoding/json.Decoder`, `struct { main.x int "tag"; Y []uint8 }`.

import { quoteByteString } from '../base/quote.ts';
import { pathToPrefix } from '../base/path-to-prefix.ts';
import * as ChanDir from '../syntax/chandir.ts';
import { unreachable } from '../diag/internal-error.ts';
import * as Typ from './basic.ts';
import type { Func, TypeName, Var } from './object.ts';
import { isExported, samePkg } from './object.ts';
import type { Package } from './package.ts';
import * as TypeKind from './typekind.ts';
import { typeSet } from './typeset.ts';
import type { Named, Signature, Type } from './type.ts';
import { unalias } from './under.ts';
import { universeError } from './universe.ts';

/** The number N of the name `T\u00b7N` of a type declared inside a function, see local-types.ts; 0 for one of package level. */
export type LocalNumber = (obj: TypeName) => number;

/** The link string of t, which has no type parameters. */
export function linkString(t: Type, localNumber: LocalNumber): string {
  return new LinkWriter(localNumber).typ(t);
}

class LinkWriter {
  private readonly localNumber: LocalNumber;

  constructor(localNumber: LocalNumber) {
    this.localNumber = localNumber;
  }

  typ(t0: Type): string {
    const t = unalias(t0);
    switch (t.kind) {
      case TypeKind.Basic:
        return t === Typ.UnsafePointer ? 'unsafe.Pointer' : Typ.byKind[t.basic]!.name; // byte is uint8 here
      case TypeKind.Named:
        return this.named(t);
      case TypeKind.Pointer:
        return '*' + this.typ(t.elem);
      case TypeKind.Slice:
        return '[]' + this.typ(t.elem);
      case TypeKind.Array:
        return `[${t.len}]${this.typ(t.elem)}`;
      case TypeKind.Map:
        return `map[${this.typ(t.key)}]${this.typ(t.elem)}`;
      case TypeKind.Chan: {
        if (t.dir === ChanDir.RecvOnly) return '<-chan ' + this.typ(t.elem);
        if (t.dir === ChanDir.SendOnly) return 'chan<- ' + this.typ(t.elem);
        const elem = unalias(t.elem);
        const parens = elem.kind === TypeKind.Chan && elem.dir === ChanDir.RecvOnly;
        return parens ? `chan (${this.typ(elem)})` : 'chan ' + this.typ(elem);
      }
      case TypeKind.Signature:
        return 'func' + this.signature(t);
      case TypeKind.Struct: {
        const fields: string[] = [];
        for (let i = 0; i < t.fields.length; i++) {
          const tag = t.tag(i);
          fields.push(this.field(t.fields[i]!) + (tag === '' ? '' : ' ' + quoteByteString(tag)));
        }
        return fields.length === 0 ? 'struct {}' : `struct { ${fields.join('; ')} }`;
      }
      case TypeKind.Interface: {
        const methods = typeSet(t).methods.map(m => this.method(m));
        return methods.length === 0 ? 'interface {}' : `interface { ${methods.join('; ')} }`;
      }
      case TypeKind.Tuple:
        return this.vars(t.vars, false);
      default:
        return unreachable('a type that has a descriptor');
    }
  }

  private named(t: Named): string {
    if (t === universeError) return 'error';
    const obj = t.orig.obj;
    let name = qualified(obj.pkg, obj.name);
    const implicits = t.implicits;
    if (implicits.length > 0 || t.targs.length > 0) {
      let args = implicits.map(a => this.typ(a)).join(',');
      if (implicits.length > 0 && t.targs.length > 0) args += ';';
      args += t.targs.map(a => this.typ(a)).join(',');
      name += `[${args}]`;
    }
    const n = this.localNumber(obj);
    return n === 0 ? name : `${name}\u00b7${n}`;
  }

  private field(f: Var): string {
    const type = f.type!;
    if (f.embedded) {
      // An embedded field is named only where its name is not that of its type: after an alias, say.
      const u = unalias(type);
      const base = u.kind === TypeKind.Pointer ? unalias(u.elem) : u;
      if (
        base.kind === TypeKind.Named &&
        base.targs.length === 0 &&
        base.obj.name === f.name &&
        this.localNumber(base.obj) === 0 &&
        (isExported(f.name) || samePkg(f.pkg, base.obj.pkg))
      ) {
        return this.typ(type);
      }
    }
    const name = isExported(f.name) ? f.name : qualified(f.pkg, f.name);
    return `${name}${f.embedded ? ' = ' : ' '}${this.typ(type)}`;
  }

  private method(m: Func): string {
    return (isExported(m.name) ? m.name : qualified(m.pkg, m.name)) + this.signature(m.type!);
  }

  private signature(sig: Signature): string {
    const params = this.vars(sig.params.vars, sig.variadic);
    const results = sig.results.vars;
    if (results.length === 0) return params;
    if (results.length === 1) return `${params} ${this.typ(results[0]!.type!)}`;
    return `${params} ${this.vars(results, false)}`;
  }

  private vars(list: readonly Var[], variadic: boolean): string {
    const types = list.map(v => this.typ(v.type!));
    if (variadic) types.push('...' + types.pop()!.slice(2)); // []T becomes ...T
    return `(${types.join(', ')})`;
  }
}

function qualified(pkg: Package | null, name: string): string {
  return pkg === null ? name : `${pathToPrefix(pkg.path)}.${name}`;
}
