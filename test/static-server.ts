// A web server over a directory in a process of its own, so that a program that waits for its children can use it. A module
// cache's cache/download is a module proxy that way.

import { fork, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import type { AddressInfo } from 'node:net';

const flag = '-serve';

/** The server of a program that was started again to be one; false where this is the program itself. */
export function serveIfAsked(): boolean {
  if (process.argv[2] !== flag) return false;
  const dir = process.argv[3]!; // `startServer` gives it
  const server = http.createServer((request, response) => {
    const name = path.join(dir, path.normalize(decodeURIComponent(request.url ?? '/')));
    const st = fs.statSync(name, { throwIfNoEntry: false });
    if (st === undefined || !st.isFile()) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not here\n');
      return;
    }
    response.writeHead(200, { 'content-length': st.size });
    fs.createReadStream(name).pipe(response);
  });
  server.listen(0, '127.0.0.1', () => {
    process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  process.on('disconnect', () => process.exit(0));
  return true;
}

/** Starts the server; the program that calls this calls `serveIfAsked` first of all. */
export async function startServer(dir: string): Promise<{ readonly url: string; close(): void }> {
  const child: ChildProcess = fork(process.argv[1]!, [flag, dir]);
  const url = await new Promise<string>(got => child.once('message', m => got(String(m))));
  return { url, close: () => child.disconnect() };
}
