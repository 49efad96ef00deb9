// Memory for bytes that are many, or stay for long: texts, objects, packs, images.
//
// V8 marks its whole heap again whenever 64 MB of array buffers have come since it last did, whatever room the heap itself has
// (`Heap::ReportExternalMemoryPressure`): a large program was marked twenty times for bytes that point nowhere. Buffers that
// threads may share count for nothing there.

const isShared = typeof SharedArrayBuffer !== 'undefined';

/** A buffer of so many bytes, all zero. */
export function longBuffer(length: number): ArrayBufferLike {
  return isShared ? new SharedArrayBuffer(length) : new ArrayBuffer(length);
}

/** A shared buffer costs more to make than it spares where it is shorter. */
const minLong = 1 << 12;

/** So many bytes, all zero; few are in a buffer like any other. */
export function longBytes(length: number): Uint8Array {
  return length < minLong ? new Uint8Array(length) : new Uint8Array(longBuffer(length));
}

const chunkSize = 1 << 18;
/** What is longer has a buffer of its own. */
const maxInChunk = 1 << 14;

/** Gives parts of larger buffers, which last as long as any of their parts. */
export class BytePool {
  private chunk: Uint8Array = longBytes(0);
  private used = 0;

  /** So many bytes, all zero, at a multiple of eight. */
  take(length: number): Uint8Array {
    if (length > maxInChunk) return longBytes(length);
    let { used } = this;
    if (used + length > this.chunk.length) {
      this.chunk = longBytes(chunkSize);
      used = 0;
    }
    this.used = (used + length + 7) & ~7;
    return this.chunk.subarray(used, used + length);
  }

  copy(bytes: Uint8Array): Uint8Array {
    const out = this.take(bytes.length);
    out.set(bytes);
    return out;
  }
}
