// Random Go programs built by burrow and by gc print the same. They are of arithmetic, loops, slices, structs and panics that are
// recovered (random-arithmetic.ts), or of the whole language (random-language.ts). As a command:
//
//     node tools/run.mjs test/suites/random-programs.ts [--language] [--batch N] [--time SECONDS] [--results FILE] [SEED [COUNT]]
//     node tools/run.mjs test/suites/random-programs.ts [--language] write SEED [FUNCTION [STATEMENTS]]
//
// --batch: how many programs are in one executable. --time: no batch begins later than that. --results: keeps what was found;
// a later run of the same seeds goes on where one ended. `write` puts one program, or a function of it, into the working directory.
import * as fs from 'node:fs';
import { goTool } from '../goroot.ts';
import { isMain } from '../main.ts';
import type { Outcome } from './case.ts';
import {
  type BatchResult,
  Builders,
  compareBatch,
  type ProgramKind,
  writeBatch,
  writeFunction,
  writeProgram,
} from './random-batch.ts';
import { serve, workerFlag } from './warm-command.ts';

/** What a file of results holds: one entry for each batch. */
export interface RandomResults {
  readonly batches: (BatchResult & { readonly kind: ProgramKind; readonly seed: number; readonly count: number })[];
}

/** Reads a file of results; empty where there is none. */
export function readRandomResults(file: string): RandomResults {
  if (file === '' || !fs.existsSync(file)) return { batches: [] };
  return JSON.parse(fs.readFileSync(file, 'utf8')) as RandomResults;
}

/** What became of each program of a kind, for the conformance report. */
export function randomOutcomes(file: string, kind: ProgramKind): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const b of readRandomResults(file).batches) {
    if (b.kind !== kind) continue;
    const skipped = new Map<string, string>();
    for (const name of b.endless) skipped.set(name, 'it does not end');
    for (const name of b.open) skipped.set(name, 'what it prints is open: gc does the same without optimisation');
    const wrong = new Map(b.different.map(text => [/^\w+ \d+/.exec(text)![0], text]));
    for (let i = 0; i < b.count; i++) {
      const name = `${kind} ${b.seed + i}`;
      const text = wrong.get(name);
      outcomes.push({ name, wrong: text === undefined ? [] : [text], skipped: skipped.get(name) ?? '', built: true });
    }
  }
  return outcomes;
}

/** Takes `--name VALUE` from the words. */
function option(words: string[], name: string, otherwise: string): string {
  const at = words.indexOf(name);
  return at < 0 ? otherwise : words.splice(at, 2)[1]!;
}

async function main(words: string[]): Promise<void> {
  if (goTool === null) throw new Error('no Go installation');
  const batch = Number(option(words, '--batch', '200'));
  const until = performance.now() + 1000 * Number(option(words, '--time', 'Infinity'));
  const file = option(words, '--results', '');
  const at = words.indexOf('--language');
  const kind: ProgramKind = at < 0 ? 'arithmetic' : 'language';
  if (at >= 0) words.splice(at, 1);
  if (words[0] === 'write') {
    const [seed, index, budget] = words.slice(1).map(Number);
    writeBatch('.', kind, [
      index === undefined ? writeProgram(kind, seed!) : writeFunction(kind, seed!, index, budget),
    ]);
    return;
  }
  const [from = 1, count = batch] = words.map(Number);
  const results = readRandomResults(file);
  const builders = new Builders(process.argv[1]!);
  const sum = { programs: 0, same: 0, endless: 0, open: 0, different: 0 };
  try {
    for (let seed = from; seed < from + count && performance.now() < until; seed += batch) {
      const n = Math.min(batch, from + count - seed);
      if (results.batches.some(b => b.kind === kind && b.seed === seed && b.count === n)) continue;
      const found = await compareBatch(builders, kind, seed, n);
      for (const text of found.open) process.stdout.write(`${text}: gc without optimisation does the same\n`);
      for (const text of found.different) process.stdout.write(`${text}\n`);
      sum.programs += n;
      sum.same += found.same;
      sum.endless += found.endless.length;
      sum.open += found.open.length;
      sum.different += found.different.length;
      results.batches.push({ kind, seed, count: n, ...found });
      if (file !== '') fs.writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
    }
  } finally {
    builders.end();
  }
  process.stdout.write(
    `${sum.programs} programs: ${sum.same} the same, ${sum.different} differ, ${sum.open} are open, ${sum.endless} do not end\n`,
  );
  process.exitCode = sum.different === 0 ? 0 : 1;
}

if (isMain('test/suites/random-programs.ts')) {
  const words = process.argv.slice(2);
  if (words[0] === workerFlag) await serve(process.env['BURROW_ROOT'] ?? process.cwd());
  else await main(words);
}
