// The file that stands for a compiled package where a program wants gc's export data: an archive whose only member is the
// package's declarations (types/exportdata). There is no code in it.

import { joinBytes } from '../base/bytewriter.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { assert } from '../diag/internal-error.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import type { Unit } from '../load/units.ts';
import { type NewMember, writeArchive } from '../obj/archive.ts';
import { objectLine } from '../obj/goobj.ts';
import { levelText } from '../target/archlevel.ts';
import { exportData } from '../types/exportdata/write.ts';
import type { PackageChecker } from './check-packages.ts';

/** The archive of a unit that was checked without errors; `units` are it and at least all that it imports. */
export function exportFile(checker: PackageChecker, config: Config, unit: Unit, units: readonly Unit[]): Uint8Array {
  return writeArchive([exportMember(checker, config, unit, units)]);
}

/** The only member of that. */
export function exportMember(checker: PackageChecker, config: Config, unit: Unit, units: readonly Unit[]): NewMember {
  const lines = unit.name === 'main' ? 'main\n' : '';
  return declarationsMember(config, lines, unitExports(checker, config, unit, units));
}

/** The export data of a unit. */
export function unitExports(checker: PackageChecker, config: Config, unit: Unit, units: readonly Unit[]): Uint8Array {
  const front = checker.frontEnd(unit.world);
  const names = new Map<string, string>();
  for (const u of units) {
    const source = checker.checked(u)?.source;
    if (source === undefined) continue; // another test's
    const { importedPrefix } = source;
    // The distribution's files keep the name that gc gives them.
    const isKept = importedPrefix.startsWith('$GOROOT/');
    for (const { file } of source.files) {
      const name = importedPrefix + path.basename(file);
      names.set(name, isKept ? name : file);
    }
  }
  return exportData(
    front.open(unit.package.importPath),
    front.fset,
    file => {
      const name = names.get(file.name);
      assert(name !== undefined, `${file.name} is of a package of the program`);
      return name;
    },
    config.goarch,
  );
}

/** The member of an archive in which compilers and go/importer look for export data. `lines` are those of the build ID, and of a main package. */
export function declarationsMember(config: Config, lines: string, data: Uint8Array): NewMember {
  const { goos, goarch, release, level, experiments } = config;
  const line = objectLine(goos, goarch, release, levelText(level), experiments);
  const start = encodeUtf8(`${line}\n${lines}\n\n$$B\nu`);
  const end = encodeUtf8('\n$$\n');
  return { name: '__.PKGDEF', data: joinBytes([start, data, end]) };
}
