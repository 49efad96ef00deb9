// That a failing test of a package is seen to fail, by burrow and by the real go command: a module of the test's own.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { extract } from './burrow.ts';
import { goroot, goTool } from './goroot.ts';
import { environment, withBurrow } from './suites/goroot-world.ts';
import { testPackages } from './suites/std-tests.ts';

const module = `-- go.mod --
module example.com/m

go 1.26
-- good/a_test.go --
package good

import "testing"

func TestA(t *testing.T) { t.Run("sub", func(t *testing.T) { t.Skip("why") }) }
-- bad/a_test.go --
package bad

import "testing"

func TestA(t *testing.T) { t.Run("sub", func(t *testing.T) { t.Error("because") }) }
func TestB(t *testing.T) {}
-- exits/a_test.go --
package exits

import (
	"os"
	"testing"
)

func TestA(t *testing.T) { os.Exit(3) }
-- broken/a_test.go --
package broken

import "testing"

func TestA(t *testing.T) { undefined() }
`;

const skip = goTool === null && 'no go';
for (const name of ['burrow', 'gc']) {
  test(`tests that fail, under ${name}`, { skip }, async () => {
    const dir = extract(module);
    try {
      const own = name === 'burrow';
      const root = own ? withBurrow(goroot!, process.env['BURROW_ROOT'] ?? process.cwd()) : goroot!;
      const go = own ? path.join(root, 'bin/go') : goTool!;
      const env = environment(path.dirname(go), root);
      if (own) env['GOCACHE'] = path.join(dir, 'cache');
      const packages = ['good', 'bad', 'exits', 'broken'].map(p => `example.com/m/${p}`);
      const runs = await testPackages({ name, go, env, cwd: dir, flags: [] }, packages);
      const [good, bad, exits, broken] = packages.map(p => runs.get(p)!);
      assert.deepEqual([good!.end, good!.tests], ['pass', { TestA: 'pass', 'TestA/sub': 'skip' }]);
      assert.deepEqual([bad!.end, bad!.tests], ['fail', { TestA: 'fail', 'TestA/sub': 'fail', TestB: 'pass' }]);
      assert.match(bad!.output['TestA/sub']!, /because/);
      assert.deepEqual([exits!.end, exits!.built], ['fail', true]);
      assert.notEqual(exits!.tests['TestA'], 'pass');
      assert.deepEqual([broken!.end, broken!.built], ['fail', false]);
      assert.match(broken!.error, /undefined: undefined/);
    } finally {
      fs.rmSync(dir, { recursive: true, force: true });
    }
  });
}
