// `burrow list -m`: the modules of the build that are on disk.

import type { Host } from '../host/host.ts';
import type { BuildContext } from '../load/build-context.ts';
import type { Config } from '../load/config.ts';
import { Loader, type LoadOptions } from '../load/load.ts';
import { ModuleInfo } from '../load/mod/info.ts';
import type { Modules } from '../load/mod/modules.ts';
import { patternMatcher } from '../load/patterns.ts';
import { fatal } from './command.ts';

/** The modules that the words of a command line mean. */
export function listModules(
  host: Host,
  config: Config,
  options: LoadOptions,
  args: readonly string[],
  lenient: boolean,
): { modules: { modules: Modules; context: BuildContext }; found: ModuleInfo[]; status: number } {
  const loader = new Loader(host, config, options);
  const { modules } = loader;
  const found: ModuleInfo[] = [];
  const { mains } = modules.workspace;
  const vendor = (what: string) =>
    fatal(`go: can't ${what} using the vendor directory\n\t(Use -mod=mod or -mod=readonly to bypass.)`);
  let graphError = '';
  if (args.length === 0) {
    if (mains.length === 0) {
      const info = new ModuleInfo();
      info.path = 'command-line-arguments';
      info.main = true;
      info.goVersion = config.goVersion.slice(2);
      found.push(info);
    }
    for (const m of mains) found.push(modules.info({ path: m.path, version: '' }));
  }
  for (const arg of args) {
    if (arg.includes('\\')) fatal('go: module paths never use backslash');
    if (/^\.\.?(?:\/|$)/.test(arg)) fatal(`go: cannot use relative path ${arg} to specify module`);
    const many = arg === 'all' || arg.includes('...');
    if (many && modules.buildMod === 'vendor') vendor(arg === 'all' ? "compute 'all'" : 'match module patterns');
    if (arg.includes('@'))
      fatal(`go: list -m ${arg}: versions are not looked up by burrow yet: that asks the module proxy`);
    if (mains.length === 0) {
      const how = many ? '' : ' without -versions or an explicit version';
      fatal(`go: cannot match "${arg}"${how}: ${modules.noMainText()}`);
    }
    if (!many) {
      found.push(moduleNamed(modules, arg));
      continue;
    }
    graphError ||= modules.graph().error;
    const matches = arg === 'all' ? () => true : patternMatcher(arg);
    const list = modules.buildList().filter(m => matches(m.path) && m.path !== 'go' && m.path !== 'toolchain');
    if (list.length === 0) host.stderr.write(`warning: pattern "${arg}" matched no module dependencies\n`);
    for (const m of list) if (!found.includes(modules.info(m))) found.push(modules.info(m));
  }
  let status = 0;
  if (!lenient) {
    for (const m of found) {
      if (m.error === '') continue;
      host.stderr.write(`go: ${m.error}\n`);
      status = 1;
    }
    if (graphError !== '') {
      host.stderr.write(`go: ${graphError}\n`);
      status = 1;
    }
  }
  return { modules: { modules, context: loader.cx }, found: status === 0 ? found : [], status };
}

/** The module of a path at the version of the build; one with an error where the build has none. */
export function moduleNamed(modules: Modules, path: string): ModuleInfo {
  const root = modules.rootVersion(path);
  const version = root ?? modules.graph().selected.get(path);
  if (version !== undefined) return modules.info({ path, version });
  const info = new ModuleInfo();
  info.path = path;
  info.error =
    modules.buildMod === 'vendor'
      ? `module ${path}: can't resolve module using the vendor directory\n\t(Use -mod=mod or -mod=readonly to bypass.)`
      : `module ${path}: not a known dependency`;
  return info;
}
