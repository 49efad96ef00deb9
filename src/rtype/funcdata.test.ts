// Function metadata that functions share.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Obj } from '../obj/object.ts';
import { stackObjects } from './funcdata.ts';
import { Sink } from './recipe.ts';
import { typeFrom } from './testing.ts';

/** The symbol's name for objects given as an offset and a type. */
function nameOf(...objects: readonly (readonly [number, string])[]): string {
  const types = objects.map(([, text]) => typeFrom(text));
  const { layouts, names } = typeFrom('int');
  const sink = new Sink(new Obj('p', 0), names);
  const list = objects.map(([offset], i) => ({ offset, type: types[i]!.t }));
  const sym = stackObjects(sink, list, layouts);
  assert.equal(sym.size, 8 + 16 * objects.length);
  assert.equal(stackObjects(sink, list, layouts), sym);
  assert.equal(sym.relocs!.length, 5 * objects.length);
  return sym.name;
}

test('stack objects have the name of what is said of them', () => {
  const name = nameOf([-16, '*int']);
  assert.equal(nameOf([-16, 'map[int]int']), name);
  for (const other of [nameOf([-8, '*int']), nameOf([-16, 'string']), nameOf([-16, 'any'])])
    assert.notEqual(other, name);
  assert.notEqual(nameOf([-16, '*int'], [-8, '*int']), name);
});
