// Messages over a stream of bytes: a command that runs in another process, as the two processes tell each other of it
// (remote.ts is the end that does the work, entry/client.ts or the program of client/ the one that has the terminal).
//
// A frame is the length of what follows (4 bytes, little-endian), its type, and its contents: bytes of an output, or a note:
// the length of a JSON text, that text, and bytes that belong to it.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';

/** Which form messages have: it changes with anything that the native end must know. */
export const protocol = 1;

// From the end that does the work.
/** It has time, and says which process it is. */
export const Ready = 1;
export const Stdout = 2;
export const Stderr = 3;
/** A process is to be started, as `SpawnNote` says; the bytes are what it reads. */
export const Spawn = 4;
/** A signal for a process that was started. */
export const Signal = 5;
/** The command is over. */
export const Exit = 6;
/** The command cannot run there; nothing has happened yet. */
export const Decline = 7;

// From the end that has the terminal.
/** The command. */
export const Command = 16;
export const Started = 17;
/** What a process has written. */
export const Output = 18;
export const Ended = 19;

/** Which burrow listens, and what its process is. */
export interface ReadyNote {
  readonly id: string;
  readonly identity: string;
  readonly protocol: number;
}

/** A command, and all that it can see of the process it was started in. */
export interface CommandNote {
  readonly argv: readonly string[];
  readonly program: string;
  readonly executable: string;
  readonly cwd: string;
  readonly env: readonly (readonly [string, string])[];
  readonly stdout: OutputNote;
  readonly stderr: OutputNote;
}

/** What is known of an output. */
export interface OutputNote {
  readonly isTerminal: boolean;
  readonly columns: number;
}

/** SpawnOptions without what is no data; `n` is the number of the process from here on. */
export interface SpawnNote {
  readonly n: number;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string | null;
  readonly env: readonly (readonly [string, string])[] | null;
  /** The bytes of the note are what it reads. */
  readonly hasStdin: boolean;
  readonly capture: boolean;
  readonly errToOut: boolean;
  readonly outFile: string | null;
  /** What it writes is sent as it comes. */
  readonly streams: boolean;
  readonly foreground: boolean;
  readonly group: boolean;
  readonly limit: { readonly after: number; readonly signal: string; readonly grace: number } | null;
  readonly argv0: string | null;
}

export interface SignalNote {
  readonly n: number;
  readonly name: string;
}

export interface ExitNote {
  readonly status: number;
}

export interface StartedNote {
  readonly n: number;
  readonly pid: number;
}

/** The bytes are what was written. */
export interface PieceNote {
  readonly n: number;
}

/** How a process ended: the bytes are its standard output, and after `out` of them its standard error. */
export interface EndedNote {
  readonly n: number;
  /** It could not be started: the parts of an IOError. */
  readonly failure: readonly [op: string, path: string, code: string, reason: string] | null;
  readonly code: number;
  readonly signal: string;
  readonly late: boolean;
  readonly out: number;
}

const headSize = 5;
const none = new Uint8Array(0);

/** A frame with these contents. */
export function frame(type: number, contents: Uint8Array): Uint8Array {
  const out = new Uint8Array(headSize + contents.length);
  new DataView(out.buffer).setUint32(0, contents.length, true);
  out[4] = type;
  out.set(contents, headSize);
  return out;
}

/** A frame with a note and bytes that belong to it. */
export function noteFrame(type: number, note: object, bytes: Uint8Array = none): Uint8Array {
  const json = encodeUtf8(JSON.stringify(note));
  const contents = new Uint8Array(4 + json.length + bytes.length);
  new DataView(contents.buffer).setUint32(0, json.length, true);
  contents.set(json, 4);
  contents.set(bytes, 4 + json.length);
  return frame(type, contents);
}

/** The note of a frame and its bytes. The other end is burrow too: T is what it sends with this type. */
export function readNote<T>(contents: Uint8Array): { readonly note: T; readonly bytes: Uint8Array } {
  const { buffer, byteOffset, length } = contents;
  const end = 4 + new DataView(buffer, byteOffset, length).getUint32(0, true);
  return { note: JSON.parse(decodeUtf8(contents, 4, end)) as T, bytes: contents.subarray(end) };
}

/** Makes frames of pieces of a stream. */
export class FrameReader {
  private readonly take: (type: number, contents: Uint8Array) => void;
  private pieces: Uint8Array[] = [];
  private held = 0;
  /** The length of the frame that has begun, with its head; 0 where that is not known yet. */
  private wanted = 0;

  constructor(take: (type: number, contents: Uint8Array) => void) {
    this.take = take;
  }

  push(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.held += piece.length;
    while (this.held >= (this.wanted === 0 ? headSize : this.wanted)) {
      const all = this.joined();
      if (this.wanted === 0) {
        this.wanted = headSize + new DataView(all.buffer, all.byteOffset, 4).getUint32(0, true);
        continue;
      }
      const rest = all.subarray(this.wanted);
      const contents = all.subarray(headSize, this.wanted);
      this.pieces = rest.length === 0 ? [] : [rest];
      this.held = rest.length;
      this.wanted = 0;
      this.take(all[4]!, contents);
    }
  }

  private joined(): Uint8Array {
    if (this.pieces.length > 1) {
      const all = new Uint8Array(this.held);
      let at = 0;
      for (const p of this.pieces) {
        all.set(p, at);
        at += p.length;
      }
      this.pieces = [all];
    }
    return this.pieces[0]!;
  }
}
