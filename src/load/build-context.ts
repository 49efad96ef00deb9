// What decides which files belong to a package: the target, cgo, the tags of the command line, of the toolchain and of
// the release.

import { knownArch, knownOS, unixOS } from '../target/platform.ts';
import { evaluate, parseConstraint } from '../base/build-constraint.ts';
import type { Config } from './config.ts';

/** The build context of one load; go/build's Context for the compiler gc. */
export class BuildContext {
  readonly goos: string;
  readonly goarch: string;
  readonly cgoEnabled: boolean;
  /** Files count whatever their names and constraints say: they are named on the command line. */
  readonly useAllFiles: boolean;
  /** From -tags. */
  readonly buildTags: readonly string[];
  /** goexperiment.* and the machine's levels (amd64.v1). */
  readonly toolTags: readonly string[];
  /** go1.1 to the release. */
  readonly releaseTags: readonly string[];
  readonly goroot: string;
  readonly gopath: string;
  readonly installSuffix = '';
  readonly compiler = 'gc';
  private readonly tags: ReadonlySet<string>;
  /** What was found out about constraint lines: many files have the same. */
  private readonly matched = new Map<string, boolean | string>();

  constructor(config: Config, buildTags: readonly string[], useAllFiles = false, cgoEnabled = config.cgoEnabled) {
    this.goos = config.goos;
    this.goarch = config.goarch;
    this.goroot = config.goroot;
    this.gopath = config.gopath;
    this.cgoEnabled = cgoEnabled;
    this.useAllFiles = useAllFiles;
    this.buildTags = buildTags;
    this.toolTags = [...config.experiments.map(e => 'goexperiment.' + e), ...config.level.tags];
    this.releaseTags = releaseTags(config.release);
    const tags = new Set([...buildTags, ...this.toolTags, ...this.releaseTags, this.goos, this.goarch, this.compiler]);
    if (cgoEnabled) tags.add('cgo');
    if (this.goos === 'android') tags.add('linux');
    if (this.goos === 'illumos') tags.add('solaris');
    if (this.goos === 'ios') tags.add('darwin');
    if (unixOS.has(this.goos)) tags.add('unix');
    if (tags.has('goexperiment.boringcrypto')) tags.add('boringcrypto');
    this.tags = tags;
  }

  /** The tag is satisfied. */
  readonly has = (tag: string): boolean => this.tags.has(tag);

  /** Whether a constraint line is satisfied; a string is what is wrong with it. */
  matchConstraint(line: string): boolean | string {
    let matched = this.matched.get(line);
    if (matched === undefined) {
      const x = parseConstraint(line);
      matched = typeof x === 'string' ? x : evaluate(x, this.has);
      this.matched.set(line, matched);
    }
    return matched;
  }

  /** The name's `_GOOS`, `_GOARCH` or `_GOOS_GOARCH` suffix, where it has one, is that of the target. */
  matchFileName(name: string): boolean {
    const dot = name.indexOf('.');
    let end = dot < 0 ? name.length : dot;
    const first = name.indexOf('_');
    if (first < 0 || first >= end) return true;
    if (name.startsWith('_test', end - 5)) end -= 5;
    const last = name.lastIndexOf('_', end - 1);
    if (last < first) return true;
    const word = name.slice(last + 1, end);
    if (knownArch.has(word)) {
      const before = last > first ? name.slice(name.lastIndexOf('_', last - 1) + 1, last) : '';
      if (!this.tags.has(word)) return false;
      return !knownOS.has(before) || this.tags.has(before);
    }
    return !knownOS.has(word) || this.tags.has(word);
  }

  /** A word of a `#cgo` line: either form of constraint. */
  matchCgoCondition(text: string): boolean {
    const x = parseConstraint((/[&|()]/.test(text) ? '//go:build ' : '// +build ') + text);
    return typeof x !== 'string' && evaluate(x, this.has);
  }
}

/** go1.1 to go1.N for a release go1.N.P. */
function releaseTags(goVersion: string): string[] {
  const minor = Number(/^go1\.(\d+)/.exec(goVersion)?.[1] ?? 0);
  return Array.from({ length: minor }, (_, i) => `go1.${i + 1}`);
}
