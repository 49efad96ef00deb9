// The passes of the compiler in order, and the reasons for the order.

import type { Func } from '../func.ts';
import { lowerAllocs } from '../lower/allocs.ts';
import { appendBuffers } from '../lower/append-buffers.ts';
import { assertCaches } from '../lower/assert-cache.ts';
import { lowerDefers } from '../lower/defers.ts';
import { expandCalls } from '../lower/expand-calls.ts';
import { madeZeros } from '../lower/made-zeros.ts';
import { lowerMoves } from '../lower/moves.ts';
import { writeBarriers } from '../lower/writebarriers.ts';
import type { Program } from '../program/program.ts';
import { clean } from './clean.ts';
import { devirtualize } from './devirtualize.ts';
import { escape } from './escape.ts';
import { inline } from './inline.ts';
import { licm } from './licm.ts';
import { branchelim } from './branchelim.ts';
import { cse } from './cse.ts';
import { deadstore } from './deadstore.ts';
import { divmod } from './divmod.ts';
import { forward } from './forward.ts';
import { fuse } from './fuse.ts';
import { memcombine } from './memcombine.ts';
import { opt } from './opt.ts';
import { promote } from './promote.ts';
import { pgoDevirtualize } from './pgo-devirtualize.ts';
import { prove } from './prove.ts';
import { shortcircuit } from './shortcircuit.ts';
import { tmpstring } from './tmpstring.ts';

/** One pass over a function. */
export interface Pass {
  readonly name: string;
  readonly run: (p: Program, f: Func) => void;
  /** Without it there is no correct code. */
  readonly required: boolean;
}

/** A pass over all functions of a component of the call graph together, and their closures. */
export interface ComponentPass {
  readonly name: string;
  readonly run: (p: Program, funcs: readonly Func[]) => void;
  readonly required: boolean;
}

/** As soon as a unit is built: by what they make of it, it may lead to other units. */
export const builtPasses: readonly Pass[] = [{ name: 'pgo-devirtualize', run: pgoDevirtualize, required: false }];

/** On the builder's form, once for each unit, after those it calls: program/bodies.ts. */
export const goPasses: readonly Pass[] = [
  { name: 'go clean', run: clean, required: true },
  { name: 'devirtualize', run: devirtualize, required: false },
  { name: 'inline', run: inline, required: false },
];

/** After `goPasses` ran over every function of a component. */
export const componentPasses: readonly ComponentPass[] = [{ name: 'escape', run: escape, required: false }];

/** What makes code better, in the builder's form. */
export const optimizing: readonly Pass[] = [
  { name: 'promote', run: promote, required: false },
  { name: 'opt', run: opt, required: false },
  { name: 'tmpstring', run: tmpstring, required: false },
  { name: 'shortcircuit', run: shortcircuit, required: false },
  { name: 'cse', run: cse, required: false },
  { name: 'forward', run: forward, required: false },
  { name: 'deadstore', run: deadstore, required: false },
  { name: 'prove', run: prove, required: false },
  { name: 'divmod', run: divmod, required: false },
  { name: 'fuse', run: fuse, required: false },
  { name: 'late opt', run: opt, required: false },
  { name: 'late cse', run: cse, required: false },
  { name: 'memcombine', run: memcombine, required: false },
  { name: 'branchelim', run: branchelim, required: false },
  { name: 'licm', run: licm, required: false },
];

/** From the builder's form to what a machine selects from. */
export const passes: readonly Pass[] = [
  { name: 'clean', run: clean, required: true },
  ...optimizing,
  { name: 'lower-defers', run: lowerDefers, required: true },
  { name: 'made-zeros', run: madeZeros, required: false },
  { name: 'assert-cache', run: assertCaches, required: false },
  { name: 'append-buffers', run: appendBuffers, required: false },
  { name: 'lower-allocs', run: lowerAllocs, required: true },
  { name: 'lower-moves', run: lowerMoves, required: true },
  { name: 'writebarriers', run: writeBarriers, required: true },
  { name: 'expand-calls', run: expandCalls, required: true },
  { name: 'late clean', run: clean, required: true },
];

/** `[earlier, later, why]`; a test holds `passes` to these. */
export const passOrder: readonly (readonly [earlier: string, later: string, why: string])[] = [
  ['promote', 'opt', 'what was memory can be folded'],
  ['promote', 'tmpstring', 'a string in a variable is seen where it is used'],
  ['tmpstring', 'cse', 'what is loaded from bytes that may change is no constant'],
  ['opt', 'shortcircuit', 'phis of constants have been found'],
  ['cse', 'forward', 'addresses that are equal are one value'],
  ['forward', 'deadstore', 'what is loaded from a store directly needs it no more'],
  ['forward', 'prove', 'lengths that were stored and loaded are one value'],
  ['prove', 'divmod', 'what is not negative is divided without signs, and ranges of quotients are known'],
  ['prove', 'fuse', 'what each of two branches tells has been used'],
  ['fuse', 'late opt', 'the difference that is compared may be known'],
  ['divmod', 'late opt', 'products by constants may be folded with others'],
  ['late cse', 'branchelim', 'conditions and sides are as small as they get'],
  ['prove', 'branchelim', 'branches tell what is known behind them'],
  ['memcombine', 'licm', 'bytes that are read together stand together'],
  ['branchelim', 'licm', 'branches that stay tell what is computed in each turn of a loop'],
  ['licm', 'lower-allocs', 'memory that the function made itself is told from other memory'],
  ['branchelim', 'lower-allocs', 'the passes above know the operations of the builder only'],
  ['clean', 'lower-defers', 'defers look for loops, which must be reached ones'],
  ['lower-defers', 'lower-allocs', 'what deferReturn keeps in slots is known when its allocations are placed'],
  ['branchelim', 'assert-cache', 'the passes above see a call instead of a search'],
  ['opt', 'made-zeros', 'a copy of a slice that is made is seen'],
  ['made-zeros', 'lower-allocs', 'what is not made takes no memory'],
  ['branchelim', 'append-buffers', 'the passes above see a call instead of a choice of memory'],
  ['append-buffers', 'writebarriers', 'what is cleared in the frame needs no barrier'],
  ['lower-defers', 'assert-cache', 'a defer is in no loop of a search'],
  ['lower-allocs', 'writebarriers', 'stores into the frame need no barrier'],
  [
    'writebarriers',
    'expand-calls',
    'barriers call the runtime, and no call may stand between arguments on the stack and their call',
  ],
  ['lower-moves', 'expand-calls', 'a Memmove becomes a call'],
  ['expand-calls', 'late clean', 'values for arguments that were in memory, and unknown ones, are new'],
];
