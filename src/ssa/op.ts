// Operations by number, whoever they belong to: those of op-table.ts below `MachineFirst`, a machine's from there on.

import * as Op from './op.generated.ts';
import * as OpFlag from './opflag.ts';

/** The number of a machine's first operation. */
export const MachineFirst = 512;

/** A table of operations as op-generator.ts writes it. */
export interface OpTable {
  readonly first: number;
  readonly names: readonly string[];
  readonly argCounts: Int8Array;
  readonly flags: Uint16Array;
}

/** The facts of all operations, of a machine's too once there is one. */
export class OpInfo {
  /** Bits of opflag.ts by operation. */
  readonly flags = new Uint16Array(1024);
  /** -1: any number. */
  readonly argCounts = new Int8Array(1024);
  private readonly names: string[] = [];

  constructor(machine: OpTable | null) {
    for (const table of machine === null ? [Op] : [Op, machine]) {
      this.flags.set(table.flags, table.first);
      this.argCounts.set(table.argCounts, table.first);
      table.names.forEach((name, i) => {
        this.names[table.first + i] = name;
      });
    }
  }

  /** What the aux column of the operation names: auxkind.ts. */
  auxKind(op: number): number {
    return (this.flags[op]! >> OpFlag.AuxShift) & 7;
  }

  name(op: number): string {
    return this.names[op] ?? `op${op}`;
  }
}
