// `burrow tool asm` as a command: flags, files, exit status, and the object it writes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newAsmMachine } from '../src/arch/amd64/asm.ts';
import { decodeUtf8, encodeUtf8 } from '../src/base/utf8.ts';
import { asmMain, type AsmEnv } from '../src/cmd/tool-asm.ts';
import { IOError } from '../src/host/host.ts';
import { MemoryHost } from '../src/host/memory.ts';
import { damage, FlagFromAssembly, FlagUnlinkable, GoObj, readObjectHeader } from '../src/obj/goobj.ts';
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

const files = {
  'x.s': '#include "h.h"\nTEXT ·f(SB), 4, $0-8\nMOVQ $N, AX\nMOVQ x(SB), BX\nCALL p·g(SB)\nRET\n',
  'y.s': 'DATA x(SB)/8, $1\nGLOBL x(SB), 16, $8\n#ifdef GOEXPERIMENT_regabiargs\nTEXT ·e(SB), 4, $0\nRET\n#endif\n',
  'inc/h.h': '#define N 7\n',
  'bad.s': 'TEXT ·f(SB), 4, $0-8\nFOO\n',
  'l.s':
    'TEXT ·f(SB), 4, $0-8\n\tMOVQ $0, AX\n\tPCALIGN $16\n\tMOVQ ·v(SB), CX\n\tRET\nDATA ·v(SB)/8, $l<>(SB)\nGLOBL ·v(SB), 8, $8\nGLOBL l<>(SB), 16, $4\n',
  args: '-o\nz.o\ny.s\n',
};

function run(args: string): { status: number; err: string; out: string; host: MemoryHost } {
  const host = new MemoryHost();
  for (const [name, text] of Object.entries(files)) {
    host.makeDirs(`/w/${name}`.slice(0, `/w/${name}`.lastIndexOf('/')));
    host.writeFile(`/w/${name}`, encodeUtf8(text));
  }
  host.chdir('/w');
  const status = asmMain(host, args === '' ? [] : args.split(' '), env);
  return { status, err: host.stderr.text, out: host.stdout.text, host };
}

function written(host: MemoryHost, name: string): Uint8Array {
  const data = host.readFile(`/w/${name}`);
  assert.ok(!(data instanceof IOError), `${name} is missing`);
  return data;
}

test('two files make one object', () => {
  const { status, err, host } = run('-p p -I inc -form=burrow -o out.o x.s y.s');
  assert.equal(err, '');
  assert.equal(status, 0);
  const data = written(host, 'out.o');
  const header = 'go object linux amd64 go1.26.8 GOAMD64=v1 X:regabiargs\n!\n';
  assert.equal(decodeUtf8(data, 0, header.length), header);
  const obj = readObj(data.subarray(header.length));
  const f = obj.syms.find(s => s.name === 'p.f')!;
  assert.equal(Buffer.from(f.data).toString('hex'), '554889e548c7c007000000488b1d00000000e8000000005dc3');
  assert.ok(f.func !== null);
  assert.equal(obj.posBases[f.func.startBase]!.file, '/w/x.s');
  assert.ok(obj.syms.find(s => s.name === 'x')!.isDefined);
  assert.ok(!obj.syms.some(s => s.name === 'p.e'), 'experiments are for the runtime alone');
});

test("without -form the object is one of gc's", () => {
  const { status, host } = run('-p p -I inc -o out.o x.s y.s');
  assert.equal(status, 0);
  const data = written(host, 'out.o');
  const head = readObjectHeader(data, 0, data.length)!;
  assert.equal(head.first, 'go object linux amd64 go1.26.8 GOAMD64=v1 X:regabiargs');
  assert.equal(damage(data, head.objAt, data.length), '');
  const o = new GoObj(data, head.objAt);
  assert.equal(o.flags, FlagFromAssembly);
  assert.deepEqual(o.files(), ['/w/x.s', '/w/y.s']);
  const unlinkable = run('-o out.o y.s').host;
  const bytes = written(unlinkable, 'out.o');
  const at = readObjectHeader(bytes, 0, bytes.length)!.objAt;
  assert.equal(new GoObj(bytes, at).flags, FlagFromAssembly | FlagUnlinkable);
});

test('-trimpath, -D and experiments', () => {
  const { status, host } = run('-p runtime -trimpath /w=>t -D N=9 -form burrow -o out.o y.s');
  assert.equal(status, 0);
  const data = written(host, 'out.o');
  const obj = readObj(data.subarray(data.indexOf(33) + 2));
  const e = obj.syms.find(s => s.name === 'runtime.e')!;
  assert.equal(obj.posBases[e.func!.startBase]!.file, 't/y.s');
});

test('the same bytes from two directories', () => {
  const objects = ['/a', '/b/c'].map(dir => {
    const host = new MemoryHost();
    host.makeDirs(dir);
    host.writeFile(`${dir}/x.s`, encodeUtf8('#define R RET\nTEXT ·f(SB), $8-0\nMOVSD $1.5, X0\nCALL h(SB)\nR\n'));
    host.chdir(dir);
    assert.equal(asmMain(host, ['-p', 'p', '-trimpath', `${dir}=>m`, 'x.s'], env), 0, host.stderr.text);
    return host.readFile(`${dir}/x.o`);
  });
  assert.deepEqual(objects[0], objects[1]);
});

test('-S lists as gc does', () => {
  const want = [
    'p.f STEXT nosplit asm size=24 args=0x8 locals=0x0 funcid=0x0 align=0x10',
    '\t0x0000 00000 (l.s:1)\tTEXT\tp.f(SB), NOSPLIT|NOFRAME, $0-8',
    '\t0x0000 00000 (l.s:1)\tFUNCDATA\t$5, p.f.arginfo0(SB)',
    '\t0x0000 00000 (l.s:1)\tFUNCDATA\t$0, p.f.args_stackmap(SB)',
    '\t0x0000 00000 (l.s:2)\tMOVQ\t$0, AX',
    '\t0x0007 00007 (l.s:3)\tPCALIGN\t$16',
    '\t0x0010 00016 (l.s:4)\tMOVQ\tp.v(SB), CX',
    '\t0x0017 00023 (l.s:5)\tRET',
    '\t0x0000 48 c7 c0 00 00 00 00 66 0f 1f 84 00 00 00 00 00  H......f........',
    '\t0x0010 48 8b 0d 00 00 00 00 c3                          H.......',
    '\trel 19+4 t=R_PCREL p.v+0',
    'p.v SRODATA size=8',
    '\t0x0000 00 00 00 00 00 00 00 00                          ........',
    '\trel 0+8 t=R_ADDR l+0',
    'l SNOPTRBSS static size=4',
    '',
  ];
  const { status, out } = run('-p p -S -o l.o l.s');
  assert.equal(status, 0);
  assert.deepEqual(out.split('\n'), want);
});

test('-gensymabis', () => {
  const { host } = run('-p p -I inc -gensymabis -o s x.s');
  assert.equal(decodeUtf8(written(host, 's')), 'def p.f ABI0\nref x ABI0\nref p.g ABI0\n');
});

const cases: readonly (readonly [args: string, status: number, err: string])[] = [
  ['', 2, 'usage: asm [options] file.s ...\n'],
  ['-nosuch x.s', 2, 'flag provided but not defined: -nosuch\nusage: asm [options] file.s ...\n'],
  ['x.s y.s', 2, 'usage: asm [options] file.s ...\n'],
  ['none.s', 1, 'asm: open none.s: no such file or directory\n'],
  ['x.s', 1, 'x.s:2: #include: open h.h: no such file or directory\n'],
  ['bad.s', 1, 'bad.s:2: unrecognized instruction "FOO"\nasm: assembly of bad.s failed\n'],
  ['-spectre=ret y.s', 2, 'asm: -spectre=ret is not supported by burrow\n'],
  ['-spectre=x y.s', 2, 'asm: unknown setting -spectre=x\n'],
  ['-form=elf y.s', 2, 'invalid value "elf" for flag -form: unknown form elf\nusage: asm [options] file.s ...\n'],
  ['@none', 1, 'asm: open none: no such file or directory\n'],
];
for (const [args, status, err] of cases) {
  test(`asm ${args}`, () => {
    const got = run(args);
    assert.equal(got.err, err);
    assert.equal(got.status, status);
    assert.ok(got.host.readFile('/w/bad.o') instanceof IOError);
  });
}

test('an output that failed before is removed', () => {
  const { host } = run('-o bad.o y.s');
  written(host, 'bad.o');
  assert.equal(asmMain(host, ['-o', 'bad.o', 'bad.s'], env), 1);
  assert.ok(host.readFile('/w/bad.o') instanceof IOError);
});

test('arguments from a file', () => assert.ok(run('@args').host.readFile('/w/z.o') instanceof Uint8Array));

test('-V=full', () => assert.equal(run('-V=full').out, 'asm version go1.26.8 burrow\n'));
