// What becomes of servers that do not answer as they should, in the words of Go's net packages.

import assert from 'node:assert/strict';
import * as net from 'node:net';
import { test } from 'node:test';
import { IOError } from '../host.ts';
import { fetchUrl } from './fetch.ts';

/** What a server sends when it has been asked, before it closes the connection, and what is told of it. */
const servers: readonly (readonly [scheme: string, sent: string, want: string])[] = [
  ['http', '', 'EOF'],
  ['http', 'garbage\r\n\r\n', 'net/http: HTTP/1.x transport connection broken: malformed HTTP response "garbage"'],
  ['http', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', '200 abc unexpected EOF'],
  ['http', 'HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nabc', '404 abc'],
  ['http', 'HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n', '302 to /b'],
  ['https', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'http: server gave HTTP response to HTTPS client'],
];

async function told(url: string): Promise<string> {
  const answer = await fetchUrl(url, {});
  if (answer instanceof IOError) return answer.reason;
  let out = String(answer.status);
  if (answer.header('location') !== '') out += ` to ${answer.header('location')}`;
  for (let piece = await answer.read(); piece !== null; piece = await answer.read()) {
    out += ` ${piece instanceof IOError ? piece.reason : Buffer.from(piece).toString()}`;
    if (piece instanceof IOError) break;
  }
  return out;
}

for (const [scheme, sent, want] of servers) {
  test(`${scheme} server that sends ${JSON.stringify(sent)}`, async () => {
    const server = net.createServer(socket => socket.once('data', () => socket.end(sent)).on('error', () => {}));
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    try {
      const { port } = server.address() as net.AddressInfo;
      assert.equal(await told(`${scheme}://127.0.0.1:${port}/a`), want);
    } finally {
      server.close();
    }
  });
}

test('nobody listens', async () => {
  const server = net.createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as net.AddressInfo;
  await new Promise(done => server.close(done));
  assert.equal(await told(`http://127.0.0.1:${port}/`), `dial tcp 127.0.0.1:${port}: connect: connection refused`);
});
