// The preprocessor: expands macros and obeys #define, #undef, #include, #ifdef, #ifndef, #else, #endif and #line. It gives
// the parser tokens; a `#` stands for each directive. Its own complaints end the assembly.

import { byteStringText, unquote } from '../base/quote.ts';
import { cleanPath, SourceBase } from './source.ts';
import * as Token from './token.ts';
import { makeToken, type Token as Tok } from './token.ts';
import { decodeSource, quoteSource, Tokenizer, type TokenReader } from './tokenizer.ts';

/** Ends the assembly: what was to be said has been said, or is the message. */
export class Fatal extends Error {
  override readonly name = 'Fatal';
}

/** What the preprocessor needs from outside. */
export interface InputOptions {
  /** The directories of #include after that of the file itself. */
  readonly includeDirs: readonly string[];
  /** NAME or NAME=VALUE. */
  readonly defines: readonly string[];
  /** The bytes of a file, or why there are none. */
  readonly readFile: (name: string) => Uint8Array | string;
  /** The recorded name of a file. */
  readonly absFile: (name: string) => string;
  /** Takes complaints that do not end the assembly. */
  readonly warn: (message: string) => void;
}

class Macro {
  readonly name: string;
  /** null for a macro without arguments. */
  readonly args: readonly string[] | null;
  readonly tokens: readonly Tok[];

  constructor(name: string, args: readonly string[] | null, tokens: readonly Tok[]) {
    this.name = name;
    this.args = args;
    this.tokens = tokens;
  }
}

/** The body of a macro as input; all its tokens stand on the line where the macro was used. */
class Slice implements TokenReader {
  base: SourceBase;
  readonly line: number;
  private readonly tokens: readonly Tok[];
  private pos = -1;

  constructor(base: SourceBase, line: number, tokens: readonly Tok[]) {
    this.base = base;
    this.line = line;
    this.tokens = tokens;
  }

  next(): Token.Kind {
    this.pos++;
    return this.pos < this.tokens.length ? this.tokens[this.pos]!.kind : Token.EOF;
  }

  text(): string {
    return this.pos < this.tokens.length ? this.tokens[this.pos]!.text : '';
  }

  col(): number {
    return this.pos;
  }
}

/** The most tokens that the expansion of macros may add to one file; beyond, it is taken for an endless one. */
const maxExpansion = 50_000_000;

/** The tokens of a file after the preprocessor. */
export class Input {
  private readonly options: InputOptions;
  private readonly includes: readonly string[];
  private readonly stack: TokenReader[] = [];
  private readonly macros = new Map<string, Macro>();
  private readonly ifdefs: boolean[] = [];
  private beginningOfLine = true;
  private tokenText = '';
  private peekKind = 0;
  private peekText = '';
  private hasPeek = false;
  private expanded = 0;

  /** Reads the file `name`. */
  constructor(name: string, options: InputOptions) {
    this.options = options;
    const slash = name.lastIndexOf('/');
    this.includes = [slash < 0 ? '.' : slash === 0 ? '/' : name.slice(0, slash), ...options.includeDirs];
    for (const define of options.defines) this.predefine(define);
    const data = options.readFile(name);
    if (typeof data === 'string') throw new Fatal(`asm: ${data}\n`);
    this.stack.push(this.tokenizer(name, data));
  }

  private tokenizer(name: string, data: Uint8Array): Tokenizer {
    const base = new SourceBase(name, this.options.absFile(name), 0, null);
    return new Tokenizer(decodeSource(data), base, message => this.options.warn(`${name}:${message}\n`));
  }

  private predefine(define: string): void {
    const eq = define.indexOf('=');
    const name = eq > 0 ? define.slice(0, eq) : define;
    const value = eq > 0 ? define.slice(eq + 1) : '1';
    const tokens = this.tokenize(name);
    if (tokens.length !== 1 || tokens[0]!.kind !== Token.Ident) {
      throw new Fatal(`asm: parsing -D: ${quoteSource(tokens[0]?.text ?? '')} is not a valid identifier name\n`);
    }
    this.macros.set(name, new Macro(name, null, this.tokenize(value)));
  }

  private tokenize(text: string): Tok[] {
    const t = new Tokenizer(text, new SourceBase('command line', 'command line', 0, null), message =>
      this.options.warn(`command line:${message}\n`),
    );
    const tokens: Tok[] = [];
    for (let kind = t.next(); kind !== Token.EOF; kind = t.next()) tokens.push(makeToken(kind, t.text()));
    return tokens;
  }

  /** The file and the line of the token last given. */
  get base(): SourceBase {
    return this.stack[this.stack.length - 1]!.base;
  }

  get line(): number {
    return this.stack[this.stack.length - 1]!.line;
  }

  /** The raw text of the token last given. */
  text(): string {
    return this.tokenText;
  }

  /** The next token. */
  next(): Token.Kind {
    if (this.hasPeek) {
      this.hasPeek = false;
      this.tokenText = this.peekText;
      return this.peekKind;
    }
    for (let nesting = 0; nesting < 100;) {
      const kind = this.raw();
      if (kind === 35) {
        if (!this.beginningOfLine) this.error("'#' must be first item on line");
        this.beginningOfLine = this.directive();
        this.tokenText = '#';
        return kind;
      }
      if (kind === Token.Ident) {
        const macro = this.macros.get(this.rawText());
        if (macro !== undefined) {
          nesting++;
          this.invoke(macro);
          continue;
        }
      }
      if (kind === Token.EOF && this.ifdefs.length > 0) this.error('unclosed #ifdef or #ifndef');
      this.beginningOfLine = kind === Token.Newline;
      if (this.enabled()) {
        this.tokenText = this.rawText();
        return kind;
      }
    }
    return this.error('recursive macro invocation');
  }

  /** The next token without expansion. */
  private raw(): Token.Kind {
    const { stack } = this;
    for (;;) {
      const kind = stack[stack.length - 1]!.next();
      if (kind !== Token.EOF || stack.length === 1) return kind;
      stack.pop();
    }
  }

  private rawText(): string {
    return this.stack[this.stack.length - 1]!.text();
  }

  private col(): number {
    return this.stack[this.stack.length - 1]!.col();
  }

  /** Ends the assembly with what is wrong at the present token. */
  private error(...words: string[]): never {
    throw new Fatal(`${this.base.name}:${this.line}: ${words.join(' ')}\n`);
  }

  private expectText(...words: string[]): never {
    return this.error(...words, '; got', quoteSource(this.rawText()));
  }

  private enabled(): boolean {
    return this.ifdefs.length === 0 || this.ifdefs[this.ifdefs.length - 1]!;
  }

  private expectNewline(directive: string): void {
    if (this.raw() !== Token.Newline) this.expectText('expected newline after', directive);
  }

  /** Obeys the directive after a `#`; false when the rest of its line is still to come. */
  private directive(): boolean {
    if (this.raw() !== Token.Ident) this.expectText("expected identifier after '#'");
    const word = this.rawText();
    if (!this.enabled() && !/^(else|endif|ifdef|ifndef|line)$/.test(word)) return false;
    switch (word) {
      case 'define':
        this.define();
        break;
      case 'else':
        this.else_();
        break;
      case 'endif':
        this.expectNewline('#endif');
        if (this.ifdefs.length === 0) this.error('unmatched #endif');
        this.ifdefs.pop();
        break;
      case 'ifdef':
        this.ifdef(true);
        break;
      case 'ifndef':
        this.ifdef(false);
        break;
      case 'include':
        this.include();
        break;
      case 'line':
        this.lineDirective();
        break;
      case 'undef':
        this.undef();
        break;
      default:
        this.error("unexpected token after '#':", word);
    }
    return true;
  }

  private macroName(): string {
    if (this.raw() !== Token.Ident) this.expectText('expected identifier after # directive');
    return this.rawText();
  }

  private define(): void {
    const name = this.macroName();
    const before = this.col();
    let kind = this.raw();
    let args: string[] | null = null;
    const tokens: Tok[] = [];
    if (kind !== Token.Newline && kind !== Token.EOF) {
      // `#define A(x)` has an argument, `#define A (x)` has none.
      if (kind === 40 && this.col() === before + 1) {
        args = this.formals(name);
        kind = this.raw();
      }
      while (kind !== Token.Newline) {
        if (kind === Token.EOF) this.error('missing newline in definition for macro:', name);
        if (kind === 92) {
          kind = this.raw();
          if (kind !== Token.Newline && kind !== 92) {
            this.error('can only escape \\ or \\n in definition for macro:', name);
          }
        }
        tokens.push(makeToken(kind, this.rawText()));
        kind = this.raw();
      }
    }
    if (this.macros.has(name)) this.error('redefinition of macro:', name);
    this.macros.set(name, new Macro(name, args, tokens));
  }

  private formals(name: string): string[] {
    const args: string[] = [];
    let wantsArg = true;
    for (;;) {
      switch (this.raw()) {
        case 41:
          return args;
        case 44:
          if (wantsArg) this.error('bad syntax in definition for macro:', name);
          wantsArg = true;
          break;
        case Token.Ident: {
          if (!wantsArg) this.error('bad syntax in definition for macro:', name);
          const arg = this.rawText();
          if (args.includes(arg)) this.error('duplicate argument', arg, 'in definition for macro:', name);
          args.push(arg);
          wantsArg = false;
          break;
        }
        default:
          this.error('bad definition for macro:', name);
      }
    }
  }

  private invoke(macro: Macro): void {
    if (macro.args === null) {
      this.push(new Slice(this.base, this.line, macro.tokens), macro.tokens.length);
      return;
    }
    const kind = this.raw();
    if (kind !== 40) {
      // Without arguments it is a plain name. As in gc, the text of the token that is put back is the one before it.
      this.peekKind = kind;
      this.peekText = this.tokenText;
      this.hasPeek = true;
      this.push(new Slice(this.base, this.line, [makeToken(Token.MacroName, macro.name)]), 1);
      return;
    }
    const actuals = this.actuals(macro);
    const tokens: Tok[] = [];
    for (const token of macro.tokens) {
      const actual = token.kind === Token.Ident ? actuals.get(token.text) : undefined;
      if (actual === undefined || actual.length === 0) {
        tokens.push(token); // as in gc, a formal whose actual is empty stands for itself
        continue;
      }
      if (tokens.length + actual.length > maxExpansion) this.error('input recursion');
      for (const t of actual) tokens.push(t);
    }
    this.push(new Slice(this.base, this.line, tokens), tokens.length);
  }

  private actuals(macro: Macro): Map<string, Tok[]> {
    const formals = macro.args!;
    const given: Tok[][] = [];
    for (;;) {
      const tokens: Tok[] = [];
      const end = this.argument(macro, tokens);
      given.push(tokens);
      if (end === 41) break;
    }
    const actuals = new Map<string, Tok[]>();
    if (formals.length === 0 && given.length === 1 && given[0]!.length === 0) return actuals;
    if (given.length !== formals.length) this.error('wrong arg count for macro', macro.name);
    formals.forEach((formal, i) => actuals.set(formal, given[i]!));
    return actuals;
  }

  private argument(macro: Macro, tokens: Tok[]): Token.Kind {
    let nesting = 0;
    for (;;) {
      const kind = this.raw();
      if (kind === Token.EOF || kind === Token.Newline) {
        this.error('unterminated arg list invoking macro:', macro.name);
      }
      if (nesting === 0 && (kind === 41 || kind === 44)) return kind;
      if (kind === 40) nesting++;
      if (kind === 41) nesting--;
      tokens.push(makeToken(kind, this.rawText()));
    }
  }

  private ifdef(truth: boolean): void {
    const name = this.macroName();
    this.expectNewline('#if[n]def');
    if (!this.enabled()) this.ifdefs.push(false);
    else this.ifdefs.push(this.macros.has(name) === truth);
  }

  private else_(): void {
    this.expectNewline('#else');
    const n = this.ifdefs.length;
    if (n === 0) this.error('unmatched #else');
    if (n === 1 || this.ifdefs[n - 2]!) this.ifdefs[n - 1] = !this.ifdefs[n - 1]!;
  }

  private include(): void {
    if (this.raw() !== Token.String) this.expectText('expected string after #include');
    const literal = unquote(this.rawText());
    if (literal === null) this.error('unquoting include file name: ', 'invalid syntax');
    const name = byteStringText(literal);
    this.expectNewline('#include');
    let data = this.options.readFile(name);
    for (let i = 0; i < this.includes.length && typeof data === 'string'; i++) {
      const dir = this.includes[i]!;
      data = this.options.readFile(cleanPath(`${dir}/${name}`));
    }
    if (typeof data === 'string') this.error('#include:', data);
    this.push(this.tokenizer(name, data), 0);
  }

  private lineDirective(): void {
    if (this.raw() !== Token.Int) this.expectText('expected line number after #line');
    const line = Number(this.rawText());
    if (!/^[0-9]+$/.test(this.rawText()) || !Number.isSafeInteger(line)) {
      this.error(
        'error parsing #line (cannot happen):',
        `strconv.Atoi: parsing ${quoteSource(this.rawText())}: invalid syntax`,
      );
    }
    if (this.raw() !== Token.String) this.expectText('expected file name in #line');
    const literal = unquote(this.rawText());
    if (literal === null) this.error('unquoting #line file name: ', 'invalid syntax');
    const file = byteStringText(literal);
    const kind = this.raw();
    if (kind !== Token.Newline) this.error('unexpected token at end of #line: ', Token.kindText(kind));
    // As in gc, the line that the directive names is the one after the next.
    const reader = this.stack[this.stack.length - 1]!;
    const original = reader.base.file ?? reader.base;
    reader.base = new SourceBase(file, this.options.absFile(file), line - (reader.line + 1), original);
  }

  private undef(): void {
    const name = this.macroName();
    if (!this.macros.has(name)) this.error('#undef for undefined macro:', name);
    if (this.raw() !== Token.Newline) this.error('syntax error in #undef for macro:', name);
    this.macros.delete(name);
  }

  private push(reader: TokenReader, tokens: number): void {
    this.expanded += tokens;
    if (this.stack.length > 100 || this.expanded > maxExpansion) this.error('input recursion');
    this.stack.push(reader);
  }
}
