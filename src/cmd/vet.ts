// `burrow vet`: reports likely mistakes in packages.

import { command } from './command.ts';
import { runAnalysis } from './analysis.ts';

export { vet as command };

const vet = command({
  usageLine: 'vet [build flags] [-vettool prog] [vet flags] [packages]',
  long: `Vet reports likely mistakes in packages and their tests. With no packages it is about the one in the current directory.
The checks are those of the distribution's vet, which burrow builds when it is first used; what it found is kept, and shown
again while a package and what it imports stay the same.

	-c int	show the line at fault, with this many lines around it
	-fix	apply the first fix, if any, for each report
	-diff	with -fix: print what would be changed, and change nothing
	-json	print reports as JSON
	-vettool prog
		use another program that speaks vet's protocol

'tool vet help' lists the checks and their flags. The build flags are those of 'build'.
`,
  flags: {},
  customFlags: true,
  run: (cx, _, words) => runAnalysis(cx, 'vet', words),
});
