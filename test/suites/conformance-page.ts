// Rows of docs/conformance.md as it stands: those of suites that take hours stay there until they run again, with a mark.

/** Behind the names of rows that are of an earlier run. */
export const earlier = ' †';

/** A row as the page has it. */
export interface KeptRow {
  /** The numbers of the table, from the size on. */
  readonly cells: string;
  readonly note: string;
  /** The lines about failures, and about what was skipped. */
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
}

/** The rows of a page by the names of their suites; none where there is no page. */
export function readPage(page: string): Map<string, KeptRow> {
  const rows = new Map<string, KeptRow>();
  const [head = '', rest = ''] = page.split('\n## Failed\n');
  const [failures = '', skips = ''] = rest.split('\n## Skipped\n');
  const blocks = failures.split('\n\n');
  for (const [, shown, cells] of head.matchAll(/^\| ([^|]+) \| (\d+ \|.*)\|$/gm)) {
    const name = shown!.endsWith(earlier) ? shown!.slice(0, -earlier.length) : shown!;
    const after = (start: string): string => {
      const line = head.split('\n').find(l => l.startsWith(start));
      return line === undefined ? '' : line.slice(start.length);
    };
    const at = blocks.findIndex(b => b.trim() === `${name}:`);
    rows.set(name, {
      cells: cells!.trim(),
      note: after(`${name}: `),
      failed: at < 0 ? [] : blocks[at + 1]!.trim().split('\n'),
      skipped: skips.split('\n').filter(l => l.startsWith(`- ${name}: `)),
    });
  }
  return rows;
}
