// `burrow tool compile`: the compiler as a program, with the arguments of gc's. It leaves an archive of the package (build/unit-archive.ts), of
// which `tool link` makes a program. What the arguments do not say of a package that a build compiles so (-toolexec) is in a note
// beside the archive that it shall write.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { goAsmHeader } from '../build/assembly.ts';
import { compileFlags } from '../build/compile-flags.ts';
import { exportMember } from '../build/export-data.ts';
import { type PackageNote, type PackageRecord, writeUnitArchive } from '../build/unit-archive.ts';
import { assert } from '../diag/internal-error.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { writeWhole } from '../host/write-whole.ts';
import type { Config } from '../load/config.ts';
import { readFileInfo } from '../load/imports.ts';
import { Layouts } from '../rtype/layout.ts';
import { memoryFacts } from '../target/memory.ts';
import { sizesFor } from '../types/sizes.ts';
import { ArchiveBuild, readImports, type Imports } from './archive-build.ts';
import { command, type Context } from './command.ts';
import { impliedArchives } from './list-export.ts';
import { noteFile } from './tool-build.ts';

/** Flags with a value that the go command gives; of the rest, which are the user's, `compileFlags` knows what they mean. */
const withValue = new Set(
  'D I c asmhdr buildid coveragecfg embedcfg goversion importcfg installsuffix lang linkobj o p pgoprofile symabis trimpath'.split(
    ' ',
  ),
);

/** Those without one. */
const plain = new Set('complete nolocalimports pack shared std'.split(' '));

/** Stands for the path of a package that -p does not tell. */
const unlinkable = '<unlinkable>';

/** The arguments of a compiler. */
interface Arguments {
  readonly values: ReadonlyMap<string, string>;
  /** Of those in `plain` the ones that are given. */
  readonly plain: ReadonlySet<string>;
  /** The user's flags. */
  readonly flags: readonly string[];
  readonly files: readonly string[];
}

const usage = '[-o file] [-p path] [-importcfg file] [options] file.go ...';

export { compile as command };

const compile = command({
  usageLine: `tool compile ${usage}`,
  long: `Compile checks the files of a package and writes an archive of it, which 'tool link' and the compilation of other packages read.
It has the flags of Go's compiler; of those that say what it tells of itself there are -m and -S. What the files import is found by
the import configuration: archives are what this command writes, and what 'list -export' names.

	-o file
		the archive; otherwise the name of the first file, with .o in place of .go
	-p path
		the import path of the package, main for a program
	-importcfg file
		lines of 'packagefile path=file' and 'importmap old=new'
	-D path
		the import path against which imports such as ./x are meant

Functions are compiled when a program is linked that needs them.
`,
  flags: {},
  customFlags: true,
  async run(cx, _, args) {
    const { host } = cx;
    const config = await cx.config();
    const say = (text: string): number => {
      host.stderr.write(`compile: ${text}\n`);
      return 2;
    };
    if (args.some(a => /^--?V(?:=|$)/.test(a))) {
      host.stdout.write(`compile version ${config.release} burrow\n`);
      return 0;
    }
    const given = readArguments(args);
    const [first] = given.files;
    if (first === undefined) return say(`usage: compile ${usage}`);
    const out = path.resolve(host.cwd(), given.values.get('o') ?? path.basename(first).replace(/\.go$/, '') + '.o');
    const note = host.readFile(path.join(path.dirname(out), noteFile));
    const imports = readImports(host, given.values.get('importcfg') ?? '', 'compile');
    if (typeof imports === 'string') {
      say(imports);
      return 1;
    }
    const known = note instanceof IOError ? null : (JSON.parse(decodeUtf8(note)) as PackageNote); // tool-build wrote it
    const lang = given.values.get('lang');
    const choices = compileFlags([...given.flags, ...(lang === undefined ? [] : [`-lang=${lang}`])]);
    if (typeof choices === 'string') {
      host.stderr.write(`${choices}\n`);
      return choices.startsWith('compile: ') ? 1 : 2; // as gc: a mistake in a flag, or in what it says
    }
    const shows = choices.decisions || choices.listing;
    // Code has calls of the runtime in it, also where nothing is imported.
    const isAlone = shows && !imports.files.has('runtime');
    const archives = isAlone ? new Map([...(await impliedArchives(cx)), ...imports.files]) : imports.files;
    const read = readPackage(host, config, given, known, imports, archives.has('runtime'));
    if (typeof read === 'string') {
      host.stdout.write(`${read}\n`);
      return 2;
    }
    return compilePackage(cx, out, given, read, archives);
  },
});

function readArguments(args: readonly string[]): Arguments {
  const values = new Map<string, string>();
  const given = new Set<string>();
  const flags: string[] = [];
  let i = 0;
  for (; i < args.length && args[i]!.startsWith('-'); i++) {
    const [name, value] = /^--?([^=]*)(?:=(.*))?$/s.exec(args[i]!)!.slice(1) as [string, string | undefined];
    if (withValue.has(name)) values.set(name, value ?? args[++i] ?? '');
    else if (plain.has(name)) given.add(name);
    else {
      flags.push(args[i]!);
      if (name === 'd' && value === undefined && i + 1 < args.length) flags.push(args[++i]!);
    }
  }
  return { values, plain: given, flags, files: args.slice(i) };
}

/** A package as its compiler was told of it. */
interface Given {
  readonly record: PackageRecord;
  readonly texts: readonly Uint8Array[];
}

/** What the arguments and the note, where there is one, say of the package; a text is what is wrong. */
function readPackage(
  host: Host,
  config: Config,
  given: Arguments,
  left: PackageNote | null,
  { files, meaning }: Imports,
  hasRuntime: boolean,
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
      const meant = meaning.get(written) ?? (isLocal ? path.join(given.values.get('D') ?? '', written) : written);
      if (files.has(meant)) found.push([written, meant]);
    }
  }
  const note = left ?? noteOf(host, config, given, name, hasRuntime);
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
      path: values.get('p') ?? (left === null ? unlinkable : note.importPath),
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
  const importPath = values.get('p') ?? unlinkable;
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
    goVersion: languageOf(config).replace(/^go/, ''),
    lang: languageOf(config),
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

function languageOf({ goVersion }: Config): string {
  return /^go1\.\d+/.exec(goVersion)?.[0] ?? goVersion;
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

async function compilePackage(
  cx: Context,
  out: string,
  { values }: Arguments,
  { record, texts }: Given,
  archives: ReadonlyMap<string, string>,
): Promise<number> {
  const { host } = cx;
  const say = (text: string): number => {
    host.stderr.write(`compile: ${text}\n`);
    return 2;
  };
  const noColumns = record.flags.includes('-C');
  const build = await ArchiveBuild.open(cx, archives, lines => {
    for (const line of lines) host.stdout.write(`${noColumns ? line.replace(/^([^ ]*:\d+):\d+: /, '$1: ') : line}\n`);
  });
  try {
    const unit = build.archives.add({ record, texts, objects: [] });
    if (typeof unit === 'string') return say(unit);
    build.speaksOf(unit);
    if (!build.builder.check(unit)) return 2;
    const { config } = build;
    if (build.builder.speaks(unit)) {
      build.builder.use(await build.backend());
      if (!build.builder.library(unit, build.archives.units, true)) return 2;
    }
    const header = values.get('asmhdr') ?? '';
    if (header !== '') {
      const sizes = sizesFor(config.goarch);
      assert(sizes !== null, `the configuration refuses machines without sizes: ${config.goarch}`);
      const pkg = build.builder.checker.frontEnd('').open(record.importPath);
      const text = goAsmHeader(pkg, new Layouts(sizes, memoryFacts(config.goarch)));
      const failed = writeWhole(host, path.resolve(host.cwd(), header), encodeUtf8(text));
      if (failed !== null) return say(String(failed));
    }
    const declarations = exportMember(build.builder.checker, config, unit, build.archives.units);
    const failed = writeWhole(host, out, writeUnitArchive(declarations, record, texts));
    if (failed === null) return 0;
    host.stdout.write(`can't create ${out}: ${failed}\n`);
    return 2;
  } finally {
    build.close();
  }
}
