// `burrow list`: packages or modules, one a line, by a template, or as JSON.

import type { Host } from '../host/host.ts';
import type { BuildContext } from '../load/build-context.ts';
import { ConfigError } from '../load/config-error.ts';
import { checkTarget } from '../load/config.ts';
import type { Stamps } from '../build/vcs.ts';
import { isGopathMode } from '../load/mod/workspace.ts';
import { LoadError, packageList, PackageError, type Package } from '../load/package.ts';
import { loadPackages } from '../load/packages.ts';
import { testPackages } from '../load/tests.ts';
import { checkTestFuncs } from '../load/testfuncs.ts';
import { buildFlags, loadOptions } from './build-flags.ts';
import { command, fatal } from './command.ts';
import { bool, custom, string, type FlagTable, type FlagValues } from './flags.ts';
import { contextType, moduleType, packageType } from './list-fields.ts';
import { askRetractions, listModules, moduleNamed } from './list-modules.ts';
import { execute, builtinNames, type Func } from './template/exec.ts';
import { parseTemplate, TemplateError, type Template } from './template/parse.ts';
import { fieldsToJson, pointerTo, stringify, toJson, type StructType, type Value } from './template/value.ts';
import { none } from '../load/mod/graph.ts';
import type { ModuleInfo } from '../load/mod/info.ts';
import type { ModState } from '../load/mod/state.ts';

/** -json, -json=false, -json=Field,Field: null is no JSON, an empty set all fields. */
function jsonFlag() {
  const no: ReadonlySet<string> | null = null as ReadonlySet<string> | null;
  return custom(
    no,
    (word, old) => {
      if (/^(?:1|t|T|true|TRUE|True)$/.test(word)) return new Set<string>();
      if (/^(?:0|f|F|false|FALSE|False)$/.test(word)) return null;
      return new Set([...(old ?? []), ...word.split(',')]);
    },
    true,
  );
}

const flags = {
  ...buildFlags,
  compiled: bool(),
  deps: bool(),
  e: bool(),
  export: bool(),
  f: string(),
  find: bool(),
  json: jsonFlag(),
  m: bool(),
  retracted: bool(),
  reuse: string(),
  test: bool(),
  u: bool(),
  versions: bool(),
} satisfies FlagTable;

type Values = FlagValues<typeof flags>;

export { list as command };

const list = command({
  usageLine: 'list [-f format] [-json] [-m] [list flags] [build flags] [packages]',
  long: `List names the packages, one a line. With no packages it is about the one in the current directory.

	-f format	print each by a template: '{{.ImportPath}}' is what is printed without it. The functions are
		those of Go's text/template, and join (strings.Join), context (the build context) and
		module (a module by its path)
	-json[=Field,Field]	print each as JSON, all its fields or those named
	-deps	also what the packages import, directly or not, each before what imports it
	-test	also the packages of their tests
	-find	do not look at what the packages import
	-e	packages with mistakes are printed too, with the mistake in Error
	-compiled	fill in CompiledGoFiles, which are the Go files where cgo is not used
	-m	list modules in place of packages

	-export	check the packages and write what they export, in gc's form, to files that Export names

Stale and StaleReason say whether a program is not installed as it would be built now, and a package not compiled. With -m, a module may be path@version, where the version may be a query, and

	-u	also the newest version of each, and what is retracted or deprecated
	-versions	also the versions that there are
	-retracted	also retracted versions
`,
  flags,
  async run(cx, values, args) {
    const { host } = cx;
    refuse(values);
    const config = await cx.config();
    if (isGopathMode(config)) {
      if (values.retracted) fatal('go list -retracted can only be used in module-aware mode');
      if (values.m) fatal('go: list -m cannot be used with GO111MODULE=off');
    }
    // For these the go command starts a build, which asks for a target that it knows.
    const stale = (values.json !== null && wantsAny(values, 'Stale', 'StaleReason')) || values.f.includes('.Stale');
    if ((values.compiled || stale) && !values.m) checkTarget(config);
    const options = {
      ...loadOptions(values, config, cx.name),
      ...(values.export ? { cgo: false } : {}), // what is built is built without
      ignoreImports: values.find,
      tests: values.test,
      skipEmbed: !wantsAny(values, 'EmbedFiles', 'TestEmbedFiles', 'XTestEmbedFiles'),
    };
    if (values.m) {
      const brief = values.f === '' && values.json === null && !values.versions && !values.u && !values.retracted;
      const { state, found, status } = await listModules(cx, options, { ...values, brief }, args);
      const versions = '{{.Path}}{{range .Versions}} {{.}}{{end}}{{if .Deprecated}} (deprecated){{end}}';
      const plain = values.versions && values.f === '' && values.json === null;
      const shown = plain ? { ...values, f: versions } : values;
      const show = printer(host, shown, moduleType, state.loader.cx, await moduleFinder(state, values.f));
      for (const m of found) show(m);
      return status;
    }
    const result = await loadPackages(host, config, args, options);
    const { loader } = result;
    if (values.retracted && result.state === null) fatal('go list -retracted can only be used in module-aware mode');
    const show = printer(host, values, packageType, loader.cx, await moduleFinder(result.state, values.f));
    let pkgs = [...result.roots];
    let status = 0;
    if (!values.e) {
      for (const p of pkgs) {
        if (p.error === null) continue;
        host.stderr.write(`${p.error}\n`);
        status = 1;
      }
      if (status !== 0) return status;
    }
    if (values.test) {
      for (const p of result.roots) {
        if (p.testGoFiles.length + p.xTestGoFiles.length === 0) continue;
        const { main, test, external } = testPackages(loader, p);
        const bad = main.error === null ? checkTestFuncs(loader, p) : null;
        if (bad !== null) loader.setDataError(main, bad, p.importPath, [], []);
        const made = external === null ? [test, main] : [test, external, main];
        if (!values.e) {
          const wrong = packageError(made);
          if (wrong !== null) fatal(`go: can't load test package: ${wrong}`);
        }
        pkgs.push(main);
        if (test !== p) pkgs.push(test);
        if (external !== null) pkgs.push(external);
      }
    }
    loader.index.save();
    const named = new Set(pkgs);
    if (values.deps) {
      pkgs = packageList(pkgs);
      if (!values.e) {
        for (const p of pkgs) {
          if (p.error === null) continue;
          host.stderr.write(`${p.error}\n`);
          status = 1;
        }
      }
    }
    if (values.export) {
      const { fillExports } = await import('./list-export.ts');
      if (!(await fillExports(cx, values, loader, result.roots, pkgs)) && !values.e) return 1;
    }
    for (const p of pkgs) {
      p.testImports = loader.resolveTestImports(p, p.testImports);
      p.xTestImports = loader.resolveTestImports(p, p.xTestImports);
      p.depOnly = !named.has(p);
      if (!values.compiled) continue;
      p.imports.push(...p.internal.compiledImports);
      if (p.usesCgo) fatal(`go: list -compiled of ${p.importPath}: cgo is not supported by burrow; set CGO_ENABLED=0`);
      if (p.error === null) p.compiledGoFiles = [...p.goFiles];
    }
    if (values.test || (values.pgo === 'auto' && named.size > 1))
      renameVariants(values.deps ? pkgs : packageList(pkgs), named);
    const plain = values.json === null && values.f === '';
    if (!plain && wantsAny(values, 'Deps', 'DepsErrors')) {
      for (const p of values.deps ? pkgs : packageList(pkgs)) collectDeps(p);
    }
    for (const p of pkgs) {
      p.imports.forEach((path, i) => {
        const source = p.internal.rawImports[i] ?? p.internal.compiledImports[i - p.internal.rawImports.length];
        if (source !== undefined && source !== path) p.importMap.set(source, path);
      });
    }
    // Programs carry the state of their repository. To ask for it costs processes: that is done where it must be there, where
    // it is asked what is wrong with packages, and where -x asks what there is to do.
    const asked = values.buildvcs === 'true' || values.x || (values.e && values.f.includes('.Error'));
    let stamps: Stamps | null = null;
    if (values.buildvcs !== 'false' && (stale || (asked && values.json === null))) {
      const vcs = await import('../build/vcs.ts');
      stamps = new vcs.Stamps(host, loader.config, values.buildvcs === 'true', values.x);
      await checkStamps(stamps, values.e, pkgs);
    }
    if (stale) {
      const { Building } = await import('./build-setup.ts');
      const work = Building.open(cx, loader, values, pkgs);
      work.stamps = stamps;
      await work.cover(result.roots);
      for (const p of pkgs) {
        const whole = p.error === null && !p.incomplete && p.goFiles.length > 0 && p.forTest === '';
        if (whole) p.staleReason = await work.staleness(p);
      }
      work.close();
    }
    if (values.retracted) {
      const modules = pkgs.flatMap(p => (p.module === null || p.module.version === '' ? [] : [p.module]));
      await askRetractions(result.state!, new Set(modules)); // modules are in use
    }
    for (const p of pkgs) show(p);
    return status;
  },
});

/** Notes with programs why the state of their repositories cannot be had; without -e that ends the command. */
async function checkStamps(stamps: Stamps, e: boolean, pkgs: readonly Package[]): Promise<void> {
  for (const p of pkgs) {
    if (p.name !== 'main' || p.error !== null) continue;
    try {
      await stamps.of(p);
    } catch (err) {
      if (!e || !(err instanceof ConfigError)) throw err;
      p.error = new PackageError([], new LoadError(err.message));
      p.incomplete = true;
    }
  }
}

/** Flags that make no sense together, or that burrow does not have. */
function refuse(v: Values): void {
  if (v.f !== '' && v.json !== null) fatal('go list -f cannot be used with -json');
  if (v.reuse !== '' && !v.m) fatal('go list -reuse cannot be used without -m');
  if (v.m) {
    if (v.compiled) fatal('go list -compiled cannot be used with -m');
    if (v.deps) fatal('go list -deps cannot be used with -m');
    if (v.export) fatal('go list -export cannot be used with -m');
    if (v.find) fatal('go list -find cannot be used with -m');
    if (v.test) fatal('go list -test cannot be used with -m');
    return;
  }
  if (v.u) fatal('go list -u can only be used with -m');
  if (v.versions) fatal('go list -versions can only be used with -m');
  if (v.find && v.deps) fatal('go list -deps cannot be used with -find');
  if (v.find && v.test) fatal('go list -test cannot be used with -find');
  if (v.find && v.export) fatal('go list -export cannot be used with -find');
}

/** One of the fields may be printed. */
function wantsAny(v: Values, ...fields: string[]): boolean {
  return v.json === null || v.json.size === 0 || fields.some(f => v.json!.has(f));
}

/** What the function `module` of a template finds; the graph is read where the template may call it. */
async function moduleFinder(state: ModState | null, template: string): Promise<(modPath: string) => ModuleInfo | null> {
  if (state === null) return () => null;
  const { modules } = state;
  const rs = state.requirements;
  const mg = rs === null || !template.includes('module') ? null : await rs.graph();
  return modPath => moduleNamed(modules, p => rs?.rootSelected(p) ?? mg?.selected(p) ?? none, modPath);
}

/** Prints one value a call, as the flags ask. */
function printer<T>(
  host: Host,
  v: Values,
  type: StructType<T>,
  context: BuildContext,
  module: (path: string) => ModuleInfo | null,
): (from: T) => void {
  const only = v.json;
  if (only !== null) {
    return from => {
      const value = pointerTo(type, from);
      const json = only.size === 0 ? toJson(value) : fieldsToJson(value.target!, only); // from is no null
      host.stdout.write(stringify(json) + '\n');
    };
  }
  if (v.f === '') {
    return from => {
      const name = type.fields.find(f => f.name === 'ImportPath');
      host.stdout.write((name === undefined ? String(from) : String(name.get(from))) + '\n');
    };
  }
  const functions = new Map<string, Func>([
    ['context', () => pointerTo(contextType, context)],
    ['module', path => pointerTo(moduleType, module(typeof path === 'string' ? path : ''))],
  ]);
  const names = new Set([...builtinNames, ...functions.keys()]);
  const template = parseOrFail(v.f, names);
  let last = '\n';
  return from => {
    const data: Value = pointerTo(type, from);
    const { text, error } = execute(template, functions, data);
    host.stdout.write(text);
    if (error !== '') fatal(error);
    if (text !== '') last = text[text.length - 1]!;
    if (last !== '\n') host.stdout.write('\n');
    last = '\n';
  };
}

function parseOrFail(text: string, names: ReadonlySet<string>): Template {
  try {
    return parseTemplate('main', text, names);
  } catch (err) {
    if (err instanceof TemplateError) fatal(err.message);
    throw err;
  }
}

/** The first mistake of a test's packages or of what they import. */
function packageError(made: readonly Package[]): PackageError | null {
  for (const p of made) {
    if (p.error !== null) return p.error;
    if (!p.incomplete) continue;
    for (const q of packageList([p])) if (q.error !== null) return q.error;
  }
  return null;
}

/** Copies that were made for one test or program are named for it. */
function renameVariants(all: readonly Package[], named: ReadonlySet<Package>): void {
  const before = new Map<Package, string>();
  for (const p of all) {
    if (p.forTest !== '' || p.internal.forMain !== '') {
      before.set(p, p.importPath);
      p.importPath = p.desc;
    }
    p.depOnly = !named.has(p);
  }
  for (const p of all) {
    const renamed = new Map<string, string>();
    for (const q of p.internal.imports ?? []) {
      const old = before.get(q);
      if (old !== undefined) renamed.set(old, q.importPath);
    }
    if (renamed.size > 0) p.imports = p.imports.map(i => renamed.get(i) ?? i);
  }
}

/** Deps and DepsErrors, from those of what is imported. */
function collectDeps(p: Package): void {
  const deps = new Set<string>();
  const errors = new Set<PackageError>();
  for (const q of p.internal.imports ?? []) {
    deps.add(q.importPath);
    for (const d of q.deps) deps.add(d);
    if (q.error !== null) errors.add(q.error);
    for (const e of q.depsErrors) errors.add(e);
  }
  p.deps = [...deps].sort();
  const key = (e: PackageError) => e.importStack[e.importStack.length - 1]?.pkg ?? null;
  p.depsErrors = [...errors].sort((a, b) => {
    const x = key(a);
    const y = key(b);
    if (x === null || y === null) {
      if (x !== y) return x === null ? -1 : 1;
      return a.err.text < b.err.text ? -1 : 1;
    }
    return x < y ? -1 : x > y ? 1 : 0;
  });
}
