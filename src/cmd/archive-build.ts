// A build of packages that lie in archives: what the compiler and the link have in common that -toolexec stands before.

import type { Backend } from '../build/backend.ts';
import { Builder } from '../build/builder.ts';
import { burrowId } from '../build/burrow-id.ts';
import type { Cache } from '../build/cache.ts';
import { compileFlags, noCompileFlags, type CompileFlags } from '../build/compile-flags.ts';
import { Profiles } from '../build/profiles.ts';
import { ArchivedUnits, type FindArchive } from '../build/unit-archive.ts';
import { unitWords } from '../build/unit-keys.ts';
import { fromByteString, unquote } from '../base/quote.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import { DirIndex } from '../load/dir-index.ts';
import type { Unit } from '../load/units.ts';
import { openBackend } from './backend.ts';
import { openCache } from './cache-dir.ts';
import type { Context } from './command.ts';

/** What an import configuration says. */
export interface Imports {
  /** The archives by import path. */
  readonly files: Map<string, string>;
  /** The import paths that some import strings mean. */
  readonly meaning: Map<string, string>;
  /** What a program says of how it was built; null where nothing is said. */
  readonly info: Uint8Array | null;
}

/** Reads the import configuration of a tool; a text is what is wrong. '' is none. */
export function readImports(host: Host, file: string, tool: 'compile' | 'link'): Imports | string {
  const files = new Map<string, string>();
  const meaning = new Map<string, string>();
  let info: Uint8Array | null = null;
  if (file === '') return { files, meaning, info };
  const data = host.readFile(path.resolve(host.cwd(), file));
  if (data instanceof IOError) return `-importcfg: open ${file}: ${data.reason}`;
  const lines = decodeUtf8(data).split('\n');
  for (let n = 1; n <= lines.length; n++) {
    const line = lines[n - 1]!.trim();
    if (line === '' || line.startsWith('#')) continue;
    const space = line.indexOf(' ');
    const verb = space < 0 ? line : line.slice(0, space);
    const args = space < 0 ? '' : line.slice(space + 1).trim();
    const eq = args.indexOf('=');
    const isPair = eq > 0 && eq < args.length - 1;
    const isOthers = verb === (tool === 'link' ? 'importmap' : 'modinfo');
    switch (isOthers ? '' : verb) {
      case 'packagefile':
        if (!isPair) return `${file}:${n}: invalid packagefile: syntax is "packagefile path=filename"`;
        files.set(args.slice(0, eq), args.slice(eq + 1));
        break;
      case 'importmap':
        if (!isPair) return `${file}:${n}: invalid importmap: syntax is "importmap old=new"`;
        meaning.set(args.slice(0, eq), args.slice(eq + 1));
        break;
      case 'packageshlib':
        return `${file}:${n}: packageshlib is not supported by burrow`;
      case 'modinfo': {
        const text = unquote(args);
        if (text === null) return `${file}:${n}: invalid modinfo: invalid syntax`;
        info = fromByteString(text);
        break;
      }
      default:
        return `${file}:${n}: unknown directive ${JSON.stringify(verb)}`;
    }
  }
  return { files, meaning, info };
}

/** A build of what lies in archives. */
export class ArchiveBuild {
  readonly config: Config;
  readonly archives: ArchivedUnits;
  readonly builder: Builder;
  private readonly cx: Context;
  private readonly index: DirIndex;
  private readonly cache: Cache;
  /** The unit whose flags may ask that something is said; null for none. */
  private speaker: Unit | null = null;

  private constructor(cx: Context, config: Config, find: FindArchive, print: (lines: readonly string[]) => void) {
    const { host } = cx;
    this.cx = cx;
    this.config = config;
    this.index = new DirIndex(host, path.join(config.goroot, 'src'), config.burrowCache, config.release);
    const id = burrowId(host, cx.root);
    this.cache = openCache(config, id, cx.root);
    this.archives = new ArchivedUnits(host, find);
    const profiles = new Profiles(host, this.cache);
    const read = new Map<Unit, CompileFlags>();
    this.builder = new Builder(
      host,
      config,
      this.cache,
      id,
      cx.machines.backend === undefined ? 'burrow' : cx.machines.backend.id,
      {
        compile: unit => {
          let flags = read.get(unit);
          if (flags === undefined) {
            const found = compileFlags(this.archives.record(unit).flags);
            flags = typeof found === 'string' ? noCompileFlags : found; // its own compiler complained
            if (unit !== this.speaker) flags = { ...flags, decisions: false, listing: 0 };
            read.set(unit, flags);
          }
          return flags;
        },
        profile(unit) {
          const profile = profiles.open(unit.package.internal.pgoProfile);
          return typeof profile === 'string' ? null : profile;
        },
        words: unit => {
          const objects = this.archives.objectsKey(unit);
          const profile = profiles.hash(unit.package.internal.pgoProfile);
          return unitWords(this.archives.record(unit).flags, [], profile, objects === '' ? [] : [objects]);
        },
      },
      {
        failed: (_, lines) => print(lines),
        said: (_, lines) => print(lines),
        working() {},
        compiling: () => true,
        complaints: unit => {
          const found = compileFlags(this.archives.record(unit).flags);
          return typeof found === 'string' ? [found] : [];
        },
      },
      false,
      file => this.index.contentHash(file),
    );
  }

  /** Opens a build; `print` takes what is said of packages. */
  static async open(cx: Context, find: FindArchive, print: (lines: readonly string[]) => void): Promise<ArchiveBuild> {
    return new ArchiveBuild(cx, await cx.config(), find, print);
  }

  /** What flags ask to be told of this unit is told. */
  speaksOf(unit: Unit): void {
    this.speaker = unit;
  }

  /** What makes programs; null where nothing does for the machine. */
  backend(): Promise<Backend | null> {
    return openBackend(this.cx, this.cx.host, this.config);
  }

  /** Ends the build. */
  close(): void {
    this.index.save();
    this.cache.close();
  }
}
