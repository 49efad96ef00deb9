// Programs for the link's tests: Go sources compiled by gc into archives, which burrow's link and gc's read alike.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { linkTarget } from '../src/arch/amd64/link.ts';
import { encodeUtf8, latin1 } from '../src/base/utf8.ts';
import type { LinkOptions } from '../src/link/ctxt.ts';
import { baseParts, readBase } from '../src/link/base.ts';
import { joinBytes } from '../src/base/bytewriter.ts';
import { type ArchiveBase, type ArchiveInput, linkArchives } from '../src/link/split-archives.ts';
import { sameBytes } from '../src/base/same-bytes.ts';
import { link, type LinkResult } from '../src/link/link.ts';
import type { Replacement } from '../src/link/load.ts';
import { goroot, goTool } from './goroot.ts';

/** The archives of a program: one a package. */
export interface Archives {
  /** The main package's. */
  readonly main: string;
  /** Import path to file, the main package left out. */
  readonly packages: ReadonlyMap<string, string>;
}

/** Runs the go command; throws with what it said when it fails. */
export function go(dir: string, ...args: string[]): string {
  const ran = spawnSync(goTool!, args, {
    cwd: dir,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off', GOARCH: 'amd64', GOOS: 'linux' },
  });
  if (ran.status !== 0) throw new Error(`go ${args.join(' ')}: ${ran.stderr}`);
  return ran.stdout;
}

/** A directory of the test's own; the caller removes it. */
export function tempDir(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-link-'));
}

/** Compiles a package (by default the module in `dir`) and what it imports; `flags` are those of a build. */
export function compile(dir: string, pkg = '.', flags: readonly string[] = []): Archives {
  const packages = new Map<string, string>();
  let main = '';
  const format = '{{.ImportPath}}={{.Export}}={{.Name}}';
  for (const row of go(dir, 'list', ...flags, '-export', '-deps', '-f', format, pkg).split('\n')) {
    const [name, file, kind] = row.split('=');
    if (file === undefined || file === '') continue;
    if (kind === 'main') main = file;
    else packages.set(name!, file);
  }
  return { main, packages };
}

/** Writes a module of one main package, and more files where asked for, and compiles it. */
export function compileSource(
  dir: string,
  source: string,
  more: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Archives {
  fs.writeFileSync(path.join(dir, 'go.mod'), 'module p\n\ngo 1.26\n');
  fs.writeFileSync(path.join(dir, 'main.go'), source);
  for (const [name, text] of Object.entries(more)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
  return compile(dir, '.', flags);
}

const bytesOf = new Map<string, Uint8Array>();

/** The bytes of a file, read once. */
export function bytes(file: string): Uint8Array {
  let b = bytesOf.get(file);
  if (b === undefined) {
    b = new Uint8Array(fs.readFileSync(file));
    bytesOf.set(file, b);
  }
  return b;
}

const version = goTool === null ? '' : fs.readFileSync(path.join(goroot!, 'VERSION'), 'utf8').split('\n')[0]!;

/** The options of a plain link, some of them changed. */
export function options(change: Partial<LinkOptions> = {}): LinkOptions {
  return {
    target: linkTarget,
    goos: 'linux',
    header: '',
    strings: new Map([
      ['runtime.defaultGOROOT', encodeUtf8(goroot ?? '')],
      ['runtime.buildVersion', encodeUtf8(version)],
    ]),
    goVersion: version,
    buildID: '',
    gnuBuildID: null,
    strip: false,
    noDwarf: true,
    compressDwarf: true,
    entry: '',
    checkLinkname: true,
    pruneWeakMap: true,
    pie: null,
    textAddr: -1,
    dataAddr: -1,
    funcAlign: 0,
    randLayout: 0,
    eager: false,
    allErrors: false,
    debugNosplit: false,
    dumpDep: false,
    goroot: goroot ?? '',
    stackLimit: 800,
    ...change,
  };
}

/** Links with burrow. `replace` gives other bytes for some packages. */
export function burrowLink(
  a: Archives,
  opts: LinkOptions,
  replace: ReadonlyMap<string, Uint8Array> = new Map(),
  replacements: readonly Replacement[] = [],
): LinkResult {
  return link(
    {
      file: 'main.a',
      bytes: replace.get('main') ?? bytes(a.main),
      open: pkg => {
        const file = a.packages.get(pkg);
        if (file === undefined) return null;
        return { file: `${pkg}.a`, bytes: replace.get(pkg) ?? bytes(file) };
      },
      replacements,
    },
    opts,
  );
}

/** Links with gc's link into `out`; returns its exit status and what it printed. */
export function gcLink(a: Archives, out: string, flags: readonly string[]): { status: number; text: string } {
  const cfg = `${out}.importcfg`;
  fs.writeFileSync(cfg, [...a.packages].map(([p, f]) => `packagefile ${p}=${f}\n`).join(''));
  const ran = spawnSync(goTool!, ['tool', 'link', '-o', out, '-importcfg', cfg, '-buildmode=exe', ...flags, a.main], {
    encoding: 'utf8',
    env: { ...process.env, GOROOT: goroot! },
  });
  return { status: ran.status ?? -1, text: ran.stdout + ran.stderr };
}

/**
 * Links with burrow in parts, then again behind each base that was made; null where that cannot be done. Throws where a base makes
 * another image than no base. Gives the last base, which has most.
 */
export function burrowLinkInTwo(
  a: Archives,
  opts: LinkOptions,
  replace: ReadonlyMap<string, Uint8Array> = new Map(),
): { image: Uint8Array; made: ArchiveBase; bases: readonly ArchiveBase[] } | null {
  const input = twoParts(a, replace);
  const first = linkArchives(input, opts, null);
  if (first === null) return null;
  const bases = first.made.map(made => ({ ...made, base: readBase(joinBytes(baseParts(made.base))) }));
  for (const found of bases) {
    const second = linkArchives(input, opts, found);
    if (second === null) throw new Error('the base does not fit the program that it was made for');
    if (!sameBytes(first.image, second.image))
      throw new Error(`behind the base of the ${found.extent} the image is another`);
    const again = first.made.slice(first.made.findIndex(m => m.extent === found.extent) + 1);
    if (second.made.length !== again.length) throw new Error('a base that was there is made');
    for (const [i, { base }] of again.entries()) {
      if (!sameBytes(joinBytes(baseParts(second.made[i]!.base)), joinBytes(baseParts(base))))
        throw new Error('behind a base another is made');
    }
  }
  return { image: first.image, made: bases[bases.length - 1]!, bases };
}

/** What a link in two parts reads. */
export function twoParts(a: Archives, replace: ReadonlyMap<string, Uint8Array> = new Map()): ArchiveInput {
  return {
    file: 'main.a',
    bytes: replace.get('main') ?? bytes(a.main),
    open: pkg => {
      const file = a.packages.get(pkg);
      return file === undefined ? null : { file: `${pkg}.a`, bytes: replace.get(pkg) ?? bytes(file) };
    },
    packages: [...a.packages.keys()],
  };
}

/** Writes an image as a program. */
export function writeProgram(file: string, image: Uint8Array): void {
  fs.rmSync(file, { force: true });
  fs.writeFileSync(file, image, { mode: 0o755 });
}

/** Runs a program and collects both its outputs. */
export function run(file: string, ...args: string[]): { status: number; out: string; err: string } {
  const ran = spawnSync(file, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status: ran.status ?? -1, out: ran.stdout, err: ran.stderr };
}

/** The sections of an ELF file by name: address and contents. */
export function elfSections(b: Uint8Array): Map<string, { addr: number; data: Uint8Array }> {
  const v = new DataView(b.buffer, b.byteOffset, b.byteLength);
  const at = Number(v.getBigUint64(40, true));
  const n = v.getUint16(60, true);
  const header = (i: number): { name: number; type: number; addr: number; off: number; size: number } => ({
    name: v.getUint32(at + 64 * i, true),
    type: v.getUint32(at + 64 * i + 4, true),
    addr: Number(v.getBigUint64(at + 64 * i + 16, true)),
    off: Number(v.getBigUint64(at + 64 * i + 24, true)),
    size: Number(v.getBigUint64(at + 64 * i + 32, true)),
  });
  const names = header(v.getUint16(62, true));
  const out = new Map<string, { addr: number; data: Uint8Array }>();
  for (let i = 1; i < n; i++) {
    const h = header(i);
    const start = names.off + h.name;
    const name = latin1(b, start, b.indexOf(0, start));
    out.set(name, { addr: h.addr, data: h.type === 8 ? new Uint8Array(0) : b.subarray(h.off, h.off + h.size) });
  }
  return out;
}
