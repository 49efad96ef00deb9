// What the `//go:` directives of a file mean, and the errors of those that mean nothing or are not allowed. gc makes these
// checks in two steps: `readDirectives` while parsing, without knowing types; `checkDirectives` after a check without errors,
// when it is known what each directive stands before and what linknames refer to.

import type { Pos } from '../base/pos.ts';
import { pathToPrefix } from '../base/path-to-prefix.ts';
import { byteStringText, quote, unquote } from '../base/quote.ts';
import { isSpace } from '../base/unicode.ts';
import type { Reporter } from '../diag/reporter.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { Decl, File, FuncDecl, Node, VarDecl } from '../syntax/nodes.ts';
import type { Directive, Pragma } from '../syntax/pragma.ts';
import { walk } from '../syntax/walk.ts';
import { hasBody } from './decl.ts';
import type { Checker } from './checker.ts';
import * as Kind from './basickind.ts';
import type { Obj, Var } from './object.ts';
import * as ObjKind from './objkind.ts';
import * as PragmaFlag from './pragmaflag.ts';
import * as TypeKind from './typekind.ts';
import type { Type } from './type.ts';
import { typeString } from './typestring.ts';
import { asNamed, under } from './under.ts';
import { langVersion } from './version.ts';

/** What of the build the meaning of directives depends on. */
export interface DirectiveOptions {
  readonly pkgPath: string;
  /** gc's -std: the package is of the standard library. */
  readonly std: boolean;
  /** gc's -+: a package of the runtime. */
  readonly runtime: boolean;
  /** gc's -complete: no assembly or C completes the package, so every function must have a body. */
  readonly complete: boolean;
  readonly goos: string;
  readonly goarch: string;
  readonly fieldTrack: boolean;
  /** As -lang has it. */
  readonly goVersion: string;
  /** The files of each go:embed pattern, where they are known. */
  readonly embed?: ReadonlyMap<string, readonly string[]>;
}

/** `//go:linkname local remote`; without a remote name it is the local one with the package's path. */
export interface Linkname {
  readonly pos: Pos;
  readonly local: string;
  readonly remote: string;
}

/** `//go:embed patterns`. */
export interface Embed {
  readonly pos: Pos;
  readonly patterns: readonly string[];
}

/** What the directives before one declaration say. */
export class Pragmas {
  /** Bits of pragmaflag.ts. */
  flags = 0;
  readonly marks: { readonly flag: number; readonly pos: Pos }[] = [];
  readonly embeds: Embed[] = [];
  wasmImport: { readonly pos: Pos; readonly module: string; readonly name: string } | null = null;
  wasmExport: { readonly pos: Pos; readonly name: string } | null = null;
}

/** What the directives of a file say to the package as a whole. */
export class FileDirectives {
  readonly linknames: Linkname[] = [];
  /** The fields of `//go:cgo_` directives, the first without `go:`. */
  readonly cgo: string[][] = [];
}

const allowedInStd: ReadonlySet<string> = new Set([
  'go:cgo_export_static',
  'go:cgo_export_dynamic',
  'go:cgo_import_static',
  'go:cgo_import_dynamic',
  'go:cgo_ldflag',
  'go:cgo_dynamic_linker',
  'go:embed',
  'go:fix',
  'go:generate',
]);

/** Reads all directives of a file and reports those that are wrong by themselves, or stand before nothing. */
export function readDirectives(
  file: File,
  filename: string,
  options: DirectiveOptions,
  reporter: Reporter,
): FileDirectives {
  const into = new FileDirectives();
  const reader = new Reader(options, isCgoGenerated(filename), reporter, into);
  const ignored = new Pragmas();
  for (const d of file.directives) reader.read(d, ignored);
  if (file.unusedDirectives.length > 0) {
    const unused = pragmasOf(file.unusedDirectives, options);
    for (const m of unused.marks) if (m.flag !== 0) reader.error(m.pos, 'misplaced compiler directive');
    for (const e of unused.embeds) reader.error(e.pos, 'misplaced go:embed directive');
    if (unused.wasmImport !== null) reader.error(unused.wasmImport.pos, 'misplaced go:wasmimport directive');
    if (unused.wasmExport !== null) reader.error(unused.wasmExport.pos, 'misplaced go:wasmexport directive');
  }
  return into;
}

/** What the directives before a declaration say; errors in them were reported by `readDirectives`. */
export function pragmasOf(pragma: Pragma | null, options: DirectiveOptions): Pragmas {
  const into = new Pragmas();
  if (pragma === null) return into;
  const reader = new Reader(options, true, null, new FileDirectives());
  for (const d of pragma) reader.read(d, into);
  return into;
}

/** Files that cgo made, and only they, may use most `//go:cgo_` directives. */
function isCgoGenerated(filename: string): boolean {
  return filename.slice(filename.lastIndexOf('/') + 1).startsWith('_cgo_');
}

class Reader {
  private readonly options: DirectiveOptions;
  private readonly cgoGenerated: boolean;
  private readonly reporter: Reporter | null;
  private readonly into: FileDirectives;

  constructor(options: DirectiveOptions, cgoGenerated: boolean, reporter: Reporter | null, into: FileDirectives) {
    this.options = options;
    this.cgoGenerated = cgoGenerated;
    this.reporter = reporter;
    this.into = into;
  }

  error(pos: Pos, message: string): void {
    this.reporter?.report({ pos, code: 0, message, soft: false });
  }

  /** Adds what d says to p. */
  read(d: Directive, p: Pragmas): void {
    const { pos, text } = d;
    const { options } = this;
    if (!d.blankLine) {
      this.error(pos, 'misplaced compiler directive');
      return;
    }
    const end = text.indexOf(' ');
    const verb = end < 0 ? text : text.slice(0, end);
    if (end >= 0) {
      switch (verb) {
        case 'go:wasmimport': {
          const f = fields(text);
          if (f.length !== 3) this.error(pos, 'usage: //go:wasmimport importmodule importname');
          else if (options.goarch === 'wasm') p.wasmImport = { pos, module: f[1]!, name: f[2]! };
          return;
        }
        case 'go:wasmexport': {
          const f = fields(text);
          if (f.length !== 2) this.error(pos, 'usage: //go:wasmexport exportname');
          else if (options.goarch === 'wasm') p.wasmExport = { pos, name: f[1]! };
          return;
        }
        case 'go:linkname': {
          const f = fields(text);
          if (f.length !== 2 && f.length !== 3) {
            this.error(pos, 'usage: //go:linkname localname [linkname]');
            return;
          }
          const remote = f[2] ?? `${pathToPrefix(options.pkgPath)}.${f[1]}`;
          this.into.linknames.push({ pos, local: f[1]!, remote });
          return;
        }
      }
    }
    if (verb === 'go:embed') {
      const { patterns, error } = parseGoEmbed(text.slice('go:embed'.length));
      if (error !== '') this.error(pos, error);
      if (patterns.length === 0) this.error(pos, 'usage: //go:embed pattern...');
      else p.embeds.push({ pos, patterns });
      return;
    }
    if (text.startsWith('go:cgo_')) {
      if (text.startsWith('go:cgo_import_dynamic ')) {
        // Allowed everywhere: packages outside the standard library rely on it.
        const f = pragmaFields(text);
        if (f.length >= 4) {
          const lib = f[3]!.replace(/^"+|"+$/g, '');
          if (lib !== '' && !safeArg(lib) && !this.cgoGenerated) {
            this.error(pos, `invalid library name ${quote(lib)} in cgo_import_dynamic directive`);
          }
          this.cgo(pos, text);
          return;
        }
      }
      if (!this.cgoGenerated && !options.std) this.error(pos, `//${text} only allowed in cgo-generated code`);
      this.cgo(pos, text);
    }
    const flag = PragmaFlag.pragmaFlag(verb, options.fieldTrack);
    if (!options.runtime && (flag & PragmaFlag.runtimeOnly) !== 0) {
      this.error(pos, `//${verb} only allowed in runtime`);
    }
    if (flag === PragmaFlag.UintptrKeepAlive && !options.std) {
      this.error(pos, `//${verb} is only allowed in the standard library`);
    }
    if (flag === 0 && !allowedInStd.has(verb) && options.std) {
      this.error(pos, `//${verb} is not allowed in the standard library`);
    }
    p.flags |= flag;
    p.marks.push({ flag, pos });
  }

  /** Keeps a cgo directive that has the right arguments. */
  private cgo(pos: Pos, text: string): void {
    const f = pragmaFields(text);
    const verb = f[0]!.slice('go:'.length);
    f[0] = verb;
    const quoted = f.map(isQuoted);
    let ok: boolean;
    let usage: string;
    switch (verb) {
      case 'cgo_export_static':
      case 'cgo_export_dynamic':
        ok = (f.length === 2 || f.length === 3) && !quoted.includes(true);
        usage = `${verb} local [remote]`;
        break;
      case 'cgo_import_dynamic':
        ok = f.length >= 2 && f.length <= 4 && !quoted[1] && !quoted[2] && (f.length < 4 || quoted[3]!);
        usage = 'cgo_import_dynamic local [remote ["library"]]';
        if (ok && f.length === 4) {
          f[3] = f[3]!.slice(1, -1);
          if (this.options.goos === 'aix' && f[3] !== '' && !/^[^/]*\.a\/[^/]*(\.o|\.so\.[^/]*)$/.test(f[3])) {
            ok = false;
            usage = 'cgo_import_dynamic local [remote ["lib.a/object.o"]]';
          }
        }
        break;
      case 'cgo_import_static':
        ok = f.length === 2 && !quoted[1];
        usage = 'cgo_import_static local';
        break;
      case 'cgo_dynamic_linker':
      case 'cgo_ldflag':
        ok = f.length === 2 && quoted[1]!;
        usage = verb === 'cgo_ldflag' ? 'cgo_ldflag "arg"' : 'cgo_dynamic_linker "path"';
        if (ok) f[1] = f[1]!.slice(1, -1);
        break;
      default:
        return;
    }
    if (ok) this.into.cgo.push(f);
    else this.error(pos, `usage: //go:${usage}`);
  }
}

function fields(text: string): string[] {
  return text.split(/[\s\u0085]+/u).filter(f => f !== '');
}

/** The patterns of a go:embed directive: words, or Go strings. */
export function parseGoEmbed(args: string): { patterns: string[]; error: string } {
  const patterns: string[] = [];
  const invalid = (s: string): { patterns: string[]; error: string } => ({
    patterns: [],
    error: `invalid quoted string in //go:embed: ${s}`,
  });
  for (let rest = args.trim(); rest !== ''; rest = rest.trim()) {
    let end: number;
    if (rest[0] === '`') {
      end = rest.indexOf('`', 1);
      if (end < 0) return invalid(rest);
      patterns.push(rest.slice(1, end));
      end++;
    } else if (rest[0] === '"') {
      end = 1;
      while (end < rest.length && rest[end] !== '"') end += rest[end] === '\\' ? 2 : 1;
      if (end >= rest.length) return invalid(rest);
      end++;
      const s = unquote(rest.slice(0, end));
      if (s === null) return invalid(rest.slice(0, end));
      patterns.push(byteStringText(s));
    } else {
      end = 0;
      while (end < rest.length && !isSpace(rest.charCodeAt(end))) end++;
      patterns.push(rest.slice(0, end));
    }
    rest = rest.slice(end);
    if (rest !== '' && !isSpace(rest.charCodeAt(0))) return invalid(rest);
  }
  return { patterns, error: '' };
}

/** The words of a cgo directive; what is in quotes is one word, with them. */
function pragmaFields(text: string): string[] {
  return text.match(/"[^"]*"|[^" \t\n\r]+/g) ?? [];
}

function isQuoted(s: string): boolean {
  return s.length >= 2 && s.startsWith('"') && s.endsWith('"');
}

/** Not something that a command would take for more than a name. */
function safeArg(name: string): boolean {
  return /^[0-9A-Za-z._/\u0080-\uffff]/.test(name);
}

/** A file and what `readDirectives` made of it. */
export interface FileWithDirectives {
  readonly file: File;
  readonly directives: FileDirectives;
}

/** The second step, after a check without errors. */
export function checkDirectives(
  check: Checker,
  files: readonly FileWithDirectives[],
  options: DirectiveOptions,
  reporter: Reporter,
): void {
  const placement = new Placement(check, options, reporter);
  for (const f of files) placement.file(f.file, f.directives);
  placement.finish();
}

/** What directives stand before, for all files of a package: linknames of one count for functions of another. */
class Placement {
  private readonly check: Checker;
  private readonly options: DirectiveOptions;
  private readonly reporter: Reporter;
  private readonly linknamed = new Set<Obj>();
  private readonly funcs: { readonly decl: FuncDecl; readonly pragmas: Pragmas }[] = [];
  private readonly embedded: VarDecl[] = [];
  /** The current file imports "embed". */
  private embed = false;
  private failed = false;

  constructor(check: Checker, options: DirectiveOptions, reporter: Reporter) {
    this.check = check;
    this.options = options;
    this.reporter = reporter;
  }

  private error(pos: Pos, message: string): void {
    this.failed = true;
    this.reporter.report({ pos, code: 0, message, soft: false });
  }

  file(file: File, directives: FileDirectives): void {
    this.embed = false;
    let unsafe = false;
    this.misplaced(file.pragma, PragmaFlag.GoBuild, false);
    for (const n of file.declList) {
      if (n.kind === NodeKind.ImportDecl) {
        const path = n.path === null ? null : unquote(n.path.value);
        if (path === 'embed') this.embed = true;
        else if (path === 'unsafe') unsafe = true;
      }
      if (n.kind === NodeKind.FuncDecl) {
        this.funcs.push({ decl: n, pragmas: this.misplaced(n.pragma, PragmaFlag.functions, false) });
      } else {
        this.decl(n, false);
      }
      if (file.directives.length > 0) walk(n, m => this.local(m));
    }
    for (const l of directives.linknames) this.linkname(l, unsafe);
  }

  /** Declarations in bodies. */
  private local(n: Node): boolean {
    if (n.kind === NodeKind.DeclStmt) for (const d of n.declList) this.decl(d, true);
    return true;
  }

  private decl(n: Decl, withinFunc: boolean): void {
    const { embeds } = this.misplaced(n.pragma, 0, n.kind === NodeKind.VarDecl);
    if (n.kind !== NodeKind.VarDecl || embeds.length === 0) return;
    const text = embedError(n, this.embed, withinFunc, this.options);
    if (text !== '') this.error(embeds[0]!.pos, text);
    else this.embedded.push(n);
  }

  private misplaced(p: Pragma | null, allowed: number, embedOK: boolean): Pragmas {
    const pragmas = pragmasOf(p, this.options);
    for (const m of pragmas.marks) {
      if ((m.flag & ~allowed) !== 0) this.error(m.pos, 'misplaced compiler directive');
    }
    if (!embedOK) for (const e of pragmas.embeds) this.error(e.pos, 'misplaced go:embed directive');
    return pragmas;
  }

  private linkname(l: Linkname, unsafe: boolean): void {
    if (!unsafe) {
      this.error(l.pos, '//go:linkname only allowed in Go files that import "unsafe"');
      return;
    }
    if (l.remote.includes('[') && l.remote.includes(']')) {
      this.error(l.pos, '//go:linkname reference of an instantiation is not allowed');
      return;
    }
    const obj = this.check.pkg.scope.lookup(l.local);
    if (obj !== null && (obj.kind === ObjKind.Func || obj.kind === ObjKind.Var)) {
      if (this.linknamed.has(obj)) this.error(l.pos, `duplicate //go:linkname for ${l.local}`);
      this.linknamed.add(obj);
    } else if (atLeast(this.options.goVersion, 18)) {
      this.error(l.pos, '//go:linkname must refer to declared function or variable');
    }
  }

  /** What needs all files: bodies that a linkname of another file supplies. Then, if nothing was wrong, types of embedded files. */
  finish(): void {
    for (const { decl, pragmas } of this.funcs) this.func(decl, pragmas);
    if (this.failed) return;
    for (const n of this.embedded) {
      const v = n.nameList[0]!.obj as Var | null; // recorded by the checker
      if (v === null || embeddable(v.type!)) continue;
      const type = typeString(v.type!, this.check.qualifier);
      this.error(v.pos, `go:embed cannot apply to var of type ${type}`);
    }
    if (!this.failed) for (const n of this.embedded) this.files(n);
  }

  /** A string or a slice has place for one file. */
  private files(n: VarDecl): void {
    const v = n.nameList[0]!.obj as Var | null;
    const { embed } = this.options;
    if (v === null || embed === undefined || under(v.type!).kind === TypeKind.Struct) return;
    const names = new Set<string>();
    for (const e of pragmasOf(n.pragma, this.options).embeds) {
      for (const p of e.patterns) for (const name of embed.get(p) ?? []) names.add(name);
    }
    if (names.size <= 1) return;
    const type = typeString(v.type!, this.check.qualifier);
    this.error(v.pos, `invalid go:embed: multiple files for type ${type}`);
  }

  private func(decl: FuncDecl, pragmas: Pragmas): void {
    const { flags } = pragmas;
    const has = (flag: number): boolean => (flags & flag) !== 0;
    if (has(PragmaFlag.Systemstack) && has(PragmaFlag.Nosplit)) {
      this.error(decl.pos, 'go:nosplit and go:systemstack cannot be combined');
    }
    if (pragmas.wasmExport !== null && decl.recv !== null) {
      this.error(decl.name.pos, 'cannot use //go:wasmexport on a method');
    }
    if (hasBody(decl)) {
      if (has(PragmaFlag.Noescape)) {
        this.error(decl.pos, 'can only use //go:noescape with external func implementations');
      }
      if (pragmas.wasmImport !== null) {
        this.error(decl.pos, 'can only use //go:wasmimport with external func implementations');
      }
      if (has(PragmaFlag.UintptrKeepAlive) && !has(PragmaFlag.UintptrEscapes) && !has(PragmaFlag.Nosplit)) {
        this.error(decl.pos, 'go:uintptrkeepalive requires go:nosplit');
      }
      return;
    }
    // Something else must supply the body: assembly, another package through a linkname, the host of a wasm module.
    if (!this.options.complete && decl.name.value !== 'init') return;
    if (this.linknamed.has(decl.name.obj as Obj)) return; // the checker recorded the function there
    if (pragmas.wasmImport === null) this.error(decl.pos, 'missing function body');
  }
}

function atLeast(goVersion: string, version: number): boolean {
  const have = langVersion(goVersion);
  return have === 0 || have >= version;
}

/** A string, a slice of bytes, or embed.FS. */
function embeddable(t: Type): boolean {
  const named = asNamed(t);
  if (named !== null && named.obj.name === 'FS' && named.obj.pkg !== null && named.obj.pkg.path === 'embed')
    return true;
  const u = under(t);
  if (u.kind === TypeKind.Basic) return u.basic === Kind.String;
  if (u.kind !== TypeKind.Slice) return false;
  const elem = under(u.elem);
  return elem.kind === TypeKind.Basic && elem.basic === Kind.Uint8;
}

function embedError(decl: VarDecl, imported: boolean, withinFunc: boolean, options: DirectiveOptions): string {
  if (!imported) return 'go:embed requires import "embed" (or import _ "embed", if package is not used)';
  if (decl.nameList.length > 1) return 'go:embed cannot apply to multiple vars';
  if (decl.values !== null) return 'go:embed cannot apply to var with initializer';
  if (decl.type === null) return 'go:embed cannot apply to var without type';
  if (withinFunc) return 'go:embed cannot apply to var inside func';
  if (!atLeast(options.goVersion, 16)) {
    return `go:embed requires go1.16 or later (-lang was set to ${options.goVersion}; check go.mod)`;
  }
  return '';
}
