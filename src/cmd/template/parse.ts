// Templates as trees: Go's text/template language. A mistake is thrown as a TemplateError with Go's text.

import { quote, unquoteText } from '../../base/quote.ts';

/** A mistake in a template or in its execution. */
export class TemplateError extends Error {}

/** What an action computes. `pos` is the offset in the text, `text` what messages show of the node. */
export type Arg =
  | { readonly kind: 'dot' | 'nil'; readonly pos: number; readonly text: string }
  | { readonly kind: 'bool'; readonly pos: number; readonly text: string; readonly value: boolean }
  | { readonly kind: 'string'; readonly pos: number; readonly text: string; readonly value: string }
  | { readonly kind: 'int' | 'float'; readonly pos: number; readonly text: string; readonly value: number }
  | { readonly kind: 'field'; readonly pos: number; readonly text: string; readonly names: readonly string[] }
  | {
      readonly kind: 'variable';
      readonly pos: number;
      readonly text: string;
      readonly name: string;
      readonly names: readonly string[];
    }
  | { readonly kind: 'function'; readonly pos: number; readonly text: string; readonly name: string }
  | { readonly kind: 'pipe'; readonly pos: number; readonly text: string; readonly pipe: Pipe }
  | {
      readonly kind: 'chain';
      readonly pos: number;
      readonly text: string;
      readonly of: Arg;
      readonly names: readonly string[];
    };

/** Commands, each of which gets the result of the one before. */
export interface Pipe {
  readonly pos: number;
  readonly text: string;
  /** Variables that take the result. */
  readonly decl: readonly string[];
  /** `=` and not `:=`. */
  readonly assign: boolean;
  readonly commands: readonly { readonly pos: number; readonly text: string; readonly args: readonly Arg[] }[];
}

/** A node of a template. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly pipe: Pipe }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipe: Pipe;
      readonly body: Node[];
      readonly otherwise: Node[] | null;
    }
  | { readonly kind: 'break' | 'continue' }
  | {
      readonly kind: 'template';
      readonly pos: number;
      readonly text: string;
      readonly name: string;
      readonly pipe: Pipe | null;
    };

/** A parsed template and those that it defines. */
export interface Template {
  readonly name: string;
  readonly source: string;
  readonly templates: ReadonlyMap<string, readonly Node[]>;
}

interface Token {
  /** text, name, field, variable, string, number, char, punct, space, end (of an action), eof */
  readonly kind: string;
  readonly text: string;
  readonly pos: number;
}

const keywords = new Set([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'nil',
  'range',
  'template',
  'with',
]);

/** Parses a template; `functions` are the names that may be called. */
export function parseTemplate(name: string, source: string, functions: ReadonlySet<string>): Template {
  return new Parser(name, source, functions).parse();
}

/** Where an offset is, for messages: `main:1:5`. */
export function location(name: string, source: string, pos: number): string {
  const before = source.slice(0, pos);
  const line = before.split('\n').length;
  return `${name}:${line}:${pos - (before.lastIndexOf('\n') + 1)}`;
}

class Parser {
  private readonly name: string;
  private readonly source: string;
  private readonly functions: ReadonlySet<string>;
  private readonly tokens: Token[] = [];
  private at = 0;
  private readonly templates = new Map<string, Node[]>();
  private vars: string[] = ['$'];
  private rangeDepth = 0;
  private parens = 0;

  constructor(name: string, source: string, functions: ReadonlySet<string>) {
    this.name = name;
    this.source = source;
    this.functions = functions;
  }

  parse(): Template {
    this.lex();
    const { nodes, end } = this.list(true);
    if (end !== 'eof') this.fail(`unexpected {{${end}}}`);
    this.templates.set(this.name, nodes);
    return { name: this.name, source: this.source, templates: this.templates };
  }

  private fail(text: string, pos = this.tokens[Math.max(0, this.at - 1)]?.pos ?? 0): never {
    const line = this.source.slice(0, pos).split('\n').length;
    throw new TemplateError(`template: ${this.name}:${line}: ${text}`);
  }

  // The lexer.

  private lex(): void {
    const { source } = this;
    const push = (kind: string, text: string, pos: number) => this.tokens.push({ kind, text, pos });
    let i = 0;
    let trimNext = false;
    while (i < source.length) {
      const open = source.indexOf('{{', i);
      let text = source.slice(i, open < 0 ? source.length : open);
      if (trimNext) text = text.replace(/^[ \t\r\n]+/, '');
      if (open < 0) {
        if (text !== '') push('text', text, i);
        break;
      }
      const trims = /^\{\{-[ \t\r\n]/.test(source.slice(open, open + 4));
      if (trims) text = text.replace(/[ \t\r\n]+$/, '');
      if (text !== '') push('text', text, i);
      i = open + (trims ? 3 : 2);
      const comment = /^[ \t\r\n]*\/\*/.exec(source.slice(i));
      if (comment !== null && (trims || comment[0] === '/*')) {
        const close = source.indexOf('*/', i);
        if (close < 0) this.fail('unclosed comment', open);
        const after = /^(?:[ \t\r\n]+-)?\}\}/.exec(source.slice(close + 2));
        if (after === null) this.fail('comment ends before closing delimiter', open);
        trimNext = after[0].length > 2;
        i = close + 2 + after[0].length;
        continue;
      }
      push('begin', '{{', open);
      ({ i, trimNext } = this.lexAction(i, push));
    }
    push('eof', '', source.length);
  }

  private lexAction(
    start: number,
    push: (kind: string, text: string, pos: number) => void,
  ): { i: number; trimNext: boolean } {
    const { source } = this;
    let i = start;
    let parens = 0;
    for (;;) {
      const rest = source.slice(i);
      const close = /^(?:[ \t\r\n]+-)?\}\}/.exec(rest);
      if (close !== null) {
        if (parens > 0) this.fail('unclosed left paren', i);
        push('end', '}}', i);
        return { i: i + close[0].length, trimNext: close[0].length > 2 };
      }
      if (rest === '') this.fail('unclosed action', i);
      const space = /^[ \t\r\n]+/.exec(rest);
      if (space !== null) {
        push('space', space[0], i);
        i += space[0].length;
        continue;
      }
      const c = rest[0]!;
      let m: RegExpExecArray | null;
      if (c === '"') {
        m = /^"(?:[^"\\\n]|\\.)*"/.exec(rest);
        if (m === null) this.fail('unterminated quoted string', i);
        push('string', m[0], i);
      } else if (c === '`') {
        m = /^`[^`]*`/.exec(rest);
        if (m === null) this.fail('unterminated raw quoted string', i);
        push('string', m[0], i);
      } else if (c === "'") {
        m = /^'(?:[^'\\\n]|\\.[^']*)'/.exec(rest);
        if (m === null) this.fail('unterminated character constant', i);
        push('char', m[0], i);
      } else if ((m = /^\$[\p{L}\p{Nd}_]*/u.exec(rest)) !== null) push('variable', m[0], i);
      else if ((m = /^\.[\p{L}_][\p{L}\p{Nd}_]*/u.exec(rest)) !== null) push('field', m[0], i);
      else if ((m = /^[+-]?(?:\d|\.\d)[\p{L}\p{Nd}_.]*(?:(?<=[eE])[+-]\d+)?/u.exec(rest)) !== null)
        push('number', m[0], i);
      else if ((m = /^[\p{L}_][\p{L}\p{Nd}_]*/u.exec(rest)) !== null) push('name', m[0], i);
      else if ((m = /^(?::=|[=|(),.])/.exec(rest)) !== null) {
        if (c === '(') parens++;
        if (c === ')' && --parens < 0) this.fail('unexpected right paren', i);
        push('punct', m[0], i);
      } else {
        if (c === ':') this.fail('expected :=', i);
        const point = rest.codePointAt(0)!;
        const code = point.toString(16).toUpperCase().padStart(4, '0');
        this.fail(`unrecognized character in action: U+${code} '${String.fromCodePoint(point)}'`, i);
      }
      i += m[0].length;
    }
  }

  // The parser.

  private peek(): Token {
    return this.tokens[this.at]!; // the last is eof and is never passed
  }

  private next(): Token {
    const t = this.peek();
    if (t.kind !== 'eof') this.at++;
    return t;
  }

  private skipSpace(): void {
    while (this.peek().kind === 'space') this.at++;
  }

  private nextNonSpace(): Token {
    this.skipSpace();
    return this.next();
  }

  private peekNonSpace(): Token {
    this.skipSpace();
    return this.peek();
  }

  private unexpected(t: Token, context: string): never {
    this.fail(`unexpected ${describe(t)} in ${context}`, t.pos);
  }

  /** Nodes up to {{end}}, {{else}} or the end of the text. */
  private list(top: boolean): { nodes: Node[]; end: string } {
    const nodes: Node[] = [];
    for (;;) {
      const t = this.next();
      if (t.kind === 'eof') {
        if (!top) this.fail('unexpected EOF', t.pos);
        return { nodes, end: 'eof' };
      }
      if (t.kind === 'text') {
        nodes.push({ kind: 'text', text: t.text });
        continue;
      }
      const first = this.peekNonSpace();
      if (first.kind === 'name' && (first.text === 'end' || first.text === 'else')) {
        this.next();
        if (first.text === 'end') this.close('end');
        return { nodes, end: first.text };
      }
      this.action(nodes, top);
    }
  }

  private close(context: string): void {
    const t = this.nextNonSpace();
    if (t.kind !== 'end') this.unexpected(t, context);
  }

  private action(nodes: Node[], top: boolean): void {
    const t = this.peekNonSpace();
    const word = t.kind === 'name' ? t.text : '';
    switch (word) {
      case 'if':
      case 'with':
      case 'range':
        this.next();
        nodes.push(this.control(word));
        return;
      case 'break':
      case 'continue':
        this.next();
        if (this.peekNonSpace().kind !== 'end') this.unexpected(this.peek(), `{{${word}}}`);
        this.next();
        if (this.rangeDepth === 0) this.fail(`{{${word}}} outside {{range}}`, t.pos);
        nodes.push({ kind: word });
        return;
      case 'define':
      case 'block': {
        if (word === 'define' && !top) this.unexpected(t, 'command');
        this.next();
        const context = word === 'define' ? 'define clause' : 'block clause';
        const name = this.templateName(context);
        const outer = this.vars;
        let pipe: Pipe | null = null;
        if (word === 'block') pipe = this.pipeline(context);
        else this.close(context);
        this.vars = ['$'];
        const { nodes: body, end } = this.list(false);
        if (end !== 'end') this.fail(`unexpected {{${end}}} in ${context}`);
        this.vars = outer;
        this.templates.set(name, body);
        if (word === 'block')
          nodes.push({ kind: 'template', pos: t.pos, text: `{{template ${quote(name)}}}`, name, pipe });
        return;
      }
      case 'template': {
        this.next();
        const { pos } = this.peekNonSpace();
        const name = this.templateName('template clause');
        let pipe: Pipe | null = null;
        if (this.peekNonSpace().kind === 'end') this.next();
        else pipe = this.pipeline('template clause');
        const text = `{{template ${quote(name)}${pipe === null ? '' : ' ' + pipe.text}}}`;
        nodes.push({ kind: 'template', pos, text, name, pipe });
        return;
      }
      default:
        nodes.push({ kind: 'action', pipe: this.pipeline('command') });
    }
  }

  private templateName(context: string): string {
    const t = this.nextNonSpace();
    const name = t.kind === 'string' ? unquoteText(t.text) : null;
    if (name === null) this.unexpected(t, context);
    return name;
  }

  private control(kind: 'if' | 'with' | 'range'): Node {
    const mark = this.vars.length;
    const pipe = this.pipeline(kind);
    if (kind === 'range') this.rangeDepth++;
    const { nodes: body, end } = this.list(false);
    if (kind === 'range') this.rangeDepth--;
    let otherwise: Node[] | null = null;
    if (end === 'else') {
      const chained = this.peekNonSpace();
      if (kind !== 'range' && chained.kind === 'name' && chained.text === kind) {
        // {{else if x}} is {{else}}{{if x}} with one {{end}} for both.
        this.next();
        otherwise = [this.control(kind)];
      } else {
        this.close('else');
        const rest = this.list(false);
        if (rest.end !== 'end') this.fail(`expected end; found {{${rest.end}}}`);
        otherwise = rest.nodes;
      }
    }
    this.vars.length = mark;
    return { kind, pipe, body, otherwise };
  }

  /** Up to the end of the action, or to the closing parenthesis. */
  private pipeline(context: string): Pipe {
    const first = this.peekNonSpace();
    const start = first.pos;
    const decl: string[] = [];
    let assign = false;
    for (;;) {
      const v = this.peekNonSpace();
      if (v.kind !== 'variable') break;
      const mark = this.at;
      this.next();
      const sign = this.peekNonSpace();
      if (sign.kind === 'punct' && (sign.text === ':=' || sign.text === '=')) {
        this.next();
        assign = sign.text === '=';
        decl.push(v.text);
        if (!assign) this.vars.push(v.text);
        else this.checkVariable(v);
        break;
      }
      if (sign.kind === 'punct' && sign.text === ',') {
        if (context !== 'range' || decl.length > 0) this.fail(`too many declarations in ${context}`, sign.pos);
        this.next();
        decl.push(v.text);
        this.vars.push(v.text);
        continue;
      }
      this.at = mark;
      break;
    }
    const commands: { pos: number; text: string; args: Arg[] }[] = [];
    for (;;) {
      const t = this.peekNonSpace();
      if (t.kind === 'end' || (t.kind === 'punct' && t.text === ')')) {
        if (commands.length === 0) this.fail(`missing value for ${context}`, t.pos);
        for (let i = 1; i < commands.length; i++) {
          const kind = commands[i]!.args[0]!.kind;
          if (['bool', 'dot', 'nil', 'int', 'float', 'string'].includes(kind)) {
            this.fail(`non executable command in pipeline stage ${i + 1}`, t.pos);
          }
        }
        this.next();
        const signs = decl.length === 0 ? '' : `${decl.join(', ')} ${assign ? '=' : ':='} `;
        return { pos: start, text: signs + commands.map(c => c.text).join(' | '), decl, assign, commands };
      }
      commands.push(this.command(context));
    }
  }

  private checkVariable(t: Token): void {
    if (!this.vars.includes(t.text)) this.fail(`undefined variable ${quote(t.text)}`, t.pos);
  }

  private command(context: string): { pos: number; text: string; args: Arg[] } {
    const args: Arg[] = [];
    const pos = this.peekNonSpace().pos;
    for (;;) {
      const arg = this.operand(this.peekNonSpace());
      if (arg !== null) args.push(arg);
      const t = this.peek();
      if (t.kind === 'space') {
        this.skipSpace();
        const next = this.peek();
        if (next.kind === 'end' || (next.kind === 'punct' && (next.text === ')' || next.text === '|'))) continue;
        if (arg === null) this.unexpected(next, 'operand');
        continue;
      }
      if (t.kind === 'end' || (t.kind === 'punct' && t.text === ')')) break;
      if (t.kind === 'punct' && t.text === '|') {
        this.next();
        const after = this.peekNonSpace();
        if (after.kind === 'end') this.fail(`missing value for ${context}`, after.pos);
        break;
      }
      this.next();
      this.unexpected(t, 'operand');
    }
    if (args.length === 0) this.fail('empty command');
    return { pos, text: args.map(a => a.text).join(' '), args };
  }

  /** A term with the fields after it. */
  private operand(t: Token): Arg | null {
    const term = this.term(t);
    if (term === null || this.peek().kind !== 'field') return term;
    const names: string[] = [];
    const { pos } = this.peek(); // a chain is where its second part is
    while (this.peek().kind === 'field') names.push(this.next().text.slice(1));
    const text = term.text + names.map(n => '.' + n).join('');
    switch (term.kind) {
      case 'field':
        return { ...term, pos, text, names: [...term.names, ...names] };
      case 'variable':
        return { ...term, pos, text, names: [...term.names, ...names] };
      case 'bool':
      case 'string':
      case 'int':
      case 'float':
      case 'nil':
      case 'dot':
        return this.fail(`unexpected . after term ${quote(term.text)}`);
      default:
        return { kind: 'chain', pos, text, of: term, names };
    }
  }

  private term(t: Token): Arg | null {
    const { pos, text } = t;
    switch (t.kind) {
      case 'name':
        if (text === 'true' || text === 'false') {
          this.next();
          return { kind: 'bool', pos, text, value: text === 'true' };
        }
        if (text === 'nil') {
          this.next();
          return { kind: 'nil', pos, text };
        }
        if (keywords.has(text)) return null;
        this.next();
        if (!this.functions.has(text)) this.fail(`function ${quote(text)} not defined`, pos);
        return { kind: 'function', pos, text, name: text };
      case 'field':
        this.next();
        return { kind: 'field', pos, text, names: [text.slice(1)] };
      case 'variable':
        this.next();
        this.checkVariable(t);
        return { kind: 'variable', pos, text, name: text, names: [] };
      case 'string': {
        this.next();
        const value = unquoteText(text);
        if (value === null) this.fail('invalid syntax', pos);
        return { kind: 'string', pos, text, value };
      }
      case 'char': {
        this.next();
        const value = unquoteText(`"${text.slice(1, -1).replace(/^"$/, '\\"').replace(/^\\'$/, "'")}"`);
        if (value === null) this.fail(`malformed character constant: ${text}`, pos);
        return { kind: 'int', pos, text, value: value.codePointAt(0) ?? 0 };
      }
      case 'number':
        this.next();
        return this.number(t);
      case 'punct':
        if (text === '.') {
          this.next();
          return { kind: 'dot', pos, text };
        }
        if (text === '(') {
          this.next();
          if (++this.parens > 10_000) this.fail('max expression depth exceeded', pos);
          const pipe = this.pipeline('parenthesized pipeline');
          this.parens--;
          return { kind: 'pipe', pos, text: `(${pipe.text})`, pipe };
        }
        return null;
      default:
        return null;
    }
  }

  private number(t: Token): Arg {
    const { pos, text } = t;
    const plain = text.replaceAll('_', '');
    const sign = plain.startsWith('-') ? -1 : 1;
    const digits = plain.replace(/^[+-]/, '');
    if (/^(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[1-9][0-9]*|0)$/.test(digits)) {
      return { kind: 'int', pos, text, value: sign * Number(digits) };
    }
    if (/^0[0-7]+$/.test(digits)) return { kind: 'int', pos, text, value: sign * parseInt(digits, 8) };
    if (/^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(digits)) {
      const value = sign * Number(digits);
      return { kind: Number.isInteger(value) && !/[.eE]/.test(digits) ? 'int' : 'float', pos, text, value };
    }
    this.fail(`bad number syntax: ${quote(text)}`, pos);
  }
}

function describe(t: Token): string {
  if (t.kind === 'eof') return 'EOF';
  if (t.kind === 'name' && keywords.has(t.text)) return `<${t.text}>`;
  return t.text.length > 10 ? `${quote(t.text.slice(0, 10))}...` : quote(t.text);
}
