// Names for reflection: of types, fields, methods and packages, as symbols that descriptors point to. A name carries
// whether it is exported and embedded, a tag, and the package of an unexported name that is not that of its type.

import { ByteWriter } from '../base/bytewriter.ts';
import { pathToPrefix } from '../base/path-to-prefix.ts';
import { byteStringText, fromByteString, quoteByteString, toByteString } from '../base/quote.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import type { Sym } from '../obj/object.ts';
import * as RelocType from '../obj/reloctype.ts';
import type { Package } from '../types/package.ts';
import type { Sink } from './recipe.ts';
import { Contents, shared } from './write.ts';

// Flags of a name, its first byte.
const Exported = 1 << 0;
const HasTag = 1 << 1;
const HasPackage = 1 << 2;
const Embedded = 1 << 3;

/** The symbol of a name. The tag is a byte string; pkg is null where the type tells it. */
export function nameSymbol(
  sink: Sink,
  name: string,
  tag: string,
  pkg: Package | null,
  exported: boolean,
  embedded: boolean,
): Sym {
  let symbol = 'type:.namedata.';
  // A name is not empty, so that a package's path behind the dash is not taken for a tag.
  if (pkg !== null) symbol += `-pkg.${pathToPrefix(pkg.path)}.${name}`;
  else if (name === '') symbol += `-noname-${exported ? 'exported' : 'unexported'}.${tagText(tag)}`;
  else symbol += `${name}${exported ? '.' : '-'}${tagText(tag)}`;
  if (embedded) symbol += '.embedded';
  const sym = sink.data(symbol);
  if (!sym.isDefined) define(sink, sym, name, tag, pkg, exported, embedded);
  return sym;
}

/** A tag in a symbol's name; quoted where it is no text. */
function tagText(tag: string): string {
  const text = byteStringText(tag);
  return toByteString(text) === tag ? text : quoteByteString(tag);
}

/** The symbol of a package's path, in the form of a name; null is the package of names that the compiler makes. */
export function importPathSymbol(sink: Sink, pkg: Package | null): Sym {
  const path = pkg === null ? '' : pkg.path;
  const sym = sink.data(`type:.importpath.${pathToPrefix(path)}.`);
  if (!sym.isDefined) define(sink, sym, path, '', null, false, false);
  return sym;
}

function define(
  sink: Sink,
  sym: Sym,
  name: string,
  tag: string,
  pkg: Package | null,
  exported: boolean,
  embedded: boolean,
): void {
  const w = new ByteWriter();
  let flags = 0;
  if (exported) flags |= Exported;
  if (tag !== '') flags |= HasTag;
  if (pkg !== null) flags |= HasPackage;
  if (embedded) flags |= Embedded;
  w.u8(flags);
  const text = encodeUtf8(name);
  w.uleb(text.length);
  w.raw(text);
  if (tag !== '') {
    const bytes = fromByteString(tag);
    w.uleb(bytes.length);
    w.raw(bytes);
  }
  const at = w.length;
  if (pkg !== null) w.zeros(4);
  const c = new Contents(sym, w.length, shared);
  c.data.set(w.view());
  sym.align = 1;
  if (pkg !== null) sym.addReloc(at, 4, RelocType.R_ADDROFF, 0, importPathSymbol(sink, pkg).id);
}
