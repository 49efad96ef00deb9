// `burrow work sync`: the build list of the workspace goes back into the go.mod files of its modules.

import { raiseWorkGo } from '../load/mod/edit.ts';
import { ConfigError } from '../load/config-error.ts';
import { commit } from '../load/mod/commit.ts';
import { editRequirements } from '../load/mod/edit-requirements.ts';
import * as gover from '../load/mod/gover.ts';
import { sortVersions } from '../load/mod/graph.ts';
import { formatVersion, type Version } from '../load/mod/module.ts';
import { loadPackageGraph } from '../load/mod/packages.ts';
import { expandGraph, loadRequirements } from '../load/mod/requirements.ts';
import { findWorkFile } from '../load/mod/workspace.ts';
import { command, fatal } from './command.ts';
import { noWorkFile, readWorkFile, writeWorkFile } from './mod-edit.ts';
import { makeState, modFlags, reporting } from './mod-state.ts';

export { workSync as command };

const workSync = command({
  switches: true,
  usageLine: 'work sync',
  long: `Sync raises the requirements of each module of the workspace to the versions that the workspace builds with, where packages
of that module need them.
`,
  flags: modFlags,
  run(cx, flags) {
    return reporting(async () => {
      const { host } = cx;
      const workFile = findWorkFile(await cx.config());
      if (workFile === '') fatal(noWorkFile);
      const state = await makeState(cx, flags, { defaultMod: 'mod', mendsWork: true });
      const { rs } = await expandGraph(state, await loadRequirements(state));
      state.requirements = rs;
      const loading = {
        anyTarget: true,
        loadTests: true,
        allowErrors: true,
        silencePackageErrors: true,
        silenceUnmatched: true,
      };
      const must = new Map<string, Version[]>();
      for (const m of state.mains) {
        const load = await loadPackageGraph(state, { ...loading, onlyMain: m.path }, ['all']);
        const needed = new Map<string, Version>();
        for (const p of load.pkgs)
          if (p.testOf === null && p.mod.version !== '') needed.set(formatVersion(p.mod), p.mod);
        must.set(m.root, sortVersions([...needed.values()]));
      }
      const from = host.cwd();
      let go = '';
      for (const m of state.mains) {
        host.chdir(m.root);
        const own = await makeState(cx, flags, { defaultMod: 'mod', noWork: true });
        try {
          const edited = await editRequirements(own, await loadRequirements(own), [], must.get(m.root) ?? []);
          if (edited !== null) {
            own.requirements = edited;
            const load = await loadPackageGraph(own, { ...loading, tidy: true, silenceMissingStd: true }, ['all']);
            await commit(own, load);
          }
          const mine = own.main.file.go || gover.defaultGoMod;
          if (go === '' || gover.compare(mine, go) > 0) go = mine;
        } catch (err) {
          if (!(err instanceof ConfigError)) throw err; // a module that cannot be brought up to date stays as it is
        }
      }
      host.chdir(from);
      const f = readWorkFile(host, workFile, text => text);
      if (go !== '') raiseWorkGo(f, go);
      writeWorkFile(host, workFile, f);
      return 0;
    });
  },
});
