// Builds the Go programs of test/oracle that stand beside gc's own packages, and talks with them. `go build -overlay`
// puts such a program into the distribution, where it may import what it needs; nothing in GOROOT is written.

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goroot, goTool } from './goroot.ts';

const root = process.env['BURROW_ROOT'] ?? process.cwd();

/**
 * The path of the built program test/oracle/NAME.go, or null where there is no go command. It stands in `under`, whose
 * internal packages it may import.
 */
export function buildOracle(name: string, under = 'cmd/compile/internal'): string | null {
  if (goroot === null || goTool === null) return null;
  const source = path.join(root, 'test', 'oracle', name + '.go');
  const digest = createHash('sha256').update(fs.readFileSync(source)).update(goroot).digest('hex').slice(0, 16);
  const dir = path.join(os.tmpdir(), 'burrow-oracle');
  const program = path.join(dir, `${name}-${digest}`);
  if (fs.existsSync(program)) return program;
  fs.mkdirSync(dir, { recursive: true });
  const overlay = path.join(dir, `${name}-${process.pid}.json`);
  const place = path.join(goroot, 'src', under, 'burrow' + name, 'main.go');
  fs.writeFileSync(overlay, JSON.stringify({ Replace: { [place]: source } }));
  const fresh = `${program}.${process.pid}`;
  const args = ['build', '-overlay', overlay, '-o', fresh, `${under}/burrow${name}`];
  const done = spawnSync(goTool, args, { cwd: path.join(goroot, 'src'), encoding: 'utf8' });
  fs.rmSync(overlay, { force: true });
  if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`);
  fs.renameSync(fresh, program);
  return program;
}

/** One source text for the syntax oracle. The mode is '' for errors alone, t with the tree's digest, d with its dump. */
export interface OracleItem {
  readonly mode: string;
  readonly name: string;
  readonly source: Uint8Array;
}

export interface OracleAnswer {
  /** `line:col relative-position: message`, in the order in which gc's parser reports. */
  readonly errors: string[];
  readonly digest?: string;
  readonly dump?: string;
}

/** gc's answers for a batch of items. */
export function askSyntaxOracle(program: string, items: readonly OracleItem[]): Promise<OracleAnswer[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (c: Buffer) => chunks.push(c));
    child.on('error', reject);
    child.on('close', status => {
      if (status !== 0) return reject(new Error(`${program}: exit status ${status}`));
      const lines = Buffer.concat(chunks).toString('utf8').split('\n');
      resolve(lines.slice(0, -1).map(line => JSON.parse(line) as OracleAnswer));
    });
    child.stdin.on('error', reject);
    for (const item of items) {
      child.stdin.write(`${item.mode} ${item.source.length} ${item.name}\n`);
      child.stdin.write(item.source);
    }
    child.stdin.end();
  });
}
