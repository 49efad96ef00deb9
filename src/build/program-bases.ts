// The parts of a program that its main package lies behind (link/split-demand.ts): which bases of them are kept, and what the assembler
// makes for those that are linked anew. What assembly defines is known before anything is compiled, from a base or from its objects.

import type { AsmMachine } from '../asm/machine.ts';
import type { Host } from '../host/host.ts';
import type { LinkOptions } from '../link/ctxt.ts';
import type { ObjectInput } from '../link/demand.ts';
import {
  type Bases,
  LibraryPart,
  type LowerPart,
  lowerParts,
  PackagesPart,
  type PartNumber,
  RuntimePart,
  type SplitResult,
} from '../link/split-parts.ts';
import type { Config } from '../load/config.ts';
import type { Unit } from '../load/units.ts';
import { writeObj } from '../obj/objfile.ts';
import { functions } from '../obj/objnames.ts';
import { assembleUnit, goAsmHeader } from './assembly.ts';
import type { KeptBase, KeptProgram } from './kept-base.ts';
import { OfPackage, type KeptUnits } from './kept-units.ts';
import { readIndex, writeIndex } from './package-index.ts';
import type { ProgramParts } from './program-parts.ts';
import type { IndexStore } from './program-source.ts';
import type { Session } from './session.ts';

/** How the assembly of a package is assembled. */
export interface Assembling {
  readonly host: Host;
  readonly config: Config;
  readonly machine: AsmMachine;
  readonly stderr: (text: string) => void;
}

/** The bases of one program, kept between builds where there is a store. */
export class ProgramBases implements Bases {
  /** What the assembler made of the parts that were made ready. */
  readonly objects: ObjectInput[] = [];
  /** By part: what assembly defines. */
  readonly assembly: (readonly [string, ...string[]])[][] = [[], [], [], []];
  private readonly session: Session;
  private readonly parts: ProgramParts;
  private readonly store: KeptUnits | null;
  private readonly assembling: Assembling;
  /** Null where the program is linked as a whole. */
  private readonly options: LinkOptions | null;
  private readonly places = new Map<LowerPart, KeptBase>();
  private readonly found = new Map<LowerPart, KeptProgram | null>();
  private readonly opened = new Map<PartNumber, boolean>();

  constructor(
    session: Session,
    parts: ProgramParts,
    store: KeptUnits | null,
    assembling: Assembling,
    options: LinkOptions | null,
  ) {
    this.session = session;
    this.parts = parts;
    this.store = store;
    this.assembling = assembling;
    this.options = options;
    // What tells whether a base fits asks for indexes, too.
    this.useIndexes(null);
  }

  find(part: LowerPart): KeptProgram | null {
    const known = this.found.get(part);
    if (known !== undefined) return known;
    const { store, options, parts } = this;
    const place = store === null || options === null || !parts.has(part) ? null : store.base(options, part, parts);
    if (place !== null) this.places.set(part, place);
    const base = place?.find() ?? null;
    this.found.set(part, base);
    if (base !== null) this.use(base);
    return base;
  }

  /** Makes known what a base that was found says of its packages. */
  private use({ base, indexes }: KeptProgram): void {
    this.useIndexes(indexes);
    const { assembly } = base.facts;
    for (const part of lowerParts) {
      if (assembly.some(([pkg]) => this.parts.of(pkg) === part)) this.assembly[part] = [];
    }
    for (const [pkg, ...names] of assembly) this.define(pkg, names);
  }

  private useIndexes(ofBase: KeptProgram['indexes'] | null): void {
    if (this.store !== null) this.session.sources.kept = keptIndexes(this.store, ofBase);
  }

  private define(pkg: string, names: readonly string[]): void {
    for (const name of names) this.session.sources.addAsm(name.slice(1), Number(name[0]));
    this.assembly[this.parts.of(pkg)]!.push([pkg, ...names]);
  }

  open(part: PartNumber): boolean {
    if (part <= LibraryPart) this.store?.openAll();
    let isRight = this.opened.get(part);
    if (isRight === undefined) this.opened.set(part, (isRight = this.assemble(part)));
    return isRight;
  }

  /** Makes ready all parts but the last: each of the library's is found, or will be made. False: that failed. */
  openLower(): boolean {
    this.store?.openEdited();
    for (const part of [LibraryPart, RuntimePart] as const) {
      if (!this.parts.has(part)) continue;
      if (this.find(part) !== null) break;
      if (!this.open(part)) return false;
    }
    return this.open(PackagesPart);
  }

  /** Whether a base of the library, or of what lies at its bottom, was found. */
  get knowsLibrary(): boolean {
    return [LibraryPart, RuntimePart].some(part => (this.found.get(part as LowerPart) ?? null) !== null);
  }

  private assemble(part: PartNumber): boolean {
    this.assembly[part] = [];
    for (const unit of this.session.units) {
      if (unit.package.sFiles.length === 0 || this.parts.of(unit.path) !== part) continue;
      for (const bytes of unit.objects ?? [this.assembled(unit)]) {
        if (bytes === null) return false;
        this.define(unit.path, functions(bytes));
        this.objects.push({ pkg: unit.path, file: `${unit.path}(asm)`, bytes });
      }
    }
    return true;
  }

  private assembled(unit: Unit): Uint8Array | null {
    const { store, session, assembling } = this;
    const { host, config, machine, stderr } = assembling;
    const name = `a${unit.path}`;
    const kept = store?.find(name, unit.path) ?? null;
    if (kept !== null) return kept.value;
    const src = session.sources.load(unit.package.importPath);
    const obj = assembleUnit(host, config, machine, unit, goAsmHeader(src.pkg, session.p.layouts), stderr);
    if (obj === null) return null;
    const bytes = writeObj(obj);
    store?.add(unit.path, [name], bytes, new Set([`p${unit.path}`]), OfPackage);
    return bytes;
  }

  /** Keeps what a link made, and notes what it used. */
  keep({ made, used }: SplitResult): void {
    const { units, sources } = this.session;
    for (const { part, base } of used) this.places.get(part)!.use(base); // it was found there
    for (const linked of made) {
      const indexed = units.filter(u => this.parts.of(u.path) <= linked.part);
      const indexes = indexed.map(u => [u.path, writeIndex(sources.indexOf(u.package.importPath))] as const);
      this.places.get(linked.part)?.keep(linked, new Map(indexes));
    }
  }
}

/** The indexes of packages in their packs; those of the distribution maybe with the base of the program. */
function keptIndexes(store: KeptUnits, ofBase: KeptProgram['indexes'] | null): IndexStore {
  return {
    find(path) {
      const value = ofBase?.get(path) ?? store.find(`i${path}`, path)?.value;
      return value === undefined ? null : readIndex(value);
    },
    keep(path, index) {
      store.add(path, [`i${path}`], writeIndex(index), new Set([`p${path}`]), OfPackage);
    },
  };
}
