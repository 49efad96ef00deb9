// `burrow clean`: removes what builds left in the directories of packages, what was installed, and the caches.

import { Dir, IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import type { Loader } from '../load/load.ts';
import type { Package } from '../load/package.ts';
import { loadPackages } from '../load/packages.ts';
import { buildFlags, loadOptions } from './build-flags.ts';
import { cacheDir } from './cache-dir.ts';
import { command, fatal, type Context } from './command.ts';
import { bool } from './flags.ts';

export { clean as command };

const clean = command({
  usageLine: 'clean [-i] [-r] [-cache] [-testcache] [-modcache] [-fuzzcache] [build flags] [packages]',
  long: `Clean removes files that builds have left in the directories of packages: programs and test binaries that are named
after the package or its files, *.a, *.o, *.so and the like. With no packages it is about the one in the current directory.

	-i	also remove what 'install' would write
	-r	also clean what the packages import
	-cache	remove the results of builds that burrow keeps
	-testcache	let the kept results of tests count no more
	-modcache	remove every module that was downloaded, unpacked or not
	-fuzzcache	remove what fuzzing has found
	-n	print what would be done, and do not do it
	-x	print what is done
`,
  flags: {
    ...buildFlags,
    i: bool(),
    r: bool(),
    cache: bool(),
    testcache: bool(),
    modcache: bool(),
    fuzzcache: bool(),
  },
  async run(cx, values, args) {
    const { host } = cx;
    const cache = (['cache', 'testcache', 'fuzzcache', 'modcache'] as const).find(name => values[name]);
    if (cache !== undefined && args.length > 0) fatal(`go: clean -${cache} cannot be used with package arguments`);
    const config = await cx.config();
    const show = values.n || values.x;
    const cleaner = new Cleaner(cx, values.n, show, values.i, values.r);
    let byPackage = args.length > 0 || values.i || values.r;
    if (!byPackage && cache === undefined) {
      const { Loader: Reader } = await import('../load/load.ts');
      const loader = new Reader(host, config, loadOptions(values, config));
      byPackage = loader.gopath !== null || loader.modules.hasMain;
    }
    if (byPackage) {
      const { loader, roots } = await loadPackages(host, config, args, loadOptions(values, config));
      for (const p of roots) cleaner.clean(loader, p);
    }
    if (values.cache) {
      const { why } = config.gocache();
      if (why !== '') fatal(`go: ${why}`);
      const dir = cacheDir(config);
      const entries = dir === '' ? [] : host.readDir(dir);
      const names =
        entries instanceof IOError ? [] : entries.filter(e => e.kind === Dir && /^[0-9a-f]{2}$/.test(e.name));
      if (names.length > 0 && show) cleaner.show(`rm -r ${names.map(e => path.join(dir, e.name)).join(' ')}`);
      if (!values.n) for (const e of names) cleaner.failed(host.removeAll(path.join(dir, e.name)));
    }
    if (values.testcache && !values.cache && !values.n) {
      const dir = cacheDir(config);
      if (dir !== '' && !(host.stat(dir) instanceof IOError)) {
        cleaner.failed(host.writeFile(path.join(dir, 'testexpire'), encodeUtf8(`${host.now()}\n`)));
      }
    }
    if (values.modcache) {
      if (config.modcache === '') fatal('go: cannot clean -modcache without a module cache');
      if (show) cleaner.show(`rm -rf ${config.modcache}`);
      if (!values.n) cleaner.failed(host.removeAll(config.modcache));
    }
    if (values.fuzzcache) {
      const dir = path.join(cacheDir(config), 'fuzz');
      if (show) cleaner.show(`rm -rf ${dir}`);
      if (!values.n) cleaner.failed(host.removeAll(dir));
    }
    return cleaner.status;
  },
});

/** What old tools left behind. */
const oldDirs = new Set(['_test', '_obj']);
const oldFiles = new Set(['_testmain.go', 'test.out', 'build.out', 'a.out']);
const objects = new Set(['.5', '.6', '.8', '.a', '.o', '.so']);

class Cleaner {
  status = 0;
  private readonly host: Host;
  private readonly dry: boolean;
  private readonly verbose: boolean;
  private readonly installed: boolean;
  private readonly deep: boolean;
  private readonly done = new Set<Package>();
  private dir = '';

  constructor(cx: Context, dry: boolean, verbose: boolean, installed: boolean, deep: boolean) {
    this.host = cx.host;
    this.dry = dry;
    this.verbose = verbose;
    this.installed = installed;
    this.deep = deep;
  }

  show(text: string): void {
    this.host.stdout.write(`${text}\n`);
  }

  failed(error: IOError | null): void {
    if (error === null || error.notExist) return;
    this.host.stderr.write(`go: ${error}\n`);
    this.status = 1;
  }

  clean(loader: Loader, p: Package): void {
    if (this.done.has(p)) return;
    this.done.add(p);
    if (p.dir === '') {
      this.host.stderr.write(`${p.error}\n`);
      this.status = 1;
      return;
    }
    const entries = this.host.readDir(p.dir);
    if (entries instanceof IOError) {
      this.host.stderr.write(`go: ${p.dir}: ${entries}\n`);
      this.status = 1;
      return;
    }
    const own = new Set(p.name === 'main' ? [] : [...p.goFiles, ...p.cgoFiles, ...p.testGoFiles, ...p.xTestGoFiles]);
    const names: string[] = [];
    const both = (name: string) => names.push(name, `${name}.exe`);
    const dir = path.basename(p.dir);
    const program = loader.execName(p);
    if (p.name === 'main') {
      both(dir);
      both(program);
    }
    both(`${dir}.test`);
    both(`${program}.test`);
    for (const e of entries) {
      if (own.has(e.name) || e.kind === Dir || !e.name.endsWith('.go')) continue;
      if (e.name.endsWith('_test.go')) both(`${e.name.slice(0, -'_test.go'.length)}.test`);
      both(e.name.slice(0, -'.go'.length)); // it may be a program of its own
    }
    if (this.verbose) {
      if (this.dir !== p.dir) this.show(`cd ${p.dir}`);
      this.dir = p.dir;
      this.show(`rm -f ${names.join(' ')}`);
    }
    const remove = new Set(names);
    for (const e of entries) {
      const name = path.join(p.dir, e.name);
      if (e.kind === Dir) {
        if (!oldDirs.has(e.name)) continue;
        if (this.verbose) this.show(`rm -r ${name}`);
        if (!this.dry) this.failed(this.host.removeAll(name));
      } else if (!this.dry && (oldFiles.has(e.name) || objects.has(path.extname(e.name)) || remove.has(e.name))) {
        this.failed(this.host.remove(name));
      }
    }
    if (this.installed && p.target !== '') {
      if (this.verbose) this.show(`rm -f ${p.target}`);
      if (!this.dry) this.failed(this.host.remove(p.target));
    }
    if (this.deep) for (const q of p.internal.imports ?? []) this.clean(loader, q);
  }
}
