// That a failing program of GOROOT/test is seen to fail, at the stage where it does: programs of the test's own.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { goroot, goTool } from './goroot.ts';
import { tempDir } from './link-harness.ts';
import { stdPackages } from './std-packages.ts';
import { CommandBuilder, MixedBuilder, startedCommand, type TestBuilder } from './suites/goroot-build.ts';
import { exceptionOf, exceptions } from './suites/goroot-exceptions.ts';
import { GorootRunner, runActions } from './suites/goroot-run.ts';
import { notOurs } from './suites/goroot-world.ts';
import { plainMode } from './suites/stress-modes.ts';
import { parseTest, testFiles } from './suites/testdir.ts';

/** Files, what the runner says is wrong, and how far it got. The first file is the test. */
const cases: readonly (readonly [files: Readonly<Record<string, string>>, wrong: RegExp, stages: string])[] = [
  [{ 'ok.go': '// run\n\npackage main\nfunc main() { println("a") }\n', 'ok.out': 'a\n' }, /^$/, 'built ran'],
  [
    { 'exit.go': '// run\n\npackage main\nimport "os"\nfunc main() { os.Exit(3) }\n' },
    /^run: exit status 3/,
    'built ran',
  ],
  [
    { 'panics.go': '// run\n\npackage main\nfunc main() { panic("x") }\n' },
    /^run: exit status 2\npanic: x/,
    'built ran',
  ],
  [
    { 'says.go': '// run\n\npackage main\nfunc main() { print("a\\nb") }\n', 'says.out': 'a\nc' },
    /^output: line 2/,
    'built ran',
  ],
  [
    { 'silent.go': '// run\n\npackage main\nfunc main() { print("a") }\n' },
    /^output: line 1: "a", want ""/,
    'built ran',
  ],
  [
    {
      'hangs.go': '// run -t 1\n\npackage main\nfunc main() { select {} ; }\nfunc init() { go func() { for {} }() }\n',
    },
    /^run: not done after 1 s/,
    'built ran',
  ],
  [{ 'types.go': '// run\n\npackage main\nfunc main() { var x int = "a" }\n' }, /^(check|build): /, ''],
  [{ 'p.go': '// compile\n\npackage p\nfunc f() int { return 1 }\n' }, /^$/, 'built'],
  [{ 'q.go': '// compile\n\npackage p\nfunc f() int { return "" }\n' }, /^(check|build): /, ''],
  [{ 'link.go': '// build\n\npackage main\nfunc f()\nfunc main() { f() }\n' }, /^(link|build): /, ''],
  [
    {
      'two.go': '// rundir\n\npackage ignored\n',
      'two.dir/a.go': 'package a\n\nconst A = 1\n',
      'two.dir/b.go': 'package main\n\nimport "./a"\n\nfunc main() { println(a.A) }\n',
      'two.out': '1\n',
    },
    /^$/,
    'built ran',
  ],
  [
    {
      'gen.go': '// runoutput\n\npackage main\nfunc main() { print("package main; func main() { print(1) }") }\n',
      'gen.out': '2',
    },
    /^output: /,
    'built ran',
  ],
  [{ 'tag.go': '// run\n\n//go:build windows\n\npackage main\nfunc main() { panic(1) }\n' }, /^$/, 'skipped'],
];

const builders: readonly (readonly [name: string, make: () => Promise<TestBuilder>])[] = [
  [
    'gc',
    async () => {
      const env = { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' };
      return new CommandBuilder(startedCommand(goTool!, env));
    },
  ],
  ['burrow among gc', async () => new MixedBuilder(await stdPackages(goroot!))],
];

for (const [builderName, make] of builders) {
  test(`programs that fail, built by ${builderName}`, { skip: goTool === null && 'no go' }, async t => {
    const dir = tempDir();
    after(() => fs.rmSync(dir, { recursive: true, force: true }));
    const { config } = await stdPackages(goroot!);
    const runner = new GorootRunner(dir, await make(), config, {
      allFlags: false,
      alone: false,
      env: process.env,
      modes: [plainMode],
      patience: 1,
    });
    after(() => runner.dispose());
    for (const [files, wrong, stages] of cases) {
      const [name] = Object.keys(files);
      for (const [file, text] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
        fs.writeFileSync(path.join(dir, file), text);
      }
      await t.test(name!, async () => {
        const o = await runner.run(parseTest(name!, files[name!]!));
        assert.match(o.wrong, wrong);
        const got = [o.built ? 'built' : '', o.ran ? 'ran' : '', o.skipped === '' ? '' : 'skipped'];
        assert.equal(got.filter(s => s !== '').join(' '), stages);
      });
    }
  });
}

test('a program that another linker made fails', { skip: goTool === null && 'no go' }, async () => {
  const dir = tempDir();
  after(() => fs.rmSync(dir, { recursive: true, force: true }));
  const file = path.join(dir, 'ok.go');
  fs.writeFileSync(file, 'package main\nfunc main() {}\n');
  const env = { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' };
  const builder = new CommandBuilder(startedCommand(goTool!, env), notOurs);
  const packages = [{ path: 'main', files: [file] }];
  const out = path.join(dir, 'a.exe');
  const wrong = await builder.build({ packages, moduleDir: '', flags: [], ofCompiler: false, compilerFlags: [], out });
  assert.equal(wrong, 'build: the program was not linked by burrow');
});

test('exceptions have the lines that they name', { skip: goroot === null && 'no Go distribution' }, t => {
  const dir = path.join(goroot!, 'test');
  if (!fs.existsSync(path.join(dir, 'fixedbugs'))) return t.skip('the distribution has no tests');
  for (const { name } of exceptions) {
    assert.notEqual(exceptionOf(name, fs.readFileSync(path.join(dir, name), 'utf8')), '', name);
  }
  assert.equal(exceptionOf(exceptions[0]!.name, 'package main\n'), '');
});

test('the suite finds its tests', { skip: goroot === null && 'no Go distribution' }, t => {
  const dir = path.join(goroot!, 'test');
  if (!fs.existsSync(path.join(dir, 'fixedbugs'))) return t.skip('the distribution has no tests');
  assert.ok(testFiles(dir).filter(f => runActions.includes(f.action)).length > 1000);
});
