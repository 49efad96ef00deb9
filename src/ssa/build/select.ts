// select statements. Channels and values to send are evaluated in the order of the source; where a received value goes, when
// its case was chosen.

import { unpackListExpr, unparen } from '../../syntax/exprs.ts';
import type { CommClause, Expr, Operation, SelectStmt, SendStmt } from '../../syntax/nodes.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import * as Operator from '../../syntax/operator.ts';
import * as Typ from '../../types/basic.ts';
import { ArrayT, type Chan, type Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as AllocKind from '../allockind.ts';
import type { Block, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import { assign } from './assign.ts';
import type { Builder, Val } from './builder.ts';
import { convertForAssign } from './convert.ts';
import { expr, exprs, typeOf } from './expr.ts';
import { state } from './fn-state.ts';
import { zeroTemp } from './func.ts';
import { localVar } from './prepass.ts';
import { stmt, stmtList } from './stmt.ts';
import { initVar, structOf, varType, wordAt } from './variables.ts';

/** A case that communicates, evaluated. */
interface Comm {
  readonly clause: CommClause;
  readonly body: Block;
  readonly send: boolean;
  readonly ch: Value;
  /** The address of what is sent, or of where it is received to; nil where that is not wanted. */
  readonly elem: Value;
  readonly elemType: Type;
}

/** `select { clauses }`. */
export function selectStmt(b: Builder, s: SelectStmt): void {
  const after = b.newBlock();
  state(b).breaks.set(s, after);
  const comms = s.body.filter(c => c.comm !== null);
  const fallback = s.body.find(c => c.comm === null) ?? null;
  if (comms.length === 0) {
    if (fallback === null) {
      b.rtcall('block', []);
      b.exit();
    } else {
      stmtList(b, fallback.body);
    }
  } else if (comms.length === 1 && fallback === null) {
    blocking(b, comms[0]!);
  } else if (comms.length === 1) {
    nonBlocking(b, comms[0]!, fallback!, after);
  } else {
    general(b, s, comms, fallback, after);
  }
  b.jump(after);
  b.startSealed(after);
}

/** The operation of a receiving case. */
function receive(c: CommClause): Operation {
  const comm = c.comm!;
  const e = comm.kind === NodeKind.AssignStmt ? comm.rhs! : comm.kind === NodeKind.ExprStmt ? comm.x : null;
  return unparen(e!) as Operation;
}

function evaluate(b: Builder, c: CommClause): Comm {
  b.pos = c.pos;
  const body = b.newBlock();
  if (c.comm!.kind === NodeKind.SendStmt) {
    const s: SendStmt = c.comm!;
    const [ch, val] = exprs(b, [s.chan, s.val]);
    const elemType = (under(typeOf(b, s.chan)) as Chan).elem;
    const elem = b.toMemory(convertForAssign(b, val!, elemType));
    return { clause: c, body, send: true, ch: ch!.comps![0]!, elem, elemType };
  }
  const op = receive(c);
  const elemType = (under(typeOf(b, op.x)) as Chan).elem;
  const ch = expr(b, op.x).comps![0]!;
  const elem = targets(c)[0] === undefined ? b.nil() : zeroTemp(b, elemType);
  return { clause: c, body, send: false, ch, elem, elemType };
}

/** The variables that a receiving case sets; undefined or missing ones are blank. */
function targets(c: CommClause): readonly (Expr | undefined)[] {
  const comm = c.comm!;
  if (comm.kind !== NodeKind.AssignStmt) return [];
  return unpackListExpr(comm.lhs).map(e => (e.kind === NodeKind.Name && e.value === '_' ? undefined : e));
}

/** Sets the variables of a receiving case. */
function received(b: Builder, c: Comm, ok: Value): void {
  const comm = c.clause.comm!;
  if (comm.kind !== NodeKind.AssignStmt) return;
  const def = comm.op === Operator.Def;
  const set = (e: Expr | undefined, x: () => Val): void => {
    if (e === undefined) return;
    const name = unparen(e);
    const v = def && name.kind === NodeKind.Name ? localVar(name) : null;
    if (v === null) assign(b, e, x());
    else if (v.pos === name.pos) initVar(b, v, x());
    else b.writeHome(b.homes.get(v)!, convertForAssign(b, x(), varType(b, v)));
  };
  const [val, isOk] = targets(c.clause);
  set(val, () => b.loadVal(c.elemType, c.elem));
  set(isOk, () => b.scalars(Typ.Bool, [ok]));
}

/** The only case of a statement without default. */
function blocking(b: Builder, clause: CommClause): void {
  const comm = clause.comm!;
  if (comm.kind === NodeKind.AssignStmt) {
    const c = evaluate(b, clause);
    const [, isOk] = targets(clause);
    let ok: Value = 0;
    if (isOk === undefined) b.rtcall('chanrecv1', [c.ch, c.elem]);
    else ok = b.rtcall('chanrecv2', [c.ch, c.elem])[0]!;
    b.jump(c.body);
    b.startSealed(c.body);
    received(b, c, ok);
  } else stmt(b, comm);
  stmtList(b, clause.body);
}

function nonBlocking(b: Builder, clause: CommClause, fallback: CommClause, after: Block): void {
  const c = evaluate(b, clause);
  const otherwise = b.newBlock();
  let ok: Value = 0;
  if (c.send) {
    const [sent] = b.rtcall('selectnbsend', [c.ch, c.elem]);
    b.branch(sent!, c.body, otherwise);
  } else {
    const [selected, got] = b.rtcall('selectnbrecv', [c.elem, c.ch]);
    ok = got!;
    b.branch(selected!, c.body, otherwise);
  }
  b.startSealed(c.body);
  if (!c.send) received(b, c, ok);
  stmtList(b, clause.body);
  b.jump(after);
  b.startSealed(otherwise);
  stmtList(b, fallback.body);
}

function general(
  b: Builder,
  s: SelectStmt,
  clauses: readonly CommClause[],
  fallback: CommClause | null,
  after: Block,
): void {
  const comms = clauses.map(c => evaluate(b, c));
  b.pos = s.pos;
  // Sends come first in the runtime's list, receives last, the latter backwards.
  const sends = comms.filter(c => c.send);
  const receives = comms.filter(c => !c.send).reverse();
  const ordered = [...sends, ...receives];
  const n = ordered.length;
  const word = b.p.layouts.ptrSize;
  const list = b.alloc(new ArrayT(structOf([Typ.UnsafePointer, Typ.UnsafePointer]), n), AllocKind.Temp);
  ordered.forEach((c, i) => {
    b.store(list, 2 * i * word, c.ch);
    b.store(list, (2 * i + 1) * word, c.elem);
  });
  const order = zeroTemp(b, new ArrayT(Typ.Uint16, 2 * n));
  const [chosen, ok] = b.rtcall('selectgo', [
    wordAt(b, list, 0),
    order,
    b.nil(),
    b.int(sends.length),
    b.int(receives.length),
    b.int(fallback === null ? 1 : 0, Scalar.I8),
  ]);
  if (fallback !== null) {
    const none = b.newBlock();
    const some = b.newBlock();
    b.branch(b.emit2(Op.LtS, Scalar.I8, chosen!, b.int(0)), none, some);
    b.startSealed(none);
    stmtList(b, fallback.body);
    b.jump(after);
    b.startSealed(some);
  }
  ordered.forEach((c, i) => {
    if (i === n - 1) {
      b.jump(c.body);
      return;
    }
    const next = b.newBlock();
    b.branch(b.emit2(Op.Eq, Scalar.I8, chosen!, b.int(i)), c.body, next);
    b.startSealed(next);
  });
  for (const c of ordered) {
    b.startSealed(c.body);
    b.pos = c.clause.pos;
    if (!c.send) received(b, c, ok!);
    stmtList(b, c.clause.body);
    b.jump(after);
  }
}
