// What initialises a package, as it is written: its variables and the functions named init, and where they stand, for their code says so.

import { type FileSet, formatPosition, type Pos } from '../base/pos.ts';
import { latin1 } from '../base/utf8.ts';
import type { FuncDecl, VarDecl } from '../syntax/nodes.ts';
import { declarationAt, namesIn } from './declarations.ts';
import type { ParsedFile } from './front-end.ts';
import type { PackageSource } from './program-source.ts';

/** The text of all that initialises a package whose files were parsed without bodies: what its plan (ssa/staticinit/plan.ts) begins with. */
export function initialText(
  { pkg, vars, inits }: Pick<PackageSource, 'pkg' | 'vars' | 'inits'>,
  fset: FileSet,
): string {
  if (pkg.open !== null) pkg.open();
  // What it imports is initialised before.
  const lines = pkg.imports.map(p => `import ${p.path}`);
  const add = ({ pos, pragma }: VarDecl | FuncDecl, text: string): void => {
    for (const d of pragma ?? []) lines.push(d.text);
    lines.push(placeText(fset, pos), text);
  };
  const textOf = textsOfFiles();
  for (const { file, decl } of vars) {
    const text = textOf(file);
    const start = decl.pos - file.file.base;
    add(decl, text.slice(start, declarationAt(text, start).end));
  }
  for (const { file, decl } of inits) {
    const { source, base } = file.file;
    add(decl, latin1(source, decl.pos - base, decl.bodyEnd - base));
  }
  return lines.join('\n');
}

/** The names in what initialises a package, by the names of its files; a file may come more than once. */
export function initialNames({
  vars,
  inits,
}: Pick<PackageSource, 'vars' | 'inits'>): (readonly [file: string, names: readonly string[]])[] {
  const textOf = textsOfFiles();
  return [
    ...vars.map(({ file, decl }) => {
      const { names } = declarationAt(textOf(file), decl.pos - file.file.base);
      return [file.file.name, names] as const;
    }),
    ...inits.map(f => [f.file.file.name, namesIn(f)] as const),
  ];
}

/** A place in a file as text. */
export function placeText(fset: FileSet, pos: Pos): string {
  const at = fset.position(pos);
  return at === null ? '' : formatPosition(at);
}

/** Gives the text of a file, made once. */
function textsOfFiles(): (file: ParsedFile) => string {
  const texts = new Map<ParsedFile, string>();
  return parsed => {
    let text = texts.get(parsed);
    if (text === undefined) {
      const { source } = parsed.file;
      texts.set(parsed, (text = latin1(source, 0, source.length)));
    }
    return text;
  };
}
