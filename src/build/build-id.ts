// Build IDs of programs: what tools and the cache know them by. They are hashes of the program itself.

import { sha256 } from '../base/sha256.ts';
import { encodeUtf8, latin1 } from '../base/utf8.ts';
import type { Host } from '../host/host.ts';
import { base64 } from '../load/zip.ts';

/** The build ID stands in the first pages of a program. */
export const idPlace = 8192;

/** 120 bits of a hash, as build IDs show them. */
export function shortHash(hash: Uint8Array): string {
  return base64(hash.subarray(0, 15)).replaceAll('+', '-').replaceAll('/', '_');
}

/** The bytes of a GNU build ID. */
const gnuSize = 20;

/** The GNU build ID that goes with a build ID; null where that is empty. */
export function gnuBuildID(buildID: string): Uint8Array | null {
  if (buildID === '') return null;
  const hash = sha256(encodeUtf8(buildID)).slice(0, gnuSize);
  hash[0]! ^= 0xff; // as gc does, to keep its hashes apart from plain ones
  return hash;
}

/**
 * Puts the build ID into a program in place of the one that it was linked with: hashes of the program itself, so that the same
 * program has the same one wherever it is made. `note`: the GNU build ID follows it.
 */
export function sealBuildID(host: Host, image: Uint8Array, linked: string, note: boolean): string {
  const ids = placesOf(image, encodeUtf8(linked));
  const notes = note ? placesOf(image, gnuBuildID(linked)!) : []; // it is not empty
  const id = idOfContent(host, image, linked.length, ids, notes);
  for (const at of ids) image.set(encodeUtf8(id), at);
  for (const at of notes) image.set(gnuBuildID(id)!, at); // it is not empty
  return id;
}

/** Whether a program has the build ID that `sealBuildID` gave it: burrow linked it, and nobody has changed it since. */
export function isSealed(host: Host, image: Uint8Array): boolean {
  const start = latin1(image, 0, Math.min(image.length, idPlace));
  const id = /Go\0\0([\w-]{20}(?:\/[\w-]{20}){3})\0/.exec(start)?.[1];
  if (id === undefined) return false;
  const copy = image.slice();
  return idOfContent(host, copy, id.length, placesOf(copy, encodeUtf8(id)), placesOf(copy, gnuBuildID(id)!)) === id;
}

/** The build ID of a program; clears the places where it stands. */
function idOfContent(
  host: Host,
  image: Uint8Array,
  length: number,
  ids: readonly number[],
  notes: readonly number[],
): string {
  for (const at of ids) image.fill(0, at, at + length);
  for (const at of notes) image.fill(0, at, at + gnuSize);
  const content = shortHash(host.sha256(image));
  const part = (what: string) => shortHash(sha256(encodeUtf8(`${what} ${content}`)));
  return `${part('link')}/${part('main')}/${part('package')}/${content}`;
}

/** Where a program names itself: in its notes, nowhere else. */
function placesOf(program: Uint8Array, what: Uint8Array): number[] {
  const image = program.subarray(0, idPlace);
  const places: number[] = [];
  for (let at = find(image, what, 0); at >= 0; at = find(image, what, at + what.length)) places.push(at);
  return places;
}

function find(data: Uint8Array, what: Uint8Array, from: number): number {
  for (let at = data.indexOf(what[0]!, from); at >= 0; at = data.indexOf(what[0]!, at + 1)) {
    let i = 1;
    while (i < what.length && data[at + i] === what[i]) i++;
    if (i === what.length) return at;
  }
  return -1;
}
