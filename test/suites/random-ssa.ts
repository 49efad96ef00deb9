// Random functions in the builder's form through the whole compiler, with the checkers on: the form after each pass, and the
// allocation of registers. Then they run: a main package has them in the place of functions of its own, the rest of the program is
// gc's, and what each does with some arguments is what the interpreter of the form says. As a command:
//
//     node tools/run.mjs test/suites/random-ssa.ts [--batch N] [--time SECONDS] [--results FILE] [SEED [COUNT]]
//
// --batch: how many functions are in one program. --time: no batch begins later than that. --results: keeps what was found; a
// later run of the same seeds goes on where one ended.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { checkPasses } from '../../src/ssa/compile.ts';
import type { Func } from '../../src/ssa/func.ts';
import { interpret, Memory, Pointer } from '../../src/ssa/interpret.ts';
import { clean } from '../../src/ssa/passes/clean.ts';
import { manyArgs, randomFunc, randomType, RandomWorld } from '../../src/ssa/passes/random-func.ts';
import { checkProgram } from '../../src/ssa/program/check-program.ts';
import type { Program } from '../../src/ssa/program/program.ts';
import type { Package } from '../../src/types/package.ts';
import { Pointer as PointerType, Slice, type Type } from '../../src/types/type.ts';
import * as Universe from '../../src/types/universe.ts';
import { goTool } from '../goroot.ts';
import { tempDir } from '../link-harness.ts';
import { isMain } from '../main.ts';
import type { Outcome } from './case.ts';
import { linkMixedMain } from './mixed-main.ts';

/** Every second function is made of conditions under conditions. */
const isLadder = (seed: number): boolean => seed % 2 === 1;

/** The arguments of the functions: a, b, c and the length of the slice. */
const inputs: readonly (readonly [bigint, bigint, bigint, bigint])[] = [
  [0n, 0n, 0n, 0n],
  [1n, 2n, 3n, 5n],
  [-1n, 7n, -128n, 1n],
  [-9223372036854775808n, 9223372036854775807n, -2147483648n, 9n],
  [123456789012345n, -987654321n, 2147483647n, 3n],
  [9223372036854775807n, 1n, 32767n, 6n],
];

/** What does not end within the interpreter's patience. */
const endless = 'out of fuel';

/** What the function of a seed does with each of the inputs. */
function expected(seed: number): string[] {
  const { p, typeOf } = checkProgram(`package main\n${randomType}`);
  const f = randomFunc(new RandomWorld(p, typeOf), p.syms.lookup('main.f', 1), seed, isLadder(seed));
  clean(p, f);
  const mem = (name: string): Pointer => new Pointer(new Memory(name, false), 0);
  return inputs.map(([a, b, c, n]) =>
    interpret(p, f, [a, b, c, mem('m'), mem('n'), mem('s'), n, n + 2n])
      .map(asGo)
      .join('; '),
  );
}

/** A failed check as the runtime words it. */
function asGo(line: string): string {
  if (line === 'divide') return 'runtime error: integer divide by zero';
  if (line === 'shift') return 'runtime error: negative shift amount';
  const [, i, n] = /^bounds (\d+) (\d+) 0$/.exec(line) ?? [];
  if (i === undefined) return line;
  const index = BigInt.asIntN(64, BigInt(i));
  const length = index < 0n ? '' : ` with length ${BigInt.asIntN(64, BigInt(n!))}`;
  return `runtime error: index out of range [${index}]${length}`;
}

/** The main package; the bodies of f0, f1 ... are others when it is compiled. */
function source(wants: readonly (readonly string[])[]): string {
  const names = wants.map((_, i) => `f${i}`);
  const skipped = wants.flatMap((want, i) => want.flatMap((w, k) => (w === endless ? [`{${i}, ${k}}: true`] : [])));
  const letters = Array.from({ length: manyArgs }, (_, i) => `x${i}`);
  return `package main

import ("fmt"; "strings")

${randomType}

var lines []string
var calls int

//go:noinline
func g(x int) int { calls++; lines = append(lines, fmt.Sprint("call main.g ", x)); return calls * 7919 }

//go:noinline
func h(${letters.join(', ')} int) (int, int8) {
	calls++
	lines = append(lines, strings.TrimSpace(fmt.Sprintln("call main.h", ${letters.join(', ')})))
	return calls * 7919, int8(calls*7919 + 31)
}

${names.map(n => `//go:noinline\nfunc ${n}(a, b int, c int32, m, n *int, s []int) (int, int) { return 0, 0 }`).join('\n')}

var all = []func(a, b int, c int32, m, n *int, s []int) (int, int){${names.join(', ')}}
var skipped = map[[2]int]bool{${skipped.join(', ')}}

func fill(name byte, list []int) {
	for i := range list {
		h := int32(i * 8 * 40503)
		list[i] = int((h*31 + int32(name)) % 1000)
	}
}

func changed(name byte, list []int) {
	old := make([]int, len(list))
	fill(name, old)
	for i, x := range list {
		if x != old[i] { lines = append(lines, fmt.Sprintf("%c[%d] = %d", name, i*8, x)) }
	}
}

func run(f func(a, b int, c int32, m, n *int, s []int) (int, int), a, b int, c int32, length int) {
	m, n, s := make([]int, 3), make([]int, 3), make([]int, length, length+2)
	calls, lines = 0, nil
	fill('m', m)
	fill('n', n)
	fill('s', s)
	func() {
		defer func() {
			if e := recover(); e != nil { lines = append(lines, fmt.Sprint(e)) }
		}()
		x, y := f(a, b, c, &m[0], &n[0], s)
		lines = append(lines, fmt.Sprint("return ", x, " ", y))
	}()
	changed('m', m)
	changed('n', n)
	changed('s', s)
}

func main() {
	for i, f := range all {
		for k, in := range [][4]int{${inputs.map(x => `{${x.join(', ')}}`).join(', ')}} {
			if skipped[[2]int{i, k}] { continue }
			run(f, in[0], in[1], int32(in[2]), in[3])
			fmt.Println(i, k, strings.Join(lines, "; "))
		}
	}
}
`;
}

/** The types of random functions in a package that was checked. */
function typesOf(pkg: Package): (name: string) => Type {
  const typeOf = (name: string): Type => {
    if (name.startsWith('*')) return new PointerType(typeOf(name.slice(1)));
    if (name.startsWith('[]')) return new Slice(typeOf(name.slice(2)));
    const obj = name === 'main.T' ? pkg.scope.lookup('T') : Universe.universe.lookup(name);
    return obj!.type!;
  };
  return typeOf;
}

/** Has random functions compiled in the place of f0, f1 ..., all of main with the checkers on. */
function replaceBodies(p: Program, pkg: Package, seed: number, change: (f: Func) => void): void {
  p.isChecked = () => true;
  const bodies = p.bodies!;
  bodies.onPass = checkPasses;
  const world = new RandomWorld(p, typesOf(pkg));
  const unit = bodies.unit.bind(bodies);
  bodies.unit = s => {
    const declared = unit(s);
    const index = /^main\.f(\d+)$/.exec(p.syms.names[s]!)?.[1];
    if (index === undefined) return declared;
    const f = randomFunc(world, s, seed + Number(index), isLadder(seed + Number(index)));
    placeAs(f, declared![0]!);
    change(f);
    const funcs = [f];
    bodies.finish(funcs);
    return funcs;
  };
}

/** Gives a function the place in the source, and the pragmas, of another. */
function placeAs(f: Func, declared: Func): void {
  f.pos = declared.pos;
  f.endPos = declared.endPos;
  f.pragma = declared.pragma;
  f.noInline = declared.noInline;
  for (let v = 1; v < f.count; v++) f.posOf[v] = declared.pos;
}

/** What became of some functions. */
export interface BatchResult {
  readonly seed: number;
  readonly count: number;
  /** How often functions ran and did what they should. */
  readonly runs: number;
  readonly wrong: readonly string[];
}

/** Compiles and runs the functions of seeds from one on. `change`: what tests do to those that are compiled, to be found out. */
export async function compareFunctions(
  seed: number,
  count: number,
  change: (f: Func) => void = () => {},
): Promise<BatchResult> {
  const wants = Array.from({ length: count }, (_, i) => expected(seed + i));
  const dir = tempDir();
  try {
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module main\n\ngo 1.26\n');
    fs.writeFileSync(path.join(dir, 'main.go'), source(wants));
    const file = path.join(dir, 'main');
    const error = await linkMixedMain(dir, file, (p, pkg) => replaceBodies(p, pkg, seed, change));
    if (error !== '') return { seed, count, runs: 0, wrong: [`${seed} to ${seed + count - 1}: ${error}`] };
    const ran = spawnSync(file, { encoding: 'utf8', timeout: 120_000, maxBuffer: 1 << 28 });
    const got = new Map<string, string>();
    for (const line of ran.stdout.split('\n')) {
      const [, i, k, text] = /^(\d+) (\d+) (.*)$/.exec(line) ?? [];
      if (i !== undefined) got.set(`${i} ${k}`, text!);
    }
    const wrong: string[] = [];
    let runs = 0;
    wants.forEach((want, i) =>
      want.forEach((w, k) => {
        if (w === endless) return;
        const g = got.get(`${i} ${k}`) ?? `nothing: status ${ran.status} ${ran.stderr.slice(0, 500)}`;
        if (g === w) runs++;
        else wrong.push(`seed ${seed + i}, input ${k}:\n  interpreted ${w}\n  compiled    ${g}`);
      }),
    );
    return { seed, count, runs, wrong };
  } catch (e) {
    return { seed, count, runs: 0, wrong: [`${seed} to ${seed + count - 1}: ${(e as Error).message}`] };
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

function readBatches(file: string): BatchResult[] {
  if (file === '' || !fs.existsSync(file)) return [];
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { batches: BatchResult[] }).batches;
}

/** What became of each function, for the conformance report. */
export function randomSsaOutcomes(file: string): Outcome[] {
  return readBatches(file).flatMap(b =>
    Array.from({ length: b.count }, (_, i) => {
      const name = `seed ${b.seed + i}`;
      // A batch that was not built is wrong as a whole.
      const wrong = b.wrong.filter(w => w.startsWith(`${name},`) || (b.runs === 0 && i === 0));
      return { name, wrong, skipped: '', built: b.runs > 0 };
    }),
  );
}

async function main(words: string[]): Promise<void> {
  if (goTool === null) throw new Error('no Go installation');
  const option = (name: string, otherwise: string): string => {
    const at = words.indexOf(name);
    return at < 0 ? otherwise : words.splice(at, 2)[1]!;
  };
  const batch = Number(option('--batch', '200'));
  const until = performance.now() + 1000 * Number(option('--time', 'Infinity'));
  const results = option('--results', '');
  const [from = 1, count = batch] = words.map(Number);
  const batches = readBatches(results);
  const sum = { functions: 0, runs: 0, wrong: 0 };
  for (let seed = from; seed < from + count && performance.now() < until; seed += batch) {
    const n = Math.min(batch, from + count - seed);
    if (batches.some(b => b.seed === seed && b.count === n)) continue;
    const found = await compareFunctions(seed, n);
    for (const w of found.wrong) process.stdout.write(`${w}\n`);
    sum.functions += n;
    sum.runs += found.runs;
    sum.wrong += found.wrong.length;
    batches.push(found);
    if (results !== '') fs.writeFileSync(results, `${JSON.stringify({ batches }, null, 1)}\n`);
  }
  process.stdout.write(`${sum.functions} functions: ${sum.runs} runs are right, ${sum.wrong} are wrong\n`);
  process.exitCode = sum.wrong === 0 ? 0 : 1;
}

if (isMain('test/suites/random-ssa.ts')) await main(process.argv.slice(2));
