// The link of gc's archives in parts (split.ts). There are up to three: the library, which is what the distribution has of the
// program, behind it all other packages but main, and main. So an edit of main links main alone, and one of another package leaves
// the library what it is. A program that has no other packages is linked in two parts; its main package may be the distribution's.

import { pathToPrefix } from '../base/path-to-prefix.ts';
import { ofDistribution } from '../obj/goobj.ts';
import { ArchivePart } from './archive-part.ts';
import type { Base, BaseKnown, InitTask, Round } from './base.ts';
import type { LinkOptions } from './ctxt.ts';
import { LinkFailure } from './failure.ts';
import { initTask } from './inittask.ts';
import type { OtherArchives } from './load.ts';
import { hasNothing, Recalled } from './recalled.ts';
import { BaseLink } from './split-base.ts';
import { Half, rootBase, rootFips, Unfit } from './split-half.ts';
import { type Before, converseAll, Flooded, Middle } from './split-talk.ts';
import { finishBehind, type LinkedImage, OwnLink, placed } from './split.ts';

/** The archive of a package. */
export interface Archive {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** gc's archives of a program. */
export interface ArchiveInput extends Archive {
  /** The archive of a package by its import path; null where there is none. */
  open(pkg: string): Archive | null;
  /** The import paths of all packages that `open` may find. */
  readonly packages: readonly string[];
}

/** What a base made of archives has: what the distribution has of the program, or all packages but main. */
export type Extent = 'library' | 'packages';

/** A base that was made from archives. */
export interface ArchiveBase {
  readonly extent: Extent;
  /** The packages that the parts behind it import, in the order in which they do. */
  readonly roots: readonly string[];
  /** All of its packages, with what importers expect of their export data. */
  readonly fingerprints: ReadonlyMap<string, string>;
  /** Where symbols are defined that the parts behind it were read with: prefixes of packages by `abi name`; '' for nowhere. */
  readonly homes: ReadonlyMap<string, string>;
  readonly base: Base;
}

/** What a link of archives in parts comes to. */
export interface ArchiveResult extends LinkedImage {
  /** The bases that were made. */
  readonly made: readonly ArchiveBase[];
}

/**
 * As `linkSplit`, for archives. Null where the program cannot be linked in parts, where there are mistakes, which the plain link
 * words, or where `found` does not fit.
 */
export function linkArchives(
  input: ArchiveInput,
  options: LinkOptions,
  found: ArchiveBase | null,
): ArchiveResult | null {
  try {
    return new ArchiveLink(input, options, found).run();
  } catch (e) {
    if (e instanceof Unfit || e instanceof LinkFailure) return null;
    throw e;
  }
}

/** The packages of a part that are needed before it is linked, and where symbols of it are defined. */
class Needs {
  readonly roots: string[] = [];
  readonly fingerprints = new Map<string, string>();
  readonly homes: Map<string, string>;
  private readonly found: ArchiveBase | null;

  constructor(found: ArchiveBase | null) {
    this.found = found;
    this.homes = new Map(found?.homes);
  }

  /** Takes in that a package is imported. */
  add(pkg: string, fingerprint: string): void {
    const known = this.fingerprints.get(pkg);
    if (known === undefined) {
      this.roots.push(pkg);
      this.fingerprints.set(pkg, fingerprint);
    } else if (known !== fingerprint) throw new Unfit();
  }

  /** Where a symbol is defined; `find` says so where no base was found. */
  home(name: string, abi: number, find: () => string): string {
    const key = `${abi}${name}`;
    let prefix = this.homes.get(key);
    if (prefix === undefined) {
      if (this.found !== null) throw new Unfit();
      prefix = find();
      this.homes.set(key, prefix);
    }
    return prefix;
  }

  /** Holds the packages of a base against what was expected of them. */
  check(fingerprints: ReadonlyMap<string, string>): void {
    for (const [pkg, f] of this.fingerprints) if (fingerprints.get(pkg) !== f) throw new Unfit();
    const { found } = this;
    if (found === null) return;
    if (this.roots.length !== found.roots.length || this.roots.some((p, i) => p !== found.roots[i])) throw new Unfit();
  }
}

class ArchiveLink {
  private readonly input: ArchiveInput;
  private readonly options: LinkOptions;
  private readonly found: ArchiveBase | null;
  private readonly isStd = new Map<string, boolean>();
  private readonly byPrefix = new Map<string, string>();
  /** Of the library, and of all packages but main. */
  private readonly library: Needs;
  private readonly packages: Needs;
  private libraryHalf: Half | null = null;
  private middleHalf: Half | null = null;

  constructor(input: ArchiveInput, options: LinkOptions, found: ArchiveBase | null) {
    this.input = input;
    this.options = options;
    this.found = found;
    this.library = new Needs(found?.extent === 'library' ? found : null);
    this.packages = new Needs(found?.extent === 'packages' ? found : null);
  }

  run(): ArchiveResult {
    const { found, library, packages, options } = this;
    const main = this.half(['main'], 'packages');
    if (found?.extent === 'packages') {
      packages.check(found.fingerprints);
      const recalled = new Recalled([found.base], hasNothing, true);
      return { ...finishBehind(new OwnLink(main, options, found.base.facts.inittasks), recalled), made: [] };
    }
    const others = packages.roots.filter(pkg => !this.ofLibrary(pkg));
    for (const pkg of packages.roots) if (this.ofLibrary(pkg)) library.add(pkg, packages.fingerprints.get(pkg)!);
    const middle = others.length === 0 ? null : this.half(others, 'library');
    this.middleHalf = middle;
    let first: Half | null = null;
    let inits: readonly InitTask[];
    let fingerprints: ReadonlyMap<string, string>;
    if (found !== null) {
      inits = found.base.facts.inittasks;
      fingerprints = found.fingerprints;
    } else {
      first = this.half(library.roots, null);
      rootBase(first, options);
      rootFips(first);
      this.libraryHalf = first;
      inits = tasksOf(first);
      fingerprints = fingerprintsOf(first);
    }
    library.check(fingerprints);
    const recalled = found === null ? null : new Recalled([found.base], hasNothing, true);
    const before: Before = recalled ?? new Flooded(first!);
    const made: ArchiveBase[] = [];
    const libraryMade = (base: Base): void => {
      const { roots, homes } = library;
      if (found === null) made.push({ extent: 'library', roots, fingerprints, homes, base });
    };

    if (middle === null) {
      const link = new OwnLink(main, options, inits);
      const rounds: Round[] = [];
      converseAll(link.side, before, rounds);
      const making = first === null ? null : new BaseLink(first, [], options, rounds, inits, null);
      const base = placed(link.place(making?.known ?? recalled!.base), making, recalled);
      libraryMade(base);
      return { ...link.finish(base), made };
    }
    const all = new Map([...fingerprints, ...fingerprintsOf(middle)]);
    packages.check(all);
    const allInits = [...inits, ...tasksOf(middle)];
    const second = new Middle(middle, before);
    const link = new OwnLink(main, options, allInits);
    const rounds: Round[] = [];
    converseAll(link.side, second, rounds);
    const making = first === null ? null : new BaseLink(first, [], options, second.rounds, inits, null);
    const known: BaseKnown = making?.known ?? recalled!.base;
    const makingAll = new BaseLink(middle, [], options, rounds, allInits, { side: second.side, known });
    const places = link.place(makingAll.known);
    const libraryBase = placed(places, making, recalled);
    libraryMade(libraryBase);
    const base = makingAll.finish(places, libraryBase);
    const { roots, homes } = packages;
    made.push({ extent: 'packages', roots, fingerprints: all, homes, base });
    return { ...link.finish(base), made };
  }

  /** A part with these packages and what they import, but for what belongs to `before`; null where all belongs to it. */
  private half(roots: readonly string[], before: Extent | null): Half {
    const { input, options } = this;
    return new Half(options, before === null ? null : this.others(before), loader => {
      for (const pkg of roots) loader.addLib(pkg, pkg === 'main' ? input.file : pkg, '');
      loader.readAll(pkg => (pkg === 'main' ? input : input.open(pkg)));
      loader.loadSyms();
      return new ArchivePart(loader, options.target.ptrSize, before !== null);
    });
  }

  /** What a part knows of the archives of the parts before it. */
  private others(before: Extent): OtherArchives {
    const { input, byPrefix, packages, library } = this;
    const needs = before === 'packages' ? packages : library;
    return {
      takes: (pkg, fingerprint, from) => {
        if (before === 'packages') {
          if (this.found?.fingerprints.has(pkg) !== true && input.open(pkg) === null) throw new Unfit();
        } else if (!this.ofLibrary(pkg)) return false;
        if (from !== '') needs.add(pkg, fingerprint);
        return true;
      },
      open(prefix) {
        if (byPrefix.size === 0) for (const pkg of input.packages) byPrefix.set(pathToPrefix(pkg), pkg);
        const pkg = byPrefix.get(prefix);
        return pkg === undefined ? null : input.open(pkg);
      },
      home: (name, abi) => {
        const inLibrary = (): string => library.home(name, abi, () => homeIn(this.libraryHalf, name, abi) ?? '');
        if (before === 'library') return inLibrary();
        return packages.home(name, abi, () => homeIn(this.middleHalf, name, abi) ?? inLibrary());
      },
    };
  }

  /** Whether a package belongs to the library. */
  private ofLibrary(pkg: string): boolean {
    let is = this.isStd.get(pkg);
    if (is === undefined) {
      if (this.found?.fingerprints.has(pkg) === true) is = true;
      else {
        const archive = this.input.open(pkg);
        if (archive === null) throw new Unfit();
        is = ofDistribution(archive.bytes);
      }
      this.isStd.set(pkg, is);
    }
    return is;
  }
}

/** The prefix of the package of this part that defines a symbol; null where none does. */
function homeIn(half: Half | null, name: string, abi: number): string | null {
  if (half === null) return null;
  const { tab, loader } = half.cx;
  const o = loader.objs[tab.obj[tab.lookup(name, abi)]!];
  return o === null || o === undefined || o.isShadow ? null : pathToPrefix(o.lib.pkg);
}

function tasksOf({ cx }: Half): InitTask[] {
  return cx.loader.libs.map(lib => initTask(cx, `${pathToPrefix(lib.pkg)}..inittask`));
}

function fingerprintsOf({ cx }: Half): Map<string, string> {
  return new Map(cx.loader.libs.map(lib => [lib.pkg, lib.fingerprint]));
}
