// The generated files are what their generators make of the tables.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { MachineFirst } from '../../ssa/op.ts';
import { generateOps } from '../../ssa/op-generator.ts';
import * as Op from '../../ssa/op.generated.ts';
import { generateRules } from '../../ssa/rules/generator.ts';
import { opTable } from './ops.ts';
import * as M from './ops.generated.ts';
import { selectRules } from './rules.ts';
import { shapes } from './shapes.ts';

function upToDate(file: string, want: string): void {
  if (process.env['BURROW_UPDATE'] === '1') writeFileSync(file, want);
  assert.equal(readFileSync(file, 'utf8'), want);
}

test('ops.generated.ts is up to date', () => {
  upToDate('src/arch/amd64/ops.generated.ts', generateOps(opTable, MachineFirst, 'arch/amd64/ops.ts', true));
});

test('rules.generated.ts is up to date', () => {
  const text = generateRules(selectRules, {
    name: 'rewriteSelect',
    source: 'arch/amd64/rules.ts',
    imports: [
      "import type { Value } from '../../ssa/func.ts';",
      "import * as Op from '../../ssa/op.generated.ts';",
      "import * as Scalar from '../../ssa/scalar.ts';",
      "import * as X from './aux.ts';",
      "import * as M from './ops.generated.ts';",
      "import type { Selector as Rewriter } from './select.ts';",
    ],
    ops: [
      { module: 'Op', names: Op.names, flags: Op.flags },
      { module: 'M', names: M.names, flags: M.flags },
    ],
  });
  upToDate('src/arch/amd64/rules.generated.ts', text);
});

test('every operation has a shape', () => {
  for (const name of M.shapes) assert.ok(shapes[name] !== undefined, name);
});
