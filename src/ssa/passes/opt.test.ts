import assert from 'node:assert/strict';
import test from 'node:test';
import { checkFunc } from '../check.ts';
import { parseFunc } from '../parse.ts';
import { printFunc } from '../print.ts';
import { checkProgram } from '../program/check-program.ts';
import { opt } from './opt.ts';

const { p, typeOf } = checkProgram('package main');

/** Rows: values of a block with parameters x, y (int), a (int32), b (int8), q (pointer), g (float64); `r` is returned; what is left. */
const cases: readonly (readonly [values: string, want: string])[] = [
  ['c = ConstInt.i64 [3]; d = ConstInt.i64 [4]; e = Add.i64 x c; r = Add.i64 d e', 'ConstInt.i64 [7]; Add.i64 x _'],
  ['c = ConstInt.i8 [100]; d = ConstInt.i8 [100]; e = Add.i8 b c; r = Add.i8 e d', 'ConstInt.i8 [-56]; Add.i8 b _'],
  ['s = Sub.i64 x y; r = Add.i64 s y', 'x'],
  ['c = ConstInt.i64 [-8]; r = Sub.i64 x c', 'ConstInt.i64 [8]; Add.i64 x _'],
  ['c = ConstInt.i64 [8]; r = Mul.i64 c x', 'ConstInt.i8 [3]; Shl.i64 x _ [1]'],
  ['c = ConstInt.i64 [16]; r = ModU.i64 x c', 'ConstInt.i64 [15]; And.i64 x _'],
  ['c = ConstInt.i8 [-128]; r = DivU.i8 b c', 'ConstInt.i8 [7]; ShrU.i8 b _ [1]'],
  ['c = ConstInt.i64 [64]; r = Shl.i64 x c', 'ConstInt.i64 [0]'],
  ['c = ConstInt.i8 [-56]; r = ShrS.i64 x c', 'ConstInt.i8 [63]; ShrS.i64 x _ [1]'],
  ['t = Trunc.i8 x; r = ZeroExt.i64 t', 'ConstInt.i64 [255]; And.i64 x _'],
  ['t = ZeroExt.i64 b; c = ConstInt.i64 [255]; r = And.i64 t c', 'ZeroExt.i64 b'],
  [
    'c = ConstInt.i64 [5]; d = ConstInt.i8 [60]; e = ConstInt.i8 [4]; u = ShrU.i64 x d; s = Shl.i64 x e; r = Or.i64 u s',
    'ConstInt.i8 [4]; RotL.i64 x _',
  ],
  [
    'm = ConstInt.i64 [63]; k = And.i64 y m; c = ConstInt.i64 [64]; d = Sub.i64 c k; s = Shl.i64 x k; u = ShrU.i64 x d; r = Or.i64 s u',
    'ConstInt.i64 [63]; And.i64 y _; RotL.i64 x _',
  ],
  [
    'm = ConstInt.i64 [31]; k = And.i64 y m; c = ConstInt.i64 [32]; d = Sub.i64 c k; s = ShrU.i32 a k; u = Shl.i32 a d; r = Add.i32 s u',
    'ConstInt.i64 [31]; And.i64 y _; ConstInt.i64 [32]; Sub.i64 _ _; RotL.i32 a _',
  ],
  [
    'm = ConstInt.i64 [63]; k = And.i64 y m; c = ConstInt.i64 [32]; d = Sub.i64 c k; s = ShrU.i32 a k; u = Shl.i32 a d; r = Or.i32 s u',
    'ConstInt.i64 [63]; And.i64 y _; ConstInt.i64 [32]; Sub.i64 _ _; ShrU.i32 a _; Shl.i32 a _; Or.i32 _ _',
  ],
  ['c = ConstInt.i8 [3]; s = ShrS.i32 a c; r = Shl.i32 s c', 'ConstInt.i32 [-8]; And.i32 a _'],
  ['c = Eq.i8 x y; r = BoolNot.i8 c', 'Ne.i8 x y'],
  ['c = LtS.i8 x y; r = BoolNot.i8 c', 'LeS.i8 y x'],
  ['c = FLt.i8 g g; r = BoolNot.i8 c', 'FLt.i8 g g; BoolNot.i8 _'],
  ['z = ZeroExt.i64 b; c = ConstInt.i64 [256]; r = LtU.i8 z c', 'ConstInt.i8 [1]'],
  [
    'c = ConstInt.i64 [8]; z = ConstInt.i64 [0]; m = ModS.i64 x c; r = Eq.i8 m z',
    'ConstInt.i64 [7]; And.i64 x _; ConstInt.i64 [0]; Eq.i8 _ _',
  ],
  ['o = OffPtr.ptr q [8]; k = OffPtr.ptr o [8]; r = Load.i64 k [4]', 'Load.i64 q [20]'],
  ['c = ConstFloat.f64 [4616189618054758400]; r = FDiv.f64 g c', 'ConstFloat.f64 [4598175219545276416]; FMul.f64 g _'],
  ['c = ConstFloat.f64 [0]; r = FAdd.f64 g c', 'ConstFloat.f64 [0]; FAdd.f64 g _'],
  [
    'c = ConstInt.i64 [-9223372036854775808]; d = ConstInt.i64 [-1]; r = DivS.i64 c d',
    'ConstInt.i64 [-9223372036854775808]',
  ],
  ['c = ConstInt.i64 [3]; d = ConstInt.i64 [0]; r = Mul.i64 c d; e = CheckBounds d c', 'ConstInt.i64 [0]'],
  ['t = Alloc.ptr {int}; n = NilCheck t; z = ConstInt.ptr [0]; r = Eq.i8 t z', 'ConstInt.i8 [0]'],
];

for (const [values, want] of cases) {
  test(values, () => {
    const text = `func main.f(int, int, int32, int8, *int, float64)
b0: entry
  x = Param.i64
  y = Param.i64 [1]
  a = Param.i32 [2]
  b = Param.i8 [3]
  q = Param.ptr [4]
  g = Param.f64 [5]
  ${values.replaceAll('; ', '\n  ')}
  Ret x y a b q g r`;
    const f = parseFunc(p, text, typeOf);
    opt(p, f);
    checkFunc(p, f, 'opt');
    const names = ['', 'x', 'y', 'a', 'b', 'q', 'g'];
    const lines = printFunc(p, f).split('\n').slice(8, -2);
    const got = lines
      .filter(line => line.startsWith('  v'))
      .map(line => line.replace(/^ *v\d+ = /, '').replace(/\bv(\d+)/g, (_, v: string) => names[Number(v)] ?? '_'))
      .join('; ');
    const ret = /Ret.* v(\d+)$/m.exec(printFunc(p, f))!;
    assert.equal(got === '' ? names[Number(ret[1])] : got, want);
  });
}
