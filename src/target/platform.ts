// The operating systems and machines that Go knows, as its tag and file name rules, its list of ports and its defaults
// have them. Facts only; what burrow itself can compile for is the registry of `entry`.

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.trim().split(/\s+/));
}

/** Every GOOS that was, is or may be: what `_GOOS` in a file name can mean. */
export const knownOS = setOf(`aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9
  solaris wasip1 windows zos`);

/** The GOOS values that the build tag `unix` stands for. */
export const unixOS = setOf(`aix android darwin dragonfly freebsd hurd illumos ios linux netbsd openbsd solaris`);

/** Every GOARCH that was, is or may be: what `_GOARCH` in a file name can mean. */
export const knownArch = setOf(`386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32
  mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm`);

/** A pair of GOOS and GOARCH that Go builds for. */
export interface Port {
  readonly goos: string;
  readonly goarch: string;
  readonly cgo: boolean;
  readonly firstClass: boolean;
  /** The port is listed and known not to work. */
  readonly broken: boolean;
}

// One row a GOOS: the GOARCH values, each with c for cgo, f for first class, b for broken.
const portRows = `
aix ppc64:c
android 386:c amd64:c arm:c arm64:c
darwin amd64:cf arm64:cf
dragonfly amd64:c
freebsd 386:c amd64:c arm:c arm64:c riscv64:cb
illumos amd64:c
ios amd64:c arm64:c
js wasm:
linux 386:cf amd64:cf arm:cf arm64:cf loong64:c mips:c mips64:c mips64le:c mipsle:c ppc64: ppc64le:c riscv64:c s390x:c sparc64:cb
netbsd 386:c amd64:c arm:c arm64:c
openbsd 386:c amd64:c arm:c arm64:c mips64:cb ppc64: riscv64:c
plan9 386: amd64: arm:
solaris amd64:c
wasip1 wasm:
windows 386:cf amd64:cf arm64:c
`;

/** All ports, sorted by GOOS and GOARCH. */
export const ports: readonly Port[] = portRows
  .trim()
  .split('\n')
  .flatMap(row => {
    const [goos, ...archs] = row.split(' ');
    return archs.map(a => {
      const [goarch, marks] = a.split(':') as [string, string];
      return {
        goos: goos!,
        goarch,
        cgo: marks.includes('c'),
        firstClass: marks.includes('f'),
        broken: marks.includes('b'),
      };
    });
  });

/** The port of a pair, or null where Go has none. */
export function portOf(goos: string, goarch: string): Port | null {
  return ports.find(p => p.goos === goos && p.goarch === goarch) ?? null;
}

/** What -race, -msan and -asan put into programs, by the pairs for which Go has it. */
const instruments = {
  race: `linux/amd64 linux/arm64 linux/loong64 linux/ppc64le linux/riscv64 linux/s390x darwin/amd64 darwin/arm64
    freebsd/amd64 netbsd/amd64 windows/amd64`,
  msan: 'linux/amd64 linux/arm64 linux/loong64 freebsd/amd64',
  asan: 'linux/amd64 linux/arm64 linux/loong64 linux/ppc64le linux/riscv64',
};

/** A flag that has every access to memory told to a library. */
export type Instrument = keyof typeof instruments;

/** Go has an instrument for the pair. */
export function isInstrumented(instrument: Instrument, goos: string, goarch: string): boolean {
  return instruments[instrument].split(/\s+/).includes(`${goos}/${goarch}`);
}

/** The C compiler that cgo looks for. */
export function defaultCC(goos: string): string {
  return isClang(goos) ? 'clang' : 'gcc';
}

/** The C++ compiler that cgo looks for. */
export function defaultCXX(goos: string): string {
  return isClang(goos) ? 'clang++' : 'g++';
}

function isClang(goos: string): boolean {
  return goos === 'darwin' || goos === 'ios' || goos === 'freebsd' || goos === 'openbsd';
}

/** The file name suffix of an executable. */
export function exeSuffix(goos: string): string {
  return goos === 'windows' ? '.exe' : '';
}
