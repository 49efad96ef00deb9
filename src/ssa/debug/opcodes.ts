// Operations of DWARF expressions (DWARF 5, 7.7.1), as far as locations need them.

export const OP_addr = 0x03;
export const OP_const8u = 0x0e;
export const OP_consts = 0x11;
export const OP_lit0 = 0x30;
export const OP_reg0 = 0x50;
export const OP_regx = 0x90;
export const OP_fbreg = 0x91;
export const OP_piece = 0x93;
export const OP_stack_value = 0x9f;
