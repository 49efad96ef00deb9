// Loading: archives into the symbol table, names into symbols. The order is gc's: the package symbols of all objects,
// then hashed and other symbols object by object, then references; so numbers, and what the layout orders by them, agree
// with gc's link on the same input. Content-addressable symbols of equal hash are one; of several definitions that allow
// duplicates the first wins, a larger one replaces it.

import { pathToPrefix } from '../base/path-to-prefix.ts';
import { getI32, getI64, getU16, getU32 } from '../base/endian.ts';
import { encodeUtf8, latin1 } from '../base/utf8.ts';
import * as Attr from '../obj/attr.ts';
import { builtins } from '../obj/goobj-builtins.generated.ts';
import * as GoObject from '../obj/goobj.ts';
import { maxSymSize } from '../obj/object.ts';
import * as ObjectFile from '../obj/objfile.ts';
import { type Errors, fatal } from './failure.ts';
import { HashTable } from './hashtable.ts';
import { checkLinkname } from './linkname.ts';
import { type Func, Library, LinkObj } from './objs.ts';
import { type FuncHead, FuncReader } from './readfunc.ts';
import * as SymKind from './symkind.ts';
import { Decoded, Elsewhere, External, FileLocal, type Sym, Symtab } from './symtab.ts';

/** What a link is given beside bytes. */
export interface LoadOptions {
  /** The first line of every Go object: `go object linux amd64 go1.26.8 ...`; '' accepts any. */
  readonly header: string;
  readonly checkLinkname: boolean;
  /** Enter all symbols in gc's order, reached or not, so that the layout is gc's to the byte. */
  readonly eager: boolean;
  /** The quantum of pcs in pc tables. */
  readonly pcQuantum: number;
  /** Archives of the other part of the program, where it is linked in two (split.ts). */
  readonly other?: OtherArchives;
}

/** gc's archives that belong to another part of the program: they are opened where something of them is read. */
export interface OtherArchives {
  /** Whether a package belongs to the other part; `from` imports it and expects this fingerprint of it. */
  takes(pkg: string, fingerprint: string, from: string): boolean;
  /** The archive of a package by the prefix of its symbols; null where there is none. */
  open(prefix: string): { readonly file: string; readonly bytes: Uint8Array } | null;
  /** The prefix of the package that defines a symbol; '' where none does. */
  home(name: string, abi: number): string;
}

/** An object of burrow's that takes the place of gc's definitions. */
export interface Replacement {
  readonly pkg: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  /** The symbols to take from it; null for all that are not shared. */
  readonly names: ReadonlySet<string> | null;
}

/** Reads objects and resolves their symbols. */
export class Loader {
  readonly errors: Errors;
  readonly libs: Library[] = [];
  /** By number; element 0 stands for the link itself. */
  readonly objs: (LinkObj | null)[] = [null];
  tab = new Symtab(0);
  private readonly options: LoadOptions;
  private readonly libByPkg: Map<string, Library> = new Map();
  private readonly objByPkg: Map<string, number> = new Map();
  private readonly builtinSyms = new Uint32Array(builtins.length);
  private funcs: FuncReader;
  private hashed64: HashTable | null = null;
  private hashed: HashTable | null = null;
  /** References to variables by linkname, to be checked when all definitions are known. */
  private readonly linknameVars: [LinkObj, Sym][] = [];
  /** References of burrow's objects by linkname. */
  readonly pulled: [LinkObj, Sym][] = [];
  /** Reached types that a symbol met later says are converted to an interface. */
  readonly lateIface: Sym[] = [];
  /** A data symbol that must be as large as a bss symbol of its name. */
  private readonly sizeFixups: [Sym, number][] = [];

  constructor(options: LoadOptions, errors: Errors) {
    this.options = options;
    this.errors = errors;
    this.funcs = new FuncReader(this, options.pcQuantum);
  }

  /** Takes a package into the list; its archive is read by `readAll`. */
  addLib(pkg: string, file: string, fingerprint: string): Library {
    const lib = new Library(pkg, file, fingerprint);
    this.libs.push(lib);
    this.libByPkg.set(pkg, lib);
    return lib;
  }

  /** The package of this import path, or null. */
  lib(pkg: string): Library | null {
    return this.libByPkg.get(pkg) ?? null;
  }

  /**
   * Reads the archives of all packages, from the one on the command line along what they import, and the runtime.
   * `open` gives the file and bytes of a package; null when it is not to be found.
   */
  readAll(open: (pkg: string) => { readonly file: string; readonly bytes: Uint8Array } | null): void {
    let i = 0;
    const rest = (): void => {
      for (; i < this.libs.length; i++) {
        const lib = this.libs[i];
        const found = open(lib.pkg);
        if (found !== null) this.readArchive(lib, found.bytes, open);
      }
    };
    rest();
    if (this.lib('runtime') === null && this.options.other?.takes('runtime', '', '') !== true) {
      const found = open('runtime');
      if (found === null) fatal('cannot find package runtime (using -importcfg)');
      this.addLib('runtime', found.file, '');
      rest();
    }
  }

  private readArchive(
    lib: Library,
    bytes: Uint8Array,
    open: (pkg: string) => { readonly file: string; readonly bytes: Uint8Array } | null,
  ): void {
    if (!GoObject.isArchive(bytes)) {
      this.readMember(lib, bytes, 0, bytes.length, lib.file, open);
    } else {
      const members = GoObject.readArchive(bytes);
      if (members === null) fatal(`${lib.file}: malformed archive`);
      for (const m of members) {
        if (m.name === '__.PKGDEF') continue;
        // Others of short name are what build tools have added.
        if (m.name.length < 16 && !m.name.endsWith('.o') && !m.name.endsWith('.syso')) continue;
        this.readMember(lib, bytes, m.from, m.to, `${lib.file}(${m.name})`, open);
      }
    }
    if (lib.pkg === 'main' && !lib.main) fatal(`${lib.file}: not package main`);
  }

  private readMember(
    lib: Library,
    bytes: Uint8Array,
    from: number,
    to: number,
    file: string,
    open: (pkg: string) => { readonly file: string; readonly bytes: Uint8Array } | null,
  ): void {
    if (ObjectFile.isObj(bytes, from)) {
      this.readOwn(lib, bytes.subarray(from, to), file);
      return;
    }
    if (to - from < 10 || latin1(bytes, from, from + 4) !== 'go o') {
      if (latin1(bytes, from, Math.min(to, from + 4)) === '\x7fELF') {
        fatal(`${file}: host objects (cgo) are not supported by burrow's link`);
      }
      fatal(`${file}: not an object file`);
    }
    const head = GoObject.readObjectHeader(bytes, from, to);
    if (head === null) fatal(`truncated object file: ${file}`);
    if (!head.first.startsWith('go object ')) fatal(`${file}: not an object file: ${JSON.stringify(head.first)}`);
    if (this.options.header !== '' && head.first !== this.options.header) {
      this.errors.report(
        `${file}: linked object header mismatch:\nhave ${JSON.stringify(head.first + '\n')}\nwant ${JSON.stringify(this.options.header + '\n')}\n`,
      );
    }
    if (head.main) lib.main = true;
    if (/"cgo_import_(static|dynamic)"/.test(head.cgo)) {
      fatal(`${file}: cgo directives are not supported by burrow's link`);
    }
    // The assembler's objects may have anything before them, ours too.
    if (ObjectFile.isObj(bytes, head.objAt)) {
      this.readMember(lib, bytes, head.objAt, to, file, open);
      return;
    }
    const wrong = GoObject.damage(bytes, head.objAt, to);
    if (wrong !== '') fatal(`${file}: ${wrong}`);
    const go = new GoObject.GoObj(bytes, head.objAt);
    if ((go.flags & GoObject.FlagUnlinkable) !== 0) {
      fatal(`link: unlinkable object (from package ${lib.pkg}) - compiler requires -p flag`);
    }
    this.addObj(lib, new LinkObj(this.objs.length, lib, file, go, null));
    const fp = go.fingerprint;
    if (fp !== zeroFingerprint) {
      if (lib.fingerprint === '') lib.fingerprint = fp;
      this.checkFingerprint(lib, fp, lib.file, lib.fingerprint);
    }
    for (const imp of go.autolib()) {
      if (this.options.other?.takes(imp.pkg, imp.fingerprint, lib.pkg) === true) continue;
      const have = this.libByPkg.get(imp.pkg);
      if (have !== undefined) {
        if (have.fingerprint === '') have.fingerprint = imp.fingerprint;
        this.checkFingerprint(have, have.fingerprint, lib.pkg, imp.fingerprint);
        lib.imports.push(have);
        continue;
      }
      const found = open(imp.pkg);
      if (found === null) fatal(`cannot find package ${imp.pkg} (using -importcfg)`);
      lib.imports.push(this.addLib(imp.pkg, found.file, imp.fingerprint));
    }
  }

  /** Takes one of burrow's objects into the link before `loadSyms`. */
  readOwn(lib: Library, bytes: Uint8Array, file: string): void {
    const wrong = ObjectFile.damage(bytes);
    if (wrong !== '') fatal(`${file}: ${wrong}`);
    this.addObj(lib, new LinkObj(this.objs.length, lib, file, null, new ObjectFile.ObjFile(bytes)));
  }

  private checkFingerprint(lib: Library, have: string, src: string, want: string): void {
    if (have !== want) {
      fatal(`fingerprint mismatch: ${lib.pkg} has ${have}, import from ${src} expecting ${want}`);
    }
  }

  /** Takes an object into the link; its symbols come with `loadSyms`. */
  addObj(lib: Library, o: LinkObj): void {
    const prefix = pathToPrefix(lib.pkg);
    if (!this.objByPkg.has(prefix)) this.objByPkg.set(prefix, o.index);
    this.objs.push(o);
    lib.objs.push(o);
  }

  /**
   * Takes one of burrow's objects into a link whose symbols are loaded: what it defines gets its home, also where the symbol
   * was undefined before. It was made on demand, by this burrow: what is kept of such carries a checksum.
   */
  addObject(lib: Library, bytes: Uint8Array, file: string): LinkObj {
    const o = new LinkObj(this.objs.length, lib, file, null, new ObjectFile.ObjFile(bytes));
    this.addObj(lib, o);
    this.preloadOwn(o, null);
    this.loadRefs(o);
    return o;
  }

  /** Takes an object of the other part of the program into the link to be read, not to be linked. */
  addShadow(bytes: Uint8Array, pkg: string): void {
    const lib = new Library(pkg, pkg, '');
    const o = new LinkObj(this.objs.length, lib, pkg, null, new ObjectFile.ObjFile(bytes), true);
    this.addObj(lib, o);
    this.preloadOwn(o, null);
    this.loadRefs(o);
  }

  /**
   * Takes one of burrow's objects in the place of what gc's archive of its package defines: all that it defines, types and
   * other shared symbols excepted, or only the functions and variables named. gc's objects refer to a symbol by its number,
   * and the number stays; so they refer to the new definition.
   */
  replaceObject(r: Replacement): void {
    const lib = this.lib(r.pkg);
    if (lib === null) fatal(`${r.file}: package ${r.pkg} is not part of the program`);
    const wrong = ObjectFile.damage(r.bytes);
    if (wrong !== '') fatal(`${r.file}: ${wrong}`);
    const o = new LinkObj(this.objs.length, lib, r.file, null, new ObjectFile.ObjFile(r.bytes));
    this.addObj(lib, o);
    this.preloadOwn(o, r);
    this.loadRefs(o);
  }

  /** Enters the symbols of all objects and resolves references to names. */
  loadSyms(): void {
    let total = 1024;
    let nh64 = 64;
    let nh = 64;
    for (const o of this.objs) {
      if (o === null) continue;
      if (o.go === null) total += o.syms.length;
      else {
        const { ndef, nhashed64, nhashed, nnonpkgdef } = o.go;
        const share = this.options.eager ? 1 : 4;
        total += nnonpkgdef + (ndef + nhashed64 + nhashed) / share;
        nh64 += nhashed64;
        nh += nhashed / share;
      }
    }
    const tab = new Symtab(Math.ceil(total));
    tab.objs = this.objs;
    this.tab = tab;
    this.funcs = new FuncReader(this, this.options.pcQuantum);
    this.hashed64 = new HashTable(nh64, 2);
    this.hashed = new HashTable(nh, 4);
    const eager = this.options.eager;
    for (const o of this.objs) if (o !== null && o.go !== null) this.internNamed(o, o.go, 0, o.go.ndef, eager);
    for (const o of this.objs) {
      if (o === null) continue;
      if (o.go === null) {
        this.preloadOwn(o, null);
        continue;
      }
      const nonpkg = o.go.ndef + o.go.nhashed64 + o.go.nhashed;
      if (eager) for (let i = o.go.ndef; i < nonpkg; i++) this.intern(o, i);
      this.internNamed(o, o.go, nonpkg, o.go.nalldef, eager);
    }
    for (const [o, s] of this.linknameVars) this.checkLinkname(o, s);
    for (const o of this.objs) if (o !== null) this.loadRefs(o);
    for (const [s, size] of this.sizeFixups) {
      this.decode(s);
      tab.size[s] = size;
    }
  }

  /** Enters definitions that other objects may find by name; all others wait until something refers to them. */
  private internNamed(o: LinkObj, go: GoObject.GoObj, from: number, to: number, all: boolean): void {
    const b = o.bytes;
    for (let i = from, at = o.symsAt + from * GoObject.SymSize; i < to; i++, at += GoObject.SymSize) {
      if (all || (getU32(b, at) !== 0 && getU16(b, at + 8) !== GoObject.ABIStatic)) this.intern(o, i);
    }
    if (go.nalldef > o.syms.length) fatal(`${o.file}: bad symbol table`);
  }

  /** The symbol of the link for symbol i of a Go object, entered on first use. */
  intern(o: LinkObj, i: number): Sym {
    const { tab } = this;
    const go = o.go!;
    const b = o.bytes;
    const at = o.symsAt + i * GoObject.SymSize;
    const abi = getU16(b, at + 8);
    const attr = getU16(b, at + 11);
    const align = getU32(b, at + 17);
    if (b[at + 10] > 25 || (abi > 1 && abi !== GoObject.ABIStatic) || (align & (align - 1)) !== 0 || align > 65536) {
      fatal(`${o.file}: ${go.safeName(i)}: bad symbol`);
    }
    const len = getU32(b, at);
    const name = o.nameBase + getU32(b, at + 4);
    if (name + len > go.end) fatal(`${o.file}: symbol ${i}: bad name`);
    const kind = SymKind.fromObj[b[at + 10]];
    const local = abi === GoObject.ABIStatic ? FileLocal : 0;
    const nonpkg = go.ndef + go.nhashed64 + go.nhashed;
    let s: Sym;
    if (i >= go.nalldef) {
      // A reference. The assembler names pointer maps of static functions, which nobody makes.
      s = local !== 0 ? 0 : tab.find(b, name, name + len, abi);
      if (s === 0) s = local !== 0 ? tab.addExternal(go.name(i), 0) : tab.createAt(go.name(i), abi);
    } else if (i >= go.ndef && i < nonpkg) {
      const short = i < go.ndef + go.nhashed64;
      const table = short ? this.hashed64! : this.hashed!;
      const key = short ? go.hash64At(i - go.ndef) : go.hashAt(i - go.ndef - go.nhashed64);
      s = table.find(b, key);
      if (s === 0) {
        s = isItab(b, name, len)
          ? this.itab(o, i, name, len, kind, attr | local)
          : tab.add(o.index, i, kind, attr | local);
        table.insert(s, b, key);
        if (o.isShadow) tab.attr[s] |= Elsewhere;
      } else if (o.isShadow) {
        o.syms[i] = s; // what is there counts
        return s;
      } else if ((tab.attr[s] & (Elsewhere | External)) === Elsewhere) {
        // It was read of the other part. This part has it too.
        tab.setHome(s, o.index, i, kind, attr | local);
      } else if ((tab.attr[s] & Decoded) !== 0) {
        // Equal but for trailing zeros, which are not stored.
        tab.size[s] = Math.max(tab.size[s], getU32(b, at + 13));
      } else if (getU32(b, at + 13) > this.objs[tab.obj[s]]!.sizeOf(tab.local[s])) {
        tab.setHome(s, o.index, i, kind, attr | local);
      }
    } else if (len === 0 || local !== 0) {
      s = tab.add(o.index, i, kind, attr | local);
    } else if (o.isShadow) {
      s = tab.find(b, name, name + len, abi);
      if (s === 0 || (tab.attr[s] & External) !== 0) s = this.define(s, o, i, kind, attr & ~Attr.UsedInIface);
    } else {
      s = tab.find(b, name, name + len, abi);
      if (s === 0) {
        s = tab.add(o.index, i, kind, attr);
        tab.insertAt(s);
      } else if (i >= nonpkg) {
        this.duplicate(s, o, i, kind, attr);
      } else {
        // A package symbol met again: the archive names a package twice. References by index stay apart.
        s = tab.add(o.index, i, kind, attr);
      }
      if (i >= nonpkg && (attr & Attr.Linkname) !== 0 && go.dataLen(i) === 0) this.linknameVars.push([o, s]);
    }
    o.syms[i] = s;
    if (o.isShadow) {
      if (tab.obj[s] === o.index) tab.attr[s] |= Elsewhere;
      return s;
    }
    this.markIface(s, attr);
    tab.attr[s] |= attr & Attr.Local;
    if (align > tab.align[s]) tab.align[s] = align;
    return s;
  }

  /** An itab of gc's, which knows it by its content: burrow's objects know it by name, and code compares its address. */
  private itab(o: LinkObj, i: number, name: number, len: number, kind: number, attr: number): Sym {
    const { tab } = this;
    const s = tab.find(o.bytes, name, name + len, 0);
    return s === 0 || (tab.attr[s] & External) !== 0 ? this.define(s, o, i, kind, attr) : s;
  }

  /** Makes a symbol one that `o` defines: a new one for the name just looked for, or one so far only spoken of. */
  private define(s: Sym, o: LinkObj, i: number, kind: number, attr: number): Sym {
    const { tab } = this;
    if (s === 0) {
      const added = tab.add(o.index, i, kind, attr);
      tab.insertAt(added);
      return added;
    }
    tab.setHome(s, o.index, i, kind, attr);
    tab.attr[s] &= ~Decoded;
    return s;
  }

  /** Notes that a type is converted to an interface, if the attributes say so; one that was visited must be visited again. */
  private markIface(s: Sym, attr: number): void {
    const { tab } = this;
    if ((attr & Attr.UsedInIface & ~tab.attr[s]) === 0) return;
    if (tab.isReachable(s)) this.lateIface.push(s);
    else tab.attr[s] |= Attr.UsedInIface;
  }

  /** Enters what an object of burrow's defines; with `replacing`, over what is defined already. */
  private preloadOwn(o: LinkObj, replacing: Replacement | null): void {
    const tab = this.tab;
    const b = o.bytes;
    const own = o.own!;
    for (let i = 1, at = o.symsAt + ObjectFile.SymSize; i < own.nsym; i++, at += ObjectFile.SymSize) {
      const abiKind = getU32(b, at + 8);
      const kind = SymKind.fromObj[abiKind >>> 16];
      if (kind === SymKind.Sxxx) continue;
      const bits = getU32(b, at + 12);
      const attr = (bits & 0xffff) | ((bits & Attr.ContentAddressable) !== 0 ? Attr.Dupok : 0);
      const name = getU32(b, at);
      const len = getU32(b, at + 4);
      let s: Sym;
      if (len === 0) s = tab.add(o.index, i, kind, attr);
      else if ((getU32(b, at + 12) & Attr.Static) !== 0) s = tab.add(o.index, i, kind, attr | FileLocal);
      else {
        s = tab.find(b, name, name + len, abiKind & 0xffff);
        if (s === 0 || (tab.attr[s] & External) !== 0) {
          s = this.define(s, o, i, kind, attr);
        } else if (o.isShadow) {
          o.syms[i] = s; // what is there counts
          continue;
        } else if ((tab.attr[s] & Elsewhere) !== 0) {
          tab.setHome(s, o.index, i, kind, attr);
        } else if (replacing === null) {
          this.duplicate(s, o, i, kind, attr);
        } else {
          const { names } = replacing;
          const wanted = names !== null ? names.has(own.name(i)) : (attr & Attr.Dupok) === 0;
          if (wanted && !this.isFilledByAssembly(s, o, i, kind)) {
            tab.setHome(s, o.index, i, kind, attr | (tab.attr[s] & Attr.Linkname));
            tab.attr[s] &= ~Decoded;
          }
        }
      }
      o.syms[i] = s;
      if (o.isShadow) {
        tab.attr[s] |= Elsewhere;
        continue;
      }
      this.markIface(s, attr);
      tab.attr[s] |= attr & Attr.Local;
      const align = getU32(b, at + 16);
      if (align > tab.align[s]) tab.align[s] = align;
      const size = getU32(b, at + 20);
      if (size > maxSymSize) fatal(`${own.name(i)}: symbol too large (${size} bytes > ${maxSymSize} bytes)`);
    }
  }

  /** Whether symbol i of o only declares a variable whose content assembly gives. */
  private isFilledByAssembly(s: Sym, o: LinkObj, i: number, kind: number): boolean {
    const { tab } = this;
    const old = this.objs[tab.obj[s]]!;
    const isBss = SymKind.isData(kind) && o.dataLenOf(i) === 0;
    return isBss && old.go !== null && old.go.fromAssembly && old.dataLenOf(tab.local[s]) !== 0;
  }

  /** Decides between the definition that a name has and another one. */
  private duplicate(s: Sym, o: LinkObj, i: number, kind: number, attr: number): void {
    const tab = this.tab;
    const old = this.objs[tab.obj[s]]!;
    const oldLocal = tab.local[s];
    const oldSize = old.sizeOf(oldLocal);
    const size = o.sizeOf(i);
    const wins = (): void => {
      const align = tab.align[s];
      tab.setHome(s, o.index, i, kind, attr);
      tab.align[s] = align;
    };
    if ((attr & Attr.Dupok) !== 0) {
      if (oldSize < size) wins();
      return;
    }
    if ((tab.attr[s] & Attr.Dupok) !== 0) return;
    const oldKind = tab.kind[s];
    const oldHas = old.dataLenOf(oldLocal) !== 0;
    const newHas = o.dataLenOf(i) !== 0;
    const oldBss = SymKind.isData(oldKind) && !oldHas;
    const newBss = SymKind.isData(kind) && !newHas;
    // Data wins over bss, code over bss, larger bss over smaller; a Go declaration and a linkname may both define a name.
    if ((SymKind.isText(kind) && oldBss) || (newHas && oldBss) || (newBss && oldBss && size > oldSize)) {
      wins();
      if (oldSize > size) this.sizeFixups.push([s, oldSize]);
    } else if (newBss) {
      if (size > oldSize) this.sizeFixups.push([s, size]);
    } else {
      fatal(
        `duplicated definition of symbol ${tab.name(s)}, from ${o.lib.pkg} (type ${SymKind.kindName(kind)} size ${size})` +
          ` and ${old.lib.pkg} (type ${SymKind.kindName(oldKind)} size ${oldSize})`,
      );
    }
  }

  private loadRefs(o: LinkObj): void {
    const tab = this.tab;
    const b = o.bytes;
    const go = o.go;
    if (go === null) {
      for (let i = 1, at = o.symsAt + ObjectFile.SymSize; i < o.own!.nsym; i++, at += ObjectFile.SymSize) {
        const abiKind = getU32(b, at + 8);
        if (abiKind >>> 16 !== 0) continue;
        const name = getU32(b, at);
        const len = getU32(b, at + 4);
        if (len === 0) fatal(`${o.file}: undefined symbol without a name`);
        let s = tab.find(b, name, name + len, abiKind & 0xffff);
        if (s === 0) s = tab.createAt(o.own!.name(i), abiKind & 0xffff);
        else if ((getU32(b, at + 12) & Attr.Linkname) !== 0) this.checkLinkname(o, s);
        o.syms[i] = s;
        if (o.isShadow) continue;
        if ((getU32(b, at + 12) & Attr.Linkname) !== 0) this.pulled.push([o, s]);
        this.markIface(s, getU32(b, at + 12));
      }
      return;
    }
    const eager = this.options.eager;
    for (let i = go.nalldef, at = o.symsAt + i * GoObject.SymSize; i < o.syms.length; i++, at += GoObject.SymSize) {
      const linkname = (getU16(b, at + 11) & Attr.Linkname) !== 0;
      if (!linkname && !eager) continue;
      const s = this.intern(o, i);
      if (!linkname) continue;
      this.checkLinkname(o, s);
      if (this.options.other !== undefined) this.pulled.push([o, s]);
    }
    o.pkgNames = go.packages();
    o.pkgs = new Int32Array(o.pkgNames.length);
    go.refFlags((pkg, sym, attr) => {
      if ((attr & Attr.UsedInIface) !== 0) tab.attr[this.resolve(o, pkg, sym, 0)] |= Attr.UsedInIface;
    });
  }

  private checkLinkname(o: LinkObj, s: Sym): void {
    if (!this.options.checkLinkname) return;
    const tab = this.tab;
    const name = tab.name(s);
    const def = this.objs[tab.obj[s]] ?? null;
    const home = def === null ? null : { pkg: def.lib.pkg, std: def.std };
    if (!checkLinkname(o.lib.pkg, name, home, tab.attr[s])) fatal(`${o.lib.pkg}: invalid reference to ${name}`);
  }

  /** The symbol that object o names as (pkg, sym); `from` is the symbol whose reference it is, for messages. */
  resolve(o: LinkObj, pkg: number, sym: number, from: Sym): Sym {
    if (pkg === 0) {
      if (sym !== 0) this.badRef(o, from);
      return 0;
    }
    const i = o.go!.local(pkg, sym);
    if (i >= 0) {
      if (i >= o.syms.length) this.badRef(o, from);
      return o.syms[i] !== 0 ? o.syms[i] : this.intern(o, i);
    }
    if (i !== GoObject.Foreign) return this.builtin(-1 - i, o);
    if (pkg >= o.pkgs.length) this.badRef(o, from);
    if (o.pkgs[pkg] === 0) {
      const index = this.objByPkg.get(o.pkgNames[pkg]) ?? this.shadow(o.pkgNames[pkg])?.index;
      if (index === undefined) fatal(`${o.lib.pkg}: reference to nonexistent package ${o.pkgNames[pkg]}`);
      o.pkgs[pkg] = index;
    }
    const other = this.objs[o.pkgs[pkg]]!;
    if (other.go === null || sym >= other.go.ndef) this.badRef(o, from);
    return other.syms[sym] !== 0 ? other.syms[sym] : this.intern(other, sym);
  }

  /** The object of a package of the other part by the prefix of its symbols, opened to be read; null where there is none. */
  private shadow(prefix: string): LinkObj | null {
    const known = this.objByPkg.get(prefix);
    if (known !== undefined) return this.objs[known]!;
    const found = this.options.other?.open(prefix) ?? null;
    if (found === null) return null;
    const { file, bytes } = found;
    for (const m of GoObject.readArchive(bytes) ?? []) {
      if (m.name === '__.PKGDEF') continue;
      const head = GoObject.readObjectHeader(bytes, m.from, m.to);
      if (head === null || GoObject.damage(bytes, head.objAt, m.to) !== '') return fatal(`${file}: malformed archive`);
      const go = new GoObject.GoObj(bytes, head.objAt);
      const o = new LinkObj(this.objs.length, new Library(prefix, file, ''), file, go, null, true);
      o.pkgNames = go.packages();
      o.pkgs = new Int32Array(o.pkgNames.length);
      this.objs.push(o);
      this.objByPkg.set(prefix, o.index);
      return o;
    }
    return null;
  }

  /** Gives an undefined symbol its home in a package of the other part, so that it can be read; false: it is not there. */
  readOther(s: Sym): boolean {
    const { tab } = this;
    const { other } = this.options;
    if (other === undefined || (tab.attr[s] & External) === 0) return false;
    const text = tab.name(s);
    const abi = tab.abi(s);
    const prefix = other.home(text, abi);
    const o = prefix === '' ? null : this.shadow(prefix);
    if (o === null || !o.isShadow) return false;
    const go = o.go!;
    const name = encodeUtf8(text);
    for (let i = 0; i < go.nalldef; i++) {
      if (i === go.ndef) i += go.nhashed64 + go.nhashed;
      if (i >= go.nalldef || !go.isNamed(i, name) || go.abi(i) !== abi) continue;
      this.intern(o, i);
      return tab.obj[s] === o.index;
    }
    return false;
  }

  /** Whether a symbol is a definition of an object of gc's that is found by its name. */
  isByName(s: Sym): boolean {
    const go = this.objs[this.tab.obj[s]]?.go ?? null;
    if (go === null) return false;
    const i = this.tab.local[s];
    return i >= go.ndef + go.nhashed64 + go.nhashed && i < go.nalldef;
  }

  /** Whether a symbol is known by what it holds, trailing zeros left out: others of other names and lengths may be merged with it. */
  isByContent(s: Sym): boolean {
    const go = this.objs[this.tab.obj[s]]?.go ?? null;
    if (go === null) return false;
    const i = this.tab.local[s] - go.ndef;
    return i >= 0 && i < go.nhashed64 + go.nhashed;
  }

  private badRef(o: LinkObj, from: Sym): never {
    return fatal(`${o.file}: ${this.tab.name(from)}: bad symbol reference`);
  }

  private builtin(i: number, o: LinkObj): Sym {
    if (i >= builtins.length) fatal(`${o.file}: bad builtin reference`);
    if (this.builtinSyms[i] === 0) {
      const [name, abi] = builtins[i].split(' ');
      const isOther = this.options.other !== undefined;
      const s = isOther ? this.tab.lookupOrCreate(name, Number(abi)) : this.tab.lookup(name, Number(abi));
      if (s === 0)
        fatal(`reference to undefined builtin ${JSON.stringify(name)} from package ${JSON.stringify(o.lib.pkg)}`);
      this.builtinSyms[i] = s;
    }
    return this.builtinSyms[i];
  }

  /** Copies size, data and relocations of a symbol into the columns, once. */
  decode(s: Sym): void {
    const tab = this.tab;
    if ((tab.attr[s] & Decoded) !== 0) return;
    tab.attr[s] |= Decoded;
    const o = this.objs[tab.obj[s]]!;
    const i = tab.local[s];
    if (o.go !== null) this.decodeGo(s, o, o.go, i);
    else this.decodeOwn(s, o, o.own!, i);
  }

  private decodeGo(s: Sym, o: LinkObj, go: GoObject.GoObj, i: number): void {
    const tab = this.tab;
    const b = o.bytes;
    const sym = o.symsAt + i * GoObject.SymSize;
    const size = getU32(b, sym + 13);
    const kind = b[sym + 10];
    // Each number is read once: in a short link V8 has not compiled this yet.
    const dataIdx = go.dataIdxAt + 4 * i;
    const relocIdx = go.relocIdxAt + 4 * i;
    const auxIdx = go.auxIdxAt + 4 * i;
    const data = getU32(b, dataIdx);
    const dataLen = getU32(b, dataIdx + 4) - data;
    const r0 = getU32(b, relocIdx);
    const n = getU32(b, relocIdx + 4) - r0;
    const a0 = getU32(b, auxIdx);
    const naux = getU32(b, auxIdx + 4) - a0;
    const isIn = data + dataLen <= go.dataSize && r0 + n <= go.nreloc && a0 + naux <= go.naux;
    if (dataLen < 0 || n < 0 || naux < 0 || !isIn || size > 2e9 || GoObject.hasWrongLength(kind, dataLen, size)) {
      fatal(`${o.file}: ${tab.name(s)}: ${go.damage(i)}`);
    }
    tab.size[s] = size;
    tab.dataOff[s] = go.dataAt + data;
    tab.dataLen[s] = dataLen;
    const first = tab.reserveRelocs(n);
    tab.relocFirst[s] = first;
    tab.relocCount[s] = n;
    tab.relocs = first + n;
    for (let r = first, at = go.relocsAt + r0 * GoObject.RelocSize; r < first + n; r++, at += GoObject.RelocSize) {
      const off = getI32(b, at);
      const siz = b[at + 4];
      if (off < 0 || off + siz > size) {
        fatal(`${o.file}: ${tab.name(s)}: invalid relocation: ${off}+${siz} not in [0,${size})`);
      }
      const add = GoObject.relocAdd(b, at);
      if (!Number.isSafeInteger(add)) fatal(`${o.file}: ${tab.name(s)}: bad addend`);
      tab.rOff[r] = off;
      tab.rSize[r] = siz;
      tab.rType[r] = getU16(b, at + 5);
      tab.rAdd[r] = add;
      const pkg = getU32(b, at + 15);
      const target = getU32(b, at + 19);
      // The commonest case of `resolve`, by hand.
      if (pkg === GoObject.PkgIdxSelf && target < o.syms.length && o.syms[target] !== 0) tab.rSym[r] = o.syms[target];
      else tab.rSym[r] = this.resolve(o, pkg, target, s);
    }
    for (let a = go.auxAt + a0 * GoObject.AuxSize, end = a + naux * GoObject.AuxSize; a < end; a += GoObject.AuxSize) {
      if (b[a] !== GoObject.AuxGotype) break;
      tab.gotype[s] = this.resolve(o, getU32(b, a + 1), getU32(b, a + 5), s);
    }
  }

  private decodeOwn(s: Sym, o: LinkObj, own: ObjectFile.ObjFile, i: number): void {
    const tab = this.tab;
    const b = o.bytes;
    const at = own.symsAt + i * ObjectFile.SymSize;
    tab.size[s] = getU32(b, at + 20);
    tab.dataOff[s] = getU32(b, at + 24);
    tab.dataLen[s] = getU32(b, at + 28);
    const from = getU32(b, at + 32);
    const n = getU32(b, at + ObjectFile.SymSize + 32) - from;
    const first = tab.reserveRelocs(n);
    tab.relocFirst[s] = first;
    tab.relocCount[s] = n;
    tab.relocs = first + n;
    for (let r = first, p = own.relocsAt + from * ObjectFile.RelocSize; r < first + n; r++, p += ObjectFile.RelocSize) {
      const typeSize = getU32(b, p + 4);
      tab.rOff[r] = getI32(b, p);
      tab.rSize[r] = typeSize >>> 16;
      tab.rType[r] = typeSize & 0xffff;
      tab.rAdd[r] = getI64(b, p + 8);
      tab.rSym[r] = o.syms[getU32(b, p + 16)];
    }
    tab.gotype[s] = o.syms[getU32(b, at + 40)];
  }

  /** The metadata of a function; null for code that has none. */
  func(s: Sym): Func | null {
    return this.funcs.get(s);
  }

  /** The DWARF entry of a variable, or 0. */
  varDwarf(s: Sym): Sym {
    const o = this.objs[this.tab.obj[s]];
    if (o === null || o === undefined) return 0;
    const i = this.tab.local[s];
    if (o.go === null) return o.syms[getU32(o.bytes, o.own!.symsAt + i * ObjectFile.SymSize + 44)];
    if (i >= o.go.nalldef) return 0;
    const b = o.bytes;
    const end = o.go.auxOff(i) + o.go.auxCount(i) * GoObject.AuxSize;
    for (let a = o.go.auxOff(i); a < end; a += GoObject.AuxSize) {
      if (b[a] === GoObject.AuxDwarfInfo) return this.resolve(o, getU32(b, a + 1), getU32(b, a + 5), s);
    }
    return 0;
  }

  /** The id and the first line of a function that was inlined, which need not be reachable; null when it has none. */
  funcHead(s: Sym): FuncHead | null {
    return this.funcs.head(s);
  }
}

const zeroFingerprint = '0000000000000000';

function isItab(b: Uint8Array, name: number, len: number): boolean {
  for (let i = 0; i < itabPrefix.length; i++) if (b[name + i] !== itabPrefix[i]) return false;
  return len > itabPrefix.length;
}

const itabPrefix = Uint8Array.from('go:itab.', c => c.charCodeAt(0));
