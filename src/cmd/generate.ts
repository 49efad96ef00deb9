// `burrow generate`: runs the commands that stand in go:generate lines of Go files.

import { quote, unquoteText } from '../base/quote.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import { File, IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import { readFileInfo } from '../load/imports.ts';
import { loadPackages } from '../load/packages.ts';
import { buildFlags, loadOptions } from './build-flags.ts';
import { command, Exit, type Context } from './command.ts';
import { endText, lookPath, programEnv } from './exec.ts';
import { string } from './flags.ts';
import { ownBin } from './own-goroot.ts';

export { generate as command };

const generate = command({
  usageLine: 'generate [-run regexp] [-n] [-v] [-x] [build flags] [file.go... | packages]',
  long: `Generate runs the commands of lines like

	//go:generate command argument...

in the Go files of packages, tests among them, file by file and from top to bottom, in the directory of the file. The line
starts with those very characters. An argument in quotes is a Go string. Such a line does nothing by itself in a build: run
generate by hand, before what it makes is needed.

	$GOARCH, $GOOS, $GOROOT	the target, the distribution
	$GOFILE, $GOLINE, $GOPACKAGE	the file's name, the line's number, the file's package
	$PWD, $DOLLAR	the directory, a dollar sign

stand for their values in arguments and are in the command's environment, as all variables are. The build tag generate is set.

	//go:generate -command name argument...

lets a name stand for several words in the rest of the file. A command that fails ends the package.

	-run regexp	only lines that match
	-skip regexp	no lines that match
	-n	print the commands and run none
	-v	print the names of files
	-x	print the commands as they run

Of the build flags those that choose packages count.
`,
  flags: { ...buildFlags, run: string(), skip: string() },
  async run(cx, flags, args) {
    const { host } = cx;
    const lines = { run: expression(flags.run), skip: expression(flags.skip), dry: flags.n, shown: flags.n || flags.x };
    const config = await cx.config();
    const options = {
      ...loadOptions(flags, config),
      tags: [...flags.tags, 'generate'],
      ignoreImports: true,
      skipEmbed: true,
    };
    const { roots } = await loadPackages(host, config, args, options);
    let status = 0;
    let said = false;
    for (const p of roots) {
      if (p.module !== null && !p.module.main) {
        if (!said) host.stderr.write('go: not generating in packages in dependency modules\n');
        said = true;
        continue;
      }
      const own = [...p.goFiles, ...p.cgoFiles, ...p.testGoFiles];
      if (p.error !== null && own.length + p.xTestGoFiles.length + p.ignoredGoFiles.length === 0) {
        host.stderr.write(`${p.error}\n`);
        status = 1;
      }
      for (const names of [own, p.xTestGoFiles]) {
        for (const name of names.map(n => path.resolve(p.dir, n)).sort()) {
          const failed = await new Generator(cx, config, name, lines).run(flags.v);
          if (failed === null) continue;
          host.stderr.write(`${failed}\n`);
          status = 1;
          break;
        }
      }
    }
    return status;
  },
});

function expression(text: string): RegExp | null {
  if (text === '') return null;
  try {
    return new RegExp(text, 'u');
  } catch (err) {
    throw new Exit(1, `generate: error parsing regexp: ${(err as Error).message}`);
  }
}

interface Lines {
  readonly run: RegExp | null;
  readonly skip: RegExp | null;
  readonly dry: boolean;
  readonly shown: boolean;
}

/** A line that cannot be followed. */
class LineError extends Error {}

/** The lines of one file. */
class Generator {
  private readonly cx: Context;
  private readonly config: Config;
  private readonly file: string;
  private readonly lines: Lines;
  private readonly shorthands = new Map<string, readonly string[]>();
  private env = new Map<string, string>();

  constructor(cx: Context, config: Config, file: string, lines: Lines) {
    this.cx = cx;
    this.config = config;
    this.file = file;
    this.lines = lines;
  }

  /** Runs the commands; gives what went wrong, null for nothing. */
  async run(verbose: boolean): Promise<string | null> {
    const { host } = this.cx;
    const data = host.readFile(this.file);
    if (data instanceof IOError) throw new Exit(1, `generate: ${data}`);
    const { packageName } = readFileInfo(data);
    if (packageName === '') return null;
    const shown = path.shortPath(host.cwd(), this.file);
    if (verbose) host.stderr.write(`${shown}\n`);
    const text = decodeUtf8(data).split('\n');
    for (const [i, line] of text.entries()) {
      if (!/^\/\/go:generate[ \t]/.test(line)) continue;
      try {
        if (i === text.length - 1) throw new LineError(`error reading ${shown}: unexpected EOF`);
        await this.directive(line.replace(/\r$/, ''), i + 1, packageName);
      } catch (err) {
        if (!(err instanceof LineError)) throw err;
        return `${shown}:${i + 1}: ${err.message}`;
      }
    }
    return null;
  }

  private async directive(line: string, number: number, packageName: string): Promise<void> {
    const { run, skip, dry, shown } = this.lines;
    if ((run !== null && !run.test(line.trim())) || skip?.test(line.trim()) === true) return;
    const { config } = this;
    const { host } = this.cx;
    const dir = path.dirname(this.file);
    this.env = new Map([
      ['GOROOT', config.goroot],
      ['GOARCH', config.goarch],
      ['GOOS', config.goos],
      ['GOFILE', path.basename(this.file)],
      ['GOLINE', String(number)],
      ['GOPACKAGE', packageName],
      ['DOLLAR', '$'],
      ['PWD', dir],
    ]);
    const words = this.split(line.slice('//go:generate '.length));
    if (words[0] === undefined) throw new LineError('no arguments to directive');
    if (words[0] === '-command') return this.shorthand(words);
    if (shown) host.stderr.write(`${words.join(' ')}\n`);
    if (dry) return;
    // `go` is this burrow, whatever is on PATH.
    const bin = ownBin(this.cx, config);
    const env = new Map([...programEnv(host, bin), ...this.env]);
    const plain = !words[0].includes('/');
    const own = path.join(bin, words[0] + config.exeSuffix);
    const file = bin !== '' && plain && isFile(host.stat(own)) ? own : lookPath(host, words[0]);
    if (file === '') {
      throw new LineError(`running ${quote(words[0])}: exec: ${quote(words[0])}: executable file not found in $PATH`);
    }
    const at = path.isAbs(file) ? file : path.resolve(dir, file);
    const done = await host.spawn(at, words.slice(1), { cwd: dir, env, argv0: words[0] });
    const why = done instanceof IOError ? String(done) : endText(done);
    if (why !== '') throw new LineError(`running ${quote(words[0])}: ${why}`);
  }

  private shorthand(words: readonly string[]): void {
    const name = words[1];
    if (name === undefined) throw new LineError('no command specified for -command');
    if (this.shorthands.has(name)) throw new LineError(`command ${quote(name)} multiply defined`);
    this.shorthands.set(name, words.slice(2));
  }

  /** The words of a line: quotes taken off, a shorthand and variables put in. */
  private split(line: string): string[] {
    const words: string[] = [];
    for (let rest = line; ;) {
      rest = rest.replace(/^[ \t]+/, '');
      if (rest === '') break;
      if (rest[0] !== '"') {
        const word = /^[^ \t]+/.exec(rest)![0]; // it starts with another character
        words.push(word);
        rest = rest.slice(word.length);
        continue;
      }
      const quoted = /^"(?:[^"\\]|\\.)*"/.exec(rest)?.[0];
      if (quoted === undefined) throw new LineError(rest.endsWith('\\') ? 'bad backslash' : 'mismatched quoted string');
      const word = unquoteText(quoted);
      if (word === null) throw new LineError('bad quoted string');
      words.push(word);
      rest = rest.slice(quoted.length);
      if (rest !== '' && !/^[ \t]/.test(rest)) throw new LineError('expect space after quoted argument');
    }
    const short = words[0] === undefined ? undefined : this.shorthands.get(words[0]);
    const whole = short === undefined ? words : [...short, ...words.slice(1)];
    return whole.map(w =>
      w.replace(/\$(?:\{([^}]*)\}|([A-Za-z_][A-Za-z_0-9]*|[*#$@!?0-9-]))/g, (_, braced?: string, bare?: string) => {
        const name = braced ?? bare ?? '';
        return this.env.get(name) ?? this.cx.host.getenv(name);
      }),
    );
  }
}

function isFile(st: ReturnType<Context['host']['stat']>): boolean {
  return !(st instanceof IOError) && st.kind === File;
}
