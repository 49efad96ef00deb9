// What a program is made from, as one hash: of each package all that is read of it, and of what it imports. A result that is
// kept under such a key is never wrong. Files of the distribution count by size and time, all others by what they hold.

import { toHex } from '../base/hex.ts';
import { Sha256 } from '../base/sha256.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Unit } from '../load/units.ts';

/** A file younger than this, in milliseconds, may still change without its time changing. */
const settled = 2000;

/** The keys of the units of one build. */
export class UnitKeys {
  private readonly host: Host;
  private readonly options: (unit: Unit) => string;
  private readonly keys = new Map<Unit, string>();

  /** `options`: what of the command line concerns one unit. */
  constructor(host: Host, options: (unit: Unit) => string) {
    this.host = host;
    this.options = options;
  }

  /** The key of a unit with all that it imports; '' where some file cannot be read, and nothing may be kept. */
  of(unit: Unit): string {
    let key = this.keys.get(unit);
    if (key === undefined) {
      key = this.make(unit);
      this.keys.set(unit, key);
    }
    return key;
  }

  private make(unit: Unit): string {
    const p = unit.package;
    const facts = [
      `unit ${unit.path} ${unit.desc} ${unit.goVersion} ${unit.standard} ${unit.recordedDir}`,
      this.options(unit),
    ];
    for (const f of unit.files) {
      const fact = f.text === null ? this.file(unit, f.name) : hashOf(f.text);
      if (fact === '') return '';
      facts.push(`${path.basename(f.name)} ${fact}`);
    }
    for (const name of [...p.sFiles, ...p.hFiles, ...p.sysoFiles, ...new Set(p.embedFiles)]) {
      const fact = this.file(unit, path.join(unit.dir, name));
      if (fact === '') return '';
      facts.push(`${name} ${fact}`);
    }
    for (const [pattern, files] of unit.embed) facts.push(`embed ${pattern} ${files.join(' ')}`);
    for (const [written, meant] of unit.imports) facts.push(`import ${written} ${meant.desc}`);
    for (const dep of unit.deps) {
      const key = this.of(dep);
      if (key === '') return '';
      facts.push(key);
    }
    return hashOf(encodeUtf8(facts.join('\n')));
  }

  private file(unit: Unit, name: string): string {
    if (unit.standard) {
      const info = this.host.stat(name);
      if (info instanceof IOError) return '';
      if (this.host.now() - info.mtime > settled) return `${info.size} ${info.mtime}`;
    }
    const text = this.host.readFile(name);
    return text instanceof IOError ? '' : hashOf(text);
  }
}

/** A hash as keys have it. */
export function hashOf(data: Uint8Array): string {
  return toHex(new Sha256().update(data).digest());
}
