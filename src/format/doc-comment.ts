// The text of a doc comment, in and out: paragraphs, headings, lists, code and link definitions (go/doc/comment), printed
// as gofmt prints them. Links inside text keep their form, so text is copied but for quotation marks; which link
// definitions are used must be known, because unused ones are printed last.

import { isDigit, isLetter, isPunct, isUpper } from '../base/unicode.ts';
import { trimSpace } from './text.ts';

interface Item {
  /** '' in a list of bullets. */
  readonly number: string;
  /** Paragraphs. */
  readonly content: string[];
}

type Block =
  | { readonly kind: 'paragraph' | 'heading' | 'code'; text: string }
  | { readonly kind: 'list'; readonly items: Item[]; readonly blankBefore: boolean; blankBetween: boolean };

interface LinkDef {
  readonly text: string;
  readonly url: string;
  used: boolean;
}

/** Lines [start, end) of one kind. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: 'paragraph' | 'heading' | 'oldHeading' | 'list' | 'code';
}

/** The text in its standard form, each line ended by a newline; '' if there is nothing in it. */
export function formatDocText(text: string): string {
  const doc = new Document(unindent(text.split('\n')));
  return doc.print();
}

class Document {
  private readonly lines: string[];
  private readonly blocks: Block[] = [];
  private readonly links: LinkDef[] = [];

  constructor(lines: string[]) {
    this.lines = lines;
    let prevEnd = 0;
    for (const span of this.spans()) {
      this.addBlock(span, prevEnd < span.start);
      prevEnd = span.end;
    }
    for (const block of this.blocks) {
      if (block.kind === 'paragraph') block.text = this.inline(block.text);
      if (block.kind !== 'list') continue;
      for (const item of block.items) {
        for (let i = 0; i < item.content.length; i++) item.content[i] = this.inline(item.content[i]!);
      }
    }
  }

  print(): string {
    let out = '';
    for (const block of this.blocks) {
      const tight = block.kind === 'list' && !block.blankBefore && !isLoose(block.items, block.blankBetween);
      if (out !== '' && !tight) out += '\n';
      switch (block.kind) {
        case 'paragraph':
          out += block.text + '\n';
          break;
        case 'heading':
          out += `# ${block.text}\n`;
          break;
        case 'code':
          for (const line of block.text.slice(0, -1).split('\n')) out += (line === '' ? '' : '\t' + line) + '\n';
          break;
        case 'list':
          out += printList(block.items, block.blankBetween);
      }
    }
    for (const used of [true, false]) {
      let first = true;
      for (const link of this.links) {
        if (link.used !== used) continue;
        out += `${first ? '\n' : ''}[${link.text}]: ${link.url}\n`;
        first = false;
      }
    }
    return out;
  }

  /** Splits the lines by blank lines and indentation, with some leniency towards text that nobody formatted. */
  private spans(): Span[] {
    const { lines } = this;
    const spans: Span[] = [];
    let i = 0;
    let forceIndent = 0; // lines before this one count as indented
    for (;;) {
      while (i < lines.length && lines[i] === '') i++;
      if (i >= lines.length) return spans;
      const start = i;
      let end: number;
      let kind: Span['kind'];
      if (i < forceIndent || isIndented(lines[i]!)) {
        let listOk = isList(lines[i]!) && i < forceIndent;
        for (i++; i < lines.length; i++) {
          const line = lines[i]!;
          if (line === '') listOk = false;
          else if (i >= forceIndent && !isIndented(line) && !(listOk && isList(line))) break;
        }
        end = i;
        while (end > start && lines[end - 1] === '') end--;
        // The closing brace of code that was pasted in.
        if (end < lines.length && lines[end]!.startsWith('}')) end++;
        kind = isList(lines[start]!) ? 'list' : 'code';
      } else {
        for (i++; i < lines.length && lines[i] !== '' && !isIndented(lines[i]!);) i++;
        end = i;
        // Indented lines follow at once: do the last lines belong to them?
        if (i < lines.length && lines[i] !== '' && !isList(lines[i]!)) {
          const before = lines[i - 1]!;
          if (isList(before)) {
            forceIndent = end;
            end--;
            while (end > start && isList(lines[end - 1]!)) end--;
          } else if (before.endsWith('{') || before.endsWith('\\')) {
            forceIndent = end;
            end--;
          }
          if (start === end && forceIndent > start) {
            i = start;
            continue;
          }
        }
        if (end - start === 1 && isHeading(lines[start]!)) kind = 'heading';
        else if (end - start === 1 && isOldHeading(lines, start)) kind = 'oldHeading';
        else kind = 'paragraph';
      }
      spans.push({ start, end, kind });
      i = end;
    }
  }

  private addBlock(span: Span, blankBefore: boolean): void {
    const lines = this.lines.slice(span.start, span.end);
    switch (span.kind) {
      case 'list':
        this.blocks.push(this.list(lines, blankBefore));
        break;
      case 'code':
        this.blocks.push({ kind: 'code', text: [...unindent(lines), ''].join('\n') });
        break;
      case 'heading':
        this.blocks.push({ kind: 'heading', text: trimSpace(lines[0]!.slice(1)) });
        break;
      case 'oldHeading':
        this.blocks.push({ kind: 'heading', text: trimSpace(lines[0]!) });
        break;
      case 'paragraph': {
        const text = this.paragraph(lines);
        if (text !== null) this.blocks.push({ kind: 'paragraph', text });
      }
    }
  }

  /** The text of a paragraph; null for one of link definitions, which are kept. */
  private paragraph(lines: readonly string[]): string | null {
    const links: LinkDef[] = [];
    for (const line of lines) {
      const link = parseLinkDef(line);
      if (link === null) return lines.join('\n');
      links.push(link);
    }
    this.links.push(...links);
    return null;
  }

  private list(lines: readonly string[], blankBefore: boolean): Block {
    const numbered = listMarker(lines[0]!)!.number !== '';
    const items: Item[] = [];
    let blankBetween = false;
    let text: string[] = [];
    const flush = (): void => {
      const content = items.at(-1)?.content;
      const paragraph = content === undefined ? null : this.paragraph(text);
      if (paragraph !== null) content!.push(paragraph);
      text = [];
    };
    for (let line of lines) {
      const marker = listMarker(line);
      if (marker !== null && (marker.number !== '') === numbered) {
        flush();
        items.push({ number: marker.number, content: [] });
        line = marker.rest;
      }
      line = trimSpace(line);
      if (line === '') {
        blankBetween = true;
        flush();
      } else {
        text.push(line);
      }
    }
    flush();
    return { kind: 'list', items, blankBefore, blankBetween };
  }

  /** Text as it is printed: the links in it are noted as used, `` and '' become quotation marks outside of URLs. */
  private inline(text: string): string {
    let out = '';
    let wrote = 0;
    let start = -1; // of the last bracket
    let first = -1; // of the first one since the last `]`
    for (let i = 0; i < text.length; i++) {
      const c = text[i];
      if (c === '[') {
        start = i;
        if (first < 0) first = i;
      } else if (c === ']') {
        if (start >= 0) {
          const inner = text.slice(start + 1, i);
          // As in Go, what stands between an earlier bracket and this one is part of the key.
          const key = text
            .slice(first, i)
            .replaceAll('[', '')
            .replace(/[\n\t]/g, ' ');
          const link = this.links.find(def => def.text === key);
          if (link !== undefined) link.used = true;
          if (link !== undefined || isDocLink(inner, text.slice(0, start), text.slice(i + 1))) {
            out += quotes(text.slice(wrote, start), true) + `[${quotes(inner, false)}]`;
            wrote = i + 1;
          }
        }
        start = -1;
        first = -1;
      }
    }
    return out + quotes(text.slice(wrote), true);
  }
}

function isLoose(items: readonly Item[], blankBetween: boolean): boolean {
  return blankBetween || items.some(item => item.content.length !== 1);
}

function printList(items: readonly Item[], blankBetween: boolean): string {
  const loose = isLoose(items, blankBetween);
  let out = '';
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (i > 0 && loose) out += '\n';
    out += item.number === '' ? '  - ' : ` ${item.number}. `;
    out += item.content.map(text => text.replaceAll('\n', '\n    ') + '\n').join('\n    ');
  }
  return out;
}

function isIndented(line: string): boolean {
  return line.startsWith(' ') || line.startsWith('\t');
}

function leadingSpace(line: string): string {
  return /^[ \t]*/.exec(line)![0];
}

/** The lines without what they have in common of indentation, and without blank lines at either end. */
function unindent(lines: readonly string[]): string[] {
  let start = 0;
  let end = lines.length;
  while (start < end && lines[start] === '') start++;
  while (end > start && lines[end - 1] === '') end--;
  if (start === end) return [];
  let prefix = leadingSpace(lines[start]!);
  for (let i = start + 1; i < end; i++) {
    if (lines[i] === '') continue;
    const space = leadingSpace(lines[i]!);
    let n = 0;
    while (n < prefix.length && prefix[n] === space[n]) n++;
    prefix = prefix.slice(0, n);
  }
  const out: string[] = [];
  for (let i = start; i < end; i++) {
    const line = lines[i]!;
    const rest = line.startsWith(prefix) ? line.slice(prefix.length) : line;
    out.push(trimSpace(rest) === '' ? '' : rest);
  }
  start = 0;
  end = out.length;
  while (start < end && out[start] === '') start++;
  while (end > start && out[end - 1] === '') end--;
  return out.slice(start, end);
}

function isHeading(line: string): boolean {
  return (line.startsWith('# ') || line.startsWith('#\t')) && trimSpace(line) !== '#';
}

/** Whether a line between blank lines is a heading as they were written before `#`. */
function isOldHeading(lines: readonly string[], at: number): boolean {
  if (at <= 0 || lines[at - 1] !== '' || at + 2 >= lines.length || lines[at + 1] !== '') return false;
  if (leadingSpace(lines[at + 2]!) !== '') return false;
  const line = trimSpace(lines[at]!);
  const runes = [...line];
  const first = runes[0]?.codePointAt(0) ?? 0xfffd;
  if (!isLetter(first) || !isUpper(first)) return false;
  const last = runes.at(-1)!.codePointAt(0)!;
  if (!isLetter(last) && !isDigit(last)) return false;
  if (/[;:!?+*/=[\]{}_^\u00b0&\u00a7~%#@<">\\]/.test(line)) return false;
  // Apostrophes only in a possessive, full stops only inside a word.
  return !/'(?!s($| ))/.test(line) && !/\.($| )/.test(line);
}

interface Marker {
  readonly number: string;
  readonly rest: string;
}

/** The marker of a list item and what follows it; null where there is none. */
function listMarker(line: string): Marker | null {
  const m = /^(?:[\u2022*+-]|([0-9]+)[.)])([ \t][^]*)$/.exec(trimSpace(line));
  return m === null || trimSpace(m[2]!) === '' ? null : { number: m[1] ?? '', rest: m[2]! };
}

function isList(line: string): boolean {
  return listMarker(line) !== null;
}

function isScheme(s: string): boolean {
  return /^(?:file|ftp|gopher|https?|mailto|nntp)$/.test(s);
}

/** `[text]: url` */
function parseLinkDef(line: string): LinkDef | null {
  if (!line.startsWith('[')) return null;
  const i = line.indexOf(']:');
  if (i < 0 || i + 3 >= line.length || (line[i + 2] !== ' ' && line[i + 2] !== '\t')) return null;
  const url = trimSpace(line.slice(i + 3));
  const j = url.indexOf('://');
  if (j < 0 || !isScheme(url.slice(0, j))) return null;
  return { text: line.slice(1, i), url, used: false };
}

// --- Links to packages and names

/** Whether `[text]` between these texts is a link to a package or a name in one. */
function isDocLink(text: string, before: string, after: string): boolean {
  if (before !== '' && !isWordEnd(Array.from(before.slice(-2)).at(-1)!)) return false;
  if (after !== '' && !isWordEnd(String.fromCodePoint(after.codePointAt(0)!))) return false;
  let path = text.startsWith('*') ? text.slice(1) : text;
  let found = true;
  for (let i = 0; i < 2 && found; i++) {
    const dot = path.lastIndexOf('.');
    found = isExportedName(path.slice(dot + 1));
    if (found) path = dot < 0 ? '' : path.slice(0, dot);
  }
  if (path === '') return false; // a name of this package, which is not known
  if (!path.includes('/')) return stdPackages.has(path);
  return isImportPath(path);
}

function isWordEnd(c: string): boolean {
  return c === ' ' || c === '\t' || c === '\n' || isPunct(c.codePointAt(0)!);
}

function isExportedName(s: string): boolean {
  return s !== '' && identLength(s, 0) === s.length && isUpper(s.codePointAt(0)!);
}

function isImportPath(path: string): boolean {
  if (path.startsWith('-')) return false;
  return path
    .split('/')
    .every(elem => /^[A-Za-z0-9\-.~_+]+$/.test(elem) && !elem.startsWith('.') && !elem.endsWith('.'));
}

/** The packages of the standard library whose path has one element. */
const stdPackages = new Set(
  (
    'bufio bytes cmp context crypto embed encoding errors expvar flag fmt hash html image io iter log maps math mime net ' +
    'os path plugin reflect regexp runtime slices sort strconv strings structs sync syscall testing time unicode unique ' +
    'unsafe weak'
  ).split(' '),
);

// --- Quotation marks

/** Text with `` and '' as quotation marks; URLs are left alone if they are links. */
function quotes(s: string, links: boolean): string {
  if (!s.includes('``') && !s.includes("''")) return s;
  let out = '';
  let wrote = 0;
  for (let i = 0; i < s.length;) {
    if (links) {
      const n = urlLength(s, i) || identLength(s, i);
      if (n > 0) {
        i += n;
        continue;
      }
    }
    if (s.startsWith('``', i)) {
      if (s[i + 2] === '`') {
        // A fence of Markdown, by mistake. Go looks for its end relative to its start, twice.
        const from = i;
        i += 3;
        while (s[from + i] === '`') i++;
        continue;
      }
      out += s.slice(wrote, i) + '\u201c';
      i += 2;
      wrote = i;
    } else if (s.startsWith("''", i)) {
      out += s.slice(wrote, i) + '\u201d';
      i += 2;
      wrote = i;
    } else {
      i++;
    }
  }
  return out + s.slice(wrote);
}

/** The length of the identifier at an index, of ASCII digits and letters of any kind; 0 if there is none. */
function identLength(s: string, at: number): number {
  let i = at;
  while (i < s.length) {
    const rune = s.codePointAt(i)!;
    if (rune < 0x80 ? !/\w/.test(s[i]!) || (i === at && rune <= 0x39) : !isLetter(rune)) break;
    i += rune > 0xffff ? 2 : 1;
  }
  return i - at;
}

const urlStart = /(file|ftp|gopher|https?|mailto|nntp):\/\/[A-Za-z0-9_@\-[\]]/y;
const urlPunctuation = /[.,:;?!]/;
const urlHost = /[A-Za-z0-9_@\-.[\]:]/;
const urlPath = /[A-Za-z0-9$'()*+&#=@~_/\-[\]{}%]/;

/** The length of the URL at an index, 0 if there is none. */
function urlLength(s: string, at: number): number {
  urlStart.lastIndex = at;
  if (!urlStart.test(s)) return 0;
  let i = urlStart.lastIndex;
  let end = i;
  for (; i < s.length && urlHost.test(s[i]!); i++) if (!urlPunctuation.test(s[i]!)) end = i + 1;
  // The path: brackets must match, punctuation may not end it.
  const closing: string[] = [];
  for (i = end; i < s.length; i++) {
    const c = s[i]!;
    if (urlPunctuation.test(c)) continue;
    if (!urlPath.test(c)) break;
    if (c === '(') closing.push(')');
    else if (c === '{') closing.push('}');
    else if (c === '[') closing.push(']');
    else if (c === ')' || c === '}' || c === ']') {
      if (closing.at(-1) !== c) break;
      closing.pop();
    }
    if (closing.length === 0) end = i + 1;
  }
  return end - at;
}
