// The world of a run in which burrow does everything: a distribution without programs, and a PATH on which burrow is the only
// `go`. What must not help cannot. Where programs ask for $GOROOT/bin/go they get burrow too.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { isSealed } from '../../src/build/build-id.ts';
import { launcherText } from '../../src/cmd/own-goroot.ts';
import { NodeHost } from '../../src/host/node/host.ts';

/** Of a distribution: the go command, gofmt and gc's tools, objects of packages. In pkg, `include` is source. */
function isProgram(name: string): boolean {
  return /^(?:bin$|pkg\/(?!include(?:\/|$)))/.test(name);
}

/**
 * A directory that stands for the distribution at `root` without its programs. It has the same name each time, for names of files
 * are part of what programs are made from. Files are links to the same contents where both are on one file system: a tree of
 * symbolic links would be another tree to programs that walk it. Nothing may write to them.
 */
export function withoutPrograms(root: string): string {
  return farm(root, `bare-${inName(root)}`, () => {});
}

/**
 * The same, but that its go command and gofmt are the burrow of a directory: programs start them. Trees with another `name` are others;
 * theirs may be added to.
 */
export function withBurrow(root: string, burrow: string, name = 'own'): string {
  const made = farm(root, `${name}-${inName(root)}-${inName(burrow)}`, dir => {
    fs.mkdirSync(path.join(dir, 'bin'));
    const go = launcherText(process.execPath, burrow);
    fs.writeFileSync(path.join(dir, 'bin/go'), go, { mode: 0o755 });
    const gofmt = go.replace('require(', "process.argv.splice(2, 0, 'gofmt');\nrequire(");
    fs.writeFileSync(path.join(dir, 'bin/gofmt'), gofmt, { mode: 0o755 });
  });
  // By this directory a tree is known as a distribution; tests copy what is in it. An earlier suite may have made the tree without.
  fs.mkdirSync(path.join(made, 'pkg/tool/linux_amd64'), { recursive: true });
  return made;
}

/** A path as part of a name. */
function inName(file: string): string {
  return file.replaceAll('/', '-').slice(1);
}

/** The tree of a name, made where it is missing; `add` puts into it what the distribution has not. */
function farm(root: string, name: string, add: (dir: string) => void): string {
  const farm = path.join(os.tmpdir(), 'burrow-oracle', name);
  if (fs.existsSync(farm)) return farm;
  fs.mkdirSync(path.dirname(farm), { recursive: true });
  const made = fs.mkdtempSync(`${farm}.`);
  linkTree(root, made, '');
  add(made);
  try {
    fs.renameSync(made, farm);
  } catch {
    fs.rmSync(made, { recursive: true }); // another process was first
  }
  return farm;
}

function linkTree(from: string, to: string, below: string): void {
  fs.mkdirSync(path.join(to, below), { recursive: true });
  for (const entry of fs.readdirSync(path.join(from, below), { withFileTypes: true })) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (isProgram(name)) continue;
    const source = path.join(from, name);
    const target = path.join(to, name);
    if (entry.isDirectory()) linkTree(from, to, name);
    else if (entry.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(source), target);
    else {
      try {
        fs.linkSync(source, target);
      } catch {
        const { atime, mtime } = fs.statSync(source);
        fs.copyFileSync(source, target);
        fs.utimesSync(target, atime, mtime);
      }
    }
  }
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
  return { ...env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', PATH: `${bin}:/usr/bin:/bin`, GOROOT: goroot };
}

/** What is wrong with a program that burrow did not link, or that was changed since; empty where it did. */
export function notOurs(file: string): string {
  const sealed = isSealed(new NodeHost('burrow'), fs.readFileSync(file));
  return sealed ? '' : 'the program was not linked by burrow';
}
