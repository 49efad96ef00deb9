// The FIPS 140 module check: all code and data of crypto/internal/fips140/... lie together between one-byte marks, and
// go:fipsinfo holds where, and their HMAC, which the program compares when asked to.

import { ByteWriter } from '../base/bytewriter.ts';
import { hmacSha256 } from '../base/sha256.ts';
import { Local } from '../obj/attr.ts';
import type { Ctxt, Segment } from './ctxt.ts';
import { DataBuilder } from './databuilder.ts';
import * as SymKind from './symkind.ts';

const magic = new Uint8Array([0xff, ...[...' Go fipsinfo '].map(c => c.charCodeAt(0)), 0xff, 0]);
const sumLen = 32;

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

/** Makes the marks and go:fipsinfo, whose sum `sealFips` fills in. */
export function loadFips(cx: Ctxt): void {
  const { tab } = cx;
  const info = cx.create('go:fipsinfo', SymKind.FipsInfo);
  const d = new DataBuilder(cx.target.ptrSize);
  d.w.raw(magic);
  d.w.zeros(sumLen);
  d.addr(info);
  for (const [name, kind] of marks) {
    const s = cx.create(name, kind);
    tab.attr[s] |= Local;
    tab.size[s] = 1;
    cx.fipsSyms.push(s);
    d.addr(s);
  }
  d.finish(tab, info);
  cx.fipsinfo = info;
}

/** Writes the HMAC into the finished image. */
export function sealFips(cx: Ctxt, image: Uint8Array): void {
  const { tab } = cx;
  const fileOff = (seg: Segment, addr: number): number => addr - seg.vaddr + seg.fileoff;
  const segs = [cx.text, cx.rodata, cx.data, cx.data];
  const header = new ByteWriter();
  header.text('go fips object v1\n');
  const parts = [header.bytes()];
  segs.forEach((seg, i) => {
    const start = fileOff(seg, tab.value[cx.fipsSyms[2 * i]]);
    const end = fileOff(seg, tab.value[cx.fipsSyms[2 * i + 1]]);
    const n = end - start;
    const length = new Uint8Array(8);
    for (let k = 0; k < 8; k++) length[7 - k] = Math.floor(n / 2 ** (8 * k));
    parts.push(length, image.subarray(start, end));
  });
  const sum = hmacSha256(new Uint8Array(32), parts);
  image.set(sum, fileOff(cx.data, tab.value[cx.fipsinfo]) + magic.length);
}
