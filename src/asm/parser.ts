// The parser of Plan 9 assembly: lines to instructions, with labels, pseudo-operations (TEXT, GLOBL, DATA, FUNCDATA, PCDATA,
// PCALIGN) and operands. One pass; branches to labels that come later are patched at the end of their function. Complaints
// are gc's, one a line, each with the file and line of the instruction.

import { fromByteString, unquote, unquoteRune } from '../base/quote.ts';
import * as Abi from '../obj/abi.ts';
import * as AddrName from '../obj/addrname.ts';
import * as AddrType from '../obj/addrtype.ts';
import * as As from '../obj/as.ts';
import type { Ctxt } from '../obj/ctxt.ts';
import { defineData, defineText, writeAddress, writeBytes } from '../obj/define.ts';
import { putFloat32, putFloat64 } from '../obj/floatbits.ts';
import { Sym } from '../obj/object.ts';
import { Addr, ArgsSizeUnknown, NoReg, Prog } from '../obj/prog.ts';
import { addrString } from '../obj/progstring.ts';
import * as TextFlag from '../obj/textflag.ts';
import { Fatal, type Input } from './input.ts';

import type { AsmMachine } from './machine.ts';
import { parseFloat64, parseInt64, parseUint } from './number.ts';
import type { SourceBase } from './source.ts';
import * as T from './token.ts';
import { makeToken, type Token } from './token.ts';
import { quoteSource } from './tokenizer.ts';

/** Options of one assembly that the parser obeys. */
export interface ParserOptions {
  /** The package path as symbols spell it: what a name that starts with a period is qualified with. */
  readonly pkgPrefix: string;
  /** ABI selectors (`sym<ABIInternal>`) are allowed. */
  readonly allowABI: boolean;
  /** Report all errors; otherwise the assembly ends after ten. */
  readonly allErrors: boolean;
  /** The index among the object's position bases that a file's instructions carry. */
  readonly baseIndex: (base: SourceBase) => number;
  /** Takes complaints: `file:line: text` with a newline. */
  readonly report: (message: string) => void;
  /** Told of every instruction as it is parsed, for -debug; null for nobody. */
  readonly trace: ((p: Prog, line: number) => void) | null;
}

const endToken = makeToken(T.EOF, 'EOF');

const OpenParen = 40;
const CloseParen = 41;
const Comma = 44;
const Colon = 58;
const Semicolon = 59;
const Dollar = 36;
const Star = 42;
const Plus = 43;
const Minus = 45;
const Dot = 46;
const OpenBracket = 91;
const CloseBracket = 93;

/** Parses one file. */
export class Parser {
  /** The number of complaints. */
  errorCount = 0;
  /** The first instruction of the file, from which the others hang; null for none. */
  first: Prog | null = null;
  private readonly cx: Ctxt;
  private readonly machine: AsmMachine;
  private readonly lex: Input;
  private readonly options: ParserOptions;
  private lineNum = 0;
  private errorLine = 0;
  private sawCode = false;
  private pc = 0;
  private last: Prog | null = null;
  private labels = new Map<string, Prog>();
  private pendingLabels: string[] = [];
  private readonly patches: { readonly addr: Addr; readonly label: string }[] = [];
  /** For each symbol, where its last DATA ended. */
  private readonly dataEnds = new Map<string, bigint>();
  /** The names of arguments, locals and labels: they are symbols to print, not of the object. */
  private readonly localNames = new Map<string, Sym>();
  /** The last instruction was a jump. As in gc, a pseudo-operation after it may still name labels. */
  private isJump = false;

  // The line at hand.
  private word = '';
  private cond = '';
  private readonly operands: Token[][] = [];
  /** Arrays for the operands of a line, used again for the next. */
  private readonly pool: Token[][] = [];
  // The operand at hand.
  private input: readonly Token[] = [];
  private inputPos = 0;

  constructor(cx: Ctxt, machine: AsmMachine, lex: Input, options: ParserOptions) {
    this.cx = cx;
    this.machine = machine;
    this.lex = lex;
    this.options = options;
  }

  /**
   * Parses the file; false after errors. A label that is missing at the end is an error of the instruction that names it,
   * which the back end finds, as in gc.
   */
  parse(): boolean {
    while (this.readLine()) {
      if (this.pseudo()) continue;
      const as = this.machine.instruction(this.word);
      if (as === undefined) this.error(`unrecognized instruction ${quoteSource(this.word)}`);
      else this.instruction(as);
    }
    if (this.errorCount > 0) return false;
    this.patch();
    return true;
  }

  /** Writes what the file defines and names, one `def name ABI` or `ref name ABI` a line: for -gensymabis. */
  symABIs(write: (line: string) => void): void {
    while (this.readLine()) {
      let rest: readonly Token[][] = this.operands;
      switch (this.word) {
        case 'TEXT': {
          if (rest.length === 0) continue;
          this.start(rest[0]!);
          const def = this.funcAddress();
          if (def !== null) write(`def ${def.name} ${Abi.abiName(def.abi)}\n`);
          continue;
        }
        case 'DATA':
        case 'FUNCDATA':
          if (rest.length < 2) continue;
          rest = rest.slice(1);
          break;
      }
      for (const operand of rest) {
        this.start(operand);
        const ref = this.funcAddress();
        if (ref !== null) write(`ref ${ref.name} ${Abi.abiName(ref.abi)}\n`);
      }
    }
  }

  private error(message: string): void {
    if (this.lineNum === this.errorLine) return; // one a line
    this.errorLine = this.lineNum;
    this.options.report(`${this.lex.base.name}:${this.lineNum}: ${message}\n`);
    this.errorCount++;
    if (this.errorCount > 10 && !this.options.allErrors) throw new Fatal('asm: too many errors\n');
  }

  // Lines.

  /** The next token that is not a build comment. */
  private nextToken(): T.Kind {
    for (;;) {
      const kind = this.lex.next();
      if (kind === T.BuildComment) {
        if (this.sawCode) this.error('misplaced //go:build comment');
        continue;
      }
      if (kind !== T.Newline) this.sawCode = true;
      if (kind !== 35) return kind; // # stands for a directive
    }
  }

  /** Reads `{label:} WORD[.cond] [arg {, arg}]`; false at the end, or where going on makes no sense. */
  private readLine(): boolean {
    const lex = this.lex;
    next: for (;;) {
      let kind: T.Kind;
      for (;;) {
        kind = this.nextToken();
        this.lineNum = lex.line;
        if (kind === T.EOF) return false;
        if (kind !== T.Newline && kind !== Semicolon) break;
      }
      if (kind !== T.Ident) {
        this.error(`expected identifier, found ${quoteSource(lex.text())}`);
        return false;
      }
      this.word = lex.text();
      this.cond = '';
      const operands = this.operands;
      operands.length = 0;
      let nesting = 0;
      let colon = -1;
      while (kind !== T.Newline && kind !== Semicolon) {
        const items = this.itemsFor(operands.length);
        for (;;) {
          kind = this.nextToken();
          if (operands.length === 0 && items.length === 0) {
            if (kind === Dot) {
              kind = this.nextToken();
              const text = lex.text();
              if (kind !== T.Ident) this.error(`instruction suffix expected identifier, found ${text}`);
              this.cond += `.${text}`;
              continue;
            }
            if (kind === Colon) {
              this.pendingLabels.push(this.word);
              continue next;
            }
          }
          if (kind === T.EOF) {
            this.error('unexpected EOF');
            return false;
          }
          if (kind === T.Newline || kind === Semicolon || (nesting === 0 && (kind === Comma || kind === Colon))) {
            if (kind === Colon) {
              // AX:DX is the old way to write DX, AX.
              if (colon >= 0) {
                this.error("invalid ':' in operand");
                return true;
              }
              colon = operands.length;
            }
            break;
          }
          if (kind === OpenParen || kind === OpenBracket) nesting++;
          if (kind === CloseParen || kind === CloseBracket) nesting--;
          items.push(makeToken(kind, lex.text()));
        }
        if (items.length > 0) {
          operands.push(items);
          if (colon >= 0 && operands.length === colon + 2) {
            const first = operands[colon]!;
            operands[colon] = operands[colon + 1]!;
            operands[colon + 1] = first;
            colon = -1;
          }
        } else if (operands.length > 0 || kind === Comma || colon >= 0) this.error('missing operand');
      }
      return true;
    }
  }

  /** An empty array for the tokens of the i-th operand of a line. */
  private itemsFor(i: number): Token[] {
    if (i === this.pool.length) this.pool.push([]);
    const items = this.pool[i]!;
    items.length = 0;
    return items;
  }

  /** A new instruction at the position of this line. */
  private newProg(as: As.As): Prog {
    const base = this.lex.base;
    return new Prog(as, this.baseIndex(base), this.lineNum + base.lineOffset);
  }

  private baseIndex(base: SourceBase): number {
    if (base.index < 0) base.index = this.options.baseIndex(base);
    return base.index;
  }

  private append(prog: Prog, cond: string): void {
    if (cond !== '') {
      const suffix = this.machine.parseSuffix(cond);
      if (typeof suffix === 'string') {
        this.error(suffix);
        return;
      }
      prog.scond = suffix;
    }
    if (this.last === null) this.first = prog;
    else this.last.link = prog;
    this.last = prog;
    this.pc++;
    for (const label of this.pendingLabels) {
      if (this.labels.has(label)) {
        this.error(`label ${quoteSource(label)} multiply defined`);
        return;
      }
      this.labels.set(label, prog);
    }
    this.pendingLabels.length = 0;
    prog.pc = this.pc;
    this.options.trace?.(prog, this.lineNum);
  }

  /** Resolves the branches to labels of the function that ends here. */
  private patch(): void {
    for (const { addr, label } of this.patches) {
      const target = this.labels.get(label);
      if (target === undefined) {
        this.error(`undefined label ${label}`);
        return;
      }
      branchTo(addr, target);
    }
    this.patches.length = 0;
  }

  // Pseudo-operations.

  private pseudo(): boolean {
    switch (this.word) {
      case 'DATA':
        this.data();
        return true;
      case 'FUNCDATA':
        this.funcdata();
        return true;
      case 'GLOBL':
        this.globl();
        return true;
      case 'PCDATA':
        this.pcdata();
        return true;
      case 'PCALIGN':
        this.pcalign();
        return true;
      case 'TEXT':
        this.text();
        return true;
      default:
        return false;
    }
  }

  private validSymbol(pseudo: string, a: Addr, offsetOk: boolean): boolean {
    const global = a.name === AddrName.Extern || a.name === AddrName.Static;
    if (a.sym === null || !global || a.scale !== 0 || a.reg !== NoReg) {
      this.error(`${pseudo} symbol ${quoteSource(symbolName(a))} must be a symbol(SB)`);
      return false;
    }
    if (!offsetOk && (a.lo !== 0 || a.hi !== 0)) {
      this.error(`${pseudo} symbol ${quoteSource(symbolName(a))} must not be offset from SB`);
      return false;
    }
    return true;
  }

  private validImmediate(pseudo: string, a: Addr): boolean {
    if (a.type === AddrType.Const && a.name === AddrName.None && a.reg === NoReg && a.index === NoReg) return true;
    this.error(`${pseudo}: expected immediate constant; found ${addrString(this.machine, a)}`);
    return false;
  }

  private integer(pseudo: string, operand: readonly Token[]): number {
    const a = this.address(operand);
    if (a.type !== AddrType.Mem || a.name !== AddrName.None || a.reg !== NoReg || a.index !== NoReg) {
      this.error(`${pseudo}: expected integer constant; found ${addrString(this.machine, a)}`);
    }
    return a.lo;
  }

  private text(): void {
    const operands = this.operands;
    if (operands.length !== 2 && operands.length !== 3) {
      this.error('expect two or three operands for TEXT');
      return;
    }
    this.patch();
    this.labels = new Map();

    const nameAddr = this.address(operands[0]!);
    if (!this.validSymbol('TEXT', nameAddr, false)) return;
    const sym = nameAddr.sym!;
    const name = sym.name;
    const flag = operands.length === 3 ? this.integer('TEXT', operands[1]!) : 0;
    if (sym.abi === Abi.ABIInternal && (flag & TextFlag.NOSPLIT) === 0) {
      this.error(`TEXT ${quoteSource(name)}: ABIInternal requires NOSPLIT`);
    }

    // $frame-args: two numbers, not a subtraction. Only the frame may be negative, the arguments may be missing.
    let op: readonly Token[] = operands[operands.length - 1]!;
    const badFrame = (): void => this.error(`TEXT ${name}: frame size must be an immediate constant`);
    if (op.length < 2 || kindOf(op) !== Dollar) {
      badFrame();
      return;
    }
    op = op.slice(1);
    const negative = kindOf(op) === Minus;
    if (negative) op = op.slice(1);
    if (op.length === 0 || kindOf(op) !== T.Int) {
      badFrame();
      return;
    }
    let frame = this.positive(op[0]!.text);
    if (negative) frame = -frame;
    op = op.slice(1);
    let args = BigInt(ArgsSizeUnknown);
    if (op.length > 0) {
      if (op.length !== 2 || kindOf(op) !== Minus || op[1]!.kind !== T.Int) {
        this.error(`TEXT ${name}: argument size must be of form -integer`);
        return;
      }
      args = this.positive(op[1]!.text);
    }
    const prog = this.newProg(As.TEXT);
    prog.from.set(nameAddr);
    prog.to.type = AddrType.TextSize;
    setInt64(prog.to, frame);
    prog.to.args = Number(BigInt.asIntN(32, args)) | 0; // -2**31 comes as a double
    defineText(this.cx, sym, prog, flag);
    this.append(prog, '');
  }

  private data(): void {
    const operands = this.operands;
    if (operands.length !== 2) {
      this.error('expect two operands for DATA');
      return;
    }
    const op = operands[0]!;
    const n = op.length;
    if (n < 3 || op[n - 2]!.kind !== 47 || op[n - 1]!.kind !== T.Int) {
      this.error('expect /size for DATA argument');
      return;
    }
    const sizeText = op[n - 1]!.text;
    let size = 0;
    if (/^[0-9]+$/.test(sizeText) && Number(sizeText) < 2 ** 53) size = Number(sizeText);
    else this.error(`bad size for DATA argument: ${quoteSource(sizeText)}`);
    const nameAddr = this.address(op.slice(0, n - 2));
    if (!this.validSymbol('DATA', nameAddr, true)) return;
    const sym = nameAddr.sym!;
    const name = sym.name;
    const value = this.address(operands[1]!);
    switch (value.type) {
      case AddrType.Const:
      case AddrType.FConst:
      case AddrType.SConst:
      case AddrType.Address:
        break;
      default:
        this.error('DATA value must be an immediate constant or address');
        return;
    }

    const offset = int64Of(nameAddr);
    const end = this.dataEnds.get(name);
    if (end !== undefined && offset < end) {
      this.error(`overlapping DATA entry for ${name}`);
      return;
    }
    this.dataEnds.set(name, offset + BigInt(size));
    const at = nameAddr.offset;
    switch (value.type) {
      case AddrType.Const: {
        if (size !== 1 && size !== 2 && size !== 4 && size !== 8) {
          this.error(`bad int size for DATA argument: ${size}`);
          return;
        }
        const bytes = new Uint8Array(size);
        for (let i = 0; i < size; i++) bytes[i] = i < 4 ? value.lo >> (8 * i) : value.hi >> (8 * (i - 4));
        writeBytes(this.cx, sym, at, size, bytes);
        break;
      }
      case AddrType.FConst:
        if (size === 4) writeBytes(this.cx, sym, at, 4, putFloat32(value.float));
        else if (size === 8) writeBytes(this.cx, sym, at, 8, putFloat64(value.float));
        else this.error(`bad float size for DATA argument: ${size}`);
        break;
      case AddrType.SConst: {
        const bytes = value.value as Uint8Array; // what an SConst has
        if (size < bytes.length) this.cx.diag(`WriteString: bad string size: ${size} < ${bytes.length}`);
        writeBytes(this.cx, sym, at, size, bytes.subarray(0, size));
        break;
      }
      case AddrType.Address:
        if (size === this.machine.ptrSize) {
          let target = value.sym;
          if (target !== null && target.id === 0) target = this.cx.obj.lookup(target.name, 0); // $x(FP) is x here
          writeAddress(this.cx, sym, at, size, target, value.offset);
        } else this.error(`bad addr size for DATA argument: ${size}`);
        break;
    }
  }

  private globl(): void {
    const operands = this.operands;
    if (operands.length !== 2 && operands.length !== 3) {
      this.error('expect two or three operands for GLOBL');
      return;
    }
    const nameAddr = this.address(operands[0]!);
    if (!this.validSymbol('GLOBL', nameAddr, false)) return;
    const flag = operands.length === 3 ? this.integer('GLOBL', operands[1]!) : 0;
    const size = this.address(operands[operands.length - 1]!);
    if (!this.validImmediate('GLOBL', size)) return;
    const p = this.newProg(As.NOP);
    defineData(this.cx, nameAddr.sym!, size.offset, flag, this.cx.posText(p.base, p.line));
  }

  private pcdata(): void {
    if (this.operands.length !== 2) {
      this.error('expect two operands for PCDATA');
      return;
    }
    const key = this.address(this.operands[0]!);
    if (!this.validImmediate('PCDATA', key)) return;
    const value = this.address(this.operands[1]!);
    if (!this.validImmediate('PCDATA', value)) return;
    const prog = this.newProg(As.PCDATA);
    prog.from.set(key);
    prog.to.set(value);
    this.append(prog, '');
  }

  private pcalign(): void {
    if (this.operands.length !== 1) {
      this.error('expect one operand for PCALIGN');
      return;
    }
    const key = this.address(this.operands[0]!);
    if (!this.validImmediate('PCALIGN', key)) return;
    const prog = this.newProg(As.PCALIGN);
    prog.from.set(key);
    this.append(prog, '');
  }

  private funcdata(): void {
    if (this.operands.length !== 2) {
      this.error('expect two operands for FUNCDATA');
      return;
    }
    const key = this.address(this.operands[0]!);
    if (!this.validImmediate('FUNCDATA', key)) return;
    const name = this.address(this.operands[1]!);
    if (!this.validSymbol('FUNCDATA', name, true)) return;
    const prog = this.newProg(As.FUNCDATA);
    prog.from.set(key);
    prog.to.set(name);
    this.append(prog, '');
  }

  // Instructions.

  private instruction(as: As.As): void {
    const { word, operands, machine } = this;
    const n = operands.length;
    this.isJump = machine.isJump(word);
    if (this.isJump) {
      this.jump(
        as,
        operands.map(o => this.address(o)),
      );
      return;
    }
    const prog = this.newProg(as);
    const toIt = n === 1 && (as === As.RET || as === As.GETCALLERPC || machine.isUnaryDst(as));
    for (let i = 0; i < n; i++) {
      let a = prog.from;
      if (i === n - 1 && (n > 1 || toIt)) a = prog.to;
      else if (i > 0) {
        a = new Addr();
        (prog.rest ??= []).push(a);
      }
      this.start(operands[i]!);
      this.operand(a);
      if (a.reg < 0) this.error(`illegal use of pseudo-register in ${word}`);
    }
    if (n > 5) {
      this.error(`can't handle ${machine.opName(as)} instruction with ${n} operands`);
      return;
    }
    this.append(prog, this.cond);
  }

  private jump(as: As.As, args: readonly Addr[]): void {
    const prog = this.newProg(as);
    if (args.length !== 1 && args.length !== 2) {
      this.error(`wrong number of arguments to ${this.machine.opName(as)} instruction`);
      return;
    }
    const target = args[args.length - 1]!;
    if (args.length === 2) prog.from.set(args[0]!);
    const to = prog.to;
    const global = target.name === AddrName.Extern || target.name === AddrName.Static;
    if (target.type === AddrType.Branch) {
      // JMP 4(PC): counted from this instruction, which the next `append` numbers.
      to.type = AddrType.Branch;
      setInt64(to, BigInt(this.pc + 1) + int64Of(target));
    } else if (target.type === AddrType.Reg) to.set(target);
    else if ((target.type === AddrType.Mem || target.type === AddrType.Indir) && global) to.set(target);
    else if (target.type === AddrType.Mem && target.reg === NoReg && target.lo === 0 && target.hi === 0) {
      if (target.sym === null) return; // reported when it was parsed
      const label = target.sym.name;
      const place = this.labels.get(label);
      if (place === undefined) this.patches.push({ addr: to, label });
      else branchTo(to, place);
    } else if (target.type === AddrType.Mem && target.name === AddrName.None) to.set(target);
    else if (target.type === AddrType.Const) to.set(args[0]!);
    else if (target.type !== AddrType.None) {
      this.error(`cannot assemble jump ${addrString(this.machine, target)}`);
      return;
    }
    this.append(prog, this.cond);
  }

  // Operands: $sym±offset(SB)(reg)(index*scale), every part optional; or a register, a constant, a list.

  private start(operand: readonly Token[]): void {
    this.input = operand;
    this.inputPos = 0;
  }

  private address(operand: readonly Token[]): Addr {
    this.start(operand);
    const a = new Addr();
    this.operand(a);
    return a;
  }

  private operand(a: Addr): void {
    if (this.input.length === 0) {
      this.error('empty operand: cannot happen');
      return;
    }
    let prefix = 0;
    if (this.peek() === Dollar || this.peek() === Star) prefix = this.next().kind;
    const tok = this.next();
    const name = tok.text;
    if (tok.kind === T.Ident) {
      if (!this.machine.registers.has(name)) {
        this.symbolReference(a, this.qualify(name), prefix);
        if (this.peek() === T.EOF) return;
      } else {
        const reg = this.register(name, prefix);
        if (reg !== null) {
          if (reg.scale !== 0) this.error('expected simple register reference');
          a.type = AddrType.Reg;
          a.reg = reg.reg;
        }
        this.expectEnd();
        return;
      }
    }
    if (tok.kind === OpenBracket) {
      if (prefix !== 0) this.error('illegal use of register list');
      this.registerList(a);
      this.expectEnd();
      return;
    }

    let haveConstant = false;
    switch (tok.kind) {
      case T.Int:
      case T.Float:
      case T.String:
      case T.Char:
      case Plus:
      case Minus:
      case 126:
        haveConstant = true;
        break;
      case OpenParen: {
        // An expression in parentheses or a register.
        const inner = this.next();
        if (inner.kind === T.EOF) {
          this.error('missing right parenthesis');
          return;
        }
        this.inputPos--;
        haveConstant = !this.machine.registers.has(inner.text);
        if (!haveConstant) this.inputPos--;
        break;
      }
    }
    if (haveConstant) {
      this.inputPos--;
      if (this.have(T.Float)) {
        if (prefix !== Dollar) this.error('floating-point constant must be an immediate');
        a.setFloat(this.floatExpr(0));
        this.expectEnd();
        return;
      }
      if (this.have(T.String)) {
        if (prefix !== Dollar) {
          this.error('string constant must be an immediate');
          return;
        }
        const text = unquote(this.get(T.String).text);
        if (text === null) this.error('string parse error: invalid syntax');
        a.type = AddrType.SConst;
        a.value = fromByteString(text ?? '');
        this.expectEnd();
        return;
      }
      this.offset(a);
      if (this.peek() !== OpenParen) {
        a.type = prefix === Dollar ? AddrType.Const : prefix === Star ? AddrType.Indir : AddrType.Mem;
        this.expectEnd();
        return;
      }
    }
    this.registerIndirect(a, prefix);
    this.expectEnd();
  }

  private qualify(name: string): string {
    return name.startsWith('.') ? this.options.pkgPrefix + name : name;
  }

  /** A symbol that only names an argument, a local or a label. */
  private localName(name: string): Sym {
    let s = this.localNames.get(name);
    if (s === undefined) {
      s = new Sym(0, name, 0);
      this.localNames.set(name, s);
    }
    return s;
  }

  private symbolReference(a: Addr, name: string, prefix: number): void {
    a.type = prefix === Dollar ? AddrType.Address : prefix === Star ? AddrType.Indir : AddrType.Mem;
    const attrs = this.symRefAttrs(name, true);
    if (this.peek() === Plus || this.peek() === Minus) this.offset(a);
    a.sym = this.localName(name);
    if (this.peek() === T.EOF) {
      if (prefix === 0 && this.isJump) return; // a label
      this.error(`illegal or missing addressing mode for symbol ${name}`);
      return;
    }
    this.get(OpenParen);
    const reg = this.get(T.Ident).text;
    this.get(CloseParen);
    if (reg === 'SB') a.sym = attrs.isStatic ? this.cx.lookupStatic(name) : this.cx.obj.lookup(name, attrs.abi);
    this.setPseudo(a, reg, attrs.isStatic, prefix);
  }

  private setPseudo(a: Addr, reg: string, isStatic: boolean, prefix: number): void {
    if (a.reg !== NoReg) this.error(`internal error: reg ${reg} already set in pseudo`);
    switch (reg) {
      case 'FP':
        a.name = AddrName.Param;
        break;
      case 'PC':
        if (prefix !== 0) this.error('illegal addressing mode for PC');
        a.type = AddrType.Branch;
        break;
      case 'SB':
        a.name = isStatic ? AddrName.Static : AddrName.Extern;
        break;
      case 'SP':
        a.name = AddrName.Auto;
        break;
      default:
        this.error(`expected pseudo-register; found ${reg}`);
    }
    if (prefix === Dollar) a.type = AddrType.Address;
  }

  /** `<>` for a static symbol, `<ABI0>` or `<ABIInternal>` for one of that convention, or nothing. */
  private symRefAttrs(name: string, report: boolean): { isStatic: boolean; abi: number } {
    let isStatic = false;
    let abi = Abi.ABI0 as number;
    if (this.peek() !== 60) return { isStatic, abi };
    this.next();
    if (this.peek() === 62) isStatic = true;
    else if (this.peek() === T.Ident) {
      const text = this.get(T.Ident).text;
      if (!this.options.allowABI) {
        if (report) {
          this.error(`ABI selector only permitted when compiling runtime, reference was to ${quoteSource(name)}`);
        }
      } else if (text === 'ABI0') abi = Abi.ABI0;
      else if (text === 'ABIInternal') abi = Abi.ABIInternal;
      else if (report) this.error(`malformed ABI selector ${quoteSource(text)} in reference to ${quoteSource(name)}`);
    }
    this.get(62);
    return { isStatic, abi };
  }

  /** `[$*]sym[<abi>][+Int](SB)`: a function that is named from here; null for anything else. */
  private funcAddress(): { name: string; abi: number } | null {
    if (this.peek() === Dollar || this.peek() === Star) this.next();
    let tok = this.next();
    if (tok.kind !== T.Ident || this.machine.registers.has(tok.text)) return null;
    const name = this.qualify(tok.text);
    const { isStatic, abi } = this.symRefAttrs(name, false);
    if (isStatic) return null;
    tok = this.next();
    if (tok.kind === Plus) {
      if (this.next().kind !== T.Int) return null;
      tok = this.next();
    }
    if (tok.kind !== OpenParen) return null;
    const reg = this.next();
    if (reg.kind !== T.Ident || reg.text !== 'SB') return null;
    return this.next().kind === CloseParen && this.peek() === T.EOF ? { name, abi } : null;
  }

  /** A register and its scale, as in `AX*4`. */
  private register(name: string, prefix: number): { reg: number; scale: number } | null {
    const reg = this.machine.registers.get(name);
    if (reg === undefined) {
      this.error(`expected register; found ${name}`);
      return null;
    }
    if (prefix !== 0 && prefix !== Star) {
      const c = String.fromCharCode(prefix);
      this.error(`prefix ${c} not allowed for register: ${c}${name}`);
    }
    const c = this.peek();
    if (c === Colon || c === Comma || c === Plus) {
      this.next();
      if (c === Comma) this.error('(register,register) not supported on this architecture');
      else if (c === Plus) this.error('(register+register) not supported on this architecture');
      else {
        const second = this.next().text;
        if (!this.machine.registers.has(second)) this.error(`expected register; found ${second}`);
        else this.error('indirect through register pair');
      }
      return null;
    }
    let scale = 0;
    if (this.peek() === Star) {
      this.next();
      const text = this.next().text;
      if (text === '1' || text === '2' || text === '4' || text === '8') scale = Number(text);
      else this.error(`bad scale: ${text}`);
    }
    return { reg, scale };
  }

  /** (R), (R*scale), (R)(R*scale), or a pseudo register. */
  private registerIndirect(a: Addr, prefix: number): void {
    this.get(OpenParen);
    const name = this.next().text;
    const r = this.register(name, 0);
    if (r === null) this.error(`indirect through non-register ${name}`);
    this.get(CloseParen);
    a.type = AddrType.Mem;
    const reg = r === null ? NoReg : r.reg;
    const scale = r === null ? 0 : r.scale;
    if (reg < 0) {
      if (name !== 'PC' && a.name === AddrName.None) this.error(`cannot reference ${name} without a symbol`);
      this.setPseudo(a, name, false, prefix);
      return;
    }
    a.reg = reg;
    if (prefix === Dollar) a.type = AddrType.Address;
    if (scale === 0 && this.peek() === OpenParen) {
      this.next();
      const second = this.next().text;
      const index = this.register(second, 0);
      if (index === null) this.error(`indirect through non-register ${second}`);
      a.index = index === null ? NoReg : index.reg;
      a.scale = index === null ? 0 : index.scale;
      this.get(CloseParen);
    } else if (scale !== 0) {
      a.reg = NoReg;
      a.index = reg;
      a.scale = scale;
    }
  }

  /** [X0-X3]; the bracket has been read. */
  private registerList(a: Addr): void {
    const { registers } = this.machine;
    const low = this.next().text;
    const first = registers.get(low);
    if (first === undefined) {
      if (low === 'EOF') this.error("register list: expected ']', found EOF");
      else this.error(`register list: bad low register in \`[${low}\``);
      return;
    }
    let tok = this.next().kind;
    if (tok !== Minus) {
      this.error(`register list: expected '-' after \`[${low}\`, found ${T.kindText(tok)}`);
      return;
    }
    const high = this.next().text;
    const last = registers.get(high);
    if (last === undefined) {
      this.error(`register list: bad high register in \`[${low}-${high}\``);
      return;
    }
    tok = this.next().kind;
    if (tok !== CloseBracket) {
      this.error(`register list: expected ']' after \`[${low}-${high}\`, found ${T.kindText(tok)}`);
    }
    a.type = AddrType.RegList;
    a.reg = first;
    a.lo = this.machine.regList(first, last);
    a.hi = 0;
  }

  // Expressions: unsigned 64-bit numbers, Go's precedence.

  /** Reads an expression into the operand's offset. */
  private offset(a: Addr): void {
    // Nearly all are one small number with or without a sign.
    let at = this.inputPos;
    let kind = this.kindAt(at);
    const negative = kind === Minus;
    if (negative || kind === Plus) kind = this.kindAt(++at);
    if (kind === T.Int) {
      const after = this.kindAt(at + 1);
      if (after === T.EOF || after === OpenParen) {
        const n = smallNumber(this.input[at]!.text);
        if (n >= 0) {
          this.inputPos = at + 1;
          a.offset = negative ? -n : n;
          return;
        }
      }
    }
    setInt64(a, this.expr(0));
  }

  private expr(depth: number): bigint {
    let value = this.term(depth);
    for (;;) {
      switch (this.peek()) {
        case Plus:
          this.next();
          value += this.term(depth);
          break;
        case Minus:
          this.next();
          value -= this.term(depth);
          break;
        case 124:
          this.next();
          value |= this.term(depth);
          break;
        case 94:
          this.next();
          value ^= this.term(depth);
          break;
        default:
          return value;
      }
      value = BigInt.asUintN(64, value);
    }
  }

  private term(depth: number): bigint {
    let value = this.factor(depth);
    const isNegative = (x: bigint): boolean => x >> 63n !== 0n;
    for (;;) {
      switch (this.peek()) {
        case Star:
          this.next();
          value = BigInt.asUintN(64, value * this.factor(depth));
          break;
        case 47: {
          this.next();
          if (isNegative(value)) this.error('divide of value with high bit set');
          const divisor = this.factor(depth);
          if (divisor === 0n) this.error('division by zero');
          else value /= divisor;
          break;
        }
        case 37: {
          this.next();
          const divisor = this.factor(depth);
          if (isNegative(value)) this.error('modulo of value with high bit set');
          if (divisor === 0n) this.error('modulo by zero');
          else value %= divisor;
          break;
        }
        case T.LSH: {
          this.next();
          const shift = this.factor(depth);
          if (isNegative(shift)) this.error('negative left shift count');
          return shift > 63n ? 0n : BigInt.asUintN(64, value << shift);
        }
        case T.RSH: {
          this.next();
          const shift = this.term(depth);
          if (isNegative(shift)) this.error('negative right shift count');
          if (isNegative(value)) this.error('right shift of value with high bit set');
          value = shift > 63n ? 0n : value >> shift;
          break;
        }
        case 38:
          this.next();
          value &= this.factor(depth);
          break;
        default:
          return value;
      }
    }
  }

  private factor(depth: number): bigint {
    if (depth > maxNesting) {
      this.error('expression nested too deeply');
      this.inputPos = this.input.length;
      return 0n;
    }
    const tok = this.next();
    switch (tok.kind) {
      case T.Int: {
        const n = parseUint(tok.text);
        if (typeof n === 'bigint') return n;
        this.error(n);
        return n.endsWith('range') ? 0xffffffffffffffffn : 0n;
      }
      case T.Char: {
        const rune = unquoteRune(tok.text);
        if (rune === null) this.error('invalid syntax');
        return BigInt(rune ?? 0xfffd);
      }
      case Plus:
        return this.factor(depth + 1);
      case Minus:
        return BigInt.asUintN(64, -this.factor(depth + 1));
      case 126:
        return BigInt.asUintN(64, ~this.factor(depth + 1));
      case OpenParen: {
        const v = this.expr(depth + 1);
        if (this.next().kind !== CloseParen) this.error('missing closing paren');
        return v;
      }
    }
    this.error(`unexpected ${tok.text} evaluating expression`);
    return 0n;
  }

  private floatExpr(depth: number): number {
    const tok = this.next();
    if (depth <= maxNesting) {
      switch (tok.kind) {
        case OpenParen: {
          const v = this.floatExpr(depth + 1);
          if (this.next().kind !== CloseParen) this.error('missing closing paren');
          return v;
        }
        case Plus:
          return this.floatExpr(depth + 1);
        case Minus:
          return -this.floatExpr(depth + 1);
        case T.Float: {
          const x = parseFloat64(tok.text);
          if (typeof x === 'number') return x;
          this.error(x);
          return x.endsWith('range') ? Infinity : 0;
        }
      }
    }
    this.error(`unexpected ${tok.text} evaluating float expression`);
    return 0;
  }

  private positive(text: string): bigint {
    const n = parseInt64(text);
    if (typeof n === 'bigint') return n;
    this.error(n);
    return 0n;
  }

  // The tokens of the operand at hand.

  private next(): Token {
    return this.inputPos < this.input.length ? this.input[this.inputPos++]! : endToken;
  }

  private peek(): T.Kind {
    return this.kindAt(this.inputPos);
  }

  private kindAt(at: number): T.Kind {
    return at < this.input.length ? this.input[at]!.kind : T.EOF;
  }

  private get(kind: T.Kind): Token {
    this.expect(kind, T.kindText(kind));
    return this.next();
  }

  private expectEnd(): void {
    this.expect(T.EOF, 'end of operand');
  }

  private expect(kind: T.Kind, what: string): void {
    if (this.peek() !== kind) this.error(`expected ${what}, found ${this.next().text}`);
  }

  private have(kind: T.Kind): boolean {
    for (let i = this.inputPos; i < this.input.length; i++) if (this.input[i]!.kind === kind) return true;
    return false;
  }
}

/** The deepest nesting of an expression. */
const maxNesting = 1000;

function branchTo(a: Addr, target: Prog): void {
  a.clear();
  a.type = AddrType.Branch;
  a.target = target;
}

function kindOf(operand: readonly Token[]): T.Kind {
  return operand[0]!.kind;
}

function symbolName(a: Addr): string {
  return a.sym === null ? '<erroneous symbol>' : a.sym.name;
}

function setInt64(a: Addr, value: bigint): void {
  a.lo = Number(BigInt.asIntN(32, value)) | 0;
  a.hi = Number(BigInt.asIntN(32, value >> 32n)) | 0;
}

function int64Of(a: Addr): bigint {
  return (BigInt(a.hi) << 32n) | BigInt(a.lo >>> 0);
}

/** A literal below 2**31 without separators, or -1. */
function smallNumber(text: string): number {
  const n = text.length;
  let value = 0;
  if (text.charCodeAt(0) === 48) {
    if (n === 1) return 0;
    if (n > 9 || (text.charCodeAt(1) | 32) !== 120 || n === 2) return -1;
    for (let i = 2; i < n; i++) {
      const c = text.charCodeAt(i);
      const digit = c <= 57 ? c - 48 : (c | 32) - 87;
      if (digit < 0 || digit > 15 || (c > 57 && digit < 10)) return -1;
      value = value * 16 + digit;
    }
    return value;
  }
  if (n > 9) return -1;
  for (let i = 0; i < n; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
