// Bodies on demand over the standard library: each function body and initialiser, checked alone on the binary form of its
// package and from the last to the first, must record the same modes and types on every node as the check of the package
// as a whole. As a command: `node tools/run.mjs test/suites/types-bodies.ts [directory below src...]`.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ImportFailure } from '../../src/build/front-end.ts';
import { DiagnosticList } from '../../src/diag/reporter.ts';
import * as Mode from '../../src/syntax/mode.ts';
import * as NodeKind from '../../src/syntax/nodekind.ts';
import type { Decl, Node } from '../../src/syntax/nodes.ts';
import { parse, parseBody, Parser } from '../../src/syntax/parser.ts';
import { walk } from '../../src/syntax/walk.ts';
import type { Type } from '../../src/types/type.ts';
import { typeString } from '../../src/types/typestring.ts';
import { goroot } from '../goroot.ts';
import { stdPackages, type StdPackages } from '../std-packages.ts';

/** Mode and type of every expression below a node. */
function records(n: Node): string[] {
  const list: string[] = [];
  walk(n, m => {
    if ('mode' in m) list.push(m.mode === 0 ? '0' : `${m.mode} ${typeString(m.type as Type, null)}`);
    return true;
  });
  return list;
}

/** What of a declaration is checked on demand, or null. */
function onDemand(d: Decl): Node | null {
  if (d.kind === NodeKind.FuncDecl) return d.body;
  return d.kind === NodeKind.VarDecl ? d : null;
}

/** Compares one package; returns how many bodies and nodes it has and what differs. */
function comparePackage(
  std: StdPackages,
  parser: Parser,
  importPath: string,
): { bodies: number; nodes: number; wrong: string[] } {
  const result = { bodies: 0, nodes: 0, wrong: [] as string[] };
  const source = std.find(importPath);
  if (source instanceof ImportFailure) return result;
  const front = std.frontEnd();
  const { trees, errors } = front.check(source);
  if (errors.count > 0) {
    result.wrong.push(`${importPath}: ${errors.sorted()[0]!.message}`);
    return result;
  }
  const reporter = new DiagnosticList();
  const bodies = front.bodies(source, reporter);
  source.files.forEach(({ name, file }, i) => {
    const text = front.fset.add(name, new Uint8Array(fs.readFileSync(file)));
    const tree = parse(text, reporter, Mode.SkipBodies, parser)!;
    for (let j = tree.declList.length - 1; j >= 0; j--) {
      const d = tree.declList[j]!;
      if (d.kind === NodeKind.FuncDecl && d.bodyPos !== 0) {
        parseBody(text, d, reporter, 0, parser);
        bodies.func(tree, d);
      } else if (d.kind === NodeKind.VarDecl) {
        bodies.vars(tree, d);
      }
      const alone = onDemand(d);
      if (alone === null) continue;
      const got = records(alone);
      const want = records(onDemand(trees[i]!.declList[j]!)!);
      result.bodies++;
      result.nodes += want.length;
      const k = want.findIndex((w, n) => w !== got[n]);
      if (k >= 0) result.wrong.push(`${name}, declaration ${j}, node ${k}: ${got[k]}, want ${want[k]}`);
    }
  });
  for (const d of reporter.list) result.wrong.push(`${importPath}: ${d.message}`);
  return result;
}

/** Directories below src that hold packages of the standard library. */
function directories(src: string, below: string): string[] {
  return fs.readdirSync(path.join(src, below), { withFileTypes: true }).flatMap(e => {
    const dir = path.posix.join(below, e.name);
    if (!e.isDirectory() || e.name.startsWith('_') || ['cmd', 'vendor', 'testdata', 'builtin'].includes(e.name))
      return [];
    return [dir, ...directories(src, dir)];
  });
}

if (goroot === null) {
  process.stdout.write('skipped: no Go distribution\n');
} else {
  const std = await stdPackages(goroot);
  const parser = new Parser();
  const wanted = process.argv.slice(2);
  let bodies = 0;
  let nodes = 0;
  let failed = 0;
  for (const dir of directories(path.join(goroot, 'src'), '')) {
    if (wanted.length > 0 && !wanted.includes(dir)) continue;
    const result = comparePackage(std, parser, dir);
    bodies += result.bodies;
    nodes += result.nodes;
    failed += result.wrong.length;
    for (const w of result.wrong.slice(0, 5)) process.stdout.write(`${w}\n`);
  }
  process.stdout.write(`${bodies} bodies, ${nodes} nodes, ${failed} different\n`);
  process.exitCode = failed === 0 && nodes > 0 ? 0 : 1;
}
