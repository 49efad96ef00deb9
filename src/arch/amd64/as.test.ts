// The generated numbers of operations follow the tables, and every row of the tables decodes.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { generateAs } from './as-generator.ts';
import { allRows, decodeRow, tableMnemonics, type Form } from './instructions.ts';

test('as.generated.ts is what the tables give', () => {
  const file = path.join(process.env['BURROW_ROOT'] ?? '.', 'src/arch/amd64/as.generated.ts');
  const want = generateAs(tableMnemonics());
  if (process.env['BURROW_UPDATE']) fs.writeFileSync(file, want);
  assert.equal(fs.readFileSync(file, 'utf8'), want);
});

test('every row decodes, and rows of a mnemonic stand together', () => {
  const seen = new Map<string, number>();
  const rows = allRows();
  rows.forEach((row, i) => {
    const forms: Form[] = [];
    decodeRow(row, forms);
    assert.ok(forms.length > 0, row);
    for (const f of forms) assert.equal(f.kinds.length, f.roles.length, row);
    const mnemonic = row.split(' ')[0]!;
    const last = seen.get(mnemonic);
    const space = row.includes('EVEX') ? 'e' : '';
    if (last !== undefined && space === '') assert.equal(last, i - 1, `${row} stands apart`);
    seen.set(mnemonic, i);
  });
});
