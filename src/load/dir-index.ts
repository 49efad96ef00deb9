// What is known of the distribution's directories from earlier loads: the names in each, and of each file the constraint
// and the imports, whatever the target, and the hash of what it holds. A record counts while the directory and the file have the
// time and the size that they had; the rest is read again. So a load asks the system for times instead of opening thousands of
// files, and yet results are kept by what the files hold, wherever the distribution lies.
//
// The index is one file in burrow's cache. Its first line says where the line of each directory is; only the lines of
// directories that a load comes to are parsed.

import { toHex } from '../base/hex.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { MemoryKind } from '../base/process-memory.ts';
import { xxh32 } from '../base/xxh32.ts';
import { IOError, type DirEntry, type FileKind, type Host } from '../host/host.ts';
import { keepFile } from '../host/kept-file.ts';
import * as path from '../host/path.ts';
import { synopsis } from './doc-synopsis.ts';
import type { FsTrace } from './fs-trace.ts';
import type { FileConstraint, FileInfo } from './imports.ts';

/** What is known of one file. */
export interface FileRecord {
  readonly size: number;
  readonly mtime: number;
  readonly constraint: FileConstraint;
  /** Null for files that are not Go, and where no load needed it yet. */
  info: FileInfo | null;
}

/** What a file of a certain size and time holds. */
interface FileHash {
  readonly size: number;
  readonly mtime: number;
  readonly hash: string;
}

/** What is known of one directory. */
export class DirRecord {
  readonly mtime: number;
  readonly entries: DirEntry[];
  readonly files: Map<string, FileRecord>;
  readonly hashes: Map<string, FileHash>;
  /** There is something to write. */
  changed: boolean;

  constructor(mtime: number, entries: DirEntry[], before: DirRecord | null, changed: boolean) {
    this.mtime = mtime;
    this.entries = entries;
    this.files = before?.files ?? new Map<string, FileRecord>();
    this.hashes = before?.hashes ?? new Map<string, FileHash>();
    this.changed = changed;
  }
}

/** Changes with the layout of the file and with what is found out about files. */
const layout = 2;

/** A file or directory younger than this may still change without its time changing. */
const settled = 2000;

/** Records of directories by the name of the index, for later loads of the process. */
const recordMemory = new MemoryKind(() => new Map<string, Map<string, DirRecord>>());

type Lines = Record<string, readonly [offset: number, length: number]>;

/** The index of one distribution. */
export class DirIndex {
  private readonly host: Host;
  private readonly trace: FsTrace;
  /** GOROOT/src. */
  private readonly src: string;
  /** The index's own name; '' for none. */
  private readonly file: string;
  private readonly started: number;
  private readonly records = new Map<string, DirRecord>();
  /** What earlier loads of the process have read. */
  private readonly remembered: Map<string, DirRecord> | null = null;
  private data: Uint8Array | null = null;
  private lines: Lines | null = null;
  private base = 0;

  constructor(host: Host, src: string, cache: string, release: string, trace: FsTrace = null) {
    this.host = host;
    this.trace = trace;
    this.src = src;
    this.started = host.now();
    const name = encodeUtf8(`${src}\0${release}\0${layout}`);
    this.file = cache === '' ? '' : path.join(cache, 'index', xxh32(name, name.length).toString(16).padStart(8, '0'));
    if (host.memory === null || this.file === '') return;
    const all = host.memory.of(recordMemory);
    this.remembered = all.get(this.file) ?? new Map<string, DirRecord>();
    all.set(this.file, this.remembered);
  }

  /** The record of a directory, as far as it still holds; null for directories that are not the distribution's. */
  record(dir: string): DirRecord | null {
    if (this.file === '' || !path.within(this.src, dir)) return null;
    this.trace?.('openIndexPackage', dir);
    const known = this.records.get(dir);
    if (known !== undefined) return known;
    const st = this.host.stat(dir);
    if (st instanceof IOError) return null;
    let record = this.remembered?.get(dir) ?? this.stored(dir);
    if (record === null || record.mtime !== st.mtime) {
      const entries = this.host.readDir(dir);
      if (entries instanceof IOError) return null;
      record = new DirRecord(st.mtime, entries, record, true);
    }
    this.records.set(dir, record);
    this.remembered?.set(dir, record);
    return record;
  }

  /** What is known of a file and still holds. */
  fileRecord(record: DirRecord, dir: string, name: string): FileRecord | null {
    const known = record.files.get(name);
    if (known === undefined) return null;
    const st = this.host.stat(`${dir}/${name}`);
    if (!(st instanceof IOError) && st.size === known.size && st.mtime === known.mtime) return known;
    record.files.delete(name);
    record.changed = true;
    return null;
  }

  /** Keeps what was found out about a file. */
  learn(record: DirRecord, dir: string, name: string, constraint: FileConstraint, info: FileInfo | null): void {
    const st = this.host.stat(`${dir}/${name}`);
    if (
      st instanceof IOError ||
      this.started - st.mtime < settled ||
      constraint.error !== '' ||
      (info?.error ?? '') !== ''
    )
      return;
    // Of a comment only the synopsis is ever used, and a synopsis is its own synopsis.
    const short = info === null || info.doc === '' ? info : { ...info, doc: synopsis(info.doc) };
    record.files.set(name, { size: st.size, mtime: st.mtime, constraint, info: short });
    record.changed = true;
  }

  /** The hash of what a file of the distribution holds; '' where it cannot be read. */
  contentHash(file: string): string {
    const st = this.host.stat(file);
    if (st instanceof IOError) return '';
    const dir = path.dirname(file);
    const record = this.records.get(dir) ?? this.record(dir);
    const name = path.basename(file);
    const known = record?.hashes.get(name);
    if (known !== undefined && known.size === st.size && known.mtime === st.mtime) return known.hash;
    const data = this.host.readFile(file);
    if (data instanceof IOError) return '';
    const hash = toHex(this.host.sha256(data)).slice(0, 40);
    if (record !== null && this.started - st.mtime >= settled) {
      record.hashes.set(name, { size: st.size, mtime: st.mtime, hash });
      record.changed = true;
    }
    return hash;
  }

  private stored(dir: string): DirRecord | null {
    if (this.lines === null) this.open();
    const at = this.lines![dir.slice(this.src.length)]; // open sets it
    if (at === undefined) return null;
    const from = this.base + at[0];
    try {
      return parseLine(JSON.parse(decodeUtf8(this.data!, from, from + at[1])) as StoredDir); // lines come from data
    } catch {
      return null; // damaged: as if it were not there
    }
  }

  private open(): void {
    this.lines = {};
    const data = this.host.readFile(this.file);
    if (data instanceof IOError) return;
    const end = data.indexOf(10);
    if (end < 0) return;
    try {
      this.lines = JSON.parse(decodeUtf8(data, 0, end)) as Lines;
      this.data = data;
      this.base = end + 1;
    } catch {
      // damaged: it is written anew
    }
  }

  /** Writes what this load found out. Nothing is said where that fails: the next load finds it out again. */
  save(): void {
    if (![...this.records.values()].some(r => r.changed)) return;
    if (this.lines === null) this.open();
    const known = this.lines!; // open sets it
    const lines: Record<string, [number, number]> = {};
    const parts: Uint8Array[] = [];
    let offset = 0;
    const add = (rel: string, line: Uint8Array) => {
      lines[rel] = [offset, line.length];
      parts.push(line);
      offset += line.length;
    };
    for (const [rel, [at, length]] of Object.entries(known)) {
      if (this.records.get(this.src + rel)?.changed === true) continue;
      add(rel, this.data!.subarray(this.base + at, this.base + at + length));
    }
    for (const [dir, record] of this.records) {
      const { changed } = record;
      record.changed = false;
      if (!changed && lines[dir.slice(this.src.length)] !== undefined) continue;
      if (this.started - record.mtime < settled) continue;
      add(dir.slice(this.src.length), encodeUtf8(JSON.stringify(formatLine(record)) + '\n'));
    }
    const head = encodeUtf8(JSON.stringify(lines) + '\n');
    const all = new Uint8Array(head.length + offset);
    all.set(head);
    let at = head.length;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    keepFile(this.host, this.file, all);
    this.lines = lines;
    this.data = all;
    this.base = head.length;
  }
}

type StoredPos = readonly [line: number, col: number];

/** A file as the index has it; trailing members that are empty are left out. */
type StoredFile = readonly [
  name: string,
  size: number,
  mtime: number,
  goBuild: string,
  plusBuild: readonly string[],
  binaryOnly: 0 | 1,
  info?: readonly [
    packageName: string,
    doc: string,
    imports: readonly (readonly [path: string, line: number, col: number, doc: string])[],
    directives: readonly (readonly [text: string, ...StoredPos])[],
    embeds: readonly (readonly [pattern: string, ...StoredPos])[],
  ],
];

type StoredHash = readonly [name: string, size: number, mtime: number, hash: string];

type StoredDir = readonly [
  mtime: number,
  entries: readonly (string | number)[],
  files: readonly StoredFile[],
  hashes: readonly StoredHash[],
];

function formatLine(r: DirRecord): StoredDir {
  const files = [...r.files].map(([name, f]): StoredFile => {
    const { constraint: c, info } = f;
    const head = [name, f.size, f.mtime, c.goBuild, c.plusBuild, c.binaryOnly ? 1 : 0] as const;
    if (info === null) return [...head];
    return [
      ...head,
      [
        info.packageName,
        info.doc,
        info.imports.map(i => [i.path, i.pos.line, i.pos.col, i.doc] as const),
        info.directives.map(d => [d.text, d.pos.line, d.pos.col] as const),
        info.embeds.map(e => [e.pattern, e.pos.line, e.pos.col] as const),
      ],
    ];
  });
  const hashes = [...r.hashes].map(([name, h]): StoredHash => [name, h.size, h.mtime, h.hash]);
  return [r.mtime, r.entries.flatMap(e => [e.name, e.kind]), files, hashes];
}

function parseLine([mtime, names, stored, hashes]: StoredDir): DirRecord {
  const entries: DirEntry[] = [];
  for (let i = 0; i < names.length; i += 2) entries.push({ name: names[i] as string, kind: names[i + 1] as FileKind });
  const record = new DirRecord(mtime, entries, null, false);
  for (const [name, size, hashTime, hash] of hashes) record.hashes.set(name, { size, mtime: hashTime, hash });
  for (const [name, size, fileTime, goBuild, plusBuild, binaryOnly, info] of stored) {
    record.files.set(name, {
      size,
      mtime: fileTime,
      constraint: { goBuild, plusBuild, binaryOnly: binaryOnly === 1, error: '', needsAll: false },
      info:
        info === undefined
          ? null
          : {
              packageName: info[0],
              doc: info[1],
              imports: info[2].map(i => ({ path: i[0], pos: { line: i[1], col: i[2] }, doc: i[3] })),
              directives: info[3].map(d => ({ text: d[0], pos: { line: d[1], col: d[2] } })),
              embeds: info[4].map(e => ({ pattern: e[0], pos: { line: e[1], col: e[2] } })),
              error: '',
              errorPos: { line: 0, col: 0 },
              needsAll: false,
            },
    });
  }
  return record;
}
