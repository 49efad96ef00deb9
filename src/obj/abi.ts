// Calling conventions as symbols carry them: a symbol is named by its name and one of these. Data has ABI0.

export const ABI0 = 0; // arguments on the stack; assembly
export const ABIInternal = 1; // arguments in registers; Go
export type Kind = typeof ABI0 | typeof ABIInternal;

/** The name of a convention, as messages print it. */
export function abiName(abi: number): string {
  return abi === ABI0 ? 'ABI0' : abi === ABIInternal ? 'ABIInternal' : `ABI(${abi})`;
}
