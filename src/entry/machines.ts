// The machines that burrow has, each in chunks that are loaded when used.

import type { Machines } from '../cmd/machines.ts';

/** All machines. */
export const machines: Machines = {
  async asm(goarch) {
    return goarch === 'amd64' ? (await import('../arch/amd64/asm.ts')).newAsmMachine() : null;
  },
  async compile(goarch) {
    return goarch === 'amd64' ? (await import('../arch/amd64/compile.ts')).newCompileMachine() : null;
  },
  async link(goarch) {
    return goarch === 'amd64' ? (await import('../arch/amd64/link.ts')).linkTarget : null;
  },
};
