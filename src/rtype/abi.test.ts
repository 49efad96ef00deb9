import assert from 'node:assert/strict';
import { test } from 'node:test';
import { internalAbi, stackAbi, type AbiConfig } from '../target/abi.ts';
import * as TypeKind from '../types/typekind.ts';
import { abiAssign, type AbiParam, abiSignature, FloatReg } from './abi.ts';
import { argInfo, declaredArgsMap } from './funcdata.ts';
import { toHex } from '../base/hex.ts';
import { typeFrom } from './testing.ts';

/** `I0+0 F1+8 @16`: registers with the offsets of their parts, spill slot; or `[8]`, a stack slot. */
function show(p: AbiParam): string {
  if (!p.inRegs) return `[${p.stackOffset}]`;
  const parts = p.regs.map((r, i) => `${r >= FloatReg ? `F${r - FloatReg}` : `I${r}`}+${p.regOffsets[i]}`);
  if (p.spillOffset >= 0) parts.push(`@${p.spillOffset}`);
  return parts.join(' ');
}

const amd64 = internalAbi('amd64');
const arm64 = internalAbi('arm64');

/** Signature, machine, parameters, results, bytes of arguments and of the spill area. */
const cases: readonly (readonly [string, AbiConfig, string, string, number, number])[] = [
  ['func()', amd64, '', '', 0, 0],
  ['func(int) int', amd64, 'I0+0 @0', 'I0+0', 0, 8],
  ['func(int8, float32, string) (error, bool)', amd64, 'I0+0 @0, F0+0 @4, I1+0 I2+8 @8', 'I0+0 I1+8, I2+0', 0, 24],
  ['func([]int, [2]int, [1]complex128) [0]int', amd64, 'I0+0 I1+8 I2+16 @16, [0], F0+0 F1+8 @40', '[16]', 16, 40],
  // What does not fit goes to the stack whole; what comes later may still fit.
  [
    'func(a, b, c, d string, e []int, f int)',
    amd64,
    'I0+0 I1+8 @24, I2+0 I3+8 @40, I4+0 I5+8 @56, I6+0 I7+8 @72, [0], I8+0 @88',
    '',
    24,
    72,
  ],
  [
    'func(a, b, c, d string, e []int, f int)',
    arm64,
    'I0+0 I1+8 @0, I2+0 I3+8 @16, I4+0 I5+8 @32, I6+0 I7+8 @48, I8+0 I9+8 I10+16 @64, I11+0 @88',
    '',
    0,
    96,
  ],
  ['func(struct{ a int8; _ int32; b float64; c struct{} })', amd64, 'I0+0 I1+4 F0+8 @0', '', 0, 24],
  ['func(struct{}, int) struct{}', amd64, '[0], I0+0 @0', '[0]', 0, 8],
  ['func(int8, string) (bool, error)', stackAbi, '[0], [8]', '[24], [32]', 48, 0],
];
for (const [text, config, params, results, args, spill] of cases) {
  test(`${text} with ${config.intRegs} registers`, () => {
    const { t, layouts } = typeFrom(text);
    assert.ok(t.kind === TypeKind.Signature);
    const a = abiAssign(abiSignature(t), config, layouts);
    assert.deepEqual(
      [a.params.map(show).join(', '), a.results.map(show).join(', '), a.argsSize, a.spillSize],
      [params, results, args, spill],
    );
    assert.equal(a.argWidth, args + spill);
  });
}

test('argument info', () => {
  const { t, layouts } = typeFrom('func(int8, struct{ s string; a [2]int32 }, any, []byte, int)');
  assert.ok(t.kind === TypeKind.Signature);
  const a = abiAssign(abiSignature(t), stackAbi, layouts);
  assert.equal(toHex(argInfo(a.params, layouts)), '0001fefe08081008fdfe18041c04fdfdfe20082808fdfe300838084008fdfcff');
});

test('stack map of a declaration', () => {
  const { t, layouts } = typeFrom('func(p *int, n int) (s string, err error)');
  assert.ok(t.kind === TypeKind.Signature);
  const a = abiAssign(abiSignature(t), stackAbi, layouts);
  assert.equal(toHex(declaredArgsMap(a, layouts)), '02000000' + '06000000' + '01' + '25');
});
