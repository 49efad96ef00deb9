// Functions that are operations. The builder asks here at every static call.

import type { Type } from '../../types/type.ts';
import type { Builder, Val } from '../build/builder.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';

/** The results of a call of the function with this symbol, whose arguments are scalars, where it is an operation; else null. */
export function intrinsic(
  b: Builder,
  symbol: string,
  _args: readonly Value[],
  resultTypes: readonly Type[],
): Val[] | null {
  const one = (op: number, kind: Scalar.Kind): Val[] => [b.scalars(resultTypes[0]!, [b.emit(op, kind, [])])];
  switch (symbol) {
    case 'runtime.getg':
      return one(Op.GetG, Scalar.Ptr);
    case 'internal/runtime/sys.GetCallerPC':
      b.f.noInline = true;
      return one(Op.GetCallerPC, Scalar.I64);
    case 'internal/runtime/sys.GetCallerSP':
      b.f.noInline = true;
      return one(Op.GetCallerSP, Scalar.I64);
    case 'internal/runtime/sys.GetClosurePtr':
      b.f.needsContext = true;
      return [b.scalars(resultTypes[0]!, [b.as(b.emit(Op.ClosurePtr, Scalar.Ptr, []), Scalar.I64)])];
    default:
      return null;
  }
}
