import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8, latin1 } from '../base/utf8.ts';
import { MemoryHost } from '../host/memory.ts';
import { gnuBuildID, isSealed, sealBuildID, shortHash } from './build-id.ts';

test('a program bears the hash of itself', () => {
  const host = new MemoryHost();
  const mark = shortHash(new Uint8Array(32));
  const linked = [mark, mark, mark, mark].join('/');
  const image = (text: string): Uint8Array => {
    const gnu = latin1(gnuBuildID(linked)!, 0, 20);
    return Uint8Array.from(`ELF Go\0\0${linked}\0 GNU ${gnu} ${text}`, c => c.charCodeAt(0));
  };
  const a = image('a');
  assert.equal(isSealed(host, a), false);
  const id = sealBuildID(host, a, linked, true);
  assert.ok(latin1(a, 0, a.length).includes(id));
  assert.equal(isSealed(host, a), true);
  const b = image('b');
  assert.notEqual(sealBuildID(host, b, linked, true), id);
  a[a.length - 1]! ^= 1;
  assert.equal(isSealed(host, a), false);
  assert.equal(isSealed(host, encodeUtf8('no program')), false);
});
