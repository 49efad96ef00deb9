// Loads the bundle with V8's code cache, which Node 20 keeps for nobody: what V8 has compiled of a chunk is written beside the
// bundle when a process ends that had none for it, and spares later processes the parsing. Chunks that are run for long are
// written once more: then most of their functions have been compiled. Where nothing can be written all works as well.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

/** Bytes before V8's: the first says whether the process ran for long. */
const headSize = 8;

/** From so many microseconds of CPU on a process has run for long. */
const long = 2_000_000;

/** A function that gives the exports of a chunk by its name; `dist` is the directory of the bundle. */
exports.loader = function loader(dist) {
  const from = path.join(dist, 'cjs');
  const to = path.join(dist, 'code', `${process.version}-${process.arch}`);
  const chunks = new Map();
  const chunk = name => {
    const known = chunks.get(name);
    if (known !== undefined) return known.module.exports;
    const filename = path.join(from, name);
    const source = fs.readFileSync(filename, 'latin1');
    let kept = null;
    try {
      kept = fs.readFileSync(path.join(to, name));
    } catch {
      // never written
    }
    const cachedData = kept === null ? undefined : kept.subarray(headSize);
    const script = new vm.Script(source, { filename, cachedData });
    const module = { exports: {} };
    const generation = kept === null || script.cachedDataRejected ? -1 : kept[0];
    chunks.set(name, { module, script, generation });
    script.runInThisContext()(module.exports, ask, module);
    return module.exports;
  };
  const ask = name => (name.startsWith('./') ? chunk(name.slice(2)) : require(name));
  process.on('exit', () => save(chunks, to));
  return chunk;
};

/** The exports of the bundle's main chunk. */
exports.load = dist => exports.loader(dist)('main.js');

function save(chunks, to) {
  const { user, system } = process.cpuUsage();
  const now = user + system >= long ? 1 : 0;
  try {
    for (const [name, { script, generation }] of chunks) {
      if (generation >= now) continue;
      fs.mkdirSync(to, { recursive: true });
      const beside = path.join(to, `${name}.${process.pid}.tmp`);
      const head = Buffer.alloc(headSize);
      head[0] = now;
      fs.writeFileSync(beside, Buffer.concat([head, script.createCachedData()]));
      fs.renameSync(beside, path.join(to, name));
    }
  } catch {
    // It is for speed alone.
  }
}
