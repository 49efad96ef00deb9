// What -v of the linker says, in gc's lines. Objects are made on demand, so that there are no symbols but those that are reached.

import type { LinkOptions } from './ctxt.ts';

/** gc's number for the executables of Linux, which -H names. */
const headLinux = 5;

/** Which options of the link its report speaks of. */
export type Reported = Pick<LinkOptions, 'target' | 'strip' | 'noDwarf' | 'textAddr'>;

/** The report on a link whose executable has so many symbols. */
export function linkReport({ target, strip, noDwarf, textAddr }: Reported, symbols: number): string[] {
  const start = textAddr >= 0 ? textAddr : target.imageBase + target.pageSize;
  const onOff = (isOff: boolean): string => (isOff ? 'off' : 'on');
  return [
    `build mode: exe, symbol table: ${onOff(strip)}, DWARF: ${onOff(noDwarf)}`,
    `HEADER = -H${headLinux} -T0x${start.toString(16)} -R0x${target.pageSize.toString(16)}`,
    `${symbols} symbols reachable`,
  ];
}
