// .debug_frame: where the caller's frame is, for every pc.

import { ByteWriter } from '../base/bytewriter.ts';
import { PcIter } from '../obj/pctab.ts';
import type { LinkTarget } from '../target/link.ts';
import type { Ctxt } from './ctxt.ts';

const dataAlign = -4;

/** Call frame information, from the functions' stack depth tables. */
export function frames(cx: Ctxt): Uint8Array {
  const { tab, loader, target } = cx;
  const w = new ByteWriter(1 << 16);
  if (cx.placedBase === null) commonFrame(w, cx.target);
  const it = new PcIter(new Uint8Array(0), 0, 0, target.minLC);
  for (const s of cx.textp) {
    const f = loader.func(s);
    if (f === null) continue;
    const at = w.length;
    w.u32(0);
    w.u32(0);
    w.u64(tab.value[s]);
    w.u64(tab.dataLen[s]);
    const top = (f.funcFlag & 1) !== 0;
    if (target.hasLR && top) {
      w.u8(0x07); // undefined
      w.uleb(target.dwarfRegLR);
    }
    const body = w.length - (target.hasLR && top ? 2 : 0);
    loader.decode(f.pcsp);
    const from = tab.dataOff[f.pcsp];
    for (it.reset(tab.dataBuf(f.pcsp), from, from + tab.dataLen[f.pcsp]); !it.done; it.next()) {
      let next = it.nextPc;
      // Tables go to the end of the function, DWARF to just before it.
      if (next === tab.dataLen[s]) {
        next--;
        if (next < it.pc) continue;
      }
      const depth = it.value + (target.hasLR ? 0 : target.ptrSize);
      if (target.hasLR && !top) {
        if (it.value > 0) {
          w.u8(0x11); // offset_extended_sf
          w.uleb(target.dwarfRegLR);
          w.sleb(-depth / dataAlign);
        } else {
          w.u8(0x08);
          w.uleb(target.dwarfRegLR);
        }
      }
      w.u8(0x13); // def_cfa_offset_sf
      w.sleb(Math.trunc(depth / dataAlign));
      const delta = next - it.pc;
      if (delta < 0x40) w.u8(0x40 + delta);
      else if (delta < 0x100) {
        w.u8(2);
        w.u8(delta);
      } else if (delta < 0x10000) {
        w.u8(3);
        w.u16(delta);
      } else {
        w.u8(4);
        w.u32(delta);
      }
    }
    const over = (w.length - body) % target.ptrSize;
    if (over !== 0) w.zeros(target.ptrSize - over);
    w.putU32(at, w.length - at - 4);
  }
  return w.view();
}

/** What the frames of all functions have in common. */
function commonFrame(w: ByteWriter, target: LinkTarget): void {
  const reserve = target.hasLR ? 32 : 16;
  w.u32(reserve);
  w.u32(0xffffffff);
  w.u8(3);
  w.u8(0);
  w.uleb(1);
  w.sleb(dataAlign);
  w.uleb(target.dwarfRegLR);
  w.u8(0x0c); // def_cfa
  w.uleb(target.dwarfRegSP);
  if (target.hasLR) {
    w.uleb(0);
    w.u8(0x08); // same_value
    w.uleb(target.dwarfRegLR);
    w.u8(0x14); // val_offset
    w.uleb(target.dwarfRegSP);
    w.uleb(0);
  } else {
    w.uleb(target.ptrSize);
    w.u8(0x05); // offset_extended
    w.uleb(target.dwarfRegLR);
    w.uleb(-target.ptrSize / dataAlign);
  }
  w.zeros(reserve + 4 - w.length);
}
