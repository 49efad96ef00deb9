// Signed notes: a text, an empty line, and lines with signatures by named keys. The checksum database's tree is one.

import { toHex } from '../../../base/hex.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { Host } from '../../../host/host.ts';
import { fromBase64 } from './bytes.ts';
import { verifyEd25519 } from './ed25519.ts';

/** Who signs, as $GOSUMDB names it: `name+hash+key`. */
export interface Verifier {
  readonly name: string;
  /** The four bytes that start each of its signatures. */
  readonly hash: string;
  /** The signature is right for the bytes. */
  readonly verifies: (message: Uint8Array, signature: Uint8Array) => boolean;
}

const ed25519Algorithm = 1;

function isValidName(name: string): boolean {
  return name !== '' && !/[\s+]/u.test(name);
}

/** Reads a key; a string says what is wrong with it. */
export function parseVerifier(host: Host, text: string): Verifier | string {
  const [name, hash, ...rest] = text.split('+');
  const key = fromBase64(rest.join('+'));
  if (!/^[0-9a-fA-F]{8}$/.test(hash ?? '') || key === null || !isValidName(name!) || key.length === 0) {
    return 'malformed verifier id';
  }
  const named = encodeUtf8(name! + '\n');
  const both = new Uint8Array(named.length + key.length);
  both.set(named);
  both.set(key, named.length);
  if (toHex(host.sha256(both).subarray(0, 4)) !== hash!.toLowerCase()) return 'invalid verifier hash';
  if (key[0] !== ed25519Algorithm) return 'unknown verifier algorithm';
  if (key.length !== 33) return 'malformed verifier id';
  const own = key.slice(1);
  return {
    name: name!,
    hash: hash!.toLowerCase(),
    verifies: (message, signature) =>
      host.verifyEd25519(own, message, signature) ?? verifyEd25519(own, message, signature),
  };
}

const dash = '\u2014 '; // an em dash starts a signature

/** The text of a note that the key has signed; `error` says why there is none. */
export function openNote(verifier: Verifier, note: string): { readonly text: string; readonly error: string } {
  const fail = (error: string) => ({ text: '', error });
  const malformed = 'malformed note';
  // eslint-disable-next-line no-control-regex -- a note is plain text
  if (/[\u0000-\u0009\u000b-\u001f\ufffd]/.test(note)) return fail(malformed);
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return fail(malformed);
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  let verified = false;
  if (lines.length > 100) return fail(malformed);
  for (const line of lines) {
    const m = line.startsWith(dash) ? /^(\S+) (\S+)$/.exec(line.slice(dash.length)) : null;
    const sig = m === null ? null : fromBase64(m[2]!);
    if (m === null || sig === null || sig.length < 5 || !isValidName(m[1]!)) return fail(malformed);
    if (m[1] !== verifier.name || toHex(sig.subarray(0, 4)) !== verifier.hash || verified) continue;
    if (!verifier.verifies(encodeUtf8(text), sig.subarray(4))) {
      return fail(`invalid signature for key ${verifier.name}+${verifier.hash}`);
    }
    verified = true;
  }
  return verified ? { text, error: '' } : fail('note has no verifiable signatures');
}
