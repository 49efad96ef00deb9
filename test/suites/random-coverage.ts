// What random programs reach: kinds of syntax nodes, operations in the form after each pass, and entry points of the runtime. As a
// command: `node tools/run.mjs test/suites/random-coverage.ts [COUNT [SEED]]`, with COUNT programs of each kind.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { newMachine } from '../../src/arch/amd64/machine.ts';
import { Compiler } from '../../src/build/compiler.ts';
import { declaredUnits } from '../../src/build/declared-units.ts';
import { mentions } from '../../src/obj/objnames.ts';
import { compileFunc } from '../../src/ssa/compile.ts';
import type { Func } from '../../src/ssa/func.ts';
import { MachineFirst } from '../../src/ssa/op.ts';
import { opTable } from '../../src/ssa/op-table.ts';
import type { Program } from '../../src/ssa/program/program.ts';
import * as NodeKind from '../../src/syntax/nodekind.ts';
import { parseText } from '../../src/syntax/testing.ts';
import { walk } from '../../src/syntax/walk.ts';
import { load, open } from '../compile-harness.ts';
import { goroot } from '../goroot.ts';
import { isMain } from '../main.ts';
import { packageObject } from './mixed.ts';
import { type ProgramKind, writeBatch, writeProgram } from './random-batch.ts';

/** How often each thing was met. */
type Counts = Map<string, number>;

function count(counts: Counts, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** What a set of programs reaches. */
export class Coverage {
  readonly nodes: Counts = new Map();
  readonly ops: Counts = new Map();
  readonly calls: Counts = new Map();

  /** Adds the programs of seeds from one on. */
  async add(kind: ProgramKind, seed: number, number: number): Promise<void> {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-random-'));
    try {
      writeBatch(
        dir,
        kind,
        Array.from({ length: number }, (_, i) => writeProgram(kind, seed + i)),
      );
      this.addNodes(fs.readFileSync(path.join(dir, 'main.go'), 'utf8'));
      const loaded = await load(dir, ['.', 'runtime']);
      const unit = loaded.units.find(u => u.package.importPath === 'p')!;
      const machine = newCompileMachine();
      const { p, sources } = open(loaded, 'p', machine.ops);
      const compiler = new Compiler(p, sources, machine, newMachine(), []);
      compiler.newContext('p', true);
      const look = (_: Program, f: Func): void => {
        for (const b of f.blocks) for (const v of b.values) count(this.ops, p.info.name(f.op[v]!));
      };
      const bodies = p.bodies!;
      bodies.onPass = look;
      for (const s of declaredUnits(p, sources.load('p').pkg, fn => sources.hasBody(fn), true)) {
        for (const f of bodies.unit(s) ?? []) {
          compileFunc(p, f, machine, look);
          look(p, f);
        }
      }
      for (const name of mentions(packageObject(loaded, unit))) {
        if (name.startsWith('runtime.', 1)) count(this.calls, name.slice('1runtime.'.length));
      }
    } finally {
      fs.rmSync(dir, { recursive: true });
    }
  }

  private addNodes(source: string): void {
    const names = new Map(Object.entries(NodeKind).map(([name, kind]) => [kind as number, name]));
    const { file } = parseText(source);
    walk(file!, n => {
      count(this.nodes, names.get(n.kind)!);
      return true;
    });
  }
}

/**
 * Operations that only intrinsics of the runtime's own packages make: of the scheduler and the collector (the current goroutine, stack
 * pointers, hints to the processor), and of the groups of maps.
 */
const ofTheRuntime: ReadonlySet<string> = new Set([
  'Prefetch',
  'Pause',
  'PubBarrier',
  'GetG',
  'GetSP',
  'GetCallerSP',
  'GetCallerPC',
  'GroupMatchH2',
  'GroupMatchEmpty',
  'GroupMatchEmptyOrDeleted',
  'GroupMatchFull',
]);

/** No function is one of these on amd64: gc has such intrinsics for other machines. */
const ofOtherMachines: ReadonlySet<string> = new Set(['BitRev', 'FAbs', 'FCopysign']);

/** What stands for the value of what is not reached, and what is there for debuggers alone. */
const withoutCode: ReadonlySet<string> = new Set(['Unknown', 'DebugVar']);

/** What calls these is the runtime itself, or a machine of 32 bits (makeslice64); KeepAlive is an operation. */
const notOnThisMachine: ReadonlySet<string> = new Set([
  'printhex',
  'printquoted',
  'printuintptr',
  'makeslice64',
  'KeepAlive',
]);

/** Every operation of no machine that a program can need. */
function allOps(): string[] {
  const without = new Set([...ofTheRuntime, ...ofOtherMachines, ...withoutCode]);
  const rows = opTable.split('\n').filter(l => l.trim() !== '' && !l.startsWith(' '));
  return rows
    .map(l => l.split(/\s+/)[0]!)
    .slice(1, MachineFirst)
    .filter(name => !without.has(name));
}

/** The functions of the runtime that gc's compiler calls by name, as far as burrow's names them as well. */
function entryPoints(root: string): string[] {
  const file = path.join(root, 'src/cmd/compile/internal/typecheck/_builtin/runtime.go');
  const declared = [...fs.readFileSync(file, 'utf8').matchAll(/^func (\w+)\(/gm)].map(m => m[1]!);
  const words = new Set<string>();
  const read = (dir: string): void => {
    for (const e of fs.readdirSync(dir, { withFileTypes: true })) {
      const name = path.join(dir, e.name);
      if (e.isDirectory()) read(name);
      else if (name.endsWith('.ts')) for (const [w] of fs.readFileSync(name, 'utf8').matchAll(/\w+/g)) words.add(w);
    }
  };
  const home = process.env['BURROW_ROOT'] ?? process.cwd();
  for (const dir of ['src/ssa/build', 'src/ssa/lower', 'src/ssa/passes', 'src/arch/amd64']) read(path.join(home, dir));
  return declared.filter(name => words.has(name) && !notOnThisMachine.has(name));
}

function show(what: string, all: readonly string[], met: Counts): void {
  const missing = all.filter(name => !met.has(name));
  console.log(`${what}: ${all.length - missing.length} of ${all.length}; never: ${missing.join(' ') || 'none'}`);
}

if (isMain('test/suites/random-coverage.ts')) {
  if (goroot === null) throw new Error('no Go distribution');
  const [number = '50', seed = '1'] = process.argv.slice(2);
  const found = new Coverage();
  for (const kind of ['arithmetic', 'language'] as const) {
    await found.add(kind, Number(seed), Number(number));
  }
  // A program without mistakes has no BadExpr.
  show(
    'kinds of nodes',
    Object.keys(NodeKind).filter(name => name !== 'BadExpr'),
    found.nodes,
  );
  show('operations', allOps(), found.ops);
  show('entry points of the runtime', entryPoints(goroot), found.calls);
}
