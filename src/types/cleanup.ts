// What remains to be done to types when a check ends: those that may be looked at later, by whoever imports the package, are
// completed now, and let go of the checker.

import type { Checker } from './checker.ts';
import { isInstance } from './named.ts';
import * as TypeKind from './typekind.ts';
import { typeParamIface } from './typeparam.ts';
import { typeSet } from './typeset.ts';
import { unalias, under } from './under.ts';

/** Completes all types that were noted for it. */
export function cleanup(check: Checker): void {
  // Completing one may note others.
  for (let i = 0; i < check.cleaners.length; i++) {
    const t = check.cleaners[i]!;
    switch (t.kind) {
      case TypeKind.Named:
        // Instances are expanded when somebody looks into them.
        if (!isInstance(t)) under(t);
        t.check = null;
        break;
      case TypeKind.Alias:
        unalias(t);
        break;
      case TypeKind.Interface:
        typeSet(t);
        t.check = null;
        t.embedPos = null;
        break;
      case TypeKind.TypeParam:
        typeParamIface(t);
        t.check = null;
        break;
    }
  }
  check.cleaners = [];
}
