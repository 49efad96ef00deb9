// burrow as a command under Node: the host, the arguments, the exit status.

import * as path from 'node:path';
import { main as runCommand } from '../cmd/main.ts';
import { InternalError } from '../diag/internal-error.ts';
import { NodeHost } from '../host/node/host.ts';
import { machines } from './machines.ts';

// For whoever runs more than one command in a process.
export { machines, NodeHost, runCommand };

/** Runs the command line of this process and ends it. `root` is burrow's own directory. */
export async function main(root: string): Promise<void> {
  // A link to the launcher under the name `go` makes the texts speak of `go`.
  const program = path.basename(process.argv[1] ?? '').replace(/\.exe$/, '') === 'go' ? 'go' : 'burrow';
  const host = new NodeHost(program);
  let status: number;
  try {
    status = await runCommand(host, root, process.argv.slice(2), machines);
  } catch (err) {
    host.stderr.write(report(err));
    status = 3;
  }
  host.stdout.flush();
  process.exit(status);
}

/** What is said of a mistake of burrow's own. */
export function report(err: unknown): string {
  const stack = err instanceof Error ? (err.stack ?? err.message) : String(err);
  const kind = err instanceof InternalError ? 'internal error' : 'unexpected failure';
  return `burrow: ${kind}, please report it with the command and its input\n${stack}\n`;
}
