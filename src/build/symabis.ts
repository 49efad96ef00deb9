// What the compiler is told of a package's assembly: the lines that the assembler writes under -gensymabis.

import * as Abi from '../obj/abi.ts';

/** The symbols of a package's assembly. */
export interface SymABIs {
  /** The ABI under which it defines each. */
  readonly defs: ReadonlyMap<string, number>;
  /** Those that it calls under the stack ABI and does not define. */
  readonly called: readonly string[];
}

/**
 * Reads a file of lines `def name ABI` and `ref name ABI`; a text is what is wrong. `path` is that of the package.
 * Source: gc's ssagen/abi.go ReadSymABIs.
 */
export function readSymABIs(text: string, file: string, path: string): SymABIs | string {
  const defs = new Map<string, number>();
  const called = new Set<string>();
  for (const [i, written] of text.split('\n').entries()) {
    const [kind = '', symbol = '', abiName = '', ...more] = written.trim().split(/\s+/);
    if (kind === '' || kind.startsWith('#')) continue;
    const wrong = `${file}:${i + 1}: invalid symabi`;
    if (kind !== 'def' && kind !== 'ref') return `${wrong} type "${kind}"`;
    if (abiName === '' || more.length > 0) return `${wrong}: syntax is "${kind} sym abi"`;
    const abi = [Abi.ABI0, Abi.ABIInternal].findIndex(a => Abi.abiName(a) === abiName);
    if (abi < 0) return `${wrong}: unknown abi "${abiName}"`;
    const name = symbol.startsWith('"".') ? path + symbol.slice(2) : symbol;
    if (kind === 'def') defs.set(name, abi);
    else if (abi === Abi.ABI0) called.add(name);
  }
  return { defs, called: [...called].filter(name => !defs.has(name)) };
}
