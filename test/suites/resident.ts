// A resident burrow beside builds from nothing, over random edits: a module is edited again and again, mistakes included, and
// built through one process of `burrow watch`; each time the same text is built without it, in a cache that has never seen the
// module. Programs must be the same bytes, messages the same text.
//
//     node tools/run.mjs test/suites/resident.ts [COUNT [SEED]]

import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Random } from '../random.ts';

const count = Number(process.argv[2] ?? 30);
const seed = Number(process.argv[3] ?? 1);
const burrow = path.join(process.env['BURROW_ROOT']!, 'burrow');
const random = new Random(seed);

/** What the texts of the module are made of; each edit changes some of it. */
class State {
  number = 1;
  text = 'a';
  noinline = false;
  extraFile = false;
  extraMethod = false;
  embedded = 'first';
  mistake = 0;
  comment = 0;

  edit(): void {
    switch (random.below(9)) {
      case 0:
        this.number = random.below(1000);
        break;
      case 1:
        this.text = 'xyz'.repeat(random.below(20));
        break;
      case 2:
        this.noinline = !this.noinline;
        break;
      case 3:
        this.extraFile = !this.extraFile;
        break;
      case 4:
        this.extraMethod = !this.extraMethod;
        break;
      case 5:
        this.embedded += '!';
        break;
      case 6:
        this.mistake = random.below(4);
        break;
      case 7:
        this.mistake = 0;
        break;
      default:
        this.comment++;
    }
  }

  files(): Record<string, string> {
    const noinline = this.noinline ? '//go:noinline\n' : '';
    return {
      'go.mod': 'module example.com/m\n\ngo 1.26\n',
      'main.go': `package main

import (
	"example.com/m/leaf"
	"example.com/m/mid"
)

func main() {
	println(leaf.Small(3), leaf.Name, mid.Describe(leaf.T{N: 4}), mid.Sum(1, 2, 3))
	println(mid.Data${this.mistake === 1 ? ', none' : ''})
}
`,
      'mid/mid.go': `package mid

import (
	_ "embed"
	"example.com/m/leaf"
)

${'// More.\n'.repeat(this.comment)}
//go:embed data.txt
var Data string

type namer interface{ Name() string }

//go:noinline
func Describe(x any) string {
	if n, ok := x.(namer); ok {
		return n.Name()
	}
	return "none"
}

func Sum[T int | float64](list ...T) T {
	var n T
	for _, x := range list {
		n += x
	}
	return n + T(leaf.Small(1))
}
${this.mistake === 2 ? '\nfunc broken() int { return "s" }\n' : ''}`,
      'mid/data.txt': this.embedded,
      'leaf/leaf.go': `package leaf

const Name = "${this.text}"

type T struct{ N int }

${noinline}func Small(x int) int { return x + ${this.number} }
${this.mistake === 3 ? '\nfunc broken( {}\n' : ''}${this.extraFile ? '' : '\nvar Order = Small(1)\n'}${this.extraMethod ? '\nfunc (T) Name() string { return Name }\n' : ''}`,
      'leaf/more.go': this.extraFile ? 'package leaf\n\nvar Order = Small(2)\n' : '',
    };
  }
}

const work = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'resident-')));
const dir = path.join(work, 'm');
const runtime = path.join(work, 'run');
fs.mkdirSync(runtime, { mode: 0o700 });
const base = { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0', XDG_RUNTIME_DIR: runtime };

function write(dir: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    if (text === '') fs.rmSync(file, { force: true });
    else if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  }
}

/** A build: the program, or the messages. */
function build(dir: string, env: NodeJS.ProcessEnv): Buffer {
  const out = path.join(work, 'out');
  fs.rmSync(out, { force: true });
  const r = spawnSync(burrow, ['build', '-o', out, '.'], { cwd: dir, env: { ...base, ...env } });
  return r.status === 0 ? fs.readFileSync(out) : r.stderr;
}

const state = new State();
// What is known of the distribution, and nothing of the module.
const seeded = path.join(work, 'seed');
const other = path.join(work, 'other');
write(other, {
  'go.mod': 'module example.com/other\n\ngo 1.26\n',
  'main.go': 'package main\n\nfunc main() { println(1) }\n',
});
build(other, { BURROW_WATCH: 'off', GOCACHE: seeded });
write(dir, state.files());
const fresh = path.join(work, 'fresh');
const cache = path.join(work, 'cache');
fs.cpSync(seeded, cache, { recursive: true });
const watch = spawn(burrow, ['watch', 'check', './...'], {
  cwd: dir,
  env: { ...base, GOCACHE: cache },
  stdio: ['ignore', 'pipe', 'pipe'],
});
let failed = 0;
let wrong = 0;
try {
  await new Promise<void>(done => watch.stderr.on('data', () => done()));
  for (let i = 0; i < count; i++) {
    for (let n = 1 + random.below(3); n > 0; n--) state.edit();
    write(dir, state.files());
    const got = build(dir, { BURROW_WATCH: 'wait', GOCACHE: cache });
    fs.rmSync(fresh, { recursive: true, force: true });
    fs.cpSync(seeded, fresh, { recursive: true });
    const want = build(dir, { BURROW_WATCH: 'off', GOCACHE: fresh });
    if (want.length < 10_000) wrong++;
    if (Buffer.compare(got, want) === 0) continue;
    failed++;
    const shown = (b: Buffer) => (b.length < 10_000 ? b.toString() : `a program of ${b.length} bytes`);
    console.log(`edit ${i}: ${shown(got)}, without it ${shown(want)}`);
    console.log(JSON.stringify(state));
  }
} finally {
  watch.kill('SIGTERM');
  await new Promise(done => watch.on('exit', done));
  fs.rmSync(work, { recursive: true, force: true });
}
console.log(`${count} edits, ${wrong} of them mistakes: ${failed} came out differently`);
process.exit(failed > 0 ? 1 : 0);
