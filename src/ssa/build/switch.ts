// Expression switches. Runs of constant integer cases become a binary search; others are compared in order.

import type { Pos } from '../../base/pos.ts';
import * as ConstKind from '../../constant/kind.ts';
import { compare } from '../../constant/operate.ts';
import { stringVal, type Value as Constant } from '../../constant/value.ts';
import { unpackListExpr } from '../../syntax/exprs.ts';
import type { CaseClause, Expr, SwitchStmt } from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import * as BasicInfo from '../../types/basicinfo.ts';
import * as TypeKind from '../../types/typekind.ts';
import { under } from '../../types/under.ts';
import * as BlockKind from '../blockkind.ts';
import type { Block, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import type { Builder, Val } from './builder.ts';
import { equal, equalOr } from './compare.ts';
import { constVal } from './const.ts';
import { expr, typeOf } from './expr.ts';
import { state } from './fn-state.ts';
import { branchOn, stmt, stmtList } from './stmt.ts';

/** `switch init; tag { clauses }`. */
export function switchStmt(b: Builder, s: SwitchStmt): void {
  if (s.init !== null) stmt(b, s.init);
  b.pos = s.pos;
  const tag = s.tag === null ? null : b.stable(expr(b, s.tag));
  const after = b.newBlock();
  const bodies = s.body.map(() => b.newBlock());
  const fallback = dispatch(b, s, tag, bodies) ?? after;
  b.jump(fallback);
  clauseBodies(b, s, bodies, after);
}

/** The statements of all clauses; goes on behind the switch. */
export function clauseBodies(b: Builder, s: SwitchStmt, bodies: readonly Block[], after: Block): void {
  const fn = state(b);
  fn.breaks.set(s, after);
  const outer = fn.fallthrough;
  s.body.forEach((c, i) => {
    // A clause may be entered from the one before, which is built by now.
    b.startSealed(bodies[i]!);
    fn.fallthrough = i + 1 < bodies.length ? bodies[i + 1]! : null;
    stmtList(b, c.body);
    b.pos = c.colon;
    b.jump(after);
  });
  fn.fallthrough = outer;
  b.startSealed(after);
}

/** A case with a constant integer. */
interface IntCase {
  readonly value: bigint;
  readonly to: Block;
  /** Where the comparison stands in the source. */
  readonly pos: Pos;
}

/** Compares; what no case takes goes on in the block at hand. The block of the default clause, or null. */
function dispatch(b: Builder, s: SwitchStmt, tag: Val | null, bodies: readonly Block[]): Block | null {
  let fallback: Block | null = null;
  const known = s.tag === null || tag!.comps === null ? null : (s.tag.constant as Constant | null);
  let ints: IntCase[] = [];
  let strings: StringCase[] = [];
  const isString = s.tag !== null && isStringTag(b, s.tag);
  const signed = s.tag === null ? 0 : intTag(b, s.tag);
  const flush = (): void => {
    if (ints.length > 0) searchInts(b, tag!.comps![0]!, ints, signed > 0);
    ints = [];
    if (strings.length > 0) searchStrings(b, tag!, strings);
    strings = [];
  };
  s.body.forEach((c: CaseClause, i) => {
    if (c.cases === null) {
      fallback = bodies[i]!;
      return;
    }
    for (const e of unpackListExpr(c.cases)) {
      const value = e.constant as Constant | null;
      if (known !== null && value !== null) {
        // What the cases before did not take, this one does or does not.
        if (compare(known, Operator.Eql, value)) b.jump(bodies[i]!);
        continue;
      }
      if (signed !== 0 && value !== null && value.kind === ConstKind.Int) {
        ints.push({ value: value.val, to: bodies[i]!, pos: e.pos });
        continue;
      }
      if (isString && value !== null && value.kind === ConstKind.String) {
        strings.push({ value, length: stringVal(value).length, to: bodies[i]! });
        continue;
      }
      flush();
      b.pos = e.pos;
      const no = b.newBlock();
      if (tag === null) branchOn(b, e, bodies[i]!, no);
      else b.branch(equal(b, tag, expr(b, e)), bodies[i]!, no);
      b.startSealed(no);
    }
  });
  flush();
  return fallback;
}

/** 1 for a tag of a signed integer type, -1 for an unsigned one, else 0. */
function intTag(b: Builder, tag: Expr): number {
  const t = under(typeOf(b, tag));
  if (t.kind !== TypeKind.Basic || (t.info & BasicInfo.IsInteger) === 0) return 0;
  return (t.info & BasicInfo.IsUnsigned) === 0 ? 1 : -1;
}

function isStringTag(b: Builder, tag: Expr): boolean {
  const t = under(typeOf(b, tag));
  return t.kind === TypeKind.Basic && (t.info & BasicInfo.IsString) !== 0;
}

/** A case with a constant string. */
interface StringCase {
  readonly value: Constant;
  readonly length: number;
  readonly to: Block;
}

/** Jumps to the case that the string x is, by way of its length; goes on where it is none. */
function searchStrings(b: Builder, x: Val, cases: readonly StringCase[]): void {
  const none = b.newBlock();
  const byLength = new Map<number, StringCase[]>();
  for (const c of cases) {
    const list = byLength.get(c.length);
    if (list === undefined) byLength.set(c.length, [c]);
    else list.push(c);
  }
  const { pos } = b;
  const groups = [...byLength].map(([length, list]) => ({ value: BigInt(length), list, to: b.newBlock(), pos }));
  const few = cases.length <= linear;
  if (!few) {
    searchInts(b, x.comps![1]!, groups, true);
    b.jump(none);
  }
  for (const g of groups) {
    if (few) b.jump(g.to);
    b.startSealed(g.to);
    for (const c of g.list) {
      const next = b.newBlock();
      equalOr(b, x, constVal(b, c.value, x.type), next);
      b.jump(c.to);
      b.startSealed(next);
    }
    if (!few) b.jump(none);
  }
  if (few) b.jump(none);
  b.startSealed(none);
}

/** This many cases are compared one by one. */
const linear = 4;

/** Neighbouring numbers that lead to one place. */
interface Run {
  readonly first: bigint;
  last: bigint;
  readonly to: Block;
  readonly pos: Pos;
}

/** The cases as runs, in ascending order. */
function runsOf(cases: readonly IntCase[]): Run[] {
  const sorted = [...cases].sort((p, q) => (p.value < q.value ? -1 : p.value > q.value ? 1 : 0));
  const runs: Run[] = [];
  for (const { value, to, pos } of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run.to === to && run.last + 1n === value) run.last = value;
    else runs.push({ first: value, last: value, to, pos });
  }
  return runs;
}

/** Jumps to the case that x is; goes on where it is none. */
function searchInts(b: Builder, x: Value, cases: readonly IntCase[], signed: boolean): void {
  const none = b.newBlock();
  const runs = runsOf(cases);
  const kind = b.kindOf(x);
  const { pos } = b;
  // Without optimisation debuggers stop at each case.
  const atCases = b.p.noOpt(b.f.sym);
  const search = (from: number, to: number): void => {
    if (to - from <= linear) {
      for (let i = from; i < to; i++) {
        const next = b.newBlock();
        if (atCases) b.pos = runs[i]!.pos;
        b.branch(inRun(b, x, runs[i]!), runs[i]!.to, next);
        b.startSealed(next);
      }
      b.pos = pos;
      b.jump(none);
      return;
    }
    const mid = (from + to) >> 1;
    const low = b.newBlock();
    const high = b.newBlock();
    b.branch(b.emit2(signed ? Op.LeS : Op.LeU, Scalar.I8, x, intConst(b, runs[mid - 1]!.last, kind)), low, high);
    b.startSealed(low);
    search(from, mid);
    b.startSealed(high);
    search(mid, to);
  };
  if (isDense(b, runs)) jumpTable(b, x, runs, signed, none);
  else search(0, runs.length);
  b.startSealed(none);
}

/** Whether x is one of a run, as I8. */
function inRun(b: Builder, x: Value, run: Run): Value {
  const kind = b.kindOf(x);
  const first = intConst(b, run.first, kind);
  if (run.first === run.last) return b.emit2(Op.Eq, Scalar.I8, x, first);
  return b.emit2(Op.LeU, Scalar.I8, b.emit2(Op.Sub, kind, x, first), intConst(b, run.last - run.first, kind));
}

/** Fewer runs are searched; so are runs of which fewer than one in `maxSpread` numbers is one. As gc. */
const minTable = 8;
const maxSpread = 4n;

function isDense(b: Builder, runs: readonly Run[]): boolean {
  const n = runs.length;
  if (n < minTable || b.p.noOpt(b.f.sym) || b.p.options.goarch !== 'amd64') return false;
  // What is hashed for FIPS 140 holds no addresses.
  if (b.p.syms.names[b.f.sym]!.startsWith('crypto/internal/fips140')) return false;
  return runs[n - 1]!.last - runs[0]!.first < BigInt(n) * maxSpread;
}

/** Jumps to the case that x is by a table of all numbers from the first case to the last; to `none` from others. */
function jumpTable(b: Builder, x: Value, runs: readonly Run[], signed: boolean, none: Block): void {
  const { first } = runs[0]!;
  const { last } = runs.at(-1)!;
  const wide = b.kindOf(x) === Scalar.I64 ? x : b.emit1(signed ? Op.SignExt : Op.ZeroExt, Scalar.I64, x);
  const index = b.emit2(Op.Sub, Scalar.I64, wide, intConst(b, first, Scalar.I64));
  const inside = b.newBlock();
  b.branch(b.emit2(Op.LeU, Scalar.I8, index, intConst(b, last - first, Scalar.I64)), inside, none);
  b.startSealed(inside);
  const at = b.block;
  if (at === null) return;
  at.kind = BlockKind.JumpTable;
  at.control = index;
  at.pos = b.pos;
  let k = 0;
  for (let value = first; value <= last; value++) {
    if (value > runs[k]!.last) k++;
    b.f.addEdge(at, value >= runs[k]!.first ? runs[k]!.to : none);
  }
  b.block = null;
}

function intConst(b: Builder, value: bigint, kind: Scalar.Kind): Value {
  // Constants are sign-extended from their kind.
  const v = BigInt.asIntN(Scalar.size(kind) * 8, value);
  return b.emit(Op.ConstInt, kind, [], 0, Number(BigInt.asIntN(32, v)), Number(BigInt.asIntN(32, v >> 32n)));
}
