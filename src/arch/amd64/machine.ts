// amd64 as the object stage sees it.

import type { Ctxt } from '../../obj/ctxt.ts';
import type { Machine } from '../../obj/machine.ts';
import type { FuncText } from '../../obj/prog.ts';
import { preprocess } from './frame.ts';
import { Instructions, opName } from './instructions.ts';
import { progEdit } from './progedit.ts';
import { errorCheck } from './r15.ts';
import { regName } from './reg.ts';
import { assemble } from './span.ts';
import { suffixName } from './suffix.ts';

/** A back end for amd64; it keeps the instruction tables that were decoded so far. */
export function newMachine(): Machine {
  const instructions = new Instructions();
  return {
    name: 'amd64',
    ptrSize: 8,
    pcQuantum: 1,
    opName,
    suffixName,
    regName,
    regListName: lo => `[${regName(lo & 0xffff)}-${regName(lo >>> 16)}]`,
    errorCheck,
    progEdit,
    preprocess,
    assemble: (cx: Ctxt, f: FuncText) => assemble(cx, f, instructions),
  };
}
