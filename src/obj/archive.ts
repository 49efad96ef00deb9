// Archives as gc writes them: `ar` files, of which only names and contents count.

import { joinBytes } from '../base/bytewriter.ts';
import { encodeUtf8 } from '../base/utf8.ts';

/** One member of an archive to be. */
export interface NewMember {
  /** At most 16 bytes. */
  readonly name: string;
  readonly data: Uint8Array;
}

const magic = encodeUtf8('!<arch>\n');

/** The bytes of an archive. Equal members give equal bytes. */
export function writeArchive(members: readonly NewMember[]): Uint8Array {
  return joinBytes([magic, ...members.map(memberBytes)]);
}

/** An archive with more members. */
export function withMembers(archive: Uint8Array, members: readonly NewMember[]): Uint8Array {
  return joinBytes([archive, ...members.map(memberBytes)]);
}

function memberBytes({ name, data }: NewMember): Uint8Array {
  const owner = '0'.padEnd(12) + '0'.padEnd(6) + '0'.padEnd(6);
  const header = encodeUtf8(`${name.padEnd(16)}${owner}${'644'.padEnd(8)}${String(data.length).padEnd(10)}\`\n`);
  // Members begin at even offsets.
  return joinBytes([header, data, data.length % 2 === 1 ? encodeUtf8('\n') : new Uint8Array(0)]);
}
