import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Mode from './mode.ts';
import * as NodeKind from './nodekind.ts';
import { lineCol, parseText } from './testing.ts';

const cases: readonly (readonly [body: string, want: string])[] = [
  ['for { break; continue }', ''],
  ['break', '1:23: break is not in a loop, switch, or select'],
  ['switch { case x: continue }', '1:40: continue is not in a loop'],
  ['func() { break }()', '1:32: break is not in a loop, switch, or select'],
  ['L: for { break L }', ''],
  ['L: for {}', '1:23: label L defined and not used'],
  ['L: { break L }', '1:34: invalid break label L'],
  ['L: switch { case x: for { continue L } }', '1:58: invalid continue label L'],
  ['for { break M }', '1:35: break label not defined: M'],
  ['L: for {}; for { continue L }', '1:49: invalid continue label L'],
  ['goto L; L: x()', ''],
  ['goto L; { L: x() }', '1:28: goto L jumps into block starting at x.go:1:31'],
  ['goto L', '1:28: label L not defined'],
  ['goto L; x := 1; L: _ = x', '1:28: goto L jumps over declaration of x at x.go:1:33'],
  ['goto L; var a, b int; L: x()', '1:28: goto L jumps over declaration of a at x.go:1:35'],
  ['{ goto L }; x := 1; { goto L }; L: _ = x', '1:30: goto L jumps over declaration of x at x.go:1:37'],
  ['L: goto L; L: x()', '1:34: label L already defined at x.go:1:23'],
  ['switch { case a: fallthrough; case b: }', ''],
  ['switch { case a: fallthrough }', '1:40: cannot fallthrough final case in switch'],
  ['switch { case a: fallthrough; x(); case b: }', '1:40: fallthrough statement out of place'],
  ['switch { case a: fallthrough;;; case b: }', ''],
  ['switch { case a: { fallthrough }; case b: }', '1:42: fallthrough statement out of place'],
  ['switch x.(type) { case a: fallthrough; case b: }', '1:49: cannot fallthrough in type switch'],
  ['if a {} else if b { goto L } else { goto L }; L: x()', ''],
  ['_: x()', ''],
];

test('labels and branches', () => {
  for (const [body, want] of cases) {
    const { errors } = parseText(`package p; func f() { ${body} }`, Mode.CheckBranches);
    assert.equal(errors.join('; '), want, body);
  }
});

test('targets', () => {
  const text = 'package p; func f() { A: for { B: switch { case x: break; break A; continue; goto B } } }';
  const { file, source } = parseText(text, Mode.CheckBranches);
  const f = file!.declList[0]!;
  assert.ok(f.kind === NodeKind.FuncDecl);
  const targets: string[] = [];
  const outer = f.body!.list[0]!;
  assert.ok(outer.kind === NodeKind.LabeledStmt && outer.stmt.kind === NodeKind.ForStmt);
  const inner = outer.stmt.body.list[0]!;
  assert.ok(inner.kind === NodeKind.LabeledStmt && inner.stmt.kind === NodeKind.SwitchStmt);
  for (const s of inner.stmt.body[0]!.body) {
    assert.ok(s.kind === NodeKind.BranchStmt);
    targets.push(lineCol(source, s.target!.pos));
  }
  assert.deepEqual(targets, ['1:35', '1:26', '1:26', '1:33']);
});
