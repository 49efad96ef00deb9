// Bytes and their text: base64 both ways, hexadecimal, equality, one array from many.

import { base64 } from '../../zip.ts';

export { base64 };

/** The bytes of standard base64 with its padding; null for anything else. */
export function fromBase64(text: string): Uint8Array | null {
  const m = /^([A-Za-z0-9+/]*)(={0,2})$/.exec(text);
  if (m === null || text.length % 4 !== 0) return null;
  const digits = m[1]!;
  const out = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let n = 0;
  let at = 0;
  for (const c of digits) {
    bits = (bits << 6) | 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.indexOf(c);
    n += 6;
    if (n < 8) continue;
    n -= 8;
    out[at++] = (bits >> n) & 0xff;
    bits &= (1 << n) - 1;
  }
  return out;
}

/** They hold the same. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** One array of many. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const p of parts) size += p.length;
  const out = new Uint8Array(size);
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.length;
  }
  return out;
}
