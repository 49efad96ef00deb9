// Makes objects from recipes: the link says which symbols the program needs, this finds what each is made from and compiles
// it. A batch of symbols becomes one object; what the object mentions in turn is the link's to ask for. In whole-package mode
// everything that a package defines becomes one object, for links in which gc compiled the other packages.

import type { Pos } from '../base/pos.ts';
import { packageOfSymbol, pathToPrefix, prefixToPath } from '../base/path-to-prefix.ts';
import { assert } from '../diag/internal-error.ts';
import * as Abi from '../obj/abi.ts';
import * as Attr from '../obj/attr.ts';
import { Ctxt } from '../obj/ctxt.ts';
import type { Machine } from '../obj/machine.ts';
import { writeDebugInfo } from '../obj/debuginfo.ts';
import { fipsKind } from '../obj/define.ts';
import { Obj, RelocStride, Std, type Sym, maxSymSize } from '../obj/object.ts';
import type { DebugMarks, FuncText } from '../obj/prog.ts';
import { finishFunc } from '../obj/plist.ts';
import * as RelocType from '../obj/reloctype.ts';
import * as SymKind from '../obj/symkind.ts';
import { abiAssign, abiSignature } from '../rtype/abi.ts';
import { descriptorOwner, typeDescriptor } from '../rtype/descriptor.ts';
import { declareAssembly } from '../rtype/funcdata.ts';
import { itab } from '../rtype/itab.ts';
import { methods } from '../rtype/methods.ts';
import * as TypeRecipe from '../rtype/recipe.ts';
import { buildInit, buildInitPart } from '../ssa/build/init.ts';
import { describeFunc } from '../ssa/debug/describe.ts';
import { buildFuncs } from '../ssa/build/recipe-funcs.ts';
import { checkPasses, compileFunc, type OnPass } from '../ssa/compile.ts';
import type { Complaint, Func as SsaFunc } from '../ssa/func.ts';
import { type Allocation, type CompileMachine, maxFrame } from '../ssa/machine.ts';
import { Bodies } from '../ssa/program/bodies.ts';
import type { FactStore, Reads } from '../ssa/program/facts.ts';
import type { Program } from '../ssa/program/program.ts';
import * as Recipe from '../ssa/recipe.ts';
import { RelocStride as StaticRelocStride, type StaticData } from '../ssa/staticinit/data.ts';
import { initialData, mapInitOf } from '../ssa/staticinit/plan.ts';
import type { SymId } from '../ssa/symbols.ts';
import { stackAbi } from '../target/abi.ts';
import { typeParams } from '../types/named.ts';
import { type Func, Var } from '../types/object.ts';
import * as ObjKind from '../types/objkind.ts';
import type { Package } from '../types/package.ts';
import * as TypeKind from '../types/typekind.ts';
import { type Named, Pointer, type Signature, type Type } from '../types/type.ts';
import { unalias, under } from '../types/under.ts';
import { universe, unsafePackage } from '../types/universe.ts';
import { declaredUnits } from './declared-units.ts';
import { packagesOfRecipe, packagesOfTypeRecipe } from './owner.ts';
import type { Sources } from './program-source.ts';
import { readNames, readTypeNames } from './read-names.ts';

/** A symbol by name and ABI. */
export interface SymbolRef {
  readonly name: string;
  readonly abi: number;
}

/** Why a function has no code, or a variable no place: what its author wrote. Wrappers have position 0. */
export interface Refusal extends Complaint {
  /** The path of the package that declares it; that of none for wrappers of types without a name. */
  readonly path: string;
}

/** What sees functions on their way through the compiler. */
export interface CompileWatcher {
  /** Sees each function while it is inlined into; null: it does not look. */
  readonly goPass: OnPass | null;
  /** What is to see the later passes of a function; null for nothing. */
  passes(f: SsaFunc): OnPass | null;
  /** The function has its code. */
  emitted(cx: Ctxt, f: SsaFunc, a: Allocation, text: FuncText): void;
}

/** Compiles the symbols of one program. */
export class Compiler {
  readonly p: Program;
  private readonly sources: Sources;
  private readonly machine: CompileMachine;
  private readonly bodies: Bodies;
  private readonly encoder: Machine;
  /** Recipes of what descriptors and itabs mention. */
  private readonly typeRecipes = new Map<string, TypeRecipe.Recipe>();
  /** Functions and variables by symbol: those to which a linkname directive gives a name. */
  private readonly linknamed = new Map<string, Func | Var>();
  private readonly packages: readonly string[];
  private linknamesRead = false;
  /** Sees functions on their way; null where nobody looks. */
  private watch: CompileWatcher | null = null;
  private readonly facts: FactStore | null;
  /** Why symbols that were asked for are not there. */
  readonly refusals: Refusal[] = [];
  /** What was read for the plans of packages. */
  private readonly planReads = new Map<Package, Reads>();

  /** `packages` are the import paths of the program; `facts` are of what earlier builds have made. */
  constructor(
    p: Program,
    sources: Sources,
    machine: CompileMachine,
    encoder: Machine,
    packages: readonly string[],
    facts: FactStore | null = null,
  ) {
    this.p = p;
    this.facts = facts;
    this.bodies = new Bodies(p, buildFuncs, facts);
    p.bodies = this.bodies;
    this.sources = sources;
    this.machine = machine;
    this.encoder = encoder;
    this.packages = packages;
  }

  get watcher(): CompileWatcher | null {
    return this.watch;
  }

  /** Who sees the functions that are compiled from here on. */
  set watcher(w: CompileWatcher | null) {
    this.watch = w;
    this.bodies.onPass = w === null ? null : w.goPass;
  }

  /** Who hears of functions that will be asked for, as soon as they can be compiled: those that wait take much memory. */
  set onFinished(hear: (ref: SymbolRef) => void) {
    const { names, abis } = this.p.syms;
    this.bodies.onFinished = s => hear({ name: names[s]!, abi: abis[s]! });
  }

  /** A context for making objects; the object belongs to no package in particular. */
  newContext(pkgPath: string, std: boolean): Ctxt {
    const { p } = this;
    const obj = new Obj(pkgPath, std ? Std : 0);
    return new Ctxt(
      obj,
      this.encoder,
      { shared: false, dynlink: false, isAsm: false },
      (base, line) => `${obj.posBases[base]?.file ?? '?'}:${line}`,
      message => assert(false, `code for ${p.options.goarch} assembles: ${message}`),
    );
  }

  /**
   * Adds the definition of a symbol, with what comes with it (closures of a function), to the object at hand. False: nothing
   * here defines it.
   */
  define(cx: Ctxt, ref: SymbolRef): boolean {
    const { obj } = cx;
    if (obj.lookup(ref.name, ref.abi).isDefined) return true;
    const s = this.p.syms.find(ref.name, ref.abi);
    const recipe = s === 0 ? null : this.p.syms.recipes[s]!;
    if (recipe !== null) return this.make(cx, s, recipe);
    const typeRecipe = this.typeRecipes.get(ref.name);
    if (typeRecipe !== undefined && this.makeFromTypes(cx, ref, typeRecipe)) return true;
    if (this.byName(cx, ref)) return true;
    const pulled = this.p.syms.findPulled(ref.name, ref.abi);
    return pulled !== 0 && this.make(cx, pulled, this.p.syms.recipes[pulled]!);
  }

  /** Whether it is known what a symbol is made from. */
  knows(ref: SymbolRef): boolean {
    if (ref.name.endsWith('..inittask')) this.introduceInit(ref);
    if (ref.name.startsWith('type:')) this.introduceType(ref);
    const s = this.p.syms.find(ref.name, ref.abi);
    return (
      (s !== 0 && this.p.syms.recipes[s] !== null) ||
      this.typeRecipes.has(ref.name) ||
      this.declared(ref.name) !== null ||
      this.ofAssembly(ref.name) !== null
    );
  }

  /** Reads the names that a symbol is made from, beside those in functions; false: they do not say all. */
  readNames(ref: SymbolRef): boolean {
    const { sources } = this;
    const recipe = this.p.syms.recipes[this.p.syms.find(ref.name, ref.abi)] ?? null;
    if (recipe !== null) return readNames(sources, recipe);
    const typeRecipe = this.typeRecipes.get(ref.name);
    return typeRecipe !== undefined && readTypeNames(sources, typeRecipe);
  }

  /** The link names the init tasks of packages, which no code mentions. */
  private introduceInit(ref: SymbolRef): void {
    const { p } = this;
    const pkg = this.sources.ofSymbols(prefixToPath(ref.name.slice(0, -'..inittask'.length)));
    if (pkg !== null) p.syms.define(p.syms.lookup(ref.name, ref.abi), { kind: Recipe.PackageInit, pkg });
  }

  /** The link names types of the runtime, which code need not mention. */
  private introduceType(ref: SymbolRef): void {
    const name = ref.name.slice('type:'.length);
    const dot = name.lastIndexOf('.');
    let scope = dot < 0 ? universe : null;
    if (name === 'unsafe.Pointer') scope = unsafePackage.scope;
    else if (dot >= 0) scope = this.sources.ofSymbols(prefixToPath(name.slice(0, dot)))?.scope ?? null;
    const obj = scope === null ? null : scope.lookup(name.slice(dot + 1));
    if (obj === null || obj.kind !== ObjKind.TypeName) return;
    const t = obj.type!;
    if (t.kind === TypeKind.Named && typeParams(t).length > 0) return;
    if (this.p.names.typeSymbol(t) === ref.name) this.p.typeSym(t);
  }

  /** The packages that a symbol is made from; with what they import, all that it can depend on. */
  packagesOf(ref: SymbolRef): ReadonlySet<Package> {
    const out = new Set<Package>();
    const s = this.p.syms.find(ref.name, ref.abi);
    const recipe = s === 0 ? null : this.p.syms.recipes[s]!;
    const typeRecipe = this.typeRecipes.get(ref.name);
    const declared = this.ofAssembly(ref.name)?.fn ?? this.declared(ref.name);
    // Where one package declares a function that another has the body of, it is that one's, whichever was met first.
    const isElsewhere =
      recipe !== null &&
      recipe.kind === Recipe.Func &&
      !this.sources.hasBody(recipe.fn) &&
      declared !== null &&
      declared.kind === ObjKind.Func &&
      this.sources.hasBody(declared);
    if (recipe !== null && recipe.kind === Recipe.Data) this.packagesOfData(ref.name, out);
    else if (recipe !== null && !isElsewhere) packagesOfRecipe(this.p, recipe, out);
    else if (typeRecipe !== undefined) packagesOfTypeRecipe(typeRecipe, out);
    if (declared !== null && declared.pkg !== null) out.add(declared.pkg);
    const pulled = out.size > 0 ? 0 : this.p.syms.findPulled(ref.name, ref.abi);
    if (pulled !== 0) packagesOfRecipe(this.p, this.p.syms.recipes[pulled]!, out);
    return out;
  }

  /** A part of a function's data is named after the function, and made from what that is. */
  private packagesOfData(name: string, out: Set<Package>): void {
    const { syms } = this.p;
    const end = name.lastIndexOf('..');
    const s = end < 0 ? 0 : syms.find(name.slice(0, end), Abi.ABIInternal);
    const recipe = s === 0 ? null : syms.recipes[s]!;
    if (recipe !== null) packagesOfRecipe(this.p, recipe, out);
  }

  /** Data is made with the function, or with the initialisation of the package, that it is named after: what these are made from counts. */
  private readData(name: string): void {
    if (this.facts === null || name.startsWith('go:')) return; // named by what it holds
    const { syms } = this.p;
    const end = name.lastIndexOf('..');
    const s = end < 0 ? 0 : syms.find(name.slice(0, end), Abi.ABIInternal);
    if (s !== 0 && this.bodies.readCode(s)) return;
    const pkg = this.sources.ofSymbols(packageOfSymbol(name));
    assert(pkg !== null, `${name} is data of a package`);
    this.planned(pkg, () => {});
  }

  /** Adds what an object mentions and shares with others: contents of strings, words that func values point to. */
  addShared(cx: Ctxt): void {
    const { syms } = this.p;
    for (let i = 1; i < cx.obj.syms.length; i++) {
      const sym = cx.obj.syms[i]!;
      if (sym.isDefined || sym.name === '') continue;
      const s = syms.find(sym.name, sym.abi) || syms.findPulled(sym.name, sym.abi);
      const recipe = s === 0 ? null : syms.recipes[s]!;
      if (recipe !== null && (recipe.kind === Recipe.Bytes || recipe.kind === Recipe.FuncValue))
        this.make(cx, s, recipe);
    }
  }

  private make(cx: Ctxt, s: SymId, recipe: Recipe.Recipe): boolean {
    const { p } = this;
    const name = p.syms.names[s]!;
    switch (recipe.kind) {
      case Recipe.Func:
        return this.func(cx, s, recipe.fn, recipe.targs);
      case Recipe.Closure:
        // It comes with its unit, which is where a reference to it was.
        return false;
      case Recipe.MethodWrapper:
      case Recipe.MethodValue:
      case Recipe.AbiWrapper:
      case Recipe.Eq:
      case Recipe.Hash:
        this.unit(cx, s);
        return true;
      case Recipe.FuncValue: {
        const sym = cx.obj.lookup(name, Abi.ABI0);
        const target = cx.obj.lookup(p.syms.names[recipe.target]!, p.syms.abis[recipe.target]!);
        this.data(cx, sym, SymKind.SRODATA, new Uint8Array(p.layouts.ptrSize), p.layouts.ptrSize, Attr.Dupok);
        sym.addReloc(0, p.layouts.ptrSize, RelocType.R_ADDR, 0, target.id);
        return true;
      }
      case Recipe.Bytes: {
        const attr = Attr.Dupok | Attr.Local | Attr.ContentAddressable;
        this.data(cx, cx.obj.lookup(name, Abi.ABI0), SymKind.SRODATA, recipe.bytes, recipe.align, attr);
        return true;
      }
      case Recipe.Global:
        return this.global(cx, name, recipe.v);
      case Recipe.TypeDesc:
        typeDescriptor(recipe.type, this.sink(cx), p.layouts, p.names);
        return true;
      case Recipe.Itab:
        itab(recipe.type, recipe.iface, this.sink(cx), p.layouts, p.names);
        return true;
      case Recipe.PackageInit:
        this.packageInit(cx, recipe.pkg);
        return true;
      case Recipe.Data:
        this.readData(name);
        this.initialised(cx, cx.obj.lookup(name, Abi.ABI0), recipe.data);
        return true;
      case Recipe.InitClosure:
      case Recipe.MapInit: {
        const funcs = this.planned(recipe.pkg, () => buildInitPart(p, s));
        this.bodies.finish(funcs);
        for (const f of funcs) this.compile(cx, f);
        return true;
      }
    }
  }

  private sink(cx: Ctxt): TypeRecipe.Sink {
    return new TypeRecipe.Sink(cx.obj, this.p.names, this.typeRecipes);
  }

  private data(cx: Ctxt, sym: Sym, kind: SymKind.Kind, bytes: Uint8Array, align: number, attr: number): void {
    sym.kind = kind;
    sym.data = bytes;
    sym.size = bytes.length;
    sym.align = align;
    sym.attr |= attr;
    cx.define(sym);
  }

  private makeFromTypes(cx: Ctxt, ref: SymbolRef, r: TypeRecipe.Recipe): boolean {
    const { p } = this;
    switch (r.kind) {
      case TypeRecipe.TypeDescriptor:
        typeDescriptor(r.type, this.sink(cx), p.layouts, p.names);
        return true;
      case TypeRecipe.Itab:
        itab(r.type, r.iface!, this.sink(cx), p.layouts, p.names);
        return true;
      case TypeRecipe.EqFunc:
        this.unit(cx, p.eqSym(r.type));
        return true;
      case TypeRecipe.HashFunc:
        this.unit(cx, p.hashSym(r.type));
        return true;
      case TypeRecipe.Method: {
        const s = p.methodSym(r.type, r.method!, r.index!);
        assert(p.syms.names[s] === ref.name, `a method has one name: ${p.syms.names[s]} is ${ref.name}`);
        return this.make(cx, s, p.syms.recipes[s]!);
      }
    }
  }

  // ---- Functions ----

  private func(cx: Ctxt, s: SymId, fn: Func, targs: readonly Type[]): boolean {
    const { p } = this;
    if (this.sources.hasBody(fn)) {
      // What is declared in another package under this very name is the definition; a linkname only pulled it.
      this.unit(cx, s);
      return true;
    }
    const name = p.syms.names[s]!;
    const other = this.declared(name);
    if (other !== null && other !== fn && other.kind === ObjKind.Func && this.sources.hasBody(other)) {
      p.syms.recipes[s] = { kind: Recipe.Func, fn: other, targs };
      this.unit(cx, s);
      return true;
    }
    // Assembly under the stack ABI: a wrapper leads there.
    if (p.syms.abis[s] === Abi.ABIInternal && this.sources.asmDefines(name) === Abi.ABI0) {
      const target = p.syms.lookup(name, Abi.ABI0);
      p.syms.recipes[s] = { kind: Recipe.AbiWrapper, target, fn };
      this.unit(cx, s);
      return true;
    }
    return false;
  }

  private unit(cx: Ctxt, s: SymId): void {
    const funcs = this.bodies.unit(s);
    assert(funcs !== null, `${this.p.syms.names[s]!} has a body`);
    for (const f of funcs) this.compile(cx, f);
  }

  private compile(cx: Ctxt, f: SsaFunc): void {
    const { p } = this;
    if (cx.obj.lookup(p.syms.names[f.sym]!, p.syms.abis[f.sym]!).isDefined) return;
    if (f.complaints !== null) {
      for (const { pos, message } of f.complaints) this.refuse(this.p.syms.names[f.sym]!, pos, message);
      return;
    }
    const { watcher } = this;
    let onPass = p.isChecked(f.sym) ? checkPasses : null;
    if (watcher !== null) onPass = watcher.passes(f) ?? onPass;
    const allocation = compileFunc(p, f, this.machine, onPass);
    if (allocation.isTooLarge) {
      this.refuse(p.syms.names[f.sym]!, f.pos, tooLarge(f, allocation));
      return;
    }
    const text = this.machine.emit(p, f, allocation, cx);
    finishFunc(cx, text);
    if (text.marks !== null) this.describe(cx, f, allocation, text.sym, text.marks);
    if (watcher !== null) watcher.emitted(cx, f, allocation, text);
  }

  private refuse(symbol: string, pos: Pos, message: string): void {
    const path = this.sources.ofSymbols(packageOfSymbol(symbol))?.path ?? '';
    this.refusals.push({ path, pos, message });
  }

  /** Leaves with a function what debuggers shall know of it. */
  private describe(cx: Ctxt, f: SsaFunc, a: Allocation, sym: Sym, marks: DebugMarks): void {
    const { p } = this;
    const info = sym.func!;
    const sink = this.sink(cx);
    const numbers = new Map<number, number>();
    const number = (s: Sym): number => {
      let n = numbers.get(s.id);
      if (n === undefined) {
        n = info.debugSyms.length;
        numbers.set(s.id, n);
        info.debugSyms.push(s.id);
      }
      return n;
    };
    let mentioned: Set<number> | null = null;
    const described = describeFunc(p, f, a, this.machine, marks, sym.size, {
      type: t => number(sink.type(t)),
      symbol: s => {
        if (mentioned === null) {
          mentioned = new Set();
          const relocs = sym.relocs ?? [];
          for (let i = 4; i < relocs.length; i += RelocStride) mentioned.add(relocs[i]!);
        }
        const t = cx.obj.lookup(p.syms.names[s]!, p.syms.abis[s]!);
        return mentioned.has(t.id) ? number(t) : -1;
      },
    });
    info.debug = writeDebugInfo(described, info.startLine);
  }

  /** Works with the plan of a package's initialisation: what was read to make it counts as read by each who uses it. */
  private planned<T>(pkg: Package, work: () => T): T {
    const { facts } = this;
    if (facts === null) return work();
    let reads = this.planReads.get(pkg);
    if (reads === undefined) {
      reads = new Set();
      this.planReads.set(pkg, reads);
    }
    const before = facts.readInto(reads);
    this.p.source.initOrder(pkg); // the least that each reads
    const result = work();
    facts.readInto(before);
    facts.readAll(reads);
    return result;
  }

  /**
   * Finds the facts of a package's functions anew that are not right any more, so that callers of which nothing else has changed need
   * not be compiled where the facts are the same. `wanted`: somebody has asked for them.
   */
  renewFacts(path: string, wanted: (name: string) => boolean): void {
    const { p } = this;
    const pkg = this.sources.ofSymbols(path);
    if (pkg === null) return;
    const units = declaredUnits(p, pkg, fn => this.sources.hasBody(fn), false);
    this.bodies.renew(units.filter(s => wanted(p.syms.names[s]!)));
  }

  private packageInit(cx: Ctxt, pkg: Package): void {
    const funcs = this.planned(pkg, () => buildInit(this.p, pkg, cx.obj));
    if (funcs.length > 0) this.bodies.finish(funcs);
    for (const f of funcs) this.compile(cx, f);
    weakenMapInits(cx.obj, `${pathToPrefix(pkg.path)}.init`);
  }

  // ---- Variables ----

  private global(cx: Ctxt, name: string, v0: Var): boolean {
    const { layouts } = this.p;
    // A variable that another package declares under this name is that one.
    const declared = this.declared(name);
    const v = declared instanceof Var ? declared : v0;
    const t = v.type!;
    const size = layouts.size(t);
    if (size > maxSymSize) {
      this.refuse(name, v.pos, `${name}: symbol too large (${size} bytes > ${maxSymSize} bytes)`);
      return true;
    }
    const sym = cx.obj.lookup(name, Abi.ABI0);
    if (this.sources.linkname(v) !== null) sym.attr |= Attr.Linkname; // assembly of others may read it
    // Where several do, the one with contents counts, as in gc's link.
    this.readLinknames();
    const other = this.linknamed.get(name);
    const dataOf = (of: Var): StaticData | null => this.planned(of.pkg!, () => initialData(this.p, of));
    const data = dataOf(v) ?? (other instanceof Var && other !== v ? dataOf(other) : null);
    if (data !== null) {
      this.initialised(cx, sym, data);
      return true;
    }
    sym.kind = layouts.hasPointers(t) ? SymKind.SBSS : SymKind.SNOPTRBSS;
    // The runtime finds all counters of a program in one place.
    if (this.sources.isCounter(v)) sym.kind = SymKind.SCOVERAGE_COUNTER;
    // As gc, the link aligns variables by their size: assembly reads some as vectors.
    sym.size = size;
    sym.gotype = this.sink(cx).type(t).id;
    const mapInit = this.planned(v.pkg!, () => mapInitOf(this.p, v));
    if (mapInit !== 0) {
      sym.addReloc(0, 0, RelocType.R_KEEP, 0, cx.obj.lookup(this.p.syms.names[mapInit]!, Abi.ABIInternal).id);
    }
    cx.define(sym);
    return true;
  }

  /** Makes a symbol of initial contents. */
  private initialised(cx: Ctxt, sym: Sym, d: StaticData): void {
    const { syms } = this.p;
    if (d.readOnly) {
      sym.kind = SymKind.SRODATA;
      if (sym.name.startsWith('go:constant.')) sym.attr |= Attr.Dupok | Attr.Local | Attr.ContentAddressable;
    } else if (d.isZero) sym.kind = d.hasPointers ? SymKind.SBSS : SymKind.SNOPTRBSS;
    else sym.kind = d.hasPointers ? SymKind.SDATA : SymKind.SNOPTRDATA;
    if (d.dupok) sym.attr |= Attr.Dupok;
    sym.kind = fipsKind(cx, sym, sym.kind);
    sym.size = d.size;
    if (d.type === null) sym.align = d.align;
    sym.data = d.bytes;
    for (let i = 0; i < d.relocs.length; i += StaticRelocStride) {
      const [off, size, type, add, s] = d.relocs.slice(i, i + StaticRelocStride) as [
        number,
        number,
        number,
        number,
        number,
      ];
      sym.addReloc(off, size, type, add, cx.obj.lookup(syms.names[s]!, syms.abis[s]!).id);
    }
    if (d.type !== null) sym.gotype = this.sink(cx).type(d.type).id;
    cx.define(sym);
  }

  // ---- Names without recipe ----

  /** What some package declares under a symbol's name, by a linkname or by its own name. */
  private declared(name: string): Func | Var | null {
    const own = this.sources.declaredAs(name);
    if (own !== null && (own.kind === ObjKind.Var || this.sources.hasBody(own))) return own;
    this.readLinknames();
    return this.linknamed.get(name) ?? own;
  }

  /** The function that a symbol of assembly's metadata is about: of one that Go only declares. */
  private ofAssembly(name: string): { readonly name: string; readonly fn: Func } | null {
    const m = /^(.*)\.(args_stackmap|arginfo0)$/.exec(name);
    const fn = m === null ? null : this.declared(m[1]!);
    if (fn === null || fn.kind !== ObjKind.Func || this.sources.hasBody(fn)) return null;
    return { name: m![1]!, fn };
  }

  private readLinknames(): void {
    if (this.linknamesRead) return;
    this.linknamesRead = true;
    for (const path of this.packages) {
      const { linknames } = this.sources.indexOf(path);
      if (linknames.size === 0) continue;
      const pkg = this.sources.package(path);
      for (const [local, remote] of linknames) {
        // One that is only marked has its own name.
        if (remote === `${this.sources.prefix(pkg)}.${local}`) continue;
        const obj = pkg.scope.lookup(local);
        if (obj === null) continue;
        const defines = obj.kind === ObjKind.Var || (obj.kind === ObjKind.Func && this.sources.hasBody(obj));
        if (defines && !this.linknamed.has(remote)) this.linknamed.set(remote, obj);
      }
    }
  }

  /** A symbol that assembly or the link names: no Go code led to it. */
  private byName(cx: Ctxt, ref: SymbolRef): boolean {
    const { p } = this;
    const asm = this.ofAssembly(ref.name);
    if (asm !== null) {
      const { recv, params, results } = abiSignature(asm.fn.type!);
      declareAssembly(this.sink(cx), asm.name, abiAssign({ recv, params, results }, stackAbi, p.layouts), p.layouts);
      return true;
    }
    const obj = this.declared(ref.name);
    if (obj === null) return false;
    if (obj.kind === ObjKind.Var) return this.global(cx, ref.name, obj);
    const s = p.funcSym(obj, []);
    if (p.syms.names[s] !== ref.name) return false;
    if (ref.abi === Abi.ABIInternal) return this.make(cx, s, p.syms.recipes[s]!);
    if (!this.sources.hasBody(obj) && this.sources.asmDefines(ref.name) !== Abi.ABIInternal) return false;
    const wrapper = p.syms.lookup(ref.name, Abi.ABI0);
    p.syms.define(wrapper, { kind: Recipe.AbiWrapper, target: s, fn: obj });
    this.unit(cx, wrapper);
    return true;
  }

  // ---- Whole packages ----

  /** Everything that a package defines, and what its code needs that no other package is bound to define, as one object. */
  wholePackage(importPath: string, asmRefs: readonly string[]): Ctxt {
    const { p } = this;
    const src = this.sources.load(importPath);
    const cx = this.newContext(src.source.path, src.source.std);
    const prefix = this.sources.prefix(src.pkg);
    const { scope } = src.pkg;
    for (const name of scope.names()) {
      const obj = scope.lookup(name)!;
      switch (obj.kind) {
        case ObjKind.Func: {
          if ((obj.type as Signature).tparams.length > 0) break;
          const s = p.funcSym(obj, []);
          if (this.sources.hasBody(obj)) this.make(cx, s, p.syms.recipes[s]!);
          else if (p.syms.names[s] === `${prefix}.${name}`) this.define(cx, { name: p.syms.names[s]!, abi: 1 });
          break;
        }
        case ObjKind.Var:
          this.global(cx, p.syms.names[p.globalSym(obj)]!, obj);
          break;
        case ObjKind.TypeName: {
          const t = obj.type!;
          if (obj.isAlias() || t.kind !== TypeKind.Named) break;
          const isInterface = under(t).kind === TypeKind.Interface;
          if (typeParams(t).length > 0) break;
          // Others convert its values to interfaces, and take it for theirs that it has a descriptor.
          const sink = this.sink(cx);
          sink.type(t);
          sink.type(new Pointer(t));
          if (!isInterface) this.allMethods(cx, t);
          break;
        }
        default:
      }
    }
    for (const name of asmRefs) this.define(cx, { name, abi: Abi.ABI0 });
    this.packageInit(cx, src.pkg);
    // What is shared between packages has no home: every object brings what it needs.
    for (let i = 1; i < cx.obj.syms.length; i++) {
      const sym = cx.obj.syms[i]!;
      if (sym.isDefined || sym.name === '') continue;
      if (this.isShared(sym, src.pkg.path, prefix)) this.define(cx, { name: sym.name, abi: sym.abi });
    }
    return cx;
  }

  private allMethods(cx: Ctxt, t: Named): void {
    const { p } = this;
    for (const recv of [t, new Pointer(t)]) {
      for (const m of methods(recv)) {
        const s = p.methodSym(recv, m.obj as Func, m.index);
        if (!cx.obj.lookup(p.syms.names[s]!, Abi.ABIInternal).isDefined) this.make(cx, s, p.syms.recipes[s]!);
      }
    }
  }

  /** Whether the object of package `path` must define a symbol: it is the package's own, or every object defines it. */
  private isShared(sym: Sym, path: string, prefix: string): boolean {
    const { p } = this;
    const s = p.syms.find(sym.name, sym.abi);
    let recipe = s === 0 ? null : p.syms.recipes[s]!;
    if (recipe === null) {
      const made = this.typeRecipes.get(sym.name);
      if (made === undefined) return false;
      if (made.kind === TypeRecipe.TypeDescriptor) return isDescriptorOf(made.type, path);
      if (made.kind !== TypeRecipe.Method) return true;
      recipe = p.syms.recipes[p.methodSym(made.type, made.method!, made.index!)]!;
      if (recipe === null) return false;
    }
    switch (recipe.kind) {
      case Recipe.TypeDesc:
        return isDescriptorOf(recipe.type, path);
      case Recipe.Func: {
        const t = (recipe.fn.type as Signature).recv?.type;
        const local = t !== undefined && t !== null && isLocalReceiver(t, recipe.fn);
        return recipe.targs.length > 0 || local || sym.name.startsWith(`${prefix}.`);
      }
      case Recipe.Global:
        return sym.name.startsWith(`${prefix}.`);
      default:
        return true;
    }
  }
}

/** Whether package `path` defines the descriptor of t where gc compiles the others. */
function isDescriptorOf(t: Type, path: string): boolean {
  const owner = descriptorOwner(t);
  return owner === null || owner === path;
}

function isLocalReceiver(t0: Type, fn: Func): boolean {
  let t = unalias(t0);
  if (t.kind === TypeKind.Pointer) t = unalias(t.elem);
  return t.kind === TypeKind.Named && t.obj.parent !== fn.pkg!.scope;
}

/** Makes the calls of map initialisers weak: the link drops those of maps that the program does not reach. */
function weakenMapInits(obj: Obj, name: string): void {
  const { relocs } = obj.lookup(name, Abi.ABIInternal);
  if (relocs === null) return;
  for (let i = 0; i < relocs.length; i += RelocStride) {
    if (obj.syms[relocs[i + 4]!]!.name.includes('.map.init.')) relocs[i + 2]! |= RelocType.R_WEAK;
  }
}

/** Source: gc's ssagen/pgen.go CheckLargeStacks. */
function tooLarge(f: SsaFunc, { localsSize, outArgsSize }: Allocation): string {
  const megabytes = (bytes: number): number => Math.floor(bytes / (1 << 20));
  const { argWidth } = f.sig.assignment;
  const message = `stack frame too large (>1GB): ${megabytes(localsSize)} MB locals + ${megabytes(argWidth)} MB args`;
  const countsCallee = localsSize < maxFrame && argWidth < maxFrame;
  return countsCallee ? `${message} + ${megabytes(outArgsSize)} MB callee` : message;
}
