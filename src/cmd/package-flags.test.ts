import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Package } from '../load/package.ts';
import { FlagError } from './flags.ts';
import { PackageFlags } from './package-flags.ts';

function pkg(importPath: string, named: boolean, standard = false): Package {
  const p = new Package();
  p.importPath = importPath;
  p.dir = standard ? `/go/src/${importPath}` : importPath.replace('example.com', '/m');
  p.standard = standard;
  p.internal.cmdlinePkg = named;
  return p;
}

const root = pkg('example.com', true);
const lib = pkg('example.com/lib', false);
const std = pkg('fmt', false, true);

const rows: readonly (readonly [uses: readonly string[], root: string, lib: string, std: string])[] = [
  [[], '', '', ''],
  [['-N -l'], '-N -l', '', ''],
  [['all=-N'], '-N', '-N', '-N'],
  [['std=-N'], '', '', '-N'],
  [['example.com/...=-l'], '-l', '-l', ''],
  [['./lib=-l'], '', '-l', ''],
  [['./...=-l'], '-l', '-l', ''],
  [['all=-N', './lib='], '-N', '', '-N'],
  [['-N', ''], '', '', ''],
  [["all=-X 'a b'"], '-X,a b', '-X,a b', '-X,a b'],
];
for (const [uses, ...want] of rows) {
  test(`${JSON.stringify(uses)}`, () => {
    let flags = new PackageFlags('', false, []);
    for (const use of uses) {
      const next = flags.with(use);
      assert.ok(!(next instanceof FlagError));
      flags = next;
    }
    const words = [root, lib, std].map(p => flags.for(p, '/m'));
    assert.deepEqual(
      words.map(w => w.join(w.some(x => x.includes(' ')) ? ',' : ' ')),
      want,
    );
  });
}

test("a test's own packages have the flags of the package that is tested", () => {
  const flags = new PackageFlags('', false, []).with('-X a=b');
  assert.ok(!(flags instanceof FlagError));
  const main = pkg('example.com.test', false);
  assert.deepEqual(flags.for(main, '/m'), []);
  main.internal.flagsOf = root;
  assert.deepEqual(flags.for(main, '/m'), ['-X', 'a=b']);
});

const mistakes: readonly (readonly [use: string, want: string])[] = [
  ['N', 'missing =<value> in <pattern>=<value>'],
  ['=-N', 'missing <pattern> in <pattern>=<value>'],
  ["'all=-N'", "parameter may not start with quote character '"],
];
for (const [use, want] of mistakes) {
  test(use, () => {
    const got = new PackageFlags('', false, []).with(use);
    assert.ok(got instanceof FlagError);
    assert.equal(got.text, want);
  });
}
