// Damaged Go files through burrow's parser and gc's: no exception, no hang, the same errors in the same order.
//
//     node tools/run.mjs test/suites/syntax-fuzz.ts [COUNT [SEED]]

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Parser } from '../../src/syntax/parser.ts';
import { goroot } from '../goroot.ts';
import { askSyntaxOracle, buildOracle } from '../oracle.ts';
import { mutate, Random } from '../random.ts';
import { burrowAnswer, errorsText, firstDifference } from './syntax-compare.ts';
import { goFiles } from './go-files.ts';

/** Longer than this for one file is a hang. */
const hang = 2000;

async function main(): Promise<number> {
  const program = buildOracle('syntax');
  if (program === null || goroot === null) {
    console.log('no go command: skipped');
    return 0;
  }
  const count = Number(process.argv[2] ?? 10_000);
  const seed = Number(process.argv[3] ?? 1);
  const random = new Random(seed);
  const files = goFiles([path.join(goroot, 'src'), path.join(goroot, 'test')]).filter(
    f => fs.statSync(f).size < 40_000,
  );
  const parser = new Parser();
  const texts = new Set<string>();
  let failed = 0;
  let shifted = 0;
  let withErrors = 0;
  const batch = 1000;
  for (let done = 0; done < count; done += batch) {
    const items = Array.from({ length: Math.min(batch, count - done) }, () => {
      const name = random.pick(files);
      return { mode: '', name, source: mutate(fs.readFileSync(name), random) };
    });
    const answers = await askSyntaxOracle(program, items);
    for (const [i, item] of items.entries()) {
      const want = answers[i]!;
      if (want.errors.length > 0) withErrors++;
      for (const e of want.errors) texts.add(kindOfError(e));
      let difference = '';
      try {
        const start = performance.now();
        const got = burrowAnswer(parser, item);
        if (performance.now() - start > hang) difference = 'too slow';
        if (difference === '') difference = firstDifference(errorsText(got.errors), errorsText(want.errors));
        burrowAnswer(parser, item, true);
      } catch (e) {
        difference = e instanceof Error ? e.stack! : String(e);
      }
      if (difference === '') continue;
      if (twoDotsAndNewline(item.source) || difference.includes('U+0000')) {
        shifted++;
        continue;
      }
      if (++failed > 20) continue;
      const kept = path.join(process.env['TMPDIR'] ?? '/tmp', `burrow-fuzz-${seed}-${done + i}.go`);
      fs.writeFileSync(kept, item.source);
      console.log(`${kept} (from ${item.name}): ${difference}`);
    }
  }
  console.log(
    `${count} files, ${withErrors} with errors, ${texts.size} kinds of error: ${failed} differ; ` +
      `${shifted} more where gc is wrong`,
  );
  return failed === 0 ? 0 : 1;
}

/*
 * Where burrow differs on purpose. A NUL at the end of what gc's reader has in its buffer is not seen as one, so the error
 * depends on the size of that buffer.
 */

/**
 * Two dots before a newline, and no third: gc's scanner steps back over the newline and counts it twice, so its later
 * positions are off by a line. burrow's are right.
 */
function twoDotsAndNewline(source: Uint8Array): boolean {
  return /(^|[^.])(\.\.\.)*\.\.\n/.test(Buffer.from(source).toString('latin1'));
}

/** The text of an error without what comes from the program. */
function kindOfError(error: string): string {
  return error
    .replace(/^\S+ .*?:\d+:\d+: /, '')
    .replace(/(name|literal|label|goto|name) \S+/g, '$1 X')
    .replace(/'.*'|U\+\w+/g, 'C')
    .replace(/cannot use .* as value/, 'cannot use X as value');
}

process.exitCode = await main();
