// Differences between two texts in the unified format, as `gofmt -d` prints them: an anchored diff, which takes the longest
// common subsequence of the lines that appear once in each text and extends the matches from there.

import { encodeUtf8, latin1 } from '../base/utf8.ts';

/** Lines of context around a change. */
const contextLines = 3;

/** Line x of the old text is line y of the new one. */
interface Match {
  readonly x: number;
  readonly y: number;
}

/** The difference, with a header; empty when there is none. */
export function unifiedDiff(oldName: string, oldText: Uint8Array, newName: string, newText: Uint8Array): Uint8Array {
  const x = splitLines(oldText);
  const y = splitLines(newText);
  if (x.length === y.length && x.every((line, i) => line === y[i])) return new Uint8Array(0);
  const out: string[] = [];
  // The chunk at hand: its lines, where it starts and how many lines it has of each text.
  let chunk: string[] = [];
  let startX = 0;
  let startY = 0;
  let countX = 0;
  let countY = 0;
  // What has been dealt with of each text.
  let doneX = 0;
  let doneY = 0;
  const keep = (from: number, to: number): void => {
    for (let i = from; i < to; i++) chunk.push(' ' + x[i]!);
    countX += to - from;
    countY += to - from;
  };
  for (const match of anchors(x, y)) {
    if (match.x < doneX) continue; // in what an earlier match was extended to
    let fromX = match.x;
    let fromY = match.y;
    while (fromX > doneX && fromY > doneY && x[fromX - 1] === y[fromY - 1]) {
      fromX--;
      fromY--;
    }
    let toX = match.x;
    let toY = match.y;
    while (toX < x.length && toY < y.length && x[toX] === y[toY]) {
      toX++;
      toY++;
    }
    for (; doneX < fromX; doneX++, countX++) chunk.push('-' + x[doneX]!);
    for (; doneY < fromY; doneY++, countY++) chunk.push('+' + y[doneY]!);
    const atEnd = toX >= x.length && toY >= y.length;
    const common = toX - fromX;
    if (!atEnd && (common < contextLines || (chunk.length > 0 && common < 2 * contextLines))) {
      // Too little in common to end the chunk, or to start it later.
      keep(fromX, toX);
      doneX = toX;
      doneY = toY;
      continue;
    }
    if (chunk.length > 0) {
      keep(fromX, fromX + Math.min(common, contextLines));
      // An empty range is said to start at 0.
      if (countX > 0) startX++;
      if (countY > 0) startY++;
      out.push(`@@ -${startX},${countX} +${startY},${countY} @@\n`, ...chunk);
      chunk = [];
      countX = 0;
      countY = 0;
    }
    if (atEnd) break;
    startX = toX - contextLines;
    startY = toY - contextLines;
    keep(startX, toX);
    doneX = toX;
    doneY = toY;
  }
  const header = `diff ${oldName} ${newName}\n--- ${oldName}\n+++ ${newName}\n`;
  return concat(encodeUtf8(header), bytesOf(out.join('')));
}

/** The lines with their newlines, each byte as a character; what a missing last newline is said to be is part of it. */
function splitLines(text: Uint8Array): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let i = text.indexOf(10); i >= 0; i = text.indexOf(10, start)) {
    lines.push(latin1(text, start, i + 1));
    start = i + 1;
  }
  if (start < text.length) lines.push(latin1(text, start, text.length) + '\n\\ No newline at end of file\n');
  return lines;
}

/** The longest common subsequence of the lines that are unique in both texts, between the two ends. */
function anchors(x: readonly string[], y: readonly string[]): Match[] {
  const countX = countLines(x);
  const countY = countLines(y);
  const uniqueY = new Map<string, number>();
  for (let i = 0; i < y.length; i++) {
    if (countY.get(y[i]!) === 1 && countX.get(y[i]!) === 1) uniqueY.set(y[i]!, i);
  }
  // Szymanski's algorithm: the longest increasing subsequence of the y of each x.
  const pairs: Match[] = [];
  for (let i = 0; i < x.length; i++) {
    const j = uniqueY.get(x[i]!);
    if (j !== undefined) pairs.push({ x: i, y: j });
  }
  const n = pairs.length;
  const tails: number[] = []; // the smallest y that ends a subsequence of each length
  const lengths = new Int32Array(n); // of the longest subsequence that ends at each pair
  for (let i = 0; i < n; i++) {
    let lo = 0;
    let hi = tails.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (tails[mid]! >= pairs[i]!.y) hi = mid;
      else lo = mid + 1;
    }
    tails[lo] = pairs[i]!.y;
    lengths[i] = lo + 1;
  }
  const chosen: Match[] = [{ x: x.length, y: y.length }];
  let length = tails.length;
  for (let i = n - 1; i >= 0; i--) {
    if (lengths[i] !== length) continue; // of one length, the last has the smallest y
    chosen.push(pairs[i]!);
    length--;
  }
  chosen.push({ x: 0, y: 0 });
  return chosen.reverse();
}

function countLines(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function bytesOf(s: string): Uint8Array {
  const bytes = new Uint8Array(s.length);
  for (let i = 0; i < s.length; i++) bytes[i] = s.charCodeAt(i);
  return bytes;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
