// `burrow tool link`: gc's linker flags around the link. Files are read here; the link itself sees bytes.

import { encodeUtf8, decodeUtf8, latin1 } from '../base/utf8.ts';
import { IOError, type Host } from '../host/host.ts';
import { writeWhole } from '../host/write-whole.ts';
import type { LinkOptions } from '../link/ctxt.ts';
import { link } from '../link/link.ts';
import { linkReport } from '../link/report.ts';
import { canSplit, type LinkedImage } from '../link/split.ts';
import { linkArchives } from '../link/split-archives.ts';
import { KeptArchives } from '../build/kept-archives.ts';
import { Cache } from '../build/cache.ts';
import type { Config } from '../load/config.ts';
import { burrowId } from '../build/burrow-id.ts';
import { cacheDir } from './cache-dir.ts';
import type { Replacement } from '../link/load.ts';
import { readArchive, isArchive } from '../obj/goobj.ts';
import { isObj } from '../obj/objfile.ts';
import type { LinkTarget } from '../target/link.ts';
import { implied } from '../build/build-program.ts';
import { type ArchivedPackage, readUnitArchive } from '../build/unit-archive.ts';
import { ArchiveBuild, readImports } from './archive-build.ts';
import { command, Exit, type Context } from './command.ts';
import { type FlagChoices, linkChoices, parseLinkFlags, readStrings, saysMore, unsupported } from './link-flags.ts';

/** What the command must be told of its surroundings. */
export interface LinkEnv {
  readonly target: LinkTarget;
  readonly goos: string;
  /** The version of Go: `go1.26.8`. */
  readonly version: string;
  /** The Go tree, where $GOROOT is not set. */
  readonly goroot: string;
  /** Which burrow this is. */
  readonly id: string;
  /** Where bases of programs are kept. */
  readonly cache: Cache;
}

export { toolLink as command };

const toolLink = command({
  usageLine: 'tool link [options] main.o',
  long: `Link puts a program together from the object of its main package and those that -importcfg names, Go's or burrow's.
It has the flags of Go's linker; what burrow does not support is refused in one line.
`,
  flags: {},
  customFlags: true,
  async run(cx, _, args) {
    const { host } = cx;
    const config = await cx.config();
    const target = await cx.machines.link(config.goarch);
    if (target === null) throw new Exit(2, `link: GOARCH=${config.goarch} is not supported by burrow`);
    const { goos, release, goroot } = config;
    const id = burrowId(host, cx.root);
    const env = { target, goos, version: release, goroot, id, cache: linkCache(config, id) };
    const job = readJob(host, args, env);
    if (typeof job === 'number') return job;
    const found = readUnitArchive(job.bytes);
    return found === null ? linkObjects(host, job, env) : linkUnits(cx, job, found);
  },
});

/** Where bases are kept; a link needs no cache, and keeps nothing where there is none. */
function linkCache(config: Config, id: string): Cache {
  const isOff = id === '' || config.gocache().value === 'off';
  return new Cache(config.host, isOff ? '' : cacheDir(config));
}

/** Links objects with gc's arguments and gives the exit status. */
export function linkMain(host: Host, args: readonly string[], env: LinkEnv): number {
  const job = readJob(host, args, env);
  return typeof job === 'number' ? job : linkObjects(host, job, env);
}

/** What the arguments ask for. */
interface LinkJob {
  readonly values: ReadonlyMap<string, string>;
  /** The main package: its file and what that holds. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly packages: Map<string, string>;
  /** Variables that get a string. */
  readonly strings: Map<string, Uint8Array>;
  readonly chosen: FlagChoices;
  /** The tree that the program names; '' for none. */
  readonly goroot: string;
  /** The program. */
  readonly out: string;
}

/** Reads the arguments; a number is the exit status after what is wrong was said. */
function readJob(host: Host, args: readonly string[], env: LinkEnv): LinkJob | number {
  const err = (text: string): void => host.stderr.write(`${text}\n`);
  const parsed = parseLinkFlags(args);
  if (typeof parsed === 'string') {
    err(parsed);
    err('usage: link [options] main.o');
    return 2;
  }
  const { values, rest, xs } = parsed;
  if (values.has('V')) {
    host.stdout.write(`link version ${env.version} burrow\n`);
    return 0;
  }
  const wrong = unsupported(values);
  if (wrong !== '') {
    err(`link: ${wrong}`);
    return 1;
  }
  if (rest.length !== 1) {
    err('usage: link [options] main.o');
    return 2;
  }

  const strings = new Map<string, Uint8Array>();
  // An empty $GOROOT is what the go command passes for -trimpath.
  const named = ['BURROW_RECORDED_GOROOT', 'GOROOT'].find(name => host.environ().has(name));
  const goroot = named === undefined ? env.goroot : host.getenv(named);
  if (goroot !== '') strings.set('runtime.defaultGOROOT', encodeUtf8(goroot));
  strings.set('runtime.buildVersion', encodeUtf8(env.version));
  const imports = readImports(host, values.get('importcfg') ?? '', 'link');
  if (typeof imports === 'string') {
    err(`link: ${imports}`);
    return 1;
  }
  const packages = imports.files;
  if (imports.info !== null) strings.set('runtime.modinfo', imports.info);
  const badX = readStrings(xs, strings);
  if (badX !== '') {
    err(badX);
    return 2;
  }

  const chosen = linkChoices(values);
  if (typeof chosen === 'string') {
    err(chosen);
    return 1;
  }
  const file = rest[0];
  const bytes = host.readFile(file);
  if (bytes instanceof IOError) {
    err(`link: cannot open file ${file}: ${bytes}`);
    return 1;
  }
  return { values, file, bytes, packages, strings, chosen, goroot, out: values.get('o') ?? 'a.out' };
}

/** Links a program whose packages `tool compile` has compiled. */
async function linkUnits(cx: Context, job: LinkJob, found: ArchivedPackage): Promise<number> {
  const { host } = cx;
  const { values, chosen } = job;
  const build = await ArchiveBuild.open(
    cx,
    p => job.packages.get(p),
    lines => {
      for (const line of lines) host.stderr.write(`${line}\n`);
    },
  );
  const say = (text: string): number => {
    host.stderr.write(`link: ${text}\n`);
    host.remove(job.out);
    return 2;
  };
  try {
    const root = build.archives.add(found);
    if (typeof root === 'string') return say(root);
    for (const pkg of implied) {
      const unit = build.archives.open(pkg);
      if (typeof unit === 'string') return say(unit);
    }
    build.builder.use(await build.backend());
    const { buildID: _, gnuBuildID, ...choices } = chosen;
    const how = {
      choices: {
        ...choices,
        strings: job.strings,
        gnuBuildID: values.has('B') ? gnuBuildID : null,
        goroot: job.goroot,
      },
      buildID: values.get('buildid') ?? null,
      verbose: saysMore(values),
      keep: 'never' as const,
      extra: [],
    };
    const made = build.builder.program(root, build.archives.units, how);
    if (made === null) {
      host.remove(job.out); // as gc does, so that a stale program is not taken for the new one
      return 2;
    }
    const failed = writeWhole(host, job.out, made.image, 0o755);
    return failed === null ? 0 : say(String(failed));
  } finally {
    build.close();
  }
}

/** Links objects, gc's or burrow's, and gives the exit status. */
function linkObjects(host: Host, job: LinkJob, env: LinkEnv): number {
  const err = (text: string): void => host.stderr.write(`${text}\n`);
  const { values, file, bytes, packages, strings, chosen, goroot, out } = job;
  const options: LinkOptions = {
    target: env.target,
    goos: env.goos,
    header: headerOf(bytes),
    strings,
    goVersion: env.version,
    eager: host.getenv('BURROW_LINK_ORDER') === 'gc',
    goroot,
    stackLimit: 800,
    ...chosen,
  };
  const replacements = readReplacements(host, values.get('replace') ?? '');
  if (typeof replacements === 'string') {
    err(`link: ${replacements}`);
    return 1;
  }
  const opened = new Map<string, { readonly file: string; readonly bytes: Uint8Array } | IOError>();
  const archive = (pkg: string): { readonly file: string; readonly bytes: Uint8Array } | IOError | null => {
    const name = packages.get(pkg);
    if (name === undefined) return null;
    let found = opened.get(pkg);
    if (found === undefined) {
      const b = host.readFile(name);
      found = b instanceof IOError ? b : { file: name, bytes: b };
      opened.set(pkg, found);
    }
    return found;
  };
  const parts = replacements.length > 0 || !canSplit(options) ? null : inParts();
  const result =
    parts !== null
      ? { ...parts, output: [], errors: [] }
      : link(
          {
            file,
            bytes,
            open: pkg => {
              const a = archive(pkg);
              if (a instanceof IOError) err(`link: cannot open file ${packages.get(pkg)!}: ${a}`);
              return a instanceof IOError ? null : a;
            },
            replacements,
          },
          options,
        );
  /** The program in parts; null where that cannot be. */
  function inParts(): LinkedImage | null {
    const open = (pkg: string): { readonly file: string; readonly bytes: Uint8Array } | null => {
      const a = archive(pkg);
      return a instanceof IOError ? null : a;
    };
    const input = { file, bytes: bytes as Uint8Array, open, packages: [...packages.keys()] };
    const kept = new KeptArchives(env.cache, host, env.id, packages, options);
    for (const extent of ['packages', 'library', null] as const) {
      const base = extent === null ? null : kept.find(extent);
      if (extent !== null && base === null) continue;
      const linked = linkArchives(input, options, base);
      if (linked === null) continue;
      for (const made of linked.made) kept.keep(made);
      return linked;
    }
    return null;
  }
  for (const line of result.output) host.stdout.write(`${line}\n`);
  if (result.image !== null && saysMore(values)) for (const line of linkReport(options, result.symbols)) err(line);
  for (const line of result.errors) err(line);
  if (result.image === null) {
    host.remove(out); // as gc does, so that a stale program is not taken for the new one
    return 2;
  }
  const failed = writeWhole(host, out, result.image, 0o755);
  if (failed !== null) {
    host.remove(out);
    err(`link: ${failed}`);
    return 1;
  }
  return 0;
}

/**
 * Reads the file of -replace, burrow's own flag: a line `package object [symbol...]` for each object of burrow's that takes the
 * place of gc's definitions, all of them or those named. Returns what is wrong as a string.
 */
function readReplacements(host: Host, file: string): Replacement[] | string {
  if (file === '') return [];
  const data = host.readFile(file);
  if (data instanceof IOError) return `-replace: ${data}`;
  const out: Replacement[] = [];
  for (const line of decodeUtf8(data).split('\n')) {
    const [pkg, object, ...names] = line.split(/\s+/).filter(w => w !== '');
    if (pkg === undefined) continue;
    if (object === undefined) return `${file}: a line is "package object [symbol...]"`;
    const bytes = host.readFile(object);
    if (bytes instanceof IOError) return `-replace: ${bytes}`;
    // The assembler writes a line before the object.
    const at = isObj(bytes, 0) ? 0 : bytes.indexOf(0);
    out.push({
      pkg,
      file: object,
      bytes: bytes.subarray(Math.max(at, 0)),
      names: names.length > 0 ? new Set(names) : null,
    });
  }
  return out;
}

/** The header line of the first Go object of an archive, which all others must have too. */
function headerOf(b: Uint8Array): string {
  const members = isArchive(b) ? readArchive(b) : [{ name: '_go_.o', from: 0, to: b.length }];
  for (const m of members ?? []) {
    if (m.name === '__.PKGDEF') continue;
    const eol = b.indexOf(10, m.from);
    const line = eol < 0 ? '' : latin1(b, m.from, eol);
    if (line.startsWith('go object ')) return line;
  }
  return '';
}
