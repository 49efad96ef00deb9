// Rules that hold on every machine, in the form of generator.ts: identities, constants that meet, conversions that cancel.
// What has constant arguments only is folded before the rules are tried, and a constant argument of a commutative
// operation stands second. Floats keep every rounding; integers wrap.

export const optRules = String.raw`
// Sums.
(Add x (ConstInt [0,0])) => x
(Add (Add x (ConstInt [c,h])) (ConstInt [d,g])) => (Add x (ConstInt [r.lo(c + d), r.hi(c + d, W.addHi(c, h, d, g))]))
(Add (Sub (ConstInt [c,h]) x) (ConstInt [d,g])) => (Sub (ConstInt [r.lo(c + d), r.hi(c + d, W.addHi(c, h, d, g))]) x)
(Add x (Neg y)) => (Sub x y)
(Add (Sub x y) y) => x
(Add (Shl x (ConstInt [c])) (ShrU x (ConstInt [d]))) && c > 0 && d > 0 && c + d === r.bits(v) => (RotL x (ConstInt.I8 [c]))
// x + c + y: constants move outward, where they become displacements.
(Add a:(Add x (ConstInt [c,h])) y) && r.once(a) && !r.isConst(y) => (Add (Add x y) (ConstInt [c,h]))
(Sub x (ConstInt [c,h])) => (Add x (ConstInt [r.lo(-c), r.hi(-c, W.subHi(0, 0, c, h))]))
(Sub x x) => (ConstInt [0])
(Sub (ConstInt [0,0]) x) => (Neg x)
(Sub x (Neg y)) => (Add x y)
(Sub (Add x y) y) => x
(Sub (Add x y) (Add x z)) => (Sub y z)
(Sub (Sub x y) x) => (Neg y)
(Sub x (Sub x y)) => y
(Sub x (Add x y)) => (Neg y)
(Sub (ConstInt [c,h]) (Add x (ConstInt [d,g]))) => (Sub (ConstInt [r.lo(c - d), r.hi(c - d, W.subHi(c, h, d, g))]) x)
(Sub (ConstInt [c,h]) (Sub (ConstInt [d,g]) x)) => (Add x (ConstInt [r.lo(c - d), r.hi(c - d, W.subHi(c, h, d, g))]))
(Sub a:(Add x (ConstInt [c,h])) y) && r.once(a) && !r.isConst(y) => (Add (Sub x y) (ConstInt [c,h]))
(Neg (Neg x)) => x
(Neg (Sub x y)) => (Sub y x)
(Neg a:(Add x (ConstInt [c,h]))) && r.once(a) => (Sub (ConstInt [r.lo(-c), r.hi(-c, W.subHi(0, 0, c, h))]) x)

// Products.
(Mul x (ConstInt [0,0])) => (ConstInt [0])
(Mul x (ConstInt [1,0])) => x
(Mul x (ConstInt [-1,-1])) => (Neg x)
(Mul x (ConstInt [c,h])) && r.isPower(c, h) => (Shl [1] x (ConstInt.I8 [r.log(c, h)]))
(Mul (Mul x (ConstInt [c,h])) (ConstInt [d,g])) => (Mul x (ConstInt [r.mulLo(c, h, d, g), r.mulHi(c, h, d, g)]))
(Mul (Neg x) (ConstInt [c,h])) => (Mul x (ConstInt [r.lo(-c), r.hi(-c, W.subHi(0, 0, c, h))]))
(Mul.(I32|I64) a:(Add x (ConstInt [c,h])) (ConstInt [d,g])) && r.once(a) => (Add (Mul x (ConstInt [d,g])) (ConstInt [r.mulLo(c, h, d, g), r.mulHi(c, h, d, g)]))
(Mul (Neg x) (Neg y)) => (Mul x y)
(DivS x (ConstInt [1,0])) => x
(DivU x (ConstInt [1,0])) => x
(DivS x (ConstInt [-1,-1])) => (Neg x)
(ModS _ (ConstInt [1,0])) => (ConstInt [0])
(ModU _ (ConstInt [1,0])) => (ConstInt [0])
(ModS _ (ConstInt [-1,-1])) => (ConstInt [0])
(DivU x (ConstInt [c,h])) && r.isPower(c, h) => (ShrU [1] x (ConstInt.I8 [r.log(c, h)]))
(ModU x (ConstInt [c,h])) && r.isPower(c, h) => (And x (ConstInt [r.lo(c - 1), r.hi(c - 1, W.subHi(c, h, 1, 0))]))

// Bits.
(And x x) => x
(And x (ConstInt [0,0])) => (ConstInt [0])
(And x (ConstInt [-1,-1])) => x
(And (And x (ConstInt [c,h])) (ConstInt [d,g])) => (And x (ConstInt [c & d, h & g]))
(And z:(ZeroExt ...) (ConstInt [c,h])) && r.coversWidth(z, c) => z
(And z:(ShrU x (ConstInt [s])) (ConstInt [c,h])) && r.coversShifted(v, s, c, h) => z
(And x (And x y)) => (And x y)
(And x (Or x y)) => x
(And x (Not x)) => (ConstInt [0])
(Or x x) => x
(Or x (ConstInt [0,0])) => x
(Or x (ConstInt [-1,-1])) => (ConstInt [-1])
(Or (Or x (ConstInt [c,h])) (ConstInt [d,g])) => (Or x (ConstInt [c | d, h | g]))
(Or x (Or x y)) => (Or x y)
(Or x (And x y)) => x
(Or (Shl x (ConstInt [c])) (ShrU x (ConstInt [d]))) && c > 0 && d > 0 && c + d === r.bits(v) => (RotL x (ConstInt.I8 [c]))
(Xor x x) => (ConstInt [0])
(Xor x (ConstInt [0,0])) => x
(Xor x (ConstInt [-1,-1])) => (Not x)
(Xor (Xor x (ConstInt [c,h])) (ConstInt [d,g])) => (Xor x (ConstInt [c ^ d, h ^ g]))
(Xor x (Xor x y)) => y
(Xor (Shl x (ConstInt [c])) (ShrU x (ConstInt [d]))) && c > 0 && d > 0 && c + d === r.bits(v) => (RotL x (ConstInt.I8 [c]))
(Not (Not x)) => x

// Shifts.
(Shl x (ConstInt [0,0])) => x
(ShrS x (ConstInt [0,0])) => x
(ShrU x (ConstInt [0,0])) => x
(RotL x (ConstInt [c])) && (c & (r.bits(v) - 1)) === 0 => x
(RotL (RotL x (ConstInt [c])) (ConstInt [d])) => (RotL x (ConstInt.I8 [(c + d) & (r.bits(v) - 1)]))
(Shl (ConstInt [0,0]) _) => (ConstInt [0])
(ShrU (ConstInt [0,0]) _) => (ConstInt [0])
(ShrS (ConstInt [0,0]) _) => (ConstInt [0])
(Shl _ c:(ConstInt ...)) && r.isTooFar(v, c) => (ConstInt [0])
(ShrU _ c:(ConstInt ...)) && r.isTooFar(v, c) => (ConstInt [0])
(ShrS x c:(ConstInt ...)) && r.isTooFar(v, c) => (ShrS [1] x (ConstInt.I8 [r.bits(v) - 1]))
(Shl [0] x c:(ConstInt [s])) => (Shl [1] x (ConstInt.I8 [s]))
(ShrU [0] x c:(ConstInt [s])) => (ShrU [1] x (ConstInt.I8 [s]))
(ShrS [0] x c:(ConstInt [s])) => (ShrS [1] x (ConstInt.I8 [s]))
(Shl (Shl x (ConstInt [c])) (ConstInt [d])) && c + d < r.bits(v) => (Shl [1] x (ConstInt.I8 [c + d]))
(Shl (Shl x (ConstInt [c])) (ConstInt [d])) => (ConstInt [0])
(ShrU (ShrU x (ConstInt [c])) (ConstInt [d])) && c + d < r.bits(v) => (ShrU [1] x (ConstInt.I8 [c + d]))
(ShrU (ShrU x (ConstInt [c])) (ConstInt [d])) => (ConstInt [0])
(ShrS (ShrS x (ConstInt [c])) (ConstInt [d])) => (ShrS [1] x (ConstInt.I8 [Math.min(c + d, r.bits(v) - 1)]))
(ShrU z:(ZeroExt x) (ConstInt [c])) && c >= r.bits(x) => (ConstInt [0])
(ShrS z:(ZeroExt x) (ConstInt [c])) => (ShrU [1] z (ConstInt.I8 [c]))
(Shl (ShrS x (ConstInt [c])) (ConstInt [c])) => (And x (ConstInt [W.shlLo(-1, c), W.shlHi(-1, -1, c)]))
(Shl (ShrU x (ConstInt [c])) (ConstInt [c])) => (And x (ConstInt [W.shlLo(-1, c), W.shlHi(-1, -1, c)]))
(ShrU (Shl x (ConstInt [c])) (ConstInt [c])) => (And x (ConstInt [r.lowMaskLo(v, c), r.lowMaskHi(v, c)]))
(ShrU.I64 (ShrS x (ConstInt [c])) (ConstInt [63])) => (ShrU [1] x (ConstInt.I8 [63]))
(ShrU.I32 (ShrS x (ConstInt [c])) (ConstInt [31])) => (ShrU [1] x (ConstInt.I8 [31]))
(Shl.(I32|I64) [1] a:(Add x (ConstInt [c,h])) k:(ConstInt [d])) && r.once(a) => (Add (Shl [1] x k) (ConstInt [r.lo(W.shlLo(c, d)), r.hi(W.shlLo(c, d), W.shlHi(c, h, d))]))
// Counts in narrower kinds say the same.
(Shl x (ZeroExt y)) => (Shl [f.lo[v]!] x y)
(ShrU x (ZeroExt y)) => (ShrU [f.lo[v]!] x y)
(ShrS x (ZeroExt y)) => (ShrS [f.lo[v]!] x y)
// A count that was masked is in range.
(Shl [0] x y:(And _ (ConstInt [c,h]))) && h === 0 && c >= 0 && c < r.bits(v) => (Shl [1] x y)
(ShrU [0] x y:(And _ (ConstInt [c,h]))) && h === 0 && c >= 0 && c < r.bits(v) => (ShrU [1] x y)
(ShrS [0] x y:(And _ (ConstInt [c,h]))) && h === 0 && c >= 0 && c < r.bits(v) => (ShrS [1] x y)
// A rotation by a number of bits in range: what is shifted by the whole width is 0.
(Or (Shl [1] x y) (ShrU x (Sub (ConstInt [c,0]) y))) && c === r.bits(v) => (RotL x y)
(Or (ShrU [1] x y) (Shl x s:(Sub (ConstInt [c,0]) y))) && c === r.bits(v) => (RotL x s)
(Xor (Shl [1] x y) (ShrU x (Sub (ConstInt [c,0]) y))) && c === r.bits(v) => (RotL x y)
(Xor (ShrU [1] x y) (Shl x s:(Sub (ConstInt [c,0]) y))) && c === r.bits(v) => (RotL x s)
(Add (Shl [1] x y) (ShrU x (Sub (ConstInt [c,0]) y))) && c === r.bits(v) => (RotL x y)
(Add (ShrU [1] x y) (Shl x s:(Sub (ConstInt [c,0]) y))) && c === r.bits(v) => (RotL x s)
(Bswap (Bswap x)) => x
(BitRev (BitRev x)) => x

// Comparisons.
(Eq x x) => (ConstInt [1])
(Ne x x) => (ConstInt [0])
(LtS x x) => (ConstInt [0])
(LtU x x) => (ConstInt [0])
(LeS x x) => (ConstInt [1])
(LeU x x) => (ConstInt [1])
(Eq x (ConstInt [0,0])) && r.isBool(x) => (BoolNot x)
(Ne x (ConstInt [0,0])) && r.isBool(x) => x
(Eq x (ConstInt [1,0])) && r.isBool(x) => x
(Ne x (ConstInt [1,0])) && r.isBool(x) => (BoolNot x)
(Eq p (ConstInt [0,0])) && r.nonNil(p) => (ConstInt [0])
(Ne p (ConstInt [0,0])) && r.nonNil(p) => (ConstInt [1])
(Eq (Add x (ConstInt [c,h])) k:(ConstInt [d,g])) => (Eq x (ConstInt.=x [r.loOf(x, d - c), r.hiOf(x, d - c, W.subHi(d, g, c, h))]))
(Ne (Add x (ConstInt [c,h])) k:(ConstInt [d,g])) => (Ne x (ConstInt.=x [r.loOf(x, d - c), r.hiOf(x, d - c, W.subHi(d, g, c, h))]))
(Eq (Add x (ConstInt [c,h])) (Add y (ConstInt [c,h]))) => (Eq x y)
(Ne (Add x (ConstInt [c,h])) (Add y (ConstInt [c,h]))) => (Ne x y)
(Eq s:(Sub x y) (ConstInt [0,0])) && r.once(s) => (Eq x y)
(Ne s:(Sub x y) (ConstInt [0,0])) && r.once(s) => (Ne x y)
(Eq (Xor x y) (ConstInt [0,0])) => (Eq x y)
(Ne (Xor x y) (ConstInt [0,0])) => (Ne x y)
(Eq (Neg x) (ConstInt [0,0])) => (Eq x (ConstInt.=x [0]))
(Ne (Neg x) (ConstInt [0,0])) => (Ne x (ConstInt.=x [0]))
(Eq (ZeroExt x) (ConstInt [c,h])) && r.fitsU(x, c, h) => (Eq x (ConstInt.=x [r.loOf(x, c)]))
(Ne (ZeroExt x) (ConstInt [c,h])) && r.fitsU(x, c, h) => (Ne x (ConstInt.=x [r.loOf(x, c)]))
(Eq (ZeroExt x) (ConstInt ...)) => (ConstInt [0])
(Ne (ZeroExt x) (ConstInt ...)) => (ConstInt [1])
(Eq (SignExt x) (ConstInt [c,h])) && r.fitsS(x, c, h) => (Eq x (ConstInt.=x [c]))
(Ne (SignExt x) (ConstInt [c,h])) && r.fitsS(x, c, h) => (Ne x (ConstInt.=x [c]))
(Eq (ZeroExt x) (ZeroExt y)) && f.type[x] === f.type[y] => (Eq x y)
(Ne (ZeroExt x) (ZeroExt y)) && f.type[x] === f.type[y] => (Ne x y)
(Eq (SignExt x) (SignExt y)) && f.type[x] === f.type[y] => (Eq x y)
(Ne (SignExt x) (SignExt y)) && f.type[x] === f.type[y] => (Ne x y)
(LtU x (ConstInt [0,0])) => (ConstInt [0])
(LeU (ConstInt [0,0]) x) => (ConstInt [1])
(LtU (ConstInt [0,0]) x) => (Ne x (ConstInt.=x [0]))
(LeU x (ConstInt [0,0])) => (Eq x (ConstInt.=x [0]))
(LtU x (ConstInt [1,0])) => (Eq x (ConstInt.=x [0]))
(LeU (ConstInt [1,0]) x) => (Ne x (ConstInt.=x [0]))
(LtU x (ConstInt [-1,-1])) => (Ne x (ConstInt.=x [-1]))
(LeU x (ConstInt [-1,-1])) => (ConstInt [1])
(LtU (ConstInt [-1,-1]) x) => (ConstInt [0])
(LtU (ZeroExt x) (ConstInt [c,h])) && r.fitsU(x, c, h) => (LtU x (ConstInt.=x [r.loOf(x, c)]))
(LeU (ZeroExt x) (ConstInt [c,h])) && r.fitsU(x, c, h) => (LeU x (ConstInt.=x [r.loOf(x, c)]))
(LtU (ConstInt [c,h]) (ZeroExt x)) && r.fitsU(x, c, h) => (LtU (ConstInt.=x [r.loOf(x, c)]) x)
(LeU (ConstInt [c,h]) (ZeroExt x)) && r.fitsU(x, c, h) => (LeU (ConstInt.=x [r.loOf(x, c)]) x)
(LtU (ZeroExt x) (ConstInt [c,h])) => (ConstInt [1])
(LeU (ZeroExt x) (ConstInt [c,h])) => (ConstInt [1])
(LtU (ConstInt [c,h]) (ZeroExt x)) => (ConstInt [0])
(LeU (ConstInt [c,h]) (ZeroExt x)) => (ConstInt [0])
(BoolNot (BoolNot x)) => x
(BoolNot (Eq x y)) => (Ne x y)
(BoolNot (Ne x y)) => (Eq x y)
(BoolNot (LtS x y)) => (LeS y x)
(BoolNot (LeS x y)) => (LtS y x)
(BoolNot (LtU x y)) => (LeU y x)
(BoolNot (LeU x y)) => (LtU y x)
(BoolNot (FEq x y)) => (FNe x y)
(BoolNot (FNe x y)) => (FEq x y)
// Whether a sum has certain bits does not need more than those bits.
(Eq (ModS x (ConstInt [c,h])) (ConstInt [0,0])) && r.isPowerOf(x, c, h) => (Eq (And.=x x (ConstInt.=x [r.loOf(x, c - 1), r.hiOf(x, c - 1, W.subHi(c, h, 1, 0))])) (ConstInt.=x [0]))
(Ne (ModS x (ConstInt [c,h])) (ConstInt [0,0])) && r.isPowerOf(x, c, h) => (Ne (And.=x x (ConstInt.=x [r.loOf(x, c - 1), r.hiOf(x, c - 1, W.subHi(c, h, 1, 0))])) (ConstInt.=x [0]))
(CondSelect (BoolNot c) x y) => (CondSelect c y x)
(CondSelect (ConstInt [0]) _ y) => y
(CondSelect (ConstInt ...) x _) => x
(CondSelect _ x x) => x

// Conversions.
(ZeroExt (ZeroExt x)) => (ZeroExt x)
(SignExt (SignExt x)) => (SignExt x)
(SignExt (ZeroExt x)) => (ZeroExt x)
(Trunc (Trunc x)) => (Trunc x)
(Trunc (ZeroExt x)) && f.type[x] === f.type[v] => x
(Trunc (SignExt x)) && f.type[x] === f.type[v] => x
(Trunc (ZeroExt x)) && r.bits(x) > r.bits(v) => (Trunc x)
(Trunc (SignExt x)) && r.bits(x) > r.bits(v) => (Trunc x)
(Trunc (ZeroExt x)) => (ZeroExt x)
(Trunc (SignExt x)) => (SignExt x)
(Trunc (And x (ConstInt [c]))) && r.coversKind(v, c) => (Trunc x)
(ZeroExt t:(Trunc x)) && f.type[x] === f.type[v] => (And x (ConstInt [r.maskLo(t), 0]))
(Bitcast x) && f.type[x] === f.type[v] => x
(Bitcast (Bitcast x)) && f.type[x] === f.type[v] && (f.type[v] !== Scalar.Ptr || f.escaped || f.lo[v] === 1) => x

// Floats.
(FNeg (FNeg x)) => x
(FMul x c:(ConstFloat ...)) && r.floatIs(c, 1) => x
(FMul x c:(ConstFloat ...)) && r.floatIs(c, -1) => (FNeg x)
(FMul x c:(ConstFloat ...)) && r.floatIs(c, 2) => (FAdd x x)
(FDiv x c:(ConstFloat ...)) && r.exactReciprocal(c) => (FMul x (ConstFloat [r.reciprocalLo(c), r.reciprocalHi(c)]))
(FAbs (FNeg x)) => (FAbs x)
(FAbs (FAbs x)) => (FAbs x)
(FloatToFloat (FloatToFloat x)) && f.type[x] === f.type[v] && r.isF32(v) => x

// Addresses.
(OffPtr [0,0] p) => p
(OffPtr [c,h] (OffPtr [d,g] p)) => (OffPtr [(c + d) | 0, W.addHi(c, h, d, g)] p)
(OffPtr [c,h] (SymAddr [d] {s})) && r.fits(d, c, h) => (SymAddr [c + d] {s})
(AddPtr p (ConstInt [c,h])) => (OffPtr [c, h] p)
`;
