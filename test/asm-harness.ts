// What the assembler's suites share: assembling one file with the instructions at hand, and printing them as gc's tests do.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { newAsmMachine } from '../src/arch/amd64/asm.ts';
import { type AsmOptions } from '../src/asm/assemble.ts';
import { pathToPrefix } from '../src/base/path-to-prefix.ts';
import { Fatal, Input } from '../src/asm/input.ts';
import type { AsmMachine } from '../src/asm/machine.ts';
import { Parser } from '../src/asm/parser.ts';
import { Ctxt } from '../src/obj/ctxt.ts';
import { Obj } from '../src/obj/object.ts';
import { flush } from '../src/obj/plist.ts';
import type { Prog } from '../src/obj/prog.ts';
import { progString } from '../src/obj/progstring.ts';
import type { AsmPackage } from './asm-std.ts';
import { goroot } from './goroot.ts';

/** One machine for all suites of a process: it keeps the decoded rows. */
export const machine: AsmMachine = newAsmMachine();

/** What came of a file. */
export interface Assembled {
  readonly obj: Obj;
  readonly cx: Ctxt;
  /** The instructions as they were parsed, in order. */
  readonly progs: readonly Prog[];
  /** Each as it was printed when parsed. */
  readonly printed: readonly string[];
  /** Complaints, each with its newline. */
  readonly errors: readonly string[];
}

/** Reads a file as the assembler's options want it. */
export function readFile(name: string): Uint8Array | string {
  try {
    return fs.readFileSync(name);
  } catch {
    return `open ${name}: no such file or directory`;
  }
}

/** Assembles one file under the name `shown`, going on after parse errors as gc's own tests do. */
export function assembleFile(
  file: string,
  shown: string,
  options: { dynlink?: boolean; pkgPath?: string; includeDirs?: readonly string[]; source?: Uint8Array } = {},
): Assembled {
  const pkgPath = options.pkgPath ?? '';
  const prefix = pkgPath === '' ? '' : pathToPrefix(pkgPath);
  const obj = new Obj(pkgPath, 0);
  const errors: string[] = [];
  const progs: Prog[] = [];
  const printed: string[] = [];
  const dynlink = options.dynlink ?? false;
  const cx = new Ctxt(
    obj,
    machine,
    { shared: false, dynlink, isAsm: true },
    (_base, line) => `${shown}:${line}`,
    message => errors.push(message.endsWith('\n') ? message : `${message}\n`),
  );
  try {
    const input = new Input(file, {
      includeDirs: options.includeDirs ?? [],
      defines: [],
      readFile: name => (name === file ? (options.source ?? readFile(name)) : readFile(name)),
      absFile: name => name,
      warn: message => errors.push(message),
    });
    const parser = new Parser(cx, machine, input, {
      pkgPrefix: prefix,
      allowABI: true,
      allErrors: true,
      baseIndex: base => obj.posBase(base.absName, 0),
      report: message => errors.push(message.replace(file, shown)),
      trace: p => {
        progs.push(p);
        printed.push(progString(cx, p));
      },
    });
    if (parser.parse()) flush(cx, parser.first, prefix);
  } catch (e) {
    if (!(e instanceof Fatal)) throw e;
    errors.push(e.message);
  }
  return { obj, cx, progs, printed, errors };
}

/** burrow's options for what asmFlags says. */
export function asmOptions(p: AsmPackage, extra: readonly string[], stderr: (text: string) => void): AsmOptions {
  return {
    pkgPath: p.path,
    std: p.std,
    includeDirs: [p.headerDir, path.join(goroot!, 'pkg/include')],
    defines: ['GOOS_linux', 'GOARCH_amd64', 'GOAMD64_v1', ...(extra[0] === '-D' ? extra.slice(1) : [])],
    shared: extra.includes('-shared'),
    dynlink: extra.includes('-dynlink'),
    filesApart: false,
    allErrors: false,
    trimPath: '',
    cwd: p.dir,
    goroot: goroot!,
    readFile: name => readFile(path.resolve(p.dir, name)),
    stderr,
    trace: null,
    listing: null,
  };
}
