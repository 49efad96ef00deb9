// What initialises a package, as it is written: its variables and the functions named init, and where they stand, for their code says so.

import { type FileSet, formatPosition, type Pos } from '../base/pos.ts';
import { latin1 } from '../base/utf8.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { FuncDecl, ImportDecl, VarDecl } from '../syntax/nodes.ts';
import { declarationAt, namesIn } from './declarations.ts';
import type { PackageSource } from './program-source.ts';

/** The text of all that initialises a package whose files were parsed without bodies: what its plan (ssa/staticinit/plan.ts) begins with. */
export function initialText({ files }: Pick<PackageSource, 'files'>, fset: FileSet): string {
  const lines: string[] = [];
  for (const parsed of files) {
    const { source, base, name } = parsed.file;
    const text = latin1(source, 0, source.length);
    lines.push(name);
    const add = ({ pos, pragma }: VarDecl | FuncDecl, end: number): void => {
      for (const d of pragma ?? []) lines.push(d.text);
      lines.push(placeText(fset, pos), text.slice(pos - base, end));
    };
    for (const d of parsed.tree.declList) {
      // Packages that are imported are initialised before.
      if (d.kind === NodeKind.ImportDecl) lines.push(importText(d));
      else if (d.kind === NodeKind.VarDecl) add(d, declarationAt(text, d.pos - base).end);
      else if (isInit(d)) add(d, d.bodyEnd - base);
    }
  }
  return lines.join('\n');
}

/** The names in what initialises a package, by the names of its files. */
export function initialNames({ files }: Pick<PackageSource, 'files'>): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, readonly string[]>();
  for (const file of files) {
    const { source, base, name } = file.file;
    const text = latin1(source, 0, source.length);
    const names = new Set<string>();
    const add = (found: readonly string[]): void => found.forEach(n => names.add(n));
    for (const d of file.tree.declList) {
      if (d.kind === NodeKind.VarDecl) add(declarationAt(text, d.pos - base).names);
      else if (isInit(d)) add(namesIn({ file, decl: d }));
    }
    out.set(name, [...names]);
  }
  return out;
}

/** A place in a file as text. */
export function placeText(fset: FileSet, pos: Pos): string {
  const at = fset.position(pos);
  return at === null ? '' : formatPosition(at);
}

function importText({ localName, path }: ImportDecl): string {
  return `import ${localName?.value ?? ''} ${path!.value}`;
}

function isInit(d: { readonly kind: number }): d is FuncDecl {
  if (d.kind !== NodeKind.FuncDecl) return false;
  const { name, recv } = d as FuncDecl;
  return recv === null && name.value === 'init';
}
