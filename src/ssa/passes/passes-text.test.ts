// Each optimising pass on small functions: what it takes out, and what it must leave.
import assert from 'node:assert/strict';
import test from 'node:test';
import { checkFunc } from '../check.ts';
import { parseFunc } from '../parse.ts';
import { printFunc } from '../print.ts';
import { checkProgram } from '../program/check-program.ts';
import { optimizing, passes } from './passes.ts';

const { p, typeOf } = checkProgram('package main\n type T struct { a, b int; c string }\n var g, h int');

/** Rows: passes, a function, what its text matches afterwards, and what it does not. */
const cases: readonly (readonly [passes: string, name: string, text: string, want: RegExp[], wantNot: RegExp[]])[] = [
  [
    'promote',
    'a variable set on two ways',
    `func main.f(int) (int)
b0:
  x = Param.i64
  a = Alloc.ptr {int}
  s = Store a x
  z = ConstInt.i64 [0]
  c = LtS.i8 x z
  If c -> b1 b2
b1:
  t = Store a z
  Plain -> b2
b2:
  l = Load.i64 a
  Ret l`,
    [/Phi\.i64/],
    [/Alloc|Store|Load/],
  ],
  [
    'promote',
    'a struct that is cleared, set in part and copied out',
    `func main.f(int, *main.T)
b0:
  x = Param.i64
  q = Param.ptr [1]
  a = Alloc.ptr {main.T}
  z = Zero {main.T} a
  o = OffPtr.ptr a [8]
  s = Store o x
  m = Move {main.T} q a
  Ret`,
    [/Store v2 v1 \[8\]/, /Store v2 v\d+ \[24\]/],
    [/Alloc|Zero|Move/],
  ],
  [
    'promote',
    'memory whose address leaves, or that deferReturn reads, stays',
    `func main.f(int) (int) hasDefer
b0:
  x = Param.i64
  a = Alloc.ptr {int}
  b = Alloc.ptr {int}
  s = Store a x
  t = Store b x
  c = CallStatic {main.g(*int)} b
  l = Load.i64 a
  Ret l
b1: deferReturn
  m = Load.i64 a
  Ret m`,
    [/Alloc[^]*Alloc/, /Load[^]*Load/],
    [],
  ],
  [
    'opt',
    'bits of a float that is no number',
    `func main.f() (float32, float32)
b0:
  n = ConstInt.i32 [2139095041]
  x = Bitcast.f32 n
  m = ConstInt.i32 [1069547520]
  y = Bitcast.f32 m
  Ret x y`,
    [/v2 = Bitcast\.f32/, /v4 = ConstFloat\.f32/],
    [],
  ],
  [
    'tmpstring',
    'bytes that are compared as strings before they change, and bytes of a string that are read',
    `func main.f(*uint8, int, *uint8, int) (int8, uint8)
b0:
  p = Param.ptr
  n = Param.i64 [1]
  q = Param.ptr [2]
  m = Param.i64 [3]
  z = ConstInt.ptr [0]
  c = CallStatic {runtime.slicebytetostring(*[32]uint8, *uint8, int) (string)} z p n
  r = Result.ptr c
  l = Result.i64 c [0,1]
  t = CallStatic {runtime.stringtoslicebyte(*[32]uint8, string) ([]uint8)} z q m
  u = Result.ptr t
  e = CallStatic {runtime.memequal(*uint8, *uint8, uintptr) (int8)} r u l
  x = Result.i8 e
  s = Store p x
  w = Load.i8 u
  Ret x w`,
    [/CallStatic {runtime.memequal.*} v1 v3 v2/, /Load\.i8 v3/],
    [/slicebytetostring|stringtoslicebyte/],
  ],
  [
    'tmpstring',
    'bytes that change before the string is read, strings that leave',
    `func main.f(*uint8, int, *uint8, int) (int8, string)
b0:
  p = Param.ptr
  n = Param.i64 [1]
  q = Param.ptr [2]
  m = Param.i64 [3]
  z = ConstInt.ptr [0]
  c = CallStatic {runtime.slicebytetostring(*[32]uint8, *uint8, int) (string)} z p n
  r = Result.ptr c
  o = ConstInt.i8 [1]
  s = Store q o
  w = Load.i8 r [0,1]
  d = CallStatic {runtime.slicebytetostring(*[32]uint8, *uint8, int) (string)} z p n
  t = Result.ptr d
  k = Result.i64 d [0,1]
  Ret w t k`,
    [/slicebytetostring[^]*slicebytetostring/],
    [],
  ],
  [
    'tmpstring',
    'bytes of a string of bytes that change',
    `func main.f(*uint8, int) (int8)
b0:
  p = Param.ptr
  n = Param.i64 [1]
  z = ConstInt.ptr [0]
  c = CallStatic {runtime.slicebytetostring(*[32]uint8, *uint8, int) (string)} z p n
  r = Result.ptr c
  l = Result.i64 c [0,1]
  t = CallStatic {runtime.stringtoslicebyte(*[32]uint8, string) ([]uint8)} z r l
  u = Result.ptr t
  o = ConstInt.i8 [1]
  s = Store p o
  w = Load.i8 u
  Ret w`,
    [/slicebytetostring/],
    [],
  ],
  [
    'cse',
    'loads between writes, and checks that were made',
    `func main.f(*int, int, int) (int, int, int)
b0:
  q = Param.ptr
  i = Param.i64 [1]
  n = Param.i64 [2]
  k = CheckBounds i n
  a = Load.i64 q
  b = Load.i64 q
  j = CheckBounds i n
  s = Store q i
  c = Load.i64 q
  Ret a b c`,
    [/CheckBounds/, /Ret v5 v5 v9/],
    [/CheckBounds[^]*CheckBounds/],
  ],
  [
    'cse',
    'an atomic load is a barrier',
    `func main.f(*int) (int, int)
b0:
  q = Param.ptr
  a = Load.i64 q
  t = AtomicLoad.i64 q
  b = Load.i64 q
  Ret a b`,
    [/Load[^]*AtomicLoad[^]*Load/],
    [],
  ],
  [
    'cse',
    'a pointer as an integer is made again behind a call',
    `func main.f(*int, int) (int)
b0:
  q = Param.ptr
  x = Param.i64 [1]
  a = Bitcast.i64 q
  e = And.i64 a x
  b = Bitcast.i64 q
  g = And.i64 b x
  k = CallStatic {main.g(*int)} q
  c = Bitcast.i64 q
  h = And.i64 c x
  s = Sub.i64 e g
  t = Sub.i64 h s
  Ret t`,
    [/Bitcast[^]*And[^]*CallStatic[^]*Bitcast[^]*And/],
    [/And[^]*And[^]*CallStatic/],
  ],
  [
    'cse',
    'a load in a loop that writes',
    `func main.f(*int, int) (int)
b0:
  q = Param.ptr
  n = Param.i64 [1]
  a = Load.i64 q
  Plain -> b1
b1:
  b = Load.i64 q
  c = LtS.i8 b n
  If c -> b2 b3
b2:
  s = Store q n
  Plain -> b1
b3:
  Ret a`,
    [/Load[^]*Load/],
    [],
  ],
  [
    'forward',
    'what was stored is loaded; other symbols do not meet',
    `func main.f(int, int) (int, int)
b0:
  x = Param.i64
  y = Param.i64 [1]
  g = SymAddr.ptr {main.g}
  h = SymAddr.ptr {main.h}
  s = Store g x
  t = Store h y
  a = Load.i64 g
  b = Load.i64 h
  Ret a b`,
    [/Ret v1 v2/],
    [/Load/],
  ],
  [
    'forward',
    'what is there already is not stored: s = s[:n]',
    `func main.f(*[]int, int)
b0:
  q = Param.ptr
  n = Param.i64 [1]
  a = Load.ptr q
  c = Load.i64 q [16]
  s = Store q a
  t = Store q n [8]
  u = Store q c [16]
  Ret`,
    [/Store v1 v2 \[8\]/],
    [/Store[^]*Store/],
  ],
  [
    'forward,deadstore,clean',
    'an element that is stored and loaded: nobody needs the array; not with a store in between',
    `func main.f(int, int, *int) (int, int)
b0:
  i = Param.i64
  x = Param.i64 [1]
  q = Param.ptr [2]
  a = Alloc.ptr {main.T}
  z = Zero {main.T} a
  e = AddPtr.ptr a i
  s = Store e x
  l = Load.i64 e
  d = AddPtr.ptr q i
  t = Store d x
  u = Store q l
  m = Load.i64 d
  Ret l m`,
    [/Ret v2 v\d+/, /AddPtr\.ptr v3 v1[^]*Load/],
    [/Alloc|Load[^]*Load/],
  ],
  [
    'forward',
    'pointers that may be the same',
    `func main.f(*int, *int, int) (int)
b0:
  q = Param.ptr
  r = Param.ptr [1]
  x = Param.i64 [2]
  z = ConstInt.i64 [0]
  s = Store q x
  t = Store r z
  a = Load.i64 q
  Ret a`,
    [/Load/],
    [],
  ],
  [
    'deadstore',
    'a store that is written over; not one that a check may show',
    `func main.f(*int, *int, int)
b0:
  q = Param.ptr
  r = Param.ptr [1]
  x = Param.i64 [2]
  s = Store q x [8]
  t = Store q x
  u = Store q x [8]
  v = Store r x
  k = CheckNonZero x
  w = Store r x
  Ret`,
    [/Store v2 v3[^]*CheckNonZero[^]*Store v2 v3/],
    [/\[8\][^]*\[8\]/],
  ],
  [
    'lower-allocs,expand-calls',
    'a result that is made before the return is made in its place',
    `func main.f(int) ([3]int, int)
b0:
  x = Param.i64
  a = Alloc.ptr {[3]int} [3]
  z = Zero {[3]int} a [1]
  s = Store a x [8]
  Ret a x`,
    [/(v\d+) = InArg[^]*Zero \{\[3\]int\} \1[^]*Store \1/],
    [/Move|Slot/],
  ],
  [
    'lower-allocs,expand-calls',
    'not where a call comes between, or what is read elsewhere',
    `func main.f(int, *int) ([3]int, [3]int)
b0:
  x = Param.i64
  q = Param.ptr [1]
  a = Alloc.ptr {[3]int} [3]
  z = Zero {[3]int} a [1]
  c = CallStatic {main.g(*int)} q
  b = Alloc.ptr {[3]int} [3]
  y = Zero {[3]int} b [1]
  Plain -> b1
b1:
  Ret a b`,
    [/Move[^]*Move/],
    [],
  ],
  [
    'lower-allocs',
    'small variables of the heap share an object, what is aligned most first',
    `func main.f(int) (*int16, *int, *int8)
b0:
  x = Param.i64
  a = Alloc.ptr {int16}
  z = Zero {int16} a [1]
  c = CallStatic {main.g()}
  b = Alloc.ptr {int}
  s = Store b x
  d = Alloc.ptr {int8}
  Ret a b d`,
    [
      /ConstInt\.i64 \[16\][^]*CallStatic \{runtime\.mallocgc[^]*(v\d+) = Result\.ptr[^]*OffPtr\.ptr \1 \[8\][^]*OffPtr\.ptr \1 \[10\]/,
    ],
    [/newobject|Zero|Alloc/],
  ],
  [
    'lower-allocs',
    'not those with pointers, of 16 bytes and more together, in other blocks, or what the source makes',
    `func main.f(int) (*int16, *[15]byte, **int, *int8, *int8)
b0:
  x = Param.i64
  a = Alloc.ptr {int16}
  b = Alloc.ptr {[15]byte}
  c = Alloc.ptr {*int}
  d = Alloc.ptr {[2]int}
  e = Alloc.ptr {int8} [1]
  Plain -> b1
b1:
  g = Alloc.ptr {int8}
  Ret a b c g e`,
    [/(newobject[^]*){6}/],
    [/mallocgc/],
  ],
  [
    'opt,cse,prove',
    'a loop over a slice',
    `func main.f([]int) (int)
b0:
  q = Param.ptr
  n = Param.i64 [0,1]
  z = ConstInt.i64 [0]
  o = ConstInt.i64 [1]
  Plain -> b1
b1:
  i = Phi.i64 z k
  s = Phi.i64 z t
  c = LtS.i8 i n
  If c -> b2 b3
b2:
  e = CheckBounds i n
  m = ConstInt.i64 [8]
  w = Mul.i64 i m
  a = AddPtr.ptr q w
  l = Load.i64 a
  t = Add.i64 s l
  k = Add.i64 i o
  Plain -> b1
b3:
  Ret s`,
    [/Shl/],
    [/CheckBounds|Mul/],
  ],
  [
    'prove',
    'an index that may be negative, and one that overflows',
    `func main.f([]int, int, int32) (int)
b0:
  q = Param.ptr
  n = Param.i64 [0,1]
  i = Param.i64 [1]
  j = Param.i32 [2]
  o = ConstInt.i32 [1]
  c = LtS.i8 i n
  If c -> b1 b2
b1:
  e = CheckBounds i n
  Plain -> b2
b2:
  z = ConstInt.i32 [0]
  d = LtS.i8 z j
  If d -> b3 b4
b3:
  k = Add.i32 j o
  w = LtS.i8 j k
  If w -> b4 b5
b4:
  Ret i
b5:
  Ret n`,
    [/CheckBounds/, /LtS.i8 v4 v\d+/],
    [],
  ],
  [
    'prove',
    'what is above a widened number is no limit of the narrow one',
    `func main.f(int32) (int, int)
b0:
  x = Param.i32
  c = ConstInt.i32 [32]
  t = LtS.i8 x c
  If t -> b1 b2
b1:
  z = ConstInt.i64 [0]
  Ret z z
b2:
  w = SignExt.i64 x
  d = Add.i64 w w
  o = ConstInt.i32 [1]
  s = Add.i32 x o
  e = SignExt.i64 s
  Ret d e`,
    [/SignExt/],
    [],
  ],
  [
    'prove',
    'what a check that passed says',
    `func main.f([]int, int) (int)
b0:
  q = Param.ptr
  n = Param.i64 [0,1]
  i = Param.i64 [1]
  e = CheckBounds i n
  o = ConstInt.i64 [1]
  k = Sub.i64 n o
  d = CheckBounds k n
  z = ConstInt.i64 [2]
  h = DivS.i64 i z
  g = CheckBounds h n
  Ret h`,
    [/DivU/],
    [/CheckBounds[^]*CheckBounds/],
  ],
  [
    'shortcircuit',
    'a branch on a constant that one way brings',
    `func main.f(int8, int8) (int)
b0:
  x = Param.i8
  y = Param.i8 [1]
  t = ConstInt.i8 [1]
  o = ConstInt.i64 [1]
  z = ConstInt.i64 [0]
  If x -> b2 b1
b1:
  Plain -> b2
b2: <- b0 b1
  c = Phi.i8 t y
  If c -> b3 b4
b3:
  Ret o
b4:
  Ret z`,
    [/If v1 [^]*If v2 /],
    [/Phi/],
  ],
  [
    'memcombine',
    'bytes from the highest on',
    `func main.f(*int) (int32)
b0:
  q = Param.ptr
  e = ConstInt.i8 [8]
  a = Load.i8 q [5]
  b = Load.i8 q [4]
  x = ZeroExt.i16 a
  y = ZeroExt.i16 b
  s = Shl.i16 y e [1]
  r = Or.i16 s x
  w = SignExt.i32 r
  Ret w`,
    [/Load\.i16 v1 \[4\]/, /RotL/],
    [/Load\.i8|Or/],
  ],
  [
    'memcombine',
    'bytes with a store in between',
    `func main.f(*int) (int32)
b0:
  q = Param.ptr
  e = ConstInt.i8 [8]
  a = Load.i8 q
  t = Store q a [1]
  b = Load.i8 q [1]
  x = ZeroExt.i16 a
  y = ZeroExt.i16 b
  s = Shl.i16 y e [1]
  r = Or.i16 s x
  w = SignExt.i32 r
  Ret w`,
    [/Load\.i8[^]*Load\.i8/],
    [/Load\.i16/],
  ],
  [
    'memcombine',
    'bytes that are stored',
    `func main.f(*int, int32)
b0:
  q = Param.ptr
  x = Param.i32 [1]
  e = ConstInt.i8 [8]
  f = ConstInt.i8 [16]
  g = ConstInt.i8 [24]
  b = ShrU.i32 x e [1]
  c = ShrU.i32 x f [1]
  d = ShrU.i32 x g [1]
  h = Trunc.i8 x
  i = Trunc.i8 b
  j = Trunc.i8 c
  k = Trunc.i8 d
  s = Store q k [3]
  t = Store q h
  u = Store q i [1]
  v = Store q j [2]
  Ret`,
    [/Store v1 v2\n/],
    [/Store[^]*Store/],
  ],
  [
    'branchelim',
    'a choice instead of a branch',
    `func main.f(int, int) (int)
b0:
  x = Param.i64
  y = Param.i64 [1]
  c = LtS.i8 x y
  If c -> b1 b2
b1:
  Plain -> b2
b2: <- b0 b1
  m = Phi.i64 y x
  Ret m`,
    [/CondSelect\.i64 v3 v1 v2/],
    [/If|Phi/],
  ],
  [
    'licm',
    'what the head of a loop reads first, with its check; a product; not a division',
    `func main.f(*int, int) (int)
b0:
  q = Param.ptr
  n = Param.i64 [1]
  z = ConstInt.i64 [0]
  Plain -> b1
b1: <- b0 b2
  i = Phi.i64 z j
  k = NilCheck q
  a = Load.i64 q
  c = LtS.i8 i a
  If c -> b2 b3
b2:
  m = Mul.i64 n n
  d = DivS.i64 a n
  e = Add.i64 m d
  j = Add.i64 i e
  Plain -> b1
b3:
  Ret i`,
    [/NilCheck[^]*Load[^]*Mul[^]*Plain[^]*Phi[^]*DivS/],
    [],
  ],
  [
    'licm',
    'memory that the loop may write to; a pointer, which an integer is not written over',
    `func main.f(*int, **int, int) (int)
b0:
  q = Param.ptr
  r = Param.ptr [1]
  n = Param.i64 [2]
  z = ConstInt.i64 [0]
  x = NilCheck q
  y = NilCheck r
  Plain -> b1
b1: <- b0 b1
  i = Phi.i64 z j
  a = Load.i64 q
  b = Load.ptr r
  s = Store b a
  j = Add.i64 i a
  c = LtS.i8 j n
  If c -> b1 b2
b2:
  Ret j`,
    [/Load\.ptr[^]*Phi[^]*Load\.i64/],
    [],
  ],
  [
    'licm',
    'on one way alone: from a parameter that was checked, not from another pointer, nor is its address made',
    `func main.f(*main.T, **int, int) (int)
b0:
  q = Param.ptr
  r = Param.ptr [1]
  n = Param.i64 [2]
  z = ConstInt.i64 [0]
  x = NilCheck q
  y = NilCheck r
  p = Load.ptr r
  k = NilCheck p
  Plain -> b1
b1: <- b0 b2
  i = Phi.i64 z j
  c = LtS.i8 i n
  If c -> b2 b3
b2:
  a = Load.i64 q [8]
  b = Load.i64 p
  o = AddPtr.ptr q n
  l = Load.i64 o
  e = Add.i64 a b
  j = Add.i64 e l
  Plain -> b1
b3:
  Ret i`,
    [/Load\.i64 v1 \[8\][^]*Phi[^]*Load[^]*AddPtr[^]*Load/],
    [],
  ],
  [
    'licm',
    'a pointer as an integer is not kept',
    `func main.f(*int, int, int) (int)
b0:
  q = Param.ptr
  x = Param.i64 [1]
  n = Param.i64 [2]
  z = ConstInt.i64 [0]
  Plain -> b1
b1: <- b0 b1
  i = Phi.i64 z j
  a = Bitcast.i64 q
  b = Xor.i64 a x
  m = Xor.i64 x n
  e = Xor.i64 b m
  j = Add.i64 i e
  c = LtS.i8 j n
  If c -> b1 b2
b2:
  Ret j`,
    [/Xor\.i64 v2 v3[^]*Phi[^]*Bitcast[^]*Xor[^]*Xor/],
    [],
  ],
  [
    'licm',
    'a call leaves no registers: a sum is made again',
    `func main.f(int, int) (int)
b0:
  x = Param.i64
  y = Param.i64 [1]
  z = ConstInt.i64 [0]
  Plain -> b1
b1: <- b0 b1
  i = Phi.i64 z j
  s = Xor.i64 x y
  k = CallStatic {main.g(*int)} z
  j = Add.i64 i s
  c = LtS.i8 j y
  If c -> b1 b2
b2:
  Ret j`,
    [/Phi[^]*Xor/],
    [],
  ],
  [
    'fuse',
    'a number between two others is compared once',
    `func main.f(int32, int) (int)
b0:
  x = Param.i32
  y = Param.i64 [1]
  a = ConstInt.i32 [48]
  b = ConstInt.i32 [57]
  c = LeS.i8 a x
  If c -> b1 b3
b1:
  d = LtS.i8 b x
  If d -> b3 b2
b2:
  Ret y
b3: <- b0 b1
  Ret y`,
    [/Sub\.i32 v1[^]*LeU\.i8 v\d+ v\d+\n  If v\d+ -> b2 b3/],
    [/LeS|LtS/],
  ],
  [
    'fuse',
    'bytes outside of a range; limits of other values and other signs stay',
    `func main.f(int8, int8) (int)
b0:
  x = Param.i8
  y = Param.i8 [1]
  a = ConstInt.i8 [-128]
  n = ConstInt.i64 [1]
  b = ConstInt.i8 [-65]
  c = LtU.i8 x a
  If c -> b3 b1
b1:
  d = LtU.i8 b x
  If d -> b3 b2
b2:
  e = LtS.i8 x b
  If e -> b3 b4
b4:
  g = LtS.i8 b y
  If g -> b3 b5
b5:
  Ret n
b3: <- b0 b1 b2 b4
  Ret n`,
    [/Sub\.i8 v1 v\d+[^]*LeU[^]*LtS[^]*LtS/],
    [/LtU/],
  ],
  [
    'fuse',
    'one of two numbers that differ in a bit; not where the ways carry different values',
    `func main.f(int32, int) (int)
b0:
  x = Param.i32
  y = Param.i64 [1]
  a = ConstInt.i32 [69]
  b = ConstInt.i32 [101]
  z = ConstInt.i64 [3]
  c = Eq.i8 x a
  If c -> b3 b1
b1:
  d = Ne.i8 x b
  If d -> b2 b3
b2:
  e = Eq.i8 x a
  If e -> b6 b4
b4:
  g = Eq.i8 x b
  If g -> b6 b5
b5:
  Ret y
b6: <- b2 b4
  h = Phi.i64 y z
  Ret h
b3: <- b0 b1
  Ret y`,
    [/Or\.i32 v1[^]*Eq\.i8[^]*If v\d+ -> b\d b2[^]*Eq[^]*Eq/],
    [/Ne/],
  ],
  [
    'opt',
    'what nested loops make of a constant, and a counter',
    `func main.f(int) (int, int)
b0:
  n = Param.i64
  z = ConstInt.i64 [0]
  w = ConstInt.i64 [2]
  o = ConstInt.i64 [1]
  Plain -> b1
b1: <- b0 b3
  x = Phi.i64 z y
  i = Phi.i64 z j
  c = LtS.i8 i n
  If c -> b2 b5
b2: <- b1 b4
  y = Phi.i64 x d
  k = Phi.i64 z l
  e = LtS.i8 k i
  If e -> b4 b3
b4:
  m = Mul.i64 y w
  d = DivS.i64 m w
  l = Add.i64 k o
  Plain -> b2
b3:
  j = Add.i64 i o
  Plain -> b1
b5:
  Ret x i`,
    [/Phi[^]*Phi/, /(v\d+) = ConstInt\.i64 \[0\]\n[^]*Ret \1 v/],
    [/Phi[^]*Phi[^]*Phi/, /Mul|DivS|Shl/],
  ],
  [
    'opt',
    'a constant that another way of a loop changes',
    `func main.f(int) (int)
b0:
  n = Param.i64
  z = ConstInt.i64 [0]
  o = ConstInt.i64 [1]
  Plain -> b1
b1: <- b0 b3 b4
  x = Phi.i64 z x y
  c = LtS.i8 x n
  If c -> b2 b5
b2:
  y = Xor.i64 x o
  e = Eq.i8 y n
  If e -> b3 b4
b3:
  Plain -> b1
b4:
  Plain -> b1
b5:
  Ret x`,
    [/Phi/, /Xor/],
    [],
  ],
  [
    'opt',
    'memory that is compared with itself, and few bytes',
    `func main.f(*int, *int, int) (bool, bool, bool)
b0:
  x = Param.ptr
  y = Param.ptr [1]
  n = Param.i64 [2]
  k = ConstInt.i64 [7]
  c = CallStatic {runtime.memequal(*uint8, *uint8, uintptr) (int8)} x x n
  d = Result.i8 c
  e = CallStatic {runtime.memequal(*uint8, *uint8, uintptr) (int8)} x y k
  g = Result.i8 e
  h = CallStatic {runtime.memequal(*uint8, *uint8, uintptr) (int8)} x y n
  i = Result.i8 h
  Ret d g i`,
    [/Load\.i32 v1\n[^]*Load\.i32 v2\n[^]*Load\.i32 v1 \[3\][^]*CallStatic.* v1 v2 v3/],
    [/CallStatic[^]*CallStatic/],
  ],
];

for (const [names, name, text, want, wantNot] of cases) {
  test(`${names}: ${name}`, () => {
    const f = parseFunc(p, text, typeOf);
    checkFunc(p, f, 'parse');
    for (const n of names.split(',')) {
      [...optimizing, ...passes].find(x => x.name === n)!.run(p, f);
      checkFunc(p, f, n);
    }
    const got = printFunc(p, f);
    for (const re of want) assert.match(got, re);
    for (const re of wantNot) assert.doesNotMatch(got, re);
  });
}
