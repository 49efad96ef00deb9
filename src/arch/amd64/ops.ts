// The operations of amd64 that the compiler selects, in the form of ssa/op-table.ts: name, number of arguments, flags, what
// it asks of registers (shapes.ts), meaning. op-generator.ts makes ops.generated.ts from it.
//
// Flags beside those of op-table.ts: f changes the condition codes, a result in the register of argument 0, n faults when the base
// of its memory operand is nil, C aux is a call.
//
// Most operations serve several widths. Arithmetic is 64 bits wide for values of kind I64 and Ptr, 32 bits for narrower ones
// (whose upper bits mean nothing). Compares and memory operations pack facts in aux: aux.ts. `lo` is a constant operand or the
// displacement of a memory operand; `hi` the constant of an operation that has both.
// A memory operand is the base, and in operations with the suffix idx the index behind it.

export const opTable = `
ADD            2 pcf  gp21
ADDconst       1 pf   gp11       + lo
SUB            2 pfa  gp21
NEG            1 pfa  gp11
NOT            1 pa   gp11
MUL            2 pcfa gp21
MULconst       1 pf   gp11       * lo
AND            2 pcfa gp21
OR             2 pcfa gp21
XOR            2 pcfa gp21
ANDconst       1 pfa  gp11
ORconst        1 pfa  gp11
XORconst       1 pfa  gp11
ANDN           2 pf   gp21       arg0 and not arg1 (BMI)
BLSR           1 pf   gp11       the lowest bit cleared (BMI)
BLSI           1 pf   gp11       the lowest bit alone (BMI)
BLSMSK         1 pf   gp11       the bits up to the lowest (BMI)
SHL            2 pfa  shift      count modulo the width (32 or 64)
SHR            2 pfa  shift
SAR            2 pfa  shift
ROL            2 pfa  shift      hi: 8, 16 for narrow rotations, else 0
SHLconst       1 pfa  gp11
SHRconst       1 pfa  gp11
SARconst       1 pfa  gp11
ROLconst       1 pfa  gp11       hi as ROL
SHLX           2 p    gp21       (BMI2)
SHRX           2 p    gp21
SARX           2 p    gp21
BSWAP          1 pa   gp11       32 or 64 bits
BTSconst       1 pfa  gp11       bit lo set
BTRconst       1 pfa  gp11       bit lo cleared
BTCconst       1 pfa  gp11       bit lo changed
BTS            2 pfa  gp21       bit arg1 set
BTR            2 pfa  gp21
BTC            2 pfa  gp21
BSF            1 pf   gp11       the lowest bit's number; arg is not 0
BSR            1 pf   gp11       the highest bit's number; arg is not 0
BSFor          2 pf   gp21early  the lowest bit's number; arg1 when arg0 is 0
BSRor          2 pf   gp21early
TZCNT          1 pf   gp11       (BMI)
LZCNT          1 pf   gp11       (GOAMD64 v3)
POPCNT         1 pf   gp11
MOVBZX         1 p    gp11       zero-extends 8 bits
MOVWZX         1 p    gp11
MOVLZX         1 p    gp11
MOVBSX         1 p    gp11       sign-extends 8 bits
MOVWSX         1 p    gp11
MOVLSX         1 p    gp11
LEA            1 p    lea        the address
LEAidx         2 p    leaidx
JUMPTABLE      0 p    gp01       the address of the table of code addresses that block aux jumps through

MULHU          2 pf   mulhi      upper half of the product
MULHS          2 pf   mulhi
MULFULL        2 pf   mulfull    Result 0 upper half, Result 1 lower half
DIVS           2 pf   div        signed quotient, 32 or 64 bits; hi=1: the divisor is not -1
DIVU           2 pf   div
MODS           2 pf   mod
MODU           2 pf   mod
DIVFULL        3 pf   divfull    (arg0:arg1)/arg2: Result 0 quotient, Result 1 remainder
AVG            2 pfa  gp21       (arg0+arg1)/2 over 65 bits
ADC            3 pfa  carry      arg0+arg1+arg2: Result 0 sum, Result 1 carry
SBB            3 pfa  carry      arg0-arg1-arg2: Result 0 difference, Result 1 borrow

COND           1 p    -          (while selecting) the condition that arg0 is not 0
CMP            2 pf   cmp
CMPconst       1 pf   cmp1
TEST           2 pf   cmp
TESTconst      1 pf   cmp1
BT             2 pf   cmp        carry: bit arg1 of arg0
BTconst        1 pf   cmp1       carry: bit lo of arg0
CMPload        2 rfn  cmpload    memory against arg1
CMPloadidx     3 rfn  cmploadidx
CMPconstload   1 rfn  load1      memory against hi
CMPconstloadidx 2 rfn load1idx
TESTconstload  1 rfn  load1
BTconstload    1 rfn  load1
UCOMIS         2 pf   fcmp
UCOMISload     2 rfn  fcmpload   arg0 against memory arg1
SETCC          1 p    setcc      0 or 1 from flags
SBBmask        1 pf   setcc      -1 when carry, else 0
CMOV           3 pa   cmov       arg1 if the condition of flags arg2 holds, else arg0

LOAD           1 rn   load
LOADidx        2 rn   loadidx
LOADZX         1 rn   load       zero-extended from the width in aux
LOADZXidx      2 rn   loadidx
LOADSX         1 rn   load       sign-extended
LOADSXidx      2 rn   loadidx
FLOAD          1 rn   fload
FLOADidx       2 rn   floadidx
STORE          2 wn   store      arg1
STOREidx       3 wn   storeidx   arg2
STOREconst     1 wn   load1      hi; width 16: zero
STOREconstidx  2 wn   load1idx
FSTORE         2 wn   fstore
FSTOREidx      3 wn   fstoreidx
ADDload        2 rfan opload     arg0 + memory arg1
SUBload        2 rfan opload
ANDload        2 rfan opload
ORload         2 rfan opload
XORload        2 rfan opload
MULload        2 rfan opload
ADDloadidx     3 rfan oploadidx
SUBloadidx     3 rfan oploadidx
ANDloadidx     3 rfan oploadidx
ORloadidx      3 rfan oploadidx
XORloadidx     3 rfan oploadidx
MULloadidx     3 rfan oploadidx
ADDmodify      2 rwfn store      memory += arg1
SUBmodify      2 rwfn store
ANDmodify      2 rwfn store
ORmodify       2 rwfn store
XORmodify      2 rwfn store
ADDmodifyidx   3 rwfn storeidx
SUBmodifyidx   3 rwfn storeidx
ANDmodifyidx   3 rwfn storeidx
ORmodifyidx    3 rwfn storeidx
XORmodifyidx   3 rwfn storeidx
ADDconstmodify 1 rwfn load1      memory += hi
ANDconstmodify 1 rwfn load1
ORconstmodify  1 rwfn load1
XORconstmodify 1 rwfn load1
ADDconstmodifyidx 2 rwfn load1idx
ANDconstmodifyidx 2 rwfn load1idx
ORconstmodifyidx  2 rwfn load1idx
XORconstmodifyidx 2 rwfn load1idx
MOVBEload      1 rn   load       bytes reversed (GOAMD64 v3)
MOVBEstore     2 wn   store

FADD           2 pca  fp21
FSUB           2 pa   fp21
FMUL           2 pca  fp21
FDIV           2 pa   fp21
FADDload       2 ran  fpopload
FSUBload       2 ran  fpopload
FMULload       2 ran  fpopload
FDIVload       2 ran  fpopload
FADDloadidx    3 ran  fpoploadidx
FSUBloadidx    3 ran  fpoploadidx
FMULloadidx    3 ran  fpoploadidx
FDIVloadidx    3 ran  fpoploadidx
FAND           2 pca  fp21       bits
FANDN          2 pa   fp21       not arg0, and arg1
FOR            2 pca  fp21
FXOR           2 pca  fp21
FMINX          2 pa   fp21       the machine's: arg1 when they are unordered or equal
FMAXX          2 pa   fp21
FSQRT          1 p    fp11
FROUND         1 p    fp11       lo: mode (SSE4.1)
VFMADD231      3 pa   fp31       arg0 + arg1*arg2 (FMA)
CMPMASK        2 pa   fp21       all ones where predicate lo holds
CVTIF          1 p    gpfp       signed integer (aux: its width) to float
CVTFI          1 p    fpgp       float (aux: its width) to signed integer, toward zero
CVTFF          1 p    fp11       float (aux: its width) to the other
MOVIF          1 p    gpfp       the same bits
MOVFI          1 p    fpgp

BOUNDS         2 xf   cmp        arg0 < arg1 as unsigned numbers, or panics. hi: the kind, see aux.ts
BOUNDSconst    1 xf   cmp1       arg0 < lo
BOUNDSindex    1 xf   cmp1       lo < arg0
BOUNDSload     2 xfrn cmpload    arg1 < memory at arg0
BOUNDSindexload 1 xfrn load1     aux < memory at arg0
NONZERO        1 xf   cmp1       panics with a division error when 0; aux width
NONNEG         1 xf   cmp1       panics with a shift error when negative; aux width
NILCHECK       1 xfn  cmp1       faults when nil

CALLstatic     * kfC  none
CALLclosure    * kfC  callclosure  code pointer, closure, register arguments
CALLinter      * kfC  callinter    code pointer, register arguments
WBBUFFER       0 sf   wbbuffer
XCHG           2 srwan xchg      arg0 and memory arg1 change places
XADD           2 srwafn xchg     memory arg1 += arg0; the old value
CAS            3 srwfn cas       memory arg0: arg1 -> arg2; I8 whether it did
ANDlock        2 srwfn store
ORlock         2 srwfn store
ANDold         2 srwfn andold    the old value
ORold          2 srwfn andold
PREFETCHT0     1 s    cmp1
PREFETCHNTA    1 s    cmp1
PAUSE          0 s    none
ZEROloop       1 wfn  zeroloop   lo bytes, the last 64 of them at arg0: an address in what is written, not behind it
REPSTOS        3 wfn  repstos    arg0 address, arg1 count of words, arg2 the word
MOVEloop       2 rwfn moveloop   lo bytes likewise, from arg1 to arg0
REPMOVS        3 rwfn repmovs    arg0 to, arg1 from, arg2 count of words

PCMPEQB        2 pca  fp21
PMOVMSKB       1 p    fpgp
PUNPCKLBW      1 pa   fp11       each of the lower 8 bytes twice
PSHUFLW        1 p    fp11       lo: the immediate
PSHUFBzero     1 pa   fp11       byte 0 in all bytes (SSSE3)
`;
