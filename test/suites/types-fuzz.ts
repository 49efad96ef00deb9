// Go files with meaningful damage through burrow's checker and gc's: no exception, no hang, the same errors.
//
//     node tools/run.mjs test/suites/types-fuzz.ts [COUNT [SEED [LANG [DIRECTORY of GOROOT...]]]]

import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { FrontEnd } from '../../src/build/front-end.ts';
import { DiagnosticList } from '../../src/diag/reporter.ts';
import * as Mode from '../../src/syntax/mode.ts';
import { parse } from '../../src/syntax/parser.ts';
import { checkPackage } from '../../src/types/check.ts';
import type { Package } from '../../src/types/package.ts';
import { sizes64 } from '../../src/types/sizes.ts';
import { goroot, goTool } from '../goroot.ts';
import { buildOracle } from '../oracle.ts';
import { Random } from '../random.ts';
import { stdPackages, type StdPackages } from '../std-packages.ts';
import { goFiles } from './go-files.ts';
import { damage } from './types-damage.ts';

/** More CPU time than this (in ms) for one file is a hang; the first files read what they import, too. */
const hang = 2000;

interface Item {
  readonly name: string;
  readonly source: Uint8Array;
}

interface Answer {
  readonly syntax: boolean;
  readonly errors: readonly string[];
  readonly panic: string;
}

/** gc's answers for a batch of items. */
function ask(program: string, importcfg: string, lang: string, items: readonly Item[]): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [importcfg], { stdio: ['pipe', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (c: Buffer) => chunks.push(c));
    child.on('error', reject);
    child.on('close', status => {
      if (status !== 0) return reject(new Error(`${program}: exit status ${status}`));
      const lines = Buffer.concat(chunks).toString('utf8').split('\n');
      resolve(lines.slice(0, -1).map(line => JSON.parse(line) as Answer));
    });
    child.stdin.on('error', reject);
    for (const item of items) {
      child.stdin.write(`${lang} ${item.source.length} ${path.basename(item.name)}\n`);
      child.stdin.write(item.source);
    }
    child.stdin.end();
  });
}

/** burrow's answer for one item. */
function answer(item: Item, lang: string, front: FrontEnd, std: StdPackages): Answer {
  const reporter = new DiagnosticList();
  const tree = parse(front.fset.add(path.basename(item.name), item.source), reporter, Mode.CheckBranches);
  const syntax = tree === null || reporter.list.some(d => d.message.startsWith('syntax error'));
  if (!syntax) {
    const from = {
      path: 'p',
      files: [],
      goVersion: lang,
      std: false,
      complete: false,
      importedPrefix: '',
      resolve: (name: string) => std.resolve(name),
    };
    const importer = (name: string): Package | string => front.importFrom(from, name);
    const input = { path: 'p', files: [tree], fset: front.fset, goVersion: lang, sizes: sizes64 };
    checkPackage({ ...input, importer, context: null }, reporter);
  }
  const errors = reporter.list.map(d => {
    const file = front.fset.file(d.pos);
    const offset = file === null ? 0 : d.pos - file.base;
    const at = file === null ? '0:0' : `${file.line(offset)}:${file.col(offset)}`;
    return `${at}: ${d.message.replace(/ \((-lang was set|file declares).*\)/, '')}`;
  });
  return { syntax, errors, panic: '' };
}

/** What two answers differ in; empty where they are the same. The order of errors is left to the list that sorts them. */
function difference(got: Answer, want: Answer): string {
  // What cannot be imported is not the checker's.
  if (want.errors.concat(got.errors).some(e => e.includes('could not import'))) return '';
  const mine = comparable(got);
  const theirs = comparable(want);
  const missing = theirs.filter(e => !mine.includes(e));
  const surplus = mine.filter(e => !theirs.includes(e));
  if (missing.length === 0 && surplus.length === 0) return '';
  return [...missing.slice(0, 5).map(e => `- ${e}`), ...surplus.slice(0, 5).map(e => `+ ${e}`)].join('\n    ');
}

/** Other files are named by different roots. */
function comparable(a: Answer): string[] {
  const texts = a.errors.map(e => e.replace(/\S*\/src\//g, ''));
  return [...new Set(texts)];
}

async function main(): Promise<number> {
  const program = buildOracle('types');
  if (program === null || goroot === null || goTool === null) {
    console.log('no go command: skipped');
    return 0;
  }
  const count = Number(process.argv[2] ?? 10_000);
  const seed = Number(process.argv[3] ?? 1);
  const lang = process.argv[4] ?? 'go1.26';
  const random = new Random(seed);
  const importcfg = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'types-fuzz-')), 'importcfg');
  const format = '{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}';
  const list = spawnSync(goTool, ['list', '-export', '-f', format, 'std'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, CGO_ENABLED: '0' },
  });
  fs.writeFileSync(importcfg, list.stdout);
  const dirs = process.argv[5] === undefined ? ['test', 'src/internal/types/testdata'] : process.argv.slice(5);
  const roots = dirs.map(d => path.join(goroot!, d));
  const files = goFiles(roots).filter(f => fs.statSync(f).size < 20_000);
  const std = await stdPackages(goroot);
  let failed = 0;
  let panics = 0;
  let checked = 0;
  const kinds = new Set<string>();
  const batch = 500;
  for (let done = 0; done < count; done += batch) {
    const items = Array.from({ length: Math.min(batch, count - done) }, () => {
      const name = random.pick(files);
      return { name, source: damage(fs.readFileSync(name), random) };
    });
    const front = std.frontEnd();
    const answers = await ask(program, importcfg, lang, items);
    for (const [i, item] of items.entries()) {
      const want = answers[i]!;
      if (want.panic !== '') panics++;
      if (!want.syntax) checked++;
      for (const e of want.errors)
        kinds.add(
          e
            .replace(/^\d+:\d+: /, '')
            .replace(/\W+/g, ' ')
            .split(' ')
            .slice(0, 3)
            .join(' '),
        );
      let wrong = '';
      try {
        const start = process.cpuUsage();
        const got = answer(item, lang, front, std);
        if (process.cpuUsage(start).user / 1000 > hang) wrong = 'too slow';
        else if (want.panic === '') wrong = difference(got, want);
      } catch (e) {
        wrong = e instanceof Error ? e.stack!.split('\n').slice(0, 8).join('\n') : String(e);
      }
      if (wrong === '' || ++failed > 40) continue;
      const kept = path.join(os.tmpdir(), `burrow-types-${seed}-${done + i}.go`);
      fs.writeFileSync(kept, item.source);
      console.log(`${kept} (from ${item.name}):\n    ${wrong}`);
    }
  }
  console.log(
    `${count} files, ${checked} without syntax errors, ${kinds.size} kinds of error, gc gave up ${panics} times: ${failed} differ`,
  );
  return failed === 0 ? 0 : 1;
}

process.exit(await main());
