// A server of net/http and encoding/json (examples/server) built by burrow and by gc, in one run: requests per second under wrk
// with 64 connections, CPU per request and memory of the server; then its memory with 1,000 idle connections. All of it twice:
// as it is, and with GOGC=5. Rounds take turns; medians are shown.
//
//     node tools/run.mjs bench/server.ts [SECONDS [ROUNDS]]
//
// Needs wrk (a Debian package).

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { goTool } from '../test/goroot.ts';
import { measure, median } from './measure.ts';

const root = process.env['BURROW_ROOT']!;
const [seconds = '10', rounds = '3'] = process.argv.slice(2);
const connections = 64;
const idle = 1000;

interface Load {
  /** Requests per second. */
  readonly rate: number;
  /** Microseconds of the server's CPU per request. */
  readonly cpu: number;
  /** Peak memory under load, and that with idle connections, in megabytes. */
  readonly peak: number;
  readonly idle: number;
  /** Answers that were not 2xx, and sockets that failed. */
  readonly errors: number;
}

/** Starts a server; gives it and its address. */
async function start(file: string, gogc: string): Promise<readonly [server: ChildProcess, address: string]> {
  const server = spawn(file, ['-addr', '127.0.0.1:0'], {
    env: { ...process.env, GOGC: gogc },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((done, failed) => {
    let text = '';
    server.stdout!.on('data', (b: Buffer) => {
      text += b.toString();
      const m = /http:\/\/(\S+)\n/.exec(text);
      if (m !== null) done(m[1]!);
    });
    server.on('exit', status => failed(new Error(`${file} ended with ${status}`)));
  });
  return [server, address];
}

/** User and system time of a process in seconds. */
function cpuOf(pid: number): number {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** A line of /proc/PID/status, which is in kibibytes, in megabytes. */
function memoryOf(pid: number, what: 'VmHWM' | 'VmRSS'): number {
  const m = new RegExp(`^${what}:\\s*(\\d+) kB`, 'm').exec(fs.readFileSync(`/proc/${pid}/status`, 'latin1'));
  return (Number(m![1]) * 1024) / 1e6;
}

/** Loads a server with requests that make, find and list notes. */
function load(address: string, script: string): { readonly requests: number; readonly errors: number } {
  const argv = ['-t2', `-c${connections}`, `-d${seconds}s`, '-s', script, `http://${address}`];
  const ran = spawnSync('wrk', argv, { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`wrk: ${ran.stderr}`);
  const requests = Number(/(\d+) requests in/.exec(ran.stdout)![1]);
  const wrong = /Non-2xx or 3xx responses: (\d+)/.exec(ran.stdout)?.[1] ?? '0';
  const sockets = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(ran.stdout);
  const lost = (sockets?.slice(1) ?? []).reduce((sum, n) => sum + Number(n), 0);
  return { requests, errors: Number(wrong) + lost };
}

/** Opens connections, asks once over each and leaves them open. */
async function open(address: string, count: number): Promise<net.Socket[]> {
  const [host, port] = address.split(':');
  const one = (): Promise<net.Socket> =>
    new Promise((done, failed) => {
      const s = net.connect(Number(port), host);
      s.on('error', failed);
      s.once('data', () => done(s));
      s.write('GET /notes/1 HTTP/1.1\r\nHost: localhost\r\n\r\n');
    });
  const sockets: net.Socket[] = [];
  while (sockets.length < count) sockets.push(...(await Promise.all(Array.from({ length: 50 }, one))));
  return sockets;
}

async function run(file: string, gogc: string, script: string): Promise<Load> {
  const [loaded, address] = await start(file, gogc);
  const { pid } = loaded;
  const before = cpuOf(pid!);
  const { requests, errors } = load(address, script);
  const cpu = ((cpuOf(pid!) - before) / requests) * 1e6;
  const peak = memoryOf(pid!, 'VmHWM');
  loaded.removeAllListeners('exit').kill();

  const [waiting, at] = await start(file, gogc);
  const sockets = await open(at, idle);
  const held = memoryOf(waiting.pid!, 'VmRSS');
  for (const s of sockets) s.destroy();
  waiting.removeAllListeners('exit').kill();
  return { rate: requests / Number(seconds), cpu, peak, idle: held, errors };
}

if (spawnSync('wrk', ['--version']).error !== undefined) {
  console.error('bench/server needs wrk on PATH (Debian: apt-get install wrk)');
  process.exit(1);
}
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-server-'));
try {
  const script = path.join(work, 'mix.lua');
  fs.writeFileSync(
    script,
    `local n = 0
function request()
  n = n + 1
  if n % 10 == 0 then
    return wrk.format("POST", "/notes", {["Content-Type"] = "application/json"}, '{"text":"note","tags":["a","b"]}')
  elseif n % 10 == 5 then
    return wrk.format("GET", "/notes?n=20")
  end
  return wrk.format("GET", "/notes/1")
end
`,
  );
  const tools: (readonly [name: string, command: string])[] = [['burrow', path.join(root, 'burrow')]];
  if (goTool !== null) tools.push(['gc', goTool]);
  const dir = path.join(root, 'examples', 'server');
  for (const [name, command] of tools) {
    const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '' };
    measure([command, 'build', '-o', path.join(work, name), '.'], { cwd: dir, env });
  }
  console.log(`wrk -t2 -c${connections} -d${seconds}s; median of ${rounds}`);
  console.log('GOGC tool    requests/s  CPU us/request  peak MB  MB with 1,000 idle  errors');
  for (const gogc of ['100', '5']) {
    const runs = new Map<string, Load[]>(tools.map(([name]) => [name, []]));
    for (let i = 0; i < Number(rounds); i++) {
      for (const [name] of tools) runs.get(name)!.push(await run(path.join(work, name), gogc, script));
    }
    for (const [name, all] of runs) {
      const cell = (of: (l: Load) => number, digits: number, width: number): string =>
        median(all.map(of)).toFixed(digits).padStart(width);
      const errors = all.reduce((sum, l) => sum + l.errors, 0);
      console.log(
        `${gogc.padEnd(4)} ${name.padEnd(7)}${cell(l => l.rate, 0, 11)}${cell(l => l.cpu, 1, 16)}` +
          `${cell(l => l.peak, 1, 9)}${cell(l => l.idle, 1, 20)}${String(errors).padStart(8)}`,
      );
    }
  }
} finally {
  fs.rmSync(work, { recursive: true });
}
