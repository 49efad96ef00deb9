// What is known of functions of the runtime without reading their bodies: which do not return, and what they do with the
// pointers they are given. The runtime keeps these promises by its comments and its //go:noescape marks; an analysis of its
// bodies would find less, because hash functions are called through pointers and so on. A function that is not here is
// analysed like any other.

import { type CallEffects, EffContent, EffEscape, EffNone } from '../sig.ts';

const N = EffNone;
const C = EffContent;
const E = EffEscape;

/** Name without `runtime.`, what happens to each parameter, where pointers in the results come from (-1: nowhere). */
const rows: readonly (readonly [names: string, leaks: readonly number[], resultFrom: readonly number[]])[] = [
  [
    'mapaccess1 mapaccess1_fast32 mapaccess1_fast64 mapaccess1_faststr mapaccess2 mapaccess2_fast32 mapaccess2_fast64 mapaccess2_faststr',
    [N, N, N],
    [-1, -1],
  ],
  ['mapaccess1_fat mapaccess2_fat', [N, N, N, N], [-1, -1]],
  ['mapassign mapassign_fast32 mapassign_fast32ptr mapassign_fast64 mapassign_fast64ptr', [N, N, C], [-1]],
  ['mapassign_faststr', [N, N, E], [-1]],
  ['mapdelete mapdelete_fast32 mapdelete_fast64 mapdelete_faststr', [N, N, N], []],
  ['mapclear mapIterStart', [N, N, N], []],
  ['mapIterNext deferreturn', [N], []],
  ['chansend1 selectnbsend', [N, C], [-1]],
  ['chanrecv1', [N, N], []],
  ['chanrecv2', [N, N], [-1]],
  ['selectnbrecv', [N, N], [-1, -1]],
  ['selectgo', [N, N, N, N, N, N], [-1, -1]],
  ['decoderune', [N, N], [-1, -1]],
  ['growslice', [C, N, N, N, N], [-1]],
  ['typedslicecopy', [N, N, N, C, N], [-1]],
  ['memclrHasPointers memclrNoHeapPointers', [N, N], []],
  ['makechan', [N, N], [-1]],
  ['closechan', [N], []],
  ['chanlen chancap countrunes', [N], [-1]],
  ['gorecover', [], [-1]],
  ['printstring printquoted printslice printeface printiface printpointer', [N], []],
  ['newproc', [E], []],
  ['deferprocat', [E, N], []],
  ['memequal strequal interequal nilinterequal efaceeq ifaceeq', [N, N, N], [-1]],
];

const noReturn =
  'goPanicIndex panicdivide panicshift panicwrap panicmem panicnildottype panicdottypeE panicdottypeI panicrangestate panicSlice3B ' +
  'gopanic goexit throw fatal block panicunsafeslicelen panicunsafeslicenilptr panicunsafestringlen panicunsafestringnilptr ' +
  'panicmakeslicelen panicmakeslicecap throwinit panicSimdImm panicBounds';

const table = new Map<string, CallEffects>();
for (const [names, leaks, resultFrom] of rows) {
  for (const name of names.split(' ')) table.set(`runtime.${name}`, { noReturn: false, leaks, resultFrom });
}
for (const name of noReturn.split(' ')) {
  const leaks = name === 'gopanic' ? [E] : [];
  table.set(`runtime.${name}`, { noReturn: true, leaks, resultFrom: [] });
}

/** The effects of a function by its symbol's name; null where its body tells. */
export function runtimeEffects(symbol: string): CallEffects | null {
  return table.get(symbol) ?? null;
}
