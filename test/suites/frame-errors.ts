// The errors of GOROOT/test's files that gc's back end finds, when it has laid out frames: their packages are compiled whole.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { newAsmMachine } from '../../src/arch/amd64/asm.ts';
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { refusedUnits } from '../../src/build/build-program.ts';
import { Compiler } from '../../src/build/compiler.ts';
import { load, openUnit } from '../compile-harness.ts';
import { type PrintedError, type TestFile, wantedErrors } from './testdir.ts';

/** Whether the errors that a file asks for are about frames. */
export function wantsFrames(test: TestFile): boolean {
  const wanted = wantedErrors('', test.source);
  return wanted.length > 0 && wanted.every(w => w.pattern.source.includes('stack frame too large'));
}

/** What the compiler says of a file's package. */
export async function frameErrors(test: TestFile): Promise<PrintedError[]> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'frames-'));
  try {
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module frames\n\ngo 1.26\n');
    fs.writeFileSync(path.join(dir, path.basename(test.name)), test.source);
    // Functions may be declared without bodies, as for `go tool compile`.
    fs.writeFileSync(path.join(dir, 'bodies.s'), '');
    const loaded = await load(dir, ['.']);
    const root = loaded.units.find(u => u.root)!;
    const machine = newCompileMachine();
    const { p, sources, units } = openUnit(loaded, root, machine.ops);
    const paths = units.map(u => u.package.importPath);
    const compiler = new Compiler(p, sources, machine, newAsmMachine(), paths);
    compiler.wholePackage(root.package.importPath, []);
    return refusedUnits([root], root, compiler)
      .flatMap(r => r.lines)
      .map(line => {
        const [, file, at, text] = /^(.*?):(\d+):\d+: (.*)$/.exec(line)!;
        return { file: path.basename(file!), line: Number(at), text: text! };
      });
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}
