// `burrow tool compile`: the compiler as a program, with the arguments of gc's. It leaves an archive of the package (build/unit-archive.ts), of
// which `tool link` makes a program. What the arguments do not say of a package that a build compiles so (-toolexec) is in a note
// beside the archive that it shall write.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { goAsmHeader } from '../build/assembly.ts';
import { compileFlags } from '../build/compile-flags.ts';
import { exportMember } from '../build/export-data.ts';
import { readSymABIs, type SymABIs } from '../build/symabis.ts';
import { type PackageNote, writeUnitArchive } from '../build/unit-archive.ts';
import { assert } from '../diag/internal-error.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { writeWhole } from '../host/write-whole.ts';
import type { NewMember } from '../obj/archive.ts';
import { UnlinkablePkg } from '../obj/goobj.ts';
import { pathToPrefix } from '../base/path-to-prefix.ts';
import { Layouts } from '../rtype/layout.ts';
import { memoryFacts } from '../target/memory.ts';
import { sizesFor } from '../types/sizes.ts';
import { ArchiveBuild, readImports } from './archive-build.ts';
import { ArchiveSearch } from './archive-search.ts';
import { command, type Context } from './command.ts';
import { type Given, readArguments, readPackage } from './compile-arguments.ts';
import { noteFile } from './tool-build.ts';

const usage = '[-o file] [-p path] [-importcfg file] [options] file.go ...';

export { compile as command };

const compile = command({
  usageLine: `tool compile ${usage}`,
  long: `Compile checks the files of a package and writes an archive of it, which 'tool link' and the compilation of other packages read.
It has the flags of Go's compiler; of those that say what it tells of itself there are -m and -S. What the files import is found by
the import configuration, or without one in directories: archives are what this command writes, and what 'list -export' names. Go's
own tools read the object in them.

	-o file
		the archive; otherwise the name of the first file, with .o in place of .go
	-p path
		the import path of the package, main for a program
	-importcfg file
		lines of 'packagefile path=file' and 'importmap old=new'
	-I directory
		where archives are, without an import configuration
	-linkobj file
		the archive once more, for the link
	-D path
		the import path against which imports such as ./x are meant

The link makes the code of functions again, of those that a program needs, in the form that is quick to link.
`,
  flags: {},
  customFlags: true,
  async run(cx, _, args) {
    const { host } = cx;
    const config = await cx.config();
    if (args.some(a => /^--?V(?:=|$)/.test(a))) {
      host.stdout.write(`compile version ${config.release} burrow\n`);
      return 0;
    }
    const given = readArguments(args);
    const [first] = given.files;
    if (first === undefined) return say(host, `usage: compile ${usage}`);
    const out = path.resolve(host.cwd(), given.values.get('o') ?? path.basename(first).replace(/\.go$/, '') + '.o');
    const note = host.readFile(path.join(path.dirname(out), noteFile));
    const imports = readImports(host, given.values.get('importcfg') ?? '', 'compile');
    if (typeof imports === 'string') {
      say(host, imports);
      return 1;
    }
    const known = note instanceof IOError ? null : (JSON.parse(decodeUtf8(note)) as PackageNote); // tool-build wrote it
    const lang = given.values.get('lang');
    const choices = compileFlags([...given.flags, ...(lang === undefined ? [] : [`-lang=${lang}`])]);
    if (typeof choices === 'string') {
      host.stderr.write(`${choices}\n`);
      return choices.startsWith('compile: ') ? 1 : 2; // as gc: a mistake in a flag, or in what it says
    }
    const symABIs = given.values.get('symabis') ?? '';
    const asm = symABIs === '' ? null : readAssembly(host, symABIs, given.values.get('p') ?? UnlinkablePkg);
    if (typeof asm === 'string') {
      say(host, asm);
      return 1;
    }
    // A build makes code when it links, and says then what is wrong with it. Code has calls of the runtime in it, also where nothing
    // is imported.
    const isDirect = known === null;
    const dirs = given.values.has('importcfg') ? null : given.dirs.map(d => path.resolve(host.cwd(), d));
    const archives = new ArchiveSearch(host, config, imports.files, dirs);
    const makesCode = isDirect || choices.decisions || choices.listing > 0;
    if (makesCode && archives.own('runtime') === undefined) await archives.addLibrary(cx, null);
    const read = readPackage(host, config, given, known, imports, archives);
    if (typeof read === 'string') {
      host.stdout.write(`${read}\n`);
      return 2;
    }
    const { values } = given;
    const linked = values.get('linkobj');
    const files = linked === undefined ? [out] : [out, path.resolve(host.cwd(), linked)];
    const buildID = values.get('buildid') ?? '';
    return compilePackage(cx, { files, header: values.get('asmhdr') ?? '', buildID, isDirect }, read, asm, archives);
  },
});

/** Says what is wrong; gives the exit code of most mistakes. */
function say(host: Host, text: string): number {
  host.stderr.write(`compile: ${text}\n`);
  return 2;
}

/** What the assembler has written of a package; a text is what is wrong. */
function readAssembly(host: Host, file: string, importPath: string): SymABIs | string {
  const data = host.readFile(path.resolve(host.cwd(), file));
  return data instanceof IOError
    ? `-symabis: open ${file}: ${data.reason}`
    : readSymABIs(decodeUtf8(data), file, pathToPrefix(importPath));
}

/** What is to be made of a package. */
interface Wanted {
  /** The files of the archive: one for who imports the package, and where it is asked for, one for the link. */
  readonly files: readonly string[];
  /** The file of what assembly reads; '' for none. */
  readonly header: string;
  readonly buildID: string;
  /** No build has asked for it: its functions are compiled, so that all is said that is wrong with them. */
  readonly isDirect: boolean;
}

async function compilePackage(
  cx: Context,
  { files, header, buildID, isDirect }: Wanted,
  { record, texts }: Given,
  symABIs: SymABIs | null,
  archives: ArchiveSearch,
): Promise<number> {
  const { host } = cx;
  const noColumns = record.flags.includes('-C');
  let isChecked = false;
  const build = await ArchiveBuild.open(cx, archives.find, lines => {
    for (const line of lines) {
      // As gc: what is found behind the type checker is told with the whole names of files.
      const file = isChecked && isDirect ? record.files.find(f => line.startsWith(`${f.shown}:`)) : undefined;
      const text = file === undefined ? line : file.name + line.slice(file.shown.length);
      host.stdout.write(`${noColumns ? text.replace(/^([^ ]*:\d+):\d+: /, '$1: ') : text}\n`);
    }
  });
  try {
    const found = { record, texts, objects: [] };
    let unit = build.archives.add(found, isDirect);
    // Packages of the distribution that only others import need not be named.
    while (typeof unit === 'string') {
      const { missing } = build.archives;
      if (missing === '' || !(await archives.addLibrary(cx, missing))) return say(host, unit);
      unit = build.archives.add(found, isDirect);
    }
    build.speaksOf(unit);
    if (!build.builder.check(unit)) return 2;
    isChecked = true;
    const { config } = build;
    let members: readonly NewMember[] = [];
    if (isDirect || build.builder.speaks(unit)) {
      build.builder.use(await build.backend());
      const how = { symABIs, buildID };
      const made = build.builder.compileWhole(unit, build.archives.units, isDirect, how);
      if (made === null) return 2;
      members = made;
    }
    if (header !== '') {
      const sizes = sizesFor(config.goarch);
      assert(sizes !== null, `the configuration refuses machines without sizes: ${config.goarch}`);
      const pkg = build.builder.checker.frontEnd('').open(record.importPath);
      const text = goAsmHeader(pkg, new Layouts(sizes, memoryFacts(config.goarch)));
      const failed = writeWhole(host, path.resolve(host.cwd(), header), encodeUtf8(text));
      if (failed !== null) return say(host, String(failed));
    }
    if (members.length === 0) members = [exportMember(build.builder.checker, config, unit, build.archives.units)];
    const archive = writeUnitArchive(members, record, texts);
    for (const file of files) {
      const failed = writeWhole(host, file, archive);
      if (failed === null) continue;
      host.stdout.write(`can't create ${file}: ${failed}\n`);
      return 2;
    }
    return 0;
  } finally {
    build.close();
  }
}
