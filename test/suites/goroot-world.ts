// Where programs of GOROOT/test are built and run when burrow does everything: a PATH on which burrow is the only `go`, and a
// distribution without programs. What must not help cannot.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** What lies in a distribution and is left out: the go command, gofmt, and gc's tools. */
const leftOut: ReadonlySet<string> = new Set(['bin', 'pkg/tool']);

/**
 * A directory that stands for the distribution at `root` without its programs: links to all else. It has the same name each time,
 * for names of files are part of what programs are made from.
 */
export function withoutPrograms(root: string): string {
  const farm = path.join(os.tmpdir(), 'burrow-oracle', `goroot-${root.replaceAll('/', '-').slice(1)}`);
  fs.mkdirSync(path.join(farm, 'pkg'), { recursive: true });
  for (const name of [...fs.readdirSync(root), ...fs.readdirSync(path.join(root, 'pkg')).map(n => `pkg/${n}`)]) {
    const link = path.join(farm, name);
    if (leftOut.has(name) || name === 'pkg' || fs.existsSync(link)) continue;
    fs.symlinkSync(path.join(root, name), link);
  }
  return farm;
}

/** A new directory in which `go` is a program, and Node is found by it. */
export function binWith(tool: string): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'goroot-run-bin-'));
  fs.symlinkSync(tool, path.join(dir, 'go'));
  fs.symlinkSync(process.execPath, path.join(dir, 'node'));
  return dir;
}

/** The environment of the commands and of the programs: `bin` before the system's directories, and nothing of the caller's settings. */
export function environment(bin: string, goroot: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, GOENV: 'off', GOFLAGS: '', GOWORK: 'off', GO111MODULE: '' };
  for (const name of ['GODEBUG', 'GOGC', 'GOMAXPROCS', 'GOOS', 'GOARCH', 'GOEXPERIMENT']) delete env[name];
  return { ...env, CGO_ENABLED: '0', PATH: `${bin}:/usr/bin:/bin`, GOROOT: goroot };
}
