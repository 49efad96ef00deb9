// Export data that go/importer reads; see suites/export-data.ts.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { exportFile } from '../src/build/export-data.ts';
import { load } from './compile-harness.ts';
import { goTool } from './goroot.ts';
import { compareExports } from './suites/export-data.ts';

const source = `package p

import (
	"io"
	"math"
	"unsafe"

	"example.com/m/q"
)

type (
	Number  interface{ ~int | ~float64; comparable }
	Pair[K comparable, V any] struct {
		Key   K \`json:"k" x:"\\xff"\`
		Value V
		next  *Pair[K, V]
		rest  map[K][]Pair[K, V]
	}
	Alias[T any] = map[string]Pair[string, T]
	Plain        = q.T
	Bytes        []byte
	Func         func(a byte, r rune, _ ...any) (n int, err error)
	Reader       interface {
		io.Reader
		Own(<-chan int, chan<- bool) [4]unsafe.Pointer
		hidden()
	}
	Copy   Reader
	Equal  comparable
	inner  struct{ q.T; *Bytes }
	Outer  struct{ inner }
	Ring   struct{ other *ring }
	ring   struct{ back Ring }
	Of[T Number, S ~[]T, P interface{ *S }] struct{}
)

func (p *Pair[A, B]) Set(k A, v B) *Pair[A, B] { return p }
func (Pair[_, B]) Get() (v B)                  { return }
func (b Bytes) Len() int                       { return len(b) }
func Map[T, U any](f func(T) U, list []T) []U  { return nil }
func Self[T interface{ Less(T) bool }](x T)    {}

const (
	Big     = 1 << 100
	Neg     = -1 << 63
	Third   = 1.0 / 3
	Huge    = math.MaxFloat64 * math.MaxFloat64
	Tiny    = -math.SmallestNonzeroFloat64 / Huge / Huge
	Cplx    = 1.5 + 2i
	Text    = "a\\xff\\x00é"
	Truth   = Big > Neg
	Rune    = 'x'
	Typed   q.Level = 3
	Float32 float32 = 0.1
)

var (
	V       = struct{ A, B int }{}
	Anon    interface{ M(any) error }
	Mapped  Alias[int]
	Copied  func(*q.T) (q.Level, bool) = q.New
	_       = V
)
`;

const other = `package q

type T struct{ Level }

type Level uint8

func (Level) String() string { return "" }

func New(t *T) (x Level, _ bool) { return }
`;

test('as gc writes it', { skip: goTool === null && 'no go command' }, async () => {
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-export-test-')));
  try {
    fs.mkdirSync(path.join(dir, 'q'));
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module example.com/m\n\ngo 1.26\n');
    fs.writeFileSync(path.join(dir, 'p.go'), source);
    fs.writeFileSync(path.join(dir, 'q/q.go'), other);
    const found = await compareExports(dir, ['.', 'net/http', 'go/types', 'slices', 'reflect']);
    assert.ok(found.size > 100, `${found.size} packages`);
    assert.ok(found.has('example.com/m'));
    for (const [name, verdict] of found) {
      // A position in another package, of a type that was inferred, is not kept.
      if (name !== 'internal/sysinfo') assert.equal(verdict, '', name);
    }
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
});

test("gc's compiler imports it", { skip: goTool === null && 'no go command' }, async () => {
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-export-test-')));
  try {
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module example.com/m\n\ngo 1.26\n');
    const file = path.join(dir, 'p.go');
    fs.writeFileSync(
      file,
      `package p

import (
	"encoding/json"
	"net/http"
	"sort"
)

type list []int

func (l list) Len() int           { return len(l) }
func (l list) Less(i, j int) bool { return l[i] < l[j] }
func (l list) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }

type embeds struct{ *http.Request }

func F(l list) ([]byte, error) {
	sort.Sort(l)
	e := embeds{&http.Request{Method: http.MethodGet}}
	_ = e.UserAgent()
	return json.Marshal(l)
}
`,
    );
    const loaded = await load(dir, ['.']);
    const rows: string[] = [];
    for (const unit of loaded.units) {
      if (unit.root || unit.path === 'unsafe') continue;
      const name = path.join(dir, `${rows.length}.a`);
      fs.writeFileSync(name, exportFile(loaded.checker, loaded.config, unit, loaded.units));
      rows.push(`packagefile ${unit.path}=${name}\n`);
    }
    const cfg = path.join(dir, 'importcfg');
    fs.writeFileSync(cfg, rows.join(''));
    const args = ['tool', 'compile', '-p', 'p', '-importcfg', cfg, '-o', path.join(dir, 'p.o'), file];
    const { status, stdout, stderr } = spawnSync(goTool!, args, { cwd: dir, encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);

    // Sqrt may be inlined, so what it calls is known.
    fs.writeFileSync(file, 'package p\n\nimport "math"\n\nvar _, _ = math.sqrt, math.nothing\n');
    const refused = spawnSync(goTool!, args, { cwd: dir, encoding: 'utf8' });
    assert.match(refused.stdout, /name sqrt not exported by package math\n.*undefined: math\.nothing\n/);
    assert.equal(refused.status, 2);
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
});
