// How often the values of a function are used.

import type { Func } from './func.ts';
import * as Op from './op.generated.ts';

/** By value, how many arguments, controls and results it is; a note for debuggers is no use. */
export function countUses(f: Func): Int32Array {
  const uses = new Int32Array(f.count);
  for (const b of f.blocks) {
    if (b.control !== 0) uses[b.control]!++;
    for (const v of b.rets) uses[v]!++;
    for (const v of b.values) {
      if (f.op[v] === Op.DebugVar) continue;
      for (let i = f.nargs(v) - 1; i >= 0; i--) uses[f.arg(v, i)]!++;
    }
  }
  return uses;
}
