// Build constraints in comments: `//go:build` lines and the `// +build` lines of old. The formatter keeps the two in step
// and brings expressions to one form.

import { isDigit, isLetter } from '../base/unicode.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import { hasPrefix, trimSpace } from './text.ts';

/** A constraint: a tag, `!x`, `x && y` or `x || y`. */
export type Constraint =
  | { readonly op: 'tag'; readonly tag: string }
  | { readonly op: '!'; readonly x: Constraint }
  | { readonly op: '&&' | '||'; readonly x: Constraint; readonly y: Constraint };

/** Go's limit on the terms of an expression. */
const maxTerms = 1000;

/** Go's limit on the operators of the old lines. */
const maxPlusOperators = 100;

/** Whether the comment is a `//go:build` line, well-formed or not. */
export function isGoBuild(bytes: Uint8Array, start: number, end: number): boolean {
  return hasPrefix(bytes, start, end, '//go:build') && goBuildText(decodeUtf8(bytes, start, end)) !== null;
}

/** Whether the comment is a `// +build` line, well-formed or not. */
export function isPlusBuild(bytes: Uint8Array, start: number, end: number): boolean {
  let i = start + 2;
  while (i < end && (bytes[i] === 0x20 || bytes[i] === 0x09)) i++;
  // Any other space before the plus is left to the careful way.
  if (i < end && bytes[i] !== 0x2b && bytes[i]! < 0x80 && bytes[i]! > 0x20) return false;
  return plusBuildText(decodeUtf8(bytes, start, end)) !== null;
}

/** The text that follows a keyword and a space; null where no space follows. */
function argument(line: string, keyword: number): string | null {
  const rest = line.slice(keyword);
  const text = trimSpace(rest);
  return rest !== '' && text.length === rest.length ? null : text;
}

function goBuildText(line: string): string | null {
  return line.startsWith('//go:build') ? argument(trimSpace(line), 10) : null;
}

function plusBuildText(line: string): string | null {
  if (!line.startsWith('//')) return null;
  const rest = trimSpace(line.slice(2));
  return rest.startsWith('+build') ? argument(rest, 6) : null;
}

/** The constraint of a build line, null if it is not well-formed. */
export function parseBuildLine(line: string): Constraint | null {
  const text = goBuildText(line);
  if (text !== null) return new ConstraintParser(text).parse();
  const old = plusBuildText(line);
  return old === null ? null : parsePlusBuild(old);
}

class ConstraintParser {
  private readonly text: string;
  private at = 0;
  private tok = '';
  private isTag = false;
  private terms = 0;
  private broken = false;

  constructor(text: string) {
    this.text = text;
  }

  /** As in Go, what follows a whole expression is an error that the formatter does not see. */
  parse(): Constraint | null {
    const x = this.or();
    return this.broken ? null : x;
  }

  private or(): Constraint {
    let x = this.and();
    while (this.tok === '||' && !this.broken) x = { op: '||', x, y: this.and() };
    return x;
  }

  private and(): Constraint {
    let x = this.not();
    while (this.tok === '&&' && !this.broken) x = { op: '&&', x, y: this.not() };
    return x;
  }

  private not(): Constraint {
    if (++this.terms > maxTerms) return this.fail();
    this.lex();
    if (this.tok !== '!') return this.atom();
    this.lex();
    return this.tok === '!' ? this.fail() : { op: '!', x: this.atom() };
  }

  private atom(): Constraint {
    if (this.tok === '(' && !this.broken) {
      const x = this.or();
      if ((this.tok as string) !== ')') return this.fail();
      this.lex();
      return x;
    }
    if (!this.isTag) return this.fail();
    const { tok } = this;
    this.lex();
    return { op: 'tag', tag: tok };
  }

  private fail(): Constraint {
    this.broken = true;
    this.tok = '';
    this.isTag = false;
    return { op: 'tag', tag: '' };
  }

  private lex(): void {
    if (this.broken) return;
    const { text } = this;
    this.isTag = false;
    while (text[this.at] === ' ' || text[this.at] === '\t') this.at++;
    const rest = text.slice(this.at);
    const c = rest[0] ?? '';
    if (c === '' || c === '(' || c === ')' || c === '!') {
      this.tok = c;
    } else if (c === '&' || c === '|') {
      if (rest[1] !== c) this.fail();
      else this.tok = c + c;
    } else {
      let n = 0;
      for (const r of rest) {
        if (!isTagRune(r)) break;
        n += r.length;
      }
      if (n === 0) {
        this.fail();
        return;
      }
      this.tok = rest.slice(0, n);
      this.isTag = true;
    }
    this.at += this.tok.length;
  }
}

function isTagRune(r: string): boolean {
  const c = r.codePointAt(0)!;
  return r === '_' || r === '.' || isLetter(c) || isDigit(c);
}

function isValidTag(word: string): boolean {
  return word !== '' && [...word].every(isTagRune);
}

function parsePlusBuild(text: string): Constraint | null {
  let operators = 0;
  let x: Constraint | null = null;
  for (const clause of text.split(/[\s\u0085]+/u)) {
    if (clause === '') continue;
    let y: Constraint | null = null;
    for (const lit of clause.split(',')) {
      let z: Constraint;
      if (lit.startsWith('!!') || lit === '!') {
        z = { op: 'tag', tag: 'ignore' };
      } else {
        const tag = lit.startsWith('!') ? lit.slice(1) : lit;
        z = { op: 'tag', tag: isValidTag(tag) ? tag : 'ignore' };
        if (tag !== lit) z = { op: '!', x: z };
      }
      if (y !== null && ++operators > maxPlusOperators) return null;
      y = y === null ? z : { op: '&&', x: y, y: z };
    }
    if (x !== null && ++operators > maxPlusOperators) return null;
    x = x === null ? y : { op: '||', x, y: y! };
  }
  return x ?? { op: 'tag', tag: 'ignore' };
}

/** The constraint as a `//go:build` line has it. */
export function constraintText(x: Constraint): string {
  switch (x.op) {
    case 'tag':
      return x.tag;
    case '!': {
      const text = constraintText(x.x);
      return x.x.op === '&&' || x.x.op === '||' ? `!(${text})` : '!' + text;
    }
    default: {
      // An operator in the other's operand gets parentheses.
      const operand = (y: Constraint): string => {
        const text = constraintText(y);
        return (y.op === '&&' || y.op === '||') && y.op !== x.op ? `(${text})` : text;
      };
      return `${operand(x.x)} ${x.op} ${operand(x.y)}`;
    }
  }
}

/** The `// +build` lines that say the same; null if there are none. */
export function plusBuildLines(x: Constraint): string[] | null {
  // Lines are joined by and, fields of a line by or, parts of a field by and.
  const split: string[][][] = [];
  for (const line of operands(pushNot(x, false), '&&')) {
    const fields: string[][] = [];
    for (const field of operands(line, '||')) {
      const parts = operands(field, '&&');
      if (parts.some(part => part.op === '||')) return null;
      fields.push(parts.map(constraintText));
    }
    split.push(fields);
  }
  const lines = split.every(fields => fields.length === 1) ? [[split.flatMap(fields => fields[0]!)]] : split;
  return lines.map(fields => '// +build' + fields.map(parts => ' ' + parts.join(',')).join(''));
}

/** Moves negation down to the tags. */
function pushNot(x: Constraint, not: boolean): Constraint {
  switch (x.op) {
    case 'tag':
      return not ? { op: '!', x } : x;
    case '!':
      return pushNot(x.x, !not);
    default:
      return { op: not ? (x.op === '&&' ? '||' : '&&') : x.op, x: pushNot(x.x, not), y: pushNot(x.y, not) };
  }
}

function operands(x: Constraint, op: '&&' | '||'): Constraint[] {
  return x.op === op ? [...operands(x.x, op), ...operands(x.y, op)] : [x];
}
