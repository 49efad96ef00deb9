// Labels and the branches to them, where the parser has not checked them already (syntax/branches.ts).
//
// Every block is gone through once. A goto to a label that is not known yet is kept until the label comes, in this block or
// in one around it; what remains at the end of the function jumps into a block, or to no label at all.

import type { Pos } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import type { BlockStmt, BranchStmt, CaseClause, CommClause, LabeledStmt, Stmt } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import * as Operator from '../syntax/operator.ts';
import * as Token from '../syntax/token.ts';
import type { Checker } from './checker.ts';
import { errorf, newError, softErrorf } from './errors.ts';
import { Label } from './object.ts';
import { recordDef, recordUse } from './recording.ts';

/** Checks the labels of a function body, without those of function literals in it. */
export function labels(check: Checker, body: BlockStmt): void {
  const checker = new LabelChecker(check);
  const jumps = checker.block(null, null, body.list);
  for (const jump of jumps) {
    const name = jump.label!.value;
    const label = checker.all.get(name);
    if (label !== undefined) {
      label.used = true;
      errorf(check, jump.label!, Code.JumpIntoBlock, `goto ${name} jumps into block`);
    } else {
      errorf(check, jump.label!, Code.UndeclaredLabel, `label ${name} not declared`);
    }
  }
  for (const label of checker.all.values()) {
    if (!label.used) softErrorf(check, label, Code.UnusedLabel, `label ${label.name} declared and not used`);
  }
}

/** A block: the labels declared in it, and the label of the statement that it belongs to. */
class Block {
  readonly parent: Block | null;
  readonly lstmt: LabeledStmt | null;
  readonly labels: Set<string> = new Set();

  constructor(parent: Block | null, lstmt: LabeledStmt | null) {
    this.parent = parent;
    this.lstmt = lstmt;
  }

  /** Whether a goto from here may jump to the label, which is declared before. */
  hasTarget(name: string): boolean {
    return this.labels.has(name) || (this.parent !== null && this.parent.hasTarget(name));
  }

  /** The statement around this block with that label; null where there is none. */
  enclosing(name: string): Stmt | null {
    if (this.lstmt !== null && this.lstmt.label.value === name) return this.lstmt.stmt;
    return this.parent === null ? null : this.parent.enclosing(name);
  }
}

class LabelChecker {
  readonly all: Map<string, Label> = new Map();
  private readonly check: Checker;

  constructor(check: Checker) {
    this.check = check;
  }

  /** Checks the statements of a block; returns the gotos whose labels have not come. */
  block(parent: Block | null, lstmt: LabeledStmt | null, list: readonly Stmt[]): BranchStmt[] {
    const state = new BlockState(new Block(parent, lstmt));
    for (const s of list) this.stmt(state, null, s);
    return state.jumps;
  }

  private stmt(state: BlockState, lstmt: LabeledStmt | null, s: Stmt): void {
    switch (s.kind) {
      case NodeKind.DeclStmt:
        for (const d of s.declList) if (d.kind === NodeKind.VarDecl) state.declareVar(d.pos);
        break;
      case NodeKind.AssignStmt:
        if (s.op === Operator.Def) state.declareVar(s.pos);
        break;
      case NodeKind.LabeledStmt:
        this.stmt(state, s.label.value === '_' ? lstmt : this.label(state, s), s.stmt);
        break;
      case NodeKind.BranchStmt:
        if (s.label !== null) this.branch(state, s);
        break;
      case NodeKind.BlockStmt:
        state.jumps.push(...this.block(state.block, lstmt, s.list));
        break;
      case NodeKind.IfStmt:
        this.stmt(state, lstmt, s.thenBlock);
        if (s.elseStmt !== null) this.stmt(state, lstmt, s.elseStmt);
        break;
      case NodeKind.SwitchStmt:
      case NodeKind.SelectStmt:
        this.clauses(state, lstmt, s.body);
        break;
      case NodeKind.ForStmt:
        this.stmt(state, lstmt, s.body);
        break;
      default:
    }
  }

  private clauses(state: BlockState, lstmt: LabeledStmt | null, list: readonly (CaseClause | CommClause)[]): void {
    const block = new Block(state.block, lstmt);
    for (const c of list) state.jumps.push(...this.block(block, null, c.body));
  }

  /** Declares a label and resolves the gotos that wait for it. */
  private label(state: BlockState, s: LabeledStmt): LabeledStmt {
    const check = this.check;
    const name = s.label.value;
    const label = new Label(s.label.pos, check.pkg, name);
    const alt = this.all.get(name);
    if (alt !== undefined) {
      const err = newError(check, Code.DuplicateLabel);
      err.soft = true;
      err.addf(label, `label ${name} already declared`);
      err.addAltDecl(alt);
      err.report();
    } else {
      this.all.set(name, label);
      state.block.labels.add(name);
      recordDef(check, s.label, label);
    }
    const rest: BranchStmt[] = [];
    for (const jump of state.jumps) {
      if (jump.label!.value !== name) {
        rest.push(jump);
        continue;
      }
      label.used = true;
      recordUse(check, jump.label!, label);
      if (state.overVar.includes(jump)) {
        const file = check.conf.fset.file(state.varPos);
        const line = file === null ? 0 : file.position(state.varPos - file.base).line;
        const text = `goto ${name} jumps over variable declaration at line ${line}`;
        softErrorf(check, jump.label!, Code.JumpOverDecl, text);
      }
    }
    state.jumps = rest;
    return s;
  }

  private branch(state: BlockState, s: BranchStmt): void {
    const check = this.check;
    const name = s.label!.value;
    switch (s.tok) {
      case Token.Break: {
        const target = state.block.enclosing(name);
        const kind = target === null ? 0 : target.kind;
        if (kind !== NodeKind.SwitchStmt && kind !== NodeKind.SelectStmt && kind !== NodeKind.ForStmt) {
          errorf(check, s.label!, Code.MisplacedLabel, `invalid break label ${name}`);
          return;
        }
        break;
      }
      case Token.Continue: {
        const target = state.block.enclosing(name);
        if (target === null || target.kind !== NodeKind.ForStmt) {
          errorf(check, s.label!, Code.MisplacedLabel, `invalid continue label ${name}`);
          return;
        }
        break;
      }
      case Token.Goto:
        if (!state.block.hasTarget(name)) {
          state.jumps.push(s);
          return;
        }
        break;
      default:
        errorf(check, s, Code.InvalidSyntaxTree, `branch statement: ${Token.text[s.tok]!} ${name}`);
        return;
    }
    const label = this.all.get(name)!;
    label.used = true;
    recordUse(check, s.label!, label);
  }
}

/** What is known at some place of a block. */
class BlockState {
  readonly block: Block;
  /** The gotos so far whose labels have not come. */
  jumps: BranchStmt[] = [];
  /** Those of them that stand before the last declaration of a variable, which is at varPos. */
  overVar: BranchStmt[] = [];
  varPos: Pos = 0;

  constructor(block: Block) {
    this.block = block;
  }

  declareVar(pos: Pos): void {
    this.varPos = pos;
    this.overVar = this.jumps.slice();
  }
}
