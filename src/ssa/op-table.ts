// The operations of SSA that belong to no machine, one a line: name, number of arguments (* any), flags, meaning.
// op-generator.ts makes op.generated.ts from it; a machine has a table of the same form for its own operations.
//
// Flags:
//   c  commutative in its first two arguments
//   p  pure: the result depends on the arguments, type and aux alone; may be computed anywhere its arguments are, or never
//   r  reads memory     w  writes memory     x  may panic (does not return then)     s  any other effect: never removed or moved
//   k  a call: everything in registers is lost; reads and writes memory
//   m  cheap to make again where it is needed, instead of keeping it (constants, addresses)
//   S T C L  the aux column names a symbol, a type, a call, a slot (auxkind.ts)
//
// `Type` below is the value's kind (scalar.ts). lo/hi is the value's 64-bit constant column, aux its index column.
// Integers wrap. Comparison results are I8, 0 or 1.

export const opTable = `
Invalid        0 -    no value
Phi            * -    one argument for each predecessor, in their order; first in the block
Copy           1 p    its argument
ConstInt       0 pm   integer lo/hi, sign-extended from Type (I8 to I64); nil for Ptr
ConstFloat     0 pm   float whose bits (of Type) are lo/hi
SymAddr        0 pmS  address of symbol aux plus lo
Unknown        0 pm   any value: of what is not reached, or never read
Param          0 -    scalar hi of parameter lo (receiver first) of the function; in the entry block
ParamAddr      0 pm   address of parameter lo, which lives in memory that belongs to the function
ClosurePtr     0 -    the closure context; in the entry block
Result         1 p    scalar hi of result lo of a call; or result lo of an operation with several. Directly after it
ResultMem      2 w    stores result lo of call arg0, which lives in memory, at arg1; directly after the call

Add            2 pc   integer sum
Sub            2 p    integer difference
Mul            2 pc   integer product
DivS           2 p    signed quotient; the divisor is not 0; -min/-1 = min
DivU           2 p    unsigned quotient
ModS           2 p    signed remainder
ModU           2 p    unsigned remainder
And            2 pc
Or             2 pc
Xor            2 pc
Neg            1 p
Not            1 p    bitwise complement
Shl            2 p    shift left; the count is unsigned of its own Type; 0 when too large. lo=1: the count is known to be in range
ShrS           2 p    signed shift right; sign when too large
ShrU           2 p    unsigned shift right; 0 when too large
RotL           2 p    rotate left, count modulo the width
MulHiS         2 pc   upper half of the signed product
MulHiU         2 pc   upper half of the unsigned product
MulFull        2 pc   unsigned: Result 0 upper half, Result 1 lower half
DivFull        3 p    unsigned (arg0:arg1)/arg2: Result 0 quotient, Result 1 remainder; arg2 > arg0
AddCarry       3 p    arg0+arg1+arg2 (0 or 1): Result 0 sum, Result 1 carry out
SubBorrow      3 p    arg0-arg1-arg2 (0 or 1): Result 0 difference, Result 1 borrow out
AvgU           2 p    (arg0+arg1)/2 without overflow, arg0 >= arg1
Ctz            1 p    trailing zeros; the width for 0. lo=1: not 0
BitLen         1 p    bits needed; 0 for 0
PopCount       1 p
Bswap          1 p    bytes reversed
BitRev         1 p    bits reversed
Eq             2 pc   integers, pointers
Ne             2 pc
LtS            2 p
LeS            2 p
LtU            2 p
LeU            2 p
FEq            2 pc   floats; false with NaN
FNe            2 pc   true with NaN
FLt            2 p
FLe            2 p
BoolNot        1 p    1 - arg
CondSelect     3 p    arg0 ? arg1 : arg2
FAdd           2 pc
FSub           2 p
FMul           2 pc
FDiv           2 p
FNeg           1 p
FAbs           1 p
FSqrt          1 p
FFloor         1 p
FCeil          1 p
FTrunc         1 p
FRoundEven     1 p
FMA            3 p    arg0*arg1 + arg2, rounded once
FCopysign      2 p    magnitude of arg0, sign of arg1
FMin           2 pc   as the built-in min: NaN wins, -0 < 0
FMax           2 pc
SignExt        1 p    to a wider integer
ZeroExt        1 p
Trunc          1 p    to a narrower integer
IntToFloat     1 p    signed I32 or I64 to F32, F64
UintToFloat    1 p    unsigned I64
FloatToInt     1 p    to signed I32, I64, toward zero; as gc's machine does where it does not fit
FloatToUint    1 p    to unsigned I64
FloatToFloat   1 p    F32 <-> F64
Bitcast        1 p    same size, other kind: Ptr <-> I64, F64 <-> I64, F32 <-> I32. lo=1: a Ptr computed as an integer in one expression; escape analysis looks through it, and through no other from I64

OffPtr         1 pm   pointer arg0 plus the constant lo/hi, inside the same object
AddPtr         2 p    pointer arg0 plus the I64 arg1, inside the same object
Load           1 r    Type at arg0 plus lo. hi=1: the memory never changes once it can be seen (box, string bytes, type). aux: 1 a length, 2 a capacity (type-table.ts: Role)
Store          2 w    arg1 at arg0 plus lo. aux=1: no write barrier (not in the heap, or so the source says). hi: 1 a length, 2 a capacity (type-table.ts: Role)
Zero           1 wT   type aux (type table) at arg0 becomes zero. lo=1: the memory is known to be fresh
Move           2 wT   type aux from arg1 to arg0; they are equal or do not overlap. lo=1: the target is fresh memory
Memmove        3 rw   arg2 bytes from arg1 to arg0, which may overlap; no pointers. lo=1: they may well be one place, which is asked first
NilCheck       1 x    panics when arg0 is nil
CheckBounds    2 x    panics unless arg0 < arg1 (kind Index) or arg0 <= arg1 (all other kinds), compared unsigned; lo is the kind (bounds.ts); hi=1: arg0 is of an unsigned type
CheckNonZero   1 x    panics with a division error when arg0 is 0
CheckShift     1 x    panics with a shift error when arg0 is negative
AtomicLoad     1 s    Type at arg0. lo: 0 sequentially consistent, 1 acquire
AtomicStore    2 s    arg1 at arg0. lo: 0 sequentially consistent, 1 release
AtomicXchg     2 s    gives the old value
AtomicAdd      2 s    gives the new value
AtomicCas      3 s    arg1 -> arg2 at arg0; I8 whether it did. Kind of arg1
AtomicAnd      2 s    gives the old value (Void: not wanted)
AtomicOr       2 s    gives the old value (Void: not wanted)
Prefetch       1 s    lo=1: streamed
Pause          0 s
PubBarrier     0 s    stores before are seen before stores after

Alloc          0 sT   Ptr to new memory of type aux, whose content is undefined until it is set; lo: allockind.ts
MakeBacking    2 xT   Ptr to arg1 (cap) zeroed elements of type aux; arg0 is len. Panics as makeslice; lo: 1 when 64-bit operands were given
MakeMap        1 sT   a new map of type aux for arg0 entries; lo=1: the hint is constant and at most 8
Box            * sT   Ptr to an immutable copy of the value of type aux: its scalars, or the address of its memory

CallStatic     * kC   calls f.calls[aux]; arguments are the scalars of each parameter, or its address. Of growslice, hi=1: in the frame if it fits; lo=1: for a slice
CallClosure    * kC   the same of the closure arg0; arguments follow
CallInter      * kC   the same of the code pointer arg0; arguments follow, the receiver first
Defer          1 k    defers the call of the closure arg0; lo: deferkind.ts
KeepAlive      1 s    arg0 is alive up to here. lo=1: and it leaks to the heap; lo=2: what it points to does
GetG           0 p    the current g
GetSP          0 s    the stack pointer
GetCallerSP    0 s    the stack pointer of the caller at the call
GetCallerPC    0 s    the return address
SlotAddr       0 pmL  (after lowering) address of slot aux of the frame (f.slots) plus lo. An I64 is compared only: it keeps nothing alive
SlotLive       0 sL   (after lowering) slot aux holds nothing before this point that matters: its life begins here
ArgReg         0 -    (after expand-calls) register parameter lo of the function (a register of rtype/abi.ts); in the entry block
InArg          0 pm   (after expand-calls) address of byte lo of the function's own stack arguments and results
OutArg         0 pm   (after expand-calls) address of byte lo of the stack arguments and results of the next, or last, call
InlMark        0 s    where inlined call lo begins
DebugVar       * -    from here on, the bytes of variable lo (f.vars) from hi on are the scalar arg0, or with hi=-1 the variable lies at the address arg0; without argument its value is lost. Counts as no use
LoadWB         0 r    whether write barriers are on
WBBuffer       0 s    room for lo pointers in the write barrier buffer; Ptr, clobbers only its result
UnsafeBegin    0 s    from here to UnsafeEnd the goroutine must not be stopped; also in the blocks between
UnsafeEnd      0 s
GroupMatchH2   2 p    I64: bit i is set where byte i of the I64 arg0 is the byte arg1 (control words of maps)
GroupMatchEmpty 1 p   I64: bit i is set where byte i is 0x80
GroupMatchEmptyOrDeleted 1 p  I64: bit i is set where byte i has its upper bit
GroupMatchFull 1 p    I64: bit i is set where byte i does not
StoreReg       1 -    (register allocation) to a spill slot
LoadReg        1 -    (register allocation) from a spill slot
`;
