// The assembly of the standard library for linux/amd64 beside `go tool asm`, which runs in the same test: the objects of each
// package, position independent, for shared libraries and for a newer machine, and its symabis.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { assemble, symABIs } from '../../src/asm/assemble.ts';
import { differences } from '../asm-compare.ts';
import { asmOptions, machine } from '../asm-harness.ts';
import { asmFlags, type AsmPackage, run, toolPath } from '../asm-std.ts';
import { type Case, NotBuilt } from './case.ts';

const ways: readonly (readonly string[])[] = [[], ['-shared'], ['-dynlink'], ['-D', 'GOAMD64_v3']];

/** The suite as cases: each package in each way. */
export function asmLibraryCases(packages: readonly AsmPackage[]): Case[] {
  return ways.flatMap(extra =>
    packages.map(p => ({ name: [p.path, ...extra].join(' '), run: () => comparePackage(p, extra) })),
  );
}

/** Assembles a package with both and says what differs. */
export function comparePackage(p: AsmPackage, extra: readonly string[]): string[] {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-asm-'));
  try {
    const out = path.join(dir, 'x.o');
    const files = p.sFiles.map(f => `./${f}`);
    let errors = '';
    const options = asmOptions(p, extra, text => (errors += text));
    const obj = assemble(machine, files, options);
    if (obj === null || errors !== '') throw new NotBuilt(errors);
    const flags = [...asmFlags(p.path, p.headerDir), ...extra];
    run(toolPath('asm'), [...flags, '-o', out, ...files], p.dir);
    const wrong = differences(obj, fs.readFileSync(out), 5);
    if (extra.length > 0) return wrong;
    run(toolPath('asm'), [...flags, '-gensymabis', '-o', out, ...files], p.dir);
    if (symABIs(machine, files, options) !== fs.readFileSync(out, 'utf8')) wrong.push('other symabis');
    return wrong;
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
