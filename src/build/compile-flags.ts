// gc's flags for the compiler (`-gcflags`), as far as burrow gives them a meaning.

import { quote } from '../base/quote.ts';

/** What the flags for one package ask of the compiler. */
export interface CompileFlags {
  /** -N. */
  readonly noOpt: boolean;
  /** -l. */
  readonly noInline: boolean;
  /** -e: all errors, not the first ten. */
  readonly allErrors: boolean;
  /** -m: say what is inlined and what escapes. */
  readonly decisions: boolean;
  /** -d=ssa/check/on: the form of each function is checked after each pass. */
  readonly checkForm: boolean;
  /** -dwarf=false: nothing for debuggers. */
  readonly noDwarf: boolean;
  /** -S: print the code. */
  readonly listing: boolean;
}

/** No flags. */
export const noCompileFlags: CompileFlags = {
  noOpt: false,
  noInline: false,
  allErrors: false,
  decisions: false,
  checkForm: false,
  noDwarf: false,
  listing: false,
};

/** Flags that change nothing here: details of debugging information, concurrency, what the go command passes of itself. */
const idle = new Set(
  `B C complete dwarfbasentries dwarflocationlists goversion lang nolocalimports p pack shared
  smallframes std trimpath v wb W`.split(/\s+/),
);

/** Reads the flags for a package; a string is what is wrong with them. */
export function compileFlags(words: readonly string[]): CompileFlags | string {
  let noOpt = false;
  let noInline = false;
  let allErrors = false;
  let decisions = false;
  let checkForm = false;
  let noDwarf = false;
  let listing = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const m = /^--?([^=]+)(?:=(.*))?$/.exec(word);
    if (m === null) return `invalid compiler argument ${word}`;
    if (m[1] === 'c') {
      const count = m[2] ?? words[++i] ?? '';
      if (!/^[+-]?\d+$/.test(count)) return `invalid value ${quote(count)} for flag -c: parse error`;
      if (Number(count) < 1) return `compile: -c must be at least 1, got ${Number(count)}`;
      continue;
    }
    const on = m[2] !== 'false' && m[2] !== '0';
    switch (m[1]) {
      case 'N':
        noOpt = on;
        break;
      case 'l':
        noInline = on;
        break;
      case 'e':
        allErrors = on;
        break;
      case 'm':
        decisions = on;
        break;
      case 'd':
        for (const what of (m[2] ?? '').split(',')) {
          // The second would have gc try its passes in a random order; panic shows a stack where the compiler fails.
          if (/^ssa\/check\/(?:on|1|seed(?:=\d+)?)$/.test(what)) checkForm = true;
          else if (!/^(?:panic(?:=1)?)?$/.test(what)) return `compiler flag -d=${what} is not supported by burrow`;
        }
        break;
      case 'S':
        listing = on;
        break;
      case 'dwarf':
        noDwarf = !on;
        break;
      default:
        if (!idle.has(m[1]!)) return `compiler flag -${m[1]} is not supported by burrow`;
    }
  }
  return { noOpt, noInline, allErrors, decisions, checkForm, noDwarf, listing };
}
