// Programs that burrow builds when they are first used, and keeps: the tools of the distribution, and those that go.mod
// names.

import { type Host, IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { BuiltProgram } from '../build/builder.ts';
import { withEnv } from '../host/with-env.ts';
import { writeWhole } from '../host/write-whole.ts';
import { readConfig } from '../load/config.ts';
import { buildFlags } from './build-flags.ts';
import { Building, checkLoaded, loadForBuild, type BuildFlags } from './build-setup.ts';
import { cacheDir, toolsDir } from './cache-dir.ts';
import { Exit, fatal, type Context } from './command.ts';
import { endText } from './exec.ts';
import { takeTurn } from './turn.ts';

/** The build flags as they are where none is given. */
export function defaultFlags(): BuildFlags {
  // Each value is from the row of its own flag.
  return Object.fromEntries(Object.entries(buildFlags).map(([name, f]) => [name, f.initial])) as BuildFlags;
}

/** A program's time is that of its last use, in milliseconds, give or take this. */
const useInterval = 3600_000;

/** Programs that nobody used for so many milliseconds are removed: each burrow makes its own. */
const maxAge = 5 * 24 * useInterval;

function removeOld(host: Host, kept: string): void {
  const dirs = host.readDir(kept);
  for (const d of dirs instanceof IOError ? [] : dirs) {
    const dir = path.join(kept, d.name);
    const programs = host.readDir(dir);
    if (programs instanceof IOError) continue;
    const isUsed = programs.some(p => {
      const info = host.stat(path.join(dir, p.name));
      return !(info instanceof IOError) && host.now() - info.mtime < maxAge;
    });
    if (!isUsed) host.removeAll(dir);
  }
}

/** Builds a main package where it was not built before, and uses the program; ends the command where it cannot be built. */
export async function withProgram(
  cx: Context,
  importPath: string,
  use: (file: string) => Promise<number> | number,
  given: Partial<BuildFlags> = {},
): Promise<number> {
  const { host } = cx;
  // The output is the tool's: nobody asked for a profile, nor to be told of one.
  const flags = { ...defaultFlags(), pgo: 'off', ...given };
  const { loader, roots } = await loadForBuild(cx, flags, [importPath]);
  checkLoaded(cx, roots);
  const p = roots[0]!; // the word is no pattern
  if (p.name !== 'main') fatal(`package ${p.importPath} is not a main package`);
  const work = Building.open(cx, loader, flags, roots);
  try {
    const needs = { omitDebug: true, vcs: false, keep: 'never' } as const;
    const cache = cacheDir(loader.config);
    const kept = p.standard ? toolsDir(loader.config) : cache === '' ? '' : path.join(cache, 'tools');
    const key = kept === '' ? '' : await work.keyOf(p, needs);
    const dir = key === '' ? work.work : path.join(kept, key.slice(0, 16));
    const file = path.join(dir, loader.execName(p) + loader.config.exeSuffix);
    const there = host.stat(file);
    const isThere = (): boolean => !(host.stat(file) instanceof IOError);
    if (!(there instanceof IOError)) {
      if (host.now() - there.mtime > useInterval) host.touch(file);
    } else {
      if (dir !== work.work) removeOld(host, kept);
      const turn =
        key === ''
          ? null
          : await takeTurn(host, `tool-${key.slice(0, 16)}`, () => {
              work.progress.step(`${p.importPath}: another process builds it`);
              return isThere();
            });
      try {
        if (!isThere()) write(host, await work.program(p, needs), dir, file);
      } finally {
        turn?.close();
      }
    }
    work.progress.clear();
    return await use(file);
  } finally {
    work.close();
  }
}

/** Puts a program in its place; null ends the command. */
function write(host: Host, built: BuiltProgram | null, dir: string, file: string): void {
  if (built === null) throw new Exit(1);
  const failed = host.makeDirs(dir) ?? writeWhole(host, file, built.image, 0o755);
  if (failed !== null) fatal(`go: ${failed}`);
}

/** The context of a command that builds for this machine, whatever $GOOS and $GOARCH say, and looks at no go.mod; `more`: other variables. */
export function forHost(cx: Context, more: ReadonlyMap<string, string> = new Map<string, string>()): Context {
  const { host } = cx;
  const own = withEnv(
    host,
    new Map([
      ['GOOS', host.os],
      ['GOARCH', host.arch],
      ['GOFLAGS', ''],
      ['GOWORK', 'off'],
      ['GOEXPERIMENT', ''],
      // A tool is there also where builds are not to keep anything: with Go's own it was built before.
      ...(host.getenv('GOCACHE') === 'off' ? [['GOCACHE', ''] as const] : []),
      ...more,
    ]),
  );
  const outside = Object.assign(Object.create(own) as typeof own, { cwd: () => '/' });
  return { ...cx, host: outside, config: () => readConfig(outside) };
}

/** Runs a program that was built, as the user's own command; gives the exit status of it. */
export async function runBuilt(
  cx: Context,
  file: string,
  args: readonly string[],
  changes: ReadonlyMap<string, string> = new Map<string, string>(),
): Promise<number> {
  const config = await cx.config();
  const env = new Map([...cx.host.environ(), ['GOROOT', config.goroot], ...changes]);
  const done = await cx.host.spawn(file, args, { foreground: true, env });
  if (done instanceof IOError) fatal(`go: ${done}`);
  if (done.signal !== '') cx.host.stderr.write(`go tool ${path.basename(file)}: ${endText(done)}\n`);
  return done.signal === '' ? done.code : 1;
}
