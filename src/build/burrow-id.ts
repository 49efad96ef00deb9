// Which burrow this is, for the keys of the cache: the hash of the bundle, which a change of any source changes.

import { decodeUtf8 } from '../base/utf8.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';

/** The hash of the bundle in burrow's own directory; empty where it runs from somewhere else, and nothing may be kept. */
export function burrowId(host: Host, root: string): string {
  const stamp = host.readFile(path.join(root, 'dist', 'stamp'));
  return stamp instanceof IOError ? '' : (decodeUtf8(stamp).split('\n')[1] ?? '');
}
