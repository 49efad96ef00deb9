// What -S prints of a package.

import type { FuncText } from '../obj/prog.ts';
import { dataListing, functionListing } from '../obj/listing.ts';
import type { Compiler } from './compiler.ts';

/** The lines for a package, compiled whole; `outermost`: inlined code has the lines of the calls in the function. */
export function packageListing(compiler: Compiler, importPath: string, outermost: boolean): string[] {
  const texts: FuncText[] = [];
  compiler.watcher = { goPass: null, passes: () => null, emitted: (_cx, _f, _a, text) => texts.push(text) };
  const cx = compiler.wholePackage(importPath, []);
  compiler.watcher = null;
  const out: string[] = [];
  for (const t of texts) functionListing(cx, t, outermost, out);
  dataListing(cx.obj, out);
  return out;
}
