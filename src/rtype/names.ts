// The names of what types and methods become in object files, and the names that reflection prints. Names decide identity:
// a descriptor that two packages make has one name, and the hash that type switches compare is a hash of it.

import { encodeUtf8 } from '../base/utf8.ts';
import { getU32 } from '../base/endian.ts';
import { pathToPrefix } from '../base/path-to-prefix.ts';
import { quoteByteString } from '../base/quote.ts';
import { sha256 } from '../base/sha256.ts';
import { unreachable } from '../diag/internal-error.ts';
import * as ChanDir from '../syntax/chandir.ts';
import * as Typ from '../types/basic.ts';
import { linkString, type LocalNumber } from '../types/linkstring.ts';
import { isExported } from '../types/object.ts';
import type { Package } from '../types/package.ts';
import * as TypeKind from '../types/typekind.ts';
import { typeSet } from '../types/typeset.ts';
import type { Named, Signature, Type } from '../types/type.ts';
import { unalias } from '../types/under.ts';
import { universeError } from '../types/universe.ts';
import * as Alg from './algkind.ts';
import type { Layouts } from './layout.ts';

/** What separates the name of a type declared inside a function from its number. */
const middleDot = '\u00b7';

/** Names of types, each made once. */
export class TypeNames {
  private readonly layouts: Layouts;
  private readonly localNumber: LocalNumber;
  private readonly links = new Map<Type, string>();
  private readonly hashes = new Map<string, number>();

  constructor(layouts: Layouts, localNumber: LocalNumber) {
    this.layouts = layouts;
    this.localNumber = localNumber;
  }

  /** The text that is one for identical types, and for no others, in the whole program. */
  linkString(t: Type): string {
    let s = this.links.get(t);
    if (s === undefined) {
      s = this.makeLinkString(t);
      this.links.set(t, s);
    }
    return s;
  }

  private makeLinkString(t: Type): string {
    const map = this.layouts.groupMap(t);
    if (map !== null) return `map.group[${this.linkString(map.key)}]${this.linkString(map.elem)}`;
    if (t.kind === TypeKind.Pointer && this.layouts.groupMap(t.elem) !== null) return '*' + this.linkString(t.elem);
    return linkString(t, this.localNumber);
  }

  /** The symbol of a type's descriptor. */
  typeSymbol(t: Type): string {
    return `type:${this.typeSymbolSuffix(t)}`;
  }

  private typeSymbolSuffix(t: Type): string {
    const link = this.linkString(t);
    // Types of the compiler's making may look like the user's.
    return this.layouts.of(t).alg === Alg.ANOALG ? `noalg.${link}` : link;
  }

  /** The symbol of the table of methods that makes t an iface. */
  itab(t: Type, iface: Type): string {
    return `go:itab.${this.linkString(t)},${this.linkString(iface)}`;
  }

  /** The function that compares values of type t. */
  eqFunc(t: Type): string {
    return `type:.eq.${this.linkString(t)}`;
  }

  /** The function that hashes values of type t. */
  hashFunc(t: Type): string {
    return `type:.hash.${this.linkString(t)}`;
  }

  /** What type switches compare first. */
  typeHash(t: Type): number {
    const link = this.linkString(t);
    let h = this.hashes.get(link);
    if (h === undefined) {
      const sum = sha256(encodeUtf8(link));
      sum[0]! ^= 0xff;
      h = getU32(sum, 0);
      this.hashes.set(link, h);
    }
    return h;
  }

  /**
   * The symbol of a method as a member of the method set of recv: `p.T.M`, `p.(*T).M`. An unexported name of another package
   * than the receiver's is qualified.
   */
  methodSymbol(recv0: Type, pkg: Package | null, name: string): string {
    const recv = unalias(recv0);
    const elem = recv.kind === TypeKind.Pointer ? unalias(recv.elem) : recv;
    const named = elem.kind === TypeKind.Named ? elem : null;
    const owner = named === null ? null : named.orig.obj.pkg;
    const receiver = recv.kind === TypeKind.Pointer ? `(${this.receiverName(recv)})` : this.receiverName(recv);
    const foreign = pkg !== null && !isExported(name) && (owner === null || owner.path !== pkg.path);
    const member = `${receiver}${foreign ? `.${pathToPrefix(pkg.path)}` : ''}.${name}`;
    if (named === null) return `go:${member}`;
    return owner === null ? `go.builtin.${member}` : `${pathToPrefix(owner.path)}.${member}`;
  }

  /** A defined type, or pointers to one, without its package. */
  private receiverName(t: Type): string {
    if (t.kind === TypeKind.Pointer) return '*' + this.receiverName(unalias(t.elem));
    return t.kind === TypeKind.Named ? this.shortName(t) : this.linkString(t);
  }

  /** The name of a defined type in its package: `T`, `G[int]`, `T` with a number when it is declared inside a function. */
  shortName(t: Named): string {
    const link = this.linkString(t);
    const pkg = t.orig.obj.pkg;
    return pkg === null ? link : link.slice(pathToPrefix(pkg.path).length + 1);
  }

  /** What reflection prints: packages by name, so that different types may have one name. */
  nameString(t: Type): string {
    const map = this.layouts.groupMap(t);
    if (map !== null) return `map.group[${this.nameString(map.key)}]${this.nameString(map.elem)}`;
    return this.name(t);
  }

  private name(t0: Type): string {
    const t = unalias(t0);
    switch (t.kind) {
      case TypeKind.Basic:
        return t === Typ.UnsafePointer ? 'unsafe.Pointer' : Typ.byKind[t.basic]!.name; // byte is uint8 here
      case TypeKind.Named: {
        if (t === universeError) return 'error';
        const short = withoutNumber(this.shortName(t));
        const pkg = t.orig.obj.pkg;
        return pkg === null ? short : `${pkg.name}.${short}`;
      }
      case TypeKind.Pointer:
        return '*' + this.nameString(t.elem);
      case TypeKind.Slice:
        return '[]' + this.name(t.elem);
      case TypeKind.Array:
        return `[${t.len}]${this.name(t.elem)}`;
      case TypeKind.Map:
        return `map[${this.name(t.key)}]${this.name(t.elem)}`;
      case TypeKind.Chan: {
        if (t.dir === ChanDir.RecvOnly) return '<-chan ' + this.name(t.elem);
        if (t.dir === ChanDir.SendOnly) return 'chan<- ' + this.name(t.elem);
        const elem = unalias(t.elem);
        const parens = elem.kind === TypeKind.Chan && elem.dir === ChanDir.RecvOnly;
        return parens ? `chan (${this.name(elem)})` : 'chan ' + this.name(elem);
      }
      case TypeKind.Signature:
        return 'func' + this.signatureName(t);
      case TypeKind.Struct: {
        const fields = t.fields.map((f, i) => {
          const tag = t.tag(i);
          const name = f.embedded ? '' : `${f.name} `;
          return name + this.name(f.type!) + (tag === '' ? '' : ` ${quoteByteString(tag)}`);
        });
        return fields.length === 0 ? 'struct {}' : `struct { ${fields.join('; ')} }`;
      }
      case TypeKind.Interface: {
        const methods = typeSet(t).methods.map(m => {
          const name = isExported(m.name) || m.pkg === null ? m.name : `${m.pkg.name}.${m.name}`;
          return name + this.signatureName(m.type!);
        });
        return methods.length === 0 ? 'interface {}' : `interface { ${methods.join('; ')} }`;
      }
      default:
        return unreachable('a type that has a descriptor');
    }
  }

  private signatureName(sig: Signature): string {
    const params = sig.params.vars.map(v => this.name(v.type!));
    if (sig.variadic) params.push(`...${params.pop()!.slice(2)}`); // []T becomes ...T
    const text = `(${params.join(', ')})`;
    const results = sig.results.vars;
    if (results.length === 0) return text;
    if (results.length === 1) return `${text} ${this.name(results[0]!.type!)}`;
    return `${text} (${results.map(v => this.name(v.type!)).join(', ')})`;
  }
}

/** A name without the number that tells types declared inside functions apart. */
function withoutNumber(name: string): string {
  let i = name.length;
  while (i > 0 && name.charCodeAt(i - 1) >= 48 && name.charCodeAt(i - 1) <= 57) i--;
  return i > 0 && name[i - 1] === middleDot ? name.slice(0, i - 1) : name;
}
