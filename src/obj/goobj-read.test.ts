import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Attr from './attr.ts';
import { readGoObj } from './goobj-read.ts';
import { writeGoObj } from './goobj-write.ts';
import { FromAssembly, FuncInfo, InlNode, Obj, Std, type Sym } from './object.ts';
import { damage, writeObj } from './objfile.ts';
import { PcTabWriter } from './pctab.ts';
import * as Reloc from './reloctype.ts';
import * as SymKind from './symkind.ts';

const facts = { fingerprint: '', imports: [], shared: false, pcQuantum: 1, dwarf5: true };

function table(...pairs: readonly (readonly [number, number])[]): Uint8Array {
  const w = new PcTabWriter(1);
  for (const [pc, value] of pairs) w.set(pc, value);
  return w.finish(4);
}

function define(s: Sym, kind: SymKind.Kind, ...bytes: number[]): Sym {
  s.kind = kind;
  s.data = Uint8Array.from(bytes);
  s.size = bytes.length;
  return s;
}

/** What an assembler makes: a function of lines of two files, data of its own, content that others may have too. */
function sample(flags = FromAssembly): Obj {
  const obj = new Obj('p', flags);
  obj.posBase('/p/a.h', 0);
  const file = obj.posBase('/p/a.s', 0);
  const f = define(obj.lookup('p.F', 0), SymKind.STEXT, 1, 2, 3, 4);
  f.attr = Attr.NoSplit;
  const info = new FuncInfo();
  info.args = 8;
  info.locals = 16;
  info.funcID = 2;
  info.funcFlag = 4;
  info.startBase = file;
  info.startLine = 7;
  info.pcsp = table([0, 0], [2, 16]);
  info.pcfile = table([0, file], [2, 0]);
  info.pcline = table([0, 7], [2, 3]);
  info.pcinline = table([0, -1]);
  info.pcdata = [new Uint8Array(0), table([0, 1])];
  info.funcdata = [obj.lookup('p.F.args_stackmap', 0).id, 0];
  f.func = info;
  const own = define(obj.addStatic('own', 0), SymKind.SRODATA, 5);
  const shared = define(obj.lookup('$i64.07', 0), SymKind.SRODATA, 7, 0, 0);
  shared.align = 1;
  shared.attr = Attr.Dupok | Attr.ContentAddressable;
  const v = define(obj.lookup('p.v', 0), SymKind.SNOPTRBSS);
  v.size = 24;
  v.align = 16;
  const named = [own, shared, v, obj.lookup('runtime.gopanic', 1), obj.lookup('q.G', 0)];
  for (const [i, s] of named.entries()) f.addReloc(0, 4, Reloc.R_PCREL, i - 8, s.id);
  f.addReloc(2, 0, Reloc.R_CALLIND, 0, 0);
  return obj;
}

/** A symbol without the numbers of others. */
function shown(obj: Obj, s: Sym): unknown {
  const nameOf = (id: number): string => obj.syms[id]!.name;
  const { name, abi, kind, attr, align, size, data, relocs, func } = s;
  const names = relocs?.map((n, i) => (i % 5 === 4 ? nameOf(n) : n));
  return {
    name,
    abi,
    kind,
    attr,
    align,
    size,
    data,
    names,
    func: func && { ...func, funcdata: func.funcdata.map(nameOf) },
  };
}

test('what is written in the form of gc is read', () => {
  for (const flags of [FromAssembly, FromAssembly | Std]) {
    const obj = sample(flags);
    const bytes = writeGoObj(obj, facts);
    const shifted = new Uint8Array([9, 9, 9, ...bytes, 8]);
    const read = readGoObj(shifted, 3, 3 + bytes.length, 'p')!;
    assert.equal(read.flags, flags);
    assert.equal(read.pkgPath, 'p');
    assert.deepEqual(read.posBases, obj.posBases);
    const defined = (o: Obj): unknown[] => o.syms.filter(s => s.isDefined).map(s => shown(o, s));
    const byName = (o: Obj): unknown[] => defined(o).sort((a, b) => ((a as Sym).name < (b as Sym).name ? -1 : 1));
    assert.deepEqual(byName(read), byName(obj));
    const mentioned = (o: Obj): string[] => o.syms.flatMap(s => (s.isDefined ? [] : [`${s.name} ${s.abi}`])).sort();
    assert.deepEqual(mentioned(read), mentioned(obj));
    assert.equal(damage(writeObj(read)), '');
  }
});

test('what no assembler wrote is not read', () => {
  const read = (bytes: Uint8Array): Obj | null => readGoObj(bytes, 0, bytes.length, 'p');
  assert.equal(read(writeGoObj(sample(0), facts)), null, "a compiler's");
  const inlined = sample();
  const f = inlined.lookup('p.F', 0);
  f.func!.inlTree = [new InlNode(-1, 0, 5, f.id, 0, 0, 1)];
  assert.equal(read(writeGoObj(inlined, facts)), null, 'inlined calls');
});

test('damaged objects are refused, or are objects', () => {
  const bytes = writeGoObj(sample(), facts);
  for (let n = 0; n < bytes.length; n++) assert.equal(readGoObj(bytes, 0, n, 'p'), null, `cut at ${n}`);
  let refused = 0;
  for (let at = 0; at < bytes.length; at++) {
    for (const flip of [1, 0x80]) {
      const bad = bytes.slice();
      bad[at]! ^= flip;
      const read = readGoObj(bad, 0, bad.length, 'p');
      if (read === null) refused++;
      else writeObj(read);
    }
  }
  assert.ok(refused > 100);
});
