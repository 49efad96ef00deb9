// `burrow clean -modcache`. What else the go command cleans, burrow does not make yet.

import { checkSettings } from '../load/config.ts';
import { buildFlags } from './build-flags.ts';
import { command, fatal } from './command.ts';
import { bool } from './flags.ts';

export { clean as command };

const clean = command({
  usageLine: 'clean -modcache [-n] [-x]',
  long: `Clean removes the module cache: every module that was downloaded, unpacked or not.

	-n	print what would be done
	-x	print what is done
`,
  flags: {
    ...buildFlags,
    i: bool(),
    r: bool(),
    cache: bool(),
    testcache: bool(),
    modcache: bool(),
    fuzzcache: bool(),
  },
  async run(cx, values, args) {
    const { host } = cx;
    for (const name of ['cache', 'testcache', 'modcache', 'fuzzcache'] as const) {
      if (values[name] && args.length > 0) fatal(`go: clean -${name} cannot be used with package arguments`);
    }
    if (!values.modcache || values.cache || values.testcache || values.fuzzcache || values.i || values.r) {
      fatal('go: burrow cleans the module cache only: clean -modcache');
    }
    const config = await cx.config();
    checkSettings(config);
    if (config.modcache === '') fatal('go: cannot clean -modcache without a module cache');
    if (values.n || values.x) host.stdout.write(`rm -rf ${config.modcache}\n`);
    if (values.n) return 0;
    const failed = host.removeAll(config.modcache);
    if (failed !== null) fatal(`go: ${failed}`);
    return 0;
  },
});
