// Version control without any: GOVCS, go-import tags, pseudo-versions, what GOAUTH programs print.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseUserAuth } from '../fetch/auth.ts';
import { pseudoVersion, pseudoVersionBase, pseudoVersionRev } from '../fetch/pseudo.ts';
import { allows, parseGovcs } from './govcs.ts';
import { parseMetaImports } from './meta.ts';

const rules: readonly (readonly [setting: string, path: string, isPrivate: boolean, vcs: string, want: boolean])[] = [
  ['', 'a.com/b', false, 'git', true],
  ['', 'a.com/b', false, 'svn', false],
  ['', 'a.com/b', true, 'svn', true],
  ['*:none', 'a.com/b', true, 'git', false],
  ['a.com:svn|hg,public:git', 'a.com/b', false, 'svn', true],
  ['a.com/b/c:git,a.com:svn', 'a.com/b', false, 'git', false],
];
for (const [setting, path, isPrivate, vcs, want] of rules) {
  test(`GOVCS=${setting} ${path} ${vcs}`, () => assert.equal(allows(parseGovcs(setting), path, isPrivate, vcs), want));
}
for (const bad of ['git', 'a:', ':git', './a:git', 'a:git,a:hg', 'a:git,,b:hg', 'a:git|']) {
  test(`GOVCS=${bad} is malformed`, () => assert.throws(() => parseGovcs(bad), /GOVCS/));
}

const pages: readonly (readonly [page: string, want: string])[] = [
  ['<meta name="go-import" content="a.com/b git https://a.com/b">', 'a.com/b git https://a.com/b '],
  ["<META NAME='go-import' content='a git https://h sub/dir'/>", 'a git https://h sub/dir'],
  ['<meta content="a git https://h?x=1&amp;y" name=go-import>', 'a git https://h?x=1&y '],
  ['<!-- <meta name="go-import" content="a git b"> --><p>', ''],
  ['</head><meta name="go-import" content="a git b">', ''],
  ['<body><meta name="go-import" content="a git b">', ''],
  ['<meta name="go-import" content="a git"><meta name="other" content="a git b">', ''],
  ['<meta name="go-import" content="a git b"><meta name="go-import" content="a mod c">', 'a mod c '],
];
for (const [page, want] of pages) {
  test(`page ${page}`, () => {
    const found = parseMetaImports(page).map(i => `${i.prefix} ${i.vcs} ${i.root} ${i.subdir}`);
    assert.equal(found.join(';'), want);
  });
}

const versions: readonly (readonly [major: string, older: string, want: string, base: string])[] = [
  ['', '', 'v0.0.0-20240102030405-0123456789ab', ''],
  ['v2', '', 'v2.0.0-20240102030405-0123456789ab', ''],
  ['', 'v1.2.9', 'v1.2.10-0.20240102030405-0123456789ab', 'v1.2.9'],
  ['', 'v1.2.3-pre', 'v1.2.3-pre.0.20240102030405-0123456789ab', 'v1.2.3-pre'],
  ['', 'v2.0.1+incompatible', 'v2.0.2-0.20240102030405-0123456789ab+incompatible', 'v2.0.1+incompatible'],
];
for (const [major, older, want, base] of versions) {
  test(`pseudo-version ${want}`, () => {
    assert.equal(pseudoVersion(major, older, '2024-01-02T03:04:05Z', '0123456789ab'), want);
    assert.deepEqual(pseudoVersionBase(want), { base, error: '' });
    assert.equal(pseudoVersionRev(want), '0123456789ab');
  });
}
test('no version comes before a patch of zero', () =>
  assert.match(pseudoVersionBase('v1.2.0-0.20240102030405-0123456789ab').error, /negative patch/));

const answers: readonly (readonly [text: string, want: string])[] = [
  ['', ''],
  ['https://a.com\n\nAuthorization: Basic x\n\n', 'https://a.com authorization=Basic x'],
  ['https://a.com\nhttps://b.com/c\n\nX: 1\nX: 2\n\n', 'https://a.com x=1, 2;https://b.com/c x=1, 2'],
  ['https://a.com\n', 'invalid format: missing empty line after URLs'],
  ['https://a.com\n\nX: 1\n', 'invalid format: missing empty line after headers'],
  ['https://a.com\n\nX 1\n\n', 'invalid format: invalid header line'],
];
for (const [text, want] of answers) {
  test(`GOAUTH program: ${JSON.stringify(text)}`, () => {
    const found = parseUserAuth(text);
    const shown = (h: ReadonlyMap<string, string>) => [...h].map(([k, v]) => `${k}=${v}`).join(' ');
    const all = typeof found === 'string' ? found : [...found].map(([p, h]) => `${p} ${shown(h)}`).join(';');
    assert.equal(all, want);
  });
}
