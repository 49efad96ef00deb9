// The text of a package in parts, as hashes: its functions one by one, and what stands outside of them. What a part says does not
// depend on where the others stand, but a function's does on where it stands itself: that is in the code.

import { encodeUtf8, decodeUtf8, latin1 } from '../base/utf8.ts';
import { type FileSet, formatPosition } from '../base/pos.ts';
import * as LitKind from '../syntax/litkind.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { Expr, FuncDecl, Node } from '../syntax/nodes.ts';
import { walk } from '../syntax/walk.ts';
import type { PackageSource } from './program-source.ts';
import { hashOf } from './unit-keys.ts';

/** Hashes of a package's text. */
export interface TextTable {
  /** Of what stands outside of functions and of strings in initial values, and of functions that declare types. */
  readonly outside: string;
  /** Of functions by name, methods by `T.name`. */
  readonly bodies: ReadonlyMap<string, string>;
}

/** The table of a package whose files were parsed without bodies. */
export function textTable(p: Pick<PackageSource, 'files' | 'funcs'>, fset: FileSet): TextTable {
  const bodies = new Map<string, string>();
  const keyOf = new Map<FuncDecl, string>();
  for (const [key, f] of p.funcs) keyOf.set(f.decl, key);
  const outside: string[] = [];
  for (const { file, tree } of p.files) {
    const text = file.source;
    let rest = '';
    let from = 0;
    const leaveOut = (start: number, end: number, mark: string): void => {
      rest += `${latin1(text, from, start)}${mark}`;
      from = end;
    };
    for (const d of tree.declList) {
      if (d.kind === NodeKind.VarDecl && d.values !== null) {
        for (const [start, end, mark] of untyped(d.values, text, file.base)) leaveOut(start, end, mark);
      }
      if (d.kind !== NodeKind.FuncDecl || d.bodyPos === 0) continue;
      const start = d.bodyPos - file.base;
      const end = d.bodyEnd - file.base;
      const body = latin1(text, start, end);
      const key = keyOf.get(d);
      if (key !== undefined) {
        const head = latin1(text, d.pos - file.base, start);
        const at = fset.position(d.pos);
        bodies.set(key, shortHash(`${at === null ? '' : formatPosition(at)}\n${head}${body}`));
      }
      if (!/\btype\s/.test(body)) leaveOut(start, end, '{}');
    }
    leaveOut(text.length, text.length, '');
    outside.push(file.name, withoutComments(rest));
  }
  return { outside: shortHash(outside.join('\n')), bodies };
}

/** A place in a file, and what stands for it. */
type Place = readonly [start: number, end: number, mark: string];

/**
 * The places in the initial value of a variable that its type does not depend on: bodies of functions, and strings where no length is
 * taken, tags of fields excepted. Who reads more than types there reads all files.
 */
function untyped(values: Expr, text: Uint8Array, base: number): readonly Place[] {
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
function endOfString(text: Uint8Array, start: number): number {
  const quote = text[start]!;
  let at = start + 1;
  while (text[at] !== quote) at += quote === 0x22 && text[at] === 0x5c ? 2 : 1;
  return at + 1;
}

const rawStrings = /\/\/.*|\/\*[^]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*`/g;

/** The lines that say something; those of a raw string are one. */
function withoutComments(text: string): string {
  const joined = text.includes('`')
    ? text.replace(rawStrings, found => (found[0] === '`' ? found.replaceAll('\n', '\0') : found))
    : text;
  return joined
    .split('\n')
    .filter(line => {
      const t = line.trim();
      return t !== '' && (!t.startsWith('//') || t.startsWith('//go:') || t.startsWith('//line'));
    })
    .join('\n');
}

function shortHash(text: string): string {
  return hashOf(encodeUtf8(text)).slice(0, 20);
}

/** A table as bytes; `own` is the key of the files that it is of. */
export function writeTable(table: TextTable, own: string): Uint8Array {
  const lines = [own, table.outside];
  for (const [key, hash] of table.bodies) lines.push(`${key} ${hash}`);
  return encodeUtf8(lines.join('\n'));
}

/** What `writeTable` wrote; null where it is of other files. */
export function readTable(data: Uint8Array, own: string): TextTable | null {
  const lines = decodeUtf8(data).split('\n');
  if (lines[0] !== own) return null;
  const bodies = new Map<string, string>();
  for (let i = 2; i < lines.length; i++) {
    const [key, hash] = lines[i]!.split(' ');
    bodies.set(key!, hash!);
  }
  return { outside: lines[1]!, bodies };
}
