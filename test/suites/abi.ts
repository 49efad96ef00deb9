// Where parameters and results go, beside what gc decided for the functions in its archives: bytes of arguments, results
// and spill area, the offset of every argument (as tracebacks print them), stack maps of what assembly implements.
//
//     node tools/run.mjs test/suites/abi.ts [part of an import path...]
//
// GOOS and GOARCH choose another machine.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { toHex } from '../../src/base/hex.ts';
import { pathToPrefix } from '../../src/base/path-to-prefix.ts';
import { getI32 } from '../../src/base/endian.ts';
import type { SourcePackage } from '../../src/build/front-end.ts';
import * as GoObject from '../../src/obj/goobj.ts';
import { Obj } from '../../src/obj/object.ts';
import { abiAssign, abiSignature, type AbiSignature } from '../../src/rtype/abi.ts';
import { argInfo, declareAssembly } from '../../src/rtype/funcdata.ts';
import { Layouts } from '../../src/rtype/layout.ts';
import { methods } from '../../src/rtype/methods.ts';
import { TypeNames } from '../../src/rtype/names.ts';
import { Sink } from '../../src/rtype/recipe.ts';
import * as NodeKind from '../../src/syntax/nodekind.ts';
import { internalAbi, stackAbi } from '../../src/target/abi.ts';
import { memoryFacts } from '../../src/target/memory.ts';
import * as ObjKind from '../../src/types/objkind.ts';
import type { Func } from '../../src/types/object.ts';
import { sizes64 } from '../../src/types/sizes.ts';
import * as TypeKind from '../../src/types/typekind.ts';
import { Pointer, type Signature, type Type } from '../../src/types/type.ts';
import { under } from '../../src/types/under.ts';
import { goroot, goTool } from '../goroot.ts';
import { stdPackages } from '../std-packages.ts';

/** What gc says of a function or declaration. */
class Facts {
  /** Bytes that the caller provides, by ABI; -1 where the archive has no such function. */
  readonly args = [-1, -1];
  readonly argInfo: [string, string] = ['', ''];
  argsMap = '';
}

function read(file: string): Map<string, Facts> {
  const bytes = new Uint8Array(fs.readFileSync(file));
  const out = new Map<string, Facts>();
  const of = (name: string): Facts => {
    let f = out.get(name);
    if (f === undefined) out.set(name, (f = new Facts()));
    return f;
  };
  for (const m of GoObject.readArchive(bytes)!) {
    if (m.name === '__.PKGDEF') continue;
    const header = GoObject.readObjectHeader(bytes, m.from, m.to);
    if (header === null) continue;
    const o = new GoObject.GoObj(bytes, header.objAt);
    if (o.fromAssembly) continue;
    for (let s = 0; s < o.nalldef; s++) {
      const name = o.name(s);
      const suffix = /\.(arginfo0|arginfo1|args_stackmap)$/.exec(name);
      const whole = new Uint8Array(o.size(s));
      if (suffix !== null) {
        whole.set(o.data(s));
        const f = of(name.slice(0, suffix.index));
        if (suffix[1] === 'args_stackmap') f.argsMap = toHex(whole);
        else f.argInfo[suffix[1] === 'arginfo0' ? 0 : 1] = toHex(whole);
      }
      const n = o.auxCount(s);
      for (let i = 0, at = o.auxOff(s); i < n; i++, at += GoObject.AuxSize) {
        if (bytes[at] !== GoObject.AuxFuncInfo) continue;
        const info = o.local(getI32(bytes, at + 1) >>> 0, getI32(bytes, at + 5) >>> 0);
        const abi = o.abi(s);
        if (abi <= 1) of(name).args[abi] = new GoObject.GoFuncInfo(bytes, o.dataOff(info)).args;
      }
    }
  }
  return out;
}

async function main(): Promise<number> {
  if (goroot === null || goTool === null) {
    console.log('no go command: skipped');
    return 0;
  }
  const filters = process.argv.slice(2);
  const list = spawnSync(goTool, ['list', '-export', '-f', '{{.ImportPath}} {{.Export}}', 'std'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, CGO_ENABLED: '0' },
  });
  const std = await stdPackages(goroot);
  const front = std.frontEnd();
  const { goarch } = std.config;
  const configs = [stackAbi, internalAbi(goarch)];
  let compared = 0;
  let declared = 0;
  let wrong = 0;
  let unmatched = 0;
  for (const line of list.stdout.trim().split('\n')) {
    const [path, file] = line.split(' ') as [string, string];
    if (file === '' || path === 'unsafe') continue;
    if (filters.length > 0 && !filters.some(f => path.includes(f))) continue;
    const gc = read(file);
    const { checked, trees, errors } = front.check(std.find(path) as SourcePackage);
    if (errors.count > 0) throw new Error(`${path}: ${errors.sorted()[0]!.message}`);
    const layouts = new Layouts(sizes64, memoryFacts(goarch));
    const names = new TypeNames(layouts, () => 0);
    const pkg = checked!.pkg;
    const sigs = new Map<string, AbiSignature>();
    const bodyless = new Set<string>();
    const prefix = pathToPrefix(pkg.path);
    for (const tree of trees) {
      for (const d of tree.declList) {
        if (d.kind !== NodeKind.FuncDecl || d.recv !== null) continue;
        const f = pkg.scope.lookup(d.name.value) as Func | null;
        if (f === null || f.kind !== ObjKind.Func || f.type!.tparams.length > 0) continue;
        sigs.set(`${prefix}.${f.name}`, abiSignature(f.type!));
        if (d.body === null) bodyless.add(`${prefix}.${f.name}`);
      }
    }
    for (const name of pkg.scope.names()) {
      const t = pkg.scope.lookup(name)!.type;
      if (t === null || t.kind !== TypeKind.Named || t.tparams.length > 0) continue;
      if (t.obj.pkg !== pkg || under(t).kind === TypeKind.Interface) continue;
      for (const recv of [t, new Pointer(t)] as Type[]) {
        for (const m of methods(recv)) {
          const sig = m.obj.type as Signature;
          sigs.set(names.methodSymbol(recv, m.obj.pkg, m.obj.name), { ...abiSignature(sig), recv });
        }
      }
    }
    const say = (text: string): void => {
      if (wrong++ < 40) console.log(text);
    };
    for (const [name, facts] of gc) {
      const sig = sigs.get(name);
      if (sig === undefined) {
        unmatched++;
        continue;
      }
      for (const abi of [0, 1]) {
        const a = abiAssign(sig, configs[abi]!, layouts);
        // What calls a function of wasm's host has no arguments in its frame.
        if (facts.args[abi]! >= 0 && !(goarch === 'wasm' && bodyless.has(name))) {
          compared++;
          if (a.argWidth !== facts.args[abi]) say(`${name}<${abi}>: args ${facts.args[abi]}, got ${a.argWidth}`);
        }
        if (facts.argInfo[abi] !== '') {
          const info = toHex(argInfo(a.params, layouts));
          if (info !== facts.argInfo[abi]) say(`${name}<${abi}>: arginfo ${facts.argInfo[abi]}, got ${info}`);
        }
      }
      if (facts.argsMap !== '') {
        declared++;
        const obj = new Obj(path, 0);
        declareAssembly(new Sink(obj, names), name, abiAssign(sig, stackAbi, layouts), layouts);
        const map = toHex(obj.lookup(`${name}.args_stackmap`, 0).data);
        if (map !== facts.argsMap) say(`${name}: args_stackmap ${facts.argsMap}, got ${map}`);
      }
    }
  }
  console.log(`${compared} functions, ${declared} declarations: ${wrong} differ; ${unmatched} without a declaration`);
  return wrong === 0 ? 0 : 1;
}

process.exit(await main());
