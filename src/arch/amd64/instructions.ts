// The instruction tables: rows in the notation of the Intel manual, by Go's mnemonic.
//
//   ADDL r/m32, simm8 | 83 /0 ib | MI
//   VADDPD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F.W1 58 /r | RVM
//
// 1. Go's mnemonic, and the operands in the manual's order (the destination first). Go writes them in reverse; the flag
//    `same` marks rows where it does not, and `go=213` gives the manual's operand for each of Go's. A mask `{k1}` is an
//    operand of its own in Go, before the destination, and may be left out unless the flag `mask` is there.
//    Immediates say their range: `simm8` is -128 to 127, `uimm8` 0 to 255, `imm8` both; `imm8x` takes 32 bits and drops
//    the upper ones, as gc does. `&m` is the address of memory, `*m64` a pointer there.
// 2. The encoding: prefixes, opcode, `/r` or `/digit`, immediates (ib iw id io), branch offsets (cb cd).
// 3. Where each operand goes (the manual's Op/En): M ModRM.rm, R ModRM.reg, V VEX.vvvv, O the opcode, I the immediate,
//    4 the immediate's upper half, B both fields of ModRM, D a branch offset, - nowhere.
// 4. Flags: `byte` (AX stands for AL), `disp8*N` (the unit of a compressed displacement where it is not the size of the
//    memory operand), `i32only`, `indirect`, `tls`.
//
// The first row that fits is used, so the order of a mnemonic's rows is that of gc's preference. The text is indexed once;
// the rows of a mnemonic are decoded when it is first used, because a program uses few of the 1,600.

import { InternalError } from '../../diag/internal-error.ts';
import * as As from '../../obj/as.ts';
import { first as firstOwn, names as ownNames } from './as.generated.ts';
import * as Operand from './operand.ts';
import { rowsEVEX } from './table-evex.ts';
import { rowsFPU } from './table-fpu.ts';
import { rowsGP } from './table-gp.ts';
import { rowsSSE } from './table-sse.ts';
import { rowsVEX } from './table-vex.ts';

// Encoding spaces.
export const Legacy = 0;
export const VEX = 1;
export const EVEX = 2;

// Where an operand goes.
export const RoleNone = 0;
export const RoleM = 1;
export const RoleR = 2;
export const RoleV = 3;
export const RoleO = 4;
export const RoleI = 5;
export const RoleIs4 = 6;
export const RoleB = 7;
export const RoleD = 8;
export const RoleK = 9;

// What follows ModRM.
export const ImmNone = 0;
export const Ib = 1;
export const Iw = 2;
export const Id = 4;
export const Io = 8;
/** A branch offset of one byte or of four. */
export const Cb = 16;
export const Cd = 17;

// Flags of a form.
export const FlagByte = 1;
export const FlagI32Only = 2;
export const FlagIndirect = 4;
export const FlagTLS = 8;
export const FlagZeroing = 16;
export const FlagRounding = 32;
export const FlagSAE = 64;

/** One way to encode a mnemonic: a decoded row. */
export class Form {
  readonly space: number;
  /** Kinds and roles of the operands in Go's order. */
  readonly kinds: Uint8Array;
  readonly roles: Uint8Array;
  /** Bytes before REX. */
  readonly prefixes: Uint8Array;
  readonly opcode: Uint8Array;
  /** The digit in ModRM.reg; -1 where a register is there or nothing. */
  readonly digit: number;
  readonly imm: number;
  readonly flags: number;
  /** REX.W and REX.R of a legacy form; VEX and EVEX: the fields W, L, pp and mm. */
  readonly rexW: number;
  readonly rexR: number;
  readonly length: number;
  readonly pp: number;
  readonly map: number;
  /** The unit of a compressed displacement, and with broadcast; 0 where broadcast is not possible. */
  readonly disp8: number;
  readonly bcst: number;

  constructor(
    space: number,
    kinds: Uint8Array,
    roles: Uint8Array,
    prefixes: Uint8Array,
    opcode: Uint8Array,
    digit: number,
    imm: number,
    flags: number,
    rexW: number,
    rexR: number,
    length: number,
    pp: number,
    map: number,
    disp8: number,
    bcst: number,
  ) {
    this.space = space;
    this.kinds = kinds;
    this.roles = roles;
    this.prefixes = prefixes;
    this.opcode = opcode;
    this.digit = digit;
    this.imm = imm;
    this.flags = flags;
    this.rexW = rexW;
    this.rexR = rexR;
    this.length = length;
    this.pp = pp;
    this.map = map;
    this.disp8 = disp8;
    this.bcst = bcst;
  }
}

const tables: readonly string[] = [rowsGP, rowsFPU, rowsSSE, rowsVEX, rowsEVEX];

/** The rows of each mnemonic as text, in order of preference. */
function indexRows(): Map<string, string> {
  const index = new Map<string, string>();
  for (const table of tables) {
    let at = 1; // after the first newline
    while (at < table.length) {
      // One run of rows with the same mnemonic.
      const start = at;
      let space = table.indexOf(' ', at);
      const name = table.slice(at, space);
      do {
        at = table.indexOf('\n', space) + 1;
        space = table.indexOf(' ', at);
      } while (at < table.length && space - at === name.length && table.startsWith(name, at));
      const rows = table.slice(start, at - 1);
      const earlier = index.get(name);
      index.set(name, earlier === undefined ? rows : `${earlier}\n${rows}`);
    }
  }
  return index;
}

/** All mnemonics of the tables that are not general operations, sorted. */
export function tableMnemonics(): string[] {
  return [...indexRows().keys()].filter(name => !As.names.includes(name)).sort();
}

/** The tables of one assembler or compiler: finds the forms of an operation, decoding its rows when first asked. */
export class Instructions {
  private readonly rows = indexRows();
  private readonly forms: (readonly Form[] | undefined)[] = [];

  /** The forms of an operation in order of preference; none for one that is not encoded by the tables. */
  of(as: As.As): readonly Form[] {
    return this.forms[as] ?? this.decode(as);
  }

  private decode(as: As.As): readonly Form[] {
    const rows = this.rows.get(opName(as));
    const forms: Form[] = [];
    if (rows !== undefined) for (const row of rows.split('\n')) decodeRow(row, forms);
    while (this.forms.length <= as) this.forms.push(undefined);
    this.forms[as] = forms;
    return forms;
  }
}

/** Every row of the tables as text, for those who check them. */
export function allRows(): string[] {
  return tables.flatMap(t => t.trim().split('\n'));
}

/** The name of an operation. */
export function opName(as: As.As): string {
  return as < As.ArchSpecific ? (As.names[as] ?? `A???${as}`) : (ownNames[as - firstOwn] ?? `A???${as}`);
}

const letters = '-MRVOI4BD';

/** Decodes one row; a row with an optional mask gives two forms. */
export function decodeRow(row: string, forms: Form[]): void {
  const [head = '', encoding = '', roleText = '', flagText = ''] = row.split('|').map(s => s.trim());
  const space = head.indexOf(' ');
  const operands = space < 0 ? [] : head.slice(space + 1).split(', ');
  const isEvex = encoding.startsWith('EVEX.');
  let flags = 0;
  let same = false;
  let order = '';
  let maskRequired = false;
  let disp8 = 0;
  for (const flag of flagText === '' ? [] : flagText.split(' ')) {
    if (flag === 'byte') flags |= FlagByte;
    else if (flag === 'i32only') flags |= FlagI32Only;
    else if (flag === 'indirect') flags |= FlagIndirect;
    else if (flag === 'tls') flags |= FlagTLS;
    else if (flag === 'same') same = true;
    else if (flag === 'mask') maskRequired = true;
    else if (flag.startsWith('go=')) order = flag.slice(3);
    else if (flag.startsWith('disp8*')) disp8 = Number(flag.slice(6));
    else throw new InternalError(`instruction table: unknown flag in ${row}`);
  }

  // Operands, in the manual's order.
  let hasMask = false;
  let bcst = 0;
  let memSize = 0;
  const kinds: number[] = [];
  const roles: number[] = [];
  for (let i = 0; i < operands.length; i++) {
    let text = operands[i]!;
    if (text.includes('{')) {
      if (text.includes('{k1}')) hasMask = true;
      if (text.includes('{z}')) flags |= FlagZeroing;
      if (text.includes('{er}')) flags |= FlagRounding;
      if (text.includes('{sae}')) flags |= FlagSAE;
      text = text.replace(/ ?\{.*/, '');
    }
    const broadcast = /\/m(\d+)bcst$/.exec(text);
    if (broadcast !== null) {
      bcst = Number(broadcast[1]) / 8;
      text = text.slice(0, broadcast.index);
    }
    const size = /(?:^|\/)m(\d+)$/.exec(text);
    if (size !== null) memSize = Number(size[1]) / 8;
    const kind = Operand.kindNumber(canonicalKind(text, isEvex));
    if (kind < 0) throw new InternalError(`instruction table: unknown operand ${text} in ${row}`);
    const role = letters.indexOf(roleText[i] ?? '?');
    if (role < 0) throw new InternalError(`instruction table: operands and places differ in ${row}`);
    kinds.push(kind);
    roles.push(role);
  }
  if (disp8 === 0) disp8 = memSize === 0 ? 1 : memSize;

  // Go's order.
  if (order !== '') {
    const k = [...order].map(c => kinds[Number(c) - 1]!);
    const r = [...order].map(c => roles[Number(c) - 1]!);
    kinds.splice(0, kinds.length, ...k);
    roles.splice(0, roles.length, ...r);
  } else if (!same) {
    kinds.reverse();
    roles.reverse();
  }

  // Encoding.
  let kindOfSpace = Legacy;
  const prefixes: number[] = [];
  const opcode: number[] = [];
  let digit = -1;
  let imm = ImmNone;
  let rexW = 0;
  let rexR = 0;
  let length = 0;
  let pp = 0;
  let map = 0;
  for (const word of encoding === '' ? [] : encoding.split(' ')) {
    if (/^[0-9A-F]{2}(\+\w+)?$/.test(word)) {
      const byte = parseInt(word, 16);
      const isPrefix = byte === 0x66 || byte === 0x67 || byte === 0xf2 || byte === 0xf3;
      if (kindOfSpace === Legacy && isPrefix && opcode.length === 0 && rexW === 0) prefixes.push(byte);
      else opcode.push(byte);
    } else if (word === 'REX.W') rexW = 1;
    else if (word === 'REX.R') rexR = 1;
    else if (word === '/r' || word === '/is4') continue;
    else if (/^\/[0-7]$/.test(word)) digit = Number(word[1]);
    else if (word === 'ib') imm = Ib;
    else if (word === 'iw') imm = Iw;
    else if (word === 'id') imm = Id;
    else if (word === 'io') imm = Io;
    else if (word === 'cb') imm = Cb;
    else if (word === 'cd') imm = Cd;
    else if (/^E?VEX\./.test(word)) {
      kindOfSpace = isEvex ? EVEX : VEX;
      for (const field of word.split('.').slice(1)) {
        if (field === '256') length = 1;
        else if (field === '512') length = 2;
        else if (field === '66') pp = 1;
        else if (field === 'F3') pp = 2;
        else if (field === 'F2') pp = 3;
        else if (field === '0F') map = 1;
        else if (field === '0F38') map = 2;
        else if (field === '0F3A') map = 3;
        else if (field === 'W1') rexW = 1;
        else if (!/^(128|LIG|LZ|W0|WIG)$/.test(field)) throw new InternalError(`instruction table: ${field} in ${row}`);
      }
    } else throw new InternalError(`instruction table: ${word} in ${row}`);
  }
  // A prefix that nothing follows is the instruction itself.
  if (opcode.length === 0 && prefixes.length > 0) opcode.push(prefixes.pop()!);

  const make = (k: readonly number[], r: readonly number[]): Form =>
    new Form(
      kindOfSpace,
      Uint8Array.from(k),
      Uint8Array.from(r),
      Uint8Array.from(prefixes),
      Uint8Array.from(opcode),
      digit,
      imm,
      flags,
      rexW,
      rexR,
      length,
      pp,
      map,
      disp8,
      bcst,
    );
  if (!maskRequired) forms.push(make(kinds, roles));
  if (hasMask) {
    const last = kinds.length - 1;
    const mask = Operand.kindNumber('{k1}');
    forms.push(make([...kinds.slice(0, last), mask, kinds[last]!], [...roles.slice(0, last), RoleK, roles[last]!]));
  }
}

/** The kind's name in operand.ts: sizes that do not tell operands apart are dropped. */
function canonicalKind(text: string, isEvex: boolean): string {
  if (/^(r|r\/m)(16|32|64)$/.test(text)) return text.replace(/\d+$/, '32');
  if (/^[re]ax$/i.test(text)) return 'AX';
  if (text === 'imm8x' || text === 'imm16') return 'imm32';
  if (text === '*m64') return '*m';
  if (/^m\d*$/.test(text)) return 'm';
  if (/^mm\/m\d+$/.test(text)) return 'mm/m';
  if (/^k\/m\d+$/.test(text)) return 'k/m';
  const vector = /^([xyz]mm)(\/m\d+)?$/.exec(text);
  if (vector !== null) return vector[1]! + (isEvex ? '32' : '') + (vector[2] === undefined ? '' : '/m');
  const vsib = /^vm\d\d([xyz])$/.exec(text);
  if (vsib !== null) return `vm${vsib[1]!}${isEvex ? '32' : ''}`;
  return text;
}
