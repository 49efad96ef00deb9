// The link beside gc's on the same archives, in one run: CPU of the whole process, wall time, peak memory, size of the
// program. Rounds take turns; medians are shown. burrow links twice: with nothing in its cache, and behind the base that it has
// kept then. What is left of its CPU without starting is shown too.
//
//     node tools/run.mjs bench/link.ts [-w] [ROUNDS [PROGRAM...]]
//
// Programs: hello, server (net/http), nats (nats-server, from the module proxy), compile (cmd/compile).

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { goroot, goTool } from '../test/goroot.ts';
import { type Archives, compile, compileSource, go, tempDir } from '../test/link-harness.ts';

const root = process.env['BURROW_ROOT']!;
const flags = process.argv.includes('-w') ? ['-w'] : [];
const [rounds, ...wanted] = process.argv.slice(2).filter(a => !a.startsWith('-'));

const server = `package main

import (
	"encoding/json"
	"net/http"
)

func main() {
	http.HandleFunc("GET /item/{id}", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{"id": r.PathValue("id")})
	})
	http.ListenAndServe("127.0.0.1:0", nil)
}
`;

const nats = `package main

import (
	"fmt"

	"github.com/nats-io/nats-server/v2/server"
)

func main() {
	s, err := server.NewServer(&server.Options{})
	fmt.Println(s != nil, err)
}
`;

const programs: readonly (readonly [name: string, make: (dir: string) => Archives])[] = [
  ['hello', dir => compileSource(dir, 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n')],
  ['server', dir => compileSource(dir, server)],
  [
    'nats',
    dir => {
      fs.writeFileSync(path.join(dir, 'main.go'), nats);
      fs.writeFileSync(
        path.join(dir, 'go.mod'),
        'module p\n\ngo 1.26\n\nrequire github.com/nats-io/nats-server/v2 v2.11.4\n',
      );
      go(dir, 'mod', 'tidy');
      return compile(dir);
    },
  ],
  ['compile', () => compile(path.join(goroot!, 'src'), 'cmd/compile')],
];

interface Measured {
  readonly cpu: number;
  readonly wall: number;
  readonly memory: number;
}

function measure(out: string, cache: string, command: readonly string[]): Measured {
  const report = `${out}.time`;
  const ran = spawnSync('/usr/bin/time', ['-o', report, '-f', '%U %S %e %M', ...command], {
    encoding: 'utf8',
    env: { ...process.env, GOROOT: goroot!, GOCACHE: cache, XDG_RUNTIME_DIR: cache },
  });
  if (ran.status !== 0) throw new Error(`${command.join(' ')}: ${ran.error?.message ?? ran.stderr}`);
  const [user, system, wall, memory] = fs
    .readFileSync(report, 'utf8')
    .trim()
    .split('\n')
    .at(-1)!
    .split(' ')
    .map(Number);
  return { cpu: user! + system!, wall: wall!, memory: memory! / 1024 };
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1]!;
}

function main(): void {
  if (goTool === null) {
    console.log('no go command');
    return;
  }
  console.log(`node ${process.version}; ${flags.join(' ') || 'with DWARF'}; medians of ${rounds ?? 5} rounds`);
  for (const [name, make] of programs) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const dir = tempDir();
    try {
      const a = make(dir);
      const cfg = path.join(dir, 'importcfg');
      fs.writeFileSync(cfg, [...a.packages].map(([p, f]) => `packagefile ${p}=${f}\n`).join(''));
      const args = (out: string): string[] => [
        '-o',
        out,
        '-importcfg',
        cfg,
        '-buildmode=exe',
        '-buildid=a/b/c/d',
        ...flags,
        a.main,
      ];
      const burrow = [path.join(root, 'burrow'), 'tool', 'link'];
      const cache = path.join(dir, 'cache');
      const tools: Readonly<Record<string, string[]>> = {
        gc: [path.join(goroot!, 'pkg/tool/linux_amd64/link')],
        'burrow, from nothing': burrow,
        'burrow, kept base': burrow,
      };
      const runs: Record<string, Measured[]> = {};
      const starts: number[] = [];
      for (let i = 0; i < Number(rounds ?? 5); i++) {
        fs.rmSync(cache, { recursive: true, force: true });
        for (const [tool, command] of Object.entries(tools)) {
          const out = path.join(dir, tool);
          (runs[tool] ??= []).push(measure(out, cache, [...command, ...args(out)]));
        }
        starts.push(measure(path.join(dir, 'start'), cache, [...burrow, '-V']).cpu);
      }
      for (const tool of Object.keys(tools)) {
        const m = runs[tool]!;
        const size = fs.statSync(path.join(dir, tool)).size;
        console.log(
          `${name.padEnd(8)} ${tool.padEnd(20)} ${median(m.map(x => x.cpu)).toFixed(2)} s CPU  ` +
            `${median(m.map(x => x.wall)).toFixed(2)} s wall  ${median(m.map(x => x.memory)).toFixed(0)} MB  ${size} bytes`,
        );
      }
      const left = runs['burrow, kept base']!.map((m, i) => m.cpu - starts[i]!);
      console.log(`${name.padEnd(8)} kept base, without starting: ${median(left).toFixed(2)} s CPU`);
    } catch (e) {
      console.log(`${name}: skipped: ${e instanceof Error ? e.message.split('\n')[0] : String(e)}`);
    } finally {
      fs.rmSync(dir, { recursive: true, force: true });
    }
  }
}

main();
