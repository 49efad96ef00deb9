// The default GODEBUG of a program: what older releases did differently, for a module that is written for an older one,
// then the module's godebug lines, then the //go:debug lines of package main. The table of settings is Go's own source.

import { IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import { readText } from './dir-package.ts';
import type { FileDirective } from './imports.ts';
import type { Loader } from './load.ts';
import * as gover from './mod/gover.ts';
import type { Package } from './package.ts';

/** A setting whose meaning changed in a release. */
export interface ChangedSetting {
  readonly name: string;
  /** The minor number of the release. */
  readonly changed: number;
  readonly old: string;
}

/** The GODEBUG text of a program; '' for other packages and where all is as the release has it. */
export function defaultGodebug(loader: Loader, p: Package, directives: readonly (readonly FileDirective[])[]): string {
  if (p.name !== 'main') return '';
  const { modules } = loader;
  const off = loader.gopath !== null;
  let goVersion = off ? gover.defaultGoMod : modules.goVersion;
  const set = new Map<string, string>();
  for (const g of off ? [] : modules.godebugs) set.set(g.key, g.value);
  for (const list of directives) {
    for (const d of list) {
      const m = /^\/\/go:debug[ \t]+([^=]*)=(.*)$/.exec(d.text.trimEnd());
      if (m !== null && !/[ \t,]/.test(m[1]! + m[2]!)) set.set(m[1]!, m[2]!);
    }
  }
  const base = set.get('default');
  if (base !== undefined) {
    set.delete('default');
    const v = base.replace(/^go/, '');
    if (gover.isValid(v)) goVersion = v;
  }
  const minor = /^1\.(\d+)(?:\.|$)/.exec(goVersion);
  const all = new Map<string, string>();
  if (minor !== null) {
    for (const s of changedSettings(loader)) if (Number(minor[1]) < s.changed) all.set(s.name, s.old);
  }
  for (const [k, v] of set) all.set(k, v);
  return [...all.keys()]
    .sort()
    .map(k => `${k}=${all.get(k)}`)
    .join(',');
}

/** Read from internal/godebugs of the distribution. */
function changedSettings(loader: Loader): readonly ChangedSetting[] {
  if (loader.godebugTable !== null) return loader.godebugTable;
  const text = readText(loader.host, path.join(loader.config.goroot, 'src/internal/godebugs/table.go'));
  const found: ChangedSetting[] = [];
  if (!(text instanceof IOError)) {
    for (const m of text.matchAll(/^\s*\{Name: "([^"]*)",[^}\n]*\bChanged: (\d+), Old: "([^"]*)"/gm)) {
      found.push({ name: m[1]!, changed: Number(m[2]), old: m[3]! });
    }
  }
  loader.godebugTable = found;
  return found;
}
