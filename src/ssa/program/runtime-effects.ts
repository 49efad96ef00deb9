// What is known of functions of the runtime without reading their bodies: which do not return, and what they do with the
// pointers they are given. The runtime keeps these promises by its comments and its //go:noescape marks; an analysis of its
// bodies would find less, because hash functions are called through pointers and so on. A function that is not here is
// analysed like any other.

import { type CallEffects, EffContent, EffContentOfContent, EffEscape, EffNone } from '../sig.ts';

const N = EffNone;
const C = EffContent;
const CC = EffContentOfContent;
const E = EffEscape;

/** Name without `runtime.`, what happens to each parameter, where pointers in the results come from (-1: nowhere). */
const rows: readonly (readonly [names: string, leaks: readonly number[], resultFrom: readonly number[]])[] = [
  [
    'mapaccess1 mapaccess1_fast32 mapaccess1_fast64 mapaccess1_faststr mapaccess2 mapaccess2_fast32 mapaccess2_fast64 mapaccess2_faststr',
    [N, N, N],
    [-1, -1],
  ],
  ['mapaccess1_fat mapaccess2_fat', [N, N, N, N], [-1, -1]],
  ['mapassign mapassign_fast32 mapassign_fast64', [N, N, C], [-1]],
  ['mapassign_fast32ptr mapassign_fast64ptr mapassign_faststr', [N, N, E], [-1]],
  ['mapdelete mapdelete_fast32 mapdelete_fast64 mapdelete_faststr', [N, N, N], []],
  ['mapclear mapIterStart', [N, N, N], []],
  ['mapIterNext deferreturn', [N], []],
  // What is a map's in the frame stays where it is: hint and type only.
  ['makemap', [N, N, N], [2]],
  ['makemap_small makeslice makeslice64 newobject makechan makechan64', [N, N, N], [-1]],
  ['chansend1', [N, C], []],
  ['selectnbsend', [N, C], [-1]],
  ['chanrecv1', [N, N], []],
  ['chanrecv2', [N, N], [-1]],
  ['selectnbrecv', [N, N], [-1, -1]],
  // The cases hold the addresses of what is sent.
  ['selectgo', [CC, N, N, N, N, N], [-1, -1]],
  ['decoderune', [N, N], [-1, -1]],
  ['growslice', [C, N, N, N, N], [-1]],
  ['typedslicecopy', [N, N, N, C, N], [-1]],
  ['typedmemmove', [N, N, C], []],
  ['memclrHasPointers memclrNoHeapPointers', [N, N], []],
  ['closechan', [N], []],
  ['chanlen chancap countrunes', [N], [-1]],
  // What is made may be in the buffer that is given, and is never what it is made from where there is no buffer.
  ['intstring stringtoslicebyte stringtoslicerune slicerunetostring', [N, N], [0]],
  ['slicebytetostring concatstrings concatbytes', [N, N, N], [0]],
  ['concatstring2 concatstring3 concatstring4 concatstring5', [N, N, N, N, N, N], [0]],
  ['concatbyte2 concatbyte3 concatbyte4 concatbyte5', [N, N, N, N, N, N], [0]],
  ['slicebytetostringtmp', [N, N], [0]],
  ['assertE2I assertE2I2 typeAssert', [N, N], [-1]],
  ['interfaceSwitch', [N, N], [-1, -1]],
  ['convT convTnoptr', [N, C], [-1]],
  ['convTstring convTslice', [E], [-1]],
  ['convT16 convT32 convT64', [N], [-1]],
  ['gorecover deferrangefunc', [], [-1]],
  ['printstring printquoted printslice printeface printiface printpointer', [N], []],
  ['newproc', [E], []],
  ['deferproc', [E], []],
  ['deferprocat', [E, N], []],
  ['memequal strequal interequal nilinterequal', [N, N, N], [-1]],
  ['efaceeq ifaceeq', [N, N, N], [-1]],
  ['cmpstring', [N, N], [-1]],
  ['memhash', [N, N, N], [-1]],
  ['strhash interhash nilinterhash f32hash f64hash c64hash c128hash memhash32 memhash64', [N, N], [-1]],
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

/** Of a function without body that is marked go:noescape: nothing it is given outlives the call, or is what it returns. */
export const noEscape: CallEffects = { noReturn: false, leaks: [], resultFrom: [] };

/** The effects of a function by its symbol's name; null where its body tells. */
export function runtimeEffects(symbol: string): CallEffects | null {
  return table.get(symbol) ?? null;
}
