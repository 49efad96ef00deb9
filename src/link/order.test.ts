// The order of objects that are made on demand, and what of what was asked for is needed: small objects made by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Attr from '../obj/attr.ts';
import { Obj } from '../obj/object.ts';
import { writeObj } from '../obj/objfile.ts';
import { R_CALL, R_WEAK } from '../obj/reloctype.ts';
import * as ObjKind from '../obj/symkind.ts';
import type { BaseSym, Round } from './base.ts';
import { BaseNamesBuilder } from './base.ts';
import { Ctxt, type LinkOptions } from './ctxt.ts';
import { Errors } from './failure.ts';
import { Loader } from './load.ts';
import { neededRounds } from './needed.ts';
import { orderByName } from './order.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { Elsewhere, Reachable } from './symtab.ts';

/** An object with one function, which refers to others, and with a text that others may define, too. */
function object(name: string, text: string, uses: readonly string[], type = R_CALL, abi = 1): Uint8Array {
  const obj = new Obj('p', 0);
  const shared = obj.lookup(`go:string."${text}"`, 0);
  shared.kind = ObjKind.SRODATA;
  shared.attr = Attr.Dupok | Attr.Local | Attr.ContentAddressable;
  shared.size = text.length;
  shared.data = encodeUtf8(text);
  const f = obj.lookup(name, abi);
  f.kind = ObjKind.STEXT;
  f.size = 16;
  f.data = new Uint8Array(16);
  for (const to of uses) f.addReloc(4, 4, type, 0, obj.lookup(to, 1).id);
  return writeObj(obj);
}

/** A link of these objects, all of which are reached. */
function linked(objects: readonly Uint8Array[]): Ctxt {
  const errors = new Errors(false);
  const loader = new Loader({ header: '', checkLinkname: true, eager: false, pcQuantum: 1 }, errors);
  loader.loadSyms();
  const lib = loader.addLib('p', 'p.a', '');
  for (const bytes of objects) loader.addObject(lib, bytes, 'p.o');
  const { tab } = loader;
  for (let s = 1; s < tab.count; s++) {
    tab.attr[s]! |= Reachable;
    if (tab.kind[s] !== 0) loader.decode(s);
  }
  return new Ctxt({ target: { ptrSize: 8 } } as unknown as LinkOptions, loader, errors);
}

test('what lies where does not depend on what was read first', () => {
  const objects = [
    object('p.b', 'two', ['p.a']),
    object('p.a', 'one', ['p.c']),
    object('p.c', 'two', []),
    object('p.c', 'three', [], R_CALL, 0),
  ];
  const namesOf = (cx: Ctxt): string[] => {
    orderByName(cx);
    return Array.from(cx.inOrder(), s => `${cx.tab.name(s)} ${cx.tab.abi(s)}`);
  };
  const names = namesOf(linked(objects));
  assert.deepEqual(names.slice(0, 4), ['p.a 1', 'p.b 1', 'p.c 0', 'p.c 1']);
  assert.deepEqual(names.slice(4).sort(), ['go:string."one" 0', 'go:string."three" 0', 'go:string."two" 0']);
  assert.deepEqual(namesOf(linked(objects.toReversed())), names);
  assert.deepEqual(namesOf(linked([2, 0, 3, 1].map(i => objects[i]!))), names);
  const late = linked(objects);
  orderByName(late);
  const added = late.tab.lookupOrCreate('made.later', 0);
  assert.equal(late.inOrder().at(-1), added);
});

/** What is needed of asks, `name` for each, of functions that refer to each other as `edges` say. */
function needed(
  edges: Readonly<Record<string, readonly string[]>>,
  rounds: readonly (readonly string[])[],
): string[][] {
  const cx = linked(Object.entries(edges).map(([name, uses]) => object(name, name, uses)));
  const { tab } = cx;
  const names = new BaseNamesBuilder();
  for (const name of Object.keys(edges)) {
    const bytes = encodeUtf8(name);
    const known: BaseSym = { kind: 1, attr: 0, section: 0, value: 0, size: 16, height: 0, pkg: 'p', std: true };
    names.add(bytes, 0, bytes.length, 1, known);
  }
  const elsewhere = tab.lookup('elsewhere', 1);
  if (elsewhere !== 0) tab.attr[elsewhere]! |= Elsewhere;
  const asked = rounds.map((asks): Round => ({ asks: asks.map(a => `r1${a}`), answers: [] }));
  return neededRounds(cx, asked, names.finish(null), null, new Set()).map(r => r.asks.map(a => a.slice(2)));
}

test('what others reach need not be asked for', () => {
  assert.deepEqual(needed({ f: ['g'], g: [] }, [['f', 'g']]), [['f']]);
  assert.deepEqual(needed({ a: [], z: ['a'] }, [['a', 'z']]), [['z']], 'a later one reaches an earlier one');
  assert.deepEqual(needed({ f: ['g'], g: ['f'] }, [['f', 'g']]).flat().length, 1, 'one of a cycle');
  assert.deepEqual(needed({ f: ['h'], g: ['h'], h: [] }, [['f', 'g', 'h']]), [['f', 'g']]);
  assert.deepEqual(needed({ f: ['g'], g: [] }, [['f'], ['g']]), [['f'], []], 'in a later round');
  assert.deepEqual(
    needed({ f: ['g'], g: [] }, [['g'], ['f']]),
    [['g'], ['f']],
    'the answers to the first round are for what was asked there',
  );
  assert.deepEqual(needed({ f: ['elsewhere'] }, [['elsewhere', 'f']]), [['elsewhere', 'f']], 'nobody knows it by name');
});

test('a weak reference reaches nothing', () => {
  const cx = linked([object('f', 'f', ['g'], R_CALL | R_WEAK), object('g', 'g', [])]);
  const names = new BaseNamesBuilder().finish(null);
  const rounds = [{ asks: ['r1f', 'r1g'], answers: [] }];
  assert.deepEqual(neededRounds(cx, rounds, names, null, new Set()), rounds);
});
