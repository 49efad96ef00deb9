// A function as the compiler sees it: its form after each pass of its own (behind those on whole
// components of the call graph), what the checker says of it, and its instructions. A command for whoever looks for a
// miscompilation: `node tools/run.mjs test/suites/dump-func.ts [-test] [-after PASS,PASS...] package function...`; the
// function is named as `f` or `T.m`; its closures come with it.
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { newMachine } from '../../src/arch/amd64/machine.ts';
import { Compiler } from '../../src/build/compiler.ts';
import { instructionString } from '../../src/obj/progstring.ts';
import type { Prog } from '../../src/obj/prog.ts';
import { methods } from '../../src/rtype/methods.ts';
import { checkFunc } from '../../src/ssa/check.ts';
import { compileFunc } from '../../src/ssa/compile.ts';
import type { CompileMachine } from '../../src/ssa/machine.ts';
import { printFunc } from '../../src/ssa/print.ts';
import type { Program } from '../../src/ssa/program/program.ts';
import type { SymId } from '../../src/ssa/symbols.ts';
import type { Func } from '../../src/types/object.ts';
import type { Scope } from '../../src/types/scope.ts';
import { Pointer } from '../../src/types/type.ts';
import { load, openUnit } from '../compile-harness.ts';
import { isMain } from '../main.ts';

/** The text of functions of a package. `after` names passes; null takes all, and the instructions. */
export async function dumpFunctions(
  pkg: string,
  functions: readonly string[],
  tests: boolean,
  after: readonly string[] | null,
): Promise<string> {
  const out: string[] = [];
  const loaded = await load(process.cwd(), [pkg], tests);
  const unit =
    loaded.units.find(u => u.package.importPath === pkg && u.package.forTest === pkg) ??
    loaded.units.find(u => u.package.importPath === pkg)!;
  const machine = newCompileMachine();
  const { p, sources } = openUnit(loaded, unit, machine.ops);
  const wants = (pass: string): boolean => after === null || after.includes(pass);
  const compiler = new Compiler(p, sources, machine, newMachine(), []);
  const cx = compiler.newContext(unit.package.importPath, true);
  const { scope } = sources.load(unit.package.importPath).pkg;
  for (const name of functions) {
    for (const f of p.bodies!.unit(symbolOf(p, scope, name))!) {
      let isWrong = false;
      const a = compileFunc(p, f, machine, (_, g, pass) => {
        if (wants(pass)) out.push(`---- ${pass}\n${printFunc(p, g)}`);
        if (isWrong) return;
        try {
          checkFunc(p, g, pass);
        } catch (e) {
          isWrong = true;
          out.push(`---- wrong: ${(e as Error).message.split('\n')[0]}\n`);
        }
      });
      if (wants('regalloc')) out.push(`---- regalloc\n${withRegisters(printFunc(p, f), a.reg, machine)}`);
      if (!wants('emit')) continue;
      out.push('---- emit\n');
      const { text } = machine.emit(p, f, a, cx);
      let n = 0;
      for (let q: Prog | null = text; q !== null; q = q.link) q.pc = n++;
      for (let q: Prog | null = text; q !== null; q = q.link) {
        out.push(`${String(q.pc).padStart(5)} ${String(q.line).padStart(5)}  ${instructionString(cx, q)}\n`);
      }
    }
  }
  return out.join('');
}

/** The symbol of `f`, `T.m` or `(*T).m`. */
function symbolOf(p: Program, scope: Scope, name: string): SymId {
  const method = /^\(?\*?(\w+)\)?\.(\w+)$/.exec(name);
  const obj = scope.lookup(method === null ? name : method[1]!);
  if (obj === null) throw new Error(`nothing is called ${name}`);
  if (method === null) return p.funcSym(obj as Func, []);
  const recv = new Pointer(obj.type!);
  const m = methods(recv).find(x => x.obj.name === method[2]);
  if (m === undefined) throw new Error(`no method is called ${name}`);
  return p.funcSym(m.obj as Func, []);
}

function withRegisters(text: string, reg: Uint8Array, machine: CompileMachine): string {
  return text.replace(/^ {2}v(\d+) = .*$/gm, (line, v: string) => {
    const name = machine.regs.names[reg[Number(v)]!];
    return name === undefined ? line : `${line.padEnd(60)} ${name}`;
  });
}

if (isMain('test/suites/dump-func.ts')) {
  const words = process.argv.slice(2);
  const tests = words[0] === '-test';
  if (tests) words.shift();
  let after: string[] | null = null;
  if (words[0] === '-after') {
    words.shift();
    after = words.shift()!.split(',');
  }
  const [pkg, ...functions] = words;
  process.stdout.write(await dumpFunctions(pkg!, functions, tests, after));
}
