// The fetcher as the code that computes requirements sees it.

import { decodeUtf8 } from '../../base/utf8.ts';
import type { Version } from './module.ts';
import type { ModuleFetcher } from './fetch/fetcher.ts';
import type { GoSum } from './fetch/gosum.ts';
import type { ModuleSource, RevInfo } from './state.ts';

/** Modules from the fetcher, each question asked once. */
export class FetchedSource implements ModuleSource {
  readonly sum: GoSum;
  readonly fetcher: ModuleFetcher;
  private readonly lists = new Map<string, Promise<readonly string[]>>();
  private readonly infos = new Map<string, Promise<RevInfo>>();

  constructor(fetcher: ModuleFetcher) {
    this.fetcher = fetcher;
    this.sum = fetcher.sums;
  }

  versions(modPath: string): Promise<readonly string[]> {
    let list = this.lists.get(modPath);
    if (list === undefined) this.lists.set(modPath, (list = this.fetcher.versions(modPath).then(v => v.list)));
    return list;
  }

  info(modPath: string, query: string): Promise<RevInfo> {
    const key = `${modPath}@${query}`;
    let info = this.infos.get(key);
    if (info === undefined) {
      info = query === 'latest' ? this.fetcher.latest(modPath) : this.fetcher.info(modPath, query);
      this.infos.set(key, info);
    }
    return info;
  }

  async goMod(mod: Version): Promise<string> {
    return decodeUtf8(await this.fetcher.goMod(mod));
  }

  zip(mod: Version): Promise<string> {
    return this.fetcher.zip(mod);
  }
}
