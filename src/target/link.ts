// What the link must know of a machine: facts, and how to apply the relocations that only it has. One value per machine,
// in its folder under arch/; the link gets it handed in.

/** A machine as the link sees it. */
export interface LinkTarget {
  readonly goarch: string;
  readonly ptrSize: number;
  /** The unit of pcs in pc tables: the size of the smallest instruction. */
  readonly minLC: number;
  /** A call leaves its return address in a register rather than on the stack. */
  readonly hasLR: boolean;
  /** Bytes of the nosplit budget that are kept back beside a call's own. */
  readonly stackReserve: number;
  readonly funcAlign: number;
  readonly minAlign: number;
  readonly maxAlign: number;
  /** Fills the gaps between functions. */
  readonly codePad: number;
  /** e_machine in ELF. */
  readonly elfMachine: number;
  /** Where the text segment starts, headers included. */
  readonly imageBase: number;
  readonly pageSize: number;
  /** The offset of g from the thread pointer. */
  readonly tlsOffset: number;
  /** Bytes of a call instruction that precede its relocation. */
  readonly callPrefix: number;
  /** DWARF numbers of the stack pointer and of what holds the return address. */
  readonly dwarfRegSP: number;
  readonly dwarfRegLR: number;
}
