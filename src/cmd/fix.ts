// `burrow fix`: brings packages up to date.

import { command } from './command.ts';
import { runAnalysis } from './analysis.ts';

export { fix as command };

const fix = command({
  usageLine: 'fix [build flags] [-fixtool prog] [fix flags] [packages]',
  long: `Fix applies fixes to packages that make use of newer features of the language and the library. With no packages it is
about the one in the current directory. The fixes are those of the distribution's fix, which burrow builds when it is first
used.

	-diff	print what would be changed, and change nothing
	-json	print what would be fixed as JSON, and change nothing
	-fixtool prog
		use another program that speaks the same protocol

'tool fix help' lists the fixes and their flags. The build flags are those of 'build'.
`,
  flags: {},
  customFlags: true,
  run: (cx, _, words) => runAnalysis(cx, 'fix', words),
});
