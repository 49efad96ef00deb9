// Modules from git repositories, beside the real go command: the same queries of the same repositories must give the same
// versions, sums, origins and mistakes, and leave the same files in the module cache. The repositories are made here; git
// is told to find them where it would look for https://git.test/.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { burrow, go, jsonStream, type Ran } from './burrow.ts';
import { goTool } from './goroot.ts';

const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-git-')));
after(() => {
  spawnSync('chmod', ['-R', 'u+w', scratch]);
  fs.rmSync(scratch, { recursive: true, force: true });
});

const home = path.join(scratch, 'home');
const gitEnv: Record<string, string> = {
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@git.test',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@git.test',
};

/** A repository under construction; each commit is an hour after the one before. */
class Repo {
  readonly dir: string;
  private hour = 0;

  constructor(name: string) {
    this.dir = path.join(scratch, 'repos', name);
    fs.mkdirSync(this.dir, { recursive: true });
    this.git('init', '-q', '-b', 'main');
  }

  git(...args: string[]): string {
    const date = `2024-03-01T${String(this.hour).padStart(2, '0')}:00:00Z`;
    const env = { ...gitEnv, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const done = spawnSync('git', args, { cwd: this.dir, env, encoding: 'utf8' });
    assert.equal(done.status, 0, `git ${args.join(' ')}: ${done.stderr}`);
    return done.stdout.trim();
  }

  /** A commit with these files and tags; null removes one. */
  commit(files: Readonly<Record<string, string | null>>, ...tags: string[]): string {
    this.hour++;
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.dir, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      if (text === null) fs.rmSync(file);
      else fs.writeFileSync(file, text);
    }
    this.git('add', '-A', '-f');
    this.git('commit', '-q', '--allow-empty', '-m', `commit ${this.hour}`);
    for (const tag of tags) this.git('tag', tag);
    return this.git('rev-parse', 'HEAD');
  }
}

const gomod = (name: string, more = '') => `module git.test/${name}\n\ngo 1.20\n${more}`;

function makeRepos(): { readonly commits: Readonly<Record<string, string>> } {
  const plain = new Repo('plain');
  const first = plain.commit({ 'a.go': 'package a\n' });
  plain.commit({ 'go.mod': gomod('plain.git'), LICENSE: 'free\n' }, 'v0.1.0', 'v0.1', 'v1', 'nightly');
  plain.commit({ 'a.go': 'package a // 1\n' }, 'v1.0.0', 'v1.0.0+meta', 'sub/v0.3.0');
  plain.git('tag', '-a', '-m', 'with words', 'v1.0.1');
  const odd = plain.commit({
    'sub/go.mod': gomod('plain.git/sub'),
    'sub/s.go': 'package s\n',
    'vendor/modules.txt': '# none\n',
    'vendor/x/y/y.go': 'package y\n',
    'in/vendor/x/y.go': 'package y\n',
    'in/vendor/z.go': 'package z\n',
    '.gitattributes': 'no/* export-ignore\nsubst.go export-subst\n*.txt text eol=crlf\n',
    'no/n.go': 'package n\n',
    'subst.go': 'package a // $Format:%H$\n',
    'lines.txt': 'one\ntwo\n',
    'with space.txt': 'x\n',
    'testdata/\u00fc.txt': 'x\n',
    '.hg_archival.txt': 'x\n',
    'run.sh': '#!/bin/sh\n',
  });
  fs.chmodSync(path.join(plain.dir, 'run.sh'), 0o755);
  fs.symlinkSync('a.go', path.join(plain.dir, 'link.go'));
  plain.git('add', '-A');
  plain.git('update-index', '--add', '--cacheinfo', `160000,${first},third`);
  plain.git('commit', '-q', '-m', 'odd files');
  plain.git('tag', 'v1.1.0');
  plain.git('tag', 'sub/v0.4.0');
  plain.git('checkout', '-q', '-b', 'dev', odd);
  const dev = plain.commit({ 'd.go': 'package a\n' });
  plain.git('update-ref', 'refs/heads/--upload-pack=touch', dev);
  plain.git('update-ref', 'refs/heads/feature/x', dev);
  // A proposal that no branch has.
  const proposal = plain.commit({ 'evil.go': 'package a\n' });
  plain.git('update-ref', 'refs/changes/1', proposal);
  plain.git('checkout', '-q', 'main');
  plain.git('branch', '-q', '-f', 'dev', dev);
  const head = plain.commit({ 'h.go': 'package a\n' });

  const major = new Repo('major');
  major.commit({ 'go.mod': gomod('major.git'), 'm.go': 'package m\n', LICENSE: 'l\n' }, 'v1.0.0');
  major.commit({ 'v2/go.mod': gomod('major.git/v2'), 'v2/m.go': 'package m\n' }, 'v2.0.0', 'v1.1.0');
  major.commit({ 'v2/m.go': 'package m // 1\n' }, 'v2.1.0-rc.1');
  major.git('checkout', '-q', '-b', 'three');
  const three = major.commit({ 'go.mod': gomod('major.git/v3'), 'v2/go.mod': null, 'v2/m.go': null }, 'v3.0.0');
  major.git('checkout', '-q', 'main');

  const legacy = new Repo('legacy');
  legacy.commit({ 'l.go': 'package l\n' }, 'v1.0.0');
  legacy.commit({ 'l.go': 'package l // 2\n' }, 'v2.0.0', 'v2.1.0');
  legacy.commit({ 'l.go': 'package l // 3\n' }, 'v3.0.0');
  const between = legacy.commit({ 'l.go': 'package l // 4\n' });
  legacy.commit({ 'go.mod': 'module git.test/legacy.git/v4\n', 'l.go': 'package l\n' }, 'v4.0.0');

  const retract = new Repo('retract');
  retract.commit({ 'go.mod': gomod('retract.git'), 'r.go': 'package r\n' }, 'v1.0.0');
  retract.commit({ 'r.go': 'package r // 1\n' }, 'v1.1.0');
  retract.commit({ 'go.mod': gomod('retract.git', 'retract v1.1.0 // broken\n') }, 'v1.2.0');
  const after = retract.commit({ 'r.go': 'package r // 2\n' });

  const other = new Repo('other');
  other.commit({ 'go.mod': 'module example.com/other\n', 'o.go': 'package o\n' }, 'v1.0.0');
  const none = new Repo('none');
  const untagged = none.commit({ 'n.go': 'package n\n' });
  const collide = new Repo('collide');
  collide.commit({ 'go.mod': gomod('collide.git'), 'x.go': 'package x\n', 'X.go': 'package x\n' }, 'v1.0.0');
  const nested = new Repo('nested');
  nested.commit({ 'GO.MOD': 'x', 'n.go': 'package n\n' }, 'v1.0.0');
  nested.commit({ 'GO.MOD': null, 'deep/er/go.mod': gomod('nested.git/deep/er'), 'deep/er/d.go': 'package d\n' });
  nested.commit({ LICENSE: 'l\n' }, 'deep/er/v0.1.0');
  new Repo('empty');
  const served = new Repo('served');
  served.commit({ 'go.mod': `module ${servedPath}\n`, 'cmd/c.go': 'package main\n' }, 'v2.0.0');
  return { commits: { first, odd, dev, proposal, head, three, between, after, untagged } };
}

/** A module that is not asked where its repository is: that is known of this host. */
const servedPath = 'github.com/git-test/served/v2';

const skip = goTool === null ? 'no go command' : spawnSync('git', ['version']).status !== 0 ? 'no git' : false;
const { commits } = skip === false ? makeRepos() : { commits: {} };
const hash = (name: string, digits = 40) => (commits[name] ?? '').slice(0, digits);

function settings(cache: string): Record<string, string> {
  return {
    ...gitEnv,
    GOPROXY: 'direct',
    GONOSUMDB: '*',
    GOSUMDB: 'off',
    GOTOOLCHAIN: 'local',
    GOFLAGS: '',
    GOWORK: '',
    GOMODCACHE: path.join(scratch, cache),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.file://${path.join(scratch, 'repos')}/.insteadOf`,
    GIT_CONFIG_VALUE_0: 'https://git.test/',
  };
}

/** Both of a command, in empty directories and with module caches of their own. */
async function both(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, string>> = {},
  caches = 'cache',
): Promise<[Ran, Ran]> {
  const out: Ran[] = [];
  for (const name of ['go', 'burrow']) {
    const dir = fs.mkdtempSync(path.join(scratch, 'work-'));
    for (const [f, text] of Object.entries(files)) fs.writeFileSync(path.join(dir, f), text);
    const env: Record<string, string> = { ...settings(`${caches}-${name}`), ...more };
    const ran = name === 'go' ? go(args, dir, env) : await burrow(args, dir, env);
    const plain = (text: string) => text.replaceAll(env['GOMODCACHE']!, 'CACHE').replaceAll(dir, 'DIR');
    const left = Object.keys(files).map(f => `-- ${f} --\n${fs.readFileSync(path.join(dir, f), 'utf8')}`);
    out.push({ status: ran.status, stdout: plain(ran.stdout) + left.join(''), stderr: plain(ran.stderr) });
  }
  return out as [Ran, Ran];
}

const queries: readonly string[] = [
  // Before any other query of the same commits: the go command remembers what it was asked first.
  `v1.1.1-0.20240301060000-${hash('head', 12)}`,
  `v1.1.1-0.20240301060001-${hash('head', 12)}`,
  `v1.2.1-0.20240301060000-${hash('head', 12)}`,
  `v1.0.1-0.20240301050000-${hash('dev', 12)}`,
  `v1.0.2-0.20240301050000-${hash('dev', 12)}`,
  `v0.0.0-20240301050000-${hash('dev', 12)}`,
  `v0.0.0-20240301050000-${hash('dev', 11)}`,
  `v1.0.0-20240301050000-${hash('dev', 12)}`,
  'latest',
  'v1',
  'v1.0',
  'v1.0.0',
  'v1.0.1',
  'v1.1.0',
  '>v0.1.0',
  '<v1.0.1',
  '<=v1.0.0',
  '>=v1.1.0',
  'v0',
  'v2',
  'main',
  'dev',
  'HEAD',
  'feature/x',
  'nightly',
  'v0.1',
  'v1.0.0+meta',
  'v9.9.9',
  'missing',
  ...['first', 'odd', 'dev', 'head', 'proposal'].flatMap(n => [hash(n), hash(n, 12), hash(n, 7)]),
  hash('head', 6),
  '0123456',
  '0'.repeat(40),
]
  .map(q => `git.test/plain.git@${q}`)
  .concat(
    ...['latest', 'v0.3.0', 'v0.4.0', 'main', 'dev', 'sub/v0.4.0'].map(q => `git.test/plain.git/sub@${q}`),
    'git.test/plain.git/none@latest',
    'git.test/plain.git/v2@latest',
    ...['latest', 'v1.1.0', 'v2.0.0', 'main', 'three'].map(q => `git.test/major.git@${q}`),
    ...['latest', 'v2.0.0', 'v2.1.0-rc.1', 'main', 'v1.0.0', 'three'].map(q => `git.test/major.git/v2@${q}`),
    ...['latest', 'v3.0.0', 'three', hash('three')].map(q => `git.test/major.git/v3@${q}`),
    ...['latest', 'v1.0.0', 'v2.0.0', 'v2.0.0+incompatible', 'v3', 'v4.0.0', 'main'].map(
      q => `git.test/legacy.git@${q}`,
    ),
    `git.test/legacy.git@${hash('between')}`,
    `git.test/legacy.git@v1.0.0+incompatible`,
    'git.test/legacy.git/v4@latest',
    ...['latest', 'v1.1.0', 'v1.1', 'main', hash('after', 10)].map(q => `git.test/retract.git@${q}`),
    ...['latest', 'v1.0.0', 'main'].map(q => `git.test/other.git@${q}`),
    ...['latest', 'main', hash('untagged', 9), 'v1.0.0'].map(q => `git.test/none.git@${q}`),
    'git.test/collide.git@latest',
    'git.test/nested.git@v1.0.0',
    'git.test/nested.git@main',
    'git.test/nested.git/deep/er@latest',
    'git.test/empty.git@latest',
    'git.test/gone.git@latest',
  );

/** What differs from run to run. */
function steady(text: string): string {
  return text
    .replace(/ in CACHE\/cache\/vcs\/[0-9a-f]+/g, ' in REPO')
    .replace(/\t?.*transport 'file' not allowed.*\n?/g, '');
}

test('queries', { skip }, async t => {
  const [want, got] = await both(['mod', 'download', '-json', ...queries]);
  assert.equal(got.status, want.status);
  const wanted = jsonStream(want.stdout);
  const found = jsonStream(got.stdout);
  assert.equal(wanted.length, queries.length, want.stderr);
  assert.equal(found.length, queries.length, got.stderr);
  for (const [i, q] of queries.entries()) {
    await t.test(q, () => {
      assert.equal(steady(JSON.stringify(found[i], null, 1)), steady(JSON.stringify(wanted[i], null, 1)));
    });
  }
  await t.test('the cache', () => {
    const list = (name: string) => {
      const dir = path.join(scratch, `cache-${name}`);
      const out: Record<string, string> = {};
      for (const f of (fs.readdirSync(dir, { recursive: true }) as string[]).sort()) {
        // What a repository holds is git's business.
        if (/^cache\/vcs\/[^/]*\//.test(f) || /^cache\/(?:lock|vcs$)|\.lock$/.test(f)) continue;
        const st = fs.lstatSync(path.join(dir, f));
        const isText = st.isFile() && !f.endsWith('.zip');
        // By which name a commit was asked for last is all that the ref tells.
        const text = () => fs.readFileSync(path.join(dir, f), 'latin1').replace(/,"Ref":"[^"]*"/, '');
        out[f] = isText ? text() : `${st.mode >> 12}`;
      }
      return out;
    };
    assert.deepEqual(list('burrow'), list('go'));
  });
});

const main = 'module main.test\n\ngo 1.26\n';
const commands: readonly (readonly [args: string, gomod?: string])[] = [
  ['list -m -versions git.test/plain.git git.test/legacy.git git.test/major.git git.test/major.git/v2'],
  ['list -m -versions -retracted git.test/retract.git'],
  ['list -m -json git.test/plain.git@latest git.test/plain.git/sub@main git.test/retract.git@upgrade', main],
  ['list -m -u -json all', `${main}\nrequire git.test/plain.git v1.0.0\n`],
  ['get git.test/plain.git@dev', main],
  ['get git.test/plain.git@main git.test/legacy.git@v2', main],
  ['get git.test/major.git/v2 git.test/major.git/v3@three', main],
  ['get git.test/retract.git@v1.1.0', main],
  ['get git.test/other.git', main],
  [`get git.test/plain.git@${hash('head', 8)}`, main],
  ['get git.test/plain.git@--upload-pack=touch', main],
  ['get git.test/plain.git@missing', main],
  ['list -m git.test/plain.git@--upload-pack=touch'],
  ['mod download git.test/plain.git@/x'],
  ['get -u git.test/plain.git', `${main}\nrequire git.test/plain.git v1.0.0\n`],
  ['get git.test/plain.git@none', `${main}\nrequire git.test/plain.git v1.0.0\n`],
];

for (const [args, mod] of commands) {
  test(args, { skip }, async () => {
    const files = mod === undefined ? {} : { 'go.mod': mod, 'go.sum': '', 'm.go': 'package m\n' };
    const [want, got] = await both(args.split(' '), files);
    const shown = (r: Ran) => `${r.status}\n${steady(r.stderr)}${steady(r.stdout)}`;
    assert.equal(shown(got), shown(want));
  });
}

test('a package of a module that a proxy has, of a repository that is not to be had', { skip }, async () => {
  const dir = fs.mkdtempSync(path.join(scratch, 'work-'));
  const there: Record<string, string> = {
    ...settings('cache-served'),
    GIT_CONFIG_VALUE_0: 'https://github.com/git-test/',
  };
  assert.equal(go(['mod', 'download', `${servedPath}@v2.0.0`], dir, there).status, 0);
  const gone = {
    GOPROXY: `file://${there['GOMODCACHE']}/cache/download,direct`,
    GIT_CONFIG_VALUE_0: 'https://none.test/',
    HTTPS_PROXY: 'http://127.0.0.1:9', // where nobody listens
  };
  const files = { 'go.mod': main, 'go.sum': '' };
  const [want, got] = await both(['get', `${servedPath}/cmd@v2.0.0`], files, gone, 'empty');
  assert.match(want.stdout, /served\/v2 v2.0.0/);
  assert.deepEqual(got, want);
});

test('one cache for both', { skip }, async () => {
  const env = settings('cache-shared');
  const ask = (version: string) => ['mod', 'download', `git.test/plain.git@${version}`];
  const dir = fs.mkdtempSync(path.join(scratch, 'work-'));
  for (const [i, version] of ['v0.1.0', 'v1.0.0', 'main', 'v1.0.1', 'dev', 'v1.1.0'].entries()) {
    const ran = i % 2 === 0 ? go(ask(version), dir, env) : await burrow(ask(version), dir, env);
    assert.equal(ran.status, 0, `${version}: ${ran.stderr}`);
  }
  const repos = fs.readdirSync(path.join(env['GOMODCACHE']!, 'cache/vcs')).filter(n => !n.includes('.'));
  assert.equal(repos.length, 1);
});

test('many at once', { skip }, async () => {
  const env = settings('cache-busy');
  const dir = fs.mkdtempSync(path.join(scratch, 'work-'));
  const versions = ['v0.1.0', 'v1.0.0', 'main', 'dev', 'v1.0.1', hash('first'), hash('odd', 10), 'v1.1.0'];
  const all = await Promise.all(versions.map(v => burrow(['mod', 'download', `git.test/plain.git@${v}`], dir, env)));
  for (const [i, ran] of all.entries()) assert.equal(ran.status, 0, `${versions[i]}: ${ran.stderr}`);
});
