// MMX and SSE instructions. The notation is instructions.ts's.

export const rowsSSE = `
ADDPD xmm, xmm/m128 | 66 0F 58 /r | RM
ADDPS xmm, xmm/m128 | 0F 58 /r | RM
ADDSD xmm, xmm/m64 | F2 0F 58 /r | RM
ADDSS xmm, xmm/m32 | F3 0F 58 /r | RM
ADDSUBPD xmm, xmm/m128 | 66 0F D0 /r | RM
ADDSUBPS xmm, xmm/m128 | F2 0F D0 /r | RM
AESDEC xmm, xmm/m128 | 66 0F 38 DE /r | RM
AESDECLAST xmm, xmm/m128 | 66 0F 38 DF /r | RM
AESENC xmm, xmm/m128 | 66 0F 38 DC /r | RM
AESENCLAST xmm, xmm/m128 | 66 0F 38 DD /r | RM
AESIMC xmm, xmm/m128 | 66 0F 38 DB /r | RM
AESKEYGENASSIST xmm, xmm/m128, uimm8 | 66 0F 3A DF /r ib | RMI
ANDNPD xmm, xmm/m128 | 66 0F 55 /r | RM
ANDNPS xmm, xmm/m128 | 0F 55 /r | RM
ANDPD xmm, xmm/m128 | 66 0F 54 /r | RM
ANDPS xmm, xmm/m128 | 0F 54 /r | RM
BLENDPD xmm, xmm/m128, uimm8 | 66 0F 3A 0D /r ib | RMI
BLENDPS xmm, xmm/m128, uimm8 | 66 0F 3A 0C /r ib | RMI
BLENDVPD xmm, xmm/m128, <XMM0> | 66 0F 38 15 /r | RM-
BLENDVPS xmm, xmm/m128, <XMM0> | 66 0F 38 14 /r | RM-
CMPPD xmm, xmm/m128, simm8 | 66 0F C2 /r ib | RMI | go=213
CMPPS xmm, xmm/m128, simm8 | 0F C2 /r ib | RMI | go=213
CMPSD xmm, xmm/m64, simm8 | F2 0F C2 /r ib | RMI | go=213
CMPSS xmm, xmm/m32, simm8 | F3 0F C2 /r ib | RMI | go=213
COMISD xmm, xmm/m64 | 66 0F 2F /r | RM
COMISS xmm, xmm/m32 | 0F 2F /r | RM
CVTPD2PL xmm, xmm/m128 | F2 0F E6 /r | RM
CVTPD2PL mm, xmm/m128 | 66 0F 2D /r | RM
CVTPD2PS xmm, xmm/m128 | 66 0F 5A /r | RM
CVTPL2PD xmm, xmm/m64 | F3 0F E6 /r | RM
CVTPL2PD xmm, mm/m64 | 66 0F 2A /r | RM
CVTPL2PS xmm, xmm/m128 | 0F 5B /r | RM
CVTPL2PS xmm, mm/m64 | 0F 2A /r | RM
CVTPS2PD xmm, xmm/m64 | 0F 5A /r | RM
CVTPS2PL xmm, xmm/m128 | 66 0F 5B /r | RM
CVTPS2PL mm, xmm/m128 | 0F 2D /r | RM
CVTSD2SL r32, xmm/m64 | F2 0F 2D /r | RM
CVTSD2SQ r64, xmm/m64 | F2 REX.W 0F 2D /r | RM
CVTSD2SS xmm, xmm/m64 | F2 0F 5A /r | RM
CVTSL2SD xmm, r/m32 | F2 0F 2A /r | RM
CVTSL2SS xmm, r/m32 | F3 0F 2A /r | RM
CVTSQ2SD xmm, r/m64 | F2 REX.W 0F 2A /r | RM
CVTSQ2SS xmm, r/m64 | F3 REX.W 0F 2A /r | RM
CVTSS2SD xmm, xmm/m32 | F3 0F 5A /r | RM
CVTSS2SL r32, xmm/m32 | F3 0F 2D /r | RM
CVTSS2SQ r64, xmm/m32 | F3 REX.W 0F 2D /r | RM
CVTTPD2PL xmm, xmm/m128 | 66 0F E6 /r | RM
CVTTPD2PL mm, xmm/m128 | 66 0F 2C /r | RM
CVTTPS2PL xmm, xmm/m128 | F3 0F 5B /r | RM
CVTTPS2PL mm, xmm/m128 | 0F 2C /r | RM
CVTTSD2SL r32, xmm/m64 | F2 0F 2C /r | RM
CVTTSD2SQ r64, xmm/m64 | F2 REX.W 0F 2C /r | RM
CVTTSS2SL r32, xmm/m32 | F3 0F 2C /r | RM
CVTTSS2SQ r64, xmm/m32 | F3 REX.W 0F 2C /r | RM
DIVPD xmm, xmm/m128 | 66 0F 5E /r | RM
DIVPS xmm, xmm/m128 | 0F 5E /r | RM
DIVSD xmm, xmm/m64 | F2 0F 5E /r | RM
DIVSS xmm, xmm/m32 | F3 0F 5E /r | RM
DPPD xmm, xmm/m128, uimm8 | 66 0F 3A 41 /r ib | RMI
DPPS xmm, xmm/m128, uimm8 | 66 0F 3A 40 /r ib | RMI
EXTRACTPS r/m32, xmm, uimm2 | 66 0F 3A 17 /r ib | MRI
HADDPD xmm, xmm/m128 | 66 0F 7C /r | RM
HADDPS xmm, xmm/m128 | F2 0F 7C /r | RM
HSUBPD xmm, xmm/m128 | 66 0F 7D /r | RM
HSUBPS xmm, xmm/m128 | F2 0F 7D /r | RM
INSERTPS xmm, xmm/m32, uimm8 | 66 0F 3A 21 /r ib | RMI
LDDQU xmm, m128 | F2 0F F0 /r | RM
MASKMOVOU xmm, xmm | 66 0F F7 /r | RM
MASKMOVQ mm, mm | 0F F7 /r | RM
MAXPD xmm, xmm/m128 | 66 0F 5F /r | RM
MAXPS xmm, xmm/m128 | 0F 5F /r | RM
MAXSD xmm, xmm/m64 | F2 0F 5F /r | RM
MAXSS xmm, xmm/m32 | F3 0F 5F /r | RM
MINPD xmm, xmm/m128 | 66 0F 5D /r | RM
MINPS xmm, xmm/m128 | 0F 5D /r | RM
MINSD xmm, xmm/m64 | F2 0F 5D /r | RM
MINSS xmm, xmm/m32 | F3 0F 5D /r | RM
MOVAPD xmm, xmm/m128 | 66 0F 28 /r | RM
MOVAPD xmm/m128, xmm | 66 0F 29 /r | MR
MOVAPS xmm, xmm/m128 | 0F 28 /r | RM
MOVAPS xmm/m128, xmm | 0F 29 /r | MR
MOVDDUP xmm, xmm/m64 | F2 0F 12 /r | RM
MOVHLPS xmm, xmm | 0F 12 /r | RM
MOVHPD xmm, xmm/m64 | 66 0F 16 /r | RM
MOVHPD xmm/m64, xmm | 66 0F 17 /r | MR
MOVHPS xmm, xmm/m64 | 0F 16 /r | RM
MOVHPS xmm/m64, xmm | 0F 17 /r | MR
MOVLHPS xmm, xmm | 0F 16 /r | RM
MOVLPD xmm, xmm/m64 | 66 0F 12 /r | RM
MOVLPD xmm/m64, xmm | 66 0F 13 /r | MR
MOVLPS xmm, xmm/m64 | 0F 12 /r | RM
MOVLPS xmm/m64, xmm | 0F 13 /r | MR
MOVMSKPD r32, xmm | 66 0F 50 /r | RM
MOVMSKPS r32, xmm | 0F 50 /r | RM
MOVNTDQA xmm, m128 | 66 0F 38 2A /r | RM
MOVNTO m128, xmm | 66 0F E7 /r | MR
MOVNTPD m128, xmm | 66 0F 2B /r | MR
MOVNTPS m128, xmm | 0F 2B /r | MR
MOVNTQ m64, mm | 0F E7 /r | MR
MOVO xmm, xmm/m128 | 66 0F 6F /r | RM
MOVO xmm/m128, xmm | 66 0F 7F /r | MR
MOVOU xmm, xmm/m128 | F3 0F 6F /r | RM
MOVOU xmm/m128, xmm | F3 0F 7F /r | MR
MOVQOZX xmm, mm | F3 0F D6 /r | RM
MOVQOZX xmm, xmm/m64 | F3 0F 7E /r | RM
MOVSD xmm, xmm/m64 | F2 0F 10 /r | RM
MOVSD xmm/m64, xmm | F2 0F 11 /r | MR
MOVSHDUP xmm, xmm/m128 | F3 0F 16 /r | RM
MOVSLDUP xmm, xmm/m128 | F3 0F 12 /r | RM
MOVSS xmm, xmm/m32 | F3 0F 10 /r | RM
MOVSS xmm/m32, xmm | F3 0F 11 /r | MR
MOVUPD xmm, xmm/m128 | 66 0F 10 /r | RM
MOVUPD xmm/m128, xmm | 66 0F 11 /r | MR
MOVUPS xmm, xmm/m128 | 0F 10 /r | RM
MOVUPS xmm/m128, xmm | 0F 11 /r | MR
MPSADBW xmm, xmm/m128, uimm8 | 66 0F 3A 42 /r ib | RMI
MULPD xmm, xmm/m128 | 66 0F 59 /r | RM
MULPS xmm, xmm/m128 | 0F 59 /r | RM
MULSD xmm, xmm/m64 | F2 0F 59 /r | RM
MULSS xmm, xmm/m32 | F3 0F 59 /r | RM
ORPD xmm, xmm/m128 | 66 0F 56 /r | RM
ORPS xmm, xmm/m128 | 0F 56 /r | RM
PABSB xmm, xmm/m128 | 66 0F 38 1C /r | RM
PABSD xmm, xmm/m128 | 66 0F 38 1E /r | RM
PABSW xmm, xmm/m128 | 66 0F 38 1D /r | RM
PACKSSLW mm, mm/m64 | 0F 6B /r | RM
PACKSSLW xmm, xmm/m128 | 66 0F 6B /r | RM
PACKSSWB mm, mm/m64 | 0F 63 /r | RM
PACKSSWB xmm, xmm/m128 | 66 0F 63 /r | RM
PACKUSDW xmm, xmm/m128 | 66 0F 38 2B /r | RM
PACKUSWB mm, mm/m64 | 0F 67 /r | RM
PACKUSWB xmm, xmm/m128 | 66 0F 67 /r | RM
PADDB mm, mm/m64 | 0F FC /r | RM
PADDB xmm, xmm/m128 | 66 0F FC /r | RM
PADDL mm, mm/m64 | 0F FE /r | RM
PADDL xmm, xmm/m128 | 66 0F FE /r | RM
PADDQ xmm, xmm/m128 | 66 0F D4 /r | RM
PADDSB mm, mm/m64 | 0F EC /r | RM
PADDSB xmm, xmm/m128 | 66 0F EC /r | RM
PADDSW mm, mm/m64 | 0F ED /r | RM
PADDSW xmm, xmm/m128 | 66 0F ED /r | RM
PADDUSB mm, mm/m64 | 0F DC /r | RM
PADDUSB xmm, xmm/m128 | 66 0F DC /r | RM
PADDUSW mm, mm/m64 | 0F DD /r | RM
PADDUSW xmm, xmm/m128 | 66 0F DD /r | RM
PADDW mm, mm/m64 | 0F FD /r | RM
PADDW xmm, xmm/m128 | 66 0F FD /r | RM
PALIGNR xmm, xmm/m128, uimm8 | 66 0F 3A 0F /r ib | RMI
PAND mm, mm/m64 | 0F DB /r | RM
PAND xmm, xmm/m128 | 66 0F DB /r | RM
PANDN mm, mm/m64 | 0F DF /r | RM
PANDN xmm, xmm/m128 | 66 0F DF /r | RM
PAVGB mm, mm/m64 | 0F E0 /r | RM
PAVGB xmm, xmm/m128 | 66 0F E0 /r | RM
PAVGW mm, mm/m64 | 0F E3 /r | RM
PAVGW xmm, xmm/m128 | 66 0F E3 /r | RM
PBLENDVB xmm, xmm/m128, <XMM0> | 66 0F 38 10 /r | RM-
PBLENDW xmm, xmm/m128, uimm8 | 66 0F 3A 0E /r ib | RMI
PCLMULQDQ xmm, xmm/m128, uimm8 | 66 0F 3A 44 /r ib | RMI
PCMPEQB mm, mm/m64 | 0F 74 /r | RM
PCMPEQB xmm, xmm/m128 | 66 0F 74 /r | RM
PCMPEQL mm, mm/m64 | 0F 76 /r | RM
PCMPEQL xmm, xmm/m128 | 66 0F 76 /r | RM
PCMPEQQ xmm, xmm/m128 | 66 0F 38 29 /r | RM
PCMPEQW mm, mm/m64 | 0F 75 /r | RM
PCMPEQW xmm, xmm/m128 | 66 0F 75 /r | RM
PCMPESTRI xmm, xmm/m128, uimm8 | 66 0F 3A 61 /r ib | RMI
PCMPESTRM xmm, xmm/m128, uimm8 | 66 0F 3A 60 /r ib | RMI
PCMPGTB mm, mm/m64 | 0F 64 /r | RM
PCMPGTB xmm, xmm/m128 | 66 0F 64 /r | RM
PCMPGTL mm, mm/m64 | 0F 66 /r | RM
PCMPGTL xmm, xmm/m128 | 66 0F 66 /r | RM
PCMPGTQ xmm, xmm/m128 | 66 0F 38 37 /r | RM
PCMPGTW mm, mm/m64 | 0F 65 /r | RM
PCMPGTW xmm, xmm/m128 | 66 0F 65 /r | RM
PCMPISTRI xmm, xmm/m128, uimm8 | 66 0F 3A 63 /r ib | RMI
PCMPISTRM xmm, xmm/m128, uimm8 | 66 0F 3A 62 /r ib | RMI
PEXTRB r/m8, xmm, uimm8 | 66 0F 3A 14 /r ib | MRI
PEXTRD r/m32, xmm, uimm8 | 66 0F 3A 16 /r ib | MRI
PEXTRQ r/m64, xmm, uimm8 | 66 REX.W 0F 3A 16 /r ib | MRI
PEXTRW r32, xmm, uimm8 | 66 0F C5 /r ib | RMI
PEXTRW r/m16, xmm, uimm8 | 66 0F 3A 15 /r ib | MRI
PHADDD mm, mm/m64 | 0F 38 02 /r | RM
PHADDD xmm, xmm/m128 | 66 0F 38 02 /r | RM
PHADDSW xmm, xmm/m128 | 66 0F 38 03 /r | RM
PHADDW xmm, xmm/m128 | 66 0F 38 01 /r | RM
PHMINPOSUW xmm, xmm/m128 | 66 0F 38 41 /r | RM
PHSUBD xmm, xmm/m128 | 66 0F 38 06 /r | RM
PHSUBSW xmm, xmm/m128 | 66 0F 38 07 /r | RM
PHSUBW xmm, xmm/m128 | 66 0F 38 05 /r | RM
PINSRB xmm, r/m8, uimm8 | 66 0F 3A 20 /r ib | RMI
PINSRD xmm, r/m32, uimm8 | 66 0F 3A 22 /r ib | RMI
PINSRQ xmm, r/m64, uimm8 | 66 REX.W 0F 3A 22 /r ib | RMI
PINSRW xmm, r/m16, uimm8 | 66 0F C4 /r ib | RMI
PMADDUBSW xmm, xmm/m128 | 66 0F 38 04 /r | RM
PMADDWL mm, mm/m64 | 0F F5 /r | RM
PMADDWL xmm, xmm/m128 | 66 0F F5 /r | RM
PMAXSB xmm, xmm/m128 | 66 0F 38 3C /r | RM
PMAXSD xmm, xmm/m128 | 66 0F 38 3D /r | RM
PMAXSW xmm, xmm/m128 | 66 0F EE /r | RM
PMAXUB xmm, xmm/m128 | 66 0F DE /r | RM
PMAXUD xmm, xmm/m128 | 66 0F 38 3F /r | RM
PMAXUW xmm, xmm/m128 | 66 0F 38 3E /r | RM
PMINSB xmm, xmm/m128 | 66 0F 38 38 /r | RM
PMINSD xmm, xmm/m128 | 66 0F 38 39 /r | RM
PMINSW xmm, xmm/m128 | 66 0F EA /r | RM
PMINUB xmm, xmm/m128 | 66 0F DA /r | RM
PMINUD xmm, xmm/m128 | 66 0F 38 3B /r | RM
PMINUW xmm, xmm/m128 | 66 0F 38 3A /r | RM
PMOVMSKB r32, xmm | 66 0F D7 /r | RM
PMOVMSKB r32, mm | 0F D7 /r | RM
PMOVSXBD xmm, xmm/m32 | 66 0F 38 21 /r | RM
PMOVSXBQ xmm, xmm/m16 | 66 0F 38 22 /r | RM
PMOVSXBW xmm, xmm/m64 | 66 0F 38 20 /r | RM
PMOVSXDQ xmm, xmm/m64 | 66 0F 38 25 /r | RM
PMOVSXWD xmm, xmm/m64 | 66 0F 38 23 /r | RM
PMOVSXWQ xmm, xmm/m32 | 66 0F 38 24 /r | RM
PMOVZXBD xmm, xmm/m32 | 66 0F 38 31 /r | RM
PMOVZXBQ xmm, xmm/m16 | 66 0F 38 32 /r | RM
PMOVZXBW xmm, xmm/m64 | 66 0F 38 30 /r | RM
PMOVZXDQ xmm, xmm/m64 | 66 0F 38 35 /r | RM
PMOVZXWD xmm, xmm/m64 | 66 0F 38 33 /r | RM
PMOVZXWQ xmm, xmm/m32 | 66 0F 38 34 /r | RM
PMULDQ xmm, xmm/m128 | 66 0F 38 28 /r | RM
PMULHRSW xmm, xmm/m128 | 66 0F 38 0B /r | RM
PMULHUW mm, mm/m64 | 0F E4 /r | RM
PMULHUW xmm, xmm/m128 | 66 0F E4 /r | RM
PMULHW mm, mm/m64 | 0F E5 /r | RM
PMULHW xmm, xmm/m128 | 66 0F E5 /r | RM
PMULLD xmm, xmm/m128 | 66 0F 38 40 /r | RM
PMULLW mm, mm/m64 | 0F D5 /r | RM
PMULLW xmm, xmm/m128 | 66 0F D5 /r | RM
PMULULQ mm, mm/m64 | 0F F4 /r | RM
PMULULQ xmm, xmm/m128 | 66 0F F4 /r | RM
POR mm, mm/m64 | 0F EB /r | RM
POR xmm, xmm/m128 | 66 0F EB /r | RM
PSADBW xmm, xmm/m128 | 66 0F F6 /r | RM
PSHUFB xmm, xmm/m128 | 66 0F 38 00 /r | RM
PSHUFD xmm, xmm/m128, uimm8 | 66 0F 70 /r ib | RMI
PSHUFHW xmm, xmm/m128, uimm8 | F3 0F 70 /r ib | RMI
PSHUFL xmm, xmm/m128, uimm8 | 66 0F 70 /r ib | RMI
PSHUFLW xmm, xmm/m128, uimm8 | F2 0F 70 /r ib | RMI
PSHUFW mm, mm/m64, simm8 | 0F 70 /r ib | RMI
PSIGNB xmm, xmm/m128 | 66 0F 38 08 /r | RM
PSIGND xmm, xmm/m128 | 66 0F 38 0A /r | RM
PSIGNW xmm, xmm/m128 | 66 0F 38 09 /r | RM
PSLLL mm, mm/m64 | 0F F2 /r | RM
PSLLL mm, simm8 | 0F 72 /6 ib | MI
PSLLL xmm, xmm/m128 | 66 0F F2 /r | RM
PSLLL xmm, simm8 | 66 0F 72 /6 ib | MI
PSLLO xmm, simm8 | 66 0F 73 /7 ib | MI
PSLLQ mm, mm/m64 | 0F F3 /r | RM
PSLLQ mm, simm8 | 0F 73 /6 ib | MI
PSLLQ xmm, xmm/m128 | 66 0F F3 /r | RM
PSLLQ xmm, simm8 | 66 0F 73 /6 ib | MI
PSLLW mm, mm/m64 | 0F F1 /r | RM
PSLLW mm, simm8 | 0F 71 /6 ib | MI
PSLLW xmm, xmm/m128 | 66 0F F1 /r | RM
PSLLW xmm, simm8 | 66 0F 71 /6 ib | MI
PSRAL mm, mm/m64 | 0F E2 /r | RM
PSRAL mm, simm8 | 0F 72 /4 ib | MI
PSRAL xmm, xmm/m128 | 66 0F E2 /r | RM
PSRAL xmm, simm8 | 66 0F 72 /4 ib | MI
PSRAW mm, mm/m64 | 0F E1 /r | RM
PSRAW mm, simm8 | 0F 71 /4 ib | MI
PSRAW xmm, xmm/m128 | 66 0F E1 /r | RM
PSRAW xmm, simm8 | 66 0F 71 /4 ib | MI
PSRLL mm, mm/m64 | 0F D2 /r | RM
PSRLL mm, simm8 | 0F 72 /2 ib | MI
PSRLL xmm, xmm/m128 | 66 0F D2 /r | RM
PSRLL xmm, simm8 | 66 0F 72 /2 ib | MI
PSRLO xmm, simm8 | 66 0F 73 /3 ib | MI
PSRLQ mm, mm/m64 | 0F D3 /r | RM
PSRLQ mm, simm8 | 0F 73 /2 ib | MI
PSRLQ xmm, xmm/m128 | 66 0F D3 /r | RM
PSRLQ xmm, simm8 | 66 0F 73 /2 ib | MI
PSRLW mm, mm/m64 | 0F D1 /r | RM
PSRLW mm, simm8 | 0F 71 /2 ib | MI
PSRLW xmm, xmm/m128 | 66 0F D1 /r | RM
PSRLW xmm, simm8 | 66 0F 71 /2 ib | MI
PSUBB xmm, xmm/m128 | 66 0F F8 /r | RM
PSUBL xmm, xmm/m128 | 66 0F FA /r | RM
PSUBQ xmm, xmm/m128 | 66 0F FB /r | RM
PSUBSB xmm, xmm/m128 | 66 0F E8 /r | RM
PSUBSW xmm, xmm/m128 | 66 0F E9 /r | RM
PSUBUSB xmm, xmm/m128 | 66 0F D8 /r | RM
PSUBUSW xmm, xmm/m128 | 66 0F D9 /r | RM
PSUBW xmm, xmm/m128 | 66 0F F9 /r | RM
PTEST xmm, xmm/m128 | 66 0F 38 17 /r | RM
PUNPCKHBW mm, mm/m64 | 0F 68 /r | RM
PUNPCKHBW xmm, xmm/m128 | 66 0F 68 /r | RM
PUNPCKHLQ mm, mm/m64 | 0F 6A /r | RM
PUNPCKHLQ xmm, xmm/m128 | 66 0F 6A /r | RM
PUNPCKHQDQ xmm, xmm/m128 | 66 0F 6D /r | RM
PUNPCKHWL mm, mm/m64 | 0F 69 /r | RM
PUNPCKHWL xmm, xmm/m128 | 66 0F 69 /r | RM
PUNPCKLBW mm, mm/m64 | 0F 60 /r | RM
PUNPCKLBW xmm, xmm/m128 | 66 0F 60 /r | RM
PUNPCKLLQ mm, mm/m64 | 0F 62 /r | RM
PUNPCKLLQ xmm, xmm/m128 | 66 0F 62 /r | RM
PUNPCKLQDQ xmm, xmm/m128 | 66 0F 6C /r | RM
PUNPCKLWL mm, mm/m64 | 0F 61 /r | RM
PUNPCKLWL xmm, xmm/m128 | 66 0F 61 /r | RM
PXOR mm, mm/m64 | 0F EF /r | RM
PXOR xmm, xmm/m128 | 66 0F EF /r | RM
RCPPS xmm, xmm/m128 | 0F 53 /r | RM
RCPSS xmm, xmm/m32 | F3 0F 53 /r | RM
ROUNDPD xmm, xmm/m128, uimm8 | 66 0F 3A 09 /r ib | RMI
ROUNDPS xmm, xmm/m128, uimm8 | 66 0F 3A 08 /r ib | RMI
ROUNDSD xmm, xmm/m64, uimm8 | 66 0F 3A 0B /r ib | RMI
ROUNDSS xmm, xmm/m32, uimm8 | 66 0F 3A 0A /r ib | RMI
RSQRTPS xmm, xmm/m128 | 0F 52 /r | RM
RSQRTSS xmm, xmm/m32 | F3 0F 52 /r | RM
SHA1MSG1 xmm, xmm/m128 | 0F 38 C9 /r | RM
SHA1MSG2 xmm, xmm/m128 | 0F 38 CA /r | RM
SHA1NEXTE xmm, xmm/m128 | 0F 38 C8 /r | RM
SHA1RNDS4 xmm, xmm/m128, uimm2 | 0F 3A CC /r ib | RMI
SHA256MSG1 xmm, xmm/m128 | 0F 38 CC /r | RM
SHA256MSG2 xmm, xmm/m128 | 0F 38 CD /r | RM
SHA256RNDS2 xmm, xmm/m128, <XMM0> | 0F 38 CB /r | RM-
SHUFPD xmm, xmm/m128, uimm8 | 66 0F C6 /r ib | RMI
SHUFPS xmm, xmm/m128, uimm8 | 0F C6 /r ib | RMI
SQRTPD xmm, xmm/m128 | 66 0F 51 /r | RM
SQRTPS xmm, xmm/m128 | 0F 51 /r | RM
SQRTSD xmm, xmm/m64 | F2 0F 51 /r | RM
SQRTSS xmm, xmm/m32 | F3 0F 51 /r | RM
SUBPD xmm, xmm/m128 | 66 0F 5C /r | RM
SUBPS xmm, xmm/m128 | 0F 5C /r | RM
SUBSD xmm, xmm/m64 | F2 0F 5C /r | RM
SUBSS xmm, xmm/m32 | F3 0F 5C /r | RM
UCOMISD xmm, xmm/m64 | 66 0F 2E /r | RM
UCOMISS xmm, xmm/m32 | 0F 2E /r | RM
UNPCKHPD xmm, xmm/m128 | 66 0F 15 /r | RM
UNPCKHPS xmm, xmm/m128 | 0F 15 /r | RM
UNPCKLPD xmm, xmm/m128 | 66 0F 14 /r | RM
UNPCKLPS xmm, xmm/m128 | 0F 14 /r | RM
XORPD xmm, xmm/m128 | 66 0F 57 /r | RM
XORPS xmm, xmm/m128 | 0F 57 /r | RM
`;
