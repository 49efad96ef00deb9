// The thin road: a main package from burrow among gc's packages prints what gc's build of it prints.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { goTool } from './goroot.ts';
import { tempDir } from './link-harness.ts';
import { runMixedMain } from './suites/mixed-main.ts';

/** Bodies of main, and declarations beside it. */
const programs: readonly (readonly [name: string, declarations: string, body: string])[] = [
  ['recursion', 'func fib(n int) int { if n < 2 { return n }; return fib(n-1) + fib(n-2) }', 'fmt.Println(fib(20))'],
  [
    'maps and slices',
    '',
    'm := map[string]int{"a": 1}; m["b"] = m["a"] + 1; var s []int; for i := range 9 { s = append(s, i*i) }; fmt.Println(m, s, len(s))',
  ],
  [
    'interfaces and generics',
    'type sh interface{ area() float64 }; type sq struct{ s float64 }; type rc struct{ w, h float64 }\n' +
      'func (s sq) area() float64 { return s.s * s.s }\nfunc (r *rc) area() float64 { return r.w * r.h }\n' +
      'func sum[T int | float64](xs []T) (t T) { for _, x := range xs { t += x }; return }',
    'for i, s := range []sh{sq{2}, &rc{3, 4}} { fmt.Println(i, s.area()) }; fmt.Println(sum([]int{1, 2}), sum([]float64{1.5}))',
  ],
  [
    'channels, panics and recover',
    '',
    'defer func() { fmt.Println("recovered:", recover()) }(); c := make(chan int)\n' +
      'go func() { for i := range 3 { c <- i }; close(c) }(); for v := range c { fmt.Println(v) }; var a []int; _ = a[5]',
  ],
];

for (const [name, declarations, body] of programs) {
  test(`a main package among gc's: ${name}`, { skip: goTool === null && 'no go' }, async () => {
    const dir = tempDir();
    try {
      fs.writeFileSync(path.join(dir, 'go.mod'), 'module main\n\ngo 1.26\n');
      const source = `package main\n\nimport "fmt"\n\n${declarations}\n\nfunc main() {\n${body}\n}\n`;
      fs.writeFileSync(path.join(dir, 'main.go'), source);
      const { status, text } = await runMixedMain(dir);
      const env = { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' };
      const ran = spawnSync(goTool!, ['run', '.'], { cwd: dir, encoding: 'utf8', env });
      assert.equal(ran.status, 0, ran.stderr);
      assert.deepEqual({ status, text }, { status: 0, text: ran.stdout + ran.stderr });
    } finally {
      fs.rmSync(dir, { recursive: true, force: true });
    }
  });
}
