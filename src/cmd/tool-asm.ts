// `burrow tool asm`: gc's assembler flags around the assembler. Files are read here; the assembler itself sees bytes.

import { assemble, allowsABI, symABIs, type AsmOptions } from '../asm/assemble.ts';
import type { AsmMachine } from '../asm/machine.ts';
import { joinBytes } from '../base/bytewriter.ts';
import { encodeUtf8, decodeUtf8 } from '../base/utf8.ts';
import { File, IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { writeWhole } from '../host/write-whole.ts';
import { objectLine, UnlinkablePkg } from '../obj/goobj.ts';
import { writeGoObj } from '../obj/goobj-write.ts';
import { writeObj } from '../obj/objfile.ts';
import { levelText } from '../target/archlevel.ts';
import { command } from './command.ts';
import { bool, FlagError, custom, optional, parseFlags, repeated, string, type FlagTable } from './flags.ts';

/** What the command must be told of its surroundings. */
export interface AsmEnv {
  /** The machine to assemble for; null where burrow has none for $GOARCH. */
  readonly machine: AsmMachine | null;
  readonly goos: string;
  readonly goarch: string;
  /** The setting of the machine's own variable: `GOAMD64=v1`; '' where it has none. */
  readonly archLevel: string;
  /** The version of Go: `go1.26.8`. */
  readonly version: string;
  /** The experiments that are on. */
  readonly experiments: readonly string[];
  /** $GOROOT as it is set; '' where it is not. */
  readonly goroot: string;
}

const count = custom(0, (word, old) => (word === 'true' ? old + 1 : word === 'false' ? 0 : Number(word)), true);

const flags = {
  D: repeated(),
  I: repeated(),
  S: count,
  V: custom('', word => word, true),
  d: custom('', checkDebug),
  debug: bool(),
  dynlink: bool(),
  e: bool(),
  form: custom('gc', checkForm),
  gensymabis: bool(),
  linkshared: bool(),
  o: string(),
  p: optional(),
  shared: bool(),
  spectre: string(),
  trimpath: string(),
  v: bool(),
} satisfies FlagTable;

/** The debugging settings that have an effect elsewhere are refused; those that mean nothing on this machine are read. */
function checkDebug(word: string): string | FlagError {
  for (const setting of word.split(',')) {
    const name = setting.split('=', 1)[0]!;
    if (name === '' || name === 'compressinstructions') continue;
    if (name === 'maymorestack' || name === 'pctab') return new FlagError(`-d=${name} is not supported by burrow`);
    return new FlagError(`unknown debug key -d ${name}`);
  }
  return word;
}

/** The form of the object: gc's, or burrow's own, which the link reads without translating it. */
function checkForm(word: string): string | FlagError {
  return word === 'gc' || word === 'burrow' ? word : new FlagError(`unknown form ${word}`);
}

const usage = 'usage: asm [options] file.s ...\n';

export { asm as command };

const asm = command({
  usageLine: 'tool asm [options] file.s ...',
  long: `Asm assembles the files, which make up the assembly of one package, into an object, which is one of Go's.
It has the flags of Go's assembler, and -form:

	-D name[=value]	define a macro; may be given many times
	-I directory	look there for #include; may be given many times
	-debug	print the instructions as they are parsed
	-dynlink	global data may be in another shared library
	-e	report all errors, not only the first ten
	-form form	gc, or burrow for an object in burrow's own form
	-gensymabis	write what the files define and name, and do not assemble
	-o file	write to this file
	-S	print the code and the data
	-p path	the import path of the package
	-shared	for a shared library
	-trimpath rewrites	rewrite the names of source files
`,
  flags: {},
  customFlags: true,
  async run(cx, _, args) {
    const { host } = cx;
    const config = await cx.config();
    return asmMain(host, args, {
      machine: await cx.machines.asm(config.goarch),
      goos: config.goos,
      goarch: config.goarch,
      archLevel: levelText(config.level),
      version: config.release,
      experiments: config.experiments,
      goroot: host.getenv('GOROOT'),
    });
  },
});

/** Runs the assembler with gc's arguments and gives the exit status. */
export function asmMain(host: Host, args: readonly string[], env: AsmEnv): number {
  const err = (text: string): void => host.stderr.write(text);
  const expanded = expandArgs(host, args);
  if (typeof expanded === 'string') {
    err(expanded);
    return 1;
  }
  const parsed = parseFlags(flags, expanded);
  if (parsed.error !== '' || parsed.help) {
    if (parsed.error !== '') err(`${parsed.error}\n`);
    err(usage);
    return 2;
  }
  const { values, args: files } = parsed;
  if (values.V !== '') {
    host.stdout.write(`asm version ${env.version} burrow\n`);
    return 0;
  }
  if (files.length === 0) {
    err(usage);
    return 2;
  }
  let out = values.o;
  if (out === '') {
    if (files.length !== 1) {
      err(usage);
      return 2;
    }
    out = `${path.basename(files[0]!).replace(/\.s$/, '')}.o`;
  }
  if (env.goos !== 'linux') {
    err(`asm: GOOS=${env.goos} is not supported by burrow\n`);
    return 1;
  }
  if (env.machine === null) {
    err(`asm: GOARCH=${env.goarch} is not supported by burrow\n`);
    return 1;
  }
  if (values.spectre !== '' && values.spectre !== 'index') {
    const known = values.spectre === 'all' || values.spectre === 'ret';
    err(
      known
        ? `asm: -spectre=${values.spectre} is not supported by burrow\n`
        : `asm: unknown setting -spectre=${values.spectre}\n`,
    );
    return 2;
  }

  const pkgPath = values.p ?? UnlinkablePkg;
  const experiments = allowsABI(pkgPath) ? env.experiments.map(e => `GOEXPERIMENT_${e}`) : [];
  const cwd = host.cwd();
  const options: AsmOptions = {
    pkgPath,
    std: false,
    includeDirs: values.I,
    defines: [...values.D, ...experiments],
    shared: values.shared,
    dynlink: values.dynlink,
    filesApart: false,
    allErrors: values.e,
    trimPath: values.trimpath,
    cwd,
    goroot: env.goroot,
    readFile: name => {
      const data = host.readFile(path.resolve(cwd, name));
      return data instanceof IOError ? `open ${name}: ${data.reason}` : data;
    },
    stderr: err,
    trace: values.debug ? text => host.stdout.write(text) : null,
    listing: values.S > 0 ? text => host.stdout.write(text) : null,
  };
  let bytes: Uint8Array | null = null;
  if (values.gensymabis) {
    const text = symABIs(env.machine, files, options);
    if (text !== null) bytes = encodeUtf8(text);
  } else {
    const obj = assemble(env.machine, files, options);
    if (obj !== null) {
      const shared = values.shared || values.dynlink;
      const { pcQuantum } = env.machine;
      const dwarf5 = env.experiments.includes('dwarf5');
      const facts = { fingerprint: '', imports: [], shared, pcQuantum, dwarf5 };
      const object = values.form === 'gc' ? writeGoObj(obj, facts) : writeObj(obj);
      bytes = joinBytes([encodeUtf8(headerLine(env)), object]);
    }
  }
  const file = path.resolve(cwd, out);
  if (bytes === null) {
    const old = host.lstat(file);
    if (!(old instanceof IOError) && old.kind === File) host.remove(file); // not a device
    return 1;
  }
  const failed = writeWhole(host, file, bytes);
  if (failed === null) return 0;
  err(`asm: ${failed}\n`);
  return 1;
}

/** What stands before an object. */
function headerLine(env: AsmEnv): string {
  return `${objectLine(env.goos, env.goarch, env.version, env.archLevel, env.experiments)}\n!\n`;
}

/** Arguments of the form @file stand for the lines of that file, in which \\ and \n are escapes. */
function expandArgs(host: Host, args: readonly string[]): string[] | string {
  const out: string[] = [];
  for (const arg of args) {
    if (!arg.startsWith('@')) {
      out.push(arg);
      continue;
    }
    const data = host.readFile(path.resolve(host.cwd(), arg.slice(1)));
    if (data instanceof IOError) return `asm: open ${arg.slice(1)}: ${data.reason}\n`;
    for (const line of decodeUtf8(data).replaceAll('\r', '').trim().split('\n'))
      out.push(line.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c)));
  }
  return out;
}
