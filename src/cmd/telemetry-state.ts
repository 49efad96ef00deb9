// Which mode Go's telemetry is in, for every program of Go's on this machine, and where it keeps its files.

import { decodeUtf8 } from '../base/utf8.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { userConfigDir } from '../load/envfile.ts';

/** The mode and the directory of Go's telemetry; the directory is '' where there is no place for one. */
export function telemetryState(host: Host): { readonly mode: string; readonly dir: string } {
  // Go's own tests of the go command keep apart from the user's counters so.
  let dir = host.getenv('TEST_TELEMETRY_DIR');
  if (dir === '') {
    const config = userConfigDir(host);
    if (config.startsWith('!')) return { mode: 'off', dir: '' };
    dir = path.join(config, 'go/telemetry');
  }
  const data = host.readFile(path.join(dir, 'mode'));
  const mode = data instanceof IOError ? '' : decodeUtf8(data).trim().split(' ', 1)[0]!;
  return { mode: mode === '' ? 'local' : mode, dir };
}
