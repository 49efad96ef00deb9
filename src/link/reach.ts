// Reachability: which symbols the program can use. A flood over relocations from the roots, and around it the pruning of
// methods. A type's methods hang on relocations of their own (R_METHODOFF, three to a method) that are followed only when
// the type is converted to an interface somewhere and the method can be called: an interface method of its name and type
// is called, or its name is asked for (generics, constant MethodByName), or reflection may ask for any exported one.
//
// The flood is incremental: it stops at symbols without a definition and keeps them in `demands`; whoever compiles them
// adds an object to the loader and calls `run` again. The final link runs it over all objects and asks for the same set.

import { decodeUtf8 } from '../base/utf8.ts';
import { isUpper } from '../base/unicode.ts';
import * as Attr from '../obj/attr.ts';
import * as Reloc from '../obj/reloctype.ts';
import { TypeReader } from './decodetype.ts';
import { fatal } from './failure.ts';
import type { Loader } from './load.ts';
import * as SymKind from './symkind.ts';
import { Elsewhere, External, Reachable, type Sym } from './symtab.ts';

/** A method of a reached type: three relocations from `reloc` on of the symbol `type`. */
class Method {
  readonly name: string;
  /** Name and type as one key. */
  readonly sig: string;
  readonly type: Sym;
  readonly reloc: number;

  constructor(name: string, sig: string, type: Sym, reloc: number) {
    this.name = name;
    this.sig = sig;
    this.type = type;
    this.reloc = reloc;
  }
}

/** The flood of one link. */
export class Reach {
  private readonly loader: Loader;
  private readonly types: TypeReader;
  private queue: Sym[] = [];
  /** Name and type of the interface methods that reached code calls. */
  private readonly ifaceMethods = new Set<string>();
  /** Names of methods that reached code asks for whatever their type. */
  private readonly namedMethods = new Set<string>();
  private markable: Method[] = [];
  /** Name and type of those that were kept. */
  private readonly keptMethods = new Set<string>();
  private reflectSeen = false;
  /** Reached init functions of packages: their calls of map initialisers are weak. */
  private readonly pkgInits: Sym[] = [];
  /** Init functions whose calls `pruneMapInits` has changed. */
  readonly rewritten = new Set<Sym>();
  /** What no object defines yet: reached symbols, and interface types that must be read. */
  readonly demands: Sym[] = [];
  /** Of those, what must be read. */
  readonly toRead = new Set<Sym>();
  /** Reached symbols that are to be visited once more when such a type is there. */
  private readonly again: Sym[] = [];
  private readonly edges: string[] | null;

  /** `edges` takes a line for each symbol that is reached, with what refers to it; null for nobody. */
  constructor(loader: Loader, ptrSize: number, edges: string[] | null = null) {
    this.edges = edges;
    this.loader = loader;
    this.types = new TypeReader(loader, ptrSize);
  }

  /** Makes a symbol reachable; 0 is allowed. Another refers to it, 0 for none. */
  mark(s: Sym, from: Sym = 0): void {
    const attr = this.loader.tab.attr;
    if (s === 0 || (attr[s] & Reachable) !== 0) return;
    attr[s] |= Reachable;
    this.queue.push(s);
    if (this.edges === null) return;
    const to = this.flagged(s);
    if (to !== '') this.edges.push(`${from === 0 ? '_' : this.flagged(from)} -> ${to}`);
  }

  /** The name of a symbol, with what it says for other symbols; '' for one without a name. */
  private flagged(s: Sym): string {
    const { tab } = this.loader;
    const name = tab.name(s);
    if (name === '') return '';
    const attr = tab.attr[s];
    return `${name}${(attr & Attr.UsedInIface) !== 0 ? ' <UsedInIface>' : ''}${(attr & Attr.ReflectMethod) !== 0 ? ' <ReflectMethod>' : ''}`;
  }

  /** Marks a symbol by name, under both ABIs. */
  markName(name: string): void {
    this.mark(this.loader.tab.lookup(name, 0));
    this.mark(this.loader.tab.lookup(name, 1));
  }

  /** Floods from what was marked until nothing is added. */
  run(): void {
    // What was undefined may have found a definition since.
    for (const s of this.demands.splice(0)) if (this.loader.tab.isReachable(s)) this.queue.push(s);
    this.queue.push(...this.again.splice(0));
    this.takeLate();
    for (;;) {
      this.flood();
      const rest: Method[] = [];
      for (const m of this.markable) {
        const used =
          (this.reflectSeen && isExported(m.name)) || this.ifaceMethods.has(m.sig) || this.namedMethods.has(m.name);
        if (!used) {
          rest.push(m);
          continue;
        }
        this.keptMethods.add(m.sig);
        const rSym = this.loader.tab.rSym;
        for (let k = 0; k < 3; k++) this.mark(rSym[m.reloc + k], m.type);
      }
      this.markable = rest;
      if (this.queue.length === 0) return;
    }
  }

  private flood(): void {
    const { loader, types, queue } = this;
    const tab = loader.tab;
    while (queue.length > 0) {
      const s = queue.pop()!;
      if ((tab.attr[s] & Elsewhere) !== 0) continue;
      if (this.isUndefined(s)) {
        this.demands.push(s);
        continue;
      }
      loader.decode(s);
      this.takeLate();
      const attr = tab.attr[s];
      if ((attr & Attr.ReflectMethod) !== 0) this.reflectSeen = true;
      const isType = (attr & Attr.GoType) !== 0;
      const inIface = isType && (attr & Attr.UsedInIface) !== 0;
      let methods = 0;
      const first = tab.relocFirst[s];
      const end = first + tab.relocCount[s];
      let firstMethod = 0;
      for (let r = first; r < end; r++) {
        const type = tab.rType[r];
        if ((type & Reloc.R_WEAK) !== 0) continue;
        const t = tab.rSym[r];
        switch (type) {
          case Reloc.R_METHODOFF:
            if (r + 2 >= end) fatal(`${tab.name(s)}: expect three consecutive R_METHODOFF relocs`);
            if (inIface) {
              if (methods++ === 0) firstMethod = r;
              // The method's type can be reached by reflection from the method.
              this.useInIface(t, s);
            }
            r += 2;
            continue;
          case Reloc.R_USETYPE:
          case Reloc.R_INITORDER:
            continue;
          case Reloc.R_USEIFACE: {
            let u = t;
            if ((tab.attr[u] & Attr.Itab) !== 0) {
              // An itab stands for its type.
              loader.decode(u);
              u = tab.relocSymAt(u, this.ptr());
            }
            if ((tab.attr[u] & Attr.GoType) === 0 && (tab.attr[u] & External) === 0) {
              fatal(`R_USEIFACE in ${tab.name(s)} references ${tab.name(u)} which is not a type or itab`);
            }
            this.useInIface(u, s);
            continue;
          }
          case Reloc.R_USEIFACEMETHOD: {
            if (this.isUndefined(t)) {
              this.demands.push(t);
              this.toRead.add(t);
              this.again.push(s);
              continue;
            }
            loader.decode(t);
            const m = types.interfaceMethod(t, tab.rAdd[r]);
            this.ifaceMethods.add(`${m.name} ${m.type}`);
            continue;
          }
          case Reloc.R_USENAMEDMETHOD: {
            if (this.isUndefined(t)) {
              this.demands.push(t);
              this.toRead.add(t);
              this.again.push(s);
              continue;
            }
            loader.decode(t);
            const d = tab.data(t);
            this.namedMethods.add(decodeUtf8(d, 0, d.length));
            continue;
          }
          default:
        }
        if (inIface && this.isUndefined(t)) {
          // It is made when it is asked for; what is said of it now stays.
          if (isTypeName(tab.name(t))) tab.attr[t] |= Attr.UsedInIface;
        } else if (inIface && (tab.attr[t] & (Attr.GoType | Attr.UsedInIface)) === Attr.GoType) {
          // From a type in an interface reflection reaches the types it is made of: visit them again as such.
          tab.attr[t] = (tab.attr[t] | Attr.UsedInIface) & ~Reachable;
        }
        this.mark(t, s);
      }
      if (SymKind.isText(tab.kind[s])) {
        const f = loader.func(s);
        if (f !== null) {
          for (const d of f.funcdata) this.mark(d, s);
          if ((attr & Attr.PkgInit) !== 0) this.pkgInits.push(s);
        }
      }
      if (methods > 0) {
        const sigs = types.methods(s);
        if (sigs.length !== methods) {
          fatal(`${JSON.stringify(tab.name(s))} has ${methods} method relocations for ${sigs.length} methods`);
        }
        let r = firstMethod;
        for (const m of sigs) {
          while (tab.rType[r] !== Reloc.R_METHODOFF) r++;
          this.markable.push(new Method(m.name, `${m.name} ${m.type}`, s, r));
          r += 3;
        }
      }
    }
  }

  /** Types of which a symbol met since says that they are converted to an interface. */
  private takeLate(): void {
    const late = this.loader.lateIface;
    while (late.length > 0) this.useInIface(late.pop()!);
  }

  /** Everything by which the code that was reached keeps methods, as text: of use in another part of the program too. */
  *methodUses(): Generator<string> {
    for (const sig of this.ifaceMethods) yield this.worded(sig);
    for (const name of this.namedMethods) yield `n${name}`;
    if (this.reflectSeen) yield 'R';
  }

  /** The methods of types in interfaces that nothing calls, and those that something calls, worded as `methodUses` words a call. */
  droppedMethods(): Set<string> {
    return new Set(this.markable.map(m => this.worded(m.sig)));
  }

  usedMethods(): Set<string> {
    return new Set(Array.from(this.keptMethods, sig => this.worded(sig)));
  }

  private worded(sig: string): string {
    const space = sig.indexOf(' ');
    return `m${sig.slice(0, space)} ${this.loader.tab.name(Number(sig.slice(space + 1)))}`;
  }

  /** Keeps methods for what `methodUses` of another part said. */
  useMethods(use: string): void {
    if (use === 'R') this.reflectSeen = true;
    else if (use[0] === 'n') this.namedMethods.add(use.slice(1));
    else {
      const space = use.indexOf(' ');
      this.ifaceMethods.add(`${use.slice(1, space)} ${this.loader.tab.lookupOrCreate(use.slice(space + 1), 0)}`);
    }
  }

  private isUndefined(s: Sym): boolean {
    const { attr, kind } = this.loader.tab;
    return (attr[s] & External) !== 0 && kind[s] === SymKind.Sxxx;
  }

  private ptr(): number {
    return (this.types.common - 16) / 4;
  }

  /** Says of a type that it is converted to an interface. */
  useInIface(t: Sym, from: Sym = 0): void {
    const attr = this.loader.tab.attr;
    if ((attr[t] & Attr.UsedInIface) !== 0) return;
    attr[t] |= Attr.UsedInIface;
    if ((attr[t] & Reachable) !== 0) {
      attr[t] &= ~Reachable;
      this.mark(t, from);
    }
  }

  /** Sends the weak calls of map initialisers that are not reachable to a function that does nothing. */
  pruneMapInits(noop: Sym): void {
    const tab = this.loader.tab;
    for (const s of this.pkgInits) {
      const end = tab.relocFirst[s] + tab.relocCount[s];
      for (let r = tab.relocFirst[s]; r < end; r++) {
        const type = tab.rType[r];
        const weakCall = (type & Reloc.R_WEAK) !== 0 && Reloc.isDirectCall(type & ~Reloc.R_WEAK);
        if (!weakCall || tab.isReachable(tab.rSym[r])) continue;
        if (!tab.name(tab.rSym[r]).includes('map.init')) {
          fatal(`expected map.init sym for weak call reloc, got ${tab.name(s)} -> ${tab.name(tab.rSym[r])}`);
        }
        this.mark(noop);
        tab.rSym[r] = noop;
        this.rewritten.add(s);
      }
    }
    this.run();
  }
}

/** A descriptor, and nothing else that is made from a type. */
function isTypeName(name: string): boolean {
  return name.startsWith('type:') && !name.startsWith('type:.');
}

function isExported(name: string): boolean {
  const c = name.codePointAt(0);
  return c !== undefined && isUpper(c);
}
