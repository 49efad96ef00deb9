// Writes the binary form of a checked package (format.ts).

import { ByteWriter } from '../../base/bytewriter.ts';
import type { FileSet, Pos, SourceFile } from '../../base/pos.ts';
import { sha256 } from '../../base/sha256.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { fromByteString, unquote, byteStringText } from '../../base/quote.ts';
import * as ConstKind from '../../constant/kind.ts';
import type { Value } from '../../constant/value.ts';
import { assert, unreachable } from '../../diag/internal-error.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { File, FuncDecl } from '../../syntax/nodes.ts';
import * as Typ from '../basic.ts';
import type { Checker } from '../checker.ts';
import type { Func, Obj, Var } from '../object.ts';
import * as ObjKind from '../objkind.ts';
import type { Package } from '../package.ts';
import { unpackRecv } from '../resolver.ts';
import * as TypeKind from '../typekind.ts';
import type { Interface, Signature, Type, TypeParam } from '../type.ts';
import { langVersion } from '../version.ts';
import * as Form from './format.ts';

/** The bytes of a package that was checked without errors; `files` are those that the check was given. */
export function writePackage(check: Checker, files: readonly File[]): Uint8Array {
  return new PackageWriter(check, files).write();
}

class PackageWriter {
  private readonly check: Checker;
  private readonly pkg: Package;
  private readonly fset: FileSet;
  private readonly files: readonly File[];
  private readonly sources: SourceFile[] = [];
  /** Where each file starts in the numbering of positions. */
  private readonly starts = new Map<SourceFile, number>();

  private readonly stringIds = new Map<string, number>();
  private readonly strings: string[] = [];
  private readonly packageIds = new Map<Package, number>();
  private readonly packages: Package[] = [];
  private readonly typeIds = new Map<Type, number>();
  private readonly types: Type[] = [];
  private readonly data = new ByteWriter(1 << 16);
  /** The last position of the current record. */
  private lastPos = 0;
  /** Where each position begins and ends in `data`. */
  private readonly posRanges: number[] = [];

  constructor(check: Checker, files: readonly File[]) {
    this.check = check;
    this.pkg = check.pkg;
    this.fset = check.conf.fset;
    this.files = files;
    let start = 1;
    for (const f of files) {
      const source = this.fset.file(f.pos)!;
      this.sources.push(source);
      this.starts.set(source, start);
      start += source.size + 1;
    }
    this.packageId(this.pkg);
  }

  write(): Uint8Array {
    const names = this.pkg.scope.names();
    const places: number[] = [];
    for (const name of names) {
      places.push(this.data.length);
      this.object(this.pkg.scope.lookup(name)!);
    }
    const typePlaces: number[] = [];
    // Writing a type may find others.
    for (let i = 0; i < this.types.length; i++) {
      typePlaces.push(this.data.length);
      this.type(this.types[i]!);
    }

    const hash = this.hash(names);
    const objects = new ByteWriter();
    objects.u32(names.length);
    for (let i = 0; i < names.length; i++) {
      objects.u32(this.stringId(names[i]!));
      objects.u32(places[i]!);
    }
    const types = new ByteWriter();
    types.u32(typePlaces.length);
    for (const p of typePlaces) types.u32(p);
    const files = this.fileTable();
    const bodies = this.bodyTable();
    const imports = new ByteWriter();
    imports.uleb(this.pkg.imports.length);
    for (const p of this.pkg.imports) imports.uleb(this.packageId(p));
    const packages = new ByteWriter();
    packages.uleb(this.packages.length);
    for (const p of this.packages) {
      packages.uleb(this.stringId(p.path));
      packages.uleb(this.stringId(p.name));
    }
    const strings = this.stringTable();

    const out = new ByteWriter(this.data.length + 4096);
    out.u32(Form.magic);
    out.u32(Form.version);
    const sections = [strings, packages, imports, files, objects, types, this.data, bodies];
    const at = out.length;
    out.zeros(4 * sections.length);
    out.rawRange(hash, 0, Form.hashLength);
    for (let i = 0; i < sections.length; i++) {
      while (out.length % 4 !== 0) out.u8(0);
      out.putU32(at + 4 * i, out.length);
      out.raw(sections[i]!.view());
    }
    return out.bytes();
  }

  /** The hash of all that importers can see of the package; nothing was written yet but objects and types. */
  private hash(names: readonly string[]): Uint8Array {
    const w = new ByteWriter(this.data.length + 4096);
    const list = (texts: readonly string[]): void => {
      w.uleb(texts.length);
      for (const s of texts) {
        const bytes = encodeUtf8(s);
        w.uleb(bytes.length);
        w.raw(bytes);
      }
    };
    list(names);
    list(this.strings);
    list(this.packages.flatMap(p => [p.path, p.name]));
    list(this.pkg.imports.map(p => p.path));
    const data = this.data.view();
    let from = 0;
    for (let i = 0; i < this.posRanges.length; i += 2) {
      w.rawRange(data, from, this.posRanges[i]!);
      from = this.posRanges[i + 1]!;
    }
    w.rawRange(data, from, data.length);
    return sha256(w.view());
  }

  private stringId(s: string): number {
    let id = this.stringIds.get(s);
    if (id === undefined) {
      id = this.strings.length;
      this.stringIds.set(s, id);
      this.strings.push(s);
    }
    return id;
  }

  private stringTable(): ByteWriter {
    const w = new ByteWriter();
    const bytes = new ByteWriter();
    w.u32(this.strings.length);
    for (const s of this.strings) {
      bytes.raw(encodeUtf8(s));
      w.u32(bytes.length);
    }
    w.raw(bytes.view());
    return w;
  }

  private packageId(p: Package): number {
    let id = this.packageIds.get(p);
    if (id === undefined) {
      id = this.packages.length;
      this.packageIds.set(p, id);
      this.packages.push(p);
    }
    return id;
  }

  private fileTable(): ByteWriter {
    const w = new ByteWriter();
    w.uleb(this.files.length);
    for (let i = 0; i < this.files.length; i++) {
      const f = this.files[i]!;
      const source = this.sources[i]!;
      w.uleb(this.stringId(source.name.slice(source.name.lastIndexOf('/') + 1)));
      w.uleb(source.size);
      w.uleb(langVersion(f.goVersion));
      const imports = f.declList.filter(d => d.kind === NodeKind.ImportDecl);
      w.uleb(imports.length);
      for (const d of imports) {
        w.uleb(this.stringId(d.localName === null ? '' : d.localName.value));
        w.uleb(this.stringId(byteStringText(unquote(d.path!.value)!)));
      }
    }
    return w;
  }

  private bodyTable(): ByteWriter {
    const w = new ByteWriter();
    let count = 0;
    for (let i = 0; i < this.files.length; i++) {
      const source = this.sources[i]!;
      for (const d of this.files[i]!.declList) {
        if (d.kind !== NodeKind.FuncDecl || d.bodyPos === 0) continue;
        count++;
        const from = d.bodyPos - source.base;
        const to = d.bodyEnd - source.base;
        w.uleb(this.stringId(this.bodyName(d)));
        w.uleb(i);
        w.uleb(from);
        w.uleb(to - from);
        w.uleb(source.line(from));
        w.rawRange(sha256(source.source.subarray(from, to)), 0, 8);
      }
    }
    const table = new ByteWriter(w.length + 8);
    table.uleb(count);
    table.raw(w.view());
    return table;
  }

  private bodyName(d: FuncDecl): string {
    if (d.recv === null) return d.name.value;
    const { base } = unpackRecv(this.check, d.recv.type, false);
    return `${base.kind === NodeKind.Name ? base.value : '_'}.${d.name.value}`;
  }

  private pos(pos: Pos): void {
    const source = pos === 0 ? null : this.fset.file(pos);
    const start = source === null ? undefined : this.starts.get(source);
    // A position in another package is not known here.
    const n = start === undefined ? 0 : start + (pos - source!.base);
    this.posRanges.push(this.data.length);
    this.data.sleb(n - this.lastPos);
    this.posRanges.push(this.data.length);
    this.lastPos = n;
  }

  private typeId(t: Type): number {
    let id = this.typeIds.get(t);
    if (id === undefined) {
      id = this.types.length;
      this.typeIds.set(t, id);
      this.types.push(t);
    }
    return id;
  }

  private object(obj: Obj): void {
    const w = this.data;
    this.lastPos = 0;
    switch (obj.kind) {
      case ObjKind.Const:
        w.u8(Form.ConstObject);
        this.pos(obj.pos);
        w.uleb(this.typeId(obj.type!));
        this.value(obj.val!);
        return;
      case ObjKind.Var:
        w.u8(Form.VarObject);
        this.pos(obj.pos);
        w.uleb(this.typeId(obj.type!));
        return;
      case ObjKind.Func:
        w.u8(Form.FuncObject);
        this.pos(obj.pos);
        w.uleb(this.typeId(obj.type!));
        return;
      case ObjKind.TypeName: {
        const t = obj.type!;
        if (t.kind === TypeKind.Named && t.obj === obj) {
          w.u8(Form.NamedObject);
          this.pos(obj.pos);
          this.tparams(t.tparams);
          w.uleb(this.typeId(t.fromRHS!));
          const methods = t.methods as readonly Func[]; // those of a declared type are all there
          w.uleb(methods.length);
          for (const m of methods) this.method(m);
          return;
        }
        assert(t.kind === TypeKind.Alias, 'a type name is that of a defined type or an alias');
        w.u8(Form.AliasObject);
        this.pos(obj.pos);
        this.tparams(t.tparams);
        w.uleb(this.typeId(t.fromRHS!));
        return;
      }
      default:
        unreachable('no object of a package');
    }
  }

  private method(m: Func): void {
    const w = this.data;
    w.uleb(this.stringId(m.name));
    this.pos(m.pos);
    w.uleb(this.typeId(m.type!));
  }

  private tparams(list: readonly TypeParam[]): void {
    this.data.uleb(list.length);
    for (const t of list) this.data.uleb(this.typeId(t));
  }

  private vars(list: readonly Var[]): void {
    this.data.uleb(list.length);
    for (const v of list) this.variable(v);
  }

  private variable(v: Var): void {
    this.data.uleb(this.stringId(v.name));
    this.pos(v.pos);
    this.data.uleb(this.typeId(v.type!));
  }

  private type(t: Type): void {
    const w = this.data;
    this.lastPos = 0;
    switch (t.kind) {
      case TypeKind.Basic:
        w.u8(TypeKind.Basic);
        w.u8(t === Typ.Byte ? Typ.byKind.length : t === Typ.Rune ? Typ.byKind.length + 1 : t.basic);
        return;
      case TypeKind.Named:
      case TypeKind.Alias:
        if (t.targs.length > 0) {
          w.u8(Form.InstanceType);
          w.uleb(this.typeId(t.orig));
          w.uleb(t.targs.length);
          for (const a of t.targs) w.uleb(this.typeId(a));
        } else if (t.obj.pkg === null) {
          w.u8(Form.UniverseType);
          w.uleb(this.stringId(t.obj.name));
        } else {
          assert(t.obj.parent === t.obj.pkg.scope, `type ${t.obj.name} is declared in a package`);
          w.u8(Form.DeclaredType);
          w.uleb(this.packageId(t.obj.pkg));
          w.uleb(this.stringId(t.obj.name));
        }
        return;
      case TypeKind.Array:
        w.u8(TypeKind.Array);
        w.uleb(t.len);
        w.uleb(this.typeId(t.elem));
        return;
      case TypeKind.Slice:
      case TypeKind.Pointer:
        w.u8(t.kind);
        w.uleb(this.typeId(t.elem));
        return;
      case TypeKind.Map:
        w.u8(TypeKind.Map);
        w.uleb(this.typeId(t.key));
        w.uleb(this.typeId(t.elem));
        return;
      case TypeKind.Chan:
        w.u8(TypeKind.Chan);
        w.u8(t.dir);
        w.uleb(this.typeId(t.elem));
        return;
      case TypeKind.Struct:
        w.u8(TypeKind.Struct);
        w.uleb(t.fields.length);
        if (t.fields.length === 0) return;
        w.uleb(this.packageId(t.fields[0]!.pkg!));
        for (let i = 0; i < t.fields.length; i++) {
          const f = t.fields[i]!;
          this.variable(f);
          const tag = fromByteString(t.tag(i));
          w.u8((f.embedded ? 1 : 0) | (tag.length > 0 ? 2 : 0));
          if (tag.length > 0) {
            w.uleb(tag.length);
            w.raw(tag);
          }
        }
        return;
      case TypeKind.Signature:
        w.u8(TypeKind.Signature);
        this.signature(t);
        return;
      case TypeKind.Interface:
        w.u8(TypeKind.Interface);
        this.interface(t);
        return;
      case TypeKind.Union:
        w.u8(TypeKind.Union);
        w.uleb(t.terms.length);
        for (const term of t.terms) {
          w.u8(term.tilde ? 1 : 0);
          w.uleb(this.typeId(term.type!));
        }
        return;
      case TypeKind.TypeParam:
        w.u8(TypeKind.TypeParam);
        w.uleb(this.stringId(t.obj.name));
        this.pos(t.obj.pos);
        w.uleb(t.index);
        w.uleb(this.typeId(t.bound!));
        return;
      case TypeKind.Tuple:
        unreachable('a tuple is no type of a declaration');
    }
  }

  private signature(t: Signature): void {
    const w = this.data;
    const generic = t.tparams.length > 0 || t.rparams.length > 0;
    w.u8((t.variadic ? Form.Variadic : 0) | (t.recv !== null ? Form.HasRecv : 0) | (generic ? Form.Generic : 0));
    if (generic) {
      this.tparams(t.rparams);
      this.tparams(t.tparams);
    }
    if (t.recv !== null) this.variable(t.recv);
    this.vars(t.params.vars);
    this.vars(t.results.vars);
  }

  private interface(t: Interface): void {
    const w = this.data;
    w.u8(t.implicit ? 1 : 0);
    w.uleb(t.methods.length);
    if (t.methods.length > 0) w.uleb(this.packageId(t.methods[0]!.pkg!));
    for (const m of t.methods) this.method(m);
    w.uleb(t.embeddeds.length);
    for (const e of t.embeddeds) w.uleb(this.typeId(e));
  }

  private value(v: Value): void {
    const w = this.data;
    w.u8(v.kind);
    switch (v.kind) {
      case ConstKind.Unknown:
        return;
      case ConstKind.Bool:
        w.u8(v.val ? 1 : 0);
        return;
      case ConstKind.String: {
        const bytes = fromByteString(v.val);
        w.uleb(bytes.length);
        w.raw(bytes);
        return;
      }
      case ConstKind.Int:
        this.bigint(v.val);
        return;
      case ConstKind.Float:
        w.u8(v.rat !== null ? 1 : 0);
        if (v.rat !== null) {
          this.bigint(v.rat.num);
          this.bigint(v.rat.den);
        } else {
          this.bigint(v.big!.mant);
          w.sleb(v.big!.exp);
        }
        return;
      case ConstKind.Complex:
        this.value(v.re);
        this.value(v.im);
        return;
    }
  }

  /** Sign and number of bytes (one signed number), then the absolute value, most significant byte first. */
  private bigint(x: bigint): void {
    const w = this.data;
    let hex = (x < 0n ? -x : x).toString(16);
    if (hex.length % 2 !== 0) hex = `0${hex}`;
    const n = x === 0n ? 0 : hex.length / 2;
    w.sleb(x < 0n ? -n : n);
    for (let i = 0; i < n; i++) w.u8(parseInt(hex.slice(2 * i, 2 * i + 2), 16));
  }
}
