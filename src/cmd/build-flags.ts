// The flags that all commands share which load or build packages, and what the loader takes from them.

import type { Config } from '../load/config.ts';
import type { LoadOptions } from '../load/load.ts';
import { isInstrumented } from '../target/platform.ts';
import { bool, custom, FlagError, int, optional, string, words, type FlagTable, type FlagValues } from './flags.ts';
import { Exit, fatal } from './command.ts';
import { packageFlags } from './package-flags.ts';

/** -tags: a list with commas, or with spaces as it once was. */
function tags() {
  return custom<readonly string[]>([], word =>
    word.includes(' ') || word.includes("'")
      ? word.split(/\s+/).filter(t => t !== '')
      : word.split(',').filter(t => t !== ''),
  );
}

/** The build flags of the go command. */
export const buildFlags = {
  a: bool(),
  n: bool(),
  x: bool(),
  v: bool(),
  work: bool(),
  p: int(0),
  C: custom('', () => new FlagError('-C flag must be first flag on command line')),
  tags: tags(),
  mod: string(),
  modfile: string(),
  modcacherw: bool(),
  overlay: string(),
  asmflags: packageFlags(),
  gcflags: packageFlags(),
  ldflags: packageFlags(),
  gccgoflags: packageFlags(),
  compiler: string('gc'),
  buildmode: string('default'),
  buildvcs: custom(
    'auto',
    word => {
      if (word === 'auto') return 'auto';
      if (/^(?:1|t|T|true|TRUE|True)$/.test(word)) return 'true';
      if (/^(?:|0|f|F|false|FALSE|False)$/.test(word)) return 'false';
      return new FlagError("value is neither 'auto' nor a valid bool");
    },
    true,
  ),
  installsuffix: string(),
  linkshared: bool(),
  msan: bool(),
  asan: bool(),
  race: bool(),
  cover: bool(),
  covermode: custom('', word => {
    if (/^(?:|set|count|atomic)$/.test(word)) return word;
    return new FlagError('valid modes are "set", "count", or "atomic"');
  }),
  coverpkg: optional(),
  pgo: string('auto'),
  pkgdir: string(),
  toolexec: words(),
  trimpath: bool(),
} satisfies FlagTable;

/** Whether counters of coverage are asked for: each of these flags does. */
export function isCovering(flags: Pick<FlagValues<typeof buildFlags>, 'cover' | 'covermode' | 'coverpkg'>): boolean {
  return flags.cover || flags.covermode !== '' || flags.coverpkg !== null;
}

/** Refuses -race and its like: for what Go has not either in its words. */
function refuseInstruments(flags: FlagValues<typeof buildFlags>, { goos, goarch }: Config): void {
  const asked = (['race', 'msan', 'asan'] as const).filter(name => flags[name]);
  if (asked.length > 1) throw new Exit(2, `go: may not use -${asked[0]} and -${asked[1]} simultaneously`);
  for (const name of asked) {
    if (!isInstrumented(name, goos, goarch)) throw new Exit(2, `-${name} is not supported on ${goos}/${goarch}`);
    fatal(`go: -${name} is not supported by burrow yet`);
  }
}

/** What the loader takes from the build flags; what burrow, or the command, has not is refused in one line. */
export function loadOptions(flags: FlagValues<typeof buildFlags>, config: Config, command = ''): LoadOptions {
  if (flags.compiler !== 'gc') {
    if (flags.compiler !== 'gccgo')
      fatal(`invalid value "${flags.compiler}" for flag -compiler: unknown compiler "${flags.compiler}"`);
    fatal('go: -compiler=gccgo is not supported by burrow');
  }
  refuseInstruments(flags, config);
  if (flags.linkshared) fatal('go: -linkshared is not supported by burrow yet');
  if (isCovering(flags) && !/^(?:build|install|list|run|test)$/.test(command)) {
    fatal('go: -cover is not supported by this command of burrow');
  }
  return {
    tags: flags.tags,
    mod: flags.mod,
    modfile: flags.modfile,
    pgo: flags.pgo,
    x: flags.x,
    modcacherw: flags.modcacherw,
    overlay: flags.overlay,
    trimpath: flags.trimpath,
  };
}
