import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doesImplement, doesSatisfy, isAssertableTo } from './api.ts';
import { checkSource } from './check-source.ts';
import type { Interface } from './type.ts';
import { under } from './under.ts';

const declarations = `
type A struct{}
func (A) M()
func (*A) N()
type C interface{ ~int | ~string }
`;

/** Whether the type implements the interface, satisfies it, and may be asserted from it. */
const cases: readonly (readonly [type: string, iface: string, want: string])[] = [
  ['A', 'any', 'implements satisfies asserts'],
  ['A', 'interface{ M() }', 'implements satisfies asserts'],
  ['A', 'interface{ N() }', ''],
  ['*A', 'interface{ M(); N() }', 'implements satisfies asserts'],
  ['int', 'C', 'implements satisfies asserts'],
  ['bool', 'C', ''],
  ['any', 'interface{ M() }', 'asserts'],
  ['any', 'comparable', 'satisfies asserts'],
  ['[]int', 'comparable', ''],
];
for (const [type, iface, want] of cases) {
  test(`${type} and ${iface}`, () => {
    const { typeOf } = checkSource(`package p\n${declarations}\nvar x ${type}\nfunc f[P interface{ ${iface} }]() {}`);
    const t = typeOf('x');
    const f = typeOf('f');
    assert.equal(f.kind, 7);
    if (f.kind !== 7) return;
    const i = under(f.tparams[0]!) as Interface;
    const got = [];
    if (doesImplement(t, i)) got.push('implements');
    if (doesSatisfy(t, i)) got.push('satisfies');
    if (isAssertableTo(i, t)) got.push('asserts');
    assert.equal(got.join(' '), want);
  });
}
