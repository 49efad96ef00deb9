// `burrow tool link` as a command: flags, import configurations, exit status.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkTarget } from '../src/arch/amd64/link.ts';
import { encodeUtf8 } from '../src/base/utf8.ts';
import { Cache } from '../src/build/cache.ts';
import { linkMain, type LinkEnv } from '../src/cmd/tool-link.ts';
import { MemoryHost } from '../src/host/memory.ts';

const files: Readonly<Record<string, string>> = {
  'x.go': 'package main\n',
  'empty.a': '!<arch>\n',
  'bad.cfg': 'packagefile fmt\n',
  'verb.cfg': '# comment\n\nimportmap a=b\n',
  'mod.cfg': 'modinfo "x\n',
  'ok.cfg': 'packagefile fmt=/nowhere/fmt.a\nmodinfo "0w\\xaf"\n',
};

function run(args: string): { status: number; err: string; out: string } {
  const host = new MemoryHost();
  host.makeDirs('/w');
  for (const [name, text] of Object.entries(files)) host.writeFile(`/w/${name}`, encodeUtf8(text));
  host.chdir('/w');
  const cache = new Cache(host, '');
  const env: LinkEnv = { target: linkTarget, goos: 'linux', version: 'go1.26.8', goroot: '/go', id: 'test', cache };
  const status = linkMain(
    host,
    args.split(' ').filter(a => a !== ''),
    env,
  );
  return { status, err: host.stderr.text, out: host.stdout.text };
}

const cases: readonly (readonly [args: string, status: number, err: string])[] = [
  ['', 2, 'usage: link [options] main.o\n'],
  ['a b', 2, 'usage: link [options] main.o\n'],
  ['-nosuch x', 2, 'flag provided but not defined: -nosuch\nusage: link [options] main.o\n'],
  ['-o', 2, 'flag needs an argument: -o\nusage: link [options] main.o\n'],
  ['-X y x', 2, '-X flag requires argument of the form importpath.name=value\n'],
  ['none.a', 1, 'link: cannot open file none.a: open none.a: no such file or directory\n'],
  ['-importcfg none.cfg x', 1, 'link: -importcfg: open none.cfg: no such file or directory\n'],
  ['-importcfg bad.cfg x', 1, 'link: bad.cfg:1: invalid packagefile: syntax is "packagefile path=filename"\n'],
  ['-importcfg verb.cfg x', 1, 'link: verb.cfg:3: unknown directive "importmap"\n'],
  ['-importcfg mod.cfg x', 1, 'link: mod.cfg:1: invalid modinfo: invalid syntax\n'],
  ['-importcfg ok.cfg x.go', 2, 'link: x.go: not an object file\n'],
  ['--importcfg=ok.cfg -s -w -extld gcc -buildmode=exe empty.a', 2, 'link: empty.a: not package main\n'],
  ['-B 12 empty.a', 1, '-B argument must start with 0x: 12\n'],
  ['-B gobuildid empty.a', 1, '-B gobuildid requires a Go build ID supplied via -buildid\n'],
  ['-buildmode=plugin empty.a', 1, 'link: -buildmode=plugin is not supported by burrow\n'],
  ['-buildmode=pie empty.a', 2, 'link: empty.a: not package main\n'],
  ['-linkmode external empty.a', 1, 'link: -linkmode=external is not supported by burrow\n'],
  ['-race empty.a', 1, 'link: -race is not supported by burrow\n'],
  ['-race=false empty.a', 2, 'link: empty.a: not package main\n'],
];

for (const [args, status, err] of cases) {
  test(args === '' ? 'no arguments' : args, () => {
    const ran = run(args);
    assert.equal(ran.err, err);
    assert.equal(ran.status, status);
  });
}

test('-V', () => assert.equal(run('-V=full').out, 'link version go1.26.8 burrow\n'));
