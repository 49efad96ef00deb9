// A build by tools that are programs, for -toolexec: every package is compiled, and every program linked, by a command that the
// user's program stands before. The tools are burrow's own: scripts that start it once more.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { packageNote, withObjects } from '../build/unit-archive.ts';
import type { BuiltProgram, ProgramHow } from '../build/builder.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Unit } from '../load/units.ts';
import type { Building, BuildFlags } from './build-setup.ts';
import { fatal, must } from './command.ts';
import { endText } from './exec.ts';
import { Slots } from './slots.ts';
import type { RunStep, Step, ToolCommands } from './tool-commands.ts';

/** The tools, by the names that scripts of theirs have, with burrow's own and what these are told. */
const tools: ReadonlyMap<string, string> = new Map([
  ['compile', 'compile'],
  ['asm', 'asm -form=burrow'],
  ['link', 'link'],
]);

/** The file beside a package's archive that tells the compiler what its arguments do not. */
export const noteFile = '_pkg_.json';

/** Runs the tools of one build. */
export class ToolBuild {
  private readonly work: Building;
  private readonly commands: ToolCommands;
  private readonly flags: BuildFlags;
  private readonly host: Host;
  private readonly slots: Slots;
  private readonly made = new Map<Unit, Promise<string>>();
  private versions: Promise<string> | null = null;

  constructor(work: Building, commands: ToolCommands, flags: BuildFlags) {
    this.work = work;
    this.commands = commands;
    this.flags = flags;
    this.host = work.cx.host;
    this.slots = new Slots(flags.p > 0 ? flags.p : this.host.cpus);
  }

  /** The archive of a package, compiled where it was not before; '' after what is wrong was said. */
  compile(unit: Unit): Promise<string> {
    let made = this.made.get(unit);
    if (made === undefined) {
      made = this.make(unit);
      this.made.set(unit, made);
    }
    return made;
  }

  /** What that archive holds; null after what is wrong was said. */
  async read(unit: Unit): Promise<Uint8Array | null> {
    const file = await this.compile(unit);
    return file === '' ? null : this.mustRead(file);
  }

  private async make(unit: Unit): Promise<string> {
    const deps = await Promise.all(unit.deps.map(d => this.compile(d)));
    if (deps.includes('')) return '';
    const { work, commands, host } = this;
    const how = [await this.version(), this.flags.buildmode];
    const key = work.builder.key(unit, 'archive', ...how);
    const kept = key === '' || this.flags.a ? '' : work.cache.keptFile(key);
    const saidKey = work.builder.key(unit, 'archive said', ...how);
    if (kept !== '') {
      commands.useArchive(unit, kept);
      const said = work.cache.get(saidKey);
      if (said !== null) work.report(unit.package, decodeUtf8(said), unit.desc);
      return kept;
    }
    const complaints = work.complaints(unit);
    if (complaints.length > 0) {
      this.fails(unit, complaints.map(line => `${line}\n`).join(''));
      return '';
    }
    if (this.flags.v) work.say(`${unit.package.importPath}\n`);
    work.progress.step(unit.desc);
    const file = commands.ownArchive(unit);
    const note = packageNote(unit, commands.lang(unit), f => commands.sourceName(unit, f));
    const steps = commands.compile(unit, unit.package.internal.pgoProfile);
    must(host.makeDirs(commands.dir(unit)));
    must(host.writeFile(path.join(commands.dir(unit), noteFile), encodeUtf8(JSON.stringify(note))));
    for (const f of unit.files) if (f.text !== null) must(host.writeFile(commands.sourceName(unit, f), f.text));
    // The assembler looks for functions before the compiler has written what it includes.
    if (commands.objects(unit).length > 0) must(host.writeFile(`${commands.dir(unit)}/go_asm.h`, new Uint8Array(0)));
    const said = await this.slots.with(() => this.run(unit, steps));
    if (said === null) return '';
    if (key !== '' && said !== '') work.cache.put(saidKey, encodeUtf8(said));
    const objects = commands.objects(unit);
    if (objects.length > 0) {
      const members = objects.map(o => ({ name: path.basename(o).slice(0, 16), data: this.mustRead(o) }));
      must(host.writeFile(file, withObjects(this.mustRead(file), members)));
    }
    const name = key === '' ? '' : work.cache.keepFile(key, this.mustRead(file));
    if (name !== '') commands.useArchive(unit, name);
    return commands.archive(unit);
  }

  /** The program whose main package a unit is; null after what is wrong was said. */
  async link(root: Unit, how: ProgramHow): Promise<BuiltProgram | null> {
    const { work, commands } = this;
    if ((await this.compile(root)) === '') return null;
    const info = how.choices.strings?.get('runtime.modinfo') ?? new Uint8Array(0);
    const draft = how.buildID ?? work.builder.draftID(root, how);
    work.progress.step(root.desc);
    const steps = commands.link(root, info, [...how.extra, `-buildid=${draft}`]);
    must(this.host.makeDirs(commands.dir(root)));
    if ((await this.run(root, steps)) === null) return null;
    return work.builder.finish(root, how, this.mustRead(commands.program(root)), draft, false);
  }

  /** Takes some steps for a package and gives what was said, which is reported; null where one failed. */
  private async run(unit: Unit, steps: readonly Step[]): Promise<string | null> {
    let all = '';
    for (const s of steps) {
      this.work.trace?.step(s);
      if (s.kind === 'dir') must(this.host.makeDirs(s.dir));
      else if (s.kind === 'file') must(this.host.writeFile(s.name, encodeUtf8(s.text)));
      else {
        const said = await this.runTool(unit, s);
        if (said === null) return null;
        all += said;
      }
    }
    return all;
  }

  private async runTool(unit: Unit, { dir, env, tool, args }: RunStep): Promise<string | null> {
    const all = this.environment(dir);
    if (env !== '') all.set(env.slice(0, env.indexOf('=')), env.slice(env.indexOf('=') + 1));
    const started = this.work.started(tool, args, unit.desc, all);
    const how = { cwd: dir, env: all, capture: true, errToOut: true };
    const done = await this.host.spawn(started.file, started.args, how);
    if (done instanceof IOError) {
      this.fails(unit, `go: ${done}\n`);
      return null;
    }
    const end = endText(done);
    const said = decodeUtf8(done.stdout) || (end === '' ? '' : `${path.basename(tool)}: ${end}\n`);
    if (said === '') return '';
    const text = said.endsWith('\n') ? said : `${said}\n`;
    if (end !== '') {
      this.fails(unit, text);
      return null;
    }
    const report = `# ${unit.desc}\n${text}`;
    this.work.report(unit.package, report, unit.desc);
    return report;
  }

  private fails(unit: Unit, text: string): void {
    this.work.breaks(unit);
    this.work.report(unit.package, `# ${unit.desc}\n${text}`, unit.desc);
  }

  private environment(dir: string): Map<string, string> {
    const { goroot, goos, goarch, level } = this.work.config;
    const env = new Map(this.host.environ());
    env.set('GOROOT', goroot).set('GOOS', goos).set('GOARCH', goarch).set('PWD', dir);
    if (level.name !== '') env.set(level.name, level.value);
    return env;
  }

  /** What the tools say of themselves, behind the user's program, which may add to it; they are made before they are asked. */
  private version(): Promise<string> {
    this.versions ??= this.ask();
    return this.versions;
  }

  private async ask(): Promise<string> {
    const { host, work } = this;
    const dir = path.join(work.work, 'tool');
    must(host.makeDirs(dir));
    const said: string[] = [];
    for (const [name, own] of tools) {
      const file = path.join(dir, name);
      must(host.writeFile(file, encodeUtf8(toolScript(work.cx.root, work.config.goroot, own)), 0o755));
      const env = this.environment(host.cwd());
      const started = work.started(file, ['-V=full'], '', env);
      const done = await host.spawn(started.file, started.args, { env, capture: true });
      const failed = done instanceof IOError ? String(done) : endText(done);
      if (failed !== '') fatal(`go: error obtaining buildID for go tool ${name}: ${failed}`);
      const line = done instanceof IOError ? '' : decodeUtf8(done.stdout);
      if (!line.startsWith(`${name} version `)) {
        fatal(`go: parsing buildID from go tool ${name} -V=full: unexpected output:\n\t${line.trimEnd()}`);
      }
      said.push(line);
    }
    return said.join('');
  }

  private mustRead(file: string): Uint8Array {
    const data = this.host.readFile(file);
    return data instanceof IOError ? fatal(`go: ${data}`) : data;
  }
}

/**
 * A program that is a tool of burrow's; none of its kind is passed on to a process that watches. $GOROOT may be empty where it runs,
 * for programs that shall not name the distribution; the tool has to find it all the same.
 */
function toolScript(root: string, goroot: string, tool: string): string {
  const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
  const env = `BURROW_PASSED=1 GOTOOLCHAIN=local BURROW_RECORDED_GOROOT="$GOROOT" GOROOT=${quoted(goroot)}`;
  return `#!/bin/sh\n${env} exec ${quoted(path.join(root, 'burrow'))} tool ${tool} "$@"\n`;
}
