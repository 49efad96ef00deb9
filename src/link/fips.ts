// The FIPS 140 module check: all code and data of crypto/internal/fips140/... lie together between one-byte marks, and
// go:fipsinfo holds where, and their HMAC, which the program compares when asked to.

import { ByteWriter } from '../base/bytewriter.ts';
import { hmacSha256 } from '../base/sha256.ts';
import { Local } from '../obj/attr.ts';
import type { Ctxt, Segment } from './ctxt.ts';
import { DataBuilder } from './databuilder.ts';
import * as SymKind from './symkind.ts';

const magic = new Uint8Array([0xff, ...[...' Go fipsinfo '].map(c => c.charCodeAt(0)), 0xff, 0]);
/** Bytes of the sum. */
export const fipsSumLength = 32;

const marks: readonly (readonly [name: string, kind: number])[] = [
  ['go:textfipsstart', SymKind.TextFipsStart],
  ['go:textfipsend', SymKind.TextFipsEnd],
  ['go:rodatafipsstart', SymKind.RodataFipsStart],
  ['go:rodatafipsend', SymKind.RodataFipsEnd],
  ['go:noptrdatafipsstart', SymKind.NoptrDataFipsStart],
  ['go:noptrdatafipsend', SymKind.NoptrDataFipsEnd],
  ['go:datafipsstart', SymKind.DataFipsStart],
  ['go:datafipsend', SymKind.DataFipsEnd],
];

/** What the check reads, which a package of the module declares. */
export const fipsInfoName = 'go:fipsinfo';

/** Makes the marks and go:fipsinfo, whose sum `sealFips` fills in. */
export function loadFips(cx: Ctxt): void {
  cx.create(fipsInfoName, SymKind.FipsInfo);
  markFips(cx);
  fipsInfo(cx, new Uint8Array(fipsSumLength));
}

/** Makes the marks. */
export function markFips(cx: Ctxt): void {
  const { tab } = cx;
  for (const [name, kind] of marks) {
    const s = cx.create(name, kind);
    tab.attr[s] |= Local;
    tab.size[s] = 1;
    cx.fipsSyms.push(s);
  }
}

/** Makes go:fipsinfo with a sum. */
export function fipsInfo(cx: Ctxt, sum: Uint8Array): void {
  const { tab } = cx;
  const info = cx.create(fipsInfoName, SymKind.FipsInfo);
  const d = new DataBuilder(cx.target.ptrSize);
  d.w.raw(magic);
  d.w.raw(sum);
  d.addr(info);
  for (const [name] of marks) d.addr(tab.lookupOrCreate(name, 0));
  d.finish(tab, info);
  cx.fipsinfo = info;
}

/** Writes the HMAC into the finished image. */
export function sealFips(cx: Ctxt, image: Uint8Array): void {
  putFipsSum(cx, image, fipsSum(cx, image));
}

/** Writes a sum into the finished image. */
export function putFipsSum(cx: Ctxt, image: Uint8Array, sum: Uint8Array): void {
  const { data } = cx;
  image.set(sum, cx.tab.value[cx.fipsinfo] - data.vaddr + data.fileoff + magic.length);
}

/** The HMAC of what lies between the marks. */
export function fipsSum(cx: Ctxt, image: Uint8Array): Uint8Array {
  const { tab } = cx;
  const fileOff = (seg: Segment, addr: number): number => addr - seg.vaddr + seg.fileoff;
  const segs = [cx.text, cx.rodata, cx.data, cx.data];
  const header = new ByteWriter();
  header.text('go fips object v1\n');
  const parts = [header.bytes()];
  segs.forEach((seg, i) => {
    const start = fileOff(seg, tab.value[tab.lookup(marks[2 * i]![0], 0)]);
    const end = fileOff(seg, tab.value[tab.lookup(marks[2 * i + 1]![0], 0)]);
    const n = end - start;
    const length = new Uint8Array(8);
    for (let k = 0; k < 8; k++) length[7 - k] = Math.floor(n / 2 ** (8 * k));
    parts.push(length, image.subarray(start, end));
  });
  return hmacSha256(new Uint8Array(32), parts);
}
