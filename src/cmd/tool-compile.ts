// `burrow tool compile-unit`: the compiler as the program that -toolexec stands before. It has the arguments of gc's compiler; what
// those do not say is in a note beside the archive that it shall write.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { goAsmHeader } from '../build/assembly.ts';
import { exportMember } from '../build/export-data.ts';
import { type PackageNote, type PackageRecord, writeUnitArchive } from '../build/unit-archive.ts';
import { assert } from '../diag/internal-error.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { writeWhole } from '../host/write-whole.ts';
import { readFileInfo } from '../load/imports.ts';
import { Layouts } from '../rtype/layout.ts';
import { memoryFacts } from '../target/memory.ts';
import { sizesFor } from '../types/sizes.ts';
import { ArchiveBuild, readImports, type Imports } from './archive-build.ts';
import { command, type Context } from './command.ts';
import { noteFile } from './tool-build.ts';

/** Flags with a value that the go command gives; of the rest, which are the user's, `compileFlags` knows what they mean. */
const withValue = new Set(
  'D I c asmhdr buildid coveragecfg embedcfg goversion importcfg installsuffix lang linkobj o p pgoprofile symabis trimpath'.split(
    ' ',
  ),
);

/** Those without one. */
const plain = new Set('complete nolocalimports pack shared std'.split(' '));

/** The arguments of a compiler. */
interface Arguments {
  readonly values: ReadonlyMap<string, string>;
  /** The user's flags. */
  readonly flags: readonly string[];
  readonly files: readonly string[];
}

export { compile as command };

const compile = command({
  usageLine: 'tool compile-unit [options] file.go ...',
  long: `Compile-unit compiles a package for 'build -toolexec', which starts it under the name of compile. It has the flags of
Go's compiler.
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
    const out = given.values.get('o') ?? '';
    if (out === '' || given.files.length === 0) return say('usage: compile -o file [options] file.go ...');
    const noteName = path.join(path.dirname(path.resolve(host.cwd(), out)), noteFile);
    const note = host.readFile(noteName);
    if (note instanceof IOError) return say(`it compiles for 'build -toolexec' alone, which leaves a note: ${note}`);
    const imports = readImports(host, given.values.get('importcfg') ?? '', 'compile');
    if (typeof imports === 'string') return say(imports);
    const read = readPackage(host, given, JSON.parse(decodeUtf8(note)) as PackageNote, imports); // tool-build wrote it
    if (typeof read === 'string') return say(read);
    return compilePackage(cx, path.resolve(host.cwd(), out), given, read, imports);
  },
});

function readArguments(args: readonly string[]): Arguments {
  const values = new Map<string, string>();
  const flags: string[] = [];
  let i = 0;
  for (; i < args.length && args[i]!.startsWith('-'); i++) {
    const [name, value] = /^--?([^=]*)(?:=(.*))?$/s.exec(args[i]!)!.slice(1) as [string, string | undefined];
    if (withValue.has(name)) values.set(name, value ?? args[++i] ?? '');
    else if (!plain.has(name)) {
      flags.push(args[i]!);
      if (name === 'd' && value === undefined && i + 1 < args.length) flags.push(args[++i]!);
    }
  }
  return { values, flags, files: args.slice(i) };
}

/** A package as its compiler was told of it. */
interface Given {
  readonly record: PackageRecord;
  readonly texts: readonly Uint8Array[];
}

/** What the arguments and the note say of the package; a text is what is wrong. */
function readPackage(host: Host, given: Arguments, note: PackageNote, { files, meaning }: Imports): Given | string {
  const known = new Map(note.files.map(f => [f[0], f]));
  const stored: PackageRecord['files'][number][] = [];
  const texts: Uint8Array[] = [];
  const imports = new Map(note.imports);
  for (const file of given.files) {
    const name = path.resolve(host.cwd(), file);
    const text = host.readFile(name);
    if (text instanceof IOError) return `open ${file}: ${text.reason}`;
    const [argument, own, shown] = known.get(file) ?? [file, name, file];
    const st = argument === own ? host.stat(name) : null;
    const mtime = st === null || st instanceof IOError || st.size !== text.length ? -1 : st.mtime;
    stored.push({ name: own, shown, size: text.length, mtime });
    texts.push(text);
    // Files that another program has put in the place of the package's may import more.
    for (const { path: written } of readFileInfo(text).imports) {
      const meant = meaning.get(written) ?? written;
      if (!imports.has(written) && files.has(meant)) imports.set(written, meant);
    }
  }
  const { values, flags } = given;
  const { files: _, lang, ...rest } = note;
  const wanted = values.get('lang') ?? lang;
  return {
    record: {
      ...rest,
      goVersion: wanted === lang ? note.goVersion : wanted.replace(/^go/, ''),
      imports: [...imports],
      deps: [...new Set([...note.deps, ...imports.values()])],
      path: values.get('p') ?? note.importPath,
      flags,
      profile: values.get('pgoprofile') ?? '',
      files: stored,
    },
    texts,
  };
}

async function compilePackage(
  cx: Context,
  out: string,
  { values }: Arguments,
  { record, texts }: Given,
  { files }: Imports,
): Promise<number> {
  const { host } = cx;
  const say = (text: string): number => {
    host.stderr.write(`compile: ${text}\n`);
    return 2;
  };
  const build = await ArchiveBuild.open(cx, files);
  try {
    const unit = build.archives.add({ record, texts, objects: [] });
    if (typeof unit === 'string') return say(unit);
    build.speaksOf(unit);
    if (!build.builder.check(unit)) return 1;
    const { config } = build;
    if (build.builder.speaks(unit)) {
      build.builder.use(await build.backend());
      if (build.builder.library(unit, build.archives.units, true) === null) return 1;
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
    return failed === null ? 0 : say(String(failed));
  } finally {
    build.close();
  }
}
