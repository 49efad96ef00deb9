// burrow as a command under Node: the host, the arguments, the exit status.

import { main as runCommand } from '../cmd/main.ts';
import { report } from '../cmd/failure-report.ts';
import { NodeHost } from '../host/node/host.ts';
import { Gone } from '../host/remote.ts';
import { ProcessMemory } from '../base/process-memory.ts';
import { machines } from './machines.ts';
import { programName } from './program-name.ts';

// For whoever runs more than one command in a process.
export { machines, NodeHost, ProcessMemory, report, runCommand };

/** Runs the command line of this process and ends it. `root` is burrow's own directory. */
export async function main(root: string): Promise<void> {
  const host = new NodeHost(programName());
  process.on('unhandledRejection', err => {
    // The rest of a command whose process is gone.
    if (err instanceof Gone) return;
    host.stderr.write(report(err));
    process.exit(3);
  });
  let status: number;
  try {
    status = await runCommand(host, root, process.argv.slice(2), machines, null, null, true);
  } catch (err) {
    host.stderr.write(report(err));
    status = 3;
  }
  host.stdout.flush();
  process.exit(status);
}
