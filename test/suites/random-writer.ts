// What writes one function of a random program, whatever the programs are about: lines and their indentation, scopes, and how many
// statements are left.
import { Random } from '../random.ts';

/** Go source of a program, or of a part of one. */
export interface ProgramText {
  /** Functions and what they need, on the level of the package. */
  readonly declarations: string;
  /** Statements that run it. */
  readonly calls: readonly string[];
}

/** A variable in scope, its name (any expression that can be assigned to) and its type. */
export interface Variable {
  readonly name: string;
  readonly type: string;
}

/** Writes one function. */
export abstract class RandomWriter {
  protected readonly r: Random;
  protected readonly lines: string[] = [];
  protected indent = 1;
  protected vars: Variable[] = [];
  /** How many names have been made up. */
  protected count = 0;
  /** How many bodies of statements are around. */
  protected depth = 0;
  /** How many statements may still be written. */
  protected left = 0;

  constructor(seed: number) {
    this.r = new Random(seed);
  }

  /** The function of a name, with at most `budget` statements. */
  function(name: string, budget: number): ProgramText {
    this.left = budget;
    this.func(name);
    return {
      declarations: this.lines.join('\n'),
      calls: this.calls.map((a, k) => `run("${name}.${k}", func() { fmt.Println(${name}(${a})) })`),
    };
  }

  /** The arguments of each call. */
  protected abstract readonly calls: readonly string[];
  /** Writes the declaration. */
  protected abstract func(name: string): void;
  /** Writes a statement. */
  protected abstract statement(): void;
  /** How many statements a block has, at random. */
  protected abstract blockLength(): number;

  protected put(s: string): void {
    this.lines.push('\t'.repeat(this.indent) + s);
  }

  /** Statements in a scope of their own. */
  protected block(n = this.blockLength()): void {
    const { vars } = this;
    this.vars = vars.slice();
    for (let i = n; i > 0 && this.left > 0; i--) this.statement();
    this.vars = vars;
  }

  /** A block between the lines `head` and `end` ('' for none), with more variables; `first` is its first line. */
  protected body(head: string, end = '}', more: readonly Variable[] = [], first = ''): void {
    this.put(head);
    const { vars } = this;
    this.vars = [...vars, ...more];
    this.indent++;
    this.depth++;
    if (first !== '') this.put(first);
    this.block();
    this.depth--;
    this.indent--;
    this.vars = vars;
    if (end !== '') this.put(end);
  }
}
