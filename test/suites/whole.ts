// Whole programs: every package from burrow. As a command: `node tools/run.mjs test/suites/whole.ts directory [argument...]`
// builds the main package there and runs it; KEEP=1 keeps the executable and says where it is.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { newAsmMachine } from '../../src/arch/amd64/asm.ts';
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { linkTarget } from '../../src/arch/amd64/link.ts';
import { buildProgram, type Define } from '../../src/build/build-program.ts';
import { load, type Loaded, openUnit } from '../compile-harness.ts';
import { isMain } from '../main.ts';

/** Builds the main package in `dir`; throws what is wrong. */
export async function buildWhole(dir: string): Promise<Uint8Array> {
  return wholeProgram(await load(dir, ['.']));
}

/** Builds the main package of those loaded; throws what is wrong. `between` as for `buildProgram`. */
export function wholeProgram(
  loaded: Loaded,
  dwarf = process.env['DWARF'] !== undefined,
  between: (make: Define) => Define = make => make,
): Uint8Array {
  const root = loaded.units.find(u => u.root)!;
  const compile = newCompileMachine();
  const session = openUnit(loaded, root, compile.ops, false, dwarf);
  const stages = { asm: newAsmMachine(), compile, link: linkTarget };
  const complaints: string[] = [];
  const result = buildProgram(
    loaded.host,
    loaded.config,
    session,
    stages,
    { stackLimit: Number(process.env['STACK_LIMIT'] ?? 800), noDwarf: !dwarf },
    null,
    (text: string) => complaints.push(text),
    undefined,
    between,
  );
  if (result.image === null) throw new Error([...complaints, ...result.errors].join('\n'));
  return result.image;
}

if (isMain('test/suites/whole.ts')) {
  const image = await buildWhole(path.resolve(process.argv[2] ?? '.'));
  const out = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-whole-')), 'main');
  fs.writeFileSync(out, image, { mode: 0o755 });
  if (process.env['KEEP'] !== undefined) process.stderr.write(`${out}\n`);
  const ran = spawnSync(out, process.argv.slice(3), { stdio: 'inherit', timeout: 60_000 });
  if (process.env['KEEP'] === undefined) fs.rmSync(path.dirname(out), { recursive: true });
  process.exitCode = ran.status ?? 1;
}
