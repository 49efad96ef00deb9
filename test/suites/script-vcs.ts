// The version control server that cmd/go's scripts expect under the name vcs-test.golang.org. What it serves the files of
// testdata/vcstest say: each is a script that makes a repository or a directory, and names what serves it. A script runs
// when it is first asked for.

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { unquoteText } from '../../src/base/quote.ts';
import { makeZip } from '../zip.ts';
import { parseArchive, Script, ScriptError, type Outcome, type World } from './script-engine.ts';

/** The host that scripts name. */
export const vcsHost = 'vcs-test.golang.org';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

interface Asked {
  readonly method: string;
  /** Below what the script serves. */
  readonly path: string;
  readonly query: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

type Handler = (asked: Asked) => Promise<Answer>;

const plain = (status: number, text: string, more: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...more },
  body: `${text}\n`,
});
const notFound = plain(404, '404 page not found');

const gitConfig = `[user]
	name = Go Gopher
	email = gopher@golang.org
[init]
	defaultBranch = main
[core]
	eol = lf
[gui]
	encoding = utf-8
`;

/** One script of testdata/vcstest: the commands that other scripts do not have. */
class VcsWorld implements World {
  handler: Handler | null = null;
  private readonly hasSha256: boolean;

  constructor(hasSha256: boolean) {
    this.hasSha256 = hasSha256;
  }

  go(): Promise<Outcome> {
    throw new ScriptError('unknown command');
  }

  condition(_script: Script, name: string, suffix: string | null): boolean {
    if (name === 'git-sha256') return this.hasSha256;
    if (name === 'GOOS') return suffix === process.platform;
    throw new ScriptError(`unknown condition "${name}"`);
  }

  command(script: Script, name: string, args: readonly string[]): Promise<Outcome> | null {
    switch (name) {
      case 'git':
        return script.exec(['git', ...args]);
      case 'at':
        script.env.set('GIT_COMMITTER_DATE', args[0]!);
        script.env.set('GIT_AUTHOR_DATE', args[0]!);
        return done('');
      case 'unquote': {
        const text = unquoteText(`"${args[0]!}"`);
        if (text === null) throw new ScriptError('invalid syntax');
        return done(text);
      }
      case 'handle': {
        const dir = args[1] === undefined ? script.pwd : script.path(args[1]);
        const make = handlers[args[0]!];
        if (make === undefined) throw new ScriptError(`server for ${args[0]} VCS is not installed`);
        this.handler = make(dir, Object.fromEntries(script.env));
        return done('');
      }
      case 'modzip': {
        const [file, module, dir] = [script.path(args[0]!), args[1]!, script.path(args[2]!)];
        const files: Record<string, Uint8Array> = {};
        for (const f of (fs.readdirSync(dir, { recursive: true }) as string[]).sort()) {
          const name = path.join(dir, f);
          if (fs.statSync(name).isFile()) files[`${module}/${f}`] = fs.readFileSync(name);
        }
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, makeZip(files));
        return done('');
      }
      default:
        return null;
    }
  }
}

function done(stdout: string): Promise<Outcome> {
  return Promise.resolve({ stdout, stderr: '', error: '' });
}

const handlers: Readonly<Record<string, (dir: string, env: Record<string, string>) => Handler>> = {
  dir: dir => asked => Promise.resolve(serveFile(dir, asked)),
  git: (dir, env) => asked => gitBackend(dir, env, asked),
  auth: dir => asked => Promise.resolve(serveProtected(dir, asked)),
  insecure: () => asked => {
    const query = asked.query === '' ? '' : `?${asked.query}`;
    const location = `http://${vcsHost}${asked.path}${query}`;
    return Promise.resolve(plain(302, 'Found', { location }));
  },
};

function serveFile(dir: string, asked: Asked): Answer {
  let name = path.join(dir, decodeURIComponent(asked.path));
  const st = fs.statSync(name, { throwIfNoEntry: false });
  if (st === undefined) return notFound;
  if (st.isDirectory()) {
    if (asked.path !== '' && !asked.path.endsWith('/')) {
      const query = asked.query === '' ? '' : `?${asked.query}`;
      return plain(301, 'Moved Permanently', { location: `${path.basename(asked.path)}/${query}` });
    }
    name = path.join(name, 'index.html');
    if (!fs.existsSync(name)) return { status: 200, headers: { 'content-type': 'text/html' }, body: '<pre></pre>\n' };
  }
  const type = name.endsWith('.html') ? 'text/html; charset=utf-8' : 'application/octet-stream';
  return { status: 200, headers: { 'content-type': type }, body: fs.readFileSync(name) };
}

/** Files for those who know what the nearest .access file asks for. */
function serveProtected(dir: string, asked: Asked): Answer {
  const name = path.join(dir, decodeURIComponent(asked.path));
  if (path.basename(asked.path).startsWith('.')) return plain(400, 'filename contains leading dot');
  const st = fs.statSync(name, { throwIfNoEntry: false });
  if (st === undefined) return notFound;
  let at = st.isDirectory() ? name : path.dirname(name);
  while (!fs.existsSync(path.join(at, '.access'))) {
    if (at === dir) return plain(500, 'failed to locate access file');
    at = path.dirname(at);
  }
  const token = JSON.parse(fs.readFileSync(path.join(at, '.access'), 'utf8')) as {
    readonly Username: string;
    readonly Password: string;
    readonly StatusCode?: number;
    readonly Message: string;
  };
  const want = `Basic ${Buffer.from(`${token.Username}:${token.Password}`).toString('base64')}`;
  if (asked.headers.authorization === want) return serveFile(dir, asked);
  const status = token.StatusCode ?? 401;
  return plain(status, token.Message, status === 401 ? { 'www-authenticate': `basic realm=${asked.path}` } : {});
}

/** git's own server, a CGI program. */
function gitBackend(dir: string, env: Record<string, string>, asked: Asked): Promise<Answer> {
  const vars: Record<string, string> = {
    ...env,
    GIT_PROJECT_ROOT: dir,
    GIT_HTTP_EXPORT_ALL: '1',
    GATEWAY_INTERFACE: 'CGI/1.1',
    SERVER_PROTOCOL: 'HTTP/1.1',
    REQUEST_METHOD: asked.method,
    PATH_INFO: asked.path,
    QUERY_STRING: asked.query,
    CONTENT_TYPE: asked.headers['content-type'] ?? '',
    CONTENT_LENGTH: String(asked.body.length),
    REMOTE_ADDR: '127.0.0.1',
  };
  for (const [name, value] of Object.entries(asked.headers)) {
    vars[`HTTP_${name.toUpperCase().replaceAll('-', '_')}`] = String(value);
  }
  const protocol = asked.headers['git-protocol'];
  if (protocol !== undefined) vars['GIT_PROTOCOL'] = String(protocol);
  return new Promise(give => {
    const child = spawn('git', ['http-backend'], { cwd: dir, env: vars, stdio: ['pipe', 'pipe', 'ignore'] });
    const out: Buffer[] = [];
    child.stdout.on('data', (b: Buffer) => out.push(b));
    child.stdin.on('error', () => {}); // it did not care to read all
    child.stdin.end(asked.body);
    child.on('error', err => give(plain(500, err.message)));
    child.on('close', () => {
      const all = Buffer.concat(out);
      const end = all.indexOf('\r\n\r\n');
      const headers: Record<string, string> = {};
      let status = 200;
      for (const line of all.toString('latin1', 0, Math.max(0, end)).split('\r\n')) {
        const m = /^([^:]+):\s*(.*)$/.exec(line);
        if (m === null) continue;
        if (m[1] === 'Status') status = Number(m[2]!.slice(0, 3));
        else headers[m[1]!] = m[2]!;
      }
      give(end < 0 ? plain(500, 'no answer') : { status, headers, body: all.subarray(end + 4) });
    });
  });
}

/** The server of one run. */
export class ScriptVcs {
  private readonly scripts: string;
  private readonly dir: string;
  private readonly hasSha256: boolean;
  private readonly served = new Map<string, Promise<Handler>>();
  private readonly server: http.Server;

  /** `scripts` is testdata/vcstest, `dir` a directory for repositories. */
  constructor(scripts: string, dir: string, hasSha256: boolean) {
    this.scripts = scripts;
    this.dir = dir;
    this.hasSha256 = hasSha256;
    this.server = http.createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (b: Buffer) => pieces.push(b));
      request.on('end', () => {
        void this.answer(request, Buffer.concat(pieces)).then(a => {
          response.writeHead(a.status, a.headers);
          response.end(request.method === 'HEAD' ? '' : a.body);
        });
      });
    });
  }

  /** Where it is, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  listen(): Promise<void> {
    return new Promise(ready => this.server.listen(0, '127.0.0.1', ready));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: http.IncomingMessage, body: Buffer): Promise<Answer> {
    const [address, query = ''] = (request.url ?? '/').split('?', 2) as [string, string?];
    const words = path.posix.normalize(address).split('/').slice(1);
    // The script is the file that is named when no directory goes further.
    let name = '';
    for (const word of words) {
      name = path.posix.join(name, word);
      if (!fs.existsSync(path.join(this.scripts, name))) break;
    }
    const file = path.join(this.scripts, `${name}.txt`);
    if (!fs.existsSync(file)) return notFound;
    let handler = this.served.get(name);
    if (handler === undefined) this.served.set(name, (handler = this.make(name, file)));
    try {
      const serve = await handler;
      const rest = address.slice(1 + name.length);
      return await serve({ method: request.method!, path: rest, query, headers: request.headers, body });
    } catch (err) {
      return plain(err instanceof ScriptError ? 501 : 500, (err as Error).message);
    }
  }

  private async make(name: string, file: string): Promise<Handler> {
    const home = path.join(this.dir, 'home');
    fs.mkdirSync(path.join(home, '.config/git'), { recursive: true });
    fs.writeFileSync(path.join(home, '.gitconfig'), gitConfig);
    fs.writeFileSync(path.join(home, '.config/git/ignore'), '');
    const env = new Map([
      ['USER', 'gopher'],
      ['HOME', home],
      ['GIT_CONFIG_NOSYSTEM', '1'],
      ['PATH', process.env['PATH'] ?? ''],
    ]);
    const work = path.join(this.dir, name);
    fs.mkdirSync(work, { recursive: true });
    const world = new VcsWorld(this.hasSha256);
    const script = new Script(world, work, env);
    const archive = parseArchive(fs.readFileSync(file));
    script.extract(archive.files);
    const result = await script.run(archive.comment);
    if (result.status !== 'pass' || world.handler === null) {
      throw new ScriptError(`${name}:${result.line}: ${result.why}\n${result.log}`);
    }
    return world.handler;
  }
}
