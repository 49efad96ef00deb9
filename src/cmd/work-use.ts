// `burrow work use` and `burrow work init`: which directories a go.work file names.

import { Dir, File, IOError, Symlink, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { readText } from '../load/dir-package.ts';
import { addNamed, dropNamed, raiseWorkGo } from '../load/mod/edit.ts';
import * as gover from '../load/mod/gover.ts';
import { parseMod, parseModLax, type ModFile } from '../load/mod/modfile.ts';
import { Mistakes, TooNewError } from '../load/mod/too-new.ts';
import { findWorkFile } from '../load/mod/workspace.ts';
import type { Config } from '../load/config.ts';
import { ConfigError } from '../load/config-error.ts';
import { command, fatal } from './command.ts';
import { bool, string } from './flags.ts';
import { noWorkFile, readWorkFile, toDirectoryPath, writeWorkFile } from './mod-edit.ts';

export { workUse as command };

const workUse = command({
  switches: true,
  usageLine: 'work use [-r] [moddirs]',
  long: `Use adds directories to a go.work file, or takes away those that are no modules any more. The go line becomes at least as
new as those of the modules that are used; without arguments that is all.

	-r	look for modules in the directories and below them
`,
  flags: { r: bool(), modcacherw: bool(), overlay: string() },
  async run(cx, flags, args) {
    const config = await cx.config();
    const file = findWorkFile(config);
    if (file === '') fatal(noWorkFile);
    const f = readWorkFile(cx.host, file, text => text);
    if (f.go !== '' && gover.compare(f.go, config.goVersion.slice(2)) > 0)
      throw new TooNewError(config, path.shortPath(cx.host.cwd(), file), f.go);
    use(config, file, f, args, flags.r);
    writeWorkFile(cx.host, file, f);
    return 0;
  },
});

/** Makes the `use` lines fit what the directories are. */
export function use(config: Config, workFile: string, f: ModFile, args: readonly string[], recursive: boolean): void {
  const { host } = config;
  const workDir = path.dirname(workFile);
  const errors: ConfigError[] = [];
  const wrong = (text: string) => errors.push(new ConfigError(text));
  const have = new Map<string, string[]>();
  const absolute = (dir: string) => path.resolve(workDir, dir);
  for (const u of f.use) have.set(absolute(u.path), [...(have.get(absolute(u.path)) ?? []), u.path]);

  // What each directory is to be called; '' for one that is no module.
  const keep = new Map<string, string>();
  const place = (dir: string): { abs: string; name: string } => {
    if (path.isAbs(dir)) return { abs: path.clean(dir), name: path.clean(dir) };
    const abs = path.join(host.cwd(), dir);
    return { abs, name: toDirectoryPath(path.relative(workDir, abs) ?? abs) };
  };
  const look = (dir: string) => {
    const { abs, name } = place(dir);
    const gomod = path.join(abs, 'go.mod');
    const st = host.stat(gomod);
    if (st instanceof IOError) {
      if (st.notExist) keep.set(abs, '');
      else wrong(String(st));
      return;
    }
    if (st.kind !== File) {
      wrong(`${path.shortPath(host.cwd(), gomod)} is not a regular file`);
      return;
    }
    const twin = keep.get(abs) ?? '';
    if (twin !== '' && twin !== name) wrong(`already added "${name}" as "${twin}"`);
    keep.set(abs, name);
  };
  for (const arg of args) {
    const { abs } = place(arg);
    const short = path.shortPath(host.cwd(), abs);
    const st = host.stat(abs);
    if (st instanceof IOError) {
      wrong(st.notExist ? `directory ${short} does not exist` : String(st));
      continue;
    }
    if (st.kind !== Dir) {
      wrong(`${short} is not a directory`);
      continue;
    }
    if (!recursive) {
      look(arg);
      continue;
    }
    walk(host, path.clean(arg), look);
    for (const dir of have.keys()) if (path.within(abs, dir) && !keep.has(dir)) keep.set(dir, '');
  }
  for (const [abs, name] of keep) {
    let kept = 0;
    for (const dir of have.get(abs) ?? []) {
      if (dir === name) kept++;
      else dropNamed(f, 'use', dir);
    }
    if (name === '' || kept === 1) continue;
    if (kept > 1) dropNamed(f, 'use', name);
    addNamed(f, 'use', name);
  }
  let go = f.go === '' ? gover.defaultGoWork : f.go;
  for (const u of f.use) {
    const gomod = path.join(absolute(u.path), 'go.mod');
    const text = readText(host, gomod);
    const mod = text instanceof IOError ? new ConfigError(String(text)) : readModFile(config, gomod, text);
    if (mod instanceof ConfigError) errors.push(mod);
    else if (gover.compare(mod.go || gover.defaultGoMod, go) > 0) go = mod.go || gover.defaultGoMod;
  }
  if (errors.length > 0) throw new Mistakes(errors);
  raiseWorkGo(f, go);
}

function readModFile(config: Config, gomod: string, text: string): ModFile | ConfigError {
  const shown = path.shortPath(config.host.cwd(), gomod);
  const f = parseMod(gomod, text);
  const lax = Array.isArray(f) ? parseModLax(gomod, text) : f;
  const local = config.goVersion.slice(2);
  if (!Array.isArray(lax) && lax.go !== '' && gover.compare(lax.go, local) > 0)
    return new TooNewError(config, shown, lax.go);
  if (!Array.isArray(f) && f.module === null)
    return new ConfigError(
      `error reading ${shown}: missing module declaration. To specify the module path:\n\tgo mod edit -module=example.com/mod`,
    );
  if (!Array.isArray(f)) return f;
  return new ConfigError(`errors parsing ${shown}:\n${f.map(e => e.toString(shown)).join('\n')}`);
}

/** Calls `look` with a directory and all beneath it. */
function walk(host: Host, dir: string, look: (dir: string) => void): void {
  look(dir);
  const entries = host.readDir(path.resolve(host.cwd(), dir));
  if (entries instanceof IOError) return;
  for (const e of entries) {
    const name = path.join(dir, e.name);
    if (e.kind === Dir) walk(host, name, look);
    else if (e.kind === Symlink) {
      const full = path.resolve(host.cwd(), name);
      const st = host.stat(full);
      if (!(st instanceof IOError) && st.kind === Dir)
        host.stderr.write(`warning: ignoring symlink ${path.shortPath(host.cwd(), full)}\n`);
    }
  }
}
