// Writes random Go programs that use the whole language: every kind of statement, values of every kind of type, closures,
// generics, interfaces, defer, channels and goroutines. They are well-defined: what they print depends on nothing that the
// language leaves open but what gc's order of evaluation decides, and they end.
import { statementForms } from './random-forms.ts';
import { intValues, types, valuesOf } from './random-values.ts';
import { RandomWriter, type Variable } from './random-writer.ts';

const integers: readonly string[] = ['int', 'uint8', 'int32', 'uint64', 'rune', 'Num'];

/** How many statements a function has at most. */
export const languageBudget = 14;

const calls = ['0, "", nil, nil', '5, "héllo", []int{3, 1, 2}, &S{a: 4, b: "four"}', '-7, "ab", []int{9}, nil'];

/** Writes one function of a program. */
export class LanguageWriter extends RandomWriter {
  protected readonly calls = calls;
  /** Labels of the loops around, '' for those without; a function literal starts anew. */
  private loops: string[] = [];
  /** What a return statement gives, as `return` needs it: types of results. */
  private results: readonly string[] = [];
  private inDefer = false;

  protected func(name: string): void {
    const method = this.r.below(4) === 0;
    this.lines.push(`func ${name}(n int, s string, l []int, p *S) (r int, t string, err error) {`);
    this.vars = [
      { name: 'n', type: 'int' },
      { name: 's', type: 'string' },
      { name: 'l', type: '[]int' },
      { name: 'p', type: '*S' },
      { name: 'r', type: 'int' },
      { name: 't', type: 'string' },
      { name: 'err', type: 'error' },
      { name: 'gi', type: 'int' },
      { name: 'gs', type: 'S' },
      { name: 'gm', type: 'map[string]int' },
      { name: 'gsh', type: 'Shape' },
    ];
    this.results = ['int', 'string', 'error'];
    if (method) this.put('defer func() { if e := recover(); e != nil { note("deferred", e); r = -1 } }()');
    for (let i = 0; i < 4; i++) this.declare();
    this.block();
    this.put('return');
    this.lines.push('}');
  }

  private fresh(prefix = 'v'): string {
    return `${prefix}${this.count++}`;
  }

  private declare(type = this.r.pick(types)): void {
    const name = this.fresh();
    switch (this.r.below(3)) {
      case 0:
        this.put(`var ${name} ${type} = ${this.expr(type, 2)}; _ = ${name}`);
        break;
      case 1:
        this.put(`${name} := ${type}(${this.expr(type, 2)}); _ = ${name}`.replace(/:= (\*|func|chan|\[|map)/, ':= $1'));
        if (/^(\*|func|chan)/.test(type))
          this.lines[this.lines.length - 1] = this.lines.at(-1)!.replace(`:= ${type}(`, `:= (${type})(`);
        break;
      default:
        this.put(`var ${name} ${type}; _ = ${name}`);
    }
    this.vars.push({ name, type });
  }

  protected blockLength(): number {
    return 2 + this.r.below(4);
  }

  private assignable(type = ''): Variable {
    const list = type === '' ? this.vars : this.vars.filter(v => v.type === type);
    return list.length > 0 ? this.r.pick(list) : { name: '_', type };
  }

  protected statement(): void {
    const { r } = this;
    this.left--;
    const flat = this.depth >= 3;
    switch (r.below(flat ? 18 : 44)) {
      case 0:
      case 1: {
        const v = this.assignable();
        return this.put(`${v.name} = ${this.expr(v.type, 3)}`);
      }
      case 2: {
        const v = this.assignable(r.pick(['int', 'string', 'float64', 'uint8', 'uint64', 'Num']));
        if (v.name === '_') return this.declare(v.type);
        const ops =
          v.type === 'string'
            ? ['+']
            : v.type === 'float64'
              ? ['+', '-', '*', '/']
              : ['+', '-', '*', '&', '|', '^', '&^'];
        return this.put(`${v.name} ${r.pick(ops)}= ${this.expr(v.type, 2)}`);
      }
      case 3: {
        const v = this.assignable(r.pick(['int', 'float64', 'uint8']));
        return v.name === '_' ? this.declare('int') : this.put(`${v.name}${r.pick(['++', '--'])}`);
      }
      case 4:
      case 5:
        return this.declare();
      case 6:
        return this.put(`note(${this.expr('string', 1)}, ${this.expr(r.pick(types.filter(t => printable(t))), 2)})`);
      case 7:
        return this.put(this.simple());
      case 8:
        return this.form();
      case 9: {
        const a = this.assignable('int');
        const b = this.assignable(r.pick(['int', 'string']));
        return this.put(`${a.name}, ${b.name} = ${this.expr('int', 2)}, ${this.expr(b.type, 2)}`);
      }
      case 10:
        return this.branch();
      case 11: {
        const [k, m] = r.pick([
          ['string', 'map[string]int'],
          ['int', 'map[int]string'],
          ['Key', 'map[Key]int'],
        ]);
        const name = this.assignable(m).name;
        if (name === '_') return this.declare(m);
        const e = `${name}[${this.expr(k!, 1)}]`;
        const value = m === 'map[int]string' ? 'string' : 'int';
        return this.put(
          r.below(2) === 0
            ? `${e} ${r.pick(['=', '+='])} ${this.expr(value, 2)}`
            : `if x, ok := ${e}; ok { note("has", x) }`,
        );
      }
      case 12:
        return this.put(`defer ${this.deferred()}`);
      case 13: {
        const f = this.fresh('c');
        return this.put(`const ${f} = ${r.below(100)} << 3; n += ${f} % 7`);
      }
      case 14: {
        const t = this.fresh('T');
        return this.put(
          `type ${t} struct { x int; y string }; note("local", ${t}{${this.expr('int', 1)}, ${this.expr('string', 1)}})`,
        );
      }
      case 15:
        return this.put(`_, _ = ${this.expr('int', 2)}, ${this.expr(r.pick(types), 1)}`);
      case 16:
      case 17:
      case 38:
      case 39:
      case 40:
      case 41:
      case 42:
      case 43:
        return this.form();
      case 18:
      case 37:
        return this.ifStatement();
      case 19:
      case 20:
      case 21:
      case 22:
        return this.loop();
      case 23:
      case 24:
        return this.switchStatement();
      case 25:
      case 26:
        return this.typeSwitch();
      case 27:
      case 28:
        return this.select();
      case 29:
        return this.goroutines();
      case 30:
        return this.body('{');
      case 31:
      case 32:
        return this.closure();
      case 33:
        return this.gotos();
      case 34:
      case 35:
        return this.rangeFunc();
      case 36: {
        const c = this.fresh('ch');
        this.put(`${c} := make(chan int, ${1 + r.below(4)})`);
        this.put(`${c} <- ${this.expr('int', 2)}`);
        if (r.below(2) === 0) this.put(`close(${c})`);
        return this.put(`if x, ok := <-${c}; ok { r += x }; note("chan", len(${c}), cap(${c}))`);
      }
      default:
        return this.protect();
    }
  }

  /** One of the statements of random-forms.ts, in a scope of its own. */
  private form(): void {
    let text = this.r.pick(statementForms);
    // A return statement gives what the function at hand returns.
    if (/\breturn n, x, nil/.test(text) && this.results.length !== 3) text = text.replace('return n, x, nil', 'break');
    const names = /^(L\d|END)|\bEND\b/;
    if (names.test(text)) text = text.replace(/\b(?:L\d|END)\b/g, l => `${l}_${this.count}`);
    this.count++;
    const words = new Set(text.replace(/\$[^$]+\$/g, '').match(/\w+/g));
    const { vars } = this;
    this.vars = vars.filter(v => !words.has(v.name));
    this.put(`{ ${this.substitute(text, 2)} }`);
    this.vars = vars;
  }

  /** A statement of one line that has a fixed form. */
  private simple(): string {
    const { r } = this;
    const int = () => this.expr('int', 1);
    return r.pick([
      () => `l = append(l, ${int()}, ${int()})`,
      () => `if len(l) > 3 { l = l[1:${r.pick(['', '3', 'len(l)-1'])}] }`,
      () => `copy(l, []int{${int()}, ${int()}})`,
      () => `clear(gm)`,
      () => `delete(gm, ${this.expr('string', 1)})`,
      () => `gs = S{a: ${int()}, b: ${this.expr('string', 1)}, c: gs.c}`,
      () => `gs.c[${this.index()}] = ${int()}`,
      () => `if p != nil { p.a = ${int()}; p.next = p }`,
      () => `p = &S{a: ${int()}, next: p}`,
      () => `if p != nil { *p = gs }`,
      () =>
        `print(${int()}, " ", ${this.expr('string', 1)}, ${this.expr('bool', 1)}, ${this.expr('uint64', 1)}, "\\n")`,
      () => `println(${this.expr('complex128', 1)}, ${this.expr('float64', 1)}, ${this.expr('uint8', 1)}, nil == p)`,
      () => `clear(l)`,
      () => `delete(mk, ${this.expr('Key', 1)}); mk[${this.expr('Key', 1)}]++`,
      () => `if ${this.expr('bool', 2)} { _ = make([]int, k - 3) }`,
      () => `if ${this.expr('bool', 2)} { _ = make([]string, k+1, k+${int()}&3) }`,
      () => `if ${this.expr('bool', 2)} { _ = make(chan int, ${int()} & 15 - 2) }`,
      () => `if v, ok := ${this.expr('any', 2)}.(Shape); ok { gsh = v }`,
      () => `if v, ok := ${this.expr('any', 2)}.(error); ok && v != nil { err = v }`,
      () => `{ var ea [3]error; ea[1] = err; eb := ea; clear(ea[:]); note("errors", eb[1], ea[1]) }`,
      () => `atomic.StoreInt64(&ga, int64(${int()})); atomic.OrInt64(&ga, 3); atomic.AndInt64(&ga, ^int64(1))`,
      () => `swap(&n, &r)`,
      () => `n, r = divmod(${int()}, ${int()}|1)`,
      () => `err = fail(${int()} > 3)`,
      () => `gsh = ${this.expr('Shape', 2)}`,
      () => `if gsh != nil { r += gsh.Area(${int()}) }`,
      () => `s, t = t, s`,
      () => `l[${this.index()}], n = n, ${int()}`,
      () => `func() { defer func() { n++ }(); r += ${int()} }()`,
      () => `{ bs := []byte(s); if len(bs) > 2 { bs[1] = 'x' }; t = string(bs) }`,
      () => `for i, c := range []rune(s) { r += int(c) * i }`,
      () => `print2(${this.expr('any', 2)}, ${this.expr('error', 1)})`,
      () => `l = Map(l, func(x int) int { return x*2 + ${int()} })`,
      () => `r += Reduce(l, ${int()}, func(a, b int) int { return a ^ b })`,
      () => `t = Join(Map(l, func(x int) string { return str(x) }), ",")`,
      () => `slices.Sort(l)`,
      () => `{ l2 := l[:len(l):len(l)]; l2 = append(l2, ${int()}); note("full", l2, len(l)) }`,
      () => `{ a4 := [4]int(append(l, 1, 2, 3, 4)); pa := (*[2]int)(a4[1:]); pa[0] = ${int()}; r += a4[1] }`,
      () => `n = min(n, ${int()}, r); r = max(r, ${int()})`,
      () =>
        `{ fm := (*S).Get; fv := gs.Get; fi := Shape.Area; if gsh != nil && p != nil { r += fm(p) + fv() + fi(gsh, 2) } }`,
      () => `if sc, ok := gsh.(Scaler); ok { sc.Scale(${int()}) }`,
      () => `println2(unsafe.Sizeof(gs), unsafe.String(unsafe.StringData("abc"), 2), len(unsafe.Slice(&gs.c[0], 2)))`,
    ])();
  }

  private branch(): void {
    const { r } = this;
    const condition = this.expr('bool', 2);
    const named = this.loops.filter(l => l !== '');
    const words = this.loops.length > 0 ? ['break', 'continue'] : [];
    for (const l of named) words.push(`break ${l}`, `continue ${l}`);
    if (this.inDefer) words.push('return');
    else
      words.push(this.results.length === 0 ? 'return' : `return ${this.results.map(t => this.expr(t, 1)).join(', ')}`);
    words.push(`panic(${this.expr('any', 1)})`);
    this.put(`if ${condition} { ${r.pick(words)} }`);
  }

  private ifStatement(): void {
    const { r } = this;
    const x = this.fresh();
    const more = [{ name: x, type: 'int' }];
    const init = r.below(2) === 0;
    const head = init
      ? `if ${x} := ${this.expr('int', 2)}; ${x} > ${this.expr('int', 1)} {`
      : `if ${this.expr('bool', 3)} {`;
    this.body(head, '', init ? more : []);
    if (r.below(3) === 0) this.body(`} else if ${this.expr('bool', 2)} {`, '');
    if (r.below(2) === 0) this.body('} else {', '');
    this.put('}');
  }

  private loop(): void {
    const { r } = this;
    const label = r.below(3) === 0 ? this.fresh('L') : '';
    const i = this.fresh('i');
    const v = this.fresh('e');
    const int = { name: i, type: 'int' };
    const heads: readonly (() => readonly [string, readonly Variable[]])[] = [
      () => [`for ${i} := 0; ${i} < ${r.below(6)}; ${i}++ {`, [int]],
      () => [`for ${i} := range ${this.expr('int', 1)} & 7 {`, [int]],
      () => [`for ${i}, ${v} := range l {`, [int, { name: v, type: 'int' }]],
      () => [`for ${i}, ${v} := range ${this.expr('string', 1)} {`, [int, { name: v, type: 'rune' }]],
      () => [`for ${i}, ${v} := range gs.c {`, [int, { name: v, type: 'int' }]],
      () => [`for ${i} := range &gs.c {`, [int]],
      () => [`for ${this.expr('bool', 2)} {`, []],
      () => [`for {`, []],
      () => [`for ${i}, ${v} := range ${this.expr('[]string', 1)} {`, [int, { name: v, type: 'string' }]],
      () => [`for _, ${i} = range l {`.replace(i, 'n'), []],
      () => [
        `for ${i}, ${v} := 0, "x"; len(${v}) < 5; ${i}, ${v} = ${i}+1, ${v}+"y" {`,
        [int, { name: v, type: 'string' }],
      ],
      () => [`for ${i} := range filled(${1 + r.below(4)}) {`, [int]],
      () => [`for ${i}, ${v} := range sorted(${this.expr('map[string]int', 1)}) {`, [int, { name: v, type: 'string' }]],
    ];
    const [head, more] = r.pick(heads)();
    if (label !== '') this.put(`${label}:`);
    this.loops.push(label);
    const uses = more.map(m => `_ = ${m.name}; `).join('');
    this.body(head, '', more, `${uses}if burn() { break${label === '' ? '' : ` ${label}`} }`);
    this.put('}');
    this.loops.pop();
    if (r.below(4) === 0)
      this.put(`for _, x := range gm { r += x }; for range 3 { n++ }; for k := range gm { r += len(k) }`);
  }

  private switchStatement(): void {
    const { r } = this;
    const type = r.pick(['int', 'string', 'uint8', 'any', 'rune', 'float64', 'Num']);
    const x = this.fresh();
    const tagless = r.below(3) === 0;
    this.put(
      tagless
        ? 'switch {'
        : r.below(2) === 0
          ? `switch ${x} := ${this.expr(type, 2)}; ${x} {`
          : `switch ${this.expr(type, 2)} {`,
    );
    const n = r.below(6) + 1;
    const at = r.below(n + 1);
    for (let i = 0; i < n; i++) {
      if (i === at) this.body('default:', '');
      // Cases of numbers and strings are constants, each once.
      const constants: Record<string, string> = {
        string: `"${'abcdefgh'[i]}", "k${i}"`,
        any: `${i}, "${i}", nil2(${i})`,
        rune: `'${'abcdefgh'[i]}'`,
      };
      const list = tagless ? this.expr('bool', 2) : (constants[type] ?? `${i}, ${i + 10}`);
      this.body(`case ${list}:`, '');
      if (i + 1 < n && i + 1 !== at && r.below(4) === 0) this.put('\tfallthrough');
    }
    this.put('}');
  }

  private typeSwitch(): void {
    const { r } = this;
    const x = this.fresh('x');
    const of = r.pick(['any', 'Shape', 'error']);
    const lists: Record<string, readonly string[]> = {
      any: [
        'int',
        'string',
        'S',
        '*S',
        '[]int',
        'Shape',
        'error',
        'Num',
        'nil',
        'float64',
        'uint8',
        'func(int) int',
        'Stack[int]',
        'bool',
        'Key',
      ],
      Shape: ['Num', '*E', 'E', 'Scaler', 'Square', 'nil', 'fmt.Stringer'],
      error: ['*failure', 'nil', 'interface{ Code() int }'],
    };
    const bind = r.below(3) > 0;
    this.put(`switch ${bind ? `${x} := ` : ''}${of}(${this.expr(of, 2)}).(type) {`);
    const used = new Set<string>();
    for (let i = 1 + r.below(6); i > 0; i--) {
      const list = [r.pick(lists[of]!), ...(r.below(4) === 0 ? [r.pick(lists[of]!)] : [])].filter(
        t => !used.has(t) && used.add(t),
      );
      if (list.length === 0) continue;
      const type = list.length === 1 && list[0] !== 'nil' ? list[0]! : of;
      const shown = types.includes(type) || type === of;
      this.body(`case ${list.join(', ')}:`, '', bind && shown ? [{ name: x, type }] : [], bind ? `_ = ${x}` : '');
    }
    this.body('default:', '', bind ? [{ name: x, type: of }] : [], bind ? `_ = ${x}` : '');
    this.put('}');
  }

  private select(): void {
    const { r } = this;
    const c = this.fresh('ch');
    this.put(`${c} := make(chan int, 2); _ = ${c}`);
    if (r.below(2) === 0) this.put(`${c} <- ${this.expr('int', 1)}`);
    const v = this.fresh();
    // At most one case can go on.
    switch (r.below(5)) {
      case 0:
        this.body(`select { case ${v}, ok := <-${c}:`, '', [{ name: v, type: 'int' }], `_, _ = ${v}, ok`);
        this.body('default:');
        break;
      case 1:
        this.body(`select { case ${c} <- ${this.expr('int', 2)}:`, '');
        this.body('default:');
        break;
      case 2:
        this.put(`${c} <- 1; var ${v} chan int`);
        this.body(`select { case gs.c[${this.index()}] = <-${c}:`, '');
        this.body(`case ${v} <- n:`, '');
        this.body(`case <-${v}:`);
        break;
      case 3:
        this.body(`select { case n = <-filled(2):`);
        break;
      default:
        this.put(`close(${c}); var ${v} chan string`);
        this.body(`select { case x, ok := <-${c}:`, '', [], 'note("closed", x, ok)');
        this.body(`case s = <-${v}:`, '');
        this.body(`case ${v} <- s:`);
    }
  }

  private goroutines(): void {
    const { r } = this;
    const c = this.fresh('ch');
    const n = 1 + r.below(4);
    switch (r.below(3)) {
      case 0:
        this.put(`${c} := make(chan int)`);
        this.put(`for i := range ${n} { go func() { ${c} <- i*n }() }`);
        this.put(`for range ${n} { r += <-${c} }`);
        break;
      case 1: {
        this.put(`var ${c} sync.WaitGroup; var ${c}m sync.Mutex`);
        this.put(
          `for i := range ${n} { ${c}.Add(1); go func(k int) { defer ${c}.Done(); ${c}m.Lock(); defer ${c}m.Unlock(); r += k * i }(${this.expr('int', 1)}) }`,
        );
        this.put(`${c}.Wait()`);
        break;
      }
      default:
        this.put(
          `${c} := make(chan string, 1); go send(${c}, ${this.expr('string', 1)}); for x := range ${c} { t += x }`,
        );
    }
  }

  private literal(results: readonly string[], head: string, end: string, more: readonly Variable[]): void {
    const { loops, results: outer, inDefer } = this;
    this.loops = [];
    this.results = results;
    this.inDefer = false;
    this.body(head, '', more);
    if (results.length > 0) this.put(`\treturn ${results.map(t => this.expr(t, 1)).join(', ')}`);
    this.put(end);
    this.loops = loops;
    this.results = outer;
    this.inDefer = inDefer;
  }

  private closure(): void {
    const { r } = this;
    const f = this.fresh('fn');
    const x = { name: 'x', type: 'int' };
    this.literal(['int'], `${f} := func(x int) int {`, '}', [x]);
    this.vars.push({ name: f, type: 'func(int) int' });
    this.put(
      r.pick([
        `r += ${f}(${this.expr('int', 1)})`,
        `r += apply(${f}, n)`,
        `_ = ${f}; defer func() { r ^= ${f}(1) }()`,
        `go2(${f})`,
      ]),
    );
  }

  private rangeFunc(): void {
    const { r } = this;
    const i = this.fresh('i');
    const v = this.fresh('e');
    const label = r.below(3) === 0 ? this.fresh('L') : '';
    if (label !== '') this.put(`${label}:`);
    this.loops.push(label);
    const two = r.below(2) === 0;
    const head = two
      ? `for ${i}, ${v} := range ${this.expr('iter.Seq2[int, string]', 1)} {`
      : `for ${i} := range ${this.expr('iter.Seq[int]', 1)} {`;
    const more = [{ name: i, type: 'int' }, ...(two ? [{ name: v, type: 'string' }] : [])];
    this.body(
      head,
      '}',
      more,
      `${more.map(m => `_ = ${m.name}; `).join('')}if burn() { break${label === '' ? '' : ` ${label}`} }`,
    );
    this.loops.pop();
  }

  private gotos(): void {
    const { r } = this;
    const l = this.fresh('G');
    this.put('{');
    this.put(`\tk := 0`);
    this.put(`${l}:`);
    this.put(`\tif k++; k < ${1 + r.below(4)} { r += k; goto ${l} }`);
    this.put('}');
  }

  /** A stretch whose panics are recovered. */
  private protect(): void {
    const { loops, results, inDefer } = this;
    this.loops = [];
    this.results = [];
    this.inDefer = true;
    this.body(
      'func() {',
      '}()',
      [],
      `defer func() { ${this.r.pick(['note("recovered", recover())', 'if e := recover(); e != nil { note("again", e); panic(fmt.Sprint("re", e)) }', 'r++; recover()'])} }()`,
    );
    this.loops = loops;
    this.results = results;
    this.inDefer = inDefer;
  }

  private deferred(): string {
    const { r } = this;
    return r.pick([
      () => `note("defer", ${this.expr('int', 2)})`,
      () => `func() { r += n }()`,
      () => `func(x int) { r ^= x }(${this.expr('int', 2)})`,
      () => `(&gs).Set(${this.expr('int', 1)})`,
      () => `gs.Get()`,
      () => `delete(gm, ${this.expr('string', 1)})`,
      () => `print2(${this.expr('any', 1)}, err)`,
      () => `func() { if e := recover(); e != nil { t = fmt.Sprint(e) } }()`,
      () => `swap(&n, &r)`,
    ])();
  }

  private index(): string {
    return this.r.pick([
      () => `${this.expr('int', 1)} & 3`,
      () => String(this.r.below(3)),
      () => 'len(s) % 3',
      () => `n & 1`,
    ])();
  }

  /** An expression of a type, perhaps in parentheses. */
  private expr(type: string, depth: number): string {
    const x = this.exprOf(type, depth);
    return this.r.below(12) === 0 ? `(${x})` : x;
  }

  private exprOf(type: string, depth: number): string {
    const { r } = this;
    const same = this.vars.filter(v => v.type === type);
    if (same.length > 0 && (depth <= 0 || r.below(3) === 0)) return r.pick(same).name;
    const sub = (t = type): string => this.expr(t, depth - 1);
    if (integers.includes(type)) return this.integer(type, depth, sub);
    const make = valuesOf[type];
    if (make === undefined) throw new Error(`no values of ${type}`);
    const choices = make.filter(m => depth > 0 || !m.includes('$'));
    return this.fill(r.pick(choices.length > 0 ? choices : make), depth);
  }

  /** Puts expressions into a pattern: `$int$` is one of that type, `#` a small number, `@` an index. */
  private fill(pattern: string, depth: number): string {
    const text = this.substitute(pattern, depth);
    // Composite literals must not stand bare where a block begins, nor operators next to each other.
    return /^[-&*]|\{/.test(text) && !text.startsWith('(') ? `(${text})` : text;
  }

  private substitute(pattern: string, depth: number): string {
    return pattern
      .replace(/\$([^$]+)\$/g, (_, t: string) => this.expr(t, depth - 1))
      .replace(/#/g, () => String(this.r.below(20)))
      .replace(/@/g, () => this.index());
  }

  private integer(type: string, depth: number, sub: (t?: string) => string): string {
    const { r } = this;
    const small = `${type}(k + ${r.below(type === 'uint8' ? 200 : 1000)})`; // k is always 0, which only we know
    if (depth <= 0) return small;
    switch (r.below(type === 'int' ? 14 : 7)) {
      case 0:
      case 1:
        return `(${sub()} ${r.pick(['+', '-', '*', '&', '|', '^', '&^'])} ${sub()})`;
      case 2:
        return `(${sub()} ${r.pick(['/', '%'])} ${r.below(6) === 0 ? sub() : `(${sub()} | 1)`})`;
      case 3:
        return `(${sub()} ${r.pick(['<<', '>>'])} (${sub('uint8')} & ${r.pick(['7', '31', '127'])}))`;
      case 4:
        return `${type}(${sub(r.pick(['int', 'uint8', 'int32', 'uint64', 'rune']))})`;
      case 5:
        return `(${r.pick(['-', '^', '+'])}(${sub()}))`;
      case 6:
        return small;
      default:
        return this.fill(r.pick(intValues), depth);
    }
  }
}

/** Whether values print the same each time: no addresses. */
function printable(type: string): boolean {
  return !/[*]|func|chan|iter|Shape|any|^S$|^E$/.test(type);
}
