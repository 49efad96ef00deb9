// A program from its checked packages to an executable: assembly first, since it says which functions it defines; then the
// link, which asks for everything else.

import { encodeUtf8 } from '../base/utf8.ts';
import type { AsmMachine } from '../asm/machine.ts';
import type { Host } from '../host/host.ts';
import type { LinkOptions } from '../link/ctxt.ts';
import type { ObjectInput } from '../link/demand.ts';
import { link, type LinkResult } from '../link/link.ts';
import type { Config } from '../load/config.ts';
import { writeObj } from '../obj/objfile.ts';
import * as SymKind from '../obj/symkind.ts';
import type { CompileMachine } from '../ssa/machine.ts';
import type { LinkTarget } from '../target/link.ts';
import { assembleUnit, goAsmHeader } from './assembly.ts';
import { Compiler } from './compiler.ts';
import type { Session } from './session.ts';

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

/** Compiles and links a session's program. */
export function buildProgram(
  host: Host,
  config: Config,
  session: Session,
  machine: MachineStages,
  choices: LinkChoices,
  stderr: (text: string) => void,
): LinkResult {
  const { p, sources, units } = session;
  const objects: ObjectInput[] = [];
  for (const unit of units) {
    if (unit.package.sFiles.length === 0) continue;
    const src = sources.load(unit.package.importPath);
    const obj = assembleUnit(host, config, machine.asm, unit, goAsmHeader(src.pkg, p.layouts), stderr);
    if (obj === null) return { image: null, errors: [], output: [] };
    for (const s of obj.syms) if (SymKind.isText(s.kind)) sources.addAsm(s.name, s.abi);
    objects.push({ pkg: unit.path, file: `${unit.path}(asm)`, bytes: writeObj(obj) });
  }
  const compiler = new Compiler(
    p,
    sources,
    machine.compile,
    machine.asm,
    units.map(u => u.package.importPath),
  );
  const main = session.root.path;
  const packages = units.map(u => u.path);
  return link(
    {
      packages,
      ptrSize: p.layouts.ptrSize,
      objects,
      define: refs => {
        const cx = compiler.newContext(main, false);
        for (const ref of refs) compiler.define(cx, ref);
        return [{ pkg: main, file: 'compiled', bytes: writeObj(cx.obj) }];
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
      noDwarf: true,
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
}
