// Initial contents of variables beside gc's, for some packages: the suite has all of them.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { goTool } from './goroot.ts';
import { staticData } from './suites/static-data.ts';

const skip = goTool === null && 'no go';

// Tables of pointers, tables of bytes, what must be there before any code runs, code that may hold no addresses, files.
const packages = [
  '=unicode',
  '=internal/cpu',
  '=runtime',
  '=os',
  '=crypto/internal/fips140/rsa',
  '=internal/trace/traceviewer',
];

test("static data is gc's", { skip }, async () => {
  const c = await staticData(packages);
  assert.deepEqual(c.failures, []);
  assert.equal(c.packages, packages.length);
  assert.ok(c.data > 300, `${c.data} variables are data`);
});

test('the suite sees a byte, an address and a variable that are wrong', { skip }, async () => {
  const c = await staticData(['=unicode'], (name, d) => {
    if (name === 'unicode.CaseRanges') d.relocs[3] = 8;
    else if (name === 'unicode.properties') d.bytes[0]! ^= 1;
    else if (name === 'unicode.Cc') d.relocs.length = 0;
  });
  const of = (name: string): number => c.failures.filter(f => f.startsWith(`unicode: ${name}`)).length;
  assert.deepEqual([of('CaseRanges'), of('properties'), of('Cc')], [1, 1, 1]);
});
