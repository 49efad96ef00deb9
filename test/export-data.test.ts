// Export data that go/importer reads; see suites/export-data.ts.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
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
