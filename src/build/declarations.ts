// What the declarations of a package say, each apart from the others, as hashes and names. The text of a declaration has all that
// its meaning depends on but for what the names in it mean; that is found by following names (declaration-changes.ts). Comments and
// places are no part of it.

import { byteStringText, unquote } from '../base/quote.ts';
import { decodeUtf8, latin1 } from '../base/utf8.ts';
import * as LitKind from '../syntax/litkind.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { ConstDecl, Expr, FuncDecl, Group, Node } from '../syntax/nodes.ts';
import { walk } from '../syntax/walk.ts';
import type { FuncSource, PackageSource } from './program-source.ts';
import { shortHash } from './unit-keys.ts';

/** The names in a part of a declaration, by the file in which they are written. */
export interface Mentions {
  readonly file: number;
  readonly names: readonly string[];
}

/** What declares one name: of a type, with the signatures of its methods. */
export interface Declared {
  readonly hash: string;
  readonly mentions: readonly Mentions[];
}

/** An import of a file; `local` is '' where the package's own name counts. */
export interface FileImport {
  readonly local: string;
  readonly written: string;
}

/** A file and what it imports. */
export interface FileImports {
  readonly name: string;
  /** The version of the language that the file asks for; '' where it asks for none. */
  readonly goVersion: string;
  readonly imports: readonly FileImport[];
}

/** The declarations of a package. */
export interface Declarations {
  readonly files: readonly FileImports[];
  readonly declared: ReadonlyMap<string, Declared>;
  /** Of the names of types that functions declare: these are numbered through the package. */
  readonly localTypes: string;
  /** Of the functions that declare types. */
  readonly localBodies: string;
}

/** What stands in a file from one place to another, and what counts in its stead. */
type Place = readonly [start: number, end: number, mark: string];

/** Gathers the declarations of one name. */
class Gathered {
  text = '';
  readonly names = new Map<number, Set<string>>();

  add(file: number, fileName: string, tokens: readonly string[]): void {
    this.text += `${fileName}\n${tokens.join(' ')}\n`;
    let names = this.names.get(file);
    if (names === undefined) this.names.set(file, (names = new Set()));
    for (const name of namesOf(tokens)) names.add(name);
  }
}

/** The declarations of a package whose files were parsed without bodies. */
export function declarationsOf({ files, funcs }: Pick<PackageSource, 'files' | 'funcs'>): Declarations {
  const keyOf = new Map<FuncDecl, string>();
  for (const [key, { decl }] of funcs) keyOf.set(decl, key);
  const gathered = new Map<string, Gathered>();
  const of = (name: string): Gathered => {
    let g = gathered.get(name);
    if (g === undefined) gathered.set(name, (g = new Gathered()));
    return g;
  };
  const imported: FileImports[] = [];
  const localTypes: string[] = [];
  let localBodies = '';
  files.forEach(({ file, tree }, number) => {
    const text = latin1(file.source, 0, file.source.length);
    const imports: FileImport[] = [];
    imported.push({ name: file.name, goVersion: tree.goVersion, imports });
    const spec = (pos: number, cuts?: readonly Place[]): string[] => tokensOf(text, pos - file.base, -1, cuts);
    let group: ConstGroup | null = null;
    for (const d of tree.declList) {
      switch (d.kind) {
        case NodeKind.ImportDecl:
          imports.push({ local: d.localName?.value ?? '', written: byteStringText(unquote(d.path!.value)!) });
          break;
        case NodeKind.ConstDecl: {
          if (group === null || d.group === null || group.of !== d.group) group = new ConstGroup(d);
          const tokens = group.next(d, spec(d.pos));
          d.nameList.forEach((n, i) => of(n.value).add(number, file.name, [`const ${i}`, ...tokens]));
          break;
        }
        case NodeKind.TypeDecl:
          of(d.name.value).add(number, file.name, ['type', ...spec(d.pos)]);
          break;
        case NodeKind.VarDecl: {
          const cuts = d.values === null ? [] : untyped(d.values, text, file.base);
          const tokens = spec(d.pos, cuts);
          localTypes.push(...typesIn(tokens));
          d.nameList.forEach((n, i) => of(n.value).add(number, file.name, [`var ${i}`, ...tokens]));
          break;
        }
        case NodeKind.FuncDecl: {
          const key = keyOf.get(d);
          const end = d.bodyPos === 0 ? -1 : d.bodyPos - file.base;
          if (key !== undefined) {
            const tokens = tokensOf(text, d.pos - file.base, end);
            of(key.split('.', 1)[0]!).add(number, file.name, ['func', ...tokens]);
          }
          if (end < 0) break;
          const body = text.slice(end, d.bodyEnd - file.base);
          const local = /\btype\b/.test(body) ? typesIn(tokensOf(body, 0, body.length)) : [];
          localTypes.push(...local);
          if (local.length > 0) localBodies += `${file.name} ${key ?? ''} ${body}\n`;
          break;
        }
      }
    }
  });
  gathered.delete('_');
  const declared = new Map<string, Declared>();
  for (const name of [...gathered.keys()].sort()) {
    const { text, names } = gathered.get(name)!;
    const mentions = [...names].map(([file, found]) => ({ file, names: [...found] }));
    declared.set(name, { hash: shortHash(text), mentions });
  }
  return {
    files: imported,
    declared,
    localTypes: shortHash(localTypes.join(' ')),
    localBodies: shortHash(localBodies),
  };
}

/** Constants that are declared together: what one is depends on its place, and where it says nothing on what one before it says. */
class ConstGroup {
  readonly of: Group | null;
  private place = -1;
  private last: readonly string[] = [];

  constructor(first: ConstDecl) {
    this.of = first.group;
  }

  /** What counts of the next one, of which these are the tokens. */
  next(d: ConstDecl, tokens: readonly string[]): readonly string[] {
    this.place++;
    if (d.values !== null) this.last = tokens;
    const counts = d.values === null ? [...tokens, ...this.last] : tokens;
    return counts.includes('iota') ? [`${this.place}`, ...counts] : counts;
  }
}

const token =
  /\/\/.*|\/\*[^]*?\*\/|`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[A-Za-z_\x80-\xff][\w\x80-\xff]*|\.?\d(?:[eEpP][+-]|[\w.])*|\n|[^\s]/g;

const name = /^[A-Za-z_\x80-\xff]/;

/** After these a line goes on. */
const open = new Set(['chan', 'map', 'func', 'struct', 'interface']);

/** The tokens of a text without comments, from one place to another; to the end of the declaration where that is negative. */
function tokensOf(text: string, start: number, end: number, cuts: readonly Place[] = []): string[] {
  return scan(text, start, end, cuts).tokens;
}

/** The names in the declaration that begins at a place of a text, keywords too, and where it ends. */
export function declarationAt(
  text: string,
  start: number,
): { readonly names: readonly string[]; readonly end: number } {
  const { tokens, end } = scan(text, start, -1, []);
  return { names: namesOf(tokens), end };
}

/** As `tokensOf`, with the place where the last one ends. */
function scan(text: string, start: number, end: number, cuts: readonly Place[]): { tokens: string[]; end: number } {
  const tokens: string[] = [];
  let last = start;
  let depth = 0;
  let cut = 0;
  token.lastIndex = start;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    if (end >= 0 && found.index >= end) break;
    let t = found[0];
    if (cut < cuts.length && found.index === cuts[cut]![0]) {
      t = cuts[cut]![2];
      token.lastIndex = cuts[cut++]![1];
    }
    const isComment = t.startsWith('//') || t.startsWith('/*');
    if (isComment || t === '\n') {
      const endsLine = !t.startsWith('//') && t.includes('\n');
      if (endsLine && end < 0 && depth === 0 && isEnd(tokens.at(-1))) break;
      continue;
    }
    if (t === '(' || t === '[' || t === '{') depth++;
    else if (t === ')' || t === ']' || t === '}') depth--;
    if (end < 0 && (depth < 0 || (depth === 0 && t === ';'))) break;
    tokens.push(t);
    last = token.lastIndex;
  }
  return { tokens, end: last };
}

/** Whether a declaration ends with a line that ends with a token. */
function isEnd(last: string | undefined): boolean {
  return last !== undefined && /^(?:[\w\x80-\xff"'`)\]}]|\.\d)/.test(last) && !open.has(last);
}

/** What the declarations of types among tokens begin with: their names, or all of what stands in parentheses. */
function typesIn(tokens: readonly string[]): readonly string[] {
  const types: string[] = [];
  for (let i = 0; i + 1 < tokens.length; i++) {
    if (tokens[i] !== 'type' || tokens[i + 1] === ')') continue;
    types.push('type');
    let depth = 0;
    do {
      const t = tokens[++i]!;
      if (t === '(') depth++;
      else if (t === ')') depth--;
      types.push(t);
    } while (depth > 0);
  }
  return types;
}

/** The names among tokens, keywords too. */
function namesOf(tokens: readonly string[]): string[] {
  return tokens
    .filter(t => name.test(t))
    .map(t => (/[\x80-\xff]/.test(t) ? decodeUtf8(Uint8Array.from(t, c => c.charCodeAt(0))) : t));
}

/** The names in a function, signature and body. */
export function namesIn({ file: { file }, decl }: FuncSource): readonly string[] {
  const text = latin1(file.source, decl.pos - file.base, decl.bodyEnd - file.base);
  return [...new Set(namesOf(tokensOf(text, 0, text.length)))];
}

/**
 * The places in the initial value of a variable that its type does not depend on: bodies of functions, and strings where no length is
 * taken, tags of fields excepted. Who reads more than types there reads all files.
 */
function untyped(values: Expr, text: string, base: number): readonly Place[] {
  const places: Place[] = [];
  const strings: number[] = [];
  let takesLength = false;
  const inType = (n: Node): boolean => {
    if (n.kind === NodeKind.Name && n.value === 'len') takesLength = true;
    return true;
  };
  const inValue = (n: Node): boolean => {
    switch (n.kind) {
      case NodeKind.StructType:
        walk(n, inType);
        return false;
      case NodeKind.FuncLit: {
        let declares = false;
        walk(n.body, of => ((declares ||= of.kind === NodeKind.TypeDecl), !declares));
        if (!declares) places.push([n.body.pos - base, n.body.rbrace - base + 1, '{}']);
        walk(declares ? n : n.funcType, inType);
        return false;
      }
      case NodeKind.BasicLit:
        if (n.lit === LitKind.String) strings.push(n.pos - base);
        return true;
      default:
        return inType(n);
    }
  };
  walk(values, inValue);
  if (!takesLength) for (const start of strings) places.push([start, endOfString(text, start), '""']);
  return places.sort((a, b) => a[0] - b[0]);
}

/** Where the string literal ends that begins at a place of a text. */
function endOfString(text: string, start: number): number {
  const quote = text[start];
  let at = start + 1;
  while (text[at] !== quote) at += quote === '"' && text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Declarations as text, without what they mention: equal where they say the same. */
export function writeDeclarations({ files, declared, localTypes, localBodies }: Declarations): string {
  const lines = [`local ${localTypes} ${localBodies}`];
  for (const file of files) {
    lines.push(`file ${file.name}`, `version ${file.goVersion}`);
    for (const { local, written } of file.imports) lines.push(`import ${local} ${written}`);
  }
  for (const [of, { hash }] of declared) lines.push(`name ${of} ${hash}`);
  return lines.join('\n');
}

/** What `writeDeclarations` wrote. */
export function readDeclarations(lines: readonly string[]): Declarations {
  const files: { name: string; goVersion: string; imports: FileImport[] }[] = [];
  const declared = new Map<string, Declared>();
  let localTypes = '';
  let localBodies = '';
  for (const line of lines) {
    const space = line.indexOf(' ');
    const rest = line.slice(space + 1);
    const next = rest.indexOf(' ');
    switch (line.slice(0, space)) {
      case 'local':
        localTypes = rest.slice(0, next);
        localBodies = rest.slice(next + 1);
        break;
      case 'file':
        files.push({ name: rest, goVersion: '', imports: [] });
        break;
      case 'version':
        files.at(-1)!.goVersion = rest;
        break;
      case 'import':
        files.at(-1)!.imports.push({ local: rest.slice(0, next), written: rest.slice(next + 1) });
        break;
      case 'name':
        declared.set(rest.slice(0, next), { hash: rest.slice(next + 1), mentions: [] });
        break;
    }
  }
  return { files, declared, localTypes, localBodies };
}
