import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import { MemoryHost } from '../host/memory.ts';
import { Obj } from '../obj/object.ts';
import { writeObj } from '../obj/objfile.ts';
import { ArchivedUnits, type PackageRecord, readUnitArchive, withObjects, writeUnitArchive } from './unit-archive.ts';

const declarations = { name: '__.PKGDEF', data: encodeUtf8('declarations') };

function record(importPath: string, more: Partial<PackageRecord> = {}): PackageRecord {
  return {
    importPath,
    path: importPath,
    name: importPath,
    desc: importPath,
    dir: `/src/${importPath}`,
    recordedDir: `/src/${importPath}`,
    goVersion: '1.26',
    standard: false,
    imports: [],
    deps: [],
    embed: [],
    embedFiles: [],
    sFiles: [],
    hFiles: [],
    sysoFiles: [],
    counters: '',
    flags: [],
    profile: '',
    files: [{ name: `/src/${importPath}/x.go`, shown: './x.go', size: 4, mtime: -1, hash: '' }],
    assembles: false,
    ...more,
  };
}

test('a package is read as it was compiled, with what the assembler made', () => {
  const object = writeObj(new Obj('p', 0));
  const withLine = new Uint8Array([...encodeUtf8('go object\n!\n'), ...object]);
  const bytes = withObjects(writeUnitArchive([declarations], record('p'), [encodeUtf8('text')]), [
    { name: 'x.o', data: withLine },
  ]);
  const read = readUnitArchive(bytes)!;
  assert.deepEqual(read.record, record('p'));
  assert.deepEqual(
    read.texts.map(t => [...t!]),
    [[...encodeUtf8('text')]],
  );
  assert.deepEqual(
    read.objects.map(o => [...o]),
    [[...object]],
  );
});

test('other archives are none of packages', () => {
  const whole = writeUnitArchive([declarations], record('p'), [encodeUtf8('text')]);
  assert.equal(readUnitArchive(encodeUtf8('!<arch>\n')), null);
  assert.equal(readUnitArchive(encodeUtf8('nothing')), null);
  assert.equal(readUnitArchive(whole.subarray(0, whole.length - 8)), null, 'a part is none');
  const foreign = withObjects(whole, [{ name: 'x.o', data: encodeUtf8('go object\n!\n\0go120ld') }]);
  assert.equal(readUnitArchive(foreign), null, "no object of burrow's assembler");
});

test('units are made of archives; a file that is on disk as it was is read there', () => {
  const host = new MemoryHost();
  const text = encodeUtf8('text');
  host.makeDirs('/src/a');
  host.writeFile('/src/a/x.go', text);
  const st = host.stat('/src/a/x.go');
  assert.ok('mtime' in st);
  const same = { name: '/src/a/x.go', shown: 'a/x.go', size: 4, mtime: st.mtime, hash: '' };
  host.writeFile('/a.a', writeUnitArchive([declarations], record('a', { files: [same] }), [text]));
  host.writeFile('/b.a', writeUnitArchive([declarations], record('b', { imports: [['a', 'a']], deps: ['a'] }), [text]));
  const units = new ArchivedUnits(host, p => (p === 'c' ? undefined : `/${p}.a`));
  const b = units.open('b');
  assert.ok(typeof b !== 'string');
  assert.deepEqual(
    units.units.map(u => u.path),
    ['a', 'b'],
  );
  assert.equal(b.imports.get('a')!.files[0]!.text, null);
  assert.deepEqual([...b.files[0]!.text!], [...text]);
  assert.equal(units.open('c'), 'no archive of package c is named');

  host.writeFile('/src/a/x.go', encodeUtf8('more text'));
  const later = new ArchivedUnits(host, () => '/a.a').open('a');
  assert.ok(typeof later !== 'string');
  assert.deepEqual([...later.files[0]!.text!], [...text], 'the file has changed since');
});
