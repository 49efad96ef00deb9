// The default GODEBUG of a program: what older releases did differently, for a module that is written for an older one,
// then the module's godebug lines, then the //go:debug lines of package main. The table of settings is Go's own source.

import { quote } from '../base/quote.ts';
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
  // A package that is named with its version has no main module: its own says what it is written for.
  if (loader.options.outside === true && p.module !== null) goVersion = p.module.goVersion || '1.20';
  const set = new Map<string, string>();
  if (loader.fips.version !== '') set.set('fips140', 'on');
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

/** What is wrong with the //go:debug lines of a package: `file:1:1: invalid //go:debug: ...`. */
export function directiveErrors(loader: Loader, p: Package): string[] {
  const out: string[] = [];
  const seen = new Map<string, string>();
  for (const d of p.internal.build.directives) {
    if (!d.text.startsWith('//go:debug') || !/^[ \t]*$|^[ \t]/.test(d.text.slice('//go:debug'.length))) continue;
    const at = loader.showPos({ ...d.pos, file: d.file ?? '' });
    const setting = d.text.slice('//go:debug'.length).trim();
    const eq = setting.indexOf('=');
    const key = setting.slice(0, Math.max(eq, 0));
    const why = eq < 0 ? 'missing key=value' : wrongSetting(loader, key, setting.slice(eq + 1));
    if (why !== '') {
      out.push(`${at}: invalid //go:debug: ${why}`);
      continue;
    }
    const before = seen.get(key);
    if (before !== undefined) out.push(`${at}: repeated //go:debug for ${key}`, `\t${before}: previous //go:debug`);
    else seen.set(key, at);
  }
  return out;
}

function wrongSetting(loader: Loader, key: string, value: string): string {
  if (/[ \t]/.test(key)) return 'key contains space';
  if (/[ \t]/.test(value)) return 'value contains space';
  if (key.includes(',')) return 'key contains comma';
  if (value.includes(',')) return 'value contains comma';
  if (key === 'default') {
    const v = value.replace(/^go/, '');
    if (v === value || !gover.isValid(v)) return 'value for default= must be goVERSION';
    const local = loader.config.goVersion.slice(2);
    return gover.compare(v, local) > 0 ? `default=${value} too new (toolchain is go${local})` : '';
  }
  const text = tableText(loader);
  const m = new RegExp(`\\{Name: "${key.replace(/\W/g, '\\$&')}"(?:, Removed: (\\d+))?`).exec(text);
  if (m === null) return `unknown //go:debug setting ${quote(key)}`;
  if (m[1] === undefined) return '';
  return `use of removed //go:debug setting ${quote(key)}, see https://go.dev/doc/godebug#go-1${m[1]}`;
}

/** Go's own table of settings. */
function tableText(loader: Loader): string {
  const text = readText(loader.host, path.join(loader.config.goroot, 'src/internal/godebugs/table.go'));
  return text instanceof IOError ? '' : text;
}

/** Read from internal/godebugs of the distribution. */
function changedSettings(loader: Loader): readonly ChangedSetting[] {
  if (loader.godebugTable !== null) return loader.godebugTable;
  const text = tableText(loader);
  const found: ChangedSetting[] = [];
  for (const line of text.split('\n')) {
    const m = line.includes('Changed: ') ? /\{Name: "([^"]*)",[^}]*\bChanged: (\d+), Old: "([^"]*)"/.exec(line) : null;
    if (m !== null) found.push({ name: m[1]!, changed: Number(m[2]), old: m[3]! });
  }
  loader.godebugTable = found;
  return found;
}
