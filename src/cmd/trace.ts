// -x and -n: what a build does, as the commands of Go's own tools that come to the same. burrow's stages are no programs of
// their own; who reads such a trace, or has a tool read it, finds packages, flags and files where they are used to.

import { quoteByteString } from '../base/quote.ts';
import { latin1 } from '../base/utf8.ts';
import type { Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import type { Package } from '../load/package.ts';
import type { Unit } from '../load/units.ts';

/** What of the command line the trace shows. */
export interface TraceFlags {
  gcflags(p: Package): readonly string[];
  asmflags(p: Package): readonly string[];
  ldflags(p: Package): readonly string[];
  /** The file that is read under a name. */
  actual(file: string): string;
  readonly trimpath: boolean;
  /** Nothing is done: the packages are set apart. */
  readonly dry: boolean;
}

/** The trace of one command, on standard error. */
export class Trace {
  private readonly host: Host;
  private readonly config: Config;
  private readonly flags: TraceFlags;
  private readonly dirs = new Map<Unit, string>();
  /** What was made of each profile. */
  private readonly profiles = new Map<string, string>();
  private dir = '';

  constructor(host: Host, config: Config, flags: TraceFlags) {
    this.host = host;
    this.config = config;
    this.flags = flags;
  }

  private say(line: string): void {
    this.host.stderr.write(`${line}\n`);
  }

  private tool(name: string): string {
    return path.join(this.config.goroot, 'pkg/tool', `${this.config.goos}_${this.config.goarch}`, name);
  }

  /** How many threads gc's go command would have the compiler use. */
  private threads(): number {
    return Math.min(4, Number(this.host.getenv('GOMAXPROCS')) || this.host.cpus);
  }

  private objdir(unit: Unit): string {
    let dir = this.dirs.get(unit);
    if (dir === undefined) {
      dir = `$WORK/b${String(this.dirs.size + 1).padStart(3, '0')}`;
      this.dirs.set(unit, dir);
    }
    return dir;
  }

  /** A command in a directory: what is in the directory is shown from there. */
  run(dir: string, words: readonly string[]): void {
    if (dir !== this.dir) this.say(`cd ${dir}`);
    this.dir = dir;
    this.say(` ${words.map(shown).join(' ')}`.replaceAll(` ${dir}`, ' .').slice(1));
  }

  /** The file that the compiler reads in place of a profile: the one that is kept, '' for none, or one that is made here, once. */
  preprofile(unit: Unit, profile: string, kept: string): string {
    let file = this.profiles.get(profile);
    if (file === undefined) {
      const obj = this.objdir(unit);
      file = kept === '' ? `${obj}/pgo.preprofile` : kept;
      this.profiles.set(profile, file);
      if (kept !== '') return file;
      this.say(`mkdir -p ${obj}/`);
      this.run(this.host.cwd(), [this.tool('preprofile'), '-o', file, '-i', profile]);
    }
    return file;
  }

  /** What compiles a package; `profile` is the file that says what earlier runs did, '' for none. */
  compile(unit: Unit, profile: string): void {
    const p = unit.package;
    const { config, flags } = this;
    const obj = this.objdir(unit);
    if (flags.dry) this.say(`\n#\n# ${unit.desc}\n#\n`);
    this.say(`mkdir -p ${obj}/`);
    const cfg = unit.deps.map(d => `packagefile ${d.package.importPath}=${this.objdir(d)}/_pkg_.a\n`).join('');
    this.say(`cat >${obj}/importcfg << 'EOF' # internal\n# import config\n${cfg}EOF`);
    if (unit.embed.size > 0) {
      const files = Object.fromEntries(p.embedFiles.map(f => [f, path.join(unit.dir, f)]));
      const text = JSON.stringify({ Patterns: Object.fromEntries(unit.embed), Files: files }, null, '\t');
      this.say(`cat >${obj}/embedcfg << 'EOF' # internal\n${text}\nEOF`);
    }
    const cwd = this.host.cwd();
    const trim = `${flags.trimpath ? `${unit.dir}=>${unit.recordedDir};` : ''}${obj}=>`;
    const foreign = p.sFiles.length + p.sysoFiles.length > 0;
    const asm = [
      '-p',
      unit.path,
      '-trimpath',
      trim,
      '-I',
      `${obj}/`,
      '-I',
      path.join(config.goroot, 'pkg/include'),
      '-D',
      `GOOS_${config.goos}`,
      '-D',
      `GOARCH_${config.goarch}`,
      ...(config.level.name === '' ? [] : ['-D', `${config.level.name}_${config.level.value}`]),
      ...flags.asmflags(p),
    ];
    const sFiles = p.sFiles.map(f => path.join(unit.dir, f));
    if (foreign) this.run(unit.dir, [this.tool('asm'), ...asm, '-gensymabis', '-o', `${obj}/symabis`, ...sFiles]);
    this.run(cwd, [
      this.tool('compile'),
      '-o',
      `${obj}/_pkg_.a`,
      '-trimpath',
      trim,
      '-p',
      unit.path,
      `-lang=go${unit.goVersion || /^go(1\.\d+)/.exec(config.goVersion)?.[1]}`,
      ...(unit.standard ? ['-std'] : []),
      ...(foreign ? ['-symabis', `${obj}/symabis`] : ['-complete']),
      '-goversion',
      config.release,
      ...(profile === '' ? [] : [`-pgoprofile=${profile}`]),
      ...(this.threads() > 1 ? [`-c=${this.threads()}`] : []),
      ...flags.gcflags(p),
      '-nolocalimports',
      '-importcfg',
      `${obj}/importcfg`,
      ...(unit.embed.size === 0 ? [] : ['-embedcfg', `${obj}/embedcfg`]),
      '-pack',
      ...(foreign ? ['-asmhdr', `${obj}/go_asm.h`] : []),
      ...unit.files.map(f => (f.text === null ? flags.actual(f.name) : `${obj}/${path.basename(f.name)}`)),
    ]);
    for (const s of sFiles) {
      const o = `${obj}/${path.basename(s).replace(/s$/, 'o')}`;
      this.run(unit.dir, [this.tool('asm'), ...asm, '-o', o, s]);
    }
  }

  /** What looks at a package with a tool: what the tool is told, and the tool. */
  analyse(unit: Unit, tool: string, toolFlags: readonly string[], config: Record<string, unknown>): void {
    const obj = this.objdir(unit);
    const file = `${obj}/vet.cfg`;
    this.say(`mkdir -p ${obj}/`);
    this.say(`cat >${file} << 'EOF' # internal\n${JSON.stringify(config, null, '\t')}\nEOF`);
    this.run(unit.dir, [tool === '' ? this.tool('vet') : tool, ...toolFlags, file]);
  }

  /** Where the export data of a package would be. */
  archive(unit: Unit): string {
    return `${this.objdir(unit)}/_pkg_.a`;
  }

  /** What links a program; `info` is what it says of how it was built. */
  link(root: Unit, units: readonly Unit[], info: Uint8Array, extra: readonly string[]): void {
    const obj = this.objdir(root);
    const rows = units.map(u => `packagefile ${u.package.importPath}=${this.objdir(u)}/_pkg_.a\n`).join('');
    const infoRow = `modinfo ${quoteByteString(latin1(info, 0, info.length))}\n`;
    this.say(`cat >${obj}/importcfg.link << 'EOF' # internal\n${rows}${infoRow}EOF`);
    this.say(`mkdir -p ${obj}/exe/`);
    this.run(this.host.cwd(), [
      `GOROOT=${this.flags.trimpath ? '' : this.config.goroot}`,
      this.tool('link'),
      '-o',
      `${obj}/exe/a.out`,
      '-importcfg',
      `${obj}/importcfg.link`,
      ...(this.config.fips140 === '' ? [] : ['-fipso', `${obj}/fips.o`]),
      ...extra,
      '-buildmode=exe',
      ...this.flags.ldflags(root.package),
      `${obj}/_pkg_.a`,
    ]);
  }

  /** What puts a program in its place. */
  move(root: Unit, target: string): void {
    this.say(`mkdir -p ${path.dirname(target)}/`);
    this.say(`mv ${this.objdir(root)}/exe/a.out ${target}`);
  }
}

/** A word as a shell would take it. */
function shown(word: string): string {
  return word === '' || /[\s'"\\;*?<>|&]/.test(word) ? JSON.stringify(word) : word;
}
