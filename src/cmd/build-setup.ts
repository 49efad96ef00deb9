// What the commands that build have in common: packages loaded and their mistakes said, a Builder made from the flags, and
// programs linked as the flags ask.

import { newBackend, baseStrings, type Backend } from '../build/backend.ts';
import { framed, moduleInfo, type VcsStamp } from '../build/build-info.ts';
import { Builder, type BuiltProgram, type ProgramHow } from '../build/builder.ts';
import { burrowId } from '../build/burrow-id.ts';
import { Cache } from '../build/cache.ts';
import { compileFlags, noCompileFlags, type CompileFlags } from '../build/compile-flags.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import * as path from '../host/path.ts';
import { checkTarget, type Config } from '../load/config.ts';
import type { Loader } from '../load/load.ts';
import { packageList, type Package } from '../load/package.ts';
import { loadPackages, type LoadResult } from '../load/packages.ts';
import { UnitSet, type Unit } from '../load/units.ts';
import type { buildFlags } from './build-flags.ts';
import { loadOptions } from './build-flags.ts';
import { Exit, fatal, type Context } from './command.ts';
import type { FlagValues } from './flags.ts';
import { linkChoices, parseLinkFlags, readStrings, unsupported } from './link-flags.ts';
import { Progress } from './progress.ts';
import { goJson } from './test-events.ts';

/** The values of the build flags. */
export type BuildFlags = FlagValues<typeof buildFlags>;

/** Loads what a command that builds is about. Nothing is built with cgo. */
export async function loadForBuild(
  cx: Context,
  flags: BuildFlags,
  args: readonly string[],
  tests = false,
): Promise<LoadResult> {
  refuse(flags);
  const config = await cx.config();
  checkTarget(config);
  return loadPackages(cx.host, config, args, { ...loadOptions(flags), cgo: false, tests });
}

function refuse(flags: BuildFlags): void {
  if (flags.buildmode !== 'default' && flags.buildmode !== 'exe') {
    const known = /^(?:archive|c-archive|c-shared|pie|shared|plugin)$/.test(flags.buildmode);
    fatal(
      known
        ? `go: -buildmode=${flags.buildmode} is not supported by burrow yet`
        : `buildmode=${flags.buildmode} not supported`,
    );
  }
  if (flags.toolexec.length > 0)
    fatal('go: -toolexec is not supported by burrow: its tools are no programs of their own');
  if (flags.p < 0) fatal(`go: -p must be a positive integer: ${flags.p}\n`);
}

/** Prints the mistakes of loading and ends the command where there are any. */
export function checkLoaded(cx: Context, roots: readonly Package[]): void {
  let failed = false;
  for (const p of packageList(roots)) {
    if (p.error === null) continue;
    cx.host.stderr.write(`${p.error}\n`);
    failed = true;
  }
  if (failed) throw new Exit(1);
}

/** The packages without those that hold tests alone and that a pattern brought up. */
export function withoutTestOnly(pkgs: readonly Package[]): Package[] {
  return pkgs.filter(p => p.goFiles.length + p.cgoFiles.length > 0 || p.internal.cmdlinePkgLiteral);
}

/** How a program is linked beside what the flags say. */
export interface ProgramNeeds {
  /** Without symbol table and debugging information: the program is run and forgotten. */
  readonly omitDebug: boolean;
  readonly strings?: ReadonlyMap<string, string>;
  /** Version control is looked at; tests never say its state of themselves. */
  readonly vcs: boolean;
  readonly keep: boolean;
}

/** A build in progress. */
export class Building {
  readonly cx: Context;
  readonly config: Config;
  readonly loader: Loader;
  readonly builder: Builder;
  readonly set: UnitSet;
  readonly progress: Progress;
  readonly cache: Cache;
  private readonly flags: BuildFlags;
  private readonly stamps = new Map<string, VcsStamp | null>();
  /** Something was reported: the exit status is 1. */
  failed = false;
  /** What is wrong is told as events, one JSON object a line on standard output. */
  json = false;
  /** The units that something was reported of. */
  private readonly broken = new Set<Unit>();

  private constructor(
    cx: Context,
    config: Config,
    loader: Loader,
    flags: BuildFlags,
    named: readonly Package[],
    backend: Backend | null,
  ) {
    const { host } = cx;
    this.cx = cx;
    this.config = config;
    this.loader = loader;
    this.flags = flags;
    this.set = new UnitSet(loader, named, false);
    this.progress = new Progress(host);
    const id = burrowId(host, cx.root);
    const kept = id !== '' && config.burrowCache !== '';
    this.cache = new Cache(host, kept ? path.join(config.burrowCache, 'build') : '');
    const cwd = host.cwd();
    const compile = new Map<Unit, CompileFlags>();
    const words = (unit: Unit) => flags.gcflags.for(unit.package, cwd);
    this.builder = new Builder(
      loader.host,
      config,
      this.cache,
      id,
      backend,
      {
        compile(unit) {
          let found = compile.get(unit);
          if (found === undefined) {
            const read = compileFlags(words(unit));
            if (typeof read === 'string') fatal(`go: ${read}`);
            found = read;
            compile.set(unit, found);
          }
          return found ?? noCompileFlags;
        },
        words: unit => JSON.stringify([words(unit), flags.asmflags.for(unit.package, cwd)]),
      },
      {
        failed: (unit, lines) => {
          this.failed = true;
          this.broken.add(unit);
          this.report(unit.package, `# ${unit.desc}\n${lines.map(l => `${l}\n`).join('')}`, unit.desc);
        },
        working: what => this.progress.step(what),
      },
    );
  }

  /** Opens a build of packages that were loaded without mistakes. */
  static async open(cx: Context, loader: Loader, flags: BuildFlags, named: readonly Package[]): Promise<Building> {
    const { config } = loader;
    const backend = (await cx.machines.backend?.(loader.host, config)) ?? (await ownBackend(cx, loader));
    return new Building(cx, config, loader, flags, named, backend);
  }

  /** Something for standard error, after the line of progress was taken away. */
  say(text: string): void {
    this.progress.clear();
    this.cx.host.stderr.write(text);
  }

  /** What is wrong with a package: lines, the first of which names it. */
  report(p: Package, text: string, name = p.desc): void {
    if (!this.json) {
      this.say(text);
      return;
    }
    const { stdout } = this.cx.host;
    for (const line of text.split(/(?<=\n)/)) {
      stdout.write(`${goJson({ ImportPath: name, Action: 'build-output', Output: line })}\n`);
    }
    stdout.write(`${goJson({ ImportPath: name, Action: 'build-fail' })}\n`);
  }

  /** The name of a unit that something was reported of, among all that a program needs. */
  brokenBelow(root: Unit): string {
    const seen = new Set<Unit>();
    const find = (u: Unit): Unit | null => {
      if (seen.has(u)) return null;
      seen.add(u);
      for (const d of u.deps) {
        const found = find(d);
        if (found !== null) return found;
      }
      return this.broken.has(u) ? u : null;
    };
    return (find(root) ?? root).desc;
  }

  /** A failure of the command that is no package's. */
  fail(text: string): void {
    this.failed = true;
    this.say(text);
  }

  /** Sees that a package compiles. */
  async library(p: Package): Promise<boolean> {
    this.set.add([p]);
    const unit = this.set.of(p);
    return unit !== null && this.builder.library(unit);
  }

  /** The program of a main package; null after what is wrong was said. */
  async program(p: Package, needs: ProgramNeeds): Promise<BuiltProgram | null> {
    this.set.add([p]);
    const unit = this.set.of(p);
    if (unit === null) return null; // the loader has said why
    return this.builder.program(unit, this.set.units, await this.how(unit, needs));
  }

  /** How the program is linked whose main package a unit is. */
  async how(unit: Unit, needs: ProgramNeeds): Promise<ProgramHow> {
    const { flags, loader, config } = this;
    const p = unit.package;
    const words = [...(needs.omitDebug ? ['-s', '-w'] : []), ...flags.ldflags.for(p, this.cx.host.cwd())];
    const parsed = parseLinkFlags(words);
    if (typeof parsed === 'string') fatal(`go: -ldflags: ${parsed}`);
    const wrong = parsed.rest.length > 0 ? `unexpected argument ${parsed.rest[0]}` : unsupported(parsed.values);
    if (wrong !== '') fatal(`go: -ldflags: ${wrong}`);
    const strings = baseStrings(config, flags.trimpath);
    const vcs = needs.vcs ? await this.stamp(p) : null;
    const settings = {
      asmflags: flags.asmflags.present ? flags.asmflags.raw : null,
      gcflags: flags.gcflags.raw,
      ldflags: flags.ldflags.raw,
      buildmode: flags.buildmode,
      tags: flags.tags,
      trimpath: flags.trimpath,
    };
    strings.set('runtime.modinfo', framed(moduleInfo(loader, p, settings, vcs)));
    if (p.defaultGodebug !== '') strings.set('runtime.godebugDefault', encodeUtf8(p.defaultGodebug));
    for (const [name, value] of needs.strings ?? []) strings.set(name, encodeUtf8(value));
    const badX = readStrings(parsed.xs, strings);
    if (badX !== '') fatal(`go: -ldflags: ${badX}`);
    const chosen = linkChoices(parsed.values);
    if (typeof chosen === 'string') fatal(`go: -ldflags: ${chosen}`);
    const { buildID: _id, gnuBuildID, noDwarf: _dwarf, ...choices } = chosen; // there is no DWARF of burrow's code yet
    const goroot = flags.trimpath ? '' : config.goroot;
    return {
      choices: { ...choices, strings, gnuBuildID, goroot },
      buildID: parsed.values.get('buildid') ?? null,
      keep: needs.keep,
    };
  }

  /** What version control says of a package's module; each directory is asked about once. */
  private async stamp(p: Package): Promise<VcsStamp | null> {
    const { buildvcs } = this.flags;
    const m = p.module;
    if (buildvcs === 'false' || m === null || m.version !== '' || p.standard) return null;
    let found = this.stamps.get(m.dir);
    if (found === undefined) {
      const { vcsStamp } = await import('../build/vcs.ts');
      found = await vcsStamp(this.cx.host, this.config, p, buildvcs === 'true');
      this.stamps.set(m.dir, found);
    }
    return found;
  }

  /** Ends the build: old results go. */
  close(): number {
    this.progress.clear();
    this.loader.index.save();
    this.cache.trim();
    return this.failed ? 1 : 0;
  }
}

async function ownBackend(cx: Context, loader: Loader): Promise<Backend | null> {
  const { goarch, goos } = loader.config;
  if (goos !== 'linux') return null;
  const [asm, compile, link] = await Promise.all([
    cx.machines.asm(goarch),
    cx.machines.compile(goarch),
    cx.machines.link(goarch),
  ]);
  if (asm === null || compile === null || link === null) return null;
  return newBackend(loader.host, loader.config, { asm, compile, link });
}
