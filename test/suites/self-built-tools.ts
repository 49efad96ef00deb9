// The distribution's smaller tools built by burrow, beside those of the Go installation: the same words give the same output.
//
//     node tools/run.mjs test/suites/self-built-tools.ts [--tools DIR] [NAME...]      # all rows where none is named
//
// --tools: a directory where the tools are kept between runs.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goroot, goTool } from '../goroot.ts';
import { isMain } from '../main.ts';

/** A tool, its arguments, and what it reads. PROGRAM, ARCHIVE, PROFILE and TRACE stand for files that are made first, GOROOT for itself. */
const rows: readonly (readonly [name: string, pkg: string, args: readonly string[], input?: string])[] = [
  ['nm', 'cmd/nm', ['-size', '-sort', 'address', 'PROGRAM']],
  ['objdump', 'cmd/objdump', ['-s', '^main\\.', 'PROGRAM']],
  ['addr2line', 'cmd/addr2line', ['PROGRAM'], '0x401000\n0x480000\n'],
  ['buildid', 'cmd/buildid', ['PROGRAM']],
  ['pack', 'cmd/pack', ['t', 'ARCHIVE']],
  [
    'test2json',
    'cmd/test2json',
    ['-p', 'x'],
    '=== RUN   TestA\n    a_test.go:3: said\n--- FAIL: TestA (0.00s)\nFAIL\n',
  ],
  ['gofmt -d', 'cmd/gofmt', ['-d'], 'package  p\nfunc f( ) {\n}\n'],
  ['gofmt -l', 'cmd/gofmt', ['-l', '-s', 'GOROOT/src/go', 'GOROOT/src/strconv', 'GOROOT/src/encoding']],
  ['gofmt -r', 'cmd/gofmt', ['-r', 'a[b:len(a)] -> a[b:]', 'GOROOT/src/strings/strings.go']],
  ['go doc', 'cmd/go', ['doc', '-all', 'text/template']],
  ['go list', 'cmd/go', ['list', '-deps', '-f', '{{.ImportPath}} {{.GoFiles}} {{.Imports}}', 'net/http']],
  ['go env', 'cmd/go', ['env', 'GOOS', 'GOARCH', 'GOVERSION', 'GOROOT']],
  ['vet', 'cmd/vet', ['help', 'printf']],
  ['vet -flags', 'cmd/vet', ['-flags']],
  ['fix -flags', 'cmd/fix', ['-flags']],
  ['cover', 'cmd/cover', ['-mode=count', '-var=V', 'GOROOT/src/strconv/quote.go']],
  ['pprof -top', 'cmd/pprof', ['-top', '-sample_index=cpu', 'PROGRAM', 'PROFILE']],
  ['pprof -raw', 'cmd/pprof', ['-raw', 'PROGRAM', 'PROFILE']],
  ['pprof -list', 'cmd/pprof', ['-list', 'main\\.work', 'PROGRAM', 'PROFILE']],
  ['trace', 'cmd/trace', ['-d=parsed', 'TRACE']],
  ['preprofile', 'cmd/preprofile', ['-i', 'PROFILE']],
  ['compile -S', 'cmd/compile', ['-p', 'main', '-S', '-o', 'OUT', '-importcfg', 'NONE', 'SOURCE']],
];

const program = `package main

import (
	"os"
	"runtime/pprof"
	"runtime/trace"
)

func work(n int) (sum int) {
	for i := range n {
		sum += i * i % 7
	}
	return
}

func main() {
	p, _ := os.Create(os.Args[1])
	t, _ := os.Create(os.Args[2])
	pprof.StartCPUProfile(p)
	trace.Start(t)
	done := make(chan int)
	go func() { done <- work(200_000_000) }()
	os.Exit(func() int { <-done; trace.Stop(); pprof.StopCPUProfile(); return 0 }())
}
`;

/** What differs of the rows whose name starts with one of `names`; '' for nothing. `dir` is where the tools of ours are kept. */
export function compareCommands(
  go: string,
  burrow: string,
  dir: string,
  names: readonly string[],
): Map<string, string> {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-tools-'));
  const found = new Map<string, string>();
  const env = { ...process.env, GOFLAGS: '', GOTOOLCHAIN: 'local', CGO_ENABLED: '0', GOROOT: goroot! };
  const run = (file: string, args: readonly string[], input = ''): string => {
    const ran = spawnSync(file, args, { cwd: work, env, input, encoding: 'latin1', maxBuffer: 1 << 28 });
    return `${ran.stdout}${ran.stderr}[${ran.status ?? ran.signal}]`;
  };
  try {
    const at = (name: string): string => path.join(work, name);
    fs.writeFileSync(at('go.mod'), 'module example.com/work\n\ngo 1.26\n');
    fs.writeFileSync(at('main.go'), program);
    fs.writeFileSync(at('source.go'), '//go:build ignore\n\npackage main\n\nfunc main() { println("hello") }\n');
    fs.writeFileSync(at('importcfg'), '');
    run(go, ['build', '-o', at('program'), '.']);
    run(at('program'), [at('profile'), at('trace')]);
    const archive = run(go, ['list', '-export', '-f', '{{.Export}}', 'errors']).split('\n')[0]!;
    const files = new Map([
      ['PROGRAM', at('program')],
      ['PROFILE', at('profile')],
      ['TRACE', at('trace')],
      ['ARCHIVE', archive],
      ['SOURCE', at('source.go')],
      ['NONE', at('importcfg')],
      ['OUT', at('out.o')],
    ]);
    for (const [name, pkg, args, input] of rows) {
      if (names.length > 0 && !names.some(n => name.startsWith(n))) continue;
      const tool = path.basename(pkg);
      const own = path.join(dir, tool);
      const built = fs.existsSync(own) ? '' : run(burrow, ['build', '-o', own, pkg]);
      if (!fs.existsSync(own)) {
        found.set(name, built);
        continue;
      }
      const theirs = /^go(?:fmt)?$/.test(tool)
        ? path.join(goroot!, 'bin', tool)
        : run(go, ['tool', '-n', tool]).split('\n')[0]!;
      const words = args.map(a => files.get(a) ?? a.replace('GOROOT', goroot!));
      const want = run(theirs, words, input).replaceAll(theirs, tool);
      const have = run(own, words, input).replaceAll(own, tool);
      found.set(name, want === have ? '' : firstDifference(want, have));
    }
    return found;
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

function firstDifference(want: string, have: string): string {
  const a = want.split('\n');
  const b = have.split('\n');
  const i = a.findIndex((line, n) => line !== b[n]);
  return `want ${JSON.stringify(a[i < 0 ? a.length : i])}\n\thave ${JSON.stringify(b[i < 0 ? a.length : i])}`;
}

if (isMain('test/suites/self-built-tools.ts')) {
  const args = process.argv.slice(2);
  const at = args.indexOf('--tools');
  const given = at < 0 ? '' : (args.splice(at, 2)[1] ?? '');
  if (goTool === null) throw new Error('this suite needs a Go installation');
  const dir = given === '' ? fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-tools-kept-')) : path.resolve(given);
  const found = compareCommands(goTool, path.resolve('burrow'), dir, args);
  let same = 0;
  for (const [name, wrong] of found) {
    if (wrong === '') same++;
    else process.stdout.write(`${name}: ${wrong.slice(0, 2000)}\n`);
  }
  process.stdout.write(`${same} of ${found.size} the same\n`);
  process.exitCode = same === found.size ? 0 : 1;
  if (given === '') fs.rmSync(dir, { recursive: true });
}
