// Finds the Go distribution whose tests and tools are the oracle: $GOROOT, or the one that the `go` on PATH belongs to.
// Suites that need it say how many tests they skip without it.
import * as fs from 'node:fs';
import * as path from 'node:path';

function find(): string | null {
  const env = process.env['GOROOT'];
  if (env && fs.existsSync(path.join(env, 'src', 'fmt'))) return env;
  for (const dir of (process.env['PATH'] ?? '').split(path.delimiter)) {
    try {
      const root = path.dirname(path.dirname(fs.realpathSync(path.join(dir, 'go'))));
      if (fs.existsSync(path.join(root, 'src', 'fmt'))) return root;
    } catch {
      // no go in this directory
    }
  }
  return null;
}

/** The root of the distribution, or null. */
export const goroot: string | null = find();

/** The `go` command of the distribution, or null. */
export const goTool: string | null =
  goroot !== null && fs.existsSync(path.join(goroot, 'bin', 'go')) ? path.join(goroot, 'bin', 'go') : null;

/** GOROOT/test, which a toolchain module does not have, or null. */
export const goTestDir: string | null =
  goroot !== null && fs.existsSync(path.join(goroot, 'test', 'fixedbugs')) ? path.join(goroot, 'test') : null;
