// Running one test binary: its output shown, kept or turned into events, its end worded, its result looked up and kept.

import { sha256 } from '../base/sha256.ts';
import { toHex } from '../base/hex.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import type { KeptResult, TestCache } from '../build/test-cache.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { endText, programEnv } from './exec.ts';
import { TestEvents } from './test-events.ts';
import { formatDuration } from './test-flags.ts';

const minute = 60e9;
const nanosecondsInMillisecond = 1e6;

/** What is the same for all tests of a command. */
export interface TestSettings {
  readonly host: Host;
  /** The arguments of the binaries. */
  readonly args: readonly string[];
  /** What stands before a binary. */
  readonly words: readonly string[];
  /** -json. */
  readonly json: boolean;
  /** The output of tests that pass is shown. */
  readonly showPass: boolean;
  /** The binary writes to where burrow writes: nothing of its output is kept. */
  readonly direct: boolean;
  /** Its output is shown while it runs, and kept too. */
  readonly stream: boolean;
  /** -timeout in nanoseconds; 0 where no clock ends the test. */
  readonly timeout: number;
  /** Where what fuzzing finds is kept, by package; '' where nothing is fuzzed. */
  readonly fuzzDir: string;
  /** The directory with burrow as `go`, which tests find first; '' for none. */
  readonly bin: string;
  /** -v=test2json without -json: somebody else makes events of the output. */
  readonly marked: boolean;
}

/** The output of one test while it comes. */
export class TestOutput {
  readonly events: TestEvents | null;
  private readonly settings: TestSettings;
  private pieces: Uint8Array[] = [];

  constructor(settings: TestSettings, pkg: string) {
    this.settings = settings;
    const { host } = settings;
    const write = (line: string) => host.stdout.write(line);
    this.events = settings.json ? new TestEvents(write, pkg, () => host.now()) : null;
  }

  /** Whether what is written is shown at once, or kept for `text`. */
  get isShown(): boolean {
    return this.settings.json || this.settings.direct || this.settings.stream;
  }

  write(data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? encodeUtf8(data) : data.slice();
    if (this.events !== null) this.events.take(bytes);
    else if (this.isShown) this.settings.host.stdout.write(bytes);
    if (!this.settings.direct) this.pieces.push(bytes);
  }

  /** What was written and is to be kept. */
  get text(): string {
    const all = new Uint8Array(this.pieces.reduce((n, p) => n + p.length, 0));
    let at = 0;
    for (const p of this.pieces) {
      all.set(p, at);
      at += p.length;
    }
    return decodeUtf8(all);
  }

  /** Forgets what was kept. */
  drop(): void {
    this.pieces = [];
  }

  /** The test is over; what was kept and not shown comes back. */
  end(failed: boolean): string {
    this.events?.end(failed);
    return this.isShown ? '' : this.text;
  }
}

/** An earlier run's result, with the time that it took replaced; null where it is no result. */
export function cachedResult(found: KeptResult | null): KeptResult | null {
  const output = found === null ? null : cachedText(found.output);
  return output === null ? null : { ...found!, output };
}

function cachedText(text: string): string | null {
  const last = text.lastIndexOf('\n', text.length - 2) + 1;
  const m = /^(ok {2}\t[^\t\n]*\t)[0-9.s]*([^\n]*\n)$/.exec(text.slice(last));
  return m === null ? null : `${text.slice(0, last)}${m[1]}(cached)${m[2]}`;
}

/** One binary to be run. */
export interface TestJob {
  readonly pkg: string;
  readonly file: string;
  /** The directory of the package. */
  readonly dir: string;
  /** For files of the run. */
  readonly work: string;
  readonly image: Uint8Array;
  /** The source of its main package, for who looks for it beside the program. */
  readonly testmain: string;
  /** What the program was made from; '' for what is not to be kept. */
  readonly key: string;
  readonly cache: TestCache | null;
  /** Where what is counted goes; absent where nothing is. */
  readonly cover?: { readonly dir: string; readonly profile: string };
}

/** How a test ended; an interrupt ends the command too. */
export type Verdict = 'passed' | 'failed' | 'interrupted';

/** Runs a test; `started` is called when its process runs. */
export async function runTest(
  settings: TestSettings,
  job: TestJob,
  out: TestOutput,
  started: () => void,
): Promise<Verdict> {
  const { host } = settings;
  const own = job.cache === null ? '' : toHex(sha256(job.image));
  const known = job.cache === null ? null : cachedResult(job.cache.find(own));
  if (known !== null) {
    job.cache?.also(own, job.key); // so that it is found without a link
    out.write(known.output);
    if (known.profile !== null && job.cover !== undefined) host.writeFile(job.cover.profile, known.profile);
    return 'passed';
  }
  const log = path.join(job.work, 'testlog.txt');
  const logs = job.cache !== null && settings.words.length === 0;
  const words = [
    ...settings.words,
    job.file,
    ...(logs ? [`-test.testlogfile=${log}`] : []),
    '-test.paniconexit0',
    ...(settings.fuzzDir === '' ? [] : [`-test.fuzzcachedir=${path.join(settings.fuzzDir, job.pkg)}`]),
    ...(job.cover === undefined ? [] : [`-test.gocoverdir=${job.cover.dir}`]),
    ...settings.args.map(a =>
      job.cover !== undefined && a.startsWith('-test.coverprofile=') ? `-test.coverprofile=${job.cover.profile}` : a,
    ),
  ];
  const env = programEnv(host, settings.bin);
  env.set('PWD', job.dir);
  if (job.cover !== undefined) env.set('GOCOVERDIR', job.cover.dir);
  // The test ends itself when its time is over; this is for one that does not get to it.
  const grace = Math.max(settings.timeout / 10, 5e9);
  const kill = settings.timeout + Math.max(minute, grace);
  const limit = {
    after: kill / nanosecondsInMillisecond,
    signal: 'SIGQUIT',
    grace: grace / nanosecondsInMillisecond,
  };
  const kept = out.isShown ? '' : path.join(job.work, 'output.txt');
  let startTime = host.now();
  let start = host.monotonic();
  const done = await host.spawn(words[0]!, words.slice(1), {
    cwd: job.dir,
    env,
    stdin: new Uint8Array(0),
    errToOut: true,
    onStart() {
      startTime = host.now();
      start = host.monotonic();
      started();
    },
    foreground: true,
    ...(settings.timeout > 0 ? { limit } : {}),
    ...(kept === ''
      ? settings.direct && !settings.json
        ? {}
        : { onOutput: piece => out.write(piece) }
      : { outFile: kept }),
  });
  let ran = host.monotonic() - start;
  if (kept !== '') {
    const written = host.readFile(kept);
    if (!(written instanceof IOError)) out.write(written);
    // While other packages are built the end is seen late; the last that a test does is to print its verdict.
    const st = host.stat(kept);
    if (!(st instanceof IOError) && st.size > 0) ran = Math.min(ran, Math.max(st.mtime - startTime, 0));
  }
  const took = `${(ran / 1000).toFixed(3)}s`;
  const text = out.text;
  const isIncomplete = !(done instanceof IOError) && done.incomplete === true;
  const end = done instanceof IOError ? String(done) : endText(done);
  const how = end === '' && isIncomplete ? 'exec: WaitDelay expired before I/O complete' : end;
  if (how === '') {
    if (!settings.showPass && !settings.json) out.drop();
    let note = '';
    if (/(?:^|\n)testing: warning: no tests to run\n/.test(text)) note = ' [no tests to run]';
    if (/(?:^|\n)testing: warning: no fuzz tests to fuzz\n/.test(text)) note = ' [no fuzz tests to fuzz]';
    if (/(?:^|\n)testing: warning: -fuzz matches more than one fuzz test, won't fuzz\n/.test(text)) {
      note = "[-fuzz matches more than one fuzz test, won't fuzz]";
    }
    if (text !== '' && !text.endsWith('\n')) out.write('\n');
    const covered = job.cover === undefined ? null : /coverage: (.*)\n/.exec(text);
    out.write(`ok  \t${job.pkg}\t${took}${covered === null ? '' : `\tcoverage: ${covered[1]!}`}${note}\n`);
    if (job.cache !== null && logs) {
      const written = host.readFile(log);
      const counted = job.cover === undefined ? null : host.readFile(job.cover.profile);
      const profile = counted instanceof IOError ? null : counted;
      if (!(written instanceof IOError))
        job.cache.keep([job.key, own], decodeUtf8(written), { output: out.text, profile });
    }
    return 'passed';
  }
  if (!(done instanceof IOError) && done.late) {
    const by = done.signal === 'SIGKILL' ? '' : ' with quit';
    out.write(`*** Test killed${by}: ran too long (${formatDuration(kill)}).\n`);
  }
  if (isIncomplete) out.write(`*** Test I/O incomplete ${formatDuration(grace)} after exiting.\n`);
  const exited = !(done instanceof IOError) && done.signal === '' && end !== '';
  if (!exited || text === '') out.write(`${how}\n`);
  else if (!text.endsWith('\n')) out.write('\n');
  out.write(`${settings.json || settings.marked ? '\x16' : ''}FAIL\t${job.pkg}\t${took}\n`);
  return !(done instanceof IOError) && done.signal === 'SIGINT' ? 'interrupted' : 'failed';
}
