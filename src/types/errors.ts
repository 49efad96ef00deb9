// How the checker reports the user's mistakes. An error has a code, a position and a text; some have further lines that
// point elsewhere ("other declaration of x"). Texts are built with template strings and the functions of format.ts.
//
// An error whose text speaks of an invalid operand or type only follows from another one; it is dropped once something
// was reported. The text must not begin with these words: such an error is about the invalid thing itself.

import type { Pos } from '../base/pos.ts';
import { formatPosition } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import { assert } from '../diag/internal-error.ts';
import type { Node } from '../syntax/nodes.ts';
import { startPos } from '../syntax/positions.ts';
import type { Checker } from './checker.ts';
import type { Obj } from './object.ts';
import { ObjectBase } from './object.ts';
import { Operand } from './operand.ts';
import type { Package } from './package.ts';

/** What an error can be about. A node and an operand stand for the place where their text starts. */
export type At = Pos | Node | Operand | Obj;

/** How errors about arguments begin. */
export const invalidArg = 'invalid argument: ';
/** How errors about operations begin. */
export const invalidOp = 'invalid operation: ';

/** The position at which an error about `at` is reported. */
export function atPos(at: At): Pos {
  if (typeof at === 'number') return at;
  if (at instanceof Operand) return at.expr === null ? 0 : startPos(at.expr);
  if (at instanceof ObjectBase) return at.pos;
  return startPos(at);
}

/** An error of several lines. The first `addf` gives its position; `report` sends it on. */
export class ErrorParts {
  private readonly check: Checker;
  private readonly code: number;
  private readonly pos: Pos[] = [];
  private readonly texts: string[] = [];
  soft = false;

  constructor(check: Checker, code: number) {
    assert(code !== 0, 'an error has a code');
    this.check = check;
    this.code = code;
  }

  /** Adds a line. */
  addf(at: At, text: string): this {
    this.pos.push(atPos(at));
    this.texts.push(text);
    return this;
  }

  /** Adds a line that points to the other declaration of obj's name, if it comes from source. */
  addAltDecl(obj: Obj): this {
    // "other", not "previous": the first that the checker sees need not stand first.
    return obj.pos === 0 ? this : this.addf(obj, `other declaration of ${obj.name}`);
  }

  /** Nothing was added yet. */
  empty(): boolean {
    return this.texts.length === 0;
  }

  /** The position of the error; NoPos while it is empty. */
  firstPos(): Pos {
    return this.empty() ? 0 : this.pos[0]!;
  }

  /** All lines as one text, without the first position. */
  message(): string {
    let text = this.texts[0]!;
    for (let i = 1; i < this.texts.length; i++) {
      const pos = this.pos[i]!;
      text += '\n\t' + (pos === 0 ? '' : `${positionString(this.check, pos)}: `) + this.texts[i]!;
    }
    return text;
  }

  /** Reports the error; it must not be used afterwards. */
  report(): void {
    assert(this.texts.length > 0, 'an error says something');
    const check = this.check;
    if (check.errorCount > 0 && isFollowUp(this.texts[0]!)) return;
    emit(check, this.pos[0]!, this.code, this.message(), this.soft);
  }
}

/** A new error of several lines. */
export function newError(check: Checker, code: number): ErrorParts {
  return new ErrorParts(check, code);
}

/** Reports an error of one line. */
export function errorf(check: Checker, at: At, code: number, message: string): void {
  if (check.errorCount > 0 && isFollowUp(message)) return;
  emit(check, atPos(at), code, message, false);
}

/** Reports an error that leaves the package usable. */
export function softErrorf(check: Checker, at: At, code: number, message: string): void {
  if (check.errorCount > 0 && isFollowUp(message)) return;
  emit(check, atPos(at), code, message, true);
}

/** Reports that `what` needs a newer language version, N of go1.N. */
export function versionErrorf(check: Checker, at: At, version: number, what: string): void {
  errorf(check, at, Code.UnsupportedFeature, `${what} requires go1.${version} or later`);
}

function isFollowUp(message: string): boolean {
  return message.indexOf('invalid operand') > 0 || message.indexOf('invalid type') > 0;
}

function emit(check: Checker, pos: Pos, code: number, message: string, soft: boolean): void {
  assert(code !== 0, 'an error has a code');
  // The initialiser of a constant that repeats the one above stands there; the constant at hand is at fault.
  if (check.env.errpos !== 0) pos = check.env.errpos;
  let text = code === Code.InvalidSyntaxTree ? `invalid syntax tree: ${message}` : message;
  // gc's annotation of type parameters with subscripts is for its traces, and taken out of every text.
  text = text.replace(/[\u2080-\u2089]/g, '');
  check.errorCount++;
  check.conf.reporter.report({ pos, code, message: text, soft });
}

/** A position within a text. After a `//line` directive both positions are shown, as gc does. */
export function positionString(check: Checker, pos: Pos): string {
  const file = check.conf.fset.file(pos);
  if (file === null) return formatPosition(null);
  const rel = file.position(pos - file.base);
  const text = formatPosition(rel);
  const line = file.line(pos - file.base);
  const col = file.col(pos - file.base);
  if (rel.filename === file.name && rel.line === line && rel.col === col) return text;
  return `${text}[${formatPosition({ filename: file.name, line, col })}]`;
}

/**
 * How messages name a package: not at all where it is the one being checked, by its path in quotes where several packages
 * of the program have its name, else by its name.
 */
export function qualifier(check: Checker, pkg: Package): string {
  if (pkg === check.pkg) return '';
  let paths = check.pkgPaths;
  if (paths === null) {
    paths = new Map();
    check.pkgPaths = paths;
    markImports(paths, new Set(), check.pkg);
  }
  const same = paths.get(pkg.name);
  return same !== undefined && same.size > 1 ? JSON.stringify(pkg.path) : pkg.name;
}

/** Enters the names and paths of pkg and of all that it imports. */
export function markImports(paths: Map<string, Set<string>>, seen: Set<Package>, pkg: Package): void {
  if (seen.has(pkg)) return;
  seen.add(pkg);
  if (pkg.open !== null) pkg.open();
  const same = paths.get(pkg.name);
  if (same === undefined) paths.set(pkg.name, new Set([pkg.path]));
  else same.add(pkg.path);
  for (const imp of pkg.imports) markImports(paths, seen, imp);
}
