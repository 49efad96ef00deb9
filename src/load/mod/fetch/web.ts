// GET requests as the go command makes them: redirections are counted, plain http never gets a password and never follows
// https, an error of the server is told with what the server says. Unlike the go command it tries again, after a while,
// where the connection broke or the server asks for patience.

import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { IOError, type Host, type Response } from '../../../host/host.ts';
import type { Config } from '../../config.ts';
import { readText } from '../../dir-package.ts';
import * as path from '../../../host/path.ts';
import { base64, concat } from './bytes.ts';
import { FetchError } from './errors.ts';
import { bare, decode, follow, parseUrl, redacted, type Url } from './url.ts';

/** Told of what has come of an answer so far. */
export type Progress = (done: number, total: number) => void;

const maxRedirects = 10;
const attempts = 4;
const firstPause = 250;
/** A server that sends nothing for so long has stalled. */
const patience = 60_000;
const detailLines = 8;
const detailBytes = detailLines * 81;

/** One machine of a .netrc file. */
interface Machine {
  readonly machine: string;
  login: string;
  password: string;
}

/** The client of one command. */
export class Web {
  private readonly host: Host;
  private readonly config: Config;
  private readonly trace: boolean;
  private machines: readonly Machine[] | null = null;
  private active = 0;
  private readonly waiting: (() => void)[] = [];

  /** `trace` is -x: requests are shown on standard error. */
  constructor(host: Host, config: Config, trace: boolean) {
    this.host = host;
    this.config = config;
    this.trace = trace;
  }

  /** The body of an answer with status 200; throws a FetchError otherwise. */
  async get(address: string, limit: number, progress: Progress | null = null): Promise<Uint8Array> {
    const url = parseUrl(address);
    if (url === null) throw new FetchError(`unsupported address: ${address}`);
    if (url.scheme === 'file') return this.getFile(url);
    if (url.scheme === 'http' && url.user !== '') {
      throw new FetchError(`refusing to pass credentials to insecure URL: ${redacted(url)}`);
    }
    await this.enter();
    try {
      for (let n = 1; ; n++) {
        const answer = await this.attempt(url, limit, progress, n === attempts);
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
    throw new FetchError(`reading ${redacted(url)}: ${data.reason}`, data.notExist);
  }

  /** One try; null where another one may do better. */
  private async attempt(url: Url, limit: number, progress: Progress | null, last: boolean): Promise<Uint8Array | null> {
    const started = this.host.monotonic();
    const say = (what: string) => {
      if (!this.trace) return;
      const seconds = ((this.host.monotonic() - started) / 1000).toFixed(3);
      this.host.stderr.write(`# get ${redacted(url)}${what === '' ? '' : `: ${what} (${seconds}s)`}\n`);
    };
    say('');
    const answer = await this.follow(url);
    if (answer instanceof IOError) {
      if (!last && isPassing(answer)) return null;
      throw new FetchError(String(answer));
    }
    const status = `${answer.status}${answer.statusText === '' ? '' : ' '}${answer.statusText}`;
    say(status);
    if (answer.status !== 200) {
      if (!last && [429, 502, 503, 504].includes(answer.status) && answer.header('retry-after') !== '') {
        answer.close();
        return null;
      }
      const detail = await errorDetail(answer);
      const shown = detail === '' ? '' : `\n\tserver response:${detail.includes('\n') ? '\n\t' : ' '}${detail}`;
      throw new FetchError(
        `reading ${redacted(url)}: ${status}${shown}`,
        answer.status === 404 || answer.status === 410,
      );
    }
    const body = await this.readAll(answer, limit, progress);
    if (!(body instanceof IOError)) return body;
    if (!last && isPassing(body)) return null;
    throw new FetchError(`read "${redacted(url)}": ${body.reason}`);
  }

  private async follow(first: Url): Promise<Response | IOError> {
    let url = first;
    for (let hops = 0; ; hops++) {
      const answer = await this.host.fetch(bare(url), this.headers(url), true);
      if (answer instanceof IOError) return new IOError('Get', `"${redacted(url)}"`, answer.code, answer.reason);
      const location = answer.header('location');
      if (![301, 302, 303, 307, 308].includes(answer.status) || location === '') return answer;
      answer.close();
      const next = follow(url, location);
      const wrong = (why: string) => new IOError('Get', `"${next === null ? location : redacted(next)}"`, '', why);
      if (next === null) return wrong('invalid redirection');
      if (hops + 1 >= maxRedirects) return wrong(`stopped after ${maxRedirects} redirects`);
      if (first.scheme === 'https' && next.scheme !== 'https') {
        return wrong(`redirected from secure URL ${redacted(url)} to insecure URL ${redacted(next)}`);
      }
      url = next;
    }
  }

  private async readAll(answer: Response, limit: number, progress: Progress | null): Promise<Uint8Array | IOError> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      let done = false;
      const stalled = new Promise<'stalled'>(give => {
        void this.host.sleep(patience).then(() => (done ? undefined : give('stalled')));
      });
      const piece = progress === null ? await answer.read() : await Promise.race([answer.read(), stalled]);
      done = true;
      if (piece === 'stalled') {
        answer.close();
        return new IOError('read', answer.url, 'ETIMEDOUT', 'the server sends nothing any more');
      }
      if (piece === null) break;
      if (piece instanceof IOError) return piece;
      pieces.push(piece);
      size += piece.length;
      if (size > limit) {
        answer.close();
        break; // the caller says what is too large
      }
      progress?.(size, answer.length);
    }
    if (answer.header('content-encoding') === '' && answer.length >= 0 && size < answer.length) {
      return new IOError('read', answer.url, 'ECONNRESET', 'unexpected EOF');
    }
    return concat(pieces);
  }

  /** Credentials for a server: those in the address, or the user's .netrc file; over https alone. */
  private headers(url: Url): Map<string, string> {
    const headers = new Map([['user-agent', 'Go-http-client/1.1']]);
    if (url.scheme !== 'https') return headers;
    let login = url.user;
    let password = url.password ?? '';
    if (login === '') {
      this.machines ??= this.readNetrc();
      const found = this.machines.find(m => m.machine === url.host) ?? null;
      if (found === null) return headers;
      login = found.login;
      password = found.password;
    }
    return headers.set('authorization', `Basic ${base64(encodeUtf8(`${login}:${password}`))}`);
  }

  private readNetrc(): readonly Machine[] {
    const auth = this.config.getenv('GOAUTH') || 'netrc';
    if (!auth.split(';').some(word => word.trim() === 'netrc')) return [];
    const { host } = this;
    const base = host.os === 'windows' ? '_netrc' : '.netrc';
    const file = host.getenv('NETRC') || (host.home() === '' ? '' : path.join(host.home(), base));
    const text = file === '' ? '' : readText(host, file);
    return text instanceof IOError ? [] : parseNetrc(text);
  }
}

/** The machines of a .netrc file. */
export function parseNetrc(text: string): Machine[] {
  const out: Machine[] = [];
  let now: Machine = { machine: '', login: '', password: '' };
  let inMacro = false;
  for (const line of text.split('\n')) {
    if (inMacro) {
      if (line === '') inMacro = false;
      continue;
    }
    const words = line.split(/\s+/).filter(w => w !== '');
    for (let i = 0; i + 1 < words.length; i += 2) {
      const value = words[i + 1]!;
      if (words[i] === 'machine') now = { machine: value, login: '', password: '' };
      else if (words[i] === 'login') now.login = value;
      else if (words[i] === 'password') now.password = value;
      else if (words[i] === 'macdef') inMacro = true;
      if (now.machine === '' || now.login === '' || now.password === '') continue;
      out.push(now);
      now = { machine: '', login: '', password: '' };
    }
    if (words[0] === 'default') break;
  }
  return out;
}

/** The failure may be over in a moment. */
function isPassing(err: IOError): boolean {
  return ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT'].includes(
    err.code,
  );
}

/** What the server says of an error, where it is plain text that a terminal may show: its first paragraph. */
async function errorDetail(answer: Response): Promise<string> {
  const type = answer.header('content-type').toLowerCase();
  const m = /^text\/plain(?:;\s*charset=([^;]*))?/.exec(type);
  if (m === null || !['', 'utf-8', 'us-ascii'].includes(m[1] ?? '')) {
    answer.close();
    return '';
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const piece = await answer.read();
    if (piece === null || piece instanceof IOError) break;
    pieces.push(piece);
    size += piece.length;
    if (size <= 1 << 16) continue;
    answer.close();
    break;
  }
  const text = decodeUtf8(concat(pieces));
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
