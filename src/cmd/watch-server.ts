// The resident burrow as a server: commands that are started in other processes run here, warm, and say what they have to say
// there (host/remote.ts, entry/client.ts, client/).

import * as Frame from '../host/frames.ts';
import { IOError, type Closable, type Connection, type Host } from '../host/host.ts';
import type { ProcessMemory } from '../base/process-memory.ts';
import { Declined, Gone, RemoteHost } from '../host/remote.ts';
import { socketName } from '../host/socket-name.ts';
import type { Resident } from './command.ts';
import { report } from './failure-report.ts';
import { main } from './main.ts';
import type { Machines } from './machines.ts';

/** What commands of other processes run with. */
export interface Service {
  readonly host: Host;
  /** burrow's own directory. */
  readonly root: string;
  readonly machines: Machines;
  readonly resident: Resident;
  readonly memory: ProcessMemory;
  /** Which burrow this is. */
  readonly id: string;
}

/** Listens for commands that are started in `dir` or beneath it; a text says why nobody can be listened to. */
export async function serve(service: Service, dir: string): Promise<Closable | string> {
  const sockets = service.host.socketDir();
  if (service.id === '' || sockets === '') return 'there is no directory for sockets that only this user can use';
  const name = `${sockets}/${socketName(service.id, dir)}`;
  const listening = await service.host.listen(name, c => accept(service, c));
  if (!(listening instanceof IOError)) return listening;
  return listening.code === 'EADDRINUSE' ? 'another one does, for the same directory' : listening.toString();
}

/** Another process has connected: it is told who this is, and may then send one command. */
function accept(service: Service, connection: Connection): void {
  const { host, id } = service;
  let remote: RemoteHost | null = null;
  const frames = new Frame.FrameReader((type, contents) => {
    if (remote !== null) remote.take(type, contents);
    else if (type === Frame.Command) {
      const { note } = Frame.readNote<Frame.CommandNote>(contents);
      remote = new RemoteHost(host, connection, note, service.memory);
      void run(service, connection, remote, note.argv);
    }
  });
  connection.onData(data => frames.push(data));
  connection.onEnd(() => remote?.leave());
  const { protocol } = Frame;
  connection.send(Frame.noteFrame(Frame.Ready, { id, identity: host.identity(), protocol } satisfies Frame.ReadyNote));
}

/** Where more of the heap than this is taken after a command, what is kept goes: the process must not die of it. */
const maxFill = 0.6;

/** Keeps the memory of a process within bounds. */
export function bound(host: Host, memory: ProcessMemory): void {
  if (host.heapFill() > maxFill) memory.clear();
}

async function run(
  service: Service,
  connection: Connection,
  remote: RemoteHost,
  argv: readonly string[],
): Promise<void> {
  const { root, machines, resident } = service;
  let status: number;
  // What the system has told of files until now is heard first.
  await service.host.sleep(0);
  try {
    status = await main(remote, root, argv, machines, null, resident);
    remote.stdout.flush();
  } catch (err) {
    if (err instanceof Gone) return;
    if (err instanceof Declined) {
      connection.send(Frame.frame(Frame.Decline, new Uint8Array(0)));
      connection.close();
      return;
    }
    status = 3;
    if (!remote.isGone) remote.stderr.write(report(err));
  }
  bound(service.host, service.memory);
  if (!remote.isGone) connection.send(Frame.noteFrame(Frame.Exit, { status } satisfies Frame.ExitNote));
  connection.close();
}
