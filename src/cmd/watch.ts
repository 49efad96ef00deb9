// `burrow watch`: runs, tests or checks again whenever something changes that this depends on, and stays: commands that are
// started elsewhere in the same module are run by this process, which is warm (watch-server.ts).

import { burrowId } from '../build/burrow-id.ts';
import {
  type Closable,
  IOError,
  type Host,
  type Interrupt,
  type ProcessResult,
  type SpawnOptions,
} from '../host/host.ts';
import { ProcessMemory } from '../base/process-memory.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import { findModuleRoot, findWorkFile } from '../load/mod/workspace.ts';
import { cacheDir, toolsDir } from './cache-dir.ts';
import { command, fatal, type Context, type ShownResults } from './command.ts';
import { main } from './main.ts';
import { telemetryState } from './telemetry-state.ts';
import { makeClient } from './watch-client.ts';
import { Inputs } from './watch-inputs.ts';
import { WatchedProgram, type Verdict } from './watch-program.ts';
import { bound, serve } from './watch-server.ts';

export { watch as command };

/** A file whose time is that of the start, but for the clock of the file system, counts as changed since. */
const clockSlack = 20;

const watch = command({
  usageLine: 'watch run|test|check [flags and arguments of that command]',
  long: `Watch does what 'run', 'test' or 'check' does with the same words, and does it again whenever a file changes that
it depends on: source files, embedded files, go.mod and go.work, new files in the directories of packages, files that
tests have looked at. It ends by an interrupt (Ctrl-C).

	watch run   builds the program and starts it. After a change it is built again; when that succeeds and the program
	            is another one, the old one is ended (SIGTERM to its process group, after 5 seconds SIGKILL) and
	            the new one started. While there are errors the old one keeps running. The program reads nothing:
	            its standard input is empty.
	watch test  runs again the tests of those packages that the change reaches, and those that failed.
	watch check reports all errors.

What watch itself has to say stands on standard error, after 'watch:'.

While it runs, other burrow commands (build, check, install, list, run, test, vet) of the same user in the same module or
workspace hand their work to it, since it is warm; they say and do exactly what they would without. Where it is busy they do not
wait, but with BURROW_WATCH=wait they do. BURROW_WATCH=off keeps a command from using it, or watch from offering it.
`,
  flags: {},
  customFlags: true,
  async run(cx, _, words) {
    const [what = '', ...rest] = words;
    if (what !== 'run' && what !== 'test' && what !== 'check') return cx.usage();
    if (/^--?C(?:$|=)/.test(rest[0] ?? '')) fatal('watch: -C stands before the command: watch -C dir run');
    const config = await cx.config();
    return new Watch(cx, config, what, rest).run();
  },
});

type Watched = 'run' | 'test' | 'check';

/** One `burrow watch`. */
class Watch {
  private readonly cx: Context;
  private readonly config: Config;
  private readonly what: Watched;
  private readonly words: readonly string[];
  private readonly inputs: Inputs;
  private readonly program: WatchedProgram;
  private readonly interrupts = new Set<Interrupt>();
  private readonly shown = new Shown();
  private readonly memory: ProcessMemory;

  constructor(cx: Context, config: Config, what: Watched, words: readonly string[]) {
    this.cx = cx;
    this.config = config;
    this.what = what;
    this.words = words;
    const own = [
      cacheDir(config),
      config.burrowCache,
      toolsDir(config),
      path.join(cx.root, 'dist'),
      telemetryState(cx.host).dir,
    ];
    this.inputs = new Inputs(cx.host, dir => own.some(o => o !== '' && path.within(o, dir)));
    this.memory = new ProcessMemory((dir, changed) => {
      const watcher = cx.host.watch(dir, name => {
        changed(name);
        this.inputs.heard(dir, name);
      });
      return watcher instanceof IOError ? null : () => watcher.close();
    });
    this.program = new WatchedProgram(cx.host, text => this.say(text));
  }

  private say(text: string): void {
    this.cx.host.stderr.write(`watch: ${text}\n`);
  }

  async run(): Promise<number> {
    const { cx, inputs, program } = this;
    const { host, root } = cx;
    const id = burrowId(host, root);
    const listening = await this.listen(id);
    let client: Closable | null = null;
    const withdraw = () => {
      listening?.close();
      client?.close();
    };
    host.onInterrupt(async () => {
      withdraw();
      if (program.isRunning) this.say('ending the program');
      await program.stop();
      for (const act of this.interrupts) await act();
    });
    for (;;) {
      const since = host.now() - clockSlack;
      const start = host.monotonic();
      const outcome = await this.once();
      inputs.settle(since);
      bound(host, this.memory);
      if (outcome !== '') this.say(`${outcome} (${((host.monotonic() - start) / 1000).toFixed(2)} s)`);
      if (listening !== null) client ??= makeClient(host, root);
      const names = await inputs.change();
      if (burrowId(host, root) !== id) {
        withdraw();
        await program.stop();
        fatal('watch: burrow itself has changed; start it again');
      }
      // A directory tells nothing beside what is in it.
      const files = names.filter(n => !names.some(other => path.dirname(other) === n && other !== n));
      this.say(changeText(files.map(n => path.shortPath(host.cwd(), n))));
    }
  }

  /** Offers to run other commands; null where that is not wanted, or not possible, which is told. */
  private async listen(id: string): Promise<Closable | null> {
    const { host, root, machines } = this.cx;
    if (host.getenv('BURROW_WATCH') === 'off') return null;
    const work = findWorkFile(this.config);
    const dir = work === '' ? findModuleRoot(host, host.cwd()) || host.cwd() : path.dirname(work);
    const real = host.realPath(dir);
    const listening = await serve(
      { host, root, machines, resident: { shown: null }, memory: this.memory, id },
      real instanceof IOError ? dir : real,
    );
    if (typeof listening !== 'string') return listening;
    this.say(`other commands do not use this process: ${listening}`);
    return null;
  }

  /** Runs the command once; what is to be said of it, '' for nothing. */
  private async once(): Promise<string> {
    const { cx, what, words } = this;
    let hear: (verdict: Verdict) => void = () => {};
    const heard = new Promise<Verdict>(done => (hear = done));
    const resident = { shown: what === 'test' ? this.shown : null };
    const done = main(this.worker(hear), cx.root, [what, ...words], cx.machines, null, resident);
    const first = await Promise.race([done, heard]);
    if (what === 'test') return this.shown.summary(first === 0);
    if (what === 'check') return first === 0 ? 'no errors' : 'there are errors';
    if (first === 'started') return 'built and started';
    if (first === 'same') {
      return `built: the program is the same and ${this.program.isRunning ? 'keeps running' : 'has ended'}`;
    }
    if (first === 0 || !this.program.isRunning) return first === 0 ? '' : 'not built';
    return 'not built; the program of before keeps running';
  }

  /** The host for one run of the command. */
  private worker(hear: (verdict: Verdict) => void): Host {
    const { cx, inputs, program, what } = this;
    const base = cx.host;
    const { interrupts } = this;
    const spawn = (file: string, args: readonly string[], options: SpawnOptions): Promise<ProcessResult | IOError> => {
      if (what !== 'run' || options.foreground !== true)
        return base.spawn(file, args, { ...options, foreground: false });
      // The program is the word that lies in the directory of the run; before it may stand those of -exec.
      const image = [file, ...args]
        .map(w => (path.isAbs(w) ? base.readFile(w) : null))
        .find(b => b instanceof Uint8Array);
      return program.start(file, args, options, image ?? new Uint8Array(0), hear);
    };
    return Object.assign(inputs.recording(base), {
      memory: this.memory,
      spawn,
      // One handler ends everything, in order.
      onInterrupt(act: Interrupt) {
        interrupts.add(act);
        return () => void interrupts.delete(act);
      },
    });
  }
}

/** What of the tests was shown. */
class Shown implements ShownResults {
  private readonly good = new Map<string, string>();
  private readonly bad = new Set<string>();
  private ran = 0;
  private skipped = 0;

  isShown(pkg: string, key: string): boolean {
    const is = key !== '' && this.good.get(pkg) === key;
    if (is) this.skipped++;
    return is;
  }

  passed(pkg: string, key: string): void {
    if (key !== 'none') this.ran++;
    this.good.set(pkg, key);
    this.bad.delete(pkg);
  }

  failed(pkg: string): void {
    this.ran++;
    this.good.delete(pkg);
    this.bad.add(pkg);
  }

  /** Says what was done since it was last asked. */
  summary(good: boolean): string {
    const { ran, skipped, bad } = this;
    this.ran = 0;
    this.skipped = 0;
    const parts = [`${ran} ${ran === 1 ? 'package' : 'packages'} tested`];
    if (skipped > 0) parts.push(`${skipped} unchanged`);
    if (bad.size > 0) parts.push(`failing: ${[...bad].sort().join(' ')}`);
    else parts.push(good ? 'all pass' : 'not all could be built');
    return parts.join(', ');
  }
}

/** Names some of the files that have changed. */
function changeText(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return `${names.length > 3 ? `${shown} and ${names.length - 3} more` : shown} changed`;
}
