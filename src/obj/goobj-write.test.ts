import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getI32, getU16, getU32 } from '../base/endian.ts';
import { toHex } from '../base/hex.ts';
import { InternalError } from '../diag/internal-error.ts';
import * as Attr from './attr.ts';
import { builtins } from './goobj-builtins.generated.ts';
import * as G from './goobj.ts';
import { type GoObjFacts, writeGoObj } from './goobj-write.ts';
import { FromAssembly, FuncInfo, InlNode, Obj, Std, type Sym } from './object.ts';
import { PcIter, PcTabWriter } from './pctab.ts';
import * as Reloc from './reloctype.ts';
import * as SymKind from './symkind.ts';

const facts: GoObjFacts = {
  fingerprint: '0123456789abcdef',
  imports: [{ pkg: 'ä/b', fingerprint: 'fedcba9876543210' }],
  shared: false,
  pcQuantum: 1,
  dwarf5: true,
};

function data(obj: Obj, name: string, bytes: readonly number[], attr = 0, kind = SymKind.SRODATA): Sym {
  const s = name === '' || (attr & Attr.Static) !== 0 ? obj.addStatic(name, 0) : obj.lookup(name, 0);
  s.kind = kind;
  s.attr |= attr;
  s.data = Uint8Array.from(bytes);
  s.size = bytes.length;
  return s;
}

const shared = Attr.Dupok | Attr.ContentAddressable;

/** An object with one of everything. */
function sample(): Obj {
  const obj = new Obj('p', Std);
  const here = obj.posBase('/x/a.go', 10);
  const there = obj.posBase('/x/b.go', 100);
  const g = obj.lookup('q.g', 1);
  obj.lookup('nobody.mentions', 0);
  const panic = obj.lookup('runtime.gopanic', 1);
  const word = data(obj, '$i64.07', [7, 0, 0], shared);
  const text = data(obj, 'go:string."aaaaaaaaa"', Array(9).fill(97), shared);
  const hidden = data(obj, 'hidden', [1], Attr.Static);
  const map = data(obj, 'gclocals·x', [2, 0, 0, 0], shared);
  const v = data(obj, 'p.v', [], 0, SymKind.SBSS);
  v.size = 24;
  v.gotype = obj.lookup('type:int', 0).id;
  const f = data(obj, 'p.f', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], Attr.NoSplit, SymKind.STEXT);
  f.align = 32;
  for (const [i, s] of [g, panic, word, text, hidden].entries()) f.addReloc(8 - 2 * i, 2, Reloc.R_PCREL, -i, s.id);
  f.addReloc(0, 0, Reloc.R_CALLIND, 0, 0);
  const info = new FuncInfo();
  info.args = -0x80000000;
  info.locals = 16;
  info.funcID = 3;
  info.funcFlag = 4;
  info.startBase = here;
  info.startLine = 1;
  const table = (...pairs: readonly (readonly [number, number])[]): Uint8Array => {
    const w = new PcTabWriter(1);
    for (const [pc, value] of pairs) w.set(pc, value);
    return w.finish(10);
  };
  info.pcsp = table([0, 0]);
  info.pcfile = table([0, here], [6, there]);
  info.pcline = table([0, 2], [4, 3]);
  info.pcinline = table([0, -1], [6, 0]);
  info.pcdata = [new Uint8Array(0), info.pcsp];
  info.funcdata = [map.id, 0];
  info.inlTree = [new InlNode(-1, there, 5, g.id, 4, there, 1)];
  f.func = info;
  return obj;
}

function open(bytes: Uint8Array): G.GoObj {
  assert.equal(G.damage(bytes, 0, bytes.length), '');
  const o = new G.GoObj(bytes, 0);
  for (let s = 0; s < o.nalldef; s++) assert.equal(o.damage(s), '');
  return o;
}

function find(o: G.GoObj, name: string): number {
  for (let s = 0; s < o.nalldef + o.nnonpkgref; s++) if (o.name(s) === name) return s;
  return assert.fail(`no symbol ${name}`);
}

/** The symbol that a pair of numbers in the object stands for, as text. */
function target(o: G.GoObj, at: number): string {
  const [pkg, sym] = [getU32(o.bytes, at), getU32(o.bytes, at + 4)];
  if (pkg === 0 && sym === 0) return '-';
  const s = o.local(pkg, sym);
  return s < 0 ? `builtin ${builtins[-1 - s]}` : o.name(s) || `#${s}`;
}

test('what is written is read', () => {
  const o = open(writeGoObj(sample(), facts));
  assert.equal(o.fingerprint, facts.fingerprint);
  assert.deepEqual(o.autolib(), facts.imports);
  assert.equal(o.flags, G.FlagStd);
  assert.deepEqual(o.files(), ['/x/a.go', '/x/b.go']);
  assert.deepEqual(o.packages(), ['']);
  const names = (from: number, n: number): string[] => Array.from({ length: n }, (_, i) => o.name(from + i));
  const nonpkg = o.ndef + o.nhashed64 + o.nhashed;
  assert.deepEqual(
    names(0, o.ndef),
    ['hidden', '', ''],
    'a static symbol, what is known of the function, and its DWARF entry',
  );
  assert.deepEqual(names(o.ndef, o.nhashed64), ['$i64.07']);
  assert.deepEqual(names(nonpkg, o.nnonpkgdef), ['p.f', 'p.v']);
  assert.deepEqual(names(o.nalldef, o.nnonpkgref), ['q.g', 'type:int'], 'what is mentioned');

  const f = find(o, 'p.f');
  assert.deepEqual([o.kind(f), o.abi(f), o.attr(f), o.size(f), o.align(f)], [SymKind.STEXT, 0, Attr.NoSplit, 10, 32]);
  const relocs: string[] = [];
  for (let i = 0, r = o.relocOff(f); i < o.relocCount(f); i++, r += G.RelocSize) {
    relocs.push(`${getI32(o.bytes, r)} ${getU16(o.bytes, r + 5)} ${G.relocAdd(o.bytes, r)} ${target(o, r + 15)}`);
  }
  assert.deepEqual(relocs, [
    '0 14 -4 hidden',
    '0 10 0 -',
    '2 14 -3 go:string."aaaaaaaaa"',
    '4 14 -2 $i64.07',
    '6 14 -1 builtin runtime.gopanic 1',
    '8 14 0 q.g',
  ]);
  const v = find(o, 'p.v');
  assert.deepEqual([o.kind(v), o.size(v), o.dataLen(v), o.auxCount(v)], [SymKind.SBSS, 24, 0, 1]);
  assert.equal(target(o, o.auxOff(v) + 1), 'type:int');
  assert.equal(o.abi(find(o, 'hidden')), G.ABIStatic);
});

test('a function has files and lines', () => {
  const o = open(writeGoObj(sample(), facts));
  const f = find(o, 'p.f');
  const show = (b: Uint8Array): string => {
    let out = '';
    for (const it = new PcIter(b, 0, b.length, 1); !it.done; it.next()) out += ` ${it.pc}:${it.value}`;
    return out;
  };
  const got: string[] = [];
  for (let i = 0, a = o.auxOff(f); i < o.auxCount(f); i++, a += G.AuxSize) {
    const s = o.local(getU32(o.bytes, a + 1), getU32(o.bytes, a + 5));
    const kind = o.bytes[a]!;
    if (kind === G.AuxFuncdata) got.push(`${kind} ${target(o, a + 1)}`);
    else if (kind === G.AuxDwarfInfo) {
      assert.equal(o.kind(s), SymKind.SDWARFFCN);
      assert.equal(
        toHex(o.data(s), 0, o.dataLen(s)),
        '03702e6600' + '00000000' + '0a' + '019c' + '01000000' + '0b0100',
      );
      assert.equal(target(o, o.relocOff(s) + 15), 'p.f');
    } else if (kind !== G.AuxFuncInfo) got.push(`${kind}${show(o.data(s))}`);
    else {
      assert.ok(!G.funcInfoDamaged(o.bytes, o.dataOff(s), o.dataLen(s)));
      const info = new G.GoFuncInfo(o.bytes, o.dataOff(s));
      assert.deepEqual([info.args, info.locals, info.funcID, info.funcFlag], [-0x80000000, 16, 3, 4]);
      assert.equal(info.startLine, 11);
      assert.deepEqual([info.nfile, info.file(0), info.file(1)], [2, 0, 1]);
      const n = info.inlNodeAt(0);
      const node = [0, 4, 8, 20].map(at => getI32(o.bytes, n + at));
      assert.deepEqual([...node, target(o, n + 12)], [-1, 1, 105, 4, 'q.g']);
    }
  }
  assert.deepEqual(got, [
    `${G.AuxFuncdata} gclocals·x`,
    `${G.AuxFuncdata} -`,
    `${G.AuxPcsp} 0:0`,
    `${G.AuxPcfile} 0:0 6:1`,
    `${G.AuxPcline} 0:12 4:13 6:103`,
    `${G.AuxPcinline} 0:-1 6:0`,
    `${G.AuxPcdata}`,
    `${G.AuxPcdata} 0:0`,
  ]);
});

test('content is known by hashes', () => {
  const hashes = (obj: Obj, name: string): string => {
    const o = open(writeGoObj(obj, facts));
    const s = find(o, name) - o.ndef;
    const short = s < o.nhashed64;
    const at = short ? o.hash64At(s) : o.hashAt(s - o.nhashed64);
    return toHex(o.bytes, at, at + (short ? 8 : 16));
  };
  assert.equal(hashes(sample(), '$i64.07'), '0700000000000000', 'that of eight bytes is the bytes');
  const of = (bytes: readonly number[], add: (obj: Obj, s: Sym) => void = () => {}, name = 'go:string.x'): string => {
    const obj = new Obj('p', 0);
    const s = data(obj, name, bytes, shared);
    add(obj, s);
    return hashes(obj, name);
  };
  const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  assert.equal(
    of([...nine, 0]),
    of(nine, (_, s) => (s.size = 10)),
    'zeros at the end may be left out',
  );
  assert.notEqual(of([...nine, 0]), of(nine), 'the size counts');
  assert.notEqual(of(nine), of(nine, undefined, 'gclocals·x'), 'so does the section');
  const refers = (name: string, add: number) => (obj: Obj, s: Sym) =>
    s.addReloc(0, 8, Reloc.R_ADDR, add, obj.lookup(name, 0).id);
  assert.notEqual(of(nine, refers('a', 0)), of(nine, refers('b', 0)));
  assert.notEqual(of(nine, refers('a', 0)), of(nine, refers('a', 1)));
  assert.throws(() => of(nine, (_, s) => s.addReloc(0, 8, Reloc.R_ADDR, 0, s.id)), InternalError);
});

test('odd objects', () => {
  const empty = open(writeGoObj(new Obj(G.UnlinkablePkg, FromAssembly), { ...facts, fingerprint: '', imports: [] }));
  assert.equal(empty.flags, G.FlagFromAssembly | G.FlagUnlinkable);
  assert.equal(empty.fingerprint, '0000000000000000');
  assert.equal(empty.nalldef + empty.nnonpkgref, 0);

  // gc's assembler marks names only when it writes them: its references to what the compiler knows go by number all the same.
  const asm = new Obj('p', FromAssembly);
  const f = data(asm, 'main.main', [0, 0, 0, 0], 0, SymKind.STEXT);
  const barrier = asm.lookup('runtime.writeBarrier', 0);
  barrier.attr = Attr.Linkname;
  f.addReloc(0, 4, Reloc.R_PCREL, 0, barrier.id);
  const o = open(writeGoObj(asm, facts));
  assert.equal(target(o, o.relocOff(0) + 15), 'builtin runtime.writeBarrier 0');
  assert.equal(o.attr(0), Attr.Linkname, 'the runtime pulls main.main');

  const bytes = writeGoObj(sample(), facts);
  assert.deepEqual(writeGoObj(sample(), facts), bytes, 'equal objects give equal bytes');
  for (let n = 0; n < bytes.length; n += 7) assert.notEqual(G.damage(bytes, 0, n), '', `cut at ${n}`);
});
