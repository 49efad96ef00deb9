// A host with some variables of the environment changed: how burrow starts itself again in the same process.

import type { Host, ProcessResult, SpawnOptions } from './host.ts';
import type { IOError } from './host.ts';

/** The host with other values of some variables; '' takes a variable away. */
export function withEnv(host: Host, changes: ReadonlyMap<string, string>): Host {
  const environ = () => {
    const out = new Map(host.environ());
    for (const [name, value] of changes) {
      if (value === '') out.delete(name);
      else out.set(name, value);
    }
    return out;
  };
  const spawn = (file: string, args: readonly string[], options: SpawnOptions): Promise<ProcessResult | IOError> =>
    host.spawn(file, args, { env: environ(), ...options });
  // Everything else is the host's own.
  return Object.assign(Object.create(host) as Host, {
    getenv: (name: string) => changes.get(name) ?? host.getenv(name),
    environ,
    spawn,
  });
}
