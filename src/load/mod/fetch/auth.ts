// Credentials for requests, as $GOAUTH says: from .netrc, from git, from a program of the user's. They belong to servers
// and to paths on them, and are headers. Sources that are named first win.

import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { quote } from '../../../base/quote.ts';
import { Dir, IOError, type Host, type Response } from '../../../host/host.ts';
import * as path from '../../../host/path.ts';
import { ConfigError } from '../../config-error.ts';
import { readText } from '../../dir-package.ts';
import { base64 } from './bytes.ts';
import { parseUrl } from './url.ts';

/** Headers by their names. */
export type Headers = ReadonlyMap<string, string>;

/** One machine of a .netrc file. */
interface Machine {
  readonly machine: string;
  login: string;
  password: string;
}

/** What git may be asked about a credential that it gave. */
const gitTries = 3;

/** `Basic` and the credentials. */
export function basicAuth(login: string, password: string): string {
  return `Basic ${base64(encodeUtf8(`${login}:${password}`))}`;
}

/** The credentials of one command. */
export class Auth {
  private readonly host: Host;
  private readonly setting: string;
  private readonly trace: boolean;
  /** By address without scheme and final slash. */
  private readonly known = new Map<string, Headers>();
  private started: Promise<void> | null = null;

  /** `setting` is $GOAUTH; `trace` is -x. */
  constructor(host: Host, setting: string, trace: boolean) {
    this.host = host;
    this.setting = setting || 'netrc';
    this.trace = trace;
  }

  /** The headers for an address (https), from what is known without having been there. */
  async headers(address: string): Promise<Headers | null> {
    if (this.setting === 'off') return null;
    this.started ??= this.run('', null);
    await this.started;
    return this.find(address);
  }

  /** The same after the server has refused. */
  async afterRefusal(address: string, answer: Response): Promise<Headers | null> {
    if (this.setting === 'off') return null;
    await this.run(address, answer);
    return this.find(address);
  }

  /** Credentials for the path, or for the nearest directory above it. */
  private find(address: string): Headers | null {
    for (let key = prefixOf(address); ; key = key.slice(0, key.lastIndexOf('/'))) {
      const headers = this.known.get(key);
      if (headers !== undefined) return headers;
      if (!key.includes('/')) return null;
    }
  }

  private store(prefix: string, headers: Headers): void {
    if (headers.size === 0) this.known.delete(prefixOf(prefix));
    else this.known.set(prefixOf(prefix), headers);
  }

  /** Asks the sources, the last one first so that the first one wins. Without an address git is not asked. */
  private async run(address: string, answer: Response | null): Promise<void> {
    const sources = this.setting.split(';').map(s => s.trim());
    const failures: string[] = [];
    for (const source of sources.toReversed()) {
      const words = source.split(/\s+/).filter(w => w !== '');
      const kind = words[0];
      if (kind === undefined) {
        throw new ConfigError(`GOAUTH encountered an empty command (GOAUTH=${this.setting})`);
      }
      if (kind === 'off') {
        if (sources.length === 1) return;
        throw new ConfigError(
          `GOAUTH=off cannot be combined with other authentication commands (GOAUTH=${this.setting})`,
        );
      }
      let failure = '';
      if (kind === 'netrc') failure = this.readNetrc();
      else if (kind === 'git') failure = await this.askGit(words, address);
      else failure = await this.askProgram(source, address, answer);
      if (failure !== '') failures.push(`GOAUTH=${source}: ${failure}`);
    }
    if (!this.trace || address === '' || failures.length === 0 || this.find(address) !== null) return;
    this.host.stderr.write(`go: GOAUTH encountered errors for ${address}:\n`);
    for (const f of failures) this.host.stderr.write(`go:   ${f}\n`);
  }

  private readNetrc(): string {
    const { host } = this;
    const windows = host.os === 'windows';
    let file = host.getenv('NETRC');
    if (file === '') {
      const home = host.home();
      if (home === '') return windows ? '%userprofile% is not defined' : '$HOME is not defined';
      const legacy = path.join(home, '_netrc');
      file = windows && !(host.stat(legacy) instanceof IOError) ? legacy : path.join(home, '.netrc');
    }
    const text = readText(host, file);
    if (text instanceof IOError) return text.notExist ? '' : String(text);
    for (const m of parseNetrc(text).toReversed()) {
      this.store(m.machine, new Map([['authorization', basicAuth(m.login, m.password)]]));
    }
    return '';
  }

  private async askGit(words: readonly string[], address: string): Promise<string> {
    const { host } = this;
    const need = 'GOAUTH=git dir method requires an absolute path to the git working directory';
    const dir = words[1];
    if (dir === undefined || words.length !== 2) throw new ConfigError(need);
    if (!path.isAbs(dir)) throw new ConfigError(`${need}, dir is not absolute`);
    const st = host.stat(dir);
    if (st instanceof IOError) throw new ConfigError(`GOAUTH=git encountered an error; cannot stat ${dir}: ${st}`);
    if (st.kind !== Dir) throw new ConfigError(`${need}, dir is not a directory`);
    if (address === '') return '';
    const options = { cwd: dir, capture: true, stdin: encodeUtf8(`url=${address}\n`) };
    const out = await host.spawn('git', ['credential', 'fill'], options);
    if (out instanceof IOError) return `'git credential fill' failed (url=${address}): ${out}\n`;
    if (out.code !== 0) {
      const said = decodeUtf8(out.stdout) + decodeUtf8(out.stderr);
      return `'git credential fill' failed (url=${address}): exit status ${out.code}\n${said}`;
    }
    const { prefix, login, password } = parseGitCredential(decodeUtf8(out.stdout));
    if (prefix === '') return `'git credential fill' failed for url=${address}, could not parse url\n`;
    if (!address.startsWith(prefix)) {
      return `requested a credential for ${address}, but 'git credential fill' provided one for ${prefix}\n`;
    }
    const headers = new Map([['authorization', basicAuth(login, password)]]);
    await this.tellGit(prefix, headers, out.stdout);
    this.store(prefix, headers);
    return '';
  }

  /** Has git keep a credential that the server takes, and forget one that it does not. */
  private async tellGit(prefix: string, headers: Headers, credential: Uint8Array): Promise<void> {
    for (let i = 0; i < gitTries; i++) {
      const answer = await this.host.fetch(prefix, { headers });
      if (answer instanceof IOError) continue;
      answer.close();
      if (answer.status !== 200 && answer.status !== 401) continue;
      const action = answer.status === 200 ? 'approve' : 'reject';
      await this.host.spawn('git', ['credential', action], { capture: true, stdin: credential });
      return;
    }
  }

  private async askProgram(command: string, address: string, answer: Response | null): Promise<string> {
    const words = splitQuoted(command);
    if (typeof words === 'string') return `cannot parse GOAUTH command ${command}: ${words}`;
    let stdin = '';
    if (answer !== null) {
      stdin = `HTTP/1.1 ${answer.status} ${answer.statusText}\n`;
      for (const name of answer.headerNames) stdin += `${headerName(name)}: ${answer.header(name)}\n`;
      stdin += '\n';
    }
    const args = [...words.slice(1), ...(address === '' ? [] : [address])];
    const options = { capture: true, stdin: encodeUtf8(stdin) };
    const out = await this.host.spawn(words[0]!, args, options);
    if (out instanceof IOError) {
      const why = out.notExist ? `exec: ${quote(words[0]!)}: executable file not found in $PATH` : String(out);
      return `could not run command ${command}: ${why}\n`;
    }
    if (out.code !== 0) {
      return `could not run command ${command}: exit status ${out.code}\n${decodeUtf8(out.stderr)}`;
    }
    const found = parseUserAuth(decodeUtf8(out.stdout));
    if (typeof found === 'string') return `cannot parse output of GOAUTH command ${command}: ${found}`;
    for (const [prefix, headers] of found) this.store(prefix, headers);
    return '';
  }
}

function prefixOf(address: string): string {
  return address.replace(/^https:\/\//, '').replace(/\/$/, '');
}

/** `Www-Authenticate`. */
function headerName(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, c: string) => dash + c.toUpperCase());
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

/** What `git credential fill` printed. */
function parseGitCredential(text: string): { prefix: string; login: string; password: string } {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const m = /^([^=]*)=(.*)$/.exec(line.trim());
    if (m !== null) fields.set(m[1]!, m[2]!);
  }
  const url = fields.get('url');
  const scheme = fields.get('protocol') ?? '';
  const at = fields.get('path') ?? '';
  const made = `${scheme}://${fields.get('host') ?? ''}${at === '' || at.startsWith('/') ? '' : '/'}${at}`;
  const prefix = url !== undefined && parseUrl(url) !== null ? url : scheme === '' ? '' : made;
  return { prefix, login: fields.get('username') ?? '', password: fields.get('password') ?? '' };
}

/** Blocks of addresses, an empty line, headers, an empty line; or what is wrong. */
export function parseUserAuth(text: string): Map<string, Headers> | string {
  const out = new Map<string, Headers>();
  const lines = text.split('\n');
  const last = lines.pop()!; // what follows the last newline: nothing, in a complete answer
  let i = 0;
  const block = (): string[] | null => {
    const from = i;
    while (i < lines.length && lines[i] !== '') i++;
    return i < lines.length ? lines.slice(from, i++) : null;
  };
  while (i < lines.length) {
    const addresses = block();
    if (addresses === null) return 'invalid format: missing empty line after URLs';
    for (const a of addresses) {
      if (parseUrl(a) === null && !a.startsWith('/'))
        return `could not parse URL ${a}: parse ${quote(a)}: invalid URI for request`;
    }
    const fields = block();
    if (fields === null) return 'invalid format: missing empty line after headers';
    const headers = new Map<string, string>();
    for (const field of fields) {
      const m = /^([!#$%&'*+\-.0-9A-Z^_`a-z|~]+): ([\t\x20-\x7e\x80-\uffff]*)$/.exec(field);
      if (m === null) return 'invalid format: invalid header line';
      const name = m[1]!.toLowerCase();
      const have = headers.get(name);
      headers.set(name, have === undefined ? m[2]!.trim() : `${have}, ${m[2]!.trim()}`);
    }
    for (const a of addresses) out.set(a, headers);
  }
  return last === '' ? out : 'invalid format: missing empty line after URLs';
}

/** Words, of which some stand in quotes; or what is wrong. */
function splitQuoted(text: string): string[] | string {
  const out: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const c = text[at]!;
    if (c === '"' || c === "'") {
      const end = text.indexOf(c, at + 1);
      if (end < 0) return `unterminated ${c} string`;
      out.push(text.slice(at + 1, end));
      at = end + 1;
      continue;
    }
    let end = at;
    while (end < text.length && !/\s/.test(text[end]!)) end++;
    out.push(text.slice(at, end));
    at = end;
  }
  return out;
}
