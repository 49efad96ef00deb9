// Reads the binary form of packages (format.ts), each object and type when it is first needed. A package is opened when
// somebody first looks a name up in it, so that the many that are only mentioned cost next to nothing.

import type { FileSet, Pos, SourceFile } from '../../base/pos.ts';
import { latin1, decodeUtf8 } from '../../base/utf8.ts';
import { BigFloat } from '../../base/bigfloat.ts';
import { Rational } from '../../base/rational.ts';
import * as ConstKind from '../../constant/kind.ts';
import type { Value } from '../../constant/value.ts';
import { FloatValue, makeBool, makeComplex, makeInt, makeString, makeUnknown } from '../../constant/value.ts';
import { assert, unreachable } from '../../diag/internal-error.ts';
import type * as ChanDir from '../../syntax/chandir.ts';
import * as Typ from '../basic.ts';
import { newAlias } from '../alias.ts';
import { Context } from '../context.ts';
import { instance } from '../instantiate.ts';
import { Const, Func, isExported, newField, newTypeNameLazy, TypeName, Var } from '../object.ts';
import type { Obj } from '../object.ts';
import * as ObjKind from '../objkind.ts';
import { Package } from '../package.ts';
import type { Scope, ScopeLoader } from '../scope.ts';
import * as TypeKind from '../typekind.ts';
import type { Alias, Named, NamedLoader, Type } from '../type.ts';
import {
  ArrayT,
  Chan,
  emptyTuple,
  Interface,
  MapT,
  noTypeParams,
  Pointer,
  Signature,
  Slice,
  Struct,
  Term,
  topTypeSet,
  Tuple,
  TypeParam,
  Union,
} from '../type.ts';
import { unsafePackage } from '../universe.ts';
import * as VarKind from '../varkind.ts';
import * as Form from './format.ts';

/** The hash, in hexadecimal, of what importers can see of a package in its binary form. */
export function interfaceHash(bytes: Uint8Array): string {
  let hash = '';
  for (let i = 0; i < Form.hashLength; i++) hash += bytes[Form.hashAt + i]!.toString(16).padStart(2, '0');
  return hash;
}

/** Where the bytes of packages come from, and what packages of a program share. */
export interface PackageSource {
  readonly fset: FileSet;
  readonly universe: Scope;
  /** The binary form of a package; asked for at most once a package. It must be there: a mentioned package was checked. */
  bytes(path: string): Uint8Array;
  /** The name under which a file of a package is shown. */
  fileName(path: string, file: string): string;
  /** The text of that file, when a position in it is to be shown. */
  fileText(path: string, file: string): Uint8Array;
}

/** The packages of a program that are known by their binary form; one object a path. */
export class BinaryPackages {
  readonly source: PackageSource;
  private readonly readers = new Map<string, PackageReader>();

  constructor(source: PackageSource) {
    this.source = source;
  }

  /** The package of a path. Its name is empty until it is opened, unless it is given. */
  package(path: string, name: string): Package {
    let reader = this.readers.get(path);
    if (reader === undefined) {
      reader = new PackageReader(this, path, name);
      this.readers.set(path, reader);
    }
    return reader.pkg;
  }

  /** Adds a package that is not read but was checked; others may mention it. */
  readonly checked: Map<string, Package> = new Map();

  /** The package that another one mentions. */
  mentioned(path: string, name: string): Package {
    if (path === 'unsafe') return unsafePackage;
    return this.checked.get(path) ?? this.package(path, name);
  }

  /** The package of a path, opened: its name and imports are known. This is what an importer returns. */
  open(path: string): Package {
    const known = path === 'unsafe' ? unsafePackage : this.checked.get(path);
    if (known !== undefined) return known;
    const pkg = this.package(path, '');
    this.readers.get(path)!.open();
    return pkg;
  }

  /** Where the bodies of a package's functions are. */
  bodies(path: string): Form.BodyEntry[] {
    this.package(path, '');
    return this.readers.get(path)!.bodies();
  }

  /** The files of a package in the file set. */
  sourceFiles(path: string): readonly SourceFile[] {
    this.package(path, '');
    const reader = this.readers.get(path)!;
    reader.addFiles();
    return reader.sourceFiles;
  }

  /** The files of a package: what each imports, and its language version. */
  files(path: string): FileEntry[] {
    this.package(path, '');
    return this.readers.get(path)!.files();
  }
}

/** What the binary form says of a file. */
export interface FileEntry {
  readonly name: string;
  readonly size: number;
  /** N of a `//go:build go1.N` line; 0 where there is none. */
  readonly version: number;
  readonly imports: readonly { readonly localName: string; readonly path: string }[];
}

/** gc inlines bodies of at most 80 nodes; hardly one of them has more bytes of text than this. */
const maxInlineText = 300;

/** A use of a name of the package, not of a field or as a key; that it is no local one is likely in so short a text. */
const packageName = /(?<![.\p{L}\p{Nd}_])[\p{L}_][\p{L}\p{Nd}_]*(?![\p{L}\p{Nd}_:])/gu;

class PackageReader implements ScopeLoader, NamedLoader {
  readonly pkg: Package;
  private readonly set: BinaryPackages;
  /** What the package is known by here; its own path may be `main`. */
  private readonly importPath: string;
  private buf: Uint8Array = noBytes;
  private view: DataView = noView;
  /** Where the next number is read. */
  private at = 0;
  /** Where each section begins. */
  private readonly sections: Uint32Array = new Uint32Array(Form.headerSections);
  private stringCount = 0;
  private strings: (string | null)[] = [];
  private packages: (Package | null)[] = [];
  private packageNames: { path: string; name: string }[] = [];
  private types: (Type | null)[] = [];
  /** The place of each object's record. */
  private places: Map<string, number> | null = null;
  private mentioned: Set<string> | null = null;
  /** The place behind the name of each Named object's record that was not read to the end. */
  private readonly pending = new Map<Named, number>();
  /** What is added to a position of this package. */
  private posBase = -1;
  private lastPos = 0;
  /** Of this package alone: an instance that another package mentions may have been written with other names of parameters. */
  private readonly context = new Context();
  /** The files in the file set, once they are there. */
  readonly sourceFiles: SourceFile[] = [];

  constructor(set: BinaryPackages, path: string, name: string) {
    this.set = set;
    this.importPath = path;
    this.pkg = new Package(path, name, set.source.universe);
    this.pkg.complete = true;
    this.pkg.scope.loader = this;
    this.pkg.open = (): void => this.open();
  }

  /** Reads the header, and what there is to know about the package as a whole. */
  open(): void {
    if (this.buf !== noBytes) return;
    const buf = this.set.source.bytes(this.importPath);
    this.buf = buf;
    this.view = new DataView(buf.buffer, buf.byteOffset, buf.byteLength);
    assert(
      this.view.getUint32(0, true) === Form.magic && this.view.getUint32(4, true) === Form.version,
      'the binary form of a package has the magic number and version',
    );
    for (let i = 0; i < Form.headerSections; i++) this.sections[i] = this.view.getUint32(8 + 4 * i, true);
    this.stringCount = this.view.getUint32(this.sections[Form.Strings]!, true);
    this.strings = filled<string | null>(this.stringCount, null);
    this.types = filled<Type | null>(this.view.getUint32(this.sections[Form.Types]!, true), null);

    this.at = this.sections[Form.Packages]!;
    const n = this.uleb();
    for (let i = 0; i < n; i++) {
      const path = this.string();
      this.packageNames.push({ path, name: this.string() });
      this.packages.push(null);
    }
    this.packages[0] = this.pkg;
    this.pkg.name = this.packageNames[0]!.name;
    // A command's; any other package has the path by which it was found.
    if (this.packageNames[0]!.path === 'main') this.pkg.path = 'main';
    this.at = this.sections[Form.Imports]!;
    const imports: number[] = [];
    for (let i = this.uleb(); i > 0; i--) imports.push(this.uleb());
    this.pkg.imports = imports.map(i => this.packageAt(i));
  }

  private uleb(): number {
    const buf = this.buf;
    let b = buf[this.at++]!;
    if (b < 0x80) return b;
    let x = b & 0x7f;
    let scale = 128;
    do {
      b = buf[this.at++]!;
      x += (b & 0x7f) * scale;
      scale *= 128;
    } while (b >= 0x80);
    return x;
  }

  private sleb(): number {
    const buf = this.buf;
    let x = 0;
    let scale = 1;
    for (;;) {
      const b = buf[this.at++]!;
      x += (b & 0x7f) * scale;
      scale *= 128;
      if (b < 0x80) return (b & 0x40) !== 0 ? x - scale : x;
    }
  }

  private string(): string {
    return this.stringAt(this.uleb());
  }

  private stringAt(id: number): string {
    const known = this.strings[id]!;
    if (known !== null) return known;
    const table = this.sections[Form.Strings]! + 4;
    const bytes = table + 4 * this.stringCount;
    const from = id === 0 ? 0 : this.view.getUint32(table + 4 * (id - 1), true);
    const to = this.view.getUint32(table + 4 * id, true);
    const s = decodeUtf8(this.buf, bytes + from, bytes + to);
    this.strings[id] = s;
    return s;
  }

  private packageAt(id: number): Package {
    let p = this.packages[id]!;
    if (p === null) {
      const { path, name } = this.packageNames[id]!;
      p = this.set.mentioned(path, name);
      this.packages[id] = p;
    }
    return p;
  }

  private pos(): Pos {
    this.lastPos += this.sleb();
    if (this.lastPos === 0) return 0;
    if (this.posBase < 0) this.addFiles();
    return this.posBase + this.lastPos;
  }

  /** Enters the package's files into the file set, one behind the other, as positions expect. */
  addFiles(): void {
    if (this.posBase >= 0) return;
    const saved = this.at;
    const { source } = this.set;
    const path = this.importPath;
    for (const f of this.files()) {
      const file = source.fset.addLazy(source.fileName(path, f.name), f.size, () => source.fileText(path, f.name));
      if (this.posBase < 0) this.posBase = file.base - 1;
      this.sourceFiles.push(file);
    }
    this.at = saved;
  }

  files(): FileEntry[] {
    this.open();
    this.at = this.sections[Form.Files]!;
    const list: FileEntry[] = [];
    for (let n = this.uleb(); n > 0; n--) {
      const name = this.string();
      const size = this.uleb();
      const version = this.uleb();
      const imports: { localName: string; path: string }[] = [];
      for (let i = this.uleb(); i > 0; i--) {
        const localName = this.string();
        imports.push({ localName, path: this.string() });
      }
      list.push({ name, size, version, imports });
    }
    return list;
  }

  bodies(): Form.BodyEntry[] {
    this.open();
    this.at = this.sections[Form.Bodies]!;
    const list: Form.BodyEntry[] = [];
    for (let n = this.uleb(); n > 0; n--) {
      const name = this.string();
      const file = this.uleb();
      const offset = this.uleb();
      const length = this.uleb();
      const line = this.uleb();
      let hash = '';
      for (let i = 0; i < 8; i++) hash += this.buf[this.at++]!.toString(16).padStart(2, '0');
      list.push({ name, file, offset, length, line, hash });
    }
    return list;
  }

  mentionedByExported(): ReadonlySet<string> {
    if (this.mentioned !== null) return this.mentioned;
    const names = new Set<string>();
    const texts = new Map<number, Uint8Array>();
    for (const body of this.bodies()) {
      if (body.length > maxInlineText || !isExported(body.name.slice(body.name.indexOf('.') + 1))) continue;
      this.addFiles();
      const text = texts.get(body.file) ?? this.sourceFiles[body.file]!.source;
      texts.set(body.file, text);
      for (const [name] of decodeUtf8(text, body.offset, body.offset + body.length).matchAll(packageName))
        names.add(name);
    }
    return (this.mentioned = names);
  }

  private objectPlaces(): Map<string, number> {
    if (this.places !== null) return this.places;
    this.open();
    const places = new Map<string, number>();
    let at = this.sections[Form.Objects]!;
    const data = this.sections[Form.Data]!;
    const n = this.view.getUint32(at, true);
    for (let i = 0; i < n; i++) {
      places.set(this.stringAt(this.view.getUint32(at + 4, true)), data + this.view.getUint32(at + 8, true));
      at += 8;
    }
    this.places = places;
    return places;
  }

  /** For the scope: all names. */
  names(): readonly string[] {
    return [...this.objectPlaces().keys()];
  }

  /** For Named types: whether there are type parameters. Their number is what comes next in the record. */
  isGeneric(named: Named): boolean {
    return this.buf[this.pending.get(named)!]! !== 0;
  }

  /** For the scope and for Named types: an object, or the rest of a type. */
  load(what: string): Obj | null;
  load(what: Named): void;
  load(what: string | Named): Obj | null | void {
    const at = this.at;
    const lastPos = this.lastPos;
    this.lastPos = 0;
    let obj: Obj | null = null;
    if (typeof what === 'string') {
      const place = this.objectPlaces().get(what);
      if (place !== undefined) {
        this.at = place;
        obj = this.object(what);
      }
    } else {
      this.at = this.pending.get(what)!;
      this.pending.delete(what);
      this.lastPos = what.obj.pos === 0 ? 0 : what.obj.pos - this.posBase;
      this.named(what);
    }
    this.at = at;
    this.lastPos = lastPos;
    return obj;
  }

  private object(name: string): Obj {
    const { pkg } = this;
    const kind = this.buf[this.at++]!;
    const pos = this.pos();
    switch (kind) {
      case Form.ConstObject: {
        const t = this.typeRef();
        return new Const(pos, pkg, name, t, this.value());
      }
      case Form.VarObject:
        return new Var(VarKind.Package, pos, pkg, name, this.typeRef());
      case Form.FuncObject:
        return new Func(pos, pkg, name, this.typeRef() as Signature);
      case Form.NamedObject: {
        const obj = newTypeNameLazy(pos, pkg, name, this);
        this.pending.set(obj.type as Named, this.at);
        return obj;
      }
      case Form.AliasObject: {
        const obj = new TypeName(pos, pkg, name, null);
        // Entered before it is complete: what it stands for may mention it.
        pkg.scope.elems ??= new Map();
        pkg.scope.elems.set(name, obj);
        const alias = newAlias(null, obj, null);
        alias.tparams = this.tparams();
        alias.fromRHS = this.typeRef();
        return obj;
      }
      default:
        return unreachable('an object record has a known kind');
    }
  }

  /** Reads the rest of a Named object's record. */
  private named(t: Named): void {
    t.tparams = this.tparams();
    t.fromRHS = this.typeRef();
    const n = this.uleb();
    for (let i = 0; i < n; i++) t.methods.push(this.method(this.pkg));
  }

  private method(pkg: Package): Func {
    const name = this.string();
    const pos = this.pos();
    return new Func(pos, pkg, name, this.typeRef() as Signature);
  }

  private tparams(): readonly TypeParam[] {
    const n = this.uleb();
    if (n === 0) return noTypeParams;
    const list: TypeParam[] = [];
    for (let i = 0; i < n; i++) list.push(this.typeRef() as TypeParam);
    return list;
  }

  private vars(kind: VarKind.Kind): Tuple {
    const n = this.uleb();
    if (n === 0) return emptyTuple;
    const list: Var[] = [];
    for (let i = 0; i < n; i++) list.push(this.variable(kind));
    return new Tuple(list);
  }

  private variable(kind: VarKind.Kind): Var {
    const name = this.string();
    const pos = this.pos();
    return new Var(kind, pos, this.pkg, name, this.typeRef());
  }

  private typeRef(): Type {
    const id = this.uleb();
    return this.types[id] ?? this.readType(id);
  }

  private readType(id: number): Type {
    const at = this.at;
    const lastPos = this.lastPos;
    this.at = this.sections[Form.Data]! + this.view.getUint32(this.sections[Form.Types]! + 4 + 4 * id, true);
    this.lastPos = 0;
    const t = this.type(id);
    this.types[id] = t;
    this.at = at;
    this.lastPos = lastPos;
    return t;
  }

  /** Reads a type record. A type that may mention itself is entered before its parts are read. */
  private type(id: number): Type {
    const kind = this.buf[this.at++]!;
    switch (kind) {
      case TypeKind.Basic: {
        const n = this.buf[this.at++]!;
        if (n === Typ.byKind.length) return Typ.Byte;
        return n > Typ.byKind.length ? Typ.Rune : Typ.byKind[n]!;
      }
      case Form.UniverseType:
        return this.set.source.universe.lookup(this.string())!.type!;
      case Form.DeclaredType: {
        const pkg = this.packageAt(this.uleb());
        const name = this.string();
        const obj = pkg.scope.lookup(name);
        assert(obj !== null && obj.kind === ObjKind.TypeName, `package ${pkg.path} declares the type ${name}`);
        return obj.type!;
      }
      case Form.InstanceType: {
        const orig = this.typeRef() as Named | Alias;
        const targs: Type[] = [];
        for (let n = this.uleb(); n > 0; n--) targs.push(this.typeRef());
        return instance(null, 0, orig, targs, null, this.context);
      }
      case TypeKind.Array: {
        const len = this.uleb();
        return new ArrayT(this.typeRef(), len);
      }
      case TypeKind.Slice:
        return new Slice(this.typeRef());
      case TypeKind.Pointer:
        return new Pointer(this.typeRef());
      case TypeKind.Map: {
        const key = this.typeRef();
        return new MapT(key, this.typeRef());
      }
      case TypeKind.Chan: {
        const dir = this.buf[this.at++]! as ChanDir.Kind;
        return new Chan(dir, this.typeRef());
      }
      case TypeKind.Struct:
        return this.struct();
      case TypeKind.Signature:
        return this.signature();
      case TypeKind.Interface:
        return this.interface(id);
      case TypeKind.Union: {
        const terms: Term[] = [];
        for (let n = this.uleb(); n > 0; n--) {
          const tilde = this.buf[this.at++]! !== 0;
          terms.push(new Term(tilde, this.typeRef()));
        }
        return new Union(terms);
      }
      case TypeKind.TypeParam: {
        const name = this.string();
        const obj = new TypeName(this.pos(), this.pkg, name, null);
        const t = new TypeParam(null, 0, obj, null);
        obj.type = t;
        t.index = this.uleb();
        this.types[id] = t;
        t.bound = this.typeRef();
        return t;
      }
      default:
        return unreachable('a type record has a known kind');
    }
  }

  private struct(): Struct {
    const n = this.uleb();
    if (n === 0) return new Struct([], []);
    const pkg = this.packageAt(this.uleb());
    const fields: Var[] = [];
    let tags: string[] = [];
    for (let i = 0; i < n; i++) {
      const name = this.string();
      const pos = this.pos();
      const t = this.typeRef();
      const flags = this.buf[this.at++]!;
      fields.push(newField(pos, pkg, name, t, (flags & 1) !== 0));
      if ((flags & 2) !== 0) {
        if (tags.length === 0) tags = filled(n, '');
        const length = this.uleb();
        tags[i] = latin1(this.buf, this.at, this.at + length);
        this.at += length;
      }
    }
    return new Struct(fields, tags);
  }

  private signature(): Signature {
    const flags = this.buf[this.at++]!;
    const generic = (flags & Form.Generic) !== 0;
    const rparams = generic ? this.tparams() : noTypeParams;
    const tparams = generic ? this.tparams() : noTypeParams;
    const recv = (flags & Form.HasRecv) !== 0 ? this.variable(VarKind.Recv) : null;
    const params = this.vars(VarKind.Param);
    const sig = new Signature(recv, tparams, params, this.vars(VarKind.Result), (flags & Form.Variadic) !== 0);
    sig.rparams = rparams;
    return sig;
  }

  private interface(id: number): Interface {
    const methods: Func[] = [];
    const embeddeds: Type[] = [];
    const t = new Interface(null, methods, embeddeds, true);
    this.types[id] = t;
    t.implicit = this.buf[this.at++]! !== 0;
    const n = this.uleb();
    if (n > 0) {
      const pkg = this.packageAt(this.uleb());
      for (let i = 0; i < n; i++) methods.push(this.method(pkg));
    }
    for (let i = this.uleb(); i > 0; i--) embeddeds.push(this.typeRef());
    if (n === 0 && embeddeds.length === 0) t.tset = topTypeSet;
    return t;
  }

  private value(): Value {
    const kind = this.buf[this.at++]!;
    switch (kind) {
      case ConstKind.Unknown:
        return makeUnknown();
      case ConstKind.Bool:
        return makeBool(this.buf[this.at++]! !== 0);
      case ConstKind.String: {
        const length = this.uleb();
        const s = latin1(this.buf, this.at, this.at + length);
        this.at += length;
        return makeString(s);
      }
      case ConstKind.Int:
        return makeInt(this.bigint());
      case ConstKind.Float: {
        if (this.buf[this.at++]! !== 0) {
          const num = this.bigint();
          return new FloatValue(new Rational(num, this.bigint()), null);
        }
        const mant = this.bigint();
        return new FloatValue(null, new BigFloat(mant, this.sleb(), false));
      }
      case ConstKind.Complex: {
        const re = this.value();
        return makeComplex(re, this.value());
      }
      default:
        return unreachable('a constant has a known kind');
    }
  }

  private bigint(): bigint {
    const signed = this.sleb();
    const n = Math.abs(signed);
    let x = 0n;
    if (n <= 6) {
      let small = 0;
      for (let i = 0; i < n; i++) small = small * 256 + this.buf[this.at++]!;
      x = BigInt(small);
    } else {
      let hex = '0x';
      for (let i = 0; i < n; i++) hex += this.buf[this.at++]!.toString(16).padStart(2, '0');
      x = BigInt(hex);
    }
    return signed < 0 ? -x : x;
  }
}

const noBytes = new Uint8Array(0);
const noView = new DataView(new ArrayBuffer(0));

function filled<T>(n: number, value: T): T[] {
  const list: T[] = [];
  for (let i = 0; i < n; i++) list.push(value);
  return list;
}
