// The commands that change go.mod, go.work and go.sum, beside the real go command: the same command in two copies of a
// directory must print the same, end with the same status and leave the same files. The modules that they fetch come from
// a proxy in a directory, into module caches of their own.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { burrow, extract, go } from './burrow.ts';
import { goTool } from './goroot.ts';
import { makeZip } from './zip.ts';

const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-test-')));
after(() => {
  // what Go keeps in a module cache cannot be written to
  spawnSync('chmod', ['-R', 'u+w', scratch]);
  fs.rmSync(scratch, { recursive: true, force: true });
});

/** The modules of the proxy: path, version, what stands in go.mod after the module line, other files. */
const modules: readonly (readonly [path: string, version: string, gomod: string, files: Record<string, string>])[] = [
  ['ex.com/a', 'v1.0.0', 'go 1.20\nrequire ex.com/b v1.0.0\n', { 'a.go': 'package a\n\nimport _ "ex.com/b"\n' }],
  [
    'ex.com/a',
    'v1.1.0',
    'go 1.20\nrequire ex.com/b v1.1.0\nrequire ex.com/c v1.0.0\n',
    {
      'a.go': 'package a\n\nimport _ "ex.com/b"\n',
      'a_test.go': 'package a\n\nimport _ "ex.com/c"\n',
      'sub/s.go': 'package s\n\nimport _ "ex.com/c"\n',
      LICENSE: 'free\n',
    },
  ],
  ['ex.com/a', 'v1.2.0-pre', 'go 1.20\n', { 'a.go': 'package a\n' }],
  ['ex.com/b', 'v1.0.0', '', { 'b.go': 'package b\n' }],
  ['ex.com/b', 'v1.1.0', '', { 'b.go': 'package b\n', 'b_windows.go': 'package b\n\nimport _ "ex.com/w"\n' }],
  ['ex.com/b', 'v1.1.1', 'retract v1.1.0 // broken\n', { 'b.go': 'package b\n' }],
  ['ex.com/c', 'v1.0.0', 'go 1.16\n', { 'c.go': 'package c\n' }],
  ['ex.com/c', 'v1.3.0', 'go 1.16\nrequire ex.com/b v1.1.1\n', { 'c.go': 'package c\n' }],
  ['ex.com/w', 'v0.1.0', '// Deprecated: use x\n', { 'w.go': 'package w\n' }],
];

function writeProxy(): string {
  const root = path.join(scratch, 'proxy');
  for (const [mod, version, rest, files] of modules) {
    const dir = path.join(root, mod, '@v');
    fs.mkdirSync(dir, { recursive: true });
    const gomod = rest.startsWith('// Deprecated') ? `${rest}module ${mod}\n` : `module ${mod}\n${rest}`;
    fs.writeFileSync(path.join(dir, version + '.mod'), gomod);
    fs.writeFileSync(
      path.join(dir, version + '.info'),
      JSON.stringify({ Version: version, Time: '2024-01-02T03:04:05Z' }),
    );
    const entries = Object.entries({ ...files, 'go.mod': gomod }).map(([n, t]) => [`${mod}@${version}/${n}`, t]);
    fs.writeFileSync(path.join(dir, version + '.zip'), makeZip(Object.fromEntries(entries) as Record<string, string>));
    fs.appendFileSync(path.join(dir, 'list'), version + '\n');
  }
  return root;
}

const proxy = writeProxy();
const settings = (cache: string) => ({
  GOPROXY: `file://${proxy}`,
  GONOSUMDB: '*',
  GOMODCACHE: path.join(scratch, cache),
  GOTOOLCHAIN: 'local',
  GOWORK: '',
});

function tree(dir: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const e of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!e.isFile()) continue;
    const name = path.join(e.parentPath, e.name);
    out[path.relative(dir, name)] = fs.readFileSync(name, 'utf8');
  }
  return out;
}

const editable = `-- go.mod --
// comment

module ex.com/m // main

go 1.21

require ex.com/a v1.0.0 // indirect
require (
	ex.com/c v1.0.0

	// why
	ex.com/b v1.0.0 // indirect; because
)

exclude ex.com/x v1.0.0

replace ex.com/y => ../y
replace (
	ex.com/z v1.2.0 => ex.com/zz v1.0.0 // z
	ex.com/z => ./z
)
retract v1.0.0 // oops
`;
const fresh = `-- go.mod --
module ex.com/m

go 1.22
-- m.go --
package m

import _ "ex.com/a"
`;
const old = fresh.replace('1.22', '1.16').replace('\n-- m.go', '\nrequire ex.com/a v1.0.0\n-- m.go');
const tidied = `-- go.mod --
module ex.com/m

go 1.22

require ex.com/a v1.0.0

require ex.com/b v1.0.0 // indirect
-- m.go --
package m

import _ "ex.com/a"
`;
const bare = `-- m.go --
package m // import "ex.com/guess"
`;
const two = `-- one/go.mod --
module ex.com/one

go 1.22
-- two/go.mod --
module ex.com/two

go 1.23
`;

const onSums = [
  'list -m all',
  'mod graph',
  'list ./...',
  'mod why ex.com/b',
  'mod vendor',
  'get ex.com/b@none',
  'mod tidy',
];

/** No module, but a repository where one may belong. */
const nowhere = '-- .git/config --\n\n-- x.go --\npackage x\n';

/** What commands say that need a module. */
const withoutModule = ['mod edit -print', 'mod tidy', 'mod verify', 'mod graph', 'mod why x', 'list -m', 'list .'];

/** Two faults below one package. */
const faulty = `-- go.mod --
module ex.com/m

go 1.21
-- q/q.go --
package q

import (
	"ex.com/m/bad"
	"ex.com/m/p"
)
-- p/p.go --
package p

import "ex.com/m/p"
-- bad/bad.go --
package bad

import "x"
`;

/** A program in a repository that git cannot read. */
const unreadable = `-- .git/HEAD --
-- go.mod --
module ex.com/m

go 1.21
-- m.go --
package main

func main() {}
-- lib/l.go --
package lib
`;

/** A directory and the commands that run in it, one after another, each perhaps after variables of its environment. */
const cases: readonly (readonly [files: string, ...commands: string[]])[] = [
  [editable, 'mod edit -json'],
  [editable, 'mod edit -fmt'],
  [editable, 'mod edit -require=ex.com/a@v1.1.0 -require ex.com/new@v0.1.0 -droprequire=ex.com/b'],
  [editable, 'mod edit -exclude=ex.com/x@v1.1.0 -exclude=ex.com/y@v1.1.0 -dropexclude=ex.com/x@v1.0.0 -print'],
  [editable, 'mod edit -exclude=ex.com/x@v2.1.0'],
  [editable, 'mod edit -replace=ex.com/z@v1.3.0=../q -replace=ex.com/q=ex.com/qq@v1.0.0 -dropreplace=ex.com/y'],
  [editable, 'mod edit -replace=ex.com/z=../q'],
  [editable, 'mod edit -retract=[v1.1.0,v1.2.0] -retract=v1.5.0 -dropretract=v1.0.0'],
  [editable, 'mod edit -go=1.22 -toolchain=go1.22.1 -module=ex.com/n -tool=ex.com/t -ignore=./x -godebug=panicnil=1'],
  [editable, 'mod edit -go=none', 'mod edit -require=foo', 'mod edit -replace=foo=>bar', 'mod edit', 'mod edit -go=x'],
  [nowhere, ...withoutModule],
  [nowhere, ...withoutModule.map(c => `GO111MODULE=off ${c}`), 'GO111MODULE=off list -m -retracted x'],
  [nowhere, ...withoutModule.map(c => `GO111MODULE=bad ${c}`), 'GO111MODULE=bad mod init'],
  [
    nowhere,
    'GO111MODULE=bad env GOMOD',
    'GO111MODULE=off env GOMOD',
    'GOFIPS140=bad mod init x',
    'GOFIPS140=bad env GOOS',
    'GOFIPS140=v1.999.0 mod init x',
    'GOFIPS140=v1.999.0 env GOOS',
    'GOFIPS140=v1.999.0 version',
  ],
  [
    nowhere,
    'GOMIPS=bad mod init x',
    'GOARM64=bad version',
    'GOEXPERIMENT=bad mod edit -print',
    'GOROOT=/no/such version',
  ],
  [nowhere, 'GO111MODULE=auto list -m', 'GO111MODULE=auto list -m -retracted x', 'GO111MODULE=auto mod edit -print'],
  [bare, 'mod init', 'mod init again'],
  [bare, 'mod init ex.com/m/v1', 'mod init ./x', 'mod init gopkg.in/yaml', 'mod init go'],
  [
    two,
    'work init ./one',
    'work use -r .',
    'work edit -json',
    'work edit -dropuse=./one -replace=ex.com/q=./q',
    'work use three',
  ],
  [fresh, 'mod tidy', 'mod graph', 'mod why ex.com/b ex.com/w', 'mod why -m all', 'mod vendor', 'mod tidy -diff'],
  [old, 'mod tidy', 'mod graph', 'mod vendor -v', 'mod tidy -go=1.22 -v', 'mod tidy -compat=1.16'],
  [tidied, 'mod tidy -diff', 'mod tidy', 'get ex.com/a@upgrade', 'get ex.com/b@none', 'get -u'],
  [tidied, 'mod tidy', 'get ex.com/a/sub', 'get -t -u ./...', 'get ex.com/c@v1.3', 'get ex.com/w@latest', 'mod tidy'],
  [tidied, 'get ex.com/b@v1.1.0', 'get ex.com/b@<v1.1.0', 'get ex.com/b@patch', 'get ex.com/a@v1.2', 'get ex.com/nope'],
  [
    tidied,
    'get ex.com/a@v1.1.0 ex.com/b@v1.0.0',
    'get go@1.24',
    'get toolchain@none',
    'get ex.com/m@v1.0.0',
    'get ./x',
  ],
  [tidied, 'mod why -m ex.com/nosuch ex.com/b', 'mod why -m ./x', 'get all@latest', 'get @v1', 'get -u=bad', 'get -u='],
  [tidied, 'list -m -reuse=x ex.com/a', 'run -mod=vendor ex.com/a@v1.0.0', 'install -mod=vendor ex.com/a@latest'],
  [faulty, 'test ./q', 'test ./p ./q', 'list -e -f {{.DepsErrors}} ./q'],
  [
    unreadable,
    'GOFLAGS=-buildvcs=auto list -e -f {{.ImportPath}}:{{.Error}} ./...',
    'GOFLAGS=-buildvcs=auto list -e -json=ImportPath,Error ./...',
    'GOFLAGS=-buildvcs=true list .',
    'GOFLAGS=-buildvcs=false list -e -f {{.Error}} .',
  ],
  // proxies and programs that are none
  [
    nowhere,
    'GOPROXY=file:///dev/null mod download ex.com/a@v1.0.0',
    'GOPROXY=http://127.0.0.1:1/%zz mod download ex.com/a@v1.0.0',
    'GOPROXY=http://127.0.0.1:1 mod download ex.com/a@v1.0.0',
    'GOPROXY=https://127.0.0.1:1 GOAUTH=/dev/null/x mod download ex.com/a@v1.0.0',
  ],
  // a go.sum that is damaged, one that contradicts a zip, one that contradicts a go.mod file
  [`${tidied}-- go.sum --\nwhat is this\nex.com/b\n`, ...onSums],
  [`${tidied}-- go.sum --\nex.com/b v1.0.0 h1:x\n`, ...onSums],
  [`${tidied}-- go.sum --\nex.com/b v1.0.0/go.mod h1:x\n`, ...onSums],
  [`${tidied}-- go.sum --\nex.com/b v1.0.0 h2:x\n`, ...onSums],
];

for (const [files, ...commands] of cases) {
  test(commands.join('; '), { skip: goTool === null }, async () => {
    const mine = extract(files);
    const theirs = extract(files);
    try {
      for (const line of commands) {
        const all = line.split(' ');
        const words = all.filter(w => !/^[A-Z0-9]+=/.test(w));
        const vars = Object.fromEntries(all.filter(w => !words.includes(w)).map(w => w.split(/=(.*)/s, 2)));
        const want = go(words, theirs, { ...settings('gc'), ...vars });
        const got = await burrow(words, mine, { ...settings('burrow'), ...vars });
        const plain = (s: string) => s.replaceAll(mine, '$DIR').replaceAll(theirs, '$DIR');
        // go names downloads in the order in which they happen to start
        const progress = (s: string) => plain(s).replace(/^go: downloading .*\n/gm, '');
        assert.equal(progress(got.stderr), progress(want.stderr), line);
        assert.equal(plain(got.stdout), plain(want.stdout), line);
        assert.equal(got.status, want.status, line);
        assert.deepEqual(tree(mine), tree(theirs), line);
      }
    } finally {
      fs.rmSync(mine, { recursive: true });
      fs.rmSync(theirs, { recursive: true });
    }
  });
}
