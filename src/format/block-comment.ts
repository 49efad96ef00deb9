// The lines of a general comment, moved so that they keep their shape when the comment is indented anew: a heuristic,
// go/printer's. Comments of one line, the most, are returned as they are.

const newline = 0x0a;

/**
 * The lines of the comment bytes[start, end) without the white space that its lines have in common. `indent` tells that
 * the comment starts in the first column but will be indented.
 */
export function stripCommonPrefix(bytes: Uint8Array, start: number, end: number, indent: boolean): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let from = start;
  for (let i = start; i < end; i++) {
    if (bytes[i] !== newline) continue;
    lines.push(bytes.subarray(from, i));
    from = i + 1;
  }
  lines.push(bytes.subarray(from, end));
  if (lines.length === 1) return lines;
  // As if it had been indented before, so that formatting again changes nothing.
  if (indent) for (let i = 1; i < lines.length; i++) lines[i] = concat(threeBlanks, lines[i]!);

  const first = lines[0]!;
  const final = lines.at(-1)!;
  let prefix: Uint8Array | null = null;
  for (let i = 1; i < lines.length - 1; i++) {
    const line = lines[i]!;
    if (isBlank(line)) lines[i] = empty;
    else prefix = commonPrefix(prefix ?? line, line);
  }
  prefix ??= commonPrefix(final, final);

  const star = prefix.indexOf(0x2a);
  if (star >= 0) {
    // A line of stars, which stay aligned.
    prefix = prefix.subarray(0, star > 0 && prefix[star - 1] === 0x20 ? star - 1 : star);
  } else {
    prefix = withoutTextIndent(prefix, first);
  }

  // The last line: aligned with the opening if it has only the closing, else with the text.
  const closing = indexOfClosing(final);
  if (isBlank(final.subarray(0, closing))) {
    lines[lines.length - 1] = concat(prefix, star >= 0 ? blankClosing : plainClosing);
  } else {
    prefix = commonPrefix(prefix, final);
  }
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.length > 0) lines[i] = line.subarray(prefix.length);
  }
  return lines;
}

/** The prefix less what sets the text off from the `/*` in the first line. */
function withoutTextIndent(prefix: Uint8Array, first: Uint8Array): Uint8Array {
  if (isBlank(first.subarray(2))) {
    // No text in the first line: up to three blanks or a tab set the text off.
    let n = prefix.length;
    for (let blanks = 0; blanks < 3 && n > 0 && prefix[n - 1] === 0x20; blanks++) n--;
    if (n === prefix.length && n > 0 && prefix[n - 1] === 0x09) n--;
    return prefix.subarray(0, n);
  }
  let n = 2;
  while (n < first.length && first[n]! <= 0x20) n++;
  // A tab makes up for the `/*`; else two blanks are what lines up with it.
  const offset = Uint8Array.from(first.subarray(n > 2 && first[2] === 0x09 ? 2 : 0, n));
  if (offset.length === n) offset.fill(0x20, 0, 2);
  return endsWith(prefix, offset) ? prefix.subarray(0, prefix.length - offset.length) : prefix;
}

const empty = new Uint8Array(0);
const threeBlanks = Uint8Array.of(0x20, 0x20, 0x20);
const plainClosing = Uint8Array.of(0x2a, 0x2f);
const blankClosing = Uint8Array.of(0x20, 0x2a, 0x2f);

function isBlank(line: Uint8Array): boolean {
  for (let i = 0; i < line.length; i++) if (line[i]! > 0x20) return false;
  return true;
}

/** What two lines have in common of white space and stars at their start. */
function commonPrefix(a: Uint8Array, b: Uint8Array): Uint8Array {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i] && (a[i]! <= 0x20 || a[i] === 0x2a)) i++;
  return a.subarray(0, i);
}

function indexOfClosing(line: Uint8Array): number {
  for (let i = 0; i + 1 < line.length; i++) if (line[i] === 0x2a && line[i + 1] === 0x2f) return i;
  return line.length;
}

function endsWith(line: Uint8Array, suffix: Uint8Array): boolean {
  const at = line.length - suffix.length;
  if (at < 0) return false;
  for (let i = 0; i < suffix.length; i++) if (line[at + i] !== suffix[i]) return false;
  return true;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
