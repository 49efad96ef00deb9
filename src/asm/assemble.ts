// The assembler as one function: the text of files to one object.

import { pathToPrefix } from '../base/path-to-prefix.ts';
import * as Attr from '../obj/attr.ts';
import { Ctxt } from '../obj/ctxt.ts';
import { FromAssembly, Obj, Std, type Sym } from '../obj/object.ts';
import { dataListing, functionListing } from '../obj/listing.ts';
import { flush } from '../obj/plist.ts';
import type { Prog } from '../obj/prog.ts';
import { progString } from '../obj/progstring.ts';
import * as SymKind from '../obj/symkind.ts';
import { Fatal, Input, type InputOptions } from './input.ts';
import type { AsmMachine } from './machine.ts';
import { Parser } from './parser.ts';
import { absFile, type SourceBase } from './source.ts';

/** Options of one assembly. */
export interface AsmOptions {
  readonly pkgPath: string;
  readonly std: boolean;
  readonly includeDirs: readonly string[];
  readonly defines: readonly string[];
  readonly shared: boolean;
  readonly dynlink: boolean;
  readonly allErrors: boolean;
  /** A name with `<>` is its file's alone, as where each file is assembled for itself; else all files share it. */
  readonly filesApart: boolean;
  /** Rewrites of recorded file names. */
  readonly trimPath: string;
  readonly cwd: string;
  readonly goroot: string;
  /** The bytes of a file, or why there are none: `open x: no such file or directory`. */
  readonly readFile: (name: string) => Uint8Array | string;
  /** Takes lines for standard error, with their newlines. */
  readonly stderr: (text: string) => void;
  /** Told of every instruction as it is parsed; null for nobody. */
  readonly trace: ((text: string) => void) | null;
  /** Told of the code and the data of an assembly without mistakes, in lines; null for nobody. */
  readonly listing: ((text: string) => void) | null;
}

/** Packages whose assembly may name the ABI of a symbol. */
const abiPackages: ReadonlySet<string> = new Set([
  'runtime',
  'reflect',
  'syscall',
  'internal/bytealg',
  'internal/chacha8rand',
  'internal/runtime/syscall/linux',
  'internal/runtime/syscall/windows',
  'internal/runtime/startlinetest',
]);

/** Whether the assembly of a package may name ABIs. */
export function allowsABI(pkgPath: string): boolean {
  return abiPackages.has(pkgPath);
}

/** The object of these files, or null after complaints. */
export function assemble(machine: AsmMachine, files: readonly string[], options: AsmOptions): Obj | null {
  const { stderr } = options;
  const prefix = pathToPrefix(options.pkgPath);
  const obj = new Obj(options.pkgPath, FromAssembly | (options.std ? Std : 0));
  const names: string[] = [];
  const lines: string[] = [];
  let failed = false;
  const code = { shared: options.shared || options.dynlink, dynlink: options.dynlink, isAsm: true };
  const cx = new Ctxt(
    obj,
    machine,
    code,
    (base, line) => (line === 0 ? '<unknown line number>' : `${names[base] ?? '?'}:${line}`),
    message => {
      failed = true;
      stderr(`asm: ${message.endsWith('\n') ? message.slice(0, -1) : message}\n`);
    },
  );
  const baseIndex = (base: SourceBase): number => {
    const index = obj.posBase(base.absName, 0);
    names[index] = base.name;
    return index;
  };
  try {
    for (const file of files) {
      if (options.filesApart) cx.nextFile();
      const parser = new Parser(cx, machine, new Input(file, inputOptions(options)), {
        pkgPrefix: prefix,
        allowABI: allowsABI(options.pkgPath),
        allErrors: options.allErrors,
        baseIndex,
        report: stderr,
        trace:
          options.trace === null ? null : (p: Prog, line: number) => options.trace!(`${line} ${progString(cx, p)}\n`),
      });
      if (!parser.parse()) {
        stderr(`asm: assembly of ${file} failed\n`);
        return null;
      }
      flush(cx, parser.first, prefix, options.listing === null ? null : f => functionListing(cx, f, false, lines));
    }
  } catch (e) {
    if (!(e instanceof Fatal)) throw e;
    stderr(e.message);
    return null;
  }
  if (failed) {
    stderr('asm: assembly failed\n');
    return null;
  }
  // Data of a symbol that no GLOBL defines is dropped.
  for (const s of obj.syms) if (!cx.isDefined(s)) undefine(s);
  if (options.listing !== null) {
    dataListing(obj, lines);
    for (const line of lines) options.listing(`${line}\n`);
  }
  // What assembly names, other packages may pull by linkname.
  for (const s of obj.syms) if (s.name !== '') s.attr |= Attr.Linkname;
  return obj;
}

function undefine(s: Sym): void {
  s.kind = SymKind.Sxxx;
  s.data = s.data.subarray(0, 0);
  s.size = 0;
  s.relocs = null;
}

/** The lines that -gensymabis writes for these files, or null after complaints. */
export function symABIs(machine: AsmMachine, files: readonly string[], options: AsmOptions): string | null {
  const { stderr } = options;
  let out = '';
  const obj = new Obj(options.pkgPath, FromAssembly);
  const code = { shared: false, dynlink: false, isAsm: true };
  const cx = new Ctxt(obj, machine, code, () => '', stderr);
  try {
    for (const file of files) {
      const parser = new Parser(cx, machine, new Input(file, inputOptions(options)), {
        pkgPrefix: pathToPrefix(options.pkgPath),
        allowABI: allowsABI(options.pkgPath),
        allErrors: options.allErrors,
        baseIndex: () => 0,
        report: stderr,
        trace: null,
      });
      parser.symABIs(line => {
        out += line;
      });
      if (parser.errorCount > 0) {
        stderr(`asm: assembly of ${file} failed\n`);
        return null;
      }
    }
  } catch (e) {
    if (!(e instanceof Fatal)) throw e;
    stderr(e.message);
    return null;
  }
  return out;
}

function inputOptions(options: AsmOptions): InputOptions {
  return {
    includeDirs: options.includeDirs,
    defines: options.defines,
    readFile: options.readFile,
    absFile: name => absFile(options.cwd, name, options.trimPath, options.goroot),
    warn: options.stderr,
  };
}
