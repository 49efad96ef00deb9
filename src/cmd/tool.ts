// `burrow tool`: the tools beneath the commands, by name.

import { bool, string, type FlagTable } from './flags.ts';
import { quote } from '../base/quote.ts';
import { IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import { openLoader } from '../load/mod/open.ts';
import { command, fatal, type Context } from './command.ts';
import { parseFlags } from './flags.ts';
import { run } from './main.ts';
import { ownTool } from './own-goroot.ts';
import { tools } from './registry.ts';

const flags = { n: bool(), modcacherw: bool(), modfile: string(), overlay: string() } satisfies FlagTable;

export { tool as command };

const tool = command({
  usageLine: 'tool [-n] command [args...]',
  long: `Tool runs the tool of that name with the arguments. With no arguments it prints the names of the tools.

	-n	print the command that would be run, and do not run it
	-modcacherw, -modfile file, -overlay file
		as for 'build', where go.mod names the tool

Each tool explains its own arguments: see 'help tool' followed by its name.
`,
  flags: {},
  customFlags: true,
  async run(cx, _, args) {
    const parsed = parseFlags(flags, args, await cx.goflags());
    if (parsed.error !== '') {
      cx.host.stderr.write(parsed.error + '\n');
      cx.usage();
    }
    if (parsed.help) cx.usage();
    const { n, ...given } = parsed.values;
    return runTool(cx, n, given, parsed.args);
  },
});

/** What -modcacherw, -modfile and -overlay say. */
interface Given {
  readonly modcacherw: boolean;
  readonly modfile: string;
  readonly overlay: string;
}

async function runTool(cx: Context, show: boolean, given: Given, args: readonly string[]): Promise<number> {
  const { host } = cx;
  const name = args[0];
  if (name === undefined) {
    const names = new Set(tools.map(t => t.name));
    for (const t of distributionTools) names.add(t);
    for (const t of [...names].sort()) host.stdout.write(`${t}\n`);
    for (const t of (await moduleTools(cx, given)).sort()) host.stdout.write(`${t}\n`);
    return 0;
  }
  const entry = tools.find(t => t.name === name);
  const unknown = () => {
    host.stderr.write(`go: no such tool ${quote(name)}\n`);
    return 2;
  };
  if (entry !== undefined) {
    if (show) {
      // What burrow does itself is a tool of the distribution all the same.
      const config = await cx.config();
      if (host.stat(path.join(config.goroot, 'src/cmd', name)) instanceof IOError) return unknown();
      const file = host.interpreter === '' ? [host.program, 'tool', name] : [ownTool(cx, config, name)];
      host.stdout.write([...file, ...args.slice(1)].join(' ') + '\n');
      return 0;
    }
    const { command: found } = await entry.load!(); // a tool is neither group nor topic
    return run(host, cx.root, `tool ${name}`, found, args.slice(1), cx.machines);
  }
  const { forHost, runBuilt, withProgram } = await import('./built-tool.ts');
  const use = (file: string) => {
    if (!show) return runBuilt(cx, file, args.slice(1));
    host.stdout.write(`${[file, ...args.slice(1)].join(' ')}\n`);
    return 0;
  };
  if (distributionTools.has(name)) return withProgram(forHost(cx), `cmd/${name}`, use);
  const found = (await moduleTools(cx, given)).filter(t => t === name || programName(t) === name);
  if (found.length > 1) {
    fatal(`go: tool ${quote(name)} is ambiguous; choose one of:\n\t${found.map(t => `${t}\n\t`).join('')}`);
  }
  if (found.length === 1) return withProgram(cx, found[0]!, use, given);
  return unknown();
}

/** The tools of the distribution that are built when they are first used. */
const distributionTools = new Set(
  'addr2line buildid covdata cover fix nm objdump pack pprof preprofile test2json trace vet'.split(' '),
);

/** The packages that go.mod names in tool lines. */
async function moduleTools(cx: Context, given: Given): Promise<string[]> {
  const config = await cx.config();
  const loader = await openLoader(cx.host, config, given);
  if (loader.gopath !== null) return [];
  return [...new Set(loader.modules.workspace.mains.flatMap(m => m.file.tool.map(t => t.path)))];
}

/** The last element of an import path that is no major version. */
function programName(importPath: string): string {
  const elem = path.basename(importPath);
  return /^v(?:[2-9]|[1-9][0-9]+)$/.test(elem) && importPath.includes('/')
    ? path.basename(path.dirname(importPath))
    : elem;
}
