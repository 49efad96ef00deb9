// What the tests of this room share: types from source text, with their layouts and names.

import { memoryFacts } from '../target/memory.ts';
import { checkSource } from '../types/check-source.ts';
import { sizes64 } from '../types/sizes.ts';
import type { Type } from '../types/type.ts';
import { assert } from '../diag/internal-error.ts';
import { Layouts } from './layout.ts';
import { TypeNames } from './names.ts';

/** The type written in Go, on a machine. */
export function typeFrom(text: string, goarch = 'amd64'): { t: Type; layouts: Layouts; names: TypeNames } {
  const { errors, typeOf } = checkSource(`package p; var x ${text}`);
  assert(errors.length === 0, errors.join('\n'));
  const layouts = new Layouts(sizes64, memoryFacts(goarch));
  return { t: typeOf('x'), layouts, names: new TypeNames(layouts, () => 0) };
}
