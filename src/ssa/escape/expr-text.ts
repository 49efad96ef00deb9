// Expressions as the lines of -m show them: constants by their values, types by what they are, function literals and composite
// literals without what is in them, parentheses only where they are needed. gc: ir/fmt.go, exprFmt.

import * as Kind from '../../constant/kind.ts';
import { constantString } from '../../constant/format.ts';
import type { Value as Constant } from '../../constant/value.ts';
import { unparen } from '../../syntax/exprs.ts';
import { exprString } from '../../syntax/exprstring.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { CallExpr, Expr, Node } from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import { walk } from '../../syntax/walk.ts';
import * as BasicKind from '../../types/basickind.ts';
import * as Mode from '../../types/operand-mode.ts';
import type { Var } from '../../types/object.ts';
import type { Package } from '../../types/package.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Type } from '../../types/type.ts';
import { typeString } from '../../types/typestring.ts';

/** What binds tighter than any operator, and unary operators. */
const primary = 8;
const unary = 7;

/** How operators with two operands bind; 0 for those with one. */
function precedence(op: Operator.Kind): number {
  switch (op) {
    case Operator.Mul:
    case Operator.Div:
    case Operator.Rem:
    case Operator.And:
    case Operator.AndNot:
    case Operator.Shl:
    case Operator.Shr:
      return 6;
    case Operator.Add:
    case Operator.Sub:
    case Operator.Or:
    case Operator.Xor:
      return 5;
    case Operator.Eql:
    case Operator.Neq:
    case Operator.Lss:
    case Operator.Leq:
    case Operator.Gtr:
    case Operator.Geq:
      return 4;
    case Operator.AndAnd:
      return 3;
    case Operator.OrOr:
      return 2;
    default:
      return 0;
  }
}

/** Shows expressions to somebody who looks at a package. */
export class ExprText {
  private readonly pkg: Package;

  constructor(pkg: Package) {
    this.pkg = pkg;
  }

  /** The type as the runtime would name it, but for the package at hand. */
  type(t: Type): string {
    let text = typeString(t, pkg => (pkg === this.pkg ? '' : pkg.name));
    // From the inside out: struct and interface types have blanks about what is in them.
    for (let before = ''; before !== text;) {
      before = text;
      text = text.replace(/\b(struct|interface)\{([^{}]*)\}/g, (_, word: string, inside: string) => {
        return inside === '' ? `${word} \u0001\u0002` : `${word} \u0001 ${inside} \u0002`;
      });
    }
    return text.replaceAll('\u0001', '{').replaceAll('\u0002', '}');
  }

  /** An expression that stands where operators bind as tight as `prec` says. */
  expr(e: Expr, prec = 0): string {
    const x = unparen(e);
    if (x.mode === Mode.Constant && x.constant !== null) return this.constant(x.constant as Constant, x.type as Type);
    if (x.mode === Mode.TypExpr) return this.type(x.type as Type);
    switch (x.kind) {
      case NodeKind.FuncLit:
        return 'func literal';
      case NodeKind.CompositeLit: {
        // An element of a list that is written without its type may be a pointer.
        const t = x.type as Type;
        const pointed = t.kind === TypeKind.Pointer ? t.elem : null;
        const elems = x.elemList.length > 0 ? '...' : '';
        return `${pointed === null ? this.type(t) : `&${this.type(pointed)}`}{${elems}}`;
      }
      case NodeKind.SelectorExpr:
        return `${this.expr(x.x, primary)}.${x.sel.value}`;
      case NodeKind.IndexExpr:
        return `${this.expr(x.x, primary)}[${this.expr(x.index)}]`;
      case NodeKind.SliceExpr: {
        const [lo, hi, max] = [x.lo, x.hi, x.max].map(i => (i === null ? '' : this.expr(i)));
        return `${this.expr(x.x, primary)}[${lo}:${hi}${x.max === null ? '' : `:${max}`}]`;
      }
      case NodeKind.AssertExpr:
        return `${this.expr(x.x, primary)}.(${this.expr(x.assertType)})`;
      case NodeKind.ListExpr:
        return this.list(x.elemList);
      case NodeKind.CallExpr:
        return this.call(x);
      case NodeKind.Operation: {
        const op = Operator.text[x.op]!;
        const own = x.y === null ? unary : precedence(x.op);
        let text: string;
        if (x.y !== null) text = `${this.expr(x.x, own)} ${op} ${this.expr(x.y, own + 1)}`;
        else text = op + this.expr(x.x, primary);
        return prec > own ? `(${text})` : text;
      }
      default:
        return exprString(x).replaceAll('\u2026', '...');
    }
  }

  private list(list: readonly Expr[]): string {
    return list.map(x => this.expr(x)).join(', ');
  }

  private call(x: CallExpr): string {
    if (isConversion(x)) {
      const t = x.fun.type as Type;
      const isNamed = t.kind === TypeKind.Named || t.kind === TypeKind.Alias || t.kind === TypeKind.Basic;
      const text = this.type(t);
      return `${isNamed ? text : `(${text})`}(${this.expr(x.argList[0]!)})`;
    }
    return `${this.expr(x.fun, primary)}(${this.list(x.argList)}${x.hasDots ? '...' : ''})`;
  }

  /** The value, in a conversion where the type is not the one that such a value has by itself. */
  private constant(c: Constant, t: Type): string {
    const basic = t.kind === TypeKind.Basic ? t.basic : -1;
    if (basic === BasicKind.UntypedRune && c.kind === Kind.Int && c.val >= 0n && c.val <= 0x10ffffn) {
      return `'${String.fromCodePoint(Number(c.val))}'`;
    }
    const text = constantString(c);
    return isDefault(c.kind, basic) ? text : `${this.type(t)}(${text})`;
  }
}

/** Whether a constant of a kind has a type when nobody gives it one, or none. */
function isDefault(kind: Kind.Kind, basic: number): boolean {
  switch (kind) {
    case Kind.Bool:
      return basic === BasicKind.Bool || basic === BasicKind.UntypedBool;
    case Kind.String:
      return basic === BasicKind.String || basic === BasicKind.UntypedString;
    case Kind.Int:
      return basic === BasicKind.Int || basic === BasicKind.UntypedInt;
    case Kind.Float:
      return basic === BasicKind.Float64 || basic === BasicKind.UntypedFloat;
    case Kind.Complex:
      return basic === BasicKind.Complex128 || basic === BasicKind.UntypedComplex;
    default:
      return true;
  }
}

/** Whether a call is a conversion. */
export function isConversion(n: CallExpr): boolean {
  return n.fun.mode === Mode.TypExpr;
}

/** The variables of a function that are set once, where they are declared: by the object, what to. */
export function onlyValues(written: readonly Node[]): Map<unknown, Expr> {
  const values = new Map<unknown, Expr>();
  const changed = new Set<unknown>();
  const change = (e: Expr | null): void => {
    if (e === null) return;
    const x = unparen(e);
    if (x.kind === NodeKind.ListExpr) x.elemList.forEach(change);
    else if (x.kind === NodeKind.Name) changed.add(x.obj);
  };
  const define = (names: readonly Node[], given: Expr | null): void => {
    const list = given === null ? [] : given.kind === NodeKind.ListExpr ? given.elemList : [given];
    names.forEach((n, i) => {
      if (n.kind !== NodeKind.Name || n.obj === null) return;
      const declared = (n.obj as Var).pos === n.pos;
      if (!declared || list.length !== names.length) changed.add(n.obj);
      else values.set(n.obj, list[i]!);
    });
  };
  const look = (n: Node): boolean => {
    switch (n.kind) {
      case NodeKind.VarDecl:
        define(n.nameList, n.values);
        break;
      case NodeKind.AssignStmt:
        if (n.op !== Operator.Def) change(n.lhs);
        else define(n.lhs.kind === NodeKind.ListExpr ? n.lhs.elemList : [n.lhs], n.rhs);
        break;
      case NodeKind.RangeClause:
        change(n.lhs);
        break;
      case NodeKind.Operation:
        if (n.y === null && n.op === Operator.And) change(n.x);
        break;
      default:
        break;
    }
    return true;
  };
  for (const root of written) walk(root, look);
  for (const obj of changed) values.delete(obj);
  return values;
}
