// Changes to go.mod and go.work files that leave comments, order and blocks as their author had them. A change acts on
// both faces of a ModFile: the list of what the directives mean, and the lines. A line that is dropped loses its tokens
// and stays where it is until `cleanup`; so the changes of one command can refer to lines by identity.

import { splitPathVersion, checkPathMajor, type Version } from './module.ts';
import type { ModFile, Require } from './modfile.ts';
import { Block, CommentBlock, formatModSyntax, Line, quoteToken, type Stmt } from './modsyntax.ts';
import * as gover from './gover.ts';
import * as semver from './semver.ts';

/** A requirement as it is to be written. */
export interface Requirement {
  readonly mod: Version;
  readonly indirect: boolean;
}

function drop(line: Line): void {
  line.tokens = [];
  line.suffix = '';
}

function update(line: Line, tokens: string[]): void {
  line.tokens = line.inBlock ? tokens.slice(1) : tokens;
}

/** A line that goes to the end where nothing of its path is there: gc does so with `exclude` and `replace`. */
const atEnd = new Line([], 0, false);

/** Adds a line beside `hint`, or beside the last of its kind, or at the end; two lines of a kind become a block. */
function addLine(f: ModFile, hint: Line | Block | null, tokens: string[]): Line {
  const { stmts } = f.syntax;
  const verb = tokens[0]!;
  let near: Line | Block | null = hint;
  for (let i = stmts.length - 1; near === null && i >= 0; i--) {
    const s = stmts[i]!;
    if (!(s instanceof CommentBlock) && s.tokens[0] === verb) near = s;
  }
  for (let i = 0; near !== null && i < stmts.length; i++) {
    const s = stmts[i]!;
    if (s instanceof CommentBlock) continue;
    const within = s instanceof Block ? s.lines.indexOf(near as Line) : -1; // a block is in no block
    if (s !== near && within < 0) continue;
    if (s.tokens[0] !== verb) {
      const line = new Line(tokens, 0, false);
      stmts.splice(i + 1, 0, line);
      return line;
    }
    const line = new Line(tokens.slice(1), 0, true);
    if (s instanceof Block) {
      if (within < 0) s.lines.push(line);
      else s.lines.splice(within + 1, 0, line);
      return line;
    }
    stmts[i] = blockOf(s);
    (stmts[i] as Block).lines.push(line); // as just set
    return line;
  }
  const line = new Line(tokens, 0, false);
  stmts.push(line);
  return line;
}

/** A block in place of a line alone; the line's comments stay with the line. */
function blockOf(line: Line): Block {
  const block = new Block(line.tokens.slice(0, 1), line.line);
  line.inBlock = true;
  line.tokens = line.tokens.slice(1);
  block.lines = [line];
  return block;
}

/** Sets the module line. */
export function setModule(f: ModFile, modPath: string): void {
  const tokens = ['module', quoteToken(modPath)];
  if (f.module === null) f.module = { path: modPath, deprecated: '', line: addLine(f, null, tokens) };
  else {
    update(f.module.line, tokens);
    f.module = { ...f.module, path: modPath };
  }
}

/** Sets the go line; '' drops it. */
export function setGo(f: ModFile, version: string): void {
  if (version === '') {
    if (f.goLine !== null) drop(f.goLine);
    f.goLine = null;
  } else if (f.goLine === null) f.goLine = addLine(f, f.module?.line ?? null, ['go', version]);
  else update(f.goLine, ['go', version]);
  f.go = version;
}

/** Sets the toolchain line; '' drops it. */
export function setToolchain(f: ModFile, name: string): void {
  if (name === '') {
    if (f.toolchainLine !== null) drop(f.toolchainLine);
    f.toolchainLine = null;
  } else if (f.toolchainLine === null) {
    f.toolchainLine = addLine(f, f.goLine ?? f.module?.line ?? null, ['toolchain', name]);
  } else update(f.toolchainLine, ['toolchain', name]);
  f.toolchain = name;
}

/** Sets the go line of a go.work file, which stands first; '' drops it. */
export function setWorkGo(f: ModFile, version: string): void {
  if (version === '' || f.goLine !== null) return setGo(f, version);
  f.go = version;
  f.goLine = new Line(['go', version], 0, false);
  f.syntax.stmts.splice(afterComments(f), 0, f.goLine);
}

/** Sets the toolchain line of a go.work file, which follows the go line; '' drops it. */
export function setWorkToolchain(f: ModFile, name: string): void {
  if (name === '' || f.toolchainLine !== null) return setToolchain(f, name);
  f.toolchain = name;
  f.toolchainLine = new Line(['toolchain', name], 0, false);
  const { stmts } = f.syntax;
  const go = stmts.findIndex(s => s instanceof Line && s.tokens[0] === 'go');
  stmts.splice(go >= 0 ? go + 1 : afterComments(f), 0, f.toolchainLine);
}

function afterComments(f: ModFile): number {
  const first = f.syntax.stmts.findIndex(s => !(s instanceof CommentBlock));
  return first < 0 ? f.syntax.stmts.length : first;
}

/**
 * Makes the one entry of a list that a test finds say something else; a second one is dropped. Where there is none, one
 * is added.
 */
function setOne<T extends { readonly line: Line }>(
  f: ModFile,
  list: T[],
  found: (x: T) => boolean,
  tokens: string[],
  make: (line: Line) => T,
  hint: Line | null = null,
): void {
  let need = true;
  for (let i = 0; i < list.length; i++) {
    const x = list[i]!;
    if (!found(x)) continue;
    if (need) {
      update(x.line, tokens);
      list[i] = make(x.line);
      need = false;
    } else {
      drop(x.line);
      list.splice(i--, 1);
    }
  }
  if (need) list.push(make(addLine(f, hint, tokens)));
}

/** Drops the entries of a list that a test finds. */
function dropAll<T extends { readonly line: Line }>(list: T[], found: (x: T) => boolean): void {
  for (let i = 0; i < list.length; i++) {
    if (!found(list[i]!)) continue;
    drop(list[i]!.line);
    list.splice(i--, 1);
  }
}

/** Sets a godebug line. */
export function addGodebug(f: ModFile, key: string, value: string): void {
  setOne(
    f,
    f.godebug,
    g => g.key === key,
    ['godebug', `${key}=${value}`],
    line => ({ key, value, line }),
  );
}

export function dropGodebug(f: ModFile, key: string): void {
  dropAll(f.godebug, g => g.key === key);
}

/** Sets the version of a requirement. */
export function addRequire(f: ModFile, modPath: string, version: string): void {
  const indirect = f.require.find(r => r.mod.path === modPath)?.indirect ?? false;
  setOne(
    f,
    f.require,
    r => r.mod.path === modPath,
    ['require', quoteToken(modPath), version],
    line => ({ mod: { path: modPath, version }, indirect, line }),
  );
}

export function dropRequire(f: ModFile, modPath: string): void {
  dropAll(f.require, r => r.mod.path === modPath);
}

/** Adds an exclusion; gives what is wrong with the version. */
export function addExclude(f: ModFile, modPath: string, version: string): string {
  const bad = checkCanonical(modPath, version);
  if (bad !== '') return bad;
  if (f.exclude.some(x => x.mod.path === modPath && x.mod.version === version)) return '';
  const near = f.exclude.findLast(x => x.mod.path === modPath);
  const line = addLine(f, near?.line ?? atEnd, ['exclude', quoteToken(modPath), version]);
  f.exclude.push({ mod: { path: modPath, version }, line });
  return '';
}

export function dropExclude(f: ModFile, modPath: string, version: string): void {
  dropAll(f.exclude, x => x.mod.path === modPath && x.mod.version === version);
}

/** Sets a replacement; an old version of '' takes the place of all of that path. */
export function addReplace(f: ModFile, old: Version, by: Version): void {
  const tokens = ['replace', quoteToken(old.path)];
  if (old.version !== '') tokens.push(old.version);
  tokens.push('=>', quoteToken(by.path));
  if (by.version !== '') tokens.push(by.version);
  const hint = f.replace.findLast(r => r.old.path === old.path)?.line ?? atEnd;
  setOne(
    f,
    f.replace,
    r => r.old.path === old.path && (old.version === '' || r.old.version === old.version),
    tokens,
    line => ({ old, new: by, line }),
    hint,
  );
}

export function dropReplace(f: ModFile, old: Version): void {
  dropAll(f.replace, r => r.old.path === old.path && r.old.version === old.version);
}

/** Adds a retraction; gives what is wrong with a version. */
export function addRetract(f: ModFile, low: string, high: string): string {
  const own = f.module?.path ?? '';
  const bad = checkCanonical(own, high) || checkCanonical(own, low);
  if (bad !== '') return bad;
  const what = low === high ? [quoteToken(low)] : ['[', quoteToken(low), ',', quoteToken(high), ']'];
  addLine(f, null, ['retract', ...what]);
  return '';
}

export function dropRetract(f: ModFile, low: string, high: string): void {
  dropAll(f.retract, r => r.low === low && r.high === high);
}

/** Adds a path to the `tool`, `ignore` or `use` lines. */
export function addNamed(f: ModFile, verb: 'tool' | 'ignore' | 'use', name: string): void {
  if (f[verb].some(t => t.path === name)) return;
  const line = addLine(f, null, [verb, verb === 'use' ? quoteToken(name) : name]);
  f[verb].push({ path: name, line });
  if (verb !== 'use') sortBlocks(f);
}

export function dropNamed(f: ModFile, verb: 'tool' | 'ignore' | 'use', name: string): void {
  dropAll(f[verb], t => t.path === name);
}

/** What keeps a version from being written for a path: it is not canonical, or of another major version. */
function checkCanonical(modPath: string, version: string): string {
  const split = splitPathVersion(modPath);
  const major = split?.major ?? '';
  const canonical = semver.canonical(version) + (semver.build(version) === '+incompatible' ? '+incompatible' : '');
  if (version === '' || version !== canonical) {
    const form = major === '' ? 'v1' : majorPrefix(major);
    return `version ${JSON.stringify(version)} invalid: must be of the form ${form}.2.3`;
  }
  if (split === null) return '';
  const bad = checkPathMajor(version, major);
  if (bad === '' || major !== '') return bad;
  const m = semver.major(version);
  return `version ${JSON.stringify(version)} invalid: should be ${version}+incompatible (or module ${modPath}/${m})`;
}

/** `v2` of `/v2`, `.v2` and `.v2-unstable`. */
export function majorPrefix(pathMajor: string): string {
  return pathMajor === '' ? '' : pathMajor.slice(1).replace(/-unstable$/, '');
}

/** The line's comment says that the requirement is indirect. */
function saysIndirect(line: Line): boolean {
  return /^\/\/\s*indirect\s*$|^\/\/\s*indirect;\s/.test(line.suffix + (line.suffix.endsWith(';') ? ' ' : ''));
}

function setIndirect(line: Line, indirect: boolean): void {
  if (saysIndirect(line) === indirect) return;
  const text = line.suffix.replace(/^\/\//, '').trim();
  if (indirect) line.suffix = text === '' ? '// indirect' : `// indirect; ${text}`;
  else if (text === 'indirect') line.suffix = '';
  else line.suffix = '//' + line.suffix.slice(line.suffix.indexOf('indirect;') + 'indirect;'.length);
}

function setVersion(line: Line, version: string): void {
  if (line.tokens.length === 0) return;
  if (line.inBlock) {
    // A blank line before the first of a block would be kept.
    if (line.before.length === 1 && line.before[0] === '') line.before = [];
    if (line.tokens.length >= 2) line.tokens[1] = version;
  } else if (line.tokens.length >= 3) line.tokens[2] = version;
}

/** Makes the requirements those of the list, in place where they are. */
export function setRequire(f: ModFile, list: readonly Requirement[]): void {
  const need = new Map(list.map(r => [r.mod.path, r]));
  const kept: Require[] = [];
  for (const r of f.require) {
    const want = need.get(r.mod.path);
    need.delete(r.mod.path);
    if (want === undefined) drop(r.line);
    else {
      setVersion(r.line, want.mod.version);
      setIndirect(r.line, want.indirect);
      kept.push({ ...want, line: r.line });
    }
  }
  f.require.splice(0, f.require.length, ...kept);
  for (const { mod, indirect } of need.values()) {
    const line = addLine(f, null, ['require', quoteToken(mod.path), mod.version]);
    setIndirect(line, indirect);
    f.require.push({ mod, indirect, line });
  }
  sortBlocks(f);
}

/** Comments other than `// indirect`: someone arranged this. */
function hasComments(x: { readonly before: readonly string[] }, suffix: string): boolean {
  return x.before.length > 0 || (suffix !== '' && suffix.replace(/^\/\//, '').trim() !== 'indirect');
}

/**
 * Makes the requirements those of the list, with the direct ones and the indirect ones in blocks of their own. The last
 * block of each kind without comments takes the new ones; lines in blocks that hold comments stay where they are.
 */
export function setRequireSeparate(f: ModFile, list: readonly Requirement[]): void {
  const { stmts } = f.syntax;
  let lastDirect = -1;
  let lastIndirect = -1;
  let last = -1;
  let count = 0;
  const blockOfLine = new Map<Line, Block>();
  stmts.forEach((s, i) => {
    if (s instanceof CommentBlock || s.tokens[0] !== 'require') return;
    last = i;
    count++;
    if (s instanceof Line) {
      if (hasComments(s, s.suffix)) return;
      if (saysIndirect(s)) lastIndirect = i;
      else lastDirect = i;
      return;
    }
    let direct = s.lines.length > 0 && !hasComments(s, '');
    let indirect = direct;
    for (const line of s.lines) {
      blockOfLine.set(line, s);
      const own = hasComments(line, line.suffix);
      if (own || saysIndirect(line)) direct = false;
      if (own || !saysIndirect(line)) indirect = false;
    }
    if (direct) lastDirect = i;
    if (indirect) lastIndirect = i;
  });
  const only = stmts[last];
  const flat =
    count === 1 &&
    only !== undefined &&
    !(only instanceof CommentBlock) &&
    !hasComments(only, only instanceof Line ? only.suffix : '');

  const insert = (i: number) => {
    const block = new Block(['require'], 0);
    stmts.splice(i, 0, block);
    return block;
  };
  const ensure = (i: number): Block => {
    const s = stmts[i]!;
    if (s instanceof Block) return s;
    const block = blockOf(s as Line); // a require is no comment block
    stmts[i] = block;
    return block;
  };
  let directBlock: Block;
  if (lastDirect < 0) {
    if (lastIndirect >= 0) {
      lastDirect = lastIndirect;
      lastIndirect++;
    } else lastDirect = last >= 0 ? last + 1 : stmts.length;
    directBlock = insert(lastDirect);
  } else directBlock = ensure(lastDirect);
  const indirectBlock = lastIndirect < 0 ? insert(lastDirect + 1) : ensure(lastIndirect);

  const move = (line: Line, block: Block): Line => {
    const moved = new Line(line.inBlock ? line.tokens : line.tokens.slice(1), line.line, true);
    moved.before = line.before;
    moved.suffix = line.suffix;
    line.tokens = [];
    block.lines.push(moved);
    return moved;
  };
  const need = new Map(list.map(r => [r.mod.path, r]));
  const have = new Set<string>();
  const kept: Require[] = [];
  for (const r of f.require) {
    const want = need.get(r.mod.path);
    if (want === undefined || have.has(r.mod.path)) {
      drop(r.line);
      continue;
    }
    have.add(r.mod.path);
    setVersion(r.line, want.mod.version);
    setIndirect(r.line, want.indirect);
    const at = blockOfLine.get(r.line);
    let { line } = r;
    if (want.indirect && (flat || at === directBlock)) line = move(line, indirectBlock);
    else if (!want.indirect && (flat || at === indirectBlock)) line = move(line, directBlock);
    kept.push({ ...want, line });
  }
  for (const want of need.values()) {
    if (have.has(want.mod.path)) continue;
    const line = new Line([quoteToken(want.mod.path), want.mod.version], 0, true);
    setIndirect(line, want.indirect);
    (want.indirect ? indirectBlock : directBlock).lines.push(line);
    kept.push({ ...want, line });
  }
  f.require.splice(0, f.require.length, ...kept);
  sortBlocks(f);
}

/** Drops what is said twice and sorts the lines of every block. `work`: the file is a go.work. */
export function sortBlocks(f: ModFile, work = false): void {
  removeTwins(f);
  const semantic = !work && f.go !== '' && gover.compare(f.go, '1.21') >= 0;
  for (const s of f.syntax.stmts) {
    if (!(s instanceof Block)) continue;
    const order =
      s.tokens[0] === 'exclude' && semantic
        ? compareExclude
        : s.tokens[0] === 'retract' && !work
          ? compareRetract
          : compareLine;
    s.lines.sort(order);
  }
}

function removeTwins(f: ModFile): void {
  const kill = new Set<Line>();
  const keepFirst = <T extends { readonly line: Line }>(list: T[], key: (x: T) => string) => {
    const seen = new Set<string>();
    for (let i = 0; i < list.length; i++) {
      const k = key(list[i]!);
      if (!seen.has(k)) seen.add(k);
      else {
        kill.add(list[i]!.line);
        list.splice(i--, 1);
      }
    }
  };
  const versionKey = (m: Version) => `${m.path} ${m.version}`;
  keepFirst(f.exclude, x => versionKey(x.mod));
  keepFirst(f.tool, t => t.path);
  keepFirst(f.ignore, t => t.path);
  // Of two replacements the last one counts.
  f.replace.reverse();
  keepFirst(f.replace, r => versionKey(r.old));
  f.replace.reverse();
  if (kill.size === 0) return;
  const out: Stmt[] = [];
  for (const s of f.syntax.stmts) {
    if (s instanceof Line && kill.has(s)) continue;
    if (s instanceof Block) {
      s.lines = s.lines.filter(line => !kill.has(line));
      if (s.lines.length === 0) continue;
    }
    out.push(s);
  }
  f.syntax.stmts = out;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareLine(a: Line, b: Line): number {
  for (let i = 0; i < a.tokens.length && i < b.tokens.length; i++) {
    if (a.tokens[i] !== b.tokens[i]) return compareText(a.tokens[i]!, b.tokens[i]!);
  }
  return a.tokens.length - b.tokens.length;
}

function compareExclude(a: Line, b: Line): number {
  if (a.tokens.length !== 2 || b.tokens.length !== 2) return compareLine(a, b);
  return compareText(a.tokens[0]!, b.tokens[0]!) || semver.compare(a.tokens[1]!, b.tokens[1]!);
}

/** The newest first. */
function compareRetract(a: Line, b: Line): number {
  const interval = ({ tokens: t }: Line): [string, string] => {
    if (t.length === 1) return [t[0]!, t[0]!];
    return t.length === 5 && t[0] === '[' && t[2] === ',' && t[4] === ']' ? [t[1]!, t[3]!] : ['', ''];
  };
  const [lowA, highA] = interval(a);
  const [lowB, highB] = interval(b);
  return semver.compare(lowB, lowA) || semver.compare(highB, highA);
}

/** Takes dropped lines away; a block of one line becomes that line alone. */
export function cleanup(f: ModFile): void {
  const out: Stmt[] = [];
  for (const s of f.syntax.stmts) {
    if (s instanceof Line && s.tokens.length === 0) continue;
    if (s instanceof Block) {
      s.lines = s.lines.filter(line => line.tokens.length > 0);
      if (s.lines.length === 0) continue;
      if (s.lines.length === 1 && s.beforeClose.length === 0) {
        const line = s.lines[0]!;
        line.before = [...s.before, ...line.before];
        line.tokens = [...s.tokens, ...line.tokens];
        line.inBlock = false;
        out.push(line);
        continue;
      }
    }
    out.push(s);
  }
  f.syntax.stmts = out;
}

/** The file's text, sorted and clean. */
export function formatMod(f: ModFile): string {
  return formatModSyntax(f.syntax);
}

/** Makes the go line of a go.work file at least that version; drops a toolchain line that then says nothing. */
export function raiseWorkGo(f: ModFile, version: string): void {
  if (gover.compare(f.go === '' ? gover.defaultGoWork : f.go, version) >= 0) return;
  setWorkGo(f, version);
  if (f.toolchainLine === null) return;
  const own = gover.fromToolchain(f.toolchain);
  if (f.toolchain === 'go' + version || gover.compare(own, version) < 0 || gover.compare(own, gover.strict) < 0)
    setWorkToolchain(f, '');
}
