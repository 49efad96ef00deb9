// What the assembler says of broken sources; see suites/asm-complaints.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goTool } from './goroot.ts';
import { asmComplaintCases } from './suites/asm-complaints.ts';
import { outcomeOf } from './suites/case.ts';

test('runs compared with go tool asm', { skip: goTool === null ? 'no go command' : false }, async () => {
  const wrong: string[] = [];
  for (const c of asmComplaintCases) {
    const outcome = await outcomeOf(c);
    if (outcome.wrong.length > 0) wrong.push(`--- ${c.name}\n${outcome.wrong.join('\n')}`);
  }
  assert.equal(wrong.length, 0, `${wrong.length} differ:\n${wrong.join('\n')}`);
});
