// Interface types: from their syntax, and made up.

import type { InterfaceType } from '../syntax/nodes.ts';
import type { Pos } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import type { Checker } from './checker.ts';
import { later } from './checker.ts';
import { atPos, errorf } from './errors.ts';
import type { TypeName } from './object.ts';
import { Func, Var } from './object.ts';
import { isValid } from './predicates.ts';
import { recordDef } from './recording.ts';
import * as TypeKind from './typekind.ts';
import { computeInterfaceTypeSet, sortMethods } from './typeset.ts';
import type { Type } from './type.ts';
import { Interface, topTypeSet } from './type.ts';
import { typeString } from './typestring.ts';
import { typ } from './typexpr.ts';
import { asNamed } from './under.ts';
import { parseUnion } from './union.ts';
import * as VarKind from './varkind.ts';

/** An interface without contents, not complete; check completes its type set in the end. */
export function newInterface(check: Checker | null): Interface {
  const t = new Interface(check, [], [], false);
  if (check !== null) check.cleaners.push(t);
  return t;
}

/** Fills in t, the type of an interface literal. def is the name that the literal defines, or null. */
export function interfaceType(check: Checker, t: Interface, e: InterfaceType, def: TypeName | null): void {
  const methods: Func[] = [];
  const embeddeds: Type[] = [];
  const embedPos: Pos[] = [];
  t.methods = methods;
  t.embeddeds = embeddeds;
  t.embedPos = embedPos;
  for (const f of e.methodList) {
    if (f.name === null) {
      const pos = atPos(f.type);
      embeddeds.push(parseUnion(check, f.type));
      embedPos.push(pos);
      continue;
    }
    const name = f.name.value;
    if (name === '_') {
      errorf(check, f.name, Code.BlankIfaceMethod, 'methods must have a unique non-blank name');
      continue;
    }
    const sig = typ(check, f.type);
    if (sig.kind !== TypeKind.Signature) {
      if (isValid(sig)) {
        const text = typeString(sig, check.qualifier);
        errorf(check, f.type, Code.InvalidSyntaxTree, `${text} is not a method signature`);
      }
      continue;
    }
    // The receiver is the named type where there is one.
    const named = def === null || def.type === null ? null : asNamed(def.type);
    sig.recv = new Var(VarKind.Recv, f.name.pos, check.pkg, '', named ?? t);
    const m = new Func(f.name.pos, check.pkg, name, sig);
    recordDef(check, f.name, m);
    methods.push(m);
  }
  t.complete = true;
  if (methods.length === 0 && embeddeds.length === 0) {
    t.tset = topTypeSet;
    return;
  }
  sortMethods(methods);
  later(check, () => {
    computeInterfaceTypeSet(check, t);
  });
}
