// What `list` shows of packages and modules: the fields, in order, under the names that templates and JSON use.

import type { BuildContext } from '../load/build-context.ts';
import type { Origin } from '../load/mod/fetch/origin.ts';
import type { ModuleInfo } from '../load/mod/info.ts';
import type { Package, PackageError } from '../load/package.ts';
import { timeType } from './template/time.ts';
import { GoMap, pointerTo, Slice, strings, type Field, type StructType, type Value } from './template/value.ts';

const noMethods = new Map<string, never>();

function text<T>(name: string, get: (from: T) => string): Field<T> {
  return { name, type: 'string', get };
}

function flag<T>(name: string, get: (from: T) => boolean): Field<T> {
  return { name, type: 'bool', get };
}

function list<T>(name: string, get: (from: T) => readonly string[]): Field<T> {
  return { name, type: '[]string', get: from => strings(get(from)) };
}

const moduleErrorType: StructType<string> = {
  name: 'modinfo.ModuleError',
  fields: [text('Err', error => error)],
  methods: noMethods,
  string: null,
  json: null,
};

/** *codehost.Origin */
const originType: StructType<Origin> = {
  name: 'codehost.Origin',
  fields: [
    text('VCS', o => o.vcs),
    text('URL', o => o.url),
    text('Subdir', o => o.subdir),
    text('Hash', o => o.hash),
    text('TagPrefix', o => o.tagPrefix),
    text('TagSum', o => o.tagSum),
    text('Ref', o => o.ref),
    text('RepoSum', o => o.repoSum),
  ],
  methods: noMethods,
  string: null,
  json: null,
};

/** *modinfo.ModulePublic */
export const moduleType: StructType<ModuleInfo> = {
  name: 'modinfo.ModulePublic',
  fields: [
    text('Path', m => m.path),
    text('Version', m => m.version),
    text('Query', m => m.query),
    list('Versions', m => m.versions),
    { name: 'Replace', type: '*modinfo.ModulePublic', get: m => pointerTo(moduleType, m.replace) },
    { name: 'Time', type: '*time.Time', get: m => pointerTo(timeType, m.time === '' ? null : m.time) },
    { name: 'Update', type: '*modinfo.ModulePublic', get: m => pointerTo(moduleType, m.update) },
    flag('Main', m => m.main),
    flag('Indirect', m => m.indirect),
    text('Dir', m => m.dir),
    text('GoMod', m => m.goMod),
    text('GoVersion', m => m.goVersion),
    list('Retracted', m => m.retracted),
    text('Deprecated', m => m.deprecated),
    {
      name: 'Error',
      type: '*modinfo.ModuleError',
      get: m => pointerTo(moduleErrorType, m.error === '' ? null : m.error),
    },
    text('Sum', m => m.sum),
    text('GoModSum', m => m.goModSum),
    { name: 'Origin', type: '*codehost.Origin', get: m => pointerTo(originType, m.origin) },
    flag('Reuse', m => m.reuse),
  ],
  methods: new Map<string, (m: ModuleInfo) => Value>([['String', m => m.toString()]]),
  string: m => m.toString(),
  json: null,
};

/** *load.PackageError */
const errorType: StructType<PackageError> = {
  name: 'load.PackageError',
  fields: [
    { name: 'ImportStack', type: 'load.ImportStack', get: e => strings(e.importStack.map(f => f.pkg)) },
    text('Pos', e => e.pos),
    text('Err', e => e.err.text),
    flag('IsImportCycle', e => e.isImportCycle),
  ],
  methods: new Map<string, (e: PackageError) => Value>([['Error', e => e.toString()]]),
  string: e => e.toString(),
  json: e => ({ ImportStack: e.importStack.map(f => f.pkg), Pos: e.pos, Err: e.err.text }),
};

/** *load.PackagePublic */
export const packageType: StructType<Package> = {
  name: 'load.PackagePublic',
  fields: [
    text('Dir', p => p.dir),
    text('ImportPath', p => p.importPath),
    text('ImportComment', p => p.importComment),
    text('Name', p => p.name),
    text('Doc', p => p.doc),
    text('Target', p => p.target),
    text('Shlib', () => ''),
    text('Root', p => p.root),
    text('ConflictDir', p => p.conflictDir),
    text('ForTest', p => p.forTest),
    text('Export', p => p.exportFile),
    text('BuildID', p => p.buildID),
    { name: 'Module', type: '*modinfo.ModulePublic', get: p => pointerTo(moduleType, p.module) },
    list('Match', p => p.match),
    flag('Goroot', p => p.goroot),
    flag('Standard', p => p.standard),
    flag('DepOnly', p => p.depOnly),
    flag('BinaryOnly', p => p.binaryOnly),
    flag('Incomplete', p => p.incomplete),
    text('DefaultGODEBUG', p => p.defaultGodebug),
    flag('Stale', p => p.staleReason !== ''),
    text('StaleReason', p => p.staleReason),
    list('GoFiles', p => p.goFiles),
    list('CgoFiles', p => p.cgoFiles),
    list('CompiledGoFiles', p => p.compiledGoFiles),
    list('IgnoredGoFiles', p => p.ignoredGoFiles),
    list('InvalidGoFiles', p => p.invalidGoFiles),
    list('IgnoredOtherFiles', p => p.ignoredOtherFiles),
    list('CFiles', p => p.cFiles),
    list('CXXFiles', p => p.cxxFiles),
    list('MFiles', p => p.mFiles),
    list('HFiles', p => p.hFiles),
    list('FFiles', p => p.fFiles),
    list('SFiles', p => p.sFiles),
    list('SwigFiles', p => p.swigFiles),
    list('SwigCXXFiles', p => p.swigCXXFiles),
    list('SysoFiles', p => p.sysoFiles),
    list('EmbedPatterns', p => p.embedPatterns),
    list('EmbedFiles', p => p.embedFiles),
    list('CgoCFLAGS', p => p.cgoCFLAGS),
    list('CgoCPPFLAGS', p => p.cgoCPPFLAGS),
    list('CgoCXXFLAGS', p => p.cgoCXXFLAGS),
    list('CgoFFLAGS', p => p.cgoFFLAGS),
    list('CgoLDFLAGS', p => p.cgoLDFLAGS),
    list('CgoPkgConfig', p => p.cgoPkgConfig),
    list('Imports', p => p.imports),
    { name: 'ImportMap', type: 'map[string]string', get: p => new GoMap('map[string]string', p.importMap) },
    list('Deps', p => p.deps),
    { name: 'Error', type: '*load.PackageError', get: p => pointerTo(errorType, p.error) },
    {
      name: 'DepsErrors',
      type: '[]*load.PackageError',
      get: p =>
        new Slice(
          '[]*load.PackageError',
          p.depsErrors.map(e => pointerTo(errorType, e)),
        ),
    },
    list('TestGoFiles', p => p.testGoFiles),
    list('TestImports', p => p.testImports),
    list('TestEmbedPatterns', p => p.testEmbedPatterns),
    list('TestEmbedFiles', p => p.testEmbedFiles),
    list('XTestGoFiles', p => p.xTestGoFiles),
    list('XTestImports', p => p.xTestImports),
    list('XTestEmbedPatterns', p => p.xTestEmbedPatterns),
    list('XTestEmbedFiles', p => p.xTestEmbedFiles),
  ],
  methods: noMethods,
  string: null,
  json: null,
};

/** *list.Context: what the template function `context` gives. */
export const contextType: StructType<BuildContext> = {
  name: 'list.Context',
  fields: [
    text('GOARCH', c => c.goarch),
    text('GOOS', c => c.goos),
    text('GOROOT', c => c.goroot),
    text('GOPATH', c => c.gopath),
    flag('CgoEnabled', c => c.cgoEnabled),
    flag('UseAllFiles', c => c.useAllFiles),
    text('Compiler', c => c.compiler),
    list('BuildTags', c => c.buildTags),
    list('ToolTags', c => c.toolTags),
    list('ReleaseTags', c => c.releaseTags),
    text('InstallSuffix', c => c.installSuffix),
  ],
  methods: noMethods,
  string: null,
  json: null,
};
