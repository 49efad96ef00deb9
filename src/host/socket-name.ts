// Under which name a resident burrow listens: of which burrow it is, and in which directory it works.

import { encodeUtf8 } from '../base/utf8.ts';
import { xxh32 } from '../base/xxh32.ts';

/** The socket of the burrow with this ID (build/burrow-id.ts) whose work is in a directory, given without symbolic links. */
export function socketName(id: string, dir: string): string {
  const hash = xxh32(encodeUtf8(dir)).toString(16).padStart(8, '0');
  return `${id.slice(0, 16)}-${hash}.sock`;
}
