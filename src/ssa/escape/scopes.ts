// Which memory of a function outlasts which: a slot of the frame is one variable only until its Alloc is executed again. What
// is made in a loop is another variable in each iteration, and must not be reached any more from what was there before the loop,
// or from what a phi carries to the next iteration.

import { Dominators, Loops } from '../dominators.ts';
import type { Func } from '../func.ts';

/** The loops of a function as lifetimes. */
export class Scopes {
  readonly doms: Dominators;
  readonly loops: Loops;
  /** The id of the entry block. */
  readonly entry: number;

  constructor(f: Func) {
    this.doms = new Dominators(f);
    this.loops = new Loops(f, this.doms);
    this.entry = f.entry.id;
  }

  /**
   * Whether what is held in a place may be there after something else is made anew. Places are blocks, by id. `carries`: the place is a
   * phi at the head of a loop; it holds what the iteration before made. Else it is memory: it is older only where it is made
   * before the other, and outside of a loop around the other. If it is made later, then also later in each iteration.
   */
  outlives(place: number, carries: boolean, other: number): boolean {
    const { loops, doms } = this;
    if (loops.irreducible) return carries;
    if (carries) return this.inLoop(other, place);
    const h = loops.head[other] ?? null;
    if (h === null || this.inLoop(place, h.id)) return false;
    const { order, at } = doms;
    return doms.dominates(order[at[place]!]!, order[at[other]!]!);
  }

  /** Whether a block is in the loop that `head` heads. */
  private inLoop(block: number, head: number): boolean {
    const { loops } = this;
    for (let h = loops.head[block] ?? null; h !== null; h = loops.outer[h.id] ?? null) if (h.id === head) return true;
    return false;
  }
}
