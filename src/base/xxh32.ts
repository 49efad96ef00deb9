// xxHash32: a fast checksum, to see that bytes came back as they were written. Not for keys: those are SHA-256.
// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md

const P1 = 0x9e3779b1;
const P2 = 0x85ebca77;
const P3 = 0xc2b2ae3d;
const P4 = 0x27d4eb2f;
const P5 = 0x165667b1;

/** Typed arrays have the machine's order of bytes. */
const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

function rotl(x: number, n: number): number {
  return (x << n) | (x >>> (32 - n));
}

/** The checksum of bytes[0, end), from 0 to 2**32 - 1. */
export function xxh32(bytes: Uint8Array, end = bytes.length, seed = 0): number {
  let i = 0;
  let h: number;
  if (end >= 16) {
    let a = (seed + P1 + P2) | 0;
    let b = (seed + P2) | 0;
    let c = seed | 0;
    let d = (seed - P1) | 0;
    if ((bytes.byteOffset & 3) === 0 && isLittleEndian) {
      // Words at a time, four times as fast.
      const words = new Int32Array(bytes.buffer, bytes.byteOffset, end >> 2);
      const stop = (end >> 4) << 2;
      const state = new Int32Array([a, b, c, d]);
      for (let k = 0; k < stop; k += atOnce) addWords(words, k, Math.min(k + atOnce, stop), state);
      [a, b, c, d] = state as unknown as [number, number, number, number];
      i = stop << 2;
    }
    for (; i + 16 <= end; i += 16) {
      a = Math.imul(rotl((a + Math.imul(word(bytes, i), P2)) | 0, 13), P1);
      b = Math.imul(rotl((b + Math.imul(word(bytes, i + 4), P2)) | 0, 13), P1);
      c = Math.imul(rotl((c + Math.imul(word(bytes, i + 8), P2)) | 0, 13), P1);
      d = Math.imul(rotl((d + Math.imul(word(bytes, i + 12), P2)) | 0, 13), P1);
    }
    h = (rotl(a, 1) + rotl(b, 7) + rotl(c, 12) + rotl(d, 18)) | 0;
  } else {
    h = (seed + P5) | 0;
  }
  h = (h + end) | 0;
  for (; i + 4 <= end; i += 4) h = Math.imul(rotl((h + Math.imul(word(bytes, i), P3)) | 0, 17), P4);
  for (; i < end; i++) h = Math.imul(rotl((h + Math.imul(bytes[i]!, P5)) | 0, 11), P1);
  h = Math.imul(h ^ (h >>> 15), P2);
  h = Math.imul(h ^ (h >>> 13), P3);
  return (h ^ (h >>> 16)) >>> 0;
}

/** So many words are taken at a time: V8 puts better code in the place of a function when it is called, not while it runs. */
const atOnce = 4096;

function addWords(words: Int32Array, from: number, to: number, state: Int32Array): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  for (let k = from; k < to; k += 4) {
    a = Math.imul(rotl((a + Math.imul(words[k]!, P2)) | 0, 13), P1);
    b = Math.imul(rotl((b + Math.imul(words[k + 1]!, P2)) | 0, 13), P1);
    c = Math.imul(rotl((c + Math.imul(words[k + 2]!, P2)) | 0, 13), P1);
    d = Math.imul(rotl((d + Math.imul(words[k + 3]!, P2)) | 0, 13), P1);
  }
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = d;
}

function word(bytes: Uint8Array, i: number): number {
  return bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
}
