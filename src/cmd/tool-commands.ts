// A build as the commands of Go's own tools. burrow's stages are no programs of their own; who reads what -x and -n print, or has
// a tool read it, finds packages, flags and files where they are used to, and -toolexec has what it stands before.

import { programUnits } from '../build/builder.ts';
import { quoteByteString } from '../base/quote.ts';
import { latin1 } from '../base/utf8.ts';
import type { Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import type { Package } from '../load/package.ts';
import type { Unit, UnitFile } from '../load/units.ts';

/** What of the command line the commands show. */
export interface CommandFlags {
  gcflags(p: Package): readonly string[];
  asmflags(p: Package): readonly string[];
  ldflags(p: Package): readonly string[];
  /** The file that is read under a name. */
  actual(file: string): string;
  readonly trimpath: boolean;
  /** Programs are position independent. */
  readonly pie: boolean;
}

/** One step of a build. */
export type Step = DirStep | FileStep | RunStep;

/** A directory is made. */
interface DirStep {
  readonly kind: 'dir';
  readonly dir: string;
}

/** A file is written. */
interface FileStep {
  readonly kind: 'file';
  readonly name: string;
  readonly text: string;
}

/** A tool is run. */
export interface RunStep {
  readonly kind: 'run';
  readonly dir: string;
  /** A change of the environment, `NAME=value`; '' for none. */
  readonly env: string;
  /** The file of the tool. */
  readonly tool: string;
  readonly args: readonly string[];
}

/** Where the commands have their files, and what they read of packages. */
export interface CommandPlaces {
  /** The directory of the build. */
  readonly work: string;
  /** The file of a tool. */
  tool(name: string): string;
  /** The compiler is told of all packages below one, not only of those that it imports. */
  readonly all: boolean;
}

/** The commands of one build. */
export class ToolCommands {
  private readonly host: Host;
  private readonly config: Config;
  private readonly flags: CommandFlags;
  private readonly places: CommandPlaces;
  private readonly dirs = new Map<Unit, string>();
  /** Archives that are elsewhere than in the directories of their packages. */
  private readonly archives = new Map<Unit, string>();

  constructor(host: Host, config: Config, flags: CommandFlags, places: CommandPlaces) {
    this.host = host;
    this.config = config;
    this.flags = flags;
    this.places = places;
  }

  /** The directory of a package. */
  dir(unit: Unit): string {
    let dir = this.dirs.get(unit);
    if (dir === undefined) {
      dir = `${this.places.work}/b${String(this.dirs.size + 1).padStart(3, '0')}`;
      this.dirs.set(unit, dir);
    }
    return dir;
  }

  /** The file that a package is compiled to. */
  archive(unit: Unit): string {
    return this.archives.get(unit) ?? this.ownArchive(unit);
  }

  /** What names the archive of a package names this file from now on. */
  useArchive(unit: Unit, file: string): void {
    this.archives.set(unit, file);
  }

  /** The file that the commands of `compile` write. */
  ownArchive(unit: Unit): string {
    return `${this.dir(unit)}/_pkg_.a`;
  }

  /** The name under which the compiler reads a file of a package. */
  sourceName(unit: Unit, f: UnitFile): string {
    return f.text === null ? this.flags.actual(f.name) : `${this.dir(unit)}/${path.basename(f.name)}`;
  }

  /** The version of the language as -lang has it. */
  lang(unit: Unit): string {
    return unit.goVersion === '' ? this.config.language : `go${unit.goVersion}`;
  }

  /** How many threads gc's go command would have the compiler use. */
  private threads(): number {
    return Math.min(4, Number(this.host.getenv('GOMAXPROCS')) || this.host.cpus);
  }

  /** What the compiler and the assembler are told of position independent programs. */
  private shared(): string[] {
    return this.flags.pie ? ['-shared'] : [];
  }

  /** What Go's command says of packages that are compiled for these: they lie apart from others. */
  private installSuffix(): string[] {
    return this.flags.pie ? ['-installsuffix', 'shared'] : [];
  }

  private row(unit: Unit): string {
    return `packagefile ${unit.package.importPath}=${this.archive(unit)}\n`;
  }

  /** What makes the form of a profile that the compiler reads. */
  preprofile(unit: Unit, profile: string): readonly Step[] {
    const obj = this.dir(unit);
    const args = ['-o', `${obj}/pgo.preprofile`, '-i', profile];
    return [
      { kind: 'dir', dir: `${obj}/` },
      { kind: 'run', dir: this.host.cwd(), env: '', tool: this.places.tool('preprofile'), args },
    ];
  }

  /** The objects of the assembler that belong into the archive of a package. */
  objects(unit: Unit): string[] {
    return unit.package.sFiles.map(f => `${this.dir(unit)}/${path.basename(f).replace(/s$/, 'o')}`);
  }

  /** What compiles a package; `profile` is the file that says what earlier runs did, '' for none. */
  compile(unit: Unit, profile: string): readonly Step[] {
    const p = unit.package;
    const { config, flags, places } = this;
    const obj = this.dir(unit);
    const maps = p.internal.rawImports.flatMap((written, i) =>
      p.imports[i] === undefined || p.imports[i] === written ? [] : [`importmap ${written}=${p.imports[i]}\n`],
    );
    const rows = (places.all ? programUnits(unit).slice(0, -1) : unit.deps).map(d => this.row(d));
    const steps: Step[] = [
      { kind: 'dir', dir: `${obj}/` },
      { kind: 'file', name: `${obj}/importcfg`, text: `# import config\n${maps.join('')}${rows.join('')}` },
    ];
    if (unit.embed.size > 0) {
      const files = Object.fromEntries(p.embedFiles.map(f => [f, path.join(unit.dir, f)]));
      const text = JSON.stringify({ Patterns: Object.fromEntries(unit.embed), Files: files }, null, '\t');
      steps.push({ kind: 'file', name: `${obj}/embedcfg`, text: `${text}\n` });
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
      ...this.shared(),
      ...(config.level.name === '' ? [] : ['-D', `${config.level.name}_${config.level.value}`]),
      ...flags.asmflags(p),
    ];
    const sFiles = p.sFiles.map(f => path.join(unit.dir, f));
    const assemble = (...args: readonly string[]): void => {
      steps.push({ kind: 'run', dir: unit.dir, env: '', tool: places.tool('asm'), args: [...asm, ...args] });
    };
    if (foreign) assemble('-gensymabis', '-o', `${obj}/symabis`, ...sFiles);
    const args = [
      '-o',
      this.ownArchive(unit),
      '-trimpath',
      trim,
      '-p',
      unit.path,
      `-lang=${this.lang(unit)}`,
      ...(unit.standard ? ['-std'] : []),
      ...(foreign ? ['-symabis', `${obj}/symabis`] : ['-complete']),
      ...this.installSuffix(),
      '-goversion',
      config.release,
      ...(profile === '' ? [] : [`-pgoprofile=${profile}`]),
      ...(this.threads() > 1 ? [`-c=${this.threads()}`] : []),
      ...this.shared(),
      ...flags.gcflags(p),
      '-nolocalimports',
      '-importcfg',
      `${obj}/importcfg`,
      ...(unit.embed.size === 0 ? [] : ['-embedcfg', `${obj}/embedcfg`]),
      '-pack',
      ...(foreign ? ['-asmhdr', `${obj}/go_asm.h`] : []),
      ...unit.files.map(f => this.sourceName(unit, f)),
    ];
    steps.push({ kind: 'run', dir: cwd, env: '', tool: places.tool('compile'), args });
    const objects = this.objects(unit);
    sFiles.forEach((s, i) => assemble('-o', objects[i]!, s));
    return steps;
  }

  /** What links a program; `info` is what it says of how it was built, `extra` are flags that no command line has. */
  link(root: Unit, info: Uint8Array, extra: readonly string[]): readonly Step[] {
    const obj = this.dir(root);
    const rows = programUnits(root).map(u => this.row(u));
    const infoRow = `modinfo ${quoteByteString(latin1(info, 0, info.length))}\n`;
    const args = [
      '-o',
      this.program(root),
      '-importcfg',
      `${obj}/importcfg.link`,
      ...(this.config.fips140 === '' ? [] : ['-fipso', `${obj}/fips.o`]),
      ...extra,
      ...this.installSuffix(),
      `-buildmode=${this.flags.pie ? 'pie' : 'exe'}`,
      ...this.flags.ldflags(root.package),
      this.archive(root),
    ];
    const env = `GOROOT=${this.flags.trimpath ? '' : this.config.goroot}`;
    return [
      { kind: 'file', name: `${obj}/importcfg.link`, text: `${rows.join('')}${infoRow}` },
      { kind: 'dir', dir: `${obj}/exe/` },
      { kind: 'run', dir: this.host.cwd(), env, tool: this.places.tool('link'), args },
    ];
  }

  /** The file that a program is linked to. */
  program(root: Unit): string {
    return `${this.dir(root)}/exe/a.out`;
  }
}
