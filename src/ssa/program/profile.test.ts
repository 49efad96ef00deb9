import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CallEdge, Profile } from './profile.ts';

const edge = (caller: string, offset: number, callee: string, weight: number): CallEdge => ({
  caller,
  callee,
  offset,
  weight,
});

test('the calls that make up 90 of 100 parts are hot, with the one that passes the limit', () => {
  const profile = new Profile([
    edge('main.f', 3, 'main.g', 820),
    edge('main.f', 3, 'main.h', 80),
    edge('main.f', 4, 'main.i', 91),
    edge('main.f', -1, 'main.i', 9),
  ]);
  assert.ok(profile.isHot('main.f', 3, 'main.g'));
  assert.deepEqual(profile.called('main.f', 3), ['main.g', 'main.h']);
  assert.ok(profile.isHot('main.f', 4, 'main.i'));
  assert.ok(!profile.isHot('main.f', -1, 'main.i'));
  assert.ok(!profile.isHot('main.f', 4, 'main.g'));
  assert.ok(profile.isHotCallee('main.h'));
  assert.ok(!profile.isHotCallee('main.f'));
  assert.deepEqual(new Profile([]).called('main.f', 3), []);
});

test('what the calls of 99 of 100 parts call is known, hot or not', () => {
  const profile = new Profile([
    edge('main.f', 3, 'main.g', 950),
    edge('main.f', 3, 'main.h', 40),
    edge('main.f', 3, 'main.i', 8),
    edge('main.f', 3, 'main.j', 2),
  ]);
  assert.deepEqual(profile.called('main.f', 3), ['main.g', 'main.h', 'main.i']);
  assert.ok(profile.isHot('main.f', 3, 'main.g'));
  assert.ok(!profile.isHot('main.f', 3, 'main.h'));
  assert.ok(!profile.isHotCallee('main.h'));
});

test('instances go by the names that the runtime prints', () => {
  const profile = new Profile([edge('main.(*List[...]).Each', 1, 'main.Map[...].func1', 5)]);
  assert.ok(profile.isHot('main.(*List[go.shape.int]).Each', 1, 'main.Map[go.shape.[]int,string].func1'));
  assert.ok(!profile.isHot('main.(*List[go.shape.int]).Each', 1, 'main.Map[go.shape.[]int,string].func2'));
});
