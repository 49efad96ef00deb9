// Test binaries whose benchmarks tell CPU time. `testing` measures wall time, which on a machine with other work says little: a run
// that waits for a processor looks slow. All times come from two functions of the runtime, which are assembly and the same bytes whoever compiled
// the rest; here they are replaced, in the finished executable, by ones that ask for the CPU time of the process. That counts the collector's
// work too, and no sleep: what sleeps takes much longer than it says.

import * as fs from 'node:fs';

/** The clock is the number 2, CLOCK_PROCESS_CPUTIME_ID, the system call 228, clock_gettime. */
const readClock = [
  [0x48, 0x83, 0xec, 0x18], // SUBQ $24, SP
  [0xb8, 0xe4, 0x00, 0x00, 0x00], // MOVL $228, AX
  [0xbf, 0x02, 0x00, 0x00, 0x00], // MOVL $2, DI
  [0x48, 0x89, 0xe6], // MOVQ SP, SI
  [0x0f, 0x05], // SYSCALL
  [0x48, 0x8b, 0x04, 0x24], // MOVQ (SP), AX
  [0x48, 0x8b, 0x5c, 0x24, 0x08], // MOVQ 8(SP), BX
  [0x48, 0x69, 0xc8, 0x00, 0xca, 0x9a, 0x3b], // IMULQ $1000000000, AX, CX
  [0x48, 0x01, 0xd9], // ADDQ BX, CX
].flat();
const leave = [0x48, 0x83, 0xc4, 0x18, 0xc3]; // ADDQ $24, SP; RET

/** The functions by their names, without what gc adds to that of one under ABI0. */
const clocks: ReadonlyMap<string, readonly number[]> = new Map([
  // func now() (sec int64, nsec int32, mono int64), ABIInternal: AX, BX, CX
  ['time.now', [...readClock, ...leave]],
  // func nanotime1() int64, ABI0: 8(SP) in the end
  ['runtime.nanotime1', [...readClock, 0x48, 0x89, 0x4c, 0x24, 0x20, ...leave]], // MOVQ CX, 32(SP)
]);

/** Gives a static executable for linux/amd64, with its symbols, the clock described above. Throws where it has none of the functions. */
export function useCPUClock(file: string): void {
  const bytes = fs.readFileSync(file);
  const number = (at: number): number => Number(bytes.readBigUInt64LE(at));
  const sections = number(0x28);
  const section = (i: number): number => sections + i * bytes.readUInt16LE(0x3a);
  const indices = [...Array(bytes.readUInt16LE(0x3c)).keys()];
  const kind = (i: number): number => bytes.readUInt32LE(section(i) + 4);

  /** Where in the file the bytes at an address are. */
  const offsetOf = (address: number): number => {
    for (const i of indices) {
      const offset = address - number(section(i) + 0x10);
      if (kind(i) === 1 && offset >= 0 && offset < number(section(i) + 0x20)) return number(section(i) + 0x18) + offset; // SHT_PROGBITS
    }
    throw new Error(`${file}: nothing at ${address}`);
  };

  let done = 0;
  const symbols = section(indices.find(i => kind(i) === 2) ?? 0); // SHT_SYMTAB
  const strings = number(section(bytes.readUInt32LE(symbols + 0x28)) + 0x18);
  const end = number(symbols + 0x18) + number(symbols + 0x20);
  for (let at = number(symbols + 0x18); at < end; at += 24) {
    const name = strings + bytes.readUInt32LE(at);
    const code = clocks.get(bytes.toString('latin1', name, bytes.indexOf(0, name)).replace('.abi0', ''));
    if (code === undefined || number(at + 16) < code.length) continue;
    bytes.set(code, offsetOf(number(at + 8)));
    done++;
  }
  if (done !== clocks.size) throw new Error(`${file}: not the clocks that were looked for`);
  fs.writeFileSync(file, bytes);
}
