// What the tests of this room have in common.

import { FileSet, type SourceFile } from '../base/pos.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { DiagnosticList } from '../diag/reporter.ts';
import type { File } from './nodes.ts';
import { parse } from './parser.ts';

/** A parsed text with what was reported, as `line:col: message`. */
export interface Parsed {
  readonly file: File | null;
  readonly source: SourceFile;
  readonly errors: string[];
}

/** Parses a text, or bytes, as the file x.go. */
export function parseText(text: string | Uint8Array, mode = 0): Parsed {
  const bytes = typeof text === 'string' ? encodeUtf8(text) : text;
  const source = new FileSet().add('x.go', bytes);
  const diagnostics = new DiagnosticList();
  const file = parse(source, diagnostics, mode);
  return { file, source, errors: diagnostics.list.map(d => `${lineCol(source, d.pos)}: ${d.message}`) };
}

/** A position as `line:col`, line directives left aside. */
export function lineCol(source: SourceFile, pos: number): string {
  const offset = pos - source.base;
  return `${source.line(offset)}:${source.col(offset)}`;
}
