import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate, formatExpr, impliedGoVersion, parseConstraint, parseLeadingConstraint } from './build-constraint.ts';

const cases: readonly (readonly [line: string, want: string])[] = [
  ['//go:build a', 'a'],
  ['//go:build a&&b||c', '(a && b) || c'],
  ['//go:build a && (b || !c)', 'a && (b || !c)'],
  ['//go:build !(a && b)', '!(a && b)'],
  ['//go:build go1.21 && amd64.v3 && \u00e9', 'go1.21 && amd64.v3 && \u00e9'],
  ['//go:build', 'error: unexpected end of expression'],
  ['//go:build a b', 'error: unexpected token b'],
  ['//go:build (a', 'error: missing close paren'],
  ['//go:build (', 'error: missing close paren'],
  ['//go:build a)', 'error: unexpected token )'],
  ['//go:build !!a', 'error: double negation not allowed'],
  ['//go:build a & b', 'error: invalid syntax at &'],
  ['//go:build a-b', 'error: invalid syntax at -'],
  ['//go:build && a', 'error: unexpected token &&'],
  ['//go:buildx', 'error: not a build constraint'],
  ['// go:build a', 'error: not a build constraint'],
  ['// +build a,b c', '(a && b) || c'],
  ['// +build !a,!!b', '!a && ignore'],
  ['//+build a-b', 'ignore'],
  ['// +build', 'ignore'],
];

for (const [line, want] of cases) {
  test(line, () => {
    const x = parseConstraint(line);
    assert.equal(typeof x === 'string' ? `error: ${x}` : formatExpr(x), want);
  });
}

const versions: readonly (readonly [expr: string, want: number])[] = [
  ['go1.21', 21],
  ['linux && go1.21', 21],
  ['go1.20 || go1.18', 18],
  ['linux || go1.18', -1],
  ['!go1.18', -1],
  ['!(!go1.19 || linux)', 19],
  ['(linux && go1.22) || (windows && go1.20)', 20],
  ['go1', 0],
];

for (const [expr, want] of versions) {
  test(`version of ${expr}`, () => {
    const x = parseConstraint(`//go:build ${expr}`);
    assert.ok(typeof x !== 'string');
    assert.equal(impliedGoVersion(x), want);
  });
}

test('every tag is asked for', () => {
  const asked: string[] = [];
  const x = parseConstraint('//go:build a || b && !c');
  assert.ok(typeof x !== 'string');
  assert.equal(
    evaluate(x, tag => asked.push(tag) > 0),
    true,
  );
  assert.deepEqual(asked, ['a', 'b', 'c']);
});

test('the formatter passes over what follows an expression', () => {
  const leading = (line: string): string | null => {
    const x = parseLeadingConstraint(line);
    return x === null ? null : formatExpr(x);
  };
  assert.equal(leading('//go:build a b'), 'a');
  assert.equal(leading('//go:build a &'), null);
  assert.equal(leading('// +build a b'), 'a || b');
  assert.equal(leading('// text'), null);
});
