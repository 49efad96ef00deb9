import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import { Open, ReadLines, Right, Wrong } from './read-lines.ts';

test('a line is known by its bytes, wherever they are', () => {
  const lines = new ReadLines();
  const texts: string[] = [
    '',
    'a',
    'ab',
    '0123456789abcdef0123 f1p.F',
    '0123456789abcdef0123 f1q.F',
    '0123456789abcdefé',
  ];
  for (let i = 0; i < 5000; i++) texts.push(`0123${i % 10}56789abcdef0123 f1example.com/p.f${i}`);
  const numbers = texts.map(t => {
    const b = encodeUtf8(t);
    return lines.find(b, 0, b.length);
  });
  assert.equal(new Set(numbers).size, texts.length);
  numbers.forEach((n, i) => lines.judge(n, i % 3 === 0 ? Right : i % 3 === 1 ? Wrong : Open));
  const all = encodeUtf8(texts.join('\n'));
  let from = 0;
  texts.forEach((t, i) => {
    const to = from + encodeUtf8(t).length;
    assert.equal(lines.find(all, from, to), numbers[i], t);
    assert.equal(lines.verdict(numbers[i]!), i % 3 === 0 ? Right : i % 3 === 1 ? Wrong : Open);
    from = to + 1;
  });
});
