// What gc refuses although the language allows it: types too large for an address space or for the element of a channel,
// interfaces without a name that contain themselves, uses of types that must not lie in the heap. Checked after types, on
// packages without errors; gc gives up after each of these that found something, so the order counts.

import type { Pos } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import type { Reporter } from '../diag/reporter.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { File, InterfaceType, Node } from '../syntax/nodes.ts';
import { endPos } from '../syntax/positions.ts';
import { walk } from '../syntax/walk.ts';
import type { Checker } from './checker.ts';
import { isInstance, unpack } from './named.ts';
import type { Var } from './object.ts';
import * as ObjKind from './objkind.ts';
import * as Mode from './operand-mode.ts';
import type { Instance } from './recording.ts';
import { alignof } from './sizes.ts';
import * as TypeKind from './typekind.ts';
import type { Chan, Interface, Struct, Type } from './type.ts';
import { typeSet } from './typeset.ts';
import { typeString } from './typestring.ts';
import { unalias, under } from './under.ts';

/** Reports what gc refuses before it looks at directives; returns whether it found nothing. */
export function checkRestrictions(check: Checker, files: readonly File[], reporter: Reporter): boolean {
  return interfaceCycles(check, reporter) && notInHeap(check, files, reporter);
}

/** Reports types that are too large; gc finds them along with errors in directives. */
export function checkSizes(check: Checker, files: readonly File[], reporter: Reporter): void {
  new SizeCheck(check, reporter).run(files);
}

// ----------------------------------------------------------------------------
// Interfaces without a name that contain themselves

/** Reports interface literals whose methods lead back to them without a named type between. */
function interfaceCycles(check: Checker, reporter: Reporter): boolean {
  let ok = true;
  let outer: InterfaceType | null = null;
  const cyclic = new Map<Interface, boolean>();
  const literals = check.interfaces.toSorted((a, b) => a.pos - b.pos);
  for (const e of literals) {
    // A literal within another one is looked at from there.
    if (outer !== null && outer.pos <= e.pos && e.pos <= endPos(outer)) continue;
    outer = e;
    const t = e.type === null ? null : unalias(e.type as Type); // what the checker recorded
    if (t === null || t.kind !== TypeKind.Interface || !hasCycle(t, cyclic)) continue;
    const message = 'invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)';
    reporter.report({ pos: e.pos, code: Code.InvalidTypeCycle, message, soft: false });
    ok = false;
    for (const i of cyclic.keys()) cyclic.set(i, false); // said once
  }
  return ok;
}

function hasCycle(t: Interface, cyclic: Map<Interface, boolean>): boolean {
  for (const m of typeSet(t).methods) if (leadsBack(m.type!, cyclic)) return true;
  return false;
}

function leadsBack(t: Type, cyclic: Map<Interface, boolean>): boolean {
  t = unalias(t);
  switch (t.kind) {
    case TypeKind.Pointer:
    case TypeKind.Array:
    case TypeKind.Chan:
    case TypeKind.Slice:
      return leadsBack(t.elem, cyclic);
    case TypeKind.Map:
      return leadsBack(t.key, cyclic) || leadsBack(t.elem, cyclic);
    case TypeKind.Struct:
      return t.fields.some(f => leadsBack(f.type!, cyclic));
    case TypeKind.Signature:
      return (
        t.params.vars.some(v => leadsBack(v.type!, cyclic)) || t.results.vars.some(v => leadsBack(v.type!, cyclic))
      );
    case TypeKind.Interface: {
      if (t.methods.length === 0 && t.embeddeds.length === 0) return false;
      const known = cyclic.get(t);
      if (known !== undefined) return known;
      cyclic.set(t, true);
      if (hasCycle(t, cyclic)) return true;
      cyclic.set(t, false);
      return false;
    }
    default:
      return false; // a name ends the search
  }
}

// ----------------------------------------------------------------------------
// Types that must not lie in the heap

const nihPackage = 'internal/runtime/sys';

/** Reports such types as type arguments, and in declared map and channel types. */
function notInHeap(check: Checker, files: readonly File[], reporter: Reporter): boolean {
  // Nobody else can name one of them, or embed it.
  if (check.pkg.path !== nihPackage && !mentions(check)) return true;
  let ok = true;
  const error = (pos: Pos, message: string): void => {
    ok = false;
    reporter.report({ pos, code: 0, message, soft: false });
  };
  for (const file of files) {
    walk(file, n => {
      if (n.kind === NodeKind.Name && n.instance !== null) {
        for (const targ of (n.instance as Instance).targs) {
          if (!isNotInHeap(targ)) continue;
          const text = typeString(targ, null);
          error(n.pos, `cannot use incomplete (or unallocatable) type as a type argument: ${text}`);
        }
      }
      return true;
    });
  }
  if (!ok) return false;
  for (const file of files) {
    walk(file, n => {
      if (n.kind !== NodeKind.TypeDecl) return true;
      const t = n.type.type === null ? null : under(n.type.type as Type); // recorded by the checker
      if (n.type.kind === NodeKind.MapType && t !== null && t.kind === TypeKind.Map) {
        const at = n.type.pos;
        if (isNotInHeap(t.key)) error(at, 'incomplete (or unallocatable) map key not allowed');
        if (isNotInHeap(t.elem)) error(at, 'incomplete (or unallocatable) map value not allowed');
      } else if (n.type.kind === NodeKind.ChanType && t !== null && t.kind === TypeKind.Chan) {
        if (isNotInHeap(t.elem)) error(n.type.pos, 'chan of incomplete (or unallocatable) type not allowed');
      }
      return true;
    });
  }
  return ok;
}

function mentions(check: Checker): boolean {
  return check.pkg.imports.some(p => p.path === nihPackage || p.path === 'runtime/cgo');
}

function isNotInHeap(t: Type): boolean {
  t = unalias(t);
  if (t.kind === TypeKind.Named) {
    if (t.obj.name === 'nih' && t.obj.pkg !== null && t.obj.pkg.path === nihPackage) return true;
    t = under(t);
  }
  if (t.kind === TypeKind.Array) return isNotInHeap(t.elem);
  return t.kind === TypeKind.Struct && t.fields.some(f => isNotInHeap(f.type!));
}

// ----------------------------------------------------------------------------
// Sizes

/** Channels copy elements through a buffer whose element size has 16 bits. */
const maxChanElem = 1 << 16;

/** Finds types that are too large, at the declarations that have them. */
class SizeCheck {
  private readonly check: Checker;
  private readonly reporter: Reporter;
  /** No array is as large as this. */
  private readonly maxWidth: number;
  /** No struct is as large as this. */
  private readonly maxStruct: number;
  /** Widths; -2 while one is computed. */
  private readonly widths = new Map<Type, number>();
  private readonly seen = new Set<Type>();
  private at: Pos = 0;
  private ok = true;

  constructor(check: Checker, reporter: Reporter) {
    this.check = check;
    this.reporter = reporter;
    const wide = check.conf.sizes.wordSize === 8;
    this.maxWidth = wide ? 2 ** 50 : 2 ** 32 - 1;
    this.maxStruct = wide ? 2 ** 50 : 2 ** 31 - 1;
  }

  run(files: readonly File[]): void {
    // Large types come from large arrays; where there are none nothing needs a closer look. A channel of a large element
    // needs none here: the element may come from elsewhere.
    const { large, channels } = this.check;
    if (!large && !channels.some(t => this.tooLargeFor(t))) return;
    this.widths.clear();
    for (const obj of this.check.objList) {
      this.at = obj.pos;
      if (obj.kind === ObjKind.TypeName) {
        const t = obj.type!;
        if (t.kind === TypeKind.Named && t.tparams.length > 0) continue;
        if (t.kind === TypeKind.Alias && t.tparams.length > 0) continue;
        this.visit(t);
      } else if (obj.kind === ObjKind.Var || (obj.kind === ObjKind.Func && obj.type!.tparams.length === 0)) {
        this.visit(obj.type!);
      }
    }
    if (!this.ok) return;
    for (const file of files) {
      for (const d of file.declList) {
        if (d.kind === NodeKind.FuncDecl && d.body !== null) walk(d.body, n => this.local(n));
      }
    }
  }

  private tooLargeFor(t: Chan): boolean {
    return this.width(t.elem) >= maxChanElem;
  }

  /** Local variables, and types that are made without one. */
  private local(n: Node): boolean {
    this.at = n.pos;
    switch (n.kind) {
      case NodeKind.Name: {
        const obj = n.obj as Var | null; // the checker's record
        if (obj !== null && obj.kind === ObjKind.Var && obj.pos === n.pos && obj.type !== null) this.visit(obj.type);
        break;
      }
      case NodeKind.CompositeLit:
      case NodeKind.CallExpr:
        if (n.type !== null && (n.mode === Mode.Value || n.mode === Mode.CommaOk)) this.visit(n.type as Type);
        break;
    }
    return true;
  }

  private error(message: string): void {
    this.ok = false;
    this.reporter.report({ pos: this.at, code: 0, message, soft: false });
  }

  /** Looks at a type and at all that it is made of, pointers followed. */
  private visit(t: Type): void {
    t = unalias(t);
    if (this.seen.has(t)) return;
    this.seen.add(t);
    const at = this.at;
    switch (t.kind) {
      case TypeKind.Named:
        // A type of another package was looked at there; one of this package has its own place.
        if (!isInstance(t) && t.obj.pkg !== this.check.pkg) break;
        if (unpack(t).tparams.length > 0 && !isInstance(t)) break;
        if (!isInstance(t)) this.at = t.obj.pos;
        this.visit(under(t));
        break;
      case TypeKind.Array:
        this.visit(t.elem);
        this.width(t);
        break;
      case TypeKind.Slice:
      case TypeKind.Pointer:
        this.visit(t.elem);
        break;
      case TypeKind.Map:
        this.visit(t.key);
        this.visit(t.elem);
        break;
      case TypeKind.Chan:
        this.visit(t.elem);
        if (this.tooLargeFor(t)) this.error('channel element type too large (>64kB)');
        break;
      case TypeKind.Struct:
        for (const f of t.fields) this.visit(f.type!);
        this.width(t);
        break;
      case TypeKind.Signature:
        for (const v of t.params.vars) this.visit(v.type!);
        for (const v of t.results.vars) this.visit(v.type!);
        break;
      case TypeKind.Interface:
        for (const m of t.methods) this.visit(m.type!);
        break;
      default:
        break;
    }
    this.at = at;
  }

  /** The width of a type; one that is too large is reported, and small from then on. */
  private width(t: Type): number {
    t = unalias(t);
    const known = this.widths.get(t);
    if (known !== undefined) return known;
    const word = this.check.conf.sizes.wordSize;
    let w: number;
    switch (t.kind) {
      case TypeKind.Named:
        w = this.width(under(t));
        break;
      case TypeKind.Array: {
        const elem = this.width(t.elem);
        if (elem !== 0 && t.len > Math.floor((this.maxWidth - 1) / elem)) {
          this.error(`type ${this.long(t)} larger than address space`);
          w = 0;
        } else {
          w = elem * Math.max(t.len, 0);
          if (word === 4 && w >= 2 ** 31) this.error(`type ${this.long(t)} too large`);
        }
        break;
      }
      case TypeKind.Struct:
        w = this.structWidth(t);
        break;
      case TypeKind.Basic:
        w = basicWidth(t.name, word);
        break;
      case TypeKind.Slice:
        w = 3 * word;
        break;
      case TypeKind.Interface:
        w = 2 * word;
        break;
      case TypeKind.TypeParam:
        w = 0; // known in instances only
        break;
      default:
        w = word;
    }
    this.widths.set(t, w);
    return w;
  }

  private structWidth(t: Struct): number {
    let offset = 0;
    for (const f of t.fields) {
      const align = containsTypeParam(f.type!) ? 1 : alignof(this.check.conf.sizes, f.type!);
      offset = Math.ceil(offset / align) * align + this.width(f.type!);
      if (offset >= this.maxStruct) {
        this.error(`type ${this.long(t)} too large`);
        return 8;
      }
    }
    return offset;
  }

  /** The definition of a type, whatever its name. */
  private long(t: Type): string {
    return typeString(t, this.check.qualifier);
  }
}

function containsTypeParam(t: Type): boolean {
  t = unalias(t);
  if (t.kind === TypeKind.TypeParam) return true;
  if (t.kind === TypeKind.Array) return containsTypeParam(t.elem);
  return t.kind === TypeKind.Struct && t.fields.some(f => containsTypeParam(f.type!));
}

function basicWidth(name: string, word: number): number {
  const bits = /[0-9]+$/.exec(name);
  if (bits !== null) return Number(bits[0]) / 8;
  switch (name) {
    case 'bool':
    case 'byte':
      return 1;
    case 'rune':
      return 4;
    case 'string':
      return 2 * word;
    default:
      return word;
  }
}
