// Writes docs/speed.md from what bench/build.ts has printed, one file for each version of Node:
//
//     node tools/run.mjs bench/page.ts NODE=FILE...
//
// A figure is burrow's beside gc's of the same run: the machine may be another one, or slower, in another run. What the page says of
// other versions stays, with the commit and the machine that it is about.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const said: Readonly<Record<string, string>> = {
  cold: 'from nothing',
  shipped: 'from nothing, with `npm run ship`',
  warm: 'nothing changed',
  edit: 'a string of main',
  leaf: 'a string of a package that others import',
  known: 'main calls what others call',
  ask: 'main calls what nothing called',
  back: 'that is taken back',
};

/** A line of the table that the benchmark prints. */
interface Row {
  readonly program: string;
  readonly build: string;
  readonly tool: string;
  /** CPU and wall in seconds, peak in MiB, sizes of the program and of the stripped one in kB. */
  readonly figures: readonly number[];
}

/** The rows of what was printed; other lines, as of a bundler, count for nothing. */
function rowsOf(text: string): Row[] {
  const rows: Row[] = [];
  for (const line of text.split('\n')) {
    const [program, build, tool, ...figures] = line.trim().split(/ +/);
    if (figures.length !== 5 || !(build! in said)) continue;
    rows.push({ program: program!, build: build!, tool: tool!, figures: figures.map(Number) });
  }
  return rows;
}

/** Both tools' figures side by side; burrow's alone where gc has no such build. */
function beside(own: Row, gc: Row | undefined, column: number, digits: number): string {
  const a = own.figures[column]!.toFixed(digits);
  return gc === undefined ? a : `${a} / ${gc.figures[column]!.toFixed(digits)}`;
}

function buildTable(rows: readonly Row[]): string {
  const out = ['| program | build | CPU s | time s | peak MB |', '| --- | --- | ---: | ---: | ---: |'];
  for (const own of rows) {
    if (own.tool !== 'burrow') continue;
    const gc = rows.find(r => r.tool === 'gc' && r.program === own.program && r.build === own.build);
    const cells = [beside(own, gc, 0, 2), beside(own, gc, 1, 2), beside(own, gc, 2, 0)];
    out.push(`| ${own.program} | ${said[own.build]!} | ${cells.join(' | ')} |`);
  }
  return out.join('\n');
}

function sizeTable(rows: readonly Row[]): string {
  const out = ['| program | size kB | with -s -w kB |', '| --- | ---: | ---: |'];
  for (const own of rows) {
    if (own.tool !== 'burrow' || own.build !== 'cold') continue;
    const gc = rows.find(r => r.tool === 'gc' && r.program === own.program && r.build === 'cold');
    out.push(`| ${own.program} | ${beside(own, gc, 3, 0)} | ${beside(own, gc, 4, 0)} |`);
  }
  return out.join('\n');
}

const runs = process.argv.slice(2).map(word => {
  const at = word.indexOf('=');
  return { node: word.slice(0, at), rows: rowsOf(fs.readFileSync(word.slice(at + 1), 'utf8')) };
});
if (runs.length === 0 || runs.some(r => r.rows.length === 0)) throw new Error('usage: bench/page.ts NODE=FILE...');
const root = process.env['BURROW_ROOT']!;
const page = path.join(root, 'docs', 'speed.md');
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();

/** The sections of the page about versions of Node, each from its heading on. */
const sections = new Map<string, string>();
for (const [section, node] of fs.readFileSync(page, 'utf8').matchAll(/^## Node (\S+)\n[^]*?(?=^## )/gm)) {
  sections.set(node!, section);
}
const [cpu] = os.cpus();
const about = `burrow of ${commit}, on ${os.cpus().length} cores of ${cpu!.model.trim()}.`;
for (const { node, rows } of runs) sections.set(node, `## Node ${node}\n\n${about}\n\n${buildTable(rows)}\n\n`);

const text = `# Speed

Builds of whole programs for linux/amd64, burrow / gc in turns in one run. CPU is of the whole process, its threads and children; time is by the
clock; machines differ from run to run, so that pairs are to be compared. \`bench/build.ts\` says what the builds and programs are. This page is written:

    node tools/run.mjs bench/build.ts 1 PROGRAM... > FILE && node tools/run.mjs bench/page.ts NODE=FILE...

${[...sections.values()].join('')}## Sizes

${sizeTable(runs[0]!.rows)}
`;
fs.writeFileSync(page, text);
