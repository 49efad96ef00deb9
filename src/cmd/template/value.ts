// The values that templates work on: Go's strings, booleans, numbers, slices, maps, structs and pointers to structs,
// with the type names that messages need and Go's %v.

/** A string, bool or int of Go; a float has a class of its own, undefined is "no value", null is nil. */
export type Value = string | boolean | number | Float | Slice | GoMap | Struct | Pointer | null | undefined;

/** A float64. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** A slice; `type` is the whole type: `[]string`. */
export class Slice {
  readonly type: string;
  readonly items: readonly Value[];

  constructor(type: string, items: readonly Value[]) {
    this.type = type;
    this.items = items;
  }
}

/** A map with string keys. */
export class GoMap {
  readonly type: string;
  readonly entries: ReadonlyMap<string, Value>;

  constructor(type: string, entries: ReadonlyMap<string, Value>) {
    this.type = type;
    this.entries = entries;
  }
}

/** A field of a struct: its Go type, and how its value is had from the thing described. */
export interface Field<T> {
  readonly name: string;
  readonly type: string;
  readonly get: (from: T) => Value;
}

/** The type of a struct, as templates and JSON see it. */
export interface StructType<T> {
  /** load.PackagePublic */
  readonly name: string;
  readonly fields: readonly Field<T>[];
  /** Each takes the arguments that its function takes; they are strings. */
  readonly methods: ReadonlyMap<string, (from: T, ...args: Value[]) => Value>;
  /** Its String or Error method; null for none. */
  readonly string: ((from: T) => string) | null;
  /** Its own JSON form; null: the fields. */
  readonly json: ((from: T) => unknown) | null;
}

/** A struct. */
export class Struct {
  readonly type: StructType<unknown>;
  readonly from: unknown;

  constructor(type: StructType<unknown>, from: unknown) {
    this.type = type;
    this.from = from;
  }

  field(name: string): Field<unknown> | null {
    return this.type.fields.find(f => f.name === name) ?? null;
  }
}

/** A pointer to a struct, perhaps nil. */
export class Pointer {
  readonly type: StructType<unknown>;
  readonly target: Struct | null;

  constructor(type: StructType<unknown>, target: Struct | null) {
    this.type = type;
    this.target = target;
  }
}

/** A pointer to what is described, null for nil. */
export function pointerTo<T>(type: StructType<T>, from: T | null): Pointer {
  const t = type as StructType<unknown>; // a Struct hands its `from` to its own type alone
  return new Pointer(t, from === null ? null : new Struct(t, from));
}

/** `[]string`. */
export function strings(items: readonly string[]): Slice {
  return new Slice('[]string', items);
}

/** The name of a value's type. */
export function typeName(v: Value): string {
  switch (typeof v) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'int';
    case 'undefined':
      return '<nil>';
    default:
      if (v === null) return '<nil>';
      if (v instanceof Float) return 'float64';
      if (v instanceof Struct) return v.type.name;
      if (v instanceof Pointer) return '*' + v.type.name;
      return v.type;
  }
}

/** Go's idea of true in a template: not the zero value, not empty. */
export function isTrue(v: Value): boolean {
  if (v === null || v === undefined) return false;
  if (v instanceof Float) return v.value !== 0;
  if (v instanceof Slice) return v.items.length > 0;
  if (v instanceof GoMap) return v.entries.size > 0;
  if (v instanceof Pointer) return v.target !== null;
  if (v instanceof Struct) return true;
  return Boolean(v);
}

/** What %v prints; `depth` is above 0 inside a slice, map or struct. */
export function format(v: Value, depth = 0, plus = false): string {
  if (v === undefined || v === null) return '<nil>';
  if (typeof v === 'string') return v;
  if (typeof v === 'boolean' || typeof v === 'number') return String(v);
  if (v instanceof Float) return formatFloat(v.value);
  if (v instanceof Slice) return `[${v.items.map(x => format(x, depth + 1, plus)).join(' ')}]`;
  if (v instanceof GoMap) {
    const keys = [...v.entries.keys()].sort();
    return `map[${keys.map(k => `${k}:${format(v.entries.get(k), depth + 1, plus)}`).join(' ')}]`;
  }
  if (v instanceof Pointer) {
    if (v.target === null) return '<nil>';
    if (v.type.string !== null) return v.type.string(v.target.from);
    // Go prints addresses; here there are none to print.
    return depth === 0 ? '&' + format(v.target, 1, plus) : '0xc000000000';
  }
  if (v.type.string !== null) return v.type.string(v.from);
  return `{${v.type.fields.map(f => (plus ? f.name + ':' : '') + format(f.get(v.from), depth + 1, plus)).join(' ')}}`;
}

/** %v of a float64: %g with the shortest digits. */
export function formatFloat(x: number): string {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x > 0 ? '+Inf' : '-Inf';
  const [digits = '0', exp = '+0'] = x.toExponential().split('e');
  const e = Number(exp);
  if (e < -4 || e >= 21) return `${digits}e${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(2, '0')}`;
  return String(x);
}

/** A value as encoding/json writes it, ready for JSON.stringify; fields that are zero are left out. */
export function toJson(v: Value): unknown {
  if (v === undefined || v === null) return null;
  if (v instanceof Float) return v.value;
  if (v instanceof Slice) return v.items.map(toJson);
  if (v instanceof GoMap)
    return Object.fromEntries([...v.entries.keys()].sort().map(k => [k, toJson(v.entries.get(k))]));
  if (v instanceof Pointer) return v.target === null ? null : toJson(v.target);
  if (!(v instanceof Struct)) return v;
  return v.type.json !== null ? v.type.json(v.from) : fieldsToJson(v, null);
}

/** The fields of a struct as JSON, all or those named. */
export function fieldsToJson(v: Struct, only: ReadonlySet<string> | null): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const f of v.type.fields) {
    if (only !== null && !only.has(f.name)) continue;
    const value = f.get(v.from);
    if (isTrue(value)) out[f.name] = toJson(value);
  }
  return out;
}

/** JSON as encoding/json indents it: tabs, and characters of HTML escaped. */
export function stringify(x: unknown): string {
  return JSON.stringify(x, null, '\t').replace(/[<>&\u2028\u2029\u007f]/g, c =>
    c === '\u007f' ? c : '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}
