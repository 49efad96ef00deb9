// A program from its checked packages to an executable: assembly first, since it says which functions it defines; then the
// link, which asks for everything else.

import { encodeUtf8 } from '../base/utf8.ts';
import type { AsmMachine } from '../asm/machine.ts';
import type { Host } from '../host/host.ts';
import type { LinkOptions } from '../link/ctxt.ts';
import type { ObjectInput } from '../link/demand.ts';
import { link, type LinkResult } from '../link/link.ts';
import type { Config } from '../load/config.ts';
import type { Unit } from '../load/units.ts';
import { writeObj } from '../obj/objfile.ts';
import { functions } from '../obj/objnames.ts';
import type { CompileMachine } from '../ssa/machine.ts';
import type { LinkTarget } from '../target/link.ts';
import { assembleUnit, goAsmHeader } from './assembly.ts';
import { Compiler } from './compiler.ts';
import type { Session } from './session.ts';
import type { UnitStore } from './unit-store.ts';
import { UnitObjects } from './units.ts';

/** The packages that every program has, imported or not. */
export const implied: readonly string[] = ['runtime'];

/** The stages of one machine. */
export interface MachineStages {
  readonly asm: AsmMachine;
  readonly compile: CompileMachine;
  readonly link: LinkTarget;
}

/** What of the link its caller decides. */
export type LinkChoices = Partial<Omit<LinkOptions, 'target' | 'goos'>>;

/** Compiles and links a session's program. `step` hears of each symbol that is made. */
export function buildProgram(
  host: Host,
  config: Config,
  session: Session,
  machine: MachineStages,
  choices: LinkChoices,
  store: UnitStore | null,
  stderr: (text: string) => void,
  step: (name: string) => void = () => {},
): LinkResult {
  const { p, sources, units } = session;
  const objects: ObjectInput[] = [];
  const assembled = (unit: Unit): Uint8Array | null => {
    const name = `${unit.path}(asm)`;
    const kept = store?.find(name, 0) ?? null;
    if (kept !== null) return kept.object;
    const src = sources.load(unit.package.importPath);
    const obj = assembleUnit(host, config, machine.asm, unit, goAsmHeader(src.pkg, p.layouts), stderr);
    if (obj === null) return null;
    const bytes = writeObj(obj);
    store?.add(unit.path, bytes, name);
    return bytes;
  };
  for (const unit of units) {
    if (unit.package.sFiles.length === 0) continue;
    const bytes = assembled(unit);
    if (bytes === null) return { image: null, errors: [], output: [] };
    for (const name of functions(bytes)) sources.addAsm(name.slice(1), Number(name[0]));
    objects.push({ pkg: unit.path, file: `${unit.path}(asm)`, bytes });
  }
  const compiler = new Compiler(
    p,
    sources,
    machine.compile,
    machine.asm,
    units.map(u => u.package.importPath),
  );
  const made = new UnitObjects(compiler, units, session.root, implied, store);
  const result = link(
    {
      packages: units.map(u => u.path),
      ptrSize: p.layouts.ptrSize,
      objects,
      define: ref => {
        step(ref.name);
        return made.object(ref);
      },
    },
    {
      target: machine.link,
      goos: config.goos,
      header: '',
      strings: new Map([
        ['runtime.defaultGOROOT', encodeUtf8(config.goroot)],
        ['runtime.buildVersion', encodeUtf8(config.goVersion)],
      ]),
      goVersion: config.goVersion,
      buildID: '',
      gnuBuildID: null,
      strip: false,
      noDwarf: false,
      compressDwarf: true,
      entry: '',
      checkLinkname: true,
      pruneWeakMap: true,
      textAddr: -1,
      dataAddr: -1,
      funcAlign: 0,
      eager: false,
      allErrors: false,
      debugNosplit: false,
      goroot: config.goroot,
      stackLimit: 800,
      ...choices,
    },
  );
  store?.save();
  return result;
}
