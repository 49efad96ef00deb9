// The container of gc's unified export data (internal/pkgbits in the distribution, version 2 without sync markers): sections of
// elements, each of which begins with a table of the elements that it refers to. What the elements mean, write.ts knows.

import { ByteWriter } from '../../base/bytewriter.ts';
import { fromByteString } from '../../base/quote.ts';
import { sha256 } from '../../base/sha256.ts';
import { assert } from '../../diag/internal-error.ts';

/** The sections, in the order of the file. */
export const StringSection = 0;
export const MetaSection = 1;
export const PosBaseSection = 2;
export const PkgSection = 3;
export const NameSection = 4;
export const TypeSection = 5;
export const ObjSection = 6;
export const ObjExtSection = 7;
export const ObjDictSection = 8;
export const BodySection = 9;

const sectionCount = 10;

/** The version with type parameters of aliases. */
const version = 2;

/** The length of what of the file's hash stands at its end. */
const fingerprintLength = 8;

/** All elements of one package's data. */
export class Elements {
  private readonly sections: (Uint8Array | null)[][] = Array.from({ length: sectionCount }, () => []);
  private readonly stringIds = new Map<string, number>();

  /** The number of a byte string (base/quote.ts). */
  string(s: string): number {
    let id = this.stringIds.get(s);
    if (id === undefined) {
      id = this.sections[StringSection]!.push(fromByteString(s)) - 1;
      this.stringIds.set(s, id);
    }
    return id;
  }

  /** Sets a place aside for an element, so that others can refer to it before it is written. */
  place(section: number): Element {
    return new Element(this, section, this.sections[section]!.push(null) - 1);
  }

  /** Puts an element in its place. */
  put(section: number, index: number, bytes: Uint8Array): void {
    assert(this.sections[section]![index] === null, 'an element is written once');
    this.sections[section]![index] = bytes;
  }

  /** The data, with its fingerprint. */
  bytes(): Uint8Array {
    const w = new ByteWriter(1 << 14);
    w.u32(version);
    w.u32(0); // flags: no sync markers
    let count = 0;
    for (const s of this.sections) w.u32((count += s.length));
    let end = 0;
    for (const s of this.sections) {
      for (const e of s) {
        assert(e !== null, 'what was set aside was written');
        w.u32((end += e.length));
      }
    }
    for (const s of this.sections) for (const e of s) w.raw(e!);
    w.rawRange(sha256(w.view()), 0, fingerprintLength);
    return w.bytes();
  }
}

/** One element on its way: its data, and what it refers to. */
export class Element {
  readonly index: number;
  private readonly all: Elements;
  private readonly section: number;
  private readonly data = new ByteWriter(64);
  /** The number of each reference by section and index, in order. */
  private readonly refs = new Map<number, number>();

  constructor(all: Elements, section: number, index: number) {
    this.all = all;
    this.section = section;
    this.index = index;
  }

  /** An unsigned number; also a code. */
  len(x: number): void {
    this.data.uleb(x);
  }

  bool(x: boolean): void {
    this.data.u8(x ? 1 : 0);
  }

  /** A number of 64 bits with its sign in the lowest bit. */
  int64(x: bigint): void {
    let u = BigInt.asUintN(64, (x << 1n) ^ (x >> 63n));
    while (u > 127n) {
      this.data.u8(Number(u & 127n) | 128);
      u >>= 7n;
    }
    this.data.u8(Number(u));
  }

  /** A reference to another element. */
  ref(section: number, index: number): void {
    const key = index * sectionCount + section;
    let n = this.refs.get(key);
    if (n === undefined) this.refs.set(key, (n = this.refs.size));
    this.len(n);
  }

  /** A string of bytes. */
  string(s: string): void {
    this.ref(StringSection, this.all.string(s));
  }

  /** Ends the element. */
  flush(): number {
    const { refs, data } = this;
    const w = new ByteWriter(data.length + 4 * refs.size + 2);
    w.uleb(refs.size);
    for (const key of refs.keys()) {
      w.uleb(key % sectionCount);
      w.uleb(Math.floor(key / sectionCount));
    }
    w.raw(data.view());
    this.all.put(this.section, this.index, w.bytes());
    return this.index;
  }
}
