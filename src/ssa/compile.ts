// The road of a function from the builder's form to registers: the passes of passes/passes.ts, the machine's selection, and
// register allocation. What follows, emission, needs no form of its own.

import { checkFunc } from './check.ts';
import { DebugNotes } from './debug/notes.ts';
import { Dominators, Loops } from './dominators.ts';
import type { Func } from './func.ts';
import type { Allocation, CompileMachine } from './machine.ts';
import { critical, trim } from './passes/critical.ts';
import { deadcode } from './passes/deadcode.ts';
import { layout, rotate } from './passes/layout.ts';
import { passes } from './passes/passes.ts';
import type { Program } from './program/program.ts';
import { tighten } from './passes/tighten.ts';
import { regalloc } from './regalloc/regalloc.ts';

/** Sees a function after each pass: dumps and checks. */
export type OnPass = (p: Program, f: Func, pass: string) => void;

/** An `OnPass` that checks the form. */
export const checkPasses: OnPass = (p, f, pass) => checkFunc(p, f, pass);

/** Compiles a function up to register allocation; the machine's `emit` takes it from there. */
export function compileFunc(p: Program, f: Func, machine: CompileMachine, onPass: OnPass | null = null): Allocation {
  if (onPass !== null) onPass(p, f, 'build');
  for (const pass of passes) {
    if (!pass.required && p.noOpt(f.sym)) continue;
    pass.run(p, f);
    if (onPass !== null) onPass(p, f, pass.name);
  }
  machine.select(p, f);
  deadcode(p, f);
  if (onPass !== null) onPass(p, f, 'select');
  critical(p, f);
  const doms = new Dominators(f);
  const loops = new Loops(f, doms);
  layout(f, doms, loops);
  if (onPass !== null) onPass(p, f, 'layout');
  const notes = f.vars.length === 0 ? null : new DebugNotes(f);
  if (!p.noOpt(f.sym)) {
    tighten(f, doms, loops);
    if (onPass !== null) onPass(p, f, 'tighten');
  }
  const allocation = regalloc(p, f, machine, doms, loops, onPass !== null);
  if (notes !== null) notes.restore();
  trim(p, f);
  rotate(p, f);
  return allocation;
}
