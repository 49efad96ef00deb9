// The version that a commit of a repository on this machine has as a module: what the tags here say, with nothing fetched.

import { decodeUtf8 } from '../../../base/utf8.ts';
import { type Host, IOError } from '../../../host/host.ts';
import * as path from '../../../host/path.ts';
import type { Config } from '../../config.ts';
import { FetchError } from '../fetch/errors.ts';
import { noOrigin } from '../fetch/origin.ts';
import { splitPathVersion } from '../module.ts';
import * as semver from '../semver.ts';
import type { CodeHost, Commit, Tags } from './codehost.ts';
import { CodeRepo } from './code-repo.ts';
import { RunError, Shell } from './shell.ts';

const shortDigits = 12;

/** The version of a module at a commit; '' where it has none, or the repository's root is no module. */
export async function localVersion(config: Config, repo: string, modPath: string, rev: string): Promise<string> {
  const { host } = config;
  const text = host.readFile(path.join(repo, 'go.mod'));
  if (text instanceof IOError) return '';
  const m = /^module[ \t]+("[^"]*"|\S+)/m.exec(decodeUtf8(text));
  const root = m === null ? null : splitPathVersion(m[1]!.replaceAll('"', ''));
  if (root === null) return '';
  try {
    const module = new CodeRepo(config, new LocalGit(host, repo), root.prefix, '', modPath);
    return (await module.stat(rev)).version;
  } catch (err) {
    if (err instanceof FetchError) return '';
    throw err;
  }
}

/** A git repository as it lies in a directory. */
class LocalGit implements CodeHost {
  readonly url: string;
  private readonly shell: Shell;

  constructor(host: Host, dir: string) {
    this.url = dir;
    this.shell = new Shell(host, false);
  }

  private async git(...words: string[]): Promise<string> {
    return decodeUtf8(await this.shell.run(['git', ...words], { dir: this.url }));
  }

  checkReuse(): Promise<string> {
    return Promise.resolve('');
  }

  async tags(prefix: string): Promise<Tags> {
    const all = (await this.git('tag', '-l')).split('\n');
    return { list: all.filter(t => t !== '' && t.startsWith(prefix)).sort(), origin: noOrigin };
  }

  latest(): Promise<Commit> {
    return this.stat('HEAD');
  }

  async stat(rev: string): Promise<Commit> {
    let out: string;
    try {
      const format = '--format=%H %ct';
      out = await this.git('-c', 'log.showsignature=false', 'log', '-n1', format, '--end-of-options', rev, '--');
    } catch (err) {
      if (!(err instanceof RunError)) throw err;
      throw new FetchError(`unknown revision ${rev}`, true);
    }
    const [hash = '', seconds = ''] = out.trim().split(' ');
    const tags = (await this.git('tag', '--points-at', hash)).split('\n').filter(t => t !== '');
    return {
      origin: noOrigin,
      name: hash,
      short: hash.slice(0, shortDigits),
      version: tags.includes(rev) ? rev : hash,
      time: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z'),
      tags: tags.sort(),
    };
  }

  async readFile(rev: string, file: string): Promise<Uint8Array | null> {
    try {
      return await this.shell.run(['git', 'cat-file', '--end-of-options', 'blob', `${rev}:${file}`], { dir: this.url });
    } catch (err) {
      if (err instanceof RunError) return null;
      throw err;
    }
  }

  readZip(): Promise<Uint8Array | null> {
    return Promise.resolve(null);
  }

  async recentTag(rev: string, prefix: string, allowed: (tag: string) => Promise<boolean>): Promise<string> {
    let highest = '';
    for (const tag of (await this.git('tag', `--merged=${rev}`)).split('\n')) {
      if (tag === '' || !tag.startsWith(prefix)) continue;
      const version = tag.slice(prefix.length);
      if (semver.compare(version, highest) > 0 && (await allowed(tag))) highest = version;
    }
    return highest === '' ? '' : prefix + highest;
  }

  async descendsFrom(rev: string, tag: string): Promise<boolean> {
    try {
      await this.git('merge-base', '--is-ancestor', '--', tag, rev);
      return true;
    } catch (err) {
      if (err instanceof RunError) return false;
      throw err;
    }
  }
}
