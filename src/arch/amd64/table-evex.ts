// Instructions with an EVEX prefix: AVX-512. The notation is instructions.ts's.

export const rowsEVEX = `
V4FMADDPS zmm {k1}{z}, zmm+3, m128 | EVEX.512.F2.0F38.W0 9A /r | RVM
V4FMADDSS xmm {k1}{z}, xmm+3, m128 | EVEX.128.F2.0F38.W0 9B /r | RVM
V4FNMADDPS zmm {k1}{z}, zmm+3, m128 | EVEX.512.F2.0F38.W0 AA /r | RVM
V4FNMADDSS xmm {k1}{z}, xmm+3, m128 | EVEX.128.F2.0F38.W0 AB /r | RVM
VADDPD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F.W1 58 /r | RVM
VADDPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 58 /r | RVM
VADDPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 58 /r | RVM
VADDPS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.0F.W0 58 /r | RVM
VADDPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.0F.W0 58 /r | RVM
VADDPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.0F.W0 58 /r | RVM
VADDSD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.F2.0F.W1 58 /r | RVM
VADDSS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.F3.0F.W0 58 /r | RVM
VAESDEC xmm, xmm, xmm/m128 | EVEX.128.66.0F38.W0 DE /r | RVM
VAESDEC ymm, ymm, ymm/m256 | EVEX.256.66.0F38.W0 DE /r | RVM
VAESDEC zmm, zmm, zmm/m512 | EVEX.512.66.0F38.W0 DE /r | RVM
VAESDECLAST xmm, xmm, xmm/m128 | EVEX.128.66.0F38.W0 DF /r | RVM
VAESDECLAST ymm, ymm, ymm/m256 | EVEX.256.66.0F38.W0 DF /r | RVM
VAESDECLAST zmm, zmm, zmm/m512 | EVEX.512.66.0F38.W0 DF /r | RVM
VAESENC xmm, xmm, xmm/m128 | EVEX.128.66.0F38.W0 DC /r | RVM
VAESENC ymm, ymm, ymm/m256 | EVEX.256.66.0F38.W0 DC /r | RVM
VAESENC zmm, zmm, zmm/m512 | EVEX.512.66.0F38.W0 DC /r | RVM
VAESENCLAST xmm, xmm, xmm/m128 | EVEX.128.66.0F38.W0 DD /r | RVM
VAESENCLAST ymm, ymm, ymm/m256 | EVEX.256.66.0F38.W0 DD /r | RVM
VAESENCLAST zmm, zmm, zmm/m512 | EVEX.512.66.0F38.W0 DD /r | RVM
VALIGND xmm {k1}{z}, xmm, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 03 /r ib | RVMI
VALIGND ymm {k1}{z}, ymm, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 03 /r ib | RVMI
VALIGND zmm {k1}{z}, zmm, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F3A.W0 03 /r ib | RVMI
VALIGNQ xmm {k1}{z}, xmm, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 03 /r ib | RVMI
VALIGNQ ymm {k1}{z}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 03 /r ib | RVMI
VALIGNQ zmm {k1}{z}, zmm, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 03 /r ib | RVMI
VANDNPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 55 /r | RVM
VANDNPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 55 /r | RVM
VANDNPD zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 55 /r | RVM
VANDNPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.0F.W0 55 /r | RVM
VANDNPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.0F.W0 55 /r | RVM
VANDNPS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.0F.W0 55 /r | RVM
VANDPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 54 /r | RVM
VANDPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 54 /r | RVM
VANDPD zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 54 /r | RVM
VANDPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.0F.W0 54 /r | RVM
VANDPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.0F.W0 54 /r | RVM
VANDPS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.0F.W0 54 /r | RVM
VBLENDMPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 65 /r | RVM
VBLENDMPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 65 /r | RVM
VBLENDMPD zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 65 /r | RVM
VBLENDMPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 65 /r | RVM
VBLENDMPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 65 /r | RVM
VBLENDMPS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 65 /r | RVM
VBROADCASTF32X2 ymm {k1}{z}, xmm/m64 | EVEX.256.66.0F38.W0 19 /r | RM
VBROADCASTF32X2 zmm {k1}{z}, xmm/m64 | EVEX.512.66.0F38.W0 19 /r | RM
VBROADCASTF32X4 ymm {k1}{z}, m128 | EVEX.256.66.0F38.W0 1A /r | RM
VBROADCASTF32X4 zmm {k1}{z}, m128 | EVEX.512.66.0F38.W0 1A /r | RM
VBROADCASTF32X8 zmm {k1}{z}, m256 | EVEX.512.66.0F38.W0 1B /r | RM
VBROADCASTF64X2 ymm {k1}{z}, m128 | EVEX.256.66.0F38.W1 1A /r | RM
VBROADCASTF64X2 zmm {k1}{z}, m128 | EVEX.512.66.0F38.W1 1A /r | RM
VBROADCASTF64X4 zmm {k1}{z}, m256 | EVEX.512.66.0F38.W1 1B /r | RM
VBROADCASTI32X2 xmm {k1}{z}, xmm/m64 | EVEX.128.66.0F38.W0 59 /r | RM
VBROADCASTI32X2 ymm {k1}{z}, xmm/m64 | EVEX.256.66.0F38.W0 59 /r | RM
VBROADCASTI32X2 zmm {k1}{z}, xmm/m64 | EVEX.512.66.0F38.W0 59 /r | RM
VBROADCASTI32X4 ymm {k1}{z}, m128 | EVEX.256.66.0F38.W0 5A /r | RM
VBROADCASTI32X4 zmm {k1}{z}, m128 | EVEX.512.66.0F38.W0 5A /r | RM
VBROADCASTI32X8 zmm {k1}{z}, m256 | EVEX.512.66.0F38.W0 5B /r | RM
VBROADCASTI64X2 ymm {k1}{z}, m128 | EVEX.256.66.0F38.W1 5A /r | RM
VBROADCASTI64X2 zmm {k1}{z}, m128 | EVEX.512.66.0F38.W1 5A /r | RM
VBROADCASTI64X4 zmm {k1}{z}, m256 | EVEX.512.66.0F38.W1 5B /r | RM
VBROADCASTSD ymm {k1}{z}, xmm/m64 | EVEX.256.66.0F38.W1 19 /r | RM
VBROADCASTSD zmm {k1}{z}, xmm/m64 | EVEX.512.66.0F38.W1 19 /r | RM
VBROADCASTSS xmm {k1}{z}, xmm/m32 | EVEX.128.66.0F38.W0 18 /r | RM
VBROADCASTSS ymm {k1}{z}, xmm/m32 | EVEX.256.66.0F38.W0 18 /r | RM
VBROADCASTSS zmm {k1}{z}, xmm/m32 | EVEX.512.66.0F38.W0 18 /r | RM
VCMPPD k {k1}, zmm, zmm/m512/m64bcst{sae}, uimm8 | EVEX.512.66.0F.W1 C2 /r ib | RVMI
VCMPPD k {k1}, xmm, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F.W1 C2 /r ib | RVMI
VCMPPD k {k1}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F.W1 C2 /r ib | RVMI
VCMPPS k {k1}, zmm, zmm/m512/m32bcst{sae}, uimm8 | EVEX.512.0F.W0 C2 /r ib | RVMI
VCMPPS k {k1}, xmm, xmm/m128/m32bcst, uimm8 | EVEX.128.0F.W0 C2 /r ib | RVMI
VCMPPS k {k1}, ymm, ymm/m256/m32bcst, uimm8 | EVEX.256.0F.W0 C2 /r ib | RVMI
VCMPSD k {k1}, xmm, xmm/m64{sae}, uimm8 | EVEX.128.F2.0F.W1 C2 /r ib | RVMI
VCMPSS k {k1}, xmm, xmm/m32{sae}, uimm8 | EVEX.128.F3.0F.W0 C2 /r ib | RVMI
VCOMISD xmm, xmm/m64{sae} | EVEX.128.66.0F.W1 2F /r | RM
VCOMISS xmm, xmm/m32{sae} | EVEX.128.0F.W0 2F /r | RM
VCOMPRESSPD xmm/m64 {k1}{z}, xmm | EVEX.128.66.0F38.W1 8A /r | MR
VCOMPRESSPD ymm/m64 {k1}{z}, ymm | EVEX.256.66.0F38.W1 8A /r | MR
VCOMPRESSPD zmm/m64 {k1}{z}, zmm | EVEX.512.66.0F38.W1 8A /r | MR
VCOMPRESSPS xmm/m32 {k1}{z}, xmm | EVEX.128.66.0F38.W0 8A /r | MR
VCOMPRESSPS ymm/m32 {k1}{z}, ymm | EVEX.256.66.0F38.W0 8A /r | MR
VCOMPRESSPS zmm/m32 {k1}{z}, zmm | EVEX.512.66.0F38.W0 8A /r | MR
VCVTDQ2PD xmm {k1}{z}, xmm/m64/m32bcst | EVEX.128.F3.0F.W0 E6 /r | RM
VCVTDQ2PD ymm {k1}{z}, xmm/m128/m32bcst | EVEX.256.F3.0F.W0 E6 /r | RM
VCVTDQ2PD zmm {k1}{z}, ymm/m256/m32bcst | EVEX.512.F3.0F.W0 E6 /r | RM
VCVTDQ2PS zmm {k1}{z}, zmm/m512/m32bcst{er} | EVEX.512.0F.W0 5B /r | RM
VCVTDQ2PS xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.0F.W0 5B /r | RM
VCVTDQ2PS ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.0F.W0 5B /r | RM
VCVTPD2DQ ymm {k1}{z}, zmm/m512/m64bcst{er} | EVEX.512.F2.0F.W1 E6 /r | RM
VCVTPD2DQX xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.F2.0F.W1 E6 /r | RM
VCVTPD2DQY xmm {k1}{z}, ymm/m256/m64bcst | EVEX.256.F2.0F.W1 E6 /r | RM
VCVTPD2PS ymm {k1}{z}, zmm/m512/m64bcst{er} | EVEX.512.66.0F.W1 5A /r | RM
VCVTPD2PSX xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F.W1 5A /r | RM
VCVTPD2PSY xmm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F.W1 5A /r | RM
VCVTPD2QQ zmm {k1}{z}, zmm/m512/m64bcst{er} | EVEX.512.66.0F.W1 7B /r | RM
VCVTPD2QQ xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F.W1 7B /r | RM
VCVTPD2QQ ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F.W1 7B /r | RM
VCVTPD2UDQ ymm {k1}{z}, zmm/m512/m64bcst{er} | EVEX.512.0F.W1 79 /r | RM
VCVTPD2UDQX xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.0F.W1 79 /r | RM
VCVTPD2UDQY xmm {k1}{z}, ymm/m256/m64bcst | EVEX.256.0F.W1 79 /r | RM
VCVTPD2UQQ zmm {k1}{z}, zmm/m512/m64bcst{er} | EVEX.512.66.0F.W1 79 /r | RM
VCVTPD2UQQ xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F.W1 79 /r | RM
VCVTPD2UQQ ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F.W1 79 /r | RM
VCVTPH2PS zmm {k1}{z}, ymm/m256{sae} | EVEX.512.66.0F38.W0 13 /r | RM
VCVTPH2PS xmm {k1}{z}, xmm/m64 | EVEX.128.66.0F38.W0 13 /r | RM
VCVTPH2PS ymm {k1}{z}, xmm/m128 | EVEX.256.66.0F38.W0 13 /r | RM
VCVTPS2DQ zmm {k1}{z}, zmm/m512/m32bcst{er} | EVEX.512.66.0F.W0 5B /r | RM
VCVTPS2DQ xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.66.0F.W0 5B /r | RM
VCVTPS2DQ ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.66.0F.W0 5B /r | RM
VCVTPS2PD zmm {k1}{z}, ymm/m256/m32bcst{sae} | EVEX.512.0F.W0 5A /r | RM
VCVTPS2PD xmm {k1}{z}, xmm/m64/m32bcst | EVEX.128.0F.W0 5A /r | RM
VCVTPS2PD ymm {k1}{z}, xmm/m128/m32bcst | EVEX.256.0F.W0 5A /r | RM
VCVTPS2PH ymm/m256 {k1}{z}, zmm{sae}, uimm8 | EVEX.512.66.0F3A.W0 1D /r ib | MRI
VCVTPS2PH xmm/m64 {k1}{z}, xmm, uimm8 | EVEX.128.66.0F3A.W0 1D /r ib | MRI
VCVTPS2PH xmm/m128 {k1}{z}, ymm, uimm8 | EVEX.256.66.0F3A.W0 1D /r ib | MRI
VCVTPS2QQ zmm {k1}{z}, ymm/m256/m32bcst{er} | EVEX.512.66.0F.W0 7B /r | RM
VCVTPS2QQ xmm {k1}{z}, xmm/m64/m32bcst | EVEX.128.66.0F.W0 7B /r | RM
VCVTPS2QQ ymm {k1}{z}, xmm/m128/m32bcst | EVEX.256.66.0F.W0 7B /r | RM
VCVTPS2UDQ zmm {k1}{z}, zmm/m512/m32bcst{er} | EVEX.512.0F.W0 79 /r | RM
VCVTPS2UDQ xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.0F.W0 79 /r | RM
VCVTPS2UDQ ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.0F.W0 79 /r | RM
VCVTPS2UQQ zmm {k1}{z}, ymm/m256/m32bcst{er} | EVEX.512.66.0F.W0 79 /r | RM
VCVTPS2UQQ xmm {k1}{z}, xmm/m64/m32bcst | EVEX.128.66.0F.W0 79 /r | RM
VCVTPS2UQQ ymm {k1}{z}, xmm/m128/m32bcst | EVEX.256.66.0F.W0 79 /r | RM
VCVTQQ2PD zmm {k1}{z}, zmm/m512/m64bcst{er} | EVEX.512.F3.0F.W1 E6 /r | RM
VCVTQQ2PD xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.F3.0F.W1 E6 /r | RM
VCVTQQ2PD ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.F3.0F.W1 E6 /r | RM
VCVTQQ2PS ymm {k1}{z}, zmm/m512/m64bcst{er} | EVEX.512.0F.W1 5B /r | RM
VCVTQQ2PSX xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.0F.W1 5B /r | RM
VCVTQQ2PSY xmm {k1}{z}, ymm/m256/m64bcst | EVEX.256.0F.W1 5B /r | RM
VCVTSD2SI r32, xmm/m64{er} | EVEX.128.F2.0F.W0 2D /r | RM
VCVTSD2SIQ r64, xmm/m64{er} | EVEX.128.F2.0F.W1 2D /r | RM
VCVTSD2SS xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.F2.0F.W1 5A /r | RVM
VCVTSD2USIL r32, xmm/m64{er} | EVEX.128.F2.0F.W0 79 /r | RM
VCVTSD2USIQ r64, xmm/m64{er} | EVEX.128.F2.0F.W1 79 /r | RM
VCVTSI2SDL xmm, xmm, r/m32 | EVEX.128.F2.0F.W0 2A /r | RVM
VCVTSI2SDQ xmm, xmm, r/m64{er} | EVEX.128.F2.0F.W1 2A /r | RVM
VCVTSI2SSL xmm, xmm, r/m32{er} | EVEX.128.F3.0F.W0 2A /r | RVM
VCVTSI2SSQ xmm, xmm, r/m64{er} | EVEX.128.F3.0F.W1 2A /r | RVM
VCVTSS2SD xmm {k1}{z}, xmm, xmm/m32{sae} | EVEX.128.F3.0F.W0 5A /r | RVM
VCVTSS2SI r32, xmm/m32{er} | EVEX.128.F3.0F.W0 2D /r | RM
VCVTSS2SIQ r64, xmm/m32{er} | EVEX.128.F3.0F.W1 2D /r | RM
VCVTSS2USIL r32, xmm/m32{er} | EVEX.128.F3.0F.W0 79 /r | RM
VCVTSS2USIQ r64, xmm/m32{er} | EVEX.128.F3.0F.W1 79 /r | RM
VCVTTPD2DQ ymm {k1}{z}, zmm/m512/m64bcst{sae} | EVEX.512.66.0F.W1 E6 /r | RM
VCVTTPD2DQX xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F.W1 E6 /r | RM
VCVTTPD2DQY xmm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F.W1 E6 /r | RM
VCVTTPD2QQ zmm {k1}{z}, zmm/m512/m64bcst{sae} | EVEX.512.66.0F.W1 7A /r | RM
VCVTTPD2QQ xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F.W1 7A /r | RM
VCVTTPD2QQ ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F.W1 7A /r | RM
VCVTTPD2UDQ ymm {k1}{z}, zmm/m512/m64bcst{sae} | EVEX.512.0F.W1 78 /r | RM
VCVTTPD2UDQX xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.0F.W1 78 /r | RM
VCVTTPD2UDQY xmm {k1}{z}, ymm/m256/m64bcst | EVEX.256.0F.W1 78 /r | RM
VCVTTPD2UQQ zmm {k1}{z}, zmm/m512/m64bcst{sae} | EVEX.512.66.0F.W1 78 /r | RM
VCVTTPD2UQQ xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F.W1 78 /r | RM
VCVTTPD2UQQ ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F.W1 78 /r | RM
VCVTTPS2DQ zmm {k1}{z}, zmm/m512/m32bcst{sae} | EVEX.512.F3.0F.W0 5B /r | RM
VCVTTPS2DQ xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.F3.0F.W0 5B /r | RM
VCVTTPS2DQ ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.F3.0F.W0 5B /r | RM
VCVTTPS2QQ zmm {k1}{z}, ymm/m256/m32bcst{sae} | EVEX.512.66.0F.W0 7A /r | RM
VCVTTPS2QQ xmm {k1}{z}, xmm/m64/m32bcst | EVEX.128.66.0F.W0 7A /r | RM
VCVTTPS2QQ ymm {k1}{z}, xmm/m128/m32bcst | EVEX.256.66.0F.W0 7A /r | RM
VCVTTPS2UDQ zmm {k1}{z}, zmm/m512/m32bcst{sae} | EVEX.512.0F.W0 78 /r | RM
VCVTTPS2UDQ xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.0F.W0 78 /r | RM
VCVTTPS2UDQ ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.0F.W0 78 /r | RM
VCVTTPS2UQQ zmm {k1}{z}, ymm/m256/m32bcst{sae} | EVEX.512.66.0F.W0 78 /r | RM
VCVTTPS2UQQ xmm {k1}{z}, xmm/m64/m32bcst | EVEX.128.66.0F.W0 78 /r | RM
VCVTTPS2UQQ ymm {k1}{z}, xmm/m128/m32bcst | EVEX.256.66.0F.W0 78 /r | RM
VCVTTSD2SI r32, xmm/m64{sae} | EVEX.128.F2.0F.W0 2C /r | RM
VCVTTSD2SIQ r64, xmm/m64{sae} | EVEX.128.F2.0F.W1 2C /r | RM
VCVTTSD2USIL r32, xmm/m64{sae} | EVEX.128.F2.0F.W0 78 /r | RM
VCVTTSD2USIQ r64, xmm/m64{sae} | EVEX.128.F2.0F.W1 78 /r | RM
VCVTTSS2SI r32, xmm/m32{sae} | EVEX.128.F3.0F.W0 2C /r | RM
VCVTTSS2SIQ r64, xmm/m32{sae} | EVEX.128.F3.0F.W1 2C /r | RM
VCVTTSS2USIL r32, xmm/m32{sae} | EVEX.128.F3.0F.W0 78 /r | RM
VCVTTSS2USIQ r64, xmm/m32{sae} | EVEX.128.F3.0F.W1 78 /r | RM
VCVTUDQ2PD xmm {k1}{z}, xmm/m64/m32bcst | EVEX.128.F3.0F.W0 7A /r | RM
VCVTUDQ2PD ymm {k1}{z}, xmm/m128/m32bcst | EVEX.256.F3.0F.W0 7A /r | RM
VCVTUDQ2PD zmm {k1}{z}, ymm/m256/m32bcst | EVEX.512.F3.0F.W0 7A /r | RM
VCVTUDQ2PS zmm {k1}{z}, zmm/m512/m32bcst{er} | EVEX.512.F2.0F.W0 7A /r | RM
VCVTUDQ2PS xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.F2.0F.W0 7A /r | RM
VCVTUDQ2PS ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.F2.0F.W0 7A /r | RM
VCVTUQQ2PD zmm {k1}{z}, zmm/m512/m64bcst{er} | EVEX.512.F3.0F.W1 7A /r | RM
VCVTUQQ2PD xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.F3.0F.W1 7A /r | RM
VCVTUQQ2PD ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.F3.0F.W1 7A /r | RM
VCVTUQQ2PS ymm {k1}{z}, zmm/m512/m64bcst{er} | EVEX.512.F2.0F.W1 7A /r | RM
VCVTUQQ2PSX xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.F2.0F.W1 7A /r | RM
VCVTUQQ2PSY xmm {k1}{z}, ymm/m256/m64bcst | EVEX.256.F2.0F.W1 7A /r | RM
VCVTUSI2SDL xmm, xmm, r/m32 | EVEX.128.F2.0F.W0 7B /r | RVM
VCVTUSI2SDQ xmm, xmm, r/m64{er} | EVEX.128.F2.0F.W1 7B /r | RVM
VCVTUSI2SSL xmm, xmm, r/m32{er} | EVEX.128.F3.0F.W0 7B /r | RVM
VCVTUSI2SSQ xmm, xmm, r/m64{er} | EVEX.128.F3.0F.W1 7B /r | RVM
VDBPSADBW xmm {k1}{z}, xmm, xmm/m128, uimm8 | EVEX.128.66.0F3A.W0 42 /r ib | RVMI
VDBPSADBW ymm {k1}{z}, ymm, ymm/m256, uimm8 | EVEX.256.66.0F3A.W0 42 /r ib | RVMI
VDBPSADBW zmm {k1}{z}, zmm, zmm/m512, uimm8 | EVEX.512.66.0F3A.W0 42 /r ib | RVMI
VDIVPD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F.W1 5E /r | RVM
VDIVPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 5E /r | RVM
VDIVPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 5E /r | RVM
VDIVPS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.0F.W0 5E /r | RVM
VDIVPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.0F.W0 5E /r | RVM
VDIVPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.0F.W0 5E /r | RVM
VDIVSD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.F2.0F.W1 5E /r | RVM
VDIVSS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.F3.0F.W0 5E /r | RVM
VEXP2PD zmm {k1}{z}, zmm/m512/m64bcst{sae} | EVEX.512.66.0F38.W1 C8 /r | RM
VEXP2PS zmm {k1}{z}, zmm/m512/m32bcst{sae} | EVEX.512.66.0F38.W0 C8 /r | RM
VEXPANDPD xmm {k1}{z}, xmm/m64 | EVEX.128.66.0F38.W1 88 /r | RM
VEXPANDPD ymm {k1}{z}, ymm/m64 | EVEX.256.66.0F38.W1 88 /r | RM
VEXPANDPD zmm {k1}{z}, zmm/m64 | EVEX.512.66.0F38.W1 88 /r | RM
VEXPANDPS xmm {k1}{z}, xmm/m32 | EVEX.128.66.0F38.W0 88 /r | RM
VEXPANDPS ymm {k1}{z}, ymm/m32 | EVEX.256.66.0F38.W0 88 /r | RM
VEXPANDPS zmm {k1}{z}, zmm/m32 | EVEX.512.66.0F38.W0 88 /r | RM
VEXTRACTF32X4 xmm/m128 {k1}{z}, ymm, uimm8 | EVEX.256.66.0F3A.W0 19 /r ib | MRI
VEXTRACTF32X4 xmm/m128 {k1}{z}, zmm, uimm8 | EVEX.512.66.0F3A.W0 19 /r ib | MRI
VEXTRACTF32X8 ymm/m256 {k1}{z}, zmm, uimm8 | EVEX.512.66.0F3A.W0 1B /r ib | MRI
VEXTRACTF64X2 xmm/m128 {k1}{z}, ymm, uimm8 | EVEX.256.66.0F3A.W1 19 /r ib | MRI
VEXTRACTF64X2 xmm/m128 {k1}{z}, zmm, uimm8 | EVEX.512.66.0F3A.W1 19 /r ib | MRI
VEXTRACTF64X4 ymm/m256 {k1}{z}, zmm, uimm8 | EVEX.512.66.0F3A.W1 1B /r ib | MRI
VEXTRACTI32X4 xmm/m128 {k1}{z}, ymm, uimm8 | EVEX.256.66.0F3A.W0 39 /r ib | MRI
VEXTRACTI32X4 xmm/m128 {k1}{z}, zmm, uimm8 | EVEX.512.66.0F3A.W0 39 /r ib | MRI
VEXTRACTI32X8 ymm/m256 {k1}{z}, zmm, uimm8 | EVEX.512.66.0F3A.W0 3B /r ib | MRI
VEXTRACTI64X2 xmm/m128 {k1}{z}, ymm, uimm8 | EVEX.256.66.0F3A.W1 39 /r ib | MRI
VEXTRACTI64X2 xmm/m128 {k1}{z}, zmm, uimm8 | EVEX.512.66.0F3A.W1 39 /r ib | MRI
VEXTRACTI64X4 ymm/m256 {k1}{z}, zmm, uimm8 | EVEX.512.66.0F3A.W1 3B /r ib | MRI
VEXTRACTPS r/m32, xmm, uimm8 | EVEX.128.66.0F3A.W0 17 /r ib | MRI
VFIXUPIMMPD zmm {k1}{z}, zmm, zmm/m512/m64bcst{sae}, uimm8 | EVEX.512.66.0F3A.W1 54 /r ib | RVMI
VFIXUPIMMPD xmm {k1}{z}, xmm, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 54 /r ib | RVMI
VFIXUPIMMPD ymm {k1}{z}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 54 /r ib | RVMI
VFIXUPIMMPS zmm {k1}{z}, zmm, zmm/m512/m32bcst{sae}, uimm8 | EVEX.512.66.0F3A.W0 54 /r ib | RVMI
VFIXUPIMMPS xmm {k1}{z}, xmm, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 54 /r ib | RVMI
VFIXUPIMMPS ymm {k1}{z}, ymm, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 54 /r ib | RVMI
VFIXUPIMMSD xmm {k1}{z}, xmm, xmm/m64{sae}, uimm8 | EVEX.128.66.0F3A.W1 55 /r ib | RVMI
VFIXUPIMMSS xmm {k1}{z}, xmm, xmm/m32{sae}, uimm8 | EVEX.128.66.0F3A.W0 55 /r ib | RVMI
VFMADD132PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 98 /r | RVM
VFMADD132PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 98 /r | RVM
VFMADD132PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 98 /r | RVM
VFMADD132PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 98 /r | RVM
VFMADD132PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 98 /r | RVM
VFMADD132PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 98 /r | RVM
VFMADD132SD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 99 /r | RVM
VFMADD132SS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 99 /r | RVM
VFMADD213PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 A8 /r | RVM
VFMADD213PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 A8 /r | RVM
VFMADD213PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 A8 /r | RVM
VFMADD213PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 A8 /r | RVM
VFMADD213PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 A8 /r | RVM
VFMADD213PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 A8 /r | RVM
VFMADD213SD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 A9 /r | RVM
VFMADD213SS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 A9 /r | RVM
VFMADD231PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 B8 /r | RVM
VFMADD231PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 B8 /r | RVM
VFMADD231PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 B8 /r | RVM
VFMADD231PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 B8 /r | RVM
VFMADD231PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 B8 /r | RVM
VFMADD231PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 B8 /r | RVM
VFMADD231SD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 B9 /r | RVM
VFMADD231SS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 B9 /r | RVM
VFMADDSUB132PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 96 /r | RVM
VFMADDSUB132PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 96 /r | RVM
VFMADDSUB132PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 96 /r | RVM
VFMADDSUB132PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 96 /r | RVM
VFMADDSUB132PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 96 /r | RVM
VFMADDSUB132PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 96 /r | RVM
VFMADDSUB213PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 A6 /r | RVM
VFMADDSUB213PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 A6 /r | RVM
VFMADDSUB213PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 A6 /r | RVM
VFMADDSUB213PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 A6 /r | RVM
VFMADDSUB213PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 A6 /r | RVM
VFMADDSUB213PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 A6 /r | RVM
VFMADDSUB231PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 B6 /r | RVM
VFMADDSUB231PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 B6 /r | RVM
VFMADDSUB231PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 B6 /r | RVM
VFMADDSUB231PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 B6 /r | RVM
VFMADDSUB231PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 B6 /r | RVM
VFMADDSUB231PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 B6 /r | RVM
VFMSUB132PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 9A /r | RVM
VFMSUB132PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 9A /r | RVM
VFMSUB132PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 9A /r | RVM
VFMSUB132PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 9A /r | RVM
VFMSUB132PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 9A /r | RVM
VFMSUB132PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 9A /r | RVM
VFMSUB132SD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 9B /r | RVM
VFMSUB132SS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 9B /r | RVM
VFMSUB213PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 AA /r | RVM
VFMSUB213PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 AA /r | RVM
VFMSUB213PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 AA /r | RVM
VFMSUB213PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 AA /r | RVM
VFMSUB213PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 AA /r | RVM
VFMSUB213PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 AA /r | RVM
VFMSUB213SD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 AB /r | RVM
VFMSUB213SS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 AB /r | RVM
VFMSUB231PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 BA /r | RVM
VFMSUB231PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 BA /r | RVM
VFMSUB231PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 BA /r | RVM
VFMSUB231PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 BA /r | RVM
VFMSUB231PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 BA /r | RVM
VFMSUB231PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 BA /r | RVM
VFMSUB231SD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 BB /r | RVM
VFMSUB231SS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 BB /r | RVM
VFMSUBADD132PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 97 /r | RVM
VFMSUBADD132PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 97 /r | RVM
VFMSUBADD132PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 97 /r | RVM
VFMSUBADD132PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 97 /r | RVM
VFMSUBADD132PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 97 /r | RVM
VFMSUBADD132PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 97 /r | RVM
VFMSUBADD213PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 A7 /r | RVM
VFMSUBADD213PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 A7 /r | RVM
VFMSUBADD213PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 A7 /r | RVM
VFMSUBADD213PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 A7 /r | RVM
VFMSUBADD213PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 A7 /r | RVM
VFMSUBADD213PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 A7 /r | RVM
VFMSUBADD231PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 B7 /r | RVM
VFMSUBADD231PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 B7 /r | RVM
VFMSUBADD231PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 B7 /r | RVM
VFMSUBADD231PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 B7 /r | RVM
VFMSUBADD231PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 B7 /r | RVM
VFMSUBADD231PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 B7 /r | RVM
VFNMADD132PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 9C /r | RVM
VFNMADD132PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 9C /r | RVM
VFNMADD132PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 9C /r | RVM
VFNMADD132PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 9C /r | RVM
VFNMADD132PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 9C /r | RVM
VFNMADD132PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 9C /r | RVM
VFNMADD132SD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 9D /r | RVM
VFNMADD132SS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 9D /r | RVM
VFNMADD213PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 AC /r | RVM
VFNMADD213PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 AC /r | RVM
VFNMADD213PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 AC /r | RVM
VFNMADD213PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 AC /r | RVM
VFNMADD213PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 AC /r | RVM
VFNMADD213PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 AC /r | RVM
VFNMADD213SD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 AD /r | RVM
VFNMADD213SS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 AD /r | RVM
VFNMADD231PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 BC /r | RVM
VFNMADD231PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 BC /r | RVM
VFNMADD231PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 BC /r | RVM
VFNMADD231PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 BC /r | RVM
VFNMADD231PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 BC /r | RVM
VFNMADD231PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 BC /r | RVM
VFNMADD231SD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 BD /r | RVM
VFNMADD231SS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 BD /r | RVM
VFNMSUB132PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 9E /r | RVM
VFNMSUB132PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 9E /r | RVM
VFNMSUB132PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 9E /r | RVM
VFNMSUB132PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 9E /r | RVM
VFNMSUB132PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 9E /r | RVM
VFNMSUB132PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 9E /r | RVM
VFNMSUB132SD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 9F /r | RVM
VFNMSUB132SS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 9F /r | RVM
VFNMSUB213PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 AE /r | RVM
VFNMSUB213PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 AE /r | RVM
VFNMSUB213PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 AE /r | RVM
VFNMSUB213PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 AE /r | RVM
VFNMSUB213PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 AE /r | RVM
VFNMSUB213PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 AE /r | RVM
VFNMSUB213SD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 AF /r | RVM
VFNMSUB213SS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 AF /r | RVM
VFNMSUB231PD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 BE /r | RVM
VFNMSUB231PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 BE /r | RVM
VFNMSUB231PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 BE /r | RVM
VFNMSUB231PS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 BE /r | RVM
VFNMSUB231PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 BE /r | RVM
VFNMSUB231PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 BE /r | RVM
VFNMSUB231SD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 BF /r | RVM
VFNMSUB231SS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 BF /r | RVM
VFPCLASSPDX k {k1}, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 66 /r ib | RMI
VFPCLASSPDY k {k1}, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 66 /r ib | RMI
VFPCLASSPDZ k {k1}, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 66 /r ib | RMI
VFPCLASSPSX k {k1}, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 66 /r ib | RMI
VFPCLASSPSY k {k1}, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 66 /r ib | RMI
VFPCLASSPSZ k {k1}, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F3A.W0 66 /r ib | RMI
VFPCLASSSD k {k1}, xmm/m64, uimm8 | EVEX.128.66.0F3A.W1 67 /r ib | RMI
VFPCLASSSS k {k1}, xmm/m32, uimm8 | EVEX.128.66.0F3A.W0 67 /r ib | RMI
VGATHERDPD xmm {k1}, vm32x | EVEX.128.66.0F38.W1 92 /r | RM | mask disp8*8
VGATHERDPD ymm {k1}, vm32x | EVEX.256.66.0F38.W1 92 /r | RM | mask disp8*8
VGATHERDPD zmm {k1}, vm32y | EVEX.512.66.0F38.W1 92 /r | RM | mask disp8*8
VGATHERDPS xmm {k1}, vm32x | EVEX.128.66.0F38.W0 92 /r | RM | mask disp8*4
VGATHERDPS ymm {k1}, vm32y | EVEX.256.66.0F38.W0 92 /r | RM | mask disp8*4
VGATHERDPS zmm {k1}, vm32z | EVEX.512.66.0F38.W0 92 /r | RM | mask disp8*4
VGATHERPF0DPD vm32y {k1} | EVEX.512.66.0F38.W1 C6 /1 | M | mask disp8*8
VGATHERPF0DPS vm32z {k1} | EVEX.512.66.0F38.W0 C6 /1 | M | mask disp8*4
VGATHERPF0QPD vm64z {k1} | EVEX.512.66.0F38.W1 C7 /1 | M | mask disp8*8
VGATHERPF0QPS vm64z {k1} | EVEX.512.66.0F38.W0 C7 /1 | M | mask disp8*4
VGATHERPF1DPD vm32y {k1} | EVEX.512.66.0F38.W1 C6 /2 | M | mask disp8*8
VGATHERPF1DPS vm32z {k1} | EVEX.512.66.0F38.W0 C6 /2 | M | mask disp8*4
VGATHERPF1QPD vm64z {k1} | EVEX.512.66.0F38.W1 C7 /2 | M | mask disp8*8
VGATHERPF1QPS vm64z {k1} | EVEX.512.66.0F38.W0 C7 /2 | M | mask disp8*4
VGATHERQPD xmm {k1}, vm64x | EVEX.128.66.0F38.W1 93 /r | RM | mask disp8*8
VGATHERQPD ymm {k1}, vm64y | EVEX.256.66.0F38.W1 93 /r | RM | mask disp8*8
VGATHERQPD zmm {k1}, vm64z | EVEX.512.66.0F38.W1 93 /r | RM | mask disp8*8
VGATHERQPS xmm {k1}, vm64x | EVEX.128.66.0F38.W0 93 /r | RM | mask disp8*4
VGATHERQPS xmm {k1}, vm64y | EVEX.256.66.0F38.W0 93 /r | RM | mask disp8*4
VGATHERQPS ymm {k1}, vm64z | EVEX.512.66.0F38.W0 93 /r | RM | mask disp8*4
VGETEXPPD zmm {k1}{z}, zmm/m512/m64bcst{sae} | EVEX.512.66.0F38.W1 42 /r | RM
VGETEXPPD xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 42 /r | RM
VGETEXPPD ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 42 /r | RM
VGETEXPPS zmm {k1}{z}, zmm/m512/m32bcst{sae} | EVEX.512.66.0F38.W0 42 /r | RM
VGETEXPPS xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 42 /r | RM
VGETEXPPS ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 42 /r | RM
VGETEXPSD xmm {k1}{z}, xmm, xmm/m64{sae} | EVEX.128.66.0F38.W1 43 /r | RVM
VGETEXPSS xmm {k1}{z}, xmm, xmm/m32{sae} | EVEX.128.66.0F38.W0 43 /r | RVM
VGETMANTPD zmm {k1}{z}, zmm/m512/m64bcst{sae}, uimm8 | EVEX.512.66.0F3A.W1 26 /r ib | RMI
VGETMANTPD xmm {k1}{z}, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 26 /r ib | RMI
VGETMANTPD ymm {k1}{z}, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 26 /r ib | RMI
VGETMANTPS zmm {k1}{z}, zmm/m512/m32bcst{sae}, uimm8 | EVEX.512.66.0F3A.W0 26 /r ib | RMI
VGETMANTPS xmm {k1}{z}, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 26 /r ib | RMI
VGETMANTPS ymm {k1}{z}, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 26 /r ib | RMI
VGETMANTSD xmm {k1}{z}, xmm, xmm/m64{sae}, uimm8 | EVEX.128.66.0F3A.W1 27 /r ib | RVMI
VGETMANTSS xmm {k1}{z}, xmm, xmm/m32{sae}, uimm8 | EVEX.128.66.0F3A.W0 27 /r ib | RVMI
VGF2P8AFFINEINVQB xmm {k1}{z}, xmm, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 CF /r ib | RVMI
VGF2P8AFFINEINVQB ymm {k1}{z}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 CF /r ib | RVMI
VGF2P8AFFINEINVQB zmm {k1}{z}, zmm, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 CF /r ib | RVMI
VGF2P8AFFINEQB xmm {k1}{z}, xmm, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 CE /r ib | RVMI
VGF2P8AFFINEQB ymm {k1}{z}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 CE /r ib | RVMI
VGF2P8AFFINEQB zmm {k1}{z}, zmm, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 CE /r ib | RVMI
VGF2P8MULB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 CF /r | RVM
VGF2P8MULB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 CF /r | RVM
VGF2P8MULB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 CF /r | RVM
VINSERTF32X4 ymm {k1}{z}, ymm, xmm/m128, uimm8 | EVEX.256.66.0F3A.W0 18 /r ib | RVMI
VINSERTF32X4 zmm {k1}{z}, zmm, xmm/m128, uimm8 | EVEX.512.66.0F3A.W0 18 /r ib | RVMI
VINSERTF32X8 zmm {k1}{z}, zmm, ymm/m256, uimm8 | EVEX.512.66.0F3A.W0 1A /r ib | RVMI
VINSERTF64X2 ymm {k1}{z}, ymm, xmm/m128, uimm8 | EVEX.256.66.0F3A.W1 18 /r ib | RVMI
VINSERTF64X2 zmm {k1}{z}, zmm, xmm/m128, uimm8 | EVEX.512.66.0F3A.W1 18 /r ib | RVMI
VINSERTF64X4 zmm {k1}{z}, zmm, ymm/m256, uimm8 | EVEX.512.66.0F3A.W1 1A /r ib | RVMI
VINSERTI32X4 ymm {k1}{z}, ymm, xmm/m128, uimm8 | EVEX.256.66.0F3A.W0 38 /r ib | RVMI
VINSERTI32X4 zmm {k1}{z}, zmm, xmm/m128, uimm8 | EVEX.512.66.0F3A.W0 38 /r ib | RVMI
VINSERTI32X8 zmm {k1}{z}, zmm, ymm/m256, uimm8 | EVEX.512.66.0F3A.W0 3A /r ib | RVMI
VINSERTI64X2 ymm {k1}{z}, ymm, xmm/m128, uimm8 | EVEX.256.66.0F3A.W1 38 /r ib | RVMI
VINSERTI64X2 zmm {k1}{z}, zmm, xmm/m128, uimm8 | EVEX.512.66.0F3A.W1 38 /r ib | RVMI
VINSERTI64X4 zmm {k1}{z}, zmm, ymm/m256, uimm8 | EVEX.512.66.0F3A.W1 3A /r ib | RVMI
VINSERTPS xmm, xmm, xmm/m32, uimm8 | EVEX.128.66.0F3A.W0 21 /r ib | RVMI
VMAXPD zmm {k1}{z}, zmm, zmm/m512/m64bcst{sae} | EVEX.512.66.0F.W1 5F /r | RVM
VMAXPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 5F /r | RVM
VMAXPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 5F /r | RVM
VMAXPS zmm {k1}{z}, zmm, zmm/m512/m32bcst{sae} | EVEX.512.0F.W0 5F /r | RVM
VMAXPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.0F.W0 5F /r | RVM
VMAXPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.0F.W0 5F /r | RVM
VMAXSD xmm {k1}{z}, xmm, xmm/m64{sae} | EVEX.128.F2.0F.W1 5F /r | RVM
VMAXSS xmm {k1}{z}, xmm, xmm/m32{sae} | EVEX.128.F3.0F.W0 5F /r | RVM
VMINPD zmm {k1}{z}, zmm, zmm/m512/m64bcst{sae} | EVEX.512.66.0F.W1 5D /r | RVM
VMINPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 5D /r | RVM
VMINPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 5D /r | RVM
VMINPS zmm {k1}{z}, zmm, zmm/m512/m32bcst{sae} | EVEX.512.0F.W0 5D /r | RVM
VMINPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.0F.W0 5D /r | RVM
VMINPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.0F.W0 5D /r | RVM
VMINSD xmm {k1}{z}, xmm, xmm/m64{sae} | EVEX.128.F2.0F.W1 5D /r | RVM
VMINSS xmm {k1}{z}, xmm, xmm/m32{sae} | EVEX.128.F3.0F.W0 5D /r | RVM
VMOVAPD xmm/m128 {k1}{z}, xmm | EVEX.128.66.0F.W1 29 /r | MR
VMOVAPD ymm/m256 {k1}{z}, ymm | EVEX.256.66.0F.W1 29 /r | MR
VMOVAPD zmm/m512 {k1}{z}, zmm | EVEX.512.66.0F.W1 29 /r | MR
VMOVAPD xmm {k1}{z}, xmm/m128 | EVEX.128.66.0F.W1 28 /r | RM
VMOVAPD ymm {k1}{z}, ymm/m256 | EVEX.256.66.0F.W1 28 /r | RM
VMOVAPD zmm {k1}{z}, zmm/m512 | EVEX.512.66.0F.W1 28 /r | RM
VMOVAPS xmm/m128 {k1}{z}, xmm | EVEX.128.0F.W0 29 /r | MR
VMOVAPS ymm/m256 {k1}{z}, ymm | EVEX.256.0F.W0 29 /r | MR
VMOVAPS zmm/m512 {k1}{z}, zmm | EVEX.512.0F.W0 29 /r | MR
VMOVAPS xmm {k1}{z}, xmm/m128 | EVEX.128.0F.W0 28 /r | RM
VMOVAPS ymm {k1}{z}, ymm/m256 | EVEX.256.0F.W0 28 /r | RM
VMOVAPS zmm {k1}{z}, zmm/m512 | EVEX.512.0F.W0 28 /r | RM
VMOVD r/m32, xmm | EVEX.128.66.0F.W0 7E /r | MR
VMOVD xmm, r/m32 | EVEX.128.66.0F.W0 6E /r | RM
VMOVDDUP xmm {k1}{z}, xmm/m64 | EVEX.128.F2.0F.W1 12 /r | RM
VMOVDDUP ymm {k1}{z}, ymm/m256 | EVEX.256.F2.0F.W1 12 /r | RM
VMOVDDUP zmm {k1}{z}, zmm/m512 | EVEX.512.F2.0F.W1 12 /r | RM
VMOVDQA32 xmm/m128 {k1}{z}, xmm | EVEX.128.66.0F.W0 7F /r | MR
VMOVDQA32 ymm/m256 {k1}{z}, ymm | EVEX.256.66.0F.W0 7F /r | MR
VMOVDQA32 zmm/m512 {k1}{z}, zmm | EVEX.512.66.0F.W0 7F /r | MR
VMOVDQA32 xmm {k1}{z}, xmm/m128 | EVEX.128.66.0F.W0 6F /r | RM
VMOVDQA32 ymm {k1}{z}, ymm/m256 | EVEX.256.66.0F.W0 6F /r | RM
VMOVDQA32 zmm {k1}{z}, zmm/m512 | EVEX.512.66.0F.W0 6F /r | RM
VMOVDQA64 xmm/m128 {k1}{z}, xmm | EVEX.128.66.0F.W1 7F /r | MR
VMOVDQA64 ymm/m256 {k1}{z}, ymm | EVEX.256.66.0F.W1 7F /r | MR
VMOVDQA64 zmm/m512 {k1}{z}, zmm | EVEX.512.66.0F.W1 7F /r | MR
VMOVDQA64 xmm {k1}{z}, xmm/m128 | EVEX.128.66.0F.W1 6F /r | RM
VMOVDQA64 ymm {k1}{z}, ymm/m256 | EVEX.256.66.0F.W1 6F /r | RM
VMOVDQA64 zmm {k1}{z}, zmm/m512 | EVEX.512.66.0F.W1 6F /r | RM
VMOVDQU16 xmm/m128 {k1}{z}, xmm | EVEX.128.F2.0F.W1 7F /r | MR
VMOVDQU16 ymm/m256 {k1}{z}, ymm | EVEX.256.F2.0F.W1 7F /r | MR
VMOVDQU16 zmm/m512 {k1}{z}, zmm | EVEX.512.F2.0F.W1 7F /r | MR
VMOVDQU16 xmm {k1}{z}, xmm/m128 | EVEX.128.F2.0F.W1 6F /r | RM
VMOVDQU16 ymm {k1}{z}, ymm/m256 | EVEX.256.F2.0F.W1 6F /r | RM
VMOVDQU16 zmm {k1}{z}, zmm/m512 | EVEX.512.F2.0F.W1 6F /r | RM
VMOVDQU32 xmm/m128 {k1}{z}, xmm | EVEX.128.F3.0F.W0 7F /r | MR
VMOVDQU32 ymm/m256 {k1}{z}, ymm | EVEX.256.F3.0F.W0 7F /r | MR
VMOVDQU32 zmm/m512 {k1}{z}, zmm | EVEX.512.F3.0F.W0 7F /r | MR
VMOVDQU32 xmm {k1}{z}, xmm/m128 | EVEX.128.F3.0F.W0 6F /r | RM
VMOVDQU32 ymm {k1}{z}, ymm/m256 | EVEX.256.F3.0F.W0 6F /r | RM
VMOVDQU32 zmm {k1}{z}, zmm/m512 | EVEX.512.F3.0F.W0 6F /r | RM
VMOVDQU64 xmm/m128 {k1}{z}, xmm | EVEX.128.F3.0F.W1 7F /r | MR
VMOVDQU64 ymm/m256 {k1}{z}, ymm | EVEX.256.F3.0F.W1 7F /r | MR
VMOVDQU64 zmm/m512 {k1}{z}, zmm | EVEX.512.F3.0F.W1 7F /r | MR
VMOVDQU64 xmm {k1}{z}, xmm/m128 | EVEX.128.F3.0F.W1 6F /r | RM
VMOVDQU64 ymm {k1}{z}, ymm/m256 | EVEX.256.F3.0F.W1 6F /r | RM
VMOVDQU64 zmm {k1}{z}, zmm/m512 | EVEX.512.F3.0F.W1 6F /r | RM
VMOVDQU8 xmm/m128 {k1}{z}, xmm | EVEX.128.F2.0F.W0 7F /r | MR
VMOVDQU8 ymm/m256 {k1}{z}, ymm | EVEX.256.F2.0F.W0 7F /r | MR
VMOVDQU8 zmm/m512 {k1}{z}, zmm | EVEX.512.F2.0F.W0 7F /r | MR
VMOVDQU8 xmm {k1}{z}, xmm/m128 | EVEX.128.F2.0F.W0 6F /r | RM
VMOVDQU8 ymm {k1}{z}, ymm/m256 | EVEX.256.F2.0F.W0 6F /r | RM
VMOVDQU8 zmm {k1}{z}, zmm/m512 | EVEX.512.F2.0F.W0 6F /r | RM
VMOVHLPS xmm, xmm, xmm | EVEX.128.0F.W0 12 /r | RVM
VMOVHPD m64, xmm | EVEX.128.66.0F.W1 17 /r | MR
VMOVHPD xmm, xmm, m64 | EVEX.128.66.0F.W1 16 /r | RVM
VMOVHPS m64, xmm | EVEX.128.0F.W0 17 /r | MR
VMOVHPS xmm, xmm, m64 | EVEX.128.0F.W0 16 /r | RVM
VMOVLHPS xmm, xmm, xmm | EVEX.128.0F.W0 16 /r | RVM
VMOVLPD m64, xmm | EVEX.128.66.0F.W1 13 /r | MR
VMOVLPD xmm, xmm, m64 | EVEX.128.66.0F.W1 12 /r | RVM
VMOVLPS m64, xmm | EVEX.128.0F.W0 13 /r | MR
VMOVLPS xmm, xmm, m64 | EVEX.128.0F.W0 12 /r | RVM
VMOVNTDQ m128, xmm | EVEX.128.66.0F.W0 E7 /r | MR
VMOVNTDQ m256, ymm | EVEX.256.66.0F.W0 E7 /r | MR
VMOVNTDQ m512, zmm | EVEX.512.66.0F.W0 E7 /r | MR
VMOVNTDQA xmm, m128 | EVEX.128.66.0F38.W0 2A /r | RM
VMOVNTDQA ymm, m256 | EVEX.256.66.0F38.W0 2A /r | RM
VMOVNTDQA zmm, m512 | EVEX.512.66.0F38.W0 2A /r | RM
VMOVNTPD m128, xmm | EVEX.128.66.0F.W1 2B /r | MR
VMOVNTPD m256, ymm | EVEX.256.66.0F.W1 2B /r | MR
VMOVNTPD m512, zmm | EVEX.512.66.0F.W1 2B /r | MR
VMOVNTPS m128, xmm | EVEX.128.0F.W0 2B /r | MR
VMOVNTPS m256, ymm | EVEX.256.0F.W0 2B /r | MR
VMOVNTPS m512, zmm | EVEX.512.0F.W0 2B /r | MR
VMOVQ r/m64, xmm | EVEX.128.66.0F.W1 7E /r | MR
VMOVQ xmm/m64, xmm | EVEX.128.66.0F.W1 D6 /r | MR
VMOVQ xmm, r/m64 | EVEX.128.66.0F.W1 6E /r | RM
VMOVQ xmm, xmm/m64 | EVEX.128.F3.0F.W1 7E /r | RM
VMOVSD xmm {k1}{z}, xmm, xmm | EVEX.128.F2.0F.W1 11 /r | MVR
VMOVSD m64 {k1}, xmm | EVEX.128.F2.0F.W1 11 /r | MR
VMOVSD xmm {k1}{z}, m64 | EVEX.128.F2.0F.W1 10 /r | RM
VMOVSD xmm {k1}{z}, xmm, xmm | EVEX.128.F2.0F.W1 10 /r | RVM
VMOVSHDUP xmm {k1}{z}, xmm/m128 | EVEX.128.F3.0F.W0 16 /r | RM
VMOVSHDUP ymm {k1}{z}, ymm/m256 | EVEX.256.F3.0F.W0 16 /r | RM
VMOVSHDUP zmm {k1}{z}, zmm/m512 | EVEX.512.F3.0F.W0 16 /r | RM
VMOVSLDUP xmm {k1}{z}, xmm/m128 | EVEX.128.F3.0F.W0 12 /r | RM
VMOVSLDUP ymm {k1}{z}, ymm/m256 | EVEX.256.F3.0F.W0 12 /r | RM
VMOVSLDUP zmm {k1}{z}, zmm/m512 | EVEX.512.F3.0F.W0 12 /r | RM
VMOVSS xmm {k1}{z}, xmm, xmm | EVEX.128.F3.0F.W0 11 /r | MVR
VMOVSS m32 {k1}, xmm | EVEX.128.F3.0F.W0 11 /r | MR
VMOVSS xmm {k1}{z}, m32 | EVEX.128.F3.0F.W0 10 /r | RM
VMOVSS xmm {k1}{z}, xmm, xmm | EVEX.128.F3.0F.W0 10 /r | RVM
VMOVUPD xmm/m128 {k1}{z}, xmm | EVEX.128.66.0F.W1 11 /r | MR
VMOVUPD ymm/m256 {k1}{z}, ymm | EVEX.256.66.0F.W1 11 /r | MR
VMOVUPD zmm/m512 {k1}{z}, zmm | EVEX.512.66.0F.W1 11 /r | MR
VMOVUPD xmm {k1}{z}, xmm/m128 | EVEX.128.66.0F.W1 10 /r | RM
VMOVUPD ymm {k1}{z}, ymm/m256 | EVEX.256.66.0F.W1 10 /r | RM
VMOVUPD zmm {k1}{z}, zmm/m512 | EVEX.512.66.0F.W1 10 /r | RM
VMOVUPS xmm/m128 {k1}{z}, xmm | EVEX.128.0F.W0 11 /r | MR
VMOVUPS ymm/m256 {k1}{z}, ymm | EVEX.256.0F.W0 11 /r | MR
VMOVUPS zmm/m512 {k1}{z}, zmm | EVEX.512.0F.W0 11 /r | MR
VMOVUPS xmm {k1}{z}, xmm/m128 | EVEX.128.0F.W0 10 /r | RM
VMOVUPS ymm {k1}{z}, ymm/m256 | EVEX.256.0F.W0 10 /r | RM
VMOVUPS zmm {k1}{z}, zmm/m512 | EVEX.512.0F.W0 10 /r | RM
VMULPD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F.W1 59 /r | RVM
VMULPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 59 /r | RVM
VMULPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 59 /r | RVM
VMULPS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.0F.W0 59 /r | RVM
VMULPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.0F.W0 59 /r | RVM
VMULPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.0F.W0 59 /r | RVM
VMULSD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.F2.0F.W1 59 /r | RVM
VMULSS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.F3.0F.W0 59 /r | RVM
VORPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 56 /r | RVM
VORPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 56 /r | RVM
VORPD zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 56 /r | RVM
VORPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.0F.W0 56 /r | RVM
VORPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.0F.W0 56 /r | RVM
VORPS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.0F.W0 56 /r | RVM
VP4DPWSSD zmm {k1}{z}, zmm+3, m128 | EVEX.512.F2.0F38.W0 52 /r | RVM
VP4DPWSSDS zmm {k1}{z}, zmm+3, m128 | EVEX.512.F2.0F38.W0 53 /r | RVM
VPABSB xmm {k1}{z}, xmm/m128 | EVEX.128.66.0F38.W0 1C /r | RM
VPABSB ymm {k1}{z}, ymm/m256 | EVEX.256.66.0F38.W0 1C /r | RM
VPABSB zmm {k1}{z}, zmm/m512 | EVEX.512.66.0F38.W0 1C /r | RM
VPABSD xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 1E /r | RM
VPABSD ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 1E /r | RM
VPABSD zmm {k1}{z}, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 1E /r | RM
VPABSQ xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 1F /r | RM
VPABSQ ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 1F /r | RM
VPABSQ zmm {k1}{z}, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 1F /r | RM
VPABSW xmm {k1}{z}, xmm/m128 | EVEX.128.66.0F38.W0 1D /r | RM
VPABSW ymm {k1}{z}, ymm/m256 | EVEX.256.66.0F38.W0 1D /r | RM
VPABSW zmm {k1}{z}, zmm/m512 | EVEX.512.66.0F38.W0 1D /r | RM
VPACKSSDW xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F.W0 6B /r | RVM
VPACKSSDW ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F.W0 6B /r | RVM
VPACKSSDW zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F.W0 6B /r | RVM
VPACKSSWB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 63 /r | RVM
VPACKSSWB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 63 /r | RVM
VPACKSSWB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 63 /r | RVM
VPACKUSDW xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 2B /r | RVM
VPACKUSDW ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 2B /r | RVM
VPACKUSDW zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 2B /r | RVM
VPACKUSWB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 67 /r | RVM
VPACKUSWB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 67 /r | RVM
VPACKUSWB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 67 /r | RVM
VPADDB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 FC /r | RVM
VPADDB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 FC /r | RVM
VPADDB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 FC /r | RVM
VPADDD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F.W0 FE /r | RVM
VPADDD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F.W0 FE /r | RVM
VPADDD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F.W0 FE /r | RVM
VPADDQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 D4 /r | RVM
VPADDQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 D4 /r | RVM
VPADDQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 D4 /r | RVM
VPADDSB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 EC /r | RVM
VPADDSB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 EC /r | RVM
VPADDSB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 EC /r | RVM
VPADDSW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 ED /r | RVM
VPADDSW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 ED /r | RVM
VPADDSW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 ED /r | RVM
VPADDUSB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 DC /r | RVM
VPADDUSB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 DC /r | RVM
VPADDUSB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 DC /r | RVM
VPADDUSW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 DD /r | RVM
VPADDUSW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 DD /r | RVM
VPADDUSW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 DD /r | RVM
VPADDW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 FD /r | RVM
VPADDW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 FD /r | RVM
VPADDW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 FD /r | RVM
VPALIGNR xmm {k1}{z}, xmm, xmm/m128, uimm8 | EVEX.128.66.0F3A.W0 0F /r ib | RVMI
VPALIGNR ymm {k1}{z}, ymm, ymm/m256, uimm8 | EVEX.256.66.0F3A.W0 0F /r ib | RVMI
VPALIGNR zmm {k1}{z}, zmm, zmm/m512, uimm8 | EVEX.512.66.0F3A.W0 0F /r ib | RVMI
VPANDD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F.W0 DB /r | RVM
VPANDD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F.W0 DB /r | RVM
VPANDD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F.W0 DB /r | RVM
VPANDND xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F.W0 DF /r | RVM
VPANDND ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F.W0 DF /r | RVM
VPANDND zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F.W0 DF /r | RVM
VPANDNQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 DF /r | RVM
VPANDNQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 DF /r | RVM
VPANDNQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 DF /r | RVM
VPANDQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 DB /r | RVM
VPANDQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 DB /r | RVM
VPANDQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 DB /r | RVM
VPAVGB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 E0 /r | RVM
VPAVGB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 E0 /r | RVM
VPAVGB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 E0 /r | RVM
VPAVGW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 E3 /r | RVM
VPAVGW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 E3 /r | RVM
VPAVGW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 E3 /r | RVM
VPBLENDMB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 66 /r | RVM
VPBLENDMB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 66 /r | RVM
VPBLENDMB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 66 /r | RVM
VPBLENDMD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 64 /r | RVM
VPBLENDMD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 64 /r | RVM
VPBLENDMD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 64 /r | RVM
VPBLENDMQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 64 /r | RVM
VPBLENDMQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 64 /r | RVM
VPBLENDMQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 64 /r | RVM
VPBLENDMW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W1 66 /r | RVM
VPBLENDMW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W1 66 /r | RVM
VPBLENDMW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W1 66 /r | RVM
VPBROADCASTB xmm {k1}{z}, r32 | EVEX.128.66.0F38.W0 7A /r | RM
VPBROADCASTB ymm {k1}{z}, r32 | EVEX.256.66.0F38.W0 7A /r | RM
VPBROADCASTB zmm {k1}{z}, r32 | EVEX.512.66.0F38.W0 7A /r | RM
VPBROADCASTB xmm {k1}{z}, xmm/m8 | EVEX.128.66.0F38.W0 78 /r | RM
VPBROADCASTB ymm {k1}{z}, xmm/m8 | EVEX.256.66.0F38.W0 78 /r | RM
VPBROADCASTB zmm {k1}{z}, xmm/m8 | EVEX.512.66.0F38.W0 78 /r | RM
VPBROADCASTD xmm {k1}{z}, r32 | EVEX.128.66.0F38.W0 7C /r | RM
VPBROADCASTD ymm {k1}{z}, r32 | EVEX.256.66.0F38.W0 7C /r | RM
VPBROADCASTD zmm {k1}{z}, r32 | EVEX.512.66.0F38.W0 7C /r | RM
VPBROADCASTD xmm {k1}{z}, xmm/m32 | EVEX.128.66.0F38.W0 58 /r | RM
VPBROADCASTD ymm {k1}{z}, xmm/m32 | EVEX.256.66.0F38.W0 58 /r | RM
VPBROADCASTD zmm {k1}{z}, xmm/m32 | EVEX.512.66.0F38.W0 58 /r | RM
VPBROADCASTMB2Q xmm, k | EVEX.128.F3.0F38.W1 2A /r | RM
VPBROADCASTMB2Q ymm, k | EVEX.256.F3.0F38.W1 2A /r | RM
VPBROADCASTMB2Q zmm, k | EVEX.512.F3.0F38.W1 2A /r | RM
VPBROADCASTMW2D xmm, k | EVEX.128.F3.0F38.W0 3A /r | RM
VPBROADCASTMW2D ymm, k | EVEX.256.F3.0F38.W0 3A /r | RM
VPBROADCASTMW2D zmm, k | EVEX.512.F3.0F38.W0 3A /r | RM
VPBROADCASTQ xmm {k1}{z}, r64 | EVEX.128.66.0F38.W1 7C /r | RM
VPBROADCASTQ ymm {k1}{z}, r64 | EVEX.256.66.0F38.W1 7C /r | RM
VPBROADCASTQ zmm {k1}{z}, r64 | EVEX.512.66.0F38.W1 7C /r | RM
VPBROADCASTQ xmm {k1}{z}, xmm/m64 | EVEX.128.66.0F38.W1 59 /r | RM
VPBROADCASTQ ymm {k1}{z}, xmm/m64 | EVEX.256.66.0F38.W1 59 /r | RM
VPBROADCASTQ zmm {k1}{z}, xmm/m64 | EVEX.512.66.0F38.W1 59 /r | RM
VPBROADCASTW xmm {k1}{z}, r32 | EVEX.128.66.0F38.W0 7B /r | RM
VPBROADCASTW ymm {k1}{z}, r32 | EVEX.256.66.0F38.W0 7B /r | RM
VPBROADCASTW zmm {k1}{z}, r32 | EVEX.512.66.0F38.W0 7B /r | RM
VPBROADCASTW xmm {k1}{z}, xmm/m16 | EVEX.128.66.0F38.W0 79 /r | RM
VPBROADCASTW ymm {k1}{z}, xmm/m16 | EVEX.256.66.0F38.W0 79 /r | RM
VPBROADCASTW zmm {k1}{z}, xmm/m16 | EVEX.512.66.0F38.W0 79 /r | RM
VPCLMULQDQ xmm, xmm, xmm/m128, uimm8 | EVEX.128.66.0F3A.W0 44 /r ib | RVMI
VPCLMULQDQ ymm, ymm, ymm/m256, uimm8 | EVEX.256.66.0F3A.W0 44 /r ib | RVMI
VPCLMULQDQ zmm, zmm, zmm/m512, uimm8 | EVEX.512.66.0F3A.W0 44 /r ib | RVMI
VPCMPB k {k1}, xmm, xmm/m128, uimm8 | EVEX.128.66.0F3A.W0 3F /r ib | RVMI
VPCMPB k {k1}, ymm, ymm/m256, uimm8 | EVEX.256.66.0F3A.W0 3F /r ib | RVMI
VPCMPB k {k1}, zmm, zmm/m512, uimm8 | EVEX.512.66.0F3A.W0 3F /r ib | RVMI
VPCMPD k {k1}, xmm, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 1F /r ib | RVMI
VPCMPD k {k1}, ymm, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 1F /r ib | RVMI
VPCMPD k {k1}, zmm, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F3A.W0 1F /r ib | RVMI
VPCMPEQB k {k1}, xmm, xmm/m128 | EVEX.128.66.0F.W0 74 /r | RVM
VPCMPEQB k {k1}, ymm, ymm/m256 | EVEX.256.66.0F.W0 74 /r | RVM
VPCMPEQB k {k1}, zmm, zmm/m512 | EVEX.512.66.0F.W0 74 /r | RVM
VPCMPEQD k {k1}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F.W0 76 /r | RVM
VPCMPEQD k {k1}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F.W0 76 /r | RVM
VPCMPEQD k {k1}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F.W0 76 /r | RVM
VPCMPEQQ k {k1}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 29 /r | RVM
VPCMPEQQ k {k1}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 29 /r | RVM
VPCMPEQQ k {k1}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 29 /r | RVM
VPCMPEQW k {k1}, xmm, xmm/m128 | EVEX.128.66.0F.W0 75 /r | RVM
VPCMPEQW k {k1}, ymm, ymm/m256 | EVEX.256.66.0F.W0 75 /r | RVM
VPCMPEQW k {k1}, zmm, zmm/m512 | EVEX.512.66.0F.W0 75 /r | RVM
VPCMPGTB k {k1}, xmm, xmm/m128 | EVEX.128.66.0F.W0 64 /r | RVM
VPCMPGTB k {k1}, ymm, ymm/m256 | EVEX.256.66.0F.W0 64 /r | RVM
VPCMPGTB k {k1}, zmm, zmm/m512 | EVEX.512.66.0F.W0 64 /r | RVM
VPCMPGTD k {k1}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F.W0 66 /r | RVM
VPCMPGTD k {k1}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F.W0 66 /r | RVM
VPCMPGTD k {k1}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F.W0 66 /r | RVM
VPCMPGTQ k {k1}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 37 /r | RVM
VPCMPGTQ k {k1}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 37 /r | RVM
VPCMPGTQ k {k1}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 37 /r | RVM
VPCMPGTW k {k1}, xmm, xmm/m128 | EVEX.128.66.0F.W0 65 /r | RVM
VPCMPGTW k {k1}, ymm, ymm/m256 | EVEX.256.66.0F.W0 65 /r | RVM
VPCMPGTW k {k1}, zmm, zmm/m512 | EVEX.512.66.0F.W0 65 /r | RVM
VPCMPQ k {k1}, xmm, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 1F /r ib | RVMI
VPCMPQ k {k1}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 1F /r ib | RVMI
VPCMPQ k {k1}, zmm, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 1F /r ib | RVMI
VPCMPUB k {k1}, xmm, xmm/m128, uimm8 | EVEX.128.66.0F3A.W0 3E /r ib | RVMI
VPCMPUB k {k1}, ymm, ymm/m256, uimm8 | EVEX.256.66.0F3A.W0 3E /r ib | RVMI
VPCMPUB k {k1}, zmm, zmm/m512, uimm8 | EVEX.512.66.0F3A.W0 3E /r ib | RVMI
VPCMPUD k {k1}, xmm, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 1E /r ib | RVMI
VPCMPUD k {k1}, ymm, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 1E /r ib | RVMI
VPCMPUD k {k1}, zmm, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F3A.W0 1E /r ib | RVMI
VPCMPUQ k {k1}, xmm, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 1E /r ib | RVMI
VPCMPUQ k {k1}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 1E /r ib | RVMI
VPCMPUQ k {k1}, zmm, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 1E /r ib | RVMI
VPCMPUW k {k1}, xmm, xmm/m128, uimm8 | EVEX.128.66.0F3A.W1 3E /r ib | RVMI
VPCMPUW k {k1}, ymm, ymm/m256, uimm8 | EVEX.256.66.0F3A.W1 3E /r ib | RVMI
VPCMPUW k {k1}, zmm, zmm/m512, uimm8 | EVEX.512.66.0F3A.W1 3E /r ib | RVMI
VPCMPW k {k1}, xmm, xmm/m128, uimm8 | EVEX.128.66.0F3A.W1 3F /r ib | RVMI
VPCMPW k {k1}, ymm, ymm/m256, uimm8 | EVEX.256.66.0F3A.W1 3F /r ib | RVMI
VPCMPW k {k1}, zmm, zmm/m512, uimm8 | EVEX.512.66.0F3A.W1 3F /r ib | RVMI
VPCOMPRESSB xmm/m8 {k1}{z}, xmm | EVEX.128.66.0F38.W0 63 /r | MR
VPCOMPRESSB ymm/m8 {k1}{z}, ymm | EVEX.256.66.0F38.W0 63 /r | MR
VPCOMPRESSB zmm/m8 {k1}{z}, zmm | EVEX.512.66.0F38.W0 63 /r | MR
VPCOMPRESSD xmm/m32 {k1}{z}, xmm | EVEX.128.66.0F38.W0 8B /r | MR
VPCOMPRESSD ymm/m32 {k1}{z}, ymm | EVEX.256.66.0F38.W0 8B /r | MR
VPCOMPRESSD zmm/m32 {k1}{z}, zmm | EVEX.512.66.0F38.W0 8B /r | MR
VPCOMPRESSQ xmm/m64 {k1}{z}, xmm | EVEX.128.66.0F38.W1 8B /r | MR
VPCOMPRESSQ ymm/m64 {k1}{z}, ymm | EVEX.256.66.0F38.W1 8B /r | MR
VPCOMPRESSQ zmm/m64 {k1}{z}, zmm | EVEX.512.66.0F38.W1 8B /r | MR
VPCOMPRESSW xmm/m16 {k1}{z}, xmm | EVEX.128.66.0F38.W1 63 /r | MR
VPCOMPRESSW ymm/m16 {k1}{z}, ymm | EVEX.256.66.0F38.W1 63 /r | MR
VPCOMPRESSW zmm/m16 {k1}{z}, zmm | EVEX.512.66.0F38.W1 63 /r | MR
VPCONFLICTD xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 C4 /r | RM
VPCONFLICTD ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 C4 /r | RM
VPCONFLICTD zmm {k1}{z}, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 C4 /r | RM
VPCONFLICTQ xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 C4 /r | RM
VPCONFLICTQ ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 C4 /r | RM
VPCONFLICTQ zmm {k1}{z}, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 C4 /r | RM
VPDPBUSD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 50 /r | RVM
VPDPBUSD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 50 /r | RVM
VPDPBUSD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 50 /r | RVM
VPDPBUSDS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 51 /r | RVM
VPDPBUSDS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 51 /r | RVM
VPDPBUSDS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 51 /r | RVM
VPDPWSSD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 52 /r | RVM
VPDPWSSD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 52 /r | RVM
VPDPWSSD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 52 /r | RVM
VPDPWSSDS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 53 /r | RVM
VPDPWSSDS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 53 /r | RVM
VPDPWSSDS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 53 /r | RVM
VPERMB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 8D /r | RVM
VPERMB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 8D /r | RVM
VPERMB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 8D /r | RVM
VPERMD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 36 /r | RVM
VPERMD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 36 /r | RVM
VPERMI2B xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 75 /r | RVM
VPERMI2B ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 75 /r | RVM
VPERMI2B zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 75 /r | RVM
VPERMI2D xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 76 /r | RVM
VPERMI2D ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 76 /r | RVM
VPERMI2D zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 76 /r | RVM
VPERMI2PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 77 /r | RVM
VPERMI2PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 77 /r | RVM
VPERMI2PD zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 77 /r | RVM
VPERMI2PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 77 /r | RVM
VPERMI2PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 77 /r | RVM
VPERMI2PS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 77 /r | RVM
VPERMI2Q xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 76 /r | RVM
VPERMI2Q ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 76 /r | RVM
VPERMI2Q zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 76 /r | RVM
VPERMI2W xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W1 75 /r | RVM
VPERMI2W ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W1 75 /r | RVM
VPERMI2W zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W1 75 /r | RVM
VPERMILPD xmm {k1}{z}, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 05 /r ib | RMI
VPERMILPD ymm {k1}{z}, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 05 /r ib | RMI
VPERMILPD zmm {k1}{z}, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 05 /r ib | RMI
VPERMILPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 0D /r | RVM
VPERMILPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 0D /r | RVM
VPERMILPD zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 0D /r | RVM
VPERMILPS xmm {k1}{z}, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 04 /r ib | RMI
VPERMILPS ymm {k1}{z}, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 04 /r ib | RMI
VPERMILPS zmm {k1}{z}, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F3A.W0 04 /r ib | RMI
VPERMILPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 0C /r | RVM
VPERMILPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 0C /r | RVM
VPERMILPS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 0C /r | RVM
VPERMPD ymm {k1}{z}, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 01 /r ib | RMI
VPERMPD zmm {k1}{z}, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 01 /r ib | RMI
VPERMPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 16 /r | RVM
VPERMPD zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 16 /r | RVM
VPERMPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 16 /r | RVM
VPERMPS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 16 /r | RVM
VPERMQ ymm {k1}{z}, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 00 /r ib | RMI
VPERMQ zmm {k1}{z}, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 00 /r ib | RMI
VPERMQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 36 /r | RVM
VPERMQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 36 /r | RVM
VPERMT2B xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 7D /r | RVM
VPERMT2B ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 7D /r | RVM
VPERMT2B zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 7D /r | RVM
VPERMT2D xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 7E /r | RVM
VPERMT2D ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 7E /r | RVM
VPERMT2D zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 7E /r | RVM
VPERMT2PD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 7F /r | RVM
VPERMT2PD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 7F /r | RVM
VPERMT2PD zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 7F /r | RVM
VPERMT2PS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 7F /r | RVM
VPERMT2PS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 7F /r | RVM
VPERMT2PS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 7F /r | RVM
VPERMT2Q xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 7E /r | RVM
VPERMT2Q ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 7E /r | RVM
VPERMT2Q zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 7E /r | RVM
VPERMT2W xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W1 7D /r | RVM
VPERMT2W ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W1 7D /r | RVM
VPERMT2W zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W1 7D /r | RVM
VPERMW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W1 8D /r | RVM
VPERMW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W1 8D /r | RVM
VPERMW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W1 8D /r | RVM
VPEXPANDB xmm {k1}{z}, xmm/m8 | EVEX.128.66.0F38.W0 62 /r | RM
VPEXPANDB ymm {k1}{z}, ymm/m8 | EVEX.256.66.0F38.W0 62 /r | RM
VPEXPANDB zmm {k1}{z}, zmm/m8 | EVEX.512.66.0F38.W0 62 /r | RM
VPEXPANDD xmm {k1}{z}, xmm/m32 | EVEX.128.66.0F38.W0 89 /r | RM
VPEXPANDD ymm {k1}{z}, ymm/m32 | EVEX.256.66.0F38.W0 89 /r | RM
VPEXPANDD zmm {k1}{z}, zmm/m32 | EVEX.512.66.0F38.W0 89 /r | RM
VPEXPANDQ xmm {k1}{z}, xmm/m64 | EVEX.128.66.0F38.W1 89 /r | RM
VPEXPANDQ ymm {k1}{z}, ymm/m64 | EVEX.256.66.0F38.W1 89 /r | RM
VPEXPANDQ zmm {k1}{z}, zmm/m64 | EVEX.512.66.0F38.W1 89 /r | RM
VPEXPANDW xmm {k1}{z}, xmm/m16 | EVEX.128.66.0F38.W1 62 /r | RM
VPEXPANDW ymm {k1}{z}, ymm/m16 | EVEX.256.66.0F38.W1 62 /r | RM
VPEXPANDW zmm {k1}{z}, zmm/m16 | EVEX.512.66.0F38.W1 62 /r | RM
VPEXTRB r/m8, xmm, uimm8 | EVEX.128.66.0F3A.W0 14 /r ib | MRI
VPEXTRD r/m32, xmm, uimm8 | EVEX.128.66.0F3A.W0 16 /r ib | MRI
VPEXTRQ r/m64, xmm, uimm8 | EVEX.128.66.0F3A.W1 16 /r ib | MRI
VPEXTRW r/m16, xmm, uimm8 | EVEX.128.66.0F3A.W0 15 /r ib | MRI
VPEXTRW r32, xmm, uimm8 | EVEX.128.66.0F.W0 C5 /r ib | RMI
VPGATHERDD xmm {k1}, vm32x | EVEX.128.66.0F38.W0 90 /r | RM | mask disp8*4
VPGATHERDD ymm {k1}, vm32y | EVEX.256.66.0F38.W0 90 /r | RM | mask disp8*4
VPGATHERDD zmm {k1}, vm32z | EVEX.512.66.0F38.W0 90 /r | RM | mask disp8*4
VPGATHERDQ xmm {k1}, vm32x | EVEX.128.66.0F38.W1 90 /r | RM | mask disp8*8
VPGATHERDQ ymm {k1}, vm32x | EVEX.256.66.0F38.W1 90 /r | RM | mask disp8*8
VPGATHERDQ zmm {k1}, vm32y | EVEX.512.66.0F38.W1 90 /r | RM | mask disp8*8
VPGATHERQD xmm {k1}, vm64x | EVEX.128.66.0F38.W0 91 /r | RM | mask disp8*4
VPGATHERQD xmm {k1}, vm64y | EVEX.256.66.0F38.W0 91 /r | RM | mask disp8*4
VPGATHERQD ymm {k1}, vm64z | EVEX.512.66.0F38.W0 91 /r | RM | mask disp8*4
VPGATHERQQ xmm {k1}, vm64x | EVEX.128.66.0F38.W1 91 /r | RM | mask disp8*8
VPGATHERQQ ymm {k1}, vm64y | EVEX.256.66.0F38.W1 91 /r | RM | mask disp8*8
VPGATHERQQ zmm {k1}, vm64z | EVEX.512.66.0F38.W1 91 /r | RM | mask disp8*8
VPINSRB xmm, xmm, r/m8, uimm8 | EVEX.128.66.0F3A.W0 20 /r ib | RVMI
VPINSRD xmm, xmm, r/m32, uimm8 | EVEX.128.66.0F3A.W0 22 /r ib | RVMI
VPINSRQ xmm, xmm, r/m64, uimm8 | EVEX.128.66.0F3A.W1 22 /r ib | RVMI
VPINSRW xmm, xmm, r/m16, uimm8 | EVEX.128.66.0F.W0 C4 /r ib | RVMI
VPLZCNTD xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 44 /r | RM
VPLZCNTD ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 44 /r | RM
VPLZCNTD zmm {k1}{z}, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 44 /r | RM
VPLZCNTQ xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 44 /r | RM
VPLZCNTQ ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 44 /r | RM
VPLZCNTQ zmm {k1}{z}, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 44 /r | RM
VPMADD52HUQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 B5 /r | RVM
VPMADD52HUQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 B5 /r | RVM
VPMADD52HUQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 B5 /r | RVM
VPMADD52LUQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 B4 /r | RVM
VPMADD52LUQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 B4 /r | RVM
VPMADD52LUQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 B4 /r | RVM
VPMADDUBSW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 04 /r | RVM
VPMADDUBSW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 04 /r | RVM
VPMADDUBSW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 04 /r | RVM
VPMADDWD xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 F5 /r | RVM
VPMADDWD ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 F5 /r | RVM
VPMADDWD zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 F5 /r | RVM
VPMAXSB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 3C /r | RVM
VPMAXSB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 3C /r | RVM
VPMAXSB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 3C /r | RVM
VPMAXSD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 3D /r | RVM
VPMAXSD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 3D /r | RVM
VPMAXSD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 3D /r | RVM
VPMAXSQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 3D /r | RVM
VPMAXSQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 3D /r | RVM
VPMAXSQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 3D /r | RVM
VPMAXSW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 EE /r | RVM
VPMAXSW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 EE /r | RVM
VPMAXSW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 EE /r | RVM
VPMAXUB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 DE /r | RVM
VPMAXUB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 DE /r | RVM
VPMAXUB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 DE /r | RVM
VPMAXUD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 3F /r | RVM
VPMAXUD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 3F /r | RVM
VPMAXUD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 3F /r | RVM
VPMAXUQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 3F /r | RVM
VPMAXUQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 3F /r | RVM
VPMAXUQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 3F /r | RVM
VPMAXUW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 3E /r | RVM
VPMAXUW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 3E /r | RVM
VPMAXUW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 3E /r | RVM
VPMINSB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 38 /r | RVM
VPMINSB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 38 /r | RVM
VPMINSB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 38 /r | RVM
VPMINSD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 39 /r | RVM
VPMINSD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 39 /r | RVM
VPMINSD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 39 /r | RVM
VPMINSQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 39 /r | RVM
VPMINSQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 39 /r | RVM
VPMINSQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 39 /r | RVM
VPMINSW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 EA /r | RVM
VPMINSW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 EA /r | RVM
VPMINSW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 EA /r | RVM
VPMINUB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 DA /r | RVM
VPMINUB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 DA /r | RVM
VPMINUB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 DA /r | RVM
VPMINUD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 3B /r | RVM
VPMINUD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 3B /r | RVM
VPMINUD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 3B /r | RVM
VPMINUQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 3B /r | RVM
VPMINUQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 3B /r | RVM
VPMINUQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 3B /r | RVM
VPMINUW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 3A /r | RVM
VPMINUW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 3A /r | RVM
VPMINUW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 3A /r | RVM
VPMOVB2M k, xmm | EVEX.128.F3.0F38.W0 29 /r | RM
VPMOVB2M k, ymm | EVEX.256.F3.0F38.W0 29 /r | RM
VPMOVB2M k, zmm | EVEX.512.F3.0F38.W0 29 /r | RM
VPMOVD2M k, xmm | EVEX.128.F3.0F38.W0 39 /r | RM
VPMOVD2M k, ymm | EVEX.256.F3.0F38.W0 39 /r | RM
VPMOVD2M k, zmm | EVEX.512.F3.0F38.W0 39 /r | RM
VPMOVDB xmm/m32 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 31 /r | MR
VPMOVDB xmm/m64 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 31 /r | MR
VPMOVDB xmm/m128 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 31 /r | MR
VPMOVDW xmm/m64 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 33 /r | MR
VPMOVDW xmm/m128 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 33 /r | MR
VPMOVDW ymm/m256 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 33 /r | MR
VPMOVM2B xmm, k | EVEX.128.F3.0F38.W0 28 /r | RM
VPMOVM2B ymm, k | EVEX.256.F3.0F38.W0 28 /r | RM
VPMOVM2B zmm, k | EVEX.512.F3.0F38.W0 28 /r | RM
VPMOVM2D xmm, k | EVEX.128.F3.0F38.W0 38 /r | RM
VPMOVM2D ymm, k | EVEX.256.F3.0F38.W0 38 /r | RM
VPMOVM2D zmm, k | EVEX.512.F3.0F38.W0 38 /r | RM
VPMOVM2Q xmm, k | EVEX.128.F3.0F38.W1 38 /r | RM
VPMOVM2Q ymm, k | EVEX.256.F3.0F38.W1 38 /r | RM
VPMOVM2Q zmm, k | EVEX.512.F3.0F38.W1 38 /r | RM
VPMOVM2W xmm, k | EVEX.128.F3.0F38.W1 28 /r | RM
VPMOVM2W ymm, k | EVEX.256.F3.0F38.W1 28 /r | RM
VPMOVM2W zmm, k | EVEX.512.F3.0F38.W1 28 /r | RM
VPMOVQ2M k, xmm | EVEX.128.F3.0F38.W1 39 /r | RM
VPMOVQ2M k, ymm | EVEX.256.F3.0F38.W1 39 /r | RM
VPMOVQ2M k, zmm | EVEX.512.F3.0F38.W1 39 /r | RM
VPMOVQB xmm/m16 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 32 /r | MR
VPMOVQB xmm/m32 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 32 /r | MR
VPMOVQB xmm/m64 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 32 /r | MR
VPMOVQD xmm/m64 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 35 /r | MR
VPMOVQD xmm/m128 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 35 /r | MR
VPMOVQD ymm/m256 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 35 /r | MR
VPMOVQW xmm/m32 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 34 /r | MR
VPMOVQW xmm/m64 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 34 /r | MR
VPMOVQW xmm/m128 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 34 /r | MR
VPMOVSDB xmm/m32 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 21 /r | MR
VPMOVSDB xmm/m64 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 21 /r | MR
VPMOVSDB xmm/m128 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 21 /r | MR
VPMOVSDW xmm/m64 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 23 /r | MR
VPMOVSDW xmm/m128 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 23 /r | MR
VPMOVSDW ymm/m256 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 23 /r | MR
VPMOVSQB xmm/m16 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 22 /r | MR
VPMOVSQB xmm/m32 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 22 /r | MR
VPMOVSQB xmm/m64 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 22 /r | MR
VPMOVSQD xmm/m64 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 25 /r | MR
VPMOVSQD xmm/m128 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 25 /r | MR
VPMOVSQD ymm/m256 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 25 /r | MR
VPMOVSQW xmm/m32 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 24 /r | MR
VPMOVSQW xmm/m64 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 24 /r | MR
VPMOVSQW xmm/m128 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 24 /r | MR
VPMOVSWB xmm/m64 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 20 /r | MR
VPMOVSWB xmm/m128 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 20 /r | MR
VPMOVSWB ymm/m256 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 20 /r | MR
VPMOVSXBD xmm {k1}{z}, xmm/m32 | EVEX.128.66.0F38.W0 21 /r | RM
VPMOVSXBD ymm {k1}{z}, xmm/m64 | EVEX.256.66.0F38.W0 21 /r | RM
VPMOVSXBD zmm {k1}{z}, xmm/m128 | EVEX.512.66.0F38.W0 21 /r | RM
VPMOVSXBQ xmm {k1}{z}, xmm/m16 | EVEX.128.66.0F38.W0 22 /r | RM
VPMOVSXBQ ymm {k1}{z}, xmm/m32 | EVEX.256.66.0F38.W0 22 /r | RM
VPMOVSXBQ zmm {k1}{z}, xmm/m64 | EVEX.512.66.0F38.W0 22 /r | RM
VPMOVSXBW xmm {k1}{z}, xmm/m64 | EVEX.128.66.0F38.W0 20 /r | RM
VPMOVSXBW ymm {k1}{z}, xmm/m128 | EVEX.256.66.0F38.W0 20 /r | RM
VPMOVSXBW zmm {k1}{z}, ymm/m256 | EVEX.512.66.0F38.W0 20 /r | RM
VPMOVSXDQ xmm {k1}{z}, xmm/m64 | EVEX.128.66.0F38.W0 25 /r | RM
VPMOVSXDQ ymm {k1}{z}, xmm/m128 | EVEX.256.66.0F38.W0 25 /r | RM
VPMOVSXDQ zmm {k1}{z}, ymm/m256 | EVEX.512.66.0F38.W0 25 /r | RM
VPMOVSXWD xmm {k1}{z}, xmm/m64 | EVEX.128.66.0F38.W0 23 /r | RM
VPMOVSXWD ymm {k1}{z}, xmm/m128 | EVEX.256.66.0F38.W0 23 /r | RM
VPMOVSXWD zmm {k1}{z}, ymm/m256 | EVEX.512.66.0F38.W0 23 /r | RM
VPMOVSXWQ xmm {k1}{z}, xmm/m32 | EVEX.128.66.0F38.W0 24 /r | RM
VPMOVSXWQ ymm {k1}{z}, xmm/m64 | EVEX.256.66.0F38.W0 24 /r | RM
VPMOVSXWQ zmm {k1}{z}, xmm/m128 | EVEX.512.66.0F38.W0 24 /r | RM
VPMOVUSDB xmm/m32 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 11 /r | MR
VPMOVUSDB xmm/m64 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 11 /r | MR
VPMOVUSDB xmm/m128 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 11 /r | MR
VPMOVUSDW xmm/m64 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 13 /r | MR
VPMOVUSDW xmm/m128 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 13 /r | MR
VPMOVUSDW ymm/m256 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 13 /r | MR
VPMOVUSQB xmm/m16 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 12 /r | MR
VPMOVUSQB xmm/m32 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 12 /r | MR
VPMOVUSQB xmm/m64 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 12 /r | MR
VPMOVUSQD xmm/m64 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 15 /r | MR
VPMOVUSQD xmm/m128 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 15 /r | MR
VPMOVUSQD ymm/m256 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 15 /r | MR
VPMOVUSQW xmm/m32 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 14 /r | MR
VPMOVUSQW xmm/m64 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 14 /r | MR
VPMOVUSQW xmm/m128 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 14 /r | MR
VPMOVUSWB xmm/m64 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 10 /r | MR
VPMOVUSWB xmm/m128 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 10 /r | MR
VPMOVUSWB ymm/m256 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 10 /r | MR
VPMOVW2M k, xmm | EVEX.128.F3.0F38.W1 29 /r | RM
VPMOVW2M k, ymm | EVEX.256.F3.0F38.W1 29 /r | RM
VPMOVW2M k, zmm | EVEX.512.F3.0F38.W1 29 /r | RM
VPMOVWB xmm/m64 {k1}{z}, xmm | EVEX.128.F3.0F38.W0 30 /r | MR
VPMOVWB xmm/m128 {k1}{z}, ymm | EVEX.256.F3.0F38.W0 30 /r | MR
VPMOVWB ymm/m256 {k1}{z}, zmm | EVEX.512.F3.0F38.W0 30 /r | MR
VPMOVZXBD xmm {k1}{z}, xmm/m32 | EVEX.128.66.0F38.W0 31 /r | RM
VPMOVZXBD ymm {k1}{z}, xmm/m64 | EVEX.256.66.0F38.W0 31 /r | RM
VPMOVZXBD zmm {k1}{z}, xmm/m128 | EVEX.512.66.0F38.W0 31 /r | RM
VPMOVZXBQ xmm {k1}{z}, xmm/m16 | EVEX.128.66.0F38.W0 32 /r | RM
VPMOVZXBQ ymm {k1}{z}, xmm/m32 | EVEX.256.66.0F38.W0 32 /r | RM
VPMOVZXBQ zmm {k1}{z}, xmm/m64 | EVEX.512.66.0F38.W0 32 /r | RM
VPMOVZXBW xmm {k1}{z}, xmm/m64 | EVEX.128.66.0F38.W0 30 /r | RM
VPMOVZXBW ymm {k1}{z}, xmm/m128 | EVEX.256.66.0F38.W0 30 /r | RM
VPMOVZXBW zmm {k1}{z}, ymm/m256 | EVEX.512.66.0F38.W0 30 /r | RM
VPMOVZXDQ xmm {k1}{z}, xmm/m64 | EVEX.128.66.0F38.W0 35 /r | RM
VPMOVZXDQ ymm {k1}{z}, xmm/m128 | EVEX.256.66.0F38.W0 35 /r | RM
VPMOVZXDQ zmm {k1}{z}, ymm/m256 | EVEX.512.66.0F38.W0 35 /r | RM
VPMOVZXWD xmm {k1}{z}, xmm/m64 | EVEX.128.66.0F38.W0 33 /r | RM
VPMOVZXWD ymm {k1}{z}, xmm/m128 | EVEX.256.66.0F38.W0 33 /r | RM
VPMOVZXWD zmm {k1}{z}, ymm/m256 | EVEX.512.66.0F38.W0 33 /r | RM
VPMOVZXWQ xmm {k1}{z}, xmm/m32 | EVEX.128.66.0F38.W0 34 /r | RM
VPMOVZXWQ ymm {k1}{z}, xmm/m64 | EVEX.256.66.0F38.W0 34 /r | RM
VPMOVZXWQ zmm {k1}{z}, xmm/m128 | EVEX.512.66.0F38.W0 34 /r | RM
VPMULDQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 28 /r | RVM
VPMULDQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 28 /r | RVM
VPMULDQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 28 /r | RVM
VPMULHRSW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 0B /r | RVM
VPMULHRSW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 0B /r | RVM
VPMULHRSW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 0B /r | RVM
VPMULHUW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 E4 /r | RVM
VPMULHUW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 E4 /r | RVM
VPMULHUW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 E4 /r | RVM
VPMULHW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 E5 /r | RVM
VPMULHW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 E5 /r | RVM
VPMULHW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 E5 /r | RVM
VPMULLD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 40 /r | RVM
VPMULLD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 40 /r | RVM
VPMULLD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 40 /r | RVM
VPMULLQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 40 /r | RVM
VPMULLQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 40 /r | RVM
VPMULLQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 40 /r | RVM
VPMULLW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 D5 /r | RVM
VPMULLW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 D5 /r | RVM
VPMULLW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 D5 /r | RVM
VPMULTISHIFTQB xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 83 /r | RVM
VPMULTISHIFTQB ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 83 /r | RVM
VPMULTISHIFTQB zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 83 /r | RVM
VPMULUDQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 F4 /r | RVM
VPMULUDQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 F4 /r | RVM
VPMULUDQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 F4 /r | RVM
VPOPCNTB xmm {k1}{z}, xmm/m128 | EVEX.128.66.0F38.W0 54 /r | RM
VPOPCNTB ymm {k1}{z}, ymm/m256 | EVEX.256.66.0F38.W0 54 /r | RM
VPOPCNTB zmm {k1}{z}, zmm/m512 | EVEX.512.66.0F38.W0 54 /r | RM
VPOPCNTD xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 55 /r | RM
VPOPCNTD ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 55 /r | RM
VPOPCNTD zmm {k1}{z}, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 55 /r | RM
VPOPCNTQ xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 55 /r | RM
VPOPCNTQ ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 55 /r | RM
VPOPCNTQ zmm {k1}{z}, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 55 /r | RM
VPOPCNTW xmm {k1}{z}, xmm/m128 | EVEX.128.66.0F38.W1 54 /r | RM
VPOPCNTW ymm {k1}{z}, ymm/m256 | EVEX.256.66.0F38.W1 54 /r | RM
VPOPCNTW zmm {k1}{z}, zmm/m512 | EVEX.512.66.0F38.W1 54 /r | RM
VPORD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F.W0 EB /r | RVM
VPORD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F.W0 EB /r | RVM
VPORD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F.W0 EB /r | RVM
VPORQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 EB /r | RVM
VPORQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 EB /r | RVM
VPORQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 EB /r | RVM
VPROLD xmm {k1}{z}, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F.W0 72 /1 ib | VMI
VPROLD ymm {k1}{z}, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F.W0 72 /1 ib | VMI
VPROLD zmm {k1}{z}, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F.W0 72 /1 ib | VMI
VPROLQ xmm {k1}{z}, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F.W1 72 /1 ib | VMI
VPROLQ ymm {k1}{z}, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F.W1 72 /1 ib | VMI
VPROLQ zmm {k1}{z}, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F.W1 72 /1 ib | VMI
VPROLVD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 15 /r | RVM
VPROLVD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 15 /r | RVM
VPROLVD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 15 /r | RVM
VPROLVQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 15 /r | RVM
VPROLVQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 15 /r | RVM
VPROLVQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 15 /r | RVM
VPRORD xmm {k1}{z}, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F.W0 72 /0 ib | VMI
VPRORD ymm {k1}{z}, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F.W0 72 /0 ib | VMI
VPRORD zmm {k1}{z}, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F.W0 72 /0 ib | VMI
VPRORQ xmm {k1}{z}, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F.W1 72 /0 ib | VMI
VPRORQ ymm {k1}{z}, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F.W1 72 /0 ib | VMI
VPRORQ zmm {k1}{z}, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F.W1 72 /0 ib | VMI
VPRORVD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 14 /r | RVM
VPRORVD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 14 /r | RVM
VPRORVD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 14 /r | RVM
VPRORVQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 14 /r | RVM
VPRORVQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 14 /r | RVM
VPRORVQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 14 /r | RVM
VPSADBW xmm, xmm, xmm/m128 | EVEX.128.66.0F.W0 F6 /r | RVM
VPSADBW ymm, ymm, ymm/m256 | EVEX.256.66.0F.W0 F6 /r | RVM
VPSADBW zmm, zmm, zmm/m512 | EVEX.512.66.0F.W0 F6 /r | RVM
VPSCATTERDD vm32x {k1}, xmm | EVEX.128.66.0F38.W0 A0 /r | MR | mask disp8*4
VPSCATTERDD vm32y {k1}, ymm | EVEX.256.66.0F38.W0 A0 /r | MR | mask disp8*4
VPSCATTERDD vm32z {k1}, zmm | EVEX.512.66.0F38.W0 A0 /r | MR | mask disp8*4
VPSCATTERDQ vm32x {k1}, xmm | EVEX.128.66.0F38.W1 A0 /r | MR | mask disp8*8
VPSCATTERDQ vm32x {k1}, ymm | EVEX.256.66.0F38.W1 A0 /r | MR | mask disp8*8
VPSCATTERDQ vm32y {k1}, zmm | EVEX.512.66.0F38.W1 A0 /r | MR | mask disp8*8
VPSCATTERQD vm64x {k1}, xmm | EVEX.128.66.0F38.W0 A1 /r | MR | mask disp8*4
VPSCATTERQD vm64y {k1}, xmm | EVEX.256.66.0F38.W0 A1 /r | MR | mask disp8*4
VPSCATTERQD vm64z {k1}, ymm | EVEX.512.66.0F38.W0 A1 /r | MR | mask disp8*4
VPSCATTERQQ vm64x {k1}, xmm | EVEX.128.66.0F38.W1 A1 /r | MR | mask disp8*8
VPSCATTERQQ vm64y {k1}, ymm | EVEX.256.66.0F38.W1 A1 /r | MR | mask disp8*8
VPSCATTERQQ vm64z {k1}, zmm | EVEX.512.66.0F38.W1 A1 /r | MR | mask disp8*8
VPSHLDD xmm {k1}{z}, xmm, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 71 /r ib | RVMI
VPSHLDD ymm {k1}{z}, ymm, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 71 /r ib | RVMI
VPSHLDD zmm {k1}{z}, zmm, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F3A.W0 71 /r ib | RVMI
VPSHLDQ xmm {k1}{z}, xmm, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 71 /r ib | RVMI
VPSHLDQ ymm {k1}{z}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 71 /r ib | RVMI
VPSHLDQ zmm {k1}{z}, zmm, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 71 /r ib | RVMI
VPSHLDVD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 71 /r | RVM
VPSHLDVD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 71 /r | RVM
VPSHLDVD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 71 /r | RVM
VPSHLDVQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 71 /r | RVM
VPSHLDVQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 71 /r | RVM
VPSHLDVQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 71 /r | RVM
VPSHLDVW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W1 70 /r | RVM
VPSHLDVW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W1 70 /r | RVM
VPSHLDVW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W1 70 /r | RVM
VPSHLDW xmm {k1}{z}, xmm, xmm/m128, uimm8 | EVEX.128.66.0F3A.W1 70 /r ib | RVMI
VPSHLDW ymm {k1}{z}, ymm, ymm/m256, uimm8 | EVEX.256.66.0F3A.W1 70 /r ib | RVMI
VPSHLDW zmm {k1}{z}, zmm, zmm/m512, uimm8 | EVEX.512.66.0F3A.W1 70 /r ib | RVMI
VPSHRDD xmm {k1}{z}, xmm, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 73 /r ib | RVMI
VPSHRDD ymm {k1}{z}, ymm, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 73 /r ib | RVMI
VPSHRDD zmm {k1}{z}, zmm, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F3A.W0 73 /r ib | RVMI
VPSHRDQ xmm {k1}{z}, xmm, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 73 /r ib | RVMI
VPSHRDQ ymm {k1}{z}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 73 /r ib | RVMI
VPSHRDQ zmm {k1}{z}, zmm, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 73 /r ib | RVMI
VPSHRDVD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 73 /r | RVM
VPSHRDVD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 73 /r | RVM
VPSHRDVD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 73 /r | RVM
VPSHRDVQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 73 /r | RVM
VPSHRDVQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 73 /r | RVM
VPSHRDVQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 73 /r | RVM
VPSHRDVW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W1 72 /r | RVM
VPSHRDVW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W1 72 /r | RVM
VPSHRDVW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W1 72 /r | RVM
VPSHRDW xmm {k1}{z}, xmm, xmm/m128, uimm8 | EVEX.128.66.0F3A.W1 72 /r ib | RVMI
VPSHRDW ymm {k1}{z}, ymm, ymm/m256, uimm8 | EVEX.256.66.0F3A.W1 72 /r ib | RVMI
VPSHRDW zmm {k1}{z}, zmm, zmm/m512, uimm8 | EVEX.512.66.0F3A.W1 72 /r ib | RVMI
VPSHUFB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 00 /r | RVM
VPSHUFB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 00 /r | RVM
VPSHUFB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 00 /r | RVM
VPSHUFBITQMB k {k1}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 8F /r | RVM
VPSHUFBITQMB k {k1}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 8F /r | RVM
VPSHUFBITQMB k {k1}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 8F /r | RVM
VPSHUFD xmm {k1}{z}, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F.W0 70 /r ib | RMI
VPSHUFD ymm {k1}{z}, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F.W0 70 /r ib | RMI
VPSHUFD zmm {k1}{z}, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F.W0 70 /r ib | RMI
VPSHUFHW xmm {k1}{z}, xmm/m128, uimm8 | EVEX.128.F3.0F.W0 70 /r ib | RMI
VPSHUFHW ymm {k1}{z}, ymm/m256, uimm8 | EVEX.256.F3.0F.W0 70 /r ib | RMI
VPSHUFHW zmm {k1}{z}, zmm/m512, uimm8 | EVEX.512.F3.0F.W0 70 /r ib | RMI
VPSHUFLW xmm {k1}{z}, xmm/m128, uimm8 | EVEX.128.F2.0F.W0 70 /r ib | RMI
VPSHUFLW ymm {k1}{z}, ymm/m256, uimm8 | EVEX.256.F2.0F.W0 70 /r ib | RMI
VPSHUFLW zmm {k1}{z}, zmm/m512, uimm8 | EVEX.512.F2.0F.W0 70 /r ib | RMI
VPSLLD xmm {k1}{z}, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F.W0 72 /6 ib | VMI
VPSLLD ymm {k1}{z}, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F.W0 72 /6 ib | VMI
VPSLLD zmm {k1}{z}, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F.W0 72 /6 ib | VMI
VPSLLD xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 F2 /r | RVM
VPSLLD ymm {k1}{z}, ymm, xmm/m128 | EVEX.256.66.0F.W0 F2 /r | RVM
VPSLLD zmm {k1}{z}, zmm, xmm/m128 | EVEX.512.66.0F.W0 F2 /r | RVM
VPSLLDQ xmm, xmm/m128, uimm8 | EVEX.128.66.0F.W0 73 /7 ib | VMI
VPSLLDQ ymm, ymm/m256, uimm8 | EVEX.256.66.0F.W0 73 /7 ib | VMI
VPSLLDQ zmm, zmm/m512, uimm8 | EVEX.512.66.0F.W0 73 /7 ib | VMI
VPSLLQ xmm {k1}{z}, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F.W1 73 /6 ib | VMI
VPSLLQ ymm {k1}{z}, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F.W1 73 /6 ib | VMI
VPSLLQ zmm {k1}{z}, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F.W1 73 /6 ib | VMI
VPSLLQ xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W1 F3 /r | RVM
VPSLLQ ymm {k1}{z}, ymm, xmm/m128 | EVEX.256.66.0F.W1 F3 /r | RVM
VPSLLQ zmm {k1}{z}, zmm, xmm/m128 | EVEX.512.66.0F.W1 F3 /r | RVM
VPSLLVD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 47 /r | RVM
VPSLLVD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 47 /r | RVM
VPSLLVD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 47 /r | RVM
VPSLLVQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 47 /r | RVM
VPSLLVQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 47 /r | RVM
VPSLLVQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 47 /r | RVM
VPSLLVW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W1 12 /r | RVM
VPSLLVW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W1 12 /r | RVM
VPSLLVW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W1 12 /r | RVM
VPSLLW xmm {k1}{z}, xmm/m128, uimm8 | EVEX.128.66.0F.W0 71 /6 ib | VMI
VPSLLW ymm {k1}{z}, ymm/m256, uimm8 | EVEX.256.66.0F.W0 71 /6 ib | VMI
VPSLLW zmm {k1}{z}, zmm/m512, uimm8 | EVEX.512.66.0F.W0 71 /6 ib | VMI
VPSLLW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 F1 /r | RVM
VPSLLW ymm {k1}{z}, ymm, xmm/m128 | EVEX.256.66.0F.W0 F1 /r | RVM
VPSLLW zmm {k1}{z}, zmm, xmm/m128 | EVEX.512.66.0F.W0 F1 /r | RVM
VPSRAD xmm {k1}{z}, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F.W0 72 /4 ib | VMI
VPSRAD ymm {k1}{z}, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F.W0 72 /4 ib | VMI
VPSRAD zmm {k1}{z}, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F.W0 72 /4 ib | VMI
VPSRAD xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 E2 /r | RVM
VPSRAD ymm {k1}{z}, ymm, xmm/m128 | EVEX.256.66.0F.W0 E2 /r | RVM
VPSRAD zmm {k1}{z}, zmm, xmm/m128 | EVEX.512.66.0F.W0 E2 /r | RVM
VPSRAQ xmm {k1}{z}, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F.W1 72 /4 ib | VMI
VPSRAQ ymm {k1}{z}, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F.W1 72 /4 ib | VMI
VPSRAQ zmm {k1}{z}, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F.W1 72 /4 ib | VMI
VPSRAQ xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W1 E2 /r | RVM
VPSRAQ ymm {k1}{z}, ymm, xmm/m128 | EVEX.256.66.0F.W1 E2 /r | RVM
VPSRAQ zmm {k1}{z}, zmm, xmm/m128 | EVEX.512.66.0F.W1 E2 /r | RVM
VPSRAVD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 46 /r | RVM
VPSRAVD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 46 /r | RVM
VPSRAVD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 46 /r | RVM
VPSRAVQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 46 /r | RVM
VPSRAVQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 46 /r | RVM
VPSRAVQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 46 /r | RVM
VPSRAVW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W1 11 /r | RVM
VPSRAVW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W1 11 /r | RVM
VPSRAVW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W1 11 /r | RVM
VPSRAW xmm {k1}{z}, xmm/m128, uimm8 | EVEX.128.66.0F.W0 71 /4 ib | VMI
VPSRAW ymm {k1}{z}, ymm/m256, uimm8 | EVEX.256.66.0F.W0 71 /4 ib | VMI
VPSRAW zmm {k1}{z}, zmm/m512, uimm8 | EVEX.512.66.0F.W0 71 /4 ib | VMI
VPSRAW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 E1 /r | RVM
VPSRAW ymm {k1}{z}, ymm, xmm/m128 | EVEX.256.66.0F.W0 E1 /r | RVM
VPSRAW zmm {k1}{z}, zmm, xmm/m128 | EVEX.512.66.0F.W0 E1 /r | RVM
VPSRLD xmm {k1}{z}, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F.W0 72 /2 ib | VMI
VPSRLD ymm {k1}{z}, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F.W0 72 /2 ib | VMI
VPSRLD zmm {k1}{z}, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F.W0 72 /2 ib | VMI
VPSRLD xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 D2 /r | RVM
VPSRLD ymm {k1}{z}, ymm, xmm/m128 | EVEX.256.66.0F.W0 D2 /r | RVM
VPSRLD zmm {k1}{z}, zmm, xmm/m128 | EVEX.512.66.0F.W0 D2 /r | RVM
VPSRLDQ xmm, xmm/m128, uimm8 | EVEX.128.66.0F.W0 73 /3 ib | VMI
VPSRLDQ ymm, ymm/m256, uimm8 | EVEX.256.66.0F.W0 73 /3 ib | VMI
VPSRLDQ zmm, zmm/m512, uimm8 | EVEX.512.66.0F.W0 73 /3 ib | VMI
VPSRLQ xmm {k1}{z}, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F.W1 73 /2 ib | VMI
VPSRLQ ymm {k1}{z}, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F.W1 73 /2 ib | VMI
VPSRLQ zmm {k1}{z}, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F.W1 73 /2 ib | VMI
VPSRLQ xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W1 D3 /r | RVM
VPSRLQ ymm {k1}{z}, ymm, xmm/m128 | EVEX.256.66.0F.W1 D3 /r | RVM
VPSRLQ zmm {k1}{z}, zmm, xmm/m128 | EVEX.512.66.0F.W1 D3 /r | RVM
VPSRLVD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 45 /r | RVM
VPSRLVD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 45 /r | RVM
VPSRLVD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 45 /r | RVM
VPSRLVQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 45 /r | RVM
VPSRLVQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 45 /r | RVM
VPSRLVQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 45 /r | RVM
VPSRLVW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F38.W1 10 /r | RVM
VPSRLVW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F38.W1 10 /r | RVM
VPSRLVW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F38.W1 10 /r | RVM
VPSRLW xmm {k1}{z}, xmm/m128, uimm8 | EVEX.128.66.0F.W0 71 /2 ib | VMI
VPSRLW ymm {k1}{z}, ymm/m256, uimm8 | EVEX.256.66.0F.W0 71 /2 ib | VMI
VPSRLW zmm {k1}{z}, zmm/m512, uimm8 | EVEX.512.66.0F.W0 71 /2 ib | VMI
VPSRLW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 D1 /r | RVM
VPSRLW ymm {k1}{z}, ymm, xmm/m128 | EVEX.256.66.0F.W0 D1 /r | RVM
VPSRLW zmm {k1}{z}, zmm, xmm/m128 | EVEX.512.66.0F.W0 D1 /r | RVM
VPSUBB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 F8 /r | RVM
VPSUBB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 F8 /r | RVM
VPSUBB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 F8 /r | RVM
VPSUBD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F.W0 FA /r | RVM
VPSUBD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F.W0 FA /r | RVM
VPSUBD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F.W0 FA /r | RVM
VPSUBQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 FB /r | RVM
VPSUBQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 FB /r | RVM
VPSUBQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 FB /r | RVM
VPSUBSB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 E8 /r | RVM
VPSUBSB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 E8 /r | RVM
VPSUBSB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 E8 /r | RVM
VPSUBSW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 E9 /r | RVM
VPSUBSW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 E9 /r | RVM
VPSUBSW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 E9 /r | RVM
VPSUBUSB xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 D8 /r | RVM
VPSUBUSB ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 D8 /r | RVM
VPSUBUSB zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 D8 /r | RVM
VPSUBUSW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 D9 /r | RVM
VPSUBUSW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 D9 /r | RVM
VPSUBUSW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 D9 /r | RVM
VPSUBW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 F9 /r | RVM
VPSUBW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 F9 /r | RVM
VPSUBW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 F9 /r | RVM
VPTERNLOGD xmm {k1}{z}, xmm, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 25 /r ib | RVMI
VPTERNLOGD ymm {k1}{z}, ymm, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 25 /r ib | RVMI
VPTERNLOGD zmm {k1}{z}, zmm, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F3A.W0 25 /r ib | RVMI
VPTERNLOGQ xmm {k1}{z}, xmm, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 25 /r ib | RVMI
VPTERNLOGQ ymm {k1}{z}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 25 /r ib | RVMI
VPTERNLOGQ zmm {k1}{z}, zmm, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 25 /r ib | RVMI
VPTESTMB k {k1}, xmm, xmm/m128 | EVEX.128.66.0F38.W0 26 /r | RVM
VPTESTMB k {k1}, ymm, ymm/m256 | EVEX.256.66.0F38.W0 26 /r | RVM
VPTESTMB k {k1}, zmm, zmm/m512 | EVEX.512.66.0F38.W0 26 /r | RVM
VPTESTMD k {k1}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 27 /r | RVM
VPTESTMD k {k1}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 27 /r | RVM
VPTESTMD k {k1}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 27 /r | RVM
VPTESTMQ k {k1}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 27 /r | RVM
VPTESTMQ k {k1}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 27 /r | RVM
VPTESTMQ k {k1}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 27 /r | RVM
VPTESTMW k {k1}, xmm, xmm/m128 | EVEX.128.66.0F38.W1 26 /r | RVM
VPTESTMW k {k1}, ymm, ymm/m256 | EVEX.256.66.0F38.W1 26 /r | RVM
VPTESTMW k {k1}, zmm, zmm/m512 | EVEX.512.66.0F38.W1 26 /r | RVM
VPTESTNMB k {k1}, xmm, xmm/m128 | EVEX.128.F3.0F38.W0 26 /r | RVM
VPTESTNMB k {k1}, ymm, ymm/m256 | EVEX.256.F3.0F38.W0 26 /r | RVM
VPTESTNMB k {k1}, zmm, zmm/m512 | EVEX.512.F3.0F38.W0 26 /r | RVM
VPTESTNMD k {k1}, xmm, xmm/m128/m32bcst | EVEX.128.F3.0F38.W0 27 /r | RVM
VPTESTNMD k {k1}, ymm, ymm/m256/m32bcst | EVEX.256.F3.0F38.W0 27 /r | RVM
VPTESTNMD k {k1}, zmm, zmm/m512/m32bcst | EVEX.512.F3.0F38.W0 27 /r | RVM
VPTESTNMQ k {k1}, xmm, xmm/m128/m64bcst | EVEX.128.F3.0F38.W1 27 /r | RVM
VPTESTNMQ k {k1}, ymm, ymm/m256/m64bcst | EVEX.256.F3.0F38.W1 27 /r | RVM
VPTESTNMQ k {k1}, zmm, zmm/m512/m64bcst | EVEX.512.F3.0F38.W1 27 /r | RVM
VPTESTNMW k {k1}, xmm, xmm/m128 | EVEX.128.F3.0F38.W1 26 /r | RVM
VPTESTNMW k {k1}, ymm, ymm/m256 | EVEX.256.F3.0F38.W1 26 /r | RVM
VPTESTNMW k {k1}, zmm, zmm/m512 | EVEX.512.F3.0F38.W1 26 /r | RVM
VPUNPCKHBW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 68 /r | RVM
VPUNPCKHBW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 68 /r | RVM
VPUNPCKHBW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 68 /r | RVM
VPUNPCKHDQ xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F.W0 6A /r | RVM
VPUNPCKHDQ ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F.W0 6A /r | RVM
VPUNPCKHDQ zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F.W0 6A /r | RVM
VPUNPCKHQDQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 6D /r | RVM
VPUNPCKHQDQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 6D /r | RVM
VPUNPCKHQDQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 6D /r | RVM
VPUNPCKHWD xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 69 /r | RVM
VPUNPCKHWD ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 69 /r | RVM
VPUNPCKHWD zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 69 /r | RVM
VPUNPCKLBW xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 60 /r | RVM
VPUNPCKLBW ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 60 /r | RVM
VPUNPCKLBW zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 60 /r | RVM
VPUNPCKLDQ xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F.W0 62 /r | RVM
VPUNPCKLDQ ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F.W0 62 /r | RVM
VPUNPCKLDQ zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F.W0 62 /r | RVM
VPUNPCKLQDQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 6C /r | RVM
VPUNPCKLQDQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 6C /r | RVM
VPUNPCKLQDQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 6C /r | RVM
VPUNPCKLWD xmm {k1}{z}, xmm, xmm/m128 | EVEX.128.66.0F.W0 61 /r | RVM
VPUNPCKLWD ymm {k1}{z}, ymm, ymm/m256 | EVEX.256.66.0F.W0 61 /r | RVM
VPUNPCKLWD zmm {k1}{z}, zmm, zmm/m512 | EVEX.512.66.0F.W0 61 /r | RVM
VPXORD xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F.W0 EF /r | RVM
VPXORD ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F.W0 EF /r | RVM
VPXORD zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.66.0F.W0 EF /r | RVM
VPXORQ xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 EF /r | RVM
VPXORQ ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 EF /r | RVM
VPXORQ zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 EF /r | RVM
VRANGEPD zmm {k1}{z}, zmm, zmm/m512/m64bcst{sae}, uimm8 | EVEX.512.66.0F3A.W1 50 /r ib | RVMI
VRANGEPD xmm {k1}{z}, xmm, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 50 /r ib | RVMI
VRANGEPD ymm {k1}{z}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 50 /r ib | RVMI
VRANGEPS zmm {k1}{z}, zmm, zmm/m512/m32bcst{sae}, uimm8 | EVEX.512.66.0F3A.W0 50 /r ib | RVMI
VRANGEPS xmm {k1}{z}, xmm, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 50 /r ib | RVMI
VRANGEPS ymm {k1}{z}, ymm, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 50 /r ib | RVMI
VRANGESD xmm {k1}{z}, xmm, xmm/m64{sae}, uimm8 | EVEX.128.66.0F3A.W1 51 /r ib | RVMI
VRANGESS xmm {k1}{z}, xmm, xmm/m32{sae}, uimm8 | EVEX.128.66.0F3A.W0 51 /r ib | RVMI
VRCP14PD xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 4C /r | RM
VRCP14PD ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 4C /r | RM
VRCP14PD zmm {k1}{z}, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 4C /r | RM
VRCP14PS xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 4C /r | RM
VRCP14PS ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 4C /r | RM
VRCP14PS zmm {k1}{z}, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 4C /r | RM
VRCP14SD xmm {k1}{z}, xmm, xmm/m64 | EVEX.128.66.0F38.W1 4D /r | RVM
VRCP14SS xmm {k1}{z}, xmm, xmm/m32 | EVEX.128.66.0F38.W0 4D /r | RVM
VRCP28PD zmm {k1}{z}, zmm/m512/m64bcst{sae} | EVEX.512.66.0F38.W1 CA /r | RM
VRCP28PS zmm {k1}{z}, zmm/m512/m32bcst{sae} | EVEX.512.66.0F38.W0 CA /r | RM
VRCP28SD xmm {k1}{z}, xmm, xmm/m64{sae} | EVEX.128.66.0F38.W1 CB /r | RVM
VRCP28SS xmm {k1}{z}, xmm, xmm/m32{sae} | EVEX.128.66.0F38.W0 CB /r | RVM
VREDUCEPD zmm {k1}{z}, zmm/m512/m64bcst{sae}, uimm8 | EVEX.512.66.0F3A.W1 56 /r ib | RMI
VREDUCEPD xmm {k1}{z}, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 56 /r ib | RMI
VREDUCEPD ymm {k1}{z}, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 56 /r ib | RMI
VREDUCEPS zmm {k1}{z}, zmm/m512/m32bcst{sae}, uimm8 | EVEX.512.66.0F3A.W0 56 /r ib | RMI
VREDUCEPS xmm {k1}{z}, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 56 /r ib | RMI
VREDUCEPS ymm {k1}{z}, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 56 /r ib | RMI
VREDUCESD xmm {k1}{z}, xmm, xmm/m64{sae}, uimm8 | EVEX.128.66.0F3A.W1 57 /r ib | RVMI
VREDUCESS xmm {k1}{z}, xmm, xmm/m32{sae}, uimm8 | EVEX.128.66.0F3A.W0 57 /r ib | RVMI
VRNDSCALEPD zmm {k1}{z}, zmm/m512/m64bcst{sae}, uimm8 | EVEX.512.66.0F3A.W1 09 /r ib | RMI
VRNDSCALEPD xmm {k1}{z}, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F3A.W1 09 /r ib | RMI
VRNDSCALEPD ymm {k1}{z}, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 09 /r ib | RMI
VRNDSCALEPS zmm {k1}{z}, zmm/m512/m32bcst{sae}, uimm8 | EVEX.512.66.0F3A.W0 08 /r ib | RMI
VRNDSCALEPS xmm {k1}{z}, xmm/m128/m32bcst, uimm8 | EVEX.128.66.0F3A.W0 08 /r ib | RMI
VRNDSCALEPS ymm {k1}{z}, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 08 /r ib | RMI
VRNDSCALESD xmm {k1}{z}, xmm, xmm/m64{sae}, uimm8 | EVEX.128.66.0F3A.W1 0B /r ib | RVMI
VRNDSCALESS xmm {k1}{z}, xmm, xmm/m32{sae}, uimm8 | EVEX.128.66.0F3A.W0 0A /r ib | RVMI
VRSQRT14PD xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 4E /r | RM
VRSQRT14PD ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 4E /r | RM
VRSQRT14PD zmm {k1}{z}, zmm/m512/m64bcst | EVEX.512.66.0F38.W1 4E /r | RM
VRSQRT14PS xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 4E /r | RM
VRSQRT14PS ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 4E /r | RM
VRSQRT14PS zmm {k1}{z}, zmm/m512/m32bcst | EVEX.512.66.0F38.W0 4E /r | RM
VRSQRT14SD xmm {k1}{z}, xmm, xmm/m64 | EVEX.128.66.0F38.W1 4F /r | RVM
VRSQRT14SS xmm {k1}{z}, xmm, xmm/m32 | EVEX.128.66.0F38.W0 4F /r | RVM
VRSQRT28PD zmm {k1}{z}, zmm/m512/m64bcst{sae} | EVEX.512.66.0F38.W1 CC /r | RM
VRSQRT28PS zmm {k1}{z}, zmm/m512/m32bcst{sae} | EVEX.512.66.0F38.W0 CC /r | RM
VRSQRT28SD xmm {k1}{z}, xmm, xmm/m64{sae} | EVEX.128.66.0F38.W1 CD /r | RVM
VRSQRT28SS xmm {k1}{z}, xmm, xmm/m32{sae} | EVEX.128.66.0F38.W0 CD /r | RVM
VSCALEFPD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F38.W1 2C /r | RVM
VSCALEFPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F38.W1 2C /r | RVM
VSCALEFPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F38.W1 2C /r | RVM
VSCALEFPS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.66.0F38.W0 2C /r | RVM
VSCALEFPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.66.0F38.W0 2C /r | RVM
VSCALEFPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.66.0F38.W0 2C /r | RVM
VSCALEFSD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.66.0F38.W1 2D /r | RVM
VSCALEFSS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.66.0F38.W0 2D /r | RVM
VSCATTERDPD vm32x {k1}, xmm | EVEX.128.66.0F38.W1 A2 /r | MR | mask disp8*8
VSCATTERDPD vm32x {k1}, ymm | EVEX.256.66.0F38.W1 A2 /r | MR | mask disp8*8
VSCATTERDPD vm32y {k1}, zmm | EVEX.512.66.0F38.W1 A2 /r | MR | mask disp8*8
VSCATTERDPS vm32x {k1}, xmm | EVEX.128.66.0F38.W0 A2 /r | MR | mask disp8*4
VSCATTERDPS vm32y {k1}, ymm | EVEX.256.66.0F38.W0 A2 /r | MR | mask disp8*4
VSCATTERDPS vm32z {k1}, zmm | EVEX.512.66.0F38.W0 A2 /r | MR | mask disp8*4
VSCATTERPF0DPD vm32y {k1} | EVEX.512.66.0F38.W1 C6 /5 | M | mask disp8*8
VSCATTERPF0DPS vm32z {k1} | EVEX.512.66.0F38.W0 C6 /5 | M | mask disp8*4
VSCATTERPF0QPD vm64z {k1} | EVEX.512.66.0F38.W1 C7 /5 | M | mask disp8*8
VSCATTERPF0QPS vm64z {k1} | EVEX.512.66.0F38.W0 C7 /5 | M | mask disp8*4
VSCATTERPF1DPD vm32y {k1} | EVEX.512.66.0F38.W1 C6 /6 | M | mask disp8*8
VSCATTERPF1DPS vm32z {k1} | EVEX.512.66.0F38.W0 C6 /6 | M | mask disp8*4
VSCATTERPF1QPD vm64z {k1} | EVEX.512.66.0F38.W1 C7 /6 | M | mask disp8*8
VSCATTERPF1QPS vm64z {k1} | EVEX.512.66.0F38.W0 C7 /6 | M | mask disp8*4
VSCATTERQPD vm64x {k1}, xmm | EVEX.128.66.0F38.W1 A3 /r | MR | mask disp8*8
VSCATTERQPD vm64y {k1}, ymm | EVEX.256.66.0F38.W1 A3 /r | MR | mask disp8*8
VSCATTERQPD vm64z {k1}, zmm | EVEX.512.66.0F38.W1 A3 /r | MR | mask disp8*8
VSCATTERQPS vm64x {k1}, xmm | EVEX.128.66.0F38.W0 A3 /r | MR | mask disp8*4
VSCATTERQPS vm64y {k1}, xmm | EVEX.256.66.0F38.W0 A3 /r | MR | mask disp8*4
VSCATTERQPS vm64z {k1}, ymm | EVEX.512.66.0F38.W0 A3 /r | MR | mask disp8*4
VSHUFF32X4 ymm {k1}{z}, ymm, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 23 /r ib | RVMI
VSHUFF32X4 zmm {k1}{z}, zmm, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F3A.W0 23 /r ib | RVMI
VSHUFF64X2 ymm {k1}{z}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 23 /r ib | RVMI
VSHUFF64X2 zmm {k1}{z}, zmm, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 23 /r ib | RVMI
VSHUFI32X4 ymm {k1}{z}, ymm, ymm/m256/m32bcst, uimm8 | EVEX.256.66.0F3A.W0 43 /r ib | RVMI
VSHUFI32X4 zmm {k1}{z}, zmm, zmm/m512/m32bcst, uimm8 | EVEX.512.66.0F3A.W0 43 /r ib | RVMI
VSHUFI64X2 ymm {k1}{z}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F3A.W1 43 /r ib | RVMI
VSHUFI64X2 zmm {k1}{z}, zmm, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F3A.W1 43 /r ib | RVMI
VSHUFPD xmm {k1}{z}, xmm, xmm/m128/m64bcst, uimm8 | EVEX.128.66.0F.W1 C6 /r ib | RVMI
VSHUFPD ymm {k1}{z}, ymm, ymm/m256/m64bcst, uimm8 | EVEX.256.66.0F.W1 C6 /r ib | RVMI
VSHUFPD zmm {k1}{z}, zmm, zmm/m512/m64bcst, uimm8 | EVEX.512.66.0F.W1 C6 /r ib | RVMI
VSHUFPS xmm {k1}{z}, xmm, xmm/m128/m32bcst, uimm8 | EVEX.128.0F.W0 C6 /r ib | RVMI
VSHUFPS ymm {k1}{z}, ymm, ymm/m256/m32bcst, uimm8 | EVEX.256.0F.W0 C6 /r ib | RVMI
VSHUFPS zmm {k1}{z}, zmm, zmm/m512/m32bcst, uimm8 | EVEX.512.0F.W0 C6 /r ib | RVMI
VSQRTPD zmm {k1}{z}, zmm/m512/m64bcst{er} | EVEX.512.66.0F.W1 51 /r | RM
VSQRTPD xmm {k1}{z}, xmm/m128/m64bcst | EVEX.128.66.0F.W1 51 /r | RM
VSQRTPD ymm {k1}{z}, ymm/m256/m64bcst | EVEX.256.66.0F.W1 51 /r | RM
VSQRTPS zmm {k1}{z}, zmm/m512/m32bcst{er} | EVEX.512.0F.W0 51 /r | RM
VSQRTPS xmm {k1}{z}, xmm/m128/m32bcst | EVEX.128.0F.W0 51 /r | RM
VSQRTPS ymm {k1}{z}, ymm/m256/m32bcst | EVEX.256.0F.W0 51 /r | RM
VSQRTSD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.F2.0F.W1 51 /r | RVM
VSQRTSS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.F3.0F.W0 51 /r | RVM
VSUBPD zmm {k1}{z}, zmm, zmm/m512/m64bcst{er} | EVEX.512.66.0F.W1 5C /r | RVM
VSUBPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 5C /r | RVM
VSUBPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 5C /r | RVM
VSUBPS zmm {k1}{z}, zmm, zmm/m512/m32bcst{er} | EVEX.512.0F.W0 5C /r | RVM
VSUBPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.0F.W0 5C /r | RVM
VSUBPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.0F.W0 5C /r | RVM
VSUBSD xmm {k1}{z}, xmm, xmm/m64{er} | EVEX.128.F2.0F.W1 5C /r | RVM
VSUBSS xmm {k1}{z}, xmm, xmm/m32{er} | EVEX.128.F3.0F.W0 5C /r | RVM
VUCOMISD xmm, xmm/m64{sae} | EVEX.128.66.0F.W1 2E /r | RM
VUCOMISS xmm, xmm/m32{sae} | EVEX.128.0F.W0 2E /r | RM
VUNPCKHPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 15 /r | RVM
VUNPCKHPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 15 /r | RVM
VUNPCKHPD zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 15 /r | RVM
VUNPCKHPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.0F.W0 15 /r | RVM
VUNPCKHPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.0F.W0 15 /r | RVM
VUNPCKHPS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.0F.W0 15 /r | RVM
VUNPCKLPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 14 /r | RVM
VUNPCKLPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 14 /r | RVM
VUNPCKLPD zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 14 /r | RVM
VUNPCKLPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.0F.W0 14 /r | RVM
VUNPCKLPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.0F.W0 14 /r | RVM
VUNPCKLPS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.0F.W0 14 /r | RVM
VXORPD xmm {k1}{z}, xmm, xmm/m128/m64bcst | EVEX.128.66.0F.W1 57 /r | RVM
VXORPD ymm {k1}{z}, ymm, ymm/m256/m64bcst | EVEX.256.66.0F.W1 57 /r | RVM
VXORPD zmm {k1}{z}, zmm, zmm/m512/m64bcst | EVEX.512.66.0F.W1 57 /r | RVM
VXORPS xmm {k1}{z}, xmm, xmm/m128/m32bcst | EVEX.128.0F.W0 57 /r | RVM
VXORPS ymm {k1}{z}, ymm, ymm/m256/m32bcst | EVEX.256.0F.W0 57 /r | RVM
VXORPS zmm {k1}{z}, zmm, zmm/m512/m32bcst | EVEX.512.0F.W0 57 /r | RVM
`;
