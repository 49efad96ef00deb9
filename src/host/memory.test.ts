// The memory twin behaves as the real file system does: the same steps on both, the same answers.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as nodePath from 'node:path';
import { test } from 'node:test';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { IOError, type Host } from './host.ts';
import { MemoryHost } from './memory.ts';
import { NodeHost } from './node/host.ts';
import * as path from './path.ts';

const text = encodeUtf8;

const steps: readonly (readonly [name: string, act: (h: Host, at: (name: string) => string) => unknown])[] = [
  ['read what is not there', (h, at) => h.readFile(at('x'))],
  ['write in no directory', (h, at) => h.writeFile(at('no/x'), text('a'))],
  ['write', (h, at) => h.writeFile(at('x'), text('abc'))],
  ['read', (h, at) => h.readFile(at('x'))],
  ['read the start', (h, at) => h.readPrefix(at('x'), 2)],
  ['read below a file', (h, at) => h.readFile(at('x/y'))],
  ['add', (h, at) => h.appendFile(at('x'), text('d'))],
  ['overwrite', (h, at) => h.overwriteFile(at('x'), text('ABC'))],
  ['overwrite nothing', (h, at) => h.overwriteFile(at('y'), text('z'))],
  ['overwrite a directory', (h, at) => h.overwriteFile(at('.'), text('z'))],
  ['read it again', (h, at) => h.readFile(at('x'))],
  ['make what is there', (h, at) => h.createExclusive(at('x'), text(''))],
  ['make directories', (h, at) => h.makeDirs(at('d/e/f'))],
  ['make them again', (h, at) => h.makeDirs(at('d/e/f'))],
  ['make below a file', (h, at) => h.makeDirs(at('x/y'))],
  ['write over a directory', (h, at) => h.writeFile(at('d'), text(''))],
  ['read a directory as a file', (h, at) => h.readFile(at('d'))],
  ['read a file as a directory', (h, at) => h.readDir(at('x'))],
  ['link', (h, at) => h.symlink('d/e', at('l'))],
  ['link again', (h, at) => h.symlink('d', at('l'))],
  ['write through the link', (h, at) => h.writeFile(at('l/g'), text('g'))],
  ['list', (h, at) => h.readDir(at('.'))],
  ['list through the link', (h, at) => h.readDir(at('l'))],
  ['read the link', (h, at) => h.readLink(at('l'))],
  ['read no link', (h, at) => h.readLink(at('x'))],
  ['the real name', (h, at) => h.realPath(at('l/g'))],
  ['a link to nothing', (h, at) => h.symlink('nothing', at('m'))],
  ['what it is', (h, at) => [kindOf(h.stat(at('m'))), kindOf(h.lstat(at('m'))), kindOf(h.stat(at('l')))]],
  ['a circle', (h, at) => [h.symlink('b', at('a')), h.symlink('a', at('b')), h.readFile(at('a'))]],
  ['remove a full directory', (h, at) => h.remove(at('d'))],
  ['rename', (h, at) => h.rename(at('d/e'), at('d/h'))],
  ['rename over a file', (h, at) => h.rename(at('d/h/g'), at('x'))],
  ['rename nothing', (h, at) => h.rename(at('nothing'), at('y'))],
  ['the link leads nowhere now', (h, at) => h.readDir(at('l'))],
  ['remove an empty directory', (h, at) => h.remove(at('d/h/f'))],
  ['remove nothing', (h, at) => h.remove(at('nothing'))],
  ['remove all', (h, at) => h.removeAll(at('d'))],
  ['remove all of nothing', (h, at) => h.removeAll(at('nothing'))],
  ['what is left', (h, at) => h.readDir(at('.'))],
  ['its text', (h, at) => h.readFile(at('x'))],
];

function kindOf(x: unknown): unknown {
  return x instanceof IOError ? x : (x as { kind: number }).kind;
}

/** An answer as text, the place of the test left out. */
function shown(x: unknown, root: string): string {
  if (x instanceof Uint8Array) return decodeUtf8(x);
  if (Array.isArray(x)) return x.map(e => shown(e, root)).join(' ');
  if (x instanceof IOError) return `${x.op} ${x.code}: ${x.reason}`;
  return (typeof x === 'string' ? x : JSON.stringify(x)).replaceAll(root, '$ROOT');
}

test('memory and disk give the same answers', { skip: process.platform === 'win32' }, () => {
  const dir = fs.realpathSync(fs.mkdtempSync(nodePath.join(os.tmpdir(), 'burrow-host-')));
  const memory = new MemoryHost();
  memory.makeDirs('/m');
  const disk = new NodeHost('burrow');
  try {
    for (const [name, act] of steps) {
      const want = shown(
        act(disk, n => path.join(dir, n)),
        dir,
      );
      const got = shown(
        act(memory, n => path.join('/m', n)),
        '/m',
      );
      assert.equal(got, want, name);
    }
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
});

const paths: readonly (readonly [got: unknown, want: unknown])[] = [
  [path.clean('a//b/./../c/'), 'a/c'],
  [path.clean('/../a'), '/a'],
  [path.clean('../../a/..'), '../..'],
  [path.clean(''), '.'],
  [path.join('', 'a', '', '../b'), 'b'],
  [path.dirname('/a'), '/'],
  [path.dirname('a'), '.'],
  [path.basename('/a/b/'), 'b'],
  [path.extname('a.b/c'), ''],
  [path.extname('a/c.tar.gz'), '.gz'],
  [path.relative('/a/b', '/a/c/d'), '../c/d'],
  [path.relative('/a/b', '/a'), '..'],
  [path.relative('/a', '/a/b'), 'b'],
  [path.relative('/a', '/a'), '.'],
  [path.within('/a', '/a/b'), true],
  [path.within('/a', '/ab'), false],
  [path.within('/', '/ab'), true],
  [path.shortPath('/a/b', '/a/b/c'), 'c'],
  [path.shortPath('/a/b/c/d', '/e'), '/e'],
];

test('names of files', () => {
  for (const [got, want] of paths) assert.equal(got, want);
});
