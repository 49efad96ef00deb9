// The functions that compare and hash values of one type: type:.eq.T and type:.hash.T, from their lists of steps.

import { assert, unreachable } from '../../diag/internal-error.ts';
import * as Hash from '../../rtype/hash.ts';
import * as Eq from '../../rtype/eq.ts';
import * as Typ from '../../types/basic.ts';
import * as BasicKind from '../../types/basickind.ts';
import type { Type } from '../../types/type.ts';
import * as BlockKind from '../blockkind.ts';
import { type Block, Func, type Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import { clean } from '../passes/clean.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import * as Scalar from '../scalar.ts';
import type { CallInfo, FuncSig } from '../sig.ts';
import type { SymId } from '../symbols.ts';
import { Builder } from './builder.ts';

const identity = (t: Type): Type => t;

function eqSig(p: Program): FuncSig {
  return p.sig(null, [Typ.UnsafePointer, Typ.UnsafePointer], [Typ.byKind[BasicKind.Bool]!]);
}

function hashSig(p: Program): FuncSig {
  const uintptr = Typ.byKind[BasicKind.Uintptr]!;
  return p.sig(null, [Typ.UnsafePointer, uintptr], [uintptr]);
}

/** Makes the function of an Eq recipe. */
export function buildEq(p: Program, sym: SymId): Func {
  const recipe = p.syms.recipes[sym]!;
  assert(recipe.kind === Recipe.Eq, 'a recipe of an equality function');
  const b = start(p, sym, eqSig(p));
  const x = b.emit(Op.Param, Scalar.Ptr, [], 0, 0);
  const y = b.emit(Op.Param, Scalar.Ptr, [], 0, 1);
  const no = b.newBlock();
  eqSteps(b, Eq.eqRecipe(p.layouts, recipe.type), x, y, no);
  ret(b, b.int(1, Scalar.I8));
  b.startSealed(no);
  ret(b, b.int(0, Scalar.I8));
  clean(p, b.f);
  return b.f;
}

/** Makes the function of a Hash recipe. */
export function buildHash(p: Program, sym: SymId): Func {
  const recipe = p.syms.recipes[sym]!;
  assert(recipe.kind === Recipe.Hash, 'a recipe of a hash function');
  const b = start(p, sym, hashSig(p));
  const x = b.emit(Op.Param, Scalar.Ptr, [], 0, 0);
  const h = b.emit(Op.Param, Scalar.I64, [], 0, 1);
  ret(b, hashSteps(b, Hash.hashRecipe(p.layouts, recipe.type), x, h));
  clean(p, b.f);
  return b.f;
}

function start(p: Program, sym: SymId, sig: FuncSig): Builder {
  const f = new Func(sym, sig, p.info);
  f.dupok = true;
  return new Builder(p, f, identity);
}

function ret(b: Builder, v: Value): void {
  const { block } = b;
  if (block === null) return;
  block.kind = BlockKind.Ret;
  block.rets = [v];
  b.block = null;
}

/** Goes on in a new block where cond holds, and to `no` where it does not. */
function require(b: Builder, cond: Value, no: Block): void {
  const yes = b.newBlock();
  b.branch(cond, yes, no, 1);
  b.startSealed(yes);
}

function requireEqual(b: Builder, kind: Scalar.Kind, x: Value, y: Value, offset: number, no: Block): void {
  require(b, b.emit2(Op.Eq, Scalar.I8, b.load(kind, x, offset), b.load(kind, y, offset)), no);
}

/** Compares what lies at x and y; goes to `no` when something differs. */
function eqSteps(b: Builder, steps: readonly Eq.EqStep[], x: Value, y: Value, no: Block): void {
  for (const s of steps) {
    const at = s.offset;
    switch (s.kind) {
      case Eq.Mem:
        if (s.size > 32) {
          require(b, b.rtcall('memequal', [b.offPtr(x, at), b.offPtr(y, at), b.int(s.size)])[0]!, no);
          break;
        }
        for (let done = 0; done < s.size;) {
          let n = 8;
          while (n > s.size - done) n >>= 1;
          requireEqual(b, Scalar.intOfSize(n), x, y, at + done, no);
          done += n;
        }
        break;
      case Eq.StringLen:
        requireEqual(b, Scalar.I64, x, y, at + 8, no);
        break;
      case Eq.StringData: {
        const n = b.load(Scalar.I64, x, at + 8);
        require(b, b.rtcall('memequal', [b.load(Scalar.Ptr, x, at), b.load(Scalar.Ptr, y, at), n])[0]!, no);
        break;
      }
      case Eq.Eface:
      case Eq.Iface: {
        const word = b.load(Scalar.I64, x, at);
        require(b, b.emit2(Op.Eq, Scalar.I8, word, b.load(Scalar.I64, y, at)), no);
        const name = s.kind === Eq.Eface ? 'efaceeq' : 'ifaceeq';
        require(b, b.rtcall(name, [word, b.load(Scalar.Ptr, x, at + 8), b.load(Scalar.Ptr, y, at + 8)])[0]!, no);
        break;
      }
      case Eq.Float: {
        const kind = s.size === 4 ? Scalar.F32 : Scalar.F64;
        require(b, b.emit2(Op.FEq, Scalar.I8, b.load(kind, x, at), b.load(kind, y, at)), no);
        break;
      }
      case Eq.Call: {
        const info: CallInfo = {
          sym: b.p.eqSym(s.type!),
          sig: eqSig(b.p),
          effects: null,
          implicit: true,
          keepAlive: false,
        };
        const call = b.call(Op.CallStatic, info, [b.offPtr(x, at), b.offPtr(y, at)]);
        require(b, b.emit(Op.Result, Scalar.I8, [call]), no);
        break;
      }
      case Eq.Loop:
        loop(b, s.count, i => {
          const off = b.emit2(Op.Mul, Scalar.I64, i, b.int(s.stride));
          const xi = b.emit2(Op.AddPtr, Scalar.Ptr, b.offPtr(x, at), off);
          const yi = b.emit2(Op.AddPtr, Scalar.Ptr, b.offPtr(y, at), off);
          eqSteps(b, s.body, xi, yi, no);
        });
        break;
      default:
        unreachable(`a step of a comparison: ${s.kind}`);
    }
  }
}

/** The hash of what lies at x, on top of h. */
function hashSteps(b: Builder, steps: readonly Hash.HashStep[], x: Value, h0: Value): Value {
  let h = h0;
  for (const s of steps) {
    const at = b.offPtr(x, s.offset);
    switch (s.kind) {
      case Hash.Mem:
        h = b.rtcall('memhash', [at, h, b.int(s.size)])[0]!;
        break;
      case Hash.Runtime:
        h = b.rtcall(s.func, [at, h])[0]!;
        break;
      case Hash.Call: {
        const info: CallInfo = {
          sym: b.p.hashSym(s.type!),
          sig: hashSig(b.p),
          effects: null,
          implicit: true,
          keepAlive: false,
        };
        h = b.emit(Op.Result, Scalar.I64, [b.call(Op.CallStatic, info, [at, h])]);
        break;
      }
      case Hash.Loop: {
        const sum = b.newVariable(Scalar.I64);
        b.writeVariable(sum, h);
        loop(b, s.count, i => {
          const xi = b.emit2(Op.AddPtr, Scalar.Ptr, at, b.emit2(Op.Mul, Scalar.I64, i, b.int(s.stride)));
          b.writeVariable(sum, hashSteps(b, s.body, xi, b.readVariable(sum)));
        });
        h = b.readVariable(sum);
        break;
      }
      default:
        unreachable(`a step of a hash: ${s.kind}`);
    }
  }
  return h;
}

/** Emits `body` for 0 to count-1. */
function loop(b: Builder, count: number, body: (i: Value) => void): void {
  const variable = b.newVariable(Scalar.I64);
  b.writeVariable(variable, b.int(0));
  const head = b.newBlock();
  const inside = b.newBlock();
  const done = b.newBlock();
  b.jump(head);
  b.start(head);
  const i = b.readVariable(variable);
  b.branch(b.emit2(Op.LtS, Scalar.I8, i, b.int(count)), inside, done, 1);
  b.startSealed(inside);
  body(i);
  b.writeVariable(variable, b.emit2(Op.Add, Scalar.I64, i, b.int(1)));
  b.jump(head);
  b.seal(head);
  b.startSealed(done);
}
