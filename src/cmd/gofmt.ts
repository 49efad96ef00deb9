// `burrow gofmt`: formats files, directories or standard input, with gofmt's flags, output and exit status.

import { sameBytes } from '../base/same-bytes.ts';
import { errorText } from '../format/errors.ts';
import { unifiedDiff } from '../format/diff.ts';
import type { FormatOptions, FormatResult } from '../format/format.ts';
import { formatSource } from '../format/format.ts';
import { parseRewriteRule, rewriteFile } from '../format/rewrite.ts';
import { simplify } from '../format/simplify.ts';
import type { FileInfo, Host } from '../host/host.ts';
import { Dir, IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import { command } from './command.ts';
import { bool, parseFlags, string, type FlagTable, type FlagValues } from './flags.ts';

const flags = {
  cpuprofile: string(),
  d: bool(),
  e: bool(),
  l: bool(),
  r: string(),
  s: bool(),
  w: bool(),
} satisfies FlagTable;

type Flags = FlagValues<typeof flags>;

/** What flag.PrintDefaults prints for gofmt. */
const usage = `usage: gofmt [flags] [path ...]
  -cpuprofile string
    	write cpu profile to this file
  -d	display diffs instead of rewriting files
  -e	report all errors (not just the first 10 on different lines)
  -l	list files whose formatting differs from gofmt's
  -r string
    	rewrite rule (e.g., 'a[b:len(a)] -> a[b:]')
  -s	simplify code
  -w	write result to (source) file instead of stdout
`;

export { gofmt as command };

const gofmt = command({
  usageLine: 'gofmt [flags] [path ...]',
  long: `Gofmt formats Go files: the ones that are named, those beneath the directories that are named, or standard input,
which may be a fragment of a file. It prints the result on standard output.

	-d	print differences instead of the result; the exit status is 1 if there are any
	-e	report all errors (not just the first 10 on different lines)
	-l	print the names of the files whose formatting differs
	-r rule
		apply the rewrite rule 'pattern -> replacement' before formatting
	-s	simplify code
	-w	write the result to the file
	-cpuprofile file
		accepted and ignored
`,
  flags: {},
  customFlags: true,
  run: (cx, _, args) => gofmtMain(cx.host, args),
});

/** Runs gofmt with its own command line and gives its exit status. */
export function gofmtMain(host: Host, args: readonly string[]): number {
  const parsed = parseFlags(flags, args);
  if (parsed.error !== '' || parsed.help) {
    host.stderr.write((parsed.error === '' ? '' : parsed.error + '\n') + usage);
    return parsed.help ? 0 : 2;
  }
  const rule = parsed.values.r === '' ? null : parseRewriteRule(parsed.values.r);
  if (typeof rule === 'string') {
    host.stderr.write(rule + '\n');
    return 2;
  }
  const run = new Gofmt(host, parsed.values, {
    fragmentOk: false,
    allErrors: parsed.values.e,
    rewrite: rule === null ? null : file => rewriteFile(rule, file),
    simplify: parsed.values.s ? simplify : null,
  });
  if (parsed.args.length === 0) run.stdin();
  else for (const arg of parsed.args) run.argument(arg);
  return run.status;
}

class Gofmt {
  private readonly host: Host;
  private readonly flags: Flags;
  private readonly options: FormatOptions;
  /** The exit status: that of the last thing there was to say. */
  status = 0;

  constructor(host: Host, flags: Flags, options: FormatOptions) {
    this.host = host;
    this.flags = flags;
    this.options = options;
  }

  /** Formats standard input. */
  stdin(): void {
    if (this.flags.w) {
      this.report('error: cannot use -w with standard input');
      return;
    }
    const source = this.host.readStdin();
    if (source instanceof IOError) this.report(source.toString());
    else this.format('<standard input>', source, null);
  }

  /** Formats a file, whatever its name, or the Go files beneath a directory. */
  argument(name: string): void {
    const info = this.host.lstat(this.absolute(name));
    if (info instanceof IOError) this.report(errorOf(info, name));
    else if (info.kind === Dir) this.directory(name);
    else this.file(name, info);
  }

  /** Formats a directory; false if it cannot be read, which ends the walk. */
  private directory(name: string): boolean {
    const entries = this.host.readDir(this.absolute(name));
    if (entries instanceof IOError) {
      this.report(errorOf(entries, name));
      return false;
    }
    for (const entry of entries) {
      const child = path.join(name, entry.name);
      if (entry.kind === Dir) {
        if (!this.directory(child)) return false;
      } else if (entry.name.endsWith('.go') && !entry.name.startsWith('.')) {
        const info = this.host.lstat(this.absolute(child));
        if (info instanceof IOError) {
          this.report(errorOf(info, child));
          return false;
        }
        this.file(child, info);
      }
    }
    return true;
  }

  private file(name: string, info: FileInfo): void {
    const source = this.host.readFile(this.absolute(name));
    if (source instanceof IOError) this.report(errorOf(source, name));
    else this.format(name, source, info);
  }

  /** Formats a source; standard input has no file info. */
  private format(name: string, source: Uint8Array, info: FileInfo | null): void {
    const { host, flags } = this;
    const result = this.formatted(name, source, info === null);
    if (result === null) return;
    if (result.errors.length > 0) {
      this.report(result.errors.map(errorText).join('\n'));
      return;
    }
    if (result.isFragment && this.options.rewrite !== null) {
      host.stderr.write('warning: rewrite ignored for incomplete programs\n');
    }
    if (!sameBytes(source, result.bytes)) {
      if (flags.l) host.stdout.write(name + '\n');
      if (flags.w && info !== null) {
        const failed = this.write(name, result.bytes);
        if (failed !== null) {
          this.report(failed.toString());
          return;
        }
      }
      if (flags.d) {
        host.stdout.write(unifiedDiff(name + '.orig', source, name, result.bytes));
        this.status = 1;
      }
    }
    if (!flags.l && !flags.w && !flags.d) host.stdout.write(result.bytes);
  }

  /** The result of formatting; null, with a report, for a source whose nesting is too deep for the host's stack. */
  private formatted(name: string, source: Uint8Array, fragmentOk: boolean): FormatResult | null {
    try {
      return formatSource(name, source, { ...this.options, fragmentOk });
    } catch (e) {
      if (!(e instanceof RangeError)) throw e;
      this.report(`${name}: nested too deeply for burrow`);
      return null;
    }
  }

  /** Replaces a file: the new one is written beside it and takes its name and its permissions. */
  private write(name: string, bytes: Uint8Array): IOError | null {
    const { host } = this;
    const target = host.realPath(this.absolute(name));
    if (target instanceof IOError) return target;
    const info = host.stat(target);
    if (info instanceof IOError) return info;
    // Who may not write the file may not replace it.
    const denied = host.appendFile(target, new Uint8Array(0));
    if (denied !== null) return new IOError(denied.op, name, denied.code, denied.reason);
    for (let n = Math.floor(host.now()); ; n++) {
      const fresh = `${target}.${n}`;
      const failed = host.createExclusive(fresh, bytes, info.mode);
      if (failed?.code === 'EEXIST') continue;
      const wrong = failed ?? host.chmod(fresh, info.mode) ?? host.rename(fresh, target);
      if (wrong !== null && failed === null) host.remove(fresh);
      return wrong;
    }
  }

  private absolute(name: string): string {
    return path.resolve(this.host.cwd(), name);
  }

  private report(text: string): void {
    this.host.stderr.write(text + '\n');
    this.status = 2;
  }
}

/** The error with the name that the user knows. */
function errorOf(error: IOError, name: string): string {
  return new IOError(error.op, name, error.code, error.reason).toString();
}
