// Zip files as the module proxy serves them: the list of members and the bytes of each, and Go's hash over a whole one.

import { toHex } from '../base/hex.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import type { Host } from '../host/host.ts';

/** A file in a zip. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header is. */
  readonly offset: number;
  /** The bits of Unix with the kind of the file; 0 where it was made elsewhere. */
  readonly mode: number;
}

const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const none32 = 0xffffffff;
const madeOnUnix = 3;

/** The members of a zip file in the order of its directory, or what is wrong with it. */
export function readZip(zip: Uint8Array): ZipEntry[] | string {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  const wide = (at: number) => Number(view.getBigUint64(at, true));
  try {
    let end = zip.length - 22;
    while (end >= 0 && view.getUint32(end, true) !== endSignature) {
      if (zip.length - end > 22 + 0xffff) return 'not a valid zip file';
      end--;
    }
    if (end < 0) return 'not a valid zip file';
    let count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    if (count === 0xffff || at === none32) {
      const end64 = wide(end - 20 + 8);
      if (view.getUint32(end64, true) !== end64Signature) return 'not a valid zip file';
      count = wide(end64 + 32);
      at = wide(end64 + 48);
    }
    const out: ZipEntry[] = [];
    for (let i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== entrySignature) return 'not a valid zip file';
      const nameSize = view.getUint16(at + 28, true);
      const extraSize = view.getUint16(at + 30, true);
      const commentSize = view.getUint16(at + 32, true);
      let packedSize = view.getUint32(at + 20, true);
      let size = view.getUint32(at + 24, true);
      let offset = view.getUint32(at + 42, true);
      const extra = at + 46 + nameSize;
      for (let e = extra; e + 4 <= extra + extraSize; e += 4 + view.getUint16(e + 2, true)) {
        if (view.getUint16(e, true) !== 1) continue; // the 64-bit forms of the fields that are all ones
        let field = e + 4;
        const next = () => {
          field += 8;
          return wide(field - 8);
        };
        if (size === none32) size = next();
        if (packedSize === none32) packedSize = next();
        if (offset === none32) offset = next();
      }
      const name = decodeUtf8(zip, at + 46, extra);
      const mode = view.getUint8(at + 5) === madeOnUnix ? view.getUint16(at + 40, true) : 0;
      out.push({ name, method: view.getUint16(at + 10, true), packedSize, size, offset, mode });
      at = extra + extraSize + commentSize;
    }
    return out;
  } catch (err) {
    if (err instanceof RangeError) return 'not a valid zip file';
    throw err;
  }
}

/** The bytes of a member; null where it is damaged. */
export function zipData(host: Host, zip: Uint8Array, entry: ZipEntry): Uint8Array | null {
  const { offset } = entry;
  if (offset + 30 > zip.length) return null;
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  if (view.getUint32(offset, true) !== localSignature) return null;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = zip.subarray(start, start + entry.packedSize);
  if (packed.length !== entry.packedSize) return null;
  if (entry.method === 0) return packed.length === entry.size ? packed : null;
  return entry.method === 8 ? host.inflate(packed, entry.size) : null;
}

/** Go's h1: hash of a set of files: the hash of the list of their hashes and names, by name. */
export class DirHash {
  private readonly lines: { readonly name: string; readonly line: string }[] = [];
  private readonly host: Host;

  constructor(host: Host) {
    this.host = host;
  }

  add(name: string, data: Uint8Array): void {
    this.lines.push({ name, line: `${toHex(this.host.sha256(data))}  ${name}\n` });
  }

  /** `h1:` and the hash in base64. */
  sum(): string {
    const sorted = this.lines.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    return 'h1:' + base64(this.host.sha256(encodeUtf8(sorted.map(l => l.line).join(''))));
  }
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64, padded. */
export function base64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const n = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += digits[n >> 18]! + digits[(n >> 12) & 63]!;
    out += i + 1 < bytes.length ? digits[(n >> 6) & 63]! : '=';
    out += i + 2 < bytes.length ? digits[n & 63]! : '=';
  }
  return out;
}
