// Programs that take the runtime to its limits: 100,000 goroutines, millions of frames, a heap of 2 GB. Built by burrow and by
// gc, run in turn: they must print and end alike; CPU and peak memory stand beside. As a command:
//
//     node tools/run.mjs test/suites/limits.ts [part of a name]

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goTool } from '../goroot.ts';

/** A program and what it is run for. */
interface Limit {
  readonly name: string;
  readonly source: string;
  /** How its exit status and the start of what it says on stderr are compared; null: it ends well and says nothing. */
  readonly fatal: RegExp | null;
}

const limits: readonly Limit[] = [
  {
    name: '100,000 goroutines',
    fatal: null,
    source: `package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	const n = 100_000
	start := make(chan struct{})
	results := make(chan int, 64)
	var wg, ready sync.WaitGroup
	for i := range n {
		wg.Add(1)
		ready.Add(1)
		go func() {
			defer wg.Done()
			ready.Done()
			<-start
			if i%1000 == 0 {
				time.Sleep(time.Millisecond)
			}
			results <- work(i, i%50)
		}()
	}
	ready.Wait()
	fmt.Println("waiting:", runtime.NumGoroutine()-1)
	go func() { wg.Wait(); close(results) }()
	runtime.GC()
	close(start)
	sum := 0
	for r := range results {
		sum += r
	}
	fmt.Println("sum:", sum)
}

func work(n, depth int) int {
	if depth == 0 {
		return n
	}
	var pad [32]int
	pad[depth%32] = n
	return work(pad[depth%32], depth-1)
}
`,
  },
  {
    name: 'deep recursion',
    fatal: null,
    source: `package main

import "fmt"

type node struct {
	next *node
	n    int
}

func (x *node) length() int {
	if x == nil {
		return 0
	}
	return 1 + x.next.length()
}

func sum(n int) (s int) {
	defer func() { s += n }()
	if n == 0 {
		return 0
	}
	return sum(n - 1)
}

func main() {
	var list *node
	for i := range 8_000_000 {
		list = &node{list, i}
	}
	fmt.Println(list.length())
	fmt.Println(sum(1_000_000))
	done := make(chan int)
	go func() { done <- list.length() }()
	fmt.Println(<-done)
}
`,
  },
  {
    name: 'recursion without end',
    fatal: /^runtime: goroutine stack exceeds 1000000000-byte limit\n[\s\S]*\nfatal error: stack overflow\n/,
    source: `package main

import "fmt"

func f(n int) int {
	if n < 0 {
		return 0
	}
	return f(n+1) + n
}

func main() { fmt.Println(f(1)) }
`,
  },
  {
    name: 'a heap of 2 GB',
    fatal: null,
    source: `package main

import (
	"fmt"
	"runtime"
)

type record struct {
	left, right *record
	name        string
	data        []byte
}

func tree(depth int) *record {
	r := &record{name: fmt.Sprint(depth), data: make([]byte, 200)}
	r.data[depth] = byte(depth)
	if depth > 0 {
		r.left, r.right = tree(depth-1), tree(depth-1)
	}
	return r
}

func (r *record) sum() int {
	if r == nil {
		return 0
	}
	return int(r.data[len(r.name)]) + len(r.name) + r.left.sum() + r.right.sum()
}

func main() {
	const want = 2 << 30
	var roots []*record
	m := map[int]*record{}
	var stats runtime.MemStats
	for stats.HeapAlloc < want {
		for range 8 {
			r := tree(14)
			roots = append(roots, r)
			m[len(roots)*7919] = r
		}
		runtime.ReadMemStats(&stats)
	}
	runtime.GC()
	sum := 0
	for _, r := range roots {
		sum += r.sum()
	}
	found := 0
	for i, r := range roots {
		if m[(i+1)*7919] == r {
			found++
		}
	}
	fmt.Println(len(roots) == found, sum/len(roots))
	roots, m = nil, nil
	runtime.GC()
	runtime.ReadMemStats(&stats)
	fmt.Println("kept less than 100 MB:", stats.HeapAlloc < 100<<20)
}
`,
  },
];

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Seconds, and megabytes at the peak. */
  readonly cpu: number;
  readonly peak: number;
}

function run(file: string, report: string): Ran {
  const argv = ['-q', '-o', report, '-f', '%U %S %M', file];
  const done = spawnSync('/usr/bin/time', argv, { encoding: 'utf8', timeout: 600_000, maxBuffer: 1 << 26 });
  const [user, system, peak] = fs.readFileSync(report, 'utf8').trim().split('\n').at(-1)!.split(' ').map(Number);
  const { status, stdout, stderr } = done;
  return { status, stdout, stderr, cpu: user! + system!, peak: (peak! * 1024) / 1e6 };
}

/** What is wrong with burrow's run beside gc's; empty: nothing. */
function compare(limit: Limit, ours: Ran, gcs: Ran): string {
  if (ours.status !== gcs.status) return `status ${ours.status}, gc ${gcs.status}: ${ours.stderr.slice(0, 300)}`;
  if (ours.stdout !== gcs.stdout) return `prints ${ours.stdout}, gc ${gcs.stdout}`;
  if (limit.fatal === null) return ours.status === 0 && ours.stderr === '' ? '' : `says ${ours.stderr.slice(0, 300)}`;
  if (!limit.fatal.test(gcs.stderr)) return `gc says ${gcs.stderr.slice(0, 300)}`;
  return limit.fatal.test(ours.stderr) ? '' : `says ${ours.stderr.slice(0, 300)}`;
}

const part = process.argv[2] ?? '';
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-limits-'));
let passed = 0;
let failed = 0;
try {
  if (goTool === null) throw new Error('this suite compares with gc: no go command found');
  const burrow = path.join(process.env['BURROW_ROOT']!, 'burrow');
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' };
  fs.writeFileSync(path.join(work, 'go.mod'), 'module limits\n\ngo 1.26\n');
  for (const limit of limits) {
    if (!limit.name.includes(part)) continue;
    fs.writeFileSync(path.join(work, 'main.go'), limit.source);
    const [ours, gcs] = [burrow, goTool].map((tool, i) => {
      const file = path.join(work, `program${i}`);
      const built = spawnSync(tool, ['build', '-o', file, '.'], { cwd: work, env, encoding: 'utf8' });
      if (built.status !== 0) throw new Error(`${tool}: ${built.stderr}`);
      return run(file, path.join(work, 'time'));
    }) as [Ran, Ran];
    const wrong = compare(limit, ours, gcs);
    if (wrong === '') passed++;
    else failed++;
    const figures = [ours, gcs].map(r => `${r.cpu.toFixed(2)} s ${r.peak.toFixed(0)} MB`);
    console.log(
      `${wrong === '' ? 'ok  ' : 'FAIL'} ${limit.name}: ${figures[0]}, gc ${figures[1]}${wrong && `: ${wrong}`}`,
    );
  }
} finally {
  fs.rmSync(work, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
