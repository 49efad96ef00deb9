// What the compiler asks of a package's sources without wanting a body: the names that linkname directives give, the pragmas of
// functions, which have no body. It is kept between builds, so that the files of a package are read only for the bodies that
// are built again.

import { ByteWriter } from '../base/bytewriter.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import type { Func } from '../types/object.ts';
import type { Signature, Type } from '../types/type.ts';
import * as TypeKind from '../types/typekind.ts';
import { unalias, under } from '../types/under.ts';

/** The index of one package. */
export interface PackageIndex {
  /** The symbol of each declared name that has a linkname directive. */
  readonly linknames: ReadonlyMap<string, string>;
  /** Functions by name, methods by `T.name`, that have pragmas or no body. */
  readonly funcs: ReadonlyMap<string, IndexedFunc>;
}

/** What is said of a function. */
export interface IndexedFunc {
  /** Bits of types/pragmaflag.ts. */
  readonly pragma: number;
  readonly hasBody: boolean;
}

const plain: IndexedFunc = { pragma: 0, hasBody: true };
const bodiless: IndexedFunc = { pragma: 0, hasBody: false };

/** What is known of a function or method of the package, which is no instance. */
export function indexedFunc(index: PackageIndex, fn: Func): IndexedFunc {
  const { recv } = fn.type as Signature;
  if (recv !== null && under(recv.type!).kind === TypeKind.Interface) return bodiless;
  return index.funcs.get(declarationKey(fn)) ?? plain;
}

/** A function's name in its package: that of a method with its type. */
export function declarationKey(fn: Func): string {
  const { recv } = fn.type as Signature;
  const receiver = recv === null ? '' : namedBy(recv.type!);
  return receiver === '' ? fn.name : `${receiver}.${fn.name}`;
}

/** The name of the defined type that a type is, points to or is an alias of; '' where there is none. */
export function namedBy(of: Type): string {
  let t = unalias(of);
  if (t.kind === TypeKind.Pointer) t = unalias(t.elem);
  return t.kind === TypeKind.Named ? t.orig.obj.name : '';
}

/** The index as bytes: lines of text. */
export function writeIndex(index: PackageIndex): Uint8Array {
  const w = new ByteWriter(1024);
  for (const [local, remote] of index.linknames) w.text(`${local} ${remote}\n`);
  for (const [key, { pragma, hasBody }] of index.funcs) w.text(`${key} ${pragma} ${hasBody ? 1 : 0}\n`);
  return w.bytes();
}

/** What `writeIndex` wrote. */
export function readIndex(data: Uint8Array): PackageIndex {
  const linknames = new Map<string, string>();
  const funcs = new Map<string, IndexedFunc>();
  for (const line of decodeUtf8(data).split('\n')) {
    const [name, second, third] = line.split(' ');
    if (second === undefined) continue;
    if (third === undefined) linknames.set(name!, second);
    else funcs.set(name!, { pragma: Number(second), hasBody: third === '1' });
  }
  return { linknames, funcs };
}
