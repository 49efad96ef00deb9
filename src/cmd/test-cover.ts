// Coverage as `test` has it: counters in the package under test, or in those of -coverpkg; what each test counted merged into
// one profile; packages without tests, of which nothing ran.

import { toHex } from '../base/hex.ts';
import { sha256 } from '../base/sha256.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { coverRuntime, type TestCover } from '../build/testmain.ts';
import { IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Package } from '../load/package.ts';
import { testPackages, type TestCounters } from '../load/tests.ts';
import type { Building } from './build-setup.ts';
import { fatal } from './command.ts';
import { Coverage } from './coverage.ts';
import type { TestCommand } from './test-flags.ts';

/** The file that tells a test which packages have counters, of those that it may not run. */
const metaFiles = 'metafiles.txt';

/** The coverage of the tests of one command. */
export class TestCoverage implements TestCounters {
  readonly coverage: Coverage;
  readonly runtime = coverRuntime;
  private readonly work: Building;
  private readonly covered: readonly Package[];
  /** The profile of all tests; '' for none. */
  private readonly profile: string;
  /** Where descriptions of packages are that no test may run, by import path. */
  private readonly metas: ReadonlyMap<string, string>;

  private constructor(
    work: Building,
    coverage: Coverage,
    covered: readonly Package[],
    metas: ReadonlyMap<string, string>,
    profile: string,
  ) {
    this.work = work;
    this.coverage = coverage;
    this.covered = covered;
    this.metas = metas;
    this.profile = profile;
  }

  /** Null where no coverage is asked for. Packages of -coverpkg get their counters here. */
  static async open(work: Building, c: TestCommand, roots: readonly Package[]): Promise<TestCoverage | null> {
    const { flags } = c;
    const coverage = Coverage.of(work, { ...flags, cover: flags.cover || flags.coverprofile !== '' });
    if (coverage === null) return null;
    const { host } = work.cx;
    let profile = '';
    if (flags.coverprofile !== '' && !flags.c) {
      const dir = path.resolve(host.cwd(), flags.outputdir);
      profile = path.resolve(dir, flags.coverprofile);
      const failed = host.writeFile(profile, encodeUtf8(`mode: ${coverage.mode}\n`));
      if (failed !== null) fatal(`go: ${failed}`);
    }
    if (coverage.patterns === null) return new TestCoverage(work, coverage, [], new Map(), profile);
    // What the tests import counts too.
    const all = new Set(roots);
    for (const p of roots) {
      if (p.error !== null || p.testGoFiles.length + p.xTestGoFiles.length === 0) continue;
      for (const q of importsOfTests(work, p)) all.add(q);
    }
    const metas = new Map<string, string>();
    const covered = await coverage.prepare([...all], 'tested', p => {
      const file = path.join(metaDir(work, p), metaName(p));
      metas.set(p.importPath, file);
      return file;
    });
    return new TestCoverage(work, coverage, covered, metas, profile);
  }

  /** Each test counts in its own package alone. */
  get isLocal(): boolean {
    return this.coverage.patterns === null;
  }

  /** What the test of a package says of coverage. */
  told(p: Package): TestCover {
    const packages = this.isLocal ? [p.importPath] : this.covered.map(q => q.importPath);
    return { mode: this.coverage.mode, patterns: this.coverage.patterns, packages };
  }

  /** What a profile depends on beside the program: the descriptions of packages that it may not run. */
  fact(): string {
    const { host } = this.work.cx;
    const facts = [...this.metas].map(([importPath, file]) => {
      const data = host.readFile(file);
      return `${importPath} ${data instanceof IOError ? '' : toHex(host.sha256(data))}`;
    });
    return facts.join('\n');
  }

  /** Where a run puts what it counted. */
  run(dir: string): { readonly dir: string; readonly profile: string } {
    const { host } = this.work.cx;
    const data = path.join(dir, 'gocoverdir');
    let failed = host.makeDirs(data);
    if (failed === null && !this.isLocal) {
      const known = [...this.metas].filter(([, file]) => {
        const st = host.stat(file);
        return !(st instanceof IOError) && st.size > 0; // a package without functions has nothing to describe
      });
      const text = JSON.stringify({ ImportPaths: known.map(m => m[0]), MetaFileFragments: known.map(m => m[1]) });
      failed = host.writeFile(path.join(data, metaFiles), encodeUtf8(`${text}\n`));
    }
    if (failed !== null) fatal(`go: ${failed}`);
    return { dir: data, profile: path.join(dir, '_cover_.out') };
  }

  /** Adds what a run counted to the profile. */
  merge(dir: string): void {
    this.append(path.join(dir, '_cover_.out'));
  }

  private append(file: string): void {
    if (this.profile === '') return;
    const data = this.work.cx.host.readFile(file);
    if (data instanceof IOError) return; // the test ended before it wrote one
    this.add(data, file);
  }

  /** Adds a profile, which a message calls `file`, to the profile of all tests. */
  add(data: Uint8Array, file: string): void {
    const { host } = this.work.cx;
    const text = decodeUtf8(data);
    const head = `mode: ${this.coverage.mode}\n`;
    if (!text.startsWith(head)) {
      const found = JSON.stringify(text.slice(0, head.length));
      this.work.fail(
        `error: test wrote malformed coverage profile ${file}: header ${found}, expected ${JSON.stringify(head)}\n`,
      );
      return;
    }
    const failed = host.appendFile(this.profile, encodeUtf8(text.slice(head.length)));
    if (failed !== null) this.work.fail(`saving coverage profile: ${failed}\n`);
  }

  /** The line of a package without tests; '' where nothing in it could run. */
  async untested(p: Package): Promise<string> {
    const { host } = this.work.cx;
    const dir = metaDir(this.work, p);
    const file = path.join(dir, metaName(p));
    if (this.isLocal) await this.coverage.describe(p, file);
    const st = host.stat(file);
    if (st instanceof IOError || st.size === 0) return '';
    const text = await this.coverage.covdata('percent', dir);
    const profile = path.join(dir, '_cover_.out');
    if (this.profile !== '') {
      await this.coverage.covdata('textfmt', dir, '-o', profile);
      this.append(profile);
    }
    return text;
  }
}

function metaName(p: Package): string {
  return `covmeta.${toHex(sha256(encodeUtf8(p.importPath)))}`;
}

/** A directory for the description of one package; tools read all that is in it. */
function metaDir(work: Building, p: Package): string {
  const dir = path.join(work.work, `meta-${toHex(sha256(encodeUtf8(p.importPath)), 0, 8)}`);
  const failed = work.cx.host.makeDirs(dir);
  if (failed !== null) fatal(`go: ${failed}`);
  return dir;
}

/** What the tests of a package import. */
function importsOfTests(work: Building, p: Package): Package[] {
  // The lists come to name what they mean, and the test is made once more.
  const { testImports, xTestImports } = p;
  p.testImports = [...testImports];
  p.xTestImports = [...xTestImports];
  const { test, external } = testPackages(work.loader, p);
  p.testImports = testImports;
  p.xTestImports = xTestImports;
  return [...(test.internal.imports ?? []), ...(external?.internal.imports ?? [])].filter(q => q.forTest === '');
}
