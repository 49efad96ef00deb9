// `burrow telemetry`: shows and sets the mode of Go's telemetry, which the go command, other tools and burrow's own counters
// (counters.ts) obey. burrow sends nothing, whatever the mode.

import { encodeUtf8 } from '../base/utf8.ts';
import * as path from '../host/path.ts';
import { command, fatal } from './command.ts';
import { telemetryState } from './telemetry-state.ts';

export { telemetry as command };

const telemetry = command({
  usageLine: 'telemetry [off|local|on]',
  long: `Telemetry prints the mode of Go's telemetry, or sets it:

	off	nothing is counted
	local	tools of Go count on this machine and send nothing
	on	what they count is also sent to telemetry.go.dev and published

The setting is that of all of Go's tools, and 'env GOTELEMETRY' and 'env GOTELEMETRYDIR' show it.

burrow sends nothing, whatever the mode is. But for mode off it counts in the directory local of GOTELEMETRYDIR, in a file
for each day, how often it was run (burrow/invocations) and how often each command (burrow/subcommand:build,
burrow/subcommand:mod-tidy). Programs that show Go's counters show these too; they may be removed at any time.
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
    if (wanted === 'on') {
      host.stderr.write(
        "Go's own tools will send what they count to https://telemetry.go.dev/ from now on; burrow sends nothing.\n",
      );
    }
    return Promise.resolve(0);
  },
});
