// The positions of elements in literals of arrays and slices.

import { toInt } from '../../constant/convert.ts';
import { int64Val, type Value as Constant } from '../../constant/value.ts';
import { assert } from '../../diag/internal-error.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { CompositeLit, Expr } from '../../syntax/nodes.ts';

/** The length that a slice or array literal has by its elements. */
export function elemCount(e: CompositeLit): number {
  if (e.keyCount === 0) return e.elemList.length;
  let n = 0;
  let i = 0;
  for (const elem of e.elemList) {
    if (elem.kind === NodeKind.KeyValueExpr) i = constIndex(elem.key);
    i++;
    if (i > n) n = i;
  }
  return n;
}

/** The position that a key names. */
export function constIndex(e: Expr): number {
  assert(e.constant !== null, 'the key of an array literal is constant');
  return Number(int64Val(toInt(e.constant as Constant)));
}
