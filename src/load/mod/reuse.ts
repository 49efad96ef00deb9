// -reuse: what an earlier command printed as JSON of modules stays true where version control is as it was then.

import { decodeUtf8 } from '../../base/utf8.ts';
import { IOError, type Host } from '../../host/host.ts';
import * as path from '../../host/path.ts';
import { ConfigError } from '../config-error.ts';
import { canonicalVersion } from './fetch/errors.ts';
import { readOrigin, type Origin } from './fetch/origin.ts';
import { ModuleInfo } from './info.ts';
import { isRevisionQuery } from './query.ts';
import type { ModuleSource } from './state.ts';

/** The modules of an earlier command, by their versions and by the queries that led to them. */
export class Reuse {
  private readonly known = new Map<string, ModuleInfo>();

  /** Reads the file; '' for none. */
  constructor(host: Host, file: string) {
    if (file === '') return;
    const data = host.readFile(path.resolve(host.cwd(), file));
    if (data instanceof IOError) throw new ConfigError(String(data));
    for (const text of jsonValues(decodeUtf8(data))) {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch (err) {
        throw new ConfigError(`parsing ${file}: ${(err as Error).message}`);
      }
      const m = readModule(value);
      if (m === null) throw new ConfigError(`parsing ${file}: not the JSON of a module`);
      if (m.origin === null) continue;
      m.reuse = true;
      this.known.set(`${m.path}@${m.version}`, m);
      if (m.query !== '') this.known.set(`${m.path}@${m.query}`, m);
    }
  }

  /** What was found for a query, a new copy of it, where the answer would still be the same; null otherwise. */
  async find(source: ModuleSource, modPath: string, query: string): Promise<ModuleInfo | null> {
    const old = this.known.get(`${modPath}@${query}`);
    if (old === undefined || old.origin === null || !isEnough(modPath, query, old.origin)) return null;
    if ((await source.checkReuse(modPath, old.origin)) !== '') return null;
    return Object.assign(new ModuleInfo(), old);
  }
}

/** The origin tells all that the answer to a query depends on. */
function isEnough(modPath: string, query: string, o: Origin): boolean {
  if (o.repoSum !== '') return true;
  if (query === canonicalVersion(query)) return o.hash !== '' || o.ref !== '' || o.tagSum !== '';
  if (isRevisionQuery(modPath, query) && o.hash === '' && o.ref === '') return false;
  return o.tagSum !== '';
}

/** The texts of JSON values that follow each other. */
function* jsonValues(text: string): Generator<string> {
  let depth = 0;
  let start = -1;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (start < 0) {
      if (/\s/.test(c)) continue;
      start = i;
    }
    if (c === '"') {
      for (i++; i < text.length && text[i] !== '"'; i++) if (text[i] === '\\') i++;
    } else if (c === '{' || c === '[') depth++;
    else if ((c === '}' || c === ']') && --depth === 0) {
      yield text.slice(start, i + 1);
      start = -1;
    }
  }
  if (start >= 0) yield text.slice(start);
}

/** A module from JSON; null where it is none. */
function readModule(value: unknown): ModuleInfo | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const given = value as Readonly<Record<string, unknown>>;
  const m = new ModuleInfo();
  let wrong = false;
  const text = (name: string): string => {
    const v = given[name] ?? '';
    if (typeof v === 'string') return v;
    wrong = true;
    return '';
  };
  const texts = (name: string): string[] => {
    const v = given[name] ?? [];
    if (Array.isArray(v) && v.every(e => typeof e === 'string')) return v;
    wrong = true;
    return [];
  };
  const module = (name: string): ModuleInfo | null => {
    const v = given[name] ?? null;
    const read = v === null ? null : readModule(v);
    if (v !== null && read === null) wrong = true;
    return read;
  };
  m.path = text('Path');
  m.version = text('Version');
  m.query = text('Query');
  m.versions = texts('Versions');
  m.replace = module('Replace');
  m.time = text('Time');
  m.update = module('Update');
  m.main = given['Main'] === true;
  m.indirect = given['Indirect'] === true;
  m.goMod = text('GoMod');
  m.goVersion = text('GoVersion');
  m.retracted = texts('Retracted');
  m.deprecated = text('Deprecated');
  // `list -m` has an object with Err, `mod download` the text.
  const error = given['Error'] ?? '';
  const inner = typeof error === 'object' && error !== null ? (error as Record<string, unknown>)['Err'] : error;
  if (typeof inner === 'string') m.error = inner;
  else wrong = true;
  m.sum = text('Sum');
  m.goModSum = text('GoModSum');
  const origin = readOrigin(given['Origin']);
  if (origin === undefined) return null;
  m.origin = origin;
  return wrong ? null : m;
}
