// The machines as commands see them: by $GOARCH, loaded when used. entry/ fills this in, because only it may name a machine.

import type { AsmMachine } from '../asm/machine.ts';
import type { LinkTarget } from '../target/link.ts';

/** What each stage needs of a machine; null where burrow does not have it. */
export interface Machines {
  asm(goarch: string): Promise<AsmMachine | null>;
  link(goarch: string): Promise<LinkTarget | null>;
}

/** No machine at all: for the commands that need none. */
export const noMachines: Machines = {
  asm: () => Promise.resolve(null),
  link: () => Promise.resolve(null),
};
