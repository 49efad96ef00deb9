// `burrow tool dist list`: the ports that Go knows. Of the tool's other actions, which build Go itself, there are none.

import { ports } from '../target/platform.ts';
import { bool, type FlagTable } from './flags.ts';
import { command, Exit } from './command.ts';
import { parseFlags } from './flags.ts';

// Every action of Go's own takes -v; for this one it changes nothing.
const flags = { json: bool(), broken: bool(), v: bool() } satisfies FlagTable;

export { dist as command };

const dist = command({
  usageLine: 'tool dist list [-json] [-broken]',
  long: `List prints the pairs of GOOS and GOARCH that Go can build for.

	-json	as JSON, with what is known of each
	-broken	also those that are known not to work
`,
  flags: {},
  customFlags: true,
  run(cx, _, args) {
    if (args[0] !== 'list') throw new Exit(2, `go tool dist: the only action here is 'list'`);
    const parsed = parseFlags(flags, args.slice(1));
    if (parsed.error !== '') throw new Exit(2, parsed.error);
    const { json, broken } = parsed.values;
    const shown = ports.filter(p => broken || !p.broken);
    if (!json) {
      for (const p of shown) cx.host.stdout.write(`${p.goos}/${p.goarch}\n`);
      return 0;
    }
    const rows = shown.map(p => ({
      GOOS: p.goos,
      GOARCH: p.goarch,
      CgoSupported: p.cgo,
      FirstClass: p.firstClass,
      ...(p.broken ? { Broken: true } : {}),
    }));
    cx.host.stdout.write(JSON.stringify(rows, null, '\t'));
    return 0;
  },
});
