// $GOPROXY: a list of servers, tried in turn. After a comma the next one is asked only where a server does not have the
// thing (404 or 410); after a bar, whatever went wrong.

import { IOError, type Host, type Response } from '../../host/host.ts';

/** One entry of the list. */
export interface Proxy {
  /** An address, `direct` or `off`. */
  readonly url: string;
  /** The next entry is tried after any failure. */
  readonly fallBackOnError: boolean;
}

/** Where nothing is set. */
export const defaultProxy = 'https://proxy.golang.org,direct';

/** Reads the setting. An address without a scheme is taken as https. */
export function proxyList(setting: string): Proxy[] {
  const out: Proxy[] = [];
  for (const m of (setting || defaultProxy).matchAll(/([^,|]*)([,|]?)/g)) {
    const word = m[1]!.trim();
    if (word === '') continue;
    const url = word === 'direct' || word === 'off' || word.includes('://') ? word : `https://${word}`;
    out.push({ url: url.replace(/\/$/, ''), fallBackOnError: m[2] === '|' });
    if (word === 'off' || word === 'direct') break; // nothing after these is ever asked
  }
  return out;
}

/** A proxy's answer, or why none of them gave one: the text of the last failure that counts. */
export async function proxyGet(host: Host, proxies: readonly Proxy[], name: string): Promise<Response | string> {
  let failure = 'GOPROXY list is empty';
  for (const p of proxies) {
    if (p.url === 'off') return failure === 'GOPROXY list is empty' ? 'module lookup disabled by GOPROXY=off' : failure;
    if (p.url === 'direct') return failure === 'GOPROXY list is empty' ? 'no proxy in GOPROXY has it' : failure;
    const url = `${p.url}/${name}`;
    const answer = await host.fetch(url);
    if (!(answer instanceof IOError) && answer.status === 200) return answer;
    const gone = !(answer instanceof IOError) && (answer.status === 404 || answer.status === 410);
    failure = answer instanceof IOError ? String(answer) : `reading ${url}: ${answer.status} ${answer.statusText}`;
    if (!(answer instanceof IOError)) answer.close();
    if (!gone && !p.fallBackOnError) return failure;
  }
  return failure;
}
