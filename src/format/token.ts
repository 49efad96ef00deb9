// The tokens of the formatter, in go/token's terms: every operator is a token of its own, because the formatter prints
// what it read and words its errors as go/parser does.

export const Illegal = 0;
export const EOF = 1;
export const Comment = 2;

// Literals: tokens with a text of their own.
export const Ident = 3;
export const Int = 4;
export const Float = 5;
export const Imag = 6;
export const Char = 7;
export const String = 8;

// Operators and delimiters.
export const Add = 9; // +
export const Sub = 10; // -
export const Mul = 11; // *
export const Quo = 12; // /
export const Rem = 13; // %
export const And = 14; // &
export const Or = 15; // |
export const Xor = 16; // ^
export const Shl = 17; // <<
export const Shr = 18; // >>
export const AndNot = 19; // &^
export const AddAssign = 20; // +=
export const SubAssign = 21; // -=
export const MulAssign = 22; // *=
export const QuoAssign = 23; // /=
export const RemAssign = 24; // %=
export const AndAssign = 25; // &=
export const OrAssign = 26; // |=
export const XorAssign = 27; // ^=
export const ShlAssign = 28; // <<=
export const ShrAssign = 29; // >>=
export const AndNotAssign = 30; // &^=
export const Land = 31; // &&
export const Lor = 32; // ||
export const Arrow = 33; // <-
export const Inc = 34; // ++
export const Dec = 35; // --
export const Eql = 36; // ==
export const Lss = 37; // <
export const Gtr = 38; // >
export const Assign = 39; // =
export const Not = 40; // !
export const Tilde = 41; // ~
export const Neq = 42; // !=
export const Leq = 43; // <=
export const Geq = 44; // >=
export const Define = 45; // :=
export const Ellipsis = 46; // ...
export const Lparen = 47; // (
export const Lbrack = 48; // [
export const Lbrace = 49; // {
export const Comma = 50; // ,
export const Period = 51; // .
export const Rparen = 52; // )
export const Rbrack = 53; // ]
export const Rbrace = 54; // }
export const Semicolon = 55; // ;
export const Colon = 56; // :

// Keywords.
export const Break = 57;
export const Case = 58;
export const Chan = 59;
export const Const = 60;
export const Continue = 61;
export const Default = 62;
export const Defer = 63;
export const Else = 64;
export const Fallthrough = 65;
export const For = 66;
export const Func = 67;
export const Go = 68;
export const Goto = 69;
export const If = 70;
export const Import = 71;
export const Interface = 72;
export const Map = 73;
export const Package = 74;
export const Range = 75;
export const Return = 76;
export const Select = 77;
export const Struct = 78;
export const Switch = 79;
export const Type = 80;
export const Var = 81;

/** One of the constants of this module. */
export type Kind = number;

/** The spelling of each token; of those that have none, the name that error messages use. */
export const texts: readonly string[] = (
  'ILLEGAL EOF COMMENT IDENT INT FLOAT IMAG CHAR STRING + - * / % & | ^ << >> &^ += -= *= /= %= &= |= ^= <<= >>= &^= ' +
  '&& || <- ++ -- == < > = ! ~ != <= >= := ... ( [ { , . ) ] } ; : break case chan const continue default defer else ' +
  'fallthrough for func go goto if import interface map package range return select struct switch type var'
).split(' ');

/** The bytes of each token's spelling. */
export const spellings: readonly Uint8Array[] = texts.map(text => Uint8Array.from(text, c => c.charCodeAt(0)));

/** Whether error messages show the token's own text in place of its name. */
export function isLiteral(tok: Kind): boolean {
  return tok >= Ident && tok <= String;
}

/** Precedence of what is no binary operator. */
export const LowestPrec = 0;
/** Binds closer than every binary operator. */
export const UnaryPrec = 6;
/** Selectors, indexes, calls. */
export const HighestPrec = 7;

/** The precedence of a binary operator, 1 to 5, else `LowestPrec`. */
export function precedence(op: Kind): number {
  switch (op) {
    case Lor:
      return 1;
    case Land:
      return 2;
    case Eql:
    case Neq:
    case Lss:
    case Leq:
    case Gtr:
    case Geq:
      return 3;
    case Add:
    case Sub:
    case Or:
    case Xor:
      return 4;
    case Mul:
    case Quo:
    case Rem:
    case Shl:
    case Shr:
    case And:
    case AndNot:
      return 5;
    default:
      return LowestPrec;
  }
}

/** The keyword at bytes[start, end), else `Ident`. */
export function lookup(bytes: Uint8Array, start: number, end: number): Kind {
  const n = end - start;
  if (n < 2 || n > 11) return Ident;
  const slot = keywordSlots[keywordHash(bytes[start]!, bytes[start + 1]!, n)]!;
  if (slot === 0) return Ident;
  const spelling = spellings[slot]!;
  if (spelling.length !== n) return Ident;
  for (let i = 0; i < n; i++) if (spelling[i] !== bytes[start + i]) return Ident;
  return slot;
}

// gc's own hash: no two keywords share a slot.
function keywordHash(c0: number, c1: number, n: number): number {
  return (((c0 << 4) ^ c1) + n) & 63;
}

const keywordSlots = new Uint8Array(64);
for (let tok = Break; tok <= Var; tok++) {
  const s = spellings[tok]!;
  keywordSlots[keywordHash(s[0]!, s[1]!, s.length)] = tok;
}
