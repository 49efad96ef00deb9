// `burrow mod edit` and `burrow work edit`: changes to go.mod and go.work by flags, in the order in which they stand on
// the command line. That order is why both parse their flags themselves.

import { encodeUtf8 } from '../base/utf8.ts';
import * as path from '../host/path.ts';
import { IOError, type Host } from '../host/host.ts';
import { readText } from '../load/dir-package.ts';
import {
  addExclude,
  addGodebug,
  addNamed,
  addReplace,
  addRequire,
  addRetract,
  cleanup,
  dropExclude,
  dropGodebug,
  dropNamed,
  dropReplace,
  dropRequire,
  dropRetract,
  formatMod,
  setGo,
  setModule,
  setToolchain,
  setWorkGo,
  setWorkToolchain,
  sortBlocks,
} from '../load/mod/edit.ts';
import { isToolchain } from '../load/mod/gover.ts';
import { isDirectoryPath, parseMod, parseWork, type ModFile } from '../load/mod/modfile.ts';
import { quoteToken } from '../load/mod/modsyntax.ts';
import { checkImportPath, type Version } from '../load/mod/module.ts';
import { checkModuleMode, findModuleRoot, findWorkFile, noMainAdvice } from '../load/mod/workspace.ts';
import { quote } from '../base/quote.ts';
import { command, fatal, type Context } from './command.ts';
import { bool, custom, parseFlags, string } from './flags.ts';
import { goJson } from './mod-json.ts';

type Edit = (f: ModFile) => void;

/** A version that needs no quotes. */
function allowedVersion(v: string): boolean {
  return quoteToken(v) === v;
}

/** `path@version`: the two parts, the version null where there is none. */
function cutVersion(arg: string): { path: string; version: string | null; error: string } {
  const at = arg.indexOf('@');
  if (at < 0) return { path: arg, version: null, error: '' };
  const version = arg.slice(at + 1);
  if (/^[-/]/.test(version)) return { path: '', version: null, error: `invalid module version ${quote(version)}` };
  return { path: arg.slice(0, at), version, error: '' };
}

function pathVersion(flag: string, arg: string): Version {
  const wrong = (why: string) => fatal(`go: -${flag}=${arg}: ${why}`);
  const cut = cutVersion(arg);
  if (cut.error !== '') wrong(cut.error);
  if (cut.version === null) wrong('need path@version');
  const mod = { path: cut.path.trim(), version: cut.version!.trim() }; // wrong does not return
  const bad = checkImportPath(mod.path);
  if (bad !== '') wrong(`invalid path: ${bad}`);
  if (!allowedVersion(mod.version)) wrong(`invalid version ${quote(mod.version)}`);
  return mod;
}

function onlyPath(flag: string, arg: string): string {
  if (arg.includes('@')) fatal(`go: -${flag}=${arg}: need just path, not path@version`);
  const bad = checkImportPath(arg);
  if (bad !== '') fatal(`go: -${flag}=${arg}: invalid path: ${bad}`);
  return arg;
}

/** One side of a replacement; a string says what is wrong. */
function side(adj: string, arg: string, allowDir: boolean): Version | string {
  if (allowDir && isDirectoryPath(arg)) return { path: arg, version: '' };
  const cut = cutVersion(arg);
  if (cut.error !== '') return cut.error;
  const mod =
    cut.version === null ? { path: arg, version: '' } : { path: cut.path.trim(), version: cut.version.trim() };
  const bad = checkImportPath(mod.path);
  if (bad !== '') return `invalid ${adj} path: ${bad}`;
  if (mod.path !== arg && !allowedVersion(mod.version)) return `invalid ${adj} version: ${quote(mod.version)}`;
  return mod;
}

function replaceEdit(arg: string): Edit {
  const wrong = (why: string) => fatal(`go: -replace=${arg}: ${why}`);
  const eq = arg.indexOf('=');
  if (eq < 0) wrong('need old[@v]=new[@w] (missing =)');
  const left = arg.slice(0, eq).trim();
  const right = arg.slice(eq + 1).trim();
  if (right.startsWith('>')) wrong('separator between old and new is =, not =>');
  const old = side('old', left, false);
  if (typeof old === 'string') return wrong(old);
  const by = side('new', right, true);
  if (typeof by === 'string') return wrong(by);
  if (by.path === right && !isDirectoryPath(right)) wrong('unversioned new path must be local directory');
  return f => addReplace(f, old, by);
}

function dropReplaceEdit(arg: string): Edit {
  const old = side('old', arg, true);
  if (typeof old === 'string') return fatal(`go: -dropreplace=${arg}: ${old}`);
  return f => dropReplace(f, old);
}

function godebugEdit(arg: string): Edit {
  const eq = arg.indexOf('=');
  if (eq < 0 || /["`',]/.test(arg)) fatal(`go: -godebug=${arg}: need key=value`);
  return f => addGodebug(f, arg.slice(0, eq), arg.slice(eq + 1));
}

function interval(flag: string, arg: string): { low: string; high: string } {
  const wrong = (what: string): never => fatal(`go: -${flag}=${arg}: invalid ${what}: ${quote(arg)}`);
  if (!arg.startsWith('[')) return allowedVersion(arg) ? { low: arg, high: arg } : wrong('version');
  const m = /^\[([^,]*),(.*)\]$/s.exec(arg);
  if (m === null) return wrong('version interval');
  const low = m[1]!.trim();
  const high = m[2]!.trim();
  return allowedVersion(low) && allowedVersion(high) ? { low, high } : wrong('version interval');
}

/** A flag that adds to the edits each time it is given. */
function editFlag(edits: Edit[], make: (arg: string) => Edit) {
  return custom('', word => {
    edits.push(make(word));
    return word;
  });
}

function orFatal(flag: string, arg: string, why: string): void {
  if (why !== '') fatal(`go: -${flag}=${arg}: ${why}`);
}

function modFlags(edits: Edit[]) {
  const add = (make: (arg: string) => Edit) => editFlag(edits, make);
  return {
    ...commonFlags(edits),
    module: string(),
    require: add(arg => {
      const m = pathVersion('require', arg);
      return f => addRequire(f, m.path, m.version);
    }),
    droprequire: add(arg => {
      const p = onlyPath('droprequire', arg);
      return f => dropRequire(f, p);
    }),
    exclude: add(arg => {
      const m = pathVersion('exclude', arg);
      return f => orFatal('exclude', arg, addExclude(f, m.path, m.version));
    }),
    dropexclude: add(arg => {
      const m = pathVersion('dropexclude', arg);
      return f => dropExclude(f, m.path, m.version);
    }),
    retract: add(arg => {
      const { low, high } = interval('retract', arg);
      return f => orFatal('retract', arg, addRetract(f, low, high));
    }),
    dropretract: add(arg => {
      const { low, high } = interval('dropretract', arg);
      return f => dropRetract(f, low, high);
    }),
    tool: add(arg => {
      const p = onlyPath('tool', arg);
      return f => addNamed(f, 'tool', p);
    }),
    droptool: add(arg => {
      const p = onlyPath('droptool', arg);
      return f => dropNamed(f, 'tool', p);
    }),
    ignore: add(arg => f => addNamed(f, 'ignore', arg)),
    dropignore: add(arg => f => dropNamed(f, 'ignore', arg)),
  };
}

function commonFlags(edits: Edit[]) {
  const add = (make: (arg: string) => Edit) => editFlag(edits, make);
  return {
    json: bool(),
    print: bool(),
    fmt: bool(),
    n: bool(),
    x: bool(),
    modcacherw: bool(),
    overlay: string(),
    go: string(),
    toolchain: string(),
    godebug: add(godebugEdit),
    dropgodebug: add(arg => f => dropGodebug(f, arg)),
    replace: add(replaceEdit),
    dropreplace: add(dropReplaceEdit),
  };
}

/** `./dir` for a directory that does not look like one. */
export function toDirectoryPath(dir: string): string {
  return isDirectoryPath(dir) ? dir : './' + path.clean(dir);
}

const goVersion = /^[1-9][0-9]*\.(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*))?(?:[a-z]+[0-9]+)?$/;
const toolchainName = /^default$|^go1(?:$|\.)/;

async function checkVersions(cx: Context, what: string, go: string, toolchain: string): Promise<void> {
  const local = async () => (await cx.config()).goVersion.slice(2);
  if (go !== '' && go !== 'none' && !goVersion.test(go))
    fatal(`go ${what}: invalid -go option; expecting something like "-go ${await local()}"`);
  if (toolchain !== '' && toolchain !== 'none' && !toolchainName.test(toolchain))
    fatal(`go ${what}: invalid -toolchain option; expecting something like "-toolchain go${await local()}"`);
}

function readFile(host: Host, file: string): string {
  const text = readText(host, file);
  return text instanceof IOError ? fatal(`go: ${text}`) : text;
}

function write(host: Host, file: string, text: string): void {
  const failed = host.writeFile(file, encodeUtf8(text));
  if (failed !== null) fatal(`go: ${failed}`);
}

export { modEdit as command };

const modEdit = command({
  usageLine: 'mod edit [editing flags] [-fmt|-print|-json] [go.mod]',
  long: `Edit changes go.mod, or the file that is named, by its flags and reads no other module.

	-fmt	only reformat
	-print	print the result in place of writing it
	-json	print the result as JSON
	-module	set the module path
	-go=version, -toolchain=name	set the line; none drops it
	-godebug=key=value, -dropgodebug=key
	-require=path@version, -droprequire=path
	-exclude=path@version, -dropexclude=path@version
	-replace=old[@v]=new[@v], -dropreplace=old[@v]
	-retract=version, -dropretract=version	a version, or [low,high]
	-tool=path, -droptool=path
	-ignore=path, -dropignore=path

The flags that edit may be given many times and act in the order given.
`,
  flags: {},
  customFlags: true,
  async run(cx, _flags, words) {
    const { host } = cx;
    const edits: Edit[] = [];
    const parsed = parseFlags({ ...modFlags(edits), modfile: string() }, words, await cx.goflags());
    if (parsed.error !== '') host.stderr.write(parsed.error + '\n');
    if (parsed.error !== '' || parsed.help) cx.usage();
    const { values, args } = parsed;
    const any = values.module !== '' || values.go !== '' || values.toolchain !== '';
    if (!any && !values.json && !values.print && !values.fmt && edits.length === 0)
      fatal("go: no flags specified (see 'go help mod edit').");
    if (values.json && values.print) fatal('go: cannot use both -json and -print');
    if (args.length > 1) fatal('go: too many arguments');
    let shown = args[0] ?? '';
    if (shown === '') {
      const config = await cx.config();
      checkModuleMode(config);
      const root = findModuleRoot(host, host.cwd());
      if (root === '') fatal(`go: ${noMainAdvice(config)}`);
      const { modfile } = values;
      if (modfile !== '' && !modfile.endsWith('.mod'))
        fatal(`go: -modfile=${modfile}: file does not have .mod extension`);
      shown = modfile === '' ? path.join(root, 'go.mod') : path.resolve(host.cwd(), modfile);
    }
    const file = path.resolve(host.cwd(), shown);
    if (values.module !== '') {
      const bad = checkImportPath(values.module) || (isToolchain(values.module) ? 'module path is reserved' : '');
      if (bad !== '') fatal(`go: invalid -module: ${bad}`);
    }
    await checkVersions(cx, 'mod', values.go, values.toolchain);
    const text = args.length > 0 ? readNamed(host, shown, file) : readFile(host, file);
    const f = parseMod(shown, text);
    if (Array.isArray(f)) fatal(`go: errors parsing ${path.shortPath(host.cwd(), file)}:\n${f.join('\n')}`);
    else {
      if (values.module !== '') setModule(f, values.module);
      if (values.go !== '') setGo(f, values.go === 'none' ? '' : values.go);
      if (values.toolchain !== '') setToolchain(f, values.toolchain === 'none' ? '' : values.toolchain);
      for (const edit of edits) edit(f);
      sortBlocks(f);
      cleanup(f);
      if (values.json) host.stdout.write(goJson(modJson(f)) + '\n');
      else if (values.print) host.stdout.write(formatMod(f));
      else write(host, file, formatMod(f));
    }
    return 0;
  },
});

/** A file that the user named is named so in errors. */
function readNamed(host: Host, shown: string, file: string): string {
  const text = readText(host, file);
  return text instanceof IOError ? fatal(`go: open ${shown}: ${text.reason}`) : text;
}

function modJson(f: ModFile): object {
  const orNull = <T>(list: readonly T[]): readonly T[] | null => (list.length === 0 ? null : list);
  return {
    Module: { Path: f.module?.path ?? '', Deprecated: f.module?.deprecated || undefined },
    Go: f.go || undefined,
    Toolchain: f.toolchain || undefined,
    GoDebug: f.godebug.length === 0 ? undefined : f.godebug.map(g => ({ Key: g.key, Value: g.value })),
    Require: orNull(
      f.require.map(r => ({
        Path: r.mod.path,
        Version: r.mod.version || undefined,
        Indirect: r.indirect || undefined,
      })),
    ),
    Exclude: orNull(f.exclude.map(x => versionJson(x.mod))),
    Replace: orNull(f.replace.map(r => ({ Old: versionJson(r.old), New: versionJson(r.new) }))),
    Retract: orNull(
      f.retract.map(r => ({
        Low: r.low || undefined,
        High: r.high || undefined,
        Rationale: r.rationale || undefined,
      })),
    ),
    Tool: orNull(f.tool.map(t => ({ Path: t.path }))),
    Ignore: orNull(f.ignore.map(t => ({ Path: t.path }))),
  };
}

function versionJson(m: Version): object {
  return { Path: m.path, Version: m.version || undefined };
}

/** `burrow work edit`. */
export const workEdit = command({
  usageLine: 'work edit [editing flags] [go.work]',
  long: `Edit changes go.work, or the file that is named, by its flags and reads no module.

	-fmt	only reformat
	-print	print the result in place of writing it
	-json	print the result as JSON
	-use=path, -dropuse=path	the directory of a module
	-replace=old[@v]=new[@v], -dropreplace=old[@v]
	-go=version, -toolchain=name	set the line; none drops it
	-godebug=key=value, -dropgodebug=key

The flags that edit may be given many times and act in the order given.
`,
  flags: {},
  customFlags: true,
  async run(cx, _flags, words) {
    const { host } = cx;
    const edits: Edit[] = [];
    const flags = {
      ...commonFlags(edits),
      use: editFlag(edits, arg => f => addNamed(f, 'use', toDirectoryPath(arg))),
      dropuse: editFlag(edits, arg => f => dropNamed(f, 'use', toDirectoryPath(arg))),
    };
    const parsed = parseFlags(flags, words);
    if (parsed.error !== '') host.stderr.write(parsed.error + '\n');
    if (parsed.error !== '' || parsed.help) cx.usage();
    const { values, args } = parsed;
    if (values.json && values.print) fatal('go: cannot use both -json and -print');
    if (args.length > 1) fatal("go: 'go help work edit' accepts at most one argument");
    const named = args[0] ?? findWorkFile(await cx.config());
    if (named === '') fatal(noWorkFile);
    await checkVersions(cx, 'work', values.go, values.toolchain);
    const any = values.go !== '' || values.toolchain !== '' || values.json || values.print || values.fmt;
    if (!any && edits.length === 0) fatal("go: no flags specified (see 'go help work edit').");
    const file = path.resolve(host.cwd(), named);
    const f = readWorkFile(host, file, text => `errors parsing ${path.shortPath(host.cwd(), file)}:\n${text}`);
    if (values.go !== '') setWorkGo(f, values.go === 'none' ? '' : values.go);
    if (values.toolchain !== '') setWorkToolchain(f, values.toolchain === 'none' ? '' : values.toolchain);
    for (const edit of edits) edit(f);
    sortBlocks(f, true);
    cleanup(f);
    if (values.json) host.stdout.write(goJson(workJson(f)) + '\n');
    else if (values.print) host.stdout.write(formatMod(f));
    else write(host, file, formatMod(f));
    return 0;
  },
});

/** What is said where a command needs a go.work file. */
export const noWorkFile =
  "go: no go.work file found\n\t(run 'go work init' first or specify path using GOWORK environment variable)";

/** Reads a go.work file that is to be changed; a mistake in it ends the command. */
export function readWorkFile(host: Host, file: string, word: (text: string) => string): ModFile {
  const shown = path.shortPath(host.cwd(), file);
  const text = readText(host, file);
  if (text instanceof IOError) return fatal(`go: ${word(`reading go.work: open ${shown}: ${text.reason}`)}`);
  const f = parseWork(shown, text);
  return Array.isArray(f) ? fatal(`go: ${word(`errors parsing go.work:\n${f.join('\n')}`)}`) : f;
}

/** Sorts, cleans and writes a go.work file. */
export function writeWorkFile(host: Host, file: string, f: ModFile): void {
  sortBlocks(f, true);
  cleanup(f);
  write(host, file, formatMod(f));
}

function workJson(f: ModFile): object {
  return {
    Go: f.go || undefined,
    Use: f.use.length === 0 ? null : f.use.map(u => ({ DiskPath: u.path })),
    Replace: f.replace.length === 0 ? null : f.replace.map(r => ({ Old: versionJson(r.old), New: versionJson(r.new) })),
  };
}
