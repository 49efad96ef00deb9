// One command's build: packages checked in order, what is wrong with them said as the go command says it, programs linked or
// taken from the cache.

import { toHex } from '../base/hex.ts';
import { sha256 } from '../base/sha256.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import type { Host } from '../host/host.ts';
import { dirname, join, resolve } from '../host/path.ts';
import { writeWhole } from '../host/write-whole.ts';
import type { Config } from '../load/config.ts';
import type { Unit } from '../load/units.ts';
import { type NewMember, writeArchive } from '../obj/archive.ts';
import type { Backend, LibraryHow, LibraryRequest } from './backend.ts';
import type { LinkChoices } from './build-program.ts';
import type { Cache } from './cache.ts';
import { gnuBuildID, sealBuildID, shortHash } from './build-id.ts';
import { diagnosticText, PackageChecker } from './check-packages.ts';
import type { CompileFlags } from './compile-flags.ts';
import { archiveHead } from './gc-archive.ts';
import type { Profile } from '../ssa/program/profile.ts';
import { dumpText } from './ssa-dump.ts';
import { ssaPage } from './ssa-page.ts';
import { type ContentHash, hostHash, UnitKeys } from './unit-keys.ts';

/** gc stops after this many errors. */
const errorLimit = 10;

/** What the parts of a command say while it runs. */
export interface Report {
  /** What is wrong with a package, or what a tool said of it: lines without `# package`. */
  failed(unit: Unit, lines: readonly string[]): void;
  /** What was asked to be said of a package that is without errors. */
  said(unit: Unit, lines: readonly string[]): void;
  /** A package or program is worked on. */
  working(what: string): void;
  /** What is wrong with a package that the checker does not see. */
  complaints(unit: Unit): readonly string[];
  /** A package is compiled, its imports have been. False: it shall not be, the command only says what it would do. */
  compiling(unit: Unit): boolean;
}

/** What the command line says about single packages. */
export interface UnitFlags {
  compile(unit: Unit): CompileFlags;
  /** What earlier runs tell of a unit; null for nothing. */
  profile(unit: Unit): Profile | null;
  /** All words of -gcflags and -asmflags for a unit, and what its profile holds, for keys. */
  words(unit: Unit): string;
}

/** Whether a program goes to the cache: where it is run again and again, where it took long to make, or not at all. */
export type Keep = 'always' | 'costly' | 'never';

/** How one program is linked. */
export interface ProgramHow {
  /** Without the build ID. */
  readonly choices: LinkChoices;
  /** The value of -buildid, where the user gave one. */
  readonly buildID: string | null;
  /** The link says what it does. */
  readonly verbose: boolean;
  /** What of this no -ldflags say, as flags of gc's link, but for the build ID. */
  readonly extra: readonly string[];
  readonly keep: Keep;
}

/** What was said of a unit, which is given by its name. */
type Said = readonly [unit: string, lines: readonly string[]];

/** A program that was linked. */
export interface BuiltProgram {
  readonly image: Uint8Array;
  /** What it was made from. */
  readonly key: string;
}

/** Builds the packages of one command. */
export class Builder {
  readonly checker: PackageChecker;
  private readonly config: Config;
  private readonly cache: Cache;
  private readonly host: Host;
  private readonly backendID: string;
  private backend: Backend | null = null;
  private readonly id: string;
  private readonly report: Report;
  private readonly flags: UnitFlags;
  private readonly keys: UnitKeys;
  private readonly state = new Map<Unit, boolean>();
  /** -a: nothing of earlier builds is used. */
  private readonly force: boolean;
  /** What was said of packages. */
  private readonly spoken = new Map<Unit, readonly string[]>();
  /** Packages of which functions were shown. */
  private readonly shown = new Set<Unit>();

  /** `id` is which burrow this is, `backendID` what will make programs. */
  constructor(
    host: Host,
    config: Config,
    cache: Cache,
    id: string,
    backendID: string,
    flags: UnitFlags,
    report: Report,
    force: boolean,
    contentHash: ContentHash,
  ) {
    this.force = force;
    this.config = config;
    this.cache = cache;
    this.host = host;
    this.backendID = backendID;
    this.id = id;
    this.report = report;
    this.flags = flags;
    this.checker = new PackageChecker(host, config, cache, id, contentHash, unit => flags.compile(unit).lang);
    this.keys = new UnitKeys(host, contentHash, unit => flags.words(unit));
  }

  /** Whether a unit and all that it imports are without errors; what is wrong is reported once. */
  check(unit: Unit): boolean {
    const known = this.state.get(unit);
    if (known !== undefined) return known;
    let good = true;
    for (const dep of unit.deps) if (!this.check(dep)) good = false;
    if (good) {
      // Bodies of the library are right; whoever builds all others wants to know.
      const full = unit.root || !unit.library;
      this.report.working(unit.desc);
      if (!this.report.compiling(unit)) {
        this.state.set(unit, true);
        return true;
      }
      const complaints = this.report.complaints(unit);
      if (complaints.length > 0) {
        this.report.failed(unit, complaints);
        this.state.set(unit, false);
        return false;
      }
      const limit = this.flags.compile(unit).allErrors ? Infinity : errorLimit;
      const found = this.checker.checkUnit(unit, full, limit);
      good = found.length === 0 && this.checker.checked(unit) !== null;
      if (found.length > 0) this.report.failed(unit, found.map(diagnosticText));
    }
    this.state.set(unit, good);
    return good;
  }

  /** Gives what makes programs; null where nothing does for the machine. Without it there is what is kept. */
  use(backend: Backend | null): void {
    this.backend = backend;
  }

  /** The key of a unit with all it is made of, for results of the caller; '' where nothing may be kept. */
  key(unit: Unit, ...facts: readonly string[]): string {
    const own = this.id === '' ? '' : this.keys.of(unit);
    return own === '' ? '' : this.keyed(own, this.id, this.backendID, ...facts);
  }

  /** The key under which a unit is found whatever it holds; '' where nothing may be kept. */
  private place(unit: Unit): string {
    return this.id === ''
      ? ''
      : this.keyed(this.id, this.backendID, 'place', unit.desc, unit.world, unit.dir, unit.recordedDir);
  }

  private keyed(...facts: readonly string[]): string {
    const { goVersion, release, goos, goarch, level, cleanExperiment } = this.config;
    const all = [goVersion, release, goos, goarch, level.value, cleanExperiment, ...facts];
    return hostHash(this.host, encodeUtf8(all.join('\n')));
  }

  /** A key made of facts alone, for results of the caller; '' where nothing may be kept. */
  factKey(...facts: readonly string[]): string {
    if (this.id === '') return '';
    return toHex(sha256(encodeUtf8([this.id, this.config.goroot, this.config.release, ...facts].join('\n'))));
  }

  /** The key of a program; '' where nothing may be kept. */
  programKey(root: Unit, how: ProgramHow): string {
    return this.key(root, 'program', choiceText(how));
  }

  /** The build ID of a program that was made before; '' where that is not known. */
  idOf(root: Unit, how: ProgramHow): string {
    const key = this.programKey(root, how);
    const id = key === '' || this.force || this.showsWays ? null : this.cache.get(partName('build ID', key));
    return id === null ? '' : decodeUtf8(id);
  }

  /** The program whose main package is `root`, where it is kept. */
  kept(root: Unit, how: ProgramHow): BuiltProgram | null {
    const key = this.programKey(root, how);
    const image = key === '' || this.force || this.showsWays ? null : this.cache.get(partName('image', key));
    return image === null ? null : { image, key };
  }

  /** The program whose main package is `root`; null after what is wrong was reported. */
  program(root: Unit, units: readonly Unit[], how: ProgramHow): BuiltProgram | null {
    const key = this.programKey(root, how);
    if (!this.check(root)) return null;
    if (this.backend === null) {
      const { goos, goarch } = this.config;
      this.report.failed(root, [`burrow makes no programs for ${goos}/${goarch} yet`]);
      return null;
    }
    this.report.working(root.desc);
    const said = this.decisions(root, units);
    const lines: string[] = [];
    const buildID = how.buildID ?? this.draftID(root, how);
    const ownNote = how.choices.gnuBuildID ?? null;
    const choices = { ...how.choices, buildID, gnuBuildID: ownNote ?? gnuBuildID(buildID) };
    const request = {
      checker: this.checker,
      units,
      root,
      flags: (u: Unit) => this.flags.compile(u),
      profile: (u: Unit) => this.flags.profile(u),
      choices,
      step: (what: string) => this.report.working(what),
      cache: this.cache,
      keyOf: (u: Unit) => this.key(u, 'units'),
      placeOf: (u: Unit) => this.place(u),
      ownKeys: (u: Unit) => this.keys.own(u),
      hasWord: (u: Unit, words: readonly string[]) => this.keys.hasWord(u, words),
    };
    const { image, errors, output, report, isQuick, refused } = this.backend.program(request, text =>
      lines.push(...text.trimEnd().split('\n')),
    );
    lines.push(...errors, ...output);
    for (const r of refused) this.report.failed(r.unit, r.lines);
    if (image === null) {
      if (lines.length > 0) this.report.failed(root, lines);
      return null;
    }
    if (how.verbose) lines.push(...report);
    if (lines.length > 0) {
      this.report.said(root, lines);
      said.push([root.desc, lines]);
    }
    if (key !== '' && said.length > 0) this.cache.put(partName('said', key), encodeUtf8(JSON.stringify(said)));
    return this.finish(root, how, image, buildID, isQuick === true);
  }

  /** The build ID that a program is linked with, before that is known which says what the program holds. */
  draftID(root: Unit, how: ProgramHow): string {
    const key = this.programKey(root, how);
    const mark = shortHash(sha256(encodeUtf8(key === '' ? root.desc : key)));
    return [mark, mark, mark, mark].join('/');
  }

  /**
   * Puts its last build ID into a program that was linked with `draft`, unless the user gave it one, and keeps what is to be kept.
   * `isQuick`: it took little to make.
   */
  finish(root: Unit, how: ProgramHow, image: Uint8Array, draft: string, isQuick: boolean): BuiltProgram {
    const key = this.programKey(root, how);
    const hasOwnNote = (how.choices.gnuBuildID ?? null) !== null;
    const id = how.buildID ?? sealBuildID(this.host, image, draft, !hasOwnNote);
    if (key !== '') this.cache.put(partName('build ID', key), encodeUtf8(id));
    const isKept = how.keep === 'always' || (how.keep === 'costly' && !isQuick);
    if (key !== '' && isKept) this.cache.put(partName('image', key), image);
    return { image, key };
  }

  /** Whether something is to be said of how a package is compiled. */
  speaks(root: Unit): boolean {
    const { decisions, listing } = this.flags.compile(root);
    return decisions || listing > 0 || this.showsWays;
  }

  /** GOSSAFUNC asks for files, which are made with the program. */
  private get showsWays(): boolean {
    return this.host.getenv('GOSSAFUNC') !== '';
  }

  /** Says what -m, -S and GOSSAFUNC ask for of some units, of each once; gives all of it. */
  private decisions(root: Unit, units: readonly Unit[]): Said[] {
    const { backend } = this;
    if (backend === null) return [];
    const flags = (u: Unit) => this.flags.compile(u);
    const profile = (u: Unit) => this.flags.profile(u);
    const request = (unit: Unit): LibraryRequest => ({ checker: this.checker, units, root: unit, flags, profile });
    const all: Said[] = [];
    for (const unit of programUnits(root)) {
      const { decisions, listing } = flags(unit);
      if (!decisions && listing === 0) continue;
      let lines = this.spoken.get(unit);
      if (lines === undefined) {
        lines = [
          ...(decisions ? backend.decisions(request(unit)) : []),
          ...(listing > 0 ? backend.listing(request(unit)) : []),
        ];
        this.spoken.set(unit, lines);
        if (lines.length > 0) this.report.said(unit, lines);
      }
      if (lines.length > 0) all.push([unit.desc, lines]);
    }
    this.ways(root, backend, request);
    return all;
  }

  /** Says once more what was said when a program was made that is kept, or is where it is to be. */
  sayAgain(root: Unit, how: ProgramHow): void {
    const key = this.programKey(root, how);
    const kept = key === '' ? null : this.cache.get(partName('said', key));
    if (kept === null) return;
    const units = new Map(programUnits(root).map(u => [u.desc, u]));
    for (const [desc, lines] of JSON.parse(decodeUtf8(kept)) as Said[]) {
      const unit = units.get(desc) ?? root;
      // What the link says comes last, and always.
      if (unit !== root && this.spoken.has(unit)) continue;
      this.spoken.set(unit, lines);
      this.report.said(unit, lines);
    }
  }

  /** Writes the page that GOSSAFUNC asks for. */
  private ways(root: Unit, backend: Backend, of: (unit: Unit) => LibraryRequest): void {
    const { host } = this;
    const given = host.getenv('GOSSAFUNC');
    if (given === '') return;
    const toStdout = given.endsWith('+');
    const wanted = (toStdout ? given.slice(0, -1) : given).split(':')[0]!;
    // With a package in front it is that package's function.
    const named = programUnits(root).filter(u => wanted.startsWith(`${u.package.importPath}.`));
    for (const unit of named.length > 0 ? named : [root]) {
      if (this.shown.has(unit)) continue;
      this.shown.add(unit);
      for (const way of backend.ways(of(unit), wanted)) {
        if (toStdout) host.stdout.write(dumpText(way));
        const dir = host.getenv('GOSSADIR');
        const local = way.name.slice(way.name.lastIndexOf('/') + 1);
        const file = dir === '' ? join(host.cwd(), 'ssa.html') : join(resolve(host.cwd(), dir), `${way.name}.html`);
        if (dir !== '') host.makeDirs(dirname(file));
        const error = writeWhole(host, file, encodeUtf8(ssaPage(way)));
        if (error !== null) this.report.failed(unit, [String(error)]);
        else host.stdout.write(`dumped SSA for ${local.slice(local.indexOf('.') + 1)},1 to ${file}\n`);
      }
    }
  }

  /** The package was compiled whole before. */
  isCompiled(unit: Unit): boolean {
    const key = this.key(unit, 'library');
    return !this.force && !this.speaks(unit) && key !== '' && this.cache.get(key) !== null;
  }

  /** Compiles a package whole, unless it was compiled before; false after what is wrong was reported. */
  library(unit: Unit, units: readonly Unit[]): boolean {
    if (!this.check(unit)) return false;
    return this.isCompiled(unit) || this.compileWhole(unit, units, false, ownAssembly) !== null;
  }

  /** The archive of a package that is compiled whole; null after what is wrong was reported, and where there is code for no machine. */
  archive(unit: Unit, units: readonly Unit[]): Uint8Array | null {
    if (!this.check(unit)) return null;
    const members = this.compileWhole(unit, units, true, ownAssembly);
    return members === null || members.length === 0 ? null : writeArchive(members);
  }

  /**
   * What the backend makes of a package: the members of its archive, none where there is code for no machine or `isKept` is not set;
   * null after what is wrong was reported.
   */
  compileWhole(unit: Unit, units: readonly Unit[], isKept: boolean, how: LibraryHow): readonly NewMember[] | null {
    if (this.backend === null) return []; // nothing is wrong with the package
    this.decisions(unit, units);
    const flags = (u: Unit) => this.flags.compile(u);
    const profile = (u: Unit) => this.flags.profile(u);
    const head = isKept ? archiveHead(this.checker, this.config, unit, units) : null;
    const { members, wrong } = this.backend.library(
      { checker: this.checker, units, root: unit, flags, profile },
      head,
      how,
    );
    if (wrong.length > 0) {
      this.report.failed(unit, wrong);
      return null;
    }
    const key = this.key(unit, 'library');
    if (key !== '') this.cache.put(key, new Uint8Array(0));
    return members;
  }
}

/** A package is assembled by burrow, and says of itself what it holds. */
const ownAssembly: LibraryHow = { symABIs: null, buildID: null };

/** The key under which a part of what is known of a program is kept: itself, its build ID, what was said when it was made. */
function partName(part: 'image' | 'build ID' | 'said', key: string): string {
  return toHex(sha256(encodeUtf8(`${part} ${key}`)));
}

function choiceText(how: ProgramHow): string {
  const { strings = new Map<string, Uint8Array>(), ...rest } = how.choices;
  const texts = [...strings].map(([name, value]) => `${name}=${toHex(value)}`);
  return JSON.stringify([how.buildID, how.verbose, rest, texts]);
}

/** A package and all that it imports, each after what it imports. */
export function programUnits(root: Unit): Unit[] {
  const out: Unit[] = [];
  const seen = new Set<Unit>();
  const visit = (u: Unit): void => {
    if (seen.has(u)) return;
    seen.add(u);
    for (const d of u.deps) visit(d);
    out.push(u);
  };
  visit(root);
  return out;
}
