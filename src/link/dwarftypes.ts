// DWARF entries for Go types, made from their descriptors. Each named type has the symbol `go:info.NAME`, by which objects
// refer to it; a type with a definition behind its name is a typedef of an unnamed entry. Maps, channels, strings and slices
// get the structs by which the runtime represents them, so that a debugger can look inside.

import * as Reloc from '../obj/reloctype.ts';
import type { Ctxt, UnitConstant } from './ctxt.ts';
import * as T from './decodetype.ts';
import { abbrevNumber } from './dwarfabbrev.ts';
import { fatal } from './failure.ts';
import type { Loader } from './load.ts';
import * as SymKind from './symkind.ts';
import { Described, NotInSymbolTable, Reachable, type Sym, type Symtab } from './symtab.ts';

const A = {
  structField: abbrevNumber('STRUCTFIELD'),
  param: abbrevNumber('FUNCTYPEPARAM'),
  outParam: abbrevNumber('FUNCTYPEOUTPARAM'),
  dotdotdot: abbrevNumber('DOTDOTDOT'),
  arrayRange: abbrevNumber('ARRAYRANGE'),
  nullType: abbrevNumber('NULLTYPE'),
  base: abbrevNumber('BASETYPE'),
  array: abbrevNumber('ARRAYTYPE'),
  chan: abbrevNumber('CHANTYPE'),
  func: abbrevNumber('FUNCTYPE'),
  iface: abbrevNumber('IFACETYPE'),
  map: abbrevNumber('MAPTYPE'),
  ptr: abbrevNumber('PTRTYPE'),
  barePtr: abbrevNumber('BARE_PTRTYPE'),
  slice: abbrevNumber('SLICETYPE'),
  string: abbrevNumber('STRINGTYPE'),
  struct: abbrevNumber('STRUCTTYPE'),
  typedecl: abbrevNumber('TYPEDECL'),
};

// DW_ATE: encodings of basic types.
const ateBoolean = 2;
const ateComplexFloat = 3;
const ateFloat = 4;
const ateSigned = 5;
const ateUnsigned = 7;

/** An entry of a type, or of a part of one. Which fields are written is up to the abbreviation. */
export class Die {
  readonly abbrev: number;
  readonly name: string;
  /** By which others refer to it; 0 for parts. */
  sym: Sym;
  readonly children: Die[] = [];
  encoding = 0;
  byteSize = 0;
  goKind = 0;
  /** The type descriptor, when the program has it. */
  runtimeType: Sym = 0;
  /** Entries: what it points to or is made of. */
  type: Sym = 0;
  elem: Sym = 0;
  key: Sym = 0;
  count = 0;
  offset = 0;
  embedded = false;
  output = false;
  /** The descriptor it was made from. */
  gotype: Sym = 0;

  constructor(abbrev: number, name: string, sym: Sym) {
    this.abbrev = abbrev;
    this.name = name;
    this.sym = sym;
  }
}

/** Integers of the machine's own size. */
const wordKinds: readonly number[] = [T.Int, T.Uint, T.Uintptr];

/** What values of strings, slices, channels and maps are made of: entries of such types are made from these. */
const prototypes = [
  'runtime.stringStructDWARF',
  'runtime.slice',
  'runtime.sudog',
  'runtime.waitq',
  'runtime.hchan',
  'internal/runtime/maps.Map',
  'internal/runtime/maps.table',
  'internal/runtime/maps.groupsReference',
];

/** What a debugger needs to print the dynamic type of an interface. */
const interfaceTypes =
  'Type ArrayType ChanType FuncType MapType PtrType SliceType StructType InterfaceType ITab Imethod'
    .split(' ')
    .map(name => `internal/abi.${name}`);

/** The types that entries are made from in every program. */
export const wantedTypes: readonly string[] = [
  ...prototypes,
  ...interfaceTypes,
  'runtime.eface',
  'runtime.iface',
  'unsafe.Pointer',
  'uintptr',
].map(name => `type:${name}`);

/** All type entries of a link. */
export class DwarfTypes {
  /** In the order of their making. */
  readonly dies: Die[] = [];
  private readonly cx: Ctxt;
  private readonly tab: Symtab;
  private readonly loader: Loader;
  /** Entries by the name of their type. */
  private readonly byName: Map<string, Sym> = new Map();
  /** From a descriptor to its entry, and back. */
  private readonly ofType: Map<Sym, Sym> = new Map();
  private readonly typeOf: Map<Sym, Sym> = new Map();
  private readonly prototypes: Map<string, Die | null> = new Map();
  /** Where in .debug_info the entries are that the base of the program has. */
  private readonly inBase: Map<Sym, number> = new Map();
  private readonly eface: Sym;
  private readonly iface: Sym;
  private readonly uintptr: Sym;
  private readonly unspecified: Sym;

  constructor(cx: Ctxt) {
    this.cx = cx;
    this.tab = cx.tab;
    this.loader = cx.loader;
    this.eface = this.lookup('type:runtime.eface');
    this.iface = this.lookup('type:runtime.iface');
    const base = cx.placedBase;
    if (base !== null) {
      this.unspecified = this.baseDie('<unspecified>')!;
      this.uintptr = this.baseDie('uintptr')!;
      for (const p of base.prototypes) {
        const die = new Die(A.struct, p.name, 0);
        die.byteSize = p.byteSize;
        for (const [name, type, offset, embedded] of p.fields) {
          const field = this.child(die, A.structField, name);
          field.type = this.tab.addExternal('', 0);
          this.inBase.set(field.type, type);
          field.offset = offset;
          field.embedded = embedded;
        }
        this.prototypes.set(`type:${p.name}`, die);
      }
      return;
    }
    this.unspecified = this.add(A.nullType, '<unspecified>').sym;
    const unsafePtr = this.builtin(A.barePtr, 'unsafe.Pointer');
    unsafePtr.runtimeType = unsafePtr.gotype;
    const uintptr = this.builtin(A.base, 'uintptr');
    uintptr.encoding = ateUnsigned;
    uintptr.byteSize = cx.target.ptrSize;
    uintptr.goKind = T.Uintptr;
    uintptr.runtimeType = uintptr.gotype;
    this.uintptr = uintptr.sym;
    for (const name of prototypes) this.prototypes.set(`type:${name}`, null);
    for (const name of interfaceTypes) this.define(this.lookup(`type:${name}`));
  }

  /** The entry that the base has under a name; undefined where it has none. */
  private baseDie(name: string): Sym | undefined {
    const at = this.cx.placedBase?.dies.get(name);
    if (at === undefined) return undefined;
    const s = this.tab.lookupOrCreate(`go:info.${name}`, 0);
    this.tab.attr[s] |= NotInSymbolTable | Described;
    this.byName.set(name, s);
    this.inBase.set(s, at);
    return s;
  }

  private find(name: string): Sym | undefined {
    return this.byName.get(name) ?? this.baseDie(name);
  }

  /** Where in .debug_info the entry of a symbol is that the base has; -1 for others. */
  baseOffset(s: Sym): number {
    return this.inBase.get(s) ?? -1;
  }

  /** The entries by the name of their type. */
  names(): ReadonlyMap<string, Sym> {
    return this.byName;
  }

  /** The structs of which others are made. */
  *prototypeDies(): Generator<Die> {
    for (const name of prototypes) {
      const die = this.prototypes.get(`type:${name}`);
      if (die !== null && die !== undefined) yield die;
    }
  }

  private lookup(name: string): Sym {
    if (this.cx.placedBase !== null) return this.tab.lookupOrCreate(name, 0);
    const s = this.tab.lookup(name, 0);
    if (s === 0) fatal(`dwarf: missing type: ${name}`);
    this.loader.decode(s);
    if (this.tab.dataLen[s] === 0) fatal(`dwarf: missing type (no data): ${name}`);
    return s;
  }

  private builtin(abbrev: number, name: string): Die {
    const die = this.add(abbrev, name);
    die.gotype = this.lookup(`type:${name}`);
    this.typeOf.set(die.sym, die.gotype);
    this.tab.attr[die.sym] |= Described;
    this.ofType.set(die.gotype, die.sym);
    return die;
  }

  /** A new entry under the name `go:info.NAME`. */
  private add(abbrev: number, name: string): Die {
    const s = this.tab.lookupOrCreate(`go:info.${name}`, 0);
    this.tab.kind[s] = SymKind.DwarfType;
    this.tab.attr[s] |= NotInSymbolTable | Reachable;
    const die = new Die(abbrev, name, s);
    this.dies.push(die);
    this.byName.set(name, s);
    return die;
  }

  private child(parent: Die, abbrev: number, name: string): Die {
    const die = new Die(abbrev, name, 0);
    parent.children.push(die);
    return die;
  }

  /** The entry of a type by its descriptor; made when first asked for. */
  define(gotype: Sym): Sym {
    if (gotype === 0) return this.unspecified;
    const known = this.ofType.get(gotype);
    if (known !== undefined) return known;
    const name = this.tab.name(gotype);
    if (!name.startsWith('type:')) {
      this.cx.error(gotype, 'dwarf: type name doesn\'t start with "type:"');
      return this.unspecified;
    }
    const short = name.slice('type:'.length);
    const named = this.find(short);
    if (named !== undefined) {
      if (this.inBase.has(named)) {
        this.ofType.set(gotype, named);
        this.typeOf.set(named, gotype);
      }
      return named;
    }
    const s = this.make(gotype, short);
    this.ofType.set(gotype, s);
    return s;
  }

  /** Makes the entries of the types that an entry of an object refers to. */
  defineReferenced(info: Sym, reloc: number): void {
    const { tab } = this;
    const s = tab.rSym[reloc];
    if ((tab.attr[s] & Described) !== 0) return;
    const name = tab.name(s);
    if (!name.startsWith('go:info.')) fatal(`${tab.name(info)}: DWARF reference to ${name}`);
    const type = `type:${name.slice('go:info.'.length)}`;
    this.define(this.cx.placedBase === null ? tab.lookup(type, 0) : tab.lookupOrCreate(type, 0));
  }

  /** The entry of the type of a constant. A type that the program has no descriptor of is told by its name and kind. */
  ofConstant({ type, kind }: UnitConstant): Sym {
    const known = this.find(type);
    if (known !== undefined) return known;
    const gotype = this.tab.lookup(`type:${type}`, 0);
    if (gotype !== 0 && this.tab.isReachable(gotype)) return this.define(gotype);
    const isUnsigned = kind >= T.Uint;
    const size = wordKinds.includes(kind) ? this.cx.target.ptrSize : 1 << (kind - (isUnsigned ? T.Uint8 : T.Int8));
    const die = this.basic(type, isUnsigned ? ateUnsigned : ateSigned, size);
    die.goKind = kind;
    return die.sym;
  }

  /** Makes what an abstract function or the constants of a package refer to. */
  importInfo(info: Sym): void {
    const { tab } = this;
    this.loader.decode(info);
    tab.attr[info] |= NotInSymbolTable;
    for (let r = tab.relocFirst[info], end = r + tab.relocCount[info]; r < end; r++) {
      if (tab.rType[r] === Reloc.R_DWARFSECREF) this.defineReferenced(info, r);
    }
  }

  private make(gotype: Sym, name: string): Sym {
    const { tab, loader } = this;
    const types = this.cx.types;
    loader.decode(gotype);
    if (tab.dataLen[gotype] === 0 && this.cx.readType !== null) {
      this.cx.readType(gotype);
      loader.decode(gotype);
    }
    if (tab.dataLen[gotype] === 0) this.cx.error(gotype, 'missing type');
    const kind = types.kind(gotype);
    const size = types.size(gotype);
    let die: Die;
    let typedef: Die | null = null;
    switch (kind) {
      case T.Bool:
        die = this.basic(name, ateBoolean, size);
        break;
      case T.Int:
      case T.Int8:
      case T.Int16:
      case T.Int32:
      case T.Int64:
        die = this.basic(name, ateSigned, size);
        break;
      case T.Uint:
      case T.Uint8:
      case T.Uint16:
      case T.Uint32:
      case T.Uint64:
      case T.Uintptr:
        die = this.basic(name, ateUnsigned, size);
        break;
      case T.Float32:
      case T.Float64:
        die = this.basic(name, ateFloat, size);
        break;
      case T.Complex64:
      case T.Complex128:
        die = this.basic(name, ateComplexFloat, size);
        break;
      case T.ArrayKind: {
        die = this.add(A.array, name);
        typedef = this.typedef(name, die);
        die.byteSize = size;
        die.type = this.define(types.elem(gotype));
        const range = this.child(die, A.arrayRange, 'range');
        range.count = types.arrayLen(gotype);
        range.type = this.uintptr;
        break;
      }
      case T.Chan:
        die = this.add(A.chan, name);
        die.elem = this.define(types.elem(gotype));
        break;
      case T.FuncKind: {
        die = this.add(A.func, name);
        die.byteSize = size;
        typedef = this.typedef(name, die);
        const nin = types.inCount(gotype);
        for (let i = 0; i < nin; i++) {
          const t = types.param(gotype, i);
          this.child(die, A.param, '').type = this.define(t);
        }
        if (types.isVariadic(gotype)) this.child(die, A.dotdotdot, '...');
        const nout = types.outCount(gotype);
        for (let i = 0; i < nout; i++) {
          const p = this.child(die, A.outParam, '');
          p.output = true;
          p.type = this.define(types.param(gotype, nin + i));
        }
        break;
      }
      case T.Interface:
        die = this.add(A.iface, name);
        typedef = this.typedef(name, die);
        die.type = this.define(types.interfaceMethodCount(gotype) === 0 ? this.eface : this.iface);
        break;
      case T.MapKind:
        die = this.add(A.map, name);
        die.key = this.define(types.elem(gotype));
        die.elem = this.define(types.mapElem(gotype));
        break;
      case T.Pointer:
        die = this.add(A.ptr, name);
        typedef = this.typedef(name, die);
        die.type = this.define(types.elem(gotype));
        break;
      case T.Slice:
        die = this.add(A.slice, name);
        typedef = this.typedef(name, die);
        die.byteSize = size;
        die.elem = this.define(types.elem(gotype));
        break;
      case T.StringKind:
        die = this.add(A.string, name);
        die.byteSize = size;
        break;
      case T.Struct: {
        die = this.add(A.struct, name);
        typedef = this.typedef(name, die);
        die.byteSize = size;
        const n = types.fieldCount(gotype);
        for (let i = 0; i < n; i++) {
          const t = types.fieldType(gotype, i);
          const field = this.child(die, A.structField, types.fieldName(gotype, i) || tab.name(t).slice('type:'.length));
          field.type = this.define(t);
          field.offset = types.fieldOffset(gotype, i);
          field.embedded = types.fieldEmbedded(gotype, i);
        }
        break;
      }
      case T.UnsafePointer:
        die = this.add(A.barePtr, name);
        break;
      default:
        this.cx.error(gotype, `dwarf: definition of unknown kind ${kind}`);
        die = this.add(A.typedecl, name);
        die.type = this.unspecified;
    }
    die.goKind = kind;
    die.gotype = gotype;
    if (tab.isReachable(gotype)) die.runtimeType = gotype;
    const s = typedef === null ? die.sym : typedef.sym;
    this.typeOf.set(s, gotype);
    tab.attr[s] |= Described;
    if (this.prototypes.has(`type:${name}`)) this.prototypes.set(`type:${name}`, die);
    return s;
  }

  private basic(name: string, encoding: number, size: number): Die {
    const die = this.add(A.base, name);
    die.encoding = encoding;
    die.byteSize = size;
    return die;
  }

  /** For a type with a name of its own: moves `def` behind an unnamed symbol and makes a typedef for the name. */
  private typedef(name: string, def: Die): Die | null {
    if (/^(map\[|struct \{|noalg\.struct \{|chan |\[|\*)/.test(name)) return null;
    const s = this.tab.addExternal('', 0);
    this.tab.kind[s] = SymKind.DwarfType;
    this.tab.attr[s] |= NotInSymbolTable | Reachable;
    def.sym = s;
    const die = this.add(A.typedecl, name);
    die.type = s;
    return die;
  }

  private infoName(s: Sym): string {
    return this.tab.name(s).slice('go:info.'.length);
  }

  /** The entry of a pointer to an entry. */
  private pointerTo(s: Sym): Sym {
    const name = `*${this.infoName(s)}`;
    const known = this.find(name);
    if (known !== undefined) return known;
    const die = this.add(A.ptr, name);
    die.type = s;
    const gotype = this.tab.lookup(`type:${name}`, 0);
    if (gotype !== 0) {
      if (this.tab.isReachable(gotype)) {
        die.goKind = T.Pointer;
        die.runtimeType = gotype;
      }
      this.typeOf.set(die.sym, gotype);
      this.tab.attr[die.sym] |= Described;
      this.ofType.set(gotype, die.sym);
    }
    return die.sym;
  }

  /** The entry that stands for the named type of an entry. */
  private named(s: Sym): Sym {
    const gotype = this.typeOf.get(s);
    const found = gotype === undefined ? undefined : this.ofType.get(gotype);
    if (found === undefined) {
      this.cx.error(s, 'dwarf: no type for an entry');
      return s;
    }
    return found;
  }

  private prototype(name: string): Die {
    const full = `type:${name}`;
    if (this.prototypes.get(full) === null) this.define(this.lookup(full));
    const die = this.prototypes.get(full);
    if (die === null || die === undefined) return fatal(`dwarf: no entry for ${name}`);
    return die;
  }

  private copyChildren(to: Die, from: Die): void {
    for (const c of from.children) {
      const d = this.child(to, c.abbrev, c.name);
      d.type = c.type;
      d.offset = c.offset;
      d.embedded = c.embedded;
      this.copyChildren(d, c);
    }
  }

  private setFieldType(die: Die, field: string, type: Sym): void {
    const child = die.children.find(c => c.name === field);
    if (child === undefined) fatal(`dwarf substitutetype: ${die.name} does not have member ${field}`);
    child.type = type;
  }

  /** A struct of the runtime for certain type arguments, made once. */
  private internal(name: string, from: Die, goKind: number, change: (die: Die) => void): Sym {
    const known = this.find(name);
    if (known !== undefined) return known;
    const die = this.add(A.struct, name);
    this.copyChildren(die, from);
    change(die);
    die.byteSize = from.byteSize;
    die.goKind = goKind;
    return die.sym;
  }

  /** Gives strings, slices, maps and channels their insides. */
  synthesize(): void {
    const types = this.cx.types;
    // The newest first, as far as there are when each round starts.
    const each = (abbrev: number, f: (die: Die) => void, n: number): void => {
      for (let i = n - 1; i >= 0; i--) if (this.dies[i].abbrev === abbrev) f(this.dies[i]);
    };
    let n = this.dies.length;
    const str = this.prototype('runtime.stringStructDWARF');
    each(A.string, die => this.copyChildren(die, str), n);

    n = this.dies.length;
    const slice = this.prototype('runtime.slice');
    each(
      A.slice,
      die => {
        this.copyChildren(die, slice);
        this.setFieldType(die, 'array', this.pointerTo(die.elem));
      },
      n,
    );

    n = this.dies.length;
    const mapType = this.prototype('internal/runtime/maps.Map');
    const tableType = this.prototype('internal/runtime/maps.table');
    const groupsType = this.prototype('internal/runtime/maps.groupsReference');
    each(
      A.map,
      die => {
        const key = this.named(this.define(types.elem(die.gotype)));
        const elem = this.named(this.define(types.mapElem(die.gotype)));
        const group = this.named(this.define(types.mapGroup(die.gotype)));
        const args = `<${this.infoName(key)},${this.infoName(elem)}>`;
        const groups = this.internal(`groupReference${args}`, groupsType, T.Struct, d =>
          this.setFieldType(d, 'data', this.pointerTo(group)),
        );
        const table = this.internal(`table${args}`, tableType, T.Struct, d => this.setFieldType(d, 'groups', groups));
        const map = this.internal(`map${args}`, mapType, T.Struct, d =>
          this.setFieldType(d, 'dirPtr', this.pointerTo(this.pointerTo(table))),
        );
        die.type = this.pointerTo(map);
      },
      n,
    );

    n = this.dies.length;
    const sudog = this.prototype('runtime.sudog');
    const waitq = this.prototype('runtime.waitq');
    const hchan = this.prototype('runtime.hchan');
    each(
      A.chan,
      die => {
        const elemType = types.elem(die.gotype);
        const arg = `<${this.tab.name(elemType).slice('type:'.length)}>`;
        const elem = this.named(this.define(elemType));
        const dog = this.internal(`sudog${arg}`, sudog, 0, d => this.setFieldType(d, 'elem', this.pointerTo(elem)));
        const q = this.internal(`waitq${arg}`, waitq, 0, d => {
          this.setFieldType(d, 'first', this.pointerTo(dog));
          this.setFieldType(d, 'last', this.pointerTo(dog));
        });
        const chan = this.internal(`hchan${arg}`, hchan, 0, d => {
          this.setFieldType(d, 'recvq', q);
          this.setFieldType(d, 'sendq', q);
        });
        die.type = this.pointerTo(chan);
      },
      n,
    );
  }
}
