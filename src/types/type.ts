// The types of Go, one small class each. Classes hold data; what is asked of types (identity, underlying types, type sets,
// methods, strings) are functions in the other files of this folder, as switches over `kind`.
//
// Two types are the same Go type when `identical` (predicates.ts) says so, never because they are one object; only Named
// types that are no instances, and type parameters, are identical exactly when they are one object. `null` as a Type means
// "not known yet", and only where a field says so; what is wrong in the source has the type Typ.Invalid.

import type { Pos } from '../base/pos.ts';
import type * as ChanDir from '../syntax/chandir.ts';
import type { Checker } from './checker.ts';
import type { Context } from './context.ts';
import type { Func, TypeName, Var } from './object.ts';
import type { Scope } from './scope.ts';
import * as TypeKind from './typekind.ts';

export type Type =
  | Basic
  | ArrayT
  | Slice
  | Struct
  | Pointer
  | Tuple
  | Signature
  | Union
  | Interface
  | MapT
  | Chan
  | Named
  | TypeParam
  | Alias;

/** A predeclared type, or the type of an untyped constant. All of them are in basic.ts. */
export class Basic {
  readonly kind = TypeKind.Basic;
  /** A number of basickind.ts. */
  readonly basic: number;
  /** Bits of basicinfo.ts. */
  readonly info: number;
  readonly name: string;

  constructor(basic: number, info: number, name: string) {
    this.basic = basic;
    this.info = info;
    this.name = name;
  }
}

/** `[len]elem`; len < 0 is a length that is not known because of an error. */
export class ArrayT {
  readonly kind = TypeKind.Array;
  len: number;
  elem: Type;

  constructor(elem: Type, len: number) {
    this.len = len;
    this.elem = elem;
  }

  // Some lengths are above 2**31. In a field that has held no number V8 keeps each as it comes; else it would make all of them doubles.
  static readonly shape = new ArrayT(null as never, null as never);
}

/** `[]elem`. */
export class Slice {
  readonly kind = TypeKind.Slice;
  elem: Type;

  constructor(elem: Type) {
    this.elem = elem;
  }
}

/** `struct { fields }`; `tags` is empty where no field has a tag, else one a field. */
export class Struct {
  readonly kind = TypeKind.Struct;
  fields: readonly Var[];
  tags: readonly string[];

  constructor(fields: readonly Var[], tags: readonly string[]) {
    this.fields = fields;
    this.tags = tags;
  }

  /** The tag of field i, a byte string (base/quote.ts); empty where there is none. */
  tag(i: number): string {
    return i < this.tags.length ? this.tags[i]! : '';
  }
}

/** `*elem`. */
export class Pointer {
  readonly kind = TypeKind.Pointer;
  elem: Type;

  constructor(elem: Type) {
    this.elem = elem;
  }
}

/** Parameters or results of a signature, or the type of a call with several results. */
export class Tuple {
  readonly kind = TypeKind.Tuple;
  readonly vars: readonly Var[];

  constructor(vars: readonly Var[]) {
    this.vars = vars;
  }
}

/** The tuple of no variables. A signature always has tuples, maybe this one. */
export const emptyTuple: Tuple = new Tuple([]);

/** No type parameters. */
export const noTypeParams: readonly TypeParam[] = [];

/** No types. */
export const noTypes: readonly Type[] = [];

/** `func(params) results`. The receiver does not take part in identity. */
export class Signature {
  readonly kind = TypeKind.Signature;
  /** The type parameters of the receiver's type as the method declares them. */
  rparams: readonly TypeParam[];
  tparams: readonly TypeParam[];
  /** The scope of the function's parameters, where it comes from source and is no instance. */
  scope: Scope | null;
  /** Null: no method. */
  recv: Var | null;
  params: Tuple;
  results: Tuple;
  /** The last parameter is `...T`, and its type here `[]T` (a string, or a type parameter, in a call of append). */
  variadic: boolean;

  constructor(recv: Var | null, tparams: readonly TypeParam[], params: Tuple, results: Tuple, variadic: boolean) {
    this.rparams = noTypeParams;
    this.tparams = tparams;
    this.scope = null;
    this.recv = recv;
    this.params = params;
    this.results = results;
    this.variadic = variadic;
  }
}

/** `~type`, or `type`, in a union; also an element of a type set, where `type` null with tilde false is the whole universe. */
export class Term {
  readonly tilde: boolean;
  /** Null: the set of all types (only in type sets). */
  readonly type: Type | null;

  constructor(tilde: boolean, type: Type | null) {
    this.tilde = tilde;
    this.type = type;
  }
}

/** `term | term | ...`, only as an embedded element of an interface. */
export class Union {
  readonly kind = TypeKind.Union;
  readonly terms: readonly Term[];

  constructor(terms: readonly Term[]) {
    this.terms = terms;
  }
}

/** The type set of an interface: see typeset.ts. */
export class TypeSet {
  /** All methods, sorted by their ids. */
  readonly methods: readonly Func[];
  /** A normal form: disjoint terms; one universe term is "all types", no terms is "no types". */
  readonly terms: readonly Term[];
  /** Only if terms is all types. */
  readonly comparable: boolean;

  constructor(methods: readonly Func[], terms: readonly Term[], comparable: boolean) {
    this.methods = methods;
    this.terms = terms;
    this.comparable = comparable;
  }
}

/** The terms of the set of all types. */
export const allTerms: readonly Term[] = [new Term(false, null)];

/** The type set of the empty interface. */
export const topTypeSet: TypeSet = new TypeSet([], allTerms, false);

/** `interface { methods; embeddeds }`. */
export class Interface {
  readonly kind = TypeKind.Interface;
  /** For error messages; null once the type set is computed. */
  check: Checker | null;
  /** The methods written here, sorted by id once complete. */
  methods: readonly Func[];
  /** The embedded elements in source order: types and unions. */
  embeddeds: readonly Type[];
  /** Positions of the embedded elements, or null. */
  embedPos: readonly Pos[] | null;
  /** Wraps a constraint literal such as `~int | string`. */
  implicit: boolean;
  /** All fields are set, apart from tset. */
  complete: boolean;
  /** Null until computed (typeset.ts). */
  tset: TypeSet | null;

  constructor(check: Checker | null, methods: readonly Func[], embeddeds: readonly Type[], complete: boolean) {
    this.check = check;
    this.methods = methods;
    this.embeddeds = embeddeds;
    this.embedPos = null;
    this.implicit = false;
    this.complete = complete;
    this.tset = null;
  }
}

/** `map[key]elem`. */
export class MapT {
  readonly kind = TypeKind.Map;
  key: Type;
  elem: Type;

  constructor(key: Type, elem: Type) {
    this.key = key;
    this.elem = elem;
  }
}

/** `chan elem`, `chan<- elem`, `<-chan elem`. */
export class Chan {
  readonly kind = TypeKind.Chan;
  dir: ChanDir.Kind;
  elem: Type;

  constructor(dir: ChanDir.Kind, elem: Type) {
    this.dir = dir;
    this.elem = elem;
  }
}

/** Fills in a named type that comes from a package's binary form when it is first looked into. */
export interface NamedLoader {
  /** Whether the type has type parameters; asked before it is loaded. */
  isGeneric(named: Named): boolean;
  /** Sets `tparams`, `fromRHS` and `methods`. */
  load(named: Named): void;
}

/** Bits of `Named.state`. */
export const NamedUnpacked = 1; // tparams, fromRHS are set; methods too, but those of an instance may be unexpanded
export const NamedHasUnder = 2; // `underlying` is set
export const NamedHasFinite = 4; // `finite` is known

/**
 * A defined type, or an instance of a generic one. Read it through the functions of named.ts (`unpack`, `under`,
 * `namedMethod` ...): type parameters, right-hand side and methods of an instance, or of a type of an imported package,
 * are made when first asked for.
 */
export class Named {
  readonly kind = TypeKind.Named;
  /** Null once checking is over, and for imported types. */
  check: Checker | null;
  /** The declared type name; for an instance a synthetic one at the position of the instantiation (see `namedObj`). */
  obj: TypeName;
  /** The generic type that this is an instance of; itself when it is no instance. */
  readonly orig: Named;
  /** Type arguments of an instance; empty for all others. */
  readonly targs: readonly Type[];
  /**
   * For a type declared inside a generic function, in an instance of that function: the function's type arguments, which are
   * part of the type's identity. Empty for all others; made by instantiator.ts.
   */
  implicits: readonly Type[];
  /** Bits: NamedUnpacked ... */
  state: number;
  /** What the declaration has on its right; may be a Named, an Alias. Null until known. */
  fromRHS: Type | null;
  tparams: readonly TypeParam[];
  /** Never Named, Alias or TypeParam; null until resolved. Read it by `under`. */
  underlying: Type | null;
  /** Whether the size is finite, if NamedHasFinite. */
  finite: boolean;
  /** The declared methods; those of an instance are null, or missing, until expanded. Read them by `namedMethod`. */
  methods: (Func | null)[];
  /** Where an instance finds other instances; null for types that are none. */
  ctxt: Context | null;
  loader: NamedLoader | null;

  constructor(
    check: Checker | null,
    obj: TypeName,
    orig: Named | null,
    targs: readonly Type[],
    fromRHS: Type | null,
    loader: NamedLoader | null,
  ) {
    this.check = check;
    this.obj = obj;
    this.orig = orig ?? this;
    this.targs = targs;
    this.implicits = noTypes;
    this.state = 0;
    this.fromRHS = fromRHS;
    this.tparams = noTypeParams;
    this.underlying = null;
    this.finite = false;
    this.methods = [];
    this.ctxt = null;
    this.loader = loader;
  }
}

/** A type parameter. */
export class TypeParam {
  readonly kind = TypeKind.TypeParam;
  /** Null once checking is over, and for imported types. */
  check: Checker | null;
  /** Number within its checker, from 1; shown nowhere but in debugging output. */
  readonly id: number;
  obj: TypeName;
  /** Place in its parameter list, from 0; -1 until bound to one. */
  index: number;
  /** The constraint; see `typeParamIface`. Null until the declaration has it. */
  bound: Type | null;

  constructor(check: Checker | null, id: number, obj: TypeName, bound: Type | null) {
    this.check = check;
    this.id = id;
    this.obj = obj;
    this.index = -1;
    this.bound = bound;
  }
}

/** An alias, generic or not. `unalias` gives the type behind it. */
export class Alias {
  readonly kind = TypeKind.Alias;
  obj: TypeName;
  /** The generic alias that this is an instance of; itself when it is no instance. */
  orig: Alias;
  tparams: readonly TypeParam[];
  targs: readonly Type[];
  /** What the declaration has on its right; may be an alias. Null until known. */
  fromRHS: Type | null;
  /** The type behind all aliases; null until resolved. */
  actual: Type | null;

  constructor(obj: TypeName, fromRHS: Type | null) {
    this.obj = obj;
    this.orig = this;
    this.tparams = noTypeParams;
    this.targs = noTypes;
    this.fromRHS = fromRHS;
    this.actual = null;
  }
}
