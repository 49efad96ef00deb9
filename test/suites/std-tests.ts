// `go test -short` of the packages of std, or of others of the distribution (`cmd/...`): each by burrow alone, in a distribution
// without programs, and by the real go command. What is compared is the outcome of every test and subtest by name. It takes long, so
// results are kept, a file for each package, and a later run goes on where one ended:
//
//     node tools/run.mjs test/suites/std-tests.ts [--dir DIR] [--again] [--failed] [--gc] [--minutes N] [--batch N] [--timeout MINUTES]
//         [--results FILE] [PATTERN...]
//
// --again runs burrow's tests although they were run, --failed those that differ; gc's results are made once. --gc makes only
// those, --minutes starts nothing new after so long, --batch tells how many packages a command tests, --timeout how long the tests of
// a package may take (10; those of cmd/internal/testdir take an hour), --results writes what conformance.ts shows. Patterns are the
// go command's.
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { burrowId } from '../../src/build/burrow-id.ts';
import { NodeHost } from '../../src/host/node/host.ts';
import { goroot, goTool } from '../goroot.ts';
import { isMain } from '../main.ts';
import { compareRuns, emptyRun, type PackageRun, readEvents, sumUp } from './std-results.ts';
import { stdException } from './std-exceptions.ts';
import { environment, withBurrow } from './goroot-world.ts';

/** A go command and where it runs. */
export interface Tester {
  /** The name of its results: `gc`, `burrow`. */
  readonly name: string;
  readonly go: string;
  readonly env: NodeJS.ProcessEnv;
  /** A directory of the main module. */
  readonly cwd: string;
  /** Flags beside -short and -json. */
  readonly flags: readonly string[];
}

/**
 * The real go command, and burrow in a distribution without programs; `cwdIn` gives the directory where one with a distribution runs,
 * `name` tells trees of such distributions apart.
 */
export function testersOf(
  root: string,
  go: string,
  cwdIn: (tree: string) => string,
  name = 'own',
): Record<'gc' | 'burrow', Tester> {
  const farm = withBurrow(root, process.env['BURROW_ROOT'] ?? process.cwd(), name);
  const bin = path.join(farm, 'bin');
  const env = environment(path.join(root, 'bin'), root);
  delete env['GOCACHE']; // burrow's cache is not gc's
  return {
    gc: { name: 'gc', go, env, cwd: cwdIn(root), flags: ['-vet=off'] },
    burrow: {
      name: 'burrow',
      go: path.join(bin, 'go'),
      env: environment(bin, farm),
      cwd: cwdIn(farm),
      flags: ['-count=1'],
    },
  };
}

/** Runs the tests of packages in one command; those of one may take so many minutes. */
export function testPackages(t: Tester, packages: readonly string[], minutes = 10): Promise<Map<string, PackageRun>> {
  return new Promise(resolve => {
    const env = { ...t.env, PWD: t.cwd };
    const args = ['test', '-short', '-json', `-timeout=${minutes}m`, ...t.flags, ...packages];
    const child = spawn(t.go, args, { cwd: t.cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (b: Buffer) => out.push(b));
    child.stderr.on('data', (b: Buffer) => err.push(b));
    // What builds has a minute more for each package. The group of a process that was spawned; an error ends the timer.
    const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), (minutes + 1) * 60_000 * packages.length);
    const finish = (how: string): void => {
      clearTimeout(timer);
      resolve(readEvents(packages, Buffer.concat(out).toString(), `${Buffer.concat(err).toString()}${how}`));
    };
    child.on('error', e => finish(e.message));
    child.on('close', (_, signal) => finish(signal === null ? '' : `the command was ended by ${signal}`));
  });
}

/** Results of one tester, a file for each package. */
export class Results {
  private readonly dir: string;

  constructor(dir: string, tester: string) {
    this.dir = path.join(dir, tester);
    fs.mkdirSync(this.dir, { recursive: true });
  }

  private file(pkg: string): string {
    return path.join(this.dir, `${pkg.replaceAll('/', '!')}.json`);
  }

  /** What was kept of a package; null where nothing was. */
  get(pkg: string): PackageRun | null {
    const file = this.file(pkg);
    return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as PackageRun) : null;
  }

  put(pkg: string, run: PackageRun): void {
    const file = this.file(pkg);
    fs.writeFileSync(`${file}.new`, JSON.stringify(run, null, 1));
    fs.renameSync(`${file}.new`, file);
  }
}

/** The packages of patterns, by the real go command. */
export function packagesOf({ go, env, cwd }: Tester, patterns: readonly string[]): string[] {
  const { stdout, stderr, status } = spawnSync(go, ['list', ...patterns], {
    env: { ...env, PWD: cwd },
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split('\n');
}

/** The other program of a distribution's bin, which a test starts, made by burrow. */
function addGofmt({ go, env, cwd }: Tester): void {
  const gofmt = path.join(path.dirname(go), 'gofmt');
  fs.rmSync(gofmt, { force: true }); // build writes over no script
  const args = ['build', '-o', gofmt, 'cmd/gofmt'];
  const { status, stderr } = spawnSync(go, args, { env, cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/**
 * The distribution's tools, made by burrow: the tests of cmd/go build Go's own go command and have it compile with them. Of what it
 * does nothing is gc's but the source.
 */
function addTools({ go, env, cwd }: Tester): void {
  const dir = path.join(path.dirname(path.dirname(go)), 'pkg/tool/linux_amd64');
  for (const tool of 'asm cgo compile cover fix link preprofile vet'.split(' ')) {
    const args = ['build', '-o', path.join(dir, tool), `cmd/${tool}`];
    const { status, stderr } = spawnSync(go, args, { env, cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
}

async function main(root: string, go: string): Promise<number> {
  const words = process.argv.slice(2);
  const option = (name: string): string => {
    const at = words.indexOf(name);
    return at < 0 ? '' : words.splice(at, 2)[1]!;
  };
  const flag = (name: string): boolean => {
    const at = words.indexOf(name);
    if (at >= 0) words.splice(at, 1);
    return at >= 0;
  };
  const dir = path.resolve(option('--dir') || path.join(os.tmpdir(), 'burrow-oracle', 'std-tests'));
  const minutes = Number(option('--minutes') || Infinity);
  const batch = Number(option('--batch') || 8);
  const timeout = Number(option('--timeout') || 10);
  const resultsFile = option('--results');
  const again = flag('--again');
  const failed = flag('--failed');
  const onlyGc = flag('--gc');
  const ofCommands = words.some(w => w.startsWith('cmd/'));
  const testers = testersOf(root, go, tree => path.join(tree, 'src'), ofCommands ? 'tools' : 'own');
  const gc = new Results(dir, 'gc');
  const own = new Results(dir, 'burrow');
  const id = burrowId(new NodeHost('burrow'), process.env['BURROW_ROOT'] ?? process.cwd());
  const end = performance.now() + minutes * 60_000;
  const all = packagesOf(testers.gc, words.length === 0 ? ['std'] : words);
  const isWanted = (pkg: string): boolean => {
    const kept = own.get(pkg);
    return kept === null || again || (failed && compareRuns(gc.get(pkg) ?? emptyRun(), kept).length > 0);
  };
  const run = async (t: Tester, results: Results, wanted: readonly string[]): Promise<void> => {
    for (let i = 0; i < wanted.length && performance.now() < end; i += batch) {
      const some = wanted.slice(i, i + batch);
      for (const [pkg, made] of await testPackages(t, some, timeout)) {
        // A command that breaks off leaves others without a result.
        const found = made.end !== '' || some.length === 1 ? made : (await testPackages(t, [pkg], timeout)).get(pkg)!;
        const whole = t.name === 'gc' ? found : { ...found, by: id };
        results.put(pkg, whole);
        const reference = gc.get(pkg)!; // it was made first
        const differences = t.name === 'gc' ? [] : compareRuns(reference, whole);
        if (t.name !== 'gc') console.log(`${differences.length === 0 ? 'same' : 'DIFF'} ${pkg}`);
        for (const d of differences.slice(0, 20)) console.log(`    ${d.replaceAll('\n', '\n        ')}`);
        if (differences.length > 20) console.log(`    and ${differences.length - 20} more`);
      }
    }
  };
  const unknown = all.filter(pkg => gc.get(pkg) === null);
  await run(testers.gc, gc, unknown);
  const known = all.filter(pkg => gc.get(pkg) !== null);
  if (!onlyGc) {
    addGofmt(testers.burrow);
    if (ofCommands) addTools(testers.burrow);
    await run(testers.burrow, own, known.filter(isWanted));
  }
  const found = all.map(pkg => ({ pkg, gc: gc.get(pkg), burrow: own.get(pkg) }));
  const { text, rows, missing, isOlder } = sumUp(found, (pkg, difference) => stdException(root, pkg, difference));
  console.log(text);
  if (resultsFile !== '') fs.writeFileSync(resultsFile, `${JSON.stringify({ rows, missing, isOlder }, null, 1)}\n`);
  return missing.length > 0 || rows.some(r => r.differences.length > 0) ? 1 : 0;
}

if (isMain('test/suites/std-tests.ts')) {
  if (goroot === null || goTool === null) throw new Error('no Go installation');
  process.exitCode = await main(goroot, goTool);
}
