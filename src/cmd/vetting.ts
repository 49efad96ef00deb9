// Vet, and any tool that speaks its protocol (golang.org/x/tools/go/analysis/unitchecker): it is started once for a package,
// with a file that says where sources are, where the export data of imports, and where what it found out about them before
// ("facts"). What it says and finds out is kept under the key of the package, so a package that stays as it is costs one look
// into the cache, and no tool is built or started.

import { toHex } from '../base/hex.ts';
import { sha256 } from '../base/sha256.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { exportFile } from '../build/export-data.ts';
import { IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import * as gover from '../load/mod/gover.ts';
import { isOverlaid } from '../load/overlay.ts';
import type { Unit } from '../load/units.ts';
import { Slots } from './slots.ts';
import type { Building } from './build-setup.ts';
import { withProgram, forHost } from './built-tool.ts';
import { toolsDir } from './cache-dir.ts';
import { fatal } from './command.ts';
import { endText } from './exec.ts';
import { goJson } from './test-events.ts';

/** How packages are looked at. */
export interface VetHow {
  /** The tool of the user's choice; '' for the distribution's. */
  readonly tool: string;
  /** The distribution's tool: `cmd/vet`, `cmd/fix`. */
  readonly command: string;
  /** The flags of the tool. */
  readonly flags: readonly string[];
  /** The user chose what is looked for; otherwise the distribution's packages are looked at for everything. */
  readonly isExplicit: boolean;
  readonly forTest: boolean;
  /** The tool applies fixes, to copies. */
  readonly fixes: boolean;
}

/** What the tool said of a package. */
export interface Verdict {
  readonly stdout: string;
  readonly stderr: string;
  /** How the tool ended, in Go's words; '' where it ended well. */
  readonly end: string;
  /** The archive of the fixed files; null for none. */
  readonly fixed: Uint8Array | null;
}

/** Runs the tool over packages of one build. */
export class Vetting {
  private readonly work: Building;
  private readonly how: VetHow;
  private readonly slots: Slots;
  private readonly facts = new Map<Unit, Promise<string>>();
  private readonly places = new Places();
  private readonly exports = new Map<Unit, string>();
  private tool: Promise<string> | null = null;
  private count = 0;

  constructor(work: Building, how: VetHow) {
    this.work = work;
    this.how = how;
    this.slots = new Slots(work.cx.host.cpus);
  }

  /** What the tool says of a package; null where something that it imports has errors, which were reported. */
  async vet(unit: Unit): Promise<Verdict | null> {
    if (this.work.isDry) {
      for (const d of unit.deps) this.work.builder.check(d);
      this.work.trace?.analyse(unit, this.how.tool, this.flags(unit), this.config(unit, ''));
      return null;
    }
    const key = this.key(unit, 'vet');
    const kept = key === '' ? null : this.work.cache.get(key);
    if (kept !== null) return readVerdict(kept);
    if (!unit.deps.map(d => this.work.builder.check(d)).every(good => good)) return null;
    const done = await this.run(unit, false);
    if (key !== '' && done.end === '') this.work.cache.put(key, encodeUtf8(verdictText(done)));
    return done;
  }

  /** What the distribution's packages are looked at for, where the user did not choose: gc's go command has it so. */
  private flags(unit: Unit): readonly string[] {
    const { how } = this;
    if (!unit.package.goroot || how.isExplicit || how.tool !== '' || how.command !== 'cmd/vet') return how.flags;
    return how.forTest ? ['-unsafeptr=false', '-unreachable=false'] : ['-unsafeptr=false'];
  }

  private key(unit: Unit, what: string): string {
    const { tool, command } = this.how;
    let which = command;
    if (tool !== '') {
      const st = this.work.cx.host.stat(tool);
      if (st instanceof IOError) return '';
      which = `${tool} ${st.size} ${st.mtime}`;
    }
    return this.work.builder.key(unit, what, which, JSON.stringify(this.flags(unit)), this.places.of(unit));
  }

  /** The file with what is known of a package that is imported; '' for none. */
  private factsOf(unit: Unit): Promise<string> {
    let found = this.facts.get(unit);
    if (found === undefined) {
      found = this.findFacts(unit);
      this.facts.set(unit, found);
    }
    return found;
  }

  private async findFacts(unit: Unit): Promise<string> {
    const key = this.key(unit, 'facts');
    const kept = key === '' ? '' : this.work.cache.keptFile(key);
    if (kept !== '') return kept;
    const dir = this.newDir();
    await this.run(unit, true, dir);
    const file = path.join(dir, 'vet.out');
    const data = this.work.cx.host.readFile(file);
    if (data instanceof IOError) return '';
    const name = key === '' ? '' : this.work.cache.keepFile(key, data);
    return name === '' ? file : name;
  }

  /** The export data of a unit that is without errors, in a file. */
  exportOf(unit: Unit): string {
    const known = this.exports.get(unit);
    if (known !== undefined) return known;
    if (this.work.isDry) return this.work.trace?.archive(unit) ?? ''; // -n has one
    const { work } = this;
    const name = keptArchive(work, unit, 'export', this.places.of(unit), () =>
      exportFile(work.builder.checker, work.config, unit, work.set.units),
    );
    this.exports.set(unit, name);
    return name;
  }

  private newDir(): string {
    const dir = path.join(this.work.work, `vet${++this.count}`);
    const failed = this.work.cx.host.makeDirs(dir);
    if (failed !== null) fatal(`go: ${failed}`);
    return dir;
  }

  private async run(unit: Unit, factsOnly: boolean, dir = this.newDir()): Promise<Verdict> {
    const { work, how } = this;
    const { host } = work.cx;
    const vetx = await Promise.all(unit.deps.map(d => this.factsOf(d)));
    const tool = await this.toolFile();
    return this.slots.with(async () => {
      const stdout = path.join(dir, 'vet.stdout');
      const archive = path.join(dir, 'vet.fix.zip');
      const config = {
        ...this.config(unit, dir),
        PackageVetx: Object.fromEntries(
          unit.deps.flatMap((d, i) => (vetx[i] === '' ? [] : [[d.package.importPath, vetx[i]]])),
        ),
        VetxOnly: factsOnly,
        VetxOutput: path.join(dir, 'vet.out'),
        Stdout: stdout,
        FixArchive: how.fixes && !factsOnly ? archive : '',
      };
      const file = path.join(dir, 'vet.cfg');
      const failed = host.writeFile(file, encodeUtf8(`${goJson(config)}\n`));
      if (failed !== null) fatal(`go: ${failed}`);
      const args = [...this.flags(unit), file];
      work.trace?.run(unit.dir, [tool, ...args]);
      work.progress.step(`${path.basename(how.command)} ${unit.desc}`);
      const { goroot, goos, goarch } = work.config;
      const env = new Map(host.environ());
      env.set('GOROOT', goroot).set('GOOS', goos).set('GOARCH', goarch).set('PWD', unit.dir);
      const started = work.started(tool, args, unit.desc, env);
      const done = await host.spawn(started.file, started.args, { cwd: unit.dir, env, capture: true });
      if (done instanceof IOError) fatal(`go: ${done}`);
      const read = (name: string): Uint8Array | null => {
        const data = host.readFile(name);
        return data instanceof IOError ? null : data;
      };
      const said = read(stdout);
      const printed = decodeUtf8(done.stdout);
      if (work.hasToolexec && printed !== '') {
        const name = unit.package.importPath;
        work.report(unit.package, `# ${name}\n# [${name}]\n${printed}`, unit.desc);
      }
      return {
        stdout: (work.hasToolexec ? '' : printed) + (said === null ? '' : decodeUtf8(said)),
        stderr: decodeUtf8(done.stderr),
        end: endText(done),
        fixed: config.FixArchive === '' ? null : read(archive),
      };
    });
  }

  /** What the tool is told of a package; the names are those of its protocol. */
  private config(unit: Unit, dir: string): Record<string, unknown> {
    const p = unit.package;
    const { config, loader } = this.work;
    // The tool knows nothing of -overlay.
    const actual = (file: string): string => {
      if (!isOverlaid(loader.host, file)) return file;
      const text = loader.host.readFile(file);
      const copy = path.join(dir, path.basename(file));
      const failed = text instanceof IOError ? text : loader.host.writeFile(copy, text);
      if (failed !== null) fatal(`go: ${failed}`);
      return copy;
    };
    const files = (names: readonly string[]): string[] => names.map(f => actual(path.join(unit.dir, f)));
    const { module } = p;
    const version = module === null ? '' : module.goVersion === '' ? gover.defaultGoMod : module.goVersion;
    const imports = new Map<string, string>();
    p.internal.rawImports.forEach((raw, i) => imports.set(raw, p.imports[i]!));
    for (const d of unit.deps) {
      if (![...imports.values()].includes(d.package.importPath))
        imports.set(d.package.importPath, d.package.importPath);
    }
    return {
      ID: p.importPath,
      Compiler: 'gc',
      Dir: unit.dir,
      ImportPath: p.importPath,
      GoFiles: files([...p.goFiles, ...p.cgoFiles]),
      NonGoFiles: files([...p.sFiles, ...p.cFiles]),
      IgnoredFiles: files([...p.ignoredGoFiles, ...p.ignoredOtherFiles]),
      ModulePath: module?.path ?? '',
      ModuleVersion: module?.version ?? '',
      ImportMap: Object.fromEntries(imports),
      PackageFile: Object.fromEntries(unit.deps.map(d => [d.package.importPath, this.exportOf(d)])),
      Standard: Object.fromEntries(unit.deps.filter(d => d.standard).map(d => [d.package.importPath, true])),
      GoVersion: version === '' ? config.goVersion : `go${version}`,
      SucceedOnTypecheckFailure: false,
    };
  }

  private toolFile(): Promise<string> {
    const { how, work } = this;
    this.tool ??= how.tool === '' ? builtTool(work, how.command) : Promise.resolve(how.tool);
    return this.tool;
  }
}

/** A tool of the distribution, built where it was not built before. */
export async function builtTool(work: Building, command: string): Promise<string> {
  const { cx } = work;
  let file = '';
  await withProgram(forHost(cx), command, built => {
    file = built;
    if (toolsDir(work.config) !== '') return 0;
    // It goes away with the build that made it.
    file = path.join(work.work, path.basename(built));
    const data = cx.host.readFile(built);
    const failed = data instanceof IOError ? data : cx.host.writeFile(file, data, 0o755);
    if (failed !== null) fatal(`go: ${failed}`);
    return 0;
  });
  return file;
}

/** A file with the export data of a unit that is without errors. `place` says where its files are, and those it imports. */
export function keptArchive(
  work: Building,
  unit: Unit,
  what: 'export' | 'package',
  place: string,
  make: () => Uint8Array,
): string {
  const key = work.builder.key(unit, what, place);
  const kept = key === '' ? '' : work.cache.keptFile(key);
  if (kept !== '') return kept;
  const data = make();
  const name = key === '' ? '' : work.cache.keepFile(key, data);
  if (name !== '') return name;
  const file = path.join(work.work, `${toHex(sha256(encodeUtf8(unit.desc))).slice(0, 16)}.a`);
  const failed = work.cx.host.writeFile(file, data);
  if (failed !== null) fatal(`go: ${failed}`);
  return file;
}

/** Where the files of packages are, and of all they import, for they are named in what is kept of the packages. */
export class Places {
  private readonly known = new Map<Unit, string>();

  /** A hash of the directories; '' for the distribution's packages. */
  of(unit: Unit): string {
    let place = this.known.get(unit);
    if (place === undefined) {
      const all = [unit.dir, ...unit.deps.map(d => this.of(d))].join('\n');
      place = unit.standard ? '' : toHex(sha256(encodeUtf8(all)));
      this.known.set(unit, place);
    }
    return place;
  }
}

function verdictText(v: Verdict): string {
  return JSON.stringify({ ...v, fixed: v.fixed === null ? '' : toHex(v.fixed) });
}

function readVerdict(data: Uint8Array): Verdict {
  const v = JSON.parse(decodeUtf8(data)) as { stdout: string; stderr: string; end: string; fixed: string }; // as verdictText wrote it
  return { ...v, fixed: v.fixed === '' ? null : Uint8Array.from(v.fixed.match(/../g)!, h => parseInt(h, 16)) };
}
