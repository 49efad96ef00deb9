// What goes to the block that needs it, and what must stay.
import assert from 'node:assert/strict';
import test from 'node:test';
import { checkFunc } from '../check.ts';
import { Dominators, Loops } from '../dominators.ts';
import { parseFunc } from '../parse.ts';
import { printFunc } from '../print.ts';
import { checkProgram } from '../program/check-program.ts';
import { tighten } from './tighten.ts';

const { p, typeOf } = checkProgram('package main');

/** Rows: a function, and what its text matches afterwards. */
const cases: readonly (readonly [name: string, text: string, want: RegExp])[] = [
  [
    'what one way needs, with what that is made from',
    `func main.f(int) (int)
b0:
  x = Param.i64
  y = Neg.i64 x
  w = Not.i64 y
  c = LtS.i8 x x
  If c -> b1 b2
b1: <- b0
  Ret w
b2: <- b0
  Ret x`,
    /b0:[^:]*LtS[^]*b1:[^:]*Neg[^:]*Not[^]*b2:/,
  ],
  [
    'what both ways need stays, and what would keep two values in registers',
    `func main.f(int, int) (int)
b0:
  x = Param.i64
  z = Param.i64 [1]
  y = Neg.i64 x
  w = Xor.i64 x z
  c = LtS.i8 x z
  If c -> b1 b2
b1: <- b0
  v = Not.i64 w
  u = Add.i64 v y
  Ret u
b2: <- b0
  Ret y`,
    /b0:[^:]*Neg[^:]*Xor[^:]*LtS/,
  ],
  [
    'nothing goes into a loop',
    `func main.f(int) (int)
b0:
  x = Param.i64
  y = Neg.i64 x
  Plain -> b1
b1: <- b0 b1
  i = Phi.i64 x n
  n = Xor.i64 i y
  c = LtS.i8 n x
  If c -> b1 b2
b2: <- b1
  Ret n`,
    /b0:[^:]*Neg[^]*b1:/,
  ],
  [
    'the step of a loop goes behind the last use of the old value',
    `func main.f(int) (int)
b0:
  x = Param.i64
  o = ConstInt.i64 [1]
  Plain -> b1
b1: <- b0 b3
  i = Phi.i64 x n
  n = Sub.i64 i o
  c = LtS.i8 i x
  If c -> b2 b3
b2: <- b1
  Ret i
b3: <- b1
  Plain -> b1`,
    /LtS[^]*b3:[^:]*Sub/,
  ],
  [
    'an edge stays empty where the old value is not needed',
    `func main.f(int) (int)
b0:
  x = Param.i64
  o = ConstInt.i64 [1]
  Plain -> b1
b1: <- b0 b3
  i = Phi.i64 x n
  c = LtS.i8 i x
  n = Sub.i64 i o
  If c -> b2 b3
b2: <- b1
  Ret x
b3: <- b1
  Plain -> b1`,
    /LtS[^:]*Sub[^]*b3:/,
  ],
];

for (const [name, text, want] of cases) {
  test(name, () => {
    const f = parseFunc(p, text, typeOf);
    checkFunc(p, f, 'parse');
    const doms = new Dominators(f);
    tighten(f, doms, new Loops(f, doms));
    checkFunc(p, f, 'tighten');
    assert.match(printFunc(p, f), want);
  });
}
