// What `list -export` names of packages: their archives, which hold export data and what a link makes the package of.

import { sha256 } from '../base/sha256.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { shortHash } from '../build/build-id.ts';
import { implied } from '../build/build-program.ts';
import { exportMember } from '../build/export-data.ts';
import { packageRecord, writeUnitArchive } from '../build/unit-archive.ts';
import { IOError } from '../host/host.ts';
import type { Loader } from '../load/load.ts';
import { LoadError, PackageError, packageList, type Package } from '../load/package.ts';
import type { Unit } from '../load/units.ts';
import { Building, type BuildFlags, checkLoaded, loadForBuild } from './build-setup.ts';
import { defaultFlags, forHost } from './built-tool.ts';
import { type Context, fatal } from './command.ts';
import { keptArchive, Places } from './vetting.ts';

/** The flags of `list` that count here. */
interface ListFlags extends BuildFlags {
  /** Mistakes are told as those of the packages. */
  readonly e: boolean;
}

/** Fills in Export and BuildID. False after something was reported. */
export async function fillExports(
  cx: Context,
  flags: ListFlags,
  loader: Loader,
  roots: readonly Package[],
  pkgs: readonly Package[],
): Promise<boolean> {
  const work = Building.open(cx, loader, flags, roots);
  if (flags.e) {
    work.onReport = (p, text) => {
      p.error ??= new PackageError([], new LoadError(text));
      p.incomplete = true;
    };
  }
  const places = new Places();
  try {
    await work.cover(roots);
    for (const p of pkgs) {
      const hasFiles = p.goFiles.length + p.cgoFiles.length > 0;
      // The main package of a test has a file that is made when the test is built.
      const unit = p.error !== null || p.incomplete || !hasFiles || isTestMain(p) ? null : work.unit(p);
      if (unit === null) continue;
      if (!work.builder.check(unit)) continue;
      p.exportFile = archiveOf(work, unit, places);
      const data = cx.host.readFile(p.exportFile);
      const content = data instanceof IOError ? '' : shortHash(cx.host.sha256(data));
      p.buildID = `${shortHash(sha256(encodeUtf8(work.builder.key(unit, 'export'))))}/${content}`;
    }
  } finally {
    work.close();
  }
  return !work.failed;
}

/** The file that holds the archive of a unit that was checked. */
function archiveOf(work: Building, unit: Unit, places: Places): string {
  // It says where the distribution's files are, too.
  const place = `${unit.dir}\n${places.of(unit)}`;
  return keptArchive(work, unit, 'package', place, () => {
    const found = packageRecord(work.cx.host, unit, work.words(unit));
    if (found === null) return fatal(`go: a file of ${unit.desc} has gone`);
    const declarations = exportMember(work.builder.checker, work.config, unit, work.set.units);
    return writeUnitArchive([declarations], found.record, found.texts);
  });
}

/** The archives of the packages that every program has, of others of the distribution, and of what they import, by import path. */
export async function libraryArchives(cx: Context, others: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { goos, goarch } = await cx.config();
  const target = new Map([
    ['GOOS', goos],
    ['GOARCH', goarch],
  ]);
  const own = forHost(cx, target);
  const flags = { ...defaultFlags(), pgo: 'off' };
  const { loader, roots } = await loadForBuild(own, flags, [...implied, ...others]);
  checkLoaded(own, roots);
  const work = Building.open(own, loader, flags, roots);
  try {
    const places = new Places();
    const units = packageList(roots).flatMap(p => work.unit(p) ?? []);
    return new Map(
      units.flatMap(u => (work.builder.check(u) ? [[u.package.importPath, archiveOf(work, u, places)]] : [])),
    );
  } finally {
    work.close();
  }
}

function isTestMain(p: Package): boolean {
  return p.goFiles.length === 1 && p.goFiles[0]!.endsWith('_testmain.go');
}
