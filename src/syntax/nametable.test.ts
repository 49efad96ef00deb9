import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import { hashStep, keywordCount, NameTable } from './nametable.ts';

function intern(table: NameTable, name: string, h?: number): number {
  const bytes = encodeUtf8(name);
  return table.intern(bytes, 0, bytes.length, h ?? bytes.reduce(hashStep, 0));
}

test('names have one id each, keywords the first', () => {
  const table = new NameTable();
  assert.equal(table.text[intern(table, 'break')], 'break');
  assert.equal(intern(table, 'var'), keywordCount - 1);
  const names = Array.from({ length: 20_000 }, (_, i) => `näme${i}`);
  const ids = names.map(n => intern(table, n));
  assert.equal(new Set(ids).size, names.length);
  assert.deepEqual(
    names.map(n => intern(table, n)),
    ids,
  );
  assert.equal(table.text[ids[777]!], 'näme777');
});

test('names of one hash are told apart', () => {
  const table = new NameTable();
  assert.notEqual(intern(table, 'ab', 5), intern(table, 'cd', 5));
  assert.equal(intern(table, 'ab', 5), intern(table, 'ab', 5));
});
