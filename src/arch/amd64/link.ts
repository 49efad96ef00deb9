// amd64 as the link sees it. All its relocations in static images are the common ones; what assembly was made for shared libraries loads
// the offset of g.

import type { LinkTarget } from '../../target/link.ts';

export const linkTarget: LinkTarget = {
  goarch: 'amd64',
  ptrSize: 8,
  minLC: 1,
  hasLR: false,
  stackReserve: 0,
  funcAlign: 32,
  minAlign: 1,
  maxAlign: 32,
  codePad: 0xcc, // INT3
  elfMachine: 62,
  elfInterpreter: '/lib64/ld-linux-x86-64.so.2',
  elfRelative: 8, // R_X86_64_RELATIVE
  imageBase: 0x400000,
  pageSize: 4096,
  tlsOffset: -8,
  relaxTls,
  callPrefix: 1,
  dwarfRegSP: 7,
  dwarfRegLR: 16,
};

/** MOVQ x(RIP), R becomes MOVQ $x, R. */
function relaxTls(code: Uint8Array, at: number): boolean {
  const rex = code[at - 3];
  const modrm = code[at - 1];
  const hasRIP = (modrm & 0xc7) === 0x05;
  if (at < 3 || code[at - 2] !== 0x8b || !hasRIP || (rex & 0xfb) !== 0x48) return false;
  // The register moves from the field reg to the field rm, its highest bit with it.
  code[at - 3] = 0x48 | ((rex >> 2) & 1);
  code[at - 2] = 0xc7;
  code[at - 1] = 0xc0 | ((modrm >> 3) & 7);
  return true;
}
