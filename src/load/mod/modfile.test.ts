import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMod, parseModLax, parseWork } from './modfile.ts';
import { formatModSyntax, ModError, parseModSyntax } from './modsyntax.ts';
import { checkImportPath, checkPath, splitPathVersion } from './module.ts';
import * as gover from './gover.ts';
import * as semver from './semver.ts';

const errors: readonly (readonly [text: string, want: string])[] = [
  ['module m\ngo 1.21', ''],
  ['modul m', 'go.mod:1: unknown directive: modul'],
  ['module m\nmodule n', 'go.mod:2: repeated module statement'],
  ['module a b', 'go.mod:1: usage: module module/path'],
  ["module 'a'", 'go.mod:1: invalid quoted string: unquoted string cannot contain quote'],
  ['go 1', "go.mod:1: invalid go version '1': must match format 1.23.0"],
  ['go 1.21\ngo 1.22', 'go.mod:2: repeated go statement'],
  ['toolchain x', "go.mod:1: invalid toolchain version 'x': must match format go1.23.0 or default"],
  ['require a', 'go.mod:1: usage: require module/path v1.2.3'],
  ['require a.b x', 'go.mod:1: require a.b: version "x" invalid: must be of the form v1.2.3'],
  ['require a.b/v2 v1.0.0', 'go.mod:1: require a.b/v2: version "v1.0.0" invalid: should be v2, not v1'],
  ['require a.b v2.0.0', 'go.mod:1: require a.b: version "v2.0.0" invalid: should be v0 or v1, not v2'],
  ['require a.b v2.0.0+incompatible', ''],
  ['require (\na.b v1.0.0\n', 'go.mod:3: syntax error (unterminated block started at go.mod:1:1)'],
  ['require (\n) x', 'go.mod:2:4: syntax error (expected newline after closing paren)'],
  [
    'replace a => b',
    'go.mod:1: replacement module without version must be directory path (rooted or starting with . or ..)',
  ],
  ['replace a => ./b v1.0.0', 'go.mod:1: replacement module directory path "./b" cannot have version'],
  ['replace a => b@v1', "go.mod:1: replacement module must match format 'path version', not 'path@version'"],
  ['retract [v1.0.0', "go.mod:1: expected ',' after version"],
  ['retract [v1.0.0, v1.2.0] // bad', ''],
  ['foo (\n)', 'go.mod:1: unknown block type: foo'],
  ['/* x */', 'go.mod:1: mod files must use // comments (not /* */ comments)'],
  ['godebug x', 'go.mod:1: usage: godebug key=value'],
  ['use ./a', 'go.mod:1: unknown directive: use'],
];

for (const [text, want] of errors) {
  test(JSON.stringify(text), () => {
    const f = parseMod('go.mod', text);
    assert.equal(Array.isArray(f) ? f.join('\n') : '', want);
  });
}

test('what the directives hold', () => {
  const f = parseMod(
    'go.mod',
    `// Deprecated: use n.
module "m" // m
go 1.21.3
toolchain go1.22.0
require (
	a.b v1 // indirect
	c.d v1.2.3 // indirect; why
	// above
	e.f v0.0.0-20200101000000-abcdefabcdef
)
exclude a.b v1.1.0
replace a.b v1.0.0 => ../x
replace c.d => e.f v1.0.0
retract v1.0.0 // oops
tool m/t
ignore ./i
godebug default=go1.20
`,
  );
  assert.ok(!Array.isArray(f));
  assert.deepEqual([f.module?.path, f.module?.deprecated, f.go, f.toolchain], ['m', 'use n.\nm', '1.21.3', 'go1.22.0']);
  assert.deepEqual(
    f.require.map(r => [r.mod.path, r.mod.version, r.indirect]),
    [
      ['a.b', 'v1.0.0', true],
      ['c.d', 'v1.2.3', true],
      ['e.f', 'v0.0.0-20200101000000-abcdefabcdef', false],
    ],
  );
  assert.deepEqual(
    f.replace.map(r => [r.old.version, r.new.path, r.new.version]),
    [
      ['v1.0.0', '../x', ''],
      ['', 'e.f', 'v1.0.0'],
    ],
  );
  assert.deepEqual([f.retract[0]?.low, f.retract[0]?.rationale], ['v1.0.0', 'oops']);
  assert.deepEqual([f.tool[0]?.path, f.ignore[0]?.path, f.godebug[0]?.value], ['m/t', './i', 'go1.20']);
});

test('a dependency may hold what is not known', () => {
  const f = parseModLax('go.mod', 'module m\nnew stuff\nnew (\nx\n)\ngo 1.99-x\nreplace x => y\n');
  assert.ok(!Array.isArray(f));
  assert.equal(f.go, '1.99');
  assert.equal(f.replace.length, 0);
});

test('go.work', () => {
  const f = parseWork('go.work', 'go 1.22\nuse (\n\t./a\n\t"b c"\n)\nreplace x.y => ../z\n');
  assert.ok(!Array.isArray(f));
  assert.deepEqual(
    f.use.map(u => u.path),
    ['./a', 'b c'],
  );
  const bad = parseWork('go.work', 'require a.b v1.0.0\nuse');
  assert.ok(Array.isArray(bad));
  assert.deepEqual(bad.map(String), ['go.work:1: unknown directive: require', 'go.work:2: usage: use local/dir']);
});

const formatted = [
  'module m\n\ngo 1.21\n\nrequire (\n\t// c\n\ta.b v1.0.0 // indirect\n\n\tc.d v1.0.0\n) // end\n\n// last\n',
  '// top\n\n// of m\nmodule m\n\nretract [v1.0.0, v1.1.0]\n\nrequire a.b v1.0.0\n\nrequire c.d v1.0.0\n',
];

for (const text of formatted) {
  test(`printed as it was: ${JSON.stringify(text)}`, () => {
    const f = parseModSyntax('go.mod', text);
    assert.ok(!(f instanceof ModError));
    assert.equal(formatModSyntax(f), text);
  });
}

test('versions are ordered', () => {
  const sorted = 'bad v1 v1.0.1-0 v1.0.1-1 v1.0.1-a v1.0.1-a.1 v1.0.1-a.b v1.0.1 v1.2 v1.10.0 v2.0.0-x'.split(' ');
  for (let i = 0; i < sorted.length; i++) {
    for (let k = 0; k < sorted.length; k++) {
      assert.equal(semver.compare(sorted[i]!, sorted[k]!), Math.sign(i - k), `${sorted[i]} ${sorted[k]}`);
    }
  }
  const go = 'x 1.9 1.20rc1 1.20 1.20.1 1.21 1.21rc1 1.21.0 1.21.1 1.100'.split(' ');
  for (let i = 1; i < go.length; i++) assert.equal(gover.compare(go[i - 1]!, go[i]!), -1, go[i]);
});

test('paths', () => {
  assert.equal(checkPath('example.com/a/v2'), '');
  assert.match(checkPath('example.com/a/v1'), /invalid version$/);
  assert.match(checkPath('example/a'), /missing dot in first path element$/);
  assert.match(checkPath('Example.com/a'), /invalid char 'E' in first path element$/);
  assert.equal(checkImportPath('a/b+c'), '');
  assert.match(checkImportPath('a/con'), /"con" disallowed as path element component on Windows$/);
  assert.deepEqual(splitPathVersion('gopkg.in/yaml.v3'), { prefix: 'gopkg.in/yaml', major: '.v3' });
  assert.equal(splitPathVersion('gopkg.in/yaml'), null);
});
