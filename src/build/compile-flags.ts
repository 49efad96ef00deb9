// gc's flags for the compiler (`-gcflags`), as far as burrow gives them a meaning.

import { quote } from '../base/quote.ts';
import { current, langVersion } from '../types/version.ts';

/** What the flags for one package ask of the compiler. */
export interface CompileFlags {
  /** -N. */
  readonly noOpt: boolean;
  /** -l: a level, of which 1 means that nothing is inlined; gc inlines at all others. */
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
  /** -lang: the version of the language, `go1.N`, in place of what go.mod says; '' for none. */
  readonly lang: string;
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
  lang: '',
};

/** Flags that change nothing here: details of debugging information, concurrency, what the go command passes of itself. */
const idle = new Set(
  `B C complete dwarfbasentries dwarflocationlists goversion nolocalimports p pack shared
  smallframes std trimpath v wb W`.split(/\s+/),
);

/** Reads the flags for a package; a string is what is wrong with them. */
export function compileFlags(words: readonly string[]): CompileFlags | string {
  let noOpt = false;
  let level = 0;
  let allErrors = false;
  let decisions = false;
  let checkForm = false;
  let noDwarf = false;
  let listing = false;
  let lang = '';
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
        if (m[2] === undefined || m[2] === 'true') level++;
        else if (m[2] !== 'false' && !/^[+-]?\d+$/.test(m[2]))
          return `invalid boolean value ${quote(m[2])} for -l: invalid count ${quote(m[2])}`;
        else level = m[2] === 'false' ? 0 : Number(m[2]);
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
      case 'lang': {
        lang = m[2] ?? words[++i] ?? '';
        const invalid = `compile: invalid value ${quote(lang)} for -lang: `;
        if (!/^go(?:1|(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))$/.test(lang))
          return `${invalid}should be something like "go1.12"`;
        if (langVersion(lang) > current) return `${invalid}max known version is "go1.${current}"`;
        break;
      }
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
  return { noOpt, noInline: level === 1, allErrors, decisions, checkForm, noDwarf, listing, lang };
}
