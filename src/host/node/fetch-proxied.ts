// Network reads under Node through the proxies that the environment names ($HTTPS_PROXY, $HTTP_PROXY, $NO_PROXY). Node's own
// clients know none; undici does. It takes Node twice the time to load it than its own, so that it is loaded where there are proxies.

import { EnvHttpProxyAgent, fetch } from 'undici';
import type { FetchHow, IOError, Response } from '../host.ts';
import { impatience, networkError, trusted } from './fetch.ts';

let agent: EnvHttpProxyAgent | null = null;
let trusting: EnvHttpProxyAgent | null = null;

/** The agent of this process, made at its first request; and the one that asks for no certificate. */
function dispatcher(insecure: boolean): EnvHttpProxyAgent {
  if (insecure) {
    const any = { rejectUnauthorized: false };
    trusting ??= new EnvHttpProxyAgent({ connect: any, requestTls: any });
    return trusting;
  }
  if (agent !== null) return agent;
  const ca = trusted();
  agent = new EnvHttpProxyAgent({ connect: { ca }, requestTls: { ca }, proxyTls: { ca } });
  return agent;
}

/** The answer to a GET request. */
export async function fetchProxied(url: string, how: FetchHow): Promise<Response | IOError> {
  let answer: Awaited<ReturnType<typeof fetch>>;
  try {
    const insecure = how.insecure === true;
    answer = await fetch(url, {
      headers: Object.fromEntries(how.headers ?? []),
      redirect: 'manual',
      dispatcher: dispatcher(insecure),
      ...(insecure ? { signal: AbortSignal.timeout(impatience) } : {}),
    });
  } catch (err) {
    return networkError(url, err);
  }
  const reader = answer.body?.getReader();
  const length = answer.headers.get('content-length');
  return {
    status: answer.status,
    statusText: answer.statusText,
    url,
    length: length === null ? -1 : Number(length),
    headerNames: [...answer.headers.keys()],
    header: name => answer.headers.get(name) ?? '',
    async read() {
      if (reader === undefined) return null;
      try {
        const piece = await reader.read();
        return piece.done ? null : piece.value;
      } catch (err) {
        return networkError(url, err);
      }
    },
    close() {
      void reader?.cancel().catch(() => {});
    },
  };
}
