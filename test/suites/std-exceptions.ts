// Tests of std and of cmd that assert what gc's tools alone do, and what better or other ones need not do. Each has
// the line that shows it; where a distribution's file has no such line, the test counts like any other. Where a test asserts
// how often memory is allocated, it is excepted only as long as burrow's program does so less often.
import * as fs from 'node:fs';
import * as path from 'node:path';

/** What an exception is about. */
interface Exception {
  readonly pkg: string;
  /** The test, a pattern; its subtests go with it. */
  readonly test: string;
  /** The file of the assertion in the package's directory, and part of its line. */
  readonly file: string;
  readonly line: string;
  readonly why: string;
  /** What it says must show fewer allocations than are asked for. */
  readonly fewer?: boolean;
}

export const exceptions: readonly Exception[] = [
  {
    pkg: 'reflect',
    test: 'TestChanAlloc',
    file: 'all_test.go',
    line: 'if allocs < 0.5 ||',
    why: "asserts an allocation that gc's escape analysis does not avoid",
    fewer: true,
  },
  {
    pkg: 'net/http',
    test: 'TestCmdGoNoHTTPServer',
    file: 'http_test.go',
    line: 'testenv.Command(t, goBin, "tool", "nm", goBin)',
    why: 'reads the symbols of the go command, which is no Go program here',
  },
  {
    pkg: 'log/slog',
    test: 'TestJSONAllocs',
    file: 'logger_test.go',
    line: 'if got != want {',
    why: "asserts gc's number of allocations, fewer are made",
    fewer: true,
  },
  {
    pkg: 'log/slog',
    test: 'TestAlloc',
    file: 'logger_test.go',
    line: 'if got != want {',
    why: "asserts gc's number of allocations, fewer are made",
    fewer: true,
  },
  {
    pkg: 'runtime/pprof',
    test: 'TestGenericsHashKeyInPprofBuilder',
    file: 'protomem_test.go',
    line: 'genericAllocFunc[go.shape.uint32] [1 128 0 0]',
    why: "asserts the names of gc's shapes; instances have functions of their own",
  },
  {
    pkg: 'runtime/pprof',
    test: 'TestGenericsInlineLocations',
    file: 'protomem_test.go',
    line: 'nonRecursiveGenericAllocFunction[go.shape.struct {}',
    why: "asserts the names of gc's shapes; instances have functions of their own",
  },
  {
    pkg: 'cmd/compile/internal/inline/inlheur',
    test: 'TestDumpCallSiteScoreDump',
    file: 'dumpscores_test.go',
    line: '"-gcflags=-d=dumpinlcallsitescores=1"',
    why: "asks for the scores of gc's inliner",
  },
  {
    pkg: 'cmd/compile/internal/inline/inlheur',
    test: 'TestFuncProperties',
    file: 'funcprops_test.go',
    line: '"-gcflags=-d=dumpinlfuncprops="',
    why: "asks for what gc's inliner knows of functions",
  },
  {
    pkg: 'cmd/compile/internal/loopvar',
    test: 'TestLoopVarGo1_21',
    file: 'loopvar_test.go',
    line: '-d=loopvar="+tc.lvFlag',
    why: "a debugging flag of gc's compiler, which changes loops apart from -lang",
  },
  {
    pkg: 'cmd/compile/internal/loopvar',
    test: 'TestLoopVarInlinesGo1_21',
    file: 'loopvar_test.go',
    line: '=-d=loopvar=1"',
    why: "a debugging flag of gc's compiler, which changes loops apart from -lang",
  },
  {
    pkg: 'cmd/compile/internal/loopvar',
    test: 'TestLoopVarHashes',
    file: 'loopvar_test.go',
    line: '"GOCOMPILEDEBUG=loopvarhash="',
    why: "a debugging flag of gc's compiler, which chooses loops by a hash",
  },
  {
    pkg: 'cmd/compile/internal/loopvar',
    test: 'TestLoopVarVersionEnable(Flag|GoBuild)',
    file: 'loopvar_test.go',
    line: '-d=loopvar=3"',
    why: "a debugging flag of gc's compiler, which has it tell of loops",
  },
  {
    pkg: 'cmd/go/internal/test',
    test: 'TestPassAnalyzersToVet',
    file: 'flagdefs_test.go',
    line: 'genflags.VetAnalyzers()',
    why: 'starts the vet of pkg/tool, where burrow has none: it builds it when it is used',
  },
  {
    pkg: 'cmd/internal/obj',
    test: 'TestNoRefName',
    file: 'objfile_test.go',
    line: '"-gcflags=fmt=-d=norefname"',
    why: "a flag of gc's compiler about the names in its objects",
  },
  {
    pkg: 'cmd/link/internal/ld',
    test: 'TestDictIndex',
    file: 'dwarf_test.go',
    line: 'could not find DW_AT_go_dict_index attribute',
    why: "asserts gc's dictionaries; instances have functions of their own",
  },
  {
    pkg: 'cmd/compile/internal/ssa',
    test: '(TestDebugLines(SayHi|Pushback|Convert|_53456|_74576)|TestInlineLines)',
    file: 'debug_lines_test.go',
    line: '"-gcflags=-d=ssa/genssa/dump="',
    why: "reads a dump of gc's compiler",
  },
  {
    pkg: 'cmd/compile/internal/ssa',
    test: 'TestFmaHash',
    file: 'fmahash_test.go',
    line: '"GOCOMPILEDEBUG=fmahash=1/0"',
    why: "a debugging flag of gc's compiler, which chooses operations by a hash",
  },
  {
    pkg: 'cmd/compile/internal/test',
    test: 'TestInst',
    file: 'inst_test.go',
    line: 'Wanted 1 instantiations of Sort function',
    why: "asserts the names of gc's shapes; instances have functions of their own",
  },
  {
    pkg: 'cmd/compile/internal/test',
    test: '(TestPGODevirtualize|TestPGOPreprocessDevirtualize|TestLookupFuncGeneric)',
    file: 'pgo_devirtualize_test.go',
    line: '-d=pgodebug=3"',
    why: "a debugging flag of gc's compiler, which has it tell of calls",
  },
  {
    pkg: 'cmd/compile/internal/test',
    test: '(TestPGOIntendedInlining(ShiftedLines)?|TestPGOPreprocessInlining|TestPGOSingleIndex)',
    file: 'pgo_inl_test.go',
    line: '-d=pgoinlinebudget=160,pgoinlinecdfthreshold=90"',
    why: "debugging flags of gc's compiler, which say how much it inlines",
  },
  {
    pkg: 'cmd/compile/internal/test',
    test: 'TestPGOHash',
    file: 'pgo_inl_test.go',
    line: '",pgohash=" + hash',
    why: "a debugging flag of gc's compiler, which chooses calls by a hash",
  },
  ...['cmd/compile', 'cmd/link'].map(pkg => ({
    pkg,
    test: 'TestScript',
    file: 'script_test.go',
    line: 'scripttest.ToolReplacement{',
    why: "puts gc's tool into pkg/tool, where burrow has none",
  })),
  {
    pkg: 'cmd/link',
    test: 'Test(FlagW|GNUBuildID|MergeNoteSections|Issue51939|FlagR|FlagD|FlagDUnaligned|FlagDWithR|ELFHeadersSorted|Unresolved|XFlag|MachOBuildVersion|StrictDup|FuncAlignOption|ContentAddressableSymbols|Issue38554|Issue42396|LargeReloc|FlagS|RandLayout|CheckLinkname|LinknameBSS|FuncdataPlacement|ModuledataPlacement)',
    file: 'link_test.go',
    line: '"-toolexec", testenv.Executable(t)',
    why: "puts gc's link in the place of burrow's, whose archives it does not read",
  },
  {
    pkg: 'cmd/link',
    test: 'Test(Issue21703|Issue28429|IndexMismatch)',
    file: 'link_test.go',
    line: 'cmd = linkCmd(t, "-importcfg="+importcfgfile, "main.o")',
    why: "puts gc's link in the place of burrow's, and has it link the library of `list -export`, of which burrow's link makes code",
  },
];

/**
 * Why a difference between the runs of a package (`std-results.ts`: its test, then a colon) is admissible; empty where it is not.
 * `root` is the distribution.
 */
export function stdException(root: string, pkg: string, difference: string): string {
  const e = exceptions.find(
    x =>
      x.pkg === pkg &&
      new RegExp(`^(?:${x.test})(/[^:]*)?: ((fail|no end), under gc: pass|not run, under gc: (pass|skip))`).test(
        difference,
      ),
  );
  if (e === undefined || (e.fewer === true && !isFewer(difference))) return '';
  const lines = fs.readFileSync(path.join(root, 'src', pkg, e.file), 'utf8').split('\n');
  const at = lines.findIndex(l => l.includes(e.line)) + 1;
  return at === 0 ? '' : `${e.file}:${at} ${e.why}`;
}

/** Whether all numbers of allocations that a test complains of are smaller than those it wants. */
function isFewer(output: string): boolean {
  const pairs = [
    ...[...output.matchAll(/got ([\d.]+) allocs, want ([\d.]+)/g)].map(m => [Number(m[1]), Number(m[2])]),
    ...[...output.matchAll(/want ([\d.]+) got ([\d.]+)/g)].map(m => [Number(m[2]), Number(m[1])]),
  ];
  return pairs.every(([got, want]) => got! < want!);
}
