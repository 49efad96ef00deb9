// UTF-8 to strings and back, without the host's encoders, which the core may not name.

/** Decodes bytes[start, end); each invalid byte becomes U+FFFD, as a Go string conversion would have it. */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  if (end - start >= longLength) return decodeLong(bytes, start, end);
  let ascii = start;
  while (ascii < end && bytes[ascii]! < 0x80) ascii++;
  if (ascii === end) return latin1(bytes, start, end);
  let out = latin1(bytes, start, ascii);
  for (let i = ascii; i < end;) {
    const size = runeSize(bytes, i, end);
    out += size === 0 ? '\ufffd' : String.fromCodePoint(runeAt(bytes, i, size));
    i += size === 0 ? 1 : size;
  }
  return out;
}

/** As `decodeUtf8`: what is ASCII goes over in runs. */
function decodeLong(bytes: Uint8Array, start: number, end: number): string {
  const text = latin1(bytes, start, end);
  let out = '';
  let from = 0;
  for (const { index } of text.matchAll(/[^\0-\x7f]+/g)) {
    if (index < from) continue;
    out += text.slice(from, index);
    from = index;
    while (start + from < end && bytes[start + from]! >= 0x80) {
      const size = runeSize(bytes, start + from, end);
      out += size === 0 ? '\ufffd' : String.fromCodePoint(runeAt(bytes, start + from, size));
      from += size === 0 ? 1 : size;
    }
  }
  return from === 0 ? text : out + text.slice(from);
}

/** From this length on a search in the text is faster than a loop over the bytes, which is slow until V8 has compiled it. */
const longLength = 1024;

/** Up to this length a plain array is the faster way to a string than a view of the bytes, by up to three times. */
const shortLength = 48;

/** Bytes below 0x80, or any bytes as the code points of the same number. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= shortLength) {
    const codes = new Array<number>(end - start);
    for (let i = start; i < end; i++) codes[i - start] = bytes[i]!;
    return String.fromCharCode.apply(null, codes);
  }
  let out = '';
  for (let i = start; i < end; i += 4096) {
    out += String.fromCharCode.apply(null, bytes.subarray(i, Math.min(end, i + 4096)) as unknown as number[]);
  }
  return out;
}

/** The length of the well-formed encoding at i, 1 to 4, or 0 where there is none (overlong, surrogate, truncated...). */
export function runeSize(bytes: Uint8Array, i: number, end: number): number {
  const b = bytes[i]!;
  if (b < 0x80) return 1;
  if (b < 0xc2 || b > 0xf4) return 0;
  const n = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
  if (i + n > end) return 0;
  const b1 = bytes[i + 1]!;
  const low = b === 0xe0 ? 0xa0 : b === 0xf0 ? 0x90 : 0x80;
  const high = b === 0xed ? 0x9f : b === 0xf4 ? 0x8f : 0xbf;
  if (b1 < low || b1 > high) return 0;
  for (let k = 2; k < n; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return 0;
  return n;
}

/** The code point of the well-formed encoding of this size at i. */
export function runeAt(bytes: Uint8Array, i: number, size: number): number {
  const b = bytes[i]!;
  switch (size) {
    case 1:
      return b;
    case 2:
      return ((b & 0x1f) << 6) | (bytes[i + 1]! & 0x3f);
    case 3:
      return ((b & 0x0f) << 12) | ((bytes[i + 1]! & 0x3f) << 6) | (bytes[i + 2]! & 0x3f);
    default:
      return (
        ((b & 0x07) << 18) | ((bytes[i + 1]! & 0x3f) << 12) | ((bytes[i + 2]! & 0x3f) << 6) | (bytes[i + 3]! & 0x3f)
      );
  }
}

/** Encodes a string; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(s: string): Uint8Array {
  let out = new Uint8Array(s.length);
  let n = 0;
  for (; n < s.length; n++) {
    const c = s.charCodeAt(n);
    if (c > 127) break;
    out[n] = c;
  }
  if (n === s.length) return out;
  const ascii = out.subarray(0, n);
  out = new Uint8Array(utf8Length(s));
  out.set(ascii);
  putUtf8(out, n, s, n);
  return out;
}

/** Writes the encoding of s[from:] at n and returns the offset after it; a lone surrogate becomes U+FFFD. */
export function putUtf8(out: Uint8Array, n: number, s: string, from: number): number {
  for (let i = from; i < s.length; i++) {
    let c = s.codePointAt(i)!;
    if (c > 0xffff) i++;
    else if (c >= 0xd800 && c < 0xe000) c = 0xfffd;
    n = putRune(out, n, c);
  }
  return n;
}

/** Whether the well-formed UTF-8 at bytes[from, to) is that of a string. */
export function isUtf8Of(bytes: Uint8Array, from: number, to: number, s: string): boolean {
  const n = s.length;
  if (to - from < n) return false;
  let at = from;
  for (let i = 0; i < n; i++) {
    const c = s.charCodeAt(i);
    if (c < 0x80) {
      if (bytes[at++] !== c) return false;
    } else if (c < 0x800) {
      if (bytes[at++] !== (0xc0 | (c >> 6)) || bytes[at++] !== (0x80 | (c & 0x3f))) return false;
    } else return decodeUtf8(bytes, from, to) === s;
  }
  return at === to;
}

/** Writes the encoding of a code point at n and returns the offset after it. */
export function putRune(out: Uint8Array, n: number, c: number): number {
  if (c < 0x80) {
    out[n++] = c;
  } else if (c < 0x800) {
    out[n++] = 0xc0 | (c >> 6);
    out[n++] = 0x80 | (c & 0x3f);
  } else if (c < 0x10000) {
    out[n++] = 0xe0 | (c >> 12);
    out[n++] = 0x80 | ((c >> 6) & 0x3f);
    out[n++] = 0x80 | (c & 0x3f);
  } else {
    out[n++] = 0xf0 | (c >> 18);
    out[n++] = 0x80 | ((c >> 12) & 0x3f);
    out[n++] = 0x80 | ((c >> 6) & 0x3f);
    out[n++] = 0x80 | (c & 0x3f);
  }
  return n;
}

/** The number of bytes that `encodeUtf8` gives. */
export function utf8Length(s: string): number {
  let n = 0;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c < 0x80) n += 1;
    else if (c < 0x800) n += 2;
    else if (c >= 0xd800 && c < 0xdc00 && i + 1 < s.length && (s.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      n += 4;
      i++;
    } else n += 3;
  }
  return n;
}

/** Orders two strings as Go does, by the bytes of their UTF-8: negative, 0 or positive. */
export function compareUtf8(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    // Surrogates stand for code points above all that are written with one unit.
    if (x >= 0xd800 && x < 0xe000) x += 0x10000;
    if (y >= 0xd800 && y < 0xe000) y += 0x10000;
    return x - y;
  }
  return a.length - b.length;
}
