// Network reads under Node: http, https through Node's own fetch, and file URLs (a GOPROXY may be one).

import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errnoText, IOError, type Response } from '../host.ts';

/** The answer to a GET request; redirections are followed. */
export async function fetchUrl(url: string, headers: ReadonlyMap<string, string>): Promise<Response | IOError> {
  if (url.startsWith('file:')) return readFileUrl(url);
  let answer: globalThis.Response;
  try {
    answer = await fetch(url, { headers: Object.fromEntries(headers) });
  } catch (err) {
    return networkError(url, err);
  }
  const reader = answer.body?.getReader();
  const length = answer.headers.get('content-length');
  return {
    status: answer.status,
    statusText: answer.statusText,
    url: answer.url,
    length: length === null ? -1 : Number(length),
    header: name => answer.headers.get(name) ?? '',
    async read() {
      if (reader === undefined) return null;
      try {
        const piece = await reader.read();
        return piece.done ? null : piece.value;
      } catch (err) {
        return networkError(url, err);
      }
    },
    close() {
      void reader?.cancel().catch(() => {});
    },
  };
}

function networkError(url: string, err: unknown): IOError {
  const cause = ((err as Error).cause ?? err) as NodeJS.ErrnoException;
  const code = cause.code ?? '';
  const text = code === '' ? cause.message : errnoText(code);
  return new IOError('Get', `"${url}"`, code, text === code ? cause.message || code : text);
}

function readFileUrl(url: string): Response {
  let data: Uint8Array | null = null;
  let at = 0;
  try {
    data = new Uint8Array(fs.readFileSync(fileURLToPath(url)));
  } catch {
    // a file proxy answers "not found" for what it does not hold
  }
  const body = data;
  return {
    status: body === null ? 404 : 200,
    statusText: body === null ? 'Not Found' : 'OK',
    url,
    length: body === null ? 0 : body.length,
    header: () => '',
    read: () => {
      if (body === null || at >= body.length) return Promise.resolve(null);
      const piece = body.subarray(at, at + (1 << 20));
      at += piece.length;
      return Promise.resolve(piece);
    },
    close: () => {},
  };
}
