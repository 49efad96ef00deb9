// `burrow tool`: the tools beneath the commands, by name.

import { bool, type FlagTable } from './flags.ts';
import { command, type Context } from './command.ts';
import { parseFlags } from './flags.ts';
import { run } from './main.ts';
import { tools } from './registry.ts';

const flags = { n: bool() } satisfies FlagTable;

export { tool as command };

const tool = command({
  usageLine: 'tool [-n] command [args...]',
  long: `Tool runs the tool of that name with the arguments. With no arguments it prints the names of the tools.

	-n	print the command that would be run, and do not run it

Each tool explains its own arguments: see 'help tool' followed by its name.
`,
  flags: {},
  customFlags: true,
  run(cx, _, args) {
    const parsed = parseFlags(flags, args);
    if (parsed.error !== '') {
      cx.host.stderr.write(parsed.error + '\n');
      cx.usage();
    }
    if (parsed.help) cx.usage();
    return runTool(cx, parsed.values.n, parsed.args);
  },
});

async function runTool(cx: Context, show: boolean, args: readonly string[]): Promise<number> {
  const { host } = cx;
  const name = args[0];
  if (name === undefined) {
    for (const t of tools) host.stdout.write(t.name + '\n');
    return 0;
  }
  const entry = tools.find(t => t.name === name);
  if (entry === undefined) {
    host.stderr.write(`go: no such tool "${name}"\n`);
    return 2;
  }
  if (show) {
    host.stdout.write([host.program, 'tool', ...args].join(' ') + '\n');
    return 0;
  }
  const { command: found } = await entry.load!(); // a tool is neither group nor topic
  return run(host, cx.root, `tool ${name}`, found, args.slice(1), cx.machines);
}
