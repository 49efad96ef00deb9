// The one-line description of a package: the first sentence of its comment, as go/doc makes it.

const notDoc = ['copyright', 'all rights', 'author'];

/** Packages that a doc comment may name in brackets without their whole path. */
const shortNames = new Set(
  `bufio bytes cmp context crypto embed encoding errors expvar flag fmt hash html image io iter log maps math mime net
  os path plugin reflect regexp runtime slices sort strconv strings structs sync syscall testing time unicode unique
  unsafe weak`.split(/\s+/),
);

/** The synopsis of a comment's text; '' where it starts with no plain paragraph. */
export function synopsis(text: string): string {
  const sentence = firstSentence(text);
  const lower = sentence.toLowerCase();
  if (notDoc.some(p => lower.startsWith(p))) return '';
  const lines = unindent(sentence.split('\n'));
  const first = lines[0];
  if (first === undefined || /^[ \t]/.test(first) || isHeading(first)) return '';
  const blank = lines.indexOf('');
  const paragraph = (blank < 0 ? lines : lines.slice(0, blank)).join('\n');
  if (/^(?:[-*+•]|\d+[.)])[ \t]/.test(first)) return '';
  return plain(paragraph)
    .split(/\s+/)
    .filter(w => w !== '')
    .join(' ');
}

function isHeading(line: string): boolean {
  return /^#[ \t]/.test(line) && line.trim() !== '#';
}

/** Up to a full stop before a space, unless it ends an initial: `A. B` but not `X.Y.Z. B`. */
function firstSentence(s: string): string {
  let before2 = '';
  let before1 = '';
  let last = '';
  let at = 0;
  for (const c of s) {
    const q = c === '\n' || c === '\r' || c === '\t' ? ' ' : c;
    if (q === ' ' && last === '.' && (!/\p{Lu}/u.test(before1) || /\p{Lu}/u.test(before2))) return s.slice(0, at);
    if (last === '\u3002' || last === '\uff0e') return s.slice(0, at);
    before2 = before1;
    before1 = last;
    last = q;
    at += c.length;
  }
  return s;
}

function unindent(lines: string[]): string[] {
  const text = lines.map(l => (l.trim() === '' ? '' : l));
  while (text[0] === '') text.shift();
  while (text[text.length - 1] === '') text.pop();
  const indents = text.filter(l => l !== '').map(l => /^[ \t]*/.exec(l)![0]); // matches the empty string too
  let prefix = indents[0] ?? '';
  for (const indent of indents) while (!indent.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return text.map(l => l.slice(prefix.length));
}

/** The paragraph without the brackets of links to packages, and with typographic quotes. */
function plain(text: string): string {
  const linked = text.replace(/\[([^[\]]*)\]/g, (whole: string, inner: string, at: number) => {
    const before = text[at - 1];
    const after = text[at + whole.length];
    const apart = (c: string | undefined) => c === undefined || /[\p{P} \t\n]/u.test(c);
    return apart(before) && apart(after) && namesPackage(inner) ? inner : whole;
  });
  return linked.replace(/```+|``|''/g, m => (m === '``' ? '\u201c' : m === "''" ? '\u201d' : m));
}

/** `fmt`, `encoding/json`, `fmt.Stringer`, `*http.Client` where the package can be known. */
function namesPackage(inner: string): boolean {
  let pkg = inner.replace(/^\*/, '');
  for (let i = 0; i < 2; i++) {
    const dot = pkg.lastIndexOf('.');
    if (dot < 0 || !/^\p{Lu}[\p{L}\p{Nd}_]*$/u.test(pkg.slice(dot + 1))) break;
    pkg = pkg.slice(0, dot);
  }
  if (pkg.includes('/')) return /^[\p{L}\p{Nd}._~/-]+$/u.test(pkg);
  return shortNames.has(pkg);
}
