// What turns checked packages into programs. There is one of burrow's own; tests put gc in its place, to try the commands
// apart from the compiler.

import { encodeUtf8 } from '../base/utf8.ts';
import type { Host } from '../host/host.ts';
import type { LinkResult } from '../link/link.ts';
import type { Config } from '../load/config.ts';
import type { Unit } from '../load/units.ts';
import { buildProgram, implied, type LinkChoices, type MachineStages } from './build-program.ts';
import type { Cache } from './cache.ts';
import type { PackageChecker } from './check-packages.ts';
import type { CompileFlags } from './compile-flags.ts';
import { openSession } from './session.ts';
import { UnitStore } from './unit-store.ts';
import { openUnits } from './units.ts';

/** One program to be made. */
export interface ProgramRequest {
  readonly checker: PackageChecker;
  /** What `units` may hold beside the program is left out of it. */
  readonly units: readonly Unit[];
  readonly root: Unit;
  /** The compiler's flags of a unit. */
  flags(unit: Unit): CompileFlags;
  readonly choices: LinkChoices;
  /** Keeps what is compiled, between builds; null where nothing is kept. */
  readonly cache: Cache | null;
  /** The key of a unit with all it imports; '' where nothing of it may be kept. */
  keyOf(unit: Unit): string;
}

/** Makes programs. */
export interface Backend {
  /** What of it the result depends on, for keys. */
  readonly id: string;
  /** Compiles and links; what the assembler says goes to `stderr`. */
  program(request: ProgramRequest, stderr: (text: string) => void): LinkResult;
}

/** burrow's compiler, assembler and linker for one machine. */
export function newBackend(host: Host, config: Config, machine: MachineStages): Backend {
  return {
    id: 'burrow',
    program(request, stderr) {
      const { root, units, checker } = request;
      const flags = request.flags(root);
      const options = {
        goos: config.goos,
        goarch: config.goarch,
        archLevel: Number(/\d+/.exec(config.level.value)?.[0] ?? 0),
        noOpt: flags.noOpt,
        noInline: flags.noInline,
      };
      const session = openSession(checker, config, units, root, implied, machine.compile.ops, options);
      let store: UnitStore | null = null;
      if (request.cache !== null) {
        store = new UnitStore(request.cache);
        openUnits(store, session.units, implied, u => request.keyOf(u));
      }
      return buildProgram(host, config, session, machine, request.choices, store, stderr);
    },
  };
}

/** The strings that every program gets from its linker. */
export function baseStrings(config: Config, trimpath: boolean): Map<string, Uint8Array> {
  const strings = new Map([['runtime.buildVersion', encodeUtf8(config.buildVersion)]]);
  if (!trimpath) strings.set('runtime.defaultGOROOT', encodeUtf8(config.goroot));
  return strings;
}
