// A program from its checked packages to an executable: assembly first, since it says which functions it defines; then the
// link, which asks for everything else.

import { formatPosition, type Position } from '../base/pos.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import type { AsmMachine } from '../asm/machine.ts';
import type { Host } from '../host/host.ts';
import type { LinkOptions, UnitConstant, UnitFacts } from '../link/ctxt.ts';
import type { ObjectInput, SymbolRef } from '../link/demand.ts';
import { link, type LinkResult } from '../link/link.ts';
import { linkReport } from '../link/report.ts';
import { canSplit } from '../link/split.ts';
import { linkBehindAll, linkSplit } from '../link/split-demand.ts';
import {
  type LowerPart,
  lowerParts,
  MainPart,
  PackagesPart,
  type PartNumber,
  type SplitResult,
} from '../link/split-parts.ts';
import type { Config } from '../load/config.ts';
import type { Unit } from '../load/units.ts';
import type { CompileMachine } from '../ssa/machine.ts';
import type { SymId } from '../ssa/symbols.ts';
import type { LinkTarget } from '../target/link.ts';
import type { Package } from '../types/package.ts';
import { Compiler } from './compiler.ts';
import { StoredFacts } from './facts.ts';
import type { KeptProgram } from './kept-base.ts';
import { packagesOfRecipe } from './owner.ts';
import { ProgramBases } from './program-bases.ts';
import { ProgramParts } from './program-parts.ts';
import { readNames } from './read-names.ts';
import type { Program } from '../ssa/program/program.ts';
import type { Session } from './session.ts';
import { OfPackage, type KeptUnits } from './kept-units.ts';
import { readConstants, unitConstants, writeConstants } from './unit-constants.ts';
import { Owners, UnitObjects } from './units.ts';

/** The packages that every program has, imported or not. */
export const implied: readonly string[] = ['runtime'];

/** The stages of one machine. */
export interface MachineStages {
  readonly asm: AsmMachine;
  readonly compile: CompileMachine;
  readonly link: LinkTarget;
}

/** A program, or what is wrong with it. */
export interface ProgramResult extends LinkResult {
  /** What -v of the linker says. */
  readonly report: readonly string[];
  /** What is wrong with single packages, each after what it imports: then there is no program. */
  readonly refused: readonly RefusedUnit[];
}

/** What the compiler found wrong with a package. */
export interface RefusedUnit {
  readonly unit: Unit;
  /** In gc's words and order. */
  readonly lines: readonly string[];
}

/** Gives an object that defines a symbol; null where nothing does. */
export type Define = (ref: SymbolRef) => ObjectInput | null;

/** What of the link its caller decides. */
export type LinkChoices = Partial<Omit<LinkOptions, 'target' | 'goos'>>;

/**
 * Compiles and links a session's program. `step` hears of each symbol that is made. `between` stands between the link and the
 * compiler, which may be asked for symbols as soon as an object has mentioned them, in any order.
 */
export function buildProgram(
  host: Host,
  config: Config,
  session: Session,
  machine: MachineStages,
  choices: LinkChoices,
  store: KeptUnits | null,
  stderr: (text: string) => void,
  step: (name: string) => void = () => {},
  between: (make: Define) => Define = make => make,
): ProgramResult {
  const { p, sources, units, root } = session;
  const facts = new Map(units.map(u => [u.path, unitFacts(p, u, store)]));
  const options = linkOptions(config, machine, choices, pkg => facts.get(pkg));
  const inParts = canSplit(options) && !root.library;
  const parts = new ProgramParts(units, root, implied);
  const assembling = { host, config, machine: machine.asm, stderr };
  const bases = new ProgramBases(session, parts, store, assembling, inParts ? options : null);
  const whole = bases.find(PackagesPart);
  if (whole === null && !bases.openLower()) return noImage;
  if (!bases.open(MainPart)) return noImage;

  const owners = new Owners(units, root, implied, parts);
  store?.useHomes(paths => owners.homeText(paths));
  const packOf = (s: SymId): string => {
    const packages = new Set<Package>();
    packagesOfRecipe(p, p.syms.recipes[s]!, packages);
    return owners.home(p.syms.names[s]!, packages).pack.unit.path;
  };
  const compiler = new Compiler(
    p,
    sources,
    machine.compile,
    machine.asm,
    units.map(u => u.package.importPath),
    store === null ? null : new StoredFacts(p.syms, store, packOf, s => readNames(sources, p.syms.recipes[s] ?? null)),
  );
  if (store !== null) {
    // Each after what it imports, so that callers find the facts of what they call.
    for (const unit of store.changed()) compiler.renewFacts(unit.path, name => store.isNamed(`f1${name}`));
  }
  const made = new UnitObjects(compiler, owners, store);
  const input = {
    packages: inPathOrder(units),
    ptrSize: p.layouts.ptrSize,
    objects: bases.objects,
    define: between(ref => {
      step(ref.name);
      return made.object(ref);
    }),
    partOf: (pkg: string): PartNumber => parts.of(pkg),
    assembly: bases.assembly,
  };
  let split: SplitResult | null = whole === null ? null : linkBehindAll(input, options, whole, PackagesPart);
  const isDone = (): boolean => split !== null || compiler.refusals.length > 0;
  if (whole !== null && !isDone() && !bases.openLower()) return noImage;
  if (bases.knowsLibrary && !isDone()) {
    const find = (part: LowerPart): KeptProgram | null => (part === PackagesPart ? null : bases.find(part));
    split = linkSplit(input, options, { find, open: part => bases.open(part) });
  }
  const isQuick = split !== null && split.made.every(m => m.part === PackagesPart);
  if (inParts && !isDone()) {
    if (!lowerParts.every(part => bases.open(part))) return noImage;
    split = linkSplit(input, options, { find: () => null, open: part => bases.open(part) });
  }
  const plain = isDone() ? noImage : link(input, options);
  if (compiler.refusals.length > 0) {
    store?.save();
    // As gc, all that is wrong with a package is said, also what the program does not need.
    const paths = new Set(compiler.refusals.map(r => r.path));
    for (const u of units) if (paths.has(u.path)) compiler.wholePackage(u.package.importPath, []);
    return { ...noImage, refused: refusedUnits(units, root, compiler) };
  }
  if (split !== null) bases.keep(split);
  store?.save();
  const linked = split === null ? plain : { ...noImage, image: split.image, symbols: split.symbols, isQuick };
  return { ...linked, report: linkReport(options, linked.symbols), refused: [] };
}

const noImage: ProgramResult = { image: null, errors: [], output: [], symbols: 0, report: [], refused: [] };

/** The paths of packages, each after what it imports, else in their own order: which imports lead to them first does not matter. */
function inPathOrder(units: readonly Unit[]): string[] {
  const rest = new Set(units);
  const out: string[] = [];
  const visit = (list: readonly Unit[]): void => {
    const sorted = list.filter(u => rest.has(u)).sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const u of sorted) {
      if (!rest.delete(u)) continue;
      visit(u.deps);
      out.push(u.path);
    }
  };
  visit(units);
  return out;
}

/** What a compiler refused, by package; what is of none was asked for by the main package. */
export function refusedUnits(units: readonly Unit[], root: Unit, { p, refusals }: Compiler): RefusedUnit[] {
  const all = refusals
    .map(r => ({ ...r, at: p.source.fset.position(r.pos) }))
    .sort((a, b) => a.pos - b.pos)
    // As gc, of what is said again of a line once.
    .filter((r, i, sorted) => {
      const before = sorted[i - 1];
      return before === undefined || before.at?.line !== r.at?.line || before.message !== r.message;
    });
  return units.flatMap(unit => {
    const own = all.filter(r => r.path === unit.path || (r.path === '' && unit === root));
    const lines = own.map(({ at, message }) => `${shownPosition(unit, at)}: ${message}`);
    return lines.length === 0 ? [] : [{ unit, lines: [...new Set(lines)] }];
  });
}

/** A position in a file of a package as messages give it; null is that of what the compiler made. */
export function shownPosition(unit: Unit, at: Position | null): string {
  if (at === null) return '<autogenerated>:1';
  const filename = unit.files.find(f => f.name === at.filename)?.shown ?? at.filename;
  return formatPosition({ ...at, filename });
}

/** What the link is to do, where its caller has not chosen otherwise. */
function linkOptions(
  config: Config,
  machine: MachineStages,
  choices: LinkChoices,
  unitFacts: (pkg: string) => UnitFacts | undefined,
): LinkOptions {
  return {
    target: machine.link,
    goos: config.goos,
    header: '',
    strings: new Map([
      ['runtime.defaultGOROOT', encodeUtf8(config.goroot)],
      ['runtime.buildVersion', encodeUtf8(config.goVersion)],
    ]),
    goVersion: config.goVersion,
    unitFacts,
    buildID: '',
    gnuBuildID: null,
    pie: null,
    strip: false,
    noDwarf: false,
    compressDwarf: true,
    entry: '',
    checkLinkname: true,
    pruneWeakMap: true,
    textAddr: -1,
    dataAddr: -1,
    funcAlign: 0,
    randLayout: 0,
    eager: false,
    allErrors: false,
    debugNosplit: false,
    dumpDep: false,
    goroot: config.goroot,
    stackLimit: 800,
    ...choices,
  };
}

/** What debuggers are told of a package. */
function unitFacts(p: Program, unit: Unit, store: KeptUnits | null): UnitFacts {
  const { path, package: source } = unit;
  const isTold = p.options.ofPackage(path).dwarf;
  const constants = (): readonly UnitConstant[] => (isTold ? constantsOf(p, unit, store) : []);
  return { name: source.name, producer: producerOf(p, path), constants };
}

/** The constants of a package, which are kept, so that its declarations need not be read for them. */
function constantsOf(p: Program, { path, package: source }: Unit, store: KeptUnits | null): readonly UnitConstant[] {
  if (store === null) return unitConstants(p, source.importPath, path);
  const name = `c${path}`;
  const kept = store.find(name, path);
  if (kept !== null) return readConstants(kept.value);
  const constants = unitConstants(p, source.importPath, path);
  store.add(path, [name], writeConstants(constants), new Set(), OfPackage);
  return constants;
}

/** The flags of a package as gc's producer has them; registers pass arguments. */
function producerOf(p: Program, path: string): string {
  const { noOpt, noInline } = p.options.ofPackage(path);
  const words = [noOpt ? '-N' : '', noInline ? '-l' : ''].filter(w => w !== '');
  return words.length === 0 ? 'regabi' : `${words.join(' ')}; regabi`;
}
