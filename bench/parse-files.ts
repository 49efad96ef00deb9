// Parses the files that a list names, bodies included, and keeps nothing: what bench/frontend.ts times as a process.
import * as fs from 'node:fs';
import { FileSet } from '../src/base/pos.ts';
import { DiagnosticList } from '../src/diag/reporter.ts';
import * as Mode from '../src/syntax/mode.ts';
import { parse, Parser } from '../src/syntax/parser.ts';

const parser = new Parser();
const diagnostics = new DiagnosticList();
for (const name of fs.readFileSync(process.argv[2]!, 'utf8').split('\n')) {
  parse(new FileSet().add(name, fs.readFileSync(name)), diagnostics, Mode.CheckBranches, parser);
}
