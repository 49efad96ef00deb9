// Go's fmt.Sprintf for the values of templates.

import { quote } from '../../base/quote.ts';
import { Float, format, formatFloat, Pointer, Slice, typeName, type Value } from './value.ts';

/** Formats as fmt.Sprintf does. */
export function sprintf(text: string, args: readonly Value[]): string {
  let out = '';
  let next = 0;
  let last = 0;
  const verb = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?(.)?/gsu;
  for (const m of text.matchAll(verb)) {
    out += text.slice(last, m.index);
    last = m.index + m[0].length;
    const flags = m[1]!;
    const star = (): number => {
      const v = args[next++];
      return typeof v === 'number' ? v : 0;
    };
    let width = m[2] === '*' ? star() : Number(m[2] ?? 0);
    const precision = m[3] === undefined ? -1 : m[3] === '*' ? star() : Number(m[3]);
    const letter = m[4];
    if (letter === undefined) {
      out += '%!(NOVERB)';
      continue;
    }
    if (letter === '%') {
      out += '%';
      continue;
    }
    if (next >= args.length) {
      out += `%!${letter}(MISSING)`;
      continue;
    }
    const left = flags.includes('-') || width < 0;
    width = Math.abs(width);
    const body = one(letter, args[next++], flags, precision);
    const pad = Math.max(0, width - [...body].length);
    const zero = flags.includes('0') && !left && /^[-+]?[0-9]/.test(body);
    if (left) out += body + ' '.repeat(pad);
    else if (zero) out += body.replace(/^[-+]?/, sign => sign + '0'.repeat(pad));
    else out += ' '.repeat(pad) + body;
  }
  out += text.slice(last);
  if (next < args.length) {
    const extra = args.slice(next).map(a => (a === null || a === undefined ? '<nil>' : `${typeName(a)}=${format(a)}`));
    out += `%!(EXTRA ${extra.join(', ')})`;
  }
  return out;
}

function one(letter: string, v: Value, flags: string, precision: number): string {
  const bad = () => `%!${letter}(${v === null || v === undefined ? '<nil>' : `${typeName(v)}=${format(v)}`})`;
  if (v instanceof Slice && letter !== 'v' && letter !== 'T') {
    return `[${v.items.map(x => one(letter, x, flags, precision)).join(' ')}]`;
  }
  const text = () => (precision >= 0 ? [...format(v)].slice(0, precision).join('') : format(v));
  const sign = (s: string) =>
    flags.includes('+') && !s.startsWith('-') ? '+' + s : flags.includes(' ') && !s.startsWith('-') ? ' ' + s : s;
  // A method on a nil pointer panics, for which fmt has one word.
  if (v instanceof Pointer && v.target === null && v.type.string !== null && 'vsqxX'.includes(letter)) return '<nil>';
  switch (letter) {
    case 'v':
      if (flags.includes('#') && typeof v === 'string') return quote(v);
      return format(v, 0, flags.includes('+'));
    case 'T':
      return typeName(v);
    case 's':
      return typeof v === 'number' || typeof v === 'boolean' || v instanceof Float || v === null || v === undefined
        ? bad()
        : text();
    case 'q':
      if (typeof v === 'number') return `'${String.fromCodePoint(v)}'`;
      if (typeof v === 'boolean' || v instanceof Float || v === null || v === undefined) return bad();
      return flags.includes('#') && !text().includes('`') ? '`' + text() + '`' : quote(text());
    case 't':
      return typeof v === 'boolean' ? String(v) : bad();
    case 'd':
      return typeof v === 'number' ? sign(String(v)) : bad();
    case 'b':
    case 'o':
      return typeof v === 'number' ? v.toString(letter === 'b' ? 2 : 8) : bad();
    case 'c':
      return typeof v === 'number' ? String.fromCodePoint(v) : bad();
    case 'x':
    case 'X': {
      let s: string;
      if (typeof v === 'number') s = v.toString(16);
      else if (typeof v === 'string') s = hex(v);
      else return bad();
      if (flags.includes('#')) s = '0x' + s;
      return letter === 'X' ? s.toUpperCase() : s;
    }
    case 'f':
    case 'F':
    case 'e':
    case 'g':
      if (!(v instanceof Float)) return bad();
      if (letter === 'g')
        return sign(precision < 0 ? formatFloat(v.value) : String(Number(v.value.toPrecision(precision || 1))));
      if (letter === 'e')
        return sign(v.value.toExponential(precision < 0 ? 6 : precision).replace(/e([+-])(\d)$/, 'e$10$2'));
      return sign(v.value.toFixed(precision < 0 ? 6 : precision));
    default:
      return bad();
  }
}

function hex(s: string): string {
  let out = '';
  for (const c of encodeURIComponent(s).matchAll(/%([0-9A-F]{2})|(.)/g)) {
    out += c[1] !== undefined ? c[1].toLowerCase() : c[2]!.charCodeAt(0).toString(16).padStart(2, '0');
  }
  return out;
}
