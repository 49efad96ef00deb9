// gc's flags of the linker: for `tool link`, and for -ldflags of the commands that link.

import { pathToPrefix } from '../base/path-to-prefix.ts';
import { sha256 } from '../base/sha256.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import type { LinkOptions } from '../link/ctxt.ts';

// How a flag takes its value.
const isBool = 0;
const isValue = 1;
const isCount = 2;

/** All flags of gc's link. Those without an effect here are still read. */
const flags: ReadonlyMap<string, number> = new Map([
  ...`a aslr asan bindnow c checklinkname compressdwarf d debugnosplit dumpdep e f g h linkshared msan n pruneweakmap
    race s w`
    .split(/\s+/)
    .map(f => [f, isBool] as const),
  ...`B D E H I L R T X benchmark benchmarkprofile buildid buildmode capturehostobjs cpuprofile debugtextsize debugtramp
    extar extld extldflags fipso funcalign importcfg installsuffix k libgcc linkmode memprofile memprofilerate o
    pluginpath r randlayout replace strictdups tmpdir`
    .split(/\s+/)
    .map(f => [f, isValue] as const),
  ['v', isCount],
  ['V', isCount],
]);

/** Flags of the linker by name, and what is no flag. */
export interface LinkFlags {
  readonly values: Map<string, string>;
  readonly rest: string[];
  /** The arguments of -X, in order. */
  readonly xs: string[];
}

/** Reads gc's flags of the linker; a string is what is wrong. */
export function parseLinkFlags(args: readonly string[]): LinkFlags | string {
  const values = new Map<string, string>();
  const xs: string[] = [];
  let i = 0;
  for (; i < args.length; i++) {
    const arg = args[i];
    if (arg === '--') {
      i++;
      break;
    }
    if (!arg.startsWith('-') || arg === '-') break;
    const body = arg.replace(/^--?/, '');
    const eq = body.indexOf('=');
    const name = eq < 0 ? body : body.slice(0, eq);
    const how = flags.get(name);
    if (how === undefined) return `flag provided but not defined: -${name}`;
    let value = eq < 0 ? '' : body.slice(eq + 1);
    if (eq < 0) {
      if (how !== isValue) value = 'true';
      else if (i + 1 < args.length) value = args[++i];
      else return `flag needs an argument: -${name}`;
    }
    if (name === 'X') xs.push(value);
    else values.set(name, value);
  }
  return { values, rest: args.slice(i), xs };
}

/** The one line that says what was asked for and is not there; '' when all is. */
export function unsupported(values: ReadonlyMap<string, string>): string {
  const mode = modeOf(values);
  if (mode !== 'exe' && mode !== 'default' && mode !== 'pie') return `-buildmode=${mode} is not supported by burrow`;
  const linkmode = values.get('linkmode') ?? 'auto';
  if (linkmode !== 'auto' && linkmode !== 'internal') return `-linkmode=${linkmode} is not supported by burrow`;
  for (const name of ['race', 'msan', 'asan', 'linkshared']) {
    if (isOn(values, name, false)) return `-${name} is not supported by burrow`;
  }
  // Debugging aids of gc's link that burrow does not have. A call reaches everything on amd64, so that -debugtramp changes nothing.
  for (const name of `k fipso capturehostobjs benchmark cpuprofile memprofile debugtextsize strictdups`.split(/\s+/)) {
    const value = values.get(name) ?? '';
    if (value !== '' && value !== '0') return `-${name} is not supported by burrow`;
  }
  if (isOn(values, 'c', false)) return '-c is not supported by burrow';
  const head = values.get('H') ?? 'linux';
  if (head !== 'linux') return `-H ${head} is not supported by burrow`;
  return '';
}

function modeOf(values: ReadonlyMap<string, string>): string {
  return values.get('buildmode') ?? 'exe';
}

function isOn(values: ReadonlyMap<string, string>, name: string, otherwise: boolean): boolean {
  const v = values.get(name);
  return v === undefined ? otherwise : v !== 'false' && v !== '0';
}

/** -v: the link says what it does. */
export function saysMore(values: ReadonlyMap<string, string>): boolean {
  return isOn(values, 'v', false);
}

/** Adds the strings of -X: `importpath.name=value`. Returns what is wrong, '' for nothing. */
export function readStrings(xs: readonly string[], strings: Map<string, Uint8Array>): string {
  for (const x of xs) {
    const eq = x.indexOf('=');
    const dot = x.slice(0, eq + 1).lastIndexOf('.');
    if (eq < 0 || dot < 0) return '-X flag requires argument of the form importpath.name=value';
    strings.set(pathToPrefix(x.slice(0, dot)) + x.slice(dot, eq), encodeUtf8(x.slice(eq + 1)));
  }
  return '';
}

/** What of a link its flags say. */
export type FlagChoices = Pick<
  LinkOptions,
  | 'buildID'
  | 'gnuBuildID'
  | 'pie'
  | 'strip'
  | 'noDwarf'
  | 'compressDwarf'
  | 'entry'
  | 'checkLinkname'
  | 'pruneWeakMap'
  | 'textAddr'
  | 'dataAddr'
  | 'funcAlign'
  | 'randLayout'
  | 'allErrors'
  | 'debugNosplit'
  | 'dumpDep'
>;

/** What the flags choose; a string is what is wrong with them. */
export function linkChoices(values: ReadonlyMap<string, string>): FlagChoices | string {
  const buildID = values.get('buildid') ?? '';
  const gnu = gnuBuildID(values.get('B') ?? (buildID !== '' ? 'gobuildid' : ''), buildID);
  if (typeof gnu === 'string') return gnu;
  const strip = isOn(values, 's', false);
  const loading = { interpreter: values.get('I') ?? '', bindNow: isOn(values, 'bindnow', false) };
  return {
    buildID,
    gnuBuildID: gnu,
    pie: modeOf(values) === 'pie' ? loading : null,
    strip,
    noDwarf: isOn(values, 'w', strip),
    compressDwarf: isOn(values, 'compressdwarf', true),
    entry: values.get('E') ?? '',
    checkLinkname: isOn(values, 'checklinkname', true),
    pruneWeakMap: isOn(values, 'pruneweakmap', true),
    textAddr: number(values.get('T')),
    dataAddr: number(values.get('D')),
    funcAlign: Math.max(0, number(values.get('funcalign'))),
    randLayout: Number(values.get('randlayout') ?? 0),
    allErrors: isOn(values, 'e', false),
    debugNosplit: isOn(values, 'debugnosplit', false),
    dumpDep: isOn(values, 'dumpdep', false),
  };
}

function number(text: string | undefined): number {
  return text === undefined || text === '' ? -1 : Number(text);
}

/** Bytes of a GNU build id; what gc says of more counts them as digits, too. */
const maxGnuBuildID = 32;

/** The bytes of the GNU build-id note for the value of -B: null for none, a string for what is wrong. */
function gnuBuildID(value: string, buildID: string): Uint8Array | null | string {
  if (value === '' || value === 'none') return null;
  if (value === 'gobuildid') {
    if (buildID === '') return '-B gobuildid requires a Go build ID supplied via -buildid';
    const hash = sha256(encodeUtf8(buildID)).slice(0, 20);
    hash[0] ^= 0xff; // as gc does, to keep its hashes apart from plain ones
    return hash;
  }
  if (!value.startsWith('0x')) return `-B argument must start with 0x: ${value}`;
  const digits = value.slice(2);
  if (digits.length >> 1 > maxGnuBuildID) return `-B option too long (max ${maxGnuBuildID} digits): ${value}`;
  const bad = /[^0-9a-fA-F]/.exec(digits);
  if (bad !== null) return `-B argument contains invalid hex digit ${bad[0]}: ${value}`;
  if (digits.length % 2 !== 0) return `-B argument must have even number of digits: ${value}`;
  const out = new Uint8Array(digits.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return out;
}
