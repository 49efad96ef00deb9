// Damage to Go text that mostly leaves it readable for the parser, so that the checker gets to see it: names, literals,
// operators and types change places, pieces go missing.

import type { Random } from '../random.ts';

const names = [
  'nil', 'true', 'iota', 'any', 'error', 'comparable', 'int', 'uint8', 'string', 'float64', 'complex128', 'rune',
  'bool', 'uintptr', 'len', 'cap', 'append', 'make', 'new', 'copy', 'delete', 'panic', 'recover', 'min', 'max', 'clear',
  'close', 'complex', 'real', 'imag', 'print', '_', 'x',
]; // prettier-ignore
const literals = [
  '0', '1', '-1', '255', '256', '1.5', '2.0', "'a'", '"s"', '1i', '1e100', '1<<62', '1<<64', '0x7fffffff',
  '[]int{1, 2}', 'map[string]int{"a": 1}', 'struct{}{}', 'func() {}', '(nil)', '[...]int{3: 1}',
]; // prettier-ignore
const operators = [
  '+', '-', '*', '/', '%', '&', '|', '^', '&^', '<<', '>>', '==', '!=', '<', '>=', '&&', '||', '=', ':=', '+=', '<<=',
]; // prettier-ignore
const types = [
  'int', 'string', '[]byte', '[4]int', '*int', 'chan int', '<-chan string', 'map[string]bool', 'func(int) string',
  'interface{ m() }', 'struct{ a, b int }', 'any', 'error', '[]T', '~int', 'T[int]', '...int',
]; // prettier-ignore

const token =
  /[\p{L}_][\p{L}\p{Nd}_]*|[0-9][0-9a-zA-Z_.]*|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|\/\/.*|&\^=?|<<=?|>>=?|[-+*/%&|^<>=!:]=|&&|\|\||<-|\.\.\.|[^\s]/gu;
const keywords = new Set(
  'break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var'.split(
    ' ',
  ),
);

interface Token {
  readonly text: string;
  readonly start: number;
  readonly kind: 'name' | 'literal' | 'operator' | 'other';
}

function tokens(text: string): Token[] {
  const list: Token[] = [];
  for (const m of text.matchAll(token)) {
    const t = m[0];
    if (t.startsWith('//')) continue;
    let kind: Token['kind'] = 'other';
    if (/^[\p{L}_]/u.test(t)) kind = keywords.has(t) ? 'other' : 'name';
    else if (/^[0-9"`']/.test(t)) kind = 'literal';
    else if (operators.includes(t)) kind = 'operator';
    list.push({ text: t, start: m.index, kind });
  }
  return list;
}

/** A damaged copy of a source text. */
export function damage(source: Uint8Array, random: Random): Uint8Array {
  let text = Buffer.from(source).toString('utf8');
  for (let n = 1 + random.below(3); n > 0; n--) text = damageOnce(text, random);
  return new Uint8Array(Buffer.from(text, 'utf8'));
}

function damageOnce(text: string, random: Random): string {
  const all = tokens(text);
  if (all.length < 4) return text;
  const replace = (t: Token, by: string): string => text.slice(0, t.start) + by + text.slice(t.start + t.text.length);
  const ofKind = (kind: Token['kind']): Token | null => {
    const some = all.filter(t => t.kind === kind);
    return some.length === 0 ? null : random.pick(some);
  };
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2: {
      const t = ofKind('name');
      const by = ofKind('name');
      return t === null ? text : replace(t, by!.text);
    }
    case 3: {
      const t = ofKind('name');
      return t === null ? text : replace(t, random.pick(names));
    }
    case 4: {
      const t = ofKind(random.below(2) === 0 ? 'name' : 'literal');
      return t === null ? text : replace(t, random.pick(literals));
    }
    case 5: {
      const t = ofKind('operator');
      return t === null ? text : replace(t, random.pick(operators));
    }
    case 6: {
      const t = ofKind('name');
      return t === null ? text : replace(t, random.pick(types));
    }
    case 7: {
      const t = ofKind('name');
      return t === null ? text : replace(t, random.pick(['*', '&', '<-', '!', '-', '^', '~', '']) + t.text);
    }
    case 8: {
      const t = ofKind('name');
      const suffix = ['()', '[0]', '.x', '[1:2]', '(nil)', '.(int)', '[int]', '{}', '++', '...', '.String()', '(1, 2)'];
      return t === null ? text : replace(t, t.text + random.pick(suffix));
    }
    case 9:
      return replace(random.pick(all), '');
    case 10: {
      const lines = text.split('\n');
      const i = random.below(lines.length);
      if (random.below(2) === 0) lines.splice(i, 1);
      else lines.splice(i, 0, lines[random.below(lines.length)]!);
      return lines.join('\n');
    }
    default: {
      const t = ofKind('literal');
      const by = ofKind('literal');
      return t === null ? text : replace(t, by!.text);
    }
  }
}
