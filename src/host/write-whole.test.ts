import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { NodeHost } from './node/host.ts';
import { writeWhole } from './write-whole.ts';

const host = new NodeHost('burrow');
const data = new Uint8Array([104, 105]);

function inTemp(work: (dir: string) => void): void {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'write-whole-'));
  try {
    work(dir);
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

test('a file is made, and replaced, with nothing left beside it', () =>
  inTemp(dir => {
    const name = path.join(dir, 'out');
    assert.equal(writeWhole(host, name, data, 0o755), null);
    const inode = fs.statSync(name).ino;
    assert.equal(fs.statSync(name).mode & 0o700, 0o700);
    assert.equal(writeWhole(host, name, new Uint8Array([1])), null);
    assert.deepEqual([...fs.readFileSync(name)], [1]);
    assert.notEqual(fs.statSync(name).ino, inode);
    assert.deepEqual(fs.readdirSync(dir), ['out']);
  }));

test('a link stays a link', () =>
  inTemp(dir => {
    fs.writeFileSync(path.join(dir, 'real'), 'old');
    fs.symlinkSync('real', path.join(dir, 'link'));
    assert.equal(writeWhole(host, path.join(dir, 'link'), data), null);
    assert.ok(fs.lstatSync(path.join(dir, 'link')).isSymbolicLink());
    assert.equal(fs.readFileSync(path.join(dir, 'real'), 'utf8'), 'hi');
  }));

test('a device is written to', () => {
  assert.equal(writeWhole(host, '/dev/null', data), null);
  assert.ok(fs.statSync('/dev/null').isCharacterDevice());
});

test('what cannot be written is said with its name', () => {
  const failed = writeWhole(host, '/no/such/directory/out', data);
  assert.equal(String(failed), 'open /no/such/directory/out: no such file or directory');
});
