// The assembly of the standard library and of modules as `go tool asm` is given it: packages with .s files, each with the
// go_asm.h that gc's compiler makes. Headers are kept in the system's temporary directory, by version of Go and sources.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goroot, goTool } from './goroot.ts';

/** A package with assembly. */
export interface AsmPackage {
  readonly path: string;
  readonly dir: string;
  readonly sFiles: readonly string[];
  /** Where its go_asm.h is. */
  readonly headerDir: string;
  readonly std: boolean;
}

interface Listed {
  readonly ImportPath: string;
  readonly Dir: string;
  readonly GoFiles?: readonly string[];
  readonly SFiles?: readonly string[];
  readonly Export?: string;
  readonly Standard?: boolean;
  readonly ImportMap?: Readonly<Record<string, string>>;
}

const env = {
  ...process.env,
  GOROOT: goroot ?? '',
  CGO_ENABLED: '0',
  GOOS: 'linux',
  GOARCH: 'amd64',
  GOFLAGS: '',
  GOWORK: 'off',
};

/** The directory of gc's tools. */
export function toolPath(name: string): string {
  return path.join(goroot!, 'pkg/tool/linux_amd64', name);
}

/** Runs a tool of gc's and gives what it says; throws when it fails. */
export function run(cmd: string, args: readonly string[], cwd: string): string {
  const done = spawnSync(cmd, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`${cmd} ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

/** The packages with assembly among those that patterns name, as seen from `cwd`; null without a go command. */
export function asmPackages(cwd: string, patterns: readonly string[]): AsmPackage[] | null {
  if (goTool === null || goroot === null) return null;
  const cache = path.join(os.tmpdir(), 'burrow-oracle', 'asmhdr');
  const all = list(cwd, ['-deps', ...patterns]);
  const wanted = all.filter(p => (p.SFiles ?? []).length > 0);
  const missing: Listed[] = [];
  const header = (p: Listed): string => {
    const h = createHash('sha256').update(goroot!).update(p.ImportPath);
    for (const f of [...(p.GoFiles ?? []), ...(p.SFiles ?? [])]) h.update(fs.readFileSync(path.join(p.Dir, f)));
    return path.join(cache, h.digest('hex').slice(0, 20));
  };
  for (const p of wanted) if (!fs.existsSync(path.join(header(p), 'go_asm.h'))) missing.push(p);
  if (missing.length > 0) makeHeaders(cwd, patterns, missing, header);
  return wanted.map(p => ({
    path: p.ImportPath,
    dir: p.Dir,
    sFiles: p.SFiles!,
    headerDir: header(p),
    std: p.Standard === true,
  }));
}

function list(cwd: string, args: readonly string[]): Listed[] {
  const fields = 'ImportPath,Dir,GoFiles,SFiles,Export,Standard,ImportMap';
  const out = run(goTool!, ['list', `-json=${fields}`, ...args], cwd);
  return out
    .split(/^}\n/m)
    .filter(s => s.trim() !== '')
    .map(s => JSON.parse(`${s}}`) as Listed);
}

function makeHeaders(
  cwd: string,
  patterns: readonly string[],
  missing: readonly Listed[],
  header: (p: Listed) => string,
): void {
  const exported = list(cwd, ['-export', '-deps', ...patterns]);
  const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-asmhdr-'));
  try {
    const cfg = path.join(tmp, 'importcfg');
    const packages = exported.filter(p => p.Export).map(p => `packagefile ${p.ImportPath}=${p.Export}\n`);
    const maps = exported.flatMap(p => Object.entries(p.ImportMap ?? {}).map(([a, b]) => `importmap ${a}=${b}\n`));
    fs.writeFileSync(cfg, [...new Set([...packages, ...maps])].join(''));
    for (const p of missing) {
      const dir = header(p);
      const fresh = fs.mkdtempSync(path.join(tmp, 'h-'));
      // The headers must be there for the assembler to read the definitions; they are empty at this point, as in a build.
      fs.writeFileSync(path.join(fresh, 'go_asm.h'), '');
      const symabis = path.join(fresh, 'symabis');
      const sFiles = p.SFiles!.map(f => path.join(p.Dir, f));
      run(toolPath('asm'), [...asmFlags(p.ImportPath, fresh), '-gensymabis', '-o', symabis, ...sFiles], p.Dir);
      const goFiles = p.GoFiles!.map(f => path.join(p.Dir, f));
      const flags = p.Standard === true ? ['-std'] : [];
      const hdr = path.join(fresh, 'go_asm.h');
      const args = ['-p', p.ImportPath, ...flags, '-importcfg', cfg, '-symabis', symabis, '-asmhdr', hdr];
      run(toolPath('compile'), [...args, '-o', path.join(fresh, 'x.a'), ...goFiles], p.Dir);
      fs.rmSync(path.join(fresh, 'x.a'));
      publish(fresh, dir);
    }
  } finally {
    fs.rmSync(tmp, { recursive: true, force: true });
  }
}

/** Moves a directory to its place at once, so that nobody finds it half made; who comes second leaves the first one's. */
export function publish(fresh: string, place: string): void {
  fs.mkdirSync(path.dirname(place), { recursive: true });
  try {
    fs.renameSync(fresh, place);
  } catch (err) {
    if (!fs.existsSync(place)) throw err;
  }
}

/** The flags that the go command gives to the assembler. */
export function asmFlags(pkgPath: string, headerDir: string): string[] {
  const include = path.join(goroot!, 'pkg/include');
  const defines = ['-D', 'GOOS_linux', '-D', 'GOARCH_amd64', '-D', 'GOAMD64_v1'];
  return ['-p', pkgPath, '-I', headerDir, '-I', include, ...defines];
}
