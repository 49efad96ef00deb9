// What cmd/go's scripts find around them: the environment, the conditions, and `go` itself, which is burrow run in this
// process over a host with the script's directory and variables. A `go` that calls the launcher is first on PATH for
// what a script starts by `exec`.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { decodeUtf8 } from '../../src/base/utf8.ts';
import type { Pretence } from '../../src/cmd/command.ts';
import type { Machines } from '../../src/cmd/machines.ts';
import { main } from '../../src/cmd/main.ts';
import { launcherText } from '../../src/cmd/own-goroot.ts';
import { machines as own } from '../../src/entry/machines.ts';
import { gcBackend } from '../gc-backend.ts';
import {
  IOError,
  type Host,
  type FetchHow,
  type Output,
  type ProcessResult,
  type Response,
  type SpawnOptions,
} from '../../src/host/host.ts';
import { NodeHost } from '../../src/host/node/host.ts';
import { experiments, parseExperiments } from '../../src/target/experiment.ts';
import { defaultCC, knownArch, knownOS } from '../../src/target/platform.ts';
import { ScriptCrash, ScriptError, type Outcome, type Script, type World } from './script-engine.ts';
import { ScriptProxy, sumdbKey } from './script-proxy.ts';
import { ScriptVcs, vcsHost } from './script-vcs.ts';

/** gc in the place of burrow's compiler: the commands are tried apart from it. */
export const gcMachines: Machines = {
  ...own,
  backend: {
    id: 'gc',
    open: (host, config) => Promise.resolve(config.goarch === 'amd64' ? gcBackend(host, config) : null),
  },
};

class Collected implements Output {
  readonly isTerminal = false;
  readonly columns = 80;
  text = '';

  write(data: string | Uint8Array): void {
    this.text += typeof data === 'string' ? data : decodeUtf8(data);
  }
}

/** Node's host with a directory, an environment and outputs of its own. */
class ScriptHost extends NodeHost {
  private dir: string;
  private readonly vars: ReadonlyMap<string, string>;
  private readonly vcs: string;
  readonly collected: readonly [Collected, Collected];

  /** `tree` is the distribution that burrow is the go command of, `vcs` the address of the server that stands for version control's. */
  constructor(dir: string, vars: ReadonlyMap<string, string>, tree: string, vcs: string) {
    super('go');
    this.dir = dir;
    this.vars = vars;
    this.vcs = vcs;
    this.collected = [new Collected(), new Collected()];
    const executable = path.join(tree, 'bin/go');
    Object.assign(this, { executable, stdout: this.collected[0], stderr: this.collected[1] });
  }

  override getenv(name: string): string {
    return this.vars.get(name) ?? '';
  }

  override environ(): ReadonlyMap<string, string> {
    return this.vars;
  }

  override cwd(): string {
    return this.dir;
  }

  override chdir(dir: string): IOError | null {
    const to = path.resolve(this.dir, dir);
    const st = this.stat(to);
    if (st instanceof IOError) return new IOError('chdir', dir, st.code, st.reason);
    this.dir = to;
    return null;
  }

  override home(): string {
    return this.getenv('HOME');
  }

  override makeTempDir(dir: string, prefix: string): string | IOError {
    return super.makeTempDir(dir === '' ? this.getenv('TMPDIR') || os.tmpdir() : dir, prefix);
  }

  override readStdin(): Uint8Array {
    return new Uint8Array(0);
  }

  override async spawn(file: string, args: readonly string[], options: SpawnOptions): Promise<ProcessResult | IOError> {
    const env = new Map(options.env ?? this.vars);
    // What git asks of the server goes to the one that stands for it.
    env.set('GIT_CONFIG_COUNT', '1').set('GIT_CONFIG_KEY_0', `url.${this.vcs}/.insteadOf`);
    env.set('GIT_CONFIG_VALUE_0', `https://${vcsHost}/`);
    const stdin = options.stdin ?? new Uint8Array(0);
    const done = await super.spawn(file, args, { cwd: this.dir, ...options, env, stdin, capture: true });
    if (options.capture !== true && !(done instanceof IOError)) {
      this.collected[0].write(done.stdout);
      this.collected[1].write(done.stderr);
    }
    return done;
  }

  /** A script without the net condition reaches nothing but this machine. */
  override fetch(url: string, how?: FetchHow): Promise<Response | IOError> {
    const served = /^https?:\/\/vcs-test\.golang\.org(?=\/|$)/.exec(url);
    if (served !== null) {
      return super.fetch(this.vcs + url.slice(served[0].length), how);
    }
    const local = /^file:|^https?:\/\/(?:[^/@]*@)?(?:127\.0\.0\.1|localhost|\[::1\])(?:[:/]|$)/.test(url);
    if (url.startsWith('https://localhost.localdev/')) {
      return Promise.resolve(new IOError('Get', `"${url}"`, '', 'no such host localhost.localdev'));
    }
    if (!local && this.getenv('TESTGONETWORK') === 'panic') {
      return Promise.resolve(new IOError('Get', `"${url}"`, '', 'use of network without the net condition'));
    }
    return super.fetch(url, how);
  }
}

function onPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(path.delimiter).some(d => fs.existsSync(path.join(d, name)));
}

/** The release that a script has the go command stand for. */
function pretend(host: Host): Pretence {
  const variable = 'TESTGO_VERSION';
  return { variable, toolchain: host.getenv(variable), switching: host.getenv('TESTGO_VERSION_SWITCH') };
}

/** All that scripts of one run share. */
export class ScriptWorld implements World {
  readonly env = new Map<string, string>();
  /** Commands that ended in an exception of burrow's own, with its first line. */
  readonly crashes: string[] = [];
  private readonly root: string;
  private readonly machines: Machines;
  private readonly proxy: ScriptProxy;
  private readonly vcs: ScriptVcs;
  private readonly dir: string;
  private readonly goroot: string;

  /**
   * `root` is burrow's directory, `goroot` the distribution that the scripts come from, `dir` a directory for files,
   * `caches` one for the caches of builds, which processes may share.
   */
  constructor(
    root: string,
    goroot: string,
    dir: string,
    machines: Machines = process.env['BURROW_BACKEND'] === 'gc' ? gcMachines : own,
    caches = dir,
  ) {
    this.root = root;
    this.goroot = goroot;
    this.machines = machines;
    this.dir = dir;
    this.proxy = new ScriptProxy(path.join(goroot, 'src/cmd/go/testdata/mod'));
    const scripts = path.join(goroot, 'src/cmd/go/testdata/vcstest');
    this.vcs = new ScriptVcs(scripts, path.join(dir, 'vcs'), gitVersion() >= sha256Git);
    const bin = path.join(dir, 'bin');
    fs.mkdirSync(bin, { recursive: true });
    const link = path.join(bin, 'go');
    // A copy of it, and one with an empty PATH, are burrow too.
    if (!fs.existsSync(link)) fs.writeFileSync(link, launcherText(process.execPath, root), { mode: 0o755 });
    // Building vet takes longer than most scripts: the tools are those of earlier runs.
    const tools = path.join(os.tmpdir(), 'burrow-oracle', 'tools');
    const toolsLink = path.join(caches, 'burrowcache', 'tools');
    fs.mkdirSync(tools, { recursive: true });
    fs.mkdirSync(path.dirname(toolsLink), { recursive: true });
    if (!fs.existsSync(toolsLink)) fs.symlinkSync(tools, toolsLink);
    const host = new NodeHost('go');
    const release = fs.readFileSync(path.join(goroot, 'VERSION'), 'utf8').split('\n', 1)[0]!.replace(/^go/, '');
    const vars: Record<string, string> = {
      PATH: bin + path.delimiter + (process.env['PATH'] ?? ''),
      HOME: '/no-home',
      CCACHE_DISABLE: '1',
      GOARCH: host.arch,
      CGO_ENABLED: '0',
      TESTGO_GOHOSTARCH: host.arch,
      GOCACHE: path.join(caches, 'gocache'),
      BURROWCACHE: path.join(caches, 'burrowcache'),
      GOCOVERDIR: '',
      GODEBUG: '',
      GOEXE: '',
      GOEXPERIMENT: '',
      GOOS: host.os,
      TESTGO_GOHOSTOS: host.os,
      GOPRIVATE: '',
      GOROOT: goroot,
      GOTRACEBACK: 'system',
      TESTGONETWORK: 'panic',
      TESTGO_GOROOT: goroot,
      TESTGO_EXE: link,
      GOSUMDB: sumdbKey,
      GONOPROXY: '',
      GONOSUMDB: '',
      GOVCS: '*:all',
      devnull: '/dev/null',
      goversion: release,
      CMDGO_TEST_RUN_MAIN: 'true',
      HGRCPATH: '',
      GOTOOLCHAIN: 'auto',
      newline: '\n',
    };
    for (const [k, v] of Object.entries(vars)) this.env.set(k, v);
    for (const name of ['CC', 'LD_LIBRARY_PATH', 'LIBRARY_PATH', 'C_INCLUDE_PATH']) {
      const v = process.env[name];
      if (v !== undefined) this.env.set(name, v);
    }
  }

  async open(): Promise<void> {
    await this.proxy.listen();
    await this.vcs.listen();
    this.env.set('GOPROXY', this.proxy.url);
  }

  close(): void {
    this.proxy.close();
    this.vcs.close();
  }

  async go(script: Script, args: readonly string[]): Promise<Outcome> {
    const host = new ScriptHost(script.pwd, new Map(script.env), this.goroot, this.vcs.url);
    const [stdout, stderr] = host.collected;
    let error = '';
    try {
      const status = await main(host, this.root, args, this.machines, pretend);
      if (status !== 0) error = `exit status ${status}`;
    } catch (err) {
      const stack = err instanceof Error ? (err.stack ?? err.message) : String(err);
      this.crashes.push(stack.split('\n', 1)[0]!);
      // Another error than any a script expects: it may not pass for a failure that was asked for.
      throw new ScriptCrash(stack);
    }
    return { stdout: stdout.text, stderr: stderr.text, error };
  }

  condition(script: Script, name: string, suffix: string | null): boolean {
    const env = (key: string) => script.env.get(key) ?? '';
    const goos = env('GOOS');
    const goarch = env('GOARCH');
    const host = [env('TESTGO_GOHOSTOS'), env('TESTGO_GOHOSTARCH')];
    if (suffix === null) {
      switch (name) {
        case 'short':
        case 'verbose':
        case 'go-builder':
        case 'trimpath':
        case 'abscc':
        case 'cross':
          return false;
        case 'root':
          return process.geteuid?.() === 0;
        case 'cgo':
          return false;
        case 'link':
        case 'symlink':
        case 'fuzz':
        case 'fuzz-instrumented':
          return true;
        case 'mustlinkext':
        case 'pielinkext':
        case 'cgolinkext':
          return false;
        // burrow builds without cgo, and has none of what needs it.
        case 'race':
        case 'msan':
        case 'asan':
          return false;
        case 'git':
          return onPath('git');
        case 'git-sha256':
          return onPath('git') && gitVersion() >= sha256Git;
        case 'bzr':
          return onPath('bzr') && spawnSync('bzr', ['help']).status === 0;
        case 'case-sensitive':
          return !fs.existsSync(this.dir.toUpperCase());
      }
      throw new ScriptError(`unknown condition "${name}"`);
    }
    switch (name) {
      case 'GOOS':
        if (!knownOS.has(suffix)) throw new ScriptError(`unrecognized GOOS "${suffix}"`);
        return suffix === host[0];
      case 'GOARCH':
        if (!knownArch.has(suffix)) throw new ScriptError(`unrecognized GOOS "${suffix}"`);
        return suffix === host[1];
      case 'compiler':
        return suffix === 'gc';
      case 'exec':
        return onPath(suffix);
      case 'net':
        return false;
      case 'cc':
        return (env('CC') || defaultCC(goos)) === suffix;
      case 'buildmode':
        return ['exe', 'default'].includes(suffix);
      case 'GODEBUG':
        return env('GODEBUG')
          .split(',')
          .some(g => g.trim() === suffix);
      case 'GOEXPERIMENT': {
        const set = parseExperiments(goos, goarch, env('GOEXPERIMENT'));
        if (typeof set === 'string') throw new ScriptError(set);
        const plain = suffix.replace(/^no/, '');
        if (!experiments.includes(plain)) throw new ScriptError(`unrecognized GOEXPERIMENT "${suffix}"`);
        return set.enabled.includes(plain) === (plain === suffix);
      }
    }
    throw new ScriptError(`unknown condition prefix "${name}"`);
  }
}

/** The first git that knows SHA-256, as `gitVersion` counts. */
const sha256Git = 2.029;

function gitVersion(): number {
  const m = /git version\s+(\d+)\.(\d+)/.exec(spawnSync('git', ['version'], { encoding: 'utf8' }).stdout ?? '');
  return m === null ? 0 : Number(m[1]) + Number(m[2]) / 1000;
}
