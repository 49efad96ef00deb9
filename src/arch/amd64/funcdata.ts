// What the object says of a compiled function beside its code: the flags of its TEXT, what the link must keep for its sake,
// where a traceback finds arguments, where the runtime finds open-coded defers and the variables on the stack, and where it must not
// stop a goroutine. The stack maps are register allocation's work.

import { ByteWriter } from '../../base/bytewriter.ts';
import { assert } from '../../diag/internal-error.ts';
import * as AddrName from '../../obj/addrname.ts';
import * as AddrType from '../../obj/addrtype.ts';
import * as As from '../../obj/as.ts';
import { appendPcdata, type Ctxt } from '../../obj/ctxt.ts';
import * as FuncID from '../../obj/funcid.ts';
import type { Sym } from '../../obj/object.ts';
import { gcLocals } from '../../obj/plist.ts';
import type { Prog } from '../../obj/prog.ts';
import * as RelocType from '../../obj/reloctype.ts';
import * as TextFlag from '../../obj/textflag.ts';
import { argInfo, byteMetadata, stackObjects } from '../../rtype/funcdata.ts';
import { Sink } from '../../rtype/recipe.ts';
import type { Func } from '../../ssa/func.ts';
import type { Allocation } from '../../ssa/machine.ts';
import type { Program } from '../../ssa/program/program.ts';
import * as Recipe from '../../ssa/recipe.ts';
import * as Sig from '../../ssa/sig.ts';
import { isRuntimePackage } from '../../target/special-packages.ts';
import * as PragmaFlag from '../../types/pragmaflag.ts';

/** The flags of a function's TEXT. */
export function textFlags(p: Program, f: Func): number {
  const name = p.syms.names[f.sym]!;
  let flag = 0;
  if ((f.pragma & PragmaFlag.Nosplit) !== 0 || f.abiWrapper) flag |= TextFlag.NOSPLIT;
  // A deferred call may come through these two, and recover() must see through them.
  if (f.wrapper || name === 'reflect.callReflect' || name === 'reflect.callMethod') flag |= TextFlag.WRAPPER;
  if (f.abiWrapper) flag |= TextFlag.ABIWRAPPER;
  if (f.needsContext) flag |= TextFlag.NEEDCTXT;
  if (f.dupok) flag |= TextFlag.DUPOK;
  if (f.reflectMethod) flag |= TextFlag.REFLECTMETHOD;
  // Those that the source calls init have a number behind.
  if (!f.isClosure && name.slice(packageOf(name).length) === '.init') flag |= TextFlag.PKGINIT;
  return flag;
}

/** The package path that a symbol's name begins with. */
function packageOf(name: string): string {
  const dot = name.indexOf('.', name.lastIndexOf('/') + 1);
  return dot < 0 ? '' : name.slice(0, dot);
}

/** Whether the goroutine must not be stopped anywhere in a function. */
export function isUnsafe(p: Program, f: Func, flag: number): boolean {
  if ((flag & TextFlag.NOSPLIT) !== 0) return true;
  // By its declaration: the name may be one that a linkname gives it.
  const recipe = p.syms.recipes[f.sym];
  if (recipe !== null && recipe !== undefined && recipe.kind === Recipe.Func && recipe.fn.pkg !== null) {
    return isRuntimePackage(recipe.fn.pkg.path);
  }
  return isRuntimePackage(packageOf(p.syms.names[f.sym]!));
}

/** Puts the FUNCDATA behind the instruction `at`; returns the last instruction. */
export function addFuncdata(p: Program, f: Func, a: Allocation, cx: Ctxt, at: Prog): Prog {
  let last = at;
  const add = (table: number, sym: Sym): void => {
    last = last.append(As.FUNCDATA);
    last.from.setConst(table);
    last.to.type = AddrType.Mem;
    last.to.name = AddrName.Extern;
    last.to.sym = sym;
  };
  const sink = new Sink(cx.obj, p.names);
  add(FuncID.FUNCDATA_ArgsPointerMaps, gcLocals(cx, a.argsMap));
  add(FuncID.FUNCDATA_LocalsPointerMaps, gcLocals(cx, a.localsMap));
  if (a.stackObjects.length > 0) {
    const list = a.stackObjects.map(o => ({ offset: o.offset, type: p.types.type(o.type) }));
    add(FuncID.FUNCDATA_StackObjects, stackObjects(sink, list, p.layouts));
  }
  if (f.openDefers !== null) {
    const w = new ByteWriter(8);
    w.uleb(-a.slotOffset[f.openDefers.bits]!);
    w.uleb(-a.slotOffset[f.openDefers.closures]!);
    add(FuncID.FUNCDATA_OpenCodedDeferInfo, byteMetadata(sink, w.bytes()));
  }
  const { params } = f.sig.assignment;
  if (params.length > 0) add(FuncID.FUNCDATA_ArgInfo, byteMetadata(sink, argInfo(params, p.layouts)));
  if (a.argLiveInfo.length > 0) {
    add(FuncID.FUNCDATA_ArgLiveInfo, byteMetadata(sink, a.argLiveInfo));
    last = appendPcdata(last, FuncID.PCDATA_ArgLiveIndex, 1);
  }
  return last;
}

/** Tells the link what the function needs that its code does not name: types that become interfaces, methods that are asked for. */
export function addMarks(p: Program, f: Func, cx: Ctxt, sym: Sym): void {
  const seen = new Set<string>();
  for (const { kind, sym: target, add } of f.marks) {
    const key = `${kind} ${target} ${add}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const s = cx.obj.lookup(p.syms.names[target]!, p.syms.abis[target]!);
    sym.addReloc(0, 0, relocOf(kind), add, s.id);
  }
}

function relocOf(kind: number): number {
  switch (kind) {
    case Sig.MarkUseIface:
      return RelocType.R_USEIFACE;
    case Sig.MarkIfaceMethod:
      return RelocType.R_USEIFACEMETHOD;
    case Sig.MarkNamedMethod:
      return RelocType.R_USENAMEDMETHOD;
    default:
      assert(kind === Sig.MarkUseType, 'a kind of mark');
      return RelocType.R_USETYPE;
  }
}
