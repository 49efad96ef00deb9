// `burrow install`: compiles packages, and puts programs where $GOBIN or $GOPATH says.

import { File, IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { LoadResult } from '../load/packages.ts';
import type { Package } from '../load/package.ts';
import { buildFlags } from './build-flags.ts';
import { Building, checkLoaded, loadForBuild, ofBuildMode, withoutTestOnly } from './build-setup.ts';
import { command, Exit, fatal, type Context } from './command.ts';
import { bool } from './flags.ts';

export { install as command };

const install = command({
  usageLine: 'install [build flags] [packages]',
  long: `Install compiles the packages, and writes the programs of commands into the directory $GOBIN, by default $GOPATH/bin or
$HOME/go/bin. Programs of $GOROOT go into $GOROOT/bin or its tools' directory, programs for another system into a directory
$GOOS_$GOARCH below. A package may be named with a version (example.com/cmd@latest): it is then built from that version of its
module, whatever the current module is. Packages that are no commands are compiled, and nothing is written. The build flags are those of
'build'.
`,
  flags: { ...buildFlags, json: bool() },
  switches: true,
  early: 'last',
  async run(cx, flags, args) {
    const { loader, roots, state } = await loadForBuild(cx, flags, args);
    hintAtVersion(state, roots, args);
    checkLoaded(cx, roots, flags.json);
    const gobin = loader.config.getenv('GOBIN');
    if (gobin !== '' && !path.isAbs(gobin)) fatal('cannot install, GOBIN must be an absolute path');
    const pkgs = withoutTestOnly(ofBuildMode(flags, roots));
    checkTargets(cx, gobin, pkgs);
    const work = Building.open(cx, loader, flags, pkgs);
    work.json = flags.json;
    await work.cover(pkgs);
    for (const p of pkgs) {
      if (p.name !== 'main') {
        await work.library(p);
        continue;
      }
      const why = await work.install(p, p.target, p.target);
      if (why !== '') work.fail(`go install ${p.importPath}: ${why}\n`);
    }
    const status = work.close();
    if (status === 0 && args.length === 0 && pkgs.length === 1 && pkgs[0]!.name === 'main')
      removeStale(cx, loader, pkgs[0]!);
    return status;
  },
});

/** Outside any module a package has to be named with its version. */
function hintAtVersion(state: LoadResult['state'], roots: readonly Package[], args: readonly string[]): void {
  if (state === null || state.modules.hasMain) return;
  const wrong = roots.filter(p => p.error !== null);
  if (wrong.length === 0 || wrong.some(p => p.error!.err.kind !== 'missing')) return;
  const latest = args.map(a => `${a}@latest`).join(' ');
  fatal(
    `go: 'go install' requires a version when current directory is not in a module\n` +
      `\tTry 'go install ${latest}' to install the latest version`,
  );
}

function checkTargets(cx: Context, gobin: string, pkgs: readonly Package[]): void {
  let failed = false;
  for (const p of pkgs) {
    if (p.target !== '') continue;
    let why: string;
    if (p.name !== 'main') {
      if ((p.internal.local && p.conflictDir === '') || p.module !== null || p.standard) continue;
      why = hiddenText(p);
    } else if (gobin !== '' && !p.internal.cmdlineFiles) {
      why = 'go: cannot install cross-compiled binaries when GOBIN is set';
    } else if (p.internal.cmdlineFiles) {
      why = 'go: no install location for .go files listed on command line (GOBIN not set)';
    } else why = hiddenText(p);
    cx.host.stderr.write(`${why}\n`);
    failed = true;
  }
  if (failed) throw new Exit(1);
}

/** Why there is no place for what is installed of a package. */
function hiddenText(p: Package): string {
  if (p.conflictDir !== '') return `go: no install location for ${p.dir}: hidden by ${p.conflictDir}`;
  return `go: no install location for directory ${p.dir} outside GOPATH\n\tFor more details see: 'go help gopath'`;
}

/** What `build` would have written here is older than what was installed now, and would be found first. */
function removeStale(cx: Context, loader: LoadResult['loader'], p: Package): void {
  const { host } = cx;
  const name = path.join(p.dir, loader.execName(p) + loader.config.exeSuffix);
  if (name === p.target) return;
  const st = host.stat(name);
  if (!(st instanceof IOError) && st.kind === File && (st.mode & 0o111) !== 0) host.remove(name);
}
