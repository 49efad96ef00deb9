// defer statements. Lowering decides where the record of a deferred call is kept; here only loops are known.

import type { CallStmt } from '../../syntax/nodes.ts';
import * as DeferKind from '../deferkind.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import type { Builder } from './builder.ts';
import { state } from './fn-state.ts';
import { suspendedCall } from './go.ts';
import { FnRange } from './prepass.ts';

/** `defer call`. */
export function deferStmt(b: Builder, s: CallStmt): void {
  const fn = state(b);
  const closure = suspendedCall(b, s);
  b.pos = s.pos;
  if (fn.info.kind === FnRange) {
    // It belongs to the function that has the loop.
    const token = b.readHome(b.homes.get(fn.info.group!.defers)!);
    b.rtcall('deferprocat', [closure, ...token.comps!]);
    return;
  }
  b.emit(Op.Defer, Scalar.Void, [closure], 0, fn.loopDepth > 0 ? DeferKind.Heap : DeferKind.Unknown);
}
