// Network reads under Node: http and https, and file URLs (a GOPROXY may be one). What is trusted and which proxy is used
// is what Go trusts and uses: the system's certificates ($SSL_CERT_FILE), $HTTPS_PROXY, $HTTP_PROXY, $NO_PROXY. Node's own
// fetch knows neither.

import * as fs from 'node:fs';
import * as tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { errnoText, IOError, type FetchHow, type Response } from '../host.ts';

/** Where Linux systems keep their bundle of certificates (crypto/x509/root_linux.go). */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

let agent: EnvHttpProxyAgent | null = null;
let trusting: EnvHttpProxyAgent | null = null;
/** A server whose certificate does not count is given this many milliseconds, as by the go command. */
const impatience = 5000;

/** The agent of this process, made at its first request; and the one that asks for no certificate. */
function dispatcher(insecure: boolean): EnvHttpProxyAgent {
  if (insecure) {
    const any = { rejectUnauthorized: false };
    trusting ??= new EnvHttpProxyAgent({ connect: any, requestTls: any });
    return trusting;
  }
  if (agent !== null) return agent;
  const ca = [...tls.rootCertificates];
  for (const name of process.env['SSL_CERT_FILE'] ? [process.env['SSL_CERT_FILE']] : bundles) {
    try {
      ca.push(fs.readFileSync(name, 'utf8'));
      break;
    } catch {
      // another system keeps it elsewhere
    }
  }
  agent = new EnvHttpProxyAgent({ connect: { ca }, requestTls: { ca }, proxyTls: { ca } });
  return agent;
}

/** The answer to a GET request. */
export async function fetchUrl(url: string, how: FetchHow): Promise<Response | IOError> {
  if (url.startsWith('file:')) return readFileUrl(url);
  let answer: Awaited<ReturnType<typeof fetch>>;
  try {
    const insecure = how.insecure === true;
    answer = await fetch(url, {
      headers: Object.fromEntries(how.headers ?? []),
      redirect: how.manual === true ? 'manual' : 'follow',
      dispatcher: dispatcher(insecure),
      ...(insecure ? { signal: AbortSignal.timeout(impatience) } : {}),
    });
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
    headerNames: [...answer.headers.keys()],
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
    headerNames: [],
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
