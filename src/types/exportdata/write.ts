// Export data as gc writes it, for programs that read it with go/importer or golang.org/x/tools/go/gcexportdata: vet and
// other analysers, editors. It holds the declarations that can be reached from the exported names of a package, those of
// other packages too, with what bodies that may be inlined name ("not exported", a reader says of it), and no bodies: gc's compiler can import what is not generic; burrow's has a form of its own (binary/).
//
// A type is written where it is first met. One that mentions type parameters is derived: it belongs to the dictionary of the
// declaration around it, and is named by its number there.

import type { FileSet, Pos, SourceFile } from '../../base/pos.ts';
import { toByteString } from '../../base/quote.ts';
import { bitLength } from '../../base/rational.ts';
import type { BigFloat } from '../../base/bigfloat.ts';
import * as ConstKind from '../../constant/kind.ts';
import type { RealValue, Value } from '../../constant/value.ts';
import { assert, unreachable } from '../../diag/internal-error.ts';
import * as Typ from '../basic.ts';
import { namedMethod, numMethods, typeParams, unpack } from '../named.ts';
import { isExported, type Func, type Obj, type TypeName, type Var } from '../object.ts';
import * as ObjKind from '../objkind.ts';
import type { Package } from '../package.ts';
import type { Interface, Named, Signature, Struct, Type, TypeParam } from '../type.ts';
import * as TypeKind from '../typekind.ts';
import { typeParamIface } from '../typeparam.ts';
import { isMethodSet, typeSet } from '../typeset.ts';
import { under } from '../under.ts';
import { anyInterface, universe, universeAny, universeComparable, unsafePackage } from '../universe.ts';
import * as Section from './elements.ts';
import { type Element, Elements } from './elements.ts';

/** Kinds of types in the data. */
const BasicType = 0;
const NamedType = 1;
const PointerType = 2;
const SliceType = 3;
const ArrayType = 4;
const ChanType = 5;
const MapType = 6;
const SignatureType = 7;
const StructType = 8;
const InterfaceType = 9;
const UnionType = 10;
const TypeParamType = 11;

/** Kinds of objects. */
const AliasObj = 0;
const ConstObj = 1;
const TypeObj = 2;
const FuncObj = 3;
const VarObj = 4;
const StubObj = 5; // of the universe, which every reader has

/** Kinds of constant values. */
const BoolValue = 0;
const StringValue = 1;
const Int64Value = 2;
const BigIntValue = 3;
const BigRatValue = 4;
const BigFloatValue = 5;

/** The types of one declaration that mention its type parameters. */
interface Dict {
  readonly ids: Map<Type, number>;
  /** Elements of the type section. */
  readonly elements: number[];
}

/** A use of a type. */
interface TypeUse {
  /** In the type section, or of a derived type in the dictionary. */
  readonly index: number;
  readonly derived: boolean;
}

/** The export data of a package, which is complete. `fileName` is the name that a file has in positions. */
export function exportData(
  pkg: Package,
  fset: FileSet,
  fileName: (file: SourceFile) => string,
  goarch: string,
): Uint8Array {
  return new Exporter(pkg, fset, fileName, goarch === 'wasm').write();
}

class Exporter {
  private readonly pkg: Package;
  private readonly fset: FileSet;
  private readonly fileName: (file: SourceFile) => string;
  private readonly isWasm: boolean;
  private readonly out = new Elements();
  private readonly packageIds = new Map<Package | null, number>();
  private readonly fileIds = new Map<SourceFile, number>();
  private readonly typeIds = new Map<Type, number>();
  private readonly objectIds = new Map<Obj, number>();
  /** What is being written mentions type parameters, as far as is known. */
  private isDerived = false;

  constructor(pkg: Package, fset: FileSet, fileName: (file: SourceFile) => string, isWasm: boolean) {
    this.isWasm = isWasm;
    this.pkg = pkg;
    this.fset = fset;
    this.fileName = fileName;
  }

  write(): Uint8Array {
    const { out, pkg } = this;
    const open = out.place(Section.MetaSection);
    const closed = out.place(Section.MetaSection); // what only compilers read
    for (const name of pkg.scope.names()) if (isExported(name)) this.object(pkg.scope.lookup(name)!);
    for (const name of pkg.scope.loader?.mentionedByExported() ?? []) {
      const obj = pkg.scope.lookup(name);
      if (obj !== null && obj.kind !== ObjKind.TypeName) this.object(obj);
    }
    open.ref(Section.PkgSection, this.package(pkg));
    open.len(this.objectIds.size);
    for (let i = 0; i < this.objectIds.size; i++) {
      open.ref(Section.ObjSection, i);
      open.len(0); // no type arguments
    }
    open.flush();
    closed.bool(true); // every package has an inittask, though it may name no function
    closed.len(0); // no bodies
    closed.flush();
    return out.bytes();
  }

  // ---- Packages, positions, names ----

  private package(pkg: Package | null): number {
    const known = this.packageIds.get(pkg);
    if (known !== undefined) return known;
    const w = this.out.place(Section.PkgSection);
    this.packageIds.set(pkg, w.index);
    if (pkg === null) w.string('builtin');
    else if (pkg === unsafePackage) w.string('unsafe');
    else {
      pkg.open?.();
      w.string(toByteString(pkg.path));
      w.string(toByteString(pkg.name));
      const imports = pkg === this.pkg ? pkg.imports : [];
      w.len(imports.length);
      for (const p of imports) w.ref(Section.PkgSection, this.package(p));
    }
    return w.flush();
  }

  private pos(w: Element, pos: Pos): void {
    const file = this.fset.file(pos);
    w.bool(file !== null);
    if (file === null) return;
    let id = this.fileIds.get(file);
    if (id === undefined) {
      const base = this.out.place(Section.PosBaseSection);
      base.string(toByteString(this.fileName(file)));
      base.bool(true); // a file, no //line directive
      id = base.flush();
      this.fileIds.set(file, id);
    }
    w.ref(Section.PosBaseSection, id);
    w.len(file.line(pos - file.base));
    w.len(file.col(pos - file.base));
  }

  private name(w: Element, pkg: Package | null, name: string): void {
    w.ref(Section.PkgSection, this.package(pkg));
    w.string(toByteString(name));
  }

  // ---- Objects ----

  /** The number of an object, in four sections at once. */
  private object(obj: Obj): number {
    const known = this.objectIds.get(obj);
    if (known !== undefined) return known;
    const { out } = this;
    const w = out.place(Section.ObjSection);
    const ext = out.place(Section.ObjExtSection);
    const name = out.place(Section.NameSection);
    const wdict = out.place(Section.ObjDictSection);
    this.objectIds.set(obj, w.index);
    const outer = this.isDerived;
    const dict: Dict = { ids: new Map(), elements: [] };
    const code = this.declaration(w, obj, dict);
    w.flush();
    this.extension(ext, code, obj);
    ext.flush();
    this.name(name, obj.pkg, obj.name);
    name.len(code);
    name.flush();
    this.dictionary(wdict, code === StubObj ? [] : typeParamsOf(obj), dict);
    wdict.flush();
    this.isDerived = outer;
    return w.index;
  }

  private declaration(w: Element, obj: Obj, dict: Dict): number {
    if (obj.pkg === null || obj.pkg === unsafePackage) return StubObj;
    const type = obj.type!; // the package is complete
    this.pos(w, obj.pos);
    switch (obj.kind) {
      case ObjKind.Const:
        this.type(w, type, dict);
        this.value(w, obj.val!);
        return ConstObj;
      case ObjKind.Var:
        this.type(w, type, dict);
        return VarObj;
      case ObjKind.Func: {
        const sig = type as Signature;
        this.typeParamNames(w, sig.tparams);
        this.signature(w, sig, dict);
        this.pos(w, obj.pos); // gc's declaration; nobody reads it
        return FuncObj;
      }
      case ObjKind.TypeName:
        return this.typeName(w, obj, dict);
      default:
        unreachable(`no declaration of a package: ${obj.name}`);
    }
  }

  private typeName(w: Element, obj: TypeName, dict: Dict): number {
    const type = obj.type!;
    if (type.kind !== TypeKind.Named || type.obj !== obj) {
      const alias = type.kind === TypeKind.Alias && type.obj === obj ? type : null;
      this.typeParamNames(w, alias?.tparams ?? []);
      this.type(w, alias?.fromRHS ?? type, dict);
      return AliasObj;
    }
    unpack(type);
    this.typeParamNames(w, typeParams(type));
    this.type(w, under(type), dict);
    const n = numMethods(type);
    w.len(n);
    for (let i = 0; i < n; i++) this.method(w, namedMethod(type, i), dict);
    return TypeObj;
  }

  private method(w: Element, m: Func, dict: Dict): void {
    const sig = m.type!;
    this.pos(w, m.pos);
    this.name(w, m.pkg, m.name);
    this.typeParamNames(w, sig.rparams);
    this.param(w, sig.recv!, dict);
    this.signature(w, sig, dict);
    this.pos(w, m.pos);
  }

  /**
   * What a compiler asks of an object beside its declaration: nothing is inlined, every parameter may escape, symbols have the names
   * that go with the objects. Of generic functions and methods it would need the bodies, which are not here.
   */
  private extension(w: Element, code: number, obj: Obj): void {
    if (code === VarObj) this.linkname(w);
    else if (code === FuncObj && typeParamsOf(obj).length === 0) this.funcExtension(w, obj.type as Signature);
    else if (code === TypeObj) {
      w.int64(0n); // directives
      // Descriptors are referred to by name.
      w.int64(-1n);
      w.int64(-1n);
      const named = obj.type as Named;
      if (typeParams(named).length > 0) return;
      for (let i = 0; i < numMethods(named); i++) this.funcExtension(w, namedMethod(named, i).type!);
    }
  }

  private funcExtension(w: Element, sig: Signature): void {
    w.int64(0n); // directives
    this.linkname(w);
    if (this.isWasm) for (let i = 0; i < 3; i++) w.string(''); // no import, no export
    w.bool(true); // the body is elsewhere
    w.len(1); // ABIInternal
    const count = (sig.recv === null ? 0 : 1) + sig.params.vars.length;
    for (let i = 0; i < count; i++) w.string(''); // it may escape
    w.bool(false); // it is not inlined
  }

  private linkname(w: Element): void {
    w.int64(-1n);
    w.string('');
  }

  private typeParamNames(w: Element, list: readonly TypeParam[]): void {
    for (const { obj } of list) {
      this.pos(w, obj.pos);
      this.name(w, obj.pkg, obj.name);
    }
  }

  private dictionary(w: Element, tparams: readonly TypeParam[], dict: Dict): void {
    w.len(0); // no type parameters of a function around it
    w.len(tparams.length);
    const ifaces = tparams.map(typeParamIface); // this may wrap the constraint
    for (const t of tparams) this.type(w, t.bound!, dict);
    const { elements } = dict;
    w.len(elements.length);
    for (const index of elements) w.ref(Section.TypeSection, index);
    // What follows is for what compilers instantiate, and nothing is instantiated from this data.
    for (const iface of ifaces) w.bool(isMethodSet(typeSet(iface)));
    for (let i = 0; i < 4; i++) w.len(0);
  }

  // ---- Types ----

  private type(w: Element, t: Type, dict: Dict): void {
    const use = this.typeUse(t, dict);
    w.bool(use.derived);
    if (use.derived) {
      w.len(use.index);
      this.isDerived = true;
    } else w.ref(Section.TypeSection, use.index);
  }

  private typeUse(t: Type, dict: Dict): TypeUse {
    const plain = this.typeIds.get(t);
    if (plain !== undefined) return { index: plain, derived: false };
    const derived = dict.ids.get(t);
    if (derived !== undefined) return { index: derived, derived: true };
    const w = this.out.place(Section.TypeSection);
    const outer = this.isDerived;
    this.isDerived = false;
    this.typeElement(w, t, dict);
    w.flush();
    const isDerived = this.isDerived;
    this.isDerived = outer;
    if (!isDerived) {
      this.typeIds.set(t, w.index);
      return { index: w.index, derived: false };
    }
    const index = dict.elements.push(w.index) - 1;
    dict.ids.set(t, index);
    return { index, derived: true };
  }

  private typeElement(w: Element, t: Type, dict: Dict): void {
    switch (t.kind) {
      case TypeKind.Basic:
        assert(t !== Typ.Invalid, 'a complete package has no invalid types');
        if (t !== Typ.Byte && t !== Typ.Rune) {
          w.len(BasicType);
          w.len(t.basic);
        } else this.named(w, universe.lookup(t.name)!, [], dict);
        return;
      case TypeKind.Named:
        this.named(w, t.orig.obj, t.targs, dict);
        return;
      case TypeKind.Alias:
        this.named(w, t.orig.obj, t.targs, dict);
        return;
      case TypeKind.TypeParam:
        w.len(TypeParamType);
        w.len(t.index);
        this.isDerived = true;
        return;
      case TypeKind.Array:
        w.len(ArrayType);
        w.len(t.len);
        this.type(w, t.elem, dict);
        return;
      case TypeKind.Chan:
        w.len(ChanType);
        w.len(t.dir);
        this.type(w, t.elem, dict);
        return;
      case TypeKind.Map:
        w.len(MapType);
        this.type(w, t.key, dict);
        this.type(w, t.elem, dict);
        return;
      case TypeKind.Pointer:
        w.len(PointerType);
        this.type(w, t.elem, dict);
        return;
      case TypeKind.Slice:
        w.len(SliceType);
        this.type(w, t.elem, dict);
        return;
      case TypeKind.Signature:
        w.len(SignatureType);
        this.signature(w, t, dict);
        return;
      case TypeKind.Struct:
        w.len(StructType);
        this.struct(w, t, dict);
        return;
      case TypeKind.Interface:
        // It has a name of its own, so that readers have the same one.
        if (t === anyInterface) this.named(w, universeAny, [], dict);
        else {
          w.len(InterfaceType);
          this.interface(w, t, dict);
        }
        return;
      case TypeKind.Union:
        w.len(UnionType);
        w.len(t.terms.length);
        for (const term of t.terms) {
          w.bool(term.tilde);
          this.type(w, term.type!, dict); // only type sets have terms without one
        }
        return;
      case TypeKind.Tuple:
        unreachable('a tuple is no type of a declaration');
    }
  }

  private named(w: Element, obj: Obj, targs: readonly Type[], dict: Dict): void {
    w.len(NamedType);
    const uses = targs.map(t => this.typeUse(t, dict));
    w.ref(Section.ObjSection, this.object(obj));
    w.len(uses.length);
    for (const use of uses) {
      w.bool(use.derived);
      if (use.derived) {
        w.len(use.index);
        this.isDerived = true;
      } else w.ref(Section.TypeSection, use.index);
    }
  }

  private struct(w: Element, t: Struct, dict: Dict): void {
    w.len(t.fields.length);
    t.fields.forEach((f, i) => {
      this.pos(w, f.pos);
      this.name(w, f.pkg, f.name);
      this.type(w, f.type!, dict);
      w.string(t.tag(i));
      w.bool(f.embedded);
    });
  }

  private interface(w: Element, t: Interface, dict: Dict): void {
    if (t === under(universeComparable)) {
      // It has nothing that could be written: what it means is its name.
      w.len(0);
      w.len(1);
      w.bool(false);
      this.type(w, universeComparable, dict);
      return;
    }
    w.len(t.methods.length);
    w.len(t.embeddeds.length);
    if (t.methods.length === 0 && t.embeddeds.length === 1) w.bool(t.implicit);
    for (const m of t.methods) {
      this.pos(w, m.pos);
      this.name(w, m.pkg, m.name);
      this.signature(w, m.type!, dict);
    }
    for (const e of t.embeddeds) this.type(w, e, dict);
  }

  private signature(w: Element, t: Signature, dict: Dict): void {
    for (const { vars } of [t.params, t.results]) {
      w.len(vars.length);
      for (const v of vars) this.param(w, v, dict);
    }
    w.bool(t.variadic);
  }

  private param(w: Element, v: Var, dict: Dict): void {
    this.pos(w, v.pos);
    this.name(w, v.pkg, v.name);
    this.type(w, v.type!, dict);
  }

  // ---- Constants ----

  private value(w: Element, v: Value): void {
    w.bool(v.kind === ConstKind.Complex);
    switch (v.kind) {
      case ConstKind.Complex:
        this.real(w, v.re);
        this.real(w, v.im);
        return;
      case ConstKind.Bool:
        w.len(BoolValue);
        w.bool(v.val);
        return;
      case ConstKind.String:
        w.len(StringValue);
        w.string(v.val);
        return;
      case ConstKind.Int:
      case ConstKind.Float:
        this.real(w, v);
        return;
      case ConstKind.Unknown:
        unreachable('a complete package knows its constants');
    }
  }

  private real(w: Element, v: RealValue): void {
    if (v.kind === ConstKind.Int) {
      if (BigInt.asIntN(64, v.val) === v.val) {
        w.len(Int64Value);
        w.int64(v.val);
      } else {
        w.len(BigIntValue);
        bigInt(w, v.val);
      }
    } else if (v.rat !== null) {
      w.len(BigRatValue);
      bigInt(w, v.rat.num);
      bigInt(w, v.rat.den);
    } else {
      w.len(BigFloatValue);
      w.string(bigFloatText(v.big!));
    }
  }
}

function typeParamsOf(obj: Obj): readonly TypeParam[] {
  const type = obj.type!;
  if (obj.kind === ObjKind.Func) return (type as Signature).tparams;
  if (obj.kind !== ObjKind.TypeName) return [];
  if (type.kind === TypeKind.Named && type.obj === obj) return typeParams(type);
  return type.kind === TypeKind.Alias && type.obj === obj ? type.tparams : [];
}

/** The absolute value, most significant byte first, and the sign. */
function bigInt(w: Element, x: bigint): void {
  let text = '';
  for (let rest = x < 0n ? -x : x; rest > 0n; rest >>= 8n) text = String.fromCharCode(Number(rest & 255n)) + text;
  w.string(text);
  w.bool(x < 0n);
}

/** `0x.8p+1`: a hexadecimal fraction from a half to one, and a power of two. */
function bigFloatText(x: BigFloat): string {
  if (x.mant === 0n) return '0';
  const mant = x.mant < 0n ? -x.mant : x.mant;
  const digits = (mant << BigInt((4 - (bitLength(mant) % 4)) % 4)).toString(16).replace(/0+$/, '');
  const exp = x.exponent;
  return `${x.mant < 0n ? '-' : ''}0x.${digits}p${exp >= 0 ? '+' : ''}${exp}`;
}
