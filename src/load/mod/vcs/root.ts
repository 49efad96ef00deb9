// From an import path to the repository that has it: by the rules of the sites that are known, by a suffix such as .git in
// the path, else by the go-import tag of the page at the path.

import { quote } from '../../../base/quote.ts';
import type { Config } from '../../config.ts';
import { FetchError } from '../fetch/errors.ts';
import { parseUrl } from '../fetch/url.ts';
import type { Page, Web } from '../fetch/web.ts';
import { checkGovcs } from './govcs.ts';
import { parseMetaImports, type MetaImport } from './meta.ts';
import { RunError, type Shell } from './shell.ts';

/** A repository and what part of the import path it stands for. */
export interface RepoRoot {
  /** git, hg, svn, bzr, fossil; mod for a module proxy. */
  readonly vcs: string;
  /** Its address. */
  readonly repo: string;
  /** The import path of its root, or of `subdir`. */
  readonly root: string;
  readonly subdir: string;
}

interface Site {
  /** Import paths of the site start so; '' for any. */
  readonly prefix: string;
  readonly pattern: RegExp;
  /** Where the pattern has no group of that name. */
  readonly vcs: string;
  /** A repository's path never ends like one of any site. */
  readonly noSuffix: boolean;
}

const sites: readonly Site[] = [
  {
    prefix: 'github.com',
    pattern: /^(?<root>github\.com\/[\w.-]+\/[\w.-]+)(\/[\w.-]+)*$/,
    vcs: 'git',
    noSuffix: true,
  },
  {
    prefix: 'bitbucket.org',
    pattern: /^(?<root>bitbucket\.org\/[\w.-]+\/[\w.-]+)(\/[\w.-]+)*$/,
    vcs: 'git',
    noSuffix: true,
  },
  {
    prefix: 'hub.jazz.net/git',
    pattern: /^(?<root>hub\.jazz\.net\/git\/[a-z0-9]+\/[\w.-]+)(\/[\w.-]+)*$/,
    vcs: 'git',
    noSuffix: true,
  },
  {
    prefix: 'git.apache.org',
    pattern: /^(?<root>git\.apache\.org\/[a-z0-9_.-]+\.git)(\/[\w.-]+)*$/,
    vcs: 'git',
    noSuffix: false,
  },
  {
    prefix: 'git.openstack.org',
    pattern: /^(?<root>git\.openstack\.org\/[\w.-]+\/[\w.-]+)(\.git)?(\/[\w.-]+)*$/,
    vcs: 'git',
    noSuffix: false,
  },
  {
    prefix: 'chiselapp.com',
    pattern: /^(?<root>chiselapp\.com\/user\/[A-Za-z0-9]+\/repository\/[\w.-]+)$/,
    vcs: 'fossil',
    noSuffix: false,
  },
];

/** A path that says by its suffix where the repository ends. */
const suffixed =
  /(?<root>(?<repo>([a-z0-9.-]+\.)+[a-z0-9.-]+(:[0-9]+)?(\/~?[\w.-]+)+?)\.(?<vcs>bzr|fossil|git|hg|svn))(\/~?[\w.-]+)*$/;

/** Where the tags say nothing. */
const launchpad =
  /^(?<root>launchpad\.net\/((?<project>[\w.-]+)(?<series>\/[\w.-]+)?|~[\w.-]+\/(\+junk|[\w.-]+)\/[\w.-]+))(\/[\w.-]+)*$/;

/** The ways to reach repositories, the preferred first. */
const schemes: Readonly<Record<string, readonly string[]>> = {
  hg: ['https', 'http', 'ssh'],
  git: ['git', 'https', 'http', 'git+ssh', 'ssh'],
  svn: ['https', 'http', 'svn', 'svn+ssh'],
  bzr: ['https', 'http', 'bzr', 'bzr+ssh'],
  fossil: ['https', 'http'],
};

const secure = new Set(['https', 'git+ssh', 'bzr+ssh', 'svn+ssh', 'ssh']);

/** Finds repositories for one command. */
export class RootFinder {
  private readonly config: Config;
  private readonly web: Web;
  private readonly shell: Shell;
  /** The tags of the pages of prefixes. */
  private readonly pages = new Map<string, Promise<readonly MetaImport[]>>();

  constructor(config: Config, web: Web, shell: Shell) {
    this.config = config;
    this.web = web;
    this.shell = shell;
  }

  /** The repository of an import path. `insecure`: it may be reached without protection. */
  async find(importPath: string, insecure: boolean): Promise<RepoRoot> {
    let failure: FetchError;
    try {
      const known = await this.byPath(importPath, insecure);
      if (known !== null) return this.expandable(importPath, known);
      return this.expandable(importPath, await this.byPage(importPath, insecure));
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      failure = err;
    }
    const root = await this.byLaunchpad(importPath);
    if (root === null) throw failure;
    return this.expandable(importPath, root);
  }

  private expandable(importPath: string, root: RepoRoot): RepoRoot {
    if (!importPath.includes('...') || !root.root.includes('...')) return root;
    throw new FetchError(`cannot expand ... in ${quote(importPath)}`);
  }

  /** What the path itself tells; null for nothing. */
  private async byPath(importPath: string, insecure: boolean): Promise<RepoRoot | null> {
    // These have no modules, and tests ask for them.
    if (hasPrefix(importPath, 'example.net')) throw new FetchError('no modules on example.net');
    if (importPath === 'rsc.io') throw new FetchError('rsc.io is not a module');
    const scheme = /^https?:/.exec(importPath);
    if (scheme !== null) throw new FetchError(`"${scheme[0]}//" not allowed in import path`);
    for (const { prefix, pattern, vcs, noSuffix } of sites) {
      if (!hasPrefix(importPath, prefix)) continue;
      const root = pattern.exec(importPath)?.groups?.['root'];
      if (root === undefined) throw new FetchError(`invalid ${prefix} import path ${quote(importPath)}`);
      if (noSuffix && /\.(?:hg|git|svn|bzr|fossil)$/.test(root)) {
        throw new FetchError(`invalid version control suffix in ${prefix}/ path`);
      }
      checkGovcs(this.config, vcs, root);
      return { vcs, repo: `https://${root}`, root, subdir: '' };
    }
    const groups = suffixed.exec(importPath)?.groups;
    if (groups === undefined) return null;
    const vcs = groups['vcs']!;
    checkGovcs(this.config, vcs, groups['root']!);
    const repo = await this.reachable(vcs, groups['repo']!, insecure);
    return { vcs, repo, root: groups['root']!, subdir: '' };
  }

  private isSecure(vcs: string, scheme: string): boolean {
    const allowed = vcs === 'git' ? this.shell.host.getenv('GIT_ALLOW_PROTOCOL') : '';
    return allowed === '' ? secure.has(scheme) : allowed.split(':').includes(scheme);
  }

  /** The address of a repository with the first scheme by which it answers. */
  private async reachable(vcs: string, repo: string, insecure: boolean): Promise<string> {
    for (const scheme of schemes[vcs]!) {
      if (!insecure && !this.isSecure(vcs, scheme)) continue;
      const url = `${scheme}://${repo}`;
      // Of other programs burrow runs none.
      if (vcs !== 'git') return url;
      try {
        this.shell.host.makeDirs(this.config.modcache);
        await this.shell.run(['git', 'ls-remote', url], { dir: this.config.modcache });
        return url;
      } catch (err) {
        if (!(err instanceof RunError)) throw err;
        if (err.code < 0) this.shell.host.stderr.write('go: missing Git command. See https://golang.org/s/gogetcmd\n');
      }
    }
    throw new FetchError(`no ${insecure ? '' : 'secure '}protocol found for repository`);
  }

  private async byPage(importPath: string, insecure: boolean): Promise<RepoRoot> {
    try {
      return await this.tagged(importPath, insecure);
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      throw new FetchError(`unrecognized import path ${quote(importPath)}: ${err.message}`, err.notExist);
    }
  }

  private async tagged(importPath: string, insecure: boolean): Promise<RepoRoot> {
    const address = pageAddress(importPath);
    let page: Page;
    try {
      page = await this.web.getPage(address, insecure);
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      throw new FetchError(`${insecure ? 'http/' : ''}https fetch: ${err.message}`);
    }
    const imports = parseMetaImports(page.text);
    if (imports.length === 0 && page.error !== null) throw page.error;
    const found = match(imports, importPath);
    if (found === null) {
      const others = imports.map(i => `meta tag ${i.prefix} did not match import path ${importPath}`).join(', ');
      throw new FetchError(`parse ${page.url}: no go-import meta tags (${others})`);
    }
    if (found === 'several') {
      throw new FetchError(`parse //${address}: multiple meta tags match import path ${quote(importPath)}`);
    }
    if (found.prefix !== importPath) {
      // Any page could claim a prefix; the page of the prefix has to agree.
      const again = match(await this.importsOfPrefix(found.prefix, insecure), importPath);
      if (again === null || again === 'several' || !isSame(found, again)) {
        const other = pageAddress(found.prefix);
        throw new FetchError(`${page.url} and //${other} disagree about go-import for ${found.prefix}`);
      }
    }
    const { vcs, root, subdir } = found;
    const badDir = subdir.startsWith('/') ? 'leading slash' : subdir.startsWith('-') ? 'leading hyphen' : '';
    if (badDir !== '') throw new FetchError(`${page.url}: invalid subdirectory ${quote(subdir)}: ${badDir}`);
    const scheme = parseUrl(root)?.scheme ?? '';
    const badRoot = scheme === '' ? 'no scheme' : scheme === 'file' ? 'file scheme disallowed' : '';
    if (badRoot !== '') throw new FetchError(`${page.url}: invalid repo root ${quote(root)}: ${badRoot}`);
    if (vcs !== 'mod') {
      if (!Object.hasOwn(schemes, vcs)) throw new FetchError(`${page.url}: unknown vcs ${quote(vcs)}`);
      checkGovcs(this.config, vcs, found.prefix);
    }
    return { vcs, repo: root, root: found.prefix, subdir };
  }

  private importsOfPrefix(prefix: string, insecure: boolean): Promise<readonly MetaImport[]> {
    let imports = this.pages.get(prefix);
    if (imports === undefined) this.pages.set(prefix, (imports = this.readPrefix(prefix, insecure)));
    return imports;
  }

  private async readPrefix(prefix: string, insecure: boolean): Promise<readonly MetaImport[]> {
    let page: Page;
    try {
      page = await this.web.getPage(pageAddress(prefix), insecure);
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      throw new FetchError(`fetching ${prefix}: ${err.message}`);
    }
    const imports = parseMetaImports(page.text);
    if (imports.length > 0) return imports;
    throw page.error ?? new FetchError(`fetching ${prefix}: no go-import meta tag found in ${page.url}`);
  }

  /** Bazaar on Launchpad: a project, or one of its series. */
  private async byLaunchpad(importPath: string): Promise<RepoRoot | null> {
    const groups = hasPrefix(importPath, 'launchpad.net') ? launchpad.exec(importPath)?.groups : undefined;
    if (groups === undefined) return null;
    let root = groups['root']!;
    const project = groups['project'];
    const series = groups['series'];
    try {
      checkGovcs(this.config, 'bzr', root);
      if (project !== undefined && series !== undefined) {
        await this.web.get(`https://code.launchpad.net/${project}${series}/.bzr/branch-format`, 1 << 16);
      }
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      if (project === undefined || series === undefined) return null;
      root = `launchpad.net/${project}`;
    }
    return { vcs: 'bzr', repo: `https://${root}`, root, subdir: '' };
  }
}

function hasPrefix(importPath: string, prefix: string): boolean {
  return importPath === prefix || importPath.startsWith(`${prefix}/`);
}

/** Where the page about an import path is, without the scheme. */
function pageAddress(importPath: string): string {
  const slash = importPath.indexOf('/');
  const host = slash < 0 ? importPath : importPath.slice(0, slash);
  if (!host.includes('.')) throw new FetchError('import path does not begin with hostname');
  return `${host}${slash < 0 ? '/' : importPath.slice(slash)}?go-get=1`;
}

/** The tag for an import path; null for none. */
function match(imports: readonly MetaImport[], importPath: string): MetaImport | 'several' | null {
  let found: MetaImport | null = null;
  for (const i of imports) {
    if (!hasPrefix(importPath, i.prefix)) continue;
    if (found === null) found = i;
    else if (found.vcs === 'mod' && i.vcs !== 'mod') break; // proxies come first
    else return 'several';
  }
  return found;
}

function isSame(a: MetaImport, b: MetaImport): boolean {
  return a.prefix === b.prefix && a.vcs === b.vcs && a.root === b.root && a.subdir === b.subdir;
}
