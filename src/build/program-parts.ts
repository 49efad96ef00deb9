// Which package is in which of the parts in which a program is linked (link/split-demand.ts).

import { LibraryPart, MainPart, PackagesPart, type PartNumber, RuntimePart } from '../link/split-parts.ts';
import type { Unit } from '../load/units.ts';

/**
 * So many packages below the main one that are not the distribution's are linked apart from it: with cobra and the one package that it
 * needs, an edit of main takes a third less time then. Where there is but one it is edited as often as main.
 */
const middleSize = 2;

/** The parts of one program. */
export class ProgramParts {
  private readonly parts = new Map<string, PartNumber>();
  private readonly present = new Set<PartNumber>();
  /** Of the packages of `LibraryPart` the first by name: '' where there is none. */
  readonly libraryHome: string;

  /** `implied`: the packages that every program has. */
  constructor(units: readonly Unit[], root: Unit, implied: readonly string[]) {
    const runtime = new Set<Unit>();
    const add = (u: Unit): void => {
      if (runtime.has(u)) return;
      runtime.add(u);
      for (const dep of u.deps) add(dep);
    };
    for (const u of units) if (implied.includes(u.package.importPath)) add(u);
    const edited = units.filter(u => !u.library && u !== root);
    // Of a test it is mostly what is tested that is edited. Counters of coverage lie together, in the last part.
    const isApart = root.world === '' && edited.length >= middleSize && edited.every(u => u.counters === '');
    for (const u of units) {
      const isLast = u === root || !isApart;
      const part = runtime.has(u) ? RuntimePart : u.library ? LibraryPart : isLast ? MainPart : PackagesPart;
      this.parts.set(u.path, part);
      this.present.add(part);
    }
    const library = units.filter(u => this.of(u.path) === LibraryPart).map(u => u.path);
    this.libraryHome = library.sort()[0] ?? '';
  }

  /** The part of a package, by the path of its symbols; what is made of nothing is the main package's. */
  of(path: string): PartNumber {
    return this.parts.get(path) ?? MainPart;
  }

  /** Whether a part has packages. */
  has(part: PartNumber): boolean {
    return this.present.has(part);
  }
}
