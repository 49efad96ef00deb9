// The runner of cmd/go's scripts: its own language, that it can fail, and a few scripts that run quickly.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { goroot } from './goroot.ts';
import { parseArchive, parseLine, removeAll } from './suites/script-engine.ts';
import { ScriptWorld } from './suites/script-world.ts';
import { allScripts, runScript, scriptDir } from './suites/script.ts';

const lines: readonly (readonly [line: string, want: string])[] = [
  ['', 'null'],
  ['  # only a comment', 'null'],
  ["go list 'a b'c # rest", 'go: list|a bc'],
  ["stdout 'it''s'", "stdout: it's"],
  ['! go build', '! go: build'],
  ['[!windows] [cgo] ? exec sh -c x &', '[!windows][cgo]? exec&: sh|-c|x'],
];
for (const [text, want] of lines) {
  test(`line ${JSON.stringify(text)}`, () => {
    const l = parseLine(1, text);
    if (l === null) return assert.equal('null', want);
    const conditions = l.conditions.map(c => `[${c.want ? '' : '!'}${c.tag}]`).join('');
    const args = l.args.map(a => a.map(f => f.text).join('')).join('|');
    const name = `${l.want}${l.want === '' ? '' : ' '}${l.name}${l.background ? '&' : ''}`;
    assert.equal(`${conditions}${name}: ${args}`, want);
  });
}

test('an archive', () => {
  const a = parseArchive(Buffer.from('cmd\n-- a/b --\nx\n-- c --\n--  --\ny'));
  assert.equal(a.comment, 'cmd\n');
  assert.deepEqual(
    a.files.map(f => [f.name, f.data.toString()]),
    [
      ['a/b', 'x\n'],
      ['c', '--  --\ny\n'],
    ],
  );
});

/** Scripts of one idea and how they end. */
const scripts: readonly (readonly [script: string, status: string, why: string])[] = [
  ['go version\nstdout ^go.version\n', 'pass', ''],
  ['! go version\n', 'fail', 'go version: unexpected success'],
  ['go nonsense\n', 'fail', 'go nonsense: exit status 2'],
  ['! go nonsense\nstderr unknown.command\n', 'pass', ''],
  ['go version\nstdout nothing-like-it\n', 'fail', 'stdout nothing-like-it: no match for `nothing-like-it` in stdout'],
  ['cmp a b\n-- a --\n1\n-- b --\n2\n', 'fail', 'cmp a b: a and b differ'],
  ['cmp a b\n-- a --\n1\n-- b --\n1\n', 'pass', ''],
  ['! exists c\nexists c\n', 'fail', 'exists c: '],
  ['nonsense\n', 'fail', 'nonsense: unknown command'],
  ['[nonsense] stop\n', 'fail', 'unknown condition "nonsense"'],
  ['skip because\n', 'skip', 'because'],
  ['stop\nnonsense\n', 'pass', ''],
  ['env A=x.y\ngrep ^$A$ f\n! grep ^x$ f\n-- f --\nx.y\n', 'pass', ''],
  ['exec go version &\nwait\nstdout go1\n', 'pass', ''],
  ['cd d\ngo list -m\nstdout ^m$\n-- d/go.mod --\nmodule m\n', 'pass', ''],
];

/** Scripts of the distribution that pass and are quick. */
const quick = [
  'cmd_import_error',
  'list_constraints',
  'list_err_cycle',
  'mod_dir',
  'mod_unknown_block',
  'script_wait',
  'work_env',
];

test('the scripts', { skip: goroot === null ? 'no Go distribution' : false }, async t => {
  const dir = scriptDir();
  const world = new ScriptWorld(process.env['BURROW_ROOT'] ?? process.cwd(), goroot!, dir);
  before(() => world.open());
  after(() => {
    world.close();
    removeAll(dir);
  });
  for (const [text, status, why] of scripts) {
    await t.test(JSON.stringify(text), async () => {
      const file = path.join(dir, 'own.txt');
      fs.writeFileSync(file, text);
      const r = await runScript(world, dir, file);
      assert.equal(r.status, status, r.log + r.why);
      assert.ok(why === '' ? r.why === '' : r.why.startsWith(why), r.why);
    });
  }
  const all = allScripts(goroot!);
  await t.test('classes', () => {
    assert.deepEqual([all.length, all.filter(s => s.class === 'modules').length], [882, 438]);
  });
  for (const name of quick) {
    await t.test(name, async t => {
      const r = await runScript(world, dir, all.find(s => s.name === name)!.file);
      if (r.status === 'skip') return t.skip(`by its own condition ${r.why}`);
      assert.equal(r.status, 'pass', r.log + r.why);
    });
  }
});
