// GET requests as the go command makes them: redirections are counted, plain http never gets a password and never follows
// https, an error of the server is told with what the server says. Unlike the go command it tries again, after a while,
// where the connection broke or the server asks for patience; what has come of a body is kept for the next try, which asks
// for the rest (RFC 9110, 14: Range and If-Range) where the server says how it knows the same body again.

import { decodeUtf8 } from '../../../base/utf8.ts';
import { IOError, type Host, type Response } from '../../../host/host.ts';
import { Auth, basicAuth, type Headers } from './auth.ts';
import { FetchError } from './errors.ts';
import { bare, decode, follow, parseUrl, redacted, type Url } from './url.ts';

/** Told of what has come of an answer so far. */
export type Progress = (done: number, total: number) => void;

const maxRedirects = 10;
const attempts = 4;
const firstPause = 250;
/** A server that sends nothing for so long has stalled. */
const patience = 60_000;
/** Of a page about a module, or with an error. */
const maxPage = 16 << 20;
/** So much room is made for what a server only says that it will send. */
const maxExpected = 64 << 20;
const detailLines = 8;
const detailBytes = detailLines * 81;

/** A page about a module, whatever its status. */
export interface Page {
  /** Where it was found, with its password hidden. */
  readonly url: string;
  readonly text: string;
  /** What is wrong with its status; null for nothing. */
  readonly error: FetchError | null;
}

/** What has come of a body that may break off. */
class Partial {
  size = 0;
  /** The server's name for this very body: a strong ETag, or the time of its last change; '' for none. */
  validator = '';
  private bytes = new Uint8Array(0);

  /** The body begins again, as the answer has it. */
  restart(answer: Response): void {
    this.size = 0;
    const tag = answer.header('etag');
    const plain = ['', 'identity'].includes(answer.header('content-encoding'));
    this.validator = plain ? (tag.startsWith('"') ? tag : answer.header('last-modified')) : '';
  }

  /** Adds what came; `expected` is how long the whole will be, or a guess. */
  add(piece: Uint8Array, expected: number): void {
    const size = this.size + piece.length;
    if (size > this.bytes.length) {
      const larger = new Uint8Array(Math.max(size, Math.min(expected, maxExpected), 2 * this.bytes.length));
      larger.set(this.bytes.subarray(0, this.size));
      this.bytes = larger;
    }
    this.bytes.set(piece, this.size);
    this.size = size;
  }

  /** The body, if that was all of it. */
  get body(): Uint8Array {
    return this.bytes.subarray(0, this.size);
  }

  /** What to ask for: null for all of it. */
  get rest(): Headers | null {
    if (this.size === 0 || this.validator === '') return null;
    return new Map([
      ['range', `bytes=${this.size}-`],
      ['if-range', this.validator],
    ]);
  }

  /** The answer is what was asked for. */
  continues(answer: Response): boolean {
    return answer.status === 206 && answer.header('content-range').startsWith(`bytes ${this.size}-`);
  }
}

/** How a request may be made. */
interface How {
  readonly partial: Partial;
  /** The certificate does not count, and plain http will do. */
  readonly insecure: boolean;
  readonly limit: number;
  readonly progress: Progress | null;
  /** Another answer than 200 is an answer as well. */
  readonly anyStatus: boolean;
}

/** The client of one command. */
export class Web {
  private readonly host: Host;
  private readonly trace: boolean;
  private readonly auth: Auth;
  private active = 0;
  private readonly waiting: (() => void)[] = [];

  /** `goauth` is $GOAUTH; `trace` is -x: requests are shown on standard error. */
  constructor(host: Host, goauth: string, trace: boolean) {
    this.host = host;
    this.trace = trace;
    this.auth = new Auth(host, goauth, trace);
  }

  /** The body of an answer with status 200; throws a FetchError otherwise. */
  async get(address: string, limit: number, progress: Progress | null = null): Promise<Uint8Array> {
    const url = parseUrl(address);
    if (url === null) throw new FetchError(`unsupported address: ${address}`);
    if (url.scheme === 'file') return this.getFile(url);
    if (url.scheme === 'http' && url.user !== '') {
      throw new FetchError(`refusing to pass credentials to insecure URL: ${redacted(url)}`);
    }
    const how = { partial: new Partial(), insecure: false, limit, progress, anyStatus: false };
    return (await this.request(url, how)).body;
  }

  /**
   * The page at an address without a scheme, over https; where that fails and `insecure` allows it, over http. It says
   * what it says whatever its status.
   */
  async getPage(address: string, insecure: boolean): Promise<Page> {
    const page = async (scheme: string): Promise<Page> => {
      const how = { partial: new Partial(), insecure, limit: maxPage, progress: null, anyStatus: true };
      const url = parseUrl(`${scheme}://${address}`)!; // it has a scheme
      const { body, error } = await this.request(url, how);
      return { url: redacted(url), text: decodeUtf8(body), error };
    };
    try {
      return await page('https');
    } catch (err) {
      if (!insecure || !(err instanceof FetchError)) throw err;
      return page('http');
    }
  }

  private async request(url: Url, how: How): Promise<Answer> {
    await this.enter();
    try {
      for (let n = 1; ; n++) {
        const answer = await this.attempt(url, how, n === attempts);
        if (answer !== null) return answer;
        await this.host.sleep(firstPause * 3 ** (n - 1));
      }
    } finally {
      this.active--;
      this.waiting.shift()?.();
    }
  }

  /** Not more requests at once than the go command's servers are used to. */
  private async enter(): Promise<void> {
    while (this.active >= 16) await new Promise<void>(go => this.waiting.push(go));
    this.active++;
  }

  private getFile(url: Url): Uint8Array {
    const data = this.host.readFile(decode(url.path));
    if (!(data instanceof IOError)) return data;
    if (data.code !== 'ENOENT' && data.code !== 'EACCES') throw new FetchError(String(data));
    throw new FetchError(`reading ${redacted(url)}: ${data.reason}`, data.notExist);
  }

  /** One try; null where another one may do better. */
  private async attempt(url: Url, how: How, last: boolean): Promise<Answer | null> {
    const started = this.host.monotonic();
    const say = (what: string) => {
      if (!this.trace) return;
      const seconds = ((this.host.monotonic() - started) / 1000).toFixed(3);
      this.host.stderr.write(`# get ${redacted(url)}${what === '' ? '' : `: ${what} (${seconds}s)`}\n`);
    };
    say('');
    const answer = await this.authorized(url, how);
    if (answer instanceof IOError) {
      if (!last && isPassing(answer)) return null;
      throw new FetchError(String(answer));
    }
    const status = `${answer.status}${answer.statusText === '' ? '' : ' '}${answer.statusText}`;
    say(status);
    if (how.partial.continues(answer)) {
      // the rest
    } else if (answer.status === 416 && how.partial.size > 0 && !last) {
      how.partial.restart(answer);
      answer.close();
      return null;
    } else if (answer.status === 200) how.partial.restart(answer);
    else {
      if (!last && [429, 502, 503, 504].includes(answer.status) && answer.header('retry-after') !== '') {
        answer.close();
        return null;
      }
      const page = { ...how, partial: new Partial(), limit: maxPage, progress: null };
      const seen = await this.readAll(answer, page).then(b => (b instanceof IOError ? new Uint8Array(0) : b));
      const detail = errorDetail(answer, seen);
      const shown = detail === '' ? '' : `\n\tserver response:${detail.includes('\n') ? '\n\t' : ' '}${detail}`;
      const notExist = answer.status === 404 || answer.status === 410;
      const error = new FetchError(`reading ${redacted(url)}: ${status}${shown}`, notExist);
      if (!how.anyStatus) throw error;
      return { body: seen, error };
    }
    const body = await this.readAll(answer, how);
    if (!(body instanceof IOError)) return { body, error: null };
    if (!last && isPassing(body)) return null;
    throw new FetchError(`read "${redacted(url)}": ${body.reason}`);
  }

  /** The answer to a request; a server that refuses is asked once more where there are credentials for it then. */
  private async authorized(url: Url, how: How): Promise<Response | IOError> {
    if (url.scheme !== 'https') return this.follow(url, null, how);
    const address = bare(url);
    const headers = await this.auth.headers(address);
    const answer = await this.follow(url, headers, how);
    if (answer instanceof IOError || answer.status < 400 || answer.status >= 500) return answer;
    const again = await this.auth.afterRefusal(address, answer);
    if (again === null || (headers !== null && sameHeaders(headers, again))) return answer;
    answer.close();
    return this.follow(url, again, how);
  }

  private async follow(first: Url, auth: Headers | null, how: How): Promise<Response | IOError> {
    let url = first;
    for (let hops = 0; ; hops++) {
      const headers = this.headers(url, isSameSite(first, url) ? auth : null);
      for (const [name, value] of how.partial.rest ?? []) headers.set(name, value);
      const asked = this.host.fetch(bare(url), { headers, insecure: how.insecure });
      const silent = this.host.sleep(patience, true).then(() => {
        return new IOError('Get', bare(url), 'ETIMEDOUT', 'the server does not answer');
      });
      const answer = await Promise.race([asked, silent]);
      if (answer instanceof IOError) return new IOError('Get', `"${redacted(url)}"`, answer.code, answer.reason);
      const location = answer.header('location');
      if (![301, 302, 303, 307, 308].includes(answer.status) || location === '') return answer;
      answer.close();
      const next = follow(url, location);
      const wrong = (why: string) => new IOError('Get', `"${next === null ? location : redacted(next)}"`, '', why);
      if (next === null) return wrong('invalid redirection');
      if (hops + 1 >= maxRedirects) return wrong(`stopped after ${maxRedirects} redirects`);
      if (first.scheme === 'https' && next.scheme !== 'https' && !how.insecure) {
        return wrong(`redirected from secure URL ${redacted(url)} to insecure URL ${redacted(next)}`);
      }
      url = next;
    }
  }

  /** Reads what the answer still has, and gives all of the body. */
  private async readAll(answer: Response, { partial, limit, progress }: How): Promise<Uint8Array | IOError> {
    const before = partial.size;
    const total = answer.length < 0 ? -1 : before + answer.length;
    let ended = false;
    let last = this.host.monotonic();
    const stalled = (async (): Promise<'stalled'> => {
      while (!ended && this.host.monotonic() - last < patience) await this.host.sleep(patience / 6, true);
      return 'stalled';
    })();
    try {
      for (;;) {
        const piece = await Promise.race([answer.read(), stalled]);
        if (piece === 'stalled') {
          answer.close();
          return new IOError('read', answer.url, 'ETIMEDOUT', 'the server sends nothing any more');
        }
        if (piece === null) break;
        if (piece instanceof IOError) return piece;
        last = this.host.monotonic();
        partial.add(piece, total);
        if (partial.size > limit) {
          answer.close();
          break; // the caller says what is too large
        }
        progress?.(partial.size, total);
      }
    } finally {
      ended = true;
    }
    if (answer.header('content-encoding') === '' && partial.size < total && partial.size <= limit) {
      return new IOError('read', answer.url, 'ECONNRESET', 'unexpected EOF');
    }
    return partial.body;
  }

  /** The headers of a request: the credentials that are known, else those in the address. */
  private headers(url: Url, auth: Headers | null): Map<string, string> {
    const headers = new Map([['user-agent', 'Go-http-client/1.1']]);
    if (url.user !== '') headers.set('authorization', basicAuth(url.user, url.password ?? ''));
    for (const [name, value] of auth ?? []) headers.set(name, value);
    return headers;
  }
}

interface Answer {
  readonly body: Uint8Array;
  /** null for status 200. */
  readonly error: FetchError | null;
}

function sameHeaders(a: Headers, b: Headers): boolean {
  return a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);
}

/** Credentials for the one may go to the other: it is the same server or one below it, and as private. */
function isSameSite(from: Url, to: Url): boolean {
  if (from.scheme === 'https' && to.scheme !== 'https') return false;
  return to.host === from.host || to.host.endsWith(`.${from.host}`);
}

/** The failure may be over in a moment. */
function isPassing(err: IOError): boolean {
  return ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT'].includes(
    err.code,
  );
}

/** What the server says of an error, where it is plain text that a terminal may show: its first paragraph. */
function errorDetail(answer: Response, body: Uint8Array): string {
  const type = answer.header('content-type').toLowerCase();
  const m = /^text\/plain(?:;\s*charset=([^;]*))?/.exec(type);
  if (m === null || !['', 'utf-8', 'us-ascii'].includes(m[1] ?? '')) return '';
  const text = decodeUtf8(body);
  if (/[\ufffd]|[^\p{L}\p{M}\p{N}\p{P}\p{S}\s]/u.test(text)) return '';
  let out = '';
  let n = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') break;
    if (n > 0) out += '\n\t';
    if (n++ >= detailLines) return out + '[Truncated: too many lines.]';
    if (out.length + line.length > detailBytes) return out + '[Truncated: too long.]';
    out += line;
  }
  return out;
}
