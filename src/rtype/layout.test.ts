import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as TypeKind from '../types/typekind.ts';
import { alignof, sizeof } from '../types/sizes.ts';
import { under } from '../types/under.ts';
import * as Alg from './algkind.ts';
import { mapFast, mapFlags } from './mapgroup.ts';
import * as MapGroup from './mapgroup.ts';
import { Obj } from '../obj/object.ts';
import { newField } from '../types/object.ts';
import { ArrayT, Struct } from '../types/type.ts';
import { typeDescriptor } from './descriptor.ts';
import { pointerMask } from './gcdata.ts';
import { recordField } from './layout.ts';
import { Sink } from './recipe.ts';
import { typeFrom } from './testing.ts';

/** Type, then size, alignment, bytes with pointers, words that are pointers (lowest first), how it is compared. */
const cases: readonly (readonly [string, number, number, number, string, Alg.AlgKind])[] = [
  ['bool', 1, 1, 0, '', Alg.AMEM8],
  ['int16', 2, 2, 0, '', Alg.AMEM16],
  ['float32', 4, 4, 0, '', Alg.AFLOAT32],
  ['complex64', 8, 4, 0, '', Alg.ACPLX64],
  ['complex128', 16, 8, 0, '', Alg.ACPLX128],
  ['string', 16, 8, 8, '1', Alg.ASTRING],
  ['[]int', 24, 8, 8, '1', Alg.ANOEQ],
  ['any', 16, 8, 16, '01', Alg.ANILINTER],
  ['error', 16, 8, 16, '01', Alg.AINTER],
  ['*int', 8, 8, 8, '1', Alg.AMEM64],
  ['func()', 8, 8, 8, '1', Alg.ANOEQ],
  ['map[int]int', 8, 8, 8, '1', Alg.ANOEQ],
  ['chan int', 8, 8, 8, '1', Alg.AMEM64],
  ['struct{}', 0, 1, 0, '', Alg.AMEM0],
  ['struct{ a int8; b int64 }', 16, 8, 0, '', Alg.ASPECIAL],
  ['struct{ a int64; b struct{} }', 16, 8, 0, '', Alg.ASPECIAL],
  ['struct{ a, b int32; c int64 }', 16, 8, 0, '', Alg.AMEM128],
  ['struct{ a int32; _ int32 }', 8, 4, 0, '', Alg.ASPECIAL],
  ['struct{ s string }', 16, 8, 8, '1', Alg.ASTRING],
  ['struct{ s string; n int; p *int; m int }', 40, 8, 32, '1001', Alg.ASPECIAL],
  ['struct{ f func() }', 8, 8, 8, '1', Alg.ANOEQ],
  ['[3]any', 48, 8, 48, '010101', Alg.ASPECIAL],
  ['[1]float64', 8, 8, 0, '', Alg.AFLOAT64],
  ['[0]string', 0, 8, 0, '', Alg.AMEM0],
  ['[2]struct{ p *int; n int }', 32, 8, 24, '101', Alg.AMEM],
  ['[3]int', 24, 8, 0, '', Alg.AMEM],
];
for (const [text, size, align, ptrBytes, mask, alg] of cases) {
  test(`layout: ${text}`, () => {
    const { t, layouts } = typeFrom(text);
    const l = layouts.of(t);
    const bits = [...pointerMask(layouts, t)].flatMap(b => Array.from({ length: 8 }, (_, i) => (b >> i) & 1));
    assert.deepEqual(
      [l.size, l.align, l.ptrBytes, bits.slice(0, l.ptrBytes / 8).join(''), layouts.algKind(t)],
      [size, align, ptrBytes, mask, alg],
    );
    assert.deepEqual([l.size, l.align], [sizeof(layouts.sizes, t), alignof(layouts.sizes, t)]);
  });
}

test('layout: memory that is not aligned enough has no width', () => {
  const { t, layouts } = typeFrom('[4]int16', 'riscv64');
  assert.equal(layouts.algKind(t), Alg.AMEM);
});

/** Key, element, size of a group, of a slot, variant, flags. */
const maps: readonly (readonly [string, string, number, number, number, number])[] = [
  ['int', 'int', 136, 16, MapGroup.MapFast64, 0],
  ['*int', 'bool', 136, 16, MapGroup.MapFast64Ptr, 0],
  ['uint32', 'struct{}', 72, 8, MapGroup.MapFast32, 0],
  ['string', 'int8', 200, 24, MapGroup.MapFastStr, MapGroup.MapNeedKeyUpdate],
  ['any', '[200]byte', 200, 24, MapGroup.MapSlow, 3 | MapGroup.MapIndirectElem],
  ['[17]int', 'int', 136, 16, MapGroup.MapSlow, MapGroup.MapIndirectKey],
  ['float64', 'int', 136, 16, MapGroup.MapSlow, MapGroup.MapNeedKeyUpdate],
  ['struct{}', 'struct{}', 16, 0, MapGroup.MapSlow, 0],
];
for (const [key, elem, group, slot, fast, flags] of maps) {
  test(`map[${key}]${elem}`, () => {
    const { t, layouts } = typeFrom(`map[${key}]${elem}`);
    const u = under(t);
    assert.ok(u.kind === TypeKind.Map);
    const g = layouts.mapGroup(u);
    assert.deepEqual(
      [layouts.size(g.group), layouts.size(g.slot), mapFast(layouts, u), mapFlags(layouts, u)],
      [group, slot, fast, flags],
    );
  });
}

test('records of the compiler are never compared', () => {
  const { t, layouts, names } = typeFrom('string');
  const record = new Struct([newField(0, null, `${recordField}0`, t, false)], []);
  const array = new ArrayT(record, 2);
  assert.deepEqual(
    [record, array].map(x => layouts.algKind(x)),
    [Alg.ANOALG, Alg.ANOALG],
  );
  assert.match(names.typeSymbol(record), /^type:noalg\.struct \{/);
  const obj = new Obj('p', 0);
  typeDescriptor(record, new Sink(obj, names), layouts, names);
  assert.ok(obj.syms.every(s => !s.name.startsWith('type:.eq')));
});

test('descriptors are aligned to words, names not at all', () => {
  const { t, layouts, names } = typeFrom('struct{ a, b string }');
  const obj = new Obj('p', 0);
  typeDescriptor(t, new Sink(obj, names), layouts, names);
  const of = (prefix: string): number[] =>
    obj.syms.filter(s => s.isDefined && s.name.startsWith(prefix)).map(s => s.align);
  assert.deepEqual(of('type:struct'), [8]);
  assert.deepEqual([...new Set(of('type:.namedata.'))], [1]);
  assert.deepEqual(of('runtime.gcbits.'), [8]);
});
