// What the suites that hold the parser to gc's have in common: one source text through both, and what differs.

import { createHash } from 'node:crypto';
import { FileSet } from '../../src/base/pos.ts';
import { DiagnosticList } from '../../src/diag/reporter.ts';
import * as Mode from '../../src/syntax/mode.ts';
import * as NodeKind from '../../src/syntax/nodekind.ts';
import { parse, parseBody, type Parser } from '../../src/syntax/parser.ts';
import type { OracleAnswer } from '../oracle.ts';
import { dumpFile } from '../syntax-dump.ts';

/** burrow's answer, in the form of the oracle's. With `skip`, bodies are skipped at first and parsed one by one later. */
export function burrowAnswer(
  parser: Parser,
  item: { readonly mode: string; readonly name: string; readonly source: Uint8Array },
  skip = false,
): OracleAnswer & { readonly dump: string } {
  const source = new FileSet().add(item.name, item.source);
  const diagnostics = new DiagnosticList();
  const mode = Mode.CheckBranches | (skip ? Mode.SkipBodies : 0);
  const file = parse(source, diagnostics, mode, parser);
  if (skip) {
    for (const d of file?.declList ?? []) {
      if (d.kind === NodeKind.FuncDecl) parseBody(source, d, diagnostics, mode, parser);
    }
  }
  const errors = diagnostics.list.map(d => {
    const offset = d.pos - source.base;
    const p = source.position(offset);
    return `${source.line(offset)}:${source.col(offset)} ${p.filename}:${p.line}:${p.col}: ${d.message}`;
  });
  const dump = item.mode === '' ? '' : dumpFile(file, source);
  return { errors, digest: createHash('sha256').update(dump).digest('hex'), dump };
}

/** The first line in which two texts differ, both sides of it; empty where they are equal. */
export function firstDifference(got: string, want: string): string {
  const g = got.split('\n');
  const w = want.split('\n');
  for (let i = 0; i < Math.max(g.length, w.length); i++) {
    if (g[i] !== w[i]) return `line ${i + 1}\n  got  ${g[i] ?? '(end)'}\n  want ${w[i] ?? '(end)'}`;
  }
  return '';
}

/**
 * A list of errors as text. gc reports the unused labels of a function in no particular order; here they are sorted. An
 * error that is the same as the one before (gc's scanner may step back and read a bad byte twice) counts once, as it does
 * where gc prints errors.
 */
export function errorsText(errors: readonly string[]): string {
  const out: string[] = [];
  for (let i = 0; i < errors.length;) {
    const from = i++;
    if (errors[from] === errors[from - 1]) continue;
    if (isUnusedLabel(errors[from]!)) while (i < errors.length && isUnusedLabel(errors[i]!)) i++;
    out.push(...errors.slice(from, i).sort());
  }
  return out.join('\n');
}

function isUnusedLabel(error: string): boolean {
  return /: label .* defined and not used$/.test(error);
}
