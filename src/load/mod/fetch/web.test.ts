// Servers that misbehave: what is made of their answers. Hosts have no clock but the sleeps that are asked for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { IOError, type FetchHow, type Response } from '../../../host/host.ts';
import { MemoryHost } from '../../../host/memory.ts';
import { FetchError } from './errors.ts';
import { Web } from './web.ts';

/** What a server does with one request. */
interface Deed {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The length that it states, where it is not that of the body. */
  readonly length?: number;
  /** After the body: nothing more, and no end. */
  readonly stalls?: boolean;
  /** After the body: the connection breaks. */
  readonly breaks?: boolean;
  /** No answer but this failure. */
  readonly refuses?: string;
}

type Server = (url: string, headers: ReadonlyMap<string, string>, count: number) => Deed;

const never = () => new Promise<never>(() => {});

class BadHost extends MemoryHost {
  readonly asked: string[] = [];
  private readonly server: Server;

  constructor(server: Server) {
    super();
    this.server = server;
  }

  override fetch(url: string, how?: FetchHow): Promise<Response | IOError> {
    const headers = how?.headers ?? new Map<string, string>();
    const range = headers.get('range');
    this.asked.push(range === undefined ? url : `${url} ${range} ${headers.get('if-range')}`);
    const deed = this.server(url, headers, this.asked.length);
    if (deed.refuses !== undefined) return Promise.resolve(new IOError('Get', url, deed.refuses, 'refused'));
    const body = encodeUtf8(deed.body ?? '');
    let at = 0;
    return Promise.resolve({
      status: deed.status ?? 200,
      statusText: '',
      url,
      length: deed.length ?? body.length,
      headerNames: Object.keys(deed.headers ?? {}),
      header: name => deed.headers?.[name] ?? '',
      read: () => {
        if (at < body.length) return Promise.resolve(body.subarray(at, (at += 2)));
        if (deed.stalls === true) return never();
        return Promise.resolve(deed.breaks === true ? new IOError('read', url, 'ECONNRESET', 'reset') : null);
      },
      close: () => {},
    });
  }
}

const url = 'https://proxy.example/m.zip';
const text = '0123456789';
const tagged = { etag: '"one"' };
const rest = (from: number) => ({ ...tagged, 'content-range': `bytes ${from}-9/10` });

const cases: readonly (readonly [name: string, server: Server, want: string, asked?: readonly string[]])[] = [
  ['all is well', () => ({ body: text }), text, [url]],
  ['truncated', () => ({ body: '0123', length: 10 }), `read "${url}": unexpected EOF`, [url, url, url, url]],
  ['stalled', () => ({ body: '0123', length: 10, stalls: true }), `read "${url}": the server sends nothing any more`],
  [
    'the rest after a break',
    (_, headers, n) =>
      n === 1
        ? { headers: tagged, body: '0123', length: 10, breaks: true }
        : headers.get('range') === 'bytes=4-'
          ? { status: 206, headers: rest(4), body: '456789' }
          : { status: 500 },
    text,
    [url, `${url} bytes=4- "one"`],
  ],
  [
    'the rest, twice',
    (_, headers, n) => {
      const from = Number(/\d+/.exec(headers.get('range') ?? '0')![0]);
      const body = text.slice(from, n < 3 ? from + 3 : 10);
      return { status: from === 0 ? 200 : 206, headers: from === 0 ? tagged : rest(from), body, length: 10 - from };
    },
    text,
    [url, `${url} bytes=3- "one"`, `${url} bytes=6- "one"`],
  ],
  [
    'another body than before',
    (_, _headers, n) => (n === 1 ? { headers: tagged, body: 'xxxx', length: 10 } : { headers: tagged, body: text }),
    text,
    [url, `${url} bytes=4- "one"`],
  ],
  [
    'no such rest',
    (_, headers, n) =>
      n === 1
        ? { headers: tagged, body: 'xxxx', length: 10 }
        : headers.has('range')
          ? { status: 416 }
          : { headers: tagged, body: text },
    text,
    [url, `${url} bytes=4- "one"`, url],
  ],
  [
    'a rest that was not asked for',
    () => ({ status: 206, headers: rest(4), body: '456789' }),
    `reading ${url}: 206`,
    [url],
  ],
  [
    'a weak tag is no name',
    (_, _h, n) => (n === 1 ? { headers: { etag: 'W/"1"' }, body: '01', length: 10 } : { body: text }),
    text,
    [url, url],
  ],
  [
    'a redirection in a loop',
    () => ({ status: 302, headers: { location: url } }),
    `Get "${url}": stopped after 10 redirects`,
  ],
  [
    'a redirection to plain http',
    () => ({ status: 302, headers: { location: 'http://proxy.example/m.zip' } }),
    'Get "http://proxy.example/m.zip": redirected from secure URL https://proxy.example/m.zip to insecure URL http://proxy.example/m.zip',
  ],
  ['a redirection to nowhere', () => ({ status: 302 }), `reading ${url}: 302`],
  [
    '404',
    () => ({ status: 404, body: 'gone\nfar', headers: { 'content-type': 'text/plain' } }),
    `reading ${url}: 404\n\tserver response:\n\tgone\n\tfar`,
  ],
  ['410', () => ({ status: 410 }), `reading ${url}: 410`, [url]],
  ['500', () => ({ status: 500 }), `reading ${url}: 500`, [url]],
  [
    '503, once',
    (_, _h, n) => (n === 1 ? { status: 503, headers: { 'retry-after': '1' } } : { body: text }),
    text,
    [url, url],
  ],
  [
    'text that no terminal should show',
    () => ({ status: 500, body: '\x1b[2J', headers: { 'content-type': 'text/plain' } }),
    `reading ${url}: 500`,
  ],
  ['too much', () => ({ body: text.repeat(10) }), text.repeat(2) + '01'],
  ['no connection', () => ({ refuses: 'ECONNRESET' }), `Get "${url}": refused`, [url, url, url, url]],
  ['no such host', () => ({ refuses: 'ENOTFOUND' }), `Get "${url}": refused`, [url]],
];
for (const [name, server, want, asked] of cases) {
  test(name, async () => {
    const host = new BadHost(server);
    let got: string;
    try {
      got = decodeUtf8(await new Web(host, 'off', false).get(url, 20));
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      got = err.message;
      assert.equal(err.notExist, name === '404' || name === '410');
    }
    assert.equal(got, want);
    if (asked !== undefined) assert.deepEqual(host.asked, asked);
  });
}
