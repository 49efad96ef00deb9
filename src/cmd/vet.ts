// `burrow vet`: says what stands in its way.

import { command, fatal } from './command.ts';

export { vet as command };

const vet = command({
  usageLine: 'vet [build flags] [vet flags] [packages]',
  long: `Vet would report likely mistakes in packages. The distribution's vet reads what gc writes of the packages that are imported,
and burrow writes no such files, so it cannot be run yet. 'check' reports what the compiler would.
`,
  flags: {},
  customFlags: true,
  run: () => fatal('go: vet is not supported by burrow yet: it reads export data, which burrow does not write'),
});
