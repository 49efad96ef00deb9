// Random numbers that are the same in every run with one seed, and random damage to text.

/** A generator of random numbers (xorshift32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) >>> 0 || 1;
  }

  /** An integer from 0 to n - 1. */
  below(n: number): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state % n;
  }

  /** One of the elements. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

/** A damaged copy of a source text: flipped bytes, tokens deleted, doubled or swapped, or the end cut off. */
export function mutate(source: Uint8Array, random: Random): Uint8Array {
  let text = source;
  for (let n = 1 + random.below(3); n > 0 && text.length > 2; n--) text = mutateOnce(text, random);
  return text;
}

function mutateOnce(text: Uint8Array, random: Random): Uint8Array {
  switch (random.below(6)) {
    case 0: {
      const copy = text.slice();
      copy[random.below(copy.length)]! ^= 1 << random.below(8);
      return copy;
    }
    case 1:
      return text.slice(0, random.below(text.length));
    case 2: {
      const [start, end] = tokenAt(text, random.below(text.length));
      return join(text.subarray(0, start), text.subarray(end));
    }
    case 3: {
      const [start, end] = tokenAt(text, random.below(text.length));
      return join(text.subarray(0, end), text.subarray(start, end), text.subarray(end));
    }
    case 4: {
      // Another token of the same text in the place of one.
      const [start, end] = tokenAt(text, random.below(text.length));
      const [from, to] = tokenAt(text, random.below(text.length));
      return join(text.subarray(0, start), text.subarray(from, to), text.subarray(end));
    }
    default: {
      const a = tokenAt(text, random.below(text.length));
      const b = tokenAt(text, random.below(text.length));
      const [first, second] = a[0] <= b[0] ? [a, b] : [b, a];
      if (first[1] > second[0]) return text;
      return join(
        text.subarray(0, first[0]),
        text.subarray(second[0], second[1]),
        text.subarray(first[1], second[0]),
        text.subarray(first[0], first[1]),
        text.subarray(second[1]),
      );
    }
  }
}

/** A run of letters and digits, or a single byte, around a place. */
function tokenAt(text: Uint8Array, at: number): [number, number] {
  let start = at;
  let end = at + 1;
  if (isWord(text[at]!)) {
    while (start > 0 && isWord(text[start - 1]!)) start--;
    while (end < text.length && isWord(text[end]!)) end++;
  }
  return [start, end];
}

function isWord(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || c === 95 || (c >= 97 && c <= 122);
}

function join(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    all.set(p, at);
    at += p.length;
  }
  return all;
}
