// Holds the parser to gc's over every Go file of the distribution, testdata and broken files included: the same errors, the
// same tree with the same positions, and the same again where function bodies are skipped and parsed one by one later.
//
//     node tools/run.mjs test/suites/syntax-tree.ts [PATH...]

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Parser } from '../../src/syntax/parser.ts';
import { goroot } from '../goroot.ts';
import { isMain } from '../main.ts';
import { askSyntaxOracle, buildOracle } from '../oracle.ts';
import { goFiles } from './go-files.ts';
import { burrowAnswer, errorsText, firstDifference } from './syntax-compare.ts';

/** What became of a file. */
export interface Compared {
  readonly name: string;
  /** Empty where parser and tree agree with gc's. */
  readonly difference: string;
  /** Whether gc reports errors. */
  readonly broken: boolean;
}

/** Compares files, in order; `program` is the syntax oracle. */
export async function* compareTrees(program: string, files: readonly string[]): AsyncGenerator<Compared> {
  const parser = new Parser();
  const batch = 500;
  for (let from = 0; from < files.length; from += batch) {
    const items = files.slice(from, from + batch).map(name => ({ mode: 't', name, source: fs.readFileSync(name) }));
    const answers = await askSyntaxOracle(program, items);
    for (const [i, item] of items.entries()) {
      const want = answers[i]!;
      const broken = want.errors.length > 0;
      const got = burrowAnswer(parser, item);
      let difference = firstDifference(errorsText(got.errors), errorsText(want.errors));
      if (difference === '' && got.digest !== want.digest) {
        const [full] = await askSyntaxOracle(program, [{ ...item, mode: 'd' }]);
        difference = firstDifference(got.dump, full!.dump!);
      }
      if (!broken && difference === '') {
        // A body with errors may end elsewhere for the parser than for the search of its brace.
        difference = firstDifference(burrowAnswer(parser, item, true).dump, got.dump);
        if (difference !== '') difference = 'bodies parsed later: ' + difference;
      }
      yield { name: item.name, difference, broken };
    }
  }
}

async function main(): Promise<number> {
  const program = buildOracle('syntax');
  if (program === null || goroot === null) {
    console.log('no go command: skipped');
    return 0;
  }
  const given = process.argv.slice(2);
  const files = goFiles(given.length > 0 ? given : [path.join(goroot, 'src'), path.join(goroot, 'test')]);
  let failed = 0;
  let withErrors = 0;
  for await (const { name, difference, broken } of compareTrees(program, files)) {
    if (broken) withErrors++;
    if (difference !== '' && ++failed <= 20) console.log(`${name}: ${difference}`);
  }
  console.log(`${files.length} files, ${withErrors} of them with errors: ${failed} differ`);
  return failed === 0 ? 0 : 1;
}

if (isMain('test/suites/syntax-tree.ts')) process.exitCode = await main();
