// The generated matcher is what the generator makes of the rules.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import * as Op from '../op.generated.ts';
import { generateRules } from './generator.ts';
import { optRules } from './opt.ts';

test('opt.generated.ts is up to date', () => {
  const file = 'src/ssa/rules/opt.generated.ts';
  const want = generateRules(optRules, {
    name: 'rewriteOpt',
    source: 'ssa/rules/opt.ts',
    imports: [
      "import type { Value } from '../func.ts';",
      "import * as Op from '../op.generated.ts';",
      "import type { Optimizer as Rewriter } from '../passes/opt.ts';",
      "import * as Scalar from '../scalar.ts';",
      "import * as W from './word.ts';",
    ],
    ops: [{ module: 'Op', names: Op.names, flags: Op.flags }],
  });
  if (process.env['BURROW_UPDATE'] === '1') writeFileSync(file, want);
  assert.equal(readFileSync(file, 'utf8'), want);
});
