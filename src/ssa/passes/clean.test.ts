import assert from 'node:assert/strict';
import test from 'node:test';
import { checkFunc } from '../check.ts';
import { parseFunc } from '../parse.ts';
import { printFunc } from '../print.ts';
import { checkProgram } from '../program/check-program.ts';
import { clean } from './clean.ts';

const { p, typeOf } = checkProgram('package main\n type T struct { x int; s string }\n func g(int, string) (int, T)');

/** Rows: a function before and after. */
const cases: readonly (readonly [name: string, before: string, after: string])[] = [
  [
    'everything is printed and read back',
    `
func main.f(int, string) (int) hasDefer
slot 0 main.T x always
b0: entry
  v1 = Param.i64
  v2 = Param.ptr [1]
  v3 = Param.i64 [1,1]
  v4 = SymAddr.ptr {main.g} [8]
  v5 = Load.i64 v4 [-8,1]
  v6 = ConstInt.i64 [-9223372036854775808]
  v7 = LtS.i8 v5 v6
  v8 = Alloc.ptr {main.T} [1]
  v9 = Move {main.T} v8 v4 [1]
  v10 = ConstFloat.f64 [4607182418800017408]
  If v7 -> b1 b2 likely
b1: <- b0
  v11 = CallStatic {main.g(int, string) (int, main.T)} v1 v2 v3
  v12 = Result.i64 v11
  v13 = ResultMem v11 v8 [1]
  v14 = Store {1} v4 v12 [16]
  Ret v12
b2: <- b0
  v15 = CallClosure {func(float64)} v2 v10
  v16 = CallStatic {runtime.f<0>()}
  Exit
`,
    '=',
  ],
  [
    'copies and dead values',
    `
func main.f(int) (int)
b0: entry
  a = Param.i64 [0]
  b = Copy.i64 a
  c = Copy.i64 b
  d = Add.i64 c c
  e = Mul.i64 b c
  m = DebugVar d
  n = DebugVar e
  x = Alloc.ptr {int}
  Ret e
`,
    `
func main.f(int) (int)
b0: entry
  v1 = Param.i64
  v5 = Mul.i64 v1 v1
  v6 = DebugVar
  v7 = DebugVar v5
  Ret v5
`,
  ],
  [
    'trivial phis in a loop',
    `
func main.f(int) (int)
b0: entry
  a = Param.i64 [0]
  Plain -> b1
b1: <- b0 b2
  x = Phi.i64 a y
  z = Phi.i64 a w
  t = Eq.i8 x z
  If t -> b2 b3
b2:
  y = Copy.i64 x
  w = Add.i64 z x
  Plain -> b1
b3:
  Ret x
`,
    `
func main.f(int) (int)
b0: entry
  v1 = Param.i64
  Plain -> b1
b1: <- b0 b2
  v3 = Phi.i64 v1 v6
  v4 = Eq.i8 v1 v3
  If v4 -> b2 b3
b2: <- b1
  v6 = Add.i64 v3 v1
  Plain -> b1
b3: <- b1
  Ret v1
`,
  ],
  [
    'a constant branch, and the joined blocks behind it',
    `
func main.f(int) (int)
b0: entry
  a = Param.i64 [0]
  c = ConstInt.i8 [0]
  If c -> b1 b2
b1:
  d = Add.i64 a a
  Plain -> b3
b2:
  e = Mul.i64 a a
  Plain -> b3
b3: <- b1 b2
  x = Phi.i64 d e
  Ret x
`,
    `
func main.f(int) (int)
b0: entry
  v1 = Param.i64
  v4 = Mul.i64 v1 v1
  Ret v4
`,
  ],
  [
    'deferReturn stays',
    `
func main.f() (int) hasDefer
b0: entry
  a = Alloc.ptr {int}
  Plain -> b0x
b0x:
  q = CallStatic {main.p()}
  Exit
bdef: deferReturn
  r = CallStatic {runtime.deferreturn()}
  l = Load.i64 a
  Ret l
`,
    `
func main.f() (int) hasDefer
b0: entry
  v1 = Alloc.ptr {int}
  v2 = CallStatic {main.p()}
  Exit
b2: deferReturn
  v3 = CallStatic {runtime.deferreturn()}
  v4 = Load.i64 v1
  Ret v4
`,
  ],
];

for (const [name, before, after] of cases) {
  test(name, () => {
    const f = parseFunc(p, before, typeOf);
    checkFunc(p, f, 'parse');
    if (after === '=') {
      assert.equal(printFunc(p, f).replace(/<1>/, ''), before.trimStart());
      return;
    }
    clean(p, f);
    checkFunc(p, f, 'clean');
    assert.equal(printFunc(p, f).replace(/<1>/, ''), after.trimStart());
  });
}
