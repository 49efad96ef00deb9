// Bodies on demand do not depend on who asks first: the functions of a package come out the same in any order.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { newCompileMachine } from '../src/arch/amd64/compile.ts';
import { declaredUnits } from '../src/build/declared-units.ts';
import { buildFuncs } from '../src/ssa/build/recipe-funcs.ts';
import { checkFunc } from '../src/ssa/check.ts';
import { compileFunc } from '../src/ssa/compile.ts';
import { printFunc } from '../src/ssa/print.ts';
import { Bodies } from '../src/ssa/program/bodies.ts';
import type { FactStore, FuncFacts, Reads } from '../src/ssa/program/facts.ts';
import { Profile } from '../src/ssa/program/profile.ts';
import type { Symbols, SymId } from '../src/ssa/symbols.ts';
import * as ObjKind from '../src/types/objkind.ts';
import { type Loaded, load, open, openUnit } from './compile-harness.ts';
import { goroot } from './goroot.ts';
import { tempDir } from './link-harness.ts';

const packages: readonly (readonly [path: string, seeds: readonly number[]])[] = [
  ['strconv', [1, 2]],
  ['fmt', [3]],
];

/** The functions of a package by name, asked for in an order that depends on `seed`. */
async function bodiesOf(path: string, seed: number): Promise<Map<string, string>> {
  const loaded = await load(process.cwd(), [path, 'runtime']);
  const { p, sources } = open(loaded, path, null);
  const bodies = new Bodies(p, buildFuncs);
  p.bodies = bodies;
  const syms = [...declaredUnits(p, sources.load(path).pkg, fn => sources.hasBody(fn), true)];
  // A small generator; the high bits are the good ones.
  let state = seed;
  for (let i = syms.length - 1; i > 0 && seed !== 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const k = Math.floor((state / 2 ** 32) * (i + 1));
    [syms[i], syms[k]] = [syms[k]!, syms[i]!];
  }
  const out = new Map<string, string>();
  for (const s of syms) {
    for (const f of bodies.unit(s) ?? []) {
      checkFunc(p, f, 'go passes');
      out.set(p.syms.names[f.sym]!, printFunc(p, f));
    }
  }
  return out;
}

for (const [path, seeds] of packages) {
  test(`the bodies of ${path} in ${seeds.length + 1} orders`, { skip: goroot === null && 'no GOROOT' }, async () => {
    const first = await bodiesOf(path, 0);
    assert.ok(first.size > 40, `${first.size} functions`);
    for (const seed of seeds) {
      const other = await bodiesOf(path, seed);
      assert.deepEqual([...other.keys()].sort(), [...first.keys()].sort());
      for (const [name, text] of first) assert.equal(other.get(name), text, name);
    }
  });
}

// The records of the two literals share a place: the closure that is given them, which is no unit, does not keep them.
const sharing = `package m

//go:noinline
func done() {}

func far(n int) int {
	twice := func(f func(int) int) int {
		defer done()
		return f(2) + f(1)
	}
	m := n * n
	if n > 3 {
		return twice(func(x int) int { return x * n * m })
	}
	return twice(func(x int) int { return x + m })
}
`;

test(
  'what a closure keeps is known when places in the frame are given out',
  { skip: goroot === null && 'no GOROOT' },
  async () => {
    const dir = tempDir();
    try {
      fs.writeFileSync(path.join(dir, 'go.mod'), 'module m\n\ngo 1.26\n');
      fs.writeFileSync(path.join(dir, 'm.go'), sharing);
      const machine = newCompileMachine();
      const { p, sources } = open(await load(dir, ['.', 'runtime']), 'm', machine.ops);
      const bodies = new Bodies(p, buildFuncs);
      p.bodies = bodies;
      const far = sources.load('m').pkg.scope.lookup('far');
      assert.ok(far !== null && far.kind === ObjKind.Func);
      const asked: string[] = [];
      const known = bodies.settledSummary.bind(bodies);
      bodies.settledSummary = s => {
        const summary = known(s);
        asked.push(`${p.syms.names[s]!} ${summary === null ? '?' : summary.params.map(flow => flow.heap).join(' ')}`);
        return summary;
      };
      for (const f of bodies.unit(p.funcSym(far, []))!) compileFunc(p, f, machine);
      assert.deepEqual([...new Set(asked)], ['m.far.func1 -1']);
    } finally {
      fs.rmSync(dir, { recursive: true });
    }
  },
);

// Step costs more than any call may that no profile knows; the one in warm is hot.
const profiled = `package m

func step(n int) int {
	n = n*3 + n<<1; n = n*5 ^ n>>2; n = n*7 + n<<3; n = n*3 + n<<4
	n = n*3 + n<<1; n = n*5 ^ n>>2; n = n*7 + n<<3; n = n*3 + n<<4
	n = n*3 + n<<1; n = n*5 ^ n>>2; n = n*7 + n<<3; n = n*3 + n<<4
	return n
}

func warm(n int) int {
	return step(n)
}

func cool(n int) int {
	return step(n + 1) + step(n)
}

//go:noinline
func last(p *int) int { return *p }

//go:noinline
func middle(p *int) int { return last(p) + 1 }

func first(n int) int { return middle(&n) }
`;

/** Facts by the names of functions, for several programs. */
class KeptFacts implements FactStore {
  private readonly facts = new Map<string, FuncFacts>();
  private reads: Reads | null = null;
  syms: Symbols | null = null;

  find(s: SymId): FuncFacts | null {
    return this.facts.get(this.syms!.names[s]!) ?? null;
  }

  awaits(): boolean {
    return false;
  }

  retry(): void {}

  asked(s: SymId): void {
    this.reads?.add(this.syms!.names[s]!);
  }

  readInto(reads: Reads | null): Reads | null {
    const before = this.reads;
    this.reads = reads;
    return before;
  }

  readAll(reads: Reads): void {
    if (this.reads !== reads) for (const r of reads) this.reads?.add(r);
  }

  keep(funcs: readonly { readonly sym: SymId; readonly facts: FuncFacts }[]): void {
    for (const { sym, facts } of funcs) this.facts.set(this.syms!.names[sym]!, facts);
  }
}

/** What is built, and of which others the facts are read, when a function of the program is asked for and `kept` is known. */
function asked(loaded: Loaded, kept: KeptFacts, name: string): { readonly built: string[]; readonly read: string[] } {
  const unit = loaded.units.find(u => u.package.importPath === 'm')!;
  const profile = new Profile([{ caller: 'm.warm', callee: 'm.step', offset: 1, weight: 1000 }]);
  const { p, sources } = openUnit(loaded, unit, newCompileMachine().ops, false, false, profile);
  kept.syms = p.syms;
  const built: string[] = [];
  p.bodies = new Bodies(
    p,
    (of, s) => {
      built.push(of.syms.names[s]!);
      return buildFuncs(of, s);
    },
    kept,
  );
  const fn = sources.load('m').pkg.scope.lookup(name);
  assert.ok(fn !== null && fn.kind === ObjKind.Func);
  const read: Reads = new Set();
  kept.readInto(read);
  assert.ok(p.bodies.unit(p.funcSym(fn, [])) !== null);
  kept.readInto(null);
  return { built: built.sort(), read: [...read].filter(r => r !== `m.${name}`).sort() };
}

test('what is built and read of functions whose facts are kept', { skip: goroot === null && 'no GOROOT' }, async () => {
  const dir = tempDir();
  try {
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module m\n\ngo 1.26\n');
    fs.writeFileSync(path.join(dir, 'm.go'), profiled);
    const loaded = await load(dir, ['.', 'runtime']);
    const kept = new KeptFacts();
    // What functions that are built come to is read by those who ask for it, not by who has them built.
    const whole = asked(loaded, kept, 'first');
    assert.deepEqual(whole, { built: ['m.first', 'm.last', 'm.middle'], read: ['m.middle'] });
    assert.deepEqual(asked(loaded, kept, 'first'), { built: ['m.first'], read: ['m.middle'] });
    assert.deepEqual(asked(loaded, kept, 'warm').built, ['m.step', 'm.warm']);
    assert.deepEqual(asked(loaded, kept, 'warm').built, ['m.step', 'm.warm']);
    assert.deepEqual(asked(loaded, kept, 'cool').built, ['m.cool']);
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
});
