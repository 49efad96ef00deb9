// gc in the place of burrow's compiler: packages that burrow loaded and checked are compiled by gc's tools and linked by
// burrow. With it the commands are tried on whole programs apart from the compiler.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { linkTarget } from '../src/arch/amd64/link.ts';
import type { Backend, LibraryRequest } from '../src/build/backend.ts';
import { link } from '../src/link/link.ts';
import type { Host } from '../src/host/host.ts';
import type { Config } from '../src/load/config.ts';
import type { Unit } from '../src/load/units.ts';
import { readArchive } from '../src/obj/goobj.ts';
import { goroot } from './goroot.ts';
import { bytes, go, options } from './link-harness.ts';

const kept = path.join(os.tmpdir(), 'burrow-gc-objects');
let std: Map<string, string> | null = null;

/** gc's archives of the standard library. */
function stdArchives(): Map<string, string> {
  if (std === null) {
    std = new Map();
    fs.mkdirSync(kept, { recursive: true });
    const list = path.join(kept, 'std');
    let text = fs.existsSync(list) ? fs.readFileSync(list, 'utf8') : '';
    if (text.split('\n').some(row => !fs.existsSync(row.split('=')[1] ?? ''))) {
      text = go(goroot!, 'list', '-export', '-f', '{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}', 'std').trim();
      fs.writeFileSync(list, text);
    }
    for (const row of text.split('\n')) std.set(row.split('=')[0]!, row.split('=')[1]!);
  }
  return std;
}

/** The backend, for linux/amd64. */
export function gcBackend(host: Host, config: Config): Backend {
  /** Compiles what a package needs and the package; gc's complaints are thrown. */
  const build = (request: LibraryRequest, archives: Map<Unit, string>, u: Unit): string => {
    const known = archives.get(u);
    if (known !== undefined) return known;
    const deps = u.deps.map(d => build(request, archives, d));
    const isStd = u.standard && u.world === '';
    const made = (isStd && stdArchives().get(u.package.importPath)) || compile(host, request, u, deps);
    archives.set(u, made);
    return made;
  };
  const complaints = (err: unknown) => (err as Error).message.trimEnd().split('\n');
  return {
    library(request) {
      try {
        const archive = bytes(build(request, new Map(), request.root));
        const members = readArchive(archive)!.map(m => ({ name: m.name, data: archive.subarray(m.from, m.to) }));
        return { members, wrong: [] };
      } catch (err) {
        return { members: [], wrong: complaints(err) };
      }
    },
    decisions: () => [], // gc says them itself, to nobody
    listing: () => [],
    ways: () => [],
    program(request) {
      const archives = new Map<Unit, string>();
      let main: string;
      try {
        main = build(request, archives, request.root);
      } catch (err) {
        return { image: null, errors: complaints(err), output: [], symbols: 0, report: [], refused: [] };
      }
      const byPath = new Map([...archives].map(([u, file]) => [u.package.importPath, file]));
      const linked = link(
        {
          file: main,
          bytes: bytes(main),
          open(pkg) {
            const file = byPath.get(pkg) ?? stdArchives().get(pkg);
            return file === undefined ? null : { file, bytes: bytes(file) };
          },
        },
        { ...options({ target: linkTarget, goos: config.goos }), ...request.choices },
      );
      return { ...linked, report: [], refused: [] };
    },
  };
}

function compile(host: Host, request: LibraryRequest, u: Unit, deps: readonly string[]): string {
  const flags = request.flags(u);
  const hash = createHash('sha256').update(JSON.stringify([u.path, u.desc, u.recordedDir, u.goVersion, flags, deps]));
  for (const f of u.files) hash.update(f.shown).update(f.text ?? read(host, f.name));
  for (const s of [...u.package.sFiles, ...u.package.hFiles, ...u.package.embedFiles]) {
    hash.update(read(host, path.join(u.dir, s)));
  }
  const out = path.join(kept, hash.digest('hex') + '.a');
  if (fs.existsSync(out)) return out;
  fs.mkdirSync(kept, { recursive: true });
  const work = fs.mkdtempSync(path.join(kept, 'work-'));
  try {
    const files = u.files.map(f => {
      const text = f.text ?? read(host, f.name);
      if (f.text === null && fs.existsSync(f.name) && fs.readFileSync(f.name).equals(text)) return f.name;
      fs.writeFileSync(path.join(work, path.basename(f.name)), text); // an overlay has it, or nobody
      return path.join(work, path.basename(f.name));
    });
    let cfg = '';
    u.deps.forEach((d, i) => (cfg += `packagefile ${d.package.importPath}=${deps[i]}\n`));
    for (const [written, meant] of u.imports) {
      if (written !== meant.package.importPath) cfg += `importmap ${written}=${meant.package.importPath}\n`;
    }
    fs.writeFileSync(path.join(work, 'cfg'), cfg);
    const archive = path.join(work, 'pkg.a');
    const trim = `${work}=>${u.recordedDir.replace('$GOROOT', goroot!)};${u.dir}=>${u.recordedDir.replace('$GOROOT', goroot!)}`;
    const args = ['-o', archive, '-p', u.path, '-importcfg', path.join(work, 'cfg'), '-pack', '-trimpath', trim];
    if (u.goVersion !== '') args.push(`-lang=go${u.goVersion}`);
    if (u.standard) args.push('-std');
    if (flags.noOpt) args.push('-N');
    if (flags.noInline) args.push('-l');
    if (u.embed.size > 0) {
      const all = u.package.embedFiles;
      const embed = {
        Patterns: Object.fromEntries(u.embed),
        Files: Object.fromEntries(all.map(f => [f, path.join(u.dir, f)])),
      };
      fs.writeFileSync(path.join(work, 'embed'), JSON.stringify(embed));
      args.push('-embedcfg', path.join(work, 'embed'));
    }
    const asm = [
      '-p',
      u.path,
      '-I',
      work,
      '-I',
      path.join(goroot!, 'pkg/include'),
      '-D',
      'GOOS_linux',
      '-D',
      'GOARCH_amd64',
      '-D',
      'GOAMD64_v1',
    ];
    const sFiles = u.package.sFiles.map(s => path.join(u.dir, s));
    if (sFiles.length > 0) {
      fs.writeFileSync(path.join(work, 'go_asm.h'), '');
      run(u.dir, 'asm', [...asm, '-gensymabis', '-o', path.join(work, 'symabis'), ...sFiles]);
      args.push('-symabis', path.join(work, 'symabis'), '-asmhdr', path.join(work, 'go_asm.h'));
    }
    run(u.dir, 'compile', [...args, ...files]);
    sFiles.forEach((s, i) => {
      const o = path.join(work, `${i}.o`);
      run(u.dir, 'asm', [...asm, '-o', o, s]);
      const data = fs.readFileSync(o);
      const header = `${`${i}.o`.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'644'.padEnd(8)}`;
      fs.appendFileSync(archive, `${header}${String(data.length).padEnd(10)}\`\n`);
      fs.appendFileSync(archive, data.length % 2 === 0 ? data : Buffer.concat([data, Buffer.from('\0')]));
    });
    fs.renameSync(archive, out);
  } finally {
    fs.rmSync(work, { recursive: true });
  }
  return out;
}

function read(host: Host, name: string): Uint8Array {
  const data = host.readFile(name);
  if (!(data instanceof Uint8Array)) throw new Error(String(data));
  return data;
}

function run(dir: string, tool: string, args: readonly string[]): void {
  const file = path.join(goroot!, 'pkg/tool/linux_amd64', tool);
  const ran = spawnSync(file, args, { cwd: dir, encoding: 'utf8', env: { ...process.env, GOROOT: goroot! } });
  if (ran.status !== 0) throw new Error(ran.stdout + ran.stderr);
}
