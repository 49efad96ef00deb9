// $GOPROXY: a list of servers, tried in turn. After a comma the next one is asked only where a server does not have the
// thing (404 or 410); after a bar, whatever went wrong. Of several failures the one is told that says most.

import { isAbs } from '../../host/path.ts';
import { FetchError } from './fetch/errors.ts';
import { parseUrl, redacted } from './fetch/url.ts';

/** One entry of the list. */
export interface ProxyEntry {
  /** An address, `direct`, `off`, or `noproxy` for what GONOPROXY keeps from proxies. */
  readonly url: string;
  /** The next entry is tried after any failure. */
  readonly fallBackOnError: boolean;
}

/** Where nothing is set. */
export const defaultProxy = 'https://proxy.golang.org,direct';

/** The failure of an entry that is not for the module that was asked for. */
export const useProxy = 'path does not match GOPRIVATE/GONOPROXY';

/** Reads the setting; throws where an entry is no address of a proxy. `noProxy` is $GONOPROXY. */
export function proxyList(setting: string, noProxy: string): ProxyEntry[] {
  const out: ProxyEntry[] = [];
  if (noProxy !== '' && setting !== 'direct') out.push({ url: 'noproxy', fallBackOnError: false });
  for (const m of setting.matchAll(/([^,|]*)([,|]?)/g)) {
    let url = m[1]!.trim();
    if (url === '') continue;
    if (url === 'off' || url === 'direct') {
      out.push({ url, fallBackOnError: false });
      break; // nothing after these is ever asked
    }
    if (/[.:/]/.test(url) && !url.includes(':/') && !isAbs(url)) url = 'https://' + url;
    checkProxyUrl(url);
    out.push({ url, fallBackOnError: m[2] === '|' });
  }
  if (out.length === 0 || (out.length === 1 && out[0]!.url === 'noproxy')) {
    throw new FetchError('GOPROXY list is not the empty string, but contains no entries');
  }
  return out;
}

/** Throws where the text is no address of a proxy. */
export function checkProxyUrl(proxy: string): void {
  const url = parseUrl(proxy);
  if (url === null) throw new FetchError(`invalid proxy URL missing scheme: ${proxy}`);
  const shown = redacted(url);
  if (!['http', 'https', 'file'].includes(url.scheme)) {
    throw new FetchError(`invalid proxy URL scheme (must be https, http, file): ${shown}`);
  }
  if (url.scheme === 'file' && (url.host !== '' || url.user !== '')) {
    throw new FetchError(`invalid file:// proxy URL with non-path elements: ${shown}`);
  }
}

/** Calls `act` with one entry of the list after another until one does not throw a FetchError. */
export async function tryProxies<T>(list: readonly ProxyEntry[], act: (proxy: string) => Promise<T>): Promise<T> {
  const notFound = 0;
  const proxy = 1;
  const direct = 2;
  let best: FetchError | null = null;
  let rank = notFound;
  for (const p of list) {
    try {
      return await act(p.url);
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      if (p.url === 'direct' || (p.url === 'noproxy' && err.message !== useProxy)) {
        best = err;
        rank = direct;
      } else if (rank <= proxy && !err.notExist) {
        best = err;
        rank = proxy;
      } else if (rank === notFound) best = err;
      if (!p.fallBackOnError && !err.notExist) break;
    }
  }
  throw best!; // the list is not empty, and every entry threw
}
