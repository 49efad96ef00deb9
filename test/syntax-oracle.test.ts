// A sample of what test/suites/syntax-tree.ts and syntax-fuzz.ts do in full: burrow's parser beside gc's.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { Parser } from '../src/syntax/parser.ts';
import { goroot } from './goroot.ts';
import { askSyntaxOracle, buildOracle } from './oracle.ts';
import { mutate, Random } from './random.ts';
import { goFiles } from './suites/go-files.ts';
import { burrowAnswer, errorsText, firstDifference } from './suites/syntax-compare.ts';

const program = buildOracle('syntax');
const skip = program === null && 'no go command: the comparison with gc is skipped';

test('the tree and the errors of a sample of files', { skip }, async () => {
  const dirs = [
    'src/fmt',
    'src/sync',
    'src/slices',
    'test/syntax',
    'test/typeparam',
    'src/internal/types/testdata/check',
  ];
  const files = goFiles(dirs.map(d => path.join(goroot!, d)));
  const items = files.map(name => ({ mode: 'd', name, source: fs.readFileSync(name) }));
  const answers = await askSyntaxOracle(program!, items);
  const parser = new Parser();
  for (const [i, item] of items.entries()) {
    const got = burrowAnswer(parser, item);
    assert.equal(firstDifference(errorsText(got.errors), errorsText(answers[i]!.errors)), '', item.name);
    assert.equal(firstDifference(got.dump, answers[i]!.dump!), '', item.name);
    if (got.errors.length === 0)
      assert.equal(firstDifference(burrowAnswer(parser, item, true).dump, got.dump), '', item.name);
  }
});

test('damaged files', { skip }, async () => {
  const random = new Random(11);
  const files = goFiles(['src/fmt', 'src/go/ast', 'test/typeparam'].map(d => path.join(goroot!, d)));
  const items = Array.from({ length: 400 }, () => {
    const name = random.pick(files);
    return { mode: '', name, source: mutate(fs.readFileSync(name), random) };
  });
  const answers = await askSyntaxOracle(program!, items);
  const parser = new Parser();
  for (const [i, item] of items.entries()) {
    const got = burrowAnswer(parser, item);
    assert.equal(firstDifference(errorsText(got.errors), errorsText(answers[i]!.errors)), '', `${item.name}, ${i}`);
  }
});

test('the comparison fails where it should', () => {
  const item = { mode: 'd', name: 'x.go', source: Buffer.from('package p\nvar x = 1 +;\n') };
  const other = { ...item, source: Buffer.from('package p\nvar x = 1 + 2\n') };
  const parser = new Parser();
  const got = burrowAnswer(parser, item);
  assert.deepEqual(got.errors, ['2:12 x.go:2:12: syntax error: unexpected semicolon, expected expression']);
  assert.notEqual(firstDifference(got.dump, burrowAnswer(parser, other).dump), '');
});
