// `burrow mod why`: why the main module needs packages or modules.

import { loadPackageGraph } from '../load/mod/packages.ts';
import { expandGraph, loadRequirements } from '../load/mod/requirements.ts';
import { patternMatcher, cleanPatterns } from '../load/patterns.ts';
import { isToolchain } from '../load/mod/gover.ts';
import { command, fatal } from './command.ts';
import { bool } from './flags.ts';
import { makeState, modFlags, reporting } from './mod-state.ts';

export { modWhy as command };

const modWhy = command({
  usageLine: 'mod why [-m] [-vendor] packages...',
  long: `Why shows a shortest way in the import graph from the main module to each package.

	-m	the arguments are modules: the way to any of their packages
	-vendor	leave out the tests of dependencies
`,
  flags: { ...modFlags, m: bool(), vendor: bool() },
  run(cx, flags, args) {
    return reporting(async () => {
      const { host } = cx;
      const state = await makeState(cx, flags, { defaultMod: 'mod' });
      state.needMain();
      const options = {
        anyTarget: true,
        loadTests: !flags.vendor,
        silencePackageErrors: true,
        vendorAll: flags.vendor,
      };
      const vendoring = flags.vendor ? ' to vendor' : '';
      const out: string[] = [];
      if (flags.m) {
        for (const a of args)
          if (a.includes('@')) fatal(`go: ${a}: 'go mod why' requires a module path, not a version query`);
        for (const a of args)
          if (/^\.\.?(?:\/|$)/.test(a)) fatal(`go: cannot use relative path ${a} to specify module`);
        const { rs, mg } = await expandGraph(state, await loadRequirements(state));
        state.requirements = rs;
        const names: string[] = [];
        for (const a of args) {
          if (a !== 'all' && !a.includes('...')) {
            names.push(a); // it may be one that nobody knows
            continue;
          }
          const matches = a === 'all' ? () => true : patternMatcher(a);
          const hits = mg.graph.buildList().filter(m => matches(m.path) && !isToolchain(m.path));
          if (hits.length === 0) state.note(`warning: pattern "${a}" matched no module dependencies`);
          names.push(...hits.map(m => m.path));
        }
        const load = await loadPackageGraph(state, options, ['all']);
        for (const name of names) {
          let best = '';
          let depth = Infinity;
          const own = load.pkgs.filter(p => p.testOf === null && p.mod.path === name);
          for (const p of own.sort((a, b) => (a.path < b.path ? -1 : 1))) {
            const text = p.whyText();
            const n = text.split('\n').length;
            if (n >= depth) continue;
            depth = n;
            best = text;
          }
          out.push(`# ${name}\n${best || `(main module does not need${vendoring} module ${name})\n`}`);
        }
      } else {
        const named = await loadPackageGraph(state, options, cleanPatterns(args));
        const load = await loadPackageGraph(state, options, ['all']);
        for (const name of named.matches.flatMap(m => m.pkgs)) {
          const why = load.lookup(name)?.whyText() ?? `(main module does not need${vendoring} package ${name})\n`;
          out.push(`# ${name}\n${why}`);
        }
      }
      host.stdout.write(out.join('\n'));
      return 0;
    });
  },
});
