// How the programs of GOROOT/test are built: by burrow's compiler in this process, among gc's archives of the standard
// library and in a link by burrow; or by a go command, burrow's own or any other. The suite goroot-run.ts uses either.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { newAsmMachine } from '../../src/arch/amd64/asm.ts';
import { Compiler } from '../../src/build/compiler.ts';
import { type CheckedPackage, FrontEnd, ImportFailure, type SourcePackage } from '../../src/build/front-end.ts';
import type { PackageIndex } from '../../src/build/package-index.ts';
import { type PackageSource, Sources } from '../../src/build/program-source.ts';
import { assembleUnit, goAsmHeader } from '../../src/build/assembly.ts';
import { formatPosition } from '../../src/base/pos.ts';
import { writeObj } from '../../src/obj/objfile.ts';
import * as SymKind from '../../src/obj/symkind.ts';
import { Layouts } from '../../src/rtype/layout.ts';
import { OpInfo } from '../../src/ssa/op.ts';
import { type CompileOptions, Program } from '../../src/ssa/program/program.ts';
import { memoryFacts } from '../../src/target/memory.ts';
import type { Package } from '../../src/types/package.ts';
import { sizes64 } from '../../src/types/sizes.ts';
import type { ObjectInput } from '../../src/link/demand.ts';
import { link, type OwnPackage } from '../../src/link/link.ts';
import { load, type Loaded, openUnit } from '../compile-harness.ts';
import { bytes, go, options } from '../link-harness.ts';
import type { StdPackages } from '../std-packages.ts';

/** One package of a test: what `go tool compile` is given at once. */
export interface TestPackage {
  /** What the compiler is told: `main`, `test/a`, `p`. */
  readonly path: string;
  readonly files: readonly string[];
}

/** What a test wants built. */
export interface BuildRequest {
  /** Each after what it imports; where there is a link, the last one is the main package. */
  readonly packages: readonly TestPackage[];
  /** A directory that is a module instead: its package is built with all that it imports from there. Else empty. */
  readonly moduleDir: string;
  /** Packages are for the compiler alone, one after the other: it does not mind functions without bodies. */
  readonly ofCompiler: boolean;
  /** Flags of the go command, as the recipe has them. */
  readonly flags: readonly string[];
  /** Flags of the compiler. */
  readonly compilerFlags: readonly string[];
  /** Where the executable goes; empty: nothing is linked. */
  readonly out: string;
}

/** Builds what a test wants; gives what went wrong, each with the stage in front (`check: `, ...), or nothing. */
export interface TestBuilder {
  build(request: BuildRequest): Promise<string>;
}

/** A front end with the library's packages. */
interface World {
  readonly front: FrontEnd;
  /** The binary forms of tests' packages, by import path. */
  readonly local: Map<string, { readonly bytes: Uint8Array; readonly source: SourcePackage }>;
  readonly library: Sources;
}

/** A test's packages from burrow's compiler, the library from gc's archives. */
export class MixedBuilder implements TestBuilder {
  private readonly std: StdPackages;
  private readonly archives: ReadonlyMap<string, string>;
  private readonly packages = new Map<string, SourcePackage>();
  private readonly compileMachine = newCompileMachine();
  private readonly machine = newAsmMachine();
  private readonly stdBytes = new Map<string, Uint8Array>();
  private world: World;
  private builds = 0;

  constructor(std: StdPackages) {
    this.std = std;
    const archives = new Map<string, string>();
    const rows = go(process.cwd(), 'list', '-export', '-f', '{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}', 'std');
    for (const row of rows.split('\n')) {
      const [name, file] = row.split('=');
      if (file !== undefined) archives.set(name!, file);
    }
    this.archives = archives;
    for (const name of archives.keys()) {
      const source = std.find(name);
      if (!(source instanceof ImportFailure)) this.packages.set(name, source);
    }
    this.world = this.newWorld();
  }

  private newWorld(): World {
    const { config, host } = this.std;
    const local = new Map<string, { bytes: Uint8Array; source: SourcePackage }>();
    const front: FrontEnd = new FrontEnd(
      host,
      { goos: config.goos, goarch: config.goarch, sizes: sizes64 },
      importPath => {
        const own = local.get(importPath);
        if (own !== undefined) return own;
        const source = this.packages.get(importPath)!; // it resolved
        let made = this.stdBytes.get(importPath);
        if (made === undefined) {
          const binary = front.declarations(source);
          if (!(binary instanceof Uint8Array)) throw new Error(`${importPath}: ${binary.sorted()[0]!.message}`);
          made = binary;
          this.stdBytes.set(importPath, made);
        }
        return { bytes: made, source };
      },
    );
    return { front, local, library: new Sources(front, this.packages, config.goos, config.goarch) };
  }

  async build(request: BuildRequest): Promise<string> {
    return request.moduleDir === '' ? this.files(request) : this.module(request);
  }

  private files(request: BuildRequest): string {
    // Positions and instances are kept as long as a front end lives. Packages that are imported need one of their own.
    if (++this.builds % 400 === 0) this.world = this.newWorld();
    const single = request.packages.length === 1;
    const { front, local, library } = single ? this.world : this.newWorld();
    const own = new Map<string, SourcePackage>();
    const imports: Set<string>[] = [];
    /** The import paths of the test's packages by the paths that it knows them by. */
    const known = new Map<string, string>();
    for (const p of request.packages) {
      const importPath = single ? `${this.builds}.${p.path}` : p.path;
      const imported = new Set<string>();
      const source = this.source(p, request, known, imported);
      const result = front.check(source);
      const wrong = errorsOf(front, result);
      if (wrong !== '') return `check: ${wrong}`;
      local.set(importPath, { bytes: front.binary(result.checked!, result.trees), source });
      own.set(importPath, source);
      imports.push(imported);
      known.set(p.path, importPath);
    }
    const packages: OwnPackage[] = [];
    const { config } = this.std;
    const sources = new TestSources(front, own, library, config.goos, config.goarch);
    for (const [importPath, { path: pkg }] of own) {
      try {
        const program = new Program(
          sources,
          compileOptions(request),
          new OpInfo(this.compileMachine.ops),
          new Layouts(sizes64, memoryFacts(config.goarch)),
        );
        const compiler = new Compiler(program, sources, this.compileMachine, this.machine, [...own.keys()]);
        const object = writeObj(compiler.wholePackage(importPath, []).obj);
        packages.push({
          pkg,
          imports: [...imports[packages.length]!],
          objects: [{ pkg, file: `${pkg}.o`, bytes: object }],
        });
      } catch (e) {
        return `compile: ${(e as Error).stack ?? String(e)}`;
      }
    }
    return request.out === '' ? '' : this.link(packages, request.out);
  }

  private link(own: readonly OwnPackage[], out: string): string {
    try {
      const input = {
        own,
        open: (pkg: string): { file: string; bytes: Uint8Array } | null => {
          const file = this.archives.get(pkg);
          return file === undefined ? null : { file: `${pkg}.a`, bytes: bytes(file) };
        },
      };
      const { image, errors } = link(input, options());
      if (image === null) return `link: ${errors.join('\n')}`;
      fs.writeFileSync(out, image, { mode: 0o755 });
      return '';
    } catch (e) {
      return `link: ${(e as Error).stack ?? String(e)}`;
    }
  }

  private source(
    p: TestPackage,
    request: BuildRequest,
    known: ReadonlyMap<string, string>,
    imported: Set<string>,
  ): SourcePackage {
    const lang = request.compilerFlags.find(f => f.startsWith('-lang='));
    return {
      path: p.path,
      files: p.files.map(file => ({ name: file, file })),
      goVersion: lang === undefined ? 'go1.26' : lang.slice('-lang='.length),
      std: request.compilerFlags.includes('-std'),
      complete: false,
      importedPrefix: `${path.dirname(p.files[0]!)}/`,
      resolve: written => {
        const local = written.replace(/^\.\//, 'test/');
        const own = known.get(local);
        if (own !== undefined) {
          imported.add(local);
          return own;
        }
        const found = this.std.resolve(written);
        if (typeof found === 'string' && found !== 'unsafe') imported.add(found);
        return found;
      },
    };
  }

  /** A module in a directory, loaded as the commands load it. */
  private async module(request: BuildRequest): Promise<string> {
    let loaded: Loaded;
    try {
      loaded = await load(request.moduleDir, ['.']);
    } catch (e) {
      return `check: ${(e as Error).message}`;
    }
    const packages: OwnPackage[] = [];
    for (const unit of loaded.units) {
      if (unit.standard) continue;
      const objects: ObjectInput[] = [];
      /** What the package's assembly calls. */
      const asmRefs: string[] = [];
      try {
        const { p, sources, units } = openUnit(loaded, unit, this.compileMachine.ops);
        const importPaths = units.map(u => u.package.importPath);
        const compiler = new Compiler(p, sources, this.compileMachine, this.machine, importPaths);
        if (unit.package.sFiles.length > 0) {
          const header = goAsmHeader(sources.load(unit.package.importPath).pkg, p.layouts);
          let said = '';
          const obj = assembleUnit(loaded.host, loaded.config, this.machine, unit, header, text => (said += text));
          if (obj === null) return `asm: ${said}`;
          for (const s of obj.syms) {
            if (SymKind.isText(s.kind)) sources.addAsm(s.name, s.abi);
            else if (!s.isDefined && s.name !== '' && s.abi === 0) asmRefs.push(s.name);
          }
          objects.push({ pkg: unit.path, file: `${unit.path}(asm)`, bytes: writeObj(obj) });
        }
        const object = writeObj(compiler.wholePackage(unit.package.importPath, asmRefs).obj);
        objects.push({ pkg: unit.path, file: `${unit.path}.o`, bytes: object });
      } catch (e) {
        return `compile: ${(e as Error).stack ?? String(e)}`;
      }
      packages.push({ pkg: unit.path, imports: unit.deps.map(d => d.path), objects });
    }
    return request.out === '' ? '' : this.link(packages, request.out);
  }
}

/** The sources of one test; what is known of the library is shared with others. */
class TestSources extends Sources {
  private readonly own: ReadonlyMap<string, SourcePackage>;
  private readonly shared: Sources;

  constructor(front: FrontEnd, own: ReadonlyMap<string, SourcePackage>, shared: Sources, goos: string, goarch: string) {
    super(front, own, goos, goarch);
    this.own = own;
    this.shared = shared;
  }

  override load(importPath: string): PackageSource {
    return this.own.has(importPath) ? super.load(importPath) : this.shared.load(importPath);
  }

  override indexOf(importPath: string): PackageIndex {
    return this.own.has(importPath) ? super.indexOf(importPath) : this.shared.indexOf(importPath);
  }

  override ofSymbols(path: string): Package | null {
    return super.ofSymbols(path) ?? this.shared.ofSymbols(path);
  }
}

function compileOptions(request: BuildRequest): CompileOptions {
  const flags = compilerFlags(request);
  const asked = {
    noOpt: flags.includes('-N'),
    noInline: flags.includes('-l'),
    dwarf: false,
    checkForm: false,
    profile: null,
  };
  return { goos: 'linux', goarch: 'amd64', archLevel: 1, ofPackage: () => asked };
}

/** The compiler's flags, those within the go command's `-gcflags` too. */
export function compilerFlags(request: Pick<BuildRequest, 'flags' | 'compilerFlags'>): string[] {
  const out = [...request.compilerFlags];
  request.flags.forEach((f, i) => {
    if (f.startsWith('-gcflags=')) out.push(...f.replace(/^-gcflags=(all=)?/, '').split(' '));
    else if (request.flags[i - 1] === '-gcflags') out.push(...f.split(' '));
  });
  return out;
}

function errorsOf(front: FrontEnd, { errors }: CheckedPackage): string {
  if (errors.count === 0) return '';
  return errors
    .sorted(true)
    .slice(0, 10)
    .map(d => {
      const at = front.fset.position(d.pos);
      return at === null ? d.message : `${formatPosition(at)}: ${d.message}`;
    })
    .join('\n');
}

/** What a go command said, on both outputs, and how it ended. */
interface Said {
  readonly status: number;
  readonly text: string;
}

/** A go command builds everything: burrow's, or gc's to see that the suite itself is right. */
export class CommandBuilder implements TestBuilder {
  private readonly command: (cwd: string, args: readonly string[]) => Promise<Said>;
  /** What is wrong with a program that was made; empty for nothing. */
  private readonly inspect: (program: string) => string;

  constructor(
    command: (cwd: string, args: readonly string[]) => Promise<Said>,
    inspect: (program: string) => string = () => '',
  ) {
    this.command = command;
    this.inspect = inspect;
  }

  async build(request: BuildRequest): Promise<string> {
    const flags = [...request.flags];
    if (request.compilerFlags.length > 0) flags.push(`-gcflags=${request.compilerFlags.join(' ')}`);
    if (request.out !== '') flags.push('-o', request.out);
    if (request.moduleDir !== '') return this.run(request, request.moduleDir, [...flags, '.']);
    const [first] = request.packages;
    if (!request.ofCompiler && request.packages.length === 1 && request.out !== '' && first!.path === 'main') {
      return this.run(request, path.dirname(first!.files[0]!), [...flags, ...first!.files]);
    }
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'goroot-run-'));
    try {
      const words = packagesAsModule(dir, request.packages, request.out !== '');
      return await this.run(request, dir, [...flags, ...(request.out === '' ? words : ['.'])]);
    } finally {
      fs.rmSync(dir, { recursive: true });
    }
  }

  private async run(request: BuildRequest, cwd: string, args: readonly string[]): Promise<string> {
    const { status, text } = await this.command(cwd, ['build', ...args]);
    if (status !== 0) return `build: exit status ${status}: ${text}`;
    const wrong = request.out === '' ? '' : this.inspect(request.out);
    return wrong === '' ? '' : `build: ${wrong}`;
  }
}

/** A go command as a program that is started anew each time. */
export function startedCommand(
  tool: string,
  env: NodeJS.ProcessEnv,
): (cwd: string, args: readonly string[]) => Promise<Said> {
  return (cwd, args) => {
    const ran = spawnSync(tool, args, { cwd, env: { ...env, PWD: cwd }, encoding: 'utf8' });
    const text = ran.error === undefined ? ran.stdout + ran.stderr : ran.error.message;
    return Promise.resolve({ status: ran.status ?? -1, text });
  };
}

/**
 * Lays out packages that import each other as "./a" or "test/a" as the module `test`; gives the words that mean them all. Each has
 * an empty assembly file: functions without bodies are no mistake, as where the compiler alone is asked. What is only compiled is
 * no command, whatever it says: there would be a link.
 */
export function packagesAsModule(dir: string, packages: readonly TestPackage[], linked: boolean): string[] {
  fs.writeFileSync(path.join(dir, 'go.mod'), 'module test\n\ngo 1.26\n');
  return packages.map(p => {
    const own = plainPath(Buffer.from(p.path.replace(/^test\//, '')).toString('latin1'));
    const name = p.path !== 'main' ? `./${own}` : linked ? '.' : './main';
    fs.mkdirSync(path.join(dir, name), { recursive: true });
    fs.writeFileSync(path.join(dir, name, 'empty.s'), '');
    for (const file of p.files) {
      // Latin-1 keeps every byte.
      let text = fs
        .readFileSync(file, 'latin1')
        .replace(
          /^(\s*(?:import\s+)?(?:[^\s"]+\s+)?")\.\/([^"]*)/gm,
          (_, start, own) => `${start}test/${plainPath(own)}`,
        );
      if (name !== '.') text = text.replace(/^package main\b/m, 'package p');
      // The compiler alone does not know of tests.
      const base = path.basename(file).replace(/_test\.go$/, '_test_.go');
      fs.writeFileSync(path.join(dir, name, base), text, 'latin1');
    }
    return name;
  });
}

/** A path of letters that paths of modules may have; those of the compiler may have others. */
function plainPath(bytes: string): string {
  return bytes.replace(/[\x80-\xff]/g, c => `x${c.charCodeAt(0).toString(16)}`);
}
