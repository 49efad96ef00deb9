// What the commands that build have in common: packages loaded and their mistakes said, a Builder made from the flags, and
// programs linked as the flags ask.

import { baseStrings } from '../build/backend.ts';
import { idPlace } from '../build/build-id.ts';
import { framed, moduleInfo, type VcsStamp } from '../build/build-info.ts';
import { Builder, type BuiltProgram, type ProgramHow, type Keep } from '../build/builder.ts';
import { burrowId } from '../build/burrow-id.ts';
import type { Cache } from '../build/cache.ts';
import type { Stamps } from '../build/vcs.ts';
import { openCache } from './cache-dir.ts';
import { Profiles } from '../build/profiles.ts';
import { compileFlags, noCompileFlags, type CompileFlags } from '../build/compile-flags.ts';
import { unitWords } from '../build/unit-keys.ts';
import { quote } from '../base/quote.ts';
import { encodeUtf8, latin1 } from '../base/utf8.ts';
import { File, IOError, type Host } from '../host/host.ts';
import { checkTarget, type Config } from '../load/config.ts';
import { directiveErrors } from '../load/godebug.ts';
import * as path from '../host/path.ts';
import { isLocalImport, type Loader } from '../load/load.ts';
import { actualFile } from '../load/overlay.ts';
import { packageList, type Package } from '../load/package.ts';
import { loadPackages, loadPackagesAt, type LoadResult } from '../load/packages.ts';
import { UnitSet, type Unit } from '../load/units.ts';
import type { buildFlags } from './build-flags.ts';
import { isCovering, loadOptions } from './build-flags.ts';
import { openBackend } from './backend.ts';
import { Exit, fatal, type Context } from './command.ts';
import type { FlagValues } from './flags.ts';
import { writeProgram } from './output.ts';
import { linkChoices, parseLinkFlags, readStrings, saysMore, unsupported } from './link-flags.ts';
import { WorkDir } from './exec.ts';
import { Progress } from './progress.ts';
import type { ToolBuild } from './tool-build.ts';
import { goJson } from './test-events.ts';
import { ToolCommands } from './tool-commands.ts';
import { Trace } from './trace.ts';

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
  if (flags.tags.some(t => t.includes(','))) throw new Exit(2, 'go: -tags space-separated list contains comma');
  const options = { ...loadOptions(flags, config, cx.name), cgo: false, tests };
  const versioned = args.some(a => a.includes('@') && !isLocalImport(a) && !path.isAbs(a) && !a.endsWith('.go'));
  const takes = cx.name === 'run' || cx.name === 'install';
  if (!versioned || !takes) return loadPackages(cx.host, config, args, options);
  const fromEnv = (await cx.goflags()).some(f => /^--?modfile=/.test(f));
  if (flags.modfile !== '' && !fromEnv)
    fatal('go: -modfile cannot be used with commands that ignore the current module');
  const loaded = await loadPackagesAt(cx.host, config, args, options);
  // A pattern means the commands that it matches; a package that is named is to be one.
  const roots = loaded.roots.filter(p => {
    if (p.error !== null || p.name === 'main') return true;
    if (p.internal.cmdlinePkgLiteral) fatal(`package ${p.importPath} is not a main package`);
    return false;
  });
  for (const word of args) {
    const pattern = word.slice(0, word.indexOf('@'));
    const of = (list: readonly Package[]) => list.some(p => p.match.includes(pattern));
    if (pattern.includes('...') && of(loaded.roots) && !of(roots))
      cx.host.stderr.write(`go: warning: ${quote(pattern)} matched only non-main packages\n`);
  }
  return { ...loaded, roots };
}

function refuse(flags: BuildFlags): void {
  if (!/^(?:default|exe|pie|archive)$/.test(flags.buildmode)) {
    const known = /^(?:c-archive|c-shared|shared|plugin)$/.test(flags.buildmode);
    fatal(
      known
        ? `go: -buildmode=${flags.buildmode} is not supported by burrow yet`
        : `buildmode=${flags.buildmode} not supported`,
    );
  }
  if (flags.p < 0) fatal(`go: -p must be a positive integer: ${flags.p}\n`);
}

/** Prints the mistakes of loading and ends the command where there are any. */
export function checkLoaded(cx: Context, roots: readonly Package[], json = false): void {
  let failed = false;
  for (const p of packageList(roots)) {
    if (p.error === null) continue;
    if (json) writeEvents(cx.host, p.desc, `${p.error}\n`);
    else cx.host.stderr.write(`${p.error}\n`);
    failed = true;
  }
  if (failed) throw new Exit(1);
}

/** What -json prints of a package that failed. */
function writeEvents(host: Host, name: string, text: string): void {
  for (const line of text.split(/(?<=\n)/)) {
    host.stdout.write(`${goJson({ ImportPath: name, Action: 'build-output', Output: line })}\n`);
  }
  host.stdout.write(`${goJson({ ImportPath: name, Action: 'build-fail' })}\n`);
}

/** The packages without those that hold tests alone and that a pattern brought up. */
export function withoutTestOnly(pkgs: readonly Package[]): Package[] {
  return pkgs.filter(p => p.goFiles.length + p.cgoFiles.length > 0 || p.internal.cmdlinePkgLiteral);
}

/** The packages that a build mode is about: an archive is made of packages that are no commands. */
export function ofBuildMode(flags: BuildFlags, pkgs: readonly Package[]): readonly Package[] {
  return flags.buildmode === 'archive' ? pkgs.filter(p => p.name !== 'main') : pkgs;
}

/** How a program is linked beside what the flags say. */
export interface ProgramNeeds {
  /** Without symbol table and debugging information: the program is run and forgotten. */
  readonly omitDebug: boolean;
  readonly strings?: ReadonlyMap<string, string>;
  /** Version control is looked at; tests never say its state of themselves. */
  readonly vcs: boolean;
  readonly keep: Keep;
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
  /** What -x and -n print; null without them. */
  readonly trace: Trace | null;
  /** The commands that are shown, or run where -toolexec is given; null without either. */
  readonly commands: ToolCommands | null;
  private temp: WorkDir | null = null;
  private tools: ToolBuild | null = null;
  private readonly profiles: Profiles;
  /** The flags of the compiler that the user gave for a unit. */
  readonly words: (unit: Unit) => readonly string[];
  private readonly flags: BuildFlags;
  private opened: Promise<void> | null = null;
  /** Packages that were compiled by this build, to be marked when all is done. */
  private readonly compiled = new Set<Unit>();
  /** What version control says; null before it is asked. */
  stamps: Stamps | null = null;
  /** Something was reported: the exit status is 1. */
  failed = false;
  /** What is wrong is told as events, one JSON object a line on standard output. */
  json = false;
  /** Takes what would be reported of packages, where somebody else shows it. */
  onReport: ((p: Package, text: string) => void) | null = null;
  /** The units that something was reported of. */
  private readonly broken = new Set<Unit>();

  private constructor(cx: Context, config: Config, loader: Loader, flags: BuildFlags, named: readonly Package[]) {
    const { host } = cx;
    this.cx = cx;
    this.config = config;
    this.loader = loader;
    this.flags = flags;
    this.set = new UnitSet(loader, named, false);
    this.progress = new Progress(host);
    // Where the user says where it is to be, it is to be there.
    if (config.getenv('GOTMPDIR') !== '' || ((flags.x || flags.work) && !flags.n)) void this.work;
    if ((flags.x || flags.work) && !flags.n) host.stderr.write(`WORK=${this.work}\n`);
    const cwd = host.cwd();
    const { mains } = loader.gopath === null ? loader.modules.workspace : { mains: [] };
    const tools = new Set(mains.flatMap(m => m.file.tool.map(t => t.path)));
    const shows = flags.x || flags.n;
    const runsTools = flags.toolexec.length > 0 && !flags.n;
    const tool = (name: string) => path.join(config.goroot, 'pkg/tool', `${config.goos}_${config.goarch}`, name);
    this.commands =
      shows || runsTools
        ? new ToolCommands(
            host,
            config,
            {
              gcflags: p => flags.gcflags.for(p, cwd, tools),
              asmflags: p => flags.asmflags.for(p, cwd, tools),
              ldflags: p => flags.ldflags.for(p, cwd, tools),
              actual: file => actualFile(loader.host, file),
              trimpath: flags.trimpath,
              pie: flags.buildmode === 'pie',
            },
            {
              work: runsTools ? this.work : '$WORK',
              tool: runsTools ? name => path.join(this.work, 'tool', name) : tool,
              all: runsTools,
            },
          )
        : null;
    const shown = { dry: flags.n, toolexec: flags.toolexec, work: runsTools ? this.work : '', tool };
    this.trace = shows ? new Trace(host, this.commands!, shown) : null; // they are made where something is shown
    const id = burrowId(host, cx.root);
    this.cache = openCache(config, id, cx.root);
    const compile = new Map<Unit, CompileFlags>();
    const profiles = new Profiles(loader.host, this.cache);
    this.profiles = profiles;
    const words = (this.words = (unit: Unit) => flags.gcflags.for(unit.package, cwd, tools));
    this.builder = new Builder(
      loader.host,
      config,
      this.cache,
      id,
      cx.machines.backend === undefined ? 'burrow' : cx.machines.backend.id,
      {
        compile(unit) {
          let found = compile.get(unit);
          if (found === undefined) {
            const read = compileFlags(words(unit));
            found = typeof read === 'string' ? noCompileFlags : read; // it was complained of
            compile.set(unit, found);
          }
          return found;
        },
        profile(unit) {
          const profile = profiles.open(unit.package.internal.pgoProfile);
          return typeof profile === 'string' ? null : profile; // it was complained of
        },
        words(unit) {
          const p = unit.package;
          return unitWords(
            words(unit),
            flags.asmflags.for(p, cwd),
            profiles.hash(p.internal.pgoProfile),
            flags.toolexec,
          );
        },
      },
      {
        failed: (unit, lines) => {
          this.breaks(unit);
          let text = lines.map(l => `${l}\n`).join('');
          // Texts with counters name the files where they are, and so does the assembler.
          if (unit.counters !== '' || unit.package.sFiles.length > 0)
            text = text.replaceAll(`${unit.dir}/`, `${loader.shortPath(unit.dir)}/`);
          this.report(unit.package, `# ${unit.desc}\n${text}`, unit.desc);
        },
        said: (unit, lines) =>
          this.report(unit.package, `# ${unit.desc}\n${lines.map(l => `${l}\n`).join('')}`, unit.desc),
        working: what => this.progress.step(what),
        compiling: unit => this.compiling(unit),
        complaints: unit => this.complaints(unit),
      },
      flags.a,
      file => loader.index.contentHash(file),
    );
  }

  /** What is wrong with a package that the checker does not see. */
  complaints(unit: Unit): readonly string[] {
    const profile = unit.package.internal.pgoProfile;
    const found = this.profiles.open(profile);
    if (typeof found === 'string') throw new Exit(1, `# ${profile}\npreprofile: ${found}`);
    const read = compileFlags(this.words(unit));
    const wrong = directiveErrors(this.loader, unit.package);
    return typeof read === 'string' ? [...wrong, read] : wrong;
  }

  /** Puts counters into packages where the flags ask for them; before anything of them is built. */
  async cover(roots: readonly Package[]): Promise<void> {
    if (!isCovering(this.flags)) return;
    const { Coverage } = await import('./coverage.ts');
    await Coverage.of(this, this.flags)?.prepare(roots, 'built');
  }

  /** Opens a build of packages that were loaded without mistakes. */
  static open(cx: Context, loader: Loader, flags: BuildFlags, named: readonly Package[]): Building {
    const { config } = loader;
    return new Building(cx, config, loader, flags, named);
  }

  /** -n: nothing is done, only said. */
  get isDry(): boolean {
    return this.flags.n;
  }

  /** The directory for the files of the command; it is made when it is first used. */
  get work(): string {
    if (this.temp === null) {
      const made = WorkDir.make(this.cx.host, this.config);
      if (made instanceof IOError) fatal(`go: creating work dir: ${made}`);
      this.temp = made;
    }
    return this.temp.dir;
  }

  /** Says that a package is compiled, where -v, -x or -n ask for it and it was not compiled before. */
  private compiling(unit: Unit): boolean {
    if (this.tools !== null) return true; // who runs the tools says so
    const { v, n, a } = this.flags;
    if (v || this.trace !== null) {
      const key = this.builder.key(unit, 'compiled');
      if (!a && key !== '' && this.cache.get(key) !== null) return !n;
      if (v) this.say(`${unit.package.importPath}\n`);
      this.trace?.compile(unit, this.profileFile(unit));
      if (n) return false;
    }
    this.compiled.add(unit);
    return true;
  }

  /** The file that the compiler reads of the profile of a package, as -x shows it, after what makes it; '' for none. */
  private profileFile(unit: Unit): string {
    const name = unit.package.internal.pgoProfile;
    if (name === '' || this.trace === null) return '';
    return this.trace.preprofile(unit, name, this.flags.a ? '' : this.profiles.kept(name));
  }

  /** Marks the packages that were compiled, so that a later command does not say that it compiles them. */
  private mark(): void {
    const { v, gcflags, asmflags } = this.flags;
    const cwd = this.cx.host.cwd();
    for (const unit of this.compiled) {
      const p = unit.package;
      // What was found in the cache is marked, unless other flags have made it.
      const isNew = this.builder.checker.wasMade(unit) || gcflags.for(p, cwd).length + asmflags.for(p, cwd).length > 0;
      if (!isNew && !v && this.trace === null) continue;
      const key = this.builder.check(unit) ? this.builder.key(unit, 'compiled') : '';
      if (key !== '') this.cache.put(key, new Uint8Array(0));
    }
  }

  /** Something for standard error, after the line of progress was taken away. */
  say(text: string): void {
    this.progress.clear();
    this.cx.host.stderr.write(text);
  }

  /** What is wrong with a package: lines, the first of which names it. */
  report(p: Package, text: string, name = p.desc): void {
    if (this.onReport !== null) {
      this.onReport(p, text);
      return;
    }
    if (!this.json) {
      this.say(text);
      return;
    }
    writeEvents(this.cx.host, name, text);
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

  /** Notes a unit as one that something is wrong with, which was said. */
  breaks(unit: Unit): void {
    this.failed = true;
    this.broken.add(unit);
  }

  /** A failure of the command that is no package's. */
  fail(text: string): void {
    this.failed = true;
    this.say(text);
  }

  /** The unit of a package; null after what is wrong with it was said. */
  unit(p: Package): Unit | null {
    const { errors } = this.set;
    const before = errors.length;
    this.set.add([p]);
    for (const e of errors.slice(before))
      this.fail(`${e.err.kind === 'nogo' ? `${p.importPath}: ${e.err.text}` : e}\n`);
    return this.set.of(p);
  }

  /** Whether the runtime is without errors, which code calls that imports nothing; a program has it among its imports. */
  private needRuntime(): boolean {
    const { p, error } = this.loader.loadImport('runtime', '', null, [], [], 0);
    const unit = error === null ? this.unit(p) : null;
    if (error !== null) this.fail(`${error}\n`);
    return unit !== null && this.builder.check(unit);
  }

  /** Loads what makes programs, once: most commands find all that they need in the cache. */
  private ready(): Promise<void> {
    const { cx, loader, config } = this;
    this.opened ??= openBackend(cx, loader.host, config).then(b => this.builder.use(b));
    return this.opened;
  }

  /**
   * A tool as it is started, in an environment: behind the program of -toolexec, where that is given. `name` is that of the package it is
   * for, '' for none.
   */
  started(
    tool: string,
    args: readonly string[],
    name: string,
    env: Map<string, string>,
  ): { readonly file: string; readonly args: readonly string[] } {
    const [program, ...before] = this.flags.toolexec;
    if (program === undefined) return { file: tool, args };
    if (name !== '') env.set('TOOLEXEC_IMPORTPATH', name);
    return { file: program, args: [...before, tool, ...args] };
  }

  /** -toolexec is given: what stands before tools may say something of its own. */
  get hasToolexec(): boolean {
    return this.flags.toolexec.length > 0;
  }

  /** What runs tools where -toolexec is given; null where burrow does their work itself. */
  private async toolBuild(): Promise<ToolBuild | null> {
    const { flags, commands } = this;
    if (flags.toolexec.length === 0 || flags.n || commands === null) return null;
    if (this.tools === null) {
      const made = await import('./tool-build.ts');
      this.tools ??= new made.ToolBuild(this, commands, flags);
    }
    return this.tools;
  }

  /** Sees that a package compiles. */
  async library(p: Package): Promise<boolean> {
    if (p.importPath === 'unsafe') return true; // its files only document what the checker knows
    const unit = this.unit(p);
    if (unit === null) return false;
    if (this.flags.n) return this.builder.check(unit);
    const tools = await this.toolBuild();
    if (tools !== null) return (await tools.compile(unit)) !== '';
    // Of the distribution every program takes what it needs; to compile the rest of it says nothing, unless -m or the like asks.
    const silent = unit.standard && !this.builder.speaks(unit);
    if (silent || !this.builder.check(unit)) return this.builder.check(unit);
    if (this.builder.isCompiled(unit)) return true;
    if (!this.needRuntime()) return false;
    await this.ready();
    return this.builder.library(unit, this.set.units);
  }

  /** Writes the archive of a package; what stands against it, '' for nothing. */
  async archive(p: Package, target: string, shown: string): Promise<string> {
    const unit = this.unit(p);
    const tools = unit === null ? null : await this.toolBuild();
    if (unit !== null && tools !== null) {
      const made = await tools.read(unit);
      return made === null ? '' : writeProgram(this.cx.host, target, shown, made, 0o666);
    }
    await this.ready();
    const archive =
      unit === null || this.flags.n || !this.needRuntime() ? null : this.builder.archive(unit, this.set.units);
    return archive === null ? '' : writeProgram(this.cx.host, target, shown, archive, 0o666);
  }

  /** The program of a main package; null after what is wrong was said, and where -n says that nothing is done. */
  async program(p: Package, needs: ProgramNeeds): Promise<BuiltProgram | null> {
    const unit = this.unit(p);
    return unit === null ? null : this.link(unit, await this.how(unit, needs));
  }

  /** The key of a program; '' where nothing may be kept, or something is wrong with the package. */
  async keyOf(p: Package, needs: ProgramNeeds): Promise<string> {
    const unit = this.unit(p);
    return unit === null ? '' : this.builder.programKey(unit, await this.how(unit, needs));
  }

  /** The program whose main package a unit is. */
  async link(unit: Unit, how: ProgramHow): Promise<BuiltProgram | null> {
    const tools = await this.toolBuild();
    if (tools !== null) return this.builder.kept(unit, how) ?? tools.link(unit, how);
    if (this.trace !== null && !this.builder.check(unit)) return null;
    const kept = this.flags.n ? null : this.builder.kept(unit, how);
    // The go command keeps no programs but those that are run: of any other one -x says that it is linked.
    if (kept === null || how.keep !== 'always') {
      const info = how.choices.strings?.get('runtime.modinfo') ?? new Uint8Array(0);
      this.trace?.link(unit, info, how.extra);
    }
    if (kept !== null) this.builder.sayAgain(unit, how);
    if (kept !== null || this.flags.n) return kept;
    if (!this.builder.check(unit)) return null;
    await this.ready();
    const build = () => this.builder.program(unit, this.set.units, how);
    return this.temp === null ? build() : this.temp.unguarded(build);
  }

  /** Whether a file is the program whose main package a unit is. */
  isLinked(unit: Unit, how: ProgramHow, file: string): boolean {
    return hasBuildID(this.cx.host, file, this.builder.idOf(unit, how));
  }

  /** Puts a program in its place, unless it is there already; what stands against it, '' for nothing. */
  async install(p: Package, target: string, shown: string): Promise<string> {
    const unit = this.unit(p);
    if (unit === null) return '';
    const how = await this.how(unit, { omitDebug: false, vcs: true, keep: 'costly' });
    const { host } = this.cx;
    if (this.isLinked(unit, how, target)) {
      this.builder.sayAgain(unit, how);
      return '';
    }
    const built = await this.link(unit, how);
    if (!this.failed) this.trace?.move(unit, shown);
    return built === null ? '' : writeProgram(host, target, shown, built.image);
  }

  /**
   * Why a package, loaded without mistakes, would be built again; '' where it would not: the program is installed, or the
   * package was compiled. Of the distribution nothing is ever built for its own sake.
   */
  async staleness(p: Package): Promise<string> {
    const unit = p.standard ? null : this.unit(p);
    if (unit === null) return '';
    const mismatch = 'build ID mismatch';
    if (p.name !== 'main' || p.target === '') return this.builder.isCompiled(unit) ? '' : mismatch;
    const how = await this.how(unit, { omitDebug: false, vcs: true, keep: 'costly' });
    return this.isLinked(unit, how, p.target) ? '' : mismatch;
  }

  /** How the program is linked whose main package a unit is. */
  async how(unit: Unit, needs: ProgramNeeds): Promise<ProgramHow> {
    const { flags, loader, config } = this;
    if (flags.buildmode === 'archive') fatal('go: -buildmode=archive makes no programs');
    const p = unit.package;
    const mode = flags.buildmode === 'pie' ? ['-buildmode=pie'] : [];
    const words = [...mode, ...(needs.omitDebug ? ['-s', '-w'] : []), ...flags.ldflags.for(p, this.cx.host.cwd())];
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
      tags: loader.cx.buildTags,
      cover: isCovering(flags),
      trimpath: flags.trimpath,
    };
    strings.set('runtime.modinfo', framed(moduleInfo(loader, p, settings, vcs)));
    const ofBuild = new Map(needs.strings);
    if (p.defaultGodebug !== '') ofBuild.set('runtime.godebugDefault', p.defaultGodebug);
    for (const [name, value] of ofBuild) strings.set(name, encodeUtf8(value));
    const badX = readStrings(parsed.xs, strings);
    if (badX !== '') fatal(`go: -ldflags: ${badX}`);
    const chosen = linkChoices(parsed.values);
    if (typeof chosen === 'string') fatal(`go: -ldflags: ${chosen}`);
    const { buildID: _id, gnuBuildID, ...choices } = chosen;
    const goroot = flags.trimpath ? '' : config.goroot;
    return {
      choices: { ...choices, strings, gnuBuildID, goroot },
      buildID: parsed.values.get('buildid') ?? null,
      verbose: saysMore(parsed.values),
      extra: [
        ...(needs.omitDebug ? ['-s', '-w'] : []),
        ...Array.from(ofBuild, ([name, value]) => `-X=${name}=${value}`),
      ],
      keep: needs.keep,
    };
  }

  /** What version control says of a package's module. */
  async stamp(p: Package): Promise<VcsStamp | null> {
    const { buildvcs, x } = this.flags;
    if (buildvcs === 'false') return null;
    if (this.stamps === null) {
      const { Stamps } = await import('../build/vcs.ts');
      this.stamps = new Stamps(this.cx.host, this.config, buildvcs === 'true', x);
    }
    return this.stamps.of(p);
  }

  /** Ends the build: old results go. */
  close(): number {
    this.progress.clear();
    this.mark();
    if (!this.flags.work) this.temp?.remove();
    this.loader.index.save();
    this.cache.trim();
    this.cache.close();
    return this.failed ? 1 : 0;
  }
}

/** A file is a program with this build ID; '' is no ID. */
function hasBuildID(host: Host, file: string, id: string): boolean {
  if (id === '') return false;
  const st = host.stat(file);
  if (st instanceof IOError || st.kind !== File) return false;
  const start = host.readPrefix(file, idPlace);
  return !(start instanceof IOError) && latin1(start, 0, start.length).includes(`Go\0\0${id}\0`);
}
