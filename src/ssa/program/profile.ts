// Which calls a program spends its time in, as a profile of an earlier run tells it (go.dev/doc/pgo). A call is found again by the name of
// the function that it is written in and the number of lines from where that function starts, so that it survives edits elsewhere.

/** How often one function was seen to call another from a line. */
export interface CallEdge {
  /** Functions as the runtime prints their names: what instances are made of is `...`. */
  readonly caller: string;
  readonly callee: string;
  /** Lines from the one that the caller starts on; `//line` directives count, so it may be negative. */
  readonly offset: number;
  /** Above zero; of what unit does not matter. */
  readonly weight: number;
}

/** The calls that make up this part of all time count as hot. gc takes 0.99 (PGOInlineCDFThreshold), but knows fewer calls again. */
const hotShare = 0.9;
/**
 * What is called through a pointer by the calls that make up this part is compared with what they called. gc does so wherever a profile has
 * any call at all; a comparison costs next to nothing, but each has a second call.
 */
const comparedShare = 0.99;

/** A profile, looked up by calls. */
export class Profile {
  /** What is called from a line of a function by `comparedShare` of all calls, the hottest first. */
  private readonly sites = new Map<string, string[]>();
  /** How many of these are hot. */
  private readonly hotAt = new Map<string, number>();
  private readonly callees = new Set<string>();

  /** `edges` are sorted: the greatest weight first. */
  constructor(edges: readonly CallEdge[]) {
    let all = 0;
    for (const e of edges) all += e.weight;
    let seen = 0;
    for (const { caller, callee, offset, weight } of edges) {
      const site = `${offset} ${caller}`;
      const called = this.sites.get(site);
      if (called === undefined) this.sites.set(site, [callee]);
      else called.push(callee);
      // The call that passes a limit counts too: it may be most of all.
      if (seen <= hotShare * all) {
        this.hotAt.set(site, this.sites.get(site)!.length);
        this.callees.add(callee);
      }
      seen += weight;
      if (seen > comparedShare * all) break;
    }
  }

  /** Whether some call of the function is hot. */
  isHotCallee(symbol: string): boolean {
    return this.callees.has(printedName(symbol));
  }

  /** Whether the call of a function from a line of another is hot. */
  isHot(caller: string, offset: number, callee: string): boolean {
    const site = siteOf(caller, offset);
    const at = this.sites.get(site)?.indexOf(printedName(callee)) ?? -1;
    return at >= 0 && at < (this.hotAt.get(site) ?? 0);
  }

  /** What was called from a line of a function, the hottest first, but for what is rare in the whole program. */
  called(caller: string, offset: number): readonly string[] {
    return this.sites.get(siteOf(caller, offset)) ?? [];
  }
}

function siteOf(caller: string, offset: number): string {
  return `${offset} ${printedName(caller)}`;
}

/** The name of a function as the runtime prints it (runtime: funcNameForPrint). */
function printedName(symbol: string): string {
  const open = symbol.indexOf('[');
  return open < 0 ? symbol : `${symbol.slice(0, open)}[...]${symbol.slice(symbol.lastIndexOf(']') + 1)}`;
}
