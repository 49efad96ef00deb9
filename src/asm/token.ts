// Tokens of the assembler. A kind is the code of a character that stands for itself, or one of the negative numbers below.

import { quoteRune } from '../base/quote.ts';

export const EOF = -1;
export const Ident = -2;
export const Int = -3;
export const Float = -4;
export const Char = -5;
export const String = -6;
export const Comment = -8;
export const LSH = -1000; // <<
export const RSH = -1001; // >>
export const ARR = -1002; // ->
export const ROT = -1003; // @>
export const BuildComment = -1005; // a //go:build line
export const MacroName = -1006; // the name of a macro with arguments that is used without them

export const Newline = 10;

/** One of the constants above or a code point. */
export type Kind = number;

/** A token with its text, in which the middle dot has become `.` and the division slash `/`. */
export class Token {
  readonly kind: Kind;
  readonly text: string;

  constructor(kind: Kind, text: string) {
    this.kind = kind;
    this.text = text;
  }
}

/** A token of this raw text. */
export function makeToken(kind: Kind, raw: string): Token {
  return new Token(kind, kind <= Ident ? substitute(raw) : raw);
}

/** The text with Go's names for `·` and `∕`. */
function substitute(raw: string): string {
  for (let i = 0; i < raw.length; i++) {
    const c = raw.charCodeAt(i);
    if (c === 0xb7 || c === 0x2215) return raw.replaceAll('\u00b7', '.').replaceAll('\u2215', '/');
  }
  return raw;
}

/** How messages call a kind. */
export function kindText(kind: Kind): string {
  switch (kind) {
    case EOF:
      return 'EOF';
    case Ident:
      return 'identifier';
    case Int:
      return 'integer constant';
    case Float:
      return 'float constant';
    case Char:
      return 'rune constant';
    case String:
      return 'string constant';
    case Comment:
      return 'comment';
    default:
      return quoteRune(kind);
  }
}
