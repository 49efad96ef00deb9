import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import { NameTable } from './nametable.ts';
import * as Operator from './operator.ts';
import { Scanner } from './scanner.ts';
import * as Token from './token.ts';

/** Writes down tokens, errors and comments, with byte offsets. */
class Recorder extends Scanner {
  readonly tokens: string[] = [];
  readonly errors: string[] = [];
  readonly comments: string[] = [];

  constructor(text: string | Uint8Array, allComments = false) {
    super(new NameTable());
    this.allComments = allComments;
    const bytes = typeof text === 'string' ? encodeUtf8(text) : text;
    this.open(bytes, 0, bytes.length, 0);
    for (this.next(); this.tok !== Token.EOF; this.next()) this.tokens.push(this.describe());
  }

  private describe(): string {
    switch (this.tok) {
      case Token.Name:
        return this.lit;
      case Token.Semi:
        return this.lit === 'semicolon' ? ';' : this.lit;
      case Token.Literal:
        return this.literalText() + (this.bad ? '!' : '') + 'IFMRS'[this.litKind];
      case Token.Operator:
        return Operator.text[this.op]!;
      case Token.AssignOp:
        return Operator.text[this.op]! + '=';
      case Token.IncOp:
        return Operator.text[this.op]!.repeat(2);
      default:
        return Token.text[this.tok]!;
    }
  }

  protected override errorAt(pos: number, message: string): void {
    this.errors.push(`${pos}: ${message}`);
  }

  protected override comment(start: number, end: number): void {
    this.comments.push(this.text.original(start, end) + (this.afterBlanks(start) ? '' : '!'));
  }
}

const tokens: readonly (readonly [source: string, want: string])[] = [
  ['', ''],
  ['x', 'x EOF'],
  ['x\n', 'x newline'],
  ['x;y', 'x ; y EOF'],
  ['( \n ) \n', '( ) newline'],
  ['return\nbreak\ncontinue\nfallthrough\n', 'return newline break newline continue newline fallthrough newline'],
  ['if\nfor\nfunc\n', 'if for func'],
  ['iff If _if', 'iff If _if EOF'],
  ['äé日本 x٣', 'äé日本 x٣ EOF'],
  ['x++\ny--', 'x ++ newline y -- EOF'],
  ['x /* a */ y', 'x y EOF'],
  ['x /* a\n */ y', 'x newline y EOF'],
  ['x // a\ny', 'x newline y EOF'],
  ['x // a', 'x EOF'],
  [
    '+ += ++ - -= -- * *= / /= % %= & &= && &^ &^= | |= || ^ ^=',
    '+ += ++ - -= -- * *= / /= % %= & &= && &^ &^= | |= || ^ ^=',
  ],
  ['< <= << <<= <- > >= >> >>= = == ! != ~ : := . ... , ;', '< <= << <<= <- > >= >> >>= = == ! != ~ : := . ... , ;'],
  ['a..b', 'a . . b EOF'],
  ['0 00 0755 1_000 0x_1F 0b1 0O7 089.5', '0I 00I 0755I 1_000I 0x_1FI 0b1I 0O7I 089.5F EOF'],
  ['1. .5 1e3 1E+3 0x1p-2 0x.8P1 1i 0128i 1.5e2i', '1.F .5F 1e3F 1E+3F 0x1p-2F 0x.8P1F 1iM 0128iM 1.5e2iM EOF'],
  ['1.x', '1.F x EOF'],
  [
    "'a' 'ä' '\\n' '\\'' '\\x41' '\\101' '\\u00e9' '\\U0001F600'",
    "'a'R 'ä'R '\\n'R '\\''R '\\x41'R '\\101'R '\\u00e9'R '\\U0001F600'R EOF",
  ],
  ['"" "a\\"b" `r\n\\`', '""S "a\\"b"S `r\n\\`S EOF'],
];

test('tokens', () => {
  for (const [source, want] of tokens) {
    const s = new Recorder(source);
    assert.deepEqual(
      [s.tokens.join(' '), s.errors],
      [want.replace(' EOF', s.tokens.at(-1) === 'EOF' ? ' EOF' : ''), []],
      source,
    );
  }
});

const errors: readonly (readonly [source: string, want: string])[] = [
  ['@', "0: invalid character U+0040 '@'"],
  ['x \x01', '2: invalid character U+0001'],
  ['٣x', "0: identifier cannot begin with digit U+0663 '٣'"],
  ['a‿b', "1: invalid character U+203F '‿' in identifier"],
  ['08', "1: invalid digit '8' in octal literal"],
  ['0b12', "3: invalid digit '2' in binary literal"],
  ['0x', '2: hexadecimal literal has no digits'],
  ['0b.1', '2: invalid radix point in binary literal'],
  ['0x1.0', "5: hexadecimal mantissa requires a 'p' exponent"],
  ['1p3', "1: 'p' exponent requires hexadecimal mantissa"],
  ['0b1e3', "3: 'e' exponent requires decimal mantissa"],
  ['1e', '2: exponent has no digits'],
  ['1__0', "2: '_' must separate successive digits"],
  ['0_x', "1: '_' must separate successive digits"],
  ['1_', "1: '_' must separate successive digits"],
  ["''", "1: empty rune literal or unescaped '"],
  ["'ab'", '0: more than one character in rune literal'],
  ["'a\n", '2: newline in rune literal'],
  ["'a", '0: rune literal not terminated'],
  ['"a\n', '2: newline in string'],
  ['"a', '0: string not terminated'],
  ['`a\n', '0: string not terminated'],
  ['"\\q"', '2: unknown escape'],
  ['"\\400"', '5: octal escape value 256 > 255'],
  ['"\\08"', "3: invalid character '8' in octal escape"],
  ['"\\xg"', "3: invalid character 'g' in hexadecimal escape"],
  ['"\\ud800"', '7: escape is invalid Unicode code point U+D800'],
  ['"\\U00110000"', '11: escape is invalid Unicode code point U+110000'],
  ['/* a', '0: comment not terminated'],
  ['x\0y', '1: invalid NUL character'],
  ['\0x', '0: invalid character U+0000'],
  ['\ufeffx', ''],
  ['x\ufeffy', '1: invalid BOM in the middle of the file'],
];

test('lexical errors', () => {
  for (const [source, want] of errors) assert.equal(new Recorder(source).errors.join('; '), want, source);
});

test('bytes that may not be there are passed over', () => {
  const s = new Recorder(Uint8Array.of(0x69, 0x66, 0x20, 0x61, 0xff, 0x62, 0x20, 0x69, 0, 0x66)); // if a?b i?f
  assert.deepEqual(s.errors, ['4: invalid UTF-8 encoding', '8: invalid NUL character']);
  assert.deepEqual(s.tokens, ['if', 'a\ufffdb', 'i\0f', 'EOF']);
});

test('directives are handed over, and all comments when wanted', () => {
  const source = '//go:a\nx //go:b\n  //go:c\n//line x:1\n/*line y:2*/ /* z */ // g\n';
  assert.deepEqual(new Recorder(source).comments, ['//go:a', '//go:b!', '//go:c', '//line x:1', '/*line y:2*/']);
  assert.deepEqual(new Recorder('// a\n/* b */x', true).comments, ['// a', '/* b */']);
});
