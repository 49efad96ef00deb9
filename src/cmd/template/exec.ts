// Running templates: Go's text/template over the values of value.ts.

import { quote } from '../../base/quote.ts';
import { location, TemplateError, type Arg, type Node, type Pipe, type Template } from './parse.ts';
import { Float, format, GoMap, isTrue, Pointer, Slice, Struct, typeName, type Value } from './value.ts';
import { sprintf } from './printf.ts';

/** A function that templates may call; it throws TemplateError with the reason where it cannot. */
export type Func = (...args: Value[]) => Value;

/** Runs a template: its text, up to the mistake where there is one ('' for none). */
export function execute(
  t: Template,
  functions: ReadonlyMap<string, Func>,
  data: Value,
): { readonly text: string; readonly error: string } {
  const run = new Run(t, functions);
  try {
    run.template(t.name, data);
  } catch (err) {
    if (err instanceof TemplateError) return { text: run.out, error: err.message };
    throw err;
  }
  return { text: run.out, error: '' };
}

class Break {}
class Continue {}
const none = Symbol('no argument from the pipeline');
type Final = Value | typeof none;

class Run {
  out = '';
  private readonly t: Template;
  private readonly functions: ReadonlyMap<string, Func>;
  private vars: { name: string; value: Value }[] = [];
  private depth = 0;

  constructor(t: Template, functions: ReadonlyMap<string, Func>) {
    this.t = t;
    this.functions = functions;
  }

  private fail(at: { readonly pos: number; readonly text: string }, why: string): never {
    const shown = at.text.length > 20 ? at.text.slice(0, 20) + '...' : at.text;
    const place = location(this.t.name, this.t.source, at.pos);
    throw new TemplateError(`template: ${place}: executing ${quote(this.t.name)} at <${shown}>: ${why}`);
  }

  template(name: string, data: Value): void {
    const outer = this.vars;
    this.vars = [{ name: '$', value: data }];
    this.list(this.t.templates.get(name) ?? [], data);
    this.vars = outer;
  }

  private list(nodes: readonly Node[], dot: Value): void {
    for (const n of nodes) this.node(n, dot);
  }

  private node(n: Node, dot: Value): void {
    switch (n.kind) {
      case 'text':
        this.out += n.text;
        return;
      case 'action': {
        const v = this.pipe(n.pipe, dot);
        if (n.pipe.decl.length === 0) this.out += printable(v);
        return;
      }
      case 'if':
      case 'with': {
        const mark = this.vars.length;
        const v = this.pipe(n.pipe, dot);
        if (isTrue(v)) this.list(n.body, n.kind === 'with' ? v : dot);
        else if (n.otherwise !== null) this.list(n.otherwise, dot);
        this.vars.length = mark;
        return;
      }
      case 'range':
        this.range(n.pipe, n.body, n.otherwise, dot);
        return;
      case 'break':
        throw new Break();
      case 'continue':
        throw new Continue();
      case 'template': {
        if (!this.t.templates.has(n.name)) this.fail(n, `template ${quote(n.name)} not defined`);
        if (++this.depth > 10_000) this.fail(n, 'exceeded maximum template depth (10000)');
        this.template(n.name, n.pipe === null ? undefined : this.pipe(n.pipe, dot));
        this.depth--;
        return;
      }
    }
  }

  private range(pipe: Pipe, body: readonly Node[], otherwise: readonly Node[] | null, dot: Value): void {
    const mark = this.vars.length;
    const v = indirect(this.pipe(pipe, dot));
    const inner = this.vars.length;
    const once = (key: Value, elem: Value): boolean => {
      const { decl, assign } = pipe;
      const values = decl.length > 1 ? [key, elem] : [elem];
      decl.forEach((name, i) => {
        if (assign) this.set(name, values[i]);
        else this.vars[inner - decl.length + i]!.value = values[i];
      });
      try {
        this.list(body, elem);
      } catch (err) {
        if (err instanceof Break) return false;
        if (!(err instanceof Continue)) throw err;
      } finally {
        this.vars.length = inner;
      }
      return true;
    };
    let any = false;
    if (v instanceof Slice) {
      for (let i = 0; i < v.items.length; i++) {
        any = true;
        if (!once(i, v.items[i])) break;
      }
    } else if (v instanceof GoMap) {
      for (const k of [...v.entries.keys()].sort()) {
        any = true;
        if (!once(k, v.entries.get(k))) break;
      }
    } else if (typeof v === 'number') {
      if (pipe.decl.length > 1) this.fail(pipe, `can't use ${v} to iterate over more than one variable`);
      for (let i = 0; i < v; i++) {
        any = true;
        if (!once(i, i)) break;
      }
    } else if (v !== undefined && v !== null) this.fail(pipe, `range can't iterate over ${format(v)}`);
    this.vars.length = inner;
    if (!any && otherwise !== null) this.list(otherwise, dot);
    this.vars.length = mark;
  }

  private set(name: string, value: Value): void {
    for (let i = this.vars.length - 1; i >= 0; i--) {
      if (this.vars[i]!.name !== name) continue;
      this.vars[i]!.value = value;
      return;
    }
  }

  private pipe(p: Pipe, dot: Value): Value {
    let final: Final = none;
    for (const c of p.commands) final = this.command(c, dot, final);
    const value = final === none ? undefined : final;
    for (const name of p.decl) {
      if (p.assign) this.set(name, value);
      else this.vars.push({ name, value });
    }
    return value;
  }

  private command(c: Pipe['commands'][number], dot: Value, final: Final): Value {
    const first = c.args[0]!; // the parser gives no empty command
    const rest = c.args.slice(1);
    switch (first.kind) {
      case 'field':
        return this.fields(dot, dot, first, first.names, rest, final);
      case 'chain':
        return this.fields(dot, this.arg(first.of, dot), first, first.names, rest, final);
      case 'variable':
        if (first.names.length > 0) return this.fields(dot, this.variable(first.name), first, first.names, rest, final);
        break;
      case 'function':
        return this.call(first, c, first.name, rest, dot, final);
      case 'pipe':
        if (rest.length > 0 || final !== none) this.fail(first, `can't give argument to non-function ${first.text}`);
        return this.pipe(first.pipe, dot);
      default:
    }
    if (rest.length > 0 || final !== none) this.fail(first, `can't give argument to non-function ${first.text}`);
    if (first.kind === 'nil') this.fail(first, 'nil is not a command');
    return this.arg(first, dot);
  }

  private arg(a: Arg, dot: Value): Value {
    switch (a.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return null;
      case 'bool':
      case 'string':
      case 'int':
        return a.value;
      case 'float':
        return new Float(a.value);
      case 'field':
        return this.fields(dot, dot, a, a.names, [], none);
      case 'variable':
        return this.fields(dot, this.variable(a.name), a, a.names, [], none);
      case 'function':
        return this.call(a, a, a.name, [], dot, none);
      case 'pipe':
        return this.pipe(a.pipe, dot);
      case 'chain':
        return this.fields(dot, this.arg(a.of, dot), a, a.names, [], none);
    }
  }

  private variable(name: string): Value {
    for (let i = this.vars.length - 1; i >= 0; i--) if (this.vars[i]!.name === name) return this.vars[i]!.value;
    return undefined;
  }

  private fields(
    dot: Value,
    from: Value,
    at: Arg,
    names: readonly string[],
    args: readonly Arg[],
    final: Final,
  ): Value {
    let v = from;
    names.forEach((name, i) => {
      const last = i === names.length - 1;
      const given = last ? args.map(a => this.arg(a, dot)) : [];
      if (last && final !== none) given.push(final);
      v = this.field(at, v, name, given);
    });
    return v;
  }

  private field(at: Arg, v: Value, name: string, args: readonly Value[]): Value {
    if (v === undefined) return undefined;
    const missing = () => this.fail(at, `can't evaluate field ${name} in type ${typeName(v)}`);
    if (v === null) return this.fail(at, `nil data; no entry for key ${quote(name)}`);
    if (v instanceof Pointer || v instanceof Struct) {
      const target = v instanceof Pointer ? v.target : v;
      const method = v.type.methods.get(name);
      if (method !== undefined) {
        const want = method.length - 1;
        if (args.length !== want) this.fail(at, `wrong number of args for ${name}: want ${want} got ${args.length}`);
        for (const a of args) {
          if (typeof a !== 'string') this.fail(at, `wrong type for value; expected string; got ${typeName(a)}`);
        }
        if (target === null) this.fail(at, `nil pointer evaluating *${v.type.name}.${name}`);
        return method(target.from, ...args);
      }
      if (target === null) {
        if (!v.type.fields.some(f => f.name === name)) return missing();
        this.fail(at, `nil pointer evaluating *${v.type.name}.${name}`);
      }
      const field = target.field(name);
      if (field === null) return missing();
      if (args.length > 0) this.fail(at, `${name} has arguments but cannot be invoked as function`);
      return field.get(target.from);
    }
    if (v instanceof GoMap) {
      if (args.length > 0) this.fail(at, `${name} is not a method but has arguments`);
      return v.entries.get(name);
    }
    return missing();
  }

  private call(
    at: Arg,
    whole: { readonly pos: number; readonly text: string },
    name: string,
    args: readonly Arg[],
    dot: Value,
    final: Final,
  ): Value {
    if (name === 'and' || name === 'or') {
      // The rest is computed only where it is needed.
      let v: Value = undefined;
      for (const a of args) {
        v = this.arg(a, dot);
        if (isTrue(v) === (name === 'or')) return v;
      }
      if (args.length === 0 && final === none) this.fail(at, `wrong number of args for ${name}: want at least 1 got 0`);
      return final === none ? v : final;
    }
    const given = args.map(a => this.arg(a, dot));
    if (final !== none) given.push(final);
    const f = builtins.get(name) ?? this.functions.get(name);
    if (f === undefined) this.fail(at, `${quote(name)} is not a defined function`);
    const [least, most] = arity.get(name) ?? [0, Infinity];
    if (given.length < least || given.length > most) {
      const want = least === most ? String(least) : `at least ${least}`;
      this.fail(at, `wrong number of args for ${name}: want ${want} got ${given.length}`);
    }
    try {
      return f(...given);
    } catch (err) {
      if (!(err instanceof TemplateError)) throw err;
      if (err.message.startsWith('!')) this.fail(at, err.message.slice(1));
      this.fail(whole, `error calling ${name}: ${err.message}`);
    }
  }
}

function indirect(v: Value): Value {
  return v instanceof Pointer ? (v.target ?? null) : v;
}

/** What an action prints of its value. */
function printable(v: Value): string {
  if (v === undefined) return '<no value>';
  if (v === null) return '<nil>';
  // A pointer prints as what it points to.
  return v instanceof Pointer && v.target !== null ? format(v.target) : format(v);
}

const arity = new Map<string, readonly [number, number]>([
  ['not', [1, 1]],
  ['len', [1, 1]],
  ['index', [1, Infinity]],
  ['slice', [1, 4]],
  ['eq', [1, Infinity]],
  ['ne', [2, 2]],
  ['lt', [2, 2]],
  ['le', [2, 2]],
  ['gt', [2, 2]],
  ['ge', [2, 2]],
  ['printf', [1, Infinity]],
  ['call', [1, Infinity]],
  ['join', [2, 2]],
  ['context', [0, 0]],
  ['module', [1, 1]],
]);

function wrong(text: string): never {
  throw new TemplateError(text);
}

function kind(v: Value): 'bool' | 'int' | 'float' | 'string' | 'nil' | 'other' {
  switch (typeof v) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'int';
    case 'string':
      return 'string';
    default:
      if (v === null || v === undefined) return 'nil';
      return v instanceof Float ? 'float' : 'other';
  }
}

function equal(a: Value, b: Value): boolean {
  const ka = kind(a);
  const kb = kind(b);
  if (ka === 'other' || kb === 'other') {
    if (a instanceof Pointer && (b instanceof Pointer || b === null))
      return a.target?.from === (b === null ? undefined : b.target?.from);
    if (b instanceof Pointer && a === null) return b.target === null;
    if (a instanceof Slice || a instanceof GoMap || b instanceof Slice || b instanceof GoMap) {
      if (ka === 'nil' || kb === 'nil') return isTrue(ka === 'nil' ? b : a) === false;
      wrong(`non-comparable type ${format(a)}: ${typeName(a)}`);
    }
    wrong('incompatible types for comparison: ' + `${typeName(a)} and ${typeName(b)}`);
  }
  if (ka !== kb && ka !== 'nil' && kb !== 'nil')
    wrong(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
  return a instanceof Float && b instanceof Float ? a.value === b.value : a === b;
}

function less(a: Value, b: Value): boolean {
  if (kind(a) === 'other' || kind(a) === 'nil' || kind(a) === 'bool') wrong('invalid type for comparison');
  if (kind(a) !== kind(b)) wrong(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
  if (a instanceof Float && b instanceof Float) return a.value < b.value;
  return (a as string | number) < (b as string | number); // both of one of these kinds
}

function length(v: Value): number {
  const x = indirect(v);
  if (typeof x === 'string') return [...x].reduce((n, c) => n + utf8Size(c), 0);
  if (x instanceof Slice) return x.items.length;
  if (x instanceof GoMap) return x.entries.size;
  if (v instanceof Pointer && v.target === null) return wrong('len of nil pointer');
  return wrong(`len of type ${typeName(v)}`);
}

function utf8Size(c: string): number {
  const n = c.codePointAt(0)!;
  return n < 0x80 ? 1 : n < 0x800 ? 2 : n < 0x10000 ? 3 : 4;
}

function indexOf(v: Value, cap: number): number {
  if (v === null || v === undefined) return wrong('cannot index slice/array with nil');
  if (typeof v !== 'number') return wrong(`cannot index slice/array with type ${typeName(v)}`);
  if (v < 0 || v > cap) return wrong(`index out of range: ${v}`);
  return v;
}

function print(args: readonly Value[]): string {
  // Like fmt.Sprint: a space between two operands neither of which is a string.
  let out = '';
  args.forEach((a, i) => {
    if (i > 0 && typeof a !== 'string' && typeof args[i - 1] !== 'string') out += ' ';
    out += format(a);
  });
  return out;
}

const htmlEscapes = new Map([
  ['"', '&#34;'],
  ["'", '&#39;'],
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\0', '\uFFFD'],
]);

const builtins = new Map<string, Func>([
  ['not', v => !isTrue(v)],
  ['len', length],
  [
    'index',
    (v, ...at) => {
      let x = v;
      if (x === null || x === undefined) return wrong('index of untyped nil');
      for (const i of at) {
        const item = indirect(x);
        if (item === null || item === undefined) return wrong('index of nil pointer');
        if (item instanceof Slice) {
          const n = indexOf(i, item.items.length);
          if (n >= item.items.length) return wrong(`index out of range: ${n}`);
          x = item.items[n];
        } else if (item instanceof GoMap) {
          if (typeof i !== 'string') return wrong(`value has type ${typeName(i)}; should be string`);
          x = item.entries.get(i) ?? (item.type.endsWith(']string') ? '' : undefined);
        } else if (typeof item === 'string') {
          const n = indexOf(i, item.length);
          if (n >= item.length) return wrong(`index out of range: ${n}`);
          x = item.charCodeAt(n);
        } else return wrong(`can't index item of type ${typeName(item)}`);
      }
      return x;
    },
  ],
  [
    'slice',
    (v, ...at) => {
      const item = indirect(v);
      if (item === null || item === undefined) return wrong('slice of untyped nil');
      if (typeof item === 'string' && at.length === 3) return wrong('cannot 3-index slice a string');
      const whole = typeof item === 'string' ? item.length : item instanceof Slice ? item.items.length : -1;
      if (whole < 0) return wrong(`can't slice item of type ${typeName(item)}`);
      const bounds = at.map(i => indexOf(i, whole));
      const low = bounds[0] ?? 0;
      const high = bounds[1] ?? whole;
      if (low > high) return wrong(`invalid slice index: ${low} > ${high}`);
      if (bounds[2] !== undefined && high > bounds[2]) return wrong(`invalid slice index: ${high} > ${bounds[2]}`);
      return typeof item === 'string'
        ? item.slice(low, high)
        : new Slice((item as Slice).type, (item as Slice).items.slice(low, high));
    },
  ],
  ['print', (...args) => print(args)],
  ['println', (...args) => args.map(a => format(a)).join(' ') + '\n'],
  [
    'printf',
    (f, ...args) =>
      typeof f === 'string' ? sprintf(f, args) : wrong(`!wrong type for value; expected string; got ${typeName(f)}`),
  ],
  ['html', (...args) => printOne(args).replace(/["'&<>\0]/g, c => htmlEscapes.get(c)!)],
  ['js', (...args) => jsEscape(printOne(args))],
  ['urlquery', (...args) => urlQuery(printOne(args))],
  ['call', f => wrong(f === null || f === undefined ? 'call of nil' : `non-function of type ${typeName(f)}`)],
  [
    'eq',
    (a, ...rest) => {
      if (rest.length === 0) return wrong('missing argument for comparison');
      return rest.some(b => equal(a, b));
    },
  ],
  ['ne', (a, b) => !equal(a, b)],
  ['lt', (a, b) => less(a, b)],
  ['le', (a, b) => less(a, b) || equal(a, b)],
  ['gt', (a, b) => !less(a, b) && !equal(a, b)],
  ['ge', (a, b) => !less(a, b)],
  [
    'join',
    (list, separator) => {
      if (!(list instanceof Slice) || list.type !== '[]string') {
        return wrong(`!wrong type for value; expected []string; got ${typeName(list)}`);
      }
      if (typeof separator !== 'string')
        return wrong(`!wrong type for value; expected string; got ${typeName(separator)}`);
      return list.items.join(separator);
    },
  ],
]);

/** The names that every template may call. */
export const builtinNames: readonly string[] = ['and', 'or', ...builtins.keys()];

function printOne(args: readonly Value[]): string {
  const only = args[0];
  return args.length === 1 && typeof only === 'string' ? only : print(args);
}

function jsEscape(s: string): string {
  let out = '';
  for (const c of s) {
    const code = c.codePointAt(0)!;
    if (c === '\\' || c === "'" || c === '"') out += '\\' + c;
    else if (code < 0x20 || '<>&='.includes(c)) out += '\\u' + code.toString(16).toUpperCase().padStart(4, '0');
    else out += c;
  }
  return out;
}

function urlQuery(s: string): string {
  return encodeURIComponent(s)
    .replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase())
    .replaceAll('%20', '+');
}
