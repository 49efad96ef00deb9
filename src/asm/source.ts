// The files that lines come from, as messages and as the runtime's tables name them.

/** A file, or what a #line directive makes of it. */
export class SourceBase {
  /** As it was named: in messages. */
  readonly name: string;
  /** Absolute and trimmed: in pc tables. */
  readonly absName: string;
  /** Added to physical lines for the lines of the tables; 0 unless #line said otherwise. */
  readonly lineOffset: number;
  /** The file under a #line directive, null for a file itself. */
  readonly file: SourceBase | null;
  /** The index of `absName` among the object's position bases; -1 until it is used. */
  index = -1;

  constructor(name: string, absName: string, lineOffset: number, file: SourceBase | null) {
    this.name = name;
    this.absName = absName;
    this.lineOffset = lineOffset;
    this.file = file;
  }
}

/**
 * The name of a file as it is recorded: absolute, with the rewrites of -trimpath (`prefix` or `prefix=>new`, separated by
 * `;`), or with $GOROOT for the distribution's own directory.
 */
export function absFile(dir: string, file: string, rewrites: string, goroot: string): string {
  let abs = file;
  if (dir !== '' && !file.startsWith('/')) abs = cleanPath(`${dir}/${file}`);
  for (const rewrite of rewrites.split(';')) {
    const arrow = rewrite.lastIndexOf('=>');
    const prefix = arrow >= 0 ? rewrite.slice(0, arrow) : rewrite;
    const replacement = arrow >= 0 ? rewrite.slice(arrow + 2) : '';
    if (prefix === '' || !hasPathPrefix(abs, prefix)) continue;
    if (abs.length === prefix.length) return replacement === '' ? '??' : replacement;
    return replacement === '' ? abs.slice(prefix.length + 1) : replacement + abs.slice(prefix.length);
  }
  if (goroot !== '' && hasPathPrefix(abs, goroot)) abs = `$GOROOT${abs.slice(goroot.length)}`;
  return abs === '' ? '??' : abs;
}

function hasPathPrefix(s: string, prefix: string): boolean {
  const fold = (x: string): string => x.replaceAll('\\', '/').toLowerCase();
  if (prefix.length > s.length || fold(s.slice(0, prefix.length)) !== fold(prefix)) return false;
  return s.length === prefix.length || s[prefix.length] === '/' || s[prefix.length] === '\\';
}

/** A path without `.`, `..` and empty elements. */
export function cleanPath(path: string): string {
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out[out.length - 1] !== '..') out.pop();
    else if (part !== '..' || !path.startsWith('/')) out.push(part);
  }
  return path.startsWith('/') ? `/${out.join('/')}` : out.length === 0 ? '.' : out.join('/');
}
