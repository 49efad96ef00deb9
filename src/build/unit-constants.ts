// The integer constants of a package, as debuggers are told of them.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import * as Constant from '../constant/value.ts';
import type { UnitConstant } from '../link/ctxt.ts';
import type { Program } from '../ssa/program/program.ts';
import * as BasicInfo from '../types/basicinfo.ts';
import * as BasicKind from '../types/basickind.ts';
import * as ObjKind from '../types/objkind.ts';
import * as TypeKind from '../types/typekind.ts';
import { under } from '../types/under.ts';

/**
 * The package-level constants of a package that are integers, by name; `path` is the package's in symbols. What has no type is an
 * int, if it can be one.
 */
export function unitConstants(p: Program, importPath: string, path: string): readonly UnitConstant[] {
  const { scope } = p.source.package(importPath);
  const out: UnitConstant[] = [];
  for (const name of scope.names()) {
    const obj = scope.lookup(name);
    if (obj === null || obj.kind !== ObjKind.Const || name === '_' || obj.type === null || obj.val === null) continue;
    const u = under(obj.type);
    if (u.kind !== TypeKind.Basic || (u.info & BasicInfo.IsInteger) === 0) continue;
    const value = Constant.intVal(obj.val);
    if ((u.info & BasicInfo.IsUntyped) === 0) {
      out.push({ name: `${path}.${name}`, type: p.linkString(obj.type), kind: u.basic, value });
    } else if (Constant.int64Val(obj.val) !== null) {
      out.push({ name: `${path}.${name}`, type: 'int', kind: BasicKind.Int, value });
    }
  }
  return out;
}

/** Constants as bytes: lines of a name, a type, its kind, a value. */
export function writeConstants(list: readonly UnitConstant[]): Uint8Array {
  return encodeUtf8(list.map(c => `${c.name}\t${c.type}\t${c.kind}\t${c.value}\n`).join(''));
}

/** What `writeConstants` wrote. */
export function readConstants(data: Uint8Array): UnitConstant[] {
  const lines = decodeUtf8(data).split('\n');
  lines.pop();
  return lines.map(line => {
    const [name, type, kind, value] = line.split('\t') as [string, string, string, string];
    return { name, type, kind: Number(kind), value: BigInt(value) };
  });
}
