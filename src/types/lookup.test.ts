import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cause } from './cause.ts';
import { checkSource } from './check-source.ts';
import { lookupFieldOrMethod, missingMethod } from './lookup.ts';
import { methodSet } from './methodset.ts';
import { identical } from './predicates.ts';

const declarations = `
type A struct{ f int; g string }
func (A) M()
func (*A) N()
type B struct{ f int }
type C struct{ *A; B }
type D struct{ C; *E }
type E struct{ *D; e int }
func (E) M(int)
type P *A
type I interface{ M(); N() }
type J struct{ I }
type G[T any] struct{ v T }
func (*G[T]) Get() T
type H struct{ G[int] }
`;

/** `index`, with ! before it when it is indirect; ambiguous, needs pointer, or none. */
const cases: readonly (readonly [type: string, name: string, want: string])[] = [
  ['A', 'f', '0'],
  ['*A', 'f', '!0'],
  ['A', 'M', '0'],
  ['A', 'N', 'needs pointer'],
  ['*A', 'N', '!1'],
  ['C', 'f', 'ambiguous'],
  ['C', 'g', '!0.1'],
  ['C', 'N', '!0.1'],
  ['D', 'g', '!0.0.1'],
  ['D', 'M', '!1.0'],
  ['D', 'e', '!1.1'],
  ['D', 'zz', 'none'],
  ['P', 'f', '!0'],
  ['P', 'M', 'none'],
  ['I', 'M', '0'],
  ['*I', 'M', 'none'],
  ['J', 'N', '0.1'],
  ['H', 'v', '0.0'],
  ['*H', 'Get', '!0.0'],
  ['A', '_', 'none'],
];
for (const [type, name, want] of cases) {
  test(`lookup: ${type}.${name}`, () => {
    const { pkg, errors, typeOf } = checkSource(`package p\n${declarations}\nvar x ${type}`);
    assert.deepEqual(errors, []);
    const found = lookupFieldOrMethod(typeOf('x'), false, pkg, name, false);
    let got = 'none';
    if (found.obj !== null) got = (found.indirect ? '!' : '') + found.index!.join('.');
    else if (found.index !== null) got = 'ambiguous';
    else if (found.indirect) got = 'needs pointer';
    assert.equal(got, want);
  });
}

const sets: readonly (readonly [type: string, names: string])[] = [
  ['A', 'M'],
  ['*A', 'M N'],
  ['C', 'M N'],
  ['D', 'M N'],
  ['P', ''],
  ['J', 'M N'],
  ['H', ''],
  ['*H', 'Get'],
];
for (const [type, names] of sets) {
  test(`methodSet: ${type}`, () => {
    const { typeOf } = checkSource(`package p\n${declarations}\nvar x ${type}`);
    const got = methodSet(typeOf('x')).map(s => s.obj.name);
    assert.equal(got.join(' '), names);
  });
}

const missing: readonly (readonly [type: string, iface: string, want: string])[] = [
  ['*A', 'I', ''],
  ['A', 'I', '(method N has pointer receiver)'],
  ['B', 'I', '(missing method M)'],
  ['A', 'interface{ m() }', '(missing method m)\n\t\thave M()\n\t\twant m()'],
  ['*E', 'I', '(wrong type for method M)\n\t\thave M(int)\n\t\twant M()'],
  ['*I', 'I', '(type *I is pointer to interface, not interface)'],
  ['struct{ *A; I }', 'I', '(ambiguous selector struct{*A; I}.M)'],
  ['struct{ M int }', 'I', '(struct{M int}.M is a field, not a method)'],
];
for (const [type, iface, want] of missing) {
  test(`missingMethod: ${type} and ${iface}`, () => {
    const { check, typeOf } = checkSource(`package p\n${declarations}\nvar x ${type}\nvar y ${iface}`);
    const cause = new Cause();
    const m = missingMethod(check, typeOf('x'), typeOf('y'), true, identical, cause);
    assert.equal(m === null, want === '');
    assert.equal(cause.text, want);
  });
}
