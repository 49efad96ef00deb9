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
  /** -S: print the code; from 2 on with the lines of the outermost calls where code was inlined. 0: no. */
  readonly listing: number;
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
  listing: 0,
  lang: '',
};

/** Flags that change nothing here: details of debugging information, concurrency, what the go command passes of itself. */
const idle = new Set(
  `B C complete dwarfbasentries dwarflocationlists goversion nolocalimports p pack shared
  smallframes std trimpath v wb W`.split(/\s+/),
);

/** Settings of -d whose value 0, or none for a text, is what burrow does: what gc tells of its work, and what it does beside it. */
const offHere = new Set(
  `abiwrap append checkptr closure compressinstructions converthash defer disablenil dumpinlcallsitescores
  dumpinlfuncprops dumpptrs dwarfinl escapealias escapealiascheck escapedebug escapemutationscalls export fipshash fmahash
  freeappend gcprog gossahash inlscoreadj libfuzzer literalallochash locationlists loopvar loopvarhash maymorestack
  mergelocalsdumpfunc mergelocalshash mergelocalshtrace mergelocalstrace nil nodeadlocals noopendefer pctab pgodebug
  pgohash reshape shapify slice softfloat staticcopy tailcall typeassert variablemakehash wb wrapglobalmapctl
  wrapglobalmapdbg`.split(/\s+/),
);

/** Those that choose among the ways in which gc compiles. */
const ways = new Set(
  `inlbudgetslack inlfuncswithclosures inlstaticinit mergelocals pgodevirtualize pgoinline pgoinlinebudget
  pgoinlinecdfthreshold rangefunccheck variablemakethreshold zerocopy`.split(/\s+/),
);

/** Those that are about gc as a program: how much memory it takes, what it does when it fails. */
const aboutGc = new Set('alignhot gcadjust gccheck gcstart maxshapelen norefname panic syncframes'.split(' '));

/** Stands for a setting that has the form of functions checked. */
const checksForm = 'checks form';

/** Reads one setting of -d: '' where it asks for what is so already, `checksForm`, or what is wrong, in gc's words where gc knows it neither. */
function debugSetting(setting: string): string {
  const absent = `compiler flag -d=${setting} is not supported by burrow`;
  if (setting.startsWith('ssa/')) {
    // The second would have gc try its passes in a random order.
    if (/^ssa\/check\/(?:on|1|seed(?:=\d+)?)$/.test(setting)) return checksForm;
    if (/^ssa\/check\/(?:off|0)$/.test(setting)) return '';
    return `${absent}: of -d=ssa there is ssa/check/on, and GOSSAFUNC=name shows the passes`;
  }
  if (setting === 'help') return `${absent}: of what it lists there are panic and ssa/check/on`;
  const [name, value] = /^([^:=]*)(?:[:=](.*))?$/s.exec(setting)!.slice(1) as [string, string | undefined];
  if (setting === '' || aboutGc.has(name)) return '';
  if (offHere.has(name)) return value === '' || Number(value) === 0 ? '' : absent;
  return ways.has(name) ? absent : `invalid value ${quote(setting)} for flag -d: unknown debug key ${name}`;
}

/** The count of a flag that may be repeated or given a number; `before` is that of the flags in front. A string is what is wrong. */
function countFlag(name: string, value: string | undefined, before: number): number | string {
  if (value === undefined || value === 'true') return before + 1;
  if (value === 'false') return 0;
  if (/^[+-]?\d+$/.test(value)) return Number(value);
  return `invalid boolean value ${quote(value)} for -${name}: invalid count ${quote(value)}`;
}

/** Reads the flags for a package; a string is what is wrong with them. */
export function compileFlags(words: readonly string[]): CompileFlags | string {
  let noOpt = false;
  let level = 0;
  let allErrors = false;
  let decisions = false;
  let checkForm = false;
  let noDwarf = false;
  let listing = 0;
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
      case 'S': {
        const count = countFlag(m[1], m[2], m[1] === 'l' ? level : listing);
        if (typeof count === 'string') return count;
        if (m[1] === 'l') level = count;
        else listing = count;
        break;
      }
      case 'e':
        allErrors = on;
        break;
      case 'm':
        decisions = on;
        break;
      case 'd':
        for (const what of (m[2] ?? words[++i] ?? '').split(',')) {
          const wrong = debugSetting(what);
          if (wrong === checksForm) checkForm = true;
          else if (wrong !== '') return wrong;
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
      case 'dwarf':
        noDwarf = !on;
        break;
      default:
        if (!idle.has(m[1]!)) return `compiler flag -${m[1]} is not supported by burrow`;
    }
  }
  return { noOpt, noInline: level === 1, allErrors, decisions, checkForm, noDwarf, listing, lang };
}
