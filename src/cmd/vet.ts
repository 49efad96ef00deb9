// `burrow vet`: finds the packages, and says what stands in the way of more.

import { testPackages } from '../load/tests.ts';
import { defaultFlags } from './built-tool.ts';
import { checkLoaded, loadForBuild } from './build-setup.ts';
import { command, fatal } from './command.ts';

export { vet as command };

const vet = command({
  usageLine: 'vet [build flags] [vet flags] [packages]',
  long: `Vet would report likely mistakes in packages. The distribution's vet reads what gc writes of the packages that are imported,
and burrow writes no such files, so it cannot be run yet: packages that cannot be loaded are reported, and then that. 'check
-test' reports what the compiler would.
`,
  flags: {},
  customFlags: true,
  async run(cx, _, args) {
    const words = args.filter(a => !a.startsWith('-'));
    const { loader, roots } = await loadForBuild(cx, defaultFlags(), words, true);
    checkLoaded(cx, roots);
    for (const p of roots) {
      if (p.testGoFiles.length + p.xTestGoFiles.length === 0) continue;
      const { main, test, external } = testPackages(loader, p);
      checkLoaded(cx, external === null ? [test, main] : [test, external, main]);
    }
    return fatal('go: vet is not supported by burrow yet: it reads export data, which burrow does not write');
  },
});
