// Expressions and simple statements as text, as gc shows them in errors: on one line, with the contents of function bodies
// and composite literals left out. The text is made from the tree, so blanks are where gc puts them, not where the source has
// them. The left operand of a chain of operators, calls and selectors is followed in a loop: such chains can be long.

import * as ChanDir from './chandir.ts';
import * as NodeKind from './nodekind.ts';
import type { BasicLit, Expr, Field, FuncType, SimpleStmt, StructType } from './nodes.ts';
import * as Operator from './operator.ts';

/** An expression or type, as gc's syntax.String. */
export function exprString(x: Expr): string {
  let rest = ''; // what follows x
  for (;;) {
    switch (x.kind) {
      case NodeKind.BadExpr:
        return '<bad expr>' + rest;
      case NodeKind.Name:
      case NodeKind.BasicLit:
        return x.value + rest;
      case NodeKind.FuncLit:
        return `${exprString(x.funcType)} {${x.body.list.length > 0 ? '…' : ''}}${rest}`;
      case NodeKind.CompositeLit:
        rest = `{${x.elemList.length > 0 ? '…' : ''}}${rest}`;
        if (x.litType === null) return rest;
        x = x.litType;
        break;
      case NodeKind.ParenExpr:
        return `(${exprString(x.x)})${rest}`;
      case NodeKind.SelectorExpr:
        rest = `.${x.sel.value}${rest}`;
        x = x.x;
        break;
      case NodeKind.IndexExpr:
        rest = `[${exprString(x.index)}]${rest}`;
        x = x.x;
        break;
      case NodeKind.SliceExpr: {
        const lo = x.lo === null ? '' : exprString(x.lo);
        const hi = x.hi === null ? '' : exprString(x.hi);
        const max = x.max === null ? '' : ':' + exprString(x.max);
        rest = `[${lo}:${hi}${max}]${rest}`;
        x = x.x;
        break;
      }
      case NodeKind.AssertExpr:
        rest = `.(${exprString(x.assertType)})${rest}`;
        x = x.x;
        break;
      case NodeKind.TypeSwitchGuard:
        return `${x.lhs === null ? '' : x.lhs.value + ' := '}${exprString(x.x)}.(type)${rest}`;
      case NodeKind.CallExpr:
        rest = `(${exprListString(x.argList)}${x.hasDots ? '...' : ''})${rest}`;
        x = x.fun;
        break;
      case NodeKind.Operation: {
        const op = Operator.text[x.op]!;
        if (x.y === null) return op + exprString(x.x) + rest;
        rest = ` ${op} ${exprString(x.y)}${rest}`;
        x = x.x;
        break;
      }
      case NodeKind.KeyValueExpr:
        return `${exprString(x.key)}: ${exprString(x.val)}${rest}`;
      case NodeKind.ListExpr:
        return exprListString(x.elemList) + rest;
      case NodeKind.ArrayType:
        return `[${x.len === null ? '...' : exprString(x.len)}]${exprString(x.elem)}${rest}`;
      case NodeKind.SliceType:
        return `[]${exprString(x.elem)}${rest}`;
      case NodeKind.DotsType:
        return `...${exprString(x.elem)}${rest}`;
      case NodeKind.StructType:
        return `struct{${fieldListString(x)}}${rest}`;
      case NodeKind.FuncType:
        return `func${signatureString(x)}${rest}`;
      case NodeKind.InterfaceType:
        return `interface{${x.methodList.map(methodString).join('; ')}}${rest}`;
      case NodeKind.MapType:
        return `map[${exprString(x.key)}]${exprString(x.elem)}${rest}`;
      case NodeKind.ChanType: {
        const { dir, elem } = x;
        const word = dir === ChanDir.RecvOnly ? '<-chan ' : dir === ChanDir.SendOnly ? 'chan<- ' : 'chan ';
        // chan (<-chan T) needs its parentheses.
        const ambiguous = dir === ChanDir.Both && elem.kind === NodeKind.ChanType && elem.dir === ChanDir.RecvOnly;
        return `${word}${ambiguous ? `(${exprString(elem)})` : exprString(elem)}${rest}`;
      }
    }
  }
}

/** A simple statement, as gc's syntax.String. */
export function nodeString(s: SimpleStmt): string {
  switch (s.kind) {
    case NodeKind.EmptyStmt:
      return '';
    case NodeKind.ExprStmt:
      return exprString(s.x);
    case NodeKind.SendStmt:
      return `${exprString(s.chan)} <- ${exprString(s.val)}`;
    case NodeKind.AssignStmt: {
      const op = Operator.text[s.op]!;
      if (s.rhs === null) return exprString(s.lhs) + op + op;
      return `${exprString(s.lhs)} ${op}= ${exprString(s.rhs)}`;
    }
    case NodeKind.RangeClause: {
      const lhs = s.lhs === null ? '' : `${exprString(s.lhs)} ${s.def ? ':=' : '='} `;
      return `${lhs}range ${exprString(s.x)}`;
    }
  }
}

function exprListString(list: readonly Expr[]): string {
  return list.map(exprString).join(', ');
}

/** The parameters and results of a function, without `func`. */
function signatureString(type: FuncType): string {
  const params = paramListString(type.paramList);
  const [first] = type.resultList;
  if (first === undefined) return params;
  if (type.resultList.length === 1 && first.name === null) return `${params} ${exprString(first.type)}`;
  return `${params} ${paramListString(type.resultList)}`;
}

/** Names that share a type show it once. */
function paramListString(list: readonly Field[]): string {
  const parts = list.map((f, i) => {
    if (f.name === null) return exprString(f.type);
    const next = list[i + 1];
    if (next !== undefined && next.name !== null && next.type === f.type) return f.name.value;
    return `${f.name.value} ${exprString(f.type)}`;
  });
  return `(${parts.join(', ')})`;
}

function fieldListString(struct: StructType): string {
  const { fieldList, tagList } = struct;
  const groups: string[] = [];
  for (let i = 0; i < fieldList.length;) {
    const first = fieldList[i]!;
    const names: string[] = [];
    let next = i;
    if (first.name === null) next++;
    else {
      for (; next < fieldList.length; next++) {
        const f = fieldList[next]!;
        if (f.name === null || f.type !== first.type) break;
        names.push(f.name.value);
      }
    }
    const tag: BasicLit | null = tagList[i] ?? null;
    groups.push(
      (names.length === 0 ? '' : names.join(', ') + ' ') +
        exprString(first.type) +
        (tag === null ? '' : ' ' + tag.value),
    );
    i = next;
  }
  return groups.join('; ');
}

function methodString(m: Field): string {
  if (m.name === null) return exprString(m.type);
  return m.name.value + (m.type.kind === NodeKind.FuncType ? signatureString(m.type) : exprString(m.type));
}
