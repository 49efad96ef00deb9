// The checksum database: a lookup gives a record of the log with the sums of a module version, and the log's signed head.
// The head must continue every head seen before (its tiles show the old tree inside the new one), and the record must be
// in the tree. Only then do its lines count. What has been checked is kept as the go command keeps it: answers and tiles
// in the module cache under sumdb/, the latest head in GOPATH/pkg/sumdb.

import { toHex } from '../../../base/hex.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { IOError, type Host } from '../../../host/host.ts';
import * as path from '../../../host/path.ts';
import type { Config } from '../../config.ts';
import { FatalError } from '../../config-error.ts';
import { escapePath } from '../module.ts';
import { base64, equalBytes } from './bytes.ts';
import { FetchError } from './errors.ts';
import { openNote, parseVerifier, type Verifier } from './note.ts';
import * as tlog from './tlog.ts';
import { joinUrl } from './url.ts';
import type { Web } from './web.ts';

/** Databases that are known by name. */
const knownKeys = new Map([['sum.golang.org', 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8']]);

const maxAnswer = 16 << 20;

/** A signed head of the log. */
interface Head {
  readonly tree: tlog.Tree;
  /** The note it came in; '' for the empty tree that all begin with. */
  readonly note: string;
}

/** The address to ask; given by the fetcher, which knows the proxies. */
export type FindBase = (name: string) => Promise<string>;

/** One checksum database. */
export class SumDatabase {
  readonly name: string;
  private readonly host: Host;
  private readonly web: Web;
  private readonly verifier: Verifier;
  private readonly cache: string;
  private readonly headFile: string;
  private readonly findBase: () => Promise<string>;
  private base: Promise<string> | null = null;
  private latest: Head;
  private ready: Promise<void> | null = null;
  private readonly records = new Map<string, Promise<string>>();
  private readonly tiles = new Map<string, Promise<Uint8Array>>();
  /** Tiles that were held to a tree, by tree and name; trees by their notes; the tiles along a tree's right edge. */
  private readonly checked = new Map<string, Promise<Uint8Array>>();
  private readonly heads = new Map<string, tlog.Tree>();
  private readonly edges = new Map<string, Promise<ReadonlyMap<string, Uint8Array>>>();
  /** Notes of trees that the latest one begins with, and so every later one, which is shown to begin with it. */
  private readonly beginnings = new Set<string>();

  constructor(host: Host, config: Config, web: Web, verifier: Verifier, findBase: () => Promise<string>) {
    this.host = host;
    this.web = web;
    this.verifier = verifier;
    this.name = verifier.name;
    this.findBase = findBase;
    this.cache = path.join(config.modcache, 'cache/download/sumdb', verifier.name);
    const first = config.gopath.split(host.os === 'windows' ? ';' : ':', 1)[0]!;
    this.headFile = path.join(first, 'pkg/sumdb', verifier.name, 'latest');
    this.latest = { tree: { size: 0, hash: tlog.foldTree(host, []) }, note: '' };
  }

  /** The lines of go.sum that the database has for a module version (which may end in /go.mod). */
  async lookup(modPath: string, version: string): Promise<string[]> {
    try {
      this.ready ??= this.init();
      await this.ready;
      const escaped = `${escapePath(modPath)}@${escapePath(version.replace(/\/go\.mod$/, ''))}`;
      let record = this.records.get(escaped);
      if (record === undefined) this.records.set(escaped, (record = this.record(`lookup/${escaped}`)));
      const prefix = `${modPath} ${version} `;
      return (await record).split('\n').filter(line => line.startsWith(prefix));
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      throw new FetchError(`${modPath}@${version}: ${err.message}`, err.notExist);
    }
  }

  private async init(): Promise<void> {
    try {
      await this.mergeHead(this.readHead());
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      throw new FetchError(`initializing sumdb.Client: ${err.message}`, err.notExist);
    }
  }

  private async record(name: string): Promise<string> {
    const cached = this.readCache(name);
    const data = decodeUtf8(cached ?? (await this.read(name)));
    const m = /^(-?\d+)\n((?:[^\n]+\n)+)\n([^]*)$/.exec(data);
    // eslint-disable-next-line no-control-regex -- a record is plain text
    if (m === null || /[\u0000-\u0009\u000b-\u001f\ufffd]/.test(m[2]!)) throw new FetchError('malformed record data');
    await this.mergeHead(m[3]!);
    await this.checkRecord(Number(m[1]), m[2]!);
    if (cached === null) this.writeCache(name, encodeUtf8(data));
    return m[2]!;
  }

  private async checkRecord(id: number, text: string): Promise<void> {
    const { tree } = this.latest;
    if (id >= tree.size || id < 0) {
      throw new FetchError(`cannot validate record ${id} in tree of size ${tree.size}`);
    }
    const have = await this.hashIn(tree, { level: 0, index: id });
    if (!equalBytes(have, tlog.recordHash(this.host, encodeUtf8(text)))) {
      throw new FetchError('cannot authenticate record data in server response');
    }
  }

  /** Takes in a head that a server or the disk gave: it must agree with the one we have. */
  private async mergeHead(note: string): Promise<void> {
    if (!(await this.mergeInMemory(note))) return;
    // What is on disk may have moved on since it was read.
    for (;;) {
      const onDisk = this.readHead();
      if (!(await this.mergeInMemory(onDisk)) && this.headOf(onDisk) >= this.latest.tree.size) return;
      if (this.readHead() !== onDisk) continue;
      const failed = this.host.makeDirs(path.dirname(this.headFile));
      const wrote = failed ?? this.host.writeFile(this.headFile, encodeUtf8(this.latest.note));
      if (wrote !== null) throw new FetchError(String(wrote));
      return;
    }
  }

  private headOf(note: string): number {
    return note === '' ? 0 : this.openHead(note).size;
  }

  /** The tree of a signed note. Answers carry the same notes again and again; a signature is verified once. */
  private openHead(note: string): tlog.Tree {
    const known = this.heads.get(note);
    if (known !== undefined) return known;
    const opened = openNote(this.verifier, note);
    if (opened.error !== '') throw new FetchError(`reading tree note: ${opened.error}\nnote:\n${note}`);
    const tree = tlog.parseTree(opened.text);
    if (tree === null) throw new FetchError(`reading tree: malformed tree note\ntree:\n${opened.text}`);
    this.heads.set(note, tree);
    return tree;
  }

  /** Whether the head is newer than what we had; then it is ours now. */
  private async mergeInMemory(note: string): Promise<boolean> {
    if (note === '') return false;
    const head: Head = { tree: this.openHead(note), note };
    for (;;) {
      const before = this.latest;
      if (head.tree.size <= before.tree.size) {
        if (this.beginnings.has(note)) return false;
        await this.checkHeads(head, before);
        this.beginnings.add(note);
        return false;
      }
      await this.checkHeads(before, head);
      if (this.latest !== before) continue; // another lookup was faster
      this.latest = head;
      return true;
    }
  }

  /** The older tree is the beginning of the newer one. */
  private async checkHeads(older: Head, newer: Head): Promise<void> {
    const { size } = older.tree;
    const hashes: Uint8Array[] = [];
    try {
      for (const t of tlog.subtrees(size)) hashes.push(await this.hashIn(newer.tree, t));
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      const which = size === newer.tree.size ? '' : ` against tree#${newer.tree.size}`;
      throw new FetchError(`checking tree#${size}${which}: ${err.message}`, err.notExist);
    }
    const hash = tlog.foldTree(this.host, hashes);
    if (equalBytes(hash, older.tree.hash)) return;
    const indent = (text: string) => text.replaceAll('\n', '\n\t');
    throw new FatalError(
      'SECURITY ERROR\ngo.sum database server misbehavior detected!\n\n' +
        `old database:\n\t${indent(older.note)}\nnew database:\n\t${indent(newer.note)}\n` +
        `proof of misbehavior:\n\t${base64(hash)}` +
        hashes.map(h => `\n\t${base64(h)}`).join(''),
    );
  }

  /** The hash of a subtree, from tiles that are shown to belong to the tree. */
  private async hashIn(tree: tlog.Tree, t: tlog.Subtree): Promise<Uint8Array> {
    const tile = tlog.tileOf(t, tree.size);
    const data = await this.checkedTile(tree, tile);
    const hash = tlog.hashInTile(tile, data, t);
    if (hash === null) throw new FetchError('downloaded inconsistent tile');
    return hash;
  }

  /** A tile that belongs to the tree. Each is held to the tree once: most records share the tiles above them. */
  private checkedTile(tree: tlog.Tree, tile: tlog.Tile): Promise<Uint8Array> {
    const key = `${tree.size} ${toHex(tree.hash)} ${tlog.tilePath(tile)}`;
    let checked = this.checked.get(key);
    if (checked === undefined) this.checked.set(key, (checked = this.checkTile(tree, tile)));
    return checked;
  }

  private async checkTile(tree: tlog.Tree, tile: tlog.Tile): Promise<Uint8Array> {
    const key = `${tree.size} ${toHex(tree.hash)}`;
    let edge = this.edges.get(key);
    if (edge === undefined) this.edges.set(key, (edge = this.checkEdge(tree)));
    const onEdge = (await edge).get(tlog.tilePath(tile));
    if (onEdge !== undefined) return onEdge;

    const data = await this.tile(tile);
    const parent = tlog.parentTile(tile, tree.size);
    if (parent === null) throw new FetchError('downloaded inconsistent tile');
    const above = await this.checkedTile(tree, parent);
    const top = { level: (tile.tier + 1) * tlog.tileHeight, index: tile.index };
    const want = tlog.hashInTile(parent, above, top);
    const have = tlog.hashInTile(tile, data, top);
    if (want === null || have === null || !equalBytes(want, have)) throw new FetchError('downloaded inconsistent tile');
    this.keep(tile, data);
    return data;
  }

  /** The tiles along the right edge, which add up to the tree's hash; every other one has its hash in the tile above it. */
  private async checkEdge(tree: tlog.Tree): Promise<ReadonlyMap<string, Uint8Array>> {
    const parts = tlog.subtrees(tree.size);
    const edge = parts.map(t => tlog.tileOf(t, tree.size));
    const datas = await Promise.all(edge.map(t => this.tile(t)));
    const hashes: Uint8Array[] = [];
    for (let i = 0; i < parts.length; i++) {
      const h = tlog.hashInTile(edge[i]!, datas[i]!, parts[i]!);
      if (h !== null) hashes.push(h);
    }
    if (hashes.length !== parts.length || !equalBytes(tlog.foldTree(this.host, hashes), tree.hash)) {
      throw new FetchError('downloaded inconsistent tile');
    }
    edge.forEach((t, i) => this.keep(t, datas[i]!));
    return new Map(edge.map((t, i) => [tlog.tilePath(t), datas[i]!]));
  }

  private tile(tile: tlog.Tile): Promise<Uint8Array> {
    const name = tlog.tilePath(tile);
    let data = this.tiles.get(name);
    if (data === undefined) this.tiles.set(name, (data = this.readTile(tile)));
    return data;
  }

  private async readTile(tile: tlog.Tile): Promise<Uint8Array> {
    const name = tlog.tilePath(tile);
    const full = tlog.tilePath({ ...tile, width: 2 ** tlog.tileHeight });
    const size = tile.width * tlog.hashSize;
    const cached = this.readCache(name) ?? this.readCache(full);
    let data = cached;
    if (data === null) {
      try {
        data = await this.read(name);
      } catch (err) {
        if (!(err instanceof FetchError) || name === full) throw err;
        try {
          data = await this.read(full);
        } catch {
          throw err; // the first answer tells more
        }
      }
    }
    if (data.length < size) throw new FetchError('downloaded inconsistent tile');
    return data.subarray(0, size);
  }

  private keep(tile: tlog.Tile, data: Uint8Array): void {
    const name = tlog.tilePath(tile);
    if (this.host.stat(path.join(this.cache, name)) instanceof IOError) this.writeCache(name, data);
  }

  private async read(name: string): Promise<Uint8Array> {
    this.base ??= this.findBase();
    return this.web.get(joinUrl(await this.base, name), maxAnswer);
  }

  private readHead(): string {
    const data = this.host.readFile(this.headFile);
    if (data instanceof IOError) {
      if (data.notExist) return '';
      throw new FetchError(String(data));
    }
    return decodeUtf8(data);
  }

  private readCache(name: string): Uint8Array | null {
    const data = this.host.readFile(path.join(this.cache, name));
    return data instanceof IOError || data.length === 0 ? null : data;
  }

  private writeCache(name: string, data: Uint8Array): void {
    const file = path.join(this.cache, name);
    if (this.host.makeDirs(path.dirname(file)) === null) this.host.writeFile(file, data);
  }
}

/** The verifier and the address that $GOSUMDB names; the address is '' where the proxies are to be asked. */
export function parseGosumdb(host: Host, setting: string): { verifier: Verifier; base: string } {
  if (setting === 'off') throw new FetchError('checksum database disabled by GOSUMDB=off');
  const words = (setting === 'sum.golang.google.cn' ? 'sum.golang.org https://sum.golang.google.cn' : setting)
    .split(/\s+/)
    .filter(w => w !== '');
  if (words.length === 0) throw new FetchError('missing GOSUMDB');
  if (words.length > 2) throw new FetchError('invalid GOSUMDB: too many fields');
  const verifier = parseVerifier(host, knownKeys.get(words[0]!) ?? words[0]!);
  if (typeof verifier === 'string') throw new FetchError(`invalid GOSUMDB: ${verifier}`);
  if (!/^[^/?#@\s]+(?:\/[^?#\s]*[^/?#\s])?$/.test(verifier.name)) {
    throw new FetchError(`invalid sumdb name (must be host[/path]): ${verifier.name}`);
  }
  return { verifier, base: words[1] ?? '' };
}
