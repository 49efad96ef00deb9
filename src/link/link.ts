// The link: objects in, an executable out. Pure: `(inputs as bytes, options) -> bytes + messages`. The phases, in order:
// load, resolve, order init tasks, reach, lay out code, build the runtime's tables, lay out data, DWARF, write, relocate.

import { longBytes } from '../base/long-bytes.ts';
import { Ctxt, type LinkOptions } from './ctxt.ts';
import { DataBuilder } from './databuilder.ts';
import { Demand, type DemandInput, type ObjectInput } from './demand.ts';
import { Dwarf } from './dwarf.ts';
import { writeDynamic } from './dynamic.ts';
import { Errors, fatal, LinkFailure } from './failure.ts';
import { finishElf } from './format/elf.ts';
import { loadFips, sealFips } from './fips.ts';
import { inittasks } from './inittask.ts';
import { defineBorders, groupRodata, layoutData, orderText, textAddress } from './layout.ts';
import { Loader, type Replacement } from './load.ts';
import { buildinfo, moduledata } from './moduledata.ts';
import { orderByName } from './order.ts';
import { pclntab } from './pclntab.ts';
import { Reach } from './reach.ts';
import { writeSegment } from './relocate.ts';
import { stackCheck } from './stackcheck.ts';
import * as SymKind from './symkind.ts';
import { Decoded, Reachable } from './symtab.ts';
import { typelink } from './typelink.ts';

/** What a link reads: the main package's archive, and how to find the archives of others. */
export interface LinkInput {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** The archive of a package by its import path; null when there is none. */
  open(pkg: string): { readonly file: string; readonly bytes: Uint8Array } | null;
  /** Objects of burrow's that take the place of definitions in gc's archives. */
  readonly replacements?: readonly Replacement[];
}

/** A package that burrow compiled, in a link whose other packages are gc's archives. */
export interface OwnPackage {
  readonly pkg: string;
  readonly imports: readonly string[];
  readonly objects: readonly ObjectInput[];
}

/** What a mixed link reads: packages of burrow's, main among them, and how to find the archives that they import. */
export interface MixedInput {
  readonly own: readonly OwnPackage[];
  /** The archive of a package by its import path; null when there is none. */
  open(pkg: string): { readonly file: string; readonly bytes: Uint8Array } | null;
}

/** What comes of a link. */
export interface LinkResult {
  /** The executable; null when there were errors. */
  readonly image: Uint8Array | null;
  /** For standard error, in gc's words. */
  readonly errors: readonly string[];
  /** For standard output: the nosplit report. */
  readonly output: readonly string[];
  /** How many symbols the executable has. */
  readonly symbols: number;
  /** Most of the executable was found linked: making it once more takes little. */
  readonly isQuick?: boolean;
}

/** Links a program. */
export function link(input: LinkInput | DemandInput | MixedInput, options: LinkOptions): LinkResult {
  const errors = new Errors(options.allErrors);
  const output: string[] = [];
  try {
    const { image, symbols } = linkImage(input, options, errors, output);
    return { image: errors.messages.length > 0 ? null : image, errors: errors.messages, output, symbols };
  } catch (e) {
    if (!(e instanceof LinkFailure)) throw e;
    return { image: null, errors: [...errors.messages, e.message], output, symbols: 0 };
  }
}

function linkImage(
  input: LinkInput | DemandInput | MixedInput,
  options: LinkOptions,
  errors: Errors,
  output: string[],
): { readonly image: Uint8Array; readonly symbols: number } {
  const { target } = options;
  const loader = new Loader(
    {
      header: options.header,
      checkLinkname: options.checkLinkname,
      eager: options.eager,
      pcQuantum: target.minLC,
    },
    errors,
  );
  const demand = 'define' in input ? new Demand(loader, input, !options.noDwarf) : null;
  if (demand !== null) demand.start(entryName(options));
  else if ('own' in input) readMixed(loader, input);
  else readArchives(loader, input as LinkInput);
  const cx = new Ctxt(options, loader, errors);
  loadFips(cx);
  inittasks(cx);
  reach(cx, demand);
  setup(cx);
  if (demand !== null) orderByName(cx);
  orderText(cx);
  setStrings(cx);
  const dwarf = options.noDwarf ? null : new Dwarf(cx, cx.order);
  stackCheck(cx);
  output.push(...cx.output);
  textAddress(cx);
  typelink(cx);
  buildinfo(cx);
  const pcln = pclntab(cx);
  defineBorders(cx);
  groupRodata(cx);
  moduledata(cx, pcln);
  layoutData(cx);

  const image = longBytes(cx.data.fileoff + cx.data.filelen);
  for (const seg of cx.segments) writeSegment(cx, image, seg, seg === cx.text ? target.codePad : 0);
  if (errors.messages.length > 0) return { image, symbols: 0 };
  sealFips(cx, image);
  if (options.pie !== null) writeDynamic(cx, image, cx.relative);
  const debug = dwarf === null ? [] : dwarf.sections();
  return { image: finishElf(cx, image, debug, entryAddress(cx)), symbols: cx.tab.countReachable() };
}

function readArchives(loader: Loader, input: LinkInput): void {
  loader.addLib('main', input.file, '');
  loader.readAll(pkg => (pkg === 'main' ? input : input.open(pkg)));
  loader.loadSyms();
  for (const r of input.replacements ?? []) loader.replaceObject(r);
}

function readMixed(loader: Loader, input: MixedInput): void {
  for (const p of input.own) loader.addLib(p.pkg, p.pkg, '');
  for (const p of input.own) {
    const lib = loader.lib(p.pkg)!;
    for (const o of p.objects) loader.readOwn(lib, o.bytes, o.file);
    for (const imported of p.imports) lib.imports.push(loader.lib(imported) ?? loader.addLib(imported, imported, ''));
  }
  const own = new Set(input.own.map(p => p.pkg));
  loader.readAll(pkg => (own.has(pkg) ? null : input.open(pkg)));
  loader.loadSyms();
}

/** The symbol at which the program starts. */
export function entryName(options: LinkOptions): string {
  return options.entry !== '' ? options.entry : `_rt0_${options.target.goarch}_${options.goos}`;
}

export function entryAddress(cx: Ctxt): number {
  const name = entryName(cx.options);
  const s = cx.tab.lookup(name, 0);
  if (s === 0) {
    cx.errors.report(`missing entry symbol ${JSON.stringify(name)}`);
    return 0;
  }
  return cx.tab.value[s];
}

/** Marks what the program can reach. */
function reach(cx: Ctxt, demand: Demand | null): void {
  const { tab } = cx;
  const r = new Reach(cx.loader, cx.target.ptrSize, cx.options.dumpDep ? cx.output : null);
  r.markName(entryName(cx.options));
  r.markName('runtime.unreachableMethod');
  r.mark(cx.mainInitTasks);
  for (const s of [cx.fipsinfo, ...cx.fipsSyms]) tab.attr[s] |= Reachable;
  const noop = tab.lookup('runtime.mapinitnoop', 1);
  if (noop === 0) fatal('could not look up runtime.mapinitnoop');
  if (demand === null) r.run();
  else demand.run(r);
  if (cx.options.pruneWeakMap) r.pruneMapInits(noop);
  // Undefined symbols that code refers to are reported with the referrer; these are only read by the link.
  for (const s of r.demands) if (!tab.isReachable(s)) cx.errors.report(`interface type ${tab.name(s)} is not defined`);
  cx.rewritten = r.rewritten;
}

/** Symbols that the link defines whatever the program is. */
function setup(cx: Ctxt): void {
  const { tab, loader } = cx;
  defineTls(cx);
  const md = tab.lookup('runtime.firstmoduledata', 0);
  if (md === 0) fatal('runtime declares no firstmoduledata');
  loader.decode(md);
  tab.kind[md] = SymKind.ModuleData;
  tab.attr[md] |= Reachable;
  cx.moduledata = md;

  pruneProfile(cx);
}

/** The place of the current goroutine in the thread's own data. */
export function defineTls(cx: Ctxt): void {
  const { tab } = cx;
  const tlsg = tab.lookupOrCreate('runtime.tlsg', 0);
  if (tab.kind[tlsg] !== SymKind.Sxxx) cx.errors.report('runtime declared tlsg variable');
  tab.kind[tlsg] = SymKind.TlsBss;
  tab.size[tlsg] = cx.target.ptrSize;
  tab.attr[tlsg] |= Reachable | Decoded;
}

/** Tells the runtime when nothing reads the memory profile. */
export function pruneProfile(cx: Ctxt): void {
  const { tab, loader } = cx;
  // Without anything that reads the profile, the runtime need not sample memory. What is made on demand is not even known by name
  // where nothing asks for it.
  if (tab.isReachable(tab.lookup('runtime.memProfileInternal', 1))) return;
  const s = tab.lookup('runtime.disableMemoryProfiling', 0);
  if (s === 0) return;
  loader.decode(s);
  tab.kind[s] = SymKind.NoptrData;
  tab.setData(s, new Uint8Array([1]));
  tab.setRelocs(s, []);
}

/** Gives string variables the values of -X. */
export function setStrings(cx: Ctxt): void {
  const { tab, loader, target } = cx;
  for (const [name, value] of cx.options.strings) {
    const s = tab.lookup(name, 0);
    if (s === 0) continue;
    loader.decode(s);
    const type = tab.gotype[s];
    if (type === 0) continue;
    if (tab.name(type) !== 'type:string') {
      cx.errors.report(`${name}: cannot set with -X: not a var of type string (${tab.name(type)})`);
      continue;
    }
    if (!tab.isReachable(s)) continue;
    if (tab.kind[s] === SymKind.Bss) tab.kind[s] = SymKind.Data;
    const str = cx.create(`${name}.str`, SymKind.Rodata);
    const withNul = new Uint8Array(value.length + 1);
    withNul.set(value);
    tab.setData(str, withNul);
    const d = new DataBuilder(target.ptrSize);
    d.addr(str);
    d.uint(value.length);
    const size = tab.size[s];
    d.finish(tab, s);
    tab.size[s] = Math.max(size, tab.size[s]);
  }
}
