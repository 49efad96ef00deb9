// Runs burrow's commands in this process, with a directory and an environment of the test's own, and the real go beside
// them.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { decodeUtf8 } from '../src/base/utf8.ts';
import type { Machines } from '../src/cmd/machines.ts';
import { main } from '../src/cmd/main.ts';
import type { IOError, Output } from '../src/host/host.ts';
import { NodeHost } from '../src/host/node/host.ts';

/** What a command printed and how it ended. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

class Collected implements Output {
  isTerminal = false;
  columns = 80;
  text = '';

  write(data: string | Uint8Array): void {
    this.text += typeof data === 'string' ? data : decodeUtf8(data);
  }
}

class TestHost extends NodeHost {
  private dir: string;
  private readonly vars: ReadonlyMap<string, string>;

  constructor(dir: string, vars: ReadonlyMap<string, string>) {
    super('go');
    this.dir = dir;
    this.vars = vars;
  }

  override getenv(name: string): string {
    return this.vars.get(name) ?? '';
  }

  override environ(): ReadonlyMap<string, string> {
    return this.vars;
  }

  override cwd(): string {
    return this.dir;
  }

  override chdir(dir: string): IOError | null {
    this.dir = path.resolve(this.dir, dir);
    return null;
  }

  override home(): string {
    return this.getenv('HOME');
  }
}

function environment(extra: Readonly<Record<string, string>>): Map<string, string> {
  const vars = new Map(Object.entries(process.env) as [string, string][]);
  for (const name of ['GOFLAGS', 'GOOS', 'GOARCH', 'PWD']) vars.delete(name);
  for (const [k, v] of Object.entries(extra)) vars.set(k, v);
  return vars;
}

/** Runs a burrow command; it speaks of itself as `go`. Without `machines` it makes no programs. */
export async function burrow(
  args: readonly string[],
  dir: string,
  env: Readonly<Record<string, string>> = {},
  machines?: Machines,
): Promise<Ran> {
  const host = new TestHost(dir, environment(env));
  const stdout = new Collected();
  const stderr = new Collected();
  Object.assign(host, { stdout, stderr });
  const status = await main(host, process.env['BURROW_ROOT'] ?? process.cwd(), args, machines);
  return { status, stdout: stdout.text, stderr: stderr.text };
}

/** Runs the real go command. */
export function go(args: readonly string[], dir: string, env: Readonly<Record<string, string>> = {}): Ran {
  const vars = environment(env);
  vars.set('PWD', dir);
  const done = spawnSync('go', args, { cwd: dir, env: Object.fromEntries(vars), encoding: 'utf8', maxBuffer: 1 << 30 });
  return { status: done.status ?? -1, stdout: done.stdout, stderr: done.stderr };
}

/** A new directory with the files of a txtar text: `-- name --` starts a file. */
export function extract(archive: string): string {
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-test-')));
  const parts = archive.split(/^-- (.+) --\n/m);
  for (let i = 1; i < parts.length; i += 2) {
    const file = path.join(dir, parts[i]!);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, parts[i + 1]!);
  }
  return dir;
}

/** The JSON values that stand one after another in a text. */
export function jsonStream(text: string): Record<string, unknown>[] {
  return text.trim() === ''
    ? []
    : (JSON.parse(`[${text.trim().replace(/^\}\n\{/gm, '},\n{')}]`) as Record<string, unknown>[]);
}
