// cmd/compile/internal/syntax/testdata of the distribution: files with ERROR comments. `// ERROR rx` wants an error on its
// line, `/* ERROR rx */` one at the position of the next token; any other error is unexpected.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { FileSet, type SourceFile } from '../../src/base/pos.ts';
import { DiagnosticList } from '../../src/diag/reporter.ts';
import * as Mode from '../../src/syntax/mode.ts';
import { NameTable } from '../../src/syntax/nametable.ts';
import { parse } from '../../src/syntax/parser.ts';
import { Scanner } from '../../src/syntax/scanner.ts';
import * as Token from '../../src/syntax/token.ts';
import { goRegexp } from '../goregexp.ts';
import type { Case } from './case.ts';

/** Collects the ERROR comments of a file, by `line:col` of the token they stand before, or `line:0`. */
class ErrorComments extends Scanner {
  readonly declared = new Map<string, string>();
  private readonly source: SourceFile;
  private pattern = '';

  constructor(source: SourceFile) {
    super(new NameTable());
    this.source = source;
    this.allComments = true;
    this.open(source.source, 0, source.size, source.base);
    do {
      this.next();
      if (this.pattern !== '') this.declared.set(place(source, this.pos), this.pattern);
      this.pattern = '';
    } while (this.tok !== Token.EOF);
  }

  protected override errorAt(): void {}

  protected override comment(start: number, end: number): void {
    const text = this.text.original(start, end);
    if (text.startsWith('// ERROR ')) {
      this.declared.set(`${this.source.line(start)}:0`, text.slice(9).trim());
    } else if (text.startsWith('/* ERROR ')) {
      this.pattern = text.slice(9, -2).trim();
    }
  }
}

function place(source: SourceFile, pos: number): string {
  return `${source.line(pos - source.base)}:${source.col(pos - source.base)}`;
}

/** What is wrong with the errors of a file, in lines; empty where each declared one is reported and no other. */
export function mismatches(name: string, text: Uint8Array): string[] {
  const source = new FileSet().add(name, text);
  const { declared } = new ErrorComments(source);
  const diagnostics = new DiagnosticList();
  parse(source, diagnostics, Mode.CheckBranches);
  const wrong: string[] = [];
  for (const d of diagnostics.list) {
    const exact = place(source, d.pos);
    const at = declared.has(exact) ? exact : exact.replace(/:.*/, ':0');
    const pattern = declared.get(at);
    if (pattern === undefined) wrong.push(`${exact}: unexpected: ${d.message}`);
    else if (!goRegexp(pattern).test(d.message)) wrong.push(`${exact}: ${d.message} does not match ${pattern}`);
    else declared.delete(at);
  }
  for (const [at, pattern] of declared) wrong.push(`${at}: missing: ${pattern}`);
  return wrong;
}

/** The suite as cases: a file each. */
export function syntaxCases(root: string): Case[] {
  const dir = path.join(root, 'src/cmd/compile/internal/syntax/testdata');
  return fs
    .readdirSync(dir)
    .filter(f => f.endsWith('.go'))
    .map(name => ({ name, run: () => mismatches(name, fs.readFileSync(path.join(dir, name))) }));
}
