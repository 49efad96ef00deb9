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

/** The bytes of pairs of digits. */
export function fromHex(text: string): Uint8Array {
  const out = new Uint8Array(text.length >> 1);
  for (let i = 0; i < out.length; i++) out[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return out;
}
