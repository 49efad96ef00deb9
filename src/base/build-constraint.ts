// Build constraints: the expressions of `//go:build` and of the older `// +build`, their errors, and the language
// version that a constraint implies for its file.

import { isDigit, isLetter } from './unicode.ts';

export const Tag = 1;
export const Not = 2;
export const And = 3;
export const Or = 4;

/** A constraint: a tag, `!x`, `x && y` or `x || y`. */
export type Expr =
  | { readonly kind: typeof Tag; readonly tag: string }
  | { readonly kind: typeof Not; readonly x: Expr }
  | { readonly kind: typeof And; readonly x: Expr; readonly y: Expr }
  | { readonly kind: typeof Or; readonly x: Expr; readonly y: Expr };

/** The expression is true of a set of tags. Every tag is asked for, so that all that matter can be recorded. */
export function evaluate(x: Expr, has: (tag: string) => boolean): boolean {
  switch (x.kind) {
    case Tag:
      return has(x.tag);
    case Not:
      return !evaluate(x.x, has);
    case And: {
      const left = evaluate(x.x, has);
      return evaluate(x.y, has) && left;
    }
    case Or: {
      const left = evaluate(x.x, has);
      return evaluate(x.y, has) || left;
    }
  }
}

/** The text of an expression, with the parentheses that it needs. */
export function formatExpr(x: Expr): string {
  const within = (e: Expr, ...kinds: number[]) => (kinds.includes(e.kind) ? `(${formatExpr(e)})` : formatExpr(e));
  switch (x.kind) {
    case Tag:
      return x.tag;
    case Not:
      return '!' + within(x.x, And, Or);
    case And:
      return `${within(x.x, Or)} && ${within(x.y, Or)}`;
    case Or:
      return `${within(x.x, And)} || ${within(x.y, And)}`;
  }
}

/** Parses a whole comment line, of either form; a string is what is wrong with it. */
export function parseConstraint(line: string): Expr | string {
  const go = goBuildText(line);
  if (go !== null) return new ExprParser(go).parse();
  const plus = plusBuildText(line);
  if (plus !== null) return parsePlusBuild(plus);
  return 'not a build constraint';
}

/**
 * As `parseConstraint`, for the formatter: null where the line is malformed, but what follows a whole expression is passed
 * over, as gofmt passes over it.
 */
export function parseLeadingConstraint(line: string): Expr | null {
  const go = goBuildText(line);
  if (go !== null) return new ExprParser(go).parseLeading();
  const x = parseConstraint(line);
  return typeof x === 'string' ? null : x;
}

/** What stands after `//go:build`, or null where the line is no such comment. */
export function goBuildText(line: string): string | null {
  return afterMark(line.startsWith('//go:build') ? line.trimEnd() : '', '//go:build');
}

/** What stands after `// +build`, or null where the line is no such comment. */
export function plusBuildText(line: string): string | null {
  return line.startsWith('//') ? afterMark(line.slice(2).trim(), '+build') : null;
}

function afterMark(line: string, mark: string): string | null {
  if (!line.startsWith(mark) || line.includes('\n')) return null;
  const rest = line.slice(mark.length);
  const text = rest.trim();
  return rest !== '' && text.length === rest.length ? null : text;
}

/** The end of the run of letters, digits, underscores and dots at `at`. */
function tagEnd(s: string, at: number): number {
  while (at < s.length) {
    const c = s.codePointAt(at)!;
    if (!isLetter(c) && !isDigit(c) && c !== 0x5f && c !== 0x2e) return at;
    at += c > 0xffff ? 2 : 1;
  }
  return at;
}

/** gc's limit on the operands of an expression. */
const maxSize = 1000;

class ExprParser {
  private readonly s: string;
  private at = 0;
  private token: string = '';
  private isTag = false;
  private size = 0;
  private error: string = '';

  constructor(s: string) {
    this.s = s;
  }

  parse(): Expr | string {
    const x = this.or();
    if (this.error === '' && this.token !== '') this.fail('unexpected token ' + this.token);
    return this.error === '' ? x : this.error;
  }

  parseLeading(): Expr | null {
    const x = this.or();
    return this.error === '' ? x : null;
  }

  /** The first error counts; the rest of the text is dropped. */
  private fail(why: string): Expr {
    if (this.error === '') this.error = why;
    this.at = this.s.length;
    this.token = '';
    return { kind: Tag, tag: '' };
  }

  private or(): Expr {
    let x = this.and();
    while (this.token === '||') x = { kind: Or, x, y: this.and() };
    return x;
  }

  private and(): Expr {
    let x = this.not();
    while (this.token === '&&') x = { kind: And, x, y: this.not() };
    return x;
  }

  private not(): Expr {
    if (++this.size > maxSize) return this.fail('build expression too large');
    this.next();
    if (this.token !== '!') return this.atom();
    this.next();
    if (this.token === '!') return this.fail('double negation not allowed');
    return { kind: Not, x: this.atom() };
  }

  private atom(): Expr {
    if (this.error !== '') return { kind: Tag, tag: '' };
    if (this.token === '(') {
      return this.closed(this.or());
    }
    if (!this.isTag)
      return this.fail(this.token === '' ? 'unexpected end of expression' : 'unexpected token ' + this.token);
    const tag = this.token;
    this.next();
    return { kind: Tag, tag };
  }

  /** x with its close paren after it. */
  private closed(x: Expr): Expr {
    if (this.error === 'unexpected end of expression') this.error = 'missing close paren';
    if (this.token !== ')') return this.fail('missing close paren');
    this.next();
    return x;
  }

  private next(): void {
    const { s } = this;
    this.isTag = false;
    while (s[this.at] === ' ' || s[this.at] === '\t') this.at++;
    const c = s[this.at];
    if (c === undefined) {
      this.token = '';
      return;
    }
    if (c === '(' || c === ')' || c === '!') {
      this.token = c;
      this.at++;
      return;
    }
    if (c === '&' || c === '|') {
      if (s[this.at + 1] !== c) {
        this.fail('invalid syntax at ' + c);
        return;
      }
      this.token = c + c;
      this.at += 2;
      return;
    }
    const tag = s.slice(this.at, tagEnd(s, this.at));
    if (tag === '') {
      this.fail('invalid syntax at ' + String.fromCodePoint(s.codePointAt(this.at)!));
      return;
    }
    this.token = tag;
    this.isTag = true;
    this.at += tag.length;
  }
}

/** `a,b !c`: commas are and, spaces are or; what cannot be a tag is the tag `ignore`. */
function parsePlusBuild(text: string): Expr | string {
  let x: Expr | null = null;
  let size = 0;
  for (const clause of text.split(/\s+/)) {
    if (clause === '') continue;
    let y: Expr | null = null;
    for (const word of clause.split(',')) {
      const negated = word.startsWith('!') && word !== '!' && !word.startsWith('!!');
      const name = negated ? word.slice(1) : word;
      const tag: Expr = { kind: Tag, tag: name !== '' && tagEnd(name, 0) === name.length ? name : 'ignore' };
      const z: Expr = negated ? { kind: Not, x: tag } : tag;
      if (y !== null) size++;
      y = y === null ? z : { kind: And, x: y, y: z };
    }
    if (x !== null) size++;
    x = x === null ? y! : { kind: Or, x, y: y! }; // a clause has at least one word
  }
  if (size > 100) return 'expression too complex for // +build lines';
  return x ?? { kind: Tag, tag: 'ignore' };
}

/** The language version that a constraint implies: 21 for go1.21, 0 for go1, -1 for none. */
export function impliedGoVersion(x: Expr): number {
  return minVersion(x, false);
}

function minVersion(x: Expr, negated: boolean): number {
  switch (x.kind) {
    case Tag: {
      if (negated) return -1;
      if (x.tag === 'go1') return 0;
      const m = /go1\.(\d+)$/.exec(x.tag);
      return m === null ? -1 : Number(m[1]);
    }
    case Not:
      return minVersion(x.x, !negated);
    case And:
    case Or: {
      const a = minVersion(x.x, negated);
      const b = minVersion(x.y, negated);
      return (x.kind === And) === negated ? Math.min(a, b) : Math.max(a, b);
    }
  }
}
