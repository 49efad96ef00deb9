// Counters in packages: -cover of build, run, install and test. The distribution's cover tool puts counters into the text of a
// package's files, and describes the blocks that they count. What gc's compiler then adds is text here: the description is made
// known to the runtime where the package starts, and a main package has what it counted written when it ends.

import { toHex } from '../base/hex.ts';
import { quote } from '../base/quote.ts';
import { sha256 } from '../base/sha256.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { coverRuntime } from '../build/testmain.ts';
import { IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import { packageList, type Package } from '../load/package.ts';
import { isCovering } from './build-flags.ts';
import type { Building } from './build-setup.ts';
import { fatal } from './command.ts';
import { endText } from './exec.ts';
import { matchesPackage } from './package-flags.ts';
import { builtTool } from './vetting.ts';

/** What takes the description of a package; it is of the runtime. */
const registry = 'internal/coverage/rtcov';

/** What every program with counters imports. */
const coverage = 'runtime/coverage';

/** The numbers of internal/coverage's CounterMode; the blocks are those of statements that run together. */
const modes = new Map([
  ['set', 1],
  ['count', 2],
  ['atomic', 3],
]);
const perBlock = 1;

/** The flags about coverage. */
export interface CoverFlags {
  readonly cover: boolean;
  readonly covermode: string;
  readonly coverpkg: string | null;
}

const none: ReadonlySet<string> = new Set();

/** What the cover tool says of the counters of a package; the names are its own. */
interface Fixup {
  readonly MetaVar: string;
  readonly MetaLen: number;
  readonly MetaHash: string;
  readonly PkgIdVar: string;
  readonly CounterPrefix: string;
}

/** The counters that one command asks for. */
export class Coverage {
  /** set, count or atomic. */
  readonly mode: string;
  /** The patterns of -coverpkg; null without it. */
  readonly patterns: readonly string[] | null;
  private readonly work: Building;
  private readonly matched = new Set<string>();
  private tool: Promise<string> | null = null;
  private count = 0;

  private constructor(work: Building, mode: string, patterns: readonly string[] | null) {
    this.work = work;
    this.mode = mode;
    this.patterns = patterns;
  }

  /** Null where the flags ask for none. */
  static of(work: Building, flags: CoverFlags): Coverage | null {
    if (!isCovering(flags)) return null;
    const patterns = flags.coverpkg === null || flags.coverpkg === '' ? null : flags.coverpkg.split(',');
    return new Coverage(work, flags.covermode === '' ? 'set' : flags.covermode, patterns);
  }

  /**
   * Puts counters into those of the packages, and of what they import, that are to have them. `verb`: what is done with them;
   * `meta` names the file that describes one, see `instrument`.
   */
  async prepare(
    roots: readonly Package[],
    verb: 'built' | 'tested',
    meta: (p: Package) => string = () => '',
  ): Promise<Package[]> {
    const { loader } = this.work;
    const covered: Package[] = [];
    // What writes the counters of a program is among what it imports, and may itself be asked for.
    if (verb === 'built') for (const p of roots) if (isProgram(p)) this.load(p, [coverage]);
    for (const p of packageList(roots)) {
      if (p.error !== null || p.importPath === 'unsafe' || p.goFiles.length + p.cgoFiles.length === 0) continue;
      if (!this.selects(p)) {
        // It has nothing that counts, and yet is what starts and ends.
        if (verb === 'built' && p.name === 'main' && roots.includes(p)) this.hook(p);
        continue;
      }
      if (this.mode === 'atomic' && /^(?:sync|internal\/runtime)\/atomic$/.test(p.importPath)) continue;
      await this.instrument(p, meta(p));
      covered.push(p);
    }
    for (const pattern of this.patterns ?? []) {
      if (this.matched.has(pattern)) continue;
      loader.host.stderr.write(`warning: no packages being ${verb} depend on matches for pattern ${pattern}\n`);
    }
    return covered;
  }

  private selects(p: Package): boolean {
    if (this.patterns === null) {
      return p.internal.cmdlineFiles || p.internal.cmdlinePkg || (p.module !== null && p.module.main);
    }
    let found = false;
    for (const pattern of this.patterns) {
      if (!matchesPackage(pattern, p, this.work.cx.host.cwd(), none)) continue;
      this.matched.add(pattern);
      found = true;
    }
    return found;
  }

  /** Puts counters into a package. `meta`: a file that describes them as a program would that ran none; '' for no file. */
  async instrument(p: Package, meta = ''): Promise<void> {
    const names = namesOf(p);
    if (names.length === 0) return;
    const { prefix, fixup, vars, texts } = await this.counters(p, names, meta);
    const imports = this.load(p, [
      registry,
      ...(this.mode === 'atomic' ? ['sync/atomic'] : []),
      ...(isProgram(p) ? [coverRuntime] : []),
      ...(p.name === 'main' ? [coverage] : []), // the tool's own import
    ]);
    const known = JSON.parse(decodeUtf8(fixup)) as Fixup; // the tool's own words
    p.internal.cover = {
      files: new Map(names.map((f, i) => [f, texts[i]!])), // the tool writes one for each
      vars: encodeUtf8(this.varsText(p, decodeUtf8(vars), known)),
      prefix,
      imports,
    };
  }

  /** Writes the file that describes a package's counters; it stays as it is. */
  async describe(p: Package, meta: string): Promise<void> {
    const names = namesOf(p);
    if (names.length > 0) await this.counters(p, names, meta);
  }

  /** What the tool makes of a package, or made of it before. */
  private async counters(
    p: Package,
    names: readonly string[],
    meta: string,
  ): Promise<{
    readonly prefix: string;
    readonly fixup: Uint8Array;
    readonly vars: Uint8Array;
    readonly texts: readonly Uint8Array[];
  }> {
    const { work } = this;
    const { host } = work.loader;
    const prefix = `goCover_${toHex(sha256(encodeUtf8(p.importPath)), 0, 6)}_`;
    const config = {
      OutConfig: '',
      PkgPath: p.importPath,
      PkgName: p.name,
      Granularity: 'perblock',
      ModulePath: p.module?.path ?? '',
      Local: p.internal.local,
      EmitMetaFile: path.basename(meta),
    };
    const facts = ['cover', JSON.stringify(config), this.mode];
    for (const f of names) {
      const file = path.join(p.dir, f); // its name is in what is made of it
      const text = host.readFile(file);
      facts.push(file, text instanceof IOError ? '' : toHex(host.sha256(text)));
    }
    const key = work.builder.factKey(...facts);
    const kept = key === '' ? null : work.cache.get(key);
    const made = kept === null ? await this.run(p, names, prefix, { ...config, EmitMetaFile: meta }) : unpack(kept);
    if (kept === null && key !== '') work.cache.put(key, pack(made));
    const [fixup, vars, described, ...texts] = made as [Uint8Array, Uint8Array, Uint8Array, ...Uint8Array[]]; // as `run` gives them
    if (kept !== null && meta !== '') {
      const failed = host.writeFile(meta, described);
      if (failed !== null) fatal(`go: ${failed}`);
    }
    return { prefix, fixup, vars, texts };
  }

  /** A main package without counters that writes what others counted. */
  private hook(p: Package): void {
    const text = `package main\n\nimport ${quote(coverRuntime)}\n\nfunc init() { cfile.InitHook(false) }\n`;
    p.internal.cover = { files: new Map(), vars: encodeUtf8(text), prefix: '', imports: this.load(p, [coverRuntime]) };
  }

  /** Makes packages imports of one that does not name them. */
  private load(p: Package, paths: readonly string[]): Package[] {
    const found = paths
      .filter(q => q !== p.importPath)
      .map(q => this.work.loader.loadImport(q, '', null, [{ pkg: p.importPath, pos: null }], [], 0).p);
    const before = p.internal.imports ?? [];
    p.internal.imports = [...before, ...found.filter(q => !before.some(b => b.importPath === q.importPath))];
    return found;
  }

  /** Runs the tool: what it says of the counters, the file with them, the description of them, the files with what counts. */
  private async run(
    p: Package,
    names: readonly string[],
    prefix: string,
    config: Readonly<Record<string, unknown>>,
  ): Promise<Uint8Array[]> {
    const { work } = this;
    const { host } = work.cx;
    const dir = path.join(work.work, `cover${++this.count}`);
    const pkgcfg = path.join(dir, 'pkgcfg.txt');
    const list = path.join(dir, 'coveroutfiles.txt');
    const fixup = path.join(dir, 'coveragecfg');
    const outs = ['covervars.go', ...names.map(f => f.replace(/\.go$/, '.cover.go'))].map(f => path.join(dir, f));
    const failed =
      host.makeDirs(dir) ??
      host.writeFile(pkgcfg, encodeUtf8(`${JSON.stringify({ ...config, OutConfig: fixup })}\n`)) ??
      host.writeFile(list, encodeUtf8(outs.map(f => `${f}\n`).join('')));
    if (failed !== null) fatal(`go: ${failed}`);
    const tool = await this.toolFile();
    const ins = names.map(f => path.join(p.dir, f));
    const args = ['-pkgcfg', pkgcfg, '-mode', this.mode, '-var', prefix, '-outfilelist', list, ...ins];
    work.trace?.run(dir, [tool, ...args]);
    work.progress.step(`cover ${p.importPath}`);
    const env = new Map(host.environ());
    const started = work.started(tool, args, p.importPath, env);
    const how = { cwd: dir, env, capture: true, stdin: new Uint8Array(0) };
    const done = await host.spawn(started.file, started.args, how);
    if (done instanceof IOError) fatal(`go: ${done}`);
    if (work.hasToolexec && done.code === 0 && done.stdout.length > 0) {
      work.report(p, `# ${p.importPath}\n${decodeUtf8(done.stdout)}`);
    }
    if (done.code !== 0) fatal(`# ${p.importPath}\n${decodeUtf8(done.stderr) || endText(done)}`);
    const read = (file: string): Uint8Array => {
      const data = host.readFile(file);
      if (data instanceof IOError) fatal(`go: ${data}`);
      return data;
    };
    const meta = String(config['EmitMetaFile']);
    const described = meta === '' ? new Uint8Array(0) : read(meta);
    return [read(fixup), read(outs[0]!), described, ...outs.slice(1).map(read)];
  }

  private toolFile(): Promise<string> {
    this.tool ??= builtTool(this.work, 'cmd/cover');
    return this.tool;
  }

  /** The file with the counters, and what tells the runtime of them before anything of the package runs. */
  private varsText(p: Package, text: string, fixup: Fixup): string {
    const own = `${fixup.CounterPrefix}registry`;
    const hash = fixup.MetaHash.match(/../g)!.map(h => `0x${h}`); // sixteen bytes
    const pkgPath = isProgram(p) ? 'main' : p.importPath;
    const fixed = this.fixedId(p.importPath);
    const id = fixed === 0 ? -1 : fixed;
    const call =
      `${p.importPath === registry ? '' : `${own}.`}AddMeta(${own}_unsafe.Pointer(&${fixup.MetaVar}), ${fixup.MetaLen}, ` +
      `[16]byte{${hash.join(', ')}}, ${quote(pkgPath)}, ${id}, ${modes.get(this.mode)!}, ${perBlock})`;
    const imports = [
      `import ${own}_unsafe "unsafe"\n`,
      p.importPath === registry ? '' : `import ${own} ${quote(registry)}\n`,
      isProgram(p) ? `import ${own}_runtime ${quote(coverRuntime)}\n` : '',
    ].join('');
    const declared = `var ${fixup.PkgIdVar} uint32\n`;
    // Code of the runtime counts before its packages are set up, and knows its number.
    const set = fixed === 0 ? `var ${fixup.PkgIdVar} = ${call}\n` : `${declared}var _ = ${call}\n`;
    const end = isProgram(p) ? `\nfunc init() { ${own}_runtime.InitHook(false) }\n` : '';
    const clause = /package [^\n]*\n/.exec(text)!; // the tool writes one
    const head = clause.index + clause[0].length;
    return text.slice(0, head) + imports + text.slice(head).replace(declared, () => set) + end;
  }

  /** The number that a package of the runtime has among those with counters; 0 for all others. */
  private fixedId(importPath: string): number {
    const source = this.work.cx.host.readFile(path.join(this.work.config.goroot, 'src/internal/coverage/pkid.go'));
    if (source instanceof IOError) fatal(`go: ${source}`);
    const list = /var rtPkgs = \[\.\.\.\]string\{([^}]*)\}/.exec(decodeUtf8(source));
    const at = [...(list?.[1] ?? '').matchAll(/"([^"]*)"/g)].findIndex(m => m[1] === importPath);
    return at < 0 ? 0 : -2 - at;
  }

  /** What `covdata` prints for the data in a directory. */
  async covdata(verb: string, dir: string, ...more: readonly string[]): Promise<string> {
    const { work } = this;
    const tool = await builtTool(work, 'cmd/covdata');
    const args = [verb, '-i', dir, ...more];
    work.trace?.run(dir, [path.join(work.config.goroot, 'bin/go'), 'tool', 'covdata', ...args]);
    const done = await work.cx.host.spawn(tool, args, { capture: true, stdin: new Uint8Array(0) });
    if (done instanceof IOError) fatal(`go: ${done}`);
    if (done.code !== 0) fatal(decodeUtf8(done.stderr).trimEnd() || endText(done));
    return decodeUtf8(done.stdout);
  }
}

/** The files of a package that get counters. */
function namesOf(p: Package): string[] {
  return p.goFiles.filter(f => !f.endsWith('_test.go'));
}

function isProgram(p: Package): boolean {
  return p.name === 'main' && !p.internal.forceLibrary;
}

/** Several files as one: their lengths in a line, then what they hold. */
function pack(files: readonly Uint8Array[]): Uint8Array {
  const head = encodeUtf8(`${JSON.stringify(files.map(f => f.length))}\n`);
  const out = new Uint8Array(files.reduce((n, f) => n + f.length, head.length));
  out.set(head);
  let at = head.length;
  for (const f of files) {
    out.set(f, at);
    at += f.length;
  }
  return out;
}

function unpack(data: Uint8Array): Uint8Array[] {
  const end = data.indexOf(10) + 1;
  let at = end;
  return (JSON.parse(decodeUtf8(data, 0, end)) as number[]).map(n => data.subarray(at, (at += n))); // as pack wrote it
}
