// Compiler directives as the parser attaches them to declarations. Every directive is kept as it is written; what it
// means, and whether it is allowed where it stands, is judged after types (types/noder), as gc's noder does.

import type { Pos } from '../base/pos.ts';

/** One `//go:` (or `//export`, `//line`-free) comment: its text without the slashes. */
export interface Directive {
  readonly pos: Pos;
  readonly text: string;
  /** Nothing but blanks stands before it on its line. */
  readonly blankLine: boolean;
}

/** The directives that belong to one declaration, or to the file. */
export type Pragma = Directive[];
