// Turns: what takes long and is the same whoever makes it is made by one process, while others that want it wait. Who has the turn
// listens at a socket, so that the turn of a process that was killed is free again.

import { IOError, type Closable, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';

/** How often a process that waits looks whether it is done, and whether the one that does it is still there, in milliseconds. */
const lookInterval = 200;
const askInterval = 3000;

/**
 * Waits until `isDone`, or until no other process has the turn of this name; what came back is closed by who has done the
 * work, or has found it done. Null: it is done, or processes cannot take turns here.
 */
export async function takeTurn(host: Host, name: string, isDone: () => boolean): Promise<Closable | null> {
  const dir = host.socketDir();
  if (dir === '') return null;
  for (;;) {
    const turn = await host.listen(path.join(dir, `${name}.sock`), c => c.close());
    if (!(turn instanceof IOError)) return turn;
    if (turn.code !== 'EADDRINUSE') return null;
    for (let waited = 0; waited < askInterval; waited += lookInterval) {
      if (isDone()) return null;
      await host.sleep(lookInterval);
    }
  }
}
