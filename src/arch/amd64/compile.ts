// amd64 as the compiler sees it.

import { type CompileMachine, type RegShape } from '../../ssa/machine.ts';
import { MachineFirst } from '../../ssa/op.ts';
import { emit } from './emit.ts';
import * as M from './ops.generated.ts';
import { maxUnrolled, select } from './select.ts';
import { generalShape, registers, shapes } from './shapes.ts';

/** The compiler's machine. */
export function newCompileMachine(): CompileMachine {
  const own: readonly RegShape[] = M.shapes.map(name => shapes[name]!);
  return {
    name: 'amd64',
    ops: M,
    regs: registers,
    shape: op => (op >= MachineFirst ? own[op - MachineFirst]! : generalShape(op)),
    inlineZero: maxUnrolled,
    inlineMove: maxUnrolled,
    hasFMA: p => p.options.archLevel >= 3,
    select,
    emit,
  };
}
