// Variables that embed files: a string or bytes with the contents of one, or an embed.FS, which is a pointer to a list of files
// with names, contents and hashes (cmd/compile/internal/staticdata/embed.go).

import { sha256 } from '../../base/sha256.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { assert } from '../../diag/internal-error.ts';
import type { Var } from '../../types/object.ts';
import * as TypeKind from '../../types/typekind.ts';
import { under } from '../../types/under.ts';
import type { EmbeddedFile, Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import type { SymId } from '../symbols.ts';
import { writeString } from './constant.ts';
import { StaticData } from './data.ts';

/** The contents of a variable that embeds these files. */
export function embeddedData(p: Program, v: Var, files: readonly EmbeddedFile[]): StaticData {
  const sym = p.globalSym(v);
  const { size, align, ptrBytes } = p.layouts.of(v.type!);
  const data = new StaticData(sym, v.type, size, align, ptrBytes > 0, false);
  const word = p.layouts.ptrSize;
  const u = under(v.type!);
  if (u.kind === TypeKind.Struct) {
    data.addr(0, word, fileList(p, p.syms.names[sym]!, files));
    return data;
  }
  assert(files.length === 1, `${p.syms.names[sym]!} embeds one file`);
  const { bytes } = files[0]!;
  if (u.kind !== TypeKind.Slice) {
    writeContents(p, data, 0, bytes);
    return data;
  }
  const part = p.syms.lookup(`${p.syms.names[sym]!}..gobytes`, 0);
  const copy = new StaticData(part, null, bytes.length, 1, false, false);
  copy.setBytes(bytes);
  p.syms.define(part, { kind: Recipe.Data, data: copy });
  data.addr(0, word, part);
  data.word(word, bytes.length);
  data.word(2 * word, bytes.length);
  return data;
}

/** Writes a string with a file's contents; an empty one too has an address. */
function writeContents(p: Program, d: StaticData, off: number, bytes: Uint8Array): void {
  d.addr(off, p.layouts.ptrSize, p.bytesSym(bytes));
  if (bytes.length > 0) d.word(off + p.layouts.ptrSize, bytes.length);
}

const hashSize = 16;

/** A slice of entries with name, contents and hash, and the entries behind it; directories, which have none, are entries too. */
function fileList(p: Program, owner: string, files: readonly EmbeddedFile[]): SymId {
  const word = p.layouts.ptrSize;
  const contents = new Map<string, Uint8Array | null>();
  for (const f of files) {
    contents.set(f.name, f.bytes);
    for (let slash = f.name.lastIndexOf('/'); slash > 0; slash = f.name.lastIndexOf('/', slash - 1)) {
      contents.set(f.name.slice(0, slash + 1), null);
    }
  }
  const names = [...contents.keys()].sort(before);
  const sym = p.syms.lookup(`${owner}.files`, 0);
  const entry = 4 * word + hashSize;
  const list = new StaticData(sym, null, 3 * word + names.length * entry, word, false, true);
  list.addr(0, word, sym, 3 * word);
  list.word(word, names.length);
  list.word(2 * word, names.length);
  names.forEach((name, i) => {
    const at = 3 * word + i * entry;
    writeString(p, list, at, byteString(encodeUtf8(name)));
    const bytes = contents.get(name)!;
    if (bytes === null) return;
    writeContents(p, list, at + 2 * word, bytes);
    list.copy(at + 4 * word, contentHash(bytes).subarray(0, hashSize));
  });
  p.syms.define(sym, { kind: Recipe.Data, data: list });
  return sym;
}

/** A text whose characters stand for bytes. */
function byteString(bytes: Uint8Array): string {
  let s = '';
  for (const b of bytes) s += String.fromCharCode(b);
  return s;
}

/** gc reads small files at once and large ones as a stream, and sums them differently. */
const smallFile = 1024;

function contentHash(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= smallFile) {
    const sum = sha256(bytes);
    sum[0]! ^= 0xff;
    return sum;
  }
  const marked = new Uint8Array(bytes.length + 1);
  marked[0] = 1;
  marked.set(bytes, 1);
  return sha256(marked);
}

/** Sorts by directory, then by name. */
function before(x: string, y: string): number {
  const [xdir, xelem] = split(x);
  const [ydir, yelem] = split(y);
  if (xdir !== ydir) return xdir < ydir ? -1 : 1;
  return xelem < yelem ? -1 : xelem > yelem ? 1 : 0;
}

function split(name: string): [dir: string, elem: string] {
  const path = name.endsWith('/') ? name.slice(0, -1) : name;
  const slash = path.lastIndexOf('/');
  return slash < 0 ? ['.', path] : [path.slice(0, slash), path.slice(slash + 1)];
}
