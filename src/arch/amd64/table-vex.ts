// Instructions with a VEX prefix: AVX, AVX2, FMA, BMI, masks. The notation is instructions.ts's.

export const rowsVEX = `
ANDNL r32, r32, r/m32 | VEX.128.0F38.W0 F2 /r | RVM
ANDNQ r64, r64, r/m64 | VEX.128.0F38.W1 F2 /r | RVM
BEXTRL r32, r/m32, r32 | VEX.128.0F38.W0 F7 /r | RMV
BEXTRQ r64, r/m64, r64 | VEX.128.0F38.W1 F7 /r | RMV
BLSIL r32, r/m32 | VEX.128.0F38.W0 F3 /3 | VM
BLSIQ r64, r/m64 | VEX.128.0F38.W1 F3 /3 | VM
BLSMSKL r32, r/m32 | VEX.128.0F38.W0 F3 /2 | VM
BLSMSKQ r64, r/m64 | VEX.128.0F38.W1 F3 /2 | VM
BLSRL r32, r/m32 | VEX.128.0F38.W0 F3 /1 | VM
BLSRQ r64, r/m64 | VEX.128.0F38.W1 F3 /1 | VM
BZHIL r32, r/m32, r32 | VEX.128.0F38.W0 F5 /r | RMV
BZHIQ r64, r/m64, r64 | VEX.128.0F38.W1 F5 /r | RMV
KADDB k, k, k | VEX.256.66.0F.W0 4A /r | RVM
KADDD k, k, k | VEX.256.66.0F.W1 4A /r | RVM
KADDQ k, k, k | VEX.256.0F.W1 4A /r | RVM
KADDW k, k, k | VEX.256.0F.W0 4A /r | RVM
KANDB k, k, k | VEX.256.66.0F.W0 41 /r | RVM
KANDD k, k, k | VEX.256.66.0F.W1 41 /r | RVM
KANDNB k, k, k | VEX.256.66.0F.W0 42 /r | RVM
KANDND k, k, k | VEX.256.66.0F.W1 42 /r | RVM
KANDNQ k, k, k | VEX.256.0F.W1 42 /r | RVM
KANDNW k, k, k | VEX.256.0F.W0 42 /r | RVM
KANDQ k, k, k | VEX.256.0F.W1 41 /r | RVM
KANDW k, k, k | VEX.256.0F.W0 41 /r | RVM
KMOVB m8, k | VEX.128.66.0F.W0 91 /r | MR
KMOVB r32, k | VEX.128.66.0F.W0 93 /r | RM
KMOVB k, k/m8 | VEX.128.66.0F.W0 90 /r | RM
KMOVB k, r32 | VEX.128.66.0F.W0 92 /r | RM
KMOVD m32, k | VEX.128.66.0F.W1 91 /r | MR
KMOVD r32, k | VEX.128.F2.0F.W0 93 /r | RM
KMOVD k, k/m32 | VEX.128.66.0F.W1 90 /r | RM
KMOVD k, r32 | VEX.128.F2.0F.W0 92 /r | RM
KMOVQ m64, k | VEX.128.0F.W1 91 /r | MR
KMOVQ r64, k | VEX.128.F2.0F.W1 93 /r | RM
KMOVQ k, k/m64 | VEX.128.0F.W1 90 /r | RM
KMOVQ k, r64 | VEX.128.F2.0F.W1 92 /r | RM
KMOVW m16, k | VEX.128.0F.W0 91 /r | MR
KMOVW r32, k | VEX.128.0F.W0 93 /r | RM
KMOVW k, k/m16 | VEX.128.0F.W0 90 /r | RM
KMOVW k, r32 | VEX.128.0F.W0 92 /r | RM
KNOTB k, k | VEX.128.66.0F.W0 44 /r | RM
KNOTD k, k | VEX.128.66.0F.W1 44 /r | RM
KNOTQ k, k | VEX.128.0F.W1 44 /r | RM
KNOTW k, k | VEX.128.0F.W0 44 /r | RM
KORB k, k, k | VEX.256.66.0F.W0 45 /r | RVM
KORD k, k, k | VEX.256.66.0F.W1 45 /r | RVM
KORQ k, k, k | VEX.256.0F.W1 45 /r | RVM
KORTESTB k, k | VEX.128.66.0F.W0 98 /r | RM
KORTESTD k, k | VEX.128.66.0F.W1 98 /r | RM
KORTESTQ k, k | VEX.128.0F.W1 98 /r | RM
KORTESTW k, k | VEX.128.0F.W0 98 /r | RM
KORW k, k, k | VEX.256.0F.W0 45 /r | RVM
KSHIFTLB k, k, uimm8 | VEX.128.66.0F3A.W0 32 /r ib | RMI
KSHIFTLD k, k, uimm8 | VEX.128.66.0F3A.W0 33 /r ib | RMI
KSHIFTLQ k, k, uimm8 | VEX.128.66.0F3A.W1 33 /r ib | RMI
KSHIFTLW k, k, uimm8 | VEX.128.66.0F3A.W1 32 /r ib | RMI
KSHIFTRB k, k, uimm8 | VEX.128.66.0F3A.W0 30 /r ib | RMI
KSHIFTRD k, k, uimm8 | VEX.128.66.0F3A.W0 31 /r ib | RMI
KSHIFTRQ k, k, uimm8 | VEX.128.66.0F3A.W1 31 /r ib | RMI
KSHIFTRW k, k, uimm8 | VEX.128.66.0F3A.W1 30 /r ib | RMI
KTESTB k, k | VEX.128.66.0F.W0 99 /r | RM
KTESTD k, k | VEX.128.66.0F.W1 99 /r | RM
KTESTQ k, k | VEX.128.0F.W1 99 /r | RM
KTESTW k, k | VEX.128.0F.W0 99 /r | RM
KUNPCKBW k, k, k | VEX.256.66.0F.W0 4B /r | RVM
KUNPCKDQ k, k, k | VEX.256.0F.W1 4B /r | RVM
KUNPCKWD k, k, k | VEX.256.0F.W0 4B /r | RVM
KXNORB k, k, k | VEX.256.66.0F.W0 46 /r | RVM
KXNORD k, k, k | VEX.256.66.0F.W1 46 /r | RVM
KXNORQ k, k, k | VEX.256.0F.W1 46 /r | RVM
KXNORW k, k, k | VEX.256.0F.W0 46 /r | RVM
KXORB k, k, k | VEX.256.66.0F.W0 47 /r | RVM
KXORD k, k, k | VEX.256.66.0F.W1 47 /r | RVM
KXORQ k, k, k | VEX.256.0F.W1 47 /r | RVM
KXORW k, k, k | VEX.256.0F.W0 47 /r | RVM
MULXL r32, r32, r/m32 | VEX.128.F2.0F38.W0 F6 /r | RVM
MULXQ r64, r64, r/m64 | VEX.128.F2.0F38.W1 F6 /r | RVM
PDEPL r32, r32, r/m32 | VEX.128.F2.0F38.W0 F5 /r | RVM
PDEPQ r64, r64, r/m64 | VEX.128.F2.0F38.W1 F5 /r | RVM
PEXTL r32, r32, r/m32 | VEX.128.F3.0F38.W0 F5 /r | RVM
PEXTQ r64, r64, r/m64 | VEX.128.F3.0F38.W1 F5 /r | RVM
RORXL r32, r/m32, imm8 | VEX.128.F2.0F3A.W0 F0 /r ib | RMI
RORXQ r64, r/m64, imm8 | VEX.128.F2.0F3A.W1 F0 /r ib | RMI
SARXL r32, r/m32, r32 | VEX.128.F3.0F38.W0 F7 /r | RMV
SARXQ r64, r/m64, r64 | VEX.128.F3.0F38.W1 F7 /r | RMV
SHLXL r32, r/m32, r32 | VEX.128.66.0F38.W0 F7 /r | RMV
SHLXQ r64, r/m64, r64 | VEX.128.66.0F38.W1 F7 /r | RMV
SHRXL r32, r/m32, r32 | VEX.128.F2.0F38.W0 F7 /r | RMV
SHRXQ r64, r/m64, r64 | VEX.128.F2.0F38.W1 F7 /r | RMV
VADDPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 58 /r | RVM
VADDPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 58 /r | RVM
VADDPS xmm, xmm, xmm/m128 | VEX.128.0F.W0 58 /r | RVM
VADDPS ymm, ymm, ymm/m256 | VEX.256.0F.W0 58 /r | RVM
VADDSD xmm, xmm, xmm/m64 | VEX.128.F2.0F.W0 58 /r | RVM
VADDSS xmm, xmm, xmm/m32 | VEX.128.F3.0F.W0 58 /r | RVM
VADDSUBPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 D0 /r | RVM
VADDSUBPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 D0 /r | RVM
VADDSUBPS xmm, xmm, xmm/m128 | VEX.128.F2.0F.W0 D0 /r | RVM
VADDSUBPS ymm, ymm, ymm/m256 | VEX.256.F2.0F.W0 D0 /r | RVM
VAESDEC xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 DE /r | RVM
VAESDEC ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 DE /r | RVM
VAESDECLAST xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 DF /r | RVM
VAESDECLAST ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 DF /r | RVM
VAESENC xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 DC /r | RVM
VAESENC ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 DC /r | RVM
VAESENCLAST xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 DD /r | RVM
VAESENCLAST ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 DD /r | RVM
VAESIMC xmm, xmm/m128 | VEX.128.66.0F38.W0 DB /r | RM
VAESKEYGENASSIST xmm, xmm/m128, imm8 | VEX.128.66.0F3A.W0 DF /r ib | RMI
VANDNPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 55 /r | RVM
VANDNPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 55 /r | RVM
VANDNPS xmm, xmm, xmm/m128 | VEX.128.0F.W0 55 /r | RVM
VANDNPS ymm, ymm, ymm/m256 | VEX.256.0F.W0 55 /r | RVM
VANDPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 54 /r | RVM
VANDPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 54 /r | RVM
VANDPS xmm, xmm, xmm/m128 | VEX.128.0F.W0 54 /r | RVM
VANDPS ymm, ymm, ymm/m256 | VEX.256.0F.W0 54 /r | RVM
VBLENDPD xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F3A.W0 0D /r ib | RVMI
VBLENDPD ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F3A.W0 0D /r ib | RVMI
VBLENDPS xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F3A.W0 0C /r ib | RVMI
VBLENDPS ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F3A.W0 0C /r ib | RVMI
VBLENDVPD xmm, xmm, xmm/m128, xmm | VEX.128.66.0F3A.W0 4B /r /is4 | RVM4
VBLENDVPD ymm, ymm, ymm/m256, ymm | VEX.256.66.0F3A.W0 4B /r /is4 | RVM4
VBLENDVPS xmm, xmm, xmm/m128, xmm | VEX.128.66.0F3A.W0 4A /r /is4 | RVM4
VBLENDVPS ymm, ymm, ymm/m256, ymm | VEX.256.66.0F3A.W0 4A /r /is4 | RVM4
VBROADCASTF128 ymm, m128 | VEX.256.66.0F38.W0 1A /r | RM
VBROADCASTI128 ymm, m128 | VEX.256.66.0F38.W0 5A /r | RM
VBROADCASTSD ymm, xmm/m64 | VEX.256.66.0F38.W0 19 /r | RM
VBROADCASTSS xmm, xmm/m32 | VEX.128.66.0F38.W0 18 /r | RM
VBROADCASTSS ymm, xmm/m32 | VEX.256.66.0F38.W0 18 /r | RM
VCMPPD xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F.W0 C2 /r ib | RVMI
VCMPPD ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F.W0 C2 /r ib | RVMI
VCMPPS xmm, xmm, xmm/m128, uimm8 | VEX.128.0F.W0 C2 /r ib | RVMI
VCMPPS ymm, ymm, ymm/m256, uimm8 | VEX.256.0F.W0 C2 /r ib | RVMI
VCMPSD xmm, xmm, xmm/m64, uimm8 | VEX.128.F2.0F.W0 C2 /r ib | RVMI
VCMPSS xmm, xmm, xmm/m32, uimm8 | VEX.128.F3.0F.W0 C2 /r ib | RVMI
VCOMISD xmm, xmm/m64 | VEX.128.66.0F.W0 2F /r | RM
VCOMISS xmm, xmm/m32 | VEX.128.0F.W0 2F /r | RM
VCVTDQ2PD xmm, xmm/m64 | VEX.128.F3.0F.W0 E6 /r | RM
VCVTDQ2PD ymm, xmm/m128 | VEX.256.F3.0F.W0 E6 /r | RM
VCVTDQ2PS xmm, xmm/m128 | VEX.128.0F.W0 5B /r | RM
VCVTDQ2PS ymm, ymm/m256 | VEX.256.0F.W0 5B /r | RM
VCVTPD2DQX xmm, xmm/m128 | VEX.128.F2.0F.W0 E6 /r | RM
VCVTPD2DQY xmm, ymm/m256 | VEX.256.F2.0F.W0 E6 /r | RM
VCVTPD2PSX xmm, xmm/m128 | VEX.128.66.0F.W0 5A /r | RM
VCVTPD2PSY xmm, ymm/m256 | VEX.256.66.0F.W0 5A /r | RM
VCVTPH2PS xmm, xmm/m64 | VEX.128.66.0F38.W0 13 /r | RM
VCVTPH2PS ymm, xmm/m128 | VEX.256.66.0F38.W0 13 /r | RM
VCVTPS2DQ xmm, xmm/m128 | VEX.128.66.0F.W0 5B /r | RM
VCVTPS2DQ ymm, ymm/m256 | VEX.256.66.0F.W0 5B /r | RM
VCVTPS2PD xmm, xmm/m64 | VEX.128.0F.W0 5A /r | RM
VCVTPS2PD ymm, xmm/m128 | VEX.256.0F.W0 5A /r | RM
VCVTPS2PH xmm/m64, xmm, imm8 | VEX.128.66.0F3A.W0 1D /r ib | MRI
VCVTPS2PH xmm/m128, ymm, imm8 | VEX.256.66.0F3A.W0 1D /r ib | MRI
VCVTSD2SI r32, xmm/m64 | VEX.128.F2.0F.W0 2D /r | RM
VCVTSD2SIQ r64, xmm/m64 | VEX.128.F2.0F.W1 2D /r | RM
VCVTSD2SS xmm, xmm, xmm/m64 | VEX.128.F2.0F.W0 5A /r | RVM
VCVTSI2SDL xmm, xmm, r/m32 | VEX.128.F2.0F.W0 2A /r | RVM
VCVTSI2SDQ xmm, xmm, r/m64 | VEX.128.F2.0F.W1 2A /r | RVM
VCVTSI2SSL xmm, xmm, r/m32 | VEX.128.F3.0F.W0 2A /r | RVM
VCVTSI2SSQ xmm, xmm, r/m64 | VEX.128.F3.0F.W1 2A /r | RVM
VCVTSS2SD xmm, xmm, xmm/m32 | VEX.128.F3.0F.W0 5A /r | RVM
VCVTSS2SI r32, xmm/m32 | VEX.128.F3.0F.W0 2D /r | RM
VCVTSS2SIQ r64, xmm/m32 | VEX.128.F3.0F.W1 2D /r | RM
VCVTTPD2DQX xmm, xmm/m128 | VEX.128.66.0F.W0 E6 /r | RM
VCVTTPD2DQY xmm, ymm/m256 | VEX.256.66.0F.W0 E6 /r | RM
VCVTTPS2DQ xmm, xmm/m128 | VEX.128.F3.0F.W0 5B /r | RM
VCVTTPS2DQ ymm, ymm/m256 | VEX.256.F3.0F.W0 5B /r | RM
VCVTTSD2SI r32, xmm/m64 | VEX.128.F2.0F.W0 2C /r | RM
VCVTTSD2SIQ r64, xmm/m64 | VEX.128.F2.0F.W1 2C /r | RM
VCVTTSS2SI r32, xmm/m32 | VEX.128.F3.0F.W0 2C /r | RM
VCVTTSS2SIQ r64, xmm/m32 | VEX.128.F3.0F.W1 2C /r | RM
VDIVPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 5E /r | RVM
VDIVPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 5E /r | RVM
VDIVPS xmm, xmm, xmm/m128 | VEX.128.0F.W0 5E /r | RVM
VDIVPS ymm, ymm, ymm/m256 | VEX.256.0F.W0 5E /r | RVM
VDIVSD xmm, xmm, xmm/m64 | VEX.128.F2.0F.W0 5E /r | RVM
VDIVSS xmm, xmm, xmm/m32 | VEX.128.F3.0F.W0 5E /r | RVM
VDPPD xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F3A.W0 41 /r ib | RVMI
VDPPS xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F3A.W0 40 /r ib | RVMI
VDPPS ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F3A.W0 40 /r ib | RVMI
VEXTRACTF128 xmm/m128, ymm, imm8 | VEX.256.66.0F3A.W0 19 /r ib | MRI
VEXTRACTI128 xmm/m128, ymm, imm8 | VEX.256.66.0F3A.W0 39 /r ib | MRI
VEXTRACTPS r/m32, xmm, imm8 | VEX.128.66.0F3A.W0 17 /r ib | MRI
VFMADD132PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 98 /r | RVM
VFMADD132PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 98 /r | RVM
VFMADD132PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 98 /r | RVM
VFMADD132PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 98 /r | RVM
VFMADD132SD xmm, xmm, xmm/m64 | VEX.128.66.0F38.W1 99 /r | RVM
VFMADD132SS xmm, xmm, xmm/m32 | VEX.128.66.0F38.W0 99 /r | RVM
VFMADD213PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 A8 /r | RVM
VFMADD213PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 A8 /r | RVM
VFMADD213PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 A8 /r | RVM
VFMADD213PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 A8 /r | RVM
VFMADD213SD xmm, xmm, xmm/m64 | VEX.128.66.0F38.W1 A9 /r | RVM
VFMADD213SS xmm, xmm, xmm/m32 | VEX.128.66.0F38.W0 A9 /r | RVM
VFMADD231PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 B8 /r | RVM
VFMADD231PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 B8 /r | RVM
VFMADD231PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 B8 /r | RVM
VFMADD231PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 B8 /r | RVM
VFMADD231SD xmm, xmm, xmm/m64 | VEX.128.66.0F38.W1 B9 /r | RVM
VFMADD231SS xmm, xmm, xmm/m32 | VEX.128.66.0F38.W0 B9 /r | RVM
VFMADDSUB132PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 96 /r | RVM
VFMADDSUB132PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 96 /r | RVM
VFMADDSUB132PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 96 /r | RVM
VFMADDSUB132PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 96 /r | RVM
VFMADDSUB213PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 A6 /r | RVM
VFMADDSUB213PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 A6 /r | RVM
VFMADDSUB213PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 A6 /r | RVM
VFMADDSUB213PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 A6 /r | RVM
VFMADDSUB231PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 B6 /r | RVM
VFMADDSUB231PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 B6 /r | RVM
VFMADDSUB231PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 B6 /r | RVM
VFMADDSUB231PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 B6 /r | RVM
VFMSUB132PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 9A /r | RVM
VFMSUB132PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 9A /r | RVM
VFMSUB132PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 9A /r | RVM
VFMSUB132PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 9A /r | RVM
VFMSUB132SD xmm, xmm, xmm/m64 | VEX.128.66.0F38.W1 9B /r | RVM
VFMSUB132SS xmm, xmm, xmm/m32 | VEX.128.66.0F38.W0 9B /r | RVM
VFMSUB213PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 AA /r | RVM
VFMSUB213PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 AA /r | RVM
VFMSUB213PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 AA /r | RVM
VFMSUB213PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 AA /r | RVM
VFMSUB213SD xmm, xmm, xmm/m64 | VEX.128.66.0F38.W1 AB /r | RVM
VFMSUB213SS xmm, xmm, xmm/m32 | VEX.128.66.0F38.W0 AB /r | RVM
VFMSUB231PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 BA /r | RVM
VFMSUB231PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 BA /r | RVM
VFMSUB231PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 BA /r | RVM
VFMSUB231PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 BA /r | RVM
VFMSUB231SD xmm, xmm, xmm/m64 | VEX.128.66.0F38.W1 BB /r | RVM
VFMSUB231SS xmm, xmm, xmm/m32 | VEX.128.66.0F38.W0 BB /r | RVM
VFMSUBADD132PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 97 /r | RVM
VFMSUBADD132PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 97 /r | RVM
VFMSUBADD132PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 97 /r | RVM
VFMSUBADD132PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 97 /r | RVM
VFMSUBADD213PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 A7 /r | RVM
VFMSUBADD213PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 A7 /r | RVM
VFMSUBADD213PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 A7 /r | RVM
VFMSUBADD213PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 A7 /r | RVM
VFMSUBADD231PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 B7 /r | RVM
VFMSUBADD231PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 B7 /r | RVM
VFMSUBADD231PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 B7 /r | RVM
VFMSUBADD231PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 B7 /r | RVM
VFNMADD132PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 9C /r | RVM
VFNMADD132PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 9C /r | RVM
VFNMADD132PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 9C /r | RVM
VFNMADD132PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 9C /r | RVM
VFNMADD132SD xmm, xmm, xmm/m64 | VEX.128.66.0F38.W1 9D /r | RVM
VFNMADD132SS xmm, xmm, xmm/m32 | VEX.128.66.0F38.W0 9D /r | RVM
VFNMADD213PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 AC /r | RVM
VFNMADD213PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 AC /r | RVM
VFNMADD213PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 AC /r | RVM
VFNMADD213PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 AC /r | RVM
VFNMADD213SD xmm, xmm, xmm/m64 | VEX.128.66.0F38.W1 AD /r | RVM
VFNMADD213SS xmm, xmm, xmm/m32 | VEX.128.66.0F38.W0 AD /r | RVM
VFNMADD231PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 BC /r | RVM
VFNMADD231PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 BC /r | RVM
VFNMADD231PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 BC /r | RVM
VFNMADD231PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 BC /r | RVM
VFNMADD231SD xmm, xmm, xmm/m64 | VEX.128.66.0F38.W1 BD /r | RVM
VFNMADD231SS xmm, xmm, xmm/m32 | VEX.128.66.0F38.W0 BD /r | RVM
VFNMSUB132PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 9E /r | RVM
VFNMSUB132PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 9E /r | RVM
VFNMSUB132PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 9E /r | RVM
VFNMSUB132PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 9E /r | RVM
VFNMSUB132SD xmm, xmm, xmm/m64 | VEX.128.66.0F38.W1 9F /r | RVM
VFNMSUB132SS xmm, xmm, xmm/m32 | VEX.128.66.0F38.W0 9F /r | RVM
VFNMSUB213PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 AE /r | RVM
VFNMSUB213PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 AE /r | RVM
VFNMSUB213PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 AE /r | RVM
VFNMSUB213PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 AE /r | RVM
VFNMSUB213SD xmm, xmm, xmm/m64 | VEX.128.66.0F38.W1 AF /r | RVM
VFNMSUB213SS xmm, xmm, xmm/m32 | VEX.128.66.0F38.W0 AF /r | RVM
VFNMSUB231PD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 BE /r | RVM
VFNMSUB231PD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 BE /r | RVM
VFNMSUB231PS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 BE /r | RVM
VFNMSUB231PS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 BE /r | RVM
VFNMSUB231SD xmm, xmm, xmm/m64 | VEX.128.66.0F38.W1 BF /r | RVM
VFNMSUB231SS xmm, xmm, xmm/m32 | VEX.128.66.0F38.W0 BF /r | RVM
VGATHERDPD xmm, vm32x, xmm | VEX.128.66.0F38.W1 92 /r | RMV
VGATHERDPD ymm, vm32x, ymm | VEX.256.66.0F38.W1 92 /r | RMV
VGATHERDPS xmm, vm32x, xmm | VEX.128.66.0F38.W0 92 /r | RMV
VGATHERDPS ymm, vm32y, ymm | VEX.256.66.0F38.W0 92 /r | RMV
VGATHERQPD xmm, vm64x, xmm | VEX.128.66.0F38.W1 93 /r | RMV
VGATHERQPD ymm, vm64y, ymm | VEX.256.66.0F38.W1 93 /r | RMV
VGATHERQPS xmm, vm64x, xmm | VEX.128.66.0F38.W0 93 /r | RMV
VGATHERQPS xmm, vm64y, xmm | VEX.256.66.0F38.W0 93 /r | RMV
VGF2P8AFFINEINVQB xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F3A.W1 CF /r ib | RVMI
VGF2P8AFFINEINVQB ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F3A.W1 CF /r ib | RVMI
VGF2P8AFFINEQB xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F3A.W1 CE /r ib | RVMI
VGF2P8AFFINEQB ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F3A.W1 CE /r ib | RVMI
VGF2P8MULB xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 CF /r | RVM
VGF2P8MULB ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 CF /r | RVM
VHADDPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 7C /r | RVM
VHADDPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 7C /r | RVM
VHADDPS xmm, xmm, xmm/m128 | VEX.128.F2.0F.W0 7C /r | RVM
VHADDPS ymm, ymm, ymm/m256 | VEX.256.F2.0F.W0 7C /r | RVM
VHSUBPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 7D /r | RVM
VHSUBPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 7D /r | RVM
VHSUBPS xmm, xmm, xmm/m128 | VEX.128.F2.0F.W0 7D /r | RVM
VHSUBPS ymm, ymm, ymm/m256 | VEX.256.F2.0F.W0 7D /r | RVM
VINSERTF128 ymm, ymm, xmm/m128, uimm8 | VEX.256.66.0F3A.W0 18 /r ib | RVMI
VINSERTI128 ymm, ymm, xmm/m128, uimm8 | VEX.256.66.0F3A.W0 38 /r ib | RVMI
VINSERTPS xmm, xmm, xmm/m32, uimm8 | VEX.128.66.0F3A.W0 21 /r ib | RVMI
VLDDQU xmm, m128 | VEX.128.F2.0F.W0 F0 /r | RM
VLDDQU ymm, m256 | VEX.256.F2.0F.W0 F0 /r | RM
VLDMXCSR m32 | VEX.128.0F.W0 AE /2 | M
VMASKMOVDQU xmm, xmm | VEX.128.66.0F.W0 F7 /r | RM
VMASKMOVPD m128, xmm, xmm | VEX.128.66.0F38.W0 2F /r | MVR
VMASKMOVPD m256, ymm, ymm | VEX.256.66.0F38.W0 2F /r | MVR
VMASKMOVPD xmm, xmm, m128 | VEX.128.66.0F38.W0 2D /r | RVM
VMASKMOVPD ymm, ymm, m256 | VEX.256.66.0F38.W0 2D /r | RVM
VMASKMOVPS m128, xmm, xmm | VEX.128.66.0F38.W0 2E /r | MVR
VMASKMOVPS m256, ymm, ymm | VEX.256.66.0F38.W0 2E /r | MVR
VMASKMOVPS xmm, xmm, m128 | VEX.128.66.0F38.W0 2C /r | RVM
VMASKMOVPS ymm, ymm, m256 | VEX.256.66.0F38.W0 2C /r | RVM
VMAXPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 5F /r | RVM
VMAXPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 5F /r | RVM
VMAXPS xmm, xmm, xmm/m128 | VEX.128.0F.W0 5F /r | RVM
VMAXPS ymm, ymm, ymm/m256 | VEX.256.0F.W0 5F /r | RVM
VMAXSD xmm, xmm, xmm/m64 | VEX.128.F2.0F.W0 5F /r | RVM
VMAXSS xmm, xmm, xmm/m32 | VEX.128.F3.0F.W0 5F /r | RVM
VMINPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 5D /r | RVM
VMINPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 5D /r | RVM
VMINPS xmm, xmm, xmm/m128 | VEX.128.0F.W0 5D /r | RVM
VMINPS ymm, ymm, ymm/m256 | VEX.256.0F.W0 5D /r | RVM
VMINSD xmm, xmm, xmm/m64 | VEX.128.F2.0F.W0 5D /r | RVM
VMINSS xmm, xmm, xmm/m32 | VEX.128.F3.0F.W0 5D /r | RVM
VMOVAPD xmm/m128, xmm | VEX.128.66.0F.W0 29 /r | MR
VMOVAPD ymm/m256, ymm | VEX.256.66.0F.W0 29 /r | MR
VMOVAPD xmm, xmm/m128 | VEX.128.66.0F.W0 28 /r | RM
VMOVAPD ymm, ymm/m256 | VEX.256.66.0F.W0 28 /r | RM
VMOVAPS xmm/m128, xmm | VEX.128.0F.W0 29 /r | MR
VMOVAPS ymm/m256, ymm | VEX.256.0F.W0 29 /r | MR
VMOVAPS xmm, xmm/m128 | VEX.128.0F.W0 28 /r | RM
VMOVAPS ymm, ymm/m256 | VEX.256.0F.W0 28 /r | RM
VMOVD r/m32, xmm | VEX.128.66.0F.W0 7E /r | MR
VMOVD xmm, r/m32 | VEX.128.66.0F.W0 6E /r | RM
VMOVDDUP xmm, xmm/m64 | VEX.128.F2.0F.W0 12 /r | RM
VMOVDDUP ymm, ymm/m256 | VEX.256.F2.0F.W0 12 /r | RM
VMOVDQA xmm/m128, xmm | VEX.128.66.0F.W0 7F /r | MR
VMOVDQA ymm/m256, ymm | VEX.256.66.0F.W0 7F /r | MR
VMOVDQA xmm, xmm/m128 | VEX.128.66.0F.W0 6F /r | RM
VMOVDQA ymm, ymm/m256 | VEX.256.66.0F.W0 6F /r | RM
VMOVDQU xmm/m128, xmm | VEX.128.F3.0F.W0 7F /r | MR
VMOVDQU ymm/m256, ymm | VEX.256.F3.0F.W0 7F /r | MR
VMOVDQU xmm, xmm/m128 | VEX.128.F3.0F.W0 6F /r | RM
VMOVDQU ymm, ymm/m256 | VEX.256.F3.0F.W0 6F /r | RM
VMOVHLPS xmm, xmm, xmm | VEX.128.0F.W0 12 /r | RVM
VMOVHPD m64, xmm | VEX.128.66.0F.W0 17 /r | MR
VMOVHPD xmm, xmm, m64 | VEX.128.66.0F.W0 16 /r | RVM
VMOVHPS m64, xmm | VEX.128.0F.W0 17 /r | MR
VMOVHPS xmm, xmm, m64 | VEX.128.0F.W0 16 /r | RVM
VMOVLHPS xmm, xmm, xmm | VEX.128.0F.W0 16 /r | RVM
VMOVLPD m64, xmm | VEX.128.66.0F.W0 13 /r | MR
VMOVLPD xmm, xmm, m64 | VEX.128.66.0F.W0 12 /r | RVM
VMOVLPS m64, xmm | VEX.128.0F.W0 13 /r | MR
VMOVLPS xmm, xmm, m64 | VEX.128.0F.W0 12 /r | RVM
VMOVMSKPD r32, xmm | VEX.128.66.0F.W0 50 /r | RM
VMOVMSKPD r32, ymm | VEX.256.66.0F.W0 50 /r | RM
VMOVMSKPS r32, xmm | VEX.128.0F.W0 50 /r | RM
VMOVMSKPS r32, ymm | VEX.256.0F.W0 50 /r | RM
VMOVNTDQ m128, xmm | VEX.128.66.0F.W0 E7 /r | MR
VMOVNTDQ m256, ymm | VEX.256.66.0F.W0 E7 /r | MR
VMOVNTDQA xmm, m128 | VEX.128.66.0F38.W0 2A /r | RM
VMOVNTDQA ymm, m256 | VEX.256.66.0F38.W0 2A /r | RM
VMOVNTPD m128, xmm | VEX.128.66.0F.W0 2B /r | MR
VMOVNTPD m256, ymm | VEX.256.66.0F.W0 2B /r | MR
VMOVNTPS m128, xmm | VEX.128.0F.W0 2B /r | MR
VMOVNTPS m256, ymm | VEX.256.0F.W0 2B /r | MR
VMOVQ r/m64, xmm | VEX.128.66.0F.W1 7E /r | MR
VMOVQ xmm/m64, xmm | VEX.128.66.0F.W0 D6 /r | MR
VMOVQ xmm, r/m64 | VEX.128.66.0F.W1 6E /r | RM
VMOVQ xmm, xmm/m64 | VEX.128.F3.0F.W0 7E /r | RM
VMOVSD xmm, xmm, xmm | VEX.128.F2.0F.W0 11 /r | MVR
VMOVSD m64, xmm | VEX.128.F2.0F.W0 11 /r | MR
VMOVSD xmm, m64 | VEX.128.F2.0F.W0 10 /r | RM
VMOVSD xmm, xmm, xmm | VEX.128.F2.0F.W0 10 /r | RVM
VMOVSHDUP xmm, xmm/m128 | VEX.128.F3.0F.W0 16 /r | RM
VMOVSHDUP ymm, ymm/m256 | VEX.256.F3.0F.W0 16 /r | RM
VMOVSLDUP xmm, xmm/m128 | VEX.128.F3.0F.W0 12 /r | RM
VMOVSLDUP ymm, ymm/m256 | VEX.256.F3.0F.W0 12 /r | RM
VMOVSS xmm, xmm, xmm | VEX.128.F3.0F.W0 11 /r | MVR
VMOVSS m32, xmm | VEX.128.F3.0F.W0 11 /r | MR
VMOVSS xmm, m32 | VEX.128.F3.0F.W0 10 /r | RM
VMOVSS xmm, xmm, xmm | VEX.128.F3.0F.W0 10 /r | RVM
VMOVUPD xmm/m128, xmm | VEX.128.66.0F.W0 11 /r | MR
VMOVUPD ymm/m256, ymm | VEX.256.66.0F.W0 11 /r | MR
VMOVUPD xmm, xmm/m128 | VEX.128.66.0F.W0 10 /r | RM
VMOVUPD ymm, ymm/m256 | VEX.256.66.0F.W0 10 /r | RM
VMOVUPS xmm/m128, xmm | VEX.128.0F.W0 11 /r | MR
VMOVUPS ymm/m256, ymm | VEX.256.0F.W0 11 /r | MR
VMOVUPS xmm, xmm/m128 | VEX.128.0F.W0 10 /r | RM
VMOVUPS ymm, ymm/m256 | VEX.256.0F.W0 10 /r | RM
VMPSADBW xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F3A.W0 42 /r ib | RVMI
VMPSADBW ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F3A.W0 42 /r ib | RVMI
VMULPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 59 /r | RVM
VMULPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 59 /r | RVM
VMULPS xmm, xmm, xmm/m128 | VEX.128.0F.W0 59 /r | RVM
VMULPS ymm, ymm, ymm/m256 | VEX.256.0F.W0 59 /r | RVM
VMULSD xmm, xmm, xmm/m64 | VEX.128.F2.0F.W0 59 /r | RVM
VMULSS xmm, xmm, xmm/m32 | VEX.128.F3.0F.W0 59 /r | RVM
VORPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 56 /r | RVM
VORPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 56 /r | RVM
VORPS xmm, xmm, xmm/m128 | VEX.128.0F.W0 56 /r | RVM
VORPS ymm, ymm, ymm/m256 | VEX.256.0F.W0 56 /r | RVM
VPABSB xmm, xmm/m128 | VEX.128.66.0F38.W0 1C /r | RM
VPABSB ymm, ymm/m256 | VEX.256.66.0F38.W0 1C /r | RM
VPABSD xmm, xmm/m128 | VEX.128.66.0F38.W0 1E /r | RM
VPABSD ymm, ymm/m256 | VEX.256.66.0F38.W0 1E /r | RM
VPABSW xmm, xmm/m128 | VEX.128.66.0F38.W0 1D /r | RM
VPABSW ymm, ymm/m256 | VEX.256.66.0F38.W0 1D /r | RM
VPACKSSDW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 6B /r | RVM
VPACKSSDW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 6B /r | RVM
VPACKSSWB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 63 /r | RVM
VPACKSSWB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 63 /r | RVM
VPACKUSDW xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 2B /r | RVM
VPACKUSDW ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 2B /r | RVM
VPACKUSWB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 67 /r | RVM
VPACKUSWB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 67 /r | RVM
VPADDB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 FC /r | RVM
VPADDB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 FC /r | RVM
VPADDD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 FE /r | RVM
VPADDD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 FE /r | RVM
VPADDQ xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 D4 /r | RVM
VPADDQ ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 D4 /r | RVM
VPADDSB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 EC /r | RVM
VPADDSB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 EC /r | RVM
VPADDSW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 ED /r | RVM
VPADDSW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 ED /r | RVM
VPADDUSB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 DC /r | RVM
VPADDUSB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 DC /r | RVM
VPADDUSW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 DD /r | RVM
VPADDUSW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 DD /r | RVM
VPADDW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 FD /r | RVM
VPADDW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 FD /r | RVM
VPALIGNR xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F3A.W0 0F /r ib | RVMI
VPALIGNR ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F3A.W0 0F /r ib | RVMI
VPAND xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 DB /r | RVM
VPAND ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 DB /r | RVM
VPANDN xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 DF /r | RVM
VPANDN ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 DF /r | RVM
VPAVGB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 E0 /r | RVM
VPAVGB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 E0 /r | RVM
VPAVGW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 E3 /r | RVM
VPAVGW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 E3 /r | RVM
VPBLENDD xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F3A.W0 02 /r ib | RVMI
VPBLENDD ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F3A.W0 02 /r ib | RVMI
VPBLENDVB xmm, xmm, xmm/m128, xmm | VEX.128.66.0F3A.W0 4C /r /is4 | RVM4
VPBLENDVB ymm, ymm, ymm/m256, ymm | VEX.256.66.0F3A.W0 4C /r /is4 | RVM4
VPBLENDW xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F3A.W0 0E /r ib | RVMI
VPBLENDW ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F3A.W0 0E /r ib | RVMI
VPBROADCASTB xmm, xmm/m8 | VEX.128.66.0F38.W0 78 /r | RM
VPBROADCASTB ymm, xmm/m8 | VEX.256.66.0F38.W0 78 /r | RM
VPBROADCASTD xmm, xmm/m32 | VEX.128.66.0F38.W0 58 /r | RM
VPBROADCASTD ymm, xmm/m32 | VEX.256.66.0F38.W0 58 /r | RM
VPBROADCASTQ xmm, xmm/m64 | VEX.128.66.0F38.W0 59 /r | RM
VPBROADCASTQ ymm, xmm/m64 | VEX.256.66.0F38.W0 59 /r | RM
VPBROADCASTW xmm, xmm/m16 | VEX.128.66.0F38.W0 79 /r | RM
VPBROADCASTW ymm, xmm/m16 | VEX.256.66.0F38.W0 79 /r | RM
VPCLMULQDQ xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F3A.W0 44 /r ib | RVMI
VPCLMULQDQ ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F3A.W0 44 /r ib | RVMI
VPCMPEQB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 74 /r | RVM
VPCMPEQB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 74 /r | RVM
VPCMPEQD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 76 /r | RVM
VPCMPEQD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 76 /r | RVM
VPCMPEQQ xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 29 /r | RVM
VPCMPEQQ ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 29 /r | RVM
VPCMPEQW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 75 /r | RVM
VPCMPEQW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 75 /r | RVM
VPCMPESTRI xmm, xmm/m128, imm8 | VEX.128.66.0F3A.WIG 61 /r ib | RMI
VPCMPESTRM xmm, xmm/m128, imm8 | VEX.128.66.0F3A.WIG 60 /r ib | RMI
VPCMPGTB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 64 /r | RVM
VPCMPGTB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 64 /r | RVM
VPCMPGTD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 66 /r | RVM
VPCMPGTD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 66 /r | RVM
VPCMPGTQ xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 37 /r | RVM
VPCMPGTQ ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 37 /r | RVM
VPCMPGTW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 65 /r | RVM
VPCMPGTW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 65 /r | RVM
VPCMPISTRI xmm, xmm/m128, imm8 | VEX.128.66.0F3A.WIG 63 /r ib | RMI
VPCMPISTRM xmm, xmm/m128, imm8 | VEX.128.66.0F3A.W0 62 /r ib | RMI
VPERM2F128 ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F3A.W0 06 /r ib | RVMI
VPERM2I128 ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F3A.W0 46 /r ib | RVMI
VPERMD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 36 /r | RVM
VPERMILPD xmm, xmm/m128, imm8 | VEX.128.66.0F3A.W0 05 /r ib | RMI
VPERMILPD ymm, ymm/m256, imm8 | VEX.256.66.0F3A.W0 05 /r ib | RMI
VPERMILPD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 0D /r | RVM
VPERMILPD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 0D /r | RVM
VPERMILPS xmm, xmm/m128, imm8 | VEX.128.66.0F3A.W0 04 /r ib | RMI
VPERMILPS ymm, ymm/m256, imm8 | VEX.256.66.0F3A.W0 04 /r ib | RMI
VPERMILPS xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 0C /r | RVM
VPERMILPS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 0C /r | RVM
VPERMPD ymm, ymm/m256, imm8 | VEX.256.66.0F3A.W1 01 /r ib | RMI
VPERMPS ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 16 /r | RVM
VPERMQ ymm, ymm/m256, imm8 | VEX.256.66.0F3A.W1 00 /r ib | RMI
VPEXTRB r/m8, xmm, imm8 | VEX.128.66.0F3A.W0 14 /r ib | MRI
VPEXTRD r/m32, xmm, imm8 | VEX.128.66.0F3A.W0 16 /r ib | MRI
VPEXTRQ r/m64, xmm, imm8 | VEX.128.66.0F3A.W1 16 /r ib | MRI
VPEXTRW r/m16, xmm, imm8 | VEX.128.66.0F3A.W0 15 /r ib | MRI
VPEXTRW r32, xmm, imm8 | VEX.128.66.0F.W0 C5 /r ib | RMI
VPGATHERDD xmm, vm32x, xmm | VEX.128.66.0F38.W0 90 /r | RMV
VPGATHERDD ymm, vm32y, ymm | VEX.256.66.0F38.W0 90 /r | RMV
VPGATHERDQ xmm, vm32x, xmm | VEX.128.66.0F38.W1 90 /r | RMV
VPGATHERDQ ymm, vm32x, ymm | VEX.256.66.0F38.W1 90 /r | RMV
VPGATHERQD xmm, vm64x, xmm | VEX.128.66.0F38.W0 91 /r | RMV
VPGATHERQD xmm, vm64y, xmm | VEX.256.66.0F38.W0 91 /r | RMV
VPGATHERQQ xmm, vm64x, xmm | VEX.128.66.0F38.W1 91 /r | RMV
VPGATHERQQ ymm, vm64y, ymm | VEX.256.66.0F38.W1 91 /r | RMV
VPHADDD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 02 /r | RVM
VPHADDD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 02 /r | RVM
VPHADDSW xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 03 /r | RVM
VPHADDSW ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 03 /r | RVM
VPHADDW xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 01 /r | RVM
VPHADDW ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 01 /r | RVM
VPHMINPOSUW xmm, xmm/m128 | VEX.128.66.0F38.W0 41 /r | RM
VPHSUBD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 06 /r | RVM
VPHSUBD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 06 /r | RVM
VPHSUBSW xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 07 /r | RVM
VPHSUBSW ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 07 /r | RVM
VPHSUBW xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 05 /r | RVM
VPHSUBW ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 05 /r | RVM
VPINSRB xmm, xmm, r/m8, uimm8 | VEX.128.66.0F3A.W0 20 /r ib | RVMI
VPINSRD xmm, xmm, r/m32, uimm8 | VEX.128.66.0F3A.W0 22 /r ib | RVMI
VPINSRQ xmm, xmm, r/m64, uimm8 | VEX.128.66.0F3A.W1 22 /r ib | RVMI
VPINSRW xmm, xmm, r/m16, uimm8 | VEX.128.66.0F.W0 C4 /r ib | RVMI
VPMADDUBSW xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 04 /r | RVM
VPMADDUBSW ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 04 /r | RVM
VPMADDWD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 F5 /r | RVM
VPMADDWD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 F5 /r | RVM
VPMASKMOVD m128, xmm, xmm | VEX.128.66.0F38.W0 8E /r | MVR
VPMASKMOVD m256, ymm, ymm | VEX.256.66.0F38.W0 8E /r | MVR
VPMASKMOVD xmm, xmm, m128 | VEX.128.66.0F38.W0 8C /r | RVM
VPMASKMOVD ymm, ymm, m256 | VEX.256.66.0F38.W0 8C /r | RVM
VPMASKMOVQ m128, xmm, xmm | VEX.128.66.0F38.W1 8E /r | MVR
VPMASKMOVQ m256, ymm, ymm | VEX.256.66.0F38.W1 8E /r | MVR
VPMASKMOVQ xmm, xmm, m128 | VEX.128.66.0F38.W1 8C /r | RVM
VPMASKMOVQ ymm, ymm, m256 | VEX.256.66.0F38.W1 8C /r | RVM
VPMAXSB xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 3C /r | RVM
VPMAXSB ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 3C /r | RVM
VPMAXSD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 3D /r | RVM
VPMAXSD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 3D /r | RVM
VPMAXSW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 EE /r | RVM
VPMAXSW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 EE /r | RVM
VPMAXUB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 DE /r | RVM
VPMAXUB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 DE /r | RVM
VPMAXUD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 3F /r | RVM
VPMAXUD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 3F /r | RVM
VPMAXUW xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 3E /r | RVM
VPMAXUW ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 3E /r | RVM
VPMINSB xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 38 /r | RVM
VPMINSB ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 38 /r | RVM
VPMINSD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 39 /r | RVM
VPMINSD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 39 /r | RVM
VPMINSW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 EA /r | RVM
VPMINSW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 EA /r | RVM
VPMINUB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 DA /r | RVM
VPMINUB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 DA /r | RVM
VPMINUD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 3B /r | RVM
VPMINUD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 3B /r | RVM
VPMINUW xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 3A /r | RVM
VPMINUW ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 3A /r | RVM
VPMOVMSKB r32, xmm | VEX.128.66.0F.W0 D7 /r | RM
VPMOVMSKB r32, ymm | VEX.256.66.0F.W0 D7 /r | RM
VPMOVSXBD xmm, xmm/m32 | VEX.128.66.0F38.W0 21 /r | RM
VPMOVSXBD ymm, xmm/m64 | VEX.256.66.0F38.W0 21 /r | RM
VPMOVSXBQ xmm, xmm/m16 | VEX.128.66.0F38.W0 22 /r | RM
VPMOVSXBQ ymm, xmm/m32 | VEX.256.66.0F38.W0 22 /r | RM
VPMOVSXBW xmm, xmm/m64 | VEX.128.66.0F38.W0 20 /r | RM
VPMOVSXBW ymm, xmm/m128 | VEX.256.66.0F38.W0 20 /r | RM
VPMOVSXDQ xmm, xmm/m64 | VEX.128.66.0F38.W0 25 /r | RM
VPMOVSXDQ ymm, xmm/m128 | VEX.256.66.0F38.W0 25 /r | RM
VPMOVSXWD xmm, xmm/m64 | VEX.128.66.0F38.W0 23 /r | RM
VPMOVSXWD ymm, xmm/m128 | VEX.256.66.0F38.W0 23 /r | RM
VPMOVSXWQ xmm, xmm/m32 | VEX.128.66.0F38.W0 24 /r | RM
VPMOVSXWQ ymm, xmm/m64 | VEX.256.66.0F38.W0 24 /r | RM
VPMOVZXBD xmm, xmm/m32 | VEX.128.66.0F38.W0 31 /r | RM
VPMOVZXBD ymm, xmm/m64 | VEX.256.66.0F38.W0 31 /r | RM
VPMOVZXBQ xmm, xmm/m16 | VEX.128.66.0F38.W0 32 /r | RM
VPMOVZXBQ ymm, xmm/m32 | VEX.256.66.0F38.W0 32 /r | RM
VPMOVZXBW xmm, xmm/m64 | VEX.128.66.0F38.W0 30 /r | RM
VPMOVZXBW ymm, xmm/m128 | VEX.256.66.0F38.W0 30 /r | RM
VPMOVZXDQ xmm, xmm/m64 | VEX.128.66.0F38.W0 35 /r | RM
VPMOVZXDQ ymm, xmm/m128 | VEX.256.66.0F38.W0 35 /r | RM
VPMOVZXWD xmm, xmm/m64 | VEX.128.66.0F38.W0 33 /r | RM
VPMOVZXWD ymm, xmm/m128 | VEX.256.66.0F38.W0 33 /r | RM
VPMOVZXWQ xmm, xmm/m32 | VEX.128.66.0F38.W0 34 /r | RM
VPMOVZXWQ ymm, xmm/m64 | VEX.256.66.0F38.W0 34 /r | RM
VPMULDQ xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 28 /r | RVM
VPMULDQ ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 28 /r | RVM
VPMULHRSW xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 0B /r | RVM
VPMULHRSW ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 0B /r | RVM
VPMULHUW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 E4 /r | RVM
VPMULHUW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 E4 /r | RVM
VPMULHW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 E5 /r | RVM
VPMULHW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 E5 /r | RVM
VPMULLD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 40 /r | RVM
VPMULLD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 40 /r | RVM
VPMULLW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 D5 /r | RVM
VPMULLW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 D5 /r | RVM
VPMULUDQ xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 F4 /r | RVM
VPMULUDQ ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 F4 /r | RVM
VPOR xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 EB /r | RVM
VPOR ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 EB /r | RVM
VPSADBW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 F6 /r | RVM
VPSADBW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 F6 /r | RVM
VPSHUFB xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 00 /r | RVM
VPSHUFB ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 00 /r | RVM
VPSHUFD xmm, xmm/m128, imm8 | VEX.128.66.0F.W0 70 /r ib | RMI
VPSHUFD ymm, ymm/m256, imm8 | VEX.256.66.0F.W0 70 /r ib | RMI
VPSHUFHW xmm, xmm/m128, imm8 | VEX.128.F3.0F.W0 70 /r ib | RMI
VPSHUFHW ymm, ymm/m256, imm8 | VEX.256.F3.0F.W0 70 /r ib | RMI
VPSHUFLW xmm, xmm/m128, imm8 | VEX.128.F2.0F.W0 70 /r ib | RMI
VPSHUFLW ymm, ymm/m256, imm8 | VEX.256.F2.0F.W0 70 /r ib | RMI
VPSIGNB xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 08 /r | RVM
VPSIGNB ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 08 /r | RVM
VPSIGND xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 0A /r | RVM
VPSIGND ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 0A /r | RVM
VPSIGNW xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 09 /r | RVM
VPSIGNW ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 09 /r | RVM
VPSLLD xmm, xmm, imm8 | VEX.128.66.0F.W0 72 /6 ib | VMI
VPSLLD ymm, ymm, imm8 | VEX.256.66.0F.W0 72 /6 ib | VMI
VPSLLD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 F2 /r | RVM
VPSLLD ymm, ymm, xmm/m128 | VEX.256.66.0F.W0 F2 /r | RVM
VPSLLDQ xmm, xmm, imm8 | VEX.128.66.0F.W0 73 /7 ib | VMI
VPSLLDQ ymm, ymm, imm8 | VEX.256.66.0F.W0 73 /7 ib | VMI
VPSLLQ xmm, xmm, imm8 | VEX.128.66.0F.W0 73 /6 ib | VMI
VPSLLQ ymm, ymm, imm8 | VEX.256.66.0F.W0 73 /6 ib | VMI
VPSLLQ xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 F3 /r | RVM
VPSLLQ ymm, ymm, xmm/m128 | VEX.256.66.0F.W0 F3 /r | RVM
VPSLLVD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 47 /r | RVM
VPSLLVD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 47 /r | RVM
VPSLLVQ xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 47 /r | RVM
VPSLLVQ ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 47 /r | RVM
VPSLLW xmm, xmm, imm8 | VEX.128.66.0F.W0 71 /6 ib | VMI
VPSLLW ymm, ymm, imm8 | VEX.256.66.0F.W0 71 /6 ib | VMI
VPSLLW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 F1 /r | RVM
VPSLLW ymm, ymm, xmm/m128 | VEX.256.66.0F.W0 F1 /r | RVM
VPSRAD xmm, xmm, imm8 | VEX.128.66.0F.W0 72 /4 ib | VMI
VPSRAD ymm, ymm, imm8 | VEX.256.66.0F.W0 72 /4 ib | VMI
VPSRAD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 E2 /r | RVM
VPSRAD ymm, ymm, xmm/m128 | VEX.256.66.0F.W0 E2 /r | RVM
VPSRAVD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 46 /r | RVM
VPSRAVD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 46 /r | RVM
VPSRAW xmm, xmm, imm8 | VEX.128.66.0F.W0 71 /4 ib | VMI
VPSRAW ymm, ymm, imm8 | VEX.256.66.0F.W0 71 /4 ib | VMI
VPSRAW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 E1 /r | RVM
VPSRAW ymm, ymm, xmm/m128 | VEX.256.66.0F.W0 E1 /r | RVM
VPSRLD xmm, xmm, imm8 | VEX.128.66.0F.W0 72 /2 ib | VMI
VPSRLD ymm, ymm, imm8 | VEX.256.66.0F.W0 72 /2 ib | VMI
VPSRLD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 D2 /r | RVM
VPSRLD ymm, ymm, xmm/m128 | VEX.256.66.0F.W0 D2 /r | RVM
VPSRLDQ xmm, xmm, imm8 | VEX.128.66.0F.W0 73 /3 ib | VMI
VPSRLDQ ymm, ymm, imm8 | VEX.256.66.0F.W0 73 /3 ib | VMI
VPSRLQ xmm, xmm, imm8 | VEX.128.66.0F.W0 73 /2 ib | VMI
VPSRLQ ymm, ymm, imm8 | VEX.256.66.0F.W0 73 /2 ib | VMI
VPSRLQ xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 D3 /r | RVM
VPSRLQ ymm, ymm, xmm/m128 | VEX.256.66.0F.W0 D3 /r | RVM
VPSRLVD xmm, xmm, xmm/m128 | VEX.128.66.0F38.W0 45 /r | RVM
VPSRLVD ymm, ymm, ymm/m256 | VEX.256.66.0F38.W0 45 /r | RVM
VPSRLVQ xmm, xmm, xmm/m128 | VEX.128.66.0F38.W1 45 /r | RVM
VPSRLVQ ymm, ymm, ymm/m256 | VEX.256.66.0F38.W1 45 /r | RVM
VPSRLW xmm, xmm, imm8 | VEX.128.66.0F.W0 71 /2 ib | VMI
VPSRLW ymm, ymm, imm8 | VEX.256.66.0F.W0 71 /2 ib | VMI
VPSRLW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 D1 /r | RVM
VPSRLW ymm, ymm, xmm/m128 | VEX.256.66.0F.W0 D1 /r | RVM
VPSUBB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 F8 /r | RVM
VPSUBB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 F8 /r | RVM
VPSUBD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 FA /r | RVM
VPSUBD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 FA /r | RVM
VPSUBQ xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 FB /r | RVM
VPSUBQ ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 FB /r | RVM
VPSUBSB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 E8 /r | RVM
VPSUBSB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 E8 /r | RVM
VPSUBSW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 E9 /r | RVM
VPSUBSW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 E9 /r | RVM
VPSUBUSB xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 D8 /r | RVM
VPSUBUSB ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 D8 /r | RVM
VPSUBUSW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 D9 /r | RVM
VPSUBUSW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 D9 /r | RVM
VPSUBW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 F9 /r | RVM
VPSUBW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 F9 /r | RVM
VPTEST xmm, xmm/m128 | VEX.128.66.0F38.W0 17 /r | RM
VPTEST ymm, ymm/m256 | VEX.256.66.0F38.W0 17 /r | RM
VPUNPCKHBW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 68 /r | RVM
VPUNPCKHBW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 68 /r | RVM
VPUNPCKHDQ xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 6A /r | RVM
VPUNPCKHDQ ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 6A /r | RVM
VPUNPCKHQDQ xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 6D /r | RVM
VPUNPCKHQDQ ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 6D /r | RVM
VPUNPCKHWD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 69 /r | RVM
VPUNPCKHWD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 69 /r | RVM
VPUNPCKLBW xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 60 /r | RVM
VPUNPCKLBW ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 60 /r | RVM
VPUNPCKLDQ xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 62 /r | RVM
VPUNPCKLDQ ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 62 /r | RVM
VPUNPCKLQDQ xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 6C /r | RVM
VPUNPCKLQDQ ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 6C /r | RVM
VPUNPCKLWD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 61 /r | RVM
VPUNPCKLWD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 61 /r | RVM
VPXOR xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 EF /r | RVM
VPXOR ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 EF /r | RVM
VRCPPS xmm, xmm/m128 | VEX.128.0F.W0 53 /r | RM
VRCPPS ymm, ymm/m256 | VEX.256.0F.W0 53 /r | RM
VRCPSS xmm, xmm, xmm/m32 | VEX.128.F3.0F.W0 53 /r | RVM
VROUNDPD xmm, xmm/m128, imm8 | VEX.128.66.0F3A.W0 09 /r ib | RMI
VROUNDPD ymm, ymm/m256, imm8 | VEX.256.66.0F3A.W0 09 /r ib | RMI
VROUNDPS xmm, xmm/m128, imm8 | VEX.128.66.0F3A.W0 08 /r ib | RMI
VROUNDPS ymm, ymm/m256, imm8 | VEX.256.66.0F3A.W0 08 /r ib | RMI
VROUNDSD xmm, xmm, xmm/m64, uimm8 | VEX.128.66.0F3A.W0 0B /r ib | RVMI
VROUNDSS xmm, xmm, xmm/m32, uimm8 | VEX.128.66.0F3A.W0 0A /r ib | RVMI
VRSQRTPS xmm, xmm/m128 | VEX.128.0F.W0 52 /r | RM
VRSQRTPS ymm, ymm/m256 | VEX.256.0F.W0 52 /r | RM
VRSQRTSS xmm, xmm, xmm/m32 | VEX.128.F3.0F.W0 52 /r | RVM
VSHUFPD xmm, xmm, xmm/m128, uimm8 | VEX.128.66.0F.W0 C6 /r ib | RVMI
VSHUFPD ymm, ymm, ymm/m256, uimm8 | VEX.256.66.0F.W0 C6 /r ib | RVMI
VSHUFPS xmm, xmm, xmm/m128, uimm8 | VEX.128.0F.W0 C6 /r ib | RVMI
VSHUFPS ymm, ymm, ymm/m256, uimm8 | VEX.256.0F.W0 C6 /r ib | RVMI
VSQRTPD xmm, xmm/m128 | VEX.128.66.0F.W0 51 /r | RM
VSQRTPD ymm, ymm/m256 | VEX.256.66.0F.W0 51 /r | RM
VSQRTPS xmm, xmm/m128 | VEX.128.0F.W0 51 /r | RM
VSQRTPS ymm, ymm/m256 | VEX.256.0F.W0 51 /r | RM
VSQRTSD xmm, xmm, xmm/m64 | VEX.128.F2.0F.W0 51 /r | RVM
VSQRTSS xmm, xmm, xmm/m32 | VEX.128.F3.0F.W0 51 /r | RVM
VSTMXCSR m32 | VEX.128.0F.W0 AE /3 | M
VSUBPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 5C /r | RVM
VSUBPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 5C /r | RVM
VSUBPS xmm, xmm, xmm/m128 | VEX.128.0F.W0 5C /r | RVM
VSUBPS ymm, ymm, ymm/m256 | VEX.256.0F.W0 5C /r | RVM
VSUBSD xmm, xmm, xmm/m64 | VEX.128.F2.0F.W0 5C /r | RVM
VSUBSS xmm, xmm, xmm/m32 | VEX.128.F3.0F.W0 5C /r | RVM
VTESTPD xmm, xmm/m128 | VEX.128.66.0F38.W0 0F /r | RM
VTESTPD ymm, ymm/m256 | VEX.256.66.0F38.W0 0F /r | RM
VTESTPS xmm, xmm/m128 | VEX.128.66.0F38.W0 0E /r | RM
VTESTPS ymm, ymm/m256 | VEX.256.66.0F38.W0 0E /r | RM
VUCOMISD xmm, xmm/m64 | VEX.128.66.0F.W0 2E /r | RM
VUCOMISS xmm, xmm/m32 | VEX.128.0F.W0 2E /r | RM
VUNPCKHPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 15 /r | RVM
VUNPCKHPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 15 /r | RVM
VUNPCKHPS xmm, xmm, xmm/m128 | VEX.128.0F.W0 15 /r | RVM
VUNPCKHPS ymm, ymm, ymm/m256 | VEX.256.0F.W0 15 /r | RVM
VUNPCKLPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 14 /r | RVM
VUNPCKLPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 14 /r | RVM
VUNPCKLPS xmm, xmm, xmm/m128 | VEX.128.0F.W0 14 /r | RVM
VUNPCKLPS ymm, ymm, ymm/m256 | VEX.256.0F.W0 14 /r | RVM
VXORPD xmm, xmm, xmm/m128 | VEX.128.66.0F.W0 57 /r | RVM
VXORPD ymm, ymm, ymm/m256 | VEX.256.66.0F.W0 57 /r | RVM
VXORPS xmm, xmm, xmm/m128 | VEX.128.0F.W0 57 /r | RVM
VXORPS ymm, ymm, ymm/m256 | VEX.256.0F.W0 57 /r | RVM
VZEROALL | VEX.256.0F.W0 77
VZEROUPPER | VEX.128.0F.W0 77
`;
