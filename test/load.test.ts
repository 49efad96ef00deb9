// The loader of the bundle, in processes of its own over a small bundle: whatever is kept beside it, damaged or not to be
// written, a command prints the same, and what is kept is what brief runs of the command load.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';

const loader = path.join(process.env['BURROW_ROOT'] ?? process.cwd(), 'tools/load.cjs');

const chunk = (body: string) => `(function(exports,require,module){${body}\n})`;

/** Chunks that say what they are, one of another; `far` stands for a part that only some runs get to. */
const sources: Readonly<Record<string, string>> = {
  'main.js': `const{say}=require("./say.js");exports.main=words=>{say("main");
    if(words.includes("far"))require("./far.js").far(1);
    if(words.includes("late"))require("./late.js");
    process.exit(words.includes("usage")?2:0)};`,
  'say.js': `const fs=require("node:fs");exports.say=text=>fs.writeSync(1,text+"\\n");`,
  'far.js': `const{say}=require("./say.js");exports.far=n=>say("far "+n);/*${'x'.repeat(5000)}*/`,
  'late.js': `require("./say.js").say("late");`,
};

class Bundle {
  readonly dist = fs.mkdtempSync(path.join(os.tmpdir(), 'load-test-'));

  constructor() {
    fs.mkdirSync(path.join(this.dist, 'cjs'));
    for (const [name, body] of Object.entries(sources)) {
      fs.writeFileSync(path.join(this.dist, 'cjs', name), chunk(body));
    }
    const { dist } = this;
    const launcher = `require(${JSON.stringify(loader)}).loader(${JSON.stringify(dist)},'id')('main.js').main(process.argv)`;
    fs.writeFileSync(path.join(dist, 'launch.cjs'), launcher);
  }

  argv(words: readonly string[]): string[] {
    return [path.join(this.dist, 'launch.cjs'), ...words];
  }

  run(...words: string[]): string {
    const done = spawnSync(process.execPath, this.argv(words), { encoding: 'utf8' });
    assert.equal(done.stderr, '');
    return done.stdout.trimEnd().replaceAll('\n', ', ');
  }

  /** The files that are kept, by name. */
  kept(): Map<string, Buffer> {
    const code = path.join(this.dist, 'code');
    const found = new Map<string, Buffer>();
    for (const dir of fs.existsSync(code) ? fs.readdirSync(code) : []) {
      for (const name of fs.readdirSync(path.join(code, dir))) {
        found.set(name, fs.readFileSync(path.join(code, dir, name)));
      }
    }
    return found;
  }

  /** The chunks of a start group. */
  names(group: string): string {
    const bytes = this.kept().get(group);
    return bytes === undefined ? '' : bytes.toString('latin1', 16, 16 + bytes.readUint32LE(4)).replaceAll('\n', ' ');
  }
}

test('a start group holds what brief runs load', () => {
  const b = new Bundle();
  try {
    const table: readonly [string, string, string, string][] = [
      // words, output, the groups afterwards
      ['build far', 'main, far 1', 'main.js say.js far.js', ''],
      ['build far', 'main, far 1', 'main.js say.js far.js', ''],
      ['build usage', 'main', 'main.js say.js far.js', ''], // no word about what a build loads
      ['build', 'main', 'main.js say.js', ''], // most of it was idle
      ['build', 'main', 'main.js say.js', ''],
      ['build far', 'main, far 1', 'main.js say.js', 'far.js'],
      ['build far', 'main, far 1', 'main.js say.js', 'far.js'],
      ['build late far', 'main, far 1, late', 'main.js say.js', 'far.js late.js'],
      ['build', 'main', 'main.js say.js', 'far.js late.js'],
      ['build late', 'main, late', 'main.js say.js', 'far.js late.js'],
      ['build far', 'main, far 1', 'main.js say.js', 'far.js late.js'],
    ];
    for (const [words, output, start, more] of table) {
      assert.equal(b.run(...words.split(' ')), output, words);
      assert.equal(b.names('start-build'), start, words);
      assert.equal(b.names('more-build'), more, words);
    }
    const before = b.kept();
    b.run('build', 'far');
    assert.deepEqual(b.kept(), before); // nothing is written again
  } finally {
    fs.rmSync(b.dist, { recursive: true });
  }
});

test('groups by command line', () => {
  const b = new Bundle();
  try {
    const table: readonly [string, string][] = [
      ['mod graph', 'start-mod-graph'],
      ['mod', ''],
      ['list fmt', 'start-list'],
      ['list -m all', 'start-list-m'],
      ['-C dir build', ''],
      ['../there', ''],
      ['vet usage', ''],
    ];
    for (const [words, group] of table) {
      const before = new Set(b.kept().keys());
      b.run(...words.split(' '));
      const groups = [...b.kept().keys()].filter(name => name.startsWith('start-') && !before.has(name));
      assert.deepEqual(groups, group === '' ? [] : [group], words);
    }
  } finally {
    fs.rmSync(b.dist, { recursive: true });
  }
});

test('what is kept may be damaged, of another bundle, or missing', () => {
  const b = new Bundle();
  try {
    for (const words of ['far', 'far', '', '', 'far', 'far']) b.run('build', words);
    assert.equal(b.names('more-build'), 'far.js');
    const dir = path.join(b.dist, 'code', fs.readdirSync(path.join(b.dist, 'code'))[0]!);
    const whole = b.kept();
    for (const [name, bytes] of whole) {
      const file = path.join(dir, name);
      for (const size of [0, 5, 16, 40, bytes.length >> 1, bytes.length - 8]) {
        fs.writeFileSync(file, bytes.subarray(0, size));
        assert.equal(b.run('build', 'far'), 'main, far 1', `${name} cut to ${size}`);
      }
      fs.rmSync(file);
      assert.equal(b.run('build', 'far'), 'main, far 1', `no ${name}`);
    }
    // What this process found is no longer what another bundle of the same place should find.
    fs.rmSync(dir, { recursive: true });
    fs.writeFileSync(path.join(b.dist, 'code-is-a-file'), '');
    fs.rmSync(path.join(b.dist, 'code'), { recursive: true });
    fs.renameSync(path.join(b.dist, 'code-is-a-file'), path.join(b.dist, 'code')); // nothing can be written
    assert.equal(b.run('build', 'far'), 'main, far 1');
  } finally {
    fs.rmSync(b.dist, { recursive: true });
  }
});

test('many processes at once', async () => {
  const b = new Bundle();
  try {
    for (let round = 0; round < 4; round++) {
      const outputs = Array.from({ length: 6 }, (_, i) => {
        const child = spawn(process.execPath, b.argv(i % 2 === 0 ? ['build'] : ['build', 'far']));
        let text = '';
        child.stdout.on('data', (d: Buffer) => (text += d.toString()));
        return new Promise<string>(done => child.on('close', () => done(text)));
      });
      const got = await Promise.all(outputs);
      got.forEach((text, i) => assert.equal(text, i % 2 === 0 ? 'main\n' : 'main\nfar 1\n'));
    }
    assert.deepEqual(
      [...b.kept().keys()].filter(name => name.endsWith('.tmp')),
      [],
    );
  } finally {
    fs.rmSync(b.dist, { recursive: true });
  }
});
