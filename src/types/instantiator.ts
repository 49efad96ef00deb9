// The types of a generic function's body in one instance of it. The body is checked once, with type parameters; who compiles
// it for given type arguments puts these in the place of the parameters in every type that is recorded on the tree.
//
// Types that are declared inside the function are other types in each instance: they get the function's type arguments as
// `implicits`, also where their declaration does not mention a type parameter.

import type { Context } from './context.ts';
import { identical } from './predicates.ts';
import type { Scope } from './scope.ts';
import { Subster, SubstMap } from './subst.ts';
import type { Alias, Signature, Type, TypeParam } from './type.ts';
import { Named, NamedUnpacked } from './type.ts';
import { unalias } from './under.ts';

/** Makes the types of one instance. Equal types of the body give one object, as far as they are declared in it. */
export class Instantiator extends Subster {
  private readonly scope: Scope;
  private readonly implicits: readonly Type[];
  private readonly tparams: readonly TypeParam[];
  /** What was made for each type that is declared inside the function. */
  private readonly locals: Map<Named, Named[]>;

  private constructor(
    scope: Scope,
    implicits: readonly Type[],
    tparams: readonly TypeParam[],
    targs: readonly Type[],
    locals: Map<Named, Named[]>,
    ctxt: Context,
  ) {
    super(null, 0, new SubstMap(tparams, targs), null, ctxt);
    this.scope = scope;
    this.implicits = implicits;
    this.tparams = tparams;
    this.locals = locals;
  }

  /**
   * For the function of which sig is the signature that its body sees. The type parameters are those of the function, or,
   * for a method, of its receiver.
   */
  static of(sig: Signature, targs: readonly Type[], ctxt: Context): Instantiator {
    const tparams = sig.rparams.length > 0 ? sig.rparams : sig.tparams;
    return new Instantiator(sig.scope!, targs, tparams, targs, new Map(), ctxt);
  }

  protected override named(t: Named): Type {
    const orig = t.orig;
    if (!this.isLocal(orig)) return super.named(t);
    const targs = this.types(t.targs);
    let made = this.locals.get(orig);
    if (made === undefined) {
      made = [];
      this.locals.set(orig, made);
    }
    for (const n of made) if (n.targs.every((a, i) => identical(a, targs[i]!))) return n;
    const n = new Named(null, orig.obj, orig, targs, null, null);
    n.implicits = this.implicits;
    n.tparams = orig.tparams;
    n.ctxt = this.ctxt;
    n.state = NamedUnpacked;
    made.push(n); // before its contents, which may mention it
    n.fromRHS = this.inside(orig, targs).typ(orig.fromRHS!);
    return n;
  }

  /** The type behind it: an alias inside the function may stand for a type with its type parameters, or a local one. */
  protected override alias(t: Alias): Type {
    return this.typ(unalias(t));
  }

  /** For what stands in the declaration of a local type with type parameters of its own. */
  private inside(orig: Named, targs: readonly Type[]): Instantiator {
    if (targs.length === 0) return this;
    const map = [...this.tparams, ...orig.tparams];
    const outer = this.tparams.map(p => this.map.lookup(p));
    return new Instantiator(this.scope, this.implicits, map, [...outer, ...targs], this.locals, this.ctxt);
  }

  /** Whether the type is declared inside the function. */
  private isLocal(orig: Named): boolean {
    for (let s = orig.obj.parent; s !== null; s = s.parent) if (s === this.scope) return true;
    return false;
  }
}
