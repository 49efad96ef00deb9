// The page of a function's way through the compiler, and which functions GOSSAFUNC means.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DumpLine, isMeant, type SsaDump } from './ssa-dump.ts';
import { ssaPage } from './ssa-page.ts';

const meant: readonly (readonly [wanted: string, symbol: string, abi: number, want: boolean])[] = [
  ['f', 'main.f', 1, true],
  ['f', 'main.ff', 1, false],
  ['main.f', 'main.f', 1, true],
  ['(*Reader).Reset', 'compress/gzip.(*Reader).Reset', 1, true],
  ['gzip.(*Reader).Reset', 'compress/gzip.(*Reader).Reset', 1, true],
  ['compress/gzip.(*Reader).Reset', 'compress/gzip.(*Reader).Reset', 1, true],
  ['zip.(*Reader).Reset', 'compress/gzip.(*Reader).Reset', 1, false],
  ['f,0', 'main.f', 1, false],
  ['f,1', 'main.f', 1, true],
  ['f<0>', 'main.f', 0, true],
  ['f[go/ast.T]', 'main.f[go/ast.T]', 1, true],
  ['f.func1', 'main.f.func1', 1, true],
];
for (const [wanted, symbol, abi, want] of meant) {
  test(`GOSSAFUNC=${wanted} and ${symbol}<${abi}>`, () => assert.equal(isMeant(wanted, symbol, abi), want));
}

const line = (text: string, at = '', value = 0): DumpLine => ({ text, at, value });
const dump: SsaDump = {
  name: 'main.f[<T>]',
  source: [line('    3  func f(a int) int { return a < 1 }', 'a.go:3')],
  passes: [
    {
      name: 'build',
      space: 1,
      lines: [line('b0:'), line('  v1 = Param.i64', 'a.go:3', 1), line('  v2 = Add v1 v1', '', 2)],
    },
    {
      name: 'same',
      space: 1,
      lines: [line('b0:'), line('  v1 = Param.i64', 'a.go:3', 1), line('  v2 = Add v1 v1', '', 2)],
    },
    {
      name: 'opt',
      space: 1,
      lines: [
        line('b0:'),
        line('  v1 = Param.i64', 'a.go:3', 1),
        line('  v2 = Shl v1 v3', '', 2),
        line('  v3 = ConstInt', '', 3),
      ],
    },
  ],
  code: [line('00000 MOVQ AX, BX', 'a.go:3', 1)],
};

test('a page stands alone, marks changes, and gives one name to one value', () => {
  const page = ssaPage(dump);
  assert.doesNotMatch(page, /(?:src|href)=|https?:|@import/);
  assert.match(page, /<title>main\.f\[&lt;T&gt;\]<\/title>/);
  assert.match(page, /a &lt; 1/);
  // Defined, used by two, made again in each column, and the instruction.
  assert.equal(page.split('class="k v1_1"').length - 1, 9);
  assert.equal((page.match(/data-m="~"/g) ?? []).length, 1);
  assert.equal((page.match(/data-m="\+"/g) ?? []).length, 1);
  assert.equal((page.match(/<section class="folded"><h2>same /g) ?? []).length, 1);
  const script = /<script>(.*)<\/script>/s.exec(page)![1]!;
  assert.doesNotThrow(() => new Function(script));
  // The line's mark has one class in the source, the forms and the code.
  const cls = /<p class="k (l\d+)">/.exec(page)![1]!;
  assert.equal(page.split(`<s class="k ${cls}"`).length - 1, 4);
});
