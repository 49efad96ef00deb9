// Programs for the compiler's tests: packages loaded and checked as a command would, opened as a Program.
import { burrowId } from '../src/build/burrow-id.ts';
import { Cache } from '../src/build/cache.ts';
import { diagnosticText, PackageChecker } from '../src/build/check-packages.ts';
import { openSession, sessionUnits, type Session } from '../src/build/session.ts';
import { NodeHost } from '../src/host/node/host.ts';
import { type Config, readConfig } from '../src/load/config.ts';
import { loadUnits, type Unit } from '../src/load/units.ts';
import type { OpTable } from '../src/ssa/op.ts';
import type { Profile } from '../src/ssa/program/profile.ts';

/** Packages that were loaded and checked. */
export interface Loaded {
  readonly host: NodeHost;
  readonly config: Config;
  readonly checker: PackageChecker;
  readonly units: readonly Unit[];
}

/** Loads and checks what the words of a command line mean, in `dir`, and package runtime. Throws what is wrong with it. */
export async function load(dir: string, words: readonly string[], tests = false): Promise<Loaded> {
  process.env['CGO_ENABLED'] = '0';
  const host = new NodeHost('burrow');
  const here = process.cwd();
  process.chdir(dir);
  try {
    const config = await readConfig(host);
    const { loader, units, errors } = await loadUnits(host, config, words, { cgo: false, tests });
    if (errors.length > 0) throw new Error(errors.map(String).join('\n'));
    const root = process.env['BURROW_ROOT'] ?? '';
    const cache = new Cache(host, `${config.burrowCache}/test-${burrowId(host, root)}`);
    const checker = new PackageChecker(loader.host, config, cache, 'test', file => loader.index.contentHash(file));
    for (const unit of units) {
      const wrong = checker.checkUnit(unit, unit.root);
      if (wrong.length > 0) throw new Error([`# ${unit.desc}`, ...wrong.map(diagnosticText)].join('\n'));
    }
    return { host, config, checker, units };
  } finally {
    process.chdir(here);
  }
}

/** Opens one of the packages as a program. */
export function open(l: Loaded, importPath: string, ops: OpTable | null): Session {
  const root = l.units.find(u => u.package.importPath === importPath);
  if (root === undefined) throw new Error(`${importPath} was not loaded`);
  return openUnit(l, root, ops);
}

/** Opens one of the packages, or of their variants for tests, as a program. */
export function openUnit(
  l: Loaded,
  root: Unit,
  ops: OpTable | null,
  noInline = false,
  dwarf = false,
  profile: Profile | null = null,
  archLevel = 1,
): Session {
  const ofPackage = () => ({ noOpt: false, noInline, dwarf, checkForm: false, profile });
  const options = { goos: 'linux', goarch: l.config.goarch, archLevel, ofPackage };
  return openSession(l.checker, l.config, sessionUnits(l.units, root, ['runtime']), root, ops, options);
}
