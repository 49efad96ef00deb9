// Bundles burrow for Node into dist/: one small chunk per command, loaded when used. The new bundle is written beside
// the old one and renamed over it, so that a burrow that starts meanwhile sees one or the other, whole.
import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * `for (const x of a)` becomes a loop that counts where `a` is an array. V8 does that too, but only of functions that it optimises,
 * and a command is mostly over before it does: in a cold build a quarter of all memory that was allocated were the objects that array
 * iterators give, one for each element. Only the head of a loop is changed, and only where it declares one name. What is no array
 * is asked for its iterator as before; that iterator is not told of a loop that is left early: no generator here wants to know.
 */
function countedLoops(text) {
  const head = /(?<![\w$.])for \((?:const|let) (\w+) of /g;
  let out = '';
  let from = 0;
  let count = 0;
  for (let m = head.exec(text); m !== null; m = head.exec(text)) {
    const before = text.slice(text.lastIndexOf('\n', m.index) + 1, m.index);
    if (/^\s*(?:\*|\/\*)|\/\//.test(before)) continue;
    const end = closing(text, head.lastIndex);
    const [x, a, i, n, r] = [m[1], ...['a', 'i', 'n', 'r'].map(c => `$${c}${count}`)];
    const list = text.slice(head.lastIndex, end);
    const iterator = `Array.isArray(${a}) || ArrayBuffer.isView(${a}) ? null : ${a}[Symbol.iterator]()`;
    const inArray = `${i} < ${a}.length && ((${x} = ${a}[${i}++]), true)`;
    const inOther = `!(${r} = ${n}.next()).done && ((${x} = ${r}.value), true)`;
    out += text.slice(from, m.index);
    out += `for (let ${a} = ${list}, ${n} = ${iterator}, ${i} = 0, ${r}, ${x}; ${n} === null ? ${inArray} : ${inOther}; )`;
    count++;
    from = head.lastIndex = end + 1;
  }
  return out + text.slice(from);
}

/** Where the parenthesis ends in whose inside `at` is. */
function closing(text, at) {
  const tokens =
    /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|(?<=[(,] ?)\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/|[()]/g;
  tokens.lastIndex = at;
  for (let depth = 1; ;) {
    const [c] = tokens.exec(text);
    if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return tokens.lastIndex - 1;
  }
}

const countLoops = {
  name: 'counted-loops',
  setup(b) {
    b.onLoad({ filter: /\/(?:src|test|bench)\/.*\.ts$/ }, ({ path: file }) => ({
      contents: countedLoops(fs.readFileSync(file, 'utf8')),
      loader: 'ts',
    }));
  },
};

/** What the source bundle for Node 20 is made with; the test bundle uses the same. */
export const nodeOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  minifySyntax: true, // turns the named numbers into literals, which makes jump tables of switches
  target: 'node20',
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
  plugins: [countLoops],
  // Libraries in CommonJS ask for Node's own modules through `require`.
  banner: { js: "import{createRequire as $r}from'node:module';const require=$r(import.meta.url);" },
};

export async function buildNode(out) {
  await build({
    ...nodeOptions,
    entryPoints: { main: 'src/entry/node.ts', client: 'src/entry/client.ts' },
    chunkNames: 'chunk-[hash]',
    outdir: out,
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: false,
  });
}

/**
 * The same chunks as CommonJS in `cjs/`, each one function, which tools/load.cjs runs with V8's code cache. What a chunk imports
 * of others it reads once, into variables of its own: esbuild's own way are getters, through which every use would go.
 */
async function convert(dist) {
  const to = path.join(dist, 'cjs');
  fs.mkdirSync(to);
  const names = fs.readdirSync(dist).filter(name => name.endsWith('.mjs'));
  await Promise.all(
    names.map(async name => {
      const text = fs.readFileSync(path.join(dist, name), 'utf8').replace(nodeOptions.banner.js, '');
      const { code } = await transform(withVariables(text), {
        format: 'cjs',
        platform: 'node',
        target: 'node20',
        supported: { 'dynamic-import': false },
        minifyWhitespace: true,
      });
      const renamed = code.replace(/(["'`])\.\/((?:chunk-[A-Z0-9]+|main))\.mjs\1/g, '"./$2.js"');
      fs.writeFileSync(
        path.join(to, name.replace(/\.mjs$/, '.js')),
        `(function(exports,require,module){${renamed}\n})`,
      );
    }),
  );
}

/**
 * A chunk whose imports and exports are CommonJS. Imports of other chunks come first, exports last, and chunks form no cycle. A
 * namespace is the module itself: what esbuild makes of one copies every name of it, each time.
 */
function withVariables(text) {
  // `X as Y` of a list as properties: of an import X is the name of the property, of an export Y.
  const properties = (list, order) => list.replace(/([^,{}]+) as ([^,{}]+)/g, order);
  let head = '';
  let rest = text.trim();
  for (;;) {
    const m = /^import(?:\{([^{}]*)\}from)?("\.\/[^"]+");/.exec(rest);
    if (m === null) break;
    head += m[1] === undefined ? `require(${m[2]});` : `var {${properties(m[1], '$1:$2')}}=require(${m[2]});`;
    rest = rest.slice(m[0].length);
  }
  const m = /export\{([^{}]*)\};(?=\s*(?:\/\*[^]*\*\/)?$)/.exec(rest); // licences may follow
  if (m === null || /(?:^|[;}])import(?:\{[^{}]*\}from)?"\.\//.test(rest)) throw new Error('a chunk of another shape');
  const exported = `module.exports={__esModule:true,${properties(m[1], '$2:$1')}};`;
  const body = rest
    .slice(0, m.index)
    .replace(/\bimport\*as ([\w$]+) from("node:\w+");/g, 'var $1=require($2);')
    .replace(/\bimport\(("\.\/[^"]+")\)/g, 'Promise.resolve().then(()=>require($1))');
  return `${head}${body}${exported}${rest.slice(m.index + m[0].length)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { stamp } = await import('./stamp.cjs').then(m => m.default);
  const dist = path.join(root, 'dist');
  const fresh = path.join(root, `dist.${process.pid}.tmp`);
  const old = path.join(root, `dist.${process.pid}.old`);
  try {
    await buildNode(fresh);
    // The commit, for the launcher, and the hash of the bundle, for the keys of the cache.
    const hash = createHash('sha256');
    for (const name of fs.readdirSync(fresh).sort()) hash.update(name).update(fs.readFileSync(path.join(fresh, name)));
    await convert(fresh);
    fs.writeFileSync(path.join(fresh, 'stamp'), `${stamp(root)}\n${hash.digest('hex')}\n`);
    if (fs.existsSync(dist)) fs.renameSync(dist, old);
    fs.renameSync(fresh, dist);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
    fs.rmSync(old, { recursive: true, force: true });
  }
}
