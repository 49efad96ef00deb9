// `burrow version`: the release of the distribution in use, or of the Go programs that are named.

import { bool, type FlagTable } from './flags.ts';
import { command, type Context } from './command.ts';
import { Dir, File, IOError, Symlink, type FileInfo } from '../host/host.ts';
import * as path from '../host/path.ts';
import { formatBuildInfo, buildInfoJson, readBuildInfo } from '../load/buildinfo.ts';

const flags = { m: bool(), v: bool(), json: bool() } satisfies FlagTable;

export { versionCommand as command };

const versionCommand = command({
  usageLine: 'version [-m] [-v] [-json] [file ...]',
  long: `Version prints the release of Go that burrow works with. Given files, it prints the release that each of these
programs was built with; given directories, it looks for programs beneath them.

	-m	also print the module information that the program carries
	-v	in directories, also name the files that are not Go programs
	-json	with -m, print the information as JSON
`,
  flags,
  async run(cx, values, args) {
    const { host } = cx;
    if (args.length === 0) {
      // In $GOFLAGS they are meant for commands with files.
      const usual = new Set((await cx.goflags()).map(w => w.replace(/^--?|=.*/g, '')));
      const bad = (['m', 'v', 'json'] as const).find(f => cx.given.has(f) && values[f] && !usual.has(f));
      if (bad !== undefined) {
        host.stderr.write(`go: 'go version' only accepts -${bad} flag with arguments\n`);
        return 2;
      }
      const config = await cx.config();
      const shown = config.toolchain === config.release ? config.release : `${config.toolchain} (TESTGO_VERSION)`;
      host.stdout.write(`go version ${shown} ${host.os}/${host.arch}\n`);
      return 0;
    }
    if (values.json && !values.m) {
      host.stderr.write(`go: 'go version' with -json flag requires -m flag\n`);
      return 2;
    }
    let status = 0;
    for (const arg of args) {
      const info = host.stat(path.resolve(host.cwd(), arg));
      if (info instanceof IOError) {
        host.stderr.write(`stat ${arg}: ${info.reason}\n`);
        status = 1;
      } else if (info.kind === Dir) scanDir(cx, arg, values);
      else if (!scanFile(cx, arg, info, true, values) && values.m) status = 1;
    }
    return status;
  },
});

interface Values {
  readonly m: boolean;
  readonly v: boolean;
  readonly json: boolean;
}

function scanDir(cx: Context, dir: string, values: Values): void {
  const entries = cx.host.readDir(path.resolve(cx.host.cwd(), dir));
  if (entries instanceof IOError) return;
  for (const e of entries) {
    const name = path.join(dir, e.name);
    if (e.kind === Dir) scanDir(cx, name, values);
    else if (e.kind === File || e.kind === Symlink) {
      const info = cx.host.lstat(path.resolve(cx.host.cwd(), name));
      if (!(info instanceof IOError)) scanFile(cx, name, info, values.v, values);
    }
  }
}

/** Prints what a file was built with; false where it is no Go program. */
function scanFile(cx: Context, name: string, link: FileInfo, mustPrint: boolean, values: Values): boolean {
  const { host } = cx;
  const file = path.resolve(host.cwd(), name);
  let info = link;
  if (link.kind === Symlink) {
    const target = host.stat(file);
    if (target instanceof IOError || target.kind !== File) {
      if (mustPrint) host.stderr.write(`${name}: symlink\n`);
      return false;
    }
    info = target;
  }
  const data = host.readFile(file);
  if (data instanceof IOError) {
    if (mustPrint) host.stderr.write(name + '\n');
    return false;
  }
  const built = readBuildInfo(data);
  if (typeof built === 'string') {
    if (mustPrint && isCandidate(name, info))
      host.stderr.write(`${name}: could not read Go build info from ${name}: ${built}\n`);
    return false;
  }
  if (values.m && values.json) {
    host.stdout.write(buildInfoJson(built) + '\n');
    return true;
  }
  host.stdout.write(`${name}: ${built.goVersion}\n`);
  if (values.m) for (const line of formatBuildInfo(built)) host.stdout.write(`\t${line}\n`);
  return true;
}

/** Executable, or named like a library: only then is it worth a word that it is no Go program. */
function isCandidate(name: string, info: FileInfo): boolean {
  if (info.kind === File && (info.mode & 0o111) !== 0) return true;
  const lower = name.toLowerCase();
  return ['.so', '.exe', '.dll'].includes(path.extname(lower)) || lower.includes('.so.');
}
