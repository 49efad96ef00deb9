// What turns checked packages into programs. There is one of burrow's own; tests put gc in its place, to try the commands
// apart from the compiler.

import { encodeUtf8 } from '../base/utf8.ts';
import type { Host } from '../host/host.ts';
import type { Config } from '../load/config.ts';
import type { Unit } from '../load/units.ts';
import * as Abi from '../obj/abi.ts';
import type { NewMember } from '../obj/archive.ts';
import * as SymKind from '../obj/symkind.ts';
import type { Profile } from '../ssa/program/profile.ts';
import type { PackageOptions } from '../ssa/program/program.ts';
import { isRuntimePackage } from '../target/special-packages.ts';
import { assembleUnit, goAsmHeader } from './assembly.ts';
import {
  buildProgram,
  implied,
  type LinkChoices,
  type MachineStages,
  type ProgramResult,
  refusedUnits,
  shownPosition,
} from './build-program.ts';
import type { Cache } from './cache.ts';
import type { PackageChecker } from './check-packages.ts';
import { type CompileFlags, noCompileFlags } from './compile-flags.ts';
import { Compiler } from './compiler.ts';
import { escapeReport } from './escape-report.ts';
import { type ArchiveHead, type AssembledFile, packageMembers } from './gc-archive.ts';
import { openUnits } from './kept-units.ts';
import { packageListing } from './listing.ts';
import { openSession, sessionUnits, type Session } from './session.ts';
import { dumpPackage, type SsaDump } from './ssa-dump.ts';
import type { SymABIs } from './symabis.ts';
import type { OwnKeys } from './unit-keys.ts';

/** One package to be compiled. */
export interface LibraryRequest {
  readonly checker: PackageChecker;
  /** What `units` may hold beside what the package needs is left out. */
  readonly units: readonly Unit[];
  readonly root: Unit;
  /** The compiler's flags of a unit. */
  flags(unit: Unit): CompileFlags;
  /** What earlier runs tell of a unit; null for nothing. */
  profile(unit: Unit): Profile | null;
}

/** One program to be made. */
export interface ProgramRequest extends LibraryRequest {
  readonly choices: LinkChoices;
  /** Hears of what is worked on. */
  step(what: string): void;
  /** Keeps what is compiled, between builds; null where nothing is kept. */
  readonly cache: Cache | null;
  /** The key of a unit with all it imports; '' where nothing of it may be kept. */
  keyOf(unit: Unit): string;
  /** The key under which a unit is found whatever it holds; '' where nothing may be kept. */
  placeOf(unit: Unit): string;
  /** The keys of a unit without what it imports. */
  ownKeys(unit: Unit): OwnKeys;
  /** Whether one of some words is anywhere in the Go files of a unit. */
  hasWord(unit: Unit, words: readonly string[]): boolean;
}

/** How one package is compiled whole. */
export interface LibraryHow {
  /** What another assembler makes of it. */
  readonly symABIs: SymABIs | null;
  /** The build ID in its archive: '' for none, null for a hash of what the archive holds. */
  readonly buildID: string | null;
}

/** One package that was compiled whole. */
interface Library {
  /** Of its archive. */
  readonly members: readonly NewMember[];
  readonly wrong: readonly string[];
}

/** Makes programs. */
export interface Backend {
  /** Compiles one package whole. `head` is of the archive that it shall have; null for none. */
  library(request: LibraryRequest, head: ArchiveHead | null, how: LibraryHow): Library;
  /** What -m says of one package. */
  decisions(request: LibraryRequest): readonly string[];
  /** What -S says of one package. */
  listing(request: LibraryRequest): readonly string[];
  /** The ways of the functions of one package that GOSSAFUNC means. */
  ways(request: LibraryRequest, wanted: string): readonly SsaDump[];
  /** Compiles and links; what the assembler says goes to `stderr`. */
  program(request: ProgramRequest, stderr: (text: string) => void): ProgramResult;
}

const unflagged = { ...noCompileFlags, profile: null };

/** burrow's compiler, assembler and linker for one machine. */
export function newBackend(host: Host, config: Config, machine: MachineStages): Backend {
  const open = (request: LibraryRequest): Session => {
    const { root, checker } = request;
    const units = sessionUnits(request.units, root, implied);
    const meant = new Map(units.map(u => [u.path, { ...request.flags(u), profile: request.profile(u) }]));
    const archLevel = Number(/\d+/.exec(config.level.value)?.[0] ?? 0);
    const ofPackage = (path: string): PackageOptions => {
      const { noOpt, noInline, noDwarf, checkForm, profile } = meant.get(path) ?? unflagged;
      const isFlagged = !isRuntimePackage(path);
      return { noOpt: noOpt && isFlagged, noInline: noInline && isFlagged, dwarf: !noDwarf, checkForm, profile };
    };
    const options = { goos: config.goos, goarch: config.goarch, archLevel, ofPackage };
    return openSession(checker, config, units, root, machine.compile.ops, options);
  };
  /** The compiler of a session, which gives its program the bodies of functions. */
  const compilerOf = ({ p, sources, units }: Session): Compiler => {
    const paths = units.map(u => u.package.importPath);
    return new Compiler(p, sources, machine.compile, machine.asm, paths);
  };
  /** The objects of the .s files of a unit. Complaints end it. */
  const assembleFiles = (unit: Unit, header: string, said: string[]): AssembledFile[] => {
    const out: AssembledFile[] = [];
    if (unit.objects !== null) return out; // the assembler that -toolexec stands before makes them
    for (const file of unit.package.sFiles) {
      const obj = assembleUnit(host, config, machine.asm, unit, header, text => said.push(text), [file]);
      if (obj === null) break;
      out.push({ file, obj });
    }
    return out;
  };
  return {
    library(request, head, { symABIs, buildID }) {
      const session = open(request);
      const { p, sources, root } = session;
      const compiler = compilerOf(session);
      const said: string[] = [];
      const assembled = assembleFiles(root, goAsmHeader(sources.load(root.package.importPath).pkg, p.layouts), said);
      for (const { obj } of assembled) {
        for (const s of obj.syms) if (SymKind.isText(s.kind)) sources.addAsm(s.name, s.abi);
      }
      for (const [name, abi] of symABIs?.defs ?? []) sources.addAsm(name, abi);
      const called = [...calledByAssembly(assembled), ...(symABIs?.called ?? [])];
      const whole = compiler.wholePackage(root.package.importPath, called);
      const [refused] = refusedUnits([root], root, compiler);
      if (refused !== undefined) return { members: [], wrong: refused.lines };
      if (said.length > 0) return { members: [], wrong: said.join('').trimEnd().split('\n') };
      const { pcQuantum } = machine.asm;
      const members = head === null ? [] : packageMembers(config, head, whole.obj, assembled, pcQuantum, buildID);
      return { members, wrong: [] };
    },
    decisions(request) {
      const session = open(request);
      compilerOf(session);
      const { p, sources, root } = session;
      const { pkg } = sources.load(root.package.importPath);
      const report = escapeReport(p, pkg, fn => sources.hasBody(fn));
      return report.map(({ at, text }) => `${shownPosition(root, at)}: ${text}`);
    },
    listing(request) {
      const session = open(request);
      return packageListing(
        compilerOf(session),
        session.root.package.importPath,
        request.flags(session.root).listing > 1,
      );
    },
    ways(request, wanted) {
      const session = open(request);
      return dumpPackage(session.p, compilerOf(session), machine.compile, session.root.package.importPath, wanted);
    },
    program(request, stderr) {
      const session = open(request);
      const kept = request.cache === null ? null : openUnits(request.cache, session, implied, request);
      return buildProgram(host, config, session, machine, request.choices, kept, stderr, request.step);
    },
  };
}

/** The functions that assembly calls and does not define. */
function calledByAssembly(assembled: readonly AssembledFile[]): string[] {
  const defined = new Set<string>();
  const called = new Set<string>();
  for (const { obj } of assembled) {
    for (const s of obj.syms) {
      if (s.abi !== Abi.ABI0 || s.name === '') continue;
      (s.isDefined ? defined : called).add(s.name);
    }
  }
  return [...called].filter(name => !defined.has(name));
}

/** The strings that every program gets from its linker. */
export function baseStrings(config: Config, trimpath: boolean): Map<string, Uint8Array> {
  const strings = new Map([['runtime.buildVersion', encodeUtf8(config.buildVersion)]]);
  if (!trimpath) strings.set('runtime.defaultGOROOT', encodeUtf8(config.goroot));
  return strings;
}
