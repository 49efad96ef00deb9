// Little-endian numbers in byte arrays, without a DataView: V8 compiles these to a few instructions.

export function getU16(b: Uint8Array, at: number): number {
  return b[at]! | (b[at + 1]! << 8);
}

export function getU32(b: Uint8Array, at: number): number {
  return (b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24)) >>> 0;
}

export function getI32(b: Uint8Array, at: number): number {
  return b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24);
}

/** A signed 64-bit number, exact when it is below 2**53 in absolute value. */
export function getI64(b: Uint8Array, at: number): number {
  return fromWords(getI32(b, at), getI32(b, at + 4));
}

// To V8 a number that was computed as a double stays one, even if it is 0, until code is optimised: each sum with it is a new object, and
// a field that once held one makes new objects of its class another shape, for which all code is optimised again. So what fits
// in 32 bits never goes through a multiplication or division by 2**32.

/** The signed 64-bit number with these halves, exact when it is below 2**53 in absolute value. */
export function fromWords(low: number, high: number): number {
  return high === low >> 31 ? low | 0 : high * 4294967296 + (low >>> 0);
}

/** The upper half of a 64-bit number, signed; `x | 0` is the lower one. */
export function highWord(x: number): number {
  return x === (x | 0) ? x >> 31 : Math.floor(x / 4294967296) | 0;
}

export function putU32(b: Uint8Array, at: number, x: number): void {
  b[at] = x;
  b[at + 1] = x >>> 8;
  b[at + 2] = x >>> 16;
  b[at + 3] = x >>> 24;
}

const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** The first n words of bytes that nobody changes: a view of them where the host reads them as they lie. */
export function wordsOf(b: Uint8Array, n: number): Uint32Array {
  if (isLittleEndian && b.byteOffset % 4 === 0) return new Uint32Array(b.buffer, b.byteOffset, n);
  const out = new Uint32Array(n);
  for (let i = 0; i < n; i++) out[i] = getU32(b, 4 * i);
  return out;
}
