// `burrow mod vendor` and `burrow work vendor`: copies of the packages that the main modules need, and modules.txt, which
// says what they are copies of.

import { encodeUtf8 } from '../base/utf8.ts';
import { File, IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import { BuildContext } from '../load/build-context.ts';
import { readDirPackage } from '../load/dir-package.ts';
import { DirReader } from '../load/dir-reader.ts';
import { EmbedError, resolveEmbed } from '../load/embed.ts';
import { findWorkFile } from '../load/mod/workspace.ts';
import { commit } from '../load/mod/commit.ts';
import * as gover from '../load/mod/gover.ts';
import { sortVersions } from '../load/mod/graph.ts';
import { formatVersion, type Version } from '../load/mod/module.ts';
import { loadPackageGraph, type PackageLoad } from '../load/mod/packages.ts';
import { buildsSomewhere } from '../load/mod/scan.ts';
import type { ModState } from '../load/mod/state.ts';
import { command, Exit, fatal, type Context } from './command.ts';
import { bool, string, type FlagValues } from './flags.ts';
import { makeState, modFlags, reporting } from './mod-state.ts';
import { noWorkFile } from './mod-edit.ts';

export { modVendor as command };

const flags = { ...modFlags, e: bool(), o: string(), v: bool() };
type Values = FlagValues<typeof flags>;

const long = `Vendor makes the directory vendor anew: the packages that are needed to build and test the main module's packages,
without the tests of those packages.

	-e	go on where packages cannot be loaded
	-o dir	write there
	-v	print what is copied on standard error
`;

const modVendor = command({
  usageLine: 'mod vendor [-e] [-v] [-o outdir]',
  long,
  flags,
  async run(cx, values, args) {
    if (findWorkFile(await cx.config()) !== '')
      fatal(
        "go: 'go mod vendor' cannot be run in workspace mode. Run 'go work vendor' to vendor the workspace or set 'GOWORK=off' to exit workspace mode.",
      );
    return vendor(cx, values, args);
  },
});

/** `burrow work vendor`. */
export const workVendor = command({
  usageLine: 'work vendor [-e] [-v] [-o outdir]',
  long: long.replaceAll('the main module', 'the workspace'),
  flags,
  async run(cx, values, args) {
    if (findWorkFile(await cx.config()) === '') fatal(noWorkFile);
    return vendor(cx, values, args);
  },
});

function vendor(cx: Context, values: Values, args: readonly string[]): Promise<number> {
  return reporting(async () => {
    if (args.length > 0) fatal("go: 'go mod vendor' accepts no arguments");
    const state = await makeState(cx, values, { defaultMod: 'readonly', needsMain: true });
    if (!state.inWorkspace) state.needMain();
    const load = await loadPackageGraph(
      state,
      {
        anyTarget: true,
        resolveMissing: true,
        vendorAll: true,
        allowErrors: values.e,
        silenceMissingStd: true,
      },
      ['all'],
    );
    await commit(state, load);
    return new Vendoring(state, load, values).run();
  });
}

const metadata = /^(?:AUTHORS|CONTRIBUTORS|COPYLEFT|COPYING|COPYRIGHT|LEGAL|LICENSE|NOTICE|PATENTS)/;

/** One vendor directory. */
class Vendoring {
  private readonly state: ModState;
  private readonly load: PackageLoad;
  private readonly lenient: boolean;
  private readonly verbose: boolean;
  private readonly dir: string;
  private readonly go: string;
  private readonly metadataDone = new Set<string>();
  private text = '';
  private failed = false;

  constructor(state: ModState, load: PackageLoad, values: Values) {
    this.state = state;
    this.load = load;
    this.lenient = values.e;
    this.verbose = values.v;
    const { work, workFile, mains } = state.workspace;
    const root = work !== null ? path.dirname(workFile) : mains[0]!.root; // needMain was called
    this.dir = values.o !== '' ? path.resolve(state.host.cwd(), values.o) : path.join(root, 'vendor');
    this.go = state.modules.goVersion;
  }

  private write(line: string): void {
    this.text += line;
    if (this.verbose) this.state.host.stderr.write(line);
  }

  async run(): Promise<number> {
    const { state, load } = this;
    const { work, mains } = state.workspace;
    this.must(state.host.removeAll(this.dir));
    const packages = new Map<string, string[]>();
    const mods = new Map<string, Version>();
    for (const p of load.pkgs) {
      if (p.testOf !== null || p.mod.path === '' || state.isMain(p.mod.path)) continue;
      const key = formatVersion(p.mod);
      mods.set(key, p.mod);
      packages.set(key, [...(packages.get(key) ?? []), p.path]);
    }
    const folded = new Map<string, string>();
    for (const m of mods.values()) {
      const other = folded.get(m.path.toLowerCase());
      if (other !== undefined && other !== m.path)
        fatal(`go: go.mod: case-insensitive import collision: "${m.path}" and "${other}"`);
      folded.set(m.path.toLowerCase(), m.path);
    }
    const explicit = new Set<string>();
    const withReplacements = gover.compare(this.go, '1.14') >= 0 && (work !== null || mains[0]!.file.go !== '');
    if (withReplacements) {
      for (const m of mains) {
        for (const r of m.file.require) {
          explicit.add(formatVersion(r.mod));
          mods.set(formatVersion(r.mod), r.mod);
        }
      }
    }
    if (work !== null && mains.length > 0) this.write('## workspace\n');
    const written = new Set<string>();
    for (const m of sortVersions([...mods.values()])) {
      const key = formatVersion(m);
      written.add(key);
      this.write(moduleLine(m, state.modules.shownReplacement(m)));
      let go = '';
      if (gover.compare(this.go, '1.17') >= 0) go = await this.goVersionOf(m);
      const says = [explicit.has(key) ? 'explicit' : '', go === '' ? '' : `go ${go}`].filter(s => s !== '');
      if (says.length > 0) this.write(`## ${says.join('; ')}\n`);
      for (const p of (packages.get(key) ?? []).sort()) {
        this.write(p + '\n');
        this.copyPackage(p);
      }
    }
    if (withReplacements) {
      for (const r of [...(work?.replace ?? []), ...mains.flatMap(m => m.file.replace)]) {
        const key = formatVersion(r.old);
        if (written.has(key)) continue;
        written.add(key);
        const by = state.modules.shownReplacement(r.old);
        if (by !== null) this.write(moduleLine(r.old, by));
      }
    }
    if (this.text === '') {
      state.note('go: no dependencies to vendor');
      return 0;
    }
    this.must(state.host.makeDirs(this.dir));
    this.must(state.host.writeFile(path.join(this.dir, 'modules.txt'), encodeUtf8(this.text)));
    return this.failed ? 1 : 0;
  }

  private must<T>(result: T | IOError): T {
    return result instanceof IOError ? fatal(`go: ${result}`) : result;
  }

  /** The go line of a module at the version of the build. */
  private async goVersionOf(m: Version): Promise<string> {
    const mg = await this.load.requirements.tryGraph();
    const version = mg.selected(m.path);
    return (await this.state.summary({ path: m.path, version })).go;
  }

  private copyPackage(name: string): void {
    const { state } = this;
    const p = this.load.lookup(name);
    if (p === null || p.dir === '') return;
    const target = path.join(this.dir, name);
    const copied = new Set<string>();
    const reader = new DirReader(state.host, p.dir, null, null);
    this.copyFiles(target, p.dir, copied, file => {
      if (file.endsWith('_test.go')) return false;
      if (file === 'go.mod' || file === 'go.sum') return gover.compare(this.go, '1.17') < 0;
      if (!file.endsWith('.go')) return true;
      const constraint = reader.constraint(file);
      return constraint instanceof IOError || constraint.error !== '' || buildsSomewhere(constraint);
    });
    this.copyMetadata(p.mod.path, name, target, p.dir, copied);
    this.copyEmbedded(name, p.dir, target, copied);
  }

  /** Licences and their like, from the package's directory up to the module's root. */
  private copyMetadata(modPath: string, name: string, target: string, dir: string, copied: Set<string>): void {
    for (let up = 0; !this.metadataDone.has(`${modPath} ${target}`); up++) {
      this.metadataDone.add(`${modPath} ${target}`);
      if (up > 0) this.copyFiles(target, dir, copied, file => metadata.test(file));
      if (modPath === name) break;
      name = path.dirname(name);
      target = path.dirname(target);
      dir = path.dirname(dir);
    }
  }

  private copyFiles(target: string, dir: string, copied: Set<string>, wanted: (file: string) => boolean): void {
    const { host } = this.state;
    const entries = this.must(host.readDir(dir));
    this.must(host.makeDirs(target));
    for (const e of entries as { readonly name: string; readonly kind: number }[]) {
      if (e.kind !== File || !wanted(e.name)) continue;
      this.copyFile(path.join(target, e.name), path.join(dir, e.name), copied);
    }
  }

  private copyFile(target: string, source: string, copied: Set<string>): void {
    copied.add(target);
    const data = this.must(this.state.host.readFile(source)) as Uint8Array; // must does not return on an error
    this.must(this.state.host.writeFile(target, data));
  }

  private copyEmbedded(name: string, dir: string, target: string, copied: Set<string>): void {
    const { state } = this;
    const cx = new BuildContext(state.config, [], true, true);
    const entries = state.host.readDir(dir);
    const read = readDirPackage(
      state.host,
      cx,
      dir,
      entries instanceof IOError ? null : entries,
      new DirReader(state.host, dir, null, null),
    );
    if (read.error !== null && read.error.kind === 'nogo') return;
    const { p } = read;
    const patterns = [...p.embedPatterns];
    if (gover.compare(this.go, '1.22') < 0) patterns.push(...p.testEmbedPatterns, ...p.xTestEmbedPatterns);
    const found = resolveEmbed(state.host, dir, patterns);
    if (found instanceof EmbedError) {
      state.note(`go: resolving embeds in ${name}: ${found.text}`);
      if (!this.lenient) this.failed = true;
      return;
    }
    for (const file of found.files) {
      const to = path.join(target, file);
      if (copied.has(to)) continue;
      this.must(state.host.makeDirs(path.dirname(to)));
      this.copyFile(to, path.join(dir, file), copied);
    }
  }
}

function moduleLine(m: Version, by: Version | null): string {
  let line = `# ${m.path}${m.version === '' ? '' : ' ' + m.version}`;
  if (by !== null) {
    if (/^vendor(?:\/|$)/.test(path.clean(by.path)))
      throw new Exit(1, `go: replacement path ${by.path} inside vendor directory`);
    line += ` => ${by.path}${by.version === '' ? '' : ' ' + by.version}`;
  }
  return line + '\n';
}
