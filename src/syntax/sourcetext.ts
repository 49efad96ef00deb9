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
    const at = this.firstSuspect(length);
    if (at < length) this.inspect(at, start === 0);
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

  /** The offset of the first word that has a NUL or a byte above ASCII. */
  private firstSuspect(length: number): number {
    const words = this.words;
    const n = (length + 3) >> 2;
    for (let i = 0; i < n; i++) {
      const w = words[i]!;
      // A byte's high bit is set in w, or appears in w - 0x01010101 only where the byte is 0.
      if ((((w - 0x01010101) | w) & 0x80808080) !== 0) return i << 2;
    }
    return length;
  }

  /** Looks at the bytes from `from` on and takes out what may not be there. */
  private inspect(from: number, atFileStart: boolean): void {
    const { bytes, length } = this;
    let to = from;
    let map: Int32Array | null = null;
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
      if (!keep && map === null) {
        map = new Int32Array(length + 1);
        for (let k = 0; k < i; k++) map[k] = k;
      }
      if (keep) {
        for (let k = 0; k < size; k++) {
          if (map !== null) {
            map[to] = i + k;
            bytes[to] = bytes[i + k]!;
          }
          to++;
        }
      }
      i += size;
    }
    if (map !== null) map[to] = length;
    this.map = map;
    this.length = to;
  }
}
