import assert from 'node:assert/strict';
import test from 'node:test';
import { checkFunc } from '../check.ts';
import { parseFunc } from '../parse.ts';
import { printFunc } from '../print.ts';
import { checkProgram } from '../program/check-program.ts';
import { componentPasses, passOrder, passes } from './passes.ts';

test('passes stand in the order that is reasoned for', () => {
  const names = passes.map(x => x.name);
  for (const [earlier, later] of passOrder) {
    assert.ok(
      names.indexOf(earlier) >= 0 && names.indexOf(earlier) < names.indexOf(later),
      `${earlier} before ${later}`,
    );
  }
});

const { p, typeOf } = checkProgram(
  'package main\n type T struct { a, b *int; x [4]int }\n type B struct { a, b, c, d, e int }',
);

/** Rows: a function, and what its text holds after all passes. */
const cases: readonly (readonly [name: string, text: string, want: readonly RegExp[], wantNot: readonly RegExp[]])[] = [
  [
    'parameters, results and a call',
    `
func main.f(int, main.T, main.B) (int, main.B)
b0: entry
  a = Param.i64
  t = ParamAddr.ptr [1]
  q = ParamAddr.ptr [2]
  c = CallStatic {main.g(main.T, int, main.B) (main.T, int, main.B)} t a q
  tmp = Alloc.ptr {main.B} [3]
  u = Alloc.ptr {main.T} [3]
  Plain -> b1
b1:
  d = CallStatic {main.g(main.T, int, main.B) (main.T, int, main.B)} t a q
  r = ResultMem d u
  s = Result.i64 d [1]
  m = ResultMem d tmp [2]
  Ret s tmp
`,
    [/ArgReg\.i64/, /InArg\.ptr/, /OutArg\.ptr/, /Result\.i64 v\d+ \[5\]/, /Ret( v\d+){6}\n/],
    [/ResultMem|Param\.|ParamAddr|Alloc/],
  ],
  [
    'a barrier for two stores, none for the frame',
    `
func main.f(*main.T, *int)
b0: entry
  t = Param.ptr
  x = Param.ptr [1]
  z = ConstInt.ptr [0]
  s = Store t x
  n = Store t z [8]
  l = Alloc.ptr {main.T} [3]
  o = Store l x
  p = Store l x [8]
  c = CallStatic {main.g(main.T)} l
  Ret
`,
    [/UnsafeBegin/, /WBBuffer\.i64 \[3\]/, /UnsafeEnd/, /SlotLive \{slot 0\}/],
    [/WBBuffer[^]*WBBuffer/],
  ],
  [
    'a new object that leaves',
    `
func main.f(*int) (*main.T)
b0: entry
  x = Param.ptr
  t = Alloc.ptr {main.T} [1]
  s = Store t x [8]
  Ret t
`,
    [/runtime\.newobject/, /WBBuffer\.i64 \[1\]/],
    [/SlotAddr/],
  ],
  [
    'open-coded defers',
    `
func main.f(unsafe.Pointer) (int) hasDefer
b0: entry
  x = Param.ptr
  r = Alloc.ptr {int} [0]
  z = ConstInt.i64 [0]
  i = Store r z
  d = Defer x
  c = CallStatic {runtime.deferreturn()}
  l = Load.i64 r
  Ret l
b1: deferReturn
  c2 = CallStatic {runtime.deferreturn()}
  l2 = Load.i64 r
  Ret l2
`,
    [/deferBits always/, /defers always/, /CallClosure/, /deferreturn/],
    [/Defer v/, /newobject/],
  ],
  [
    'a defer in a loop',
    `
func main.f(unsafe.Pointer) hasDefer
b0: entry
  x = Param.ptr
  Plain -> b1
b1:
  d = Defer x
  t = Load.i8 x
  If t -> b1 b2
b2:
  c = CallStatic {runtime.deferreturn()}
  Ret
b3: deferReturn
  c2 = CallStatic {runtime.deferreturn()}
  Ret
`,
    [/runtime\.deferproc\(/],
    [/Defer v/, /deferreturn\(\)[^]*deferreturn\(\)/],
  ],
];

for (const [name, text, want, wantNot] of cases) {
  test(name, () => {
    const f = parseFunc(p, text, typeOf);
    for (const pass of componentPasses) pass.run(p, [f]);
    for (const pass of passes) {
      pass.run(p, f);
      checkFunc(p, f, pass.name);
    }
    const got = printFunc(p, f);
    for (const re of want) assert.match(got, re);
    for (const re of wantNot) assert.doesNotMatch(got, re);
  });
}
