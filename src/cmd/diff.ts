// The differences between two texts as `diff -u` shows them, with the anchors of Go's internal/diff: lines that stand in
// both texts exactly once keep their places.

/** The diff, '' for none. */
export function unifiedDiff(oldName: string, old: string, newName: string, next: string): string {
  if (old === next) return '';
  const x = linesOf(old);
  const y = linesOf(next);
  let out = `diff ${oldName} ${newName}\n--- ${oldName}\n+++ ${newName}\n`;
  let done = { x: 0, y: 0 };
  let chunk = { x: 0, y: 0 };
  let count = { x: 0, y: 0 };
  let text: string[] = [];
  for (const m of anchors(x, y)) {
    if (m.x < done.x) continue;
    let start = { ...m };
    while (start.x > done.x && start.y > done.y && x[start.x - 1] === y[start.y - 1])
      start = { x: start.x - 1, y: start.y - 1 };
    let end = { ...m };
    while (end.x < x.length && end.y < y.length && x[end.x] === y[end.y]) end = { x: end.x + 1, y: end.y + 1 };
    for (const s of x.slice(done.x, start.x)) {
      text.push('-' + s);
      count.x++;
    }
    for (const s of y.slice(done.y, start.y)) {
      text.push('+' + s);
      count.y++;
    }
    const context = 3;
    if (
      (end.x < x.length || end.y < y.length) &&
      (end.x - start.x < context || (text.length > 0 && end.x - start.x < 2 * context))
    ) {
      for (const s of x.slice(start.x, end.x)) {
        text.push(' ' + s);
        count.x++;
        count.y++;
      }
      done = end;
      continue;
    }
    if (text.length > 0) {
      const n = Math.min(end.x - start.x, context);
      for (const s of x.slice(start.x, start.x + n)) {
        text.push(' ' + s);
        count.x++;
        count.y++;
      }
      done = { x: start.x + n, y: start.y + n };
      const from = { x: count.x > 0 ? chunk.x + 1 : chunk.x, y: count.y > 0 ? chunk.y + 1 : chunk.y };
      out += `@@ -${from.x},${count.x} +${from.y},${count.y} @@\n${text.join('')}`;
      count = { x: 0, y: 0 };
      text = [];
    }
    if (end.x >= x.length && end.y >= y.length) break;
    chunk = { x: end.x - context, y: end.y - context };
    for (const s of x.slice(chunk.x, end.x)) {
      text.push(' ' + s);
      count.x++;
      count.y++;
    }
    done = end;
  }
  return out;
}

function linesOf(text: string): string[] {
  const lines = text.split(/(?<=\n)/);
  if (text === '') return [];
  const last = lines[lines.length - 1]!; // a text that is not empty has one
  if (!last.endsWith('\n')) lines[lines.length - 1] = last + '\n\\ No newline at end of file\n';
  return lines;
}

interface Pair {
  readonly x: number;
  readonly y: number;
}

/** The longest run of lines that are in both texts once, in the same order, with both ends. */
function anchors(x: readonly string[], y: readonly string[]): Pair[] {
  const counts = new Map<string, { x: number; y: number; at: number }>();
  for (const s of x) {
    const c = counts.get(s) ?? { x: 0, y: 0, at: 0 };
    counts.set(s, { ...c, x: c.x + 1 });
  }
  y.forEach((s, i) => {
    const c = counts.get(s) ?? { x: 0, y: 0, at: 0 };
    counts.set(s, { ...c, y: c.y + 1, at: i });
  });
  const pairs: Pair[] = [];
  x.forEach((s, i) => {
    const c = counts.get(s)!; // every line of x was counted
    if (c.x === 1 && c.y === 1) pairs.push({ x: i, y: c.at });
  });
  // Patience: piles of ascending places in y.
  const tails: number[] = [];
  const before: number[] = [];
  pairs.forEach((p, i) => {
    let lo = 0;
    let hi = tails.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (pairs[tails[mid]!]!.y < p.y) lo = mid + 1;
      else hi = mid;
    }
    before[i] = lo > 0 ? tails[lo - 1]! : -1;
    tails[lo] = i;
  });
  const run: Pair[] = [];
  for (let i = tails.length > 0 ? tails[tails.length - 1]! : -1; i >= 0; i = before[i]!) run.unshift(pairs[i]!);
  return [{ x: 0, y: 0 }, ...run, { x: x.length, y: y.length }];
}
