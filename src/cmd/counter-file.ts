// The file in which a program of Go's counts, version 1, as golang.org/x/telemetry states it, so that Go's own readers show
// what burrow counted: a page with a head of text, a table of 512 chains by the hash of a counter's name, and records.
//
//     "# telemetry/counter file v1\n"   the size of the head   KEY: VALUE lines   zeros to a multiple of 32
//     the end of the records, the 512 offsets of the chains
//     a record: its value (8 bytes), the length of its name, the offset of the next one, the name; a multiple of 32
//
// Go's programs map the file and change it in place at once; Node maps no files, so that burrow takes a lock (counters.ts).

import { encodeUtf8 } from '../base/utf8.ts';

const magic = '# telemetry/counter file v1\n';
const chains = 512;
const recordUnit = 32;
const page = 16 * 1024;
const valueSize = 8;
const recordHead = 16;
/** Says in the length of a name that all of the name is there. */
const complete = 0xff000000;

/** A file without counters; `meta` are its KEY: VALUE lines, less than 512 bytes in all. */
export function emptyCounterFile(meta: readonly (readonly [key: string, value: string])[]): Uint8Array {
  const head = encodeUtf8(magic);
  const lines = encodeUtf8(meta.map(([key, value]) => `${key}: ${value}\n`).join('') + '\n');
  const file = new Uint8Array(page);
  file.set(head);
  file.set(lines, head.length + 4);
  new DataView(file.buffer).setUint32(head.length, roundUp(head.length + 4 + lines.length, recordUnit), true);
  return file;
}

/** The file with one more for a counter: the same bytes changed, or a longer copy; null where the file is damaged. */
export function bump(file: Uint8Array, name: string): Uint8Array | null {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  if (file.length < page || file.length % page !== 0) return null;
  for (let i = 0; i < magic.length; i++) if (file[i] !== magic.charCodeAt(i)) return null;
  const table = view.getUint32(magic.length, true);
  const records = table + 4 + 4 * chains;
  if (records > file.length) return null;

  const bytes = encodeUtf8(name);
  const head = table + 4 + 4 * hash(bytes);
  const first = view.getUint32(head, true);
  // No chain has more records than the file has room for.
  let left = file.length / recordUnit;
  for (let at = first; at !== 0; at = view.getUint32(at + 12, true)) {
    if (left-- === 0 || at < records || at + recordHead > file.length) return null;
    const length = view.getUint32(at + 8, true) & ~complete;
    if (length === 0 || at + recordHead + length > file.length) return null;
    if (length !== bytes.length || !bytes.every((b, i) => file[at + recordHead + i] === b)) continue;
    view.setBigUint64(at, view.getBigUint64(at, true) + 1n, true);
    return file;
  }

  const size = roundUp(recordHead + bytes.length, recordUnit);
  let start = roundUp(view.getUint32(table, true) || records, recordUnit);
  // The last bytes of a page stay free: Go's programs make a file longer by writing there.
  if (Math.floor(start / page) !== Math.floor((start + size) / page)) start = roundUp(start, page);
  let grown = file;
  if (start + size > file.length) {
    grown = new Uint8Array(roundUp(start + size, page));
    grown.set(file);
  }
  const to = new DataView(grown.buffer, grown.byteOffset, grown.length);
  to.setBigUint64(start, 1n, true);
  to.setUint32(start + valueSize, bytes.length | complete, true);
  to.setUint32(start + 12, first, true);
  grown.set(bytes, start + recordHead);
  to.setUint32(table, start + size, true);
  to.setUint32(head, start, true);
  return grown;
}

/** FNV-1a of 32 bits, folded: the number of a name's chain. */
function hash(name: Uint8Array): number {
  let h = 2166136261;
  for (const b of name) h = Math.imul(h ^ b, 16777619);
  return ((h ^ (h >>> 16)) >>> 0) % chains;
}

function roundUp(n: number, unit: number): number {
  return Math.ceil(n / unit) * unit;
}
