// Which variables a function that is inlined has, by what its inlined calls say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeUtf8 } from '../base/utf8.ts';
import { type DebugVar, writeDebugInfo } from '../obj/debuginfo.ts';
import { AbstractFuncs } from './dwarfabstract.ts';
import { Func } from './objs.ts';

const callee = 7;

/** A function into which 7 is inlined once for each list; variables are given as `role name line`. */
function caller(...calls: readonly (readonly string[])[]): Func {
  const f = new Func();
  f.debugSyms = [100];
  const vars = calls.flatMap((list, inl) =>
    list.map((text): DebugVar => {
      const [role, name, line] = text.split(' ');
      return {
        name: name!,
        type: 0,
        role: Number(role),
        line: Number(line),
        inl,
        block: -1,
        captured: -1,
        everywhere: null,
        ranges: [],
        exprs: [],
      };
    }),
  );
  f.inlTree = Int32Array.from(calls.flatMap(() => [-1, 0, 1, callee, 0, 3]));
  f.debug = writeDebugInfo({ bodyPC: 0, blocks: [], inlBlocks: calls.map(() => -1), vars }, f.startLine);
  return f;
}

const cases: readonly (readonly [what: string, callers: readonly (readonly (readonly string[])[])[], want: string])[] =
  [
    [
      'each once',
      [
        [
          ['1 x 3', '0 s 4'],
          ['1 x 3', '0 s 4'],
        ],
        [['1 x 3', '0 s 4']],
      ],
      '1 x 3, 0 s 4',
    ],
    ['what one call has not, another has', [[['1 x 3']], [['1 x 3', '0 s 4']]], '1 x 3, 0 s 4'],
    ['one line declares a name twice', [[['0 i 4', '0 i 4'], ['0 i 4']]], '0 i 4, 0 i 4'],
    ['one that moved to the heap is told with the call', [[['1 &x 3']], [['1 x 3']]], '1 x 3'],
  ];
for (const [what, callers, want] of cases) {
  test(what, () => {
    const all = new AbstractFuncs();
    const funcs = callers.map(calls => caller(...calls));
    for (const f of funcs) all.add(f);
    for (const f of funcs) all.addVars(f);
    const { vars, line } = all.funcs.get(callee)!;
    assert.equal(line, 3);
    assert.equal(vars.map(v => `${v.role} ${decodeUtf8(v.bytes, v.nameAt, v.nameEnd)} ${v.line}`).join(', '), want);
  });
}
