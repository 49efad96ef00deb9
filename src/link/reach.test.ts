// Reachability over small objects made by hand: one row a program, given as definitions and what they refer to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Attr from '../obj/attr.ts';
import { Obj, type Sym } from '../obj/object.ts';
import { writeObj } from '../obj/objfile.ts';
import * as Reloc from '../obj/reloctype.ts';
import * as SymKind from '../obj/symkind.ts';
import { Errors } from './failure.ts';
import { Loader } from './load.ts';
import { Reach } from './reach.ts';

/** An object: functions that call others, and types with methods. */
class Program {
  readonly obj = new Obj('p', 0);

  private define(name: string, kind: number, size: number): Sym {
    const s = this.obj.lookup(name, 0);
    s.kind = kind;
    s.size = size;
    s.data = new Uint8Array(size);
    return s;
  }

  /** A function with relocations of size 0 to what it uses: `type name` by turns. */
  func(name: string, ...uses: readonly (readonly [type: number, name: string, add?: number])[]): this {
    const s = this.define(name, SymKind.STEXT, 16);
    for (const [type, to, add] of uses) s.addReloc(4, 4, type, add ?? 0, this.obj.lookup(to, 0).id);
    return this;
  }

  /** A text that holds a name as type descriptors do. */
  private nameData(text: string): Sym {
    const s = this.define(`type:.namedata.${text}`, SymKind.SRODATA, 2 + text.length);
    s.attr = Attr.Dupok;
    s.data[1] = text.length;
    for (let i = 0; i < text.length; i++) s.data[2 + i] = text.charCodeAt(i);
    return s;
  }

  /** A named struct without fields, with methods of type `type:func()`. */
  type(name: string, methods: readonly string[], refers: readonly string[] = []): this {
    const common = 48 + 32;
    const s = this.define(`type:${name}`, SymKind.SRODATA, common + 16 + 16 * methods.length + 8 * refers.length);
    s.attr = Attr.GoType | Attr.Dupok;
    s.data[20] = 1; // has methods
    s.data[23] = 25; // a struct
    s.data[common + 4] = methods.length;
    s.data[common + 8] = 16;
    const func = this.obj.lookup('type:func()', 0);
    methods.forEach((m, i) => {
      const at = common + 16 + 16 * i;
      s.addReloc(at, 4, Reloc.R_ADDROFF, 0, this.nameData(m).id);
      for (const off of [4, 8, 12]) {
        const to = off === 4 ? func : this.obj.lookup(`${name}.${m}`, 0);
        s.addReloc(at + off, 4, Reloc.R_METHODOFF, 0, to.id);
      }
    });
    refers.forEach((r, i) => {
      s.addReloc(common + 16 + 16 * methods.length + 8 * i, 8, Reloc.R_ADDR, 0, this.obj.lookup(`type:${r}`, 0).id);
    });
    for (const m of methods) this.func(`${name}.${m}`);
    return this;
  }

  /** An interface type with one method. */
  iface(name: string, method: string): this {
    const s = this.define(`type:${name}`, SymKind.SRODATA, 80 + 8);
    s.attr = Attr.GoType;
    s.data[23] = 20;
    s.addReloc(80, 4, Reloc.R_ADDROFF, 0, this.nameData(method).id);
    s.addReloc(84, 4, Reloc.R_ADDROFF, 0, this.obj.lookup('type:func()', 0).id);
    return this;
  }

  with(name: string, attr: number): this {
    this.obj.lookup(name, 0).attr |= attr;
    return this;
  }

  text(name: string, value: string): this {
    const s = this.define(name, SymKind.SRODATA, value.length);
    for (let i = 0; i < value.length; i++) s.data[i] = value.charCodeAt(i);
    return this;
  }
}

function start(): { loader: Loader; reach: Reach; add: (p: Program) => void } {
  const loader = new Loader({ header: '', checkLinkname: true, eager: false, pcQuantum: 1 }, new Errors(false));
  loader.loadSyms();
  const lib = loader.addLib('p', 'p.a', '');
  const add = (p: Program): void => {
    loader.addObject(lib, writeObj(p.obj), 'p.o');
  };
  return { loader, reach: new Reach(loader, 8), add };
}

/** The functions of a program that are reached from main. */
function reached(p: Program): string[] {
  const { loader, reach, add } = start();
  add(p.type('func()', []));
  reach.mark(loader.tab.lookup('main', 0));
  reach.run();
  const out: string[] = [];
  for (let s = 1; s < loader.tab.count; s++) {
    if (loader.tab.isReachable(s) && loader.tab.kind[s] === 1) out.push(loader.tab.name(s));
  }
  return out.sort();
}

const { R_CALL, R_USEIFACE, R_USEIFACEMETHOD, R_USENAMEDMETHOD, R_WEAK } = Reloc;

const cases: readonly (readonly [name: string, program: Program, want: readonly string[]])[] = [
  ['calls', new Program().func('main', [R_CALL, 'f']).func('f').func('g'), ['f', 'main']],
  ['a weak call', new Program().func('main', [R_CALL | R_WEAK, 'f']).func('f'), ['main']],
  ['a cycle', new Program().func('main', [R_CALL, 'f']).func('f', [R_CALL, 'main']), ['f', 'main']],
  [
    'methods of a type that is in no interface',
    new Program().func('main', [Reloc.R_ADDR, 'type:T']).type('T', ['M']),
    ['main'],
  ],
  [
    'methods that no one calls',
    new Program().func('main', [R_USEIFACE, 'type:T'], [Reloc.R_ADDR, 'type:T']).type('T', ['M']),
    ['main'],
  ],
  [
    'a method of a called interface method',
    new Program()
      .func('main', [R_USEIFACE, 'type:T'], [Reloc.R_ADDR, 'type:T'], [R_USEIFACEMETHOD, 'type:I', 80])
      .type('T', ['L', 'M', 'N'])
      .iface('I', 'M'),
    ['T.M', 'main'],
  ],
  [
    'the interface is called from a method that is kept',
    new Program()
      .func('main', [R_USEIFACE, 'type:T'], [Reloc.R_ADDR, 'type:T'], [R_USEIFACEMETHOD, 'type:I', 80])
      .type('T', ['M', 'N'])
      .func('T.M', [R_USEIFACEMETHOD, 'type:J', 80])
      .iface('I', 'M')
      .iface('J', 'N'),
    ['T.M', 'T.N', 'main'],
  ],
  [
    'a type inside a type in an interface',
    new Program()
      .func('main', [R_USEIFACE, 'type:T'], [Reloc.R_ADDR, 'type:T'], [R_USEIFACEMETHOD, 'type:I', 80])
      .type('T', [], ['U'])
      .type('U', ['M'])
      .iface('I', 'M'),
    ['U.M', 'main'],
  ],
  [
    'by name',
    new Program()
      .func('main', [R_USEIFACE, 'type:T'], [Reloc.R_ADDR, 'type:T'], [R_USENAMEDMETHOD, 'n'])
      .type('T', ['M', 'N'])
      .text('n', 'N'),
    ['T.N', 'main'],
  ],
  [
    'reflection finds exported methods',
    new Program()
      .func('main', [R_USEIFACE, 'type:T'], [Reloc.R_ADDR, 'type:T'])
      .with('main', Attr.ReflectMethod)
      .type('T', ['M', 'm']),
    ['T.M', 'main'],
  ],
];

for (const [name, program, want] of cases) test(name, () => assert.deepEqual(reached(program), want));

test('objects come as they are demanded', () => {
  const { loader, reach, add } = start();
  const { tab } = loader;
  add(new Program().func('main', [R_CALL, 'f'], [R_CALL, 'g']));
  reach.mark(tab.lookup('main', 0));
  reach.run();
  const names = (): string[] => reach.demands.map(s => tab.name(s)).sort();
  assert.deepEqual(names(), ['f', 'g']);
  add(new Program().func('f', [R_CALL, 'h']));
  reach.run();
  assert.deepEqual(names(), ['g', 'h']);
  add(new Program().func('g').func('h', [R_CALL, 'main']));
  reach.run();
  assert.deepEqual(names(), []);
  for (const name of ['main', 'f', 'g', 'h']) {
    const s = tab.lookup(name, 0);
    assert.ok(tab.isReachable(s) && tab.size[s] === 16, name);
  }
});

test('an interface type that comes later', () => {
  const { loader, reach, add } = start();
  const { tab } = loader;
  add(
    new Program()
      .func('main', [R_USEIFACE, 'type:T'], [Reloc.R_ADDR, 'type:T'], [R_USEIFACEMETHOD, 'type:I', 80])
      .type('T', ['M', 'N'])
      .type('func()', []),
  );
  reach.mark(tab.lookup('main', 0));
  reach.run();
  assert.deepEqual(
    reach.demands.map(s => tab.name(s)),
    ['type:I'],
  );
  add(new Program().iface('I', 'N'));
  reach.run();
  assert.deepEqual(reach.demands, []);
  assert.ok(tab.isReachable(tab.lookup('T.N', 0)) && !tab.isReachable(tab.lookup('T.M', 0)));
});

test('a later object converts a type to an interface', () => {
  const { loader, reach, add } = start();
  const { tab } = loader;
  add(
    new Program()
      .func('main', [Reloc.R_ADDR, 'type:T'], [R_USEIFACEMETHOD, 'type:I', 80], [R_CALL, 'f'])
      .type('T', ['M'])
      .iface('I', 'M')
      .type('func()', []),
  );
  reach.mark(tab.lookup('main', 0));
  reach.run();
  assert.ok(!tab.isReachable(tab.lookup('T.M', 0)));
  add(new Program().func('f', [Reloc.R_ADDR, 'type:T']).with('type:T', Attr.UsedInIface));
  reach.run();
  assert.ok(tab.isReachable(tab.lookup('T.M', 0)));
});
