// Programs do not depend on the order in which their parts are compiled; the suite tries more of them.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import type { Define } from '../src/build/build-program.ts';
import { goroot } from './goroot.ts';
import { buildIn, compareOrders, writeModule } from './suites/demand-orders.ts';

const program = `package main

import "strconv"

type shape interface{ area() int }
type square struct{ side int }

func (s square) area() int { return s.side * s.side }

func sum[T int | float64](list ...T) (t T) {
	for _, x := range list {
		t += x
	}
	return
}

func main() {
	m := map[string]shape{"a": square{3}}
	defer func() { println(recover() != nil) }()
	println(strconv.Itoa(m["a"].area()), sum(1, 2), sum(1.5), m["b"].area())
}
`;

test('a program compiled in another order is the same', { skip: goroot === null && 'no distribution' }, async () => {
  const dir = writeModule(program);
  try {
    const orders: string[][] = [];
    const wrong = await compareOrders(
      between => {
        const names: string[] = [];
        orders.push(names);
        const noted =
          (make: Define): Define =>
          ref => {
            names.push(ref.name);
            return make(ref);
          };
        return buildIn(dir, make => between(noted(make)));
      },
      7,
      1,
    );
    assert.deepEqual(wrong, []);
    assert.ok(orders[1]!.length > 500, 'the order is of the whole program');
    assert.notDeepEqual(orders[0], orders[1]);
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
});

test('what depends on the order is seen', async () => {
  let builds = 0;
  const wrong = await compareOrders(() => Promise.resolve(Uint8Array.of(1, builds++)), 1, 2);
  assert.deepEqual(wrong, [
    'order 1: 2 bytes, not 2; byte 1 is the first that differs',
    'order 2: 2 bytes, not 2; byte 1 is the first that differs',
  ]);
});
