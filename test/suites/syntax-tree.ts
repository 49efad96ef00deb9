// Holds the parser to gc's over every Go file of the distribution, testdata and broken files included: the same errors, the
// same tree with the same positions, and the same again where function bodies are skipped and parsed one by one later.
//
//     node tools/run.mjs test/suites/syntax-tree.ts [PATH...]

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Parser } from '../../src/syntax/parser.ts';
import { goroot } from '../goroot.ts';
import { askSyntaxOracle, buildOracle } from '../oracle.ts';
import { goFiles } from './go-files.ts';
import { burrowAnswer, errorsText, firstDifference } from './syntax-compare.ts';

async function main(): Promise<number> {
  const program = buildOracle('syntax');
  if (program === null || goroot === null) {
    console.log('no go command: skipped');
    return 0;
  }
  const given = process.argv.slice(2);
  const files = goFiles(given.length > 0 ? given : [path.join(goroot, 'src'), path.join(goroot, 'test')]);
  const parser = new Parser();
  let failed = 0;
  let withErrors = 0;
  const batch = 500;
  for (let from = 0; from < files.length; from += batch) {
    const items = files.slice(from, from + batch).map(name => ({ mode: 't', name, source: fs.readFileSync(name) }));
    const answers = await askSyntaxOracle(program, items);
    for (const [i, item] of items.entries()) {
      const want = answers[i]!;
      const got = burrowAnswer(parser, item);
      let difference = firstDifference(errorsText(got.errors), errorsText(want.errors));
      if (difference === '' && got.digest !== want.digest) {
        const [full] = await askSyntaxOracle(program, [{ ...item, mode: 'd' }]);
        difference = firstDifference(got.dump, full!.dump!);
      }
      if (want.errors.length > 0) withErrors++;
      else if (difference === '') {
        // A body with errors may end elsewhere for the parser than for the search of its brace.
        difference = firstDifference(burrowAnswer(parser, item, true).dump, got.dump);
        if (difference !== '') difference = 'bodies parsed later: ' + difference;
      }
      if (difference !== '' && ++failed <= 20) console.log(`${item.name}: ${difference}`);
    }
  }
  console.log(`${files.length} files, ${withErrors} of them with errors: ${failed} differ`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
