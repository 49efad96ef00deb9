// The native end of commands: a resident burrow builds the program of client/ and puts it beside its socket, where the launcher
// looks for it. Without it all works as well; it spares each command the start of Node.

import { type Closable, type Host, IOError } from '../host/host.ts';
import * as path from '../host/path.ts';

/** The program's name in the directory of sockets; the launcher knows it. */
const fileName = 'client';

/** The machines that the program is built for, as Node and the distribution name them. */
const isServed = (host: Host): boolean => host.os === 'linux' && host.arch === 'amd64';

/** Builds the program in a process of its own; ends that process when it is closed. `root` is burrow's own directory. */
export function makeClient(host: Host, root: string): Closable {
  const dir = host.socketDir();
  let end = (): void => {};
  if (dir === '' || !isServed(host)) return { close: end };
  const env = new Map(host.environ());
  for (const name of ['GOFLAGS', 'GOEXPERIMENT', 'GO111MODULE', 'GODEBUG']) env.set(name, '');
  for (const [name, value] of own) env.set(name, value);
  const cwd = path.join(root, 'client');
  const file = path.join(dir, fileName);
  // What goes wrong here is no user's concern: commands start with Node then, as they do anywhere else.
  void host.spawn(
    host.interpreter,
    [path.join(root, 'burrow'), 'build', '-ldflags=-s -w', '-buildvcs=false', '-trimpath', '-o', file, '.'],
    {
      cwd,
      env: env.set('PWD', cwd),
      stdin: new Uint8Array(0),
      capture: true,
      onStart: p => (end = () => p.signal('SIGTERM')),
    },
  );
  return {
    close() {
      end();
      // Where nobody listens any more it would be asked for nothing.
      const names = host.readDir(dir);
      if (!(names instanceof IOError) && !names.some(n => n.name.endsWith('.sock'))) host.remove(file);
    },
  };
}

const own: readonly (readonly [name: string, value: string])[] = [
  ['GOOS', 'linux'],
  ['GOARCH', 'amd64'],
  ['GOAMD64', 'v1'],
  ['GOWORK', 'off'],
  ['GOTOOLCHAIN', 'local'],
  ['CGO_ENABLED', '0'],
  ['BURROW_WATCH', 'off'],
];
