// Damaged archives: a link of them ends in an image or in errors that say where, never in an exception or a hang.
import { linkArchives } from '../src/link/split-archives.ts';
import { type Archives, burrowLink, burrowLinkInTwo, bytes, compileSource, options, twoParts } from './link-harness.ts';
import { GoObj, readArchive, readObjectHeader } from '../src/obj/goobj.ts';
import { Random } from './random.ts';

/** A damaged copy of an archive: bytes flipped or replaced, mostly in the tables of its objects, or the end cut off. */
function damage(b: Uint8Array, random: Random): Uint8Array {
  if (random.below(20) === 0) return b.slice(0, random.below(b.length));
  const copy = b.slice();
  const members = readArchive(b)!.filter(m => m.name !== '__.PKGDEF');
  const m = random.pick(members);
  const head = readObjectHeader(b, m.from, m.to)!;
  const o = new GoObj(b, head.objAt);
  for (let n = 1 + random.below(3); n > 0; n--) {
    let at: number;
    switch (random.below(9)) {
      case 0:
        at = m.from - 60 + random.below(60 + head.objAt - m.from);
        break;
      case 1:
        at = head.objAt + random.below(100);
        break;
      case 2:
        at = o.symsAt + random.below((o.nalldef + o.nnonpkgref) * 21);
        break;
      case 3:
        at = o.relocIdxAt + random.below(4 * o.nalldef);
        break;
      case 4:
        at = o.auxIdxAt + random.below(4 * o.nalldef);
        break;
      case 5:
        at = o.dataIdxAt + random.below(4 * o.nalldef);
        break;
      case 6:
        at = o.relocsAt + random.below(Math.max(1, o.auxAt - o.relocsAt));
        break;
      case 7:
        at = o.auxAt + random.below(Math.max(1, o.dataAt - o.auxAt));
        break;
      default:
        at = o.dataAt + random.below(Math.max(1, m.to - o.dataAt));
    }
    if (random.below(3) === 0) for (let k = 0; k < 4; k++) copy[at + k] = random.below(256);
    else copy[at]! ^= 1 << random.below(8);
  }
  return copy;
}

/** A program of three parts. */
export function compileMutated(dir: string): Archives {
  const q = `package q

type Namer interface{ Name() string }

var All = map[string]Namer{}

func Say(s string) { println(s, len(All)) }
`;
  const main = `package main

import "p/q"

type hello string

func (h hello) Name() string { return string(h) }

func main() {
	q.All["a"] = hello("hello")
	q.Say(q.All["a"].Name())
}
`;
  return compileSource(dir, main, { 'q/q.go': q });
}

/** Links `count` damaged forms of a program; returns what went wrong, a line each. */
export function runMutations(a: Archives, count: number, seed: number, dwarf: boolean, from = 0): string[] {
  const wrong: string[] = [];
  const names = ['main', ...a.packages.keys()];
  const { bases } = burrowLinkInTwo(a, options({ noDwarf: !dwarf }))!;
  for (let i = from; i < from + count; i++) {
    const random = new Random(seed * 1000003 + i);
    // The packages whose code is surely reached are of most interest.
    const name = random.below(3) === 0 ? random.pick(names) : random.pick(['main', 'p/q', 'runtime', 'internal/abi']);
    const file = name === 'main' ? a.main : a.packages.get(name)!;
    const broken = damage(bytes(file), random);
    const start = performance.now();
    try {
      const result = burrowLink(a, options({ noDwarf: !dwarf, compressDwarf: false }), new Map([[name, broken]]));
      if (result.image === null && result.errors.length === 0)
        wrong.push(`${seed}/${i} ${name}: neither image nor error`);
      const vague = result.errors.find(e => e.length < 10);
      if (vague !== undefined) wrong.push(`${seed}/${i} ${name}: vague error ${vague}`);
      // Some in parts too, from nothing and behind the bases of the program that was not damaged.
      const input = twoParts(a, new Map([[name, broken]]));
      if (i % 4 === 0) for (const base of [null, ...bases]) linkArchives(input, options({ noDwarf: !dwarf }), base);
    } catch (e) {
      wrong.push(`${seed}/${i} ${name}: ${e instanceof Error ? e.stack : String(e)}`);
    }
    const took = performance.now() - start;
    if (took > 60000) wrong.push(`${seed}/${i} ${name}: took ${took.toFixed(0)} ms`);
  }
  return wrong;
}
