// `burrow test`: builds the tests of packages, runs them, and prints what comes of each.

import { readTestFuncs } from '../load/testfuncs.ts';
import { testMainSource } from '../build/testmain.ts';
import { TestCache } from '../build/test-cache.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { Dir, IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import { LoadError, packageList, type Package } from '../load/package.ts';
import { testPackages } from '../load/tests.ts';
import { Building, loadForBuild } from './build-setup.ts';
import { cacheDir } from './cache-dir.ts';
import { command, Exit, fatal, type Context } from './command.ts';
import { execWords, isNull } from './exec.ts';
import { writeProgram } from './output.ts';
import { keepsBinary, parseTestFlags, profileOf, type TestCommand } from './test-flags.ts';
import { TestCoverage } from './test-cover.ts';
import { newTestVet, isTested } from './test-vet.ts';
import { ownBin } from './own-goroot.ts';
import { cachedResult, runTest, TestOutput, type TestJob, type TestSettings } from './test-run.ts';

export { test as command };

const test = command({
  usageLine: 'test [build/test flags] [packages] [build/test flags & test binary flags]',
  long: `Test builds the tests of the packages, runs each in the directory of its package, and prints a line for each:

	ok   archive/tar   0.011s
	FAIL archive/zip   0.022s
	?    encoding/x    [no test files]

after the output of those that failed. A test is made of the _test.go files of a package, those of package p_test
apart. With no packages it is about the one in the current directory, and the output of the test goes straight to standard
output. A test of a named package that passed is not run again while its program, its arguments, and the files and variables
that it looked at stay the same: its time is then printed as (cached). -count=1 asks for a run.

	-args	what follows goes to the test binary
	-c	write the test binary to pkg.test in the current directory, and do not run it
	-exec xprog
		run the binary by xprog
	-json	print events, one JSON object a line
	-o file	write the test binary to this file or directory, and run it unless -c is given

Flags for the binary too: -bench, -benchmem, -benchtime, -blockprofile, -blockprofilerate, -count, -cpu,
-cpuprofile, -failfast, -fullpath, -fuzz, -fuzzminimizetime, -fuzztime, -list, -memprofile, -memprofilerate, -mutexprofile,
-mutexprofilefraction, -outputdir, -parallel, -run, -short, -shuffle, -skip, -timeout (10m), -trace, -v.
Before a test runs, vet looks at the package and its tests for mistakes that are hardly ever none; where it finds any the test
does not run. -vet=off leaves that out, -vet=all looks for everything that vet knows, and -vet=printf,atomic for what is
named. Fuzzing runs without guidance by coverage.

	-cover	say how much of the package its test runs; the flags below ask for that too
	-covermode set,count,atomic
		whether statements run, how often, and that with goroutines that run at once
	-coverpkg pattern,pattern
		count in these packages, in each test, and not in the tested one alone
	-coverprofile file
		write what was counted, for 'tool cover'

The build flags are those of 'build'.
`,
  flags: {},
  customFlags: true,
  async run(cx, _, words) {
    return testCommand(cx, parseTestFlags(cx, words, await cx.goflags()));
  },
});

async function testCommand(cx: Context, c: TestCommand): Promise<number> {
  const { host } = cx;
  const { flags } = c;
  const { loader, roots } = await loadForBuild(cx, c.build, c.packages, true);
  const { config } = loader;
  if (roots.length === 0) fatal('no packages to test');
  const profile = profileOf(flags);
  if (flags.fuzz !== '') {
    if (roots.length !== 1) fatal('cannot use -fuzz flag with multiple packages');
    if (flags.coverprofile !== '') fatal('cannot use -coverprofile flag with -fuzz flag');
    if (profile !== '') fatal(`cannot use ${profile} flag with -fuzz flag`);
    if (roots[0]!.module?.main !== true) fatal('cannot use -fuzz flag on package outside the main module');
  }
  if (profile !== '' && roots.length !== 1) fatal(`cannot use ${profile} flag with multiple packages`);
  const binaries = new Binaries(cx, c, roots, p => `${p.internal.cmdlineFiles ? p.name : loader.execName(p)}.test`);
  const work = Building.open(cx, loader, c.build, roots);
  // A command that must be stamped must be one that can be, whether it has tests or not.
  if (c.build.buildvcs === 'true')
    for (const p of roots) if (p.name === 'main' && p.error === null) await work.stamp(p);
  const vet = newTestVet(work, flags.vet);
  const cover = await TestCoverage.open(work, c, roots);
  // Before Go 1.24 what is wrong with a build was told in words.
  const isTold = host.getenv('GODEBUG').split(',').includes('gotestjsonbuildtext=1');
  if (flags.json && !isTold) work.json = true;

  const imported = new Set(roots.flatMap(p => p.internal.imports ?? []));
  const isVerbose = flags.v !== 'false';
  const showPass = isVerbose || flags.list !== '' || c.help;
  const settings: TestSettings = {
    host,
    args: c.args,
    words: execWords(host, config, flags.exec),
    fuzzDir: flags.fuzz === '' ? '' : path.join(cacheDir(config), 'fuzz'),
    bin: ownBin(cx, config),
    json: flags.json,
    showPass,
    direct: c.packages.length === 0 || flags.bench !== '' || flags.fuzz !== '',
    stream: showPass && (roots.length === 1 || flags.p === 1),
    timeout: flags.fuzz === '' && flags.bench === '' ? Math.max(flags.timeout, 0) : 0,
    marked: flags.v === 'test2json',
  };
  const runs = new Runs(cx, flags.bench !== '' ? 1 : flags.p || host.cpus);
  const shown = cx.resident?.shown ?? null;
  let failed = false;
  const expired = expiry(cx, cacheDir(config));
  try {
    for (const [i, p] of roots.entries()) {
      if (runs.stopped) break;
      const setup = async (): Promise<TestJob | 'none' | 'shown' | { readonly why: string; readonly unit: string }> => {
        const made = await packagesOfTest(work, p, cover);
        if ('bad' in made) {
          work.failed = true;
          for (const q of made.bad) work.report(q, `# ${p.importPath}\n${q.error}\n`, q.importPath);
          return { why: 'setup failed', unit: made.bad[0]!.desc };
        }
        if (made.main === null) {
          const good = p.goFiles.length + p.cgoFiles.length === 0 || (await work.library(p));
          const own = good ? work.set.of(p) : null;
          if (good && (own === null || (await vet([own])))) {
            const text = cover === null ? '' : await cover.untested(p);
            if (text === '' || flags.c) return 'none';
            runs.add(settings, p.importPath, out => {
              out.write(text);
              return Promise.resolve(true);
            });
            return 'none';
          }
          return { why: 'build failed', unit: p.desc };
        }
        const { main } = made;
        // What is wrong with the package itself is said once, not of its variant for the test again.
        if (imported.has(p) && p.testGoFiles.length > 0 && p.goFiles.length > 0 && !(await work.library(p))) {
          return { why: 'build failed', unit: p.desc };
        }
        const unit = work.set.of(main)!; // it has a file, and no error
        const omitDebug = !flags.c && !keepsBinary(flags) && p.importPath !== 'runtime';
        const strings = new Map([['testing.testBinary', '1']]);
        const how = await work.how(unit, { omitDebug, vcs: c.build.buildvcs === 'true', keep: 'never', strings });
        const key = work.builder.programKey(unit, how);
        const cached =
          c.packages.length === 0 || flags.fuzz !== ''
            ? null
            : TestCache.open(
                host,
                work.cache,
                p.dir,
                p.root,
                c.args,
                [...settings.words, cover?.fact() ?? ''],
                expired,
              );
        const isKept = flags.c || keepsBinary(flags);
        const known = isKept || cached === null ? null : cachedResult(cached.find(key));
        // The tool works beside the link.
        const isFine = vet(unit.deps.filter(d => isTested(d, p)));
        isFine.catch(() => {}); // it is waited for below, maybe after it failed
        const job = {
          pkg: p.importPath,
          file: path.join(work.work, `b${i}`, `${binaries.name(p)}${config.exeSuffix}`),
          dir: p.dir,
          work: path.join(work.work, `b${i}`),
          key,
          cache: cached,
          ...(cover === null ? {} : { cover: cover.run(path.join(work.work, `b${i}`)) }),
        };
        if ((known !== null || (cached === null && !flags.c)) && shown?.isShown(p.importPath, key) && (await isFine))
          return 'shown';
        if (known !== null && (await isFine)) {
          shown?.passed(p.importPath, key);
          work.builder.sayAgain(unit, how);
          runs.add(settings, p.importPath, out => {
            out.write(known.output);
            if (known.profile !== null) cover?.add(known.profile, 'in the cache');
            return Promise.resolve(true);
          });
          return 'none';
        }
        // A binary that is there already is only made young.
        const target = flags.c && !flags.n ? binaries.target(p, config.exeSuffix) : '';
        if (target !== '' && work.isLinked(unit, how, target) && (await isFine)) {
          host.touch(target);
          work.builder.sayAgain(unit, how);
          return 'none';
        }
        const built = await work.link(unit, how);
        const fine = await isFine; // it reads the packages of the test
        work.builder.checker.release(p.importPath);
        if (flags.n) return { ...job, image: new Uint8Array(0), testmain: '' }; // -n
        if (!fine || built === null) return { why: 'build failed', unit: work.brokenBelow(unit) };
        return { ...job, image: built.image, testmain: main.internal.testmain ?? '' };
      };
      const before = runs.count;
      const job = await setup();
      if (runs.count > before || job === 'shown') continue; // the result was known
      if (job === 'none') {
        if (flags.c || shown?.isShown(p.importPath, 'none')) continue;
        shown?.passed(p.importPath, 'none');
        runs.add(settings, p.importPath, out => {
          out.write(`?   \t${p.importPath}\t[no test files]\n`);
          return Promise.resolve(true);
        });
        continue;
      }
      if ('why' in job) {
        failed = true;
        shown?.failed(p.importPath);
        if (flags.c) continue;
        runs.add(settings, p.importPath, out => {
          if (out.events !== null && !isTold) out.events.failedBuild = job.unit;
          out.write(`FAIL\t${p.importPath} [${job.why}]\n`);
          return Promise.resolve(false);
        });
        continue;
      }
      const wrong = binaries.write(p, job.image, config.exeSuffix);
      if (wrong !== '') work.fail(`go test ${p.importPath}: ${wrong}\n`);
      if (flags.c) continue;
      if (flags.n || flags.x) {
        work.say(`${[...settings.words, job.file, '-test.paniconexit0', ...c.args].join(' ')}\n`);
        if (flags.n) continue;
      }
      const unwritten =
        host.makeDirs(job.work) ??
        host.writeFile(path.join(job.work, '_testmain.go'), encodeUtf8(job.testmain)) ??
        host.writeFile(job.file, job.image, 0o777);
      if (unwritten !== null) fatal(`go: ${unwritten}`);
      await runs.room();
      if (runs.stopped) break;
      work.progress.clear();
      // The next package is built in one go: until then nothing would start.
      let started = (): void => {};
      const isStarted = new Promise<void>(done => (started = done));
      runs.add(settings, p.importPath, async out => {
        const verdict = await runTest(settings, job, out, started);
        started();
        if (verdict === 'passed') cover?.merge(job.work);
        if (verdict === 'passed') shown?.passed(p.importPath, job.key);
        else shown?.failed(p.importPath);
        host.removeAll(job.work);
        if (verdict === 'interrupted' || (verdict === 'failed' && flags.failfast)) runs.stopped = true;
        return verdict === 'passed';
      });
      await isStarted;
      if (settings.direct) await runs.room();
    }
    work.progress.clear();
    if (!(await runs.end())) failed = true;
  } finally {
    if (work.close() !== 0) failed = true;
  }
  if (failed && !flags.json && flags.fuzz === '' && c.packages.length > 0 && !flags.c) host.stdout.write('FAIL\n');
  return failed ? 1 : 0;
}

/** Tests that run beside the building of others; what they print comes in the order in which they were added. */
class Runs {
  stopped = false;
  count = 0;
  private readonly cx: Context;
  private readonly limit: number;
  private readonly live = new Set<Promise<unknown>>();
  private last: Promise<void> = Promise.resolve();
  private good = true;

  constructor(cx: Context, limit: number) {
    this.cx = cx;
    this.limit = limit;
  }

  /** Waits until another may run. */
  async room(): Promise<void> {
    while (this.live.size >= this.limit) await Promise.race(this.live);
  }

  add(settings: TestSettings, pkg: string, act: (out: TestOutput) => Promise<boolean>): void {
    this.count++;
    const out = new TestOutput(settings, pkg);
    const run = act(out).then(good => {
      if (!good) this.good = false;
      return out.end(!good);
    });
    const live: Promise<unknown> = run.finally(() => this.live.delete(live));
    this.live.add(live);
    const before = this.last;
    this.last = before.then(async () => this.cx.host.stdout.write(await run));
  }

  /** Waits for all; whether all passed. */
  async end(): Promise<boolean> {
    await this.last;
    return this.good;
  }
}

/** The main package of a test in the build, null where there are no test files; or what is wrong with its packages. */
async function packagesOfTest(
  work: Building,
  p: Package,
  cover: TestCoverage | null,
): Promise<{ readonly main: Package | null } | { readonly bad: readonly Package[] }> {
  const bad = packageList([p]).filter(q => q.error !== null);
  if (bad.length > 0) return { bad };
  if (p.testGoFiles.length + p.xTestGoFiles.length === 0) return { main: null };
  const { main, test: internal, external } = testPackages(work.loader, p, cover);
  if (cover?.isLocal === true) await cover.coverage.instrument(internal);
  const made = external === null ? [internal, main] : [internal, external, main];
  const wrong = made.find(q => q.error !== null) ?? packageList(made).find(q => q.error !== null);
  if (wrong !== undefined) return { bad: [wrong] };
  const funcs = readTestFuncs(work.loader, p);
  if (funcs instanceof LoadError) {
    work.loader.setDataError(main, funcs, p.importPath, [], []);
    return { bad: [main] };
  }
  const inner = internal.goFiles.length > 0;
  main.internal.testmain = testMainSource(p, funcs, inner, external !== null, cover?.told(p) ?? null);
  // A package without tests of its own is what it is for everybody.
  work.set.add(
    [main],
    p.importPath,
    made.filter(q => q !== p),
  );
  return { main };
}

/** Where test binaries are kept: -c, -o, and beside profiles. */
class Binaries {
  private readonly cx: Context;
  private readonly c: TestCommand;
  readonly name: (p: Package) => string;
  private readonly inDir: boolean;

  constructor(cx: Context, c: TestCommand, roots: readonly Package[], name: (p: Package) => string) {
    this.cx = cx;
    this.c = c;
    this.name = name;
    const { o } = c.flags;
    const st = o === '' ? null : cx.host.stat(path.resolve(cx.host.cwd(), o));
    this.inDir = o.endsWith('/') || (st !== null && !(st instanceof IOError) && st.kind === Dir);
    if (roots.length > 1 && (c.flags.c || o !== '') && !isNull(cx.host, o)) this.checkNames(roots);
  }

  private checkNames(roots: readonly Package[]): void {
    if (this.c.flags.o !== '' && !this.inDir)
      fatal('with multiple packages, -o must refer to a directory or /dev/null');
    const byName = new Map<string, Package[]>();
    for (const p of roots) byName.set(this.name(p), [...(byName.get(this.name(p)) ?? []), p]);
    let failed = false;
    for (const [name, pkgs] of byName) {
      if (pkgs.length < 2) continue;
      const list = pkgs.map(p => `${p.importPath}\n`).join('');
      this.cx.host.stderr.write(`cannot write test binary ${name} for multiple packages:\n${list}\n`);
      failed = true;
    }
    if (failed) throw new Exit(1);
  }

  /** Where the binary is to be kept; '' where it is not. */
  target(p: Package, suffix: string): string {
    const { flags } = this.c;
    const { host } = this.cx;
    if ((!flags.c && !keepsBinary(flags)) || flags.n || (flags.o !== '' && isNull(host, flags.o))) return '';
    const own = this.name(p) + suffix;
    return path.resolve(host.cwd(), flags.o === '' ? own : this.inDir ? path.join(flags.o, own) : flags.o);
  }

  /** Writes the binary where it is to be kept; what stands against it, '' for nothing. */
  write(p: Package, image: Uint8Array, suffix: string): string {
    const file = this.target(p, suffix);
    return file === '' ? '' : writeProgram(this.cx.host, file, file, image);
  }
}

/** Until when results were thrown away by `clean -testcache`. */
function expiry(cx: Context, cache: string): number {
  const text = cache === '' ? null : cx.host.readFile(path.join(cache, 'testexpire'));
  return text === null || text instanceof IOError ? 0 : Number(decodeUtf8(text).trim()) || 0;
}
