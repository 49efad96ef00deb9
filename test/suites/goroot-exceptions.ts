// Files of GOROOT/test that are about gc's own tools and choices and not about the language. Each has the line that shows it; where a
// distribution's file has no such line, it is run like any other.

/** What an exception is about. */
export interface Exception {
  /** Relative to the test directory. */
  readonly name: string;
  /** Part of a line of the file. */
  readonly line: string;
  readonly why: string;
}

const archives = "needs the archives of the library that gc's link and compiler read";

/** All exceptions. */
export const exceptions: readonly Exception[] = [
  { name: 'linkmain_run.go', line: 'exec.Command("go", "list", "-export"', why: archives },
  { name: 'linkobj.go', line: 'os.ReadFile(os.Getenv("STDLIB_IMPORTCFG"))', why: archives },
  { name: 'fixedbugs/bug369.go', line: 'os.ReadFile(os.Getenv("STDLIB_IMPORTCFG"))', why: archives },
  { name: 'fixedbugs/issue21317.go', line: '"-importcfg="+os.Getenv("STDLIB_IMPORTCFG")', why: archives },
  {
    name: 'fixedbugs/issue20529.go',
    line: 'x := [][]int{1e9: []int{}}',
    why: 'the array behind a slice literal of this size is put on the heap, by gc on the stack',
  },
];

/** Why a test is left out when burrow does everything; empty where it is not. */
export function exceptionOf(name: string, source: string): string {
  const e = exceptions.find(x => x.name === name);
  const line = e === undefined ? undefined : source.split('\n').findIndex(l => l.includes(e.line)) + 1;
  return e === undefined || line === 0 ? '' : `${e.why}, line ${line}: ${e.line}`;
}
