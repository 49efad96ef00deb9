// Type switches. Neighbouring cases with types that are no interfaces are told apart by the hash of the dynamic type, and
// neighbouring interfaces by one question to the runtime; so the order of the cases is kept where it matters. The variable of
// a clause with one type has the value of that type.

import type { Pos } from '../../base/pos.ts';
import { unpackListExpr } from '../../syntax/exprs.ts';
import type { SwitchStmt, TypeSwitchGuard } from '../../syntax/nodes.ts';
import type { Var } from '../../types/object.ts';
import * as Mode from '../../types/operand-mode.ts';
import { isInterface } from '../../types/predicates.ts';
import { isEmptyInterface } from '../../types/typeset.ts';
import type { Interface, Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import type { Block, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import type { Builder, Val } from './builder.ts';
import { expr, typeOf } from './expr.ts';
import { state } from './fn-state.ts';
import { holdsType, typeOfWord, unpackIface } from './iface.ts';
import { firstInterface, hashOf } from './iface-cache.ts';
import { stmt, stmtList } from './stmt.ts';
import { initVar } from './variables.ts';

/** A case with a type. */
interface TypeCase {
  readonly type: Type;
  readonly clause: number;
  readonly pos: Pos;
}

/** So many types are compared one after the other (cmd/compile/internal/walk/switch.go). */
const linear = 4;

/** `switch init; lhs := x.(type) { clauses }`. */
export function typeSwitchStmt(b: Builder, s: SwitchStmt, guard: TypeSwitchGuard): void {
  const fn = state(b);
  if (s.init !== null) stmt(b, s.init);
  b.pos = s.pos;
  const x = expr(b, guard.x);
  const after = b.newBlock();
  const bodies = s.body.map(() => b.newBlock());
  /** What the word of a clause's variable is, where that is of an interface type. */
  const words: Value[] = s.body.map(() => 0);
  let fallback: Block = after;
  let onNil: Block | null = null;
  const cases: TypeCase[] = [];
  s.body.forEach((c, i) => {
    if (c.cases === null) {
      fallback = bodies[i]!;
      return;
    }
    for (const e of unpackListExpr(c.cases)) {
      if (e.mode === Mode.NilValue) onNil ??= bodies[i]!;
      else cases.push({ type: typeOf(b, e), clause: i, pos: e.pos });
    }
  });
  const word = x.comps![0]!;
  const some = b.newBlock();
  b.branch(b.emit2(Op.Ne, Scalar.I8, word, b.int(0)), some, onNil ?? fallback, 1);
  b.startSealed(some);
  const type = cases.some(c => isInterface(c.type)) ? typeOfWord(b, x) : 0;
  let hash: Value = 0;
  for (let i = 0; i < cases.length && b.block !== null;) {
    let end = i + 1;
    if (isInterface(cases[i]!.type)) {
      while (end < cases.length && isInterface(cases[end]!.type)) end++;
      interfaceCases(b, cases.slice(i, end), type, bodies, words);
    } else {
      while (end < cases.length && !isInterface(cases[end]!.type)) end++;
      const group = concrete(b, cases.slice(i, end));
      if (group.length > linear && hash === 0) hash = hashOf(b, word);
      const rest = b.newBlock();
      typeCases(b, x, group, hash, bodies, rest);
      b.startSealed(rest);
    }
    i = end;
  }
  b.jump(fallback);

  fn.breaks.set(s, after);
  s.body.forEach((c, i) => {
    b.startSealed(bodies[i]!);
    if (b.block === null) return;
    b.pos = c.pos;
    if (c.obj !== null) {
      const v = c.obj as Var;
      const list = unpackListExpr(c.cases);
      let val = x;
      if (list.length === 1 && list[0]!.mode !== Mode.NilValue) {
        const t = typeOf(b, list[0]!);
        val = isInterface(t) ? b.scalars(t, [words[i]!, x.comps![1]!]) : unpackIface(b, x, t);
      }
      initVar(b, v, val);
    }
    stmtList(b, c.body);
    b.pos = c.colon;
    b.jump(after);
  });
  b.startSealed(after);
}

/** Interfaces: one question for those with methods, up to one without, which every type implements. */
function interfaceCases(
  b: Builder,
  cases: readonly TypeCase[],
  type: Value,
  bodies: readonly Block[],
  words: Value[],
): void {
  const empty = cases.findIndex(c => isEmptyInterface(under(c.type) as Interface));
  const asked = empty < 0 ? cases : cases.slice(0, empty);
  if (asked.length > 0) {
    b.pos = asked[0]!.pos;
    const { index, itab } = firstInterface(
      b,
      type,
      asked.map(c => c.type),
    );
    asked.forEach((c, k) => {
      words[c.clause] = itab;
      const no = b.newBlock();
      b.branch(b.emit2(Op.Eq, Scalar.I8, index, b.int(k)), bodies[c.clause]!, no);
      b.startSealed(no);
    });
  }
  if (empty >= 0) {
    const { clause, pos } = cases[empty]!;
    b.pos = pos;
    words[clause] = type;
    b.jump(bodies[clause]!);
  }
}

/** The cases without those that stand behind an equal one, as may be in an instance; sorted by hash where that is of use. */
function concrete(b: Builder, cases: readonly TypeCase[]): readonly TypeCase[] {
  const seen = new Set<number>();
  const out = cases.filter(c => {
    const id = b.p.types.id(c.type);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
  const { names } = b.p;
  return out.length > linear ? out.sort((x, y) => names.typeHash(x.type) - names.typeHash(y.type)) : out;
}

/** Goes to the body of the case whose type x has, or to `rest`. */
function typeCases(
  b: Builder,
  x: Val,
  cases: readonly TypeCase[],
  hash: Value,
  bodies: readonly Block[],
  rest: Block,
): void {
  if (cases.length > linear) {
    const { names } = b.p;
    // Types of one hash stay together.
    let half = cases.length >> 1;
    while (half > 0 && names.typeHash(cases[half - 1]!.type) === names.typeHash(cases[half]!.type)) half--;
    if (half > 0) {
      const low = b.newBlock();
      const high = b.newBlock();
      const pivot = b.int(names.typeHash(cases[half]!.type) | 0, Scalar.I32);
      b.branch(b.emit2(Op.LtU, Scalar.I8, hash, pivot), low, high);
      b.startSealed(low);
      typeCases(b, x, cases.slice(0, half), hash, bodies, rest);
      b.startSealed(high);
      typeCases(b, x, cases.slice(half), hash, bodies, rest);
      return;
    }
  }
  for (const c of cases) {
    b.pos = c.pos;
    const no = b.newBlock();
    b.branch(holdsType(b, x, c.type), bodies[c.clause]!, no);
    b.startSealed(no);
  }
  b.jump(rest);
}
