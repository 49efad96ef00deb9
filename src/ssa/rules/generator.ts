// Makes a matcher from rewrite rules. One rule a line; the first that fits wins, so the most specific stand first.
//
//     (Add.I64 x (ConstInt [c,h])) && isInt32(c, h) => (ADDconst [c] x)
//
// A pattern is an operation with, each optional: `.Kind` (or `.(I8|I16)`) for the value's kind; `[lo]` or `[lo,hi]` for its
// constant columns; `{aux}`; then its arguments, or `...` when they do not matter. A name binds what stands there; a name that is
// bound already must be equal; a number must be equal; `_` is anything. `l:(Load p)` binds the value itself. The arguments
// of a commutative operation are tried in both orders.
// A condition is an expression of TypeScript over the bound names, `v` (the value at hand), `f` (the function) and `r` (the Rewriter).
// A result is a name (v becomes a copy of it) or an operation: `.Kind` is the kind of a new value (default: v's), `.=x` that of
// x; v itself keeps its kind unless the result says otherwise. `[lo]`, `[lo,hi]` and `{aux}` hold expressions; hi is the sign
// of lo unless given.
// Comments start with //.

import { assert } from '../../diag/internal-error.ts';
import * as OpFlag from '../opflag.ts';
import * as Scalar from '../scalar.ts';

/** A table of operations that rules may name, and the name of the import that has their numbers. */
export interface RuleOps {
  readonly module: string;
  readonly names: readonly string[];
  readonly flags: ArrayLike<number>;
}

/** What the generated file needs beside the rules. */
export interface RuleFile {
  /** Of the generated function: `rewriteOpt`. */
  readonly name: string;
  /** Where the rules are, for the first line. */
  readonly source: string;
  /** Import lines: the modules of `ops`, `Scalar`, the Rewriter, and functions that conditions call. */
  readonly imports: readonly string[];
  readonly ops: readonly RuleOps[];
}

interface Node {
  readonly bind: string;
  readonly op: string;
  readonly kind: string;
  readonly consts: readonly string[];
  readonly aux: string;
  readonly args: readonly (Node | string)[];
  readonly anyArgs: boolean;
}

/** Reads one side of a rule. */
class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  node(): Node | string {
    const n = this.operand();
    this.space();
    assert(this.at === this.text.length, `rule ends before ${this.text.slice(this.at)}`);
    return n;
  }

  private space(): void {
    while (this.text[this.at] === ' ') this.at++;
  }

  private word(): string {
    const m = /^[\w$]+|^\.\.\./.exec(this.text.slice(this.at));
    assert(m !== null, `a name at ${this.text.slice(this.at)}`);
    this.at += m[0].length;
    return m[0];
  }

  private operand(): Node | string {
    this.space();
    let bind = '';
    if (this.text[this.at] !== '(') {
      const word = this.word();
      if (this.text[this.at] !== ':') return word;
      this.at++;
      bind = word;
    }
    assert(this.text[this.at] === '(', `( at ${this.text.slice(this.at)}`);
    this.at++;
    const op = this.word();
    let kind = '';
    if (this.text[this.at] === '.') {
      const m = /^\.(\([\w|]+\)|=?\w+)/.exec(this.text.slice(this.at))!;
      kind = m[1]!;
      this.at += m[0].length;
    }
    let consts: string[] = [];
    let aux = '';
    const args: (Node | string)[] = [];
    let anyArgs = false;
    for (;;) {
      this.space();
      const c = this.text[this.at];
      if (c === ')') break;
      if (c === '[') consts = splitTop(this.bracketed(']'));
      else if (c === '{') aux = this.bracketed('}');
      else {
        const a = this.operand();
        if (a === '...') anyArgs = true;
        else args.push(a);
      }
    }
    this.at++;
    return { bind, op, kind, consts, aux, args, anyArgs };
  }

  private bracketed(close: string): string {
    const open = this.text[this.at]!;
    const start = ++this.at;
    let depth = 1;
    for (; depth > 0; this.at++) {
      const c = this.text[this.at];
      assert(c !== undefined, `${close} is missing`);
      if (c === open) depth++;
      else if (c === close) depth--;
    }
    return this.text.slice(start, this.at - 1);
  }
}

/** The parts of a list between commas outside parentheses. */
function splitTop(s: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < s.length; i++) {
    if (s[i] === '(') depth++;
    else if (s[i] === ')') depth--;
    else if (s[i] === ',' && depth === 0) {
      out.push(s.slice(start, i).trim());
      start = i + 1;
    }
  }
  out.push(s.slice(start).trim());
  return out;
}

/** The text of the file with the matcher. */
export function generateRules(rules: string, file: RuleFile): string {
  const byOp = new Map<string, string[]>();
  for (const raw of rules.split('\n')) {
    const line = raw.replace(/(^|\s)\/\/.*$/, '').trim();
    if (line === '') continue;
    const g = new RuleWriter(file);
    const { op, text } = g.rule(line);
    const list = byOp.get(op);
    if (list === undefined) byOp.set(op, [text]);
    else list.push(text);
  }
  // The compiler of TypeScript needs minutes for the flow of functions like these; what they call is checked where it is declared.
  const out: string[] = [
    '// @ts-nocheck',
    '/* oxlint-disable */',
    `// Generated by ssa/rules/generator.ts from ${file.source}.`,
    '',
  ];
  out.push(...file.imports, '');
  out.push('/** Applies the first rule that fits v; false when none does. */');
  out.push(`export function ${file.name}(r: Rewriter, v: Value): boolean {`, '  switch (r.f.op[v]!) {');
  for (const op of byOp.keys()) out.push(`    case ${op}:`, `      return ${functionName(op)}(r, v);`);
  out.push('    default:', '      return false;', '  }', '}');
  for (const [op, list] of byOp) {
    out.push('', `function ${functionName(op)}(r: Rewriter, v: Value): boolean {`, '  const f = r.f;');
    out.push(...list, '  return false;', '}');
  }
  return `${out.join('\n')}\n`;
}

function functionName(op: string): string {
  return `rewrite${op.replace('.', '')}`;
}

/** Writes the code of one rule. */
class RuleWriter {
  private readonly file: RuleFile;
  private readonly lines: string[] = [];
  private readonly bound = new Set<string>();
  private depth = 1;
  private temps = 0;
  private loops = 0;

  constructor(file: RuleFile) {
    this.file = file;
  }

  rule(line: string): { op: string; text: string } {
    const arrow = line.lastIndexOf(' => ');
    assert(arrow > 0, `a rule has => : ${line}`);
    const left = line.slice(0, arrow);
    const split = left.indexOf(' && ');
    const lhs = new Reader(split < 0 ? left : left.slice(0, split)).node();
    const cond = split < 0 ? '' : left.slice(split + 4);
    const rhs = new Reader(line.slice(arrow + 4)).node();
    assert(typeof lhs !== 'string', 'a pattern is an operation');
    this.emit(`// ${line}`);
    this.open('for (;;) {');
    this.kindTest('v', lhs.kind);
    this.columns('v', lhs);
    const order: { node: Node; value: string }[] = [];
    this.args('v', lhs, order);
    while (order.length > 0) {
      const { node, value } = order.shift()!;
      const { name } = this.op(node.op);
      this.fail(`f.op[${value}] !== ${name}`);
      this.kindTest(value, node.kind);
      this.columns(value, node);
      this.args(value, node, order);
    }
    if (cond !== '') this.fail(`!(${cond})`);
    this.result(rhs);
    this.emit('return true;');
    while (this.depth > 1) {
      if (this.depth === 2 && this.loops > 0) this.emit('break;');
      this.depth--;
      this.emit('}');
    }
    return { op: this.op(lhs.op).name, text: this.lines.join('\n') };
  }

  private emit(s: string): void {
    this.lines.push('  '.repeat(this.depth) + s);
  }

  private open(s: string): void {
    this.emit(s);
    this.depth++;
  }

  private fail(test: string): void {
    this.emit(`if (${test}) ${this.loops > 0 ? 'continue' : 'break'};`);
  }

  private temp(): string {
    return `t${this.temps++}`;
  }

  private op(name: string): { name: string; flags: number } {
    for (const table of this.file.ops) {
      const i = table.names.indexOf(name);
      if (i >= 0) return { name: `${table.module}.${name}`, flags: table.flags[i]! };
    }
    assert(false, `the operation ${name} exists`);
  }

  private kindTest(value: string, kind: string): void {
    if (kind === '') return;
    const kinds = kindList(kind);
    if (kinds.length === 1) this.fail(`f.type[${value}] !== Scalar.${kinds[0]}`);
    else this.fail(kinds.map(k => `f.type[${value}] !== Scalar.${k}`).join(' && '));
  }

  private columns(value: string, node: Node): void {
    if (node.consts.length > 0) this.column(`f.lo[${value}]!`, node.consts[0]!);
    if (node.consts.length > 1) this.column(`f.hi[${value}]!`, node.consts[1]!);
    if (node.aux !== '') this.column(`f.aux[${value}]!`, node.aux);
  }

  private column(read: string, want: string): void {
    if (want === '_') return;
    if (/^-?\d/.test(want) || this.bound.has(want)) this.fail(`${read} !== ${want}`);
    else {
      this.bound.add(want);
      this.emit(`const ${want} = ${read};`);
    }
  }

  /** Binds the arguments of a node; nodes among them are put into `order`. */
  private args(value: string, node: Node, order: { node: Node; value: string }[]): void {
    if (node.anyArgs) return;
    const { flags } = this.op(node.op);
    let first = '0';
    let second = '1';
    // Trying both orders is of use when the arguments are told apart.
    const [a, b] = node.args;
    if ((flags & OpFlag.Commutative) !== 0 && !(this.isFree(a!) && this.isFree(b!))) {
      const i = `i${this.loops}`;
      this.loops++;
      this.open(`for (let ${i} = 0; ${i} < 2; ${i}++) {`);
      first = i;
      second = `1 - ${i}`;
    }
    const nodes: { node: Node; value: string }[] = [];
    node.args.forEach((arg, k) => {
      const read = `f.arg(${value}, ${k === 0 ? first : k === 1 ? second : k})`;
      if (typeof arg === 'string') {
        if (arg === '_') return;
        if (this.bound.has(arg)) this.fail(`${read} !== ${arg}`);
        else {
          this.bound.add(arg);
          this.emit(`const ${arg} = ${read};`);
        }
        return;
      }
      const name = arg.bind === '' ? this.temp() : arg.bind;
      if (arg.bind !== '') this.bound.add(name);
      this.emit(`const ${name} = ${read};`);
      nodes.push({ node: arg, value: name });
    });
    order.push(...nodes);
  }

  /** Whether an argument fits anything, now. */
  private isFree(arg: Node | string): boolean {
    return typeof arg === 'string' && (arg === '_' || !this.bound.has(arg));
  }

  private result(rhs: Node | string): void {
    if (typeof rhs === 'string') {
      this.emit(`r.copy(v, ${rhs});`);
      return;
    }
    const args = rhs.args.map(a => this.made(a));
    if (rhs.kind !== '') this.emit(`f.type[v] = ${this.resultKind(rhs.kind)};`);
    this.emit(`r.become${args.length}(v, ${[this.op(rhs.op).name, this.columnsOf(rhs), ...args].join(', ')});`);
  }

  private made(arg: Node | string): string {
    if (typeof arg === 'string') {
      assert(this.bound.has(arg), `${arg} is bound`);
      return arg;
    }
    const args = arg.args.map(a => this.made(a));
    const name = this.temp();
    const kind = arg.kind === '' ? 'f.type[v]!' : this.resultKind(arg.kind);
    this.emit(
      `const ${name} = r.make${args.length}(${[this.op(arg.op).name, kind, this.columnsOf(arg), ...args].join(', ')});`,
    );
    return name;
  }

  private resultKind(kind: string): string {
    return kind.startsWith('=') ? `f.type[${kind.slice(1)}]!` : `Scalar.${kind}`;
  }

  private columnsOf(node: Node): string {
    const lo = node.consts[0] ?? '0';
    const hi = node.consts[1] ?? (/^\d+$/.test(lo) ? '0' : /^\w+$/.test(lo) ? `${lo} >> 31` : `(${lo}) >> 31`);
    return `${lo}, ${hi}, ${node.aux === '' ? '0' : node.aux}`;
  }
}

const kindGroups: Readonly<Record<string, readonly string[]>> = {
  W64: ['I64', 'Ptr'],
  W32: ['I8', 'I16', 'I32'],
  Float: ['F32', 'F64'],
};

function kindList(kind: string): string[] {
  const names = kind.startsWith('(') ? kind.slice(1, -1).split('|') : [kind];
  const all = names.flatMap(n => kindGroups[n] ?? [n]);
  const known: readonly string[] = Object.keys(Scalar);
  for (const k of all) assert(known.includes(k), `the kind ${k} exists`);
  return all;
}
