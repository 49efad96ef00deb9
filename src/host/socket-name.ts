// Under which name a resident burrow listens: of which burrow it is, and in which directory it works. client/meeting.go knows it too.

import { encodeUtf8 } from '../base/utf8.ts';

/** The socket of the burrow with this ID (build/burrow-id.ts) whose work is in a directory, given without symbolic links. */
export function socketName(id: string, dir: string): string {
  return `${id.slice(0, 16)}-${fnv1a(encodeUtf8(dir)).toString(16).padStart(8, '0')}.sock`;
}

/** FNV-1a with 32 bits, which Go has in hash/fnv for the other end. */
function fnv1a(bytes: Uint8Array): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193);
  return h >>> 0;
}
