// The package that `burrow tool compile` is to compile: what its arguments say of it, and what the note says beside the archive that a
// build has it write.

import { decodeUtf8 } from '../base/utf8.ts';
import type { PackageNote, PackageRecord } from '../build/unit-archive.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import { readFileInfo } from '../load/imports.ts';
import { UnlinkablePkg } from '../obj/goobj.ts';
import type { Imports } from './archive-build.ts';
import type { ArchiveSearch } from './archive-search.ts';

/** Flags with a value that the go command gives; of the rest, which are the user's, `compileFlags` knows what they mean. */
const withValue = new Set(
  'D c asmhdr buildid coveragecfg embedcfg goversion importcfg installsuffix lang linkobj o p pgoprofile symabis trimpath'.split(
    ' ',
  ),
);

/** Those without one. */
const plain = new Set('complete nolocalimports pack shared std'.split(' '));

/** The arguments of a compiler. */
export interface Arguments {
  readonly values: ReadonlyMap<string, string>;
  /** The directories of all -I. */
  readonly dirs: readonly string[];
  /** Of those in `plain` the ones that are given. */
  readonly plain: ReadonlySet<string>;
  /** The user's flags. */
  readonly flags: readonly string[];
  readonly files: readonly string[];
}

/** Reads the arguments; what they name is not looked at. */
export function readArguments(args: readonly string[]): Arguments {
  const values = new Map<string, string>();
  const given = new Set<string>();
  const flags: string[] = [];
  const dirs: string[] = [];
  let i = 0;
  for (; i < args.length && args[i]!.startsWith('-'); i++) {
    const [name, value] = /^--?([^=]*)(?:=(.*))?$/s.exec(args[i]!)!.slice(1) as [string, string | undefined];
    if (name === 'I') dirs.push(value ?? args[++i] ?? '');
    else if (withValue.has(name)) values.set(name, value ?? args[++i] ?? '');
    else if (plain.has(name)) given.add(name);
    else {
      flags.push(args[i]!);
      if (name === 'd' && value === undefined && i + 1 < args.length) flags.push(args[++i]!);
    }
  }
  return { values, dirs, plain: given, flags, files: args.slice(i) };
}

/** A package as its compiler was told of it. */
export interface Given {
  readonly record: PackageRecord;
  readonly texts: readonly Uint8Array[];
}

/** What the arguments and the note, where there is one, say of the package; a text is what is wrong. */
export function readPackage(
  host: Host,
  config: Config,
  given: Arguments,
  left: PackageNote | null,
  { meaning }: Imports,
  archives: ArchiveSearch,
): Given | string {
  const texts: Uint8Array[] = [];
  const found: (readonly [written: string, meant: string])[] = [];
  let name = '';
  for (const file of given.files) {
    const text = host.readFile(path.resolve(host.cwd(), file));
    if (text instanceof IOError) return `open ${file}: ${text.reason}`;
    texts.push(text);
    const info = readFileInfo(text);
    name ||= info.packageName;
    for (const { path: written } of info.imports) {
      const isLocal = /^\.\.?(\/|$)/.test(written);
      const meant =
        meaning.get(written) ?? (isLocal ? path.join(given.values.get('D') ?? host.cwd(), written) : written);
      if (archives.own(meant) !== undefined) found.push([written, meant]);
    }
  }
  const note = left ?? noteOf(host, config, given, name, archives.find('runtime') !== undefined);
  if (typeof note === 'string') return note;
  const known = new Map(note.files.map(f => [f[0], f]));
  const stored = given.files.map((file, i): PackageRecord['files'][number] => {
    const whole = path.resolve(host.cwd(), file);
    const [argument, own, shown] = known.get(file) ?? [file, whole, file];
    const st = argument === own || left === null ? host.stat(own) : null;
    const { length: size } = texts[i]!;
    const mtime = st === null || st instanceof IOError || st.size !== size ? -1 : st.mtime;
    return { name: own, shown, size, mtime, hash: '' };
  });
  // Files that another program has put in the place of the package's may import more.
  const imports = new Map([...found, ...note.imports]);
  const { values, flags } = given;
  const { files: _, lang, ...rest } = note;
  const wanted = values.get('lang') ?? lang;
  return {
    record: {
      ...rest,
      goVersion: wanted === lang ? note.goVersion : wanted.replace(/^go/, ''),
      imports: [...imports],
      deps: [...new Set([...note.deps, ...imports.values()])],
      path: values.get('p') ?? (left === null ? UnlinkablePkg : note.importPath),
      flags,
      profile: values.get('pgoprofile') ?? '',
      files: stored,
      assembles: false,
    },
    texts,
  };
}

/** What the arguments alone say of a package; a text is what is wrong. */
function noteOf(
  host: Host,
  config: Config,
  { values, plain: set, files }: Arguments,
  name: string,
  hasRuntime: boolean,
): PackageNote | string {
  const importPath = values.get('p') ?? UnlinkablePkg;
  const first = path.resolve(host.cwd(), files[0]!);
  const embedded = readEmbedConfig(host, values.get('embedcfg') ?? '');
  if (typeof embedded === 'string') return embedded;
  const [file, place] = Object.entries(embedded.Files)[0] ?? ['', ''];
  const dir = file === '' ? path.dirname(first) : place.slice(0, -file.length - 1);
  return {
    importPath,
    name,
    desc: importPath,
    dir,
    recordedDir: trimmed(dir, values.get('trimpath') ?? ''),
    goVersion: config.language.replace(/^go/, ''),
    lang: config.language,
    standard: set.has('std'),
    imports: [],
    deps: importPath === 'runtime' || !hasRuntime ? [] : ['runtime'],
    embed: Object.entries(embedded.Patterns),
    embedFiles: Object.keys(embedded.Files),
    // Functions may be without a body where something else than these files has it.
    sFiles: set.has('complete') ? [] : [values.get('symabis') ?? 'assembly'],
    hFiles: [],
    sysoFiles: [],
    counters: '',
    files: [],
  };
}

/** What -embedcfg names. */
interface EmbedConfig {
  readonly Patterns: Readonly<Record<string, readonly string[]>>;
  readonly Files: Readonly<Record<string, string>>;
}

function readEmbedConfig(host: Host, file: string): EmbedConfig | string {
  if (file === '') return { Patterns: {}, Files: {} };
  const data = host.readFile(path.resolve(host.cwd(), file));
  if (data instanceof IOError) return `-embedcfg: ${data}`;
  try {
    const { Patterns = {}, Files = {} } = JSON.parse(decodeUtf8(data)) as Partial<EmbedConfig>;
    return { Patterns, Files };
  } catch (e) {
    return `${file}: ${(e as Error).message}`; // JSON.parse throws no other
  }
}

/** A directory as -trimpath has it in positions: `prefix`, or `prefix=>other`, with semicolons between. */
function trimmed(dir: string, trimpath: string): string {
  for (const rule of trimpath.split(';')) {
    const [prefix = '', other = ''] = rule.split('=>');
    if (prefix === '' || (dir !== prefix && !dir.startsWith(`${prefix}/`))) continue;
    const rest = dir.slice(prefix.length);
    return other === '' ? rest.slice(1) : other + rest;
  }
  return dir;
}
