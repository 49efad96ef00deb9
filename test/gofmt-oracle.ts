// The real gofmt on many sources at once, and damage to white space for it and burrow's formatter to repair.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { errorText } from '../src/format/errors.ts';
import type { FormatOptions } from '../src/format/format.ts';
import { formatSource } from '../src/format/format.ts';
import { Lines } from '../src/format/lines.ts';
import { Scanner } from '../src/format/scanner.ts';
import { TextPool } from '../src/format/text.ts';
import * as Token from '../src/format/token.ts';
import { goroot } from './goroot.ts';
import type { Random } from './random.ts';

/** The real gofmt, or null where it is not installed. */
export const gofmtTool: string | null =
  goroot !== null && fs.existsSync(path.join(goroot, 'bin', 'gofmt')) ? path.join(goroot, 'bin', 'gofmt') : null;

/** A source that burrow formats otherwise than gofmt, or with other errors. */
export interface Difference {
  readonly index: number;
  readonly source: Uint8Array;
  readonly got: Uint8Array;
  readonly want: Uint8Array;
  readonly gotErrors: string;
  readonly wantErrors: string;
}

/** What gofmt and burrow make of sources. */
export interface Comparison {
  readonly differences: Difference[];
  /** Sources with errors. */
  readonly broken: number;
}

/** Formats the sources with both. `flags` are gofmt's, which `options` state for burrow. */
export function compareWithGofmt(
  tool: string,
  sources: readonly Uint8Array[],
  flags: readonly string[],
  options: FormatOptions,
): Comparison {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-gofmt-'));
  try {
    const names = sources.map((_, i) => String(i).padStart(6, '0') + '.go');
    for (let i = 0; i < sources.length; i++) fs.writeFileSync(path.join(dir, names[i]!), sources[i]!);
    const done = spawnSync(tool, ['-w', ...flags, '.'], { cwd: dir, encoding: 'utf8', maxBuffer: 1 << 30 });
    const wantErrors = new Map<string, string>();
    for (const line of done.stderr.split(/(?<=\n)/)) {
      // An error in a text of several lines, or of another file by a line directive, belongs to the file before.
      const name = names[Number(/^(\d{6})\.go:/.exec(line)?.[1] ?? -1)] ?? 'other';
      wantErrors.set(name, (wantErrors.get(name) ?? '') + line);
    }
    const differences: Difference[] = [];
    let broken = 0;
    let otherGot = '';
    for (let i = 0; i < sources.length; i++) {
      const name = names[i]!;
      const source = sources[i]!;
      const result = formatSource(name, source, options);
      if (result.errors.length > 0) broken++;
      let gotErrors = '';
      for (const e of result.errors) {
        const line = errorText(e) + '\n';
        for (const part of line.split(/(?<=\n)/)) {
          if (part.startsWith(name + ':')) gotErrors += part;
          else otherGot += part;
        }
      }
      const got = result.errors.length > 0 ? source : result.bytes;
      const want = fs.readFileSync(path.join(dir, name));
      if (gotErrors !== (wantErrors.get(name) ?? '') || Buffer.compare(got, want) !== 0) {
        differences.push({ index: i, source, got, want, gotErrors, wantErrors: wantErrors.get(name) ?? '' });
      }
    }
    const otherWant = wantErrors.get('other') ?? '';
    if (otherGot !== otherWant) {
      const none = new Uint8Array(0);
      differences.push({ index: -1, source: none, got: none, want: none, gotErrors: otherGot, wantErrors: otherWant });
    }
    return { differences, broken };
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** The first line in which two texts differ, as `line: got / want`. */
export function firstDifference(got: Uint8Array, want: Uint8Array): string {
  const a = Buffer.from(got).toString('utf8').split('\n');
  const b = Buffer.from(want).toString('utf8').split('\n');
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (a[i] !== b[i]) return `${i + 1}:\n  got  ${JSON.stringify(a[i])}\n  want ${JSON.stringify(b[i])}`;
  }
  return 'equal';
}

/**
 * The source with its white space changed: indentation and blanks between tokens, blank lines, line breaks where they
 * mean nothing. Tokens stay as they are and so do the semicolons that newlines stand for.
 */
export function damageSpace(source: Uint8Array, random: Random): Uint8Array {
  return damageGaps(source, random, damageGap);
}

/** The source with comments strewn between its tokens; some of them break it. */
export function strewComments(source: Uint8Array, random: Random): Uint8Array {
  const rate = 4 + random.below(60);
  return damageGaps(source, random, (gap, _prev, last) => {
    if (random.below(rate) !== 0) return gap;
    const text = Buffer.from(gap).toString('latin1');
    // Where a newline would mean a semicolon, only comments without one.
    const newlineOk = text.includes('\n') || last === Token.Comma || last === Token.Lbrace || isBinary(last);
    const comment = random.pick(newlineOk && random.below(50) > 0 ? strewn : strewn.slice(0, 2));
    const i = text.includes('/') ? text.length : random.below(text.length + 1);
    return Buffer.from(text.slice(0, i) + comment + text.slice(i), 'latin1');
  });
}

const strewn = [
  '/* c */',
  ' /* c */ ',
  '/* a\nb */',
  '\n/* c */',
  '/*\n\t * stars\n\t */\n',
  '/*\n   text\n     more\n*/',
  '\n\n// c\n',
  '// c\n',
  '\n// c\n\n',
  '\n\t// c\n\t/* d */\n',
  '/* c */ // d\n',
  '\n//line x.go:7\n',
  '\n//go:build x\n',
];

type ChangeGap = (gap: Uint8Array, prev: Token.Kind, last: Token.Kind, next: Token.Kind, random: Random) => Uint8Array;

function damageGaps(source: Uint8Array, random: Random, change: ChangeGap): Uint8Array {
  const scanner = new Scanner(source, new Lines('', source), new TextPool(source), () => {});
  const out: Uint8Array[] = [];
  let end = 0; // of the token before
  let prev: Token.Kind = Token.EOF;
  let last = Token.EOF; // token that is no comment
  const rate = 2 + random.below(6);
  for (;;) {
    scanner.scan();
    const { tok, pos } = scanner;
    if (tok === Token.Semicolon && scanner.implicit) {
      last = tok; // a newline that stays
      continue;
    }
    const gap = source.subarray(end, pos);
    out.push(random.below(rate) === 0 ? change(gap, prev, last, tok, random) : gap);
    if (tok === Token.EOF) break;
    end = tokenEnd(source, tok, pos, scanner.tokEnd);
    out.push(source.subarray(pos, end));
    prev = tok;
    if (tok !== Token.Comment) last = tok;
  }
  return Buffer.concat(out);
}

function tokenEnd(source: Uint8Array, tok: Token.Kind, pos: number, end: number): number {
  if (tok === Token.Comment) {
    const close =
      source[pos + 1] === 0x2a
        ? Buffer.from(source.buffer, source.byteOffset).indexOf('*/', pos + 2) + 2
        : source.indexOf(10, pos);
    return close < pos ? source.length : close;
  }
  if (Token.isLiteral(tok)) return end;
  return pos + Token.texts[tok]!.length;
}

const blanks = ['', ' ', '  ', '\t', ' \t ', '        '];

function damageGap(gap: Uint8Array, prev: Token.Kind, last: Token.Kind, next: Token.Kind, random: Random): Uint8Array {
  const text = Buffer.from(gap).toString('latin1');
  if (/[^ \t\r\n]/.test(text)) return gap;
  const newlines = text.split('\n').length - 1;
  const lineComment = prev === Token.Comment || next === Token.Comment;
  if (newlines > 0) {
    // Joining lines is safe only where no semicolon and no comment is between them.
    const breaks = [Token.Comma, Token.Lparen, Token.Lbrace, Token.Lbrack].includes(last) || isBinary(last);
    if (breaks && !lineComment && random.below(6) === 0) return Buffer.from(' ');
    let s = '';
    const n = random.below(3) === 0 ? 1 + random.below(4) : newlines;
    for (let i = 0; i < n; i++) s += random.pick(['', '', ' ', '\t', '   ']) + (random.below(40) === 0 ? '\r\n' : '\n');
    return Buffer.from(s + random.pick(blanks));
  }
  if (!lineComment && random.below(8) === 0 && (last === Token.Comma || last === Token.Lbrace || isBinary(last))) {
    return Buffer.from(random.pick(['\n', '\n\n', '\n\t', '\n\n\n']));
  }
  let s = random.pick(blanks);
  if (s === '' && text !== '' && !isDelimiter(prev) && !isDelimiter(next)) s = ' ';
  return Buffer.from(s);
}

function isBinary(tok: Token.Kind): boolean {
  return Token.precedence(tok) > 0 && tok !== Token.Mul && tok !== Token.And && tok !== Token.Sub && tok !== Token.Add;
}

function isDelimiter(tok: Token.Kind): boolean {
  return [Token.Lparen, Token.Rparen, Token.Lbrack, Token.Rbrack, Token.Comma, Token.Semicolon].includes(tok as 47);
}

/** A file of declarations with doc comments of random form: lists, code, headings, links, quotations, directives. */
export function randomDocs(random: Random): Uint8Array {
  let out = random.below(4) === 0 ? 'package p\n// C\nimport "C"\n' : 'package p\n';
  for (let n = 1 + random.below(8); n > 0; n--) {
    out += '\n';
    const general = random.below(8) === 0;
    if (general) out += '/*\n';
    for (let lines = 1 + random.below(9); lines > 0; lines--) {
      const indent = random.pick(['', '', '', ' ', '  ', '\t', '   ', ' \t']);
      let line = random.below(5) === 0 ? '' : indent + random.pick(docStarts);
      for (let words = random.below(5); words > 0; words--)
        line += random.pick(docWords) + random.pick([' ', ' ', '', '\t']);
      line += random.pick(['', '', '', '.', ':', ' {', '\\', ' ']);
      out += general ? line.replaceAll('*/', '') + '\n' : '//' + random.pick([' ', ' ', ' ', '', '\t']) + line + '\n';
    }
    if (general) out += '*/\n';
    out += random.pick(['func f()\n', 'var x int\n', 'type T int\n', '\nconst c = 1\n', '\tvar y = 2\n']);
  }
  return Buffer.from(out);
}

const docStarts = [
  '',
  '',
  '',
  'Text ',
  'text ',
  '# ',
  '#',
  '- ',
  '* ',
  '+ ',
  '\u2022 ',
  '1. ',
  '2) ',
  '10. ',
  '-',
  '}',
  '[Go]: https://go.dev/x',
  '[x y]: http://a.b',
  '[Unused]: ftp://z',
  'go:noinline',
  'line ',
  'export F',
  'Heading',
  'A Heading of Old',
  "It's a heading",
  'func main() {',
  '```',
  '\u00c9tude',
];
const docWords = [
  'word',
  'Word',
  '[Go]',
  '[x y]',
  '[io.Reader]',
  '[math]',
  '[nope.Foo]',
  '[a/b.C]',
  "``quoted''",
  '``',
  "''",
  "it's",
  'http://go.dev/``x',
  'https://x.y/(z)',
  '[http://a]',
  'a.b',
  'x,',
  '(y)',
  'caf\u00e9',
  '[*os.File]',
  '[[Go]',
  'map[ast.Expr]T',
  ';',
];
