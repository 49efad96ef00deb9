// `//go:build` lines: their expressions, and the Go version that such a line implies for its file.

import { isDigit, isLetter } from '../base/unicode.ts';

/** A boolean expression over build tags. */
export type Constraint =
  | { readonly op: 'tag'; readonly tag: string }
  | { readonly op: 'not'; readonly x: Constraint }
  | { readonly op: 'and' | 'or'; readonly x: Constraint; readonly y: Constraint };

/** A `//go:build` line that does not parse; Go's words. */
export interface ConstraintError {
  readonly error: string;
}

/** Expressions of more tags than this are refused, as in Go. */
const maxSize = 1000;

/** The text after `//go:build` of a line that is a build constraint (whatever follows), or null for any other line. */
export function splitGoBuild(line: string): string | null {
  if (line.endsWith('\n')) line = line.slice(0, -1);
  if (line.includes('\n') || !line.startsWith('//go:build')) return null;
  const rest = line.trim().slice('//go:build'.length);
  const text = rest.trim();
  return rest.length === text.length && rest !== '' ? null : text;
}

/** Parses the expression of a `//go:build` line. */
export function parseConstraint(text: string): Constraint | ConstraintError {
  try {
    return new ConstraintParser(text).parse();
  } catch (e) {
    if (e instanceof Malformed) return { error: e.message };
    throw e;
  }
}

/** Whether the constraint holds, given which tags do. */
export function evalConstraint(x: Constraint, tag: (name: string) => boolean): boolean {
  switch (x.op) {
    case 'tag':
      return tag(x.tag);
    case 'not':
      return !evalConstraint(x.x, tag);
    case 'and':
      return evalConstraint(x.x, tag) && evalConstraint(x.y, tag);
    case 'or':
      return evalConstraint(x.x, tag) || evalConstraint(x.y, tag);
  }
}

/** The least Go version that the constraint implies, as `go1.N`; empty where it implies none. */
export function constraintGoVersion(x: Constraint): string {
  const v = minVersion(x, true);
  return v < 0 ? '' : v === 0 ? 'go1' : `go1.${v}`;
}

/** N of the least go1.N implied by x, or by its negation; -1 for none. */
function minVersion(x: Constraint, positive: boolean): number {
  switch (x.op) {
    case 'tag': {
      if (!positive) return -1;
      if (x.tag === 'go1') return 0;
      const at = x.tag.indexOf('go1.');
      const digits = at < 0 ? '' : x.tag.slice(at + 4);
      return /^\d+$/.test(digits) ? Number(digits) : -1;
    }
    case 'not':
      return minVersion(x.x, !positive);
    default: {
      const a = minVersion(x.x, positive);
      const b = minVersion(x.y, positive);
      return (x.op === 'and') === positive ? Math.max(a, b) : Math.min(a, b);
    }
  }
}

class Malformed extends Error {}

/** or = and { "||" and }; and = not { "&&" not }; not = [ "!" ] atom; atom = tag | "(" or ")". */
class ConstraintParser {
  private readonly text: string;
  private at = 0;
  private tok = '';
  private isTag = false;
  private size = 0;

  constructor(text: string) {
    this.text = text;
  }

  parse(): Constraint {
    const x = this.or();
    if (this.tok !== '') throw new Malformed('unexpected token ' + this.tok);
    return x;
  }

  private or(): Constraint {
    let x = this.and();
    while (this.tok === '||') x = { op: 'or', x, y: this.and() };
    return x;
  }

  private and(): Constraint {
    let x = this.not();
    while (this.tok === '&&') x = { op: 'and', x, y: this.not() };
    return x;
  }

  private not(): Constraint {
    if (++this.size > maxSize) throw new Malformed('build expression too large');
    this.next();
    if (this.tok !== '!') return this.atom();
    this.next();
    if (this.tok === '!') throw new Malformed('double negation not allowed');
    return { op: 'not', x: this.atom() };
  }

  private atom(): Constraint {
    if (this.tok === '(') {
      return this.parenthesized();
    }
    if (!this.isTag)
      throw new Malformed(this.tok === '' ? 'unexpected end of expression' : 'unexpected token ' + this.tok);
    const tag = this.tok;
    this.next();
    return { op: 'tag', tag };
  }

  /** An unexpected end inside parentheses is told as a missing parenthesis. */
  private parenthesized(): Constraint {
    let x;
    try {
      x = this.or();
    } catch (e) {
      if (e instanceof Malformed && e.message === 'unexpected end of expression') {
        throw new Malformed('missing close paren');
      }
      throw e;
    }
    if (this.tok !== ')') throw new Malformed('missing close paren');
    this.next();
    return x;
  }

  private next(): void {
    const { text } = this;
    this.isTag = false;
    while (text[this.at] === ' ' || text[this.at] === '\t') this.at++;
    const start = this.at;
    const c = text[start];
    if (c === undefined) {
      this.tok = '';
      return;
    }
    if (c === '(' || c === ')' || c === '!') this.at++;
    else if (c === '&' || c === '|') {
      if (text[start + 1] !== c) throw new Malformed('invalid syntax at ' + c);
      this.at += 2;
    } else {
      this.skipTag();
      if (this.at === start) throw new Malformed('invalid syntax at ' + String.fromCodePoint(text.codePointAt(start)!));
      this.isTag = true;
    }
    this.tok = text.slice(start, this.at);
  }

  private skipTag(): void {
    while (this.at < this.text.length) {
      const c = this.text.codePointAt(this.at)!;
      if (!isLetter(c) && !isDigit(c) && c !== 0x5f && c !== 0x2e) return;
      this.at += c > 0xffff ? 2 : 1;
    }
  }
}
