// Numbers in gofmt's form: prefixes and exponents in lower case, no leading zeros before an imaginary unit.

/** The standard form of the number; null where that is what it has. */
export function normalizedNumber(bytes: Uint8Array, start: number, end: number): Uint8Array | null {
  // Most numbers have neither a capital letter nor an imaginary unit, and so nothing to change.
  let plain = bytes[end - 1] !== 0x69;
  for (let i = start; i < end; i++) if (bytes[i]! >= 0x41 && bytes[i]! <= 0x5a) plain = false;
  if (plain || end - start < 2) return null;
  const out = Uint8Array.from(bytes.subarray(start, end));
  if (out[0] !== 0x30 || !isBasePrefix(out[1]!)) {
    const e = out.lastIndexOf(0x45);
    if (e >= 0) {
      out[e] = 0x65;
      return out;
    }
    if (out.at(-1) !== 0x69 || out.includes(0x2e) || out.includes(0x65)) return null;
    let zeros = 0;
    while (out[zeros] === 0x30 || out[zeros] === 0x5f) zeros++;
    if (zeros === 0) return null;
    return zeros === out.length - 1 ? zeroImaginary : out.subarray(zeros);
  }
  const p = (out[1]! | 0x20) === 0x78 ? out.lastIndexOf(0x50) : -1;
  if (p < 0 && out[1]! >= 0x61) return null;
  out[1]! |= 0x20;
  if (p >= 0) out[p] = 0x70;
  return out;
}

const zeroImaginary = Uint8Array.of(0x30, 0x69);

function isBasePrefix(b: number): boolean {
  const lower = b | 0x20;
  return lower === 0x78 || lower === 0x6f || lower === 0x62;
}
