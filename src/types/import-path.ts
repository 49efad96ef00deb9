// Which import paths gc refuses whatever packages there are. (What is no path at all the resolver refuses.)

import { quote } from '../base/quote.ts';

/** Why package pkgPath must not import `path`, as it is written in the source; empty where nothing is wrong. */
export function importPathError(pkgPath: string, path: string): string {
  if (path === 'main') return 'cannot import "main"';
  if (path === pkgPath) return `import ${quote(path)} while compiling that package (import cycle)`;
  if (path.startsWith('/')) return 'import path cannot be absolute path';
  if (isLocal(path)) return '';
  const clean = cleanPath(path);
  return clean === path ? '' : `non-canonical import path ${quote(path)} (should be ${quote(clean)})`;
}

/** Begins with `./` or `../`. */
function isLocal(path: string): boolean {
  return path === '.' || path === '..' || path.startsWith('./') || path.startsWith('../');
}

/** The shortest relative path of the same meaning, as path.Clean gives it. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.length === 0 ? '.' : parts.join('/');
}
