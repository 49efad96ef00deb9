// The subcommands by name. Each is a file of its own and, in the bundle, a chunk of its own that is loaded when used: a
// new command is one row here and one file that exports `command`.

import type { Command } from './command.ts';

/** A row of the registry: a command, a group of commands, or a topic that only `help` knows. */
export interface Entry {
  readonly name: string;
  /** What the list of commands says of it. */
  readonly short: string;
  readonly load?: () => Promise<{ readonly command: Command }>;
  readonly commands?: readonly Entry[];
  /** With such words it may only say what files say, at some cost: what it printed is kept (kept-answers.ts). */
  readonly isKept?: (args: readonly string[]) => boolean;
  /** The text of a help topic. */
  readonly topic?: () => Promise<{ readonly text: string }>;
}

/** All commands, in the order in which `help` shows them. */
export const commands: readonly Entry[] = [
  { name: 'bug', short: 'start a bug report', load: () => import('./bug.ts') },
  {
    name: 'build',
    short: 'compile packages and dependencies',
    load: () => import('./build.ts'),
    isKept: () => true,
  },
  { name: 'check', short: 'type-check packages', load: () => import('./check.ts') },
  { name: 'clean', short: 'remove object files and cached files', load: () => import('./clean.ts') },
  { name: 'doc', short: 'show documentation for package or symbol', load: () => import('./doc.ts') },
  { name: 'env', short: 'print Go environment information', load: () => import('./env.ts') },
  { name: 'fix', short: 'apply fixes suggested by static checkers', load: () => import('./fix.ts') },
  { name: 'fmt', short: 'gofmt (reformat) package sources', load: () => import('./fmt.ts') },
  { name: 'generate', short: 'generate Go files by processing source', load: () => import('./generate.ts') },
  { name: 'get', short: 'add dependencies to current module and install them', load: () => import('./get.ts') },
  { name: 'gofmt', short: 'format files, directories or standard input', load: () => import('./gofmt.ts') },
  { name: 'install', short: 'compile and install packages and dependencies', load: () => import('./install.ts') },
  {
    name: 'list',
    short: 'list packages or modules',
    load: () => import('./list.ts'),
    isKept: () => true,
  },
  {
    name: 'mod',
    short: 'module maintenance',
    commands: [
      { name: 'download', short: 'download modules to local cache', load: () => import('./mod-download.ts') },
      { name: 'edit', short: 'edit go.mod from tools or scripts', load: () => import('./mod-edit.ts') },
      { name: 'init', short: 'initialize new module in current directory', load: () => import('./mod-init.ts') },
      {
        name: 'graph',
        short: 'print module requirement graph',
        load: () => import('./mod-graph.ts'),
        isKept: () => true,
      },
      { name: 'tidy', short: 'add missing and remove unused modules', load: () => import('./mod-tidy.ts') },
      { name: 'vendor', short: 'make vendored copy of dependencies', load: () => import('./mod-vendor.ts') },
      {
        name: 'why',
        short: 'explain why packages or modules are needed',
        load: () => import('./mod-why.ts'),
        isKept: () => true,
      },
      { name: 'verify', short: 'verify dependencies have expected content', load: () => import('./mod-verify.ts') },
    ],
  },
  { name: 'run', short: 'compile and run Go program', load: () => import('./run.ts') },
  { name: 'telemetry', short: 'manage telemetry data and settings', load: () => import('./telemetry.ts') },
  { name: 'test', short: 'test packages', load: () => import('./test.ts') },
  { name: 'tool', short: 'run specified go tool', load: () => import('./tool.ts') },
  { name: 'version', short: 'print Go version', load: () => import('./version.ts') },
  { name: 'vet', short: 'report likely mistakes in packages', load: () => import('./vet.ts') },
  { name: 'watch', short: 'run, test or check on every change', load: () => import('./watch.ts') },
  {
    name: 'work',
    short: 'workspace maintenance',
    commands: [
      { name: 'edit', short: 'edit go.work from tools or scripts', load: () => import('./work-edit.ts') },
      { name: 'init', short: 'initialize workspace file', load: () => import('./work-init.ts') },
      { name: 'sync', short: 'sync workspace build list to modules', load: () => import('./work-sync.ts') },
      { name: 'use', short: 'add modules to workspace file', load: () => import('./work-use.ts') },
      { name: 'vendor', short: 'make vendored copy of dependencies', load: () => import('./work-vendor.ts') },
    ],
  },
  {
    name: 'buildconstraint',
    short: 'build constraints',
    topic: () => import('./topics-build.ts').then(m => m.buildconstraint),
  },
  { name: 'buildjson', short: 'build -json encoding', topic: () => import('./topics-build.ts').then(m => m.buildjson) },
  { name: 'buildmode', short: 'build modes', topic: () => import('./topics-build.ts').then(m => m.buildmode) },
  { name: 'c', short: 'calling between Go and C', topic: () => import('./topics-build.ts').then(m => m.c) },
  { name: 'cache', short: 'build and test caching', topic: () => import('./topics-build.ts').then(m => m.cache) },
  {
    name: 'environment',
    short: 'environment variables',
    topic: () => import('./topics-build.ts').then(m => m.environment),
  },
  { name: 'filetype', short: 'file types', topic: () => import('./topics-build.ts').then(m => m.filetype) },
  {
    name: 'goauth',
    short: 'GOAUTH environment variable',
    topic: () => import('./topics-modules.ts').then(m => m.goauth),
  },
  { name: 'go.mod', short: 'the go.mod file', topic: () => import('./topics-modules.ts').then(m => m.gomod) },
  {
    name: 'gopath',
    short: 'GOPATH environment variable',
    topic: () => import('./topics-modules.ts').then(m => m.gopath),
  },
  { name: 'goproxy', short: 'module proxy protocol', topic: () => import('./topics-modules.ts').then(m => m.goproxy) },
  {
    name: 'importpath',
    short: 'import path syntax',
    topic: () => import('./topics-modules.ts').then(m => m.importpath),
  },
  {
    name: 'modules',
    short: 'modules, module versions, and more',
    topic: () => import('./topics-modules.ts').then(m => m.modules),
  },
  {
    name: 'module-auth',
    short: 'module authentication using go.sum',
    topic: () => import('./topics-modules.ts').then(m => m.moduleauth),
  },
  {
    name: 'packages',
    short: 'package lists and patterns',
    topic: () => import('./topics-build.ts').then(m => m.packages),
  },
  {
    name: 'private',
    short: 'configuration for downloading non-public code',
    topic: () => import('./topics-modules.ts').then(m => m.privatecode),
  },
  { name: 'testflag', short: 'testing flags', topic: () => import('./topics-build.ts').then(m => m.testflag) },
  { name: 'testfunc', short: 'testing functions', topic: () => import('./topics-build.ts').then(m => m.testfunc) },
  {
    name: 'vcs',
    short: 'controlling version control with GOVCS',
    topic: () => import('./topics-modules.ts').then(m => m.vcs),
  },
];

/** The tools of `burrow tool NAME`. */
export const tools: readonly Entry[] = [
  { name: 'asm', short: 'assemble files', load: () => import('./tool-asm.ts') },
  { name: 'compile', short: 'compile a package', load: () => import('./tool-compile.ts') },
  { name: 'dist', short: 'list the ports that Go knows', load: () => import('./tool-dist.ts') },
  { name: 'link', short: 'link a program', load: () => import('./tool-link.ts') },
];

/** Every flag that some command of the go command has: what $GOFLAGS may hold. */
export const goflags = new Set(
  `C a args asan asmflags bench benchmem benchtime blockprofile blockprofilerate buildmode buildvcs c cache changed
  cmd compiled compiler count cover covermode coverprofile coverpkg cpu cpuprofile deps diff dropreplace
  e exclude exec export f failfast file find fix fixtool fullpath fuzz fuzzcache fuzzminimizetime fuzztime
  gccgoflags gcflags go godebug http i insecure installsuffix json ldflags linkshared list m memprofile memprofilerate
  mod modcache modcacherw modfile module msan mutexprofile mutexprofilefraction n o outputdir overlay p parallel
  pgo pkgdir print race replace require retract retracted reuse run short shuffle skip src t tags test testcache
  testmodcacherw timeout tool toolexec toolchain trace trimpath u unsafe use v vcs versions vet vettool work x
  artifacts all dropexclude dropgodebug droprequire dropretract droptool dropuse dropignore ignore fmt compat diff
  r s w why vendor`
    .split(/\s+/)
    .filter(name => name !== ''),
);
