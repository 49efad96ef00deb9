// x87 instructions. The notation is instructions.ts's.

export const rowsFPU = `
F2XM1 | D9 F0
FABS | D9 E1
FADDD ST(0), m | DC /0 | -M
FADDD ST(0), ST(i) | D8 C0+i | -O
FADDD ST(i), ST(0) | DC C0+i | O-
FADDDP ST(i), ST(0) | DE C0+i | O-
FADDF ST(0), m | D8 /0 | -M
FADDL ST(0), m | DA /0 | -M
FADDW ST(0), m | DE /0 | -M
FBLD m | DF /4 | M
FBSTP m | DF /6 | M
FCHS | D9 E0
FCLEX | DB E2
FCMOVB ST(0), ST(i) | DA C0+i | -O
FCMOVBE ST(0), ST(i) | DA D0+i | -O
FCMOVCC ST(0), ST(i) | DB C0+i | -O
FCMOVCS ST(0), ST(i) | DA C0+i | -O
FCMOVE ST(0), ST(i) | DA C8+i | -O
FCMOVEQ ST(0), ST(i) | DA C8+i | -O
FCMOVHI ST(0), ST(i) | DB D0+i | -O
FCMOVLS ST(0), ST(i) | DA D0+i | -O
FCMOVNB ST(0), ST(i) | DB C0+i | -O
FCMOVNBE ST(0), ST(i) | DB D0+i | -O
FCMOVNE ST(0), ST(i) | DB C8+i | -O
FCMOVNU ST(0), ST(i) | DB D8+i | -O
FCMOVU ST(0), ST(i) | DA D8+i | -O
FCMOVUN ST(0), ST(i) | DA D8+i | -O
FCOMD ST(0), m | DC /2 | -M
FCOMD ST(0), ST(i) | D8 D0+i | -O
FCOMD ST(i), ST(0) | DC D0+i | O-
FCOMDP ST(0), m | DC /3 | -M
FCOMDP ST(0), ST(i) | D8 D8+i | -O
FCOMDP ST(i), ST(0) | DC D8+i | O-
FCOMDPP ST(i), ST(0) | DE D8+i | O-
FCOMF ST(0), m | D8 /2 | -M
FCOMFP ST(0), m | D8 /3 | -M
FCOMI ST(0), ST(i) | DB F0+i | -O
FCOMIP ST(0), ST(i) | DF F0+i | -O
FCOML ST(0), m | DA /2 | -M
FCOMLP ST(0), m | DA /3 | -M
FCOMW ST(0), m | DE /2 | -M
FCOMWP ST(0), m | DE /3 | -M
FCOS | D9 FF
FDECSTP | D9 F6
FDIVD ST(0), m | DC /6 | -M
FDIVD ST(0), ST(i) | D8 F0+i | -O
FDIVD ST(i), ST(0) | DC F8+i | O-
FDIVDP ST(i), ST(0) | DE F8+i | O-
FDIVF ST(0), m | D8 /6 | -M
FDIVL ST(0), m | DA /6 | -M
FDIVRD ST(0), m | DC /7 | -M
FDIVRD ST(0), ST(i) | D8 F8+i | -O
FDIVRD ST(i), ST(0) | DC F0+i | O-
FDIVRDP ST(i), ST(0) | DE F0+i | O-
FDIVRF ST(0), m | D8 /7 | -M
FDIVRL ST(0), m | DA /7 | -M
FDIVRW ST(0), m | DE /7 | -M
FDIVW ST(0), m | DE /6 | -M
FINCSTP | D9 F7
FINIT | DB E3
FLD1 | D9 E8
FLDCW m | D9 /5 | M
FLDENV m | D9 /4 | M
FLDL2E | D9 EA
FLDL2T | D9 E9
FLDLG2 | D9 EC
FLDLN2 | D9 ED
FLDPI | D9 EB
FLDZ | D9 EE
FMOVB ST(0), m | DF /4 | -M
FMOVBP m, ST(0) | DF /6 | M-
FMOVD ST(0), m | DD /0 | -M
FMOVD m, ST(0) | DD /2 | M-
FMOVD ST(0), ST(i) | D9 C0+i | -O
FMOVD ST(i), ST(0) | DD D0+i | O-
FMOVDP m, ST(0) | DD /3 | M-
FMOVDP ST(i), ST(0) | DD D8+i | O-
FMOVF ST(0), m | D9 /0 | -M
FMOVF m, ST(0) | D9 /2 | M-
FMOVFP m, ST(0) | D9 /3 | M-
FMOVL ST(0), m | DB /0 | -M
FMOVL m, ST(0) | DB /2 | M-
FMOVLP m, ST(0) | DB /3 | M-
FMOVV ST(0), m | DF /5 | -M
FMOVVP m, ST(0) | DF /7 | M-
FMOVW ST(0), m | DF /0 | -M
FMOVW m, ST(0) | DF /2 | M-
FMOVWP m, ST(0) | DF /3 | M-
FMOVX ST(0), m | DB /5 | -M
FMOVXP m, ST(0) | DB /7 | M-
FMULD ST(0), m | DC /1 | -M
FMULD ST(0), ST(i) | D8 C8+i | -O
FMULD ST(i), ST(0) | DC C8+i | O-
FMULDP ST(i), ST(0) | DE C8+i | O-
FMULF ST(0), m | D8 /1 | -M
FMULL ST(0), m | DA /1 | -M
FMULW ST(0), m | DE /1 | -M
FNOP | D9 D0
FPATAN | D9 F3
FPREM | D9 F8
FPREM1 | D9 F5
FPTAN | D9 F2
FRNDINT | D9 FC
FRSTOR m | DD /4 | M
FSAVE m | DD /6 | M
FSCALE | D9 FD
FSIN | D9 FE
FSINCOS | D9 FB
FSQRT | D9 FA
FSTCW m | D9 /7 | M
FSTENV m | D9 /6 | M
FSTSW m | DD /7 | M
FSTSW AX | DF E0 | -
FSUBD ST(0), m | DC /4 | -M
FSUBD ST(0), ST(i) | D8 E0+i | -O
FSUBD ST(i), ST(0) | DC E8+i | O-
FSUBDP ST(i), ST(0) | DE E8+i | O-
FSUBF ST(0), m | D8 /4 | -M
FSUBL ST(0), m | DA /4 | -M
FSUBRD ST(0), m | DC /5 | -M
FSUBRD ST(0), ST(i) | D8 E8+i | -O
FSUBRD ST(i), ST(0) | DC E0+i | O-
FSUBRDP ST(i), ST(0) | DE E0+i | O-
FSUBRF ST(0), m | D8 /5 | -M
FSUBRL ST(0), m | DA /5 | -M
FSUBRW ST(0), m | DE /5 | -M
FSUBW ST(0), m | DE /4 | -M
FTST | D9 E4
FUCOM ST(i), ST(0) | DD E0+i | O-
FUCOMI ST(i), ST(0) | DB E8+i | O-
FUCOMIP ST(i), ST(0) | DF E8+i | O-
FUCOMP ST(i), ST(0) | DD E8+i | O-
FUCOMPP ST(i), ST(0) | DA E8+i | O-
FXAM | D9 E5
FXCHD ST(i), ST(0) | D9 C8+i | O-
FXCHD ST(0), ST(i) | D9 C8+i | -O
FXTRACT | D9 F4
FYL2X | D9 F1
FYL2XP1 | D9 F9
`;
