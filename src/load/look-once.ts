// A host on which a command looks at each file of the distribution once: loading, the keys of units and the checks of packages all ask
// for the same sizes and times, thousands of them.

import type { FileInfo, Host, IOError } from '../host/host.ts';

/** The host with what it says of names beneath `dir` kept from the first time on. */
export function lookOnce(host: Host, dir: string): Host {
  const prefix = `${dir}/`;
  const known = new Map<string, FileInfo | IOError>();
  const stat = (name: string): FileInfo | IOError => {
    if (!name.startsWith(prefix)) return host.stat(name);
    let found = known.get(name);
    if (found === undefined) {
      found = host.stat(name);
      known.set(name, found);
    }
    return found;
  };
  // Everything else is the host's own.
  return Object.assign(Object.create(host) as Host, { stat });
}
