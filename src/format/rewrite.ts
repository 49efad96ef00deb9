// `gofmt -r 'pattern -> replacement'`: every expression that matches the pattern is replaced, from the leaves up. Comments
// stay if what they belong to stays.

import { associateComments } from './comment-map.ts';
import { errorSummary } from './errors.ts';
import type { Fields } from './layout.ts';
import * as Layout from './layout.ts';
import type { Pos } from './lines.ts';
import { NoPos } from './lines.ts';
import { identName, isExpr, isWildcard, matches } from './match.ts';
import type { Bindings } from './match.ts';
import * as NodeKind from './nodekind.ts';
import type { Expr, File, Node } from './nodes.ts';
import { Comment, CommentGroup } from './nodes.ts';
import type { ParseResult } from './parser.ts';
import { parseExpr } from './parser.ts';
import { posOf } from './positions.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import type { TextPool } from './text.ts';

/** A rule, and the text of each of its sides. */
export interface RewriteRule {
  readonly pattern: Expr;
  readonly patternText: Uint8Array;
  readonly replacement: Expr;
  readonly replacementText: Uint8Array;
}

/** Reads a rule; a string says what is wrong with it. */
export function parseRewriteRule(rule: string): RewriteRule | string {
  const sides = rule.split('->');
  if (sides.length !== 2) return "rewrite rule must be of the form 'pattern -> replacement'";
  const pattern = parseSide(sides[0]!, 'pattern');
  if (typeof pattern === 'string') return pattern;
  const replacement = parseSide(sides[1]!, 'replacement');
  if (typeof replacement === 'string') return replacement;
  return {
    pattern: pattern.tree!,
    patternText: pattern.pool.bytes,
    replacement: replacement.tree!,
    replacementText: replacement.pool.bytes,
  };
}

function parseSide(text: string, what: string): ParseResult<Expr> | string {
  const parsed = parseExpr(encodeUtf8(text));
  return parsed.errors.length > 0 ? `parsing ${what} ${text} at ${errorSummary(parsed.errors)}` : parsed;
}

/** Rewrites a parsed file, which is changed and returned. */
export function rewriteFile(rule: RewriteRule, parsed: ParseResult<File>): File {
  const file = parsed.tree!; // a file with errors is not rewritten
  const owners = associateComments(file, parsed.lines);
  const rewriter = new Rewriter(rule, parsed.pool);
  rewriter.children(file);
  const kept: CommentGroup[] = [];
  const collect = (n: Node): void => {
    kept.push(...(owners.get(n) ?? []));
    Layout.forEachChild(n, collect);
  };
  collect(file);
  file.comments = kept.sort((a, b) => posOf(a) - posOf(b));
  return file;
}

class Rewriter {
  private readonly rule: RewriteRule;
  private readonly pool: TextPool;
  private readonly bound: Bindings = new Map();

  constructor(rule: RewriteRule, pool: TextPool) {
    this.rule = rule;
    this.pool = pool;
  }

  /** Rewrites what a node is made of. */
  children(n: Node): void {
    const fields = n as unknown as Fields;
    for (const { name, kind } of Layout.layouts[n.kind]!) {
      const value = fields[name];
      if (value === null) continue;
      switch (kind) {
        case Layout.NodeField:
          fields[name] = this.closed(value as Node);
          break;
        case Layout.OpenField:
          fields[name] = this.open(value as Node);
          break;
        case Layout.ListField: {
          const list = value as Node[];
          for (let i = 0; i < list.length; i++) list[i] = this.closed(list[i]!);
          break;
        }
        case Layout.OpenListField: {
          const list = value as Node[];
          for (let i = 0; i < list.length; i++) list[i] = this.open(list[i]!);
          break;
        }
      }
    }
  }

  /** A node where only its own class may stand: anything else is not put there. */
  private closed(n: Node): Node {
    const rewritten = this.node(n);
    return rewritten.kind === n.kind ? rewritten : n;
  }

  /** A node where any expression may stand. gofmt looks at such a place once more, which only a lone wildcard matches. */
  private open(n: Node): Node {
    const rewritten = this.node(n);
    const { pattern, patternText } = this.rule;
    if (!isExpr(rewritten)) return rewritten;
    if (pattern.kind !== NodeKind.Ident || !isWildcard(identName(pattern, patternText))) return rewritten;
    return this.replace(rewritten);
  }

  private node(n: Node): Node {
    this.children(n);
    return this.replace(n);
  }

  private replace(n: Node): Node {
    const { rule, bound } = this;
    bound.clear();
    if (!matches(bound, rule.pattern, rule.patternText, n, this.pool.bytes)) return n;
    return this.copy(bound, rule.replacement, rule.replacementText, posOf(n));
  }

  /**
   * A copy of a tree with what wildcards stand for in their place. All tokens are put at `pos`; those of what a wildcard
   * stands for (`bound` is null then) stay where they are.
   */
  private copy(bound: Bindings | null, n: Node, text: Uint8Array, pos: Pos): Node {
    if (bound !== null && n.kind === NodeKind.Ident) {
      const old = bound.get(identName(n, text));
      if (old !== undefined) return this.copy(null, old, this.pool.bytes, NoPos);
    }
    const fields = n as unknown as Fields;
    const args: unknown[] = [];
    const child = (c: Node): Node => this.copy(bound, c, text, pos);
    for (const { name, kind } of Layout.layouts[n.kind]!) {
      const value = fields[name];
      switch (kind) {
        case Layout.PosField:
          args.push(bound !== null && value !== NoPos ? pos : value);
          break;
        case Layout.TextField: {
          const start = value as number;
          const end = fields['end'] as number;
          const at = bound === null ? start : this.pool.add(text, start, end);
          args.push(at, at + end - start);
          break;
        }
        case Layout.PlainField:
          args.push(value);
          break;
        case Layout.GroupField: {
          const group = value as CommentGroup | null;
          args.push(group && new CommentGroup(group.list.map(c => new Comment(c.slash, c.start, c.end))));
          break;
        }
        case Layout.NodeField:
        case Layout.OpenField:
          args.push(value === null ? null : child(value as Node));
          break;
        default:
          args.push(value === null ? null : (value as Node[]).map(child));
      }
    }
    return Layout.makeNode(n.kind, args);
  }
}
