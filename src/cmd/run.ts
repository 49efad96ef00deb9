// `burrow run`: builds a program and runs it.

import { quote } from '../base/quote.ts';
import { IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import { buildFlags } from './build-flags.ts';
import { Building, checkLoaded, loadForBuild } from './build-setup.ts';
import { command, Exit, fatal } from './command.ts';
import { endText, execWords, programEnv } from './exec.ts';
import { ownBin } from './own-goroot.ts';
import { execFlag } from './exec-flag.ts';

export { run as command };

const run = command({
  usageLine: 'run [build flags] [-exec xprog] package [arguments...]',
  long: `Run compiles a main package and runs the program with the arguments. The package is a directory, an import path, or a
list of .go files of one directory. The program is written to a temporary directory and removed when it has ended.

	-exec xprog
		run it as 'xprog program arguments...'. Without the flag, where the program is for another system than
		this one, 'go_$GOOS_$GOARCH_exec' is used if it is on PATH.

The exit status of run is 1 where the program fails, and its own status is printed. The build flags are those of
'build'.
`,
  flags: { ...buildFlags, exec: execFlag() },
  switches: true,
  early: 'first',
  async run(cx, flags, args) {
    const { host } = cx;
    let n = 0;
    while (n < args.length && args[n]!.endsWith('.go')) n++;
    const test = args.slice(0, n).find(f => f.endsWith('_test.go'));
    if (test !== undefined) fatal(`go: cannot run *_test.go files (${test})`);
    if (n === 0) {
      if (args.length === 0 || args[0]!.startsWith('-')) fatal('go: no go files listed');
      n = 1;
    }
    const loaded = await loadForBuild(cx, flags, args.slice(0, n));
    const { loader } = loaded;
    let { roots } = loaded;
    if (args[0]!.includes('...')) {
      const mains = roots.filter(p => p.error !== null || p.name === 'main');
      if (mains.length === 0 && roots.length > 0) {
        host.stderr.write(`go: warning: ${quote(args[0]!)} matched only non-main packages\n`);
      }
      roots = mains;
    }
    if (roots.length === 0) fatal(`go: no packages loaded from ${args[0]}`);
    if (roots.length > 1) {
      fatal(`go: pattern ${args[0]} matches multiple packages:\n\t${roots.map(p => p.importPath).join('\n\t')}`);
    }
    const p = roots[0]!;
    checkLoaded(cx, roots);
    if (p.name !== 'main') fatal(`package ${p.importPath} is not a main package`);
    if (p.internal.cmdlineFiles && p.goFiles.length === 0) fatal('go: no suitable source files (cgo is disabled)');
    const work = Building.open(cx, loader, flags, roots);
    await work.cover(roots);
    const built = await work.program(p, { omitDebug: true, vcs: false, keep: 'always' });
    try {
      if (work.failed) return 1;
      const exe = path.join(work.work, 'b001/exe', loader.execName(p) + loader.config.exeSuffix);
      const words = [...execWords(host, loader.config, flags.exec), exe, ...args.slice(n)];
      if (flags.n || flags.x) work.say(`${words.join(' ').replaceAll(work.work, '$WORK')}\n`);
      if (built === null) return 0;
      work.progress.clear();
      const failed = host.makeDirs(path.dirname(exe)) ?? host.writeFile(exe, built.image, 0o777);
      if (failed !== null) fatal(`go: ${failed}`);
      const done = await host.spawn(words[0]!, words.slice(1), {
        foreground: true,
        env: programEnv(host, ownBin(cx, loader.config)),
      });
      if (done instanceof IOError) throw new Exit(1, `${done}`);
      const how = endText(done);
      if (how === '') return 0;
      host.stderr.write(`${how}\n`);
      return 1;
    } finally {
      work.close();
    }
  },
});
