// Calls of func values and of interface methods of which a profile says what they called most: there what is called is compared with
// that, and where it is the same, a static call does the work, which may be inlined (cmd/compile/internal/devirtualize, pgo.go).
//
//     if itab == &go:itab.T,I { T.M(data, args) } else { itab.M(data, args) }
//     if fn == &F·f           { F(args) }         else { fn(args) }
//
// Everything but the calls themselves is computed before, as it was, so that the order of evaluation stays. What is not nil is known where
// the words are the same; else it is asked after all if nothing that could be seen stands between, and the method is looked up. The static call stands for the method in
// the itab, which takes the data word: what unpacks a value is a wrapper, which is inlined as behind other known itabs.
//
// This runs as soon as a function is built: what it may call counts among what it leads to.

import { packageOfSymbol } from '../../base/path-to-prefix.ts';
import { isRuntimePackage } from '../../target/special-packages.ts';
import { hasPtrRecv, missingMethod } from '../../types/lookup.ts';
import { lookupMethodIndex, namedMethod } from '../../types/named.ts';
import type { Func as FuncObj } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as PragmaFlag from '../../types/pragmaflag.ts';
import { identical } from '../../types/predicates.ts';
import * as TypeKind from '../../types/typekind.ts';
import { type Interface, Pointer, type Type } from '../../types/type.ts';
import { typeSet } from '../../types/typeset.ts';
import { under } from '../../types/under.ts';
import * as BlockKind from '../blockkind.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import type { CallInfo, CallSite } from '../sig.ts';
import type { SymId } from '../symbols.ts';
import { calledFrom } from './hot-calls.ts';
import { neverInlined } from './inline-cost.ts';

/** Makes calls direct where what a profile has seen there is called. */
export function pgoDevirtualize(p: Program, f: Func): void {
  const { names } = p.syms;
  if (p.profileOf(f.sym) === null || p.noOpt(f.sym) || (f.pragma & PragmaFlag.Nosplit) !== 0) return;
  if (isRuntimePackage(packageOfSymbol(names[f.sym]!))) return;
  for (let i = 0; i < f.blocks.length; i++) {
    const b = f.blocks[i]!;
    const at = b.values.findIndex(v => f.op[v] === Op.CallInter || f.op[v] === Op.CallClosure);
    for (let k = at; k >= 0 && k < b.values.length; k++) {
      const v = b.values[k]!;
      if (f.op[v] !== Op.CallInter && f.op[v] !== Op.CallClosure) continue;
      const { site } = f.calls[f.aux[v]!]!;
      const target = site === undefined ? null : hotTarget(p, f, v, site);
      if (target === null) continue;
      p.escapeSink?.devirtualized?.(p, f, v, target.declared);
      split(f, b, k, v, target);
      break; // what stood behind it is in a block of its own, at the end of the list
    }
  }
}

/** What a call is made to call directly. */
interface Target {
  readonly info: CallInfo;
  /** The word that tells that it is called: an itab, or what a func value of the function points to. */
  readonly word: SymId;
  readonly declared: FuncObj;
}

/** A function, or a method with the type that it is of. */
interface Declared {
  readonly fn: FuncObj;
  readonly recv: Type | null;
}

/**
 * What call v called most. One line may have several calls: what is no method of that name and of a type that implements the interface, or
 * has another signature, was called by another one. Where what may have been called is not known, what was called less is not worth it.
 */
function hotTarget(p: Program, f: Func, v: Value, site: CallSite): Target | null {
  const { iface } = site;
  const method = iface === null ? null : typeSet(under(iface) as Interface).methods[site.method]!; // the builder found it there
  const info = f.calls[f.aux[v]!]!;
  for (const name of calledFrom(p, f, v)) {
    if (method !== null && !name.endsWith(`.${method.name}`)) continue;
    const found = declared(p, packageOfSymbol(p.syms.names[f.sym]!), name);
    if (found === null) {
      if (method !== null) return null;
      continue;
    }
    const { fn, recv } = found;
    if (iface === null) {
      if (recv !== null || p.sigOf(fn.type!) !== info.sig) continue;
      if (!mayBeInlined(p, f, fn)) return null;
      const direct = p.staticCall(fn, [], fn.type!);
      return { info: direct, word: p.funcValue(direct.sym), declared: fn };
    }
    if (recv === null || missingMethod(null, recv, iface, true, identical, null) !== null) continue;
    if (!mayBeInlined(p, f, fn)) return null;
    const sym = p.itabMethods(recv, under(iface) as Interface)![site.method]!; // it implements the interface
    const direct: CallInfo = { ...info, sym, ofInterface: true };
    return { info: direct, word: p.itabSym(recv, iface), declared: fn };
  }
  return null;
}

/** gc's condition: there is nothing against inlining but perhaps what it costs. Nor is it a call of the function itself. */
function mayBeInlined(p: Program, f: Func, fn: FuncObj): boolean {
  const linkname = p.source.linkname(fn);
  if (linkname !== null && linkname !== p.funcName(fn, [])) return false;
  return p.funcSym(fn, []) !== f.sym && p.source.hasBody(fn) && (p.source.pragma(fn) & neverInlined) === 0;
}

/** The function or method of a name as the runtime prints it; null for closures, instances, and what the package `from` does not import. */
function declared(p: Program, from: string, name: string): Declared | null {
  const start = name.indexOf('.', name.lastIndexOf('/') + 1) + 1;
  const parts = /^(?:\(\*([^.()[\]]+)\)\.|([^.()[\]]+)\.)?([^.()[\]-]+)$/.exec(name.slice(start));
  const path = packageOfSymbol(name);
  if (start === 0 || parts === null || isRuntimePackage(path)) return null;
  const pkg = p.source.importedBy(from, path);
  if (pkg === null) return null;
  const [, pointed, named, local] = parts;
  const obj = pkg.scope.lookup(pointed ?? named ?? local!);
  if (obj === null) return null;
  if (pointed === undefined && named === undefined) {
    const isPlain = obj.kind === ObjKind.Func && obj.type!.tparams.length === 0;
    return isPlain ? { fn: obj, recv: null } : null;
  }
  if (obj.kind !== ObjKind.TypeName || obj.type === null || obj.type.kind !== TypeKind.Named) return null;
  if (obj.type.tparams.length > 0 || under(obj.type).kind === TypeKind.Interface) return null;
  const method = lookupMethodIndex(obj.type, pkg, local!, false);
  const fn = method < 0 ? null : namedMethod(obj.type, method);
  if (fn === null || hasPtrRecv(fn) !== (pointed !== undefined)) return null;
  return { fn, recv: pointed === undefined ? obj.type : new Pointer(obj.type) };
}

/** Puts two calls in the place of call v, which is values[at] of b: of the target where that is called, else the one that it is. */
function split(f: Func, b: Block, at: number, v: Value, target: Target): void {
  const pos = f.posOf[v]!;
  const inl = f.inl[v]!;
  const ofInterface = f.op[v] === Op.CallInter;
  const called = f.arg(v, 0);
  let after = at + 1;
  while (after < b.values.length && isResultOf(f, b.values[after]!, v)) after++;
  const results = b.values.slice(at + 1, after);

  const tail = f.newBlock(b.kind);
  tail.takeEnd(b);
  const direct = f.newBlock(BlockKind.Plain);
  const indirect = f.newBlock(BlockKind.Plain);
  for (const c of [direct, indirect]) {
    c.pos = pos;
    c.inl = inl;
  }

  const args = f.args(v).slice(1);
  f.calls.push(target.info);
  const call = f.newValue(Op.CallStatic, Scalar.Void, pos, inl);
  f.aux[call] = f.calls.length - 1;
  f.setArgs(call, args);
  direct.values.push(call);

  const { site: _, ...rest } = f.calls[f.aux[v]!]!; // it is decided
  f.calls.push(rest);
  f.aux[v] = f.calls.length - 1;

  // The method is read from the itab where it is needed, which never changes.
  const word = ofInterface ? f.arg(called, 0) : called;
  const head = b.values.slice(0, at);
  const check = lastCheck(f, head, word);
  if (check >= 0) indirect.values.push(...head.splice(check, 1));
  if (ofInterface) {
    const code = f.newValue(Op.Load, f.type[called]!, f.posOf[called]!, f.inl[called]!);
    f.addArg(code, word);
    f.lo[code] = f.lo[called]!;
    f.hi[code] = f.hi[called]!;
    f.setArg(v, 0, code);
    indirect.values.push(code);
  }
  indirect.values.push(v);

  for (const r of results) {
    const one = f.newValue(f.op[r]!, f.type[r]!, f.posOf[r]!, f.inl[r]!);
    f.lo[one] = f.lo[r]!;
    f.hi[one] = f.hi[r]!;
    f.addArg(one, call);
    direct.values.push(one);
    if (f.op[r] === Op.ResultMem) {
      f.addArg(one, f.arg(r, 1));
      indirect.values.push(r);
      continue;
    }
    const other = f.newValue(Op.Result, f.type[r]!, f.posOf[r]!, f.inl[r]!);
    f.lo[other] = f.lo[r]!;
    f.hi[other] = f.hi[r]!;
    f.addArg(other, v);
    indirect.values.push(other);
    f.reset(r, Op.Phi);
    f.setArgs(r, [one, other]);
    tail.values.push(r);
  }
  for (let k = after; k < b.values.length; k++) tail.values.push(b.values[k]!);

  const known = f.newValue(Op.SymAddr, f.type[word]!, pos, inl);
  f.aux[known] = target.word;
  const same = f.newValue(Op.Eq, Scalar.I8, pos, inl);
  f.setArgs(same, [word, known]);
  head.push(known, same);
  b.values = head;
  b.kind = BlockKind.If;
  b.control = same;
  b.rets = [];
  b.likely = 1;
  b.pos = pos;
  b.inl = inl;
  f.addEdge(b, direct);
  f.addEdge(b, indirect);
  f.addEdge(direct, tail);
  f.addEdge(indirect, tail);
}

/** Where in the values before a call it is asked whether `word` is nil, with nothing behind that could be seen before a panic; else -1. */
function lastCheck(f: Func, values: readonly Value[], word: Value): number {
  for (let i = values.length - 1; i >= 0; i--) {
    const v = values[i]!;
    const op = f.op[v];
    if (op === Op.NilCheck && f.arg(v, 0) === word) return i;
    if ((f.flags(v) & OpFlag.Keep) !== 0 && op !== Op.Box && op !== Op.Alloc) return -1;
  }
  return -1;
}

function isResultOf(f: Func, r: Value, call: Value): boolean {
  const op = f.op[r];
  return (op === Op.Result || op === Op.ResultMem) && f.arg(r, 0) === call;
}
