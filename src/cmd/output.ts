// Where programs are written: what may be replaced, and the directories that are made.

import { Dir, File, IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { writeWhole } from '../host/write-whole.ts';

/** How the files begin that a build makes: archives, ELF, Mach-O, PE, Plan 9, WebAssembly, XCOFF. */
const objectStarts: readonly (readonly number[])[] = [
  [...'!<arch>\n'].map(c => c.charCodeAt(0)),
  [...'<bigaf>\n'].map(c => c.charCodeAt(0)),
  [0x7f, 0x45, 0x4c, 0x46],
  [0xfe, 0xed, 0xfa, 0xce],
  [0xfe, 0xed, 0xfa, 0xcf],
  [0xce, 0xfa, 0xed, 0xfe],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00],
  [0x4d, 0x5a, 0x78, 0x00, 0x01, 0x00],
  [0x00, 0x00, 0x01, 0xeb],
  [0x00, 0x00, 0x8a, 0x97],
  [0x00, 0x00, 0x06, 0x47],
  [0x00, 0x61, 0x73, 0x6d],
  [0x01, 0xdf],
  [0x01, 0xf7],
];

/** Writes a program; what stands against it as Go says it, '' for nothing. A file that no build made is not replaced. */
export function writeProgram(host: Host, name: string, shown: string, image: Uint8Array, mode = 0o777): string {
  const old = host.stat(name);
  if (!(old instanceof IOError)) {
    if (old.kind === Dir) return `build output "${shown}" already exists and is a directory`;
    if (old.kind === File && old.size > 0) {
      const start = host.readPrefix(name, 8);
      if (start instanceof IOError || !objectStarts.some(s => s.every((b, i) => start[i] === b)))
        return `build output "${shown}" already exists and is not an object file`;
    }
  }
  const failed = host.makeDirs(path.dirname(name)) ?? writeWhole(host, name, image, mode);
  return failed === null ? '' : String(failed);
}
