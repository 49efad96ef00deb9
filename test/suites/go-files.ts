// The Go files of a tree.

import * as fs from 'node:fs';
import * as path from 'node:path';

/** Every .go file under the paths that exist, sorted. */
export function goFiles(paths: readonly string[]): string[] {
  const files: string[] = [];
  for (const p of paths) {
    if (!fs.existsSync(p)) continue;
    if (!fs.statSync(p).isDirectory()) {
      files.push(p);
      continue;
    }
    for (const e of fs.readdirSync(p, { recursive: true, withFileTypes: true })) {
      if (e.isFile() && e.name.endsWith('.go')) files.push(path.join(e.parentPath, e.name));
    }
  }
  return files.sort();
}
