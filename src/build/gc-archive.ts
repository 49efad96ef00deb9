// The archive of a compiled package as gc's tools read it: its declarations, its object, and the objects of its assembly.

import { joinBytes } from '../base/bytewriter.ts';
import { toHex } from '../base/hex.ts';
import { Sha256 } from '../base/sha256.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import type { Config } from '../load/config.ts';
import type { Unit } from '../load/units.ts';
import type { NewMember } from '../obj/archive.ts';
import { type ImportedPkg, objectLine } from '../obj/goobj.ts';
import { writeGoObj } from '../obj/goobj-write.ts';
import type { Obj } from '../obj/object.ts';
import { levelText } from '../target/archlevel.ts';
import { shortHash } from './build-id.ts';
import type { PackageChecker } from './check-packages.ts';
import { declarationsMember, unitExports } from './export-data.ts';

/** What an archive has beside code. */
export interface ArchiveHead {
  /** The export data. */
  readonly exports: Uint8Array;
  /** The packages that are imported. */
  readonly imports: readonly ImportedPkg[];
  readonly isMain: boolean;
}

/** An object of the assembler. */
export interface AssembledFile {
  /** The name of the file that it was made from. */
  readonly file: string;
  readonly obj: Obj;
}

/** How many bytes of export data, the last ones, tell it from other data of the package. */
const fingerprintSize = 8;

/** A member's name has so many bytes at most. */
const nameSize = 16;

/** The declarations of a unit that was checked without errors; `units` are it and at least all that it imports. */
export function archiveHead(checker: PackageChecker, config: Config, unit: Unit, units: readonly Unit[]): ArchiveHead {
  const imports = new Map<string, ImportedPkg>();
  for (const u of unit.imports.values()) {
    const pkg = u.package.importPath;
    if (pkg === 'unsafe' || imports.has(pkg)) continue;
    imports.set(pkg, { pkg, fingerprint: fingerprintOf(unitExports(checker, config, u, units)) });
  }
  const exports = unitExports(checker, config, unit, units);
  return { exports, imports: [...imports.values()], isMain: unit.name === 'main' };
}

function fingerprintOf(exports: Uint8Array): string {
  return toHex(exports, exports.length - fingerprintSize, exports.length);
}

/**
 * The members of the archive of a package. `buildID` is what the archive says of itself: '' for nothing, null for a hash of what it
 * holds.
 */
export function packageMembers(
  config: Config,
  head: ArchiveHead,
  obj: Obj,
  assembled: readonly AssembledFile[],
  pcQuantum: number,
  buildID: string | null,
): NewMember[] {
  const { exports, imports } = head;
  const dwarf5 = config.experiments.includes('dwarf5');
  const write = (o: Obj, fingerprint: string, imported: readonly ImportedPkg[]): Uint8Array =>
    writeGoObj(o, { fingerprint, imports: imported, shared: false, pcQuantum, dwarf5 });
  const own = write(obj, fingerprintOf(exports), imports);
  const objects = assembled.map(a => ({ file: a.file, bytes: write(a.obj, '', []) }));
  const hash = new Sha256().update(exports).update(own);
  for (const o of objects) hash.update(o.bytes);
  const content = shortHash(hash.digest());
  const id = buildID ?? `${content}/${content}`;
  const lines = `${id === '' ? '' : `build id ${JSON.stringify(id)}\n`}${head.isMain ? 'main\n' : ''}`;
  const line = `${objectLine(config.goos, config.goarch, config.release, levelText(config.level), config.experiments)}\n`;
  const member = (name: string, start: string, bytes: Uint8Array): NewMember => ({
    name: name.slice(0, nameSize),
    data: joinBytes([encodeUtf8(start), bytes]),
  });
  return [
    declarationsMember(config, lines, exports),
    member('_go_.o', `${line}${lines}\n\n!\n`, own),
    ...objects.map(o => member(`${o.file.replace(/\.s$/, '')}.o`, `${line}!\n`, o.bytes)),
  ];
}
