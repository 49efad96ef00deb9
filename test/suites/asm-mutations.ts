// Many mutations of the library's assembly, compared with `go tool asm` where --gc is given:
// `node tools/run.mjs test/suites/asm-mutations.ts [--gc] [COUNT [SEED]]`.
import * as path from 'node:path';
import { runMutations } from '../asm-mutate.ts';
import { asmPackages } from '../asm-std.ts';
import { goroot } from '../goroot.ts';

function main(): number {
  const args = process.argv.slice(2).filter(a => !a.startsWith('--'));
  const packages = goroot === null ? null : asmPackages(path.join(goroot, 'src'), ['std']);
  if (packages === null) {
    console.log('skipped: no go command');
    return 0;
  }
  const wrong = runMutations(packages, Number(args[0] ?? 10000), Number(args[1] ?? 1), process.argv.includes('--gc'));
  console.log(wrong.join('\n\n'));
  return wrong.length > 0 ? 1 : 0;
}

process.exitCode = main();
