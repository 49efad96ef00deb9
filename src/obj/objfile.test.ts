import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Attr from './attr.ts';
import { FuncInfo, InlNode, Obj } from './object.ts';
import { damage, ObjFile, readObj, writeObj } from './objfile.ts';
import { PcTabWriter } from './pctab.ts';
import * as Reloc from './reloctype.ts';
import * as SymKind from './symkind.ts';

/** An object with one of everything. */
function sample(): Obj {
  const obj = new Obj('p/q', 2);
  const base = obj.posBase('/x/a.go', 10);
  const f = obj.lookup('p/q.f', 1);
  const g = obj.lookup('runtime.gopanic', 1);
  const type = obj.lookup('type:int', 0);
  const v = obj.lookup('p/q.v·ä', 0);
  const hidden = obj.addStatic('local', 0);
  const unnamed = obj.addStatic('', 0);
  f.kind = SymKind.STEXT;
  f.attr = Attr.NoSplit | Attr.Dupok;
  f.align = 32;
  f.data = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
  f.size = 8;
  f.addReloc(4, 4, Reloc.R_CALL, 0, g.id);
  f.addReloc(0, 0, Reloc.R_USEIFACE, -3, type.id);
  f.addReloc(0, 4, Reloc.R_PCREL, 2 ** 40, v.id);
  const info = new FuncInfo();
  info.args = -0x80000000;
  info.locals = 24;
  info.funcID = 3;
  info.funcFlag = 4;
  info.startBase = base;
  info.startLine = 2;
  const w = new PcTabWriter(1);
  w.set(0, 0);
  w.set(4, 16);
  info.pcsp = w.finish(8);
  info.pcdata = [new Uint8Array(0), info.pcsp];
  info.funcdata = [0, hidden.id];
  info.inlTree = [new InlNode(-1, base, 5, g.id, 4, base, 1)];
  f.func = info;
  v.kind = SymKind.SDATA;
  v.size = 64;
  v.data = new Uint8Array([9]);
  v.gotype = type.id;
  v.dwarfInfo = unnamed.id;
  for (const s of [hidden, unnamed]) {
    s.kind = SymKind.SRODATA;
    s.size = 2;
    s.data = new Uint8Array([1, 1]);
  }
  return obj;
}

test('an object reads back as it was', () => {
  const bytes = writeObj(sample());
  assert.equal(damage(bytes), '');
  const obj = readObj(bytes);
  assert.equal(obj.pkgPath, 'p/q');
  assert.equal(obj.flags, 2);
  assert.deepEqual(obj.posBases, sample().posBases);
  const f = obj.lookup('p/q.f', 1);
  assert.deepEqual(f.relocs!.slice(0, 3), [0, 0, Reloc.R_USEIFACE]);
  assert.equal(f.relocs![8], 2 ** 40);
  assert.equal(f.relocs![3], -3);
  assert.equal(f.func!.args, -0x80000000);
  assert.deepEqual(f.func!.inlTree, sample().lookup('p/q.f', 1).func!.inlTree);
  assert.ok(!obj.lookup('runtime.gopanic', 1).isDefined);
  assert.equal(obj.lookup('p/q.v·ä', 0).size, 64);
  assert.deepEqual(writeObj(obj), bytes, 'written again it is the same');
});

test('the line of a position base can be changed in place', () => {
  const bytes = writeObj(sample());
  const file = new ObjFile(bytes);
  bytes[file.basesAt + 8] = 77;
  assert.equal(new ObjFile(bytes).bases()[0]!.line, 77);
});

test('damage is found or harmless', () => {
  const good = writeObj(sample());
  let found = 0;
  for (let at = 0; at < good.length; at++) {
    for (const bit of [1, 16, 128]) {
      const bad = good.slice();
      bad[at]! ^= bit;
      if (damage(bad) !== '') found++;
      else readObj(bad);
    }
    if (at % 7 === 0) assert.notEqual(damage(good.slice(0, at)), '');
  }
  assert.ok(found > good.length / 2);
});
