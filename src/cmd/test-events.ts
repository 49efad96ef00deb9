// `test -json`: the output of a test binary as events, one JSON object a line, as Go's test2json has them. Lines that the
// testing package frames (`=== RUN`, `--- PASS`) say which test the lines after them belong to.

import { decodeUtf8 } from '../base/utf8.ts';

/** Marks, at the start of a line, that the testing package itself wrote it. */
const marker = 0x16;
/** Longer lines are taken in pieces: they frame nothing. */
const longestFrame = 4096;
/** The longest output of one event. */
const longestOutput = 1024;

const newline = 10;
const tab = 9;

const updates = ['RUN   ', 'PAUSE ', 'CONT  ', 'NAME  ', 'PASS  ', 'FAIL  ', 'SKIP  ', 'ATTR  ', 'ARTIFACTS '].map(
  u => `=== ${u}`,
);
const verdicts = ['PASS', 'FAIL', 'SKIP', 'BENCH'].map(v => `--- ${v}: `);

interface Event {
  Action: string;
  Test?: string;
  Elapsed?: number;
  Output?: string;
  FailedBuild?: string;
  Key?: string;
  Value?: string;
  Path?: string;
}

/** Cuts what is written into whole lines and, where a line is long or begins a benchmark's result, into pieces of lines. */
class LineCutter {
  private readonly held: Uint8Array;
  private size = 0;
  /** Within a line whose beginning was given away. */
  private inside = false;
  private readonly line: (bytes: Uint8Array) => void;
  private readonly piece: (bytes: Uint8Array) => void;

  constructor(limit: number, line: (bytes: Uint8Array) => void, piece: (bytes: Uint8Array) => void) {
    this.held = new Uint8Array(limit);
    this.line = line;
    this.piece = piece;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const n = Math.min(bytes.length - at, this.held.length - this.size);
      this.held.set(bytes.subarray(at, at + n), this.size);
      this.size += n;
      at += n;
      this.cut();
    }
  }

  private cut(): void {
    const { held, size } = this;
    let from = 0;
    for (let end = lineEnd(held, from, size); end >= 0; end = lineEnd(held, from, size)) {
      const whole = held.slice(from, end);
      if (this.inside) this.piece(whole);
      else this.line(whole);
      this.inside = false;
      from = end;
    }
    if (!this.inside) {
      const at = held.subarray(0, size).indexOf(tab, from);
      if (at >= 0 && isBenchmark(decodeUtf8(held, from, at).trimEnd())) {
        // The name of a benchmark is shown while it runs; the rest of its line comes later.
        this.piece(held.slice(from, at + 1));
        this.inside = true;
        from = at + 1;
      }
    }
    if (from === 0 && size === held.length) {
      from = wholeRunes(held, size);
      this.piece(held.slice(0, from));
      this.inside = true;
    }
    held.copyWithin(0, from, size);
    this.size = size - from;
  }

  /** Gives away what is held of an unfinished line. */
  flush(): void {
    if (this.size === 0) return;
    const rest = this.held.slice(0, this.size);
    this.size = 0;
    this.piece(rest);
  }
}

/** The end of the line that starts at `from`: after a newline, or before a marker inside it; -1 for none yet. */
function lineEnd(bytes: Uint8Array, from: number, size: number): number {
  for (let i = from; i < size; i++) {
    if (bytes[i] === newline) return i + 1;
    if (bytes[i] === marker && i > from) return i;
  }
  return -1;
}

function isBenchmark(name: string): boolean {
  return /^Benchmark(?!\p{Ll})/u.test(name);
}

/** How many of the bytes are whole characters: one that is cut off at the end is left for the next piece. */
function wholeRunes(bytes: Uint8Array, size: number): number {
  for (let i = 1; i < 4 && i <= size; i++) {
    const b = bytes[size - i]!;
    if ((b & 0xc0) === 0x80) continue;
    const length = b >= 0xf0 && b < 0xf8 ? 4 : b >= 0xe0 && b < 0xf0 ? 3 : b >= 0xc0 && b < 0xe0 ? 2 : 1;
    return length > i ? size - i : size;
  }
  return size;
}

/** The events of one test binary. */
export class TestEvents {
  /** The package that could not be built, where that is why the test fails. */
  failedBuild = '';
  private readonly write: (line: string) => void;
  private readonly pkg: string;
  private readonly now: () => number;
  private readonly start: number;
  private readonly input: LineCutter;
  private readonly output: LineCutter;
  private test = '';
  /** Verdicts of tests whose subtests' lines may still come, the outermost first. */
  private verdicts: Event[] = [];
  private result = '';
  /** The binary marks its frames: what looks like one without a mark is a test's own output. */
  private marked = false;

  /** `now` gives milliseconds since 1970; `write` gets whole lines. */
  constructor(write: (line: string) => void, pkg: string, now: () => number) {
    this.write = write;
    this.pkg = pkg;
    this.now = now;
    this.start = now();
    const emit = (bytes: Uint8Array) => this.emit({ Action: 'output', Output: decodeUtf8(bytes) });
    this.output = new LineCutter(longestOutput, emit, emit);
    this.input = new LineCutter(
      longestFrame,
      line => this.takeLine(line),
      piece => this.output.write(piece),
    );
    this.emit({ Action: 'start' });
  }

  /** Takes output of the binary, or of the command about it. */
  take(bytes: Uint8Array): void {
    this.input.write(bytes);
  }

  /** The binary has ended. */
  end(failed: boolean): void {
    this.input.flush();
    this.output.flush();
    if (failed) this.result = 'fail';
    else if (this.result !== 'skip') this.result = 'pass';
    const last: Event = { Action: this.result, Elapsed: Math.round(this.now() - this.start) / 1000 };
    if (failed && this.failedBuild !== '') last.FailedBuild = this.failedBuild;
    this.emit(last);
  }

  private takeLine(bytes: Uint8Array): void {
    const isMarked = bytes[0] === marker;
    if (this.marked && !isMarked) {
      this.output.write(bytes);
      return;
    }
    if (isMarked) this.output.flush();
    let raw = isMarked ? bytes.subarray(1) : bytes;
    let text = decodeUtf8(raw);
    let bare = text.replace(/\r?\n$/, '');
    if (bare === '=== NAME') {
      // Somebody took the spaces at the end away.
      bare = '=== NAME  ';
      text = `${bare}\n`;
      raw = Uint8Array.from(text, c => c.charCodeAt(0));
    }
    if (bare === 'PASS' || bare === 'FAIL' || bare.startsWith('FAIL\t')) {
      this.closeVerdicts(0);
      this.marked = isMarked;
      this.output.write(raw);
      this.result = bare === 'PASS' ? 'pass' : 'fail';
      return;
    }
    if (bare.startsWith('?   \t') && bare.endsWith('\t[no test files]') && this.verdicts.length === 0)
      this.result = 'skip';
    if (updates.some(u => text.startsWith(u))) {
      this.update(text, raw, isMarked);
      return;
    }
    const indent = Math.floor(/^ */.exec(text)![0].length / 4); // matches the empty string too
    const framed = text.slice(4 * indent);
    if (verdicts.some(v => framed.startsWith(v)) && indent <= this.verdicts.length) {
      this.verdict(framed, indent, raw, isMarked);
      return;
    }
    const isVerdict = verdicts.some(v => framed.startsWith(v)); // of a test that is not known
    if (!isVerdict && indent > 0 && indent <= this.verdicts.length) this.test = this.verdicts[indent - 1]!.Test!;
    this.output.write(raw);
  }

  /** `--- PASS: Name (0.01s)`: kept until the lines of the test have come. */
  private verdict(line: string, indent: number, raw: Uint8Array, isMarked: boolean): void {
    const { action, rest } = frame(line);
    const event: Event = { Action: action };
    const open = rest.indexOf(' (');
    if (open >= 0 && rest.endsWith('s)')) {
      const seconds = Number(rest.slice(open + 2, -2));
      if (!Number.isNaN(seconds)) event.Elapsed = seconds;
    }
    this.marked = isMarked;
    this.closeVerdicts(indent);
    this.test = open >= 0 ? rest.slice(0, open) : rest;
    event.Test = this.test;
    this.verdicts.push(event);
    this.output.write(raw);
  }

  /** `=== RUN   Name`. */
  private update(line: string, raw: Uint8Array, isMarked: boolean): void {
    const { action, rest } = frame(line);
    const event: Event = { Action: action };
    let name = rest;
    if (action === 'artifacts') [name, event.Path] = cutAt(rest);
    else if (action === 'attr') {
      const [test, pair] = cutAt(rest);
      name = test;
      [event.Key, event.Value] = cutAt(pair);
    }
    this.marked = isMarked;
    this.closeVerdicts(0);
    this.test = name;
    if (action === 'name') return; // says whose the next lines are, and nothing else
    if (action === 'pause') this.output.write(raw); // or it would seem to write after it was paused
    this.emit(event);
    if (action !== 'pause') this.output.write(raw);
  }

  private closeVerdicts(depth: number): void {
    this.test = '';
    while (this.verdicts.length > depth) this.emit(this.verdicts.pop()!);
  }

  private emit(e: Event): void {
    const test = e.Test ?? this.test;
    const all = {
      Time: new Date(this.now()).toISOString(),
      Action: e.Action,
      ...(this.pkg === '' ? {} : { Package: this.pkg }),
      ...(test === '' ? {} : { Test: test }),
      ...(e.Elapsed === undefined ? {} : { Elapsed: e.Elapsed }),
      ...(e.Output === undefined ? {} : { Output: e.Output }),
      ...(e.FailedBuild ? { FailedBuild: e.FailedBuild } : {}),
      ...(e.Key ? { Key: e.Key } : {}),
      ...(e.Value ? { Value: e.Value } : {}),
      ...(e.Path ? { Path: e.Path } : {}),
    };
    this.write(`${goJson(all)}\n`);
  }
}

/** The word of a frame and what stands after it. */
function frame(line: string): { readonly action: string; readonly rest: string } {
  const [word, rest] = cutAt(line.slice('=== '.length));
  return { action: word.replace(/:$/, '').toLowerCase(), rest: rest.trim() };
}

function cutAt(text: string): [string, string] {
  const at = text.indexOf(' ');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** JSON as Go writes it: fit to stand in HTML. */
export function goJson(value: object): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
