// amd64 as the link sees it. All its relocations in static images are the common ones.

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
  imageBase: 0x400000,
  pageSize: 4096,
  tlsOffset: -8,
  callPrefix: 1,
  dwarfRegSP: 7,
  dwarfRegLR: 16,
};
