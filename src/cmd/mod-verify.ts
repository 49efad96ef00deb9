// `burrow mod verify`: the modules of the build are in the cache as they were downloaded.

import { IOError, type Host } from '../host/host.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import type { ModuleFetcher } from '../load/mod/fetch/fetcher.ts';
import { hashDir, hashZip } from '../load/mod/fetch/modzip.ts';
import type { Version } from '../load/mod/module.ts';
import { loadRequirements } from '../load/mod/requirements.ts';
import type { FetchedSource } from '../load/mod/source.ts';
import { command, fatal } from './command.ts';
import { makeState, modFlags } from './mod-state.ts';

export { verify as command };

const verify = command({
  usageLine: 'mod verify',
  long: `Verify checks that the zips and directories of the build's modules in the module cache are as they were downloaded. It
prints "all modules verified." or what has been changed, and then fails.
`,
  flags: modFlags,
  async run(cx, values, args) {
    const { host } = cx;
    if (args.length > 0) fatal('go: verify takes no arguments');
    const state = await makeState(cx, values, { defaultMod: 'mod' });
    state.needMain();
    const fetcher = await (state.source as FetchedSource).fetcher(); // makeState makes no other
    const mg = await (await loadRequirements(state)).graph();
    let status = 0;
    for (const m of mg.graph.buildList()) {
      if (m.version === '' || m.path === 'go' || m.path === 'toolchain') continue;
      for (const text of changesOf(host, fetcher, m)) {
        host.stderr.write(text + '\n');
        status = 1;
      }
    }
    if (status === 0) host.stdout.write('all modules verified\n');
    return status;
  },
});

/** What is not as it was; nothing for a module that was never downloaded. */
function changesOf(host: Host, fetcher: ModuleFetcher, m: Version): string[] {
  const zip = fetcher.cacheFile(m, 'zip');
  const name = `${m.path} ${m.version}`;
  const hasZip = !(host.stat(zip) instanceof IOError);
  const hash = host.readFile(zip + 'hash');
  const dir = fetcher.dirOf(m);
  const hasDir = !(host.stat(dir) instanceof IOError) && host.stat(fetcher.cacheFile(m, 'partial')) instanceof IOError;
  if (hash instanceof IOError) return hasZip || hasDir ? [`${name}: missing ziphash: ${hash}`] : [];
  const want = decodeUtf8(hash).trim();
  const out: string[] = [];
  if (hasZip) {
    const data = host.readFile(zip);
    const got = data instanceof IOError ? { sum: '', error: String(data) } : hashZip(host, data);
    if (got.error !== '') return [`${name}: ${got.error}`];
    if (got.sum !== want) out.push(`${name}: zip has been modified (${zip})`);
  }
  if (hasDir) {
    const got = hashDir(host, dir, m);
    if (got.error !== '') return [...out, `${name}: ${got.error}`];
    if (got.sum !== want) out.push(`${name}: dir has been modified (${dir})`);
  }
  return out;
}
