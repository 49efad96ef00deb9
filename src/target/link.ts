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
  /** The program that loads position independent programs under Linux. */
  readonly elfInterpreter: string;
  /** ELF's relocation of a word that holds an address of the program itself. */
  readonly elfRelative: number;
  /** Where the text segment starts, headers included. */
  readonly imageBase: number;
  readonly pageSize: number;
  /** The offset of g from the thread pointer. */
  readonly tlsOffset: number;
  /**
   * Turns an instruction that loads the offset of g from the table of a shared library into one that has the offset in itself, as a number
   * where the relocation at `at` is. False: the instruction is another one.
   */
  relaxTls(code: Uint8Array, at: number): boolean;
  /** Bytes of a call instruction that precede its relocation. */
  readonly callPrefix: number;
  /** DWARF numbers of the stack pointer and of what holds the return address. */
  readonly dwarfRegSP: number;
  readonly dwarfRegLR: number;
}
