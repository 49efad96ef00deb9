// Go's regular expressions (RE2 syntax) as JavaScript's, for the patterns that Go's own test data uses.

/** The equivalent expression; throws a SyntaxError where there is none. */
export function goRegexp(pattern: string): RegExp {
  let flags = '';
  let source = '';
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === '\\') {
      const next = pattern[++i] ?? '';
      if (next === 'Q') {
        const end = pattern.indexOf('\\E', i);
        const text = pattern.slice(i + 1, end < 0 ? undefined : end);
        source += text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
        i = end < 0 ? pattern.length : end + 1;
      } else if (next === 'A') source += '^';
      else if (next === 'z') source += '$';
      else source += '\\' + next;
    } else if (inClass) {
      if (c === '[' && pattern[i + 1] === ':') {
        const end = pattern.indexOf(':]', i);
        source += posixClasses[pattern.slice(i + 2, end)]!;
        i = end + 1;
        continue;
      }
      if (c === ']') inClass = false;
      source += c === '[' ? '\\[' : c;
    } else if (c === '[') {
      inClass = true;
      source += c;
      if (pattern[i + 1] === '^') source += pattern[++i];
      if (pattern[i + 1] === ']') source += '\\' + pattern[++i]; // a bracket that comes first stands for itself
    } else if (c === '(' && /^\(\?[ims]+\)/.test(pattern.slice(i)) && source === '') {
      const end = pattern.indexOf(')', i);
      flags += pattern.slice(i + 2, end);
      i = end;
    } else if (c === '(' && /^\(\?-[ims]+\)/.test(pattern.slice(i)) && source === '') {
      const end = pattern.indexOf(')', i);
      for (const flag of pattern.slice(i + 3, end)) flags = flags.replaceAll(flag, '');
      i = end;
    } else if (c === '(' && pattern.startsWith('(?P<', i)) {
      source += '(?<';
      i += 3;
    } else source += c;
  }
  return new RegExp(source, flags);
}

const posixClasses: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  digit: '0-9',
  space: '\\s',
  upper: 'A-Z',
  lower: 'a-z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};
