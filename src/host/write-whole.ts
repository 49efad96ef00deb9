// Output files appear whole: written beside their place and renamed, so that whoever is interrupted leaves the old file or
// the new one.

import { File, IOError, type Host } from './host.ts';

/** Writes a file whole. What is there and is no plain file (a device, a pipe) is written to as it is. */
export function writeWhole(host: Host, name: string, data: Uint8Array, mode?: number): IOError | null {
  const old = host.stat(name);
  if (!(old instanceof IOError) && old.kind !== File) return host.writeFile(name, data, mode);
  // A link stays a link: what it names is replaced.
  const real = old instanceof IOError ? name : host.realPath(name);
  if (real instanceof IOError) return real;
  for (let n = 0; ; n++) {
    const beside = `${real}.${n}.tmp`;
    const failed = host.createExclusive(beside, data, mode);
    if (failed !== null && failed.code === 'EEXIST' && n < 100) continue;
    const wrong = failed ?? host.rename(beside, real);
    if (wrong !== null && (failed === null || failed.code !== 'EEXIST')) host.remove(beside);
    return wrong === null
      ? null
      : new IOError(wrong.op === 'rename' ? 'rename' : 'open', name, wrong.code, wrong.reason);
  }
}
