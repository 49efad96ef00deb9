// Lines per CPU second (user and system, of the whole process) of the parser over every file of std, beside gc's own, in
// one run. Trees are dropped package by package, as a front end does, unless --keep: then all of std stays in memory, in
// gc's rounds as well.
//
//     node tools/run.mjs bench/parse.ts [--keep] [ROUNDS]

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { FileSet } from '../src/base/pos.ts';
import { DiagnosticList } from '../src/diag/reporter.ts';
import * as Mode from '../src/syntax/mode.ts';
import { parse, Parser } from '../src/syntax/parser.ts';
import { goroot } from '../test/goroot.ts';
import { buildOracle } from '../test/oracle.ts';
import { goFiles } from '../test/suites/go-files.ts';

const keep = process.argv.includes('--keep');
const rounds = Number(process.argv.slice(2).find(a => !a.startsWith('-')) ?? 5);
const program = buildOracle('syntax');
if (goroot === null || program === null) {
  console.log('no go command');
  process.exit(0);
}

const files = goFiles([path.join(goroot, 'src')]).filter(f => !f.includes(`${path.sep}testdata${path.sep}`));
const sources = files.map(f => fs.readFileSync(f));
const lines = sources.reduce((n, s) => n + countLines(s), 0);
console.log(`${files.length} files, ${lines} lines; node ${process.version}${keep ? '; trees kept' : ''}`);

function countLines(source: Uint8Array): number {
  let n = 0;
  for (let i = source.indexOf(10); i >= 0; i = source.indexOf(10, i + 1)) n++;
  return n;
}

function show(what: string, cpu: readonly number[]): void {
  const speeds = cpu.map(s => (lines / s / 1e6).toFixed(2));
  console.log(`${what.padEnd(28)} ${speeds.join('  ')}  million lines per CPU second, round by round`);
}

function burrow(mode: Mode.Bits): number[] {
  const parser = new Parser();
  const cpu: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    const diagnostics = new DiagnosticList();
    let set = new FileSet();
    let dir = '';
    let trees: unknown[] = [];
    files.forEach((name, i) => {
      if (!keep && path.dirname(name) !== dir) {
        dir = path.dirname(name);
        set = new FileSet();
        trees = [];
      }
      trees.push(parse(set.add(name, sources[i]!), diagnostics, mode, parser));
    });
    const used = process.cpuUsage(start);
    cpu.push((used.user + used.system) / 1e6);
  }
  return cpu;
}

const list = path.join(os.tmpdir(), `burrow-parse-${process.pid}.txt`);
fs.writeFileSync(list, files.join('\n'));
const gc = spawnSync(program, ['bench', list, String(rounds), keep ? 'keep' : 'drop'], { encoding: 'utf8' });
fs.rmSync(list);
const gcCpu = gc.stdout
  .trim()
  .split('\n')
  .map(l => Number(l.split(' ')[0]));
show('gc', gcCpu);
show('burrow', burrow(Mode.CheckBranches));
show('burrow, bodies skipped', burrow(Mode.SkipBodies));
console.log(`peak memory of burrow: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
