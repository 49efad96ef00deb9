// Symbols of stack maps and other function metadata that is bytes alone: named by their content, so that functions share
// them.

import { sha256 } from '../base/sha256.ts';

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The name of the symbol that holds these bytes. */
export function gcLocalsName(data: Uint8Array): string {
  const sum = sha256(data);
  sum[0]! ^= 0xff; // gc's content hash differs from plain SHA-256 here
  return `gclocals\u00b7${base64(sum.subarray(0, 16))}`;
}

/** A name by content as the above, with another prefix: for what is laid out otherwise. */
export function contentName(prefix: string, data: Uint8Array): string {
  return `${prefix}\u00b7${base64(sha256(data).subarray(0, 16))}`;
}

function base64(bytes: Uint8Array): string {
  let s = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const n = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let k = 0; k < 4; k++) {
      s += i + k > bytes.length ? '=' : digits[(n >> (18 - 6 * k)) & 63]!;
    }
  }
  return s;
}
