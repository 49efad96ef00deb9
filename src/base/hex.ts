// Bytes in hexadecimal, lower case.

/** By byte, its two digits. */
const digits: readonly string[] = Array.from({ length: 256 }, (_, byte) => (byte + 256).toString(16).slice(1));

/** Two digits for each byte of bytes[from, to). */
export function toHex(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let out = '';
  for (let i = from; i < to; i++) out += digits[bytes[i]!]!;
  return out;
}

/** The two digits of a byte. */
export function hexByte(byte: number): string {
  return digits[byte]!;
}
