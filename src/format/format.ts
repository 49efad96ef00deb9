// The formatter's entry: source bytes in, formatted bytes out. A source may be a fragment (declarations or statements
// without a package clause); then it is wrapped into a file, and what was wrapped around it is taken off the result.

import type { Style } from './align.ts';
import { align, Blanks } from './align.ts';
import { fixBuildLines } from './build-block.ts';
import type { SyntaxError } from './errors.ts';
import { errorSummary } from './errors.ts';
import type { File } from './nodes.ts';
import type { ParseResult } from './parser.ts';
import { parseFile } from './parser.ts';
import { printFile } from './print-decl.ts';
import { Printer } from './printer.ts';
import { sortImports } from './sort-imports.ts';

/** What is done to a source. */
export interface FormatOptions {
  /** Whether a fragment of a file will do. */
  readonly fragmentOk: boolean;
  /** Whether all errors are reported, not just about ten on different lines. */
  readonly allErrors: boolean;
  /** Changes the tree of a whole file before it is printed, or null. */
  readonly rewrite: ((file: ParseResult<File>) => File) | null;
  /** Simplifies the tree before it is printed, or null. */
  readonly simplify: ((file: File, text: Uint8Array) => void) | null;
}

/** Formats whole files, no more. */
export const plainOptions: FormatOptions = { fragmentOk: false, allErrors: false, rewrite: null, simplify: null };

/** The result: formatted bytes, or the errors that there are in the source. */
export interface FormatResult {
  readonly bytes: Uint8Array;
  readonly errors: readonly SyntaxError[];
  /** Whether the source is a fragment, which is not rewritten. */
  readonly isFragment: boolean;
}

const declsPrefix = ascii('package p;');
const stmtsPrefix = ascii('package p; func _() {');
const stmtsSuffix = ascii('\n\n}');

const Whole = 0;
const Decls = 1;
const Stmts = 2;
type Shape = typeof Whole | typeof Decls | typeof Stmts;

/** Formats a source as gofmt does. The file name appears in errors. */
export function formatSource(filename: string, source: Uint8Array, options: FormatOptions): FormatResult {
  let shape: Shape = Whole;
  let parsed = parseFile(filename, source, options.allErrors);
  if (options.fragmentOk && failsWith(parsed, "expected 'package'")) {
    shape = Decls;
    parsed = parseFile(filename, concat([declsPrefix, source]), options.allErrors);
    if (failsWith(parsed, 'expected declaration')) {
      shape = Stmts;
      parsed = parseFile(filename, concat([stmtsPrefix, source, stmtsSuffix]), options.allErrors);
    }
  }
  const isFragment = shape !== Whole;
  let file = parsed.tree;
  if (file === null) return { bytes: source, errors: parsed.errors, isFragment };
  if (options.rewrite !== null && !isFragment) file = options.rewrite(parsed);
  sortImports(file, parsed.lines, parsed.pool);
  if (options.simplify !== null) options.simplify(file, parsed.pool.bytes);
  const bytes = isFragment ? printFragment(file, parsed, source, shape) : print(file, parsed, gofmtStyle);
  return { bytes, errors: [], isFragment };
}

function failsWith(parsed: ParseResult<File>, message: string): boolean {
  return parsed.errors.length > 0 && errorSummary(parsed.errors).includes(message);
}

/** How a tree is printed; gofmt's way by default. */
export interface PrintOptions {
  readonly indent: number;
  readonly normalizeNumbers: boolean;
  readonly style: Style;
}

const gofmtStyle: PrintOptions = { indent: 0, normalizeNumbers: true, style: Blanks };

/** Prints a file. */
export function print(file: File, { lines, pool }: ParseResult<File>, options: PrintOptions): Uint8Array {
  const p = new Printer(lines, pool, options.normalizeNumbers, false);
  p.begin(file.comments, options.indent);
  printFile(p, file);
  p.end();
  fixBuildLines(p);
  return align(p.out, p.outLength, options.style);
}

/** Prints what was wrapped, with the white space around it and the indentation of its first line kept. */
function printFragment(file: File, parsed: ParseResult<File>, source: Uint8Array, shape: Shape): Uint8Array {
  let lineStart = 0; // of the first line of code
  let code = 0; // its first character
  for (; code < source.length && isSpace(source[code]!); code++) if (source[code] === 0x0a) lineStart = code + 1;
  let tabs = 0;
  for (let i = lineStart; i < code; i++) if (source[i] === 0x09) tabs++;
  if (tabs === 0 && source.subarray(lineStart, code).includes(0x20)) tabs = 1;

  let indent = shape === Stmts ? tabs - 1 : tabs;
  let out = print(file, parsed, { ...gofmtStyle, indent });
  if (shape === Stmts) {
    indent = Math.max(0, indent);
    // Two of the lines around it are indented.
    out = out.subarray(2 * indent + 'package p\n\nfunc _() {'.length, out.length - '}\n'.length);
  } else {
    out = out.subarray(indent + 'package p\n'.length);
  }
  out = trimSpace(out);
  if (out.length === 0) return source;
  let end = source.length;
  while (end > 0 && isSpace(source[end - 1]!)) end--;
  return concat([source.subarray(0, lineStart), new Uint8Array(tabs).fill(0x09), out, source.subarray(end)]);
}

function isSpace(b: number): boolean {
  return b === 0x20 || b === 0x09 || b === 0x0a || b === 0x0d;
}

function trimSpace(bytes: Uint8Array): Uint8Array {
  let start = 0;
  let end = bytes.length;
  while (start < end && isSpace(bytes[start]!)) start++;
  while (end > start && isSpace(bytes[end - 1]!)) end--;
  return bytes.subarray(start, end);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, c => c.charCodeAt(0));
}
