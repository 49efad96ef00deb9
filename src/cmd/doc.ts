// `burrow doc`: the distribution's own, built when it is first used.

import { forHost, runBuilt, withProgram } from './built-tool.ts';
import { command } from './command.ts';

export { doc as command };

const doc = command({
  usageLine: 'doc [doc flags] [package|[package.]symbol[.methodOrField]]',
  long: `Doc prints the documentation of a package or of what is declared in it: 'doc strings.Builder', 'doc json decode'. It is
the go command's own, which burrow builds from the distribution when it is first used; that takes a while. Its flags are
-all, -c, -cmd, -short, -src and -u.
`,
  flags: {},
  customFlags: true,
  run: (cx, _, args) => withProgram(forHost(cx), 'cmd/go', file => runBuilt(cx, file, ['doc', ...args])),
});
