// `burrow get`: adds, raises, lowers and removes requirements of the main module.

import { get } from '../load/mod/get.ts';
import { raiseWorkGo } from '../load/mod/edit.ts';
import { findWorkFile } from '../load/mod/workspace.ts';
import { buildFlags, loadOptions } from './build-flags.ts';
import { command, fatal } from './command.ts';
import { bool, custom } from './flags.ts';
import { readWorkFile, writeWorkFile } from './mod-edit.ts';
import { makeState, reporting } from './mod-state.ts';
import { maySwitch } from './toolchain.ts';

export { getCommand as command };

/** -u, -u=patch; `run` looks at other words. */
const upgradeFlag = () => custom('', word => (word === 'true' ? 'upgrade' : word === 'false' ? '' : word), true);

/** `get` is about changing go.mod: there is no -mod for it. */
const { mod: _mod, ...withoutMod } = buildFlags;

const getCommand = command({
  switches: true,
  usageLine: 'get [-t] [-u] [-tool] [build flags] [packages]',
  long: `Get resolves its arguments to modules at specific module versions and updates go.mod to require those versions. An argument is a package,
a module or a pattern, with a version after @: latest, upgrade, patch, none, v1.2.3, v1, <v1.3.0, a branch, a commit; also
go@version and toolchain@name.

	-t	also the modules that tests of the packages need
	-u	raise what the packages import to newer minor or patch releases
	-u=patch	to newer patch releases
	-tool	add tool lines for the packages, or drop them with @none
	-x	show what is fetched
`,
  flags: {
    ...withoutMod,
    t: bool(),
    u: upgradeFlag(),
    tool: bool(),
    d: bool(true),
    f: bool(),
    fix: bool(),
    m: bool(),
    insecure: bool(),
  },
  run(cx, flags, args) {
    return reporting(async () => {
      const { host } = cx;
      if (!['', 'upgrade', 'patch'].includes(flags.u)) fatal(`go: unknown upgrade flag -u=${flags.u}`);
      if (cx.given.has('d')) {
        if (!flags.d) fatal('go: -d flag may not be set to false');
        host.stderr.write('go: -d flag is deprecated. -d=true is a no-op\n');
      }
      if (flags.f) host.stderr.write('go: -f flag is a no-op\n');
      if (flags.fix) host.stderr.write('go: -fix flag is a no-op\n');
      if (flags.m) fatal('go: -m flag is no longer supported');
      if (flags.insecure) fatal('go: -insecure flag is no longer supported; use GOINSECURE instead');
      const state = await makeState(cx, flags, {
        ...loadOptions({ ...flags, mod: '' }, await cx.config()),
        defaultMod: 'mod',
        noWork: true,
        needsMain: true,
      });
      if (!state.modules.hasMain)
        fatal(
          'go: go.mod file not found in current directory or any parent directory.\n' +
            "\t'go get' is no longer supported outside a module.\n" +
            "\tTo build and install a command, use 'go install' with a version,\n" +
            "\tlike 'go install example.com/cmd@latest'\n" +
            '\tFor more information, see https://golang.org/doc/go-get-install-deprecation\n' +
            "\tor run 'go help get' or 'go help install'.",
        );
      const status = await get(state, args, {
        upgrade: flags.u,
        tests: flags.t,
        tool: flags.tool,
        maySwitch: maySwitch(state.config),
      });
      const work = findWorkFile(state.config);
      if (work !== '') {
        const f = readWorkFile(host, work, text => text);
        const before = f.go;
        raiseWorkGo(f, state.main.file.go);
        if (f.go !== before) writeWorkFile(host, work, f);
      }
      return status;
    });
  },
});
