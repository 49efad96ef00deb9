// What a built Go program says of itself: the release and the module information in its build info section, read from
// ELF, PE and Mach-O files.

import { decodeUtf8 } from '../base/utf8.ts';
import { quote, unquoteText } from '../base/quote.ts';

/** A module that went into a program. */
export interface BuiltModule {
  readonly path: string;
  readonly version: string;
  readonly sum: string;
  replace: BuiltModule | null;
}

/** The information in a program. */
export interface BuildInfo {
  readonly goVersion: string;
  path: string;
  main: BuiltModule | null;
  readonly deps: BuiltModule[];
  readonly settings: (readonly [key: string, value: string])[];
}

const unrecognized = 'unrecognized file format';
const notGo = 'not a Go executable';
/** The section starts at a multiple of this. */
const align = 16;
const headerSize = 32;
const magic = [0xff, ...' Go buildinf:'].map(c => (typeof c === 'string' ? c.charCodeAt(0) : c));

/** The information in the bytes of a program, or what stands against it. */
export function readBuildInfo(data: Uint8Array): BuildInfo | string {
  const part = dataPart(data);
  if (typeof part === 'string') return part;
  const at = find(data, part[0], Math.min(part[1], data.length));
  if (at < 0) return notGo;
  if ((data[at + 15]! & 2) === 0) return `${notGo} of release 1.18 or later`;
  const version = varString(data, at + headerSize);
  if (version === null || version.text === '') return notGo;
  const mod = varString(data, version.end);
  if (mod === null) return notGo;
  const info: BuildInfo = { goVersion: version.text, path: '', main: null, deps: [], settings: [] };
  // The text stands between two marks of 16 bytes.
  const framed = data.subarray(mod.end - mod.size, mod.end);
  if (framed.length >= 33 && framed[framed.length - 17] === 10) parse(info, decodeUtf8(framed, 16, framed.length - 16));
  return info;
}

/** Where in the file the section is, or the data it must be in: [from, to). */
function dataPart(d: Uint8Array): readonly [number, number] | string {
  if (d.length < 64) return unrecognized;
  const view = new DataView(d.buffer, d.byteOffset, d.length);
  try {
    const first = view.getUint32(0);
    if (first === 0x7f454c46) return elfPart(d, view);
    if (d[0] === 0x4d && d[1] === 0x5a) return pePart(view);
    if (first === 0xcffaedfe) return machoPart(d, view);
  } catch (err) {
    if (!(err instanceof RangeError)) throw err; // the file ends before its headers do
  }
  return unrecognized;
}

function elfPart(d: Uint8Array, view: DataView): readonly [number, number] | string {
  const wide = d[4] === 2;
  const little = d[5] === 1;
  const word = (at: number) => (wide ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));
  const shoff = word(wide ? 0x28 : 0x20);
  const shentsize = view.getUint16(wide ? 0x3a : 0x2e, little);
  const shnum = view.getUint16(wide ? 0x3c : 0x30, little);
  const shstrndx = view.getUint16(wide ? 0x3e : 0x32, little);
  const section = (i: number) => {
    const at = shoff + i * shentsize;
    return {
      name: view.getUint32(at, little),
      offset: word(at + (wide ? 0x18 : 0x10)),
      size: word(at + (wide ? 0x20 : 0x14)),
    };
  };
  if (shnum > 0) {
    const names = section(shstrndx);
    for (let i = 0; i < shnum; i++) {
      const s = section(i);
      if (cString(d, names.offset + s.name) === '.go.buildinfo') return [s.offset, s.offset + s.size];
    }
  }
  const phoff = word(wide ? 0x20 : 0x1c);
  const phentsize = view.getUint16(wide ? 0x36 : 0x2a, little);
  const phnum = view.getUint16(wide ? 0x38 : 0x2c, little);
  for (let i = 0; i < phnum; i++) {
    const at = phoff + i * phentsize;
    const flags = view.getUint32(at + (wide ? 4 : 0x18), little);
    if (view.getUint32(at, little) !== 1 || (flags & 3) !== 2) continue; // the first that is loaded and writable
    const offset = word(at + (wide ? 8 : 4));
    return [offset, offset + word(at + (wide ? 0x20 : 0x10))];
  }
  return notGo;
}

function pePart(view: DataView): readonly [number, number] | string {
  const pe = view.getUint32(0x3c, true);
  if (view.getUint32(pe) !== 0x50450000) return unrecognized;
  const count = view.getUint16(pe + 6, true);
  const sections = pe + 24 + view.getUint16(pe + 20, true);
  for (let i = 0; i < count; i++) {
    const at = sections + 40 * i;
    const flags = view.getUint32(at + 36, true);
    if ((flags & 0x80000040) >>> 0 !== 0x80000040) continue; // the first that holds data and is writable
    const offset = view.getUint32(at + 20, true);
    return [offset, offset + view.getUint32(at + 16, true)];
  }
  return notGo;
}

function machoPart(d: Uint8Array, view: DataView): readonly [number, number] | string {
  const commands = view.getUint32(16, true);
  for (let i = 0, at = 32; i < commands; i++, at += view.getUint32(at + 4, true)) {
    if (view.getUint32(at, true) !== 0x19) continue; // LC_SEGMENT_64
    const count = view.getUint32(at + 64, true);
    for (let k = 0; k < count; k++) {
      const s = at + 72 + 80 * k;
      if (cString(d, s) !== '__go_buildinfo') continue;
      const offset = view.getUint32(s + 48, true);
      return [offset, offset + Number(view.getBigUint64(s + 40, true))];
    }
  }
  return notGo;
}

function cString(d: Uint8Array, at: number): string {
  let end = at;
  while (end < d.length && end - at < 64 && d[end] !== 0) end++;
  return decodeUtf8(d, at, end);
}

function find(d: Uint8Array, from: number, to: number): number {
  for (let at = Math.ceil(from / align) * align; at + headerSize <= to; at += align) {
    if (magic.every((b, i) => d[at + i] === b)) return at;
  }
  return -1;
}

/** A string with its length before it, as a varint. */
function varString(d: Uint8Array, at: number): { text: string; size: number; end: number } | null {
  let size = 0;
  let i = at;
  for (let scale = 1; ; scale *= 128) {
    const b = d[i++];
    if (b === undefined || scale > 2 ** 49) return null;
    size += (b & 0x7f) * scale;
    if (b < 0x80) break;
  }
  return i + size > d.length ? null : { text: decodeUtf8(d, i, i + size), size, end: i + size };
}

function parse(info: BuildInfo, text: string): void {
  let last: BuiltModule | null = null;
  for (const line of text.split('\n')) {
    const tab = line.indexOf('\t');
    const rest = line.slice(tab + 1);
    const [path = '', version = '', sum = ''] = rest.split('\t');
    const module = { path, version, sum, replace: null };
    switch (line.slice(0, Math.max(tab, 0))) {
      case 'path':
        info.path = rest;
        break;
      case 'mod':
        info.main = last = module;
        break;
      case 'dep':
        info.deps.push((last = module));
        break;
      case '=>':
        if (last !== null) last.replace = module;
        break;
      case 'build': {
        const m = /^("(?:[^"\\]|\\.)*"|`[^`]*`|[^=]*)=(.*)$/.exec(rest);
        if (m !== null) info.settings.push([unquoteText(m[1]!) ?? m[1]!, unquoteText(m[2]!) ?? m[2]!]);
        break;
      }
    }
  }
}

/** The information as `version -m` prints it, without the release. */
export function formatBuildInfo(info: BuildInfo): string[] {
  const out: string[] = [];
  if (info.path !== '') out.push(`path\t${info.path}`);
  const module = (word: string, m: BuiltModule) => {
    if (m.replace === null) {
      out.push(`${word}\t${m.path}\t${m.version}\t${m.sum}`);
      return;
    }
    out.push(`${word}\t${m.path}\t${m.version}`);
    module('=>', m.replace);
  };
  if (info.main !== null) module('mod', info.main);
  for (const m of info.deps) module('dep', m);
  for (const [key, value] of info.settings) {
    const k = key === '' || /[= \t\r\n"`]/.test(key) ? quote(key) : key;
    out.push(`build\t${k}=${/[ \t\r\n"`]/.test(value) ? quote(value) : value}`);
  }
  return out;
}

/** The information as JSON, indented by tabs. */
export function buildInfoJson(info: BuildInfo): string {
  const module = (m: BuiltModule): object => ({
    ...(m.path === '' ? {} : { Path: m.path }),
    ...(m.version === '' ? {} : { Version: m.version }),
    ...(m.sum === '' ? {} : { Sum: m.sum }),
    ...(m.replace === null ? {} : { Replace: module(m.replace) }),
  });
  const all = {
    GoVersion: info.goVersion,
    ...(info.path === '' ? {} : { Path: info.path }),
    Main: info.main === null ? {} : module(info.main),
    ...(info.deps.length === 0 ? {} : { Deps: info.deps.map(module) }),
    ...(info.settings.length === 0
      ? {}
      : {
          Settings: info.settings.map(([Key, Value]) => ({ Key, ...(Value === '' ? {} : { Value }) })),
        }),
  };
  return JSON.stringify(all, null, '\t').replace(
    /[<>&\u2028\u2029]/g,
    c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}
