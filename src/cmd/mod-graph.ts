// `burrow mod graph`: what each module version requires, a requirement a line.

import * as gover from '../load/mod/gover.ts';
import { formatVersion } from '../load/mod/module.ts';
import { expandGraph, loadRequirements, Requirements, pruningFor } from '../load/mod/requirements.ts';
import { command, fatal } from './command.ts';
import { bool, string } from './flags.ts';
import { makeState, modFlags } from './mod-state.ts';
import { checkGoFlag } from './mod-tidy.ts';

export { modGraph as command };

const modGraph = command({
  usageLine: 'mod graph [-go=version] [-x]',
  long: `Graph prints the module graph: on each line a module and one of its requirements.

	-go=version	the graph as that version of Go loads it
	-x	show what is fetched
`,
  flags: { ...modFlags, go: string(), x: bool() },
  async run(cx, flags, args) {
    if (args.length > 0) fatal("go: 'go mod graph' accepts no arguments");
    checkGoFlag(cx, (await cx.config()).goVersion.slice(2), 'go', flags.go);
    const state = await makeState(cx, flags, { defaultMod: 'mod' });
    state.needMain();
    let rs = await loadRequirements(state);
    let graph;
    if (flags.go !== '') {
      if (gover.compare(rs.go, gover.strict) >= 0 && gover.compare(flags.go, rs.go) < 0)
        fatal(`go: requested Go version ${flags.go} cannot load module graph (requires Go >= ${rs.go})`);
      if (pruningFor(flags.go) === 'unpruned' && rs.pruning !== 'unpruned')
        rs = new Requirements(state, 'unpruned', rs.roots, rs.direct);
      ({ graph } = await rs.graph());
    } else ({ graph } = (await expandGraph(state, rs)).mg);
    const out: string[] = [];
    for (const m of graph.reachable()) {
      for (const r of graph.requiredBy(m) ?? []) out.push(`${formatVersion(m)} ${formatVersion(r)}\n`);
    }
    state.source.done();
    cx.host.stdout.write(out.join(''));
    return 0;
  },
});
