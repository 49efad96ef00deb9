// `burrow mod init`: a new go.mod in the current directory.

import { encodeUtf8 } from '../base/utf8.ts';
import { File, Dir, IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import { readText } from '../load/dir-package.ts';
import { cleanup, formatMod, setGo, setModule } from '../load/mod/edit.ts';
import { isToolchain } from '../load/mod/gover.ts';
import { parseMod, type ModFile } from '../load/mod/modfile.ts';
import { checkImportPath, splitPathVersion } from '../load/mod/module.ts';
import { checkModuleMode } from '../load/mod/workspace.ts';
import { quote, unquoteText } from '../base/quote.ts';
import { command, fatal } from './command.ts';
import { modFlags } from './mod-state.ts';

export { modInit as command };

const modInit = command({
  usageLine: 'mod init [module-path]',
  long: `Init writes a new go.mod file in the current directory, which becomes the root of a new module. Where no module path is
given it is taken from an import comment in a Go file, or from the place below GOPATH.
`,
  flags: modFlags,
  async run(cx, flags, args) {
    const { host } = cx;
    if (args.length > 1) fatal("go: 'go mod init' accepts at most one argument");
    const config = await cx.config();
    checkModuleMode(config);
    const dir = host.cwd();
    if (flags.modfile !== '' && !flags.modfile.endsWith('.mod'))
      fatal(`go: -modfile=${flags.modfile}: file does not have .mod extension`);
    const file = path.resolve(dir, flags.modfile || 'go.mod');
    if (!(host.stat(file) instanceof IOError)) fatal(`go: ${file} already exists`);
    const modPath = args[0] === undefined || args[0] === '' ? guessPath(host, config, dir) : args[0];
    checkNewPath(modPath);
    host.stderr.write(`go: creating new go.mod: module ${modPath}\n`);
    const f = parseMod(file, '') as ModFile; // an empty file has no mistakes
    setModule(f, modPath);
    setGo(f, config.goVersion.slice(2));
    cleanup(f);
    const failed = host.writeFile(file, encodeUtf8(formatMod(f)));
    if (failed !== null) fatal(`go: updating go.mod: ${failed}`);
    if (holdsCode(host, dir)) host.stderr.write('go: to add module requirements and sums:\n\tgo mod tidy\n');
    return 0;
  },
});

function checkNewPath(modPath: string): void {
  const bad = checkImportPath(modPath);
  if (bad !== '') {
    const why = /^\.\.?(?:\/|$)/.test(modPath) ? 'is a local import path' : bad.slice(bad.indexOf('": ') + 3);
    fatal(`go: malformed module path ${quote(modPath)}: ${why}`);
  }
  if (isToolchain(modPath)) fatal(`go: invalid module path ${quote(modPath)}: `);
  if (splitPathVersion(modPath) !== null) return;
  const wrong = (why: string) => fatal(`go: invalid module path "${modPath}": ${why}`);
  if (modPath.startsWith('gopkg.in/')) {
    wrong(
      `module paths beginning with gopkg.in/ must always have a major version suffix in the form of .vN:\n\tgo mod init ${suggestGopkgIn(modPath)}`,
    );
  }
  wrong(
    `major version suffixes must be in the form of /vN and are only allowed for v2 or later:\n\tgo mod init ${suggestPath(modPath)}`,
  );
}

/** The path with a major version that may be meant. */
function suggestPath(modPath: string): string {
  const tail = /[0-9.]*$/.exec(modPath)![0]; // it matches at the end at least
  const url = modPath
    .slice(0, modPath.length - tail.length)
    .replace(/\/v$/, '')
    .replace(/\/$/, '');
  const digits = (/[0-9]+/.exec(tail)?.[0] ?? '').replace(/^0+/, '');
  return digits === '' || digits === '1' ? url + '/v2' : `${url}/v${digits}`;
}

function suggestGopkgIn(modPath: string): string {
  const url = modPath
    .replace(/[0-9.]*$/, '')
    .replace(/\.v$/, '')
    .replace(/\/v$/, '')
    .replace(/\/$/, '');
  const digits = (/[0-9]+/.exec(modPath)?.[0] ?? '').replace(/^0+/, '');
  return digits === '' ? url + '.v1' : `${url}.v${digits}`;
}

/** A path from an import comment or from the place below GOPATH; without one the command ends. */
function guessPath(host: Host, config: Config, dir: string): string {
  const list = host.readDir(dir);
  const entries = list instanceof IOError ? [] : list;
  for (const e of entries) {
    const found = e.kind === File && e.name.endsWith('.go') ? importComment(host, path.join(dir, e.name)) : '';
    if (found !== '') return found;
  }
  for (const e of entries) {
    const inner = e.kind === Dir ? host.readDir(path.join(dir, e.name)) : [];
    for (const g of inner instanceof IOError ? [] : inner) {
      const found =
        g.kind === File && g.name.endsWith('.go') ? importComment(host, path.join(dir, e.name, g.name)) : '';
      if (found !== '') return path.dirname(found);
    }
  }
  let reason = 'outside GOPATH, module path must be specified';
  for (const root of config.gopath.split(host.os === 'windows' ? ';' : ':')) {
    const src = path.join(root, 'src');
    const guess = root === '' ? '' : below(host, src, dir);
    if (guess === '') continue;
    const bad = checkImportPath(guess);
    if (bad === '') return guess;
    reason = `bad module path inferred from directory in GOPATH: ${bad}`;
    break;
  }
  return fatal(`go: cannot determine module path for source directory ${dir} (${reason})

Example usage:
	'go mod init example.com/m' to initialize a v0 or v1 module
	'go mod init example.com/m/v2' to initialize a v2 module

Run 'go help mod init' for more information.
`);
}

/** The path of a directory in another, as either is named or as links lead; '' where it is not inside. */
function below(host: Host, outer: string, inner: string): string {
  const real = (dir: string) => {
    const found = host.realPath(dir);
    return found instanceof IOError ? dir : found;
  };
  for (const o of [outer, real(outer)]) {
    for (const i of [inner, real(inner)]) if (i !== o && path.within(o, i)) return i.slice(o.length + 1);
  }
  return '';
}

function importComment(host: Host, file: string): string {
  const text = readText(host, file);
  if (text instanceof IOError) return '';
  const m = /^package[ \t]+[^ \t\r\n/]+[ \t]+\/\/[ \t]+import[ \t]+("[^"]+")[ \t]*\r?\n/m.exec(text);
  return m === null ? '' : (unquoteText(m[1]!) ?? '');
}

/** The directory holds Go files or directories. */
function holdsCode(host: Host, dir: string): boolean {
  const list = host.readDir(dir);
  if (list instanceof IOError) return false;
  return list.some(e => !/^[._]/.test(e.name) && (e.name.endsWith('.go') || e.kind === Dir));
}
