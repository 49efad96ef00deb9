// Random functions of arithmetic, conversions, loops and bounds, slices, structs and panics that are recovered: what the
// compiler's rules, its ranges and its loops work on.
import type { Random } from '../random.ts';
import { RandomWriter } from './random-writer.ts';

const ints = ['int', 'int', 'int', 'int8', 'int16', 'int32', 'int64', 'uint', 'uint8', 'uint16', 'uint32', 'uint64'];
const floats = ['float64', 'float64', 'float32'];
const limits: Readonly<Record<string, readonly string[]>> = {
  int8: ['127', '-128'],
  int16: ['32767', '-32768'],
  int32: ['2147483647', '-2147483648'],
  int64: ['9223372036854775807', '-9223372036854775808'],
  int: ['9223372036854775807', '-9223372036854775808'],
  uint8: ['255', '128'],
  uint16: ['65535', '32768'],
  uint32: ['4294967295', '2147483648'],
  uint64: ['18446744073709551615', '9223372036854775808'],
  uint: ['18446744073709551615', '9223372036854775808'],
};

/** Go source: the package clause, imports and declarations that all programs use. */
export const arithmeticPrelude = `package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
)

type T struct { a int; b int32; c uint8; d float64; e [4]int }
type P struct { x, y int }
var fuel int
var noted int
var global int
var array [8]int
//go:noinline
func note(x int) int { noted = noted*31 + x; return x & 7 }
//go:noinline
func pair(x int) (int, P) { return x + 1, P{x, -x} }
func run(name string, f func()) {
	fuel = 3000; noted = 0; global = 5; array = [8]int{1, 2, 3}
	defer func() { fmt.Println(name, recover(), noted, global, array) }()
	f()
}
`;

/** How many statements a function has at most. */
export const arithmeticBudget = 30;

const calls = [
  '0, 0, 0, 0, nil, 0, T{}, ""',
  '7, -3, 200, 9, []int{4, 5, 6, 7, 8, 9}, 1.5, T{a: 3, e: [4]int{1, 2, 3, 4}}, "hello"',
  '-9223372036854775808, -2147483648, 255, 18446744073709551615, []int{1, -1}, -1e300, T{b: -5, d: 2}, "ab"',
  '1000003, 77, 31, 1 << 40, make([]int, 20), 0.1, T{c: 9}, "0123456789"',
];

/** Writes one function of a program. */
export class ArithmeticWriter extends RandomWriter {
  protected readonly calls = calls;
  private readonly loops: string[] = [];

  protected func(name: string): void {
    this.lines.push(
      `func ${name}(a int, b int32, c uint8, d uint64, s []int, x float64, t T, str string) (r int, u uint32, y float64) {`,
    );
    this.vars = [
      { name: 'a', type: 'int' },
      { name: 'b', type: 'int32' },
      { name: 'c', type: 'uint8' },
      { name: 'd', type: 'uint64' },
      { name: 'x', type: 'float64' },
      { name: 'r', type: 'int' },
      { name: 'u', type: 'uint32' },
      { name: 'y', type: 'float64' },
      { name: 't.a', type: 'int' },
      { name: 't.b', type: 'int32' },
      { name: 't.c', type: 'uint8' },
      { name: 't.d', type: 'float64' },
      { name: 't.e[1]', type: 'int' },
      { name: 'q.x', type: 'int' },
      { name: 'q.y', type: 'int' },
      { name: 'z[0]', type: 'int' },
      { name: 'z[2]', type: 'int' },
      { name: 'global', type: 'int' },
      { name: 'array[3]', type: 'int' },
      { name: 'p.x', type: 'int' },
    ];
    this.put('var q P; var z [3]int; p := &P{1, 2}; _, _, _ = q, z, p');
    // Variables that are always zero: what is added to them is constant for the compiler, not for the language.
    for (const t of new Set([...ints, ...floats])) this.put(`var k_${t} ${t}; _ = k_${t}`);
    for (let i = 0; i < 3; i++) this.declare();
    this.block();
    this.put('return');
    this.lines.push('}');
  }

  private declare(): void {
    const type = this.r.below(5) === 0 ? this.r.pick(floats) : this.r.pick(ints);
    const name = `v${this.count++}`;
    this.put(`var ${name} ${type} = ${this.expr(type, 2)}`);
    this.put(`_ = ${name}`);
    this.vars.push({ name, type });
  }

  protected blockLength(): number {
    return 2 + this.r.below(5);
  }

  private assignable(): { readonly name: string; readonly type: string } {
    for (;;) {
      const v = this.r.pick(this.vars);
      if (!this.loops.includes(v.name)) return v;
    }
  }

  protected statement(): void {
    const { r } = this;
    this.left--;
    const k = r.below(this.depth >= 3 ? 11 : 20);
    if (k < 4) {
      const v = this.assignable();
      this.put(`${v.name} = ${this.expr(v.type, 3)}`);
    } else if (k < 6) {
      const v = this.assignable();
      const float = v.type.startsWith('float');
      const op = float ? r.pick(['+', '-', '*', '/']) : r.pick(['+', '-', '*', '&', '|', '^', '&^', '+', '-']);
      this.put(`${v.name} ${op}= ${this.expr(v.type, 2)}`);
    } else if (k === 6) this.declare();
    else if (k === 7) this.put(`${r.pick(['s', 'z', 't.e', 'array'])}[${this.index()}] = ${this.expr('int', 2)}`);
    else if (k === 8) {
      this.put(
        r.pick([
          `s = append(s, ${this.expr('int', 1)})`,
          `if len(s) > 12 { s = s[:${r.below(12)}] }`,
          `s = s[${this.index()}:]`,
          `s = s[:${this.index()}]`,
          `s = s[${r.below(3)}:${this.index()}]`,
          `str = str[${this.index()}:]`,
          `q = *p`,
          `p = &q`,
          `*p = P{${this.expr('int', 1)}, ${this.expr('int', 1)}}`,
          `q, t.e[2] = P{q.y, q.x}, q.x`,
          `r, q = pair(${this.expr('int', 1)})`,
          `if ${this.expr('int', 1)} == 12345 { p = nil }`,
          `t = T{a: ${this.expr('int', 1)}, d: ${this.expr('float64', 1)}}`,
        ]),
      );
    } else if (k === 9) this.put(`note(${this.expr('int', 2)})`);
    else if (k === 10) {
      if (this.loops.length > 0 && r.below(2) === 0)
        this.put(`if ${this.condition(2)} { ${r.pick(['break', 'continue'])} }`);
      else if (r.below(3) === 0) this.put(`if ${this.condition(2)} { return }`);
    } else if (k < 15) {
      const head = `if ${this.condition(2)} {`;
      if (r.below(2) === 0) this.body(head);
      else {
        this.body(head, '');
        this.body('} else {');
      }
    } else if (k < 19) this.loop();
    else {
      const type = r.pick(['int', 'int', 'uint8', 'int32']);
      this.put(`switch ${this.expr(type, 1)} {`);
      const used = new Set<number>();
      const start = r.below(4);
      for (let i = r.below(12) + 2; i > 0; i--) used.add(r.below(3) === 0 ? r.below(100) : start + used.size);
      for (const n of used) {
        this.put(`case ${n}:`);
        const v = this.assignable();
        this.put(`\t${v.name} = ${this.expr(v.type, 1)}`);
      }
      if (r.below(2) === 0) this.put(`default:\n\t\t\tr++`);
      this.put('}');
    }
  }

  private loop(): void {
    const { r } = this;
    const i = `i${this.count++}`;
    const v = { name: i, type: 'int' };
    const heads = [
      `for ${i} := 0; ${i} < len(s); ${i}++ {`,
      `for ${i} := range s {`,
      `for ${i} := range ${1 + r.below(9)} {`,
      `for ${i} := len(s) - 1; ${i} >= 0; ${i}-- {`,
      `for ${i} := ${r.below(5)}; ${i} < ${this.expr('int', 1)}; ${i} += ${1 + r.below(3)} {`,
      `for ${i} := ${this.expr('int', 1)}; ${i} > ${r.below(5)}; ${i} -= ${1 + r.below(3)} {`,
      `for ${i} := 0; ${i} <= ${r.below(9)}; ${i}++ {`,
      `for ${i} := 1; ${i} < len(s)-1; ${i}++ {`,
      `for ${i}, e := range s { u += uint32(e)`,
      `for ${i} := range str {`,
      `for ${i} := 0; ${i} != ${r.below(9)}; ${i}++ {`,
    ];
    this.put(r.pick(heads));
    this.indent++;
    this.depth++;
    this.put(`_ = ${i}; if fuel--; fuel < 0 { panic("fuel") }`);
    const vars = this.vars.slice();
    this.vars.push(v, v, v);
    this.loops.push(i);
    const near = [`s[${i}]`, `s[${i}-1]`, `s[${i}+1]`, `z[${i}%3]`, `s[len(s)-1-${i}]`, `t.e[${i}&3]`, `s[${i}/2]`];
    if (r.below(2) === 0) this.put(`r ${r.pick(['+=', '^='])} ${r.pick(near)}`);
    this.block();
    this.loops.pop();
    this.vars = vars;
    this.depth--;
    this.indent--;
    this.put('}');
  }

  private index(): string {
    const { r } = this;
    switch (r.below(6)) {
      case 0:
        return `note(${this.expr('int', 1)})`;
      case 1:
        return `${this.operand('int')} & 7`;
      case 2:
        return `uint8(${this.operand('int')}) % 5`;
      case 3:
        return `len(s) / 2`;
      case 4:
        return `${this.operand('int')} % 4`;
      default:
        return `(${this.operand('int')} & 3)`;
    }
  }

  private condition(depth: number): string {
    const { r } = this;
    const type = r.below(6) === 0 ? 'float64' : r.pick(ints);
    if (depth > 0 && r.below(4) === 0) {
      return `(${this.condition(depth - 1)} ${r.pick(['&&', '||'])} ${this.condition(depth - 1)})`;
    }
    const op = r.pick(['<', '<=', '>', '>=', '==', '!=']);
    if (r.below(5) === 0) return `${this.expr('int', 1)} ${op} len(s)`;
    return `${r.below(5) === 0 ? '!' : ''}(${this.expr(type, 1)} ${op} ${this.expr(type, 1)})`;
  }

  private constant(type: string): string {
    const { r } = this;
    if (type.startsWith('float')) return r.pick(['0', '1', '2', '0.5', '-1', '3.25', '1e10', '4', '10']);
    if (r.below(5) === 0) return r.pick(limits[type]!);
    const small = r.pick(['0', '1', '2', '3', '4', '5', '7', '8', '10', '16', '31', '60', '64', '100']);
    return type.startsWith('u') || r.below(4) > 0 ? small : `-${small}`;
  }

  private operand(type: string): string {
    const same = this.vars.filter(v => v.type === type);
    if (same.length > 0 && this.r.below(4) > 0) return this.r.pick(same).name;
    const list = this.vars.filter(v => v.type.startsWith('float') === type.startsWith('float'));
    return `${type}(${this.r.pick(list).name})`;
  }

  private expr(type: string, depth: number): string {
    const { r } = this;
    const float = type.startsWith('float');
    if (depth <= 0 || r.below(4) === 0)
      return r.below(3) === 0 ? `(k_${type} + ${this.constant(type)})` : this.operand(type);
    const sub = (): string => this.expr(type, depth - 1);
    const k = r.below(16);
    if (k < 4) return `(${sub()} ${r.pick(['+', '-', '*'])} ${sub()})`;
    if (k === 4) return `(${sub()} ${r.pick(['+', '-', '*'])} ${this.constant(type)})`;
    if (float) {
      if (k < 7) return `(${sub()} / ${sub2(r, this.constant(type), sub())})`;
      if (k < 9) return `${type}(${this.expr(r.pick(ints), depth - 1)})`;
      if (k < 11) return `${type}(${this.expr(r.pick(floats), depth - 1)})`;
      return `-(${sub()})`;
    }
    if (k < 7) {
      const nonZero = this.constant(type);
      const by = r.below(3) > 0 && nonZero !== '0' && nonZero !== '-0' ? `${type}(${nonZero})` : `(${sub()} | 1)`;
      return `(${sub()} ${r.pick(['/', '%'])} ${r.below(12) === 0 ? sub() : by})`;
    }
    if (k === 7) return `(${sub()} ${r.pick(['<<', '>>'])} ${r.below(70)})`;
    if (k === 8)
      return `(${sub()} ${r.pick(['<<', '>>'])} (${this.expr(r.pick(['uint8', 'uint', 'uint32']), depth - 1)}))`;
    if (k === 9) return `(${sub()} ${r.pick(['<<', '>>'])} (${this.operand('int')} & ${r.pick(['7', '31', '63'])}))`;
    if (k === 10) return `(${sub()} ${r.pick(['&', '|', '^', '&^'])} ${sub()})`;
    if (k === 11) return `${r.pick(['-', '^'])}(${sub()})`;
    if (k < 14) return `${type}(${this.expr(r.pick(ints), depth - 1)})`;
    if (k === 14) return `${type}(s[${this.index()}])`;
    return r.pick([
      `${type}(len(s))`,
      `${type}(str[${this.index()}])`,
      `${type}(t.e[${this.index()} & 3])`,
      `${type}(note(${this.expr('int', 0)}))`,
    ]);
  }
}

function sub2(r: Random, a: string, b: string): string {
  return a !== '0' && r.below(2) === 0 ? a : b;
}
