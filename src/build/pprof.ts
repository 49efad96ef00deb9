// CPU profiles as `go test -cpuprofile` and runtime/pprof write them: a protocol buffer (github.com/google/pprof,
// proto/profile.proto), as a rule compressed. Read is what the compiler wants to know: who calls whom from where, and how often.

import { getU32 } from '../base/endian.ts';
import { inflate } from '../base/inflate.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import type { CallEdge } from '../ssa/program/profile.ts';

/** What is wrong with a profile. */
class ProfileError extends Error {}

interface Function {
  name: string;
  startLine: number;
}

/** A function at a line; where calls were inlined a location has several, the innermost first. */
interface Line {
  readonly func: number;
  readonly line: number;
}

interface Sample {
  readonly locations: readonly number[];
  readonly values: readonly number[];
}

/** Reads a profile: its calls, those seen most often first; a string is what is wrong with it, in the words of gc's preprofile. */
export function readPprof(file: Uint8Array): readonly CallEdge[] | string {
  try {
    const data = uncompressed(file);
    return data.length === 0 ? [] : callEdges(new ProfileReader(data));
  } catch (e) {
    if (e instanceof ProfileError) return e.message;
    throw e;
  }
}

/** A gzip file (RFC 1952) without its compression; any other as it is. */
function uncompressed(file: Uint8Array): Uint8Array {
  if (file.length < 2 || file[0] !== 0x1f || file[1] !== 0x8b) return file;
  const broken = 'error parsing profile: decompressing profile: ';
  if (file.length < 18) throw new ProfileError(`${broken}unexpected EOF`);
  const flags = file[3]!;
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + file[at]! + 256 * file[at + 1]!;
  for (const named of [8, 16]) {
    if ((flags & named) === 0) continue;
    at = file.indexOf(0, at) + 1;
    if (at === 0) throw new ProfileError(`${broken}gzip: invalid header`);
  }
  if ((flags & 2) !== 0) at += 2;
  const data = at > file.length - 8 ? null : inflate(file.subarray(at, -8), getU32(file, file.length - 4));
  if (data === null) throw new ProfileError(`${broken}flate: corrupt input`);
  return data;
}

/** Adds up the calls of all samples. */
function callEdges(p: ProfileReader): CallEdge[] {
  if (p.samples.length === 0) return [];
  const value = p.sampleTypes.findIndex(t => t === 'samples/count' || t === 'cpu/nanoseconds');
  if (value < 0) {
    throw new ProfileError(
      `profile does not contain a sample index with value/type "samples/count" or cpu/nanoseconds"`,
    );
  }
  const weights = new Map<string, number>();
  let startsKnown = false;
  for (const { locations, values } of p.samples) {
    const weight = values[value] ?? 0;
    /** A call that stands in the stack several times counts once. */
    const seen = new Set<string>();
    let callee: Line | null = null;
    let calleePlace = '';
    for (const id of locations) {
      const lines = p.locations.get(id);
      if (lines === undefined)
        throw new ProfileError('error parsing profile: malformed profile: inconsistent location');
      for (let i = 0; i < lines.length; i++) {
        const caller = lines[i]!;
        const place = `${id}.${i}`;
        const { name, startLine } = p.functionOf(caller);
        if (startLine !== 0) startsKnown = true;
        if (callee !== null && place !== calleePlace && !seen.has(`${place} ${calleePlace}`)) {
          seen.add(`${place} ${calleePlace}`);
          const edge = `${name}\n${p.functionOf(callee).name}\n${caller.line - startLine}`;
          weights.set(edge, (weights.get(edge) ?? 0) + weight);
        }
        callee = caller;
        calleePlace = place;
      }
    }
  }
  if (!startsKnown) {
    throw new ProfileError(
      'profile missing Function.start_line data (Go version of profiled application too old? Go 1.20+ automatically adds this to profiles)',
    );
  }
  return sorted(
    [...weights].map(([edge, weight]) => {
      const [caller, callee, offset] = edge.split('\n') as [string, string, string];
      return { caller, callee, offset: Number(offset), weight };
    }),
  );
}

/** Edges by weight, the greatest first, and by names where that is the same; those that weigh nothing are left out. */
function sorted(edges: readonly CallEdge[]): CallEdge[] {
  return edges
    .filter(e => e.weight > 0)
    .sort(
      (a, b) => b.weight - a.weight || order(a.caller, b.caller) || order(a.callee, b.callee) || a.offset - b.offset,
    );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The tables of a profile. */
class ProfileReader {
  /** `type/unit` of the values of each sample. */
  readonly sampleTypes: string[];
  readonly samples: Sample[] = [];
  readonly locations = new Map<number, readonly Line[]>();
  private readonly functions = new Map<number, Function>();

  constructor(data: Uint8Array) {
    const strings: string[] = [];
    const types: [number, number][] = [];
    const names = new Map<Function, number>();
    eachField(data, (field, _, bytes) => {
      switch (field) {
        case 1: {
          const type: [number, number] = [0, 0];
          eachField(bytes, (f, v) => {
            if (f === 1 || f === 2) type[f - 1] = v;
          });
          types.push(type);
          break;
        }
        case 2: {
          const locations: number[] = [];
          const values: number[] = [];
          eachField(bytes, (f, v, b) => {
            const list = f === 1 ? locations : f === 2 ? values : null;
            if (list === null) return;
            if (b.length === 0) list.push(v);
            else eachNumber(b, n => list.push(n));
          });
          this.samples.push({ locations, values });
          break;
        }
        case 4: {
          let id = 0;
          const lines: Line[] = [];
          eachField(bytes, (f, v, b) => {
            if (f === 1) id = v;
            if (f !== 4) return;
            let func = 0;
            let line = 0;
            eachField(b, (g, n) => {
              if (g === 1) func = n;
              else if (g === 2) line = n;
            });
            lines.push({ func, line });
          });
          this.locations.set(id, lines);
          break;
        }
        case 5: {
          let id = 0;
          const func: Function = { name: '', startLine: 0 };
          eachField(bytes, (f, v) => {
            if (f === 1) id = v;
            else if (f === 2) names.set(func, v);
            else if (f === 5) func.startLine = v;
          });
          this.functions.set(id, func);
          break;
        }
        case 6:
          strings.push(decodeUtf8(bytes));
          break;
        default:
      }
    });
    const text = (i: number): string => {
      const s = strings[i];
      if (s === undefined) throw new ProfileError(malformed);
      return s;
    };
    this.sampleTypes = types.map(([type, unit]) => `${text(type)}/${text(unit)}`);
    for (const [func, name] of names) func.name = text(name);
  }

  functionOf(line: Line): Function {
    const func = this.functions.get(line.func);
    if (func === undefined) throw new ProfileError('error parsing profile: malformed profile: inconsistent function');
    return func;
  }
}

const malformed = 'error parsing profile: parsing profile: malformed profile format';
const noBytes = new Uint8Array(0);

/** Calls `take` with each field of a message: its number, and the number or the bytes that it holds. */
function eachField(data: Uint8Array, take: (field: number, value: number, bytes: Uint8Array) => void): void {
  const at = { i: 0 };
  while (at.i < data.length) {
    const tag = varint(data, at);
    const field = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        take(field, varint(data, at), noBytes);
        break;
      case 1:
        at.i += 8;
        break;
      case 2: {
        const n = varint(data, at);
        if (at.i + n > data.length) throw new ProfileError(malformed);
        take(field, 0, data.subarray(at.i, at.i + n));
        at.i += n;
        break;
      }
      case 5:
        at.i += 4;
        break;
      default:
        throw new ProfileError(`error parsing profile: parsing profile: unknown wire type: ${tag % 8}`);
    }
  }
  if (at.i > data.length) throw new ProfileError(malformed);
}

/** Calls `take` with each number of a packed list. */
function eachNumber(data: Uint8Array, take: (n: number) => void): void {
  const at = { i: 0 };
  while (at.i < data.length) take(varint(data, at));
}

/** A number of at most 64 bits, negative ones in two's complement. What is read of them is small; addresses, which are not, are skipped. */
function varint(data: Uint8Array, at: { i: number }): number {
  let n = 0;
  let scale = 1;
  for (let k = 0; k < 10; k++) {
    const b = data[at.i++];
    if (b === undefined) throw new ProfileError(malformed);
    n += (b & 0x7f) * scale;
    if (b < 0x80) return n >= 2 ** 63 ? n - 2 ** 64 : n;
    scale *= 128;
  }
  throw new ProfileError(malformed);
}
