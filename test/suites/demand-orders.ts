// A program does not depend on the order in which its functions, types and variables were compiled. The link asks for them breadth
// first; here the compiler is asked ahead of it, at random for something that an object has mentioned, and the link gets what was
// made. All programs must be the same byte for byte, debug information included. As a command:
//
//     node tools/run.mjs test/suites/demand-orders.ts [--orders N] [--seed N] [--results FILE] [PART of a name...]
import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Define } from '../../src/build/build-program.ts';
import type { ObjectInput, SymbolRef } from '../../src/link/demand.ts';
import { mentions } from '../../src/obj/objnames.ts';
import { load } from '../compile-harness.ts';
import { goTestDir } from '../goroot.ts';
import { tempDir } from '../link-harness.ts';
import { isMain } from '../main.ts';
import { Random } from '../random.ts';
import type { Outcome } from './case.ts';
import { wholeProgram } from './whole.ts';

const hello = `package main

import "fmt"

func main() { fmt.Println("hello") }
`;

const server = `package main

import (
	"encoding/json"
	"log"
	"net/http"
)

type answer struct {
	Path string
	N []int
}

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := json.NewEncoder(w).Encode(answer{r.URL.Path, []int{1, 2}}); err != nil {
			log.Print(err)
		}
	})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
`;

/**
 * Programs of the distribution's tests: generics, closures, channels, deferred calls, methods found by reflection; maps, whose
 * functions one package declares and another defines.
 */
const ofTests = [
  'typeparam/orderedmap.go',
  'typeparam/nested.go',
  'chan/powser1.go',
  'closure.go',
  'deferprint.go',
  'map.go',
  'reflectmethod1.go',
  'stackobj.go',
];

/** The programs by name; those of the tests where they are there. */
function orderedPrograms(): [name: string, source: string][] {
  const out: [string, string][] = [
    ['hello', hello],
    ['server', server],
  ];
  if (goTestDir === null) return out;
  for (const name of ofTests) out.push([name, fs.readFileSync(path.join(goTestDir, name), 'utf8')]);
  return out;
}

/** How many symbols on average are made in front of one that the link waits for. */
const ahead = 50;

/** Asks for symbols of those that were asked for before, in an order that depends on the seed. */
class RandomOrder {
  private readonly random: Random;
  private readonly wanted: ReadonlySet<string>;
  private readonly make: Define;
  private readonly made = new Map<string, ObjectInput>();
  /** What was mentioned and is not made; for each its name behind the digit of its ABI. */
  private readonly front: string[] = [];
  private readonly seen = new Set<string>();

  constructor(seed: number, wanted: ReadonlySet<string>, make: Define) {
    this.random = new Random(seed);
    this.wanted = wanted;
    this.make = make;
  }

  define(ref: SymbolRef): ObjectInput | null {
    const key = keyOf(ref);
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const { front, random } = this;
    while (front.length > 0 && random.below(ahead) > 0) {
      const at = random.below(front.length);
      const next = front[at]!;
      front[at] = front[front.length - 1]!;
      front.pop();
      if (!this.made.has(next)) this.add(next);
    }
    return this.made.get(key) ?? this.add(key);
  }

  private add(key: string): ObjectInput | null {
    const o = this.make({ name: key.slice(1), abi: Number(key[0]) });
    if (o === null) return null;
    this.made.set(key, o);
    for (const m of mentions(o.bytes)) {
      if (!this.wanted.has(m) || this.seen.has(m)) continue;
      this.seen.add(m);
      this.front.push(m);
    }
    return o;
  }
}

function keyOf({ name, abi }: SymbolRef): string {
  return `${abi}${name}`;
}

/** How a program is made: `between` as for buildProgram. */
type Build = (between: (make: Define) => Define) => Promise<Uint8Array>;

/** Builds a program in the link's order and in random ones; what differs, a line each. `build` begins with nothing each time. */
export async function compareOrders(build: Build, seed: number, orders: number): Promise<string[]> {
  const wanted = new Set<string>();
  const want = await build(make => ref => {
    const o = make(ref);
    if (o !== null) wanted.add(keyOf(ref));
    return o;
  });
  const wrong: string[] = [];
  for (let i = 0; i < orders; i++) {
    const got = await build(make => {
      const order = new RandomOrder(seed + i, wanted, make);
      return ref => order.define(ref);
    });
    if (digest(got) === digest(want)) continue;
    const at = got.findIndex((byte, k) => byte !== want[k]);
    wrong.push(`order ${seed + i}: ${got.length} bytes, not ${want.length}; byte ${at} is the first that differs`);
  }
  return wrong;
}

/** Writes a program's module; one directory for all its orders, since the path is part of the program. */
export function writeModule(source: string): string {
  const dir = tempDir();
  fs.writeFileSync(path.join(dir, 'go.mod'), 'module example.com/p\n\ngo 1.26\n');
  fs.writeFileSync(path.join(dir, 'main.go'), source);
  return dir;
}

/** Builds the main package in `dir`, from nothing. */
export async function buildIn(dir: string, between: (make: Define) => Define): Promise<Uint8Array> {
  return wholeProgram(await load(dir, ['.']), true, between);
}

function digest(bytes: Uint8Array): string {
  return crypto.createHash('sha256').update(bytes).digest('hex');
}

async function main(words: string[]): Promise<void> {
  const option = (name: string, otherwise: string): string => {
    const at = words.indexOf(name);
    return at < 0 ? otherwise : words.splice(at, 2)[1]!;
  };
  const orders = Number(option('--orders', '3'));
  const seed = Number(option('--seed', '1'));
  const results = option('--results', '');
  const outcomes: Outcome[] = [];
  for (const [name, source] of orderedPrograms()) {
    if (words.length > 0 && !words.some(w => name.includes(w))) continue;
    const dir = writeModule(source);
    const wrong = await compareOrders(between => buildIn(dir, between), seed, orders);
    fs.rmSync(dir, { recursive: true });
    for (const text of wrong) process.stdout.write(`${name}: ${text}\n`);
    outcomes.push({ name, wrong, skipped: '', built: true });
  }
  const failed = outcomes.filter(o => o.wrong.length > 0).length;
  process.stdout.write(`${outcomes.length} programs, each in its own order and ${orders} others: ${failed} differ\n`);
  if (results !== '') fs.writeFileSync(results, `${JSON.stringify({ outcomes }, null, 1)}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (isMain('test/suites/demand-orders.ts')) await main(process.argv.slice(2));
