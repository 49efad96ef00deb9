// go.mod and go.work: what their directives mean. A file of the main module is read strictly, the file of a dependency
// leniently: what a newer Go may have added is passed over.

import { quote } from '../../base/quote.ts';
import { checkPathMajor, splitPathVersion, type Version } from './module.ts';
import {
  Block,
  CommentBlock,
  ModError,
  parseModSyntax,
  quoteToken,
  tokenString,
  type FileSyntax,
  type Line,
} from './modsyntax.ts';
import * as semver from './semver.ts';

/** A `require`, with the line that states it. */
export interface Require {
  readonly mod: Version;
  readonly indirect: boolean;
  readonly line: Line;
}

/** A `replace`: the old version is '' for every version, the new one for a directory. */
export interface Replace {
  readonly old: Version;
  readonly new: Version;
  readonly line: Line;
}

/** A `retract`: one version, or all from low to high. */
export interface Retract {
  readonly low: string;
  readonly high: string;
  readonly rationale: string;
  readonly line: Line;
}

/** A `godebug key=value`. */
export interface Godebug {
  readonly key: string;
  readonly value: string;
  readonly line: Line;
}

/** A path that a directive names: `tool`, `ignore`, `use`. */
export interface Named {
  readonly path: string;
  readonly line: Line;
}

/** A go.mod file, or a go.work file, whose `use` lines stand in place of the module. */
export class ModFile {
  readonly syntax: FileSyntax;
  /** null where the file has no module line. */
  module: { readonly path: string; readonly deprecated: string; readonly line: Line } | null = null;
  /** '' where the file has no go line. */
  go = '';
  goLine: Line | null = null;
  /** '' where the file has no toolchain line. */
  toolchain = '';
  toolchainLine: Line | null = null;
  readonly godebug: Godebug[] = [];
  readonly require: Require[] = [];
  readonly exclude: { readonly mod: Version; readonly line: Line }[] = [];
  readonly replace: Replace[] = [];
  readonly retract: Retract[] = [];
  readonly tool: Named[] = [];
  readonly ignore: Named[] = [];
  readonly use: Named[] = [];
  /** Versions in it were words that mean another one: the file is to be written. */
  fixed = false;

  constructor(syntax: FileSyntax) {
    this.syntax = syntax;
  }
}

const modBlocks = new Set(['module', 'godebug', 'require', 'exclude', 'replace', 'retract', 'tool', 'ignore']);
const workBlocks = new Set(['godebug', 'use', 'replace']);
/** What counts in the go.mod of a dependency. */
const laxVerbs = new Set(['go', 'module', 'retract', 'require', 'ignore']);

/**
 * What the words that stand in place of versions in a go.mod mean: `master`, `latest`, `v1`. The server of a module has
 * to be asked for that, so a file is parsed once to learn what is missing, and again when that is known.
 */
export class VersionFixes {
  /** By path@word: the version, or what is wrong with the word; `verb`: said after the directive. */
  readonly known = new Map<string, { readonly version: string; readonly error: string; readonly verb: boolean }>();
  /** What is not known yet. */
  readonly missing: Version[] = [];
}

/** Parses the go.mod of a main module. `fixes`: versions may be other words. */
export function parseMod(name: string, text: string, fixes: VersionFixes | null = null): ModFile | ModError[] {
  return parse(name, text, modBlocks, true, fixes);
}

/** Parses the go.mod of a dependency. */
export function parseModLax(name: string, text: string): ModFile | ModError[] {
  return parse(name, text, modBlocks, false);
}

/** Parses a go.work file. */
export function parseWork(name: string, text: string): ModFile | ModError[] {
  return parse(name, text, workBlocks, true);
}

function parse(
  name: string,
  text: string,
  blocks: ReadonlySet<string>,
  strict: boolean,
  fixes: VersionFixes | null = null,
): ModFile | ModError[] {
  const syntax = parseModSyntax(name, text);
  if (syntax instanceof ModError) return [syntax];
  const f = new ModFile(syntax);
  const reader = new Reader(f, strict, blocks === workBlocks, fixes);
  for (const stmt of syntax.stmts) {
    if (stmt instanceof CommentBlock) continue;
    if (!(stmt instanceof Block)) {
      reader.add(null, stmt, stmt.tokens[0]!, stmt.tokens.slice(1));
    } else if (stmt.tokens.length > 1 || !blocks.has(stmt.tokens[0]!)) {
      if (strict) reader.errors.push(new ModError(name, stmt.line, `unknown block type: ${stmt.tokens.join(' ')}`));
    } else {
      for (const line of stmt.lines) reader.add(stmt, line, stmt.tokens[0]!, line.tokens);
    }
  }
  reader.fixRetractions();
  return reader.errors.length > 0 ? reader.errors : f;
}

const goVersion = /^[1-9][0-9]*\.(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*))?(?:[a-z]+[0-9]+)?$/;
const laxGoVersion = /^v?([1-9][0-9]*\.(?:0|[1-9][0-9]*))[^0-9].*$/;

class Reader {
  readonly errors: ModError[] = [];
  private readonly f: ModFile;
  private readonly strict: boolean;
  private readonly work: boolean;
  private readonly fixes: VersionFixes | null;

  constructor(f: ModFile, strict: boolean, work: boolean, fixes: VersionFixes | null) {
    this.f = f;
    this.strict = strict;
    this.work = work;
    this.fixes = fixes;
  }

  /** Takes one directive into the file, or its mistake into the errors. */
  add(block: Block | null, line: Line, verb: string, args: readonly string[]): void {
    if (!this.strict && !laxVerbs.has(verb)) return;
    const why = this.directive(block, line, verb, args);
    if (why !== '') this.errors.push(new ModError(this.f.syntax.name, line.line, why));
    // Quotes that need not be are gone when the file is written.
    else if (this.strict && !verb.startsWith('go')) line.tokens = line.tokens.map(unquoted);
  }

  private directive(block: Block | null, line: Line, verb: string, args: readonly string[]): string {
    const { f } = this;
    const one = args.length === 1 ? args[0]! : null;
    if (this.work ? !['go', 'toolchain', 'godebug', 'use', 'replace'].includes(verb) : verb === 'use') {
      return `unknown directive: ${verb}`;
    }
    switch (verb) {
      case 'go': {
        if (f.goLine !== null) return 'repeated go statement';
        if (one === null) return 'go directive expects exactly one argument';
        const lax = this.strict || this.work ? null : laxGoVersion.exec(one);
        if (!goVersion.test(one) && lax === null) return `invalid go version '${one}': must match format 1.23.0`;
        f.go = goVersion.test(one) ? one : lax![1]!; // one of the two matched
        f.goLine = line;
        return '';
      }
      case 'toolchain':
        if (f.toolchainLine !== null) return 'repeated toolchain statement';
        if (one === null) return 'toolchain directive expects exactly one argument';
        if (!/^default$|^go1(?:$|\.)/.test(one)) {
          return `invalid toolchain version '${one}': must match format go1.23.0 or default`;
        }
        f.toolchain = one;
        f.toolchainLine = line;
        return '';
      case 'module': {
        if (f.module !== null) return 'repeated module statement';
        const deprecated = /(?:^|\n\n)Deprecated: *(.*?)(?:$|\n\n)/s.exec(directiveComment(block, line))?.[1] ?? '';
        f.module = { path: '', deprecated, line };
        if (one === null) return 'usage: module module/path';
        const s = tokenString(one);
        if (s.error !== '') return `invalid quoted string: ${s.error}`;
        f.module = { path: s.value, deprecated, line };
        return '';
      }
      case 'godebug': {
        const eq = one?.indexOf('=') ?? -1;
        if (one === null || eq < 0 || /["`',]/.test(one)) return 'usage: godebug key=value';
        f.godebug.push({ key: one.slice(0, eq), value: one.slice(eq + 1), line });
        return '';
      }
      case 'require':
      case 'exclude':
        return this.requirement(line, verb, args);
      case 'replace':
        return this.replacement(line, args);
      case 'retract':
        return this.retraction(block, line, args);
      case 'tool':
      case 'ignore':
      case 'use': {
        if (one === null)
          return verb === 'use' ? 'usage: use local/dir' : `${verb} directive expects exactly one argument`;
        const s = tokenString(one);
        if (s.error !== '') return `invalid quoted string: ${s.error}`;
        f[verb].push({ path: s.value, line });
        return '';
      }
      default:
        return `unknown directive: ${verb}`;
    }
  }

  /** The version that the argument at an index states, and its mistake. */
  private version(line: Line, verb: string, modPath: string, args: readonly string[], at: number) {
    const token = args[at]!;
    if (this.fixes === null) return moduleVersion(verb, modPath, token);
    const s = tokenString(token);
    if (s.error !== '') return { value: '', error: invalidVersion(verb, modPath, token, s.error) };
    const found = this.meant(verb, modPath, s.value);
    if (found.error === '' && found.value !== s.value) {
      this.f.fixed = true;
      const own = line.tokens.length - args.length; // the directive stands first where there is no block
      line.tokens = line.tokens.map((t, i) => (i === own + at ? found.value : t));
    }
    return found;
  }

  /** The version that a word means. Where that is not known, it is noted, and the word stands. */
  private meant(verb: string, modPath: string, stated: string): { value: string; error: string } {
    const fixes = this.fixes!; // the callers have made sure
    const old = modPath.startsWith('gopkg.in/') ? stated.indexOf('-gopkgin-') : -1;
    const word = old < 0 ? stated : stated.slice(old + '-gopkgin-'.length);
    const split = splitPathVersion(modPath);
    if (split === null) {
      return { value: '', error: invalidVersion(verb, modPath, word, `malformed module path ${quote(modPath)}`) };
    }
    const canonical = moduleVersion(verb, modPath, word).value;
    if (canonical === word) {
      const major = checkPathMajor(word, split.major);
      return { value: word, error: major === '' ? '' : `${verb} ${modPath}: ${major}` };
    }
    const known = fixes.known.get(`${modPath}@${word}`);
    if (known === undefined) {
      fixes.missing.push({ path: modPath, version: word });
      return { value: stated, error: '' };
    }
    if (known.error !== '')
      return { value: '', error: known.verb ? `${verb} ${modPath}: ${known.error}` : known.error };
    return { value: known.version, error: '' };
  }

  /** Retractions are of versions of the module itself, whose line may be the last. */
  fixRetractions(): void {
    if (this.fixes === null || this.f.module === null) return;
    const { retract, syntax, module } = this.f;
    for (const [i, r] of retract.entries()) {
      const low = this.meant('retract', module.path, r.low);
      const high = r.high === r.low ? low : this.meant('retract', module.path, r.high);
      const error = low.error || high.error;
      if (error !== '') this.errors.push(new ModError(syntax.name, r.line.line, error));
      else if (low.value !== r.low || high.value !== r.high) {
        this.f.fixed = true;
        const of = (t: string) => (t === r.low ? low.value : t === r.high ? high.value : t);
        r.line.tokens = r.line.tokens.map(t => of(tokenString(t).value));
        retract[i] = { ...r, low: low.value, high: high.value };
      }
    }
  }

  private requirement(line: Line, verb: 'require' | 'exclude', args: readonly string[]): string {
    if (args.length !== 2) return `usage: ${verb} module/path v1.2.3`;
    const s = tokenString(args[0]!);
    if (s.error !== '') return `invalid quoted string: ${s.error}`;
    const v = this.version(line, verb, s.value, args, 1);
    if (v.error !== '') return v.error;
    const split = splitPathVersion(s.value);
    if (split === null) return 'invalid module path';
    const major = checkPathMajor(v.value, split.major);
    if (major !== '') return `${verb} ${s.value}: ${major}`;
    const mod = { path: s.value, version: v.value };
    if (verb === 'exclude') this.f.exclude.push({ mod, line });
    else this.f.require.push({ mod, indirect: isIndirect(line), line });
    return '';
  }

  private replacement(line: Line, args: readonly string[]): string {
    const arrow = args.length >= 2 && args[1] === '=>' ? 1 : 2;
    if (args.length < arrow + 2 || args.length > arrow + 3 || args[arrow] !== '=>') {
      return 'usage: replace module/path [v1.2.3] => other/module v1.4\n\t or replace module/path [v1.2.3] => ../local/directory';
    }
    const s = tokenString(args[0]!);
    if (s.error !== '') return `invalid quoted string: ${s.error}`;
    const split = splitPathVersion(s.value);
    if (split === null) return `replace ${s.value}: invalid module path`;
    let oldVersion = '';
    if (arrow === 2) {
      const v = this.version(line, 'replace', s.value, args, 1);
      if (v.error !== '') return v.error;
      const major = checkPathMajor(v.value, split.major);
      if (major !== '') return `replace ${s.value}: ${major}`;
      oldVersion = v.value;
    }
    const target = tokenString(args[arrow + 1]!);
    if (target.error !== '') return `invalid quoted string: ${target.error}`;
    let newVersion = '';
    if (args.length === arrow + 2) {
      if (!isDirectoryPath(target.value)) {
        return target.value.includes('@')
          ? "replacement module must match format 'path version', not 'path@version'"
          : 'replacement module without version must be directory path (rooted or starting with . or ..)';
      }
      if (target.value.includes('\\')) {
        return 'replacement directory appears to be Windows path (on a non-windows system)';
      }
    } else {
      const v = this.version(line, 'replace', target.value, args, arrow + 2);
      if (v.error !== '') return v.error;
      if (isDirectoryPath(target.value)) {
        return `replacement module directory path ${quote(target.value)} cannot have version`;
      }
      newVersion = v.value;
    }
    this.f.replace.push({
      old: { path: s.value, version: oldVersion },
      new: { path: target.value, version: newVersion },
      line,
    });
    return '';
  }

  private retraction(block: Block | null, line: Line, args: readonly string[]): string {
    const rationale = directiveComment(block, line);
    const found = interval(args);
    if (typeof found === 'string') return this.strict ? found : '';
    if (found.rest.length > 0 && this.strict) return `unexpected token after version: ${quote(found.rest[0]!)}`;
    this.f.retract.push({ low: found.low, high: found.high, rationale, line });
    return '';
  }
}

function unquoted(token: string): string {
  return token.startsWith('"') ? quoteToken(tokenString(token).value) : token;
}

/** `v1.2.3` or `[v1.2.3, v1.4.5]`. */
function interval(args: readonly string[]): { low: string; high: string; rest: readonly string[] } | string {
  if (args.length === 0 || args[0] === '(') return "expected '[' or version";
  const version = (at: number) => {
    const s = tokenString(args[at]!);
    return { value: s.value, error: s.error === '' ? '' : invalidVersion('retract', '', args[at]!, s.error) };
  };
  if (args[0] !== '[') {
    const v = version(0);
    return v.error !== '' ? v.error : { low: v.value, high: v.value, rest: args.slice(1) };
  }
  if (args.length < 2) return "expected version after '['";
  const low = version(1);
  if (low.error !== '') return low.error;
  if (args[2] !== ',') return "expected ',' after version";
  if (args.length < 4) return "expected version after ','";
  const high = version(3);
  if (high.error !== '') return high.error;
  if (args[4] !== ']') return "expected ']' after version";
  return { low: low.value, high: high.value, rest: args.slice(5) };
}

function invalidVersion(verb: string, modPath: string, version: string, why: string): string {
  return `${modPath === '' ? verb : `${verb} ${modPath}`}: version ${quote(version)} invalid: ${why}`;
}

/** The canonical version of a token; +incompatible stays. */
function moduleVersion(verb: string, modPath: string, token: string): { value: string; error: string } {
  const s = tokenString(token);
  if (s.error !== '') return { value: '', error: invalidVersion(verb, modPath, token, s.error) };
  const c = semver.canonical(s.value);
  if (c === '') return { value: '', error: invalidVersion(verb, modPath, s.value, 'must be of the form v1.2.3') };
  return { value: semver.build(s.value) === '+incompatible' ? c + '+incompatible' : c, error: '' };
}

function isIndirect(line: Line): boolean {
  const words = line.suffix.replace(/^\/\//, '').trim().split(/\s+/);
  return (words.length === 1 && words[0] === 'indirect') || (words.length > 1 && words[0] === 'indirect;');
}

/** Rooted, or starting with `.` or `..`, in the manner of any system. */
export function isDirectoryPath(s: string): boolean {
  return /^(?:\.\.?(?:[\\/]|$)|[\\/]|[A-Za-z]:)/.test(s);
}

/** The comments of a line, or of its block where it has none. */
function directiveComment(block: Block | null, line: Line): string {
  const own = line.before.length > 0 || line.suffix !== '' || block === null;
  const list = own ? [...line.before, line.suffix] : [...block.before, block.suffix];
  return list
    .filter(c => c.startsWith('//'))
    .map(c => c.slice(2).trim())
    .join('\n');
}
