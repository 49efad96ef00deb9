// The check of labels, break, continue, fallthrough and goto in one function body, which also gives every branch statement
// its target. Function literals are bodies of their own and are checked apart.

import type { Pos } from '../base/pos.ts';
import * as NodeKind from './nodekind.ts';
import type {
  BlockStmt,
  BranchStmt,
  Expr,
  ForStmt,
  IfStmt,
  LabeledStmt,
  SelectStmt,
  Stmt,
  SwitchStmt,
} from './nodes.ts';
import * as Operator from './operator.ts';
import { exprString } from './exprstring.ts';
import * as Token from './token.ts';

/** What the check needs of its caller. */
export interface BranchReporter {
  error(pos: Pos, message: string): void;
  /** A position in the text of an error. */
  formatPos(pos: Pos): string;
}

/** Checks a body that has no syntax errors. */
export function checkBranches(body: BlockStmt, reporter: BranchReporter): void {
  const labels = new Labels(reporter);
  const outside: Context = { breaks: null, continues: null, caseIndex: -1 };
  const unresolved = labels.block(null, outside, null, body.pos, body.list);
  // No label was found for these gotos, or one in a block that they cannot jump into.
  for (const s of unresolved) {
    const { pos, value } = s.label!;
    const label = labels.byName.get(value);
    if (label === undefined) {
      reporter.error(pos, `label ${value} not defined`);
    } else {
      label.used = true;
      const start = reporter.formatPos(label.parent.start);
      reporter.error(pos, `goto ${value} jumps into block starting at ${start}`);
    }
  }
  for (const label of labels.byName.values()) {
    if (!label.used) reporter.error(label.stmt.label.pos, `label ${label.stmt.label.value} defined and not used`);
  }
}

interface Label {
  /** The block that declares it. */
  readonly parent: Block;
  readonly stmt: LabeledStmt;
  used: boolean;
}

interface Block {
  readonly parent: Block | null;
  readonly start: Pos;
  /** The labelled statement of which this is a block. */
  readonly labeled: LabeledStmt | null;
}

/** What the statements around a block allow in it. */
interface Context {
  readonly breaks: ForStmt | SwitchStmt | SelectStmt | null;
  readonly continues: ForStmt | null;
  /** The index of the clause of the switch whose body this is, or -1. */
  readonly caseIndex: number;
}

class Labels {
  readonly byName = new Map<string, Label>();
  private readonly reporter: BranchReporter;

  constructor(reporter: BranchReporter) {
    this.reporter = reporter;
  }

  /** Checks the statements of a block; the result is its gotos to labels that were not found. */
  block(
    parent: Block | null,
    context: Context,
    labeled: LabeledStmt | null,
    start: Pos,
    body: readonly Stmt[],
  ): BranchStmt[] {
    const b: Block = { parent, start, labeled };
    let gotos: BranchStmt[] = [];
    // The last variable declared in the block, and the gotos before it: none of them may reach a label after it.
    let varName: Expr | null = null;
    let varPos: Pos = 0;
    let overVar: BranchStmt[] = [];

    // Empty statements at the end do not count: a fallthrough before them is the last statement.
    let length = body.length;
    while (length > 0 && body[length - 1]!.kind === NodeKind.EmptyStmt) length--;

    for (let i = 0; i < length; i++) {
      let s = body[i]!;
      let label: LabeledStmt | null = null;
      while (s.kind === NodeKind.LabeledStmt) {
        const name = s.label.value;
        if (name !== '_') {
          const declared = this.declare(b, s);
          const rest: BranchStmt[] = [];
          for (const g of gotos) {
            if (g.label!.value !== name) {
              rest.push(g);
              continue;
            }
            g.target = s;
            declared.used = true;
            if (varName !== null && overVar.includes(g)) {
              const at = this.reporter.formatPos(varPos);
              const over = `goto ${name} jumps over declaration of ${exprString(varName)} at ${at}`;
              this.reporter.error(g.label!.pos, over);
            }
          }
          gotos = rest;
          label = s;
        }
        s = s.stmt;
      }

      switch (s.kind) {
        case NodeKind.DeclStmt: {
          const d = s.declList.find(d => d.kind === NodeKind.VarDecl);
          if (d !== undefined) {
            varName = d.nameList[0]!;
            varPos = d.pos;
            overVar = [...gotos];
          }
          break;
        }
        case NodeKind.AssignStmt:
          if (s.op === Operator.Def) {
            varName = s.lhs;
            varPos = s.pos;
            overVar = [...gotos];
          }
          break;
        case NodeKind.BranchStmt:
          if (s.label === null) this.unlabeled(s, context, i === length - 1);
          else if (this.labeled(s, s.label.value, b)) gotos.push(s);
          break;

        case NodeKind.BlockStmt:
          gotos.push(...this.block(b, nested(context), label, s.pos, s.list));
          break;
        case NodeKind.IfStmt:
          for (let rest: IfStmt | BlockStmt | null = s; rest !== null;) {
            const block: BlockStmt = rest.kind === NodeKind.IfStmt ? rest.thenBlock : rest;
            gotos.push(...this.block(b, nested(context), label, block.pos, block.list));
            rest = rest.kind === NodeKind.IfStmt ? rest.elseStmt : null;
          }
          break;
        case NodeKind.ForStmt:
          gotos.push(...this.block(b, { breaks: s, continues: s, caseIndex: -1 }, label, s.body.pos, s.body.list));
          break;
        case NodeKind.SwitchStmt:
          for (let k = 0; k < s.body.length; k++) {
            const inner = { breaks: s, continues: context.continues, caseIndex: k };
            gotos.push(...this.block(b, inner, label, s.body[k]!.pos, s.body[k]!.body));
          }
          break;
        case NodeKind.SelectStmt:
          for (const c of s.body) {
            const inner = { breaks: s, continues: context.continues, caseIndex: -1 };
            gotos.push(...this.block(b, inner, label, c.pos, c.body));
          }
          break;
      }
    }
    return gotos;
  }

  /** The label of s, which is declared in block b; an earlier one of the same name, with an error. */
  private declare(b: Block, s: LabeledStmt): Label {
    const { pos, value } = s.label;
    const other = this.byName.get(value);
    if (other !== undefined) {
      const at = this.reporter.formatPos(other.stmt.label.pos);
      this.reporter.error(pos, `label ${value} already defined at ${at}`);
      return other;
    }
    const label: Label = { parent: b, stmt: s, used: false };
    this.byName.set(value, label);
    return label;
  }

  /** `last`: s is the last statement of its list. */
  private unlabeled(s: BranchStmt, context: Context, last: boolean): void {
    switch (s.tok) {
      case Token.Break:
        s.target = context.breaks;
        if (s.target === null) this.reporter.error(s.pos, 'break is not in a loop, switch, or select');
        break;
      case Token.Continue:
        s.target = context.continues;
        if (s.target === null) this.reporter.error(s.pos, 'continue is not in a loop');
        break;
      case Token.Fallthrough: {
        let message = 'fallthrough statement out of place';
        const around = context.breaks;
        if (around !== null && around.kind === NodeKind.SwitchStmt) {
          if (around.tag !== null && around.tag.kind === NodeKind.TypeSwitchGuard) {
            message = 'cannot fallthrough in type switch';
          } else if (context.caseIndex >= 0 && last) {
            if (context.caseIndex + 1 < around.body.length) return;
            message = 'cannot fallthrough final case in switch';
          }
        }
        this.reporter.error(s.pos, message);
      }
    }
  }

  /** Finds the target of a branch to a label; true for a goto whose label is not found (yet). */
  private labeled(s: BranchStmt, name: string, b: Block): boolean {
    const label = this.byName.get(name);
    if (label !== undefined) label.used = true; // even where it is no valid target
    if (s.tok === Token.Goto) {
      if (label === undefined || !encloses(b, around => around === label.parent)) return true;
      s.target = label.stmt;
      return false;
    }
    const what = s.tok === Token.Break ? 'break' : 'continue';
    const pos = s.label!.pos;
    if (label === undefined) {
      this.reporter.error(pos, `${what} label not defined: ${name}`);
      return false;
    }
    const target = encloses(b, around => around.labeled === label.stmt) ? label.stmt.stmt : null;
    const valid =
      target !== null &&
      (target.kind === NodeKind.ForStmt ||
        (s.tok === Token.Break && (target.kind === NodeKind.SwitchStmt || target.kind === NodeKind.SelectStmt)));
    if (valid) s.target = target;
    else this.reporter.error(pos, `invalid ${what} label ${name}`);
    return false;
  }
}

/** The context in a block that is no loop, switch or select. */
function nested(context: Context): Context {
  return { breaks: context.breaks, continues: context.continues, caseIndex: -1 };
}

/** Whether b or a block around it satisfies the test. */
function encloses(b: Block, test: (b: Block) => boolean): boolean {
  for (let x: Block | null = b; x !== null; x = x.parent) if (test(x)) return true;
  return false;
}
