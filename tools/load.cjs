// Loads the bundle with V8's code cache, which Node 20 keeps for nobody: what V8 has compiled of a chunk is written beside the
// bundle when a process ends that had none for it, and spares later processes the parsing. Chunks that are run for long are
// written once more: then most of their functions have been compiled. What a command loads at every run is kept in one file as
// one script, its start group, and what it loads where it has more to do in another: half of the time was that of opening seventy
// files. A brief run notes what it has loaded, the next one its code. Where nothing can be written all works as well.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

/** Bytes before what V8 has compiled: whether the process ran for long, the lengths of a group's names and of its source. */
const headSize = 16;

/**
 * From so many microseconds of CPU on a process has run for long; all others were brief. A build after an edit is one of these, that
 * of a large program on a busy machine too.
 */
const long = 2_000_000;

/** Commands whose next word says what they do. */
const groups = new Set(['mod', 'work', 'telemetry', 'tool']);

/** A function that gives the exports of a chunk by its name; `dist` is the directory of the bundle, `id` which bundle it is. */
exports.loader = function loader(dist, id) {
  const loaded = new Loaded(path.join(dist, 'cjs'), path.join(dist, 'code', directory(id)), startName(process.argv));
  process.on('exit', status => loaded.save(status));
  return name => loaded.chunk(name);
};

/** A process that outlives the bundle writes where no other looks, and so do versions of Node and flags of V8. */
function directory(id) {
  const given = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(' ')].filter(w => w.startsWith('-'));
  const flags = given.map(w => (w.includes('/') ? w.slice(0, w.indexOf('=')) : w)).join(' ');
  return encodeURIComponent(`${process.version}-${process.arch}-${id.slice(0, 16)}${flags}`).slice(0, 200);
}

/** The file of the start group for this command line; '' for none. */
function startName([, , command = '', next = '']) {
  const word = /^[a-z]+$/;
  if (!word.test(command)) return '';
  if (groups.has(command)) return word.test(next) ? `start-${command}-${next}` : '';
  return command === 'list' && next === '-m' ? 'start-list-m' : `start-${command}`;
}

class Loaded {
  constructor(from, to, startName) {
    this.from = from;
    this.to = to;
    this.startName = startName;
    /** Chunks that have run, by name. */
    this.modules = new Map();
    /** The scripts of those that were read alone: name, source, script, generation. */
    this.alone = [];
    this.start = startName === '' ? null : this.openGroup(startName);
    /** The chunks that some brief runs load besides; undefined until one is missing in the start group. */
    this.more = undefined;
    this.require = name => (name.startsWith('./') ? this.chunk(name.slice(2)) : require(name));
  }

  chunk(name) {
    const known = this.modules.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    this.modules.set(name, module);
    (this.start?.bodies.get(name) ?? this.further(name))(module.exports, this.require, module);
    return module.exports;
  }

  /** A chunk that the start group lacks. */
  further(name) {
    if (this.start !== null && this.more === undefined) this.more = this.openGroup(this.moreName);
    return this.more?.bodies.get(name) ?? this.openAlone(name);
  }

  get moreName() {
    return this.startName.replace('start', 'more');
  }

  openAlone(name) {
    const source = fs.readFileSync(path.join(this.from, name), 'latin1');
    const kept = read(path.join(this.to, name));
    const unit = compile(path.join(this.from, name), source, kept, headSize);
    this.alone.push({ name, source, ...unit });
    return unit.script.runInThisContext();
  }

  /** A group as it is kept: null where there is none yet, or none that is whole. */
  openGroup(group) {
    const kept = read(path.join(this.to, group));
    if (kept === null) return null;
    try {
      const namesEnd = headSize + kept.readUint32LE(4);
      const sourceEnd = namesEnd + kept.readUint32LE(8);
      const names = kept.latin1Slice(headSize, namesEnd).split('\n');
      const source = kept.latin1Slice(namesEnd, sourceEnd);
      const unit = compile(path.join(this.from, group), source, kept, aligned(sourceEnd));
      const functions = unit.script.runInThisContext();
      return { names, source, ...unit, bodies: new Map(names.map((name, i) => [name, functions[i]])) };
    } catch {
      return null;
    }
  }

  save(status) {
    const { user, system } = process.cpuUsage();
    const now = user + system >= long ? 1 : 0;
    try {
      for (const { name, script, generation } of this.alone) {
        if (generation < now) this.write(name, now, [], '', script.createCachedData());
      }
      if (this.startName !== '' && status === 0 && now === 0) this.saveGroups();
    } catch {
      // It is for speed alone.
    }
  }

  /**
   * Writes the code of groups, or the source of new ones: of what this run loaded, and where much of the start was idle. Long runs
   * leave that to others: they have compiled a third more, which each brief run would read for nothing.
   */
  saveGroups() {
    const { start, more, modules } = this;
    const alone = this.alone.map(c => [c.name, c.source]);
    if (start === null) {
      this.writeGroup(this.startName, alone);
      return;
    }
    const used = start.names.filter(name => modules.has(name));
    if (used.length < start.names.length && textSize(start, used) < 0.75 * start.source.length) {
      this.writeGroup(this.startName, texts(start, used));
    } else this.saveCode(this.startName, start);
    if (alone.length > 0) {
      this.writeGroup(this.moreName, more ? [...texts(more, more.names), ...alone] : alone);
    } else if (more) this.saveCode(this.moreName, more);
  }

  saveCode(name, group) {
    if (group.generation >= 0) return;
    this.write(name, 0, group.names, group.source, group.script.createCachedData());
  }

  writeGroup(group, parts) {
    const source = `[${parts.map(([, text]) => text).join(',\n')}]`;
    this.write(
      group,
      0,
      parts.map(([name]) => name),
      source,
      Buffer.alloc(0),
    );
  }

  write(name, generation, names, source, code) {
    const list = names.join('\n');
    const end = headSize + list.length + source.length;
    const data = Buffer.alloc(aligned(end) + code.length);
    data[0] = generation;
    data.writeUint32LE(list.length, 4);
    data.writeUint32LE(source.length, 8);
    data.latin1Write(list, headSize);
    data.latin1Write(source, headSize + list.length);
    data.set(code, aligned(end));
    fs.mkdirSync(this.to, { recursive: true });
    const beside = path.join(this.to, `${name}.${process.pid}.tmp`);
    fs.writeFileSync(beside, data);
    fs.renameSync(beside, path.join(this.to, name));
  }
}

/** The source of some chunks of a group. */
function texts(group, names) {
  return names.map(name => [name, group.bodies.get(name).toString()]);
}

function textSize(group, names) {
  return texts(group, names).reduce((sum, [, text]) => sum + text.length, 0);
}

/** V8 copies what is not aligned. */
function aligned(n) {
  return (n + 7) & ~7;
}

function read(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return null; // never written
  }
}

/** The script, and the generation of what V8 has compiled of it: -1 where that is missing or of no use. */
function compile(filename, source, kept, codeAt) {
  const cachedData = kept === null || codeAt >= kept.length ? undefined : kept.subarray(codeAt);
  const script = new vm.Script(source, { filename, cachedData });
  return { script, generation: cachedData === undefined || script.cachedDataRejected ? -1 : kept[0] };
}
