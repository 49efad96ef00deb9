// -exec of `run` and `test`.

import { splitQuoted } from '../load/quoted.ts';
import { custom, FlagError, type Flag } from './flags.ts';

/** Words of a command; null where the flag was not given. */
export function execFlag(): Flag<readonly string[] | null> {
  return custom<readonly string[] | null>(null, word => {
    const list = splitQuoted(word);
    return typeof list === 'string' ? new FlagError(list) : list;
  });
}
