// Makes the part of the cache that burrow may be shipped with: what all programs share that use the distribution's packages. It
// builds a program that refers to every exported function and method of them, and puts what is kept of it into dist/std,
// where every cache looks that has no such entry itself (src/build/cache.ts). It belongs to the bundle that is there.
//
//     npm run ship

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Cache } from '../src/build/cache.ts';
import { PackageChecker } from '../src/build/check-packages.ts';
import { NodeHost } from '../src/host/node/host.ts';
import { readConfig } from '../src/load/config.ts';
import { loadUnits } from '../src/load/units.ts';
import { namedMethod, numMethods, unpack } from '../src/types/named.ts';
import { isExported, type Obj } from '../src/types/object.ts';
import * as ObjKind from '../src/types/objkind.ts';
import * as TypeKind from '../src/types/typekind.ts';
import { under } from '../src/types/under.ts';

const root = process.env['BURROW_ROOT']!;

/** What a program writes to mean the functions that an object stands for, without the package's name. */
function functionsOf(obj: Obj): readonly string[] {
  const type = obj.type!; // its package is complete
  if (obj.kind === ObjKind.Func) {
    return type.kind === TypeKind.Signature && type.tparams.length === 0 ? [`.${obj.name}`] : [];
  }
  if (obj.kind !== ObjKind.TypeName || type.kind !== TypeKind.Named || type.obj !== obj) return [];
  unpack(type);
  if (type.tparams.length > 0 || under(type).kind === TypeKind.Interface) return [];
  const methods: string[] = [];
  for (let i = 0; i < numMethods(type); i++) {
    const { name } = namedMethod(type, i);
    if (isExported(name)) methods.push(`.${obj.name}).${name}`);
  }
  return methods;
}

/** A program that refers to all that it can. */
async function programText(): Promise<string> {
  process.env['CGO_ENABLED'] = '0';
  const host = new NodeHost('burrow');
  const config = await readConfig(host);
  const { loader, units } = await loadUnits(host, config, ['std'], { cgo: false });
  const checker = new PackageChecker(loader.host, config, new Cache(host, ''), '', f => loader.index.contentHash(f));
  const imports: string[] = [];
  const uses: string[] = [];
  for (const unit of units) {
    const { importPath } = unit.package;
    const wrong = checker.checkUnit(unit, false);
    if (wrong.length > 0) throw new Error(`${importPath}: ${wrong[0]!.message}`);
    if (/(?:^|\/)(?:internal|vendor)\//.test(`${importPath}/`)) continue;
    const pkg = checker.frontEnd('').open(importPath);
    const name = `p${imports.length}`;
    const found = pkg.scope
      .names()
      .filter(isExported)
      .flatMap(n => functionsOf(pkg.scope.lookup(n)!));
    imports.push(`\t${found.length > 0 ? name : '_'} "${importPath}"\n`);
    for (const f of found) uses.push(`\t${f.includes(')') ? `(*${name}` : name}${f},\n`);
  }
  return `package main\n\nimport (\n${imports.join('')})\n\nvar all = []any{\n${uses.join('')}}\n\nfunc main() { println(len(all)) }\n`;
}

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-ship-'));
try {
  const text = await programText();
  fs.writeFileSync(path.join(work, 'go.mod'), 'module shipped\n\ngo 1.26\n');
  fs.writeFileSync(path.join(work, 'main.go'), text);
  fs.writeFileSync(path.join(work, 'main_test.go'), 'package main\n\nimport "testing"\n\nfunc Test(*testing.T) {}\n');
  const cache = path.join(work, 'cache');
  const env = { ...process.env, GOCACHE: cache, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0', BURROW_WATCH: 'off' };
  const programs = [
    [work, 'build', '-o', 'program', '.'],
    [work, 'test', '-vet=off', '-c', '-o', 'program', '.'],
    [path.join(root, 'examples', 'server'), 'build', '-o', path.join(work, 'program'), '.'],
  ] as const;
  for (const [cwd, ...args] of programs) {
    const done = spawnSync(path.join(root, 'burrow'), args, { cwd, env, stdio: 'inherit' });
    if (done.status !== 0) throw new Error(`burrow ${args.join(' ')}: exit status ${done.status}`);
  }
  const place = path.join(root, 'dist', 'std');
  fs.rmSync(place, { recursive: true, force: true });
  fs.cpSync(path.join(cache, 'burrow', 'std'), `${place}.tmp`, { recursive: true });
  fs.renameSync(`${place}.tmp`, place);
  const entries = fs.readdirSync(place, { recursive: true, withFileTypes: true }).filter(e => e.isFile());
  const size = entries.reduce((sum, e) => sum + fs.statSync(path.join(e.parentPath, e.name)).size, 0);
  console.log(`dist/std: ${entries.length} entries, ${(size / 1e6).toFixed(1)} MB`);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
