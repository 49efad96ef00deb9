// The machines as commands see them: by $GOARCH, loaded when used. entry/ fills this in, because only it may name a machine.

import type { AsmMachine } from '../asm/machine.ts';
import type { Backend } from '../build/backend.ts';
import type { Host } from '../host/host.ts';
import type { Config } from '../load/config.ts';
import type { CompileMachine } from '../ssa/machine.ts';
import type { LinkTarget } from '../target/link.ts';

/** What each stage needs of a machine; null where burrow does not have it. */
export interface Machines {
  asm(goarch: string): Promise<AsmMachine | null>;
  compile(goarch: string): Promise<CompileMachine | null>;
  link(goarch: string): Promise<LinkTarget | null>;
  /** What makes programs in place of the stages above, with its name in keys: for tests. */
  readonly backend?: { readonly id: string; open(host: Host, config: Config): Promise<Backend | null> };
}

/** No machine at all: for the commands that need none. */
export const noMachines: Machines = {
  asm: () => Promise.resolve(null),
  compile: () => Promise.resolve(null),
  link: () => Promise.resolve(null),
};
