// `direct` in $GOPROXY: modules from their own repositories.

import type { Config } from '../../config.ts';
import type { Host } from '../../../host/host.ts';
import { FetchError } from '../fetch/errors.ts';
import { ProxyRepo, type Repo } from '../fetch/repo.ts';
import type { Web } from '../fetch/web.ts';
import { CodeRepo } from './code-repo.ts';
import { GitRepo } from './git.ts';
import { RootFinder, type RepoRoot } from './root.ts';
import { Shell } from './shell.ts';

/** The repositories of one command. */
export class Direct {
  private readonly config: Config;
  private readonly web: Web;
  private readonly shell: Shell;
  private readonly roots: RootFinder;
  private readonly repos = new Map<string, Promise<GitRepo>>();

  /** `trace` is -x. */
  constructor(host: Host, config: Config, web: Web, trace: boolean) {
    this.config = config;
    this.web = web;
    this.shell = new Shell(host, trace);
    this.roots = new RootFinder(config, web, this.shell);
  }

  /** The source of a module. `insecure`: it may be reached without protection. */
  async lookup(modPath: string, insecure: boolean): Promise<Repo> {
    let root: RepoRoot;
    try {
      root = await this.roots.find(modPath, insecure);
    } catch (err) {
      if (err instanceof FetchError) throw new FetchError(err.message, true);
      throw err;
    }
    if (root.vcs === 'mod') return new ProxyRepo(this.web, root.repo, modPath);
    if (root.vcs !== 'git') {
      throw new FetchError(`${modPath}: burrow fetches from git repositories, not from ${root.vcs}: ${root.repo}`);
    }
    let repo = this.repos.get(root.repo);
    if (repo === undefined) {
      repo = GitRepo.open(this.shell, this.web, this.config, root.repo);
      this.repos.set(root.repo, repo);
    }
    return new CodeRepo(this.config, await repo, root.root, root.subdir, modPath);
  }
}
