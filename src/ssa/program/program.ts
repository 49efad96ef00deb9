// The program as the builder and the passes see it: its types, its symbols, what functions are called and what they take.
// Everything here answers from declarations; bodies are asked of `source`. It says what a name is, never whether the program
// reaches it: reference to a symbol leaves its recipe behind, and the link's demand decides.

import { toHex } from '../../base/hex.ts';
import { packageOfSymbol, pathToPrefix } from '../../base/path-to-prefix.ts';
import type { FileSet, Pos } from '../../base/pos.ts';
import { sha256 } from '../../base/sha256.ts';
import { assert } from '../../diag/internal-error.ts';
import * as Abi from '../../obj/abi.ts';
import { abiAssign, type AbiSignature, abiSignature } from '../../rtype/abi.ts';
import type { Layouts } from '../../rtype/layout.ts';
import { methods } from '../../rtype/methods.ts';
import { TypeNames } from '../../rtype/names.ts';
import type { File, FuncDecl } from '../../syntax/nodes.ts';
import { type AbiConfig, internalAbi, stackAbi } from '../../target/abi.ts';
import * as Typ from '../../types/basic.ts';
import type { Context } from '../../types/context.ts';
import type { LocalNumber } from '../../types/linkstring.ts';
import type { Func as FuncObj, Var } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import type { Package } from '../../types/package.ts';
import * as PragmaFlag from '../../types/pragmaflag.ts';
import * as TypeKind from '../../types/typekind.ts';
import { type Interface, type Named, Pointer, type Signature, type Type } from '../../types/type.ts';
import { typeSet } from '../../types/typeset.ts';
import { unalias, under } from '../../types/under.ts';
import { quoteByteString } from '../../base/quote.ts';
import type { EscapeSink } from '../escape/sink.ts';
import type { OpInfo } from '../op.ts';
import * as Recipe from '../recipe.ts';
import type { CallInfo, FuncSig, SigParam } from '../sig.ts';
import type { InitPlan } from '../staticinit/plan.ts';
import { Symbols, type SymId } from '../symbols.ts';
import { TypeTable } from '../type-table.ts';
import type { Bodies } from './bodies.ts';
import type { InitEntry } from './init-order.ts';
import type { Profile } from './profile.ts';
import { noEscape, runtimeEffects } from './runtime-effects.ts';

/** The declaration of a function with its body, checked: its tree, and the signature whose variables the body uses. */
export interface CheckedBody {
  readonly file: File;
  readonly decl: FuncDecl;
  readonly sig: Signature;
}

/** A file that a variable embeds. */
export interface EmbeddedFile {
  /** With slashes, as the program names it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the program is made of; `build` answers, from sources and the cache. */
export interface ProgramSource {
  readonly fset: FileSet;
  /** The package of an import path; it is in the program. */
  package(path: string): Package;
  /** Checks the body of a declared function or method (never an instance: its origin); null where it has none. */
  body(fn: FuncObj): CheckedBody | null;
  /** Nobody is expected to ask for the body of a function once more; who does gets a new tree. */
  release(fn: FuncObj): void;
  /** Whether a function, method or origin of an instance is declared with a body. */
  hasBody(fn: FuncObj): boolean;
  /** Pragmas of the declaration of a function or method: bits of types/pragmaflag.ts. */
  pragma(fn: FuncObj): number;
  /** The symbol that a linkname directive gives a package-level function or variable; null where none does. */
  linkname(obj: FuncObj | Var): string | null;
  /** The package-level function or variable whose own name, or own by a linkname of one argument, a symbol has; null for none. */
  declaredAs(name: string): FuncObj | Var | null;
  /**
   * The package whose symbols have the path `path`, if the one of `from` is it, or imports it, itself or by way of others; else null.
   * What is made from that depends on what is declared in all of these.
   */
  importedBy(from: string, path: string): Package | null;
  /** The ABI under which assembly defines a symbol; -1 where it does not. */
  asmDefines(name: string): number;
  /** The files that a package-level variable embeds, each once; null where it has no go:embed directive. */
  embedded(v: Var): readonly EmbeddedFile[] | null;
  /** What initialises the variables of a package, in order; the initialisers are checked. Entries of `_` have variables without type. */
  initOrder(pkg: Package): readonly InitEntry[];
  /** The functions named init of a package, in order. */
  initFuncs(pkg: Package): readonly CheckedBody[];
  /** The number of a type declared inside a function, see types/local-types.ts. */
  localNumber: LocalNumber;
  readonly context: Context;
}

/** What touches the code of one package, beside sources. */
export interface PackageOptions {
  /** -N: no optimisation. */
  readonly noOpt: boolean;
  /** -l: no inlining. */
  readonly noInline: boolean;
  /** Variables are followed for debuggers. */
  readonly dwarf: boolean;
  /** The form of functions is checked after each pass. */
  readonly checkForm: boolean;
  /** What is known of earlier runs; null for nothing. */
  readonly profile: Profile | null;
}

/** What touches code, beside sources. */
export interface CompileOptions {
  readonly goos: string;
  readonly goarch: string;
  /** GOAMD64 and the like: 1 to 4; 0 where the machine has no levels. */
  readonly archLevel: number;
  /** What is asked of a package, by the path of its symbols: other packages are the same whatever that is. */
  ofPackage(path: string): PackageOptions;
}

/** One program (or, in whole-package mode, one package) being compiled. */
export class Program {
  readonly source: ProgramSource;
  readonly options: CompileOptions;
  readonly info: OpInfo;
  readonly layouts: Layouts;
  readonly types: TypeTable;
  readonly names: TypeNames;
  readonly syms = new Symbols();
  private readonly askedOf: (PackageOptions | undefined)[] = [];
  /** How the variables of packages get their values: see staticinit/plan.ts. */
  readonly initPlans = new Map<Package, InitPlan>();
  /** Set by whoever compiles the program; null: no function knows of another's body. */
  bodies: Bodies | null = null;
  /** Sees what escape analysis finds; null where nobody asks. */
  escapeSink: EscapeSink | null = null;
  private readonly internal: AbiConfig;
  private readonly runtimeCalls = new Map<string, CallInfo>();
  private readonly strings = new Map<string, SymId>();
  private readonly sigs: readonly [Map<string, FuncSig>, Map<string, FuncSig>] = [new Map(), new Map()];

  constructor(source: ProgramSource, options: CompileOptions, info: OpInfo, layouts: Layouts) {
    this.source = source;
    this.options = options;
    this.info = info;
    this.layouts = layouts;
    this.names = new TypeNames(layouts, source.localNumber);
    this.types = new TypeTable(layouts, t => this.names.linkString(t));
    this.internal = internalAbi(options.goarch);
  }

  /** The text that a type has in symbols. */
  linkString(t: Type): string {
    return this.names.linkString(t);
  }

  // ---- Signatures ----

  /** What a call of a signature passes; `recv` is the type of the receiver, null for functions and func values. */
  sig(recv: Type | null, params: readonly Type[], results: readonly Type[], abi: number = Abi.ABIInternal): FuncSig {
    const key = `${recv === null ? '' : this.types.id(recv)}|${params.map(t => this.types.id(t)).join()}|${results.map(t => this.types.id(t)).join()}`;
    const known = this.sigs[abi === Abi.ABI0 ? 0 : 1].get(key);
    if (known !== undefined) return known;
    const abiSig: AbiSignature = { recv, params, results };
    const assignment = abiAssign(abiSig, abi === Abi.ABI0 ? stackAbi : this.internal, this.layouts);
    const param = (p: (typeof assignment.params)[number]): SigParam => ({
      type: this.types.id(p.type),
      comps: this.types.components(p.type),
      abi: p,
    });
    const made: FuncSig = {
      params: assignment.params.map(param),
      results: assignment.results.map(param),
      assignment,
      abi,
    };
    this.sigs[abi === Abi.ABI0 ? 0 : 1].set(key, made);
    return made;
  }

  /** The same of a checked signature without type parameters. */
  sigOf(sig: Signature, abi: number = Abi.ABIInternal): FuncSig {
    const { recv, params, results } = abiSignature(sig);
    return this.sig(recv, params, results, abi);
  }

  /** A call through a func value, or of an interface's method: there the receiver is a pointer word. */
  indirectCall(sig: Signature, isMethod: boolean): CallInfo {
    const { params, results } = abiSignature(sig);
    const made = this.sig(isMethod ? Typ.UnsafePointer : null, params, results);
    return { sym: 0, sig: made, effects: null, implicit: false, keepAlive: false };
  }

  // ---- Functions ----

  /**
   * The symbol of a declared function, or a method of a type as declared, for calls from Go: under ABIInternal. `targs` are the
   * type arguments of the function, or of the receiver's type. They have no type parameters in them.
   */
  funcSym(fn0: FuncObj, targs: readonly Type[]): SymId {
    const fn = fn0.origin ?? fn0;
    const linkname = targs.length > 0 ? null : this.source.linkname(fn);
    const name = linkname ?? this.funcName(fn, targs);
    const isPull = linkname !== null && linkname !== this.funcName(fn, targs) && !this.source.hasBody(fn);
    const s = isPull ? this.syms.pulled(name, Abi.ABIInternal) : this.syms.lookup(name, Abi.ABIInternal);
    return this.syms.define(s, { kind: Recipe.Func, fn, targs });
  }

  /** The name of a function before linknames: `main.F`, `main.F[int]`, `main.(*T).M`, `main.T[int].M`. */
  funcName(fn: FuncObj, targs: readonly Type[]): string {
    const args = targs.length === 0 ? '' : `[${targs.map(t => this.linkString(t)).join(',')}]`;
    const prefix = fn.pkg === null ? 'go' : pathToPrefix(fn.pkg.path);
    const { recv } = fn.type!;
    if (recv === null) return `${prefix}.${fn.name}${args}`;
    const t = unalias(recv.type!);
    if (t.kind === TypeKind.Pointer) return `${prefix}.(*${receiverName(unalias(t.elem))}${args}).${fn.name}`;
    return `${prefix}.${receiverName(t)}${args}.${fn.name}`;
  }

  /**
   * The symbol of a method as a member of the method set of recv, for a call with a receiver of exactly that type: the declared
   * method itself, or a wrapper around it. `index` is the way to it through embedded fields, as a Selection has it.
   */
  methodSym(recv: Type, method0: FuncObj, index: readonly number[]): SymId {
    const method = method0.origin ?? method0;
    const t = unalias(recv);
    const isPtr = t.kind === TypeKind.Pointer;
    const base = isPtr ? unalias(t.elem) : t;
    const declared = unalias(method.type!.recv!.type!);
    const direct = index.length === 1 && base.kind === TypeKind.Named && under(base).kind !== TypeKind.Interface;
    if (direct && (declared.kind === TypeKind.Pointer) === isPtr) {
      if (unalias(isPtr ? (declared as Pointer).elem : declared).kind === TypeKind.Named) {
        return this.funcSym(method, base.targs);
      }
    }
    const s = this.syms.lookup(this.names.methodSymbol(recv, method.pkg, method.name), Abi.ABIInternal);
    return this.syms.define(s, { kind: Recipe.MethodWrapper, recv, method });
  }

  /** The functions in the itab of t and an interface with methods, in their order; null where t does not implement it. */
  itabMethods(t: Type, iface: Interface): readonly SymId[] | null {
    const wanted = typeSet(iface).methods;
    const recv = this.layouts.isDirectIface(t) ? t : new Pointer(t);
    const out: SymId[] = [];
    for (const m of methods(t)) {
      if (out.length === wanted.length || m.obj.id() !== wanted[out.length]!.id()) continue;
      out.push(this.methodSym(recv, m.obj as FuncObj, m.index));
    }
    return out.length === wanted.length ? out : null;
  }

  /** A call of a declared function or method: see `funcSym`. `sig` is its signature with all type arguments substituted. */
  staticCall(fn: FuncObj, targs: readonly Type[], sig: Signature): CallInfo {
    let sym = this.funcSym(fn, targs);
    const pragma = this.source.pragma(fn);
    // Assembly is called as it is: a wrapper between would be a frame more, and the runtime counts them.
    const abi =
      targs.length === 0 && this.source.asmDefines(this.syms.names[sym]!) === Abi.ABI0 ? Abi.ABI0 : Abi.ABIInternal;
    if (abi === Abi.ABI0) sym = this.syms.lookup(this.syms.names[sym]!, abi);
    let effects = fn.pkg !== null && targs.length === 0 ? runtimeEffects(this.syms.names[sym]!) : null;
    // Where the source calls the runtime, the body tells more: what is listed of other functions holds for calls by the compiler.
    if (effects !== null && !effects.noReturn) effects = null;
    if (effects === null && (pragma & PragmaFlag.Noescape) !== 0) effects = noEscape;
    const keepAlive = (pragma & (PragmaFlag.UintptrKeepAlive | PragmaFlag.UintptrEscapes)) !== 0;
    return { sym, sig: this.sigOf(sig, abi), effects, implicit: false, keepAlive };
  }

  /** A call of a function of package runtime by its name. What is known of it without its body is in runtime-effects.ts. */
  runtimeCall(name: string): CallInfo {
    let info = this.runtimeCalls.get(name);
    if (info === undefined) {
      const fn = this.runtimeObject(name);
      assert(fn.kind === ObjKind.Func, `runtime.${name} is a function`);
      const sym = this.funcSym(fn, []);
      info = {
        sym,
        sig: this.sigOf(fn.type!),
        effects: runtimeEffects(this.syms.names[sym]!),
        implicit: true,
        keepAlive: false,
      };
      this.runtimeCalls.set(name, info);
    }
    return { ...info };
  }

  /** A package-level object of package runtime, or of a package below it: `internal/runtime/maps.NewMap`. */
  runtimeObject(name: string): FuncObj | Var {
    const dot = name.lastIndexOf('.');
    const pkg = this.source.package(dot < 0 ? 'runtime' : name.slice(0, dot));
    const obj = pkg.scope.lookup(name.slice(dot + 1));
    assert(obj !== null && (obj.kind === ObjKind.Func || obj.kind === ObjKind.Var), `package runtime has ${name}`);
    return obj;
  }

  /** The word that a func value of this function without captured variables points to: `f·f`. */
  funcValue(fn: SymId): SymId {
    const name = `${this.syms.names[fn]}\u00b7f`;
    const s = this.syms.isPulled(fn) ? this.syms.pulled(name, Abi.ABI0) : this.syms.lookup(name, Abi.ABI0);
    return this.syms.define(s, { kind: Recipe.FuncValue, target: fn });
  }

  // ---- Data ----

  /** A package-level variable. */
  globalSym(v: Var): SymId {
    const remote = this.source.linkname(v);
    const name = remote ?? `${pathToPrefix(v.pkg!.path)}.${v.name}`;
    // A variable that others pull from the package that declares it is that one's, whoever asks first.
    const own = remote === null ? null : this.source.declaredAs(name);
    const s = this.syms.lookup(name, Abi.ABI0);
    return this.syms.define(s, { kind: Recipe.Global, v: own !== null && own.kind === ObjKind.Var ? own : v });
  }

  /** A variable of package runtime: see `runtimeObject`. */
  runtimeGlobal(name: string): SymId {
    const v = this.runtimeObject(name);
    assert(v.kind === ObjKind.Var, `runtime.${name} is a variable`);
    return this.globalSym(v);
  }

  /** The descriptor of a type. */
  typeSym(t: Type): SymId {
    const s = this.syms.lookup(this.names.typeSymbol(t), Abi.ABI0);
    return this.syms.define(s, { kind: Recipe.TypeDesc, type: t });
  }

  /** The itab of a type that is no interface, for an interface with methods. */
  itabSym(t: Type, iface: Type): SymId {
    const s = this.syms.lookup(this.names.itab(t, iface), Abi.ABI0);
    return this.syms.define(s, { kind: Recipe.Itab, type: t, iface: iface as Interface });
  }

  /** The contents of a constant string, whose characters stand for bytes; not for the empty one. */
  stringSym(text: string): SymId {
    let s = this.strings.get(text);
    if (s === undefined) {
      const bytes = new Uint8Array(text.length);
      for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
      // As gc: the text itself where it is short, else its hash and length.
      if (text.length > 100) s = this.bytesSym(bytes);
      else {
        s = this.syms.lookup(`go:string.${quoteByteString(text)}`, Abi.ABI0);
        this.syms.define(s, { kind: Recipe.Bytes, bytes, align: 1 });
      }
      this.strings.set(text, s);
    }
    return s;
  }

  /** Read-only bytes, named by what they are. */
  bytesSym(bytes: Uint8Array): SymId {
    const s = this.syms.lookup(`go:string.*${toHex(sha256(bytes))}.${bytes.length}`, Abi.ABI0);
    return this.syms.define(s, { kind: Recipe.Bytes, bytes, align: 1 });
  }

  /** type:.eq.T, which takes two pointers and gives a bool. */
  eqSym(t: Type): SymId {
    const s = this.syms.lookup(this.names.eqFunc(t), Abi.ABIInternal);
    return this.syms.define(s, { kind: Recipe.Eq, type: t });
  }

  /** type:.hash.T, which takes a pointer and a seed and gives a hash. */
  hashSym(t: Type): SymId {
    const s = this.syms.lookup(this.names.hashFunc(t), Abi.ABIInternal);
    return this.syms.define(s, { kind: Recipe.Hash, type: t });
  }

  /** Whether the function of a symbol is to be left as it is written. */
  noOpt(s: SymId): boolean {
    return this.optionsOf(s).noOpt;
  }

  /** Whether nothing is inlined into the function of a symbol, nor it into others. */
  noInline(s: SymId): boolean {
    return this.optionsOf(s).noInline;
  }

  /** Whether the form of a symbol's function is checked after each pass. */
  isChecked(s: SymId): boolean {
    return this.optionsOf(s).checkForm;
  }

  /** Whether debuggers shall know of the function of a symbol. */
  hasDwarf(s: SymId): boolean {
    return this.optionsOf(s).dwarf;
  }

  /** What earlier runs tell of the calls in the function of a symbol; null for nothing. */
  profileOf(s: SymId): Profile | null {
    return this.optionsOf(s).profile;
  }

  /** What is asked of the package of a symbol. */
  private optionsOf(s: SymId): PackageOptions {
    return (this.askedOf[s] ??= this.options.ofPackage(packageOfSymbol(this.syms.names[s]!)));
  }

  /** For messages: `file:line:column` of a position. */
  position(pos: Pos): string {
    const at = this.source.fset.position(pos);
    return at === null ? '?' : at.toString();
  }
}

function receiverName(t: Type): string {
  assert(t.kind === TypeKind.Named, 'a receiver is a named type');
  return (t as Named).orig.obj.name;
}
