// How large our frames are beside gc's, function by function of packages of the standard library:
// `node tools/run.mjs test/suites/frame-report.ts [-all] [package...]`. Sizes are the locals with outgoing arguments, as objects
// have them. Functions whose frame is larger are listed, the worst first; -all lists all that differ.
import * as fs from 'node:fs';
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { newMachine } from '../../src/arch/amd64/machine.ts';
import { Compiler } from '../../src/build/compiler.ts';
import { declaredUnits } from '../../src/build/declared-units.ts';
import { getU32 } from '../../src/base/endian.ts';
import * as GoObject from '../../src/obj/goobj.ts';
import { compileFunc } from '../../src/ssa/compile.ts';
import type { Func } from '../../src/ssa/func.ts';
import * as OpFlag from '../../src/ssa/opflag.ts';
import { load, openUnit } from '../compile-harness.ts';
import { goTool } from '../goroot.ts';
import { go } from '../link-harness.ts';

/** The frames of gc's object of a package. */
function framesOfGc(pkg: string): Map<string, number> {
  const out = new Map<string, number>();
  const file = go(process.cwd(), 'list', '-export', '-f', '{{.Export}}', pkg).trim();
  const bytes = new Uint8Array(fs.readFileSync(file));
  for (const m of GoObject.readArchive(bytes) ?? []) {
    if (m.name !== '_go_.o') continue;
    let at = m.from;
    // The header is text up to an empty line and a mark.
    while (!(bytes[at] === 0x0a && bytes[at + 1] === 0x21 && bytes[at + 2] === 0x0a)) at++;
    const o = new GoObject.GoObj(bytes, at + 3);
    for (let i = 0; i < o.nalldef; i++) {
      for (let a = o.auxOff(i), end = a + o.auxCount(i) * GoObject.AuxSize; a < end; a += GoObject.AuxSize) {
        if (bytes[a] !== GoObject.AuxFuncInfo) continue;
        const info = o.local(getU32(bytes, a + 1), getU32(bytes, a + 5));
        // Wrappers between ABIs have the same name, and small frames.
        const name = o.name(i);
        out.set(name, Math.max(out.get(name) ?? 0, new GoObject.GoFuncInfo(bytes, o.dataOff(info)).locals));
      }
    }
  }
  return out;
}

async function report(packages: readonly string[], all: boolean): Promise<void> {
  const loaded = await load(process.cwd(), [...packages, 'runtime']);
  for (const pkg of packages) {
    const unit = loaded.units.find(u => u.package.importPath === pkg)!;
    const machine = newCompileMachine();
    const { p, sources } = openUnit(loaded, unit, machine.ops);
    // It sets `p.bodies`.
    const compiler = new Compiler(p, sources, machine, newMachine(), []);
    compiler.newContext(pkg, true);
    const theirs = framesOfGc(pkg);
    const rows: { readonly name: string; readonly a: number; readonly b: number }[] = [];
    let ours = 0;
    let gcs = 0;
    let count = 0;
    let larger = 0;
    const seen = new Set<string>();
    const one = (f: Func): void => {
      const name = p.syms.names[f.sym]!;
      const b = theirs.get(name);
      if (b === undefined || seen.has(name)) return;
      seen.add(name);
      const out = compileFunc(p, f, machine);
      let a = out.localsSize + out.outArgsSize;
      // With the saved frame pointer, which functions that neither call nor have locals do without.
      const calls = f.blocks.some(x => x.values.some(v => (f.flags(v) & OpFlag.Call) !== 0));
      if (a > 0 || calls) a += 8;
      count++;
      ours += a;
      gcs += b;
      if (a > b) larger++;
      if (a > b || (all && a !== b)) rows.push({ name, a, b });
    };
    let failed = 0;
    for (const s of declaredUnits(p, sources.load(pkg).pkg, fn => sources.hasBody(fn), true)) {
      try {
        for (const f of p.bodies!.unit(s) ?? []) one(f);
      } catch {
        failed++;
      }
    }
    rows.sort((x, y) => y.a - y.b - (x.a - x.b));
    for (const r of all ? rows : rows.slice(0, 25)) {
      console.log(`${String(r.a).padStart(6)} ${String(r.b).padStart(6)} ${r.name}`);
    }
    console.log(
      `${pkg}: ${count} functions, ${ours} bytes of frames, gc ${gcs}; ${larger} are larger, ${failed} are not there`,
    );
  }
}

const words = process.argv.slice(2);
const all = words[0] === '-all';
if (all) words.shift();
if (goTool === null) console.log('skipped: no go command');
else await report(words.length > 0 ? words : ['runtime', 'strconv', 'fmt', 'sort', 'net/http'], all);
