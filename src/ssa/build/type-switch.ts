// Type switches: cases are tried in order. The variable of a clause with one type has the value of that type.

import { unpackListExpr } from '../../syntax/exprs.ts';
import type { SwitchStmt, TypeSwitchGuard } from '../../syntax/nodes.ts';
import type { Var } from '../../types/object.ts';
import * as Mode from '../../types/operand-mode.ts';
import * as TypeKind from '../../types/typekind.ts';
import { under } from '../../types/under.ts';
import type { Block } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import type { Builder, Val } from './builder.ts';
import { expr, typeOf } from './expr.ts';
import { state } from './fn-state.ts';
import { holdsType, typeAssertOk, unpackIface } from './iface.ts';
import { stmt, stmtList } from './stmt.ts';
import { initVar } from './variables.ts';

/** `switch init; lhs := x.(type) { clauses }`. */
export function typeSwitchStmt(b: Builder, s: SwitchStmt, guard: TypeSwitchGuard): void {
  const fn = state(b);
  if (s.init !== null) stmt(b, s.init);
  b.pos = s.pos;
  const x = expr(b, guard.x);
  const after = b.newBlock();
  const bodies = s.body.map(() => b.newBlock());
  /** What the variable of a clause with one interface type is. */
  const asserted: (Val | null)[] = s.body.map(() => null);
  let fallback: Block = after;
  s.body.forEach((c, i) => {
    if (c.cases === null) {
      fallback = bodies[i]!;
      return;
    }
    const list = unpackListExpr(c.cases);
    for (const e of list) {
      b.pos = e.pos;
      const no = b.newBlock();
      if (e.mode === Mode.NilValue) {
        const word = x.comps![0]!;
        b.branch(b.emit2(Op.Eq, Scalar.I8, word, b.int(0, b.kindOf(word))), bodies[i]!, no);
      } else {
        const t = typeOf(b, e);
        if (under(t).kind === TypeKind.Interface) {
          const [val, ok] = typeAssertOk(b, x, t);
          if (list.length === 1) asserted[i] = val;
          b.branch(ok, bodies[i]!, no);
        } else {
          b.branch(holdsType(b, x, t), bodies[i]!, no);
        }
      }
      b.startSealed(no);
    }
  });
  b.jump(fallback);

  fn.breaks.set(s, after);
  s.body.forEach((c, i) => {
    b.startSealed(bodies[i]!);
    if (b.block === null) return;
    b.pos = c.pos;
    if (c.obj !== null) {
      const v = c.obj as Var;
      const list = unpackListExpr(c.cases);
      let val = asserted[i] ?? x;
      if (list.length === 1 && list[0]!.mode !== Mode.NilValue && asserted[i] === null) {
        val = unpackIface(b, x, typeOf(b, list[0]!));
      }
      initVar(b, v, val);
    }
    stmtList(b, c.body);
    b.pos = c.colon;
    b.jump(after);
  });
  b.startSealed(after);
}
