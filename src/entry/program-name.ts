// What this process was started as.

import * as path from 'node:path';

/** A link to the launcher under the name `go` makes the texts speak of `go`. */
export function programName(): string {
  return path.basename(process.argv[1] ?? '').replace(/\.exe$/, '') === 'go' ? 'go' : 'burrow';
}
