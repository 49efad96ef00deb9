// The variables that say which instructions of a machine may be used (GOAMD64=v3, GOARM64=v8.1,lse ...), their defaults,
// and the build tags that follow from them (amd64.v1 to amd64.v3).

/** The setting of a machine's own variable. */
export interface ArchLevel {
  /** GOAMD64...; '' for a machine that has no such variable. */
  readonly name: string;
  /** As the go command passes it on. */
  readonly value: string;
  readonly tags: readonly string[];
  /** What is wrong with the setting; '' when it is fine. */
  readonly error: string;
}

/** `GOAMD64=v1`; '' for a machine that has no such variable. */
export function levelText({ name, value }: ArchLevel): string {
  return name === '' ? '' : `${name}=${value}`;
}

/** The name of the machine's variable, '' for none. */
export function archVariable(goarch: string): string {
  return variables.get(goarch)?.[0] ?? '';
}

/** The value that the variable has where it is not set. */
export function archDefault(goarch: string): string {
  return variables.get(goarch)?.[1] ?? '';
}

const variables = new Map<string, readonly [name: string, initial: string]>([
  ['386', ['GO386', 'sse2']],
  ['amd64', ['GOAMD64', 'v1']],
  ['arm', ['GOARM', '7']],
  ['arm64', ['GOARM64', 'v8.0']],
  ['mips', ['GOMIPS', 'hardfloat']],
  ['mipsle', ['GOMIPS', 'hardfloat']],
  ['mips64', ['GOMIPS64', 'hardfloat']],
  ['mips64le', ['GOMIPS64', 'hardfloat']],
  ['ppc64', ['GOPPC64', 'power8']],
  ['ppc64le', ['GOPPC64', 'power8']],
  ['riscv64', ['GORISCV64', 'rva20u64']],
  ['wasm', ['GOWASM', '']],
]);

/** The machines' variables, each once. */
export const archVariables: readonly string[] = [...new Set([...variables.values()].map(v => v[0]))];

/** Reads a setting ('' is the default). */
export function archLevel(goarch: string, setting: string): ArchLevel {
  const name = archVariable(goarch);
  const value = setting === '' ? archDefault(goarch) : setting;
  const made = (tags: readonly string[], error = ''): ArchLevel => ({
    name,
    value,
    tags: tags.map(t => `${goarch}.${t}`),
    error: error === '' ? '' : `invalid ${name}: ${error}`,
  });
  switch (name) {
    case 'GO386':
      return made([value]);
    case 'GOAMD64':
      return upTo(made, ['v1', 'v2', 'v3', 'v4'], value);
    case 'GOPPC64':
      return upTo(made, ['power8', 'power9', 'power10'], value);
    case 'GORISCV64':
      return upTo(made, ['rva20u64', 'rva22u64', 'rva23u64'], value);
    case 'GOMIPS':
    case 'GOMIPS64':
      return value === 'hardfloat' || value === 'softfloat' ? made([value]) : made([], 'must be hardfloat, softfloat');
    case 'GOARM': {
      const version = value.replace(/,(soft|hard)float$/, '');
      if (!['5', '6', '7'].includes(version)) {
        return made([], 'must start with 5, 6, or 7, and may optionally end in either ",hardfloat" or ",softfloat"');
      }
      return made(['5', '6', '7'].slice(0, Number(version) - 4));
    }
    case 'GOARM64': {
      const m = /^v(?:(8)\.([0-9])|(9)\.([0-5]))(?:,lse|,crypto)*$/.exec(value);
      if (m === null) {
        return made([], 'must start with v8.{0-9} or v9.{0-5} and may optionally end in ",lse" and/or ",crypto"');
      }
      const minor = Number(m[2] ?? m[4]);
      const tags = count(0, minor).map(i => `v${m[1] ?? m[3]}.${i}`);
      // v9.x includes v8.(x+5).
      if (m[3] !== undefined) tags.push(...count(0, Math.min(minor + 5, 9)).map(i => `v8.${i}`));
      return made(tags);
    }
    case 'GOWASM': {
      const bad = value.split(',').find(f => f !== '' && f !== 'satconv' && f !== 'signext');
      return bad === undefined ? made(['satconv', 'signext']) : made([], `no such feature "${bad}"`);
    }
    default:
      return made([]);
  }
}

/**
 * What is wrong with the variables of machines whether they are the target or not; '' for nothing. The go command does not
 * look at those of 386, amd64 and arm this way.
 */
export function otherLevelsError(getenv: (name: string) => string): string {
  for (const goarch of ['arm64', 'mips', 'mips64', 'ppc64', 'riscv64', 'wasm']) {
    const setting = getenv(archVariable(goarch));
    const { error } = archLevel(goarch, setting);
    if (setting !== '' && error !== '') return error;
  }
  return '';
}

function upTo(
  made: (tags: readonly string[], error?: string) => ArchLevel,
  levels: readonly string[],
  value: string,
): ArchLevel {
  const i = levels.indexOf(value);
  if (i < 0) return made([], `must be ${levels.join(', ')}`);
  return made(levels.slice(0, i + 1));
}

function count(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
