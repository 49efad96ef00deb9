// go.sum: the sums that downloads had before, what this command has seen, and what is written back. In a workspace the
// main modules' own go.sum files count as well, and go.work.sum takes what is new.

import { encodeUtf8 } from '../../../base/utf8.ts';
import { IOError, type Host } from '../../../host/host.ts';
import { ConfigError, FatalError } from '../../config-error.ts';
import { readText } from '../../dir-package.ts';
import { isOverlaid } from '../../overlay.ts';
import type { Version } from '../module.ts';
import * as semver from '../semver.ts';

/** The key of a sum: `path version`, where the version may end in `/go.mod`. */
export function sumKey(m: Version): string {
  return `${m.path} ${m.version}`;
}

/** The same for the sum of the go.mod file alone. */
export function modSumKey(m: Version): string {
  return `${m.path} ${m.version}/go.mod`;
}

interface Status {
  used: boolean;
  dirty: boolean;
}

/** The h1: sum of an empty go.mod file, which go.sum files once had by a mistake of the go command. */
const emptyGoMod = 'h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=';

const mismatch = `

SECURITY ERROR
This download does NOT match an earlier download recorded in go.sum.
The bits may have been replaced on the origin server, or an attacker may
have intercepted the download attempt.

For more information, see 'go help module-auth'.
`;

const unknownHash = `

SECURITY WARNING
This download is listed in go.sum, but using an unknown hash algorithm.
The download cannot be verified.

For more information, see 'go help module-auth'.

`;

/** The go.sum file of a command. Keys are those of `sumKey` and `modSumKey`. */
export class GoSum {
  /** '' where there is no main module: then nothing is known and nothing is kept. */
  readonly file: string;
  private readonly host: Host;
  private readonly others: readonly string[];
  private readonly lenient: boolean;
  private sums: Map<string, string[]> | null = null;
  private workspace = new Map<string, Map<string, string[]>>();
  private readonly status = new Map<string, Status>();
  private overwrite = false;

  /** `others` are the go.sum files of a workspace's modules; `lenient` (mod tidy) passes over malformed lines. */
  constructor(host: Host, file: string, others: readonly string[] = [], lenient = false) {
    this.host = host;
    this.file = file;
    this.others = others;
    this.lenient = lenient;
  }

  private load(): Map<string, string[]> {
    if (this.sums !== null) return this.sums;
    for (const file of this.others) this.workspace.set(file, this.read(file));
    return (this.sums = this.file === '' ? new Map<string, string[]>() : this.read(this.file));
  }

  private read(file: string): Map<string, string[]> {
    const text = readText(this.host, file);
    if (text instanceof IOError) {
      if (text.notExist) return new Map();
      throw new ConfigError(String(text));
    }
    return this.parse(file, text);
  }

  private parse(file: string, text: string): Map<string, string[]> {
    const out = new Map<string, string[]>();
    let number = 0;
    for (const line of text.split('\n')) {
      number++;
      const words = line.split(/\s+/).filter(w => w !== '');
      if (words.length === 0) continue;
      if (words.length !== 3) {
        if (this.lenient) continue;
        throw new FatalError(`malformed go.sum:\n${file}:${number}: wrong number of fields ${words.length}`);
      }
      if (words[2] === emptyGoMod) continue;
      push(out, `${words[0]} ${words[1]}`, words[2]!);
    }
    return out;
  }

  private statusOf(key: string, sum: string): Status {
    const id = `${key} ${sum}`;
    let st = this.status.get(id);
    if (st === undefined) this.status.set(id, (st = { used: false, dirty: false }));
    return st;
  }

  /** All maps that count, go.sum's own last. */
  private maps(): Map<string, string[]>[] {
    const own = this.load();
    return [...this.workspace.values(), own];
  }

  /** There is a sum for the key that was there when the command began. */
  has(key: string): boolean {
    if (this.file === '') return false;
    return this.maps().some(m =>
      (m.get(key) ?? []).some(h => h.startsWith('h1:') && !(this.status.get(`${key} ${h}`)?.dirty ?? false)),
    );
  }

  /** That sum; '' for none, and where files disagree. */
  recorded(key: string): string {
    let found = '';
    if (this.file === '') return found;
    for (const m of this.maps()) {
      for (const h of m.get(key) ?? []) {
        if (!h.startsWith('h1:') || this.status.get(`${key} ${h}`)?.dirty === true) continue;
        if (found !== '' && found !== h) return '';
        found = h;
      }
    }
    return found;
  }

  /** The sum is already known to be right. It counts as used. One that contradicts go.sum ends the command. */
  matches(key: string, sum: string): boolean {
    if (this.file === '') return false;
    const known = this.isKnown(key, sum);
    this.statusOf(key, sum).used = true;
    return known;
  }

  private isKnown(key: string, sum: string): boolean {
    const own = this.load();
    const at = key.replace(' ', '@');
    const contradict = (file: string, h: string) => {
      throw new FatalError(
        `verifying ${at}: checksum mismatch\n\tdownloaded: ${sum}\n\t${file}:     ${h}${mismatch.replace(/\n$/, '')}`,
      );
    };
    for (const h of own.get(key) ?? []) {
      if (h === sum) return true;
      if (h.startsWith('h1:')) contradict(this.file.endsWith('go.work.sum') ? 'go.work.sum' : 'go.sum', h);
    }
    let found = false;
    for (const [file, m] of this.workspace) {
      for (const h of m.get(key) ?? []) {
        if (h === sum) found = true;
        else if (h.startsWith('h1:')) contradict(file, h);
      }
    }
    return found;
  }

  /** Takes in a sum that has been verified. */
  add(key: string, sum: string): void {
    if (this.file === '') return;
    this.insert(key, sum);
    this.statusOf(key, sum).dirty = true;
  }

  private insert(key: string, sum: string): void {
    if (this.isKnown(key, sum)) return;
    const own = this.load();
    const have = own.get(key) ?? [];
    if (have.length > 0) {
      const at = key.replace(' ', '@');
      this.host.stderr.write(
        `warning: verifying ${at}: unknown hashes in go.sum: ${have.join(', ')}; adding ${sum}${unknownHash}`,
      );
    }
    push(own, key, sum);
  }

  /** Forgets what is not in `keep`: the next write drops it. */
  trim(keep: ReadonlySet<string>): void {
    for (const [key, sums] of this.load()) {
      if (keep.has(key)) continue;
      for (const h of sums) this.status.set(`${key} ${h}`, { used: false, dirty: true });
      this.overwrite = true;
    }
  }

  /** The file as it is and as it would be written. */
  tidied(keep: ReadonlySet<string>): { readonly before: string; readonly after: string } {
    const text = readText(this.host, this.file);
    if (text instanceof IOError && !text.notExist) throw new ConfigError(`reading go.sum: ${text}`);
    const before = text instanceof IOError ? '' : text;
    return { before, after: this.format(before, keep) };
  }

  private format(before: string, keep: ReadonlySet<string>): string {
    this.load();
    if (!this.overwrite) {
      // Another command may have added to the file since it was read.
      this.sums = this.parse(this.file, before);
      for (const [id, st] of this.status) {
        const cut = id.lastIndexOf(' ');
        const key = id.slice(0, cut);
        if (st.used && !this.inWorkspace(key)) this.insert(key, id.slice(cut + 1));
      }
    }
    const lines: string[] = [];
    for (const key of [...this.load().keys()].sort(compareKeys)) {
      const sums = [...new Set(this.load().get(key))].sort();
      for (const h of sums) {
        const st = this.status.get(`${key} ${h}`) ?? { used: false, dirty: false };
        if ((!st.dirty || (st.used && keep.has(key))) && !this.inWorkspace(key)) lines.push(`${key} ${h}\n`);
      }
    }
    return lines.join('');
  }

  private inWorkspace(key: string): boolean {
    for (const m of this.workspace.values()) if (m.has(key)) return true;
    return false;
  }

  /** Writing would change the file. */
  isDirty(keep: ReadonlySet<string>): boolean {
    if (this.file === '' || this.sums === null) return false;
    for (const [key, sums] of this.sums) {
      for (const h of sums) {
        const st = this.status.get(`${key} ${h}`);
        if (st !== undefined && st.dirty && (!st.used || keep.has(key))) return true;
      }
    }
    return false;
  }

  /** Writes what has changed: of the new sums, those in `keep`. `readonly` refuses to. */
  write(keep: ReadonlySet<string>, readonly: boolean): void {
    if (!this.isDirty(keep)) return;
    if (readonly) throw new ConfigError('updates to go.sum needed, disabled by -mod=readonly');
    if (isOverlaid(this.host, this.file))
      throw new ConfigError('updates to go.sum needed, but go.sum is part of the overlay specified with -overlay');
    const { after } = this.tidied(keep);
    const failed = this.host.writeFile(this.file, encodeUtf8(after));
    if (failed !== null) throw new ConfigError(`updating go.sum: ${failed}`);
    this.status.clear();
    this.overwrite = false;
  }
}

function push(m: Map<string, string[]>, key: string, value: string): void {
  const list = m.get(key);
  if (list === undefined) m.set(key, [value]);
  else list.push(value);
}

/** By path, then by version; go.mod's own sum comes after the module's. */
function compareKeys(a: string, b: string): number {
  const [pathA, versionA] = a.split(' ') as [string, string];
  const [pathB, versionB] = b.split(' ') as [string, string];
  if (pathA !== pathB) return pathA < pathB ? -1 : 1;
  const [va, fileA] = cut(versionA);
  const [vb, fileB] = cut(versionB);
  return va === vb ? (fileA < fileB ? -1 : fileA > fileB ? 1 : 0) : semver.compare(va, vb);
}

function cut(version: string): [string, string] {
  const slash = version.indexOf('/');
  return slash < 0 ? [version, ''] : [version.slice(0, slash), version.slice(slash)];
}
