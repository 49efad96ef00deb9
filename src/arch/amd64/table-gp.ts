// Integer, control and system instructions, and the moves that the general names MOVL and MOVQ cover. The notation is instructions.ts's.

export const rowsGP = `
AAA | 37 |  | i32only
AAD | D5 0A |  | i32only
AAM | D4 0A |  | i32only
AAS | 3F |  | i32only
ADCB AL, imm8x | 14 ib | -I | byte
ADCB r/m8, imm8x | 80 /2 ib | MI | byte
ADCB r/m8, r8 | 10 /r | MR | byte
ADCB r8, r/m8 | 12 /r | RM | byte
ADCL r/m32, simm8 | 83 /2 ib | MI
ADCL EAX, imm32 | 15 id | -I
ADCL r/m32, imm32 | 81 /2 id | MI
ADCL r/m32, r32 | 11 /r | MR
ADCL r32, r/m32 | 13 /r | RM
ADCQ r/m64, simm8 | REX.W 83 /2 ib | MI
ADCQ RAX, imm32 | REX.W 15 id | -I
ADCQ r/m64, imm32 | REX.W 81 /2 id | MI
ADCQ r/m64, r64 | REX.W 11 /r | MR
ADCQ r64, r/m64 | REX.W 13 /r | RM
ADCW r/m16, simm8 | 66 83 /2 ib | MI
ADCW AX, imm16 | 66 15 iw | -I
ADCW r/m16, imm16 | 66 81 /2 iw | MI
ADCW r/m16, r16 | 66 11 /r | MR
ADCW r16, r/m16 | 66 13 /r | RM
ADCXL r32, r/m32 | 66 0F 38 F6 /r | RM
ADCXQ r64, r/m64 | 66 REX.W 0F 38 F6 /r | RM
ADDB AL, imm8x | 04 ib | -I | byte
ADDB r/m8, imm8x | 80 /0 ib | MI | byte
ADDB r/m8, r8 | 00 /r | MR | byte
ADDB r8, r/m8 | 02 /r | RM | byte
ADDL r/m32, simm8 | 83 /0 ib | MI
ADDL EAX, imm32 | 05 id | -I
ADDL r/m32, imm32 | 81 /0 id | MI
ADDL r/m32, r32 | 01 /r | MR
ADDL r32, r/m32 | 03 /r | RM
ADDQ r/m64, simm8 | REX.W 83 /0 ib | MI
ADDQ RAX, imm32 | REX.W 05 id | -I
ADDQ r/m64, imm32 | REX.W 81 /0 id | MI
ADDQ r/m64, r64 | REX.W 01 /r | MR
ADDQ r64, r/m64 | REX.W 03 /r | RM
ADDW r/m16, simm8 | 66 83 /0 ib | MI
ADDW AX, imm16 | 66 05 iw | -I
ADDW r/m16, imm16 | 66 81 /0 iw | MI
ADDW r/m16, r16 | 66 01 /r | MR
ADDW r16, r/m16 | 66 03 /r | RM
ADOXL r32, r/m32 | F3 0F 38 F6 /r | RM
ADOXQ r64, r/m64 | F3 REX.W 0F 38 F6 /r | RM
ANDB AL, imm8x | 24 ib | -I | byte
ANDB r/m8, imm8x | 80 /4 ib | MI | byte
ANDB r/m8, r8 | 20 /r | MR | byte
ANDB r8, r/m8 | 22 /r | RM | byte
ANDL r/m32, simm8 | 83 /4 ib | MI
ANDL EAX, imm32 | 25 id | -I
ANDL r/m32, imm32 | 81 /4 id | MI
ANDL r/m32, r32 | 21 /r | MR
ANDL r32, r/m32 | 23 /r | RM
ANDQ r/m64, simm8 | REX.W 83 /4 ib | MI
ANDQ RAX, imm32 | REX.W 25 id | -I
ANDQ r/m64, imm32 | REX.W 81 /4 id | MI
ANDQ r/m64, r64 | REX.W 21 /r | MR
ANDQ r64, r/m64 | REX.W 23 /r | RM
ANDW r/m16, simm8 | 66 83 /4 ib | MI
ANDW AX, imm16 | 66 25 iw | -I
ANDW r/m16, imm16 | 66 81 /4 iw | MI
ANDW r/m16, r16 | 66 21 /r | MR
ANDW r16, r/m16 | 66 23 /r | RM
ARPL r/m32, r32 | 63 /r | MR | i32only
BOUNDL m, r32 | 62 /r | MR | i32only
BOUNDW m, r16 | 66 62 /r | MR
BSFL r32, r/m32 | 0F BC /r | RM
BSFQ r64, r/m64 | REX.W 0F BC /r | RM
BSFW r16, r/m16 | 66 0F BC /r | RM
BSRL r32, r/m32 | 0F BD /r | RM
BSRQ r64, r/m64 | REX.W 0F BD /r | RM
BSRW r16, r/m16 | 66 0F BD /r | RM
BSWAPL r32 | 0F C8+rd | O
BSWAPQ r64 | REX.W 0F C8+ro | O
BTCL r/m32, simm8 | 0F BA /7 ib | MI
BTCL r/m32, r32 | 0F BB /r | MR
BTCQ r/m64, simm8 | REX.W 0F BA /7 ib | MI
BTCQ r/m64, r64 | REX.W 0F BB /r | MR
BTCW r/m16, simm8 | 66 0F BA /7 ib | MI
BTCW r/m16, r16 | 66 0F BB /r | MR
BTL r/m32, simm8 | 0F BA /4 ib | MI
BTL r/m32, r32 | 0F A3 /r | MR
BTQ r/m64, simm8 | REX.W 0F BA /4 ib | MI
BTQ r/m64, r64 | REX.W 0F A3 /r | MR
BTRL r/m32, simm8 | 0F BA /6 ib | MI
BTRL r/m32, r32 | 0F B3 /r | MR
BTRQ r/m64, simm8 | REX.W 0F BA /6 ib | MI
BTRQ r/m64, r64 | REX.W 0F B3 /r | MR
BTRW r/m16, simm8 | 66 0F BA /6 ib | MI
BTRW r/m16, r16 | 66 0F B3 /r | MR
BTSL r/m32, simm8 | 0F BA /5 ib | MI
BTSL r/m32, r32 | 0F AB /r | MR
BTSQ r/m64, simm8 | REX.W 0F BA /5 ib | MI
BTSQ r/m64, r64 | REX.W 0F AB /r | MR
BTSW r/m16, simm8 | 66 0F BA /5 ib | MI
BTSW r/m16, r16 | 66 0F AB /r | MR
BTW r/m16, simm8 | 66 0F BA /4 ib | MI
BTW r/m16, r16 | 66 0F A3 /r | MR
BYTE imm64 | ib | I
CALL r/m64 | FF /2 | M | indirect
CALL *m64 | FF /2 | M
CALL rel32 | E8 cd | D
CALL imm32 | E8 cd | D
CBW | 66 98
CDQ | 99
CDQE | REX.W 98
CLAC | 0F 01 CA
CLC | F8
CLD | FC
CLDEMOTE m | 0F 1C /0 | M
CLFLUSH m | 0F AE /7 | M
CLFLUSHOPT m | 66 0F AE /7 | M
CLI | FA
CLTS | 0F 06
CLWB m | 66 0F AE /6 | M
CMC | F5
CMOVLCC r32, r/m32 | 0F 43 /r | RM
CMOVLCS r32, r/m32 | 0F 42 /r | RM
CMOVLEQ r32, r/m32 | 0F 44 /r | RM
CMOVLGE r32, r/m32 | 0F 4D /r | RM
CMOVLGT r32, r/m32 | 0F 4F /r | RM
CMOVLHI r32, r/m32 | 0F 47 /r | RM
CMOVLLE r32, r/m32 | 0F 4E /r | RM
CMOVLLS r32, r/m32 | 0F 46 /r | RM
CMOVLLT r32, r/m32 | 0F 4C /r | RM
CMOVLMI r32, r/m32 | 0F 48 /r | RM
CMOVLNE r32, r/m32 | 0F 45 /r | RM
CMOVLOC r32, r/m32 | 0F 41 /r | RM
CMOVLOS r32, r/m32 | 0F 40 /r | RM
CMOVLPC r32, r/m32 | 0F 4B /r | RM
CMOVLPL r32, r/m32 | 0F 49 /r | RM
CMOVLPS r32, r/m32 | 0F 4A /r | RM
CMOVQCC r64, r/m64 | REX.W 0F 43 /r | RM
CMOVQCS r64, r/m64 | REX.W 0F 42 /r | RM
CMOVQEQ r64, r/m64 | REX.W 0F 44 /r | RM
CMOVQGE r64, r/m64 | REX.W 0F 4D /r | RM
CMOVQGT r64, r/m64 | REX.W 0F 4F /r | RM
CMOVQHI r64, r/m64 | REX.W 0F 47 /r | RM
CMOVQLE r64, r/m64 | REX.W 0F 4E /r | RM
CMOVQLS r64, r/m64 | REX.W 0F 46 /r | RM
CMOVQLT r64, r/m64 | REX.W 0F 4C /r | RM
CMOVQMI r64, r/m64 | REX.W 0F 48 /r | RM
CMOVQNE r64, r/m64 | REX.W 0F 45 /r | RM
CMOVQOC r64, r/m64 | REX.W 0F 41 /r | RM
CMOVQOS r64, r/m64 | REX.W 0F 40 /r | RM
CMOVQPC r64, r/m64 | REX.W 0F 4B /r | RM
CMOVQPL r64, r/m64 | REX.W 0F 49 /r | RM
CMOVQPS r64, r/m64 | REX.W 0F 4A /r | RM
CMOVWCC r16, r/m16 | 66 0F 43 /r | RM
CMOVWCS r16, r/m16 | 66 0F 42 /r | RM
CMOVWEQ r16, r/m16 | 66 0F 44 /r | RM
CMOVWGE r16, r/m16 | 66 0F 4D /r | RM
CMOVWGT r16, r/m16 | 66 0F 4F /r | RM
CMOVWHI r16, r/m16 | 66 0F 47 /r | RM
CMOVWLE r16, r/m16 | 66 0F 4E /r | RM
CMOVWLS r16, r/m16 | 66 0F 46 /r | RM
CMOVWLT r16, r/m16 | 66 0F 4C /r | RM
CMOVWMI r16, r/m16 | 66 0F 48 /r | RM
CMOVWNE r16, r/m16 | 66 0F 45 /r | RM
CMOVWOC r16, r/m16 | 66 0F 41 /r | RM
CMOVWOS r16, r/m16 | 66 0F 40 /r | RM
CMOVWPC r16, r/m16 | 66 0F 4B /r | RM
CMOVWPL r16, r/m16 | 66 0F 49 /r | RM
CMOVWPS r16, r/m16 | 66 0F 4A /r | RM
CMPB AL, imm8x | 3C ib | -I | same byte
CMPB r/m8, imm8x | 80 /7 ib | MI | same byte
CMPB r/m8, r8 | 38 /r | MR | same byte
CMPB r8, r/m8 | 3A /r | RM | same byte
CMPL r/m32, simm8 | 83 /7 ib | MI | same
CMPL EAX, imm32 | 3D id | -I | same
CMPL r/m32, imm32 | 81 /7 id | MI | same
CMPL r/m32, r32 | 39 /r | MR | same
CMPL r32, r/m32 | 3B /r | RM | same
CMPQ r/m64, simm8 | REX.W 83 /7 ib | MI | same
CMPQ RAX, imm32 | REX.W 3D id | -I | same
CMPQ r/m64, imm32 | REX.W 81 /7 id | MI | same
CMPQ r/m64, r64 | REX.W 39 /r | MR | same
CMPQ r64, r/m64 | REX.W 3B /r | RM | same
CMPSB | A6 |  | byte
CMPSL | A7
CMPSQ | REX.W A7
CMPSW | 66 A7
CMPW r/m16, simm8 | 66 83 /7 ib | MI | same
CMPW AX, imm16 | 66 3D iw | -I | same
CMPW r/m16, imm16 | 66 81 /7 iw | MI | same
CMPW r/m16, r16 | 66 39 /r | MR | same
CMPW r16, r/m16 | 66 3B /r | RM | same
CMPXCHG16B m128 | REX.W 0F C7 /1 | M
CMPXCHG8B m64 | 0F C7 /1 | M
CMPXCHGB r/m8, r8 | 0F B0 /r | MR | byte
CMPXCHGL r/m32, r32 | 0F B1 /r | MR
CMPXCHGQ r/m64, r64 | REX.W 0F B1 /r | MR
CMPXCHGW r/m16, r16 | 66 0F B1 /r | MR
CPUID | 0F A2
CQO | REX.W 99
CRC32B r32, r/m8 | F2 0F 38 F0 /r | RM
CRC32L r32, r/m32 | F2 0F 38 F1 /r | RM
CRC32Q r64, r/m64 | F2 REX.W 0F 38 F1 /r | RM
CRC32W r32, r/m16 | 66 F2 0F 38 F1 /r | RM
CWD | 66 99
CWDE | 98
DAA | 27 |  | i32only
DAS | 2F |  | i32only
DECB r/m8 | FE /1 | M | byte
DECL r/m32 | FF /1 | M
DECQ r/m64 | REX.W FF /1 | M
DECW r/m16 | 66 FF /1 | M
DIVB r/m8 | F6 /6 | M | byte
DIVL r/m32 | F7 /6 | M
DIVQ r/m64 | REX.W F7 /6 | M
DIVW r/m16 | 66 F7 /6 | M
DUFFCOPY imm32 | E8 cd | D
DUFFZERO imm32 | E8 cd | D
EMMS | 0F 77
ENDBR64 | F3 0F 1E FA
FXRSTOR m | 0F AE /1 | M
FXRSTOR64 m | REX.W 0F AE /1 | M
FXSAVE m | 0F AE /0 | M
FXSAVE64 m | REX.W 0F AE /0 | M
FUNCDATA m, imm32 |  | --
HLT | F4
ICEBP | F1
IDIVB r/m8 | F6 /7 | M | byte
IDIVL r/m32 | F7 /7 | M
IDIVQ r/m64 | REX.W F7 /7 | M
IDIVW r/m16 | 66 F7 /7 | M
IMUL3L r32, r/m32, simm8 | 6B /r ib | RMI
IMUL3L r32, r/m32, imm32 | 69 /r id | RMI
IMUL3Q r64, r/m64, simm8 | REX.W 6B /r ib | RMI
IMUL3Q r64, r/m64, imm32 | REX.W 69 /r id | RMI
IMUL3W r16, r/m16, simm8 | 66 6B /r ib | RMI
IMUL3W r16, r/m16, imm16 | 66 69 /r iw | RMI
IMULB r/m8 | F6 /5 | M | byte
IMULL r/m32 | F7 /5 | M
IMULL r32, simm8 | 6B /r ib | BI
IMULL r32, imm32 | 69 /r id | BI
IMULL r32, r/m32 | 0F AF /r | RM
IMULQ r/m64 | REX.W F7 /5 | M
IMULQ r64, simm8 | REX.W 6B /r ib | BI
IMULQ r64, imm32 | REX.W 69 /r id | BI
IMULQ r64, r/m64 | REX.W 0F AF /r | RM
IMULW r/m16 | 66 F7 /5 | M
IMULW r16, simm8 | 66 6B /r ib | BI
IMULW r16, imm16 | 66 69 /r iw | BI
IMULW r16, r/m16 | 66 0F AF /r | RM
INB imm8x | E4 ib | I | byte
INB | EC |  | byte
INCB r/m8 | FE /0 | M | byte
INCL r/m32 | FF /0 | M
INCQ r/m64 | REX.W FF /0 | M
INCW r/m16 | 66 FF /0 | M
INL imm8x | E5 ib | I
INL | ED
INSB | 6C |  | byte
INSL | 6D
INSW | 66 6D
INT imm8x | CD ib | I
INTO | CE |  | i32only
INVD | 0F 08
INVLPG m | 0F 01 /7 | M
INVPCID r64, m128 | 66 0F 38 82 /r | RM
INW imm8x | 66 E5 ib | I
INW | 66 ED
IRETL | CF
IRETQ | REX.W CF
IRETW | 66 CF
JCC rel8 | 73 cb | D
JCC rel32 | 0F 83 cd | D
JCC rel8, hint | 73 cb | D-
JCC rel32, hint | 0F 83 cd | D-
JCS rel8 | 72 cb | D
JCS rel32 | 0F 82 cd | D
JCS rel8, hint | 72 cb | D-
JCS rel32, hint | 0F 82 cd | D-
JCXZL rel8 | 67 E3 cb | D
JCXZQ rel8 | E3 cb | D
JCXZW rel8 | E3 cb | D
JEQ rel8 | 74 cb | D
JEQ rel32 | 0F 84 cd | D
JEQ rel8, hint | 74 cb | D-
JEQ rel32, hint | 0F 84 cd | D-
JGE rel8 | 7D cb | D
JGE rel32 | 0F 8D cd | D
JGE rel8, hint | 7D cb | D-
JGE rel32, hint | 0F 8D cd | D-
JGT rel8 | 7F cb | D
JGT rel32 | 0F 8F cd | D
JGT rel8, hint | 7F cb | D-
JGT rel32, hint | 0F 8F cd | D-
JHI rel8 | 77 cb | D
JHI rel32 | 0F 87 cd | D
JHI rel8, hint | 77 cb | D-
JHI rel32, hint | 0F 87 cd | D-
JLE rel8 | 7E cb | D
JLE rel32 | 0F 8E cd | D
JLE rel8, hint | 7E cb | D-
JLE rel32, hint | 0F 8E cd | D-
JLS rel8 | 76 cb | D
JLS rel32 | 0F 86 cd | D
JLS rel8, hint | 76 cb | D-
JLS rel32, hint | 0F 86 cd | D-
JLT rel8 | 7C cb | D
JLT rel32 | 0F 8C cd | D
JLT rel8, hint | 7C cb | D-
JLT rel32, hint | 0F 8C cd | D-
JMI rel8 | 78 cb | D
JMI rel32 | 0F 88 cd | D
JMI rel8, hint | 78 cb | D-
JMI rel32, hint | 0F 88 cd | D-
JMP r/m64 | FF /4 | M
JMP rel8 | EB cb | D
JMP rel32 | E9 cd | D
JMP imm32 | E9 cd | D
JNE rel8 | 75 cb | D
JNE rel32 | 0F 85 cd | D
JNE rel8, hint | 75 cb | D-
JNE rel32, hint | 0F 85 cd | D-
JOC rel8 | 71 cb | D
JOC rel32 | 0F 81 cd | D
JOC rel8, hint | 71 cb | D-
JOC rel32, hint | 0F 81 cd | D-
JOS rel8 | 70 cb | D
JOS rel32 | 0F 80 cd | D
JOS rel8, hint | 70 cb | D-
JOS rel32, hint | 0F 80 cd | D-
JPC rel8 | 7B cb | D
JPC rel32 | 0F 8B cd | D
JPC rel8, hint | 7B cb | D-
JPC rel32, hint | 0F 8B cd | D-
JPL rel8 | 79 cb | D
JPL rel32 | 0F 89 cd | D
JPL rel8, hint | 79 cb | D-
JPL rel32, hint | 0F 89 cd | D-
JPS rel8 | 7A cb | D
JPS rel32 | 0F 8A cd | D
JPS rel8, hint | 7A cb | D-
JPS rel32, hint | 0F 8A cd | D-
LAHF | 9F
LARL r32, r/m32 | 0F 02 /r | RM
LARQ r64, r/m64 | REX.W 0F 02 /r | RM
LARW r16, r/m16 | 66 0F 02 /r | RM
LDMXCSR m | 0F AE /2 | M
LEAL r32, m | 8D /r | RM
LEAQ r64, m | REX.W 8D /r | RM
LEAVEL | C9 |  | i32only
LEAVEQ | C9
LEAVEW | 66 C9
LEAW r16, m | 66 8D /r | RM
LFENCE | 0F AE E8
LFSL r32, m | 0F B4 /r | RM
LFSQ r64, m | REX.W 0F B4 /r | RM
LFSW r16, m | 66 0F B4 /r | RM
LGDT m | 0F 01 /2 | M
LGSL r32, m | 0F B5 /r | RM
LGSQ r64, m | REX.W 0F B5 /r | RM
LGSW r16, m | 66 0F B5 /r | RM
LIDT m | 0F 01 /3 | M
LLDT r/m16 | 0F 00 /2 | M
LMSW r/m16 | 0F 01 /6 | M
LOCK | F0
LODSB | AC |  | byte
LODSL | AD
LODSQ | REX.W AD
LODSW | 66 AD
LONG imm64 | id | I
LOOP rel8 | E2 cb | D
LOOPEQ rel8 | E1 cb | D
LOOPNE rel8 | E0 cb | D
LSLL r32, r/m32 | 0F 03 /r | RM
LSLQ r64, r/m64 | REX.W 0F 03 /r | RM
LSLW r16, r/m16 | 66 0F 03 /r | RM
LSSL r32, m | 0F B2 /r | RM
LSSQ r64, m | REX.W 0F B2 /r | RM
LSSW r16, m | 66 0F B2 /r | RM
LTR r/m16 | 0F 00 /3 | M
LZCNTL r32, r/m32 | F3 0F BD /r | RM
LZCNTQ r64, r/m64 | F3 REX.W 0F BD /r | RM
LZCNTW r16, r/m16 | 66 F3 0F BD /r | RM
MFENCE | 0F AE F0
MONITOR | 0F 01 C8
MOVB r/m8, r8 | 88 /r | MR | byte
MOVB r8, r/m8 | 8A /r | RM | byte
MOVB r8, imm8x | B0+rb ib | OI | byte
MOVB r/m8, imm8x | C6 /0 ib | MI | byte
MOVBEL r32, m | 0F 38 F0 /r | RM
MOVBEL m, r32 | 0F 38 F1 /r | MR
MOVBEQ r64, m | REX.W 0F 38 F0 /r | RM
MOVBEQ m, r64 | REX.W 0F 38 F1 /r | MR
MOVBEW r16, m | 66 0F 38 F0 /r | RM
MOVBEW m, r16 | 66 0F 38 F1 /r | MR
MOVBLSX r32, r/m8 | 0F BE /r | RM | byte
MOVBLZX r32, r/m8 | 0F B6 /r | RM | byte
MOVBQSX r64, r/m8 | REX.W 0F BE /r | RM | byte
MOVBQZX r64, r/m8 | REX.W 0F B6 /r | RM | byte
MOVBWSX r16, r/m8 | 66 0F BE /r | RM | byte
MOVBWZX r16, r/m8 | 66 0F B6 /r | RM | byte
MOVL r/m32, r32 | 89 /r | MR
MOVL r32, r/m32 | 8B /r | RM
MOVL r32, imm32 | B8+rd id | OI
MOVL r/m32, imm32 | C7 /0 id | MI
MOVL mm, r/m32 | 0F 6E /r | RM
MOVL r/m32, mm | 0F 7E /r | MR
MOVL xmm, r/m32 | 66 0F 6E /r | RM
MOVL r/m32, xmm | 66 0F 7E /r | MR
MOVL r32, &m | 8D /r | RM
MOVL r32, CR0 | 0F 20 /0 | M-
MOVL r32, CR2 | 0F 20 /2 | M-
MOVL r32, CR3 | 0F 20 /3 | M-
MOVL r32, CR4 | 0F 20 /4 | M-
MOVL r32, CR8 | REX.R 0F 20 /0 | M-
MOVL CR0, r32 | 0F 22 /0 | -M
MOVL CR2, r32 | 0F 22 /2 | -M
MOVL CR3, r32 | 0F 22 /3 | -M
MOVL CR4, r32 | 0F 22 /4 | -M
MOVL CR8, r32 | REX.R 0F 22 /0 | -M
MOVL r32, DR0 | 0F 21 /0 | M-
MOVL r32, DR6 | 0F 21 /6 | M-
MOVL r32, DR7 | 0F 21 /7 | M-
MOVL DR0, r32 | 0F 23 /0 | -M
MOVL DR6, r32 | 0F 23 /6 | -M
MOVL DR7, r32 | 0F 23 /7 | -M
MOVL r/m32, TR6 | 0F 24 /6 | M-
MOVL r/m32, TR7 | 0F 24 /7 | M-
MOVL TR6, r/m32 | 0F 26 /6 | -M
MOVL TR7, r/m32 | 0F 26 /7 | -M
MOVL GDTR, m | 0F 01 /2 | -M
MOVL m, GDTR | 0F 01 /0 | M-
MOVL IDTR, m | 0F 01 /3 | -M
MOVL m, IDTR | 0F 01 /1 | M-
MOVL r32, TLS |  | -- | tls
MOVLQSX r64, r/m32 | REX.W 63 /r | RM
MOVLQZX r64, r/m32 | 8B /r | RM
MOVNTIL m32, r32 | 0F C3 /r | MR
MOVNTIQ m64, r64 | REX.W 0F C3 /r | MR
MOVQ mm, m | 0F 6F /r | RM
MOVQ m, mm | 0F 7F /r | MR
MOVQ mm, xmm | F2 0F D6 /r | RM
MOVQ xmm, xmm/m64 | F3 0F 7E /r | RM
MOVQ xmm/m64, xmm | 66 0F D6 /r | MR
MOVQ r/m64, r64 | REX.W 89 /r | MR
MOVQ r64, r/m64 | REX.W 8B /r | RM
MOVQ r64, simm32 | REX.W C7 /0 id | MI
MOVQ r64, uimm32 | B8+rd id | OI
MOVQ r64, imm64 | REX.W B8+ro io | OI
MOVQ r/m64, imm32 | REX.W C7 /0 id | MI
MOVQ mm, mm/m64 | REX.W 0F 6E /r | RM
MOVQ mm/m64, mm | REX.W 0F 7E /r | MR
MOVQ xmm, r/m64 | 66 REX.W 0F 6E /r | RM
MOVQ r/m64, xmm | 66 REX.W 0F 7E /r | MR
MOVQ r64, &m | REX.W 8D /r | RM
MOVQ r64, CR0 | 0F 20 /0 | M-
MOVQ r64, CR2 | 0F 20 /2 | M-
MOVQ r64, CR3 | 0F 20 /3 | M-
MOVQ r64, CR4 | 0F 20 /4 | M-
MOVQ r64, CR8 | REX.R 0F 20 /0 | M-
MOVQ CR0, r64 | 0F 22 /0 | -M
MOVQ CR2, r64 | 0F 22 /2 | -M
MOVQ CR3, r64 | 0F 22 /3 | -M
MOVQ CR4, r64 | 0F 22 /4 | -M
MOVQ CR8, r64 | REX.R 0F 22 /0 | -M
MOVQ r64, DR0 | 0F 21 /0 | M-
MOVQ r64, DR2 | 0F 21 /2 | M-
MOVQ r64, DR3 | 0F 21 /3 | M-
MOVQ r64, DR6 | 0F 21 /6 | M-
MOVQ r64, DR7 | 0F 21 /7 | M-
MOVQ DR0, r64 | 0F 23 /0 | -M
MOVQ DR2, r64 | 0F 23 /2 | -M
MOVQ DR3, r64 | 0F 23 /3 | -M
MOVQ DR6, r64 | 0F 23 /6 | -M
MOVQ DR7, r64 | 0F 23 /7 | -M
MOVQ GDTR, m | 0F 01 /2 | -M
MOVQ m, GDTR | 0F 01 /0 | M-
MOVQ IDTR, m | 0F 01 /3 | -M
MOVQ m, IDTR | 0F 01 /1 | M-
MOVQ r64, TLS |  | -- | tls
MOVQL r/m32, r32 | 89 /r | MR
MOVSB | A4 |  | byte
MOVSL | A5
MOVSQ | REX.W A5
MOVSW | 66 A5
MOVSWW r16, r/m16 | 66 0F BF /r | RM
MOVW r/m16, r16 | 66 89 /r | MR
MOVW r16, r/m16 | 66 8B /r | RM
MOVW r16, imm16 | 66 B8+rw iw | OI
MOVW r/m16, imm16 | 66 C7 /0 iw | MI
MOVW r16, &m | 66 8D /r | RM
MOVW r/m16, ES | 8C /0 | M-
MOVW r/m16, CS | 8C /1 | M-
MOVW r/m16, SS | 8C /2 | M-
MOVW r/m16, DS | 8C /3 | M-
MOVW r/m16, FS | 8C /4 | M-
MOVW r/m16, GS | 8C /5 | M-
MOVW ES, r/m16 | 8E /0 | -M
MOVW CS, r/m16 | 8E /1 | -M
MOVW SS, r/m16 | 8E /2 | -M
MOVW DS, r/m16 | 8E /3 | -M
MOVW FS, r/m16 | 8E /4 | -M
MOVW GS, r/m16 | 8E /5 | -M
MOVW LDTR, r/m16 | 0F 00 /2 | -M
MOVW r/m16, LDTR | 0F 00 /0 | M-
MOVW MSW, r/m16 | 0F 01 /6 | -M
MOVW r/m16, MSW | 0F 01 /4 | M-
MOVW TASK, r/m16 | 0F 00 /3 | -M
MOVW r/m16, TASK | 0F 00 /1 | M-
MOVWLSX r32, r/m16 | 0F BF /r | RM
MOVWLZX r32, r/m16 | 0F B7 /r | RM
MOVWQSX r64, r/m16 | REX.W 0F BF /r | RM
MOVWQZX r64, r/m16 | REX.W 0F B7 /r | RM
MOVZWW r16, r/m16 | 66 0F B7 /r | RM
MULB r/m8 | F6 /4 | M | byte
MULL r/m32 | F7 /4 | M
MULQ r/m64 | REX.W F7 /4 | M
MULW r/m16 | 66 F7 /4 | M
MWAIT | 0F 01 C9
NEGB r/m8 | F6 /3 | M | byte
NEGL r/m32 | F7 /3 | M
NEGQ r/m64 | REX.W F7 /3 | M
NEGW r/m16 | 66 F7 /3 | M
NOP | 
NOP &m |  | -
NOP r/m32 |  | -
NOP ST(i) |  | -
NOP xmm |  | -
NOPL r/m32 | 0F 1F /0 | M
NOPW r/m16 | 66 0F 1F /0 | M
NOTB r/m8 | F6 /2 | M | byte
NOTL r/m32 | F7 /2 | M
NOTQ r/m64 | REX.W F7 /2 | M
NOTW r/m16 | 66 F7 /2 | M
ORB AL, imm8x | 0C ib | -I | byte
ORB r/m8, imm8x | 80 /1 ib | MI | byte
ORB r/m8, r8 | 08 /r | MR | byte
ORB r8, r/m8 | 0A /r | RM | byte
ORL r/m32, simm8 | 83 /1 ib | MI
ORL EAX, imm32 | 0D id | -I
ORL r/m32, imm32 | 81 /1 id | MI
ORL r/m32, r32 | 09 /r | MR
ORL r32, r/m32 | 0B /r | RM
ORQ r/m64, simm8 | REX.W 83 /1 ib | MI
ORQ RAX, imm32 | REX.W 0D id | -I
ORQ r/m64, imm32 | REX.W 81 /1 id | MI
ORQ r/m64, r64 | REX.W 09 /r | MR
ORQ r64, r/m64 | REX.W 0B /r | RM
ORW r/m16, simm8 | 66 83 /1 ib | MI
ORW AX, imm16 | 66 0D iw | -I
ORW r/m16, imm16 | 66 81 /1 iw | MI
ORW r/m16, r16 | 66 09 /r | MR
ORW r16, r/m16 | 66 0B /r | RM
OUTB imm8x | E6 ib | I | byte
OUTB | EE |  | byte
OUTL imm8x | E7 ib | I
OUTL | EF
OUTSB | 6E |  | byte
OUTSL | 6F
OUTSW | 66 6F
OUTW imm8x | 66 E7 ib | I
OUTW | 66 EF
PAUSE | F3 90
POPAL | 61 |  | i32only
POPAW | 66 61
POPCNTL r32, r/m32 | F3 0F B8 /r | RM
POPCNTQ r64, r/m64 | F3 REX.W 0F B8 /r | RM
POPCNTW r16, r/m16 | 66 F3 0F B8 /r | RM
POPFL | 9D |  | i32only
POPFQ | 9D
POPFW | 66 9D
POPL r32 | 58+rd | O | i32only
POPL m | 8F /0 | M | i32only
POPL DS | 1F | - | i32only
POPL ES | 07 | - | i32only
POPL SS | 17 | - | i32only
POPL FS | 0F A1 | - | i32only
POPL GS | 0F A9 | - | i32only
POPQ r64 | 58+rd | O
POPQ m | 8F /0 | M
POPQ FS | 0F A1 | -
POPQ GS | 0F A9 | -
POPW r16 | 66 58+rd | O
POPW m | 66 8F /0 | M
POPW DS | 66 1F | -
POPW ES | 66 07 | -
POPW SS | 66 17 | -
POPW FS | 66 0F A1 | -
POPW GS | 66 0F A9 | -
PREFETCHNTA m | 0F 18 /0 | M
PREFETCHT0 m | 0F 18 /1 | M
PREFETCHT1 m | 0F 18 /2 | M
PREFETCHT2 m | 0F 18 /3 | M
PCDATA imm32, imm32 |  | --
PUSHAL | 60 |  | i32only
PUSHAW | 66 60
PUSHFL | 9C |  | i32only
PUSHFQ | 9C
PUSHFW | 66 9C
PUSHL r32 | 50+rd | O | i32only
PUSHL m | FF /6 | M | i32only
PUSHL simm8 | 6A ib | I | i32only
PUSHL imm32 | 68 id | I | i32only
PUSHL CS | 0E | - | i32only
PUSHL SS | 16 | - | i32only
PUSHL DS | 1E | - | i32only
PUSHL ES | 06 | - | i32only
PUSHL FS | 0F A0 | - | i32only
PUSHL GS | 0F A8 | - | i32only
PUSHQ r64 | 50+rd | O
PUSHQ m | FF /6 | M
PUSHQ simm8 | 6A ib | I
PUSHQ imm32 | 68 id | I
PUSHQ FS | 0F A0 | -
PUSHQ GS | 0F A8 | -
PUSHW r16 | 66 50+rd | O
PUSHW m | 66 FF /6 | M
PUSHW simm8 | 66 6A ib | I
PUSHW imm16 | 66 68 iw | I
PUSHW CS | 66 0E | -
PUSHW SS | 66 16 | -
PUSHW DS | 66 1E | -
PUSHW ES | 66 06 | -
PUSHW FS | 66 0F A0 | -
PUSHW GS | 66 0F A8 | -
QUAD imm64 | io | I
RCLB r/m8, 1 | D0 /2 | M- | byte
RCLB r/m8, uimm8 | C0 /2 ib | MI | byte
RCLB r/m8, CX | D2 /2 | M- | byte
RCLL r/m32, 1 | D1 /2 | M-
RCLL r/m32, uimm8 | C1 /2 ib | MI
RCLL r/m32, CL | D3 /2 | M-
RCLL r/m32, CX | D3 /2 | M-
RCLQ r/m64, 1 | REX.W D1 /2 | M-
RCLQ r/m64, uimm8 | REX.W C1 /2 ib | MI
RCLQ r/m64, CL | REX.W D3 /2 | M-
RCLQ r/m64, CX | REX.W D3 /2 | M-
RCLW r/m16, 1 | 66 D1 /2 | M-
RCLW r/m16, uimm8 | 66 C1 /2 ib | MI
RCLW r/m16, CL | 66 D3 /2 | M-
RCLW r/m16, CX | 66 D3 /2 | M-
RCRB r/m8, 1 | D0 /3 | M- | byte
RCRB r/m8, uimm8 | C0 /3 ib | MI | byte
RCRB r/m8, CX | D2 /3 | M- | byte
RCRL r/m32, 1 | D1 /3 | M-
RCRL r/m32, uimm8 | C1 /3 ib | MI
RCRL r/m32, CL | D3 /3 | M-
RCRL r/m32, CX | D3 /3 | M-
RCRQ r/m64, 1 | REX.W D1 /3 | M-
RCRQ r/m64, uimm8 | REX.W C1 /3 ib | MI
RCRQ r/m64, CL | REX.W D3 /3 | M-
RCRQ r/m64, CX | REX.W D3 /3 | M-
RCRW r/m16, 1 | 66 D1 /3 | M-
RCRW r/m16, uimm8 | 66 C1 /3 ib | MI
RCRW r/m16, CL | 66 D3 /3 | M-
RCRW r/m16, CX | 66 D3 /3 | M-
RDFSBASEL r32 | F3 0F AE /0 | M
RDFSBASEQ r64 | F3 REX.W 0F AE /0 | M
RDGSBASEL r32 | F3 0F AE /1 | M
RDGSBASEQ r64 | F3 REX.W 0F AE /1 | M
RDMSR | 0F 32
RDPID r64 | F3 0F C7 /7 | M
RDPKRU | 0F 01 EE
RDPMC | 0F 33
RDRANDL r32 | 0F C7 /6 | M
RDRANDQ r64 | REX.W 0F C7 /6 | M
RDRANDW r16 | 66 0F C7 /6 | M
RDSEEDL r32 | 0F C7 /7 | M
RDSEEDQ r64 | REX.W 0F C7 /7 | M
RDSEEDW r16 | 66 0F C7 /7 | M
RDTSC | 0F 31
RDTSCP | 0F 01 F9
REP | F3
REPN | F2
RET | C3
RETFL | CB
RETFL imm16 | CA iw | I
RETFQ | REX.W CB
RETFQ imm16 | REX.W CA iw | I
RETFW | 66 CB
RETFW imm16 | 66 CA iw | I
ROLB r/m8, 1 | D0 /0 | M- | byte
ROLB r/m8, uimm8 | C0 /0 ib | MI | byte
ROLB r/m8, CX | D2 /0 | M- | byte
ROLL r/m32, 1 | D1 /0 | M-
ROLL r/m32, uimm8 | C1 /0 ib | MI
ROLL r/m32, CL | D3 /0 | M-
ROLL r/m32, CX | D3 /0 | M-
ROLQ r/m64, 1 | REX.W D1 /0 | M-
ROLQ r/m64, uimm8 | REX.W C1 /0 ib | MI
ROLQ r/m64, CL | REX.W D3 /0 | M-
ROLQ r/m64, CX | REX.W D3 /0 | M-
ROLW r/m16, 1 | 66 D1 /0 | M-
ROLW r/m16, uimm8 | 66 C1 /0 ib | MI
ROLW r/m16, CL | 66 D3 /0 | M-
ROLW r/m16, CX | 66 D3 /0 | M-
RORB r/m8, 1 | D0 /1 | M- | byte
RORB r/m8, uimm8 | C0 /1 ib | MI | byte
RORB r/m8, CX | D2 /1 | M- | byte
RORL r/m32, 1 | D1 /1 | M-
RORL r/m32, uimm8 | C1 /1 ib | MI
RORL r/m32, CL | D3 /1 | M-
RORL r/m32, CX | D3 /1 | M-
RORQ r/m64, 1 | REX.W D1 /1 | M-
RORQ r/m64, uimm8 | REX.W C1 /1 ib | MI
RORQ r/m64, CL | REX.W D3 /1 | M-
RORQ r/m64, CX | REX.W D3 /1 | M-
RORW r/m16, 1 | 66 D1 /1 | M-
RORW r/m16, uimm8 | 66 C1 /1 ib | MI
RORW r/m16, CL | 66 D3 /1 | M-
RORW r/m16, CX | 66 D3 /1 | M-
RSM | 0F AA
SAHF | 9E
SALB r/m8, 1 | D0 /4 | M- | byte
SALB r/m8, uimm8 | C0 /4 ib | MI | byte
SALB r/m8, CX | D2 /4 | M- | byte
SALL r/m32, 1 | D1 /4 | M-
SALL r/m32, uimm8 | C1 /4 ib | MI
SALL r/m32, CL | D3 /4 | M-
SALL r/m32, CX | D3 /4 | M-
SALQ r/m64, 1 | REX.W D1 /4 | M-
SALQ r/m64, uimm8 | REX.W C1 /4 ib | MI
SALQ r/m64, CL | REX.W D3 /4 | M-
SALQ r/m64, CX | REX.W D3 /4 | M-
SALW r/m16, 1 | 66 D1 /4 | M-
SALW r/m16, uimm8 | 66 C1 /4 ib | MI
SALW r/m16, CL | 66 D3 /4 | M-
SALW r/m16, CX | 66 D3 /4 | M-
SARB r/m8, 1 | D0 /7 | M- | byte
SARB r/m8, uimm8 | C0 /7 ib | MI | byte
SARB r/m8, CX | D2 /7 | M- | byte
SARL r/m32, 1 | D1 /7 | M-
SARL r/m32, uimm8 | C1 /7 ib | MI
SARL r/m32, CL | D3 /7 | M-
SARL r/m32, CX | D3 /7 | M-
SARQ r/m64, 1 | REX.W D1 /7 | M-
SARQ r/m64, uimm8 | REX.W C1 /7 ib | MI
SARQ r/m64, CL | REX.W D3 /7 | M-
SARQ r/m64, CX | REX.W D3 /7 | M-
SARW r/m16, 1 | 66 D1 /7 | M-
SARW r/m16, uimm8 | 66 C1 /7 ib | MI
SARW r/m16, CL | 66 D3 /7 | M-
SARW r/m16, CX | 66 D3 /7 | M-
SBBB AL, imm8x | 1C ib | -I | byte
SBBB r/m8, imm8x | 80 /3 ib | MI | byte
SBBB r/m8, r8 | 18 /r | MR | byte
SBBB r8, r/m8 | 1A /r | RM | byte
SBBL r/m32, simm8 | 83 /3 ib | MI
SBBL EAX, imm32 | 1D id | -I
SBBL r/m32, imm32 | 81 /3 id | MI
SBBL r/m32, r32 | 19 /r | MR
SBBL r32, r/m32 | 1B /r | RM
SBBQ r/m64, simm8 | REX.W 83 /3 ib | MI
SBBQ RAX, imm32 | REX.W 1D id | -I
SBBQ r/m64, imm32 | REX.W 81 /3 id | MI
SBBQ r/m64, r64 | REX.W 19 /r | MR
SBBQ r64, r/m64 | REX.W 1B /r | RM
SBBW r/m16, simm8 | 66 83 /3 ib | MI
SBBW AX, imm16 | 66 1D iw | -I
SBBW r/m16, imm16 | 66 81 /3 iw | MI
SBBW r/m16, r16 | 66 19 /r | MR
SBBW r16, r/m16 | 66 1B /r | RM
SCASB | AE |  | byte
SCASL | AF
SCASQ | REX.W AF
SCASW | 66 AF
SETCC r/m8 | 0F 93 /0 | M | byte
SETCS r/m8 | 0F 92 /0 | M | byte
SETEQ r/m8 | 0F 94 /0 | M | byte
SETGE r/m8 | 0F 9D /0 | M | byte
SETGT r/m8 | 0F 9F /0 | M | byte
SETHI r/m8 | 0F 97 /0 | M | byte
SETLE r/m8 | 0F 9E /0 | M | byte
SETLS r/m8 | 0F 96 /0 | M | byte
SETLT r/m8 | 0F 9C /0 | M | byte
SETMI r/m8 | 0F 98 /0 | M | byte
SETNE r/m8 | 0F 95 /0 | M | byte
SETOC r/m8 | 0F 91 /0 | M | byte
SETOS r/m8 | 0F 90 /0 | M | byte
SETPC r/m8 | 0F 9B /0 | M | byte
SETPL r/m8 | 0F 99 /0 | M | byte
SETPS r/m8 | 0F 9A /0 | M | byte
SFENCE | 0F AE F8
SGDT m | 0F 01 /0 | M
SHLB r/m8, 1 | D0 /4 | M- | byte
SHLB r/m8, uimm8 | C0 /4 ib | MI | byte
SHLB r/m8, CX | D2 /4 | M- | byte
SHLL r/m32, 1 | D1 /4 | M-
SHLL r/m32, uimm8 | C1 /4 ib | MI
SHLL r/m32, CL | D3 /4 | M-
SHLL r/m32, CX | D3 /4 | M-
SHLL r/m32, r32, simm8 | 0F A4 /r ib | MRI
SHLL r/m32, r32, CL | 0F A5 /r | MR-
SHLL r/m32, r32, CX | 0F A5 /r | MR-
SHLQ r/m64, 1 | REX.W D1 /4 | M-
SHLQ r/m64, uimm8 | REX.W C1 /4 ib | MI
SHLQ r/m64, CL | REX.W D3 /4 | M-
SHLQ r/m64, CX | REX.W D3 /4 | M-
SHLQ r/m64, r64, simm8 | REX.W 0F A4 /r ib | MRI
SHLQ r/m64, r64, CL | REX.W 0F A5 /r | MR-
SHLQ r/m64, r64, CX | REX.W 0F A5 /r | MR-
SHLW r/m16, 1 | 66 D1 /4 | M-
SHLW r/m16, uimm8 | 66 C1 /4 ib | MI
SHLW r/m16, CL | 66 D3 /4 | M-
SHLW r/m16, CX | 66 D3 /4 | M-
SHLW r/m16, r16, simm8 | 66 0F A4 /r ib | MRI
SHLW r/m16, r16, CL | 66 0F A5 /r | MR-
SHLW r/m16, r16, CX | 66 0F A5 /r | MR-
SHRB r/m8, 1 | D0 /5 | M- | byte
SHRB r/m8, uimm8 | C0 /5 ib | MI | byte
SHRB r/m8, CX | D2 /5 | M- | byte
SHRL r/m32, 1 | D1 /5 | M-
SHRL r/m32, uimm8 | C1 /5 ib | MI
SHRL r/m32, CL | D3 /5 | M-
SHRL r/m32, CX | D3 /5 | M-
SHRL r/m32, r32, simm8 | 0F AC /r ib | MRI
SHRL r/m32, r32, CL | 0F AD /r | MR-
SHRL r/m32, r32, CX | 0F AD /r | MR-
SHRQ r/m64, 1 | REX.W D1 /5 | M-
SHRQ r/m64, uimm8 | REX.W C1 /5 ib | MI
SHRQ r/m64, CL | REX.W D3 /5 | M-
SHRQ r/m64, CX | REX.W D3 /5 | M-
SHRQ r/m64, r64, simm8 | REX.W 0F AC /r ib | MRI
SHRQ r/m64, r64, CL | REX.W 0F AD /r | MR-
SHRQ r/m64, r64, CX | REX.W 0F AD /r | MR-
SHRW r/m16, 1 | 66 D1 /5 | M-
SHRW r/m16, uimm8 | 66 C1 /5 ib | MI
SHRW r/m16, CL | 66 D3 /5 | M-
SHRW r/m16, CX | 66 D3 /5 | M-
SHRW r/m16, r16, simm8 | 66 0F AC /r ib | MRI
SHRW r/m16, r16, CL | 66 0F AD /r | MR-
SHRW r/m16, r16, CX | 66 0F AD /r | MR-
SIDT m | 0F 01 /1 | M
SLDTL r/m32 | 0F 00 /0 | M
SLDTQ r/m64 | REX.W 0F 00 /0 | M
SLDTW r/m16 | 66 0F 00 /0 | M
SMSWL r/m32 | 0F 01 /4 | M
SMSWQ r/m64 | REX.W 0F 01 /4 | M
SMSWW r/m16 | 66 0F 01 /4 | M
STAC | 0F 01 CB
STC | F9
STD | FD
STI | FB
STMXCSR m | 0F AE /3 | M
STOSB | AA |  | byte
STOSL | AB
STOSQ | REX.W AB
STOSW | 66 AB
STRL r/m32 | 0F 00 /1 | M
STRQ r/m64 | REX.W 0F 00 /1 | M
STRW r/m16 | 66 0F 00 /1 | M
SUBB AL, imm8x | 2C ib | -I | byte
SUBB r/m8, imm8x | 80 /5 ib | MI | byte
SUBB r/m8, r8 | 28 /r | MR | byte
SUBB r8, r/m8 | 2A /r | RM | byte
SUBL r/m32, simm8 | 83 /5 ib | MI
SUBL EAX, imm32 | 2D id | -I
SUBL r/m32, imm32 | 81 /5 id | MI
SUBL r/m32, r32 | 29 /r | MR
SUBL r32, r/m32 | 2B /r | RM
SUBQ r/m64, simm8 | REX.W 83 /5 ib | MI
SUBQ RAX, imm32 | REX.W 2D id | -I
SUBQ r/m64, imm32 | REX.W 81 /5 id | MI
SUBQ r/m64, r64 | REX.W 29 /r | MR
SUBQ r64, r/m64 | REX.W 2B /r | RM
SUBW r/m16, simm8 | 66 83 /5 ib | MI
SUBW AX, imm16 | 66 2D iw | -I
SUBW r/m16, imm16 | 66 81 /5 iw | MI
SUBW r/m16, r16 | 66 29 /r | MR
SUBW r16, r/m16 | 66 2B /r | RM
SWAPGS | 0F 01 F8
SYSCALL | 0F 05
SYSENTER | 0F 34
SYSENTER64 | REX.W 0F 34
SYSEXIT | 0F 35
SYSEXIT64 | REX.W 0F 35
SYSRET | 0F 07
TESTB AL, imm8x | A8 ib | -I | byte
TESTB r/m8, imm8x | F6 /0 ib | MI | byte
TESTB r/m8, r8 | 84 /r | MR | byte
TESTB r8, r/m8 | 84 /r | RM | byte
TESTL EAX, imm32 | A9 id | -I
TESTL r/m32, imm32 | F7 /0 id | MI
TESTL r/m32, r32 | 85 /r | MR
TESTL r32, r/m32 | 85 /r | RM
TESTQ RAX, imm32 | REX.W A9 id | -I
TESTQ r/m64, imm32 | REX.W F7 /0 id | MI
TESTQ r/m64, r64 | REX.W 85 /r | MR
TESTQ r64, r/m64 | REX.W 85 /r | RM
TESTW AX, imm16 | 66 A9 iw | -I
TESTW r/m16, imm16 | 66 F7 /0 iw | MI
TESTW r/m16, r16 | 66 85 /r | MR
TESTW r16, r/m16 | 66 85 /r | RM
TPAUSE r32 | 66 0F AE /6 | M
TZCNTL r32, r/m32 | F3 0F BC /r | RM
TZCNTQ r64, r/m64 | F3 REX.W 0F BC /r | RM
TZCNTW r16, r/m16 | 66 F3 0F BC /r | RM
UD1 | 0F B9
UD2 | 0F 0B
UMONITOR r64 | F3 0F AE /6 | M
UMWAIT r32 | F2 0F AE /6 | M
UNDEF | 0F 0B
VERR r/m16 | 0F 00 /4 | M
VERW r/m16 | 0F 00 /5 | M
WAIT | 9B
WBINVD | 0F 09
WORD imm64 | iw | I
WRFSBASEL r32 | F3 0F AE /2 | M
WRFSBASEQ r64 | F3 REX.W 0F AE /2 | M
WRGSBASEL r32 | F3 0F AE /3 | M
WRGSBASEQ r64 | F3 REX.W 0F AE /3 | M
WRMSR | 0F 30
WRPKRU | 0F 01 EF
XABORT uimm8 | C6 F8 ib | I
XACQUIRE | F2
XADDB r/m8, r8 | 0F C0 /r | MR | byte
XADDL r/m32, r32 | 0F C1 /r | MR
XADDQ r/m64, r64 | REX.W 0F C1 /r | MR
XADDW r/m16, r16 | 66 0F C1 /r | MR
XBEGIN rel32 | C7 F8 cd | D
XCHGB r/m8, r8 | 86 /r | MR | byte
XCHGB r8, r/m8 | 86 /r | RM | byte
XCHGL r32, EAX | 90+rd | O-
XCHGL EAX, r32 | 90+rd | -O
XCHGL r/m32, r32 | 87 /r | MR
XCHGL r32, r/m32 | 87 /r | RM
XCHGQ r64, RAX | REX.W 90+ro | O-
XCHGQ RAX, r64 | REX.W 90+ro | -O
XCHGQ r/m64, r64 | REX.W 87 /r | MR
XCHGQ r64, r/m64 | REX.W 87 /r | RM
XCHGW r16, AX | 66 90+rd | O-
XCHGW AX, r16 | 66 90+rd | -O
XCHGW r/m16, r16 | 66 87 /r | MR
XCHGW r16, r/m16 | 66 87 /r | RM
XEND | 0F 01 D5
XGETBV | 0F 01 D0
XLAT | D7
XORB AL, imm8x | 34 ib | -I | byte
XORB r/m8, imm8x | 80 /6 ib | MI | byte
XORB r/m8, r8 | 30 /r | MR | byte
XORB r8, r/m8 | 32 /r | RM | byte
XORL r/m32, simm8 | 83 /6 ib | MI
XORL EAX, imm32 | 35 id | -I
XORL r/m32, imm32 | 81 /6 id | MI
XORL r/m32, r32 | 31 /r | MR
XORL r32, r/m32 | 33 /r | RM
XORQ r/m64, simm8 | REX.W 83 /6 ib | MI
XORQ RAX, imm32 | REX.W 35 id | -I
XORQ r/m64, imm32 | REX.W 81 /6 id | MI
XORQ r/m64, r64 | REX.W 31 /r | MR
XORQ r64, r/m64 | REX.W 33 /r | RM
XORW r/m16, simm8 | 66 83 /6 ib | MI
XORW AX, imm16 | 66 35 iw | -I
XORW r/m16, imm16 | 66 81 /6 iw | MI
XORW r/m16, r16 | 66 31 /r | MR
XORW r16, r/m16 | 66 33 /r | RM
XRELEASE | F3
XRSTOR m | 0F AE /5 | M
XRSTOR64 m | REX.W 0F AE /5 | M
XRSTORS m | 0F C7 /3 | M
XRSTORS64 m | REX.W 0F C7 /3 | M
XSAVE m | 0F AE /4 | M
XSAVE64 m | REX.W 0F AE /4 | M
XSAVEC m | 0F C7 /4 | M
XSAVEC64 m | REX.W 0F C7 /4 | M
XSAVEOPT m | 0F AE /6 | M
XSAVEOPT64 m | REX.W 0F AE /6 | M
XSAVES m | 0F C7 /5 | M
XSAVES64 m | REX.W 0F C7 /5 | M
XSETBV | 0F 01 D1
XTEST | 0F 01 D6
`;
