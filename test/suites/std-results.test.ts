// What is read of events, and that a difference of any kind is seen.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { goroot } from '../goroot.ts';
import { exceptions, stdException } from './std-exceptions.ts';
import { compareRuns, type PackageRun, readEvents, type ResultRow, sumUp } from './std-results.ts';

/** Events in short: `action [test [output]]` of package p. */
function run(lines: readonly string[], stderr = ''): ReturnType<typeof readEvents> {
  const events = lines.map(line => {
    const [Action, Test, ...Output] = line.split(' ');
    return JSON.stringify({ Action, Package: 'p', ...(Test ? { Test } : {}), Output: Output.join(' ') });
  });
  return readEvents(['p'], events.join('\n'), stderr);
}

const gc = ['run A', 'output A out', 'pass A', 'run A/b', 'skip A/b', 'run C', 'fail C', 'fail'];
const passed = ['run A', 'pass A', 'pass'];

/** gc's events, burrow's, the first lines of the differences. */
const cases: readonly (readonly [gc: readonly string[], burrow: readonly string[], differences: readonly string[]])[] =
  [
    [gc, gc, []],
    [
      passed,
      ['run A', 'output A why', 'fail A', 'fail'],
      ['A: fail, under gc: pass', 'the package: fail, under gc: pass'],
    ],
    [passed, ['run A', 'skip A', 'pass'], ['A: skip, under gc: pass']],
    [passed, ['run A', 'pass A', 'run B', 'pass B', 'pass'], ['B: pass, under gc: not run']],
    [passed, ['pass'], ['A: not run, under gc: pass']],
    [passed, ['run A', 'pass A', 'fail'], ['the package: fail, under gc: pass']],
    [passed, ['run A'], ['error: said', 'A: no end, under gc: pass', 'the package: no end, under gc: pass']],
    [['run A_0xc000012345', 'pass A_0xc000012345', 'pass'], ['run A_0xc000054321', 'pass A_0xc000054321', 'pass'], []],
  ];
for (const [want, got, differences] of cases) {
  test(`${got.join(', ')} under burrow, ${want.join(', ')} under gc`, () => {
    const found = compareRuns(run(want).get('p')!, run(got, 'said').get('p')!);
    assert.deepEqual(
      found.map(d => d.split('\n')[0]),
      differences,
    );
  });
}

test('a package that is not built', () => {
  const events = [
    { ImportPath: 'p [p.test]', Action: 'build-output', Output: 'x.go:1: wrong\n' },
    { Action: 'fail', Package: 'p', FailedBuild: 'p [p.test]' },
  ];
  const made = readEvents(['p', 'q'], events.map(e => JSON.stringify(e)).join('\n'), '');
  assert.deepEqual(compareRuns(run(passed).get('p')!, made.get('p')!), ['not built: x.go:1: wrong\n']);
  assert.equal(made.get('q')!.error, 'it says nothing');
});

test('sums', () => {
  const sum = sumUp([
    { pkg: 'p', gc: run(passed).get('p')!, burrow: run(gc).get('p')! },
    { pkg: 'q', gc: run(passed).get('p')!, burrow: null },
    { pkg: 'r', gc: run(['skip']).get('p')!, burrow: run(['skip']).get('p')! },
  ]);
  const { rows, missing } = sum;
  assert.deepEqual([rows.length, missing], [1, ['q']]);
  assert.deepEqual(rows[0]!.burrow, { pass: 1, fail: 1, skip: 1 });
  assert.match(sum.text, /3 packages: 1 with tests, 1 without, 1 not run/);
  assert.match(sum.text, /under burrow 1 passed, 1 failed, 1 skipped; under gc 1 passed, 0 failed, 0 skipped/);
});

test('results of more than one burrow are known as such', () => {
  const gcRun = run(passed).get('p')!;
  const by = (...ids: (string | undefined)[]): boolean =>
    sumUp(ids.map((id, i) => ({ pkg: `p${i}`, gc: gcRun, burrow: id === undefined ? gcRun : { ...gcRun, by: id } })))
      .isOlder;
  assert.deepEqual([by('a', 'a'), by('a', 'b'), by('a', undefined)], [false, true, true]);
});

test('a cause that is known is told with the difference', () => {
  const name = 'TestAppendByteInLoop';
  const failed = run([`run ${name}`, `output ${name} x`, `fail ${name}`, 'fail']).get('p')!;
  const { rows } = sumUp([
    { pkg: 'runtime', gc: run([`run ${name}`, `pass ${name}`, 'pass']).get('p')!, burrow: failed },
  ]);
  assert.match(rows[0]!.differences[0]!, /^TestAppendByteInLoop: fail, under gc: pass: slice_test.go:562 asserts/);
});

test('many tests of one cause are told together, others one by one', () => {
  const names = ['a', 'b', 'c', 'd', 'e'].map(n => `Test/codegen/${n}`);
  const of = (end: string): PackageRun =>
    run([...[...names, 'Other'].flatMap(n => [`run ${n}`, `${end} ${n}`]), 'pass']).get('p')!;
  const differences = (gc: PackageRun, burrow: PackageRun): readonly string[] =>
    sumUp([{ pkg: 'cmd/internal/testdir', gc, burrow }]).rows[0]!.differences;
  const [joined, other, ...more] = differences(of('pass'), of('fail'));
  assert.match(joined!, /^Test\/codegen\/a and 4 more: fail, under gc: pass: asserts the instructions/);
  assert.match(other!, /^Other: fail, under gc: pass$/);
  assert.deepEqual(more, []);
});

test(
  'an exception is admissible as long as fewer objects are made and nothing else differs',
  { skip: goroot === null },
  () => {
    const of = (got: number, ...more: string[]): ResultRow => {
      const lines = [
        'run TestChanAlloc',
        `output TestChanAlloc want 1 got ${got}`,
        'fail TestChanAlloc',
        ...more,
        'fail',
      ];
      const want = run(['run TestChanAlloc', 'pass TestChanAlloc', 'run B', 'pass B', 'pass']).get('p')!;
      const found = [{ pkg: 'reflect', gc: want, burrow: run(lines).get('p')! }];
      return sumUp(found, (pkg, difference) => stdException(goroot!, pkg, difference)).rows[0]!;
    };
    const fewer = of(0, 'run B', 'pass B');
    assert.deepEqual(fewer.differences, []);
    assert.match(fewer.exceptions.join('; '), /^TestChanAlloc: all_test.go:\d+ asserts an allocation/);
    assert.equal(of(2, 'run B', 'pass B').differences.length, 2);
    assert.equal(of(0, 'run B', 'fail B').differences.length, 2);
  },
);

for (const { pkg, test: name, file, line } of exceptions) {
  test(`the line of the exception ${pkg} ${name}`, { skip: goroot === null }, () => {
    assert.ok(fs.readFileSync(path.join(goroot!, 'src', pkg, file), 'utf8').includes(line));
  });
}

test('a test of an exception that breaks off, and of another package', { skip: goroot === null }, () => {
  const difference = 'TestPassAnalyzersToVet: no end, under gc: pass\n';
  assert.match(stdException(goroot!, 'cmd/go/internal/test', difference), /^flagdefs_test.go:\d+ starts the vet/);
  assert.equal(stdException(goroot!, 'cmd/vet', difference), '');
  const unseen = 'TestScript/README: not run, under gc: pass';
  assert.match(stdException(goroot!, 'cmd/link', unseen), /^script_test.go/);
  assert.equal(stdException(goroot!, 'cmd/link', 'TestLarge: not run, under gc: pass'), '');
});
