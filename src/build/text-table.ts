// The text of a package in parts, as hashes: its functions one by one, what initialises it (initial-text.ts), and what stands outside of
// functions (declarations.ts). What a part says does not depend on where the others stand, but what becomes code does on where it stands
// itself: that is in the code.

import { decodeUtf8, encodeUtf8, latin1 } from '../base/utf8.ts';
import type { FileSet } from '../base/pos.ts';
import { type Declarations, writeDeclarations } from './declarations.ts';
import { initialText, placeText } from './initial-text.ts';
import type { PackageSource } from './program-source.ts';
import { shortHash } from './unit-keys.ts';

/** Hashes of a package's text. */
export interface TextTable {
  /** Of what is declared. */
  readonly outside: string;
  /** `Declarations.localTypes`. */
  readonly localTypes: string;
  /** Of what initialises the package. */
  readonly initial: string;
  /** Of functions by name, methods by `T.name`. */
  readonly bodies: ReadonlyMap<string, string>;
}

/** The table of a package whose files were parsed without bodies. */
export function textTable(
  p: Pick<PackageSource, 'pkg' | 'funcs' | 'vars' | 'inits'>,
  declarations: Declarations,
  fset: FileSet,
): TextTable {
  const bodies = new Map<string, string>();
  for (const [key, { file: parsed, decl }] of p.funcs) {
    const { file } = parsed;
    if (decl.bodyPos === 0) continue;
    const text = latin1(file.source, decl.pos - file.base, decl.bodyEnd - file.base);
    bodies.set(key, shortHash(`${placeText(fset, decl.pos)}\n${text}`));
  }
  const outside = shortHash(writeDeclarations(declarations));
  return { outside, localTypes: declarations.localTypes, initial: shortHash(initialText(p, fset)), bodies };
}

/** A table as bytes; `own` is the key of the files that it is of. */
export function writeTable(table: TextTable, own: string): Uint8Array {
  const lines = [own, table.outside, table.localTypes, table.initial];
  for (const [key, hash] of table.bodies) lines.push(`${key} ${hash}`);
  return encodeUtf8(lines.join('\n'));
}

/** What `writeTable` wrote; null where it is of other files. */
export function readTable(data: Uint8Array, own: string): TextTable | null {
  const lines = decodeUtf8(data).split('\n');
  if (lines[0] !== own) return null;
  const bodies = new Map<string, string>();
  for (let i = 4; i < lines.length; i++) {
    const [key, hash] = lines[i]!.split(' ');
    bodies.set(key!, hash!);
  }
  return { outside: lines[1]!, localTypes: lines[2]!, initial: lines[3]!, bodies };
}
