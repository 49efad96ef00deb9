// `burrow telemetry`: shows and sets the mode of Go's telemetry, which the go command and other tools obey. burrow itself counts
// nothing and sends nothing, whatever the mode.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { userConfigDir } from '../load/envfile.ts';
import { command, fatal } from './command.ts';

export { telemetry as command };

/** The mode and the directory of Go's telemetry; the directory is '' where there is no place for one. */
export function telemetryState(host: Host): { readonly mode: string; readonly dir: string } {
  const config = userConfigDir(host);
  if (config.startsWith('!')) return { mode: 'off', dir: '' };
  const dir = path.join(config, 'go/telemetry');
  const data = host.readFile(path.join(dir, 'mode'));
  const mode = data instanceof IOError ? '' : decodeUtf8(data).trim().split(' ', 1)[0]!;
  return { mode: mode === '' ? 'local' : mode, dir };
}

const telemetry = command({
  usageLine: 'telemetry [off|local|on]',
  long: `Telemetry prints the mode of Go's telemetry, or sets it:

	off	nothing is counted
	local	tools of Go count on this machine and send nothing
	on	what they count is also sent to telemetry.go.dev and published

The setting is that of all of Go's tools, and 'env GOTELEMETRY' and 'env GOTELEMETRYDIR' show it. burrow has no counters.
`,
  flags: {},
  run(cx, _, args) {
    const { host } = cx;
    const { mode, dir } = telemetryState(host);
    if (args.length === 0) {
      host.stdout.write(`${mode}\n`);
      return Promise.resolve(0);
    }
    const wanted = args[0]!; // there is one
    if (args.length > 1 || !['on', 'local', 'off'].includes(wanted)) cx.usage();
    if (wanted === mode) return Promise.resolve(0);
    if (dir === '') fatal('go: failed to set the telemetry mode: there is no directory for settings');
    // The mode holds from the day on that stands beside it; what is older is not sent.
    const day = new Date(host.now()).toISOString().slice(0, 10);
    const failed = host.makeDirs(dir) ?? host.writeFile(path.join(dir, 'mode'), encodeUtf8(`${wanted} ${day}`), 0o666);
    if (failed !== null) fatal(`go: failed to set the telemetry mode: ${failed}`);
    return Promise.resolve(0);
  },
});
