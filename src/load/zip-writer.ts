// Writes zip files: modules that are made from a repository.

import { zlib } from '../base/deflate.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { concat } from './mod/fetch/bytes.ts';

const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locatorSignature = 0x07064b50;
/** Versions of the format: deflated files, and 64-bit sizes. */
const version20 = 20;
const version45 = 45;
/** What zlib puts around a deflate stream. */
const zlibHead = 2;
const zlibTail = 4;

/** A file that goes into a zip. */
export interface ZipFile {
  readonly name: string;
  readonly data: Uint8Array;
}

/** A zip of files, deflated where that makes them smaller. */
export function writeZip(files: readonly ZipFile[]): Uint8Array {
  const table = crcTable();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  let directorySize = 0;
  for (const f of files) {
    const name = encodeUtf8(f.name);
    const packed = zlib(f.data).subarray(zlibHead, -zlibTail);
    const deflated = packed.length < f.data.length;
    const body = deflated ? packed : f.data;
    const header = new Uint8Array(46 + name.length);
    const view = new DataView(header.buffer);
    view.setUint32(0, entrySignature, true);
    view.setUint16(4, version20, true);
    view.setUint16(6, version20, true);
    view.setUint16(8, 0x800, true); // the name is UTF-8
    view.setUint16(10, deflated ? 8 : 0, true);
    view.setUint32(16, crc32(table, f.data), true);
    view.setUint32(20, body.length, true);
    view.setUint32(24, f.data.length, true);
    view.setUint16(28, name.length, true);
    view.setUint32(42, offset, true);
    header.set(name, 46);
    // The local header has the same fields from the version of the reader to the length of the extra field.
    const local = new Uint8Array(30 + name.length);
    new DataView(local.buffer).setUint32(0, localSignature, true);
    local.set(header.subarray(6, 32), 4);
    local.set(name, 30);
    parts.push(local, body);
    directory.push(header);
    offset += local.length + body.length;
    directorySize += header.length;
  }
  return concat([...parts, ...directory, zipEnd(files.length, directorySize, offset)]);
}

function zipEnd(count: number, size: number, offset: number): Uint8Array {
  const wide = count >= 0xffff ? 56 + 20 : 0;
  const out = new Uint8Array(wide + 22);
  const view = new DataView(out.buffer);
  if (wide > 0) {
    view.setUint32(0, end64Signature, true);
    view.setBigUint64(4, 44n, true);
    view.setUint16(12, version45, true);
    view.setUint16(14, version45, true);
    view.setBigUint64(24, BigInt(count), true);
    view.setBigUint64(32, BigInt(count), true);
    view.setBigUint64(40, BigInt(size), true);
    view.setBigUint64(48, BigInt(offset), true);
    view.setUint32(56, locatorSignature, true);
    view.setBigUint64(64, BigInt(offset + size), true);
    view.setUint32(72, 1, true);
  }
  view.setUint32(wide, endSignature, true);
  view.setUint16(wide + 8, Math.min(count, 0xffff), true);
  view.setUint16(wide + 10, Math.min(count, 0xffff), true);
  view.setUint32(wide + 12, size, true);
  view.setUint32(wide + 16, offset, true);
  return out;
}

function crcTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = (c >>> 1) ^ (c & 1 ? 0xedb88320 : 0);
    table[n] = c;
  }
  return table;
}

function crc32(table: Uint32Array, data: Uint8Array): number {
  let crc = -1;
  for (let i = 0; i < data.length; i++) crc = (crc >>> 8) ^ table[(crc ^ data[i]!) & 0xff]!;
  return ~crc >>> 0;
}
