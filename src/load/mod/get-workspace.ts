// The workspace around the module that `get` changes. `get` resolves what it is asked for in that module alone, but does
// not look elsewhere for what a module of the workspace has, and what comes of it is tried as the workspace sees it.

import { encodeUtf8 } from '../../base/utf8.ts';
import { IOError } from '../../host/host.ts';
import * as path from '../../host/path.ts';
import { readText } from '../dir-package.ts';
import { withText } from '../overlay.ts';
import { updateModFile } from './commit.ts';
import { formatMod } from './edit.ts';
import { parseMod, parseModLax, parseWork, type ModFile } from './modfile.ts';
import { openLoader } from './open.ts';
import { loadRequirements } from './requirements.ts';
import { sourceOf } from './source.ts';
import { ModState } from './state.ts';
import { findWorkFile } from './workspace.ts';

/** The modules that a go.work file uses. */
export class GetWorkspace {
  private readonly state: ModState;
  /** The directory of each module, by its path. */
  private readonly roots = new Map<string, string>();

  /** `state` is that of the module alone. A go.work or a go.mod that cannot be read counts when the workspace is tried. */
  constructor(state: ModState) {
    this.state = state;
    const { host, config } = state;
    const workFile = findWorkFile(config);
    const text = workFile === '' ? null : readText(host, workFile);
    const work = text === null || text instanceof IOError ? null : parseWork(workFile, text);
    if (work === null || Array.isArray(work)) return;
    for (const use of work.use) {
      const root = path.resolve(path.dirname(workFile), use.path);
      const mod = readText(host, path.join(root, 'go.mod'));
      const file = mod instanceof IOError ? [] : parseModLax('go.mod', mod);
      if (!Array.isArray(file) && file.module !== null) this.roots.set(file.module.path, root);
    }
  }

  hasModule(modPath: string): boolean {
    return this.roots.has(modPath);
  }

  /** A module of the workspace has the package. */
  hasPackage(importPath: string): boolean {
    const { modules } = this.state;
    for (const [modPath, root] of this.roots) {
      if (modules.dirInModule(importPath, modPath, root, true) !== '') return true;
    }
    return false;
  }

  /** The state of the workspace where the module's go.mod is as it is about to be written. */
  async enter(): Promise<ModState> {
    const { state } = this;
    const { host, config, loader, main } = state;
    const file = parseMod(main.gomod, formatMod(main.file)) as ModFile; // it is made of a parsed file
    updateModFile(state, await loadRequirements(state), {}, file);
    const own = withText(host, main.gomod, encodeUtf8(formatMod(file)));
    const { modcacherw = false, x = false } = loader.options;
    // The go line of go.work is raised afterwards, where the module's new one asks for that.
    const options = { ...loader.options, noWork: false, mendsWork: true, modfile: '', overlay: '' };
    const all = await openLoader(own, config.on(own), options);
    const source = sourceOf(all.host, all.config, all.modules, { modcacherw, trace: x });
    return new ModState(all, source, state.command, state.verbose);
  }
}
