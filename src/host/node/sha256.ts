// SHA-256 by Node's own library. Its module node:crypto loads all of Node's streams with it, a twentieth of the time that a build
// after an edit takes, for one hash. Node 20 lets the part alone be asked that hashes; later versions do not.

/** What node:crypto makes its hashes of. The last two arguments belong to its memory of algorithms: -1 stands for none known. */
interface Binding {
  readonly Hash: new (
    algorithm: string,
    length: undefined,
    known: -1,
    memory: object,
  ) => {
    update(data: Uint8Array): boolean;
    digest(encoding: 'buffer'): Uint8Array;
  };
}

let binding: Binding | null = null;

/** The part of Node that hashes; null where it is not to be had alone. */
function bindingOf20(): Binding | null {
  if (binding !== null || !process.version.startsWith('v20.')) return binding;
  const { noDeprecation = false } = process as { noDeprecation?: boolean };
  const own = process as unknown as { noDeprecation: boolean; binding(name: string): unknown };
  own.noDeprecation = true;
  binding = own.binding('crypto') as Binding;
  own.noDeprecation = noDeprecation;
  return binding;
}

/** The 32 bytes of the hash. */
export function sha256(data: Uint8Array): Uint8Array {
  const own = bindingOf20();
  if (own === null) {
    return new Uint8Array(process.getBuiltinModule('node:crypto').createHash('sha256').update(data).digest());
  }
  const hash = new own.Hash('sha256', undefined, -1, {});
  hash.update(data);
  return new Uint8Array(hash.digest('buffer'));
}
