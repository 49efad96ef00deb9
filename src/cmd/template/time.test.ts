import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatTime } from './time.ts';

const utc = '2019-06-18T05:09:07.0304Z';
const west = '2019-06-18T05:09:07-07:00';
const cases: readonly (readonly [layout: string, want: string, time?: string])[] = [
  ['2006-01-02 15:04:05.999 -0700 MST', '2019-06-18 05:09:07 -0700 -0700', west],
  ['02 Z07:00 -07', '18 -07:00 -07', west],
  ['2006-01-02', '2019-06-18'],
  ['Mon Jan _2 15:04:05 MST 2006', 'Tue Jun 18 05:09:07 UTC 2019'],
  ['Monday, 02-Jan-06 3:4:5 PM', 'Tuesday, 18-Jun-19 5:9:7 AM'],
  ['2006-01-02T15:04:05.999999999Z07:00', '2019-06-18T05:09:07.0304Z'],
  ['2006-01-02T15:04:05.000 -0700', '2019-06-18T05:09:07.030 +0000'],
  ['January Janet Month 002', 'June Janet Month 169'],
  ['2.1.06 __2', '18.6.19 169'],
];
for (const [layout, want, time = utc] of cases) {
  test(layout, () => assert.equal(formatTime(time, layout), want));
}
