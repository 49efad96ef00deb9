// `burrow build`: compiles packages, and writes a program where a command is named.

import { IOError, Dir } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Package } from '../load/package.ts';
import { buildFlags } from './build-flags.ts';
import { Building, checkLoaded, loadForBuild, ofBuildMode, withoutTestOnly } from './build-setup.ts';
import { command, fatal } from './command.ts';
import { isNull } from './exec.ts';
import { bool, string } from './flags.ts';

export { build as command };

const build = command({
  usageLine: 'build [-o output] [build flags] [packages]',
  long: `Build compiles the packages named by the import paths, along with what they import. A single command becomes a program in
the current directory, named after the last element of its import path, or after the first file where files are named.
Packages that are no commands, and several commands without -o, are compiled to see that they compile; nothing is written.

	-o output
		write the program to this file; where it is a directory, or ends in a slash, write all programs into it
	-a	rebuild what is in the cache
	-n	print what would be done, and do not do it
	-x	print what is done
	-v	print the names of packages as they are compiled
	-p n	how many programs may run at once (tests)
	-C dir	change to dir first; it must be the first flag
	-tags tag,list
		build constraints that are satisfied beside the usual ones
	-gcflags '[pattern=]arg list'
		flags for the compiler: -N, -l, -e
	-ldflags '[pattern=]flag list'
		flags for the linker: -X importpath.name=value, -s, -w, -buildid, and so on
	-asmflags '[pattern=]arg list'
		flags for the assembler
	-buildmode mode
		what is made: exe, pie for position independent programs, or archive for packages that are no commands ('help buildmode')
	-toolexec 'cmd args'
		the program that starts the compiler, the assembler, the linker, vet and cover, with their files and arguments behind its own
	-trimpath
		programs name no directory of this machine
	-buildvcs
		stamp the state of version control: true, false or auto
	-mod mode, -modfile file, -overlay file, -modcacherw
		as for 'list'

What burrow has not yet (-race, -msan, -asan, other build modes, -linkshared) is refused in one line. Programs are made without cgo.
`,
  flags: { ...buildFlags, json: bool(), o: string() },
  async run(cx, flags, args) {
    const { host } = cx;
    const { loader, roots } = await loadForBuild(cx, flags, args);
    checkLoaded(cx, roots, flags.json);
    const explicit = flags.o !== '';
    let out = flags.o;
    if (roots.length === 1 && roots[0]!.name === 'main' && !explicit) {
      out = loader.execName(roots[0]!) + loader.config.exeSuffix;
    }
    const pkgs = withoutTestOnly(ofBuildMode(flags, roots));
    if (flags.buildmode === 'exe' && (pkgs.length !== 1 || pkgs[0]!.name !== 'main')) {
      fatal('-buildmode=exe requires exactly one main package');
    }
    if (isNull(host, out)) out = '';
    const targets = new Map<Package, string>();
    if (out !== '') {
      const st = host.stat(path.resolve(host.cwd(), out));
      if ((!(st instanceof IOError) && st.kind === Dir) || out.endsWith('/')) {
        if (!explicit) fatal(`go: build output "${out}" already exists and is a directory`);
        for (const p of pkgs) {
          if (p.name !== 'main') continue;
          targets.set(p, path.join(out, loader.execName(p) + loader.config.exeSuffix));
        }
        if (targets.size === 0) fatal('go: no main packages to build');
      } else {
        if (pkgs.length > 1) fatal(`go: cannot write multiple packages to non-directory ${out}`);
        if (pkgs.length === 0) fatal('no packages to build');
        targets.set(pkgs[0]!, out);
      }
    }
    const work = Building.open(cx, loader, flags, pkgs);
    work.json = flags.json;
    await work.cover(pkgs);
    const wanted = targets.size > 0 ? [...targets.keys()] : pkgs;
    for (const p of wanted) {
      const target = targets.get(p) ?? '';
      if (p.name !== 'main') {
        const why = target === '' ? '' : await work.archive(p, path.resolve(host.cwd(), target), target);
        if (target === '') await work.library(p);
        if (why !== '') work.fail(`go build ${p.importPath}: ${why}\n`);
        continue;
      }
      if (target === '') {
        await work.program(p, { omitDebug: false, vcs: true, keep: 'costly' });
        continue;
      }
      const why = await work.install(p, path.resolve(host.cwd(), target), target);
      if (why !== '') work.fail(`go build ${p.importPath}: ${why}\n`);
    }
    return work.close();
  },
});
