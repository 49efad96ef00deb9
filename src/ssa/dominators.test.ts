import assert from 'node:assert/strict';
import test from 'node:test';
import { Dominators, Loops } from './dominators.ts';
import * as BlockKind from './blockkind.ts';
import { Func } from './func.ts';
import { OpInfo } from './op.ts';
import type { FuncSig } from './sig.ts';

const sig = { params: [], results: [], assignment: null, abi: 1 } as unknown as FuncSig;

/** A function whose blocks have the edges named `0>1 1>2`; block 0 is the entry. */
function graph(edges: string): Func {
  const f = new Func(1, sig, new OpInfo(null));
  const blocks = [f.entry];
  for (const e of edges.split(' ')) {
    const [from, to] = e.split('>').map(Number);
    while (blocks.length <= Math.max(from!, to!)) blocks.push(f.newBlock(BlockKind.Plain));
    f.addEdge(blocks[from!]!, blocks[to!]!);
  }
  return f;
}

const cases: readonly (readonly [edges: string, idom: string, header: string, depth: string])[] = [
  ['0>1 0>2 1>3 2>3', '-1 0 0 0', '-1 -1 -1 -1', '0 0 0 0'],
  ['0>1 1>2 2>1 1>3', '-1 0 1 1', '-1 1 1 -1', '0 1 1 0'],
  ['0>1 1>1 1>2', '-1 0 1', '-1 1 -1', '0 1 0'],
  ['0>1 1>2 2>3 3>2 3>1 1>4', '-1 0 1 2 1', '-1 1 2 2 -1', '0 1 2 2 0'],
  // Two loops with one header are one.
  ['0>1 1>2 1>3 2>1 3>1 1>4', '-1 0 1 1 1', '-1 1 1 1 -1', '0 1 1 1 0'],
  // Two loops side by side in a third, and a way round them.
  ['0>1 1>2 2>2 2>3 3>3 3>4 1>4 4>1 4>5', '-1 0 1 2 1 4', '-1 1 2 3 1 -1', '0 1 2 2 1 0'],
  // A cycle with two entries is no loop.
  ['0>1 0>2 1>2 2>1 2>3', '-1 0 0 2', '-1 -1 -1 -1', '0 0 0 0'],
];

for (const [edges, idom, header, depth] of cases) {
  test(edges, () => {
    const f = graph(edges);
    const dom = new Dominators(f);
    const loops = new Loops(f, dom);
    assert.equal(f.blocks.map(b => dom.idom(b)?.id ?? -1).join(' '), idom);
    assert.equal(f.blocks.map(b => loops.head[b.id]?.id ?? -1).join(' '), header);
    assert.equal(loops.depth.join(' '), depth);
    for (const a of f.blocks) {
      for (const b of f.blocks) {
        let up = b;
        while (up !== a && dom.idom(up) !== null) up = dom.idom(up)!;
        assert.equal(dom.dominates(a, b), up === a, `${a.id} dominates ${b.id}`);
      }
    }
  });
}
