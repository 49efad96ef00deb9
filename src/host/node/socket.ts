// Streams of bytes between processes under Node, over sockets that have names in the file system.

import * as fs from 'node:fs';
import * as net from 'node:net';
import { errnoText, IOError, type Closable, type Connection } from '../host.ts';

/** A connection of Node as burrow's. */
export function connection(socket: net.Socket): Connection {
  socket.on('error', () => socket.destroy()); // the other end is gone, which 'close' says
  return {
    send: data => void (socket.destroyed || socket.write(data)),
    onData: take => void socket.on('data', take),
    onEnd: ended => void socket.on('close', ended),
    close: () => void socket.end(),
  };
}

/** Takes connections at a socket of this name, which only this user may use. */
export async function listen(name: string, accept: (c: Connection) => void): Promise<Closable | IOError> {
  const server = net.createServer(socket => accept(connection(socket)));
  let failed = await open(server, name);
  if (failed?.code === 'EADDRINUSE' && !(await answers(name))) {
    fs.rmSync(name, { force: true });
    failed = await open(server, name);
  }
  if (failed !== null) return failed;
  fs.chmodSync(name, 0o600);
  const { ino } = fs.lstatSync(name);
  return {
    close() {
      // Node removes the name as well, but only when the last connection has ended.
      if (fs.lstatSync(name, { throwIfNoEntry: false })?.ino === ino) fs.rmSync(name, { force: true });
      server.close();
    },
  };
}

function open(server: net.Server, name: string): Promise<IOError | null> {
  return new Promise(done => {
    const failed = (err: NodeJS.ErrnoException) => {
      const code = err.code ?? '';
      done(new IOError('listen', name, code, errnoText(code)));
    };
    server.once('error', failed);
    server.listen(name, () => {
      server.off('error', failed);
      done(null);
    });
  });
}

/** Whether somebody listens at a socket. */
function answers(name: string): Promise<boolean> {
  return new Promise(done => {
    const socket = net.connect(name);
    socket.on('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });
}
