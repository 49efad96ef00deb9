// What became of the programs of GOROOT/test: counts by class, failures by cause, and a file of results for the conformance report.
import * as fs from 'node:fs';
import type { Outcome } from './case.ts';
import type { GorootOutcome } from './goroot-run.ts';

/** Counts by class. */
class Counts {
  total = 0;
  built = 0;
  ran = 0;
  passed = 0;
  failed = 0;
  skipped = 0;

  add(o: GorootOutcome): void {
    this.total++;
    if (o.built) this.built++;
    if (o.ran) this.ran++;
    if (o.skipped !== '') this.skipped++;
    else if (o.wrong !== '') this.failed++;
    else this.passed++;
  }

  toString(): string {
    const { total, built, ran, passed, failed, skipped } = this;
    return `${total} tests: built ${built}, ran ${ran}, passed ${passed}, failed ${failed}, skipped ${skipped}`;
  }
}

/** What many failures may have in common: the stage and the text without names and numbers. */
function causeOf(wrong: string): string {
  const lines = wrong.split('\n').filter(l => l.trim() !== '');
  const fatal = lines.find(l => /^(panic|fatal error|runtime: unexpected|InternalError)/.test(l));
  const text = lines[0]!.startsWith('run: ') && fatal !== undefined ? `run: ${fatal}` : lines[0]!;
  return text.replace(/0x[0-9a-f]+/g, '0x..').slice(0, 140);
}

/** Prints what became of tests. */
export function report(outcomes: readonly GorootOutcome[]): void {
  const byClass = new Map<string, Counts>();
  const all = new Counts();
  const causes = new Map<string, string[]>();
  const skipped = new Map<string, number>();
  for (const o of outcomes) {
    let c = byClass.get(o.test.action);
    if (c === undefined) byClass.set(o.test.action, (c = new Counts()));
    c.add(o);
    all.add(o);
    if (o.skipped !== '') skipped.set(o.skipped, (skipped.get(o.skipped) ?? 0) + 1);
    if (o.wrong !== '') {
      const cause = causeOf(o.wrong);
      causes.set(cause, [...(causes.get(cause) ?? []), o.test.name]);
    }
  }
  for (const [reason, n] of [...skipped].sort((a, b) => b[1] - a[1])) console.log(`skipped ${n}: ${reason}`);
  for (const [cause, names] of [...causes].sort((a, b) => b[1].length - a[1].length)) {
    console.log(`failed ${names.length}: ${cause}\n    ${names.slice(0, 12).join(' ')}`);
  }
  for (const [action, c] of byClass) console.log(`${action}: ${c}`);
  console.log(`all: ${all}`);
}

/** What a results file holds. */
interface Results {
  /** Which burrow it was. */
  readonly id: string;
  readonly outcomes: Record<string, Outcome>;
}

/** The tests that a file has results of, by the same burrow. */
export function knownResults(file: string, id: string): Set<string> {
  const old = readResults(file);
  return new Set(old !== null && old.id === id && id !== '' ? Object.keys(old.outcomes) : []);
}

/** Adds an outcome to a file of results; what another burrow has left there goes. */
export function addResult(file: string, id: string, { test, built, wrong, skipped }: GorootOutcome): void {
  const old = readResults(file);
  const outcomes = old !== null && old.id === id && id !== '' ? old.outcomes : {};
  outcomes[test.name] = { name: test.name, built, wrong: wrong === '' ? [] : [wrong], skipped };
  fs.writeFileSync(`${file}.new`, `${JSON.stringify({ id, outcomes }, null, 1)}\n`);
  fs.renameSync(`${file}.new`, file);
}

/** Reads a file of results; null where there is none. */
export function readResults(file: string): Results | null {
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Results) : null;
}
