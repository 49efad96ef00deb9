// The error codes of the type checker, with the names and numbers of internal/types/errors; error-examples.ts has the
// smallest program for each. A code says what kind of mistake was made, not where in the checker it was found. Numbers
// that are missing were given up by Go and stay free. Code 0 is a syntax error.

/** A syntax tree that no parser makes; a mistake of ours when it is reported for parsed source. */
export const InvalidSyntaxTree = -1;

/** A syntax error, reported by the parser. */
export const Syntax = 0;

export const Test = 1;
export const BlankPkgName = 2;
export const MismatchedPkgName = 3;
export const InvalidPkgUse = 4;
export const BadImportPath = 5;
export const BrokenImport = 6;
export const ImportCRenamed = 7;
export const UnusedImport = 8;
export const InvalidInitCycle = 9;
export const DuplicateDecl = 10;
export const InvalidDeclCycle = 11;
export const InvalidTypeCycle = 12;
export const InvalidConstInit = 13;
export const InvalidConstVal = 14;
export const InvalidConstType = 15;
export const UntypedNilUse = 16;
export const WrongAssignCount = 17;
export const UnassignableOperand = 18;
export const NoNewVar = 19;
export const MultiValAssignOp = 20;
export const InvalidIfaceAssign = 21;
export const InvalidChanAssign = 22;
export const IncompatibleAssign = 23;
export const UnaddressableFieldAssign = 24;
export const NotAType = 25;
export const InvalidArrayLen = 26;
export const BlankIfaceMethod = 27;
export const IncomparableMapKey = 28;
export const InvalidPtrEmbed = 30;
export const BadRecv = 31;
export const InvalidRecv = 32;
export const DuplicateFieldAndMethod = 33;
export const DuplicateMethod = 34;
export const InvalidBlank = 35;
export const InvalidIota = 36;
export const MissingInitBody = 37;
export const InvalidInitSig = 38;
export const InvalidInitDecl = 39;
export const InvalidMainDecl = 40;
export const TooManyValues = 41;
export const NotAnExpr = 42;
export const TruncatedFloat = 43;
export const NumericOverflow = 44;
export const UndefinedOp = 45;
export const MismatchedTypes = 46;
export const DivByZero = 47;
export const NonNumericIncDec = 48;
export const UnaddressableOperand = 49;
export const InvalidIndirection = 50;
export const NonIndexableOperand = 51;
export const InvalidIndex = 52;
export const SwappedSliceIndices = 53;
export const NonSliceableOperand = 54;
export const InvalidSliceExpr = 55;
export const InvalidShiftCount = 56;
export const InvalidShiftOperand = 57;
export const InvalidReceive = 58;
export const InvalidSend = 59;
export const DuplicateLitKey = 60;
export const MissingLitKey = 61;
export const InvalidLitIndex = 62;
export const OversizeArrayLit = 63;
export const MixedStructLit = 64;
export const InvalidStructLit = 65;
export const MissingLitField = 66;
export const DuplicateLitField = 67;
export const UnexportedLitField = 68;
export const InvalidLitField = 69;
export const UntypedLit = 70;
export const InvalidLit = 71;
export const AmbiguousSelector = 72;
export const UndeclaredImportedName = 73;
export const UnexportedName = 74;
export const UndeclaredName = 75;
export const MissingFieldOrMethod = 76;
export const BadDotDotDotSyntax = 77;
export const NonVariadicDotDotDot = 78;
export const InvalidDotDotDot = 81;
export const UncalledBuiltin = 82;
export const InvalidAppend = 83;
export const InvalidCap = 84;
export const InvalidClose = 85;
export const InvalidCopy = 86;
export const InvalidComplex = 87;
export const InvalidDelete = 88;
export const InvalidImag = 89;
export const InvalidLen = 90;
export const SwappedMakeArgs = 91;
export const InvalidMake = 92;
export const InvalidReal = 93;
export const InvalidAssert = 94;
export const ImpossibleAssert = 95;
export const InvalidConversion = 96;
export const InvalidUntypedConversion = 97;
export const BadOffsetofSyntax = 98;
export const InvalidOffsetof = 99;
export const UnusedExpr = 100;
export const UnusedVar = 101;
export const MissingReturn = 102;
export const WrongResultCount = 103;
export const OutOfScopeResult = 104;
export const InvalidCond = 105;
export const InvalidPostDecl = 106;
export const InvalidIterVar = 108;
export const InvalidRangeExpr = 109;
export const MisplacedBreak = 110;
export const MisplacedContinue = 111;
export const MisplacedFallthrough = 112;
export const DuplicateCase = 113;
export const DuplicateDefault = 114;
export const BadTypeKeyword = 115;
export const InvalidTypeSwitch = 116;
export const InvalidExprSwitch = 117;
export const InvalidSelectCase = 118;
export const UndeclaredLabel = 119;
export const DuplicateLabel = 120;
export const MisplacedLabel = 121;
export const UnusedLabel = 122;
export const JumpOverDecl = 123;
export const JumpIntoBlock = 124;
export const InvalidMethodExpr = 125;
export const WrongArgCount = 126;
export const InvalidCall = 127;
export const UnusedResults = 128;
export const InvalidDefer = 129;
export const InvalidGo = 130;
export const BadDecl = 131;
export const RepeatedDecl = 132;
export const InvalidUnsafeAdd = 133;
export const InvalidUnsafeSlice = 134;
export const UnsupportedFeature = 135;
export const NotAGenericType = 136;
export const WrongTypeArgCount = 137;
export const CannotInferTypeArgs = 138;
export const InvalidTypeArg = 139;
export const InvalidInstanceCycle = 140;
export const InvalidUnion = 141;
export const MisplacedConstraintIface = 142;
export const InvalidMethodTypeParams = 143;
export const MisplacedTypeParam = 144;
export const InvalidUnsafeSliceData = 145;
export const InvalidUnsafeString = 146;
export const InvalidClear = 148;
export const TypeTooLarge = 149;
export const InvalidMinMaxOperand = 150;
export const TooNew = 151;

/** A code of this list. */
export type Code = number;

const names: ReadonlyMap<number, string> = new Map([
  [Test, 'Test'],
  [BlankPkgName, 'BlankPkgName'],
  [MismatchedPkgName, 'MismatchedPkgName'],
  [InvalidPkgUse, 'InvalidPkgUse'],
  [BadImportPath, 'BadImportPath'],
  [BrokenImport, 'BrokenImport'],
  [ImportCRenamed, 'ImportCRenamed'],
  [UnusedImport, 'UnusedImport'],
  [InvalidInitCycle, 'InvalidInitCycle'],
  [DuplicateDecl, 'DuplicateDecl'],
  [InvalidDeclCycle, 'InvalidDeclCycle'],
  [InvalidTypeCycle, 'InvalidTypeCycle'],
  [InvalidConstInit, 'InvalidConstInit'],
  [InvalidConstVal, 'InvalidConstVal'],
  [InvalidConstType, 'InvalidConstType'],
  [UntypedNilUse, 'UntypedNilUse'],
  [WrongAssignCount, 'WrongAssignCount'],
  [UnassignableOperand, 'UnassignableOperand'],
  [NoNewVar, 'NoNewVar'],
  [MultiValAssignOp, 'MultiValAssignOp'],
  [InvalidIfaceAssign, 'InvalidIfaceAssign'],
  [InvalidChanAssign, 'InvalidChanAssign'],
  [IncompatibleAssign, 'IncompatibleAssign'],
  [UnaddressableFieldAssign, 'UnaddressableFieldAssign'],
  [NotAType, 'NotAType'],
  [InvalidArrayLen, 'InvalidArrayLen'],
  [BlankIfaceMethod, 'BlankIfaceMethod'],
  [IncomparableMapKey, 'IncomparableMapKey'],
  [InvalidPtrEmbed, 'InvalidPtrEmbed'],
  [BadRecv, 'BadRecv'],
  [InvalidRecv, 'InvalidRecv'],
  [DuplicateFieldAndMethod, 'DuplicateFieldAndMethod'],
  [DuplicateMethod, 'DuplicateMethod'],
  [InvalidBlank, 'InvalidBlank'],
  [InvalidIota, 'InvalidIota'],
  [MissingInitBody, 'MissingInitBody'],
  [InvalidInitSig, 'InvalidInitSig'],
  [InvalidInitDecl, 'InvalidInitDecl'],
  [InvalidMainDecl, 'InvalidMainDecl'],
  [TooManyValues, 'TooManyValues'],
  [NotAnExpr, 'NotAnExpr'],
  [TruncatedFloat, 'TruncatedFloat'],
  [NumericOverflow, 'NumericOverflow'],
  [UndefinedOp, 'UndefinedOp'],
  [MismatchedTypes, 'MismatchedTypes'],
  [DivByZero, 'DivByZero'],
  [NonNumericIncDec, 'NonNumericIncDec'],
  [UnaddressableOperand, 'UnaddressableOperand'],
  [InvalidIndirection, 'InvalidIndirection'],
  [NonIndexableOperand, 'NonIndexableOperand'],
  [InvalidIndex, 'InvalidIndex'],
  [SwappedSliceIndices, 'SwappedSliceIndices'],
  [NonSliceableOperand, 'NonSliceableOperand'],
  [InvalidSliceExpr, 'InvalidSliceExpr'],
  [InvalidShiftCount, 'InvalidShiftCount'],
  [InvalidShiftOperand, 'InvalidShiftOperand'],
  [InvalidReceive, 'InvalidReceive'],
  [InvalidSend, 'InvalidSend'],
  [DuplicateLitKey, 'DuplicateLitKey'],
  [MissingLitKey, 'MissingLitKey'],
  [InvalidLitIndex, 'InvalidLitIndex'],
  [OversizeArrayLit, 'OversizeArrayLit'],
  [MixedStructLit, 'MixedStructLit'],
  [InvalidStructLit, 'InvalidStructLit'],
  [MissingLitField, 'MissingLitField'],
  [DuplicateLitField, 'DuplicateLitField'],
  [UnexportedLitField, 'UnexportedLitField'],
  [InvalidLitField, 'InvalidLitField'],
  [UntypedLit, 'UntypedLit'],
  [InvalidLit, 'InvalidLit'],
  [AmbiguousSelector, 'AmbiguousSelector'],
  [UndeclaredImportedName, 'UndeclaredImportedName'],
  [UnexportedName, 'UnexportedName'],
  [UndeclaredName, 'UndeclaredName'],
  [MissingFieldOrMethod, 'MissingFieldOrMethod'],
  [BadDotDotDotSyntax, 'BadDotDotDotSyntax'],
  [NonVariadicDotDotDot, 'NonVariadicDotDotDot'],
  [InvalidDotDotDot, 'InvalidDotDotDot'],
  [UncalledBuiltin, 'UncalledBuiltin'],
  [InvalidAppend, 'InvalidAppend'],
  [InvalidCap, 'InvalidCap'],
  [InvalidClose, 'InvalidClose'],
  [InvalidCopy, 'InvalidCopy'],
  [InvalidComplex, 'InvalidComplex'],
  [InvalidDelete, 'InvalidDelete'],
  [InvalidImag, 'InvalidImag'],
  [InvalidLen, 'InvalidLen'],
  [SwappedMakeArgs, 'SwappedMakeArgs'],
  [InvalidMake, 'InvalidMake'],
  [InvalidReal, 'InvalidReal'],
  [InvalidAssert, 'InvalidAssert'],
  [ImpossibleAssert, 'ImpossibleAssert'],
  [InvalidConversion, 'InvalidConversion'],
  [InvalidUntypedConversion, 'InvalidUntypedConversion'],
  [BadOffsetofSyntax, 'BadOffsetofSyntax'],
  [InvalidOffsetof, 'InvalidOffsetof'],
  [UnusedExpr, 'UnusedExpr'],
  [UnusedVar, 'UnusedVar'],
  [MissingReturn, 'MissingReturn'],
  [WrongResultCount, 'WrongResultCount'],
  [OutOfScopeResult, 'OutOfScopeResult'],
  [InvalidCond, 'InvalidCond'],
  [InvalidPostDecl, 'InvalidPostDecl'],
  [InvalidIterVar, 'InvalidIterVar'],
  [InvalidRangeExpr, 'InvalidRangeExpr'],
  [MisplacedBreak, 'MisplacedBreak'],
  [MisplacedContinue, 'MisplacedContinue'],
  [MisplacedFallthrough, 'MisplacedFallthrough'],
  [DuplicateCase, 'DuplicateCase'],
  [DuplicateDefault, 'DuplicateDefault'],
  [BadTypeKeyword, 'BadTypeKeyword'],
  [InvalidTypeSwitch, 'InvalidTypeSwitch'],
  [InvalidExprSwitch, 'InvalidExprSwitch'],
  [InvalidSelectCase, 'InvalidSelectCase'],
  [UndeclaredLabel, 'UndeclaredLabel'],
  [DuplicateLabel, 'DuplicateLabel'],
  [MisplacedLabel, 'MisplacedLabel'],
  [UnusedLabel, 'UnusedLabel'],
  [JumpOverDecl, 'JumpOverDecl'],
  [JumpIntoBlock, 'JumpIntoBlock'],
  [InvalidMethodExpr, 'InvalidMethodExpr'],
  [WrongArgCount, 'WrongArgCount'],
  [InvalidCall, 'InvalidCall'],
  [UnusedResults, 'UnusedResults'],
  [InvalidDefer, 'InvalidDefer'],
  [InvalidGo, 'InvalidGo'],
  [BadDecl, 'BadDecl'],
  [RepeatedDecl, 'RepeatedDecl'],
  [InvalidUnsafeAdd, 'InvalidUnsafeAdd'],
  [InvalidUnsafeSlice, 'InvalidUnsafeSlice'],
  [UnsupportedFeature, 'UnsupportedFeature'],
  [NotAGenericType, 'NotAGenericType'],
  [WrongTypeArgCount, 'WrongTypeArgCount'],
  [CannotInferTypeArgs, 'CannotInferTypeArgs'],
  [InvalidTypeArg, 'InvalidTypeArg'],
  [InvalidInstanceCycle, 'InvalidInstanceCycle'],
  [InvalidUnion, 'InvalidUnion'],
  [MisplacedConstraintIface, 'MisplacedConstraintIface'],
  [InvalidMethodTypeParams, 'InvalidMethodTypeParams'],
  [MisplacedTypeParam, 'MisplacedTypeParam'],
  [InvalidUnsafeSliceData, 'InvalidUnsafeSliceData'],
  [InvalidUnsafeString, 'InvalidUnsafeString'],
  [InvalidClear, 'InvalidClear'],
  [TypeTooLarge, 'TypeTooLarge'],
  [InvalidMinMaxOperand, 'InvalidMinMaxOperand'],
  [TooNew, 'TooNew'],
]);

/** The name of a code in Go's internal/types/errors; empty for a syntax error. */
export function codeName(code: number): string {
  return names.get(code) ?? '';
}
