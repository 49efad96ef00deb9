// -x and -n: what a build does, as the commands of Go's own tools that come to the same.

import type { Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Unit } from '../load/units.ts';
import type { Step, ToolCommands } from './tool-commands.ts';

/** What a trace must know of its build. */
export interface TraceHow {
  /** Nothing is done: the packages are set apart. */
  readonly dry: boolean;
  /** The words of -toolexec. */
  readonly toolexec: readonly string[];
  /** The directory that is shown as $WORK; '' for none. */
  readonly work: string;
  /** The file of a tool of the distribution. */
  tool(name: string): string;
}

/** The trace of one command, on standard error. */
export class Trace {
  private readonly host: Host;
  private readonly commands: ToolCommands;
  private readonly how: TraceHow;
  /** What was made of each profile. */
  private readonly profiles = new Map<string, string>();
  private dir = '';

  constructor(host: Host, commands: ToolCommands, how: TraceHow) {
    this.host = host;
    this.commands = commands;
    this.how = how;
  }

  private say(line: string): void {
    const { work } = this.how;
    this.host.stderr.write(`${work === '' ? line : line.replaceAll(work, '$WORK')}\n`);
  }

  /** A command in a directory: what is in the directory is shown from there. */
  run(dir: string, words: readonly string[]): void {
    if (dir !== this.dir) this.say(`cd ${dir}`);
    this.dir = dir;
    this.say(` ${words.map(shown).join(' ')}`.replaceAll(` ${dir}`, ' .').slice(1));
  }

  /** One step of a build. */
  step(s: Step): void {
    if (s.kind === 'dir') this.say(`mkdir -p ${s.dir}`);
    else if (s.kind === 'file') this.say(`cat >${s.name} << 'EOF' # internal\n${s.text}EOF`);
    else this.run(s.dir, [...(s.env === '' ? [] : [s.env]), ...this.how.toolexec, s.tool, ...s.args]);
  }

  private steps(steps: readonly Step[]): void {
    for (const s of steps) this.step(s);
  }

  /** The file that the compiler reads in place of a profile: the one that is kept, '' for none, or one that is made here, once. */
  preprofile(unit: Unit, profile: string, kept: string): string {
    let file = this.profiles.get(profile);
    if (file === undefined) {
      file = kept === '' ? `${this.commands.dir(unit)}/pgo.preprofile` : kept;
      this.profiles.set(profile, file);
      if (kept === '') this.steps(this.commands.preprofile(unit, profile));
    }
    return file;
  }

  /** What compiles a package; `profile` is the file that says what earlier runs did, '' for none. */
  compile(unit: Unit, profile: string): void {
    this.commands.dir(unit); // packages have numbers in the order in which they are shown
    if (this.how.dry) this.say(`\n#\n# ${unit.desc}\n#\n`);
    this.steps(this.commands.compile(unit, profile));
  }

  /** What looks at a package with a tool: what the tool is told, and the tool. */
  analyse(unit: Unit, tool: string, toolFlags: readonly string[], config: Record<string, unknown>): void {
    const obj = this.commands.dir(unit);
    const file = `${obj}/vet.cfg`;
    this.step({ kind: 'dir', dir: `${obj}/` });
    this.step({ kind: 'file', name: file, text: `${JSON.stringify(config, null, '\t')}\n` });
    this.run(unit.dir, [...this.how.toolexec, tool === '' ? this.how.tool('vet') : tool, ...toolFlags, file]);
  }

  /** Where the export data of a package would be. */
  archive(unit: Unit): string {
    return this.commands.archive(unit);
  }

  /** What links a program; `info` is what it says of how it was built. */
  link(root: Unit, info: Uint8Array, extra: readonly string[]): void {
    this.steps(this.commands.link(root, info, extra));
  }

  /** What puts a program in its place. */
  move(root: Unit, target: string): void {
    this.say(`mkdir -p ${path.dirname(target)}/`);
    this.say(`mv ${this.commands.program(root)} ${target}`);
  }
}

/** A word as a shell would take it. */
function shown(word: string): string {
  return word === '' || /[\s'"\\;*?<>|&]/.test(word) ? JSON.stringify(word) : word;
}
