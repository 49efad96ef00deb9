import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeUtf8 } from '../base/utf8.ts';
import { IOError } from '../host/host.ts';
import { MemoryHost } from '../host/memory.ts';
import { gofmtMain } from './gofmt.ts';

const messy = 'package p\nvar x  = 1\n';
const tidy = 'package p\n\nvar x = 1\n';

function world(): MemoryHost {
  const host = new MemoryHost({
    '/d/a.go': messy,
    '/d/sub/b.go': tidy,
    '/d/sub/.c.go': messy,
    '/d/sub/d.txt': messy,
    '/d/sub/e.go': 'package\n',
  });
  host.chdir('/d');
  return host;
}

function text(host: MemoryHost, name: string): string {
  const bytes = host.readFile(name);
  assert.ok(!(bytes instanceof IOError));
  return decodeUtf8(bytes);
}

const runs: readonly (readonly [args: string, status: number, out: string, err: string])[] = [
  ['a.go', 0, tidy, ''],
  ['-l .', 2, 'a.go\n', "sub/e.go:1:9: expected 'IDENT', found 'EOF'\n"],
  ['-l ./a.go sub/d.txt', 0, './a.go\nsub/d.txt\n', ''],
  [
    '-d a.go',
    1,
    'diff a.go.orig a.go\n--- a.go.orig\n+++ a.go\n@@ -1,2 +1,3 @@\n package p\n-var x  = 1\n+\n+var x = 1\n',
    '',
  ],
  // The last complaint counts.
  [
    '-d sub/e.go a.go',
    1,
    'diff a.go.orig a.go\n--- a.go.orig\n+++ a.go\n@@ -1,2 +1,3 @@\n package p\n-var x  = 1\n+\n+var x = 1\n',
    "sub/e.go:1:9: expected 'IDENT', found 'EOF'\n",
  ],
  ['-d sub/b.go', 0, '', ''],
  ['nope', 2, '', 'lstat nope: no such file or directory\n'],
  ['-w', 2, '', 'error: cannot use -w with standard input\n'],
  ['-r a', 2, '', "rewrite rule must be of the form 'pattern -> replacement'\n"],
];
for (const [args, status, out, err] of runs) {
  test(`gofmt ${args}`, () => {
    const host = world();
    assert.equal(gofmtMain(host, args.split(' ')), status);
    assert.equal(host.stdout.text, out);
    assert.equal(host.stderr.text, err);
  });
}

test('gofmt -w keeps permissions and leaves nothing beside the file', () => {
  const host = world();
  host.chmod('/d/a.go', 0o640);
  assert.equal(gofmtMain(host, ['-w', '-l', 'a.go', 'sub/b.go']), 0);
  assert.equal(host.stdout.text, 'a.go\n');
  assert.equal(text(host, '/d/a.go'), tidy);
  const info = host.stat('/d/a.go');
  assert.ok(!(info instanceof IOError));
  assert.equal(info.mode, 0o640);
  const entries = host.readDir('/d');
  assert.ok(!(entries instanceof IOError));
  assert.deepEqual(
    entries.map(e => e.name),
    ['a.go', 'sub'],
  );
});

test('gofmt -w writes what a link stands for', () => {
  const host = world();
  host.symlink('a.go', '/d/link.go');
  assert.equal(gofmtMain(host, ['-w', 'link.go']), 0);
  assert.equal(text(host, '/d/a.go'), tidy);
  assert.equal(host.readLink('/d/link.go'), 'a.go');
});

test('gofmt -w leaves alone what may not be written', () => {
  const host = world();
  host.chmod('/d/a.go', 0o444);
  assert.equal(gofmtMain(host, ['-w', 'a.go']), 2);
  assert.equal(host.stderr.text, 'open a.go: permission denied\n');
  assert.equal(text(host, '/d/a.go'), messy);
});

test('a fragment is not rewritten', () => {
  const host = world();
  host.stdin = 'x:=1';
  assert.equal(gofmtMain(host, ['-r', 'x -> y']), 0);
  assert.equal(host.stdout.text, 'x := 1');
  assert.equal(host.stderr.text, 'warning: rewrite ignored for incomplete programs\n');
});

test('nesting beyond the stack', () => {
  const host = world();
  host.stdin = `package p\n\nvar x = ${'('.repeat(50_000)}1${')'.repeat(50_000)}\n`;
  assert.equal(gofmtMain(host, []), 2);
  assert.equal(host.stderr.text, '<standard input>: nested too deeply for burrow\n');
});
