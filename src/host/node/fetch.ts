// Network reads under Node: http and https, and file URLs (a GOPROXY may be one). What is trusted and which proxy is used
// is what Go trusts and uses: the system's certificates ($SSL_CERT_FILE), $HTTPS_PROXY, $HTTP_PROXY, $NO_PROXY.

import * as fs from 'node:fs';
import * as http from 'node:http';
import type * as https from 'node:https';
import * as net from 'node:net';
import type * as tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { quote } from '../../base/quote.ts';
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

/** A server whose certificate does not count is given this many milliseconds, as by the go command. */
export const impatience = 5000;

/** The certificates that count. */
export function trusted(): string[] {
  const ca = [...process.getBuiltinModule('node:tls').rootCertificates];
  for (const name of process.env['SSL_CERT_FILE'] ? [process.env['SSL_CERT_FILE']] : bundles) {
    try {
      ca.push(fs.readFileSync(name, 'utf8'));
      break;
    } catch {
      // another system keeps it elsewhere
    }
  }
  return ca;
}

let plain: http.Agent | null = null;
let secure: https.Agent | null = null;
let trusting: https.Agent | null = null;

/** The agent of this process for such requests, made at the first: connections are kept, and certificates read once. */
function agentFor(secured: boolean, insecure: boolean): http.Agent {
  if (!secured) return (plain ??= new http.Agent({ keepAlive: true }));
  const { Agent } = process.getBuiltinModule('node:https');
  if (insecure) return (trusting ??= new Agent({ keepAlive: true, rejectUnauthorized: false }));
  if (secure !== null) return secure;
  const secureContext: tls.SecureContext = process.getBuiltinModule('node:tls').createSecureContext({ ca: trusted() });
  return (secure = new Agent({ keepAlive: true, secureContext } as https.AgentOptions)); // handed on to tls.connect
}

/** The answer to a GET request. */
export function fetchUrl(url: string, how: FetchHow): Promise<Response | IOError> {
  if (url.startsWith('file:')) return Promise.resolve(readFileUrl(url));
  const proxies = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
  if (proxies.some(name => (process.env[name] ?? '') !== '')) {
    return import('./fetch-proxied.ts').then(m => m.fetchProxied(url, how));
  }
  const insecure = how.insecure === true;
  const secured = url.startsWith('https:');
  const client = secured ? process.getBuiltinModule('node:https') : http;
  const options: https.RequestOptions = {
    agent: agentFor(secured, insecure),
    headers: Object.fromEntries(how.headers ?? []),
    ...(insecure ? { signal: AbortSignal.timeout(impatience) } : {}),
  };
  return new Promise(done => {
    try {
      const request = client.get(url, options, answer => done(responseOf(url, answer)));
      request.on('error', err => done(networkError(url, err)));
    } catch (err) {
      done(networkError(url, err)); // an address that is none
    }
  });
}

function responseOf(url: string, answer: http.IncomingMessage): Response {
  const pieces = answer[Symbol.asyncIterator]() as AsyncIterableIterator<Uint8Array>;
  const header = (name: string) => {
    const value = answer.headers[name] ?? '';
    return typeof value === 'string' ? value : value.join(', ');
  };
  const length = header('content-length');
  return {
    status: answer.statusCode ?? 0,
    statusText: answer.statusMessage ?? '',
    url,
    length: length === '' ? -1 : Number(length),
    headerNames: Object.keys(answer.headers),
    header,
    async read() {
      try {
        const piece = await pieces.next();
        return piece.done === true ? null : piece.value;
      } catch (err) {
        return networkError(url, err);
      }
    },
    close() {
      answer.destroy();
    },
  };
}

/** What Node says of certificates that end at none of those that count. */
const unknownAuthority = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** What Node's errors tell of a failure, as far as it is asked. */
interface NetworkFailure extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  /** Of a certificate that is for others: who it is not for, and itself. */
  readonly host?: string;
  readonly cert?: { readonly subjectaltname?: string };
  /** What came in place of an answer. */
  readonly rawPacket?: Uint8Array;
}

/** Why there is no answer, or no more of one, in the words of Go's net, crypto/tls and net/http where they have some. */
export function networkError(url: string, err: unknown): IOError {
  let cause = ((err as Error).cause ?? err) as NetworkFailure;
  if (cause instanceof AggregateError) cause = cause.errors[0]; // one for each address of a name
  return new IOError('Get', `"${url}"`, cause.code ?? '', reasonOf(cause));
}

function reasonOf(err: NetworkFailure): string {
  const { code = '', message, address = '' } = err;
  if (err.syscall === 'connect') {
    const at = address.includes(':') ? `[${address}]` : address;
    return `dial tcp ${at}:${err.port}: connect: ${errnoText(code)}`;
  }
  if (code === 'ENOTFOUND') return `dial tcp: lookup ${err.hostname}: no such host`;
  if (message === 'socket hang up') return 'EOF';
  if (message === 'aborted') return 'unexpected EOF';
  if (message.includes('wrong version number')) return 'http: server gave HTTP response to HTTPS client';
  if (code === 'HPE_INVALID_CONSTANT' && err.rawPacket !== undefined) {
    const line = Buffer.from(err.rawPacket).toString('latin1').split(/\r?\n/, 1)[0]!;
    return `net/http: HTTP/1.x transport connection broken: malformed HTTP response ${quote(line)}`;
  }
  const unverified = 'tls: failed to verify certificate: x509: ';
  if (unknownAuthority.includes(code)) return `${unverified}certificate signed by unknown authority`;
  if (code === 'CERT_HAS_EXPIRED') return `${unverified}certificate has expired or is not yet valid`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `${unverified}${otherNames(err)}`;
  const text = code === '' ? message : errnoText(code);
  return text === code ? message || code : text;
}

/** Who a certificate is for that is not for the server. */
function otherNames({ host = '', cert }: NetworkFailure): string {
  const names = (cert?.subjectaltname ?? '').split(', ');
  const ofKind = (kind: string) => names.flatMap(n => (n.startsWith(kind) ? [n.slice(kind.length)] : []));
  const isAddress = net.isIP(host) !== 0;
  const others = ofKind(isAddress ? 'IP Address:' : 'DNS:');
  if (others.length > 0) return `certificate is valid for ${others.join(', ')}, not ${host}`;
  return isAddress
    ? `cannot validate certificate for ${host} because it doesn't contain any IP SANs`
    : `certificate is not valid for any names, but wanted to match ${host}`;
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
