// `burrow fmt`: `gofmt -l -w` on the files of packages.

import { loadPackages } from '../load/packages.ts';
import * as path from '../host/path.ts';
import { buildFlags, loadOptions } from './build-flags.ts';
import { command } from './command.ts';
import type { FlagTable } from './flags.ts';
import { gofmtMain } from './gofmt.ts';

const { C, n, x, mod, modfile, modcacherw, overlay } = buildFlags;
const flags = { C, n, x, mod, modfile, modcacherw, overlay } satisfies FlagTable;

export { fmt as command };

const fmt = command({
  usageLine: 'fmt [-n] [-x] [packages]',
  long: `Fmt formats the Go files of the packages, tests and files for other systems among them, as 'gofmt -l -w' does, and
prints the names of the files that it changed. With no packages it is about the one in the current directory.

	-n	print the command that would be run, and do not run it
	-x	print the command
	-mod mode
		which modules count: readonly or vendor
`,
  flags,
  async run(cx, values, args) {
    const { host } = cx;
    const config = await cx.config();
    const initial = Object.fromEntries(Object.entries(buildFlags).map(([name, flag]) => [name, flag.initial]));
    // The flags that fmt has not keep their first values.
    const all = { ...initial, ...values } as Parameters<typeof loadOptions>[0];
    const options = { ...loadOptions(all, config), skipEmbed: true };
    const { roots } = await loadPackages(host, config, args, options);
    let status = 0;
    let said = false;
    const files: string[] = [];
    for (const p of roots) {
      if (p.module !== null && !p.module.main) {
        if (!said) host.stderr.write('go: not formatting packages in dependency modules\n');
        said = true;
        continue;
      }
      // A package without files for this system has files for others.
      if (p.error !== null && p.error.err.kind !== 'nogo') {
        host.stderr.write(`${p.error}\n`);
        status = 1;
        continue;
      }
      const names = [...p.ignoredGoFiles, ...p.goFiles, ...p.cgoFiles, ...p.testGoFiles, ...p.xTestGoFiles];
      for (const file of names.map(name => path.resolve(p.dir, name)).sort()) {
        files.push(path.shortPath(host.cwd(), file));
      }
    }
    if (files.length === 0) return status;
    if (values.n || values.x) host.stdout.write([host.program, 'gofmt', '-l', '-w', ...files].join(' ') + '\n');
    if (values.n) return status;
    const formatted = gofmtMain(host, ['-l', '-w', ...files]);
    if (formatted === 0) return status;
    host.stderr.write(`exit status ${formatted}\n`);
    return 1;
  },
});
