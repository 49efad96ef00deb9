// Real modules: small main modules that require large ones, where burrow must leave what the go command leaves, byte for
// byte. Run by name, because the modules come from $GOPROXY or the module cache:
//
//   node tools/run.mjs test/suites/real-modules.ts [name...]

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

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

/** Why the answers differ; '' where they are the same. */
function compare(dirs: readonly [string, string], words: readonly string[]): { why: string; seconds: number[] } {
  const seconds: number[] = [];
  const env = { ...process.env, GOFLAGS: '', GOWORK: 'off' };
  const tools = ['go', path.join(root, 'burrow')];
  const [want, got] = tools.map((tool, i) => {
    const start = performance.now();
    const done = spawnSync(tool, words, { cwd: dirs[i]!, env, encoding: 'utf8', maxBuffer: 1 << 30 });
    seconds.push((performance.now() - start) / 1000);
    return done;
  }) as [ReturnType<typeof spawnSync>, ReturnType<typeof spawnSync>];
  if (got.status !== want.status)
    return { why: `status ${got.status}, go ${want.status}: ${String(got.stderr).slice(0, 400)}`, seconds };
  if (got.stdout !== want.stdout) return { why: 'other output', seconds };
  return { why: digest(dirs[0]) === digest(dirs[1]) ? '' : 'other files', seconds };
}

let failed = 0;
const names = process.argv.slice(2);
for (const [name, mod, version, pkg] of programs) {
  if (names.length > 0 && !names.includes(name)) continue;
  const dirs = ['go', 'burrow'].map(tool => fs.mkdtempSync(path.join(os.tmpdir(), `burrow-test-${tool}-`))) as [
    string,
    string,
  ];
  for (const dir of dirs) {
    fs.writeFileSync(path.join(dir, 'go.mod'), `module example.com/m\n\ngo 1.26\n\nrequire ${mod} ${version}\n`);
    fs.writeFileSync(path.join(dir, 'm.go'), `package m\n\nimport _ "${pkg}"\n`);
  }
  for (const line of commands) {
    const { why, seconds } = compare(dirs, line.split(' '));
    const [theirs, mine] = seconds.map(s => s.toFixed(2));
    process.stdout.write(
      `${why === '' ? 'ok' : 'FAIL'} ${name}: ${line} (go ${theirs} s, burrow ${mine} s)${why && ': ' + why}\n`,
    );
    if (why !== '') failed++;
    if (line === 'mod vendor')
      for (const dir of dirs) fs.rmSync(path.join(dir, 'vendor'), { recursive: true, force: true });
  }
  for (const dir of dirs) fs.rmSync(dir, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
