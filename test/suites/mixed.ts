// Mixed links: one package from burrow, all others from gc, in the package's own test binary; its tests must pass as they do
// when gc compiled everything. As a command: `node tools/run.mjs test/suites/mixed.ts [-v] package...`.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { newMachine } from '../../src/arch/amd64/machine.ts';
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { Compiler } from '../../src/build/compiler.ts';
import { writeObj } from '../../src/obj/objfile.ts';
import type { Unit } from '../../src/load/units.ts';
import { goroot, goTool } from '../goroot.ts';
import { isMain } from '../main.ts';
import { type Loaded, load, openUnit } from '../compile-harness.ts';

/** What came of the tests of one package. */
export interface MixedResult {
  readonly pkg: string;
  /** Empty: passed. */
  readonly failure: string;
  readonly passed: number;
}

/** The object of a package, as its test binary has it when `tests` says so. */
export function packageObject(loaded: Loaded, unit: Unit): Uint8Array {
  const machine = newCompileMachine();
  const { p, sources, units } = openUnit(loaded, unit, machine.ops);
  for (const u of units) for (const f of u.package.sFiles) noteAsm(path.join(u.dir, f), u.path, sources);
  const compiler = new Compiler(
    p,
    sources,
    machine,
    newMachine(),
    units.map(u => u.package.importPath),
  );
  const cx = compiler.wholePackage(unit.package.importPath, []);
  return writeObj(cx.obj);
}

/** Functions that assembly defines, read from its TEXT lines: enough where only the names matter. */
function noteAsm(file: string, pkg: string, sources: { addAsm(name: string, abi: number): void }): void {
  const text = fs.readFileSync(file, 'utf8');
  for (const m of text.matchAll(/^TEXT\s+([^\s(]+)\(SB\)/gm)) {
    let name = m[1]!.replaceAll('\u00b7', '.').replaceAll('\u2215', '/');
    const internal = name.endsWith('<ABIInternal>');
    name = name.replace('<ABIInternal>', '');
    if (name.endsWith('<>')) continue;
    sources.addAsm(name.startsWith('.') ? pkg + name : name, internal ? 1 : 0);
  }
}

/** Runs the tests of a package whose code burrow compiled. */
export async function mixed(pkg: string, args: readonly string[]): Promise<MixedResult> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-mixed-'));
  try {
    const loaded = await load(process.cwd(), [pkg], true);
    const unit =
      loaded.units.find(u => u.package.importPath === pkg && u.package.forTest === pkg) ??
      loaded.units.find(u => u.package.importPath === pkg)!;
    const object = path.join(dir, 'object.o');
    fs.writeFileSync(object, packageObject(loaded, unit));
    const list = path.join(dir, 'replace');
    fs.writeFileSync(list, `${pkg} ${object}\n`);
    const root = process.env['BURROW_ROOT']!;
    const ran = spawnSync(
      goTool!,
      [
        'test',
        '-vet=off',
        '-short',
        '-json',
        `-toolexec=${path.join(root, 'tools/toolexec.sh')}`,
        `-ldflags=-w -replace=${list}`,
        ...args,
        pkg,
      ],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        timeout: 600_000,
        env: { ...process.env, CGO_ENABLED: '0', GOROOT: goroot!, GOFLAGS: '', GOWORK: 'off' },
      },
    );
    let passed = 0;
    const output: string[] = [];
    for (const line of ran.stdout.split('\n')) {
      if (!line.startsWith('{')) {
        if (line !== '') output.push(`${line}\n`);
        continue;
      }
      const event = JSON.parse(line) as { Action: string; Test?: string; Output?: string };
      if (event.Action === 'pass' && event.Test !== undefined) passed++;
      if (event.Output !== undefined) output.push(event.Output);
    }
    const failure = ran.status === 0 ? '' : `${output.slice(-60).join('')}${ran.stderr}`;
    return { pkg, failure, passed };
  } catch (e) {
    return { pkg, failure: (e as Error).stack ?? String(e), passed: 0 };
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** Packages chosen for variety. */
export const chosen: readonly string[] = (
  'errors unicode/utf8 sort strconv strings bytes bufio fmt container/list container/heap text/tabwriter path math ' +
  'math/bits math/big encoding/binary encoding/json encoding/base64 text/template regexp regexp/syntax hash/crc32 ' +
  'compress/flate sync time slices maps reflect go/parser go/types net/http crypto/tls html/template os'
).split(' ');

if (isMain('test/suites/mixed.ts')) {
  const words = process.argv.slice(2);
  const args = words.filter(w => w.startsWith('-'));
  const named = words.filter(w => !w.startsWith('-'));
  let failed = 0;
  for (const pkg of named.length > 0 ? named : chosen) {
    const { failure, passed } = await mixed(pkg, args);
    if (failure !== '') failed++;
    process.stdout.write(failure === '' ? `ok ${pkg}: ${passed} passed\n` : `FAIL ${pkg}\n${failure}\n`);
  }
  process.exitCode = failed === 0 ? 0 : 1;
}
