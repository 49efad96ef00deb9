// -gcflags=-m: what inlining and escape analysis say of every function of a package, whether the program needs it or not, in
// the order of the source.

import type { Pos, Position } from '../base/pos.ts';
import { pathToPrefix } from '../base/path-to-prefix.ts';
import * as Abi from '../obj/abi.ts';
import { Obj } from '../obj/object.ts';
import { buildInit } from '../ssa/build/init.ts';
import { EscapeMessages } from '../ssa/escape/messages.ts';
import type { Program } from '../ssa/program/program.ts';
import type { Func } from '../types/object.ts';
import * as ObjKind from '../types/objkind.ts';
import type { Package } from '../types/package.ts';
import { declaredUnits } from './declared-units.ts';
import { devirtualizedMessage, inlineMessages } from './inline-report.ts';

/** One line. */
export interface EscapeLine {
  readonly at: Position;
  readonly text: string;
}

/** The lines for a package. The program's bodies must not have been asked for yet. */
export function escapeReport(p: Program, pkg: Package, hasBody: (fn: Func) => boolean): EscapeLine[] {
  const lines: EscapeLine[] = [];
  const report = (pos: Pos, text: string): void => {
    const at = p.source.fset.position(pos);
    if (at !== null) lines.push({ at, text });
  };
  const initName = `${pathToPrefix(pkg.path)}.init.`;
  const decls = p.source
    .initFuncs(pkg)
    .map(({ decl }, i) => [p.syms.lookup(`${initName}${i}`, Abi.ABIInternal), decl] as const);
  const inits = new Map(decls);
  const messages = new EscapeMessages(pkg, inits, report);
  for (const name of pkg.scope.names()) {
    const obj = pkg.scope.lookup(name)!;
    if (obj.kind === ObjKind.Func && !hasBody(obj)) messages.bodyless(p, obj);
  }
  p.escapeSink = {
    done: (_, f, summary) => {
      inlineMessages(p, pkg, inits, f, report);
      messages.done(p, f, summary);
    },
    devirtualized: (_, f, v, callee) => devirtualizedMessage(p, pkg, f, v, callee, report),
  };
  for (const s of declaredUnits(p, pkg, hasBody, false)) p.bodies!.unit(s);
  p.bodies!.finish(buildInit(p, pkg, new Obj(pkg.path, 0)));
  p.escapeSink = null;
  lines.sort(
    (a, b) =>
      compare(a.at.filename, b.at.filename) || a.at.line - b.at.line || a.at.col - b.at.col || compare(a.text, b.text),
  );
  // As gc: what is said twice of one place is said once.
  return lines.filter((l, i) => {
    const last = lines[i - 1];
    return (
      last === undefined ||
      last.text !== l.text ||
      last.at.line !== l.at.line ||
      last.at.col !== l.at.col ||
      last.at.filename !== l.at.filename
    );
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
