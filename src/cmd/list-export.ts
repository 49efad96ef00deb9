// The export data of packages for `list -export`.

import { IOError } from '../host/host.ts';
import { sha256 } from '../base/sha256.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { shortHash } from '../build/build-id.ts';
import type { Loader } from '../load/load.ts';
import { LoadError, PackageError, type Package } from '../load/package.ts';
import { Building, type BuildFlags } from './build-setup.ts';
import type { Context } from './command.ts';
import { exportedFile, Places } from './vetting.ts';

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
      p.exportFile = exportedFile(work, unit, places.of(unit));
      const data = cx.host.readFile(p.exportFile);
      const content = data instanceof IOError ? '' : shortHash(cx.host.sha256(data));
      p.buildID = `${shortHash(sha256(encodeUtf8(work.builder.key(unit, 'export'))))}/${content}`;
    }
  } finally {
    work.close();
  }
  return !work.failed;
}

function isTestMain(p: Package): boolean {
  return p.goFiles.length === 1 && p.goFiles[0]!.endsWith('_testmain.go');
}
