// Tests of std that assert what gc's tools alone do, and what better or other ones need not do. Each has
// the line that shows it; where a distribution's file has no such line, the test counts like any other. Where a test asserts
// how often memory is allocated, it is excepted only as long as burrow's program does so less often.
import * as fs from 'node:fs';
import * as path from 'node:path';

/** What an exception is about. */
interface Exception {
  readonly pkg: string;
  /** The test; its subtests go with it. */
  readonly test: string;
  /** The file of the assertion in the package's directory, and part of its line. */
  readonly file: string;
  readonly line: string;
  readonly why: string;
  /** What it says must show fewer allocations than are asked for. */
  readonly fewer?: boolean;
}

const exceptions: readonly Exception[] = [
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
];

/**
 * Why a difference between the runs of a package (`std-results.ts`: its test, then a colon) is admissible; empty where it is not.
 * `root` is the distribution.
 */
export function stdException(root: string, pkg: string, difference: string): string {
  const e = exceptions.find(
    x => x.pkg === pkg && new RegExp(`^${x.test}(/[^:]*)?: fail, under gc: pass`).test(difference),
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
