import assert from 'node:assert/strict';
import test from 'node:test';
import { parseFunc } from '../../ssa/parse.ts';
import { checkProgram } from '../../ssa/program/check-program.ts';
import { newCompileMachine } from './compile.ts';
import { shortLoops } from './short-loops.ts';

const machine = newCompileMachine();
const { p, typeOf } = checkProgram('package main', machine.ops);

const loop = (body: string): string => `func main.f(int) (int)
b0:
  n = ArgReg.i64
  q = ArgReg.ptr [1]
  z = ConstInt.i64 [0]
  Plain -> b1
b1: <- b0 b4
  i = Phi.i64 z k
  Plain -> b2
b2: <- b1 b3
  j = Phi.i64 z l
${body}
  Plain -> b3
b3:
  l = Add.i64 j i
  c = LtS.i8 l n
  If c -> b2 b4
b4:
  k = Add.i64 i l
  d = LtS.i8 k n
  If d -> b1 b5
b5:
  Ret k`;

let n = 0;

const cases: readonly (readonly [name: string, body: string, heads: readonly number[]])[] = [
  ['the inner one of two loops', '', [2]],
  ['a call is longer than any loop', '  v = CallStatic {main.g(*int)} z', []],
  [
    'constants and notes are no instructions',
    '  v = ConstInt.i64 [3]\n'.repeat(30).replace(/v/g, () => `v${n++}x`),
    [2],
  ],
  ['a long loop', '  v = Store q j\n'.repeat(30).replace(/v/g, () => `v${n++}x`), []],
];

for (const [name, body, heads] of cases) {
  test(name, () => {
    const f = parseFunc(p, loop(body), typeOf);
    machine.select(p, f);
    const found = shortLoops(f);
    assert.deepEqual(
      f.blocks.filter(b => found[b.id] === 1).map(b => f.blocks.indexOf(b)),
      heads,
    );
  });
}
