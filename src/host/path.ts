// Names of files, as Go's path package treats them: slash-separated, cleaned lexically. Windows drive names are kept as
// a first element (`C:/x`).

/** The shortest name that means the same; '' becomes '.'. */
export function clean(name: string): string {
  if (name === '') return '.';
  if (isClean(name)) return name;
  const rooted = name.charCodeAt(0) === 47;
  const out: string[] = [];
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.length > 0 && out[out.length - 1] !== '..') out.pop();
    else if (!rooted) out.push('..');
  }
  const joined = out.join('/');
  return rooted ? '/' + joined : joined === '' ? '.' : joined;
}

/** The common case: no empty, '.' or '..' element and no slash at the end. */
function isClean(name: string): boolean {
  const n = name.length;
  if (n === 1) return true;
  let start = 0;
  for (let i = 0; i <= n; i++) {
    if (i < n && name.charCodeAt(i) !== 47) continue;
    const length = i - start;
    if (length === 0 && i > 0) return false;
    if (name.charCodeAt(start) === 46 && (length === 1 || (length === 2 && name.charCodeAt(start + 1) === 46)))
      return false;
    start = i + 1;
  }
  return true;
}

/** The elements joined by slashes and cleaned; empty ones are left out. */
export function join(...parts: string[]): string {
  let out = '';
  for (const part of parts) if (part !== '') out = out === '' ? part : out + '/' + part;
  return out === '' ? '' : clean(out);
}

/** All but the last element, cleaned. */
export function dirname(name: string): string {
  const i = name.lastIndexOf('/');
  return clean(i < 0 ? '' : i === 0 ? '/' : name.slice(0, i));
}

/** The last element; trailing slashes do not count. */
export function basename(name: string): string {
  if (name === '') return '.';
  let end = name.length;
  while (end > 0 && name.charCodeAt(end - 1) === 47) end--;
  if (end === 0) return '/';
  return name.slice(name.lastIndexOf('/', end - 1) + 1, end);
}

/** The last dot of the last element and what follows, or ''. */
export function extname(name: string): string {
  for (let i = name.length - 1; i >= 0; i--) {
    const c = name.charCodeAt(i);
    if (c === 47) break;
    if (c === 46) return name.slice(i);
  }
  return '';
}

/** Starts at a root. */
export function isAbs(name: string): boolean {
  return name.charCodeAt(0) === 47 || /^[A-Za-z]:\//.test(name);
}

/** An absolute name for `name` as seen from `cwd`. */
export function resolve(cwd: string, name: string): string {
  return isAbs(name) ? clean(name) : join(cwd, name);
}

/** How to reach `target` from `base`, both absolute and clean; null where they have no common root. */
export function relative(base: string, target: string): string | null {
  if (base === target) return '.';
  const from = base.split('/').filter(p => p !== '');
  const to = target.split('/').filter(p => p !== '');
  if (!base.startsWith('/') && from[0] !== to[0]) return null;
  let i = 0;
  while (i < from.length && i < to.length && from[i] === to[i]) i++;
  return '../'.repeat(from.length - i).slice(0, to.length > i ? undefined : -1) + to.slice(i).join('/');
}

/** `name` is `dir` or beneath it; both clean. */
export function within(dir: string, name: string): boolean {
  return (
    name === dir ||
    (dir.endsWith('/') ? name.startsWith(dir) : name.startsWith(dir) && name.charCodeAt(dir.length) === 47)
  );
}

/** The shorter of an absolute name and the name relative to `cwd`, as the go command shows directories. */
export function shortPath(cwd: string, name: string): string {
  const rel = relative(cwd, name);
  return rel !== null && rel.length < name.length ? rel : name;
}
