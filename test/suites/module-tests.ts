// `go test -short` of packages that others have written: modules of known versions, each by burrow and by the real go command, where
// burrow has a distribution without programs. What is compared is the outcome of every test and subtest by name.
//
//     node tools/run.mjs test/suites/module-tests.ts [--dir DIR] [--again] [--results FILE] [PART OF A MODULE'S PATH...]
//
// Run by name, because the modules come from $GOPROXY or the module cache, and because it takes half an hour. Results are kept, a
// file for each package; --again runs burrow's tests although they were run; --results writes what conformance.ts shows.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goroot, goTool } from '../goroot.ts';
import { isMain } from '../main.ts';
import { type PackageRun, sumUp } from './std-results.ts';
import { packagesOf, Results, testersOf, testPackages } from './std-tests.ts';

/** Modules, and which of their packages; all where none are named. */
const modules: readonly (readonly [mod: string, version: string, ...patterns: string[]])[] = [
  ['github.com/google/go-cmp', 'v0.7.0'],
  ['gopkg.in/yaml.v3', 'v3.0.1'],
  ['github.com/google/btree', 'v1.1.3'],
  ['github.com/yuin/gopher-lua', 'v1.1.2'],
  ['github.com/dop251/goja', 'v0.0.0-20260917113740-793a2a65c13b'],
  ['github.com/tidwall/gjson', 'v1.20.1'],
  ['github.com/shopspring/decimal', 'v1.6.0'],
  ['github.com/cockroachdb/apd/v3', 'v3.2.3'],
  ['filippo.io/edwards25519', 'v1.2.0'],
  ['github.com/pelletier/go-toml/v2', 'v2.4.3'],
  ['github.com/stretchr/testify', 'v1.12.1'],
  ['github.com/yuin/goldmark', 'v1.8.7'],
  ['github.com/rs/zerolog', 'v1.35.1'],
  ['go.uber.org/zap', 'v1.28.0'],
  [
    'golang.org/x/crypto',
    'v0.58.0',
    './chacha20/...',
    './blake2b',
    './blake2s',
    './argon2',
    './sha3',
    './salsa20/...',
    './ssh/...',
    './curve25519/...',
    './internal/...',
  ],
  ['golang.org/x/net', 'v0.62.0', './html/...', './http2/hpack', './dns/...', './bpf'],
  ['golang.org/x/text', 'v0.43.0', './unicode/...', './encoding/...', './collate/...', './language/...'],
  ['github.com/RoaringBitmap/roaring/v2', 'v2.30.0'],
  [
    'github.com/tetratelabs/wazero',
    'v1.12.0',
    './internal/wasm/...',
    './internal/engine/...',
    './internal/leb128',
    './internal/sysfs',
  ],
  ['gonum.org/v1/gonum', 'v0.17.0', './internal/...', './blas/...', './floats/...', './mat', './stat/...'],
  ['github.com/klauspost/compress', 'v1.20.3', './flate', './zstd', './s2', './huff0', './fse'],
  [
    'github.com/cloudflare/circl',
    'v1.6.5',
    './dh/...',
    './ecc/...',
    './math/...',
    './sign/ed25519',
    './kem/mlkem/...',
    './simd/...',
  ],
  ['github.com/expr-lang/expr', 'v1.17.8'],
  ['github.com/samber/lo', 'v1.53.0'],
  ['github.com/tidwall/btree', 'v1.8.2'],
  ['github.com/puzpuzpuz/xsync/v4', 'v4.5.0'],
  ['github.com/goccy/go-json', 'v0.12.0'],
];

/** A copy of a module that can be its own main module. */
function copyOf(mod: string, version: string, go: string, env: NodeJS.ProcessEnv, dir: string): string {
  const to = path.join(dir, 'src', `${mod.replaceAll('/', '!')}@${version}`);
  if (fs.existsSync(to)) return to;
  const run = (args: readonly string[], cwd: string): string => {
    const { status, stdout, stderr } = spawnSync(go, args, { env: { ...env, PWD: cwd }, cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(`go ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  };
  const { Dir } = JSON.parse(run(['mod', 'download', '-json', `${mod}@${version}`], dir)) as { Dir: string };
  fs.rmSync(`${to}.new`, { recursive: true, force: true });
  fs.cpSync(Dir, `${to}.new`, { recursive: true });
  spawnSync('chmod', ['-R', 'u+w', `${to}.new`]);
  if (!fs.existsSync(`${to}.new/go.mod`)) run(['mod', 'init', mod], `${to}.new`);
  run(['mod', 'tidy'], `${to}.new`);
  fs.renameSync(`${to}.new`, to);
  return to;
}

async function main(root: string, go: string): Promise<number> {
  const words = process.argv.slice(2);
  const option = (name: string): string => {
    const at = words.indexOf(name);
    return at < 0 ? '' : words.splice(at, 2)[1]!;
  };
  const dir = path.resolve(option('--dir') || path.join(os.tmpdir(), 'burrow-oracle', 'module-tests'));
  const resultsFile = option('--results');
  const again = words.includes('--again');
  const parts = words.filter(w => w !== '--again');
  const { env } = testersOf(root, go, () => dir).gc;
  fs.mkdirSync(path.join(dir, 'src'), { recursive: true });
  const kept = { gc: new Results(dir, 'gc'), burrow: new Results(dir, 'burrow') };
  const found: { pkg: string; gc: PackageRun | null; burrow: PackageRun | null }[] = [];
  for (const [mod, version, ...patterns] of modules) {
    if (parts.length > 0 && !parts.some(p => mod.includes(p))) continue;
    const cwd = copyOf(mod, version, go, env, dir);
    const testers = testersOf(root, go, () => cwd);
    const packages = packagesOf(testers.gc, patterns.length === 0 ? ['./...'] : patterns);
    for (const name of ['gc', 'burrow'] as const) {
      const isOld = (pkg: string): boolean => kept[name].get(pkg) === null || (again && name === 'burrow');
      const wanted = packages.filter(isOld);
      if (wanted.length === 0) continue;
      for (const [pkg, run] of await testPackages(testers[name], wanted)) kept[name].put(pkg, run);
    }
    const own = packages.map(pkg => ({ pkg, gc: kept.gc.get(pkg), burrow: kept.burrow.get(pkg) }));
    console.log(`${mod} ${version}: ${sumUp(own).text}`);
    found.push(...own);
  }
  const { text, rows, missing } = sumUp(found);
  console.log(text);
  if (resultsFile !== '') fs.writeFileSync(resultsFile, `${JSON.stringify({ rows, missing }, null, 1)}\n`);
  return missing.length > 0 || rows.some(r => r.differences.length > 0) ? 1 : 0;
}

if (isMain('test/suites/module-tests.ts')) {
  if (goroot === null || goTool === null) throw new Error('no Go installation');
  process.exitCode = await main(goroot, goTool);
}
