import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { NodeHost } from '../host/node/host.ts';
import { Cache } from './cache.ts';
import { CacheProgram } from './cache-program.ts';

/** A program as others write it: it answers requests of other processes late, and keeps files in its directory. */
const program = `
const fs = require('node:fs');
const path = require('node:path');
const [dir, mode] = process.argv.slice(2);
const say = what => process.stdout.write(JSON.stringify(what) + '\\n');
if (mode === 'mute') process.exit(0);
say({ ID: 0, KnownCommands: mode === 'reader' ? ['get', 'close'] : ['get', 'put', 'close'] });
let wanted = null;
require('node:readline').createInterface({ input: process.stdin }).on('line', line => {
  if (line === '') return;
  const message = JSON.parse(line);
  if (wanted !== null) {
    fs.writeFileSync(wanted.file, Buffer.from(message, 'base64'));
    say({ ID: wanted.ID, DiskPath: wanted.file });
    wanted = null;
    return;
  }
  const file = message.ActionID === undefined ? '' : path.join(dir, Buffer.from(message.ActionID, 'base64').toString('hex'));
  say({ ID: 1000000, Err: 'nobody has asked' });
  if (message.Command === 'put') wanted = { ID: message.ID, file };
  else if (message.Command === 'close') {
    say({ ID: message.ID });
    process.exit(0);
  } else if (mode === 'broken') process.exit(1);
  else if (fs.existsSync(file)) say({ ID: message.ID, DiskPath: file });
  else say({ ID: message.ID, Miss: true });
});
`;

const key = 'ab'.repeat(32);
const other = 'cd'.repeat(32);
const data = Uint8Array.from({ length: 100_000 }, (_, i) => i * 7);

function within(work: (dir: string, start: (mode: string) => CacheProgram | string) => void): void {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cache-program-'));
  try {
    const script = path.join(dir, 'program.cjs');
    fs.writeFileSync(script, program);
    work(dir, mode => CacheProgram.start(new NodeHost('burrow'), [process.execPath, script, dir, mode]));
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

test('a program keeps entries', () => {
  within((dir, start) => {
    for (let round = 0; round < 2; round++) {
      const started = start('');
      assert.ok(started instanceof CacheProgram);
      const cache = new Cache(new NodeHost('burrow'), dir, { program: started });
      assert.deepEqual(cache.get(key), round === 0 ? null : data);
      assert.equal(cache.get(other), null);
      cache.put(key, data);
      assert.deepEqual(cache.get(key), data);
      cache.close();
    }
    // What it has damaged counts as absent.
    const bytes = fs.readFileSync(path.join(dir, key));
    bytes[500]! ^= 1;
    fs.writeFileSync(path.join(dir, key), bytes);
    const started = start('');
    assert.ok(started instanceof CacheProgram);
    assert.equal(new Cache(new NodeHost('burrow'), dir, { program: started }).get(key), null);
    started.close();
  });
});

test('a program that ends, or does less, is a cache that has nothing', () => {
  within((dir, start) => {
    for (const mode of ['reader', 'broken']) {
      const started = start(mode);
      assert.ok(started instanceof CacheProgram);
      const cache = new Cache(new NodeHost('burrow'), dir, { program: started });
      if (mode === 'reader') cache.put(key, data);
      assert.equal(cache.get(key), null, mode);
      assert.equal(cache.get(other), null, mode);
      cache.close();
    }
  });
});

test('what does not speak is refused', () => {
  within((_, start) => assert.equal(start('mute'), 'GOCACHEPROG failed to declare any known commands'));
});
