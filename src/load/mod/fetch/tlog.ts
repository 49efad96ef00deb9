// The transparent log under a checksum database: a Merkle tree over all records ever added (RFC 6962's hashes). Hashes
// are served in tiles: 2**8 hashes of one level, from which the levels between can be computed. A tree of n records is
// the list of the complete subtrees that the bits of n stand for; its hash folds them from the right.

import { Sha256 } from '../../../base/sha256.ts';
import type { Host } from '../../../host/host.ts';
import { base64, fromBase64 } from './bytes.ts';

/** The size of a hash in bytes. */
export const hashSize = 32;
/** Tiles of the checksum database are 2**8 hashes wide. */
export const tileHeight = 8;

/** A tree's size and hash. */
export interface Tree {
  readonly size: number;
  readonly hash: Uint8Array;
}

/** Some hashes of one level: `width` of them from `index << tileHeight` on, at the level `tier * tileHeight`. */
export interface Tile {
  /** -1: the records themselves. */
  readonly tier: number;
  readonly index: number;
  readonly width: number;
}

/** The hash of a record. */
export function recordHash(host: Host, data: Uint8Array): Uint8Array {
  const buf = new Uint8Array(1 + data.length);
  buf.set(data, 1);
  return host.sha256(buf);
}

/** The hash of a subtree made of two. */
export function nodeHash(host: Host, left: Uint8Array, right: Uint8Array): Uint8Array {
  const buf = new Uint8Array(1 + 2 * hashSize);
  buf[0] = 1;
  buf.set(left, 1);
  buf.set(right, 1 + hashSize);
  return host.sha256(buf);
}

/** A complete subtree: the one over the records from `index * 2**level` on. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The complete subtrees that make a tree of n records, the largest first. */
export function subtrees(n: number): Subtree[] {
  const out: Subtree[] = [];
  let start = 0;
  for (let level = 52; level >= 0; level--) {
    const size = 2 ** level;
    if (start + size > n) continue;
    out.push({ level, index: start / size });
    start += size;
  }
  return out;
}

/** The hash of a tree from the hashes of its subtrees, the largest first. */
export function foldTree(host: Host, hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return host.sha256(new Uint8Array(0));
  let h = hashes[hashes.length - 1]!;
  for (let i = hashes.length - 2; i >= 0; i--) h = nodeHash(host, hashes[i]!, h);
  return h;
}

/** The tile of a tree of `size` records that holds a subtree's hash, as full as that tree has it. */
export function tileOf(t: Subtree, size: number): Tile {
  const tier = Math.floor(t.level / tileHeight);
  // the position of the subtree's first hash among those of the tile's own level
  const first = t.index * 2 ** (t.level - tier * tileHeight);
  const index = Math.floor(first / 2 ** tileHeight);
  return tileAt(tier, index, size);
}

/** The tile of that place, as full as a tree of `size` records has it. */
export function tileAt(tier: number, index: number, size: number): Tile {
  const all = Math.floor(size / 2 ** (tier * tileHeight));
  return { tier, index, width: Math.min(2 ** tileHeight, all - index * 2 ** tileHeight) };
}

/** The tile above, which has this one's hash; null where a tree of `size` records has none. */
export function parentTile(t: Tile, size: number): Tile | null {
  const parent = tileAt(t.tier + 1, Math.floor(t.index / 2 ** tileHeight), size);
  return parent.width > t.index % 2 ** tileHeight ? parent : null;
}

/** The hash of a subtree from the tile that holds it; null where the tile does not reach so far. */
export function hashInTile(tile: Tile, data: Uint8Array, t: Subtree): Uint8Array | null {
  const below = t.level - tile.tier * tileHeight;
  const first = t.index * 2 ** below - tile.index * 2 ** tileHeight;
  const count = 2 ** below;
  if (first < 0 || (first + count) * hashSize > data.length) return null;
  // Each row takes the place of the one below it. A command may hash hundreds of thousands of pairs: the system's hash
  // costs three times as much for so few bytes, most of it for the object of each.
  const row = data.slice(first * hashSize, (first + count) * hashSize);
  const hash = new Sha256();
  const pair = new Uint8Array(1 + 2 * hashSize);
  pair[0] = 1;
  for (let n = count; n > 1; n /= 2) {
    for (let i = 0; i < n / 2; i++) {
      const at = 2 * i * hashSize;
      for (let k = 0; k < 2 * hashSize; k++) pair[1 + k] = row[at + k]!;
      hash
        .reset()
        .update(pair)
        .digestInto(row, i * hashSize);
    }
  }
  return row.slice(0, hashSize);
}

/** Where a tile is on the server: `tile/8/0/x001/234`, `tile/8/0/x001/234.p/17` where it is not full. */
export function tilePath(t: Tile): string {
  const groups = [String(t.index % 1000).padStart(3, '0')];
  for (let n = Math.floor(t.index / 1000); n > 0; n = Math.floor(n / 1000)) {
    groups.unshift('x' + String(n % 1000).padStart(3, '0'));
  }
  const tier = t.tier < 0 ? 'data' : String(t.tier);
  const partial = t.width === 2 ** tileHeight ? '' : `.p/${t.width}`;
  return `tile/${tileHeight}/${tier}/${groups.join('/')}${partial}`;
}

/** The tile that a path names; null for none. */
export function parseTilePath(path: string): Tile | null {
  const m = /^tile\/8\/(data|\d+)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/.exec(path);
  if (m === null) return null;
  const tile = {
    tier: m[1] === 'data' ? -1 : Number(m[1]),
    index: Number(m[2]!.replace(/[x/]/g, '')),
    width: m[3] === undefined ? 2 ** tileHeight : Number(m[3]),
  };
  return tilePath(tile) === path ? tile : null;
}

/** The text of a tree that a database signs. */
export function formatTree(tree: Tree): string {
  return `go.sum database tree\n${tree.size}\n${base64(tree.hash)}\n`;
}

/** Reads it; null where it is malformed. */
export function parseTree(text: string): Tree | null {
  const m = /^go\.sum database tree\n(0|[1-9]\d{0,14})\n([^\n]+)\n/.exec(text);
  const hash = m === null ? null : fromBase64(m[2]!);
  if (m === null || hash === null || hash.length !== hashSize || text.length > 1e6) return null;
  return { size: Number(m[1]), hash };
}
