// The lists of patterns in GOPRIVATE, GONOPROXY, GONOSUMDB and GOINSECURE: globs that match as many leading elements of a
// module path as they have themselves.

/** Whether one of the patterns, which are separated by commas, matches a prefix of the path. */
export function matchPrefixPatterns(patterns: string, target: string): boolean {
  for (const word of patterns.split(',')) {
    const glob = word.replace(/\/$/, '');
    if (glob === '') continue;
    const elements = target.split('/');
    const n = glob.split('/').length;
    if (elements.length < n) continue;
    if (globRegExp(glob)?.test(elements.slice(0, n).join('/')) === true) return true;
  }
  return false;
}

/** Go's path.Match as a regular expression; null for a malformed pattern, which matches nothing. */
function globRegExp(glob: string): RegExp | null {
  let source = '';
  for (let i = 0; i < glob.length; i++) {
    const c = glob[i]!;
    if (c === '*') source += '[^/]*';
    else if (c === '?') source += '[^/]';
    else if (c === '[') {
      const end = glob.indexOf(']', i + 2);
      if (end < 0) return null;
      const body = glob.slice(i + 1, end).replace(/[[\\]/g, '\\$&');
      source += `[${body}]`;
      i = end;
    } else if (c === '\\') {
      if (++i >= glob.length) return null;
      source += glob[i]!.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
    } else source += c.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  }
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    return null;
  }
}
