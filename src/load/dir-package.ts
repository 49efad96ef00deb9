// One directory as go/build sees it: which files make its package, its tests and its external tests, what they import
// and embed, and the first mistake. This is done once a directory; who imports it and whether it may is load.ts.

import { decodeUtf8 } from '../base/utf8.ts';
import { Dir, IOError, Symlink, type DirEntry, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { BuildContext } from './build-context.ts';
import { saveCgo } from './cgo-directives.ts';
import { DirReader } from './dir-reader.ts';
import { synopsis } from './doc-synopsis.ts';
import {
  invalidImport,
  nulInput,
  type FileConstraint,
  type FileDirective,
  type FileInfo,
  type FilePos,
} from './imports.ts';

/** A place in a named file. */
export interface SourcePos extends FilePos {
  readonly file: string;
}

/** Import paths or embed patterns with all places that name them. */
export type Decls = Map<string, SourcePos[]>;

/** What a mistake of a directory is, for those who must tell them apart. */
export type DirErrorKind = 'nogo' | 'multiple' | 'syntax' | 'other';

/** A mistake that makes a directory no good package. */
export interface DirError {
  readonly kind: DirErrorKind;
  readonly text: string;
  /** Where, for `syntax`. */
  readonly pos: SourcePos | null;
}

/** go/build's Package: the files of one directory sorted into lists. */
export class DirPackage {
  dir: string;
  importPath = '';
  name = '';
  /** What its import comments say; '' for nothing, and in module mode. */
  importComment = '';
  /** The comments above the package clauses; `doc` is made of them. */
  readonly docComments: string[] = [];
  root = '';
  goroot = false;
  /** Where `go install` would put a program; '' where that is not known here. */
  binDir = '';
  /** The directory that stands before this one under its import path. */
  conflictDir = '';
  /** Where `go install` would put a package archive; '' in module mode. */
  pkgObj = '';
  binaryOnly = false;
  goFiles: string[] = [];
  cgoFiles: string[] = [];
  ignoredGoFiles: string[] = [];
  invalidGoFiles: string[] = [];
  ignoredOtherFiles: string[] = [];
  cFiles: string[] = [];
  cxxFiles: string[] = [];
  mFiles: string[] = [];
  hFiles: string[] = [];
  fFiles: string[] = [];
  sFiles: string[] = [];
  swigFiles: string[] = [];
  swigCXXFiles: string[] = [];
  sysoFiles: string[] = [];
  cgoCFLAGS: string[] = [];
  cgoCPPFLAGS: string[] = [];
  cgoCXXFLAGS: string[] = [];
  cgoFFLAGS: string[] = [];
  cgoLDFLAGS: string[] = [];
  cgoPkgConfig: string[] = [];
  testGoFiles: string[] = [];
  xTestGoFiles: string[] = [];
  imports: string[] = [];
  testImports: string[] = [];
  xTestImports: string[] = [];
  importPos: Decls = new Map();
  testImportPos: Decls = new Map();
  xTestImportPos: Decls = new Map();
  embedPatterns: string[] = [];
  testEmbedPatterns: string[] = [];
  xTestEmbedPatterns: string[] = [];
  embedPos: Decls = new Map();
  testEmbedPos: Decls = new Map();
  xTestEmbedPos: Decls = new Map();
  /** The //go: lines above package clauses. */
  directives: FileDirective[] = [];
  testDirectives: FileDirective[] = [];
  xTestDirectives: FileDirective[] = [];
  /** The `//go:build` line of each file that counts and has one. */
  readonly constraints = new Map<string, string>();

  constructor(dir: string) {
    this.dir = dir;
  }

  /** The first synopsis there is. Few commands ask for it. */
  get doc(): string {
    for (const comment of this.docComments) {
      const s = synopsis(comment);
      if (s !== '') return s;
    }
    return '';
  }
}

/** The list that a file which is not Go belongs to, by its extension; null for none. */
function listForExt(p: DirPackage, ext: string): string[] | null {
  switch (ext) {
    case '.c':
      return p.cFiles;
    case '.cc':
    case '.cpp':
    case '.cxx':
      return p.cxxFiles;
    case '.m':
      return p.mFiles;
    case '.h':
    case '.hh':
    case '.hpp':
    case '.hxx':
      return p.hFiles;
    case '.f':
    case '.F':
    case '.for':
    case '.f90':
      return p.fFiles;
    case '.s':
    case '.S':
    case '.sx':
      return p.sFiles;
    case '.swig':
      return p.swigFiles;
    case '.swigcxx':
      return p.swigCXXFiles;
    case '.syso':
      return p.sysoFiles;
    default:
      return null;
  }
}

/** A text extension: the file has comments in which a constraint may stand. */
const binaryExt = '.syso';

/** Whether a file counts: its constraint line where it does ('' for none), null where it does not, or a mistake. */
function matchConstraint(cx: BuildContext, name: string, c: FileConstraint, p: DirPackage): string | null | Error {
  if (c.error !== '') return new Error(`${name}: ${c.error}`);
  let ok = true;
  if (c.goBuild !== '') {
    const x = cx.matchConstraint(c.goBuild);
    if (typeof x === 'string') return new Error(`${name}: parsing //go:build line: ${x}`);
    ok = x;
  } else {
    for (const line of c.plusBuild) {
      if (cx.matchConstraint(line) === false) ok = false;
    }
  }
  if (!ok && !cx.useAllFiles) return null;
  if (c.binaryOnly && name.endsWith('.go') && !name.endsWith('_test.go')) p.binaryOnly = true;
  return c.goBuild;
}

/** Reads a directory, or only the entries given of it. */
export function readDirPackage(
  host: Host,
  cx: BuildContext,
  dir: string,
  only: readonly DirEntry[] | null = null,
  reader: DirReader = new DirReader(host, dir, null, null),
): { p: DirPackage; error: DirError | null } {
  const p = new DirPackage(dir);
  const entries = only ?? host.readDir(dir);
  if (entries instanceof IOError) return { p, error: { kind: 'other', text: String(entries), pos: null } };

  let bad: DirError | null = null;
  const badFile = (name: string, error: DirError) => {
    bad ??= error;
    if (!p.invalidGoFiles.includes(name)) p.invalidGoFiles.push(name);
  };
  const other = (text: string): DirError => ({ kind: 'other', text, pos: null });
  const capitalS: string[] = [];
  let firstFile = '';

  for (const entry of entries) {
    const name = entry.name;
    if (entry.kind === Dir) continue;
    const first = name.charCodeAt(0);
    if (first === 95 || first === 46) continue; // _ and .
    const ext = path.extname(name);
    const list = ext === '.go' ? p.goFiles : listForExt(p, ext);
    if (list === null) continue;
    const file = `${dir}/${name}`;
    if (entry.kind === Symlink) {
      const st = host.stat(file);
      if (!(st instanceof IOError) && st.kind === Dir) continue;
    }
    const ignored = () => (ext === '.go' ? p.ignoredGoFiles : p.ignoredOtherFiles).push(name);
    if (!cx.useAllFiles && !cx.matchFileName(name)) {
      ignored();
      continue;
    }
    if (ext === binaryExt) {
      list.push(name);
      continue;
    }
    const unreadable = (e: IOError) => {
      if (ext === '.go') badFile(name, other(e.op === 'read' ? `read ${file}: ${e}` : String(e)));
      else ignored();
    };
    const constraint = reader.constraint(name);
    if (constraint instanceof IOError) {
      unreadable(constraint);
      continue;
    }
    const matched = matchConstraint(cx, name, constraint, p);
    if (matched === null) {
      ignored();
      continue;
    }
    if (matched instanceof Error) {
      if (ext === '.go') badFile(name, other(matched.message));
      else ignored();
      continue;
    }
    if (ext !== '.go') {
      if (ext === '.S' || ext === '.sx') capitalS.push(name);
      else list.push(name);
      continue;
    }
    const info = reader.info(name);
    if (info instanceof IOError) {
      unreadable(info);
      continue;
    }
    if (info.error === nulInput) {
      badFile(name, other(`read ${file}: ${nulInput}`));
      continue;
    }
    if (info.error !== '') {
      const pos = { file, ...info.errorPos };
      // The parser has no objection to such a path: go/build has, and words its place itself.
      if (info.error.startsWith(invalidImport)) badFile(name, other(`${formatSourcePos(pos)}: ${info.error}`));
      else badFile(name, { kind: 'syntax', text: info.error, pos });
    }
    if (info.packageName === 'documentation') {
      p.ignoredGoFiles.push(name);
      continue;
    }
    let pkg = info.packageName;
    const isTest = name.endsWith('_test.go');
    const isXTest = isTest && pkg.endsWith('_test') && p.name !== pkg;
    if (isXTest) pkg = pkg.slice(0, -'_test'.length);
    if (p.name === '') {
      p.name = pkg;
      firstFile = name;
    } else if (pkg !== p.name) {
      const text = `found packages ${p.name} (${firstFile}) and ${pkg} (${name}) in ${dir}`;
      badFile(name, { kind: 'multiple', text, pos: null });
    }
    if (info.doc !== '' && !isTest) p.docComments.push(info.doc);
    if (matched !== '') p.constraints.set(name, matched);
    addFile(cx, p, name, file, info, isTest, isXTest, text => badFile(name, other(text)));
  }

  p.imports = sorted(p.importPos);
  p.testImports = sorted(p.testImportPos);
  p.xTestImports = sorted(p.xTestImportPos);
  p.embedPatterns = sorted(p.embedPos);
  p.testEmbedPatterns = sorted(p.testEmbedPos);
  p.xTestEmbedPatterns = sorted(p.xTestEmbedPos);
  // .S files are for the C compiler: they count where cgo does.
  if (capitalS.length > 0) {
    const list = p.cgoFiles.length > 0 ? p.sFiles : p.ignoredOtherFiles;
    list.push(...capitalS);
    list.sort();
  }
  if (bad !== null) return { p, error: bad };
  if (p.goFiles.length + p.cgoFiles.length + p.testGoFiles.length + p.xTestGoFiles.length === 0) {
    return { p, error: { kind: 'nogo', text: `no buildable Go source files in ${dir}`, pos: null } };
  }
  return { p, error: null };
}

function addFile(
  cx: BuildContext,
  p: DirPackage,
  name: string,
  file: string,
  info: FileInfo,
  isTest: boolean,
  isXTest: boolean,
  bad: (text: string) => void,
): void {
  let isCgo = false;
  for (const imp of info.imports) {
    if (imp.path !== 'C') continue;
    if (isTest) {
      bad(`use of cgo in test ${file} not supported`);
      continue;
    }
    isCgo = true;
    const error = imp.doc === '' ? '' : saveCgo(cx, p, file, imp.doc);
    if (error !== '') bad(error);
  }
  if (isCgo && !cx.cgoEnabled) {
    p.ignoredGoFiles.push(name);
    return;
  }
  let imports = p.importPos;
  let embeds = p.embedPos;
  let directives = p.directives;
  if (isCgo) p.cgoFiles.push(name);
  else if (isXTest) {
    p.xTestGoFiles.push(name);
    imports = p.xTestImportPos;
    embeds = p.xTestEmbedPos;
    directives = p.xTestDirectives;
  } else if (isTest) {
    p.testGoFiles.push(name);
    imports = p.testImportPos;
    embeds = p.testEmbedPos;
    directives = p.testDirectives;
  } else p.goFiles.push(name);
  for (const imp of info.imports) addDecl(imports, imp.path, file, imp.pos);
  for (const e of info.embeds) addDecl(embeds, e.pattern, file, e.pos);
  for (const d of info.directives) directives.push({ ...d, file });
}

function addDecl(decls: Decls, key: string, file: string, pos: FilePos): void {
  const at: SourcePos = { file, line: pos.line, col: pos.col };
  const list = decls.get(key);
  if (list === undefined) decls.set(key, [at]);
  else list.push(at);
}

function sorted(decls: Decls): string[] {
  return [...decls.keys()].sort();
}

/** A position as messages have it. */
export function formatSourcePos(pos: SourcePos): string {
  return `${pos.file}:${pos.line}:${pos.col}`;
}

/** The text of a small file, for go.mod and its like. */
export function readText(host: Host, name: string): string | IOError {
  const data = host.readFile(name);
  return data instanceof IOError ? data : decodeUtf8(data);
}
