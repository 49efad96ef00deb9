// Compressed debug sections: a header with the size, then a zlib stream.

import { zlib } from '../base/deflate.ts';
import { compressionHeader } from './format/elf.ts';

/** The compressed form of a section, or null when it is no smaller. */
export function deflateSection(data: Uint8Array): Uint8Array | null {
  const header = compressionHeader(data.length);
  const packed = zlib(data, header.length);
  if (packed.length >= data.length) return null;
  packed.set(header);
  return packed;
}
