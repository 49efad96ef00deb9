// A main package that asks its library, and packages of its own, now for this and now for that: what a build behind what is kept links
// must be what a build from nothing links, byte for byte. Each edit adds and takes away files at random, most of them of the main package.
//
//     node tools/run.mjs test/suites/random-asks.ts [SEED [N]]
//
// Each step says how it was edited and how long the build behind what is kept took. The programs run, too: both parts of a comparison
// could be wrong in the same way.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Random } from '../random.ts';

/** A file of one function, and what it prints. */
interface Piece {
  readonly name: string;
  readonly imports: readonly string[];
  readonly body: string;
  /** Declarations beside the function. */
  readonly rest?: string;
  readonly prints: string;
}

/** Of the main package: init functions. */
const pieces: readonly Piece[] = [
  { name: 'println', imports: ['fmt', 'os'], body: 'fmt.Fprintln(os.Stderr, "fmt", 1)', prints: 'fmt 1\n' },
  {
    name: 'sprintf',
    imports: ['fmt'],
    body: 'println(fmt.Sprintf("%v %T", map[string]int{"a": 1}, 2.5))',
    prints: 'map[a:1] float64\n',
  },
  { name: 'printf', imports: ['fmt'], body: 'fmt.Printf("")\n\tprintln("printf")', prints: 'printf\n' },
  {
    name: 'errorf',
    imports: ['fmt', 'errors'],
    body: 'e := errors.New("e")\n\tprintln(errors.Is(fmt.Errorf("f: %w", e), e))',
    prints: 'true\n',
  },
  { name: 'fields', imports: ['strings'], body: 'println(len(strings.Fields("a b  c")))', prints: '3\n' },
  {
    name: 'builder',
    imports: ['strings'],
    body: 'var b strings.Builder\n\tb.WriteString("built")\n\tprintln(b.String())',
    prints: 'built\n',
  },
  {
    name: 'replace',
    imports: ['strings'],
    body: 'println(strings.NewReplacer("a", "b").Replace("aa"))',
    prints: 'bb\n',
  },
  {
    name: 'itoa',
    imports: ['strconv'],
    body: 'n := len(words)\n\tprintln(strconv.Itoa(n * 100))',
    rest: 'var words = []string{"x", "y"}\n',
    prints: '200\n',
  },
  {
    name: 'float',
    imports: ['strconv'],
    body: 'f, _ := strconv.ParseFloat("2.5", 64)\n\tprintln(f == 2.5)',
    prints: 'true\n',
  },
  {
    name: 'slice',
    imports: ['sort'],
    body: 's := []int{3, 1, 2}\n\tsort.Slice(s, func(i, j int) bool { return s[i] < s[j] })\n\tprintln(s[0])',
    prints: '1\n',
  },
  {
    name: 'sort',
    imports: ['sort'],
    body: 's := byLength{"ccc", "a", "bb"}\n\tsort.Sort(s)\n\tprintln(s[0])',
    rest: 'type byLength []string\n\nfunc (s byLength) Len() int { return len(s) }\nfunc (s byLength) Less(i, j int) bool { return len(s[i]) < len(s[j]) }\nfunc (s byLength) Swap(i, j int) { s[i], s[j] = s[j], s[i] }\n',
    prints: 'a\n',
  },
  {
    name: 'slices',
    imports: ['slices'],
    body: 's := []int{3, 1, 2}\n\tslices.Sort(s)\n\tprintln(s[0], slices.Contains(s, 2))',
    prints: '1 true\n',
  },
  {
    name: 'slices of a type',
    imports: ['slices'],
    body: 's := []small{3, 1}\n\tslices.Sort(s)\n\tprintln(s[0])',
    rest: 'type small int8\n',
    prints: '1\n',
  },
  {
    name: 'copy',
    imports: ['bytes', 'io'],
    body: 'var b bytes.Buffer\n\tn, _ := io.Copy(&b, bytes.NewReader([]byte("four")))\n\tprintln(n)',
    prints: '4\n',
  },
  {
    name: 'read',
    imports: ['os'],
    body: '_, err := os.ReadFile("none such")\n\tprintln(os.IsNotExist(err))',
    prints: 'true\n',
  },
  {
    name: 'scan',
    imports: ['bufio', 'strings'],
    body: 's := bufio.NewScanner(strings.NewReader("a\\nb\\n"))\n\tn := 0\n\tfor s.Scan() {\n\t\tn++\n\t}\n\tprintln(n)',
    prints: '2\n',
  },
  { name: 'duration', imports: ['time'], body: 'println((90 * time.Second).String())', prints: '1m30s\n' },
  {
    name: 'context',
    imports: ['context'],
    body: 'ctx, cancel := context.WithCancel(context.Background())\n\tcancel()\n\tprintln(ctx.Err() == context.Canceled)',
    prints: 'true\n',
  },
  {
    name: 'method by name',
    imports: ['reflect'],
    body: 'println(reflect.ValueOf(called{}).MethodByName("Named").Call(nil)[0].Int())',
    rest: 'type called struct{}\n\nfunc (called) Named() int { return 6 }\nfunc (called) Other() int { return 7 }\n',
    prints: '6\n',
  },
  {
    name: 'json',
    imports: ['encoding/json'],
    body: 'b, _ := json.Marshal(shown{1, "x"})\n\tprintln(string(b))',
    rest: 'type shown struct {\n\tA int `json:"a"`\n\tB string\n}\n',
    prints: '{"a":1,"B":"x"}\n',
  },
  {
    name: 'stringer',
    imports: ['fmt'],
    body: 'println(fmt.Sprint(named{}, &named{}))',
    rest: 'type named struct{ a int }\n\nfunc (named) String() string { return "named" }\n',
    prints: 'named named\n',
  },
  {
    name: 'atomic',
    imports: ['sync', 'sync/atomic'],
    body: 'var n atomic.Int64\n\tvar wg sync.WaitGroup\n\tfor range 3 {\n\t\twg.Go(func() { n.Add(1) })\n\t}\n\twg.Wait()\n\tprintln(n.Load())',
    prints: '3\n',
  },
  {
    name: 'map',
    imports: ['sync'],
    body: 'var m sync.Map\n\tm.Store(1, "one")\n\tv, _ := m.Load(1)\n\tprintln(v.(string))',
    prints: 'one\n',
  },
  {
    name: 'select',
    imports: [],
    body: 'c := make(chan int, 1)\n\tgo func() { c <- 8 }()\n\tselect {\n\tcase n := <-c:\n\t\tprintln(n)\n\t}',
    prints: '8\n',
  },
  {
    name: 'recover',
    imports: [],
    body: 'defer func() { println(recover().(error).Error()) }()\n\tvar a []int\n\t_ = a[len(a)]',
    prints: 'runtime error: index out of range [0] with length 0\n',
  },
  {
    name: 'assert',
    imports: [],
    body: 'var x any = asserted(3)\n\t_, ok := x.(interface{ None() })\n\tprintln(ok, x.(interface{ Is() int }).Is())',
    rest: 'type asserted int\n\nfunc (a asserted) Is() int { return int(a) }\n',
    prints: 'false 3\n',
  },
  {
    name: 'caller',
    imports: ['runtime'],
    body: '_, _, line, ok := runtime.Caller(0)\n\tprintln(ok, line > 0)',
    prints: 'true true\n',
  },
  {
    name: 'big',
    imports: ['math/big'],
    body: 'println(new(big.Int).Exp(big.NewInt(2), big.NewInt(70), nil).String())',
    prints: '1180591620717411303424\n',
  },
  { name: 'sum', imports: ['crypto/sha256'], body: 'println(sha256.Sum256(nil)[0])', prints: '227\n' },
  { name: 'url', imports: ['net/url'], body: 'u, _ := url.Parse("http://a/b")\n\tprintln(u.Host)', prints: 'a\n' },
  { name: 'a', imports: ['example.com/m/a'], body: 'println(a.One(2))', prints: '3\n' },
  {
    name: 'a type',
    imports: ['example.com/m/a'],
    body: 'var x any = a.T{N: 4}\n\tprintln(x.(interface{ Get() int }).Get())',
    prints: '4\n',
  },
  {
    name: 'a and b',
    imports: ['example.com/m/a', 'example.com/m/b'],
    body: 'println(b.Two(a.T{N: 5}))',
    prints: '10\n',
  },
  {
    name: 'an instance',
    imports: ['example.com/m/b'],
    body: 'println(b.Last([]string{"p", "q"}), b.Last([]int{1, 2}))',
    prints: 'q 2\n',
  },
  { name: 'an error', imports: ['example.com/m/b'], body: 'println(b.Fail("x").Error())', prints: 'b: x\n' },
];

/** Of the packages below the main one. */
const below: Readonly<Record<string, readonly string[]>> = {
  'a/text.go': [
    '',
    'package a\n\nimport "strings"\n\nfunc init() { seen = strings.ToUpper("a") }\n',
    'package a\n\nimport "fmt"\n\nfunc init() { seen = fmt.Sprint(T{1}) }\n',
  ],
  'b/more.go': [
    '',
    'package b\n\nimport "strconv"\n\nfunc init() { seen += strconv.Quote("b") }\n',
    'package b\n\nimport "example.com/m/a"\n\nfunc init() { seen += string(rune(a.One(64))) }\n',
  ],
};

const start: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/m\n\ngo 1.26\n',
  'main.go':
    'package main\n\nimport (\n\t"example.com/m/a"\n\t"example.com/m/b"\n)\n\nfunc main() { println(a.Seen() + b.Seen()) }\n',
  'a/a.go':
    'package a\n\nvar seen = ""\n\nfunc Seen() string { return seen }\n\n//go:noinline\nfunc One(n int) int { return n + 1 }\n\ntype T struct{ N int }\n\nfunc (t T) Get() int { return t.N }\n\nfunc (t T) String() string { return "T" }\n',
  'b/b.go':
    'package b\n\nimport (\n\t"errors"\n\n\t"example.com/m/a"\n)\n\nvar seen = ""\n\nfunc Seen() string { return seen }\n\n//go:noinline\nfunc Two(t a.T) int { return 2 * t.Get() }\n\nfunc Last[E any](s []E) E { return s[len(s)-1] }\n\n//go:noinline\nfunc Fail(s string) error { return errors.New("b: " + s) }\n',
};

const burrow = path.join(process.env['BURROW_ROOT']!, 'burrow');
const seed = Number(process.argv[2] ?? 1);
const steps = Number(process.argv[3] ?? 40);
const random = new Random(seed);
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'asks-'));
/** Where the module is, and where it is with all of its files: what is linked there is of no use in another place. */
const dir = path.join(work, 'm');
const whole = path.join(work, 'whole');

function write(name: string, text: string, at = dir): void {
  const file = path.join(at, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (text === '') fs.rmSync(file, { force: true });
  else fs.writeFileSync(file, text);
}

const fileOf = (i: number): string => `piece${i}.go`;

function textOf({ imports, body, rest }: Piece): string {
  // In any order: which import leads to a package first does not matter.
  const shuffled = imports.map(p => [random.below(1 << 20), p] as const).sort((a, b) => a[0] - b[0]);
  const list = shuffled.map(([, p]) => `\t"${p}"\n`).join('');
  return `package main\n\n${list === '' ? '' : `import (\n${list})\n\n`}${rest ?? ''}\nfunc init() {\n\t${body}\n}\n`;
}

/** Builds the module; gives the program, or what was said instead, and the time in seconds. */
function build(cache: string, cwd = dir): { readonly made: Uint8Array | string; readonly seconds: number } {
  const out = path.join(work, 'out');
  fs.rmSync(out, { force: true });
  const env = { ...process.env, GOCACHE: cache, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' };
  const at = process.hrtime.bigint();
  const r = spawnSync(burrow, ['build', '-o', out, '.'], { cwd, env });
  const seconds = Number(process.hrtime.bigint() - at) / 1e9;
  return { made: r.status === 0 ? fs.readFileSync(out) : String(r.stderr), seconds };
}

let failed = 0;
try {
  for (const [name, text] of Object.entries(start)) write(name, text);
  const cache = path.join(work, 'cache');
  const present = new Set<number>();
  const chosen: Record<string, number> = { 'a/text.go': 0, 'b/more.go': 0 };
  // What a build from nothing knows of the distribution: what the pieces need is compiled.
  const compiled = path.join(work, 'compiled');
  for (const [name, text] of Object.entries(start)) write(name, text, whole);
  for (const [i, piece] of pieces.entries()) write(fileOf(i), textOf(piece), whole);
  const all = build(compiled, whole).made;
  if (typeof all === 'string') throw new Error(all);
  for (let step = 0; step < steps; step++) {
    const said: string[] = [];
    for (let k = 1 + random.below(3); k > 0; k--) {
      if (random.below(8) === 0) {
        const name = random.below(2) === 0 ? 'a/text.go' : 'b/more.go';
        chosen[name] = random.below(3);
        write(name, below[name]![chosen[name]]!);
        said.push(`${name} ${chosen[name]}`);
        continue;
      }
      const i = random.below(pieces.length);
      if (!present.delete(i)) present.add(i);
      write(fileOf(i), present.has(i) ? textOf(pieces[i]!) : '');
      said.push(`${present.has(i) ? '+' : '-'}${pieces[i]!.name}`);
    }
    const { made, seconds } = build(cache);
    const wrong: string[] = [];
    if (typeof made === 'string') wrong.push(made);
    else {
      const r = spawnSync(path.join(work, 'out'), [], { timeout: 10000 });
      const seen = ['', 'A', 'T'][chosen['a/text.go']!]! + ['', '"b"', 'A'][chosen['b/more.go']!]!;
      const sorted = [...present].sort((x, y) => (fileOf(x) < fileOf(y) ? -1 : 1));
      const want = `${sorted.map(i => pieces[i]!.prints).join('')}${seen}\n`;
      if (String(r.stderr) !== want)
        wrong.push(`prints ${JSON.stringify(String(r.stderr))}, not ${JSON.stringify(want)}`);
      const fresh = path.join(work, 'fresh');
      fs.rmSync(fresh, { recursive: true, force: true });
      fs.cpSync(compiled, fresh, { recursive: true });
      const nothing = build(fresh).made;
      if (typeof nothing === 'string' || Buffer.compare(made, nothing) !== 0)
        wrong.push('other bytes than from nothing');
    }
    console.log(
      `${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${said.join(', ')}: ${seconds.toFixed(2)} s${wrong.map(w => `\n       ${w}`).join('')}`,
    );
    if (wrong.length > 0) failed++;
  }
  console.log(`seed ${seed}: ${steps - failed} of ${steps} edits`);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
process.exit(failed > 0 ? 1 : 0);
