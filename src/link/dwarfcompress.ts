// Compressed debug sections: a header with the size, then a zlib stream.

import { joinZlib, zlib, type ZlibPiece } from '../base/deflate.ts';
import { compressionHeader } from './format/elf.ts';

/** The compressed form of a section, or null when it is no smaller. */
export function deflateSection(data: Uint8Array): Uint8Array | null {
  const header = compressionHeader(data.length);
  const packed = zlib(data, header.length);
  if (packed.length >= data.length) return null;
  packed.set(header);
  return packed;
}

/** The compressed form of a section of `length` bytes that consists of pieces. */
export function joinSection(pieces: readonly ZlibPiece[], length: number): Uint8Array {
  const header = compressionHeader(length);
  const packed = joinZlib(pieces, header.length);
  packed.set(header);
  return packed;
}
