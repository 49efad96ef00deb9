// Which inlined calls a function's tables tell of.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as As from './as.ts';
import { Obj } from './object.ts';
import { callNumbers } from './pcln.ts';
import { FuncText, Prog } from './prog.ts';

/** Parents of inlined calls; instructions as `call:bytes`; the numbers of the calls. */
const cases: readonly (readonly [parents: string, progs: string, want: string])[] = [
  ['', '-1:4', ''],
  ['-1', '-1:4', '-1'],
  ['-1', '-1:4 0:2', '0'],
  ['-1', '-1:4 0:0 -1:1', '-1'],
  ['-1 -1 -1', '-1:4 2:2 0:3', '0 -1 1'],
  // What is inside of a call is the call's.
  ['-1 -1 1 2 2', '-1:4 4:2', '-1 0 1 -1 2'],
];
for (const [parents, progs, want] of cases) {
  test(`calls ${parents}, code ${progs}`, () => {
    const sym = new Obj('p', 0).lookup('p.f', 1);
    const text = new Prog(As.TEXT, 0, 0);
    const f = new FuncText(sym, text, 0, 1);
    let last = text;
    let pc = 0;
    for (const part of progs.split(' ')) {
      const [inl, size] = part.split(':').map(Number);
      last = last.append(As.NOP);
      last.inl = inl!;
      last.pc = pc;
      pc += size!;
    }
    sym.size = pc;
    const list = parents === '' ? [] : parents.split(' ').map(Number);
    f.inlCalls = list.map(parent => ({
      parent,
      base: 0,
      line: 1,
      func: sym,
      startBase: 0,
      startLine: 1,
      mark: null,
    }));
    assert.equal(callNumbers(f).join(' '), want);
  });
}
