// What escape analysis tells callers of a function: where the pointers go that it is given. gc calls it the tag of a parameter;
// here each scalar of a parameter has its own, so that one field of a small struct may leak while another stays.
//
// A flow has a count of dereferences: 0 the scalar itself, 1 what it points to, 2 what that points to, and so on. Only the
// smallest count matters: what flows with n dereferences flows with more.

/** No flow. */
export const NoFlow = -1;

/** Where the pointers of one parameter scalar, or of one captured variable, go. Counts of dereferences; NoFlow for none. */
export interface ParamFlow {
  /** To the heap, or anywhere else that outlives the call. */
  readonly heap: number;
  /** To what is written through. */
  readonly mutated: number;
  /** To a func value that is called. */
  readonly called: number;
  /** To each scalar of the results (a result in memory counts as one), in order; those that are missing have none. */
  readonly results: readonly number[];
}

/** The flow of what a closure captured. */
export interface CaptureFlow {
  /** Where the closure's record has it. */
  readonly offset: number;
  readonly flow: ParamFlow;
}

/** The flows of a function. */
export interface EscapeSummary {
  /** One for each scalar of the parameters, the receiver first; a parameter in memory has one. */
  readonly params: readonly ParamFlow[];
  /** Of a closure: what it captured in single scalars, as far as it flows anywhere. */
  readonly captures: readonly CaptureFlow[];
  /** Of a closure: the record itself, as a pointer; it stands for captured variables that are not taken apart. */
  readonly context: ParamFlow;
}

const noResults: readonly number[] = [];

/** The flow of a scalar that goes nowhere, such as one that is no pointer. */
export const flowsNowhere: ParamFlow = { heap: NoFlow, mutated: NoFlow, called: NoFlow, results: noResults };

/** The count of a flow to result scalar i. */
export function resultFlow(flow: ParamFlow, i: number): number {
  return i < flow.results.length ? flow.results[i]! : NoFlow;
}
