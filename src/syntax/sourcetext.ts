// The bytes that the scanner reads. Go source is UTF-8 without NUL and without a byte order mark other than at its
// beginning. What breaks that rule is an error of its own, and beyond it the scanner goes on as if the byte were not there.
// So such bytes are taken out before scanning, their errors wait until the scanner has come to their place, and a map leads
// from the bytes that are left to the file's own; almost every file has none, and then the map is null.

import { decodeUtf8, runeAt, runeSize } from '../base/utf8.ts';

/** A byte that may not be there. */
export interface Anomaly {
  /** In the text as it is in the file. */
  readonly offset: number;
  readonly message: string;
}

const byteOrderMark = 0xfeff;

export class SourceText {
  /** The text, then a NUL, then whatever earlier texts left. */
  bytes: Uint8Array = new Uint8Array(1 << 16);
  /** The same memory, for the search of bytes that need a closer look. */
  private words: Int32Array = new Int32Array(this.bytes.buffer);
  length = 0;
  /** For each byte and the end, its offset in the file's text; null: the same. */
  map: Int32Array | null = null;
  anomalies: Anomaly[] = [];
  private source: Uint8Array = this.bytes;
  private from = 0;

  /** Takes source[start, end) as the text. A byte order mark is accepted at the start of the file. */
  load(source: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.source = source;
    this.from = start;
    if (length + 4 > this.bytes.length) {
      this.bytes = new Uint8Array((2 * (length + 4)) & ~3);
      this.words = new Int32Array(this.bytes.buffer);
    }
    this.bytes.set(start === 0 && end === source.length ? source : source.subarray(start, end));
    // The last word is filled with something harmless for the search.
    this.bytes.fill(0x20, length, length + 4);
    this.length = length;
    this.map = null;
    this.anomalies = [];
    const at = this.firstAnomaly(length);
    if (at < length) this.takeOut(at, start === 0);
    this.bytes[this.length] = 0;
  }

  /** The bytes of the text [start, end) as they are in the file, with what was taken out of them. */
  originalBytes(start: number, end: number): Uint8Array {
    const map = this.map;
    if (map === null) return this.bytes.subarray(start, end);
    return this.source.subarray(this.from + map[start]!, this.from + map[end]!);
  }

  /** The same as a string. */
  original(start: number, end: number): string {
    return this.map === null ? decodeUtf8(this.bytes, start, end) : decodeUtf8(this.originalBytes(start, end));
  }

  /** The offset of the first byte that may not be there (or a byte order mark), or the length. */
  private firstAnomaly(length: number): number {
    const { bytes, words } = this;
    for (let i = 0; i < length;) {
      if ((i & 3) === 0) {
        // ASCII, four bytes at a time. A byte's high bit is set in w, or appears in w - 0x01010101 only where the byte is 0.
        let w = words[i >> 2]!;
        while ((((w - 0x01010101) | w) & 0x80808080) === 0) {
          i += 4;
          if (i >= length) return length;
          w = words[i >> 2]!;
        }
      }
      const c = bytes[i]!;
      if (c === 0) return i;
      const size = c < 0x80 ? 1 : runeSize(bytes, i, length);
      if (size === 0 || (c === 0xef && runeAt(bytes, i, 3) === byteOrderMark)) return i;
      i += size;
    }
    return length;
  }

  /** Takes out what may not be there, from an offset on. */
  private takeOut(from: number, atFileStart: boolean): void {
    const { bytes, length } = this;
    let to = from;
    const map = new Int32Array(length + 1);
    for (let i = 0; i < from; i++) map[i] = i;
    for (let i = from; i < length;) {
      const c = bytes[i]!;
      let size = c < 0x80 ? 1 : runeSize(bytes, i, length);
      let message = '';
      let keep = true;
      if (c === 0) {
        // gc's reader tests for NUL only within its buffer, which is empty at first.
        message = i === 0 && atFileStart ? 'invalid character U+0000' : 'invalid NUL character';
        keep = false;
      } else if (size === 0) {
        message = 'invalid UTF-8 encoding';
        size = 1;
        keep = false;
      } else if (size === 3 && runeAt(bytes, i, 3) === byteOrderMark) {
        if (i > 0 || !atFileStart) message = 'invalid BOM in the middle of the file';
        keep = false;
      }
      if (message !== '') this.anomalies.push({ offset: i, message });
      for (let k = 0; keep && k < size; k++) {
        map[to] = i + k;
        bytes[to++] = bytes[i + k]!;
      }
      i += size;
    }
    map[to] = length;
    this.map = map;
    this.length = to;
  }
}
