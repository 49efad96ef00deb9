// The facts of functions (ssa/program/facts.ts) in the packs of the packages that they are made from.

import { ByteWriter } from '../base/bytewriter.ts';
import { packageOfSymbol } from '../base/path-to-prefix.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import { type EscapeSummary, flowsNowhere, type ParamFlow } from '../ssa/escape/summary.ts';
import type { FactStore, FuncFacts, Reads } from '../ssa/program/facts.ts';
import * as Recipe from '../ssa/recipe.ts';
import type { Symbols, SymId } from '../ssa/symbols.ts';
import { ByNames, type KeptUnits, OfAll } from './kept-units.ts';
import { hashOf } from './unit-keys.ts';

const Visible = 1;
const HasSummary = 2;

/** Facts by the symbols of one program. */
export class StoredFacts implements FactStore {
  private readonly syms: Symbols;
  private readonly kept: KeptUnits;
  private readonly packOf: (s: SymId) => string;
  private readonly readNames: (s: SymId) => boolean;
  /** What was asked for before. */
  private readonly known: (FuncFacts | null | undefined)[] = [];
  private readonly hashes: (string | undefined)[] = [];
  /** Whether what a function is made from may change: 1 no, 2 yes. */
  private readonly live: number[] = [];

  /** `packOf`: the package in whose pack the facts of a function are. `readNames` as for `Compiler`. */
  constructor(syms: Symbols, kept: KeptUnits, packOf: (s: SymId) => string, readNames: (s: SymId) => boolean) {
    this.readNames = readNames;
    this.syms = syms;
    this.kept = kept;
    this.packOf = packOf;
    kept.useFacts((name, abi) => this.hash(syms.lookup(name, abi)));
  }

  find(s: SymId): FuncFacts | null {
    if (this.syms.isPulled(s)) return null;
    const known = this.known[s];
    if (known !== undefined) return known;
    const isKnown = this.syms.recipes[s] !== null;
    const stored = isKnown
      ? this.kept.find(this.name(s), this.packToSearch(s))
      : this.kept.findNamed(this.name(s), packageOfSymbol(this.syms.names[s]!));
    const facts = stored === null ? null : readFacts(stored.value);
    if (facts === null && !isKnown) return null;
    this.known[s] = facts;
    return facts;
  }

  awaits(s: SymId): boolean {
    return !this.syms.isPulled(s) && this.kept.awaitsFacts(this.name(s), this.packToSearch(s));
  }

  retry(): void {
    this.known.forEach((facts, s) => {
      if (facts === null) this.known[s] = undefined;
    });
  }

  private packToSearch(s: SymId): string {
    return this.kept.isComplete ? '' : this.packOf(s);
  }

  private hash(s: SymId): string {
    const facts = this.find(s);
    if (facts === null) return '';
    return (this.hashes[s] ??= hashOf(writeFacts(facts)).slice(0, 20));
  }

  asked(s: SymId): void {
    if (this.syms.isPulled(s)) return;
    // What initialises a map is called by the package's init alone, which is made from all of the package's files anyway.
    if (this.syms.recipes[s]?.kind === Recipe.MapInit) return;
    const live = (this.live[s] ??= this.kept.isLive(this.packOf(s)) ? 2 : 1);
    if (live === 2) this.kept.facts(this.syms.names[s]!, this.syms.abis[s]!);
  }

  readInto(reads: Reads | null): Reads | null {
    return this.kept.readInto(reads);
  }

  readAll(reads: Reads): void {
    this.kept.readAll(reads);
  }

  keep(funcs: readonly { readonly sym: SymId; readonly facts: FuncFacts }[], reads: Reads): void {
    const pack = this.packOf(funcs[0]!.sym);
    // What they ask of each other is no reason of its own.
    for (const { sym } of funcs) reads.delete(`f${this.syms.abis[sym]}${this.syms.names[sym]}`);
    // Those of a component are found together or not at all.
    if (this.syms.isPulled(funcs[0]!.sym)) return;
    if (funcs.some(f => this.find(f.sym) !== null || this.packOf(f.sym) !== pack)) return;
    const before = this.kept.readInto(reads);
    const basis = funcs.every(f => this.readNames(f.sym)) ? ByNames : OfAll;
    this.kept.readInto(before);
    for (const { sym, facts } of funcs) {
      this.kept.add(pack, [this.name(sym)], writeFacts(facts), reads, basis);
      this.known[sym] = facts;
    }
  }

  private name(s: SymId): string {
    return `f${this.syms.abis[s]}${this.syms.names[s]}`;
  }
}

function writeFacts({ visible, cost, component, summary }: FuncFacts): Uint8Array {
  const w = new ByteWriter();
  w.u8((visible ? Visible : 0) | (summary === null ? 0 : HasSummary));
  w.sleb(cost);
  const name = new ByteWriter();
  name.text(component);
  w.uleb(name.length);
  w.raw(name.view());
  if (summary !== null) {
    w.uleb(summary.params.length);
    for (const p of summary.params) writeFlow(w, p);
    w.uleb(summary.captures.length);
    for (const { offset, flow } of summary.captures) {
      w.uleb(offset);
      writeFlow(w, flow);
    }
    writeFlow(w, summary.context);
  }
  return w.bytes();
}

function writeFlow(w: ByteWriter, { heap, mutated, called, results }: ParamFlow): void {
  w.sleb(heap);
  w.sleb(mutated);
  w.sleb(called);
  w.uleb(results.length);
  for (const r of results) w.sleb(r);
}

function readFacts(data: Uint8Array): FuncFacts {
  const r = new Reader(data);
  const flags = r.u8();
  const cost = r.sleb();
  const length = r.uleb();
  const component = decodeUtf8(data, r.at, r.at + length);
  r.at += length;
  const summary = (flags & HasSummary) === 0 ? null : readSummary(r);
  return { visible: (flags & Visible) !== 0, cost, component, summary };
}

function readSummary(r: Reader): EscapeSummary {
  const params: ParamFlow[] = [];
  for (let n = r.uleb(); n > 0; n--) params.push(readFlow(r));
  const captures: { offset: number; flow: ParamFlow }[] = [];
  for (let n = r.uleb(); n > 0; n--) {
    const offset = r.uleb();
    captures.push({ offset, flow: readFlow(r) });
  }
  return { params, captures, context: readFlow(r) };
}

function readFlow(r: Reader): ParamFlow {
  const heap = r.sleb();
  const mutated = r.sleb();
  const called = r.sleb();
  const n = r.uleb();
  if (n === 0 && heap < 0 && mutated < 0 && called < 0) return flowsNowhere;
  const results: number[] = [];
  for (let i = 0; i < n; i++) results.push(r.sleb());
  return { heap, mutated, called, results };
}

/** Reads what a ByteWriter wrote. */
class Reader {
  at = 0;
  private readonly data: Uint8Array;

  constructor(data: Uint8Array) {
    this.data = data;
  }

  u8(): number {
    return this.data[this.at++]!;
  }

  uleb(): number {
    let x = 0;
    for (let shift = 0; ; shift += 7) {
      const b = this.data[this.at++]!;
      x |= (b & 0x7f) << shift;
      if (b < 0x80) return x;
    }
  }

  sleb(): number {
    let x = 0;
    for (let shift = 0; ; shift += 7) {
      const b = this.data[this.at++]!;
      x |= (b & 0x7f) << shift;
      if (b >= 0x80) continue;
      return (b & 0x40) === 0 || shift >= 25 ? x : x | (-1 << (shift + 7));
    }
  }
}
