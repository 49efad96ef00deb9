// Real modules: small main modules that require large ones, where burrow must leave what the go command leaves, byte for
// byte.
//
//   node tools/run.mjs test/suites/real-modules.ts [-local] [name...]
//   node tools/run.mjs test/suites/real-modules.ts -smoke
//
// Run by name, because the modules come from $GOPROXY or the module cache. With -local they come from the module cache as a
// proxy: the go command reads it as files, burrow over HTTP, each into an empty cache of its own. -smoke asks the real $GOPROXY
// and $GOSUMDB for a small module, whatever the module cache has.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { serveIfAsked, startServer } from '../static-server.ts';

const root = process.env['BURROW_ROOT'] ?? process.cwd();

/** Name, module, version, a package of it. */
const programs: readonly (readonly [name: string, mod: string, version: string, pkg: string])[] = [
  ['cobra', 'github.com/spf13/cobra', 'v1.10.2', 'github.com/spf13/cobra'],
  ['prometheus', 'github.com/prometheus/client_golang', 'v1.25.0', 'github.com/prometheus/client_golang/prometheus'],
  ['grpc', 'google.golang.org/grpc', 'v1.85.0', 'google.golang.org/grpc'],
  ['nats-server', 'github.com/nats-io/nats-server/v2', 'v2.15.2', 'github.com/nats-io/nats-server/v2/server'],
  ['etcd', 'go.etcd.io/etcd/client/v3', 'v3.7.3', 'go.etcd.io/etcd/client/v3'],
  ['kubectl', 'k8s.io/kubectl', 'v0.37.2', 'k8s.io/kubectl/pkg/cmd'],
];

const commands = ['mod tidy', 'mod graph', 'list -m all', 'mod vendor', 'mod why -m all'];

function digest(dir: string): string {
  const lines: string[] = [];
  for (const e of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const name = path.join(e.parentPath, e.name);
    if (e.isFile()) lines.push(`${path.relative(dir, name)} ${fs.readFileSync(name).toString('latin1')}`);
  }
  return lines.sort().join('\0');
}

/** What a tool is told beside the environment. */
type Setting = Readonly<Record<string, string>>;

/** Why the answers differ; '' where they are the same. */
function compare(
  dirs: readonly [string, string],
  words: readonly string[],
  settings: readonly [Setting, Setting],
): { why: string; seconds: number[] } {
  const seconds: number[] = [];
  const tools = ['go', path.join(root, 'burrow')];
  const [want, got] = tools.map((tool, i) => {
    const start = performance.now();
    const env = { ...process.env, GOFLAGS: '', GOWORK: 'off', ...settings[i] };
    const done = spawnSync(tool, words, { cwd: dirs[i]!, env, encoding: 'utf8', maxBuffer: 1 << 30 });
    seconds.push((performance.now() - start) / 1000);
    return done;
  }) as [ReturnType<typeof spawnSync>, ReturnType<typeof spawnSync>];
  if (got.status !== want.status)
    return { why: `status ${got.status}, go ${want.status}: ${String(got.stderr).slice(0, 400)}`, seconds };
  if (want.status !== 0) return { why: `both fail: ${String(want.stderr).slice(0, 400)}`, seconds };
  if (got.stdout !== want.stdout) return { why: 'other output', seconds };
  return { why: digest(dirs[0]) === digest(dirs[1]) ? '' : 'other files', seconds };
}

function tempDirs(kind: string): [string, string] {
  return ['go', 'burrow'].map(tool => fs.mkdtempSync(path.join(os.tmpdir(), `burrow-test-${kind}-${tool}-`))) as [
    string,
    string,
  ];
}

/** Removes directories; what is in a module cache is read-only. */
function remove(dirs: readonly string[]): void {
  for (const dir of dirs) {
    spawnSync('chmod', ['-R', 'u+w', dir]);
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** Compares the commands for one main module; the number that differ. */
function compareProgram(
  [name, mod, version, pkg]: readonly [string, string, string, string],
  lines: readonly string[],
  settings: readonly [Setting, Setting],
): number {
  let failed = 0;
  const dirs = tempDirs('main');
  for (const dir of dirs) {
    fs.writeFileSync(path.join(dir, 'go.mod'), `module example.com/m\n\ngo 1.26\n\nrequire ${mod} ${version}\n`);
    fs.writeFileSync(path.join(dir, 'm.go'), `package m\n\nimport _ "${pkg}"\n`);
  }
  for (const line of lines) {
    const { why, seconds } = compare(dirs, line.split(' '), settings);
    const [theirs, mine] = seconds.map(s => s.toFixed(2));
    process.stdout.write(
      `${why === '' ? 'ok' : 'FAIL'} ${name}: ${line} (go ${theirs} s, burrow ${mine} s)${why && ': ' + why}\n`,
    );
    if (why !== '') failed++;
    if (line === 'mod vendor')
      for (const dir of dirs) fs.rmSync(path.join(dir, 'vendor'), { recursive: true, force: true });
  }
  remove(dirs);
  return failed;
}

async function run(args: readonly string[]): Promise<number> {
  const names = args.filter(a => !a.startsWith('-'));
  const chosen = programs.filter(([name]) => names.length === 0 || names.includes(name));
  let failed = 0;
  if (args.includes('-smoke')) {
    const caches = tempDirs('cache');
    const settings = caches.map(dir => ({ GOMODCACHE: dir, GOPATH: dir })) as unknown;
    failed = compareProgram(
      ['smoke', 'rsc.io/quote', 'v1.5.2', 'rsc.io/quote'],
      commands,
      settings as [Setting, Setting],
    ); // of two caches
    remove(caches);
  } else if (args.includes('-local')) {
    const cache = spawnSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' }).stdout.trim();
    const dir = path.join(cache, 'cache/download');
    const server = await startServer(dir);
    for (const program of chosen) {
      const caches = tempDirs('cache');
      const proxies = [`file://${dir}`, server.url];
      const settings = caches.map((c, i) => ({ GOMODCACHE: c, GOPROXY: proxies[i]!, GOSUMDB: 'off' })) as unknown;
      failed += compareProgram(program, commands, settings as [Setting, Setting]); // of two caches
      remove(caches);
    }
    server.close();
  } else for (const program of chosen) failed += compareProgram(program, commands, [{}, {}]);
  return failed === 0 ? 0 : 1;
}

if (!serveIfAsked()) process.exitCode = await run(process.argv.slice(2));
