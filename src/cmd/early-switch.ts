// `install` and `run` with flags that this Go does not know, and a package of a module that may need a newer one which does:
// the module is asked for first, and where it needs a newer Go the command starts again as that.

import { ConfigError } from '../load/config-error.ts';
import type { Config } from '../load/config.ts';
import { isLocalImport } from '../load/load.ts';
import { findModuleAt } from '../load/packages.ts';
import { tooNewIn } from '../load/mod/too-new.ts';
import * as path from '../host/path.ts';
import { lookup, parseBool, type FlagTable } from './flags.ts';
import { maySwitch, newerToolchain } from './toolchain.ts';

/** Throws a Switch where the module that `args` name needs a newer Go. `goflags` are those of $GOFLAGS. */
export async function switchEarly(
  config: Config,
  table: FlagTable,
  last: boolean,
  args: readonly string[],
  goflags: readonly string[],
): Promise<void> {
  if (!maySwitch(config)) return;
  const { word, modcacherw } = guess(table, last, [...goflags, ...args]);
  if (!word.includes('@') || isLocalImport(word) || path.isAbs(word)) return;
  try {
    await findModuleAt(config.host, config, word, { modcacherw });
  } catch (err) {
    if (!(err instanceof ConfigError)) throw err;
    const need = tooNewIn(err);
    if (need !== null) throw await newerToolchain(config, err, need);
  }
}

/** The package and -modcacherw, as well as they can be told among flags of which some are unknown; '' for no package. */
function guess(table: FlagTable, last: boolean, args: readonly string[]): { word: string; modcacherw: boolean } {
  let modcacherw = false;
  let word = '';
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--' || !arg.startsWith('-')) {
      word = (arg === '--' ? args[i + 1] : arg) ?? '';
      break;
    }
    const [name, value = null] = arg.replace(/^--?/, '').split(/=(.*)/s, 2) as [string, string?];
    if (name === 'modcacherw') {
      const on = parseBool(value ?? 'true');
      if (typeof on !== 'boolean') return { word: '', modcacherw };
      modcacherw = on;
      continue;
    }
    if (value !== null) continue;
    const flag = lookup(table, name);
    if (flag === null) {
      // Whether a value follows is not known. The words of `run` go on after the package: nothing can be said.
      if (!last) return { word: '', modcacherw };
      const next = args.findIndex((a, k) => k > i && /^--?modcacherw(?:=|$)/.test(a));
      const end = args.at(-1)!;
      if (!end.startsWith('-')) word = end;
      if (next < 0) break;
      i = next - 1;
    } else if (!flag.isBool) i++;
  }
  return { word, modcacherw };
}
