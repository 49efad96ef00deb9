// Function metadata that follows from types: where a traceback finds arguments, which words of arguments and locals are
// pointers, which variables on the stack the collector may only follow when something points to them.

import { ByteWriter } from '../base/bytewriter.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { assert, unreachable } from '../diag/internal-error.ts';
import * as Attr from '../obj/attr.ts';
import { contentName } from '../obj/gclocals.ts';
import type { Sym } from '../obj/object.ts';
import * as BasicKind from '../types/basickind.ts';
import * as TypeKind from '../types/typekind.ts';
import type { Type } from '../types/type.ts';
import { under } from '../types/under.ts';
import type { AbiAssignment, AbiParam } from './abi.ts';
import { maskSymbol, setPointerBits } from './gcdata.ts';
import type { Layouts } from './layout.ts';
import type { Sink } from './recipe.ts';
import { Contents, shared } from './write.ts';

// The program that describes arguments (internal/abi.TraceArgs*): an offset and a size for each component, and these.
const EndSeq = 0xff;
const StartAgg = 0xfe;
const EndAgg = 0xfd;
const Dotdotdot = 0xfc;
const OffsetTooLarge = 0xfb;
/** What is not below this is none of the offsets. */
const Special = 0xf0;

/** No more components are printed, */
const maxComponents = 10;
/** nor any that are nested deeper. */
const maxDepth = 5;

/** The bytes of FUNCDATA_ArgInfo: how a traceback prints the arguments. Results are not printed. */
export function argInfo(params: readonly AbiParam[], layouts: Layouts): Uint8Array {
  const w = new ArgInfoWriter(layouts);
  for (const p of params) if (!w.value(p.type, p.frameOffset, 0)) break;
  w.out.u8(EndSeq);
  return w.out.bytes();
}

class ArgInfoWriter {
  readonly out = new ByteWriter(64);
  private readonly layouts: Layouts;
  private components = 0;

  constructor(layouts: Layouts) {
    this.layouts = layouts;
  }

  /** Describes a value of type t at an offset; false when nothing more is to be described beside it. */
  value(t: Type, at: number, depth: number): boolean {
    const out = this.out;
    if (this.components >= maxComponents) {
      out.u8(Dotdotdot);
      return false;
    }
    const u = under(t);
    const word = this.layouts.ptrSize;
    const parts = wordsOf(u);
    const isAggregate = parts > 0 || u.kind === TypeKind.Array || u.kind === TypeKind.Struct;
    if (!isAggregate) {
      this.one(at, this.layouts.size(t));
      return true;
    }
    out.u8(StartAgg);
    depth++;
    if (depth >= maxDepth) {
      out.u8(Dotdotdot);
      this.components++;
    } else if (u.kind === TypeKind.Array) {
      if (u.len === 0) this.components++;
      const size = this.layouts.size(u.elem);
      for (let i = 0; i < u.len; i++) if (!this.value(u.elem, at + i * size, depth)) break;
    } else if (u.kind === TypeKind.Struct) {
      if (u.fields.length === 0) this.components++;
      const offsets = this.layouts.of(u).offsets;
      for (let i = 0; i < u.fields.length; i++) {
        if (!this.value(u.fields[i]!.type!, at + offsets[i]!, depth)) break;
      }
    } else {
      const size = parts === 2 && u.kind === TypeKind.Basic ? this.layouts.size(u) / 2 : word;
      for (let i = 0; i < parts; i++) {
        if (this.components >= maxComponents) {
          out.u8(Dotdotdot);
          break;
        }
        this.one(at + i * size, size);
      }
    }
    out.u8(EndAgg);
    return true;
  }

  private one(at: number, size: number): void {
    assert(at >= 0, 'an argument has a place in the frame');
    if (at >= Special) this.out.u8(OffsetTooLarge);
    else {
      this.out.u8(at);
      this.out.u8(size);
    }
    this.components++;
  }
}

/** The number of equal parts that a string, slice, interface or complex number is made of; 0 for other types. */
function wordsOf(u: Type): number {
  switch (u.kind) {
    case TypeKind.Interface:
      return 2;
    case TypeKind.Slice:
      return 3;
    case TypeKind.Basic: {
      const b = u.basic;
      return b === BasicKind.String || b === BasicKind.Complex64 || b === BasicKind.Complex128 ? 2 : 0;
    }
    case TypeKind.TypeParam:
      return unreachable('a type with a layout');
    default:
      return 0;
  }
}

/** The bytes of a stack map: bitmaps of `bits` bits each, one for each number that PCDATA_StackMapIndex takes. */
export function stackMap(bitmaps: readonly Uint8Array[], bits: number): Uint8Array {
  const size = (bits + 7) >> 3;
  const w = new ByteWriter(8 + size * bitmaps.length);
  w.u32(bitmaps.length);
  w.u32(bits);
  for (const b of bitmaps) w.rawRange(b, 0, size);
  return w.bytes();
}

/** The stack map of the arguments of a function that is written in assembly: before and, if it has results, after they are set. */
export function declaredArgsMap(a: AbiAssignment, layouts: Layouts): Uint8Array {
  const bits = a.argWidth / layouts.ptrSize;
  const before = new Uint8Array((bits + 7) >> 3);
  for (const p of a.params) setPointerBits(layouts, p.type, p.frameOffset, before);
  const bitmaps = [before];
  if (a.results.length > 0) {
    const after = before.slice();
    for (const r of a.results) if (!r.inRegs) setPointerBits(layouts, r.type, r.stackOffset, after);
    bitmaps.push(after);
  }
  return stackMap(bitmaps, bits);
}

/** Defines what assembly refers to for a function that Go only declares: `a` is its assignment under ABI0. */
export function declareAssembly(sink: Sink, name: string, a: AbiAssignment, layouts: Layouts): void {
  const map = declaredArgsMap(a, layouts);
  // Assembly of other packages may refer to it.
  const mapSym = sink.data(`${name}.args_stackmap`);
  new Contents(mapSym, map.length, Attr.Local | Attr.Linkname).data.set(map);
  mapSym.align = 4;
  const info = argInfo(a.params, layouts);
  const infoSym = sink.data(`${name}.arginfo0`);
  new Contents(infoSym, info.length, Attr.Local).data.set(info);
  infoSym.align = 1;
}

/** The symbol of function metadata that the runtime reads byte by byte; equal bytes have one symbol. */
export function byteMetadata(sink: Sink, data: Uint8Array): Sym {
  const sym = sink.data(contentName('funcbytes', data));
  if (!sym.isDefined) {
    new Contents(sym, data.length, shared).data.set(data);
    sym.align = 1;
  }
  return sym;
}

/** A variable on the stack whose address is taken. */
export interface StackObject {
  /** Not negative: from the arguments. Negative: from the top of the locals. */
  readonly offset: number;
  readonly type: Type;
}

/** FUNCDATA_StackObjects of a function: its objects with pointers, from lower to higher offsets. Equal ones have one symbol. */
export function stackObjects(sink: Sink, objects: readonly StackObject[], layouts: Layouts): Sym {
  const word = layouts.ptrSize;
  const record = 16;
  const masks = objects.map(o => maskSymbol(sink, layouts, o.type));
  // The name of a mask says its bits, and the last of them how far there are pointers.
  const text = objects.map((o, i) => `${o.offset} ${layouts.of(o.type).size} ${masks[i]!.name}`).join();
  const sym = sink.data(contentName('stkobj', encodeUtf8(text)));
  if (sym.isDefined) return sym;
  const c = new Contents(sym, word + objects.length * record, shared);
  sym.align = word;
  c.word(0, objects.length, word);
  objects.forEach((o, i) => {
    const l = layouts.of(o.type);
    assert(o.offset === (o.offset | 0) && l.ptrBytes > 0, 'an object with pointers in the frame');
    const at = word + i * record;
    c.u32(at, o.offset);
    c.u32(at + 4, l.size);
    c.u32(at + 8, l.ptrBytes);
    c.addrOff(at + 12, masks[i]!);
  });
  return sym;
}
