// Literals: numbers and strings, functions, composites.

import { constantString } from '../constant/format.ts';
import { toFloat, toInt } from '../constant/convert.ts';
import * as ConstKind from '../constant/kind.ts';
import { makeFromLiteral } from '../constant/literal.ts';
import type { Value } from '../constant/value.ts';
import { float64Val, imag, real } from '../constant/value.ts';
import * as Code from '../diag/codes.ts';
import { assert } from '../diag/internal-error.ts';
import { exprString } from '../syntax/exprstring.ts';
import * as LitKind from '../syntax/litkind.ts';
import type { BasicLit, CompositeLit, Expr, FuncLit } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import { endPos } from '../syntax/positions.ts';
import { assignment } from './assignments.ts';
import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import { later } from './checker.ts';
import { overflow } from './const.ts';
import { errorf, versionErrorf } from './errors.ts';
import { expr, exprWithHint } from './expr.ts';
import { typeText } from './format.ts';
import { indexOperand } from './indexing.ts';
import { fieldIndex } from './lookup.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { identical, isNonTypeParamInterface, isValid } from './predicates.ts';
import { recordTypeAndValue, recordUse } from './recording.ts';
import { lookupError } from './selector.ts';
import { funcBody } from './stmt.ts';
import * as TypeKind from './typekind.ts';
import { typ, varType } from './typexpr.ts';
import type { MapT, Struct, Type } from './type.ts';
import { ArrayT } from './type.ts';
import { commonUnder, unalias, under } from './under.ts';
import { use } from './use.ts';
import { allowVersion } from './version.ts';

/** Numeric literals of more characters are refused. */
const maxLiteral = 10000;

/** Numeric literals of at most so many characters are integers of less than 512 bits, if they are integers. */
const shortLiteral = 120;

/** Checks a number, rune or string. */
export function basicLit(check: Checker, x: Operand, e: BasicLit): void {
  const text = e.value;
  switch (e.lit) {
    case LitKind.Int:
      x.type = Typ.UntypedInt;
      break;
    case LitKind.Float:
      x.type = Typ.UntypedFloat;
      break;
    case LitKind.Imag:
      x.type = Typ.UntypedComplex;
      break;
    case LitKind.Rune:
      x.type = Typ.UntypedRune;
      break;
    case LitKind.String:
      x.type = Typ.UntypedString;
      break;
  }
  if (e.lit <= LitKind.Imag) {
    if (!allowVersion(check, 13)) langCompat(check, e);
    if (text.length > maxLiteral) {
      const what = `excessively long constant: ${text.slice(0, 10)}... (${text.length} chars)`;
      errorf(check, e, Code.InvalidConstVal, what);
      x.mode = Mode.Invalid;
      return;
    }
  }
  x.val = makeFromLiteral(text, e.lit);
  if (x.val.kind === ConstKind.Unknown) {
    // The parser has checked the syntax, so it is too large or too small.
    errorf(check, e, Code.InvalidConstVal, `malformed constant: ${text}`);
    x.mode = Mode.Invalid;
    return;
  }
  x.mode = Mode.Constant;
  if (text.length > shortLiteral) {
    x.expr = e;
    overflow(check, x, e.pos);
  }
}

/** Reports notations of numbers that came with Go 1.13. */
function langCompat(check: Checker, e: BasicLit): void {
  const s = e.value;
  if (s.length <= 2) return;
  if (s.includes('_')) {
    versionErrorf(check, e, 13, 'underscore in numeric literal');
    return;
  }
  if (s[0] !== '0') return;
  switch (s[1]) {
    case 'b':
    case 'B':
      versionErrorf(check, e, 13, 'binary literal');
      break;
    case 'o':
    case 'O':
      versionErrorf(check, e, 13, '0o/0O-style octal literal');
      break;
    case 'x':
    case 'X':
      if (e.lit !== LitKind.Int) versionErrorf(check, e, 13, 'hexadecimal floating-point literal');
      break;
    default:
  }
}

/** Checks a function literal; its body is checked at the end of the statement. */
export function funcLit(check: Checker, x: Operand, e: FuncLit): void {
  const sig = typ(check, e.funcType);
  assert(sig.kind === TypeKind.Signature, 'a function has a signature');
  if (sig.kind !== TypeKind.Signature) return;
  const scope = sig.scope;
  if (scope !== null) {
    scope.pos = e.pos;
    scope.end = endPos(e);
  }
  if (!check.conf.ignoreFuncBodies) {
    // The literal belongs to the declaration around it. It may stand in the declaration of a type that its body uses, so it
    // is checked later, but before the names in scope change.
    const decl = check.env.decl;
    const iota = check.env.iota;
    later(check, () => funcBody(check, decl, '<function literal>', sig, e.body, iota));
  }
  x.mode = Mode.Value;
  x.type = sig;
}

/** Checks a composite literal; `hint` is its type where that is left out. */
export function compositeLit(check: Checker, x: Operand, e: CompositeLit, hint: Type | null): void {
  let type: Type;
  let base: Type;
  if (e.litType !== null) {
    if (e.litType.kind === NodeKind.ArrayType && e.litType.len === null) {
      type = new ArrayT(varType(check, e.litType.elem), -1); // [...]T: its elements tell the length
    } else {
      type = typ(check, e.litType);
    }
    base = type;
  } else if (hint !== null) {
    type = hint;
    base = type;
    // Among elements of type *T, {} is &T{}.
    const u = core(base);
    const p = u === null ? null : unalias(u);
    if (p !== null && p.kind === TypeKind.Pointer) base = p.elem;
  } else {
    errorf(check, e, Code.UntypedLit, 'missing type in composite literal');
    type = Typ.Invalid;
    base = type;
  }

  const u = core(base);
  switch (u === null ? 0 : u.kind) {
    case TypeKind.Struct:
      structLit(check, x, e, base, u as Struct);
      break;

    case TypeKind.Array: {
      const array = u as ArrayT;
      const n = indexedElts(check, e, array.elem, array.len);
      // Also where the length of [n]T is invalid: what is there is the best guess.
      if (array.len < 0) {
        array.len = n;
        if (e.litType !== null) recordTypeAndValue(check, e.litType, Mode.TypExpr, array, null);
      }
      break;
    }

    case TypeKind.Slice:
      indexedElts(check, e, (u as ArrayT).elem, -1);
      break;

    case TypeKind.Map:
      mapLit(check, x, e, u as MapT);
      break;

    default:
      for (const elem of e.elemList) {
        // A key may be the name of a field, which nobody can look up.
        use(check, elem.kind === NodeKind.KeyValueExpr ? elem.val : elem);
      }
      if (u === null || isValid(u)) {
        const what = e.litType === null && hint !== null ? ' element' : '';
        const cause = u === null ? ' (no common underlying type)' : '';
        const text = `invalid composite literal${what} type ${typeText(check, type)}${cause}`;
        errorf(check, e, Code.InvalidLit, text);
        x.mode = Mode.Invalid;
        return;
      }
  }
  x.mode = Mode.Value;
  x.type = type;
}

/** The underlying type; for a type parameter the common one of its type set, or null. */
function core(t: Type): Type | null {
  const u = under(t);
  return u.kind === TypeKind.Interface ? commonUnder(t, null).type : u;
}

function structLit(check: Checker, x: Operand, lit: CompositeLit, base: Type, u: Struct): void {
  const elems = lit.elemList;
  if (elems.length === 0) return;
  const fields = u.fields;
  const mixture = 'mixture of field:value and value elements in struct literal';
  if (elems[0]!.kind === NodeKind.KeyValueExpr) {
    const visited: boolean[] = [];
    for (const e of elems) {
      if (e.kind !== NodeKind.KeyValueExpr) {
        errorf(check, e, Code.MixedStructLit, mixture);
        continue;
      }
      expr(check, null, x, e.val);
      const key = e.key;
      if (key.kind !== NodeKind.Name) {
        errorf(check, e, Code.InvalidLitField, `invalid field name ${exprString(key)} in struct literal`);
        continue;
      }
      const i = fieldIndex(fields, check.pkg, key.value, false);
      if (i < 0) {
        const j = fieldIndex(fields, check.pkg, key.value, true);
        const text = lookupError(check, base, key.value, j < 0 ? null : fields[j]!, true);
        errorf(check, key, Code.MissingLitField, text);
        continue;
      }
      const field = fields[i]!;
      recordUse(check, key, field);
      assignment(check, x, field.type!, 'struct literal', null);
      if (visited[i] === true) {
        errorf(check, e, Code.DuplicateLitField, `duplicate field name ${key.value} in struct literal`);
        continue;
      }
      visited[i] = true;
    }
    return;
  }

  for (let i = 0; i < elems.length; i++) {
    const e = elems[i]!;
    if (e.kind === NodeKind.KeyValueExpr) {
      errorf(check, e, Code.MixedStructLit, mixture);
      continue;
    }
    expr(check, null, x, e);
    if (i >= fields.length) {
      const text = `too many values in struct literal of type ${typeText(check, base)}`;
      errorf(check, x, Code.InvalidStructLit, text);
      break;
    }
    const field = fields[i]!;
    if (!field.exported() && field.pkg !== check.pkg) {
      const text = `implicit assignment to unexported field ${field.name} in struct literal of type ${typeText(check, base)}`;
      errorf(check, x, Code.UnexportedLitField, text);
      continue;
    }
    assignment(check, x, field.type!, 'struct literal', null);
  }
  if (elems.length < fields.length) {
    const text = `too few values in struct literal of type ${typeText(check, base)}`;
    errorf(check, lit.rbrace, Code.InvalidStructLit, text);
  }
}

/** Checks the elements of an array or slice literal; `length` is that of the array, -1 if not known. Returns the length. */
function indexedElts(check: Checker, lit: CompositeLit, elem: Type, length: number): number {
  // Without keys no index can be there twice.
  const visited: Set<number> | null = lit.keyCount > 0 ? new Set() : null;
  const x = new Operand();
  let index = 0;
  let max = 0;
  for (const e of lit.elemList) {
    let valid = false;
    let val: Expr = e;
    if (e.kind === NodeKind.KeyValueExpr) {
      val = e.val;
      indexOperand(check, x, e.key, length);
      if (x.mode === Mode.Constant && x.val!.kind === ConstKind.Int) {
        index = Number(x.val!.val);
        valid = true;
      } else if (x.mode !== Mode.Invalid) {
        errorf(check, e, Code.InvalidLitIndex, `index ${exprString(e.key)} must be integer constant`);
      }
    } else if (length >= 0 && index >= length) {
      errorf(check, e, Code.OversizeArrayLit, `index ${index} is out of bounds (>= ${length})`);
    } else {
      valid = true;
    }
    if (valid && visited !== null) {
      if (visited.has(index)) {
        errorf(check, e, Code.DuplicateLitKey, `duplicate index ${index} in array or slice literal`);
      }
      visited.add(index);
    }
    index++;
    if (index > max) max = index;
    exprWithHint(check, x, val, elem);
    assignment(check, x, elem, 'array or slice literal', null);
  }
  return max;
}

function mapLit(check: Checker, x: Operand, lit: CompositeLit, u: MapT): void {
  // In an interface keys of equal value but different types are different.
  const keyIsInterface = isNonTypeParamInterface(u.key);
  const visited = new Map<unknown, Type[] | null>();
  for (const e of lit.elemList) {
    if (e.kind !== NodeKind.KeyValueExpr) {
      errorf(check, e, Code.MissingLitKey, 'missing key in map literal');
      continue;
    }
    exprWithHint(check, x, e.key, u.key);
    assignment(check, x, u.key, 'map literal', null);
    if (x.mode === Mode.Invalid) continue;
    if (x.mode === Mode.Constant) {
      const key = keyVal(x.val!);
      let duplicate = false;
      if (keyIsInterface) {
        const types = visited.get(key) ?? [];
        for (const t of types) duplicate ||= identical(t, x.type);
        types.push(x.type);
        visited.set(key, types);
      } else {
        duplicate = visited.has(key);
        visited.set(key, null);
      }
      if (duplicate) {
        errorf(check, x, Code.DuplicateLitKey, `duplicate key ${constantString(x.val!)} in map literal`);
        continue;
      }
    }
    exprWithHint(check, x, e.val, u.elem);
    assignment(check, x, u.elem, 'map literal', null);
  }
}

/** Something that is equal (as a key of a Map) for equal constants: 1, 1.0 and 1 + 0i are. */
function keyVal(v: Value): unknown {
  switch (v.kind) {
    case ConstKind.Complex: {
      const f = toFloat(v);
      // No byte string has this character.
      if (f.kind !== ConstKind.Float) return `\u0100${float64Val(real(v))},${float64Val(imag(v))}`;
      return keyVal(f);
    }
    case ConstKind.Float: {
      const i = toInt(v);
      return i.kind === ConstKind.Int ? keyVal(i) : float64Val(v);
    }
    case ConstKind.Int:
      return v.val;
    case ConstKind.String:
    case ConstKind.Bool:
      return v.val;
    default:
      return v;
  }
}
