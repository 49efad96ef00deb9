// The first phases of a check: enter every package-level declaration into the package's scope, every import into its
// file's, find the type that each method belongs to, and have all of them checked in the order that gc has. At the end,
// imports that nobody used.

import { formatCodePoint, isGraphic, isSpace } from '../base/unicode.ts';
import { byteStringText, quote, unquote } from '../base/quote.ts';
import type { Pos } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import { assert } from '../diag/internal-error.ts';
import { starBase, unpackListExpr, unparen } from '../syntax/exprs.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { ConstDecl, Expr, File, FuncDecl, ImportDecl, VarDecl } from '../syntax/nodes.ts';
import { Name } from '../syntax/nodes.ts';
import { endPos } from '../syntax/positions.ts';
import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import { DeclInfo } from './checker.ts';
import { collectMethods, ConstGroup, declare, hasBody } from './decl.ts';
import { errorf, markImports, newError, positionString, softErrorf } from './errors.ts';
import { exprString } from '../syntax/exprstring.ts';
import { declarePutOff, objDecl } from './objdecl.ts';
import type { Obj } from './object.ts';
import { Const, Func, isExported, PkgName, TypeName, Var } from './object.ts';
import * as ObjKind from './objkind.ts';
import { Package } from './package.ts';
import { recordDef, recordImplicit, recordScope } from './recording.ts';
import { Scope } from './scope.ts';
import type { Type } from './type.ts';
import { unsafePackage } from './universe.ts';
import * as VarKind from './varkind.ts';
import { verifyVersionf } from './version.ts';

/** A method whose receiver's base type is still to be found. */
interface PendingMethod {
  readonly obj: Func;
  readonly ptr: boolean;
  readonly recv: Name;
}

/** Reports that a declaration has more values than names, or fewer. */
export function arity(
  check: Checker,
  pos: Pos,
  names: readonly Name[],
  inits: readonly Expr[],
  constDecl: boolean,
  inherited: boolean,
): void {
  const l = names.length;
  const r = inits.length;
  if (l < r) {
    const n = inits[l]!;
    if (inherited) {
      errorf(check, pos, Code.WrongAssignCount, `extra init expr at ${positionString(check, n.pos)}`);
    } else {
      errorf(check, n, Code.WrongAssignCount, `extra init expr ${exprString(n)}`);
    }
  } else if (l > r && (constDecl || r !== 1)) {
    // One value for several variables may be a call with several results.
    const n = names[r]!;
    errorf(check, n, Code.WrongAssignCount, `missing init expr for ${n.value}`);
  }
}

/** Why the literal is no import path, or the path. */
function validatedImportPath(literal: string): { path: string; error: string } {
  const bytes = unquote(literal);
  if (bytes === null) return { path: '', error: 'invalid syntax' };
  const path = byteStringText(bytes);
  if (path === '') return { path, error: 'empty string' };
  for (const c of path) {
    const r = c.codePointAt(0)!;
    if (!isGraphic(r) || isSpace(r) || '!"#$%&\'()*,:;<=>?[\\]^{|}`\ufffd'.includes(c)) {
      return { path, error: `invalid character ${formatCodePoint(r)}` };
    }
  }
  return { path, error: '' };
}

/** The package of an import path. One that cannot be imported is reported once, and stands in as a fake. */
function importPackage(check: Checker, pos: Pos, path: string): Package | null {
  const known = check.importMap.get(path);
  if (known !== undefined) return known;
  let imp: Package;
  if (path === 'unsafe') imp = unsafePackage;
  else if (path === 'C' && check.conf.fakeImportC) {
    imp = new Package('C', 'C', check.conf.universe);
    imp.fake = true;
  } else {
    const got = check.conf.importer(path);
    let error = '';
    if (typeof got === 'string') error = got;
    else if (got.name === '_' || got.name === '') error = `invalid package name: ${quote(got.name)}`;
    if (error === '' && typeof got !== 'string') imp = got;
    else {
      errorf(check, pos, Code.BrokenImport, `could not import ${path} (${error})`);
      const name = path.replace(/\/$/, '');
      imp = new Package(path, name.slice(name.lastIndexOf('/') + 1), check.conf.universe);
      imp.fake = true; // nothing that is looked up in it is reported
    }
  }
  if (!imp.complete && !imp.fake) return null;
  check.importMap.set(path, imp);
  if (check.pkgPaths !== null) markImports(check.pkgPaths, new Set(), imp);
  return imp;
}

/** Enters a package-level object with its declaration. */
function declarePkgObj(check: Checker, ident: Name, obj: Obj, d: DeclInfo): void {
  if (ident.value === 'init') {
    errorf(check, ident, Code.InvalidInitDecl, 'cannot declare init - must be func');
    return;
  }
  if (ident.value === 'main' && check.pkg.name === 'main') {
    errorf(check, ident, Code.InvalidMainDecl, 'cannot declare main - must be func');
    return;
  }
  declare(check, check.pkg.scope, ident, obj, 0);
  addToList(check, obj, d);
}

function addToList(check: Checker, obj: Obj, d: DeclInfo): void {
  obj.decl = d;
  check.objList.push(obj);
  obj.order = check.objList.length;
}

/** Enters all declarations of all files. */
export function collectObjects(check: Checker): void {
  const methods: PendingMethod[] = [];
  const fileScopes: Scope[] = [];
  for (const file of check.files) fileScopes.push(collectFile(check, file, methods));

  // What a file imports must not have the name of something in the package.
  for (const scope of fileScopes) {
    if (scope.elems === null) continue;
    for (const [name, obj] of scope.elems) {
      const alt = obj === null ? null : check.pkg.scope.lookup(name);
      if (obj === null || alt === null) continue;
      const err = newError(check, Code.DuplicateDecl);
      if (obj.kind === ObjKind.PkgName) {
        err.addf(alt, `${alt.name} already declared through import of ${packageString(obj.imported)}`);
      } else {
        err.addf(alt, `${alt.name} already declared through dot-import of ${packageString(obj.pkg!)}`);
      }
      err.addAltDecl(obj);
      err.report();
    }
  }

  // All types are known by name now.
  check.methods = new Map();
  for (const m of methods) {
    const base = resolveBaseTypeName(check, m.ptr, m.recv);
    if (base === null) continue;
    m.obj.ptrRecv = base.ptr;
    const list = check.methods.get(base.tname);
    if (list === undefined) check.methods.set(base.tname, [m.obj]);
    else list.push(m.obj);
  }
}

function packageString(pkg: Package): string {
  return `package ${pkg.name} (${quote(pkg.path)})`;
}

function collectFile(check: Checker, file: File, methods: PendingMethod[]): Scope {
  const version = check.fileVersions.get(file)!;
  check.env.version = version;
  recordDef(check, file.pkgName, null);
  const source = check.conf.fset.file(file.pos);
  const start = source === null ? file.pos : source.base;
  const fileScope = new Scope(check.pkg.scope, start, endPos(file), source === null ? 'file' : source.name);
  recordScope(check, file, fileScope);

  const group = new ConstGroup();
  for (let index = 0; index < file.declList.length; index++) {
    const s = file.declList[index]!;
    if (s.kind === NodeKind.ConstDecl) {
      group.next(s, index);
      collectConsts(check, s, group, fileScope, version);
      continue;
    }
    group.end();
    switch (s.kind) {
      case NodeKind.ImportDecl:
        collectImport(check, s, fileScope);
        break;
      case NodeKind.VarDecl:
        collectVars(check, s, fileScope, version);
        break;
      case NodeKind.TypeDecl: {
        const d = new DeclInfo(fileScope, version);
        d.tdecl = s;
        declarePkgObj(check, s.name, new TypeName(s.name.pos, check.pkg, s.name.value, null), d);
        break;
      }
      case NodeKind.FuncDecl:
        collectFunc(check, s, fileScope, version, methods);
        break;
    }
  }
  return fileScope;
}

/** Enters an import into the scope of its file. */
export function collectImport(check: Checker, s: ImportDecl, fileScope: Scope): void {
  if (s.path === null || s.path.bad) return; // the parser reported it
  const pkg = check.pkg;
  const { path, error } = validatedImportPath(s.path.value);
  if (error !== '') {
    errorf(check, s.path, Code.BadImportPath, `invalid import path (${error})`);
    return;
  }
  const imp = importPackage(check, s.path.pos, path);
  if (imp === null) return;
  let name = imp.name;
  if (s.localName !== null) {
    name = s.localName.value;
    if (path === 'C') {
      errorf(check, s.localName, Code.ImportCRenamed, 'cannot rename import "C"');
      return;
    }
  }
  if (name === 'init') {
    errorf(check, s, Code.InvalidInitDecl, 'cannot import package as init - init must be a func');
    return;
  }
  if (!pkg.imports.includes(imp)) pkg.imports.push(imp);

  const pkgName = new PkgName(s.pos, pkg, name, imp);
  if (s.localName !== null) recordDef(check, s.localName, pkgName);
  else recordImplicit(check, s, pkgName);
  // What is wrong with a fake package was reported; and "C" is used by cgo.
  if (imp.fake) pkgName.used = true;
  check.imports.push(pkgName);
  if (name !== '.') {
    declare(check, fileScope, null, pkgName, 0);
    return;
  }
  let names = check.dotImports?.get(fileScope);
  if (names === undefined) {
    names = new Map();
    check.dotImports ??= new Map();
    check.dotImports.set(fileScope, names);
  }
  for (const n of imp.scope.names()) {
    if (!isExported(n)) continue;
    const obj = imp.scope.lookup(n)!;
    const alt = fileScope.insert(obj);
    if (alt === null) names.set(n, pkgName);
    else {
      const err = newError(check, Code.DuplicateDecl);
      err.addf(s.localName!, `${alt.name} redeclared in this block`).addAltDecl(alt).report();
    }
  }
}

function collectConsts(check: Checker, s: ConstDecl, group: ConstGroup, fileScope: Scope, version: number): void {
  for (let i = 0; i < s.nameList.length; i++) {
    const name = s.nameList[i]!;
    const d = new DeclInfo(fileScope, version);
    d.vtyp = group.type;
    d.init = group.values[i] ?? null;
    d.inherited = group.inherited;
    declarePkgObj(check, name, new Const(name.pos, check.pkg, name.value, null, group.iota), d);
  }
  arity(check, s.pos, s.nameList, group.values, true, group.inherited);
}

function collectVars(check: Checker, s: VarDecl, fileScope: Scope, version: number): void {
  const values = unpackListExpr(s.values);
  const lhs: Var[] = [];
  // Without a list of values there is one declaration, whatever the number of variables.
  let shared: DeclInfo | null = null;
  if (values.length <= 1) {
    shared = new DeclInfo(fileScope, version);
    shared.lhs = lhs;
    shared.vtyp = s.type;
    shared.init = s.values;
  }
  for (let i = 0; i < s.nameList.length; i++) {
    const name = s.nameList[i]!;
    const obj = new Var(VarKind.Package, name.pos, check.pkg, name.value, null);
    lhs.push(obj);
    let d = shared;
    if (d === null) {
      d = new DeclInfo(fileScope, version);
      d.vtyp = s.type;
      d.init = values[i] ?? null;
    }
    declarePkgObj(check, name, obj, d);
  }
  if (s.type === null || values.length > 0) arity(check, s.pos, s.nameList, values, false, false);
}

function collectFunc(check: Checker, s: FuncDecl, fileScope: Scope, version: number, methods: PendingMethod[]): void {
  const pkg = check.pkg;
  const name = s.name.value;
  const obj = new Func(s.name.pos, pkg, name, null);
  const tparam0 = s.tparamList === null ? null : (s.tparamList[0] ?? null);
  let tparamError = false;
  if (s.recv === null) {
    if (name === 'init' || (name === 'main' && pkg.name === 'main')) {
      const code = name === 'init' ? Code.InvalidInitDecl : Code.InvalidMainDecl;
      if (tparam0 !== null) {
        softErrorf(check, tparam0, code, `func ${name} must have no type parameters`);
        tparamError = true;
      }
      if (s.type.paramList.length > 0 || s.type.resultList.length > 0) {
        softErrorf(check, s.name, code, `func ${name} must have no arguments and no return values`);
      }
    }
    if (name === 'init') {
      // Not in scope: nobody can refer to it.
      obj.parent = pkg.scope;
      recordDef(check, s.name, obj);
      if (!hasBody(s)) softErrorf(check, obj.pos, Code.MissingInitBody, 'func init must have a body');
    } else {
      declare(check, pkg.scope, s.name, obj, 0);
    }
  } else {
    const { ptr, base } = unpackRecv(check, s.recv.type, false);
    if (base.kind === NodeKind.Name && name !== '_') methods.push({ obj, ptr, recv: base });
    recordDef(check, s.name, obj);
  }
  if (tparam0 !== null && !tparamError) verifyVersionf(check, tparam0, 18, 'type parameter');
  const d = new DeclInfo(fileScope, version);
  d.fdecl = s;
  addToList(check, obj, d);
}

/**
 * Takes the type of a receiver apart, `(*T[P, Q])` into pointer, base T and the names of its type parameters. Those are null
 * where there are none, or are not asked for; `_` stands for one that is no identifier.
 */
export function unpackRecv(
  check: Checker,
  rtyp: Expr,
  unpackParams: boolean,
): { ptr: boolean; base: Expr; tparams: Name[] | null } {
  let base = unparen(rtyp);
  const elem = starBase(base);
  const ptr = elem !== null;
  if (elem !== null) base = unparen(elem);
  if (base.kind !== NodeKind.IndexExpr) return { ptr, base, tparams: null };
  const index = base.index;
  base = base.x;
  if (!unpackParams) return { ptr, base, tparams: null };
  const tparams: Name[] = [];
  for (const arg of unpackListExpr(index)) {
    if (arg.kind === NodeKind.Name) {
      tparams.push(arg);
      continue;
    }
    if (arg.kind !== NodeKind.BadExpr) {
      errorf(check, arg, Code.BadDecl, `receiver type parameter ${exprString(arg)} must be an identifier`);
    }
    tparams.push(new Name(arg.pos, '_'));
  }
  return { ptr, base, tparams };
}

/**
 * The defined type of this package that a receiver's type name leads to, through aliases (judged by syntax alone), and
 * whether there is a pointer on the way; null if there is no such type.
 */
function resolveBaseTypeName(check: Checker, ptr: boolean, recv: Name): { ptr: boolean; tname: TypeName } | null {
  const seen: TypeName[] = [];
  let name: Expr = recv;
  while (name.kind === NodeKind.Name) {
    const tname = check.pkg.scope.lookup(name.value);
    if (tname === null || tname.kind !== ObjKind.TypeName || seen.includes(tname)) return null;
    const tdecl = tname.decl!.tdecl!;
    if (!tdecl.alias) return { ptr, tname };
    if (tdecl.tparamList !== null) return null; // a generic alias must not be a receiver
    seen.push(tname);
    name = unparen(tdecl.type);
    const elem = starBase(name);
    if (elem !== null) {
      if (ptr) return null; // a pointer to a pointer
      ptr = true;
      name = unparen(elem);
    }
  }
  return null;
}

/** Checks all package-level declarations: types first, then aliases, then the rest; bodies of functions are put off. */
export function packageObjects(check: Checker): void {
  const list = check.objList;
  for (const obj of list) if (obj.kind === ObjKind.TypeName && obj.type !== null) collectMethods(check, obj);
  for (const obj of list) if (obj.kind === ObjKind.TypeName && !obj.decl!.tdecl!.alias) declareObject(check, obj);
  for (const obj of list) if (obj.kind === ObjKind.TypeName && obj.decl!.tdecl!.alias) declareObject(check, obj);
  for (const obj of list) if (obj.kind !== ObjKind.TypeName) declareObject(check, obj);
  // What is left belongs to receivers that are no types; their methods had their errors.
  check.methods = null;
}

function declareObject(check: Checker, obj: Obj): void {
  objDecl(check, obj);
  if (check.putOff.length > 0) declarePutOff(check);
}

/** Reports imports that no file used. */
export function unusedImports(check: Checker): void {
  // Without bodies nobody can tell.
  if (check.conf.ignoreFuncBodies) return;
  for (const obj of check.imports) {
    if (obj.name === '_' || obj.used) continue;
    const path = obj.imported.path;
    const last = path.slice(path.lastIndexOf('/') + 1);
    const as = obj.name === '' || obj.name === '.' || obj.name === last ? '' : ` as ${obj.name}`;
    softErrorf(check, obj, Code.UnusedImport, `${quote(path)} imported${as} and not used`);
  }
}

/** Without Alias types: marks an alias whose type is being found. */
export function brokenAlias(check: Checker, alias: TypeName): void {
  assert(!check.conf.enableAlias, 'aliases have no type of their own');
  check.brokenAliases ??= new Set();
  check.brokenAliases.add(alias);
  alias.type = Typ.Invalid;
}

/** Without Alias types: gives an alias its type. */
export function validAlias(check: Checker, alias: TypeName, type: Type): void {
  check.brokenAliases?.delete(alias);
  alias.type = type;
}
