// What a program is made from, as one hash: of each package all that is read of it, and of what it imports. A result that is
// kept under such a key is never wrong. Of a file it counts what it holds, so keys are the same on every machine.

import { toHex } from '../base/hex.ts';
import { Sha256 } from '../base/sha256.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Unit } from '../load/units.ts';

/** The keys of one unit without what it imports. */
export interface OwnKeys {
  /** Of all its files and options. */
  readonly all: string;
  /** Of all but the text of its Go files, what that imports and what it embeds. */
  readonly around: string;
}

const noKeys: OwnKeys = { all: '', around: '' };

/** Gives the hash of what a file of the distribution holds, '' where it cannot be read (`DirIndex.contentHash`). */
export type ContentHash = (file: string) => string;

/** The keys of the units of one build. All are '' where some file cannot be read, and nothing may be kept. */
export class UnitKeys {
  private readonly host: Host;
  private readonly contentHash: ContentHash;
  private readonly options: (unit: Unit) => string;
  private readonly keys = new Map<Unit, string>();
  private readonly owns = new Map<Unit, OwnKeys>();

  /** `options`: what of the command line concerns one unit. */
  constructor(host: Host, contentHash: ContentHash, options: (unit: Unit) => string) {
    this.host = host;
    this.contentHash = contentHash;
    this.options = options;
  }

  /** The key of a unit with all that it imports. */
  of(unit: Unit): string {
    let key = this.keys.get(unit);
    if (key === undefined) {
      key = this.make(unit);
      this.keys.set(unit, key);
    }
    return key;
  }

  /** The keys of what a unit itself is made of. */
  own(unit: Unit): OwnKeys {
    let own = this.owns.get(unit);
    if (own === undefined) {
      own = this.makeOwn(unit);
      this.owns.set(unit, own);
    }
    return own;
  }

  /** Whether one of some words is anywhere in the Go files of a unit. */
  hasWord(unit: Unit, words: readonly string[]): boolean {
    return unit.files.some(f => {
      const text = f.text ?? this.host.readFile(f.name);
      if (text instanceof IOError) return true; // nobody knows
      const read = decodeUtf8(text);
      return words.some(w => read.includes(w));
    });
  }

  private make(unit: Unit): string {
    const { all } = this.own(unit);
    if (all === '') return '';
    const facts = [all];
    for (const dep of unit.deps) {
      const key = this.of(dep);
      if (key === '') return '';
      facts.push(key);
    }
    return hostHash(this.host, encodeUtf8(facts.join('\n')));
  }

  private makeOwn(unit: Unit): OwnKeys {
    const p = unit.package;
    const around = [
      `unit ${unit.path} ${unit.desc} ${unit.goVersion} ${unit.standard} ${unit.recordedDir}`,
      this.options(unit),
    ];
    const files: string[] = [];
    const add = (to: string[], shown: string, fact: string): boolean => {
      to.push(`${shown} ${fact}`);
      return fact !== '';
    };
    for (const f of unit.files) {
      const fact = f.text === null ? this.file(unit, f.name) : hostHash(this.host, f.text);
      if (!add(files, path.basename(f.name), fact)) return noKeys;
    }
    for (const name of [...p.sFiles, ...p.hFiles, ...p.sysoFiles]) {
      if (!add(around, name, this.file(unit, path.join(unit.dir, name)))) return noKeys;
    }
    for (const name of new Set(p.embedFiles)) {
      if (!add(files, name, this.file(unit, path.join(unit.dir, name)))) return noKeys;
    }
    for (const [pattern, matched] of unit.embed) around.push(`embed ${pattern} ${matched.join(' ')}`);
    for (const [written, meant] of unit.imports) files.push(`import ${written} ${meant.desc}`);
    const rest = hostHash(this.host, encodeUtf8(around.join('\n')));
    return { all: hostHash(this.host, encodeUtf8([rest, ...files].join('\n'))), around: rest };
  }

  private file(unit: Unit, name: string): string {
    if (unit.standard) return this.contentHash(name);
    const text = this.host.readFile(name);
    return text instanceof IOError ? '' : hostHash(this.host, text);
  }
}

/** What the options of a unit come to, for `UnitKeys`: flags of gc's tools, what its profile holds, what else changes how it is made. */
export function unitWords(
  gcflags: readonly string[],
  asmflags: readonly string[],
  profile: string,
  more: readonly string[],
): string {
  return JSON.stringify([gcflags, asmflags, profile, ...more]);
}

/** As `hashOf`. A program of a hundred packages has hundreds of these, at a time when V8 has not compiled our own. */
export function hostHash(host: Host, data: Uint8Array): string {
  return toHex(host.sha256(data));
}

/** A hash as keys have it. */
export function hashOf(data: Uint8Array): string {
  return toHex(new Sha256().update(data).digest());
}

/** A hash of a text, as short as suffices among those of one package. */
export function shortHash(text: string): string {
  return hashOf(encodeUtf8(text)).slice(0, 20);
}
