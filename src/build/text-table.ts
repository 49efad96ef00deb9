// The text of a package in parts, as hashes: its functions one by one, and what stands outside of them (declarations.ts). What a part
// says does not depend on where the others stand, but a function's does on where it stands itself: that is in the code.

import { decodeUtf8, encodeUtf8, latin1 } from '../base/utf8.ts';
import { type FileSet, formatPosition } from '../base/pos.ts';
import { type Declarations, writeDeclarations } from './declarations.ts';
import type { PackageSource } from './program-source.ts';
import { shortHash } from './unit-keys.ts';

/** Hashes of a package's text. */
export interface TextTable {
  /** Of what is declared. */
  readonly outside: string;
  /** `Declarations.localTypes`. */
  readonly localTypes: string;
  /** Of functions by name, methods by `T.name`. */
  readonly bodies: ReadonlyMap<string, string>;
}

/** The table of a package whose files were parsed without bodies. */
export function textTable(p: Pick<PackageSource, 'funcs'>, declarations: Declarations, fset: FileSet): TextTable {
  const bodies = new Map<string, string>();
  for (const [key, { file: parsed, decl }] of p.funcs) {
    const { file } = parsed;
    if (decl.bodyPos === 0) continue;
    const text = latin1(file.source, decl.pos - file.base, decl.bodyEnd - file.base);
    const at = fset.position(decl.pos);
    bodies.set(key, shortHash(`${at === null ? '' : formatPosition(at)}\n${text}`));
  }
  return { outside: shortHash(writeDeclarations(declarations)), localTypes: declarations.localTypes, bodies };
}

/** A table as bytes; `own` is the key of the files that it is of. */
export function writeTable(table: TextTable, own: string): Uint8Array {
  const lines = [own, table.outside, table.localTypes];
  for (const [key, hash] of table.bodies) lines.push(`${key} ${hash}`);
  return encodeUtf8(lines.join('\n'));
}

/** What `writeTable` wrote; null where it is of other files. */
export function readTable(data: Uint8Array, own: string): TextTable | null {
  const lines = decodeUtf8(data).split('\n');
  if (lines[0] !== own) return null;
  const bodies = new Map<string, string>();
  for (let i = 3; i < lines.length; i++) {
    const [key, hash] = lines[i]!.split(' ');
    bodies.set(key!, hash!);
  }
  return { outside: lines[1]!, localTypes: lines[2]!, bodies };
}
