// Import paths in symbol names (cmd/internal/objabi/path.go).

import { hexByte } from './hex.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/** A package's path as symbol names have it: dots of its last element, and all that is not plain ASCII, as %xx. */
export function pathToPrefix(path: string): string {
  if (isPlain(path)) return path;
  const bytes = encodeUtf8(path);
  const slash = bytes.lastIndexOf(0x2f);
  let out = '';
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i]!;
    out += isEscaped(c, i > slash) ? `%${hexByte(c)}` : String.fromCharCode(c);
  }
  return out;
}

/** Whether nothing in a path needs another form. */
function isPlain(path: string): boolean {
  const slash = path.lastIndexOf('/');
  for (let i = 0; i < path.length; i++) {
    if (isEscaped(path.charCodeAt(i), i > slash)) return false;
  }
  return true;
}

/** Whether a byte, or a UTF-16 unit, needs another form; `last`: it stands in the path's last element. */
function isEscaped(c: number, last: boolean): boolean {
  return c <= 0x20 || (c === 0x2e && last) || c === 0x25 || c === 0x22 || c >= 0x7f;
}

/** The package path of a symbol's name: what stands before the first dot behind the last slash, type arguments left aside. */
export function packageOfSymbol(name: string): string {
  const bracket = name.indexOf('[');
  const head = bracket < 0 ? name : name.slice(0, bracket);
  const dot = head.indexOf('.', head.lastIndexOf('/') + 1);
  return prefixToPath(dot < 0 ? head : head.slice(0, dot));
}

/** The path that a prefix stands for: `%2e` is a dot of the last element, and so on. */
export function prefixToPath(prefix: string): string {
  if (!prefix.includes('%')) return prefix;
  const escaped = prefix.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const bytes = Uint8Array.from(escaped, c => c.charCodeAt(0));
  return decodeUtf8(bytes, 0, bytes.length);
}
