// A program for tests of passes: its types, functions and runtime are the text of one file each.

import { assert } from '../../diag/internal-error.ts';
import { FileSet } from '../../base/pos.ts';
import { Layouts } from '../../rtype/layout.ts';
import { memoryFacts } from '../../target/memory.ts';
import { checkSource } from '../../types/check-source.ts';
import { Context } from '../../types/context.ts';
import type { Package } from '../../types/package.ts';
import { sizes64 } from '../../types/sizes.ts';
import { ArrayT, Pointer, Slice, type Type } from '../../types/type.ts';
import * as Universe from '../../types/universe.ts';
import { OpInfo, type OpTable } from '../op.ts';
import { type CompileOptions, type PackageOptions, Program, type ProgramSource } from './program.ts';

/** The runtime's declarations that lowering calls, as far as its tests need them. */
const runtimeText = `package runtime

import "unsafe"

type _type struct { x int }
type maptype struct { x int }
type hmap struct { x int }
type _defer struct { heap bool; rangefunc bool; sp uintptr; pc uintptr; fn func(); link *_defer; head *uintptr }

var writeBarrier struct { enabled bool; pad [3]byte; alignme uint64 }
var zeroVal [1024]byte
var staticuint64s [256]uint64

func newobject(typ *_type) unsafe.Pointer
func mallocgc(size uintptr, typ *_type, needzero bool) unsafe.Pointer
func makeslice(et *_type, len, cap int) unsafe.Pointer
func makeslice64(et *_type, len64, cap64 int64) unsafe.Pointer
func makemap_small() *hmap
func makemap(t *maptype, hint int, m *hmap) *hmap
func makemap64(t *maptype, hint int64, m *hmap) *hmap
func rand() uint64
func convT16(val uint16) unsafe.Pointer
func convT32(val uint32) unsafe.Pointer
func convT64(val uint64) unsafe.Pointer
func convTstring(val string) unsafe.Pointer
func convTslice(val []byte) unsafe.Pointer
func typedmemmove(typ *_type, dst, src unsafe.Pointer)
func wbZero(typ *_type, dst unsafe.Pointer)
func wbMove(typ *_type, dst, src unsafe.Pointer)
func memmove(to, from unsafe.Pointer, n uintptr)
func memclrNoHeapPointers(ptr unsafe.Pointer, n uintptr)
func memclrHasPointers(ptr unsafe.Pointer, n uintptr)
func deferproc(fn func())
func deferprocStack(d *_defer)
func deferreturn()
func panicdivide()
func panicoverflow()
`;

/** A program of the declarations in `source`, for amd64, and how its types are named. */
export function checkProgram(
  source: string,
  machine: OpTable | null = null,
  options: Partial<CompileOptions> = {},
): { p: Program; typeOf: (name: string) => Type } {
  const runtime = checkSource(runtimeText);
  const main = checkSource(source);
  assert(runtime.errors.length === 0 && main.errors.length === 0, [...runtime.errors, ...main.errors].join('\n'));
  const packages: readonly Package[] = [runtime.pkg, main.pkg];
  const from: ProgramSource = {
    fset: new FileSet(),
    package: path => packages.find(x => x.path === path)!,
    body: () => null,
    release: () => {},
    hasBody: () => false,
    pragma: () => 0,
    linkname: () => null,
    declaredAs: () => null,
    importedBy: (_, path) => packages.find(x => x.path === path) ?? null,
    embedded: () => null,
    asmDefines: () => -1,
    localNumber: () => 0,
    initOrder: () => [],
    initFuncs: () => [],
    context: new Context(),
  };
  const asked: PackageOptions = { noOpt: false, noInline: false, dwarf: false, checkForm: false, profile: null };
  const all = { goos: 'linux', goarch: 'amd64', archLevel: 1, ofPackage: () => asked, ...options };
  const p = new Program(from, all, new OpInfo(machine), new Layouts(sizes64, memoryFacts('amd64')));
  const typeOf = (name: string): Type => {
    if (name.startsWith('*')) return new Pointer(typeOf(name.slice(1)));
    if (name.startsWith('[]')) return new Slice(typeOf(name.slice(2)));
    const array = /^\[(\d+)\](.*)$/.exec(name);
    if (array !== null) return new ArrayT(typeOf(array[2]!), Number(array[1]));
    if (name === 'unsafe.Pointer') return Universe.unsafePackage.scope.lookup('Pointer')!.type!;
    const dot = name.lastIndexOf('.');
    const pkg = dot < 0 ? null : packages.find(x => x.path === name.slice(0, dot));
    const obj =
      dot < 0
        ? (Universe.universe.lookup(name) ?? main.pkg.scope.lookup(name))
        : pkg!.scope.lookup(name.slice(dot + 1));
    assert(obj !== null && obj !== undefined && obj.type !== null, `a type: ${name}`);
    return obj.type;
  };
  return { p, typeOf };
}
