// A repository as the code that reads modules from it sees it.

import type { Origin } from '../fetch/origin.ts';

/** One commit. */
export interface Commit {
  readonly origin: Origin;
  /** Its full name. */
  readonly name: string;
  /** As it stands in pseudo-versions. */
  readonly short: string;
  /** The tag that was asked for, else the name. */
  readonly version: string;
  /** RFC 3339 in UTC. */
  readonly time: string;
  /** Sorted. */
  readonly tags: readonly string[];
}

/** The tags of a repository that start in one way. */
export interface Tags {
  readonly list: readonly string[];
  readonly origin: Origin;
}

/** A repository. Its failures are FetchErrors; `notExist` where there is no such commit or file. */
export interface CodeHost {
  readonly url: string;
  /** What differs from an earlier answer; '' for nothing. */
  checkReuse(old: Origin, subdir: string): Promise<string>;
  tags(prefix: string): Promise<Tags>;
  /** A tag, a branch or the start of a commit's name. */
  stat(rev: string): Promise<Commit>;
  /** The newest commit of the default branch. */
  latest(): Promise<Commit>;
  /** A file of a commit; null where there is no such file. */
  readFile(rev: string, file: string): Promise<Uint8Array | null>;
  /** A zip with the files below a directory ('' for all), in one directory of any name; null where there is none. */
  readZip(rev: string, subdir: string): Promise<Uint8Array | null>;
  /** The highest of the tags on a commit or before it that start so and that `allowed` takes; '' for none. */
  recentTag(rev: string, prefix: string, allowed: (tag: string) => Promise<boolean>): Promise<string>;
  /** The commit or one before it has the tag. */
  descendsFrom(rev: string, tag: string): Promise<boolean>;
}
