// Addresses in programs that may be loaded anywhere: where one may stand, and what is said of others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkTarget } from '../arch/amd64/link.ts';
import * as Reloc from '../obj/reloctype.ts';
import { Ctxt, type LinkOptions } from './ctxt.ts';
import { Errors } from './failure.ts';
import { Loader } from './load.ts';
import { relocate } from './relocate.ts';
import * as SymKind from './symkind.ts';
import { Reachable } from './symtab.ts';

const pie = { interpreter: '', bindNow: false };
const before = new Uint8Array([0x90, 0x48, 0x8b, 0x0d]); // NOP; MOVQ x(RIP), CX

/** What a relocation at 0x3004 to p.y, which lies at 0x1000, comes to: bytes of the image, places of addresses, messages. */
function relocated(
  options: Pick<LinkOptions, 'pie'>,
  kind: number,
  section: string,
  type: number,
  size: number,
): { bytes: string; relative: string; errors: string } {
  const errors = new Errors(false);
  const loader = new Loader({ header: '', checkLinkname: true, eager: false, pcQuantum: 1 }, errors);
  const all = { target: linkTarget, ...options } as LinkOptions;
  const cx = new Ctxt(all, loader, errors);
  const { tab } = cx;
  cx.addSection(cx.text, '.text', 5).vaddr = 0x1000;
  cx.addSection(cx.rodata, '.rodata', 4);
  cx.addSection(cx.data, '.data', 6);
  const y = tab.lookupOrCreate('p.y', 0);
  tab.kind[y] = SymKind.Text;
  tab.attr[y] |= Reachable;
  tab.value[y] = 0x1000;
  const x = tab.lookupOrCreate('p.x', 0);
  tab.kind[x] = kind;
  tab.value[x] = 0x3000;
  tab.sect[x] = cx.sections.findIndex(s => s?.name === section);
  tab.setRelocs(x, [4, size, type, 2, y]);
  const image = new Uint8Array(4 + size);
  image.set(before);
  relocate(cx, x, image, 0);
  const bytes = [...image].map(b => b.toString(16).padStart(2, '0')).join('');
  return { bytes, relative: cx.relative.map(at => at.toString(16)).join(), errors: errors.messages.join() };
}

const head = '90488b0d';
const cannot = (where: string): string =>
  `p.x: the address of p.y cannot be ${where} of a position independent program`;

const cases: readonly (readonly [
  name: string,
  kind: number,
  section: string,
  type: number,
  size: number,
  bytes: string,
  relative: string,
  errors: string,
])[] = [
  ['in data', SymKind.Data, '.data', Reloc.R_ADDR, 8, `${head}0210000000000000`, '3004', ''],
  ['weak', SymKind.Data, '.data', Reloc.R_WEAKADDR, 8, `${head}0210000000000000`, '3004', ''],
  ['in four bytes', SymKind.Data, '.data', Reloc.R_ADDR, 4, `${head}00000000`, '', cannot('in 4 bytes')],
  ['in code', SymKind.Text, '.text', Reloc.R_ADDR, 8, `${head}0000000000000000`, '', cannot('in .text')],
  ['read-only', SymKind.Rodata, '.rodata', Reloc.R_ADDR, 8, `${head}0000000000000000`, '', cannot('in .rodata')],
  ['hashed', SymKind.DataFips, '.data', Reloc.R_ADDR, 8, `${head}0000000000000000`, '', cannot('in data of FIPS 140')],
  ['a distance', SymKind.Text, '.text', Reloc.R_PCREL, 4, `${head}fadfffff`, '', ''],
  ['the place of g', SymKind.Text, '.text', Reloc.R_TLS_IE, 4, '9048c7c1f8ffffff', '', ''],
];

for (const [name, kind, section, type, size, bytes, relative, errors] of cases) {
  test(name, () => assert.deepEqual(relocated({ pie }, kind, section, type, size), { bytes, relative, errors }));
}

test('at one address none is listed', () => {
  const have = relocated({ pie: null }, SymKind.Text, '.text', Reloc.R_ADDR, 8);
  assert.deepEqual(have, { bytes: `${head}0210000000000000`, relative: '', errors: '' });
  assert.match(relocated({ pie: null }, SymKind.Text, '.text', Reloc.R_TLS_IE, 4).errors, /unknown reloc/);
});

test('instructions that load the place of g', () => {
  const rows: readonly (readonly [before: number[], after: number[] | null])[] = [
    [
      [0x48, 0x8b, 0x05],
      [0x48, 0xc7, 0xc0], // AX
    ],
    [
      [0x4c, 0x8b, 0x3d],
      [0x49, 0xc7, 0xc7], // R15
    ],
    [[0x48, 0x03, 0x05], null], // ADDQ
    [[0x48, 0x8b, 0x04], null], // not relative to RIP
    [[0x40, 0x8b, 0x05], null], // MOVL
  ];
  for (const [code, after] of rows) {
    const have = new Uint8Array(code);
    assert.equal(linkTarget.relaxTls(have, 3), after !== null);
    assert.deepEqual([...have], after ?? code);
  }
});
