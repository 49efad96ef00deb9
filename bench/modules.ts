// Commands on modules beside the go command's, in one run: CPU of the whole process, wall time, peak memory. Rounds take
// turns; medians are shown, and what CPU is left of burrow's when that of an empty Node is taken away. Each command has run before,
// on files that had not changed for a while.
//
//     node tools/run.mjs bench/modules.ts [ROUNDS [CASE...]]
//
// Cases: version, std (list -deps std), all and graph (list -m all and mod graph on kubectl's graph), download (mod download of
// nats-server into an empty cache, from the module cache as a proxy over HTTP), none (get path@none on a long graph). The modules
// must be in the module cache, or come from $GOPROXY.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goTool } from '../test/goroot.ts';
import { serveIfAsked, startServer } from '../test/static-server.ts';
import { medians } from './measure.ts';

const root = process.env['BURROW_ROOT']!;

interface Case {
  readonly name: string;
  readonly words: readonly string[];
  readonly dir: string;
  readonly env?: (cache: string) => NodeJS.ProcessEnv;
  readonly before?: (dir: string) => void;
}

function go(dir: string, words: readonly string[]): string {
  const env = { ...process.env, GOFLAGS: '', GOWORK: 'off' };
  const done = spawnSync(goTool!, words, { cwd: dir, env, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (done.status !== 0) throw new Error(`go ${words.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

/** A main module that requires one, tidied. */
function mainModule(work: string, name: string, require: string, pkg: string): string {
  const dir = path.join(work, name);
  fs.mkdirSync(dir);
  fs.writeFileSync(path.join(dir, 'go.mod'), `module example.com/${name}\n\ngo 1.26\n\nrequire ${require}\n`);
  fs.writeFileSync(path.join(dir, 'm.go'), `package m\n\nimport _ "${pkg}"\n`);
  go(dir, ['mod', 'tidy']);
  go(dir, ['mod', 'download', 'all']);
  return dir;
}

function clear(dir: string): void {
  if (fs.existsSync(dir)) spawnSync('chmod', ['-R', 'u+w', dir]);
  fs.rmSync(dir, { recursive: true, force: true });
}

async function run(rounds: number, wanted: readonly string[]): Promise<void> {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-modules-'));
  const server = await startServer(path.join(go(work, ['env', 'GOMODCACHE']).trim(), 'cache/download'));
  try {
    const kubectl = mainModule(work, 'kubectl', 'k8s.io/kubectl v0.37.2', 'k8s.io/kubectl/pkg/cmd');
    const nats = mainModule(
      work,
      'nats',
      'github.com/nats-io/nats-server/v2 v2.15.2',
      'github.com/nats-io/nats-server/v2/server',
    );
    const gomod = fs.readFileSync(path.join(kubectl, 'go.mod'));
    const cases: readonly Case[] = [
      { name: 'version', words: ['version'], dir: work },
      { name: 'std', words: ['list', '-deps', 'std'], dir: work },
      { name: 'all', words: ['list', '-m', 'all'], dir: kubectl },
      { name: 'graph', words: ['mod', 'graph'], dir: kubectl },
      {
        name: 'none',
        words: ['get', 'sigs.k8s.io/yaml@none'],
        dir: kubectl,
        before: dir => fs.writeFileSync(path.join(dir, 'go.mod'), gomod),
      },
      {
        name: 'download',
        words: ['mod', 'download'],
        dir: nats,
        env: cache => ({ GOMODCACHE: cache, GOPROXY: server.url, GOSUMDB: 'off' }),
      },
    ];
    let old = 0;
    const node = medians([{ argv: [process.execPath, '-e', '0'] }], 2 * rounds)[0]!.cpu;
    console.log(`an empty Node: ${node.toFixed(2)} s\n`);
    console.log('case      tool     cpu s    less Node   wall s  peak MB');
    for (const c of cases) {
      if (wanted.length > 0 && !wanted.includes(c.name)) continue;
      const tools = [
        ['burrow', path.join(root, 'burrow')],
        ['go', goTool!],
      ] as const;
      const commands = tools.map(([tool, file]) => {
        // Each run finds an empty cache under the same name. The last one is moved away, not removed: ext4 looks long for
        // files to make just after many have gone.
        const cache = path.join(work, `cache-${tool}`);
        const before = () => {
          c.before?.(c.dir);
          if (fs.existsSync(cache)) fs.renameSync(cache, `${cache}${old++}`);
        };
        const env = { ...process.env, GOFLAGS: '', GOWORK: 'off', ...c.env?.(cache) };
        return { argv: [file, ...c.words], options: { cwd: c.dir, env }, before };
      });
      await new Promise(done => setTimeout(done, 2500));
      if (c.before === undefined && c.env === undefined) medians(commands, 5);
      const figures = medians(commands, rounds);
      figures.forEach((f, i) => {
        const less = i === 0 ? f.cpu - node : f.cpu;
        const cells = [f.cpu.toFixed(2), less.toFixed(2), f.wall.toFixed(2), f.peak.toFixed(0)];
        const [cpu, rest, wall, peak] = cells as [string, string, string, string];
        const line = `${cpu.padStart(8)} ${rest.padStart(12)} ${wall.padStart(8)} ${peak.padStart(8)}`;
        console.log(`${c.name.padEnd(9)} ${tools[i]![0].padEnd(6)}${line}`);
      });
    }
  } finally {
    server.close();
    clear(work);
  }
}

if (!serveIfAsked()) {
  const [rounds = '3', ...wanted] = process.argv.slice(2);
  if (goTool === null) console.log('no go command to compare with');
  else await run(Number(rounds), wanted);
}
