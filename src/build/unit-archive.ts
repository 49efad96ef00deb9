// What `tool compile` leaves of a package, and what `list -export` names: its declarations, for who reads those of gc's archives, and the
// package itself as it was compiled, with the texts that it was made of or what these are known by. The link compiles functions from
// these when it asks for them, as in any other build, whatever code there is: gc's tools read the object of a package that no build has
// asked for. Who stands before the compiler (-toolexec) sees
// each package once, and may give it other files.

import { joinBytes } from '../base/bytewriter.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { Package } from '../load/package.ts';
import type { Unit, UnitFile } from '../load/units.ts';
import { type NewMember, withMembers, writeArchive } from '../obj/archive.ts';
import { readGoObj } from '../obj/goobj-read.ts';
import { type ArchiveMember, isArchive, readArchive, readObjectHeader } from '../obj/goobj.ts';
import { isObj, writeObj } from '../obj/objfile.ts';
import { hashOf } from './unit-keys.ts';

/** What of a package the arguments of a compiler do not say. */
export interface PackageNote {
  readonly importPath: string;
  readonly name: string;
  /** The name among all units: `p`, `p [p.test]`. */
  readonly desc: string;
  readonly dir: string;
  readonly recordedDir: string;
  /** As `Unit.goVersion`, and the flag that says the same. */
  readonly goVersion: string;
  readonly lang: string;
  readonly standard: boolean;
  /** What import strings mean. */
  readonly imports: readonly (readonly [written: string, importPath: string])[];
  /** All packages that it needs itself, implied ones too. */
  readonly deps: readonly string[];
  readonly embed: readonly (readonly [pattern: string, files: readonly string[]])[];
  readonly embedFiles: readonly string[];
  readonly sFiles: readonly string[];
  readonly hFiles: readonly string[];
  readonly sysoFiles: readonly string[];
  readonly counters: string;
  /** The names of its Go files: in the arguments, where they are read otherwise, in messages. */
  readonly files: readonly (readonly [given: string, name: string, shown: string])[];
}

/** One Go file of a package that was compiled. */
interface StoredFile {
  readonly name: string;
  readonly shown: string;
  readonly size: number;
  /** The time of the file on disk that holds the text; -1: none does. */
  readonly mtime: number;
  /** The hash of the text where the file on disk alone holds it; '' where the archive does. */
  readonly hash: string;
}

/** A package as it was compiled. */
export interface PackageRecord extends Omit<PackageNote, 'files' | 'lang'> {
  /** The path of its symbols: `main` for a program. */
  readonly path: string;
  /** gc's flags that were given. */
  readonly flags: readonly string[];
  /** The file of a profile; '' for none. */
  readonly profile: string;
  readonly files: readonly StoredFile[];
  /** Its assembly is assembled for the link; otherwise what the assembler made is in the archive. */
  readonly assembles: boolean;
}

/** Ends the package in its member; how long it is, in 10 digits, and a line feed come before. */
const mark = encodeUtf8('burrow package\n');

/** The length of all that stands behind a package in its member. */
const trailer = 11 + mark.length;

const ownMember = '_go_.o';

/**
 * The archive of a package that was compiled; `members` are its declarations and, where it has one, its object, behind which the
 * package stands. `texts` are those that it is to hold.
 */
export function writeUnitArchive(
  members: readonly NewMember[],
  record: PackageRecord,
  texts: readonly Uint8Array[],
): Uint8Array {
  const body = joinBytes([encodeUtf8(`${JSON.stringify(record)}\n`), ...texts]);
  const object = members.find(m => m.name === ownMember)?.data ?? new Uint8Array(0);
  const data = joinBytes([object, body, encodeUtf8(`${String(body.length).padStart(10)}\n`), mark]);
  return writeArchive([...members.filter(m => m.name !== ownMember), { name: ownMember, data }]);
}

/** The archive with objects of the assembler. */
export const withObjects: (archive: Uint8Array, objects: readonly NewMember[]) => Uint8Array = withMembers;

/** A package as its archive has it. */
export interface ArchivedPackage {
  readonly record: PackageRecord;
  /** By file; null for those that are on disk alone. */
  readonly texts: readonly (Uint8Array | null)[];
  /** What the assembler made. */
  readonly objects: readonly Uint8Array[];
}

/** Reads the archive of a package; null where it is none of `writeUnitArchive`. */
export function readUnitArchive(bytes: Uint8Array): ArchivedPackage | null {
  const members = isArchive(bytes) ? readArchive(bytes) : null;
  const own = members?.find(m => endsWithMark(bytes, m));
  if (own === undefined) return null;
  const size = Number(decodeUtf8(bytes, own.to - trailer, own.to - mark.length));
  const from = own.to - trailer - size;
  const end = bytes.indexOf(10, from);
  let record: PackageRecord;
  try {
    record = JSON.parse(decodeUtf8(bytes, from, end)) as PackageRecord; // writeUnitArchive wrote it
  } catch {
    return null;
  }
  let at = end + 1;
  const texts = record.files.map(f => (f.hash === '' ? bytes.subarray(at, (at += f.size)) : null));
  const objects: Uint8Array[] = [];
  for (const m of members!) {
    if (m.name === '__.PKGDEF' || m === own) continue;
    const object = assembled(bytes, m, record.path);
    if (object === null) return null;
    objects.push(object);
  }
  return { record, texts, objects };
}

/** An object of the assembler, in burrow's form or in gc's; null where it is neither. */
function assembled(bytes: Uint8Array, { from, to }: ArchiveMember, pkgPath: string): Uint8Array | null {
  const head = readObjectHeader(bytes, from, to);
  if (head === null) return null;
  if (isObj(bytes, head.objAt)) return bytes.subarray(head.objAt, to);
  const obj = readGoObj(bytes, head.objAt, to, pkgPath);
  return obj === null ? null : writeObj(obj);
}

function endsWithMark(bytes: Uint8Array, { from, to }: ArchiveMember): boolean {
  return to - from > trailer && mark.every((b, i) => bytes[to - mark.length + i] === b);
}

/** The archive of the package with an import path. */
export type FindArchive = (importPath: string) => string | undefined;

/** The packages behind an import configuration, as units of a program. */
export class ArchivedUnits {
  /** All that were opened, each after what it needs. */
  readonly units: Unit[] = [];
  private readonly host: Host;
  private readonly find: FindArchive;
  /** The package whose archive was not found; '' for none. */
  missing = '';
  private readonly made = new Map<string, Unit>();
  private readonly records = new Map<Unit, PackageRecord>();

  constructor(host: Host, find: FindArchive) {
    this.host = host;
    this.find = find;
  }

  /** The unit of a package; a text is what is wrong. */
  open(importPath: string): Unit | string {
    const known = this.made.get(importPath);
    if (known !== undefined) return known;
    const file = this.find(importPath);
    if (file === undefined) {
      this.missing = importPath;
      return `no archive of package ${importPath} is named`;
    }
    const bytes = this.host.readFile(file);
    if (bytes instanceof IOError) return `cannot open file ${file}: ${bytes}`;
    const found = readUnitArchive(bytes);
    return found === null ? `${file} is no archive of burrow's compiler` : this.add(found);
  }

  /** Makes a package one of them; `root`: it is that which is asked for. */
  add({ record, texts, objects }: ArchivedPackage, root = false): Unit | string {
    const deps: Unit[] = [];
    for (const d of record.deps) {
      const unit = this.open(d);
      if (typeof unit === 'string') return unit;
      deps.push(unit);
    }
    const imports = new Map<string, Unit>();
    for (const [written, meant] of record.imports) {
      const unit = this.open(meant);
      if (typeof unit === 'string') return unit;
      imports.set(written, unit);
    }
    const files: UnitFile[] = [];
    for (const [i, f] of record.files.entries()) {
      const { name, shown } = f;
      const isOnDisk = this.isOnDisk(f);
      const text = isOnDisk ? null : texts[i]!;
      if (!isOnDisk && text === null) return `${name} has changed since package ${record.importPath} was listed`;
      files.push({ name, shown, text });
    }
    const unit: Unit = {
      package: packageOf(record),
      path: record.path,
      desc: record.desc,
      name: record.name,
      dir: record.dir,
      files,
      imports,
      deps,
      goVersion: record.goVersion,
      standard: record.standard,
      library: record.standard && !record.importPath.startsWith('cmd/'),
      embed: new Map(record.embed),
      root,
      world: '',
      counters: record.counters,
      recordedDir: record.recordedDir,
      objects: record.assembles ? null : objects,
    };
    this.made.set(record.importPath, unit);
    this.records.set(unit, record);
    this.units.push(unit);
    return unit;
  }

  /** Whether a file is on disk as it was. Of one that only has another time it is looked at what it holds, where the archive does not have that. */
  private isOnDisk({ name, size, mtime, hash }: StoredFile): boolean {
    if (mtime < 0) return false;
    const st = this.host.stat(name);
    if (st instanceof IOError || st.size !== size) return false;
    if (st.mtime === mtime) return true;
    const text = hash === '' ? null : this.host.readFile(name);
    return text !== null && !(text instanceof IOError) && hashOf(text) === hash;
  }

  /** How a unit was compiled. */
  record(unit: Unit): PackageRecord {
    return this.records.get(unit)!; // add has made the unit
  }

  /** What tells the assembler's part of a unit from others; '' for none. */
  objectsKey(unit: Unit): string {
    return (unit.objects ?? []).map(hashOf).join(' ');
  }
}

function packageOf(record: PackageRecord): Package {
  const p = new Package();
  p.importPath = record.importPath;
  p.name = record.name;
  p.dir = record.dir;
  p.standard = record.standard;
  p.goFiles = record.files.map(f => path.basename(f.name));
  p.sFiles = [...record.sFiles];
  p.hFiles = [...record.hFiles];
  p.sysoFiles = [...record.sysoFiles];
  p.embedFiles = [...record.embedFiles];
  p.internal.rawImports = record.imports.map(([written]) => written);
  p.internal.pgoProfile = record.profile;
  return p;
}

/** The note of a unit; `given` says under which name the compiler reads a file of it. */
export function packageNote(unit: Unit, lang: string, given: (f: UnitFile) => string): PackageNote {
  const p = unit.package;
  return {
    importPath: p.importPath,
    name: p.name,
    desc: unit.desc,
    dir: unit.dir,
    recordedDir: unit.recordedDir,
    goVersion: unit.goVersion,
    lang,
    standard: unit.standard,
    imports: [...unit.imports].map(([written, meant]) => [written, meant.package.importPath]),
    deps: unit.deps.map(d => d.package.importPath),
    embed: [...unit.embed],
    embedFiles: p.embedFiles,
    sFiles: p.sFiles,
    hFiles: p.hFiles,
    sysoFiles: p.sysoFiles,
    counters: unit.counters,
    files: unit.files.map(f => [given(f), f.name, f.shown]),
  };
}

/** A package as a build has it, and the texts that are in no file; null where a file has gone. `flags` are those of the user for it. */
export function packageRecord(
  host: Host,
  unit: Unit,
  flags: readonly string[],
): { readonly record: PackageRecord; readonly texts: readonly Uint8Array[] } | null {
  const { files: _, lang: __, ...note } = packageNote(unit, '', f => f.name);
  const files: StoredFile[] = [];
  const texts: Uint8Array[] = [];
  for (const { name, shown, text } of unit.files) {
    if (text !== null) {
      texts.push(text);
      files.push({ name, shown, size: text.length, mtime: -1, hash: '' });
      continue;
    }
    const st = host.stat(name);
    const held = host.readFile(name);
    if (st instanceof IOError || held instanceof IOError) return null;
    files.push({ name, shown, size: held.length, mtime: st.mtime, hash: hashOf(held) });
  }
  const profile = unit.package.internal.pgoProfile;
  return {
    record: { ...note, path: unit.path, flags, profile, files, assembles: unit.package.sFiles.length > 0 },
    texts,
  };
}
