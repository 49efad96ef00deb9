// The files of //go:embed patterns: globs within the package's directory, whole directories without hidden files, and
// nothing that would not be part of the module.

import { Dir, File, IOError, Symlink, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { checkFilePath } from './mod/module.ts';

/** What a list of patterns stands for. */
export interface Embedded {
  /** All files, sorted, relative to the package. */
  readonly files: string[];
  readonly byPattern: Map<string, string[]>;
}

/** A pattern that cannot be embedded. */
export class EmbedError {
  readonly pattern: string;
  readonly text: string;

  constructor(pattern: string, why: string) {
    this.pattern = pattern;
    this.text = `pattern ${pattern}: ${why}`;
  }
}

/** Finds the files of all patterns of a package, or the first pattern that is wrong. */
export function resolveEmbed(host: Host, dir: string, patterns: readonly string[]): Embedded | EmbedError {
  const all = new Set<string>();
  const byPattern = new Map<string, string[]>();
  const dirOK = new Set<string>();
  for (const pattern of patterns) {
    const list = new Set<string>();
    const why = matchPattern(host, dir, pattern, list, dirOK);
    if (why !== '') return new EmbedError(pattern, why);
    if (list.size === 0) return new EmbedError(pattern, 'no matching files found');
    const sorted = [...list].sort();
    byPattern.set(pattern, sorted);
    for (const f of sorted) all.add(f);
  }
  return { files: [...all].sort(), byPattern };
}

function matchPattern(host: Host, dir: string, pattern: string, list: Set<string>, dirOK: Set<string>): string {
  const hidden = pattern.startsWith('all:');
  const glob = hidden ? pattern.slice(4) : pattern;
  const elements = glob.split('/');
  const parts = elements.map(e => globToRegExp(e));
  if (parts.includes(null) || glob === '' || elements.some(e => e === '' || e === '.' || e === '..')) {
    return 'invalid pattern syntax';
  }
  for (const rel of globFiles(host, dir, elements, parts as RegExp[])) {
    const file = path.join(dir, rel);
    const info = host.lstat(file);
    if (info instanceof IOError) return String(info);
    const what = info.kind === Dir ? 'directory' : 'file';
    for (let d = file; d.length > dir.length + 1 && !dirOK.has(d); d = path.dirname(d)) {
      if (!(host.stat(path.join(d, 'go.mod')) instanceof IOError))
        return `cannot embed ${what} ${rel}: in different module`;
      if (d !== file) {
        const st = host.lstat(d);
        if (!(st instanceof IOError) && st.kind !== Dir) {
          return `cannot embed ${what} ${rel}: in non-directory ${d.slice(dir.length + 1)}`;
        }
      }
      dirOK.add(d);
      const elem = path.basename(d);
      if (isBadName(elem)) {
        const where = d === file ? 'invalid name' : 'in invalid directory';
        return `cannot embed ${what} ${rel}: ${where} ${elem}`;
      }
    }
    if (info.kind === File || (info.kind === Symlink && followsTo(host, file))) list.add(rel);
    else if (info.kind !== Dir) return `cannot embed irregular file ${rel}`;
    else {
      const before = { count: 0 };
      const why = addTree(host, dir, rel, hidden, list, before);
      if (why !== '') return why;
      if (before.count === 0) return `cannot embed directory ${rel}: contains no embeddable files`;
    }
  }
  return '';
}

/** With GODEBUG=embedfollowsymlinks=1 a link that a pattern matches stands for the file that it leads to. */
function followsTo(host: Host, link: string): boolean {
  const settings = host.getenv('GODEBUG').split(',');
  const st = settings.includes('embedfollowsymlinks=1') ? host.stat(link) : null;
  return st !== null && !(st instanceof IOError) && st.kind === File;
}

function addTree(
  host: Host,
  dir: string,
  rel: string,
  hidden: boolean,
  list: Set<string>,
  found: { count: number },
): string {
  const entries = host.readDir(path.join(dir, rel));
  if (entries instanceof IOError) return String(entries);
  for (const e of entries) {
    const name = `${rel}/${e.name}`;
    const dotted = e.name[0] === '.' || e.name[0] === '_';
    if (isBadName(e.name) || (dotted && !hidden)) {
      if (e.kind === Dir || dotted) continue;
      return `cannot embed file ${name}: invalid name ${e.name}`;
    }
    if (e.kind === Dir) {
      if (!(host.stat(path.join(dir, name, 'go.mod')) instanceof IOError)) continue;
      const why = addTree(host, dir, name, hidden, list, found);
      if (why !== '') return why;
    } else if (e.kind === File) {
      found.count++;
      list.add(name);
    }
  }
  return '';
}

function isBadName(name: string): boolean {
  return checkFilePath(name) !== '' || ['', '.bzr', '.hg', '.git', '.svn'].includes(name);
}

/** The names under `dir` that match, in order; elements without special characters are taken as they are. */
function globFiles(host: Host, dir: string, elements: readonly string[], parts: readonly RegExp[]): string[] {
  let found = [''];
  for (let i = 0; i < elements.length; i++) {
    const next: string[] = [];
    for (const at of found) {
      const prefix = at === '' ? '' : at + '/';
      if (!/[*?[\\]/.test(elements[i]!)) {
        if (!(host.lstat(path.join(dir, prefix + elements[i]!)) instanceof IOError)) next.push(prefix + elements[i]!);
        continue;
      }
      const entries = host.readDir(path.join(dir, at));
      if (entries instanceof IOError) continue;
      for (const e of entries) if (parts[i]!.test(e.name)) next.push(prefix + e.name);
    }
    found = next;
  }
  return found;
}

/** One element of a pattern of path.Match; null where it is malformed. */
export function globToRegExp(glob: string): RegExp | null {
  let out = '';
  for (let i = 0; i < glob.length; i++) {
    const c = glob[i]!;
    if (c === '*') out += '[^/]*';
    else if (c === '?') out += '[^/]';
    else if (c === '\\') {
      if (++i >= glob.length) return null;
      out += escape(glob[i]!);
    } else if (c === '[') {
      let set = '';
      let k = i + 1;
      const negated = glob[k] === '^';
      if (negated) k++;
      let ranges = 0;
      for (; ; ranges++) {
        if (glob[k] === ']' && ranges > 0) break;
        const take = (): string | null => {
          let ch = glob[k];
          if (ch === undefined || ch === '-' || ch === ']') return null;
          if (ch === '\\') ch = glob[++k];
          if (ch === undefined) return null;
          k++;
          return k < glob.length ? ch : null;
        };
        const lo = take();
        if (lo === null) return null;
        let hi: string | null = lo;
        if (glob[k] === '-') {
          k++;
          hi = take();
          if (hi === null) return null;
        }
        if (lo <= hi) set += `${escapeInSet(lo)}-${escapeInSet(hi)}`;
      }
      i = k;
      out += set === '' ? (negated ? '[^/]' : '(?!)') : `[${negated ? '^' : ''}${set}]`;
    } else out += escape(c);
  }
  return new RegExp(`^${out}$`, 'su');
}

function escape(c: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(c) ? '\\' + c : c;
}

function escapeInSet(c: string): string {
  return c === '-' ? '\\-' : escape(c);
}
