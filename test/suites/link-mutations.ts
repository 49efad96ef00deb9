// Many damaged archives through the link: `node tools/run.mjs test/suites/link-mutations.ts [COUNT [SEED [dwarf|plain [FROM]]]]`.
import * as fs from 'node:fs';
import { goTool } from '../goroot.ts';
import { tempDir } from '../link-harness.ts';
import { compileMutated, runMutations } from '../link-mutate.ts';

function main(): number {
  if (goTool === null) {
    console.log('skipped: no go command');
    return 0;
  }
  const dir = tempDir();
  try {
    const a = compileMutated(dir);
    const [count, seed, dwarf, from] = process.argv.slice(2);
    const wrong = runMutations(a, Number(count ?? 10000), Number(seed ?? 1), dwarf === 'dwarf', Number(from ?? 0));
    console.log(wrong.join('\n'));
    return wrong.length > 0 ? 1 : 0;
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

process.exitCode = main();
