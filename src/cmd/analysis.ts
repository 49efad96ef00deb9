// What vet and fix have in common: flags that the tool itself names, packages with their tests looked at one by one, reports
// printed as the go command prints them, fixes applied when all is done.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { toHex } from '../base/hex.ts';
import { sha256 } from '../base/sha256.ts';
import { burrowId } from '../build/burrow-id.ts';
import { Cache } from '../build/cache.ts';
import { IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Package } from '../load/package.ts';
import { testPackages } from '../load/tests.ts';
import { readZip, zipData } from '../load/zip.ts';
import type { Unit } from '../load/units.ts';
import { buildFlags } from './build-flags.ts';
import { Building, checkLoaded, loadForBuild, type BuildFlags } from './build-setup.ts';
import { forHost, withProgram } from './built-tool.ts';
import { buildCacheDir } from './cache-dir.ts';
import { Exit, fatal, type Context } from './command.ts';
import { bool, int, parseFlags, string, type Flag, type FlagTable } from './flags.ts';
import { Vetting, type Verdict } from './vetting.ts';

/** The two commands. */
export type Analysis = 'vet' | 'fix';

/** A flag as a tool lists it. */
interface ToolFlag {
  readonly Name: string;
  readonly Bool: boolean;
}

/** What the command line asks for. */
interface Asked {
  readonly build: BuildFlags;
  readonly packages: readonly string[];
  /** For the tool. */
  readonly toolFlags: readonly string[];
  /** '' for the distribution's. */
  readonly tool: string;
  readonly json: boolean;
  readonly diff: boolean;
  /** Lines around the one at fault; -1: none of them. */
  readonly context: number;
  readonly fix: boolean;
}

/** Runs `vet` or `fix`; gives the exit status. */
export async function runAnalysis(cx: Context, name: Analysis, words: readonly string[]): Promise<number> {
  const asked = await readWords(cx, name, words);
  const fixing = name === 'fix' || asked.fix;
  const flags = [...asked.toolFlags];
  if (fixing && asked.json && asked.diff) fatal('-json and -diff cannot be used together');
  if (fixing && !asked.json) flags.push('-fix', ...(asked.diff ? ['-diff'] : []));
  if (fixing && asked.context !== -1) fatal('-c flag cannot be used when applying fixes');
  if (!fixing && !asked.json) flags.push('-json');
  if (!fixing && asked.diff) fatal('go vet -diff flag requires -fix');
  const applies = fixing && !asked.json && !asked.diff;
  const { loader, roots } = await loadForBuild(cx, asked.build, asked.packages, true);
  checkLoaded(cx, roots);
  if (roots.length === 0) fatal(`no packages to ${name}`);
  const work = Building.open(cx, loader, asked.build, roots);
  const printer = new Printer(cx, work, asked, fixing);
  const fixed = new Map<string, Uint8Array>();
  try {
    const vetting = new Vetting(work, {
      tool: asked.tool,
      command: `cmd/${name}`,
      flags,
      isExplicit: asked.toolFlags.length > 0,
      forTest: false,
      fixes: applies,
    });
    for (const p of roots) {
      if (applies && isForeign(p)) continue;
      for (const unit of unitsOf(work, p, name)) {
        // What is wrong with the types of the package the tool itself says.
        const verdict = await vetting.vet(unit);
        if (verdict === null) continue;
        printer.print(unit, verdict);
        if (verdict.fixed !== null && verdict.end === '') addFixes(work, verdict.fixed, fixed);
      }
    }
    for (const [file, data] of fixed) {
      const failed = cx.host.writeFile(file, data);
      if (failed !== null) work.fail(`applying fix: ${failed}\n`);
    }
  } finally {
    work.close();
  }
  return work.failed ? 1 : 0;
}

/** Fixes are for what the user works on. */
function isForeign(p: Package): boolean {
  return (p.standard && p.importPath.startsWith('vendor/')) || (p.module !== null && !p.module.main);
}

/** A package with its tests, and the tests that are a package of their own. */
function unitsOf(work: Building, p: Package, name: Analysis): Unit[] {
  let test = p;
  let external: Package | null = null;
  if (p.testGoFiles.length + p.xTestGoFiles.length > 0) {
    const made = testPackages(work.loader, p);
    ({ test, external } = made);
    const wrong = [test, external].find(q => q !== null && q.error !== null);
    if (wrong !== undefined) {
      work.fail(`${wrong!.error}\n`);
      return [];
    }
  }
  const hasFiles = test.goFiles.length + test.cgoFiles.length > 0;
  if (!hasFiles && external === null) {
    work.fail(`go: can't ${name} ${p.importPath}: no Go files in ${p.dir}\n`);
    return [];
  }
  const made = [...(hasFiles ? [test] : []), ...(external === null ? [] : [external])];
  const { errors } = work.set;
  const before = errors.length;
  work.set.add(
    made,
    p.importPath,
    made.filter(q => q !== p),
  );
  for (const e of errors.slice(before)) work.fail(`${e}\n`);
  return made.flatMap(q => work.set.of(q) ?? []);
}

// ---- The command line ----

async function readWords(cx: Context, name: Analysis, words: readonly string[]): Promise<Asked> {
  const toolName = `${name}tool`;
  const tool = toolOf(cx, toolName, words);
  const listed = await toolFlags(cx, name, tool);
  const { json: _json, ...shared } = { ...buildFlags, json: bool() };
  const table: Record<string, Flag<unknown>> = {
    ...(shared as FlagTable),
    [toolName]: string(),
    diff: bool(),
    json: bool(),
    c: int(-1),
    fix: name === 'vet' ? bool() : string(),
  };
  const forTool = new Set<string>();
  for (const f of listed) {
    if (f.Name === 'c') continue; // the go command shows the lines itself
    forTool.add(f.Name);
    if (!Object.hasOwn(table, f.Name)) table[f.Name] = f.Bool ? bool() : string();
  }
  // The flags end with the first word that is none; those for the tool are handed on as they are written.
  const passed: string[] = [];
  const given = new Set<string>();
  let i = 0;
  while (i < words.length) {
    const word = words[i]!;
    if (word.length < 2 || word[0] !== '-' || word === '--') break;
    const body = word.slice(word[1] === '-' ? 2 : 1);
    const eq = body.indexOf('=');
    const flagName = eq < 0 ? body : body.slice(0, eq);
    const flag = Object.hasOwn(table, flagName) ? table[flagName]! : null;
    const length = eq >= 0 || flag === null || flag.isBool ? 1 : 2;
    if (forTool.has(flagName)) passed.push(...words.slice(i, i + length));
    given.add(flagName);
    i += length;
  }
  const defaults = await cx.goflags(forTool);
  const parsed = parseFlags(table, words, defaults);
  if (parsed.error !== '' || parsed.help) {
    const own = `go tool ${name}`;
    const about = tool === '' ? own : tool;
    const lines = [
      ...(parsed.error === '' ? [] : [parsed.error]),
      `usage: ${cx.host.program} ${name} [build flags] [-${toolName} prog] [${name} flags] [packages]`,
      `Run '${cx.host.program} help ${name}' for details.`,
      `Run '${about} help' for a full list of flags and analyzers.`,
      `Run '${about} -help' for an overview.`,
    ];
    throw new Exit(2, lines.join('\n'));
  }
  const { values } = parsed;
  const implied = [...forTool].filter(f => !given.has(f) && parsed.given.has(f));
  const old = name === 'fix' ? (values['fix'] as string) : '';
  if (old !== '') cx.host.stderr.write(`go fix: the -fix=${old} flag is obsolete and has no effect\n`);
  return {
    build: values as unknown as BuildFlags, // its flags are in the table
    packages: parsed.args,
    toolFlags: [...implied.map(f => `-${f}=${String(values[f])}`), ...passed],
    tool,
    json: values['json'] === true,
    diff: values['diff'] === true,
    context: values['c'] as number,
    fix: values['fix'] === true,
  };
}

/** The program that the command line names, before its flags can be read: it knows them. */
function toolOf(cx: Context, flag: string, words: readonly string[]): string {
  for (const [i, word] of words.entries()) {
    const body = word.replace(/^--?/, '');
    if (body === word) continue;
    if (body !== flag && !body.startsWith(`${flag}=`)) continue;
    const value = body === flag ? words[i + 1] : body.slice(flag.length + 1);
    if (value === undefined) fatal(`${word} requires a filename`);
    return value === '' ? '' : path.resolve(cx.host.cwd(), value);
  }
  return '';
}

/** The flags that a tool says it has; those of the distribution's tool are kept, so that it need not be there. */
async function toolFlags(cx: Context, name: Analysis, tool: string): Promise<readonly ToolFlag[]> {
  const { host } = cx;
  const config = await cx.config();
  const id = burrowId(host, cx.root);
  const cache = new Cache(host, id === '' || tool !== '' ? '' : buildCacheDir(config));
  const key = toHex(sha256(encodeUtf8(`flags of cmd/${name}\n${id}\n${config.release}\n${config.goroot}`)));
  const kept = cache.get(key);
  let text = kept === null ? '' : decodeUtf8(kept);
  if (kept === null) {
    const ask = async (file: string): Promise<number> => {
      const done = await host.spawn(file, ['-flags'], { capture: true, stdin: new Uint8Array(0) });
      if (done instanceof IOError || done.code !== 0) throw new Exit(2, `go: ${file} -flags failed: ${exitOf(done)}`);
      text = decodeUtf8(done.stdout);
      return 0;
    };
    if (tool === '') await withProgram(forHost(cx), `cmd/${name}`, ask);
    else await ask(tool);
    cache.put(key, encodeUtf8(text));
  }
  try {
    return JSON.parse(text) as ToolFlag[]; // its protocol
  } catch (err) {
    throw new Exit(2, `go: can't unmarshal JSON from ${tool} -flags: ${(err as Error).message}`);
  }
}

function exitOf(done: IOError | { readonly code: number }): string {
  return done instanceof IOError ? String(done) : `exit status ${done.code}`;
}

// ---- Reports ----

/** One report of a tool. */
interface Diagnostic {
  readonly posn: string;
  readonly end?: string;
  readonly message: string;
  readonly related?: readonly Diagnostic[];
}

/** Prints what the tool said. */
class Printer {
  private readonly cx: Context;
  private readonly work: Building;
  private readonly asked: Asked;
  private readonly fixing: boolean;

  constructor(cx: Context, work: Building, asked: Asked, fixing: boolean) {
    this.cx = cx;
    this.work = work;
    this.asked = asked;
    this.fixing = fixing;
  }

  print(unit: Unit, verdict: Verdict): void {
    const { work, asked } = this;
    if (verdict.end !== '' || verdict.stderr !== '') reportOutput(work, unit, verdict);
    if (verdict.end !== '') return;
    if (asked.json || this.fixing) {
      work.progress.clear();
      this.cx.host.stdout.write(verdict.stdout);
      if (asked.diff && verdict.stdout !== '') work.failed = true;
    } else this.reports(verdict.stdout);
  }

  /** The reports of one package: by analyser, each a list or what went wrong with it. */
  private reports(text: string): void {
    if (text === '') return;
    const tree = JSON.parse(text) as Record<string, Record<string, Diagnostic[] | { readonly error: string }>>; // its protocol
    for (const unit of Object.values(tree)) {
      for (const found of Object.values(unit)) {
        if (!Array.isArray(found)) {
          this.work.fail(`${found.error}\n`);
          return;
        }
        for (const d of found) {
          this.diagnostic(d);
          for (const r of d.related ?? []) this.diagnostic({ ...r, message: `\t${r.message}` });
        }
      }
    }
  }

  private diagnostic(d: Diagnostic): void {
    const { host } = this.cx;
    const at = parsePosn(d.posn);
    if (at === null) {
      this.work.fail(`${d.posn}: ${d.message}\n`);
      return;
    }
    let text = `${shortFile(host.cwd(), at.file)}:${at.line}:${at.col}: ${d.message}\n`;
    const { context } = this.asked;
    const end = parsePosn(d.end === undefined || d.end === '' ? d.posn : d.end);
    const source = context < 0 || end === null ? null : host.readFile(at.file);
    if (end !== null && source !== null && !(source instanceof IOError)) {
      const lines = decodeUtf8(source).split('\n');
      for (let n = at.line - context; n <= end.line + context; n++) {
        if (n >= 1 && n <= lines.length) text += `${n}\t${lines[n - 1]}\n`;
      }
    }
    this.work.fail(text);
  }
}

/** Prints what a tool said on standard error, under the name of the package, with short names of files. */
export function reportOutput(work: Building, unit: Unit, verdict: Verdict): void {
  const p = unit.package;
  const short = work.loader.shortPath(unit.dir);
  const said = (verdict.stdout + verdict.stderr).replaceAll(`${unit.dir}/`, `${short}/`);
  const head = p.importPath === unit.desc ? `# ${unit.desc}\n` : `# ${p.importPath}\n# [${p.importPath}]\n`;
  const text = said === '' ? `${verdict.end}\n` : said.endsWith('\n') ? said : `${said}\n`;
  if (verdict.end !== '') work.breaks(unit);
  work.report(p, head + text, unit.desc);
}

/** `file:line:col`; null for another text. */
function parsePosn(text: string): { readonly file: string; readonly line: number; readonly col: number } | null {
  const m = /^(.*):(\d+):(\d+)$/.exec(text);
  return m === null ? null : { file: m[1]!, line: Number(m[2]), col: Number(m[3]) };
}

/** A file's name from the current directory, where that is shorter. */
function shortFile(cwd: string, file: string): string {
  const short = path.shortPath(cwd, file);
  return short.startsWith('./') ? short.slice(2) : short;
}

/** Notes what the files of an archive are to hold; two packages must agree on a file. */
function addFixes(work: Building, archive: Uint8Array, into: Map<string, Uint8Array>): void {
  const entries = readZip(archive);
  if (typeof entries === 'string') fatal(`reading archive of fixes: ${entries}`);
  for (const e of entries) {
    const data = zipData(work.cx.host, archive, e);
    if (data === null) fatal(`reading archive of fixes: ${e.name} is damaged`);
    const before = into.get(e.name);
    if (before !== undefined && decodeUtf8(before) !== decodeUtf8(data)) {
      work.fail(`reading archive of fixes: inconsistent fixes to file ${e.name}\n`);
      return;
    }
    into.set(e.name, data);
  }
}
