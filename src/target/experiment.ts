// $GOEXPERIMENT: the experiments of Go 1.26, which of them are on by default (they are build tags too), and the text form.

/** All experiments, in the order in which Go lists them. */
export const experiments: readonly string[] = `fieldtrack preemptibleloops staticlockranking boringcrypto regabiwrappers
  regabiargs heapminimum512kib arenas cgocheck2 loopvar newinliner dwarf5 jsonv2 greenteagc randomizedheapbase64
  runtimefreegc sizespecializedmalloc goroutineleakprofile simd runtimesecret`
  .trim()
  .split(/\s+/);

const regabiAlwaysOn = new Set(['amd64', 'arm64', 'loong64', 'ppc64le', 'ppc64', 'riscv64']);

/** The experiments that are on, and how they differ from the defaults of the target. */
export interface Experiments {
  /** In Go's order. */
  readonly enabled: readonly string[];
  /** The shortest $GOEXPERIMENT that means the same: `arenas,nogreenteagc`. */
  readonly clean: string;
}

/** Reads $GOEXPERIMENT for a target; a string is what is wrong with it. */
export function parseExperiments(goos: string, goarch: string, setting: string): Experiments | string {
  const supported = regabiAlwaysOn.has(goarch) || goarch === 's390x';
  const baseline = new Set(['randomizedheapbase64', 'greenteagc']);
  if (supported) baseline.add('regabiwrappers').add('regabiargs');
  if (goos !== 'darwin' && goos !== 'ios' && goos !== 'aix') baseline.add('dwarf5');

  const on = new Set(baseline);
  const set = (name: string, value: boolean) => (value ? on.add(name) : on.delete(name));
  for (const word of setting.split(',')) {
    if (word === '') continue;
    if (word === 'none') {
      on.clear();
      continue;
    }
    const value = !word.startsWith('no');
    const name = value ? word : word.slice(2);
    if (name === 'regabi') {
      set('regabiwrappers', value);
      set('regabiargs', value);
    } else if (experiments.includes(name)) set(name, value);
    else return `unknown GOEXPERIMENT ${name}`;
  }
  if (regabiAlwaysOn.has(goarch) || !supported) {
    set('regabiwrappers', supported);
    set('regabiargs', supported);
  }
  if (on.has('regabiargs') && !on.has('regabiwrappers')) return 'GOEXPERIMENT regabiargs requires regabiwrappers';
  return {
    enabled: experiments.filter(e => on.has(e)),
    clean: experiments
      .filter(e => on.has(e) !== baseline.has(e))
      .map(e => (on.has(e) ? e : 'no' + e))
      .join(','),
  };
}
