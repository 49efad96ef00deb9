// How a machine passes arguments and results: the number of registers that ABIInternal uses. Which value goes where is
// decided from types alone (rtype/abi.ts); which machine registers the numbers stand for, by the machine.

/** What the assignment of parameters to registers depends on. */
export class AbiConfig {
  /** Registers for integers and pointers. */
  readonly intRegs: number;
  /** Registers for floating-point numbers. */
  readonly floatRegs: number;

  constructor(intRegs: number, floatRegs: number) {
    this.intRegs = intRegs;
    this.floatRegs = floatRegs;
  }
}

/** Everything on the stack: ABI0, and ABIInternal of machines that have no registers for it. */
export const stackAbi: AbiConfig = new AbiConfig(0, 0);

const amd64 = new AbiConfig(9, 15);
const sixteen = new AbiConfig(16, 16);

/** The registers of ABIInternal on a GOARCH. */
export function internalAbi(goarch: string): AbiConfig {
  switch (goarch) {
    case 'amd64':
      return amd64;
    case 'arm64':
    case 'riscv64':
    case 'loong64':
      return sixteen;
    default:
      return stackAbi;
  }
}
