// Import paths in symbol names (cmd/internal/objabi/path.go).

import { hexByte } from './hex.ts';
import { encodeUtf8 } from './utf8.ts';

/** A package's path as symbol names have it: dots of its last element, and all that is not plain ASCII, as %xx. */
export function pathToPrefix(path: string): string {
  const bytes = encodeUtf8(path);
  const slash = bytes.lastIndexOf(0x2f);
  let out = '';
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i]!;
    const escaped = c <= 0x20 || (c === 0x2e && i > slash) || c === 0x25 || c === 0x22 || c >= 0x7f;
    out += escaped ? `%${hexByte(c)}` : String.fromCharCode(c);
  }
  return out;
}
