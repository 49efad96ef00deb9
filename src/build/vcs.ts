// The state of version control for the information that a program carries: the commit, its time, whether anything was
// changed since, and the version that the main module has by its tags.

import { decodeUtf8 } from '../base/utf8.ts';
import { Dir, File, IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import { ConfigError } from '../load/config-error.ts';
import { quote } from '../base/quote.ts';
import type { Package } from '../load/package.ts';
import type { VcsStamp } from './build-info.ts';

/** What version control says of the modules of one command: each directory is asked about once. */
export class Stamps {
  private readonly host: Host;
  private readonly config: Config;
  private readonly wanted: boolean;
  private readonly shown: boolean;
  private readonly known = new Map<string, Promise<VcsStamp | null>>();

  /** `wanted`: it is a mistake that the state cannot be had; `shown`: the commands are printed. */
  constructor(host: Host, config: Config, wanted: boolean, shown: boolean) {
    this.host = host;
    this.config = config;
    this.wanted = wanted;
    this.shown = shown;
  }

  /** The state for a program of this main package; null where there is none that says something about it. */
  of(p: Package): Promise<VcsStamp | null> {
    const m = p.module;
    if (m === null || m.version !== '' || p.standard) return Promise.resolve(null);
    let found = this.known.get(m.dir);
    if (found === undefined)
      this.known.set(m.dir, (found = vcsStamp(this.host, this.config, p, this.wanted, this.shown)));
    return found;
  }
}

/** The directory of the git repository that holds `dir`; '' for none. */
export function repositoryOf(host: Host, dir: string): string {
  for (let at = dir; ; at = path.dirname(at)) {
    // Of a submodule it is a file: gc's go command takes that for no repository.
    const st = host.stat(path.join(at, '.git'));
    if (!(st instanceof IOError) && st.kind === Dir) return at;
    if (at === path.dirname(at)) return '';
  }
}

/** What marks the root of a checkout, by the command of its system; in the order of gc's go command. */
const roots: readonly (readonly [command: string, name: string, kind: number])[] = [
  ['hg', '.hg', Dir],
  ['git', '.git', Dir],
  ['svn', '.svn', Dir],
  ['bzr', '.bzr', Dir],
  ['fossil', '.fslckout', File],
  ['fossil', '_FOSSIL_', File],
];

/** The innermost checkout of any system that a directory lies in; '' for none. */
function checkoutOf(host: Host, start: string): string {
  for (let dir = start; ; dir = path.dirname(dir)) {
    for (const [, name, kind] of roots) {
      const st = host.stat(path.join(dir, name));
      if (!(st instanceof IOError) && st.kind === kind) return dir;
    }
    if (dir === path.dirname(dir)) return '';
  }
}

/** A second system of version control around a directory, in the words of the go command; '' for none. git in git is usual. */
function secondSystem(host: Host, start: string): string {
  let first = '';
  let where = '';
  for (let dir = start; ; dir = path.dirname(dir)) {
    for (const [command, name, kind] of roots) {
      const st = host.stat(path.join(dir, name));
      if (st instanceof IOError || st.kind !== kind) continue;
      if (first === '') {
        first = command;
        where = dir;
      } else if (first !== 'git' || command !== 'git') {
        return `multiple VCS detected: ${first} in ${quote(where)}, and ${command} in ${quote(dir)}`;
      }
    }
    if (dir === path.dirname(dir)) return '';
  }
}

/**
 * The state of the repository of a package's module; null where there is none that says something about it. With `wanted` it
 * is a mistake that it cannot be had; with `shown` the commands are printed.
 */
async function vcsStamp(
  host: Host,
  config: Config,
  p: Package,
  wanted: boolean,
  shown: boolean,
): Promise<VcsStamp | null> {
  const failed = (why: string): never => {
    throw new ConfigError(`error obtaining VCS status: ${why}\n\tUse -buildvcs=false to disable VCS stamping.`, '');
  };
  const mayNest = host.getenv('GODEBUG').split(',').includes('allowmultiplevcs=1');
  const checkSystems = (dir: string) => {
    const second = mayNest ? '' : secondSystem(host, dir);
    if (second !== '') failed(second);
  };
  checkSystems(host.cwd());
  const repo = repositoryOf(host, host.cwd());
  const moduleDir = p.module!.dir; // asked only of a package in a module
  if (repo === '' || (!path.within(repo, moduleDir) && !path.within(moduleDir, repo))) return null;
  if (!hasGit(host)) {
    if (!wanted) return null;
    host.stderr.write('go: missing Git command. See https://golang.org/s/gogetcmd\n');
    return failed('exec: "git": executable file not found in $PATH');
  }
  for (const [what, dir] of [
    ['main package', p.dir],
    ['main module', moduleDir],
  ] as const) {
    checkSystems(dir);
    const other = checkoutOf(host, dir);
    if (other === repo) continue;
    if (!wanted) return null;
    failed(`${what} is in repository ${quote(other)} but current directory is in repository ${quote(repo)}`);
  }
  const say = (words: readonly string[]) => {
    if (shown) host.stderr.write(`cd ${repo}\ngit ${words.join(' ')}\n`);
  };
  const git = async (...words: string[]): Promise<string> => {
    say(words);
    const done = await host.spawn('git', words, { cwd: repo, capture: true, stdin: new Uint8Array(0) });
    if (done instanceof IOError) return failed(String(done));
    if (done.code !== 0) return failed(`exit status ${done.code}`);
    return decodeUtf8(done.stdout);
  };
  const changed = (await git('status', '--porcelain')).trim() !== '';
  const settings: [string, string][] = [['vcs', 'git']];
  let head = '';
  let time = 0;
  const last = ['-c', 'log.showsignature=false', 'log', '-1', '--format=%H:%ct'];
  say(last);
  const log = await host.spawn('git', last, {
    cwd: repo,
    capture: true,
    stdin: new Uint8Array(0),
  });
  if (!(log instanceof IOError) && log.code === 0) {
    const m = /^([0-9a-f]+):(\d+)/.exec(decodeUtf8(log.stdout).trim());
    if (m !== null) {
      head = m[1]!;
      time = Number(m[2]) * 1000;
      settings.push(['vcs.revision', head], ['vcs.time', new Date(time).toISOString().replace('.000Z', 'Z')]);
    }
  }
  settings.push(['vcs.modified', String(changed)]);
  let version = '';
  if (head !== '') {
    const { localVersion } = await import('../load/mod/vcs/local.ts');
    version = await localVersion(config, repo, p.module!.path, head);
  }
  if (version !== '' && changed) version += version.endsWith('+incompatible') ? '.dirty' : '+dirty';
  return { settings, version };
}

function hasGit(host: Host): boolean {
  return host
    .getenv('PATH')
    .split(host.os === 'windows' ? ';' : ':')
    .some(
      dir => dir !== '' && !(host.stat(path.join(dir, host.os === 'windows' ? 'git.exe' : 'git')) instanceof IOError),
    );
}
