// The words of a flag that is a list, such as -ldflags="-X 'a=b c'".

/** The words of a list flag: separated by white space, '...' and "..." taken whole without escapes; a string is an error. */
export function splitQuoted(s: string): string[] | string {
  const out: string[] = [];
  let rest = s;
  for (;;) {
    rest = rest.replace(/^[ \t\n\r]+/, '');
    if (rest === '') return out;
    const mark = rest[0]!;
    if (mark === '"' || mark === "'") {
      const end = rest.indexOf(mark, 1);
      if (end < 0) return `unterminated ${mark} string`;
      out.push(rest.slice(1, end));
      rest = rest.slice(end + 1);
      continue;
    }
    const end = /[ \t\n\r]/.exec(rest)?.index ?? rest.length;
    out.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
}

/** The other way: words joined so that `splitQuoted` gives them back; null where a word has both kinds of quotes. */
export function joinQuoted(list: readonly string[]): string | null {
  const out: string[] = [];
  for (const w of list) {
    const single = w.includes("'");
    const double = w.includes('"');
    if (single && double) return null;
    if (!single && !double && !/[ \t\n\r]/.test(w)) out.push(w);
    else out.push(single ? `"${w}"` : `'${w}'`);
  }
  return out.join(' ');
}
