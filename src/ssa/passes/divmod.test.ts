// Every divisor of 8 bits, and chosen ones of the other widths, with dividends around what matters: as division does it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { checkFunc } from '../check.ts';
import { interpret } from '../interpret.ts';
import { parseFunc } from '../parse.ts';
import { checkProgram } from '../program/check-program.ts';
import { divmod } from './divmod.ts';

const { p, typeOf } = checkProgram('package main');

const some = [1n, 2n, 3n, 5n, 6n, 7n, 9n, 10n, 11n, 12n, 14n, 24n, 25n, 28n, 60n, 100n, 125n, 127n, 128n, 641n, 1000n];
const large = [
  10_000n,
  65_535n,
  86_400n,
  1_000_000n,
  1_000_000_007n,
  0x7fffffffn,
  0x80000000n,
  0xfffffffbn,
  10n ** 12n,
];
const huge = [10n ** 18n, (1n << 62n) + 1n, (1n << 63n) - 25n, 1n << 63n, (1n << 64n) - 1n, (1n << 64n) - 59n];

for (const bits of [8, 16, 32, 64]) {
  test(`${bits} bits`, () => {
    const size = 1n << BigInt(bits);
    let divisors = [...some, ...large, ...huge];
    if (bits === 8) divisors = Array.from({ length: 255 }, (_, i) => BigInt(i + 1));
    for (const u of [...divisors.map(d => size - d), ...divisors]) {
      if (u <= 0n || u >= size) continue;
      const d = BigInt.asIntN(bits, u);
      const text = `func main.f(int${bits}) (int${bits}, int${bits}, int${bits}, int${bits}, bool, bool)
b0: entry
  x = Param.i${bits}
  d = ConstInt.i${bits} [${d}]
  a = DivS.i${bits} x d
  b = ModS.i${bits} x d
  c = DivU.i${bits} x d
  e = ModU.i${bits} x d
  g = ModS.i${bits} x d
  h = ModU.i${bits} x d
  z = ConstInt.i${bits} [0]
  i = Eq.i8 g z
  j = Ne.i8 h z
  Ret a b c e i j`;
      const f = parseFunc(p, text, typeOf);
      divmod(p, f);
      checkFunc(p, f, 'divmod');
      for (const v of f.entry.values) assert.doesNotMatch(p.info.name(f.op[v]!), /^(Div|Mod)/, `${d}`);
      const near = [
        0n,
        1n,
        2n,
        u - 1n,
        u,
        u + 1n,
        2n * u - 1n,
        2n * u,
        size / 2n,
        size / 2n - 1n,
        size - 1n,
        size - 2n,
      ];
      const most = ((size - 1n) / u) * u;
      for (const raw of [...near, most, most - 1n, size - u, size - u + 1n, size - u - 1n]) {
        const x = BigInt.asIntN(bits, raw);
        const ux = BigInt.asUintN(bits, raw);
        const want = [BigInt.asIntN(bits, x / d), x % d, ux / u, ux % u].map(y => BigInt.asIntN(bits, y));
        want.push(x % d === 0n ? 1n : 0n, ux % u === 0n ? 0n : 1n);
        assert.deepEqual(interpret(p, f, [x]), [`return ${want.join(' ')}`], `${x} by ${d}`);
      }
    }
  });
}
