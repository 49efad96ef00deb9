// A cache that another program keeps, $GOCACHEPROG: the protocol of the go command (cmd/go/internal/cacheprog). Requests are
// JSON, one a line, the body of an entry after its request as a JSON string in base64; answers are JSON lines. An entry that the
// program has is a file whose name it gives.

import { fromHex } from '../base/hex.ts';
import { IOError, type Conversation, type Host } from '../host/host.ts';
import { base64 } from '../load/zip.ts';

/** What the program answers; all else that it may say is not asked for. */
interface Answer {
  readonly ID?: number;
  readonly Err?: string;
  readonly KnownCommands?: readonly string[];
  readonly Miss?: boolean;
  readonly DiskPath?: string;
}

/** A program that keeps results. */
export class CacheProgram {
  private readonly host: Host;
  private readonly talk: Conversation;
  private readonly commands: readonly string[];
  private last = 0;

  private constructor(host: Host, talk: Conversation, commands: readonly string[]) {
    this.host = host;
    this.talk = talk;
    this.commands = commands;
  }

  /** Starts the program; a text says why it is none. */
  static start(host: Host, argv: readonly string[]): CacheProgram | string {
    const talk = host.converse(argv);
    if (talk instanceof IOError) return `error starting GOCACHEPROG program ${argv[0]}: ${talk}`;
    const hello = answerOf(talk.listen());
    if (hello === null || hello.KnownCommands === undefined || hello.KnownCommands.length === 0) {
      talk.end();
      return 'GOCACHEPROG failed to declare any known commands';
    }
    return new CacheProgram(host, talk, hello.KnownCommands);
  }

  /** The entry under a key in hexadecimal; null where there is none. */
  get(key: string): Uint8Array | null {
    const answer = this.request('get', { ActionID: base64(fromHex(key)) }, '');
    if (answer === null || answer.Miss === true || !answer.DiskPath) return null;
    const data = this.host.readFile(answer.DiskPath);
    return data instanceof IOError ? null : data;
  }

  /** Has an entry kept. */
  put(key: string, entry: Uint8Array): void {
    const ids = { ActionID: base64(fromHex(key)), OutputID: base64(this.host.sha256(entry)) };
    this.request('put', { ...ids, BodySize: entry.length }, entry.length === 0 ? '' : `"${base64(entry)}"\n`);
  }

  /** Lets the program end. */
  close(): void {
    this.request('close', {}, '');
    this.talk.end();
  }

  private request(command: string, rest: Readonly<Record<string, unknown>>, body: string): Answer | null {
    if (!this.commands.includes(command)) return null;
    const id = ++this.last;
    let line = this.talk.ask(`${JSON.stringify({ ID: id, Command: command, ...rest })}\n${body}`);
    // One request at a time is under way: what answers another one is none of ours.
    for (; line !== null; line = this.talk.listen()) {
      const answer = answerOf(line);
      if (answer !== null && answer.ID === id) return answer.Err ? null : answer;
    }
    return null;
  }
}

function answerOf(line: string | null): Answer | null {
  if (line === null) return null;
  try {
    return JSON.parse(line) as Answer;
  } catch {
    return null;
  }
}
