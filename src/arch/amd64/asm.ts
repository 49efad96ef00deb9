// amd64 as the assembler sees it: the names of registers and instructions.

import type { AsmMachine } from '../../asm/machine.ts';
import { FP, PC, SB } from '../../asm/machine.ts';
import * as As from '../../obj/as.ts';
import * as A from './as.generated.ts';
import { newMachine } from './machine.ts';
import * as Reg from './reg.ts';
import { parseSuffix } from './suffix.ts';

/** Other names of instructions. */
const aliases: readonly (readonly [as: As.As, names: string])[] = [
  [A.JHI, 'JA JNBE'],
  [A.JCC, 'JAE JHS JNB JNC'],
  [A.JCS, 'JB JC JLO JNAE'],
  [A.JLS, 'JBE JNA'],
  [A.JEQ, 'JE JZ'],
  [A.JGT, 'JG JNLE'],
  [A.JLT, 'JL JNGE'],
  [A.JGE, 'JNL'],
  [A.JLE, 'JNG'],
  [A.JNE, 'JNZ'],
  [A.JMI, 'JS'],
  [A.JPL, 'JNS'],
  [A.JOS, 'JO'],
  [A.JOC, 'JNO'],
  [A.JPS, 'JP JPE'],
  [A.JPC, 'JNP JPO'],
  [A.MASKMOVOU, 'MASKMOVDQU'],
  [A.MOVQ, 'MOVD MOVDQ2Q'],
  [A.MOVNTO, 'MOVNTDQ'],
  [A.MOVO, 'MOVOA'],
  [A.PSLLO, 'PSLLDQ'],
  [A.PSRLO, 'PSRLDQ'],
  [A.PADDL, 'PADDD'],
  [A.MOVBEL, 'MOVBELL'],
  [A.MOVBEQ, 'MOVBEQQ'],
  [A.MOVBEW, 'MOVBEWW'],
];

/** Instructions whose only operand is their destination. */
const unaryDst =
  'BSWAPL BSWAPQ CLDEMOTE CLFLUSH CLFLUSHOPT CLWB CMPXCHG16B CMPXCHG8B DECB DECL DECQ DECW FBSTP FFREE FLDENV FSAVE ' +
  'FSTCW FSTENV FSTSW FXSAVE64 FXSAVE INCB INCL INCQ INCW NEGB NEGL NEGQ NEGW NOTB NOTL NOTQ NOTW POPL POPQ POPW ' +
  'RDFSBASEL RDFSBASEQ RDGSBASEL RDGSBASEQ RDPID RDRANDL RDRANDQ RDRANDW RDSEEDL RDSEEDQ RDSEEDW SETCC SETCS SETEQ ' +
  'SETGE SETGT SETHI SETLE SETLS SETLT SETMI SETNE SETOC SETOS SETPC SETPL SETPS SGDT SIDT SLDTL SLDTQ SLDTW SMSWL ' +
  'SMSWQ SMSWW STMXCSR STRL STRQ STRW XSAVE64 XSAVE XSAVEC64 XSAVEC XSAVEOPT64 XSAVEOPT XSAVES64 XSAVES';

/** The assembler's view of amd64. */
export function newAsmMachine(): AsmMachine {
  const registers = new Map<string, number>(Reg.names.map((name, i) => [name, Reg.AL + i]));
  registers.set('SB', SB).set('FP', FP).set('PC', PC).set('g', Reg.G);
  const instructions = new Map<string, As.As>();
  As.names.forEach((name, i) => instructions.set(name, i));
  A.names.forEach((name, i) => instructions.set(name, A.first + i));
  for (const [as, names] of aliases) for (const name of names.split(' ')) instructions.set(name, as);
  const destinations = new Set(unaryDst.split(' ').map(name => instructions.get(name)!));
  return {
    ...newMachine(),
    registers,
    instruction: word => instructions.get(word),
    mnemonics: () => instructions.keys(),
    isJump: word => word.startsWith('J') || word === 'CALL' || word.startsWith('LOOP') || word === 'XBEGIN',
    isUnaryDst: as => destinations.has(as),
    parseSuffix,
    regList: (first, last) => first | (last << 16),
  };
}
