// Bytes in hexadecimal, lower case.

/** Two digits for each byte of bytes[from, to). */
export function toHex(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let out = '';
  for (let i = from; i < to; i++) out += hexByte(bytes[i]!);
  return out;
}

/** The two digits of a byte. */
export function hexByte(byte: number): string {
  return (byte + 256).toString(16).slice(1);
}
