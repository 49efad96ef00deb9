// burrow's formatter beside gofmt over the whole distribution: the files as they are, with their white space damaged,
// with tokens deleted, simplified, rewritten by some rules. `node tools/run.mjs test/suites/gofmt-tree.ts [--every N] [--seed S]
// [MODE...]` takes every Nth file; the modes are those of the table, all by default.

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FormatOptions } from '../../src/format/format.ts';
import { plainOptions } from '../../src/format/format.ts';
import { parseRewriteRule, rewriteFile } from '../../src/format/rewrite.ts';
import { simplify } from '../../src/format/simplify.ts';
import {
  compareWithGofmt,
  damageSpace,
  firstDifference,
  gofmtTool,
  randomDocs,
  strewComments,
} from '../gofmt-oracle.ts';
import { goroot } from '../goroot.ts';
import { mutate, Random } from '../random.ts';
import { goFiles } from './go-files.ts';

interface Mode {
  readonly name: string;
  readonly flags: readonly string[];
  readonly options: FormatOptions;
  readonly change: (source: Uint8Array, random: Random) => Uint8Array;
}

const rules: readonly string[] = [
  'a[b:len(a)] -> a[b:]',
  'a == nil -> nil == a',
  'fmt.Errorf(a) -> errors.New(a)',
  'interface{} -> any',
  'f(a, b) -> g(b, a)',
  'a -> a',
];

const mixedRule = 'f(a) -> g(a)';

function rewriteOptions(text: string): FormatOptions {
  const rule = parseRewriteRule(text);
  if (typeof rule === 'string') throw new Error(rule);
  return { ...plainOptions, rewrite: file => rewriteFile(rule, file) };
}

const modes: readonly Mode[] = [
  { name: 'plain', flags: [], options: plainOptions, change: source => source },
  { name: 'damaged', flags: [], options: plainOptions, change: damageSpace },
  { name: 'comments', flags: ['-e'], options: { ...plainOptions, allErrors: true }, change: strewComments },
  { name: 'docs', flags: [], options: plainOptions, change: (_, random) => randomDocs(random) },
  { name: 'broken', flags: [], options: plainOptions, change: mutate },
  { name: 'simplify', flags: ['-s'], options: { ...plainOptions, simplify }, change: source => source },
  ...rules.map((rule, i) => ({
    name: `rewrite${i + 1}`,
    flags: ['-r', rule],
    options: rewriteOptions(rule),
    change: (source: Uint8Array) => source,
  })),
  {
    name: 'mixed',
    flags: ['-s', '-r', mixedRule],
    options: { ...rewriteOptions(mixedRule), simplify },
    change: (source, random) => strewComments(damageSpace(source, random), random),
  },
  { name: 'brokene', flags: ['-e'], options: { ...plainOptions, allErrors: true }, change: mutate },
];

function option(name: string, initial: number): number {
  const i = process.argv.indexOf(name);
  return i < 0 ? initial : Number(process.argv[i + 1]);
}

function main(): number {
  if (gofmtTool === null || goroot === null) {
    console.log('no gofmt: nothing to compare with');
    return 0;
  }
  const every = option('--every', 1);
  const seed = option('--seed', 1);
  const wanted = process.argv.slice(2).filter(a => modes.some(m => m.name === a));
  const roots = [path.join(goroot, 'src'), path.join(goroot, 'test')];
  const files = goFiles(roots).filter((_, i) => i % every === seed % every);
  let failed = 0;
  for (const mode of modes) {
    if (wanted.length > 0 && !wanted.includes(mode.name)) continue;
    let broken = 0;
    let shown = 0;
    let different = 0;
    const batch = 1000;
    for (let at = 0; at < files.length; at += batch) {
      const names = files.slice(at, at + batch);
      const sources = names.map((name, i) =>
        mode.change(new Uint8Array(fs.readFileSync(name)), new Random(seed * 100_003 + at + i)),
      );
      const found = compareWithGofmt(gofmtTool, sources, mode.flags, mode.options);
      broken += found.broken;
      different += found.differences.length;
      for (const d of found.differences) {
        if (shown++ >= 20) break;
        console.log(`${mode.name}: ${names[d.index] ?? 'elsewhere'}: ${firstDifference(d.got, d.want)}`);
        if (d.gotErrors !== d.wantErrors)
          console.log(`  got  ${d.gotErrors.slice(0, 500)}  want ${d.wantErrors.slice(0, 500)}`);
        if (process.env['KEEP'])
          fs.writeFileSync(path.join(process.env['KEEP'], `${mode.name}-${at + d.index}.go`), d.source);
      }
    }
    console.log(`${mode.name}: ${files.length} files, ${broken} of them with errors, ${different} differences`);
    failed += different;
  }
  return failed > 0 ? 1 : 0;
}

process.exit(main());
