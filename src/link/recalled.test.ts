import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import * as Attr from '../obj/attr.ts';
import { type BaseKnown, type BaseNames, BaseNamesBuilder, type Round } from './base.ts';
import { hasAlready, Recalled } from './recalled.ts';
import { Unfit } from './split-half.ts';
import type { Before } from './split-talk.ts';

function namesOf(symbols: Readonly<Record<string, number>>): BaseNames {
  const b = new BaseNamesBuilder();
  for (const [name, attr] of Object.entries(symbols)) {
    const bytes = encodeUtf8(name);
    const facts = { kind: 1, section: 0, value: 0, size: 16, height: 0, pkg: 'p', std: true };
    b.add(bytes, 0, bytes.length, 0, { ...facts, attr });
  }
  return b.finish(null);
}

function baseOf(
  names: BaseNames,
  rounds: readonly Round[],
  methods: readonly string[] = [],
  dropped: readonly string[] = [],
): BaseKnown {
  const facts = {
    rounds,
    methods,
    dropped,
    sizes: [],
    textEnd: 0,
    symbols: 0,
    relatives: 0,
    strings: [],
    moduledataSize: 0,
    nfiles: 0,
    funcDataAlign: 1,
    inittasks: [],
    assembly: [],
  };
  const none = new Uint8Array(0);
  return { facts, names, pcln: [], typelinks: [], itabs: [], gcdata: none, gcbss: none };
}

test('what a base has already', () => {
  const names = namesOf({ f: 0, 'type:p.T': Attr.UsedInIface, 'type:p.U': 0 });
  const has = hasAlready(baseOf(names, [], ['mCalled type:func()'], ['mDropped type:func()']));
  assert.ok(has('r0f'));
  assert.ok(!has('r0g'));
  assert.ok(has('i0type:p.T'));
  assert.ok(!has('i0type:p.U'), 'its methods may be called then');
  assert.ok(has('i0type:q.V'), 'a type that it has not is not changed');
  assert.ok(has('mCalled type:func()'));
  assert.ok(!has('mDropped type:func()'), 'a type of its own has such a method');
  assert.ok(has('mOther type:func()'), 'none has');
  assert.ok(!has('R'), 'reflection keeps what is dropped');
});

/** A part that is made, which notes what it is asked. */
class Noting implements Before {
  readonly asked: string[] = [];
  settled = false;

  answer(asks: readonly string[]): readonly string[] {
    this.asked.push(...asks);
    return ['s0more'];
  }

  settle(): void {
    this.settled = true;
  }
}

test('a base that waits for what nobody asks gives way', () => {
  const names = namesOf({ f: 0, g: 0 });
  const rounds = [{ asks: ['r0f', 'r0g'], answers: ['s0main'] }];
  const made = new Noting();
  const recalled = new Recalled([baseOf(names, rounds)], hasAlready, true, () => made);
  assert.deepEqual(recalled.answer(['r0f'], new Set(['r0f'])), [], 'more may come');
  recalled.settle();
  assert.deepEqual(recalled.answer([], new Set(['r0f'])), ['s0more']);
  assert.deepEqual(made.asked, ['r0f'], 'all that was said is said again');
  assert.ok(made.settled);
});

test('of several bases the first that fits', () => {
  const rounds = (ask: string): Round[] => [{ asks: [ask], answers: [`s0of${ask}`] }];
  const bases = [baseOf(namesOf({ f: 0 }), rounds('r0f')), baseOf(namesOf({ g: 0 }), rounds('r0g'))];
  const recalled = new Recalled(bases, hasAlready, false);
  assert.deepEqual(recalled.answer(['r0g'], new Set(['r0g'])), ['s0ofr0g']);
  assert.equal(recalled.base, bases[1]);
  assert.throws(() => recalled.answer(['r0h'], new Set(['r0g', 'r0h'])), Unfit);
});
