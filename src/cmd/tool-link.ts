// `burrow tool link`: gc's linker flags around the link. Files are read here; the link itself sees bytes.

import { pathToPrefix } from '../base/path-to-prefix.ts';
import { sha256 } from '../base/sha256.ts';
import { encodeUtf8, decodeUtf8, latin1 } from '../base/utf8.ts';
import { fromByteString, unquote } from '../base/quote.ts';
import { IOError, type Host } from '../host/host.ts';
import { writeWhole } from '../host/write-whole.ts';
import type { LinkOptions } from '../link/ctxt.ts';
import { link } from '../link/link.ts';
import type { Replacement } from '../link/load.ts';
import { readArchive, isArchive } from '../obj/goobj.ts';
import { isObj } from '../obj/objfile.ts';
import type { LinkTarget } from '../target/link.ts';
import { command, Exit } from './command.ts';

/** What the command must be told of its surroundings. */
export interface LinkEnv {
  readonly target: LinkTarget;
  readonly goos: string;
  /** The version of Go: `go1.26.8`. */
  readonly version: string;
  /** The Go tree, where $GOROOT is not set. */
  readonly goroot: string;
}

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

export { toolLink as command };

const toolLink = command({
  usageLine: 'tool link [options] main.o',
  long: `Link puts a program together from the object of its main package and those that -importcfg names, Go's or burrow's.
It has the flags of Go's linker; what burrow does not support is refused in one line.
`,
  flags: {},
  customFlags: true,
  async run(cx, _, args) {
    const { host } = cx;
    const config = await cx.config();
    const target = await cx.machines.link(config.goarch);
    if (target === null) throw new Exit(2, `link: GOARCH=${config.goarch} is not supported by burrow`);
    return linkMain(host, args, { target, goos: config.goos, version: config.release, goroot: config.goroot });
  },
});

/** Runs the link with gc's arguments and gives the exit status. */
export function linkMain(host: Host, args: readonly string[], env: LinkEnv): number {
  const err = (text: string): void => host.stderr.write(`${text}\n`);
  const parsed = parse(args);
  if (typeof parsed === 'string') {
    err(parsed);
    err('usage: link [options] main.o');
    return 2;
  }
  const { values, rest, xs } = parsed;
  if (values.has('V')) {
    host.stdout.write(`link version ${env.version} burrow\n`);
    return 0;
  }
  const on = (name: string, otherwise: boolean): boolean => {
    const v = values.get(name);
    return v === undefined ? otherwise : v !== 'false' && v !== '0';
  };
  const wrong = unsupported(values, on);
  if (wrong !== '') {
    err(`link: ${wrong}`);
    return 1;
  }
  if (rest.length !== 1) {
    err('usage: link [options] main.o');
    return 2;
  }

  const strings = new Map<string, Uint8Array>();
  // An empty $GOROOT is what the go command passes for -trimpath.
  const goroot = host.environ().has('GOROOT') ? host.getenv('GOROOT') : env.goroot;
  if (goroot !== '') strings.set('runtime.defaultGOROOT', encodeUtf8(goroot));
  strings.set('runtime.buildVersion', encodeUtf8(env.version));
  const packages = new Map<string, string>();
  const importcfg = values.get('importcfg') ?? '';
  if (importcfg !== '') {
    const bad = readImportcfg(host, importcfg, packages, strings);
    if (bad !== '') {
      err(`link: ${bad}`);
      return 1;
    }
  }
  for (const x of xs) {
    const eq = x.indexOf('=');
    const dot = x.slice(0, eq + 1).lastIndexOf('.');
    if (eq < 0 || dot < 0) {
      err('-X flag requires argument of the form importpath.name=value');
      return 2;
    }
    strings.set(pathToPrefix(x.slice(0, dot)) + x.slice(dot, eq), encodeUtf8(x.slice(eq + 1)));
  }

  const file = rest[0];
  const bytes = host.readFile(file);
  if (bytes instanceof IOError) {
    err(`link: cannot open file ${file}: ${bytes}`);
    return 1;
  }
  const buildID = values.get('buildid') ?? '';
  const gnu = gnuBuildID(values.get('B') ?? (buildID !== '' ? 'gobuildid' : ''), buildID);
  if (typeof gnu === 'string') {
    err(gnu);
    return 1;
  }
  const strip = on('s', false);
  const options: LinkOptions = {
    target: env.target,
    goos: env.goos,
    header: headerOf(bytes),
    strings,
    goVersion: env.version,
    buildID,
    gnuBuildID: gnu,
    strip,
    noDwarf: on('w', strip),
    compressDwarf: on('compressdwarf', true),
    entry: values.get('E') ?? '',
    checkLinkname: on('checklinkname', true),
    pruneWeakMap: on('pruneweakmap', true),
    textAddr: number(values.get('T')),
    dataAddr: number(values.get('D')),
    funcAlign: Math.max(0, number(values.get('funcalign'))),
    eager: host.getenv('BURROW_LINK_ORDER') === 'gc',
    allErrors: on('e', false),
    debugNosplit: on('debugnosplit', false),
    goroot,
    stackLimit: 800,
  };
  const replacements = readReplacements(host, values.get('replace') ?? '');
  if (typeof replacements === 'string') {
    err(`link: ${replacements}`);
    return 1;
  }
  const out = values.get('o') ?? 'a.out';
  const result = link(
    {
      file,
      bytes,
      open: pkg => {
        const name = packages.get(pkg);
        if (name === undefined) return null;
        const b = host.readFile(name);
        if (b instanceof IOError) {
          err(`link: cannot open file ${name}: ${b}`);
          return null;
        }
        return { file: name, bytes: b };
      },
      replacements,
    },
    options,
  );
  for (const line of result.output) host.stdout.write(`${line}\n`);
  for (const line of result.errors) err(line);
  if (result.image === null) {
    host.remove(out); // as gc does, so that a stale program is not taken for the new one
    return 2;
  }
  const failed = writeWhole(host, out, result.image, 0o755);
  if (failed !== null) {
    host.remove(out);
    err(`link: ${failed}`);
    return 1;
  }
  return 0;
}

interface Parsed {
  readonly values: Map<string, string>;
  readonly rest: string[];
  /** The arguments of -X, in order. */
  readonly xs: string[];
}

function parse(args: readonly string[]): Parsed | string {
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
function unsupported(values: ReadonlyMap<string, string>, on: (name: string, otherwise: boolean) => boolean): string {
  const mode = values.get('buildmode') ?? 'exe';
  if (mode !== 'exe' && mode !== 'default') return `-buildmode=${mode} is not supported by burrow`;
  const linkmode = values.get('linkmode') ?? 'auto';
  if (linkmode !== 'auto' && linkmode !== 'internal') return `-linkmode=${linkmode} is not supported by burrow`;
  for (const name of ['race', 'msan', 'asan', 'linkshared']) {
    if (on(name, false)) return `-${name} is not supported by burrow`;
  }
  // Debugging aids of gc's link that burrow does not have.
  for (const name of `k fipso capturehostobjs benchmark cpuprofile memprofile debugtextsize debugtramp randlayout
    strictdups`.split(/\s+/)) {
    const value = values.get(name) ?? '';
    if (value !== '' && value !== '0') return `-${name} is not supported by burrow`;
  }
  for (const name of ['c', 'dumpdep']) if (on(name, false)) return `-${name} is not supported by burrow`;
  const head = values.get('H') ?? 'linux';
  if (head !== 'linux') return `-H ${head} is not supported by burrow`;
  return '';
}

function number(text: string | undefined): number {
  return text === undefined || text === '' ? -1 : Number(text);
}

/** Reads `packagefile` and `modinfo` lines; returns what is wrong, '' for nothing. */
function readImportcfg(
  host: Host,
  file: string,
  packages: Map<string, string>,
  strings: Map<string, Uint8Array>,
): string {
  const data = host.readFile(file);
  if (data instanceof IOError) return `-importcfg: ${data}`;
  const lines = decodeUtf8(data).split('\n');
  for (let n = 1; n <= lines.length; n++) {
    const line = lines[n - 1].trim();
    if (line === '' || line.startsWith('#')) continue;
    const space = line.indexOf(' ');
    const verb = space < 0 ? line : line.slice(0, space);
    const args = space < 0 ? '' : line.slice(space + 1).trim();
    const eq = args.indexOf('=');
    switch (verb) {
      case 'packagefile':
        if (eq <= 0 || eq === args.length - 1) {
          return `${file}:${n}: invalid packagefile: syntax is "packagefile path=filename"`;
        }
        packages.set(args.slice(0, eq), args.slice(eq + 1));
        break;
      case 'packageshlib':
        return `${file}:${n}: packageshlib is not supported by burrow`;
      case 'modinfo': {
        const text = unquote(args);
        if (text === null) return `${file}:${n}: invalid modinfo: invalid syntax`;
        strings.set('runtime.modinfo', fromByteString(text));
        break;
      }
      default:
        return `${file}:${n}: unknown directive ${JSON.stringify(verb)}`;
    }
  }
  return '';
}

/**
 * Reads the file of -replace, burrow's own flag: a line `package object [symbol...]` for each object of burrow's that takes the
 * place of gc's definitions, all of them or those named. Returns what is wrong as a string.
 */
function readReplacements(host: Host, file: string): Replacement[] | string {
  if (file === '') return [];
  const data = host.readFile(file);
  if (data instanceof IOError) return `-replace: ${data}`;
  const out: Replacement[] = [];
  for (const line of decodeUtf8(data).split('\n')) {
    const [pkg, object, ...names] = line.split(/\s+/).filter(w => w !== '');
    if (pkg === undefined) continue;
    if (object === undefined) return `${file}: a line is "package object [symbol...]"`;
    const bytes = host.readFile(object);
    if (bytes instanceof IOError) return `-replace: ${bytes}`;
    // The assembler writes a line before the object.
    const at = isObj(bytes, 0) ? 0 : bytes.indexOf(0);
    out.push({
      pkg,
      file: object,
      bytes: bytes.subarray(Math.max(at, 0)),
      names: names.length > 0 ? new Set(names) : null,
    });
  }
  return out;
}

/** The header line of the first Go object of an archive, which all others must have too. */
function headerOf(b: Uint8Array): string {
  const members = isArchive(b) ? readArchive(b) : [{ name: '_go_.o', from: 0, to: b.length }];
  for (const m of members ?? []) {
    if (m.name === '__.PKGDEF') continue;
    const eol = b.indexOf(10, m.from);
    const line = eol < 0 ? '' : latin1(b, m.from, eol);
    if (line.startsWith('go object ')) return line;
  }
  return '';
}

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
  if (digits.length % 2 !== 0) return `-B argument must have even number of digits: ${value}`;
  if (!/^[0-9a-fA-F]*$/.test(digits)) return `-B argument contains invalid hex digit: ${value}`;
  const out = new Uint8Array(digits.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return out;
}
