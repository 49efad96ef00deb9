// Relocation types, with gc's numbers. A symbol's relocation says: at offset `off` put `size` bytes made from the target
// symbol, the addend and this type. A size of 0 marks a relocation that writes nothing and only informs the link.

export const R_ADDR = 1; // address of the symbol plus addend
export const R_ADDRARM64 = 3;
export const R_ADDROFF = 5; // 32-bit offset from the start of the symbol's section
export const R_SIZE = 6; // size of the symbol plus addend
export const R_CALL = 7; // direct call or jump, pc-relative
export const R_CALLARM64 = 9;
export const R_CALLIND = 10; // marks an indirect call
export const R_CONST = 13; // a constant known in the link
export const R_PCREL = 14; // pc-relative address
export const R_TLS_LE = 15; // offset from the thread pointer, local exec
export const R_TLS_IE = 16; // initial exec through the GOT
export const R_GOTOFF = 17;
export const R_USEFIELD = 21; // marks a tracked field
export const R_USETYPE = 22; // keeps a type for DWARF
export const R_USEIFACE = 23; // marks a type converted to an interface
export const R_USEIFACEMETHOD = 24; // marks a method of an interface as called; addend is the offset in the interface type
export const R_USENAMEDMETHOD = 25; // marks methods of this name as called
export const R_METHODOFF = 26; // 32-bit offset of a method, prunable; they come in threes
export const R_KEEP = 27; // keeps the symbol, writes nothing
export const R_GOTPCREL = 29;
export const R_DWARFSECREF = 31; // offset within the target's DWARF section
export const R_ARM64_TLS_LE = 32;
export const R_ARM64_TLS_IE = 33;
export const R_ARM64_GOTPCREL = 34;
export const R_ARM64_GOT = 35;
export const R_ARM64_PCREL = 36;
export const R_ARM64_PCREL_LDST8 = 37;
export const R_ARM64_PCREL_LDST16 = 38;
export const R_ARM64_PCREL_LDST32 = 39;
export const R_ARM64_PCREL_LDST64 = 40;
export const R_ARM64_LDST8 = 41;
export const R_ARM64_LDST16 = 42;
export const R_ARM64_LDST32 = 43;
export const R_ARM64_LDST64 = 44;
export const R_ARM64_LDST128 = 45;
export const R_RISCV_JAL = 59;
export const R_RISCV_JAL_TRAMP = 60;
export const R_RISCV_CALL = 61;
export const R_RISCV_PCREL_ITYPE = 62;
export const R_RISCV_PCREL_STYPE = 63;
export const R_RISCV_TLS_IE = 64;
export const R_RISCV_TLS_LE = 65;
export const R_RISCV_GOT_HI20 = 66;
export const R_RISCV_GOT_PCREL_ITYPE = 67;
export const R_RISCV_PCREL_HI20 = 68;
export const R_RISCV_PCREL_LO12_I = 69;
export const R_RISCV_PCREL_LO12_S = 70;
export const R_RISCV_BRANCH = 71;
export const R_RISCV_ADD32 = 72;
export const R_RISCV_SUB32 = 73;
export const R_RISCV_RVC_BRANCH = 74;
export const R_RISCV_RVC_JUMP = 75;
export const R_PCRELDBL = 76;
export const R_ADDRCUOFF = 95; // offset of a DWARF symbol from its compilation unit
export const R_WASMIMPORT = 96; // index of an imported function (wasm)
export const R_PEIMAGEOFF = 98; // offset from the image base (PE)
export const R_INITORDER = 99; // an edge between init tasks
export const R_DWTXTADDR_U1 = 100; // index into .debug_addr as a ULEB128 of this many bytes
export const R_DWTXTADDR_U2 = 101;
export const R_DWTXTADDR_U3 = 102;
export const R_DWTXTADDR_U4 = 103;

/** Set on a type whose target the relocation does not keep alive. */
export const R_WEAK = 0x8000;

export const R_WEAKADDR = R_WEAK | R_ADDR;
export const R_WEAKADDROFF = R_WEAK | R_ADDROFF;

/** One of the constants above. */
export type Type = number;

/** Whether this type calls or jumps to its target directly. */
export function isDirectCall(type: Type): boolean {
  return type === R_CALL || type === R_CALLARM64 || (type >= R_RISCV_JAL && type <= R_RISCV_CALL);
}

/** The number of bytes of an R_DWTXTADDR_* field; 0 for other types. */
export function dwTextAddrSize(type: Type): number {
  return type >= R_DWTXTADDR_U1 && type <= R_DWTXTADDR_U4 ? type - R_DWTXTADDR_U1 + 1 : 0;
}
