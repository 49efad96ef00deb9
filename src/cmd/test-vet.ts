// Vet as `test` runs it: before a test, over the package and its tests, for mistakes that are hardly ever none. The test does
// not run where it finds any. What it found of a package is kept, so a test that is not run again costs no vet either.

import type { Package } from '../load/package.ts';
import type { Unit } from '../load/units.ts';
import { reportOutput } from './analysis.ts';
import type { Building } from './build-setup.ts';
import { Vetting } from './vetting.ts';

/** What vet looks for where -vet does not say it: the go command's choice. */
const chosen = 'atomic bool buildtags directive errorsas ifaceassert nilfunc printf slog stringintconv tests'.split(
  ' ',
);

/** Whether vet has nothing against units; what it has is reported. */
export type TestVet = (units: readonly Unit[]) => Promise<boolean>;

/** Vet for the tests of one command; `flag` is the value of -vet. */
export function newTestVet(work: Building, flag: string): TestVet {
  if (flag === 'off') return () => Promise.resolve(true);
  const names = flag === '' ? chosen : flag === 'all' ? [] : flag.split(',');
  const vetting = new Vetting(work, {
    tool: '',
    command: 'cmd/vet',
    flags: names.map(n => `-${n}`),
    isExplicit: flag !== '',
    forTest: true,
    fixes: false,
  });
  return async units => {
    let good = true;
    for (const unit of units) {
      const verdict = await vetting.vet(unit);
      // What is wrong with an import stops the build of the test.
      if (verdict === null || verdict.end === '') continue;
      // So does what is wrong with its own types; it is said once.
      if (!work.builder.check(unit)) continue;
      reportOutput(work, unit, verdict);
      good = false;
    }
    return good;
  };
}

/** Whether a unit that a test's main package imports is the package under test, or the tests apart from it. */
export function isTested(unit: Unit, p: Package): boolean {
  const { importPath } = unit.package;
  return importPath === p.importPath || importPath === `${p.importPath}_test`;
}
