// The text of a package in parts, as hashes: its functions one by one, and what stands outside of them. What a part says does not
// depend on where the others stand, but a function's does on where it stands itself: that is in the code.

import { encodeUtf8, decodeUtf8, latin1 } from '../base/utf8.ts';
import { type FileSet, formatPosition } from '../base/pos.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { FuncDecl } from '../syntax/nodes.ts';
import type { PackageSource } from './program-source.ts';
import { hashOf } from './unit-keys.ts';

/** Hashes of a package's text. */
export interface TextTable {
  /** Of what stands outside of functions, and of functions that declare types. */
  readonly outside: string;
  /** Of functions by name, methods by `T.name`. */
  readonly bodies: ReadonlyMap<string, string>;
}

/** The table of a package whose files were parsed without bodies. */
export function textTable(p: PackageSource, fset: FileSet): TextTable {
  const bodies = new Map<string, string>();
  const keyOf = new Map<FuncDecl, string>();
  for (const [key, f] of p.funcs) keyOf.set(f.decl, key);
  const outside: string[] = [];
  for (const { file, tree } of p.files) {
    const text = file.source;
    let rest = '';
    let from = 0;
    for (const d of tree.declList) {
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
      if (/\btype\s/.test(body)) continue;
      rest += `${latin1(text, from, start)}{}`;
      from = end;
    }
    rest += latin1(text, from, text.length);
    outside.push(file.name, rest.includes('`') ? rest : withoutComments(rest));
  }
  return { outside: shortHash(outside.join('\n')), bodies };
}

/** The lines that say something. */
function withoutComments(text: string): string {
  return text
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
