// Writing symbols into the image and applying their relocations there.

import { highWord } from '../base/endian.ts';
import * as Reloc from '../obj/reloctype.ts';
import type { Ctxt, Section, Segment } from './ctxt.ts';
import { undefinedSymbol } from './undefined.ts';
import * as SymKind from './symkind.ts';
import { Reachable, type Sym } from './symtab.ts';

/** Copies the symbols of a segment into the image, gaps filled with `pad`, and relocates them. */
export function writeSegment(cx: Ctxt, image: Uint8Array, seg: Segment, pad: number): void {
  for (const sect of seg.sections) if (!sect.nobits) writeSection(cx, image, seg, sect, pad);
}

function writeSection(cx: Ctxt, image: Uint8Array, seg: Segment, sect: Section, pad: number): void {
  const { tab } = cx;
  const base = seg.fileoff - seg.vaddr;
  let at = sect.vaddr + sect.before + base;
  for (const s of sect.syms) {
    const off = tab.value[s] + base;
    if (off > at && pad !== 0) image.fill(pad, at, off);
    const n = tab.dataLen[s];
    if (n > 0) {
      const from = tab.dataOff[s];
      const buf = tab.dataBuf(s);
      // For few bytes a view costs more than the copying.
      if (n < 96) for (let k = 0; k < n; k++) image[off + k] = buf[from + k];
      else image.set(buf.subarray(from, from + n), off);
    }
    if (tab.relocCount[s] > 0) relocate(cx, s, image, off);
    at = off + n;
  }
  const end = sect.vaddr + sect.length + base;
  if (end > at && pad !== 0) image.fill(pad, at, end);
}

/** Applies the relocations of s, whose data stands at `at` of the image. */
export function relocate(cx: Ctxt, s: Sym, image: Uint8Array, at: number): void {
  const { tab, target } = cx;
  const { rOff, rSize, rType, rAdd, rSym, value, attr, kind } = tab;
  const { pie } = cx.options;
  const textStart = cx.text.sections[0].vaddr;
  for (let r = tab.relocFirst[s], end = r + tab.relocCount[s]; r < end; r++) {
    const size = rSize[r];
    if (size === 0) continue;
    const type = rType[r] & ~Reloc.R_WEAK;
    const weak = (rType[r] & Reloc.R_WEAK) !== 0;
    let t = rSym[r];
    const off = rOff[r];
    if (t !== 0) {
      const reachable = (attr[t] & Reachable) !== 0;
      // What only hangs on others, and was not reached, may never have been made.
      const hangs = weak || type === Reloc.R_METHODOFF;
      if (kind[t] === SymKind.Sxxx && (reachable || !hangs)) {
        if (cx.foreign === null) undefinedSymbol(cx, s, t);
        else {
          const { name, vaddr } = cx.sections[tab.sect[s]]!;
          const place = { from: tab.name(s), section: name, off: value[s] + off - vaddr, size };
          cx.foreign.push({ ...place, type: rType[r], add: rAdd[r], name: tab.name(t), abi: tab.abi(t) });
        }
        continue;
      }
      if (!reachable && !hangs && kind[t] !== SymKind.TlsBss) {
        cx.error(s, `unreachable sym in relocation: ${tab.name(t)}`);
        continue;
      }
    }
    let o: number;
    switch (type) {
      case Reloc.R_CALL:
      case Reloc.R_PCREL:
      case Reloc.R_GOTPCREL:
        if (type === Reloc.R_GOTPCREL && pie !== null) {
          cx.error(s, `${tab.name(t)} is asked for in a table of addresses, which the program does not have`);
          continue;
        }
        o = (t !== 0 ? value[t] : 0) + rAdd[r] - (value[s] + off + size);
        break;
      case Reloc.R_ADDR:
        if (weak && (attr[t] & Reachable) === 0) t = tab.lookup('runtime.unreachableMethod', 1);
        o = value[t] + rAdd[r];
        if (pie !== null) {
          const why = notRelative(cx, s, size);
          if (why !== '') {
            cx.error(s, `the address of ${tab.name(t)} cannot be ${why} of a position independent program`);
            continue;
          }
          cx.relative.push(value[s] + off);
        }
        if (size === 4 && (o < 0 || o > 0x7fffffff) && target.ptrSize > 4) {
          cx.error(
            s,
            `non-pc-relative relocation address for ${tab.name(t)} is too big: ${hex(o)} (${hex(value[t])} + ${hex(rAdd[r])})`,
          );
          continue;
        }
        break;
      case Reloc.R_METHODOFF:
      case Reloc.R_ADDROFF: {
        if ((attr[t] & Reachable) === 0) {
          if (type === Reloc.R_METHODOFF) {
            o = -1;
            break;
          }
          if (weak) continue;
        }
        const sect = cx.sections[tab.sect[t]];
        if (sect === null) {
          cx.error(s, `missing section for relocation target ${tab.name(t)}`);
          continue;
        }
        o = value[t] + rAdd[r] - (SymKind.isText(kind[t]) ? textStart : sect.vaddr);
        break;
      }
      case Reloc.R_TLS_IE:
        if (pie === null || size !== 4 || !target.relaxTls(image, at + off)) {
          cx.error(s, `unknown reloc to ${tab.name(t)}: ${type}`);
          continue;
        }
        o = target.tlsOffset;
        break;
      case Reloc.R_TLS_LE:
        o = target.tlsOffset + rAdd[r];
        break;
      case Reloc.R_SIZE:
        o = tab.size[t] + rAdd[r];
        break;
      case Reloc.R_CONST:
        o = rAdd[r];
        break;
      default:
        cx.error(s, `unknown reloc to ${tab.name(t)}: ${type}`);
        continue;
    }
    const p = at + off;
    switch (size) {
      case 4:
        if (o < -0x80000000 || o > (type === Reloc.R_PCREL || type === Reloc.R_CALL ? 0x7fffffff : 0xffffffff)) {
          const what = type === Reloc.R_PCREL || type === Reloc.R_CALL ? 'pc-relative' : 'non-pc-relative';
          cx.error(s, `${what} relocation address for ${tab.name(t)} is too big: ${hex(o)}`);
        }
        image[p] = o;
        image[p + 1] = o >> 8;
        image[p + 2] = o >> 16;
        image[p + 3] = o >> 24;
        break;
      case 8: {
        const high = highWord(o);
        const low = o | 0;
        image[p] = low;
        image[p + 1] = low >>> 8;
        image[p + 2] = low >>> 16;
        image[p + 3] = low >>> 24;
        image[p + 4] = high;
        image[p + 5] = high >> 8;
        image[p + 6] = high >> 16;
        image[p + 7] = high >> 24;
        break;
      }
      case 2:
        if (o < -0x8000 || o > 0xffff) cx.error(s, `relocation address for ${tab.name(t)} is too big: ${hex(o)}`);
        image[p] = o;
        image[p + 1] = o >> 8;
        break;
      case 1:
        image[p] = o;
        break;
      default:
        cx.error(s, `bad reloc size ${hex(size)} for ${tab.name(t)}`);
    }
  }
}

/** Why no address can be written into a symbol when the program is loaded: where that would be; '' where it can. */
function notRelative(cx: Ctxt, s: Sym, size: number): string {
  const { tab, target } = cx;
  if (size !== target.ptrSize) return `in ${size} bytes`;
  const sect = cx.sections[tab.sect[s]];
  if (sect === null || (sect.rwx & 2) === 0) return `in ${sect?.name ?? 'no section'}`;
  // What is hashed in the link must be the same when the program runs.
  const k = tab.kind[s];
  return k === SymKind.DataFips || k === SymKind.NoptrDataFips ? 'in data of FIPS 140' : '';
}

function hex(x: number): string {
  return x < 0 ? `-0x${(-x).toString(16)}` : `0x${x.toString(16)}`;
}
