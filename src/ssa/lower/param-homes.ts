// The variables of parameters that live in memory have their places in the caller's frame: on the stack where the argument was
// passed there, else in the room that the calling convention leaves for each argument that comes in registers. So the frame does
// not hold them a second time, what was passed in memory is not copied, and a traceback finds them.
//
// A parameter's variable is told by its shape, a slot that is filled with the whole parameter in the entry block. Several may be
// so filled (inlined calls were given the parameter); the first has the place.
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';

/** What `giveHomes` has found. */
export interface ParamHomes {
  /** By parameter that comes in registers but is used by its address: the slot it is put into; -1 where it has none yet. */
  readonly slots: Map<number, number>;
  /** Values of the entry block that do nothing any more. */
  readonly idle: Set<Value>;
}

/** Gives slots that are variables of parameters their homes: `f.slots[i].home`. */
export function giveHomes(f: Func): ParamHomes {
  const { params } = f.sig;
  const slots = new Map<number, number>();
  const idle = new Set<Value>();
  if (params.length === 0) return { slots, idle };
  const uses = addressUses(f, slots);
  const given = new Uint8Array(params.length);
  /** By slot whose life has begun: the SlotLive, and how many scalars of which parameter it was given. */
  const births = new Map<number, Value>();
  let filling = -1;
  let stores: Value[] = [];
  const give = (slot: number, n: number): void => {
    const { abi } = params[n]!;
    f.slots[slot] = { ...f.slots[slot]!, home: abi.inRegs ? abi.spillOffset : abi.stackOffset };
    given[n] = 1;
    births.delete(slot);
  };
  for (const v of f.entry.values) {
    const op = f.op[v]!;
    if (op === Op.SlotLive) {
      births.set(f.aux[v]!, v);
      filling = f.aux[v]!;
      stores = [];
    } else if (op === Op.Store) {
      const slot = slotOf(f, f.arg(v, 0));
      if (slot < 0 || slot !== filling) continue;
      const n = storedParam(f, v, slot, stores.length);
      if (n < 0 || given[n] === 1 || (stores.length > 0 && f.lo[f.arg(stores[0]!, 1)] !== n)) {
        filling = -1;
        continue;
      }
      stores.push(v);
      const { abi, comps } = params[n]!;
      // A slot that is live all the time is cleared first, the argument with it.
      if (stores.length < comps!.length || (f.slots[slot]!.always && !abi.inRegs)) continue;
      give(slot, n);
      if (!abi.inRegs) for (const s of stores) idle.add(s);
    } else if (op === Op.Move) {
      const to = f.arg(v, 0);
      const from = f.arg(v, 1);
      if (f.op[to] !== Op.SlotAddr || f.op[from] !== Op.ParamAddr) continue;
      const slot = f.aux[to]!;
      const n = f.lo[from]!;
      const birth = births.get(slot);
      if (birth === undefined || given[n] === 1 || uses[n] !== 1 || f.slots[slot]!.always || f.lo[to] !== 0) continue;
      if (f.aux[v] !== params[n]!.type || f.slots[slot]!.type !== params[n]!.type) continue;
      give(slot, n);
      idle.add(v);
      if (!params[n]!.abi.inRegs) continue;
      idle.add(birth);
      slots.set(n, slot);
    } else if ((f.flags(v) & (OpFlag.Call | OpFlag.Panics)) !== 0) {
      filling = -1;
    }
  }
  return { slots, idle };
}

/** How often the address of each parameter in memory is used; `slots` gets those that come in registers. */
function addressUses(f: Func, slots: Map<number, number>): Int32Array {
  const uses = new Int32Array(f.sig.params.length);
  const use = (v: Value): void => {
    if (f.op[v] === Op.ParamAddr) uses[f.lo[v]!]!++;
  };
  for (const b of f.blocks) {
    for (const v of b.values) {
      if (f.op[v] === Op.ParamAddr && f.sig.params[f.lo[v]!]!.abi.inRegs) slots.set(f.lo[v]!, -1);
      if (f.op[v] === Op.DebugVar) continue;
      for (let i = f.nargs(v) - 1; i >= 0; i--) use(f.arg(v, i));
    }
    for (const v of b.rets) use(v);
  }
  return uses;
}

/** The slot that an address leads into; -1 for none. */
function slotOf(f: Func, addr: Value): number {
  let v = addr;
  while (f.op[v] === Op.OffPtr) v = f.arg(v, 0);
  return f.op[v] === Op.SlotAddr ? f.aux[v]! : -1;
}

/** The parameter whose scalar k a store puts to its place in the slot; -1 for none. */
function storedParam(f: Func, store: Value, slot: number, k: number): number {
  const x = f.arg(store, 1);
  if (f.op[x] !== Op.Param || f.hi[x] !== k) return -1;
  const { type, comps } = f.sig.params[f.lo[x]!]!;
  if (comps === null || f.slots[slot]!.type !== type) return -1;
  let offset = f.lo[store]!;
  let v = f.arg(store, 0);
  for (; f.op[v] === Op.OffPtr; v = f.arg(v, 0)) offset += f.num(v);
  return offset + f.lo[v]! === comps[k]!.offset ? f.lo[x]! : -1;
}
