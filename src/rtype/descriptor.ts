// Type descriptors: what the runtime and reflection know of a type at run time, laid out as internal/abi.Type and its kin.
//
//   common part      internal/abi.Type
//   part of the kind ArrayType, ChanType ... without the common part
//   UncommonType     where the type has a name or methods
//   variable part    parameters of a function, methods of an interface, fields of a struct
//   methods          four offsets each, which the link clears for methods that the program cannot call
//
// A descriptor names other types, methods and comparison functions and makes none of them: who needs the descriptor
// follows its relocations.

import { assert, unreachable } from '../diag/internal-error.ts';
import * as Attr from '../obj/attr.ts';
import type { Sym } from '../obj/object.ts';
import * as RelocType from '../obj/reloctype.ts';
import * as ChanDir from '../syntax/chandir.ts';
import * as Typ from '../types/basic.ts';
import * as BasicKind from '../types/basickind.ts';
import { isExported } from '../types/object.ts';
import type { Package } from '../types/package.ts';
import type { Selection } from '../types/selection.ts';
import * as TypeKind from '../types/typekind.ts';
import { isEmptyInterface, typeSet } from '../types/typeset.ts';
import {
  type Interface,
  type MapT,
  type Named,
  Pointer,
  type Signature,
  Slice,
  type Struct,
  type Type,
} from '../types/type.ts';
import { unalias, under } from '../types/under.ts';
import { universeError, unsafePackage } from '../types/universe.ts';
import * as Alg from './algkind.ts';
import { eqClosure, hashClosure } from './closure.ts';
import { gcDataSymbol, isMaskOnDemand } from './gcdata.ts';
import type { Layouts } from './layout.ts';
import { mapFlags } from './mapgroup.ts';
import { ifaceMethodSym, methods, methodSym } from './methods.ts';
import { importPathSymbol, nameSymbol } from './namedata.ts';
import type { TypeNames } from './names.ts';
import type { Sink } from './recipe.ts';
import { Contents } from './write.ts';

// Flags of a descriptor (internal/abi.TFlag).
const TFlagUncommon = 1 << 0;
const TFlagExtraStar = 1 << 1;
const TFlagNamed = 1 << 2;
const TFlagRegularMemory = 1 << 3;
const TFlagGCMaskOnDemand = 1 << 4;
const TFlagDirectIface = 1 << 5;

// Kinds (internal/abi.Kind); those of booleans and numbers are basickind.ts's.
const KindArray = 17;
const KindChan = 18;
const KindFunc = 19;
const KindInterface = 20;
const KindMap = 21;
const KindPointer = 22;
const KindSlice = 23;
const KindString = 24;
const KindStruct = 25;
const KindUnsafePointer = 26;

const uncommonSize = 16;
const methodSize = 16;
const imethodSize = 8;

/** Set in the count of results of a variadic function. */
const variadicFlag = 1 << 15;

/** Bytes of the part that all descriptors begin with. */
export function commonSize(wordSize: number): number {
  return 4 * wordSize + 16;
}

/** The offset of method i in the descriptor of an interface type: what relocations that mark a call of it add. */
export function interfaceMethodOffset(layouts: Layouts, iface: Type, i: number): number {
  const word = layouts.ptrSize;
  return commonSize(word) + 4 * word + (isNamed(unalias(iface)) ? uncommonSize : 0) + i * imethodSize;
}

/** Defines the descriptor of t; what it names has recipes in the sink afterwards. */
export function typeDescriptor(t: Type, sink: Sink, layouts: Layouts, names: TypeNames): Sym {
  const sym = sink.type(t);
  if (!sym.isDefined) new DescriptorWriter(unalias(t), sym, sink, layouts, names).write();
  return sym;
}

/**
 * The path of the one package that defines the descriptor of t where gc compiles: the package of a defined type, runtime
 * for predeclared types and the like. Null when every package that needs it defines it, as one of several equal ones.
 */
export function descriptorOwner(t0: Type): string | null {
  const t = ownerType(unalias(t0));
  if (t.kind === TypeKind.Signature) return isErrorText(t) ? 'runtime' : null;
  const elem = t.kind === TypeKind.Slice ? unalias(t.elem) : t;
  if (elem.kind === TypeKind.Basic || elem === universeError) return 'runtime';
  if (elem.kind === TypeKind.Interface) return isEmptyInterface(elem) ? 'runtime' : null;
  return t.kind === TypeKind.Named && !isInstance(t) ? t.orig.obj.pkg!.path : null;
}

/** A pointer to a type with a name belongs to that. */
function ownerType(t: Type): Type {
  if (t.kind !== TypeKind.Pointer) return t;
  const elem = unalias(t.elem);
  return isNamed(elem) ? elem : t;
}

/** `func(error) string`: the type of a wrapper that gc always makes. */
function isErrorText(t: Signature): boolean {
  const params = t.params.vars;
  const results = t.results.vars;
  if (params.length !== 1 || results.length !== 1) return false;
  return unalias(params[0]!.type!) === universeError && unalias(results[0]!.type!) === Typ.String;
}

/** The type has a name: it is predeclared or defined. */
function isNamed(t: Type): boolean {
  return t.kind === TypeKind.Named || t.kind === TypeKind.Basic;
}

function isInstance(t: Type): boolean {
  return t.kind === TypeKind.Named && (t.targs.length > 0 || t.implicits.length > 0);
}

class DescriptorWriter {
  private readonly t: Type;
  private readonly u: Type;
  private readonly sym: Sym;
  private readonly sink: Sink;
  private readonly layouts: Layouts;
  private readonly names: TypeNames;
  private readonly word: number;
  private readonly methods: readonly Selection[];
  private readonly c: Contents;

  constructor(t: Type, sym: Sym, sink: Sink, layouts: Layouts, names: TypeNames) {
    this.t = t;
    this.u = under(t);
    this.sym = sym;
    this.sink = sink;
    this.layouts = layouts;
    this.names = names;
    this.word = layouts.ptrSize;
    this.methods = methods(t);
    const uncommon = this.hasUncommon ? uncommonSize : 0;
    const size = this.fixedSize() + uncommon + this.variableSize() + this.methods.length * methodSize;
    this.c = new Contents(sym, size, this.attr());
    sym.align = this.word;
  }

  private get hasUncommon(): boolean {
    return isNamed(this.t) || this.methods.length > 0;
  }

  private attr(): number {
    let attr = Attr.GoType;
    // A descriptor of a defined type, or of a pointer to one, belongs to the type's package; all others may be made anywhere.
    const t = this.t;
    const owner = ownerType(t);
    if (!isNamed(owner) || isInstance(owner)) attr |= Attr.Dupok;
    // Types that reflection may also make at run time; it must find these first.
    if (!isNamed(t) && t.kind !== TypeKind.Interface && this.layouts.of(t).alg !== Alg.ANOALG) attr |= Attr.Typelink;
    return attr;
  }

  /** Bytes of the common part and that of the kind. */
  private fixedSize(): number {
    const word = this.word;
    const common = commonSize(word);
    switch (this.u.kind) {
      case TypeKind.Basic:
        return common;
      case TypeKind.Array:
        return common + 3 * word;
      case TypeKind.Slice:
      case TypeKind.Pointer:
      case TypeKind.Signature:
        return common + word;
      case TypeKind.Chan:
        return common + 2 * word;
      case TypeKind.Interface:
      case TypeKind.Struct:
        return common + 4 * word;
      case TypeKind.Map:
        return common + 8 * word;
      default:
        return unreachable('a type that has a descriptor');
    }
  }

  private variableSize(): number {
    const u = this.u;
    switch (u.kind) {
      case TypeKind.Signature:
        return (u.params.vars.length + u.results.vars.length) * this.word;
      case TypeKind.Interface:
        return typeSet(u).methods.length * imethodSize;
      case TypeKind.Struct:
        return u.fields.length * 3 * this.word;
      default:
        return 0;
    }
  }

  write(): void {
    const fixed = this.fixedSize();
    const variable = fixed + (this.hasUncommon ? uncommonSize : 0);
    this.common();
    this.kindPart(commonSize(this.word), variable);
    if (this.hasUncommon) this.uncommon(fixed, variable + this.variableSize());
  }

  private common(): void {
    const { c, t, word, layouts } = this;
    const l = layouts.of(t);
    c.word(0, l.size, word);
    c.word(word, l.ptrBytes, word);
    c.u32(2 * word, this.names.typeHash(t));
    let tflag = 0;
    if (this.hasUncommon) tflag |= TFlagUncommon;
    if (isNamed(t)) tflag |= TFlagNamed;
    if (layouts.isRegularMemory(t)) tflag |= TFlagRegularMemory;
    if (isMaskOnDemand(layouts, t)) tflag |= TFlagGCMaskOnDemand;
    if (layouts.isDirectIface(t)) tflag |= TFlagDirectIface;
    // T and *T share the text "*T".
    let text = this.names.nameString(t);
    let named = t;
    if (text.startsWith('*')) {
      if (t.kind === TypeKind.Pointer) named = unalias(t.elem);
    } else {
      text = '*' + text;
      tflag |= TFlagExtraStar;
    }
    const exported = named === Typ.UnsafePointer || (named.kind === TypeKind.Named && isExported(named.orig.obj.name));
    c.u8(2 * word + 4, tflag);
    c.u8(2 * word + 5, l.align);
    c.u8(2 * word + 6, l.align);
    c.u8(2 * word + 7, this.kind());
    c.addr(2 * word + 8, eqClosure(this.sink, layouts, this.names, t), word);
    c.addr(3 * word + 8, gcDataSymbol(this.sink, layouts, this.names, t), word);
    c.addrOff(4 * word + 8, nameSymbol(this.sink, text, '', null, exported, false));
    // Of a pointer type there is none: whether something points to pointers must not decide what its descriptor is.
    if (this.u.kind === TypeKind.Pointer) return;
    const pointer = new Pointer(t);
    if (isNamed(t) || methods(pointer).length > 0) c.addrOff(4 * word + 12, this.sink.type(pointer));
    else c.weakAddrOff(4 * word + 12, this.sink.type(pointer));
  }

  private kind(): number {
    const u = this.u;
    switch (u.kind) {
      case TypeKind.Basic:
        if (u.basic === BasicKind.String) return KindString;
        if (u.basic === BasicKind.UnsafePointer) return KindUnsafePointer;
        return u.basic;
      case TypeKind.Array:
        return KindArray;
      case TypeKind.Slice:
        return KindSlice;
      case TypeKind.Pointer:
        return KindPointer;
      case TypeKind.Signature:
        return KindFunc;
      case TypeKind.Chan:
        return KindChan;
      case TypeKind.Interface:
        return KindInterface;
      case TypeKind.Struct:
        return KindStruct;
      case TypeKind.Map:
        return KindMap;
      default:
        return unreachable('a type that has a descriptor');
    }
  }

  /** The part of the kind, at `at`, and the variable part. */
  private kindPart(at: number, variable: number): void {
    const { c, u, word, sink } = this;
    switch (u.kind) {
      case TypeKind.Basic:
        break;
      case TypeKind.Array:
        c.addr(at, sink.type(u.elem), word);
        c.addr(at + word, sink.type(new Slice(u.elem)), word);
        c.word(at + 2 * word, u.len, word);
        break;
      case TypeKind.Slice:
      case TypeKind.Pointer:
        c.addr(at, sink.type(u.elem), word);
        break;
      case TypeKind.Chan:
        c.addr(at, sink.type(u.elem), word);
        c.word(at + word, chanDir(u.dir), word);
        break;
      case TypeKind.Signature:
        this.func(u, at, variable);
        break;
      case TypeKind.Interface:
        this.iface(u, at, variable);
        break;
      case TypeKind.Map:
        this.map(u, at);
        break;
      case TypeKind.Struct:
        this.struct(u, at, variable);
        break;
      default:
        unreachable('a type that has a descriptor');
    }
  }

  private func(u: Signature, at: number, variable: number): void {
    const { c, word } = this;
    const params = u.params.vars;
    const results = u.results.vars;
    c.u16(at, params.length);
    c.u16(at + 2, results.length | (u.variadic ? variadicFlag : 0));
    let p = variable;
    for (const v of params) {
      c.addr(p, this.sink.type(v.type!), word);
      p += word;
    }
    for (const v of results) {
      c.addr(p, this.sink.type(v.type!), word);
      p += word;
    }
  }

  private iface(u: Interface, at: number, variable: number): void {
    const { c, t, word, sink } = this;
    const pkg = t.kind === TypeKind.Named ? t.orig.obj.pkg : null;
    if (pkg !== null) c.addr(at, importPathSymbol(sink, pkg), word);
    const list = typeSet(u).methods;
    this.array(at + word, variable, list.length);
    let p = variable;
    for (const m of list) {
      const exported = isExported(m.name);
      const own = exported || samePath(m.pkg, pkg);
      c.addrOff(p, nameSymbol(sink, m.name, '', own ? null : m.pkg, exported, false));
      c.addrOff(p + 4, sink.type(m.type!));
      p += imethodSize;
    }
  }

  private map(u: MapT, at: number): void {
    const { c, word, sink, layouts } = this;
    const { group, slot } = layouts.mapGroup(u);
    c.addr(at, sink.type(u.key), word);
    c.addr(at + word, sink.type(u.elem), word);
    c.addr(at + 2 * word, sink.type(group), word);
    c.addr(at + 3 * word, hashClosure(sink, layouts, this.names, u.key), word);
    c.word(at + 4 * word, layouts.size(group), word);
    c.word(at + 5 * word, layouts.size(slot), word);
    c.word(at + 6 * word, layouts.fieldOffset(slot, 1), word);
    c.u32(at + 7 * word, mapFlags(layouts, u));
    // A map converted to its underlying type by reflection must keep its hash function.
    if (this.t !== u) this.sym.addReloc(0, 0, RelocType.R_KEEP, 0, sink.type(u).id);
  }

  private struct(u: Struct, at: number, variable: number): void {
    const { c, word, sink } = this;
    // Unexported fields are all of one package.
    const hidden = u.fields.find(f => !isExported(f.name));
    if (hidden !== undefined) c.addr(at, importPathSymbol(sink, hidden.pkg), word);
    this.array(at + word, variable, u.fields.length);
    const offsets = this.layouts.of(u).offsets;
    let p = variable;
    u.fields.forEach((f, i) => {
      c.addr(p, nameSymbol(sink, f.name, u.tag(i), null, isExported(f.name), f.embedded), word);
      c.addr(p + word, sink.type(f.type!), word);
      c.word(p + 2 * word, offsets[i]!, word);
      p += 3 * word;
    });
  }

  /** A slice of n elements that lie in this symbol. */
  private array(at: number, elements: number, n: number): void {
    const { c, word } = this;
    c.addr(at, this.sym, word, elements);
    c.word(at + word, n, word);
    c.word(at + 2 * word, n, word);
  }

  private uncommon(at: number, list: number): void {
    const { c, t, sink, layouts } = this;
    const pkg = typePkg(t);
    if (pkg !== null) c.addrOff(at, importPathSymbol(sink, pkg));
    const n = this.methods.length;
    assert(n < 1 << 16, 'the number of methods fits its field');
    let exportedCount = 0;
    while (exportedCount < n && isExported(this.methods[exportedCount]!.obj.name)) exportedCount++;
    c.u16(at + 4, n);
    c.u16(at + 6, exportedCount);
    c.u32(at + 8, list - at);
    let p = list;
    for (const m of this.methods) {
      const f = m.obj;
      const exported = isExported(f.name);
      const own = exported || samePath(f.pkg, pkg);
      c.addrOff(p, nameSymbol(sink, f.name, '', own ? null : f.pkg, exported, false));
      this.methodOff(p + 4, sink.type(f.type!));
      this.methodOff(p + 8, ifaceMethodSym(sink, layouts, t, m));
      this.methodOff(p + 12, methodSym(sink, t, m));
      p += methodSize;
    }
  }

  private methodOff(at: number, target: Sym): void {
    this.sym.addReloc(at, 4, RelocType.R_METHODOFF, 0, target.id);
  }
}

/** The direction of a channel as reflection numbers it: 1 receives, 2 sends. */
function chanDir(dir: ChanDir.Kind): number {
  switch (dir) {
    case ChanDir.RecvOnly:
      return 1;
    case ChanDir.SendOnly:
      return 2;
    default:
      return 3;
  }
}

/** The package that a type with a name, or built from one with a name, belongs to. */
function typePkg(t: Type): Package | null {
  if (t === Typ.UnsafePointer) return unsafePackage;
  let named: Named | null = null;
  if (t.kind === TypeKind.Named) named = t;
  else if (
    t.kind === TypeKind.Array ||
    t.kind === TypeKind.Slice ||
    t.kind === TypeKind.Pointer ||
    t.kind === TypeKind.Chan
  ) {
    const elem = unalias(t.elem);
    if (elem.kind === TypeKind.Named) named = elem;
  }
  return named === null ? null : named.orig.obj.pkg;
}

function samePath(a: Package | null, b: Package | null): boolean {
  return a === b || (a !== null && b !== null && a.path === b.path);
}
