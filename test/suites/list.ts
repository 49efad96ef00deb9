// `list`, `env` and `version`, as cases, against the real go command, in one run: the distribution for several targets, field by
// field, and small modules with everything that can be wrong.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { burrow, extract, go, jsonStream, type Ran } from '../burrow.ts';
import { goroot } from '../goroot.ts';
import { listCases as moduleCases } from '../list-cases.ts';
import { asserting, type Case } from './case.ts';

/** The suite. */
export const listCases: Case[] = [];

function check(name: string, run: () => void | Promise<void>): void {
  listCases.push(asserting(name, run));
}

/** Fields that only a build fills in: burrow leaves them out, as its documentation says. */
const excluded = new Set(['Stale', 'StaleReason', 'Export', 'BuildID']);

/** A description without what cannot be compared. */
function comparable(x: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [k, v] of Object.entries(x)) {
    if (excluded.has(k)) continue;
    // The source of a test's main package lies in the go command's own cache, under a hash of its text.
    if (k === 'GoFiles' && String(x['ImportPath']).endsWith('.test')) continue;
    // The go command collects these from a map: those of one package come in any order.
    out[k] = k === 'DepsErrors' && Array.isArray(v) ? v.map(e => JSON.stringify(e)).sort() : v;
  }
  return out;
}

export function sameList(want: Ran, got: Ran): void {
  assert.equal(got.stderr, want.stderr);
  assert.equal(got.status, want.status);
  if (!want.stdout.startsWith('{')) {
    assert.equal(got.stdout, want.stdout);
    return;
  }
  const a = jsonStream(want.stdout);
  const b = jsonStream(got.stdout);
  const name = (x: Record<string, unknown>) => x['ImportPath'] ?? x['Path'];
  assert.deepEqual(b.map(name), a.map(name), 'the packages and their order');
  for (let i = 0; i < a.length; i++) {
    const x = comparable(a[i]!);
    const y = comparable(b[i]!);
    // The text shows the order of the fields too.
    if (JSON.stringify(x) !== JSON.stringify(y)) assert.deepEqual(y, x, String(name(x)));
  }
}

const targets: readonly (readonly [name: string, env: Readonly<Record<string, string>>])[] = [
  ['linux/amd64', { GOOS: 'linux', GOARCH: 'amd64' }],
  ['linux/arm64', { GOOS: 'linux', GOARCH: 'arm64' }],
  ['js/wasm', { GOOS: 'js', GOARCH: 'wasm' }],
  ['windows/amd64', { GOOS: 'windows', GOARCH: 'amd64' }],
  ['darwin/arm64', { GOOS: 'darwin', GOARCH: 'arm64' }],
  ['linux/amd64 without cgo', { GOOS: 'linux', GOARCH: 'amd64', CGO_ENABLED: '0' }],
];

for (const [name, env] of targets) {
  check(`list -deps -json std cmd for ${name}`, async () => {
    const args = ['list', '-deps', '-json', 'std', 'cmd'];
    sameList(go(args, os.tmpdir(), env), await burrow(args, os.tmpdir(), env));
  });
}

check('list -test -deps -json std', async () => {
  const args = ['list', '-test', '-deps', '-json', 'std'];
  sameList(go(args, os.tmpdir()), await burrow(args, os.tmpdir()));
});

check('list in the standard library itself', async () => {
  const dir = path.join(goroot!, 'src/net/http'); // goroot is there where go is
  for (const args of [
    ['list', '-json', './...'],
    ['list', 'all'],
  ])
    sameList(go(args, dir), await burrow(args, dir));
});

// A home where Go's telemetry is off: its helper would write there while directories are removed.
const home = path.join(os.tmpdir(), 'burrow-test-home');
fs.mkdirSync(path.join(home, '.config/go/telemetry'), { recursive: true });
fs.writeFileSync(path.join(home, '.config/go/telemetry/mode'), 'off');

const perCase = [
  ['list', '-e', '-json'],
  ['list', '-e', '-deps', '-test', '-json=ImportPath,Error,DepsErrors,Imports,ImportMap,Incomplete,Match'],
  ['list', '-deps'],
];

for (const c of moduleCases) {
  check(`list: ${c.name}`, async () => {
    const dir = extract(c.files);
    try {
      const cwd = path.join(dir, c.cwd ?? '');
      const own = { HOME: home, GOMODCACHE: path.join(dir, 'modcache') };
      const env = {
        ...own,
        GOCACHE: path.join(os.tmpdir(), 'burrow-test-gocache'),
        GOPROXY: 'off',
        GOTOOLCHAIN: 'local',
        ...Object.fromEntries(Object.entries(c.env ?? {}).map(([k, v]) => [k, v.replaceAll('$W', dir)])),
      };
      for (const args of c.raw === true ? [c.args] : perCase.map(a => [...a, ...c.args])) {
        sameList(go(args, cwd, env), await burrow(args, cwd, env));
      }
    } finally {
      fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    }
  });
}

const templates: readonly string[] = [
  '{{.Dir}}|{{.Name}}|{{.Doc}}',
  '{{.Imports}} {{len .Imports}} {{index .Imports 0}} {{slice .Name 1 2}}',
  '{{join .GoFiles ","}} {{range $i, $f := .GoFiles}}{{if $i}}, {{end}}{{$i}}={{$f}}{{else}}none{{end}}',
  '{{if and .Standard (not .Error)}}std{{else if .Error}}bad{{else}}own{{end}}',
  '{{with .Module}}{{.Path}}{{else}}no module{{end}}{{.Module}}',
  '{{range .Imports}}{{if eq . "io"}}{{break}}{{end}}{{.}} {{end}}',
  '{{range .Imports}}{{if eq . "io" "errors"}}{{continue}}{{end}}{{. | printf "%-8s|%q|%x"}} {{end}}',
  '{{context.GOOS}} {{context.GOARCH}} {{context.Compiler}} {{context.ReleaseTags}} {{context.CgoEnabled}}',
  '{{$n := len .GoFiles}}{{if gt $n 3}}{{$n = 3}}{{end}}{{range $n}}{{.}}{{end}} {{le 1 2}} {{ne "a" "b"}}',
  '{{define "x"}}<{{.}}>{{end}}{{template "x" .Name}}{{block "y" .Dir}}[{{.}}]{{end}}',
  '{{- /* a comment */ -}}  {{.Name -}}  \n  x',
  '{{printf "%v %d %t %5.2f %s" .Name 12 .Standard 1.5 .Imports}} {{print 1 2 "x" 3}} {{println .Name}}',
  '{{html "<a&b>"}} {{js "it\'s"}} {{urlquery "a b&c"}} {{true}} {{nil | printf "%v"}}{{1.50}} {{0x10}} {{\'a\'}}',
  '{{.ImportMap}} {{.Match}} {{.Goroot}} {{.DepOnly}} {{(index .GoFiles 0) | len}} {{not .Incomplete}}',
  '{{.Error}}{{.DepsErrors}}{{or .ForTest "-"}} {{and .Name .Dir}} {{index .ImportMap "x"}}',
  '{{.Nope}}',
  '{{.Name.Foo}}',
  '{{.Module.Path}}',
  '{{nope}}',
  '{{if}}{{end}}',
  '{{range .Name}}{{end}}',
  '{{index .GoFiles 999}}',
  '{{.Name',
  '{{end}}',
  '{{len 3}}',
  '{{eq .Name 1}}',
  '{{template "none"}}',
  '{{"unterminated}}',
  '{{$x}}',
  '{{.Imports | join}}',
  '{{break}}',
];

for (const t of templates) {
  check(`list -f ${JSON.stringify(t)}`, async () => {
    const args = ['list', '-f', t, 'bytes', 'io'];
    sameList(go(args, os.tmpdir()), await burrow(args, os.tmpdir()));
  });
}

const environments: readonly Readonly<Record<string, string>>[] = [
  {},
  { GOOS: 'js', GOARCH: 'wasm' },
  { GOARCH: 'riscv64', GOEXPERIMENT: 'arenas' },
  { GOFLAGS: '-tags=x', CGO_CFLAGS: '-O3', GOPRIVATE: 'example.com', GOPATH: '/p' },
  { GOWORK: 'off', GOENV: '/nowhere/env', GOAMD64: 'v3' },
];

for (const vars of environments) {
  check(`env with ${JSON.stringify(vars)}`, async () => {
    for (const args of [['env'], ['env', '-json', '-changed'], ['env', 'GOOS', 'NOPE', 'GOMOD']]) {
      const want = go(args, os.tmpdir(), vars);
      const got = await burrow(args, os.tmpdir(), vars);
      // What the go command finds out by calling the C compiler, with the name of a directory made for that.
      const cut = (s: string) => s.replace(/^GOGCCFLAGS=.*\n/m, '');
      assert.equal(cut(got.stdout), cut(want.stdout));
      assert.equal(got.stderr, want.stderr);
    }
  });
}

check('env -w and env -u', async () => {
  const steps = [
    ['env', '-w', 'GOBIN=/b', 'CGO_CFLAGS=-g -O1', 'GOFLAGS=-tags=a'],
    ['env', 'GOBIN', 'CGO_CFLAGS'],
    ['env', '-w', 'GOBIN=/c'],
    ['env', '-u', 'CGO_CFLAGS'],
    ['env', '-w', 'GOOS=nope'],
    ['env', '-w', 'GOEXE=x'],
    ['env', '-w', 'NOPE=x'],
    ['env', '-w', 'GOPATH=rel'],
    ['env', '-w'],
    ['env', '-u'],
    ['env', '-u', 'GOFLAGS', 'GOBIN'],
  ];
  const dirs = [extract('-- env --\n# a comment\nGOPRIVATE=x\nGOBIN=/a\n\nGOPRIVATE=y\n'), extract('')];
  fs.copyFileSync(path.join(dirs[0]!, 'env'), path.join(dirs[1]!, 'env'));
  try {
    for (const args of steps) {
      const [a, b] = dirs.map(d => path.join(d, 'env')) as [string, string];
      const want = go(args, os.tmpdir(), { GOENV: a });
      const got = await burrow(args, os.tmpdir(), { GOENV: b });
      assert.deepEqual(got, want, args.join(' '));
      assert.equal(fs.readFileSync(b, 'utf8'), fs.readFileSync(a, 'utf8'), args.join(' '));
    }
  } finally {
    for (const d of dirs) fs.rmSync(d, { recursive: true, force: true });
  }
});

check('version', async () => {
  const bin = path.join(goroot!, 'bin'); // goroot is there where go is
  const exe = path.join(bin, 'go');
  for (const args of [
    ['version'],
    ['version', exe],
    ['version', '-m', exe],
    ['version', '-m', '-json', exe],
    ['version', bin],
  ]) {
    assert.deepEqual(await burrow(args, os.tmpdir()), go(args, os.tmpdir()), args.join(' '));
  }
  for (const args of [
    ['version', '-m'],
    ['version', '/nowhere'],
    ['version', '-json', exe],
    ['version', '/etc/passwd'],
  ]) {
    assert.deepEqual(await burrow(args, os.tmpdir()), go(args, os.tmpdir()), args.join(' '));
  }
});

const texts: readonly (readonly string[])[] = [
  ['nope'],
  ['tool', 'dist', 'list'],
  ['help', 'nope'],
  ['tool', 'dist', 'list', '-json'],
];

for (const args of texts) {
  check(`text of ${args.join(' ')}`, async () => {
    assert.deepEqual(await burrow(args, os.tmpdir()), go(args, os.tmpdir()));
  });
}
