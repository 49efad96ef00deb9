// Signatures, notes, the Merkle tree, go.sum, globs and module zips: what is right passes, what is not does not.

import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { test } from 'node:test';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { MemoryHost } from '../../../host/memory.ts';
import { makeZip } from '../../../../test/zip.ts';
import { base64, concat, fromBase64 } from './bytes.ts';
import { sha512, verifyEd25519 } from './ed25519.ts';
import { matchPrefixPatterns } from './glob.ts';
import { GoSum } from './gosum.ts';
import { checkModuleZip, hashZip } from './modzip.ts';
import { openNote, parseVerifier } from './note.ts';
import * as tlog from './tlog.ts';
import { canonicalVersion, isPseudoVersion, pseudoVersionTime } from './errors.ts';
import { parseNetrc } from './auth.ts';
import { follow, parseUrl, redacted } from './url.ts';

const host = new MemoryHost();

test('SHA-512 as the system has it', () => {
  for (const n of [0, 1, 111, 112, 127, 128, 300]) {
    const data = randomBytes(n);
    assert.deepEqual(Buffer.from(sha512(data)), createHash('sha512').update(data).digest());
  }
});

test('signatures', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  for (const text of ['', 'a', 'x'.repeat(200)]) {
    const message = encodeUtf8(text);
    const good = new Uint8Array(sign(null, message, privateKey));
    assert.ok(verifyEd25519(raw, message, good));
    for (const at of [0, 31, 32, 63]) {
      const bad = good.slice();
      bad[at]! ^= 1;
      assert.ok(!verifyEd25519(raw, message, bad), `byte ${at}`);
    }
    assert.ok(!verifyEd25519(raw, encodeUtf8(text + '.'), good));
  }
});

const key = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
const keys: readonly (readonly [key: string, want: string])[] = [
  [key, 'sum.golang.org'],
  [key.replace('sum', 'sun'), 'invalid verifier hash'],
  ['sum.golang.org', 'malformed verifier id'],
  ['a+033de0ae+@@', 'malformed verifier id'],
];
for (const [text, want] of keys) {
  test(`key ${text}`, () => {
    const v = parseVerifier(host, text);
    assert.equal(typeof v === 'string' ? v : v.name, want);
  });
}

test('notes', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const bytes = Buffer.concat([Buffer.from([1]), raw]);
  const hash = createHash('sha256')
    .update(Buffer.concat([Buffer.from('db\n'), bytes]))
    .digest()
    .subarray(0, 4);
  const v = parseVerifier(host, `db+${hash.toString('hex')}+${bytes.toString('base64')}`);
  assert.ok(typeof v !== 'string');
  const signed = (text: string) =>
    `${text}\n\u2014 db ${Buffer.concat([hash, sign(null, Buffer.from(text), privateKey)]).toString('base64')}\n`;
  assert.deepEqual(openNote(v, signed('text\n')), { text: 'text\n', error: '' });
  assert.equal(openNote(v, signed('text\n').replace('text', 'test')).error.split(' key')[0], 'invalid signature for');
  assert.equal(openNote(v, signed('t\n').replace('\u2014 db', '\u2014 bd')).error, 'note has no verifiable signatures');
  assert.equal(openNote(v, 'text\n').error, 'malformed note');
});

/** A whole log, level by level. */
function makeLog(n: number): Uint8Array[][] {
  const levels: Uint8Array[][] = [[]];
  for (let i = 0; i < n; i++) levels[0]!.push(tlog.recordHash(host, encodeUtf8(`record ${i}\n`)));
  for (let l = 0; levels[l]!.length > 1; l++) {
    const up: Uint8Array[] = [];
    for (let i = 0; i + 1 < levels[l]!.length; i += 2) {
      up.push(tlog.nodeHash(host, levels[l]![i]!, levels[l]![i + 1]!));
    }
    levels.push(up);
  }
  return levels;
}

test('a log and its tiles', () => {
  const n = 600;
  const levels = makeLog(n);
  const parts = tlog.subtrees(n);
  assert.deepEqual(
    parts.map(t => 2 ** t.level),
    [512, 64, 16, 8],
  );
  for (const t of [...parts, { level: 0, index: 599 }, { level: 3, index: 40 }]) {
    const tile = tlog.tileOf(t, n);
    const row = levels[tile.tier * 8]!.slice(tile.index * 256, tile.index * 256 + tile.width);
    assert.equal(row.length, tile.width);
    assert.deepEqual(tlog.hashInTile(tile, concat(row), t), levels[t.level]![t.index]);
  }
  // A tree is the fold of its parts; RFC 6962 splits at the largest power of two.
  const range = (lo: number, hi: number): Uint8Array => {
    if (hi - lo === 1) return levels[0]![lo]!;
    let k = 1;
    while (k * 2 < hi - lo) k *= 2;
    return tlog.nodeHash(host, range(lo, lo + k), range(lo + k, hi));
  };
  assert.deepEqual(
    tlog.foldTree(
      host,
      parts.map(t => levels[t.level]![t.index]!),
    ),
    range(0, n),
  );
});

const tilePaths: readonly (readonly [tier: number, index: number, width: number, path: string])[] = [
  [0, 0, 256, 'tile/8/0/000'],
  [1, 1234, 17, 'tile/8/1/x001/234.p/17'],
  [-1, 1234567, 256, 'tile/8/data/x001/x234/567'],
];
for (const [tier, index, width, path] of tilePaths) {
  test(path, () => {
    assert.equal(tlog.tilePath({ tier, index, width }), path);
    assert.deepEqual(tlog.parseTilePath(path), { tier, index, width });
  });
}

test('base64', () => {
  for (let n = 0; n < 40; n++) {
    const data = new Uint8Array(randomBytes(n));
    assert.deepEqual(fromBase64(base64(data)), data);
  }
  for (const bad of ['a', 'ab=', '====', 'ab c']) assert.equal(fromBase64(bad), null);
});

const globs: readonly (readonly [patterns: string, path: string, want: boolean])[] = [
  ['*.corp.example.com', 'git.corp.example.com/x/y', true],
  ['*.corp.example.com', 'corp.example.com/x', false],
  ['rsc.io/private', 'rsc.io/private/quux', true],
  ['rsc.io/private', 'rsc.io/privates', false],
  ['a,,b/?', 'b/c/d', true],
  ['*', 'x/y', true],
  ['[a-c].d/', 'b.d/e', true],
  ['[', '[', false],
];
for (const [patterns, path, want] of globs) {
  test(`${patterns} of ${path}`, () => assert.equal(matchPrefixPatterns(patterns, path), want));
}

const zips: readonly (readonly [names: Record<string, string>, want: string])[] = [
  [{ 'm.x@v1.0.0/go.mod': 'module m.x', 'm.x@v1.0.0/a/b.go': '' }, ''],
  [{ 'other/x': '' }, 'other/x: path does not have prefix "m.x@v1.0.0/"'],
  [{ 'm.x@v1.0.0/../x': '' }, 'm.x@v1.0.0/../x: malformed file path "../x": invalid path element ".."'],
  [{ 'm.x@v1.0.0//etc': '' }, 'm.x@v1.0.0//etc: malformed file path "/etc": empty path element'],
  [{ 'm.x@v1.0.0/a/../../x': '' }, 'm.x@v1.0.0/a/../../x: file path is not clean'],
  [
    { 'm.x@v1.0.0/a.go': '', 'm.x@v1.0.0/A.go': '' },
    'm.x@v1.0.0/A.go: case-insensitive file name collision: "a.go" and "A.go"',
  ],
  [{ 'm.x@v1.0.0/a': '', 'm.x@v1.0.0/a/b': '' }, 'm.x@v1.0.0/a/b: entry "a" is both a file and a directory'],
  [{ 'm.x@v1.0.0/d/go.mod': '' }, 'm.x@v1.0.0/d/go.mod: go.mod file not in module root directory'],
  [{ 'm.x@v1.0.0/GO.mod': '' }, 'm.x@v1.0.0/GO.mod: go.mod files must have lowercase names'],
];
for (const [files, want] of zips) {
  test(`zip of ${Object.keys(files).join(' ')}`, () => {
    assert.equal(checkModuleZip({ path: 'm.x', version: 'v1.0.0' }, makeZip(files)), want);
  });
}

test('damaged zips', () => {
  const zip = makeZip({ 'm.x@v1.0.0/a': 'text that is long enough to be packed, packed, packed' });
  for (let n = 0; n < zip.length; n += 7) {
    const { sum, error } = hashZip(host, zip.subarray(0, n));
    assert.ok(sum === '' && error !== '');
  }
});

test('go.sum', () => {
  const world = new MemoryHost();
  const sum = (c: string) => `h1:${c.repeat(43)}=`;
  world.writeFile('/go.sum', encodeUtf8(`b v1.0.0 ${sum('b')}\na v1.0.0/go.mod ${sum('a')}\n`));
  const s = new GoSum(world, '/go.sum');
  assert.ok(s.has('b v1.0.0') && !s.has('b v1.0.0/go.mod'));
  assert.ok(s.matches('b v1.0.0', sum('b')));
  assert.throws(() => s.matches('b v1.0.0', sum('x')), /checksum mismatch[^]*SECURITY ERROR/);
  assert.ok(!s.matches('c v1.10.0', sum('c')));
  s.add('c v1.10.0', sum('c'));
  assert.ok(!s.matches('c v1.9.0', sum('d')));
  s.add('c v1.9.0', sum('d'));
  assert.throws(() => s.write(new Set(['c v1.9.0', 'c v1.10.0']), true), /updates to go.sum needed/);
  s.write(new Set(['c v1.9.0', 'c v1.10.0']), false);
  const text = world.readFile('/go.sum');
  assert.equal(
    Buffer.from(text as Uint8Array).toString(),
    `a v1.0.0/go.mod ${sum('a')}\nb v1.0.0 ${sum('b')}\nc v1.9.0 ${sum('d')}\nc v1.10.0 ${sum('c')}\n`,
  );
  const tidy = new GoSum(world, '/go.sum');
  assert.ok(tidy.matches('b v1.0.0', sum('b')));
  tidy.trim(new Set(['b v1.0.0']));
  assert.equal(tidy.tidied(new Set(['b v1.0.0'])).after, `b v1.0.0 ${sum('b')}\n`);
});

test('versions', () => {
  assert.equal(canonicalVersion('v1.2'), 'v1.2.0');
  assert.equal(canonicalVersion('v2.0.0+incompatible'), 'v2.0.0+incompatible');
  assert.equal(canonicalVersion('v2.0.0+meta'), 'v2.0.0');
  assert.ok(isPseudoVersion('v0.0.0-20200101020304-abcdefabcdef'));
  assert.ok(!isPseudoVersion('v1.0.1-20200101020304-abcdefabcdef'));
  assert.equal(pseudoVersionTime('v1.2.4-0.20200101020304-abcdefabcdef'), '2020-01-01T02:03:04Z');
});

test('.netrc', () => {
  const text = 'machine a login l password p\ndefault\nlogin x\nmachine b login l password q\n';
  assert.deepEqual(parseNetrc('machine h\nlogin l\npassword p # no\nmacdef init\nmachine no\n\n' + text), [
    { machine: 'h', login: 'l', password: 'p' },
    { machine: 'a', login: 'l', password: 'p' },
  ]);
});

test('addresses', () => {
  const u = parseUrl('https://u:p%40@h:1/a/b?q#f')!;
  assert.deepEqual(u, { scheme: 'https', user: 'u', password: 'p@', host: 'h:1', path: '/a/b?q' });
  assert.equal(redacted(u), 'https://u:xxxxx@h:1/a/b?q');
  assert.equal(follow(u, 'c')!.path, '/a/c');
  assert.equal(follow(u, '/c')!.path, '/c');
  assert.equal(follow(u, 'http://x/y')!.host, 'x');
});
