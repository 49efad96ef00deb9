import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sizes } from './geomean.ts';

// What gofmt does where the ratio is just 2.5, or just a 2.5th: which way it goes depends on the last bit.
const cases: readonly (readonly [sizes: readonly number[], size: number, differs: boolean])[] = [
  [[42], 105, false],
  [[42, 42, 42], 105, false],
  [[92], 230, true],
  [[10], 100, true],
  [[50], 60, false],
  [[100], 10, true],
];
for (const [list, size, want] of cases) {
  test(`${list.join(' ')} and ${size}`, () => {
    const sizes = new Sizes();
    for (const s of list) sizes.add(s);
    assert.equal(sizes.differs(size), want);
  });
}
