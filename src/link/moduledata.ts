// runtime.firstmoduledata: the record through which the runtime finds everything the link has laid out. The fields and
// their order are those of the struct in package runtime.

import { ByteWriter } from '../base/bytewriter.ts';
import type { Ctxt } from './ctxt.ts';
import { DataBuilder } from './databuilder.ts';
import { fatal } from './failure.ts';
import type { Pclntab } from './pclntab.ts';
import * as SymKind from './symkind.ts';

/** Fills the record. */
export function moduledata(cx: Ctxt, pcln: Pclntab): void {
  const { tab, target } = cx;
  const ptr = target.ptrSize;
  const sym = (name: string): number => tab.lookup(name, 0);

  const textsect = cx.create('runtime.textsectionmap', SymKind.Rodata);
  const t = new DataBuilder(ptr);
  t.uint(0);
  t.uint(cx.text.sections[0].length);
  t.addr(sym('runtime.text'));
  t.finish(tab, textsect);

  const d = new DataBuilder(ptr, 1024);
  const whole = (s: number): void => d.slice(s, tab.size[s]);
  d.addr(pcln.header);
  whole(pcln.funcnametab);
  d.slice(pcln.cutab, tab.size[pcln.cutab] / 4);
  whole(pcln.filetab);
  whole(pcln.pctab);
  whole(pcln.functab);
  d.slice(pcln.functab, pcln.nfunc + 1);
  d.addr(pcln.findfunctab);
  d.addr(cx.base === null ? cx.textp[0] : sym('runtime.text'));
  const last = cx.textp[cx.textp.length - 1];
  d.addr(last, tab.size[last]);
  for (const name of `text etext noptrdata enoptrdata data edata bss ebss noptrbss enoptrbss covctrs ecovctrs end gcdata
    gcbss types etypes rodata`.split(/\s+/)) {
    d.addr(sym(`runtime.${name}`));
  }
  d.addr(sym('go:func.*'));
  d.addr(sym('runtime.epclntab'));
  d.slice(textsect, 1);
  const typelink = sym('runtime.typelink');
  d.slice(typelink, tab.size[typelink] / 4);
  const itablink = sym('runtime.itablink');
  d.slice(itablink, tab.size[itablink] / ptr);
  d.w.zeros(3 * ptr); // ptab
  d.w.zeros(2 * ptr); // pluginpath
  d.w.zeros(3 * ptr); // pkghashes
  if (cx.mainInitTasks === 0) d.w.zeros(3 * ptr);
  else d.slice(cx.mainInitTasks, tab.size[cx.mainInitTasks] / ptr);
  d.w.zeros(2 * ptr); // modulename
  d.w.zeros(3 * ptr); // modulehashes
  d.w.u8(1); // hasmain
  d.finish(tab, cx.moduledata);

  const size = cx.base?.facts.moduledataSize ?? moduledataSize(cx);
  if (size < tab.size[cx.moduledata]) fatal(`runtime.moduledata has ${size} bytes, the link writes more`);
  tab.size[cx.moduledata] = size;

  const lastp = cx.create('runtime.lastmoduledatap', SymKind.NoptrData);
  const p = new DataBuilder(ptr);
  p.addr(cx.moduledata);
  p.finish(tab, lastp);
}

/** The size of the record. */
export function moduledataSize(cx: Ctxt): number {
  const type = cx.tab.lookup('type:runtime.moduledata', 0);
  if (type === 0) fatal('runtime declares no type moduledata');
  cx.loader.decode(type);
  return cx.types.size(type);
}

/** go:buildinfo: version and module information, as `go version -m` reads them. */
export function buildinfo(cx: Ctxt): void {
  const { tab } = cx;
  const w = new ByteWriter();
  w.u8(0xff);
  w.text(' Go buildinf:');
  w.u8(cx.target.ptrSize);
  w.u8(2); // strings follow, little-endian
  w.zeros(16);
  for (const name of ['runtime.buildVersion', 'runtime.modinfo']) {
    const text = cx.options.strings.get(name) ?? new Uint8Array(0);
    w.uleb(text.length);
    w.raw(text);
  }
  w.align(16);
  const s = cx.create('go:buildinfo', SymKind.BuildInfo);
  tab.setData(s, w.bytes());
  tab.align[s] = 16;
  const ref = cx.create('go:buildinfo.ref', SymKind.Rodata);
  const d = new DataBuilder(cx.target.ptrSize);
  d.addr(s);
  d.finish(tab, ref);
  tab.align[ref] = cx.target.ptrSize;
}
