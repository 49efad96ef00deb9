// Whole-process CPU, wall time and peak memory of assembling all assembly of std, beside `go tool asm`, in one run. burrow
// assembles every package in one process, files read and objects written as the command does; gc's assembler is started
// once for each package. The header files are made before.
//
//     node tools/run.mjs bench/asm.ts [ROUNDS]

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { newAsmMachine } from '../src/arch/amd64/asm.ts';
import { assemble } from '../src/asm/assemble.ts';
import { writeObj } from '../src/obj/objfile.ts';
import { asmOptions } from '../test/asm-harness.ts';
import { asmFlags, asmPackages, toolPath, type AsmPackage } from '../test/asm-std.ts';
import { goroot } from '../test/goroot.ts';

const tmp = path.join(os.tmpdir(), 'burrow-bench-asm');

/** What the child does: everything once, and the time of further rounds in a warm process. */
function child(list: string, rounds: number): void {
  const packages = JSON.parse(fs.readFileSync(list, 'utf8')) as AsmPackage[];
  const machine = newAsmMachine();
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    packages.forEach((p, i) => {
      const files = p.sFiles.map(f => `./${f}`);
      const obj = assemble(
        machine,
        files,
        asmOptions(p, [], text => process.stderr.write(text)),
      );
      fs.writeFileSync(path.join(tmp, `${i}.o`), writeObj(obj!));
    });
    const used = process.cpuUsage(start);
    if (rounds > 1) console.log(`round ${round + 1}: ${((used.user + used.system) / 1e3).toFixed(0)} ms CPU`);
  }
  fs.writeFileSync(path.join(tmp, 'usage'), JSON.stringify(process.resourceUsage()));
}

interface Usage {
  cpu: number;
  wall: number;
  rss: number;
}

/** Runs commands one after the other from a shell and gives what they used. */
function measure(commands: readonly (readonly [cmd: string, args: readonly string[], cwd: string])[]): Usage {
  const quote = (s: string): string => `'${s.replaceAll("'", "'\\''")}'`;
  const script = commands.map(
    ([cmd, args, cwd]) => `cd ${quote(cwd)} && ${[cmd, ...args].map(quote).join(' ')} || exit 1`,
  );
  const file = path.join(tmp, 'script');
  fs.writeFileSync(file, script.join('\n'));
  const out = path.join(tmp, 'time');
  const start = performance.now();
  const done = spawnSync('/usr/bin/time', ['-f', '%U %S %M', '-o', out, 'sh', file], {
    encoding: 'utf8',
    env: { ...process.env, GOROOT: goroot! },
  });
  if (done.status !== 0) throw new Error(done.stderr);
  const wall = performance.now() - start;
  const [user, system, rss] = fs.readFileSync(out, 'utf8').trim().split(' ').map(Number) as [number, number, number];
  return { cpu: (user + system) * 1000, wall, rss: rss / 1024 };
}

function show(what: string, u: Usage): void {
  const n = (x: number): string => x.toFixed(0).padStart(6);
  console.log(`${what.padEnd(34)} CPU ${n(u.cpu)} ms  wall ${n(u.wall)} ms  peak ${n(u.rss)} MB`);
}

function main(): void {
  const args = process.argv.slice(2);
  if (args[0] === '--child') return child(args[1]!, Number(args[2]));
  const packages = goroot === null ? null : asmPackages(path.join(goroot, 'src'), ['std']);
  if (packages === null) {
    console.log('no go command');
    return;
  }
  fs.mkdirSync(tmp, { recursive: true });
  const list = path.join(tmp, 'packages.json');
  fs.writeFileSync(list, JSON.stringify(packages));
  const files = packages.reduce((n, p) => n + p.sFiles.length, 0);
  console.log(`${packages.length} packages, ${files} files; node ${process.version}`);
  const rounds = Number(args[0] ?? 3);
  for (let i = 0; i < rounds; i++) {
    const gc = packages.map(
      p =>
        [
          toolPath('asm'),
          [...asmFlags(p.path, p.headerDir), '-o', path.join(tmp, 'x.o'), ...p.sFiles.map(f => `./${f}`)],
          p.dir,
        ] as const,
    );
    show('go tool asm, a process a package', measure(gc));
    show('burrow, one process', measure([[process.execPath, [process.argv[1]!, '--child', list, '1'], tmp]]));
  }
  const warm = spawnSync(process.execPath, [process.argv[1]!, '--child', list, '8'], { encoding: 'utf8' });
  console.log(`burrow, again and again in one process:\n${warm.stdout.trim()}${warm.stderr}`);
  fs.rmSync(tmp, { recursive: true, force: true });
}

main();
