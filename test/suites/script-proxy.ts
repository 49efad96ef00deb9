// The module proxy and checksum database that cmd/go's scripts expect: it serves the txtar modules of testdata/mod under
// /mod/, with the addresses that misbehave on purpose (/mod/404/..., /mod/redirect/N/..., /mod/sumdb-wrong/...).

import { createPrivateKey, sign as signBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { NodeHost } from '../../src/host/node/host.ts';
import { concat } from '../../src/load/mod/fetch/bytes.ts';
import * as tlog from '../../src/load/mod/fetch/tlog.ts';
import { checkPath, escapePath, splitPathVersion, checkPathMajor, unescapePath } from '../../src/load/mod/module.ts';
import * as semver from '../../src/load/mod/semver.ts';
import { DirHash } from '../../src/load/zip.ts';
import { makeZip } from '../zip.ts';
import { parseArchive, type Archive } from './script-engine.ts';

/** The name of the checksum database. */
export const sumdbName = 'localhost.localdev/sumdb';
/** What the scripts have as $GOSUMDB. */
export const sumdbKey = `${sumdbName}+00000c67+AcTrnkbUA+TU4heY3hkjiSES/DSQniBqIeQ/YppAUtK6`;
/** The algorithm's number and the seed of the key that signs. */
const signerKey = 'AXu6+oaVaOYuQOFrf1V59JK1owcFlJcHwwXHDfDGxSPk';
const keyHash = [0x00, 0x00, 0x0c, 0x67];

interface Answer {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly location?: string;
}

const host = new NodeHost('go');
const notFound: Answer = { status: 404, body: '404 page not found\n' };
const ok = (body: string | Uint8Array): Answer => ({ status: 200, body });

/** A checksum database that takes in what is asked for. */
class SumDatabase {
  private readonly gosum: (modPath: string, version: string) => string | null;
  private readonly ids = new Map<string, number>();
  private readonly records: string[] = [];
  /** The hashes of complete subtrees by level. */
  private readonly levels: Uint8Array[][] = [];

  constructor(gosum: (modPath: string, version: string) => string | null) {
    this.gosum = gosum;
  }

  /** The number of a module's record; null where there is no such module. */
  add(modPath: string, version: string): number | null {
    const key = `${modPath}@${version}`;
    const have = this.ids.get(key);
    if (have !== undefined) return have;
    const text = this.gosum(modPath, version);
    if (text === null) return null;
    const id = this.records.push(text) - 1;
    this.ids.set(key, id);
    let hash = tlog.recordHash(host, Buffer.from(text));
    for (let level = 0; ; level++) {
      const row = (this.levels[level] ??= []);
      row.push(hash);
      if (row.length % 2 === 1) break;
      hash = tlog.nodeHash(host, row[row.length - 2]!, row[row.length - 1]!);
    }
    return id;
  }

  private signed(): string {
    const size = this.records.length;
    const hash = tlog.foldTree(
      host,
      tlog.subtrees(size).map(t => this.levels[t.level]![t.index]!),
    );
    const text = tlog.formatTree({ size, hash });
    const der = Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      Buffer.from(signerKey, 'base64').subarray(1),
    ]);
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const sig = Buffer.concat([Buffer.from(keyHash), signBytes(null, Buffer.from(text), key)]);
    return `${text}\n— ${sumdbName} ${sig.toString('base64')}\n`;
  }

  private record(id: number): string {
    return `${id}\n${this.records[id]!}\n`;
  }

  serve(name: string): Answer {
    if (name === '/latest') return ok(this.signed());
    if (name.startsWith('/lookup/')) {
      const m = /^([^@]+)@(v\d+\.\d+\.\d+(?:-[^@]*)?(?:\+incompatible)?)$/.exec(name.slice('/lookup/'.length));
      if (m === null) return { status: 400, body: 'invalid module@version syntax\n' };
      const id = this.add(unescapePath(m[1]!) ?? '', unescapePath(m[2]!) ?? '');
      return id === null ? { status: 404, body: 'file does not exist\n' } : ok(this.record(id) + this.signed());
    }
    const tile = tlog.parseTilePath(name.slice(1));
    if (tile === null) return name.startsWith('/tile/') ? { status: 400, body: 'invalid tile syntax\n' } : notFound;
    const start = tile.index * 256;
    if (tile.tier < 0) {
      if (start + tile.width > this.records.length) return { status: 500, body: 'missing records\n' };
      return ok(this.records.slice(start, start + tile.width).join('\n') + '\n');
    }
    const row = this.levels[tile.tier * tlog.tileHeight] ?? [];
    if (start + tile.width > row.length) return { status: 500, body: 'missing hashes\n' };
    return ok(concat(row.slice(start, start + tile.width)));
  }
}

/** A pseudo-version of a commit. */
function isPseudo(v: string): boolean {
  return /^v[0-9]+\.(?:0\.0-|\d+\.\d+-(?:[^+]*\.)?0\.)\d{14}-[A-Za-z0-9]+(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/.test(
    v,
  );
}

/** The server over one directory of modules. */
export class ScriptProxy {
  private readonly dir: string;
  private readonly modules: { readonly path: string; readonly version: string }[] = [];
  private readonly archives = new Map<string, Archive | null>();
  private readonly zips = new Map<string, Uint8Array>();
  private readonly sums: SumDatabase;
  private readonly wrongSums: SumDatabase;
  private readonly server: http.Server;
  /** What the scripts have as $GOPROXY, once it listens. */
  url = '';

  /** `dir` is testdata/mod. */
  constructor(dir: string) {
    this.dir = dir;
    for (const name of fs.readdirSync(dir)) {
      const i = name.lastIndexOf('_v');
      if (!name.endsWith('.txt') || i < 0) continue;
      const modPath = unescapePath(name.slice(0, i).replaceAll('_', '/'));
      const version = unescapePath(name.slice(i + 1, -'.txt'.length));
      if (modPath === null || version === null || checkPath(modPath) !== '') continue;
      this.modules.push({ path: modPath, version });
    }
    this.sums = new SumDatabase((p, v) => this.goSum(p, v));
    this.wrongSums = new SumDatabase((p, v) => `${p} ${v} h1:wrong\n${p} ${v}/go.mod h1:wrong\n`);
    for (const m of this.modules) this.sums.add(m.path, m.version);
    this.server = http.createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const answer = this.serve(decodeURIComponent(url.pathname));
      const headers: http.OutgoingHttpHeaders = { connection: 'close' };
      // what Go's http.Error says of itself; the client shows such a text
      if (answer.status >= 400 && answer.body !== '') headers['content-type'] = 'text/plain; charset=utf-8';
      if (answer.location !== undefined) headers['location'] = answer.location;
      response.writeHead(answer.status, headers).end(answer.body);
    });
  }

  listen(): Promise<void> {
    return new Promise(done => {
      this.server.listen(0, '127.0.0.1', () => {
        this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/mod`;
        done();
      });
    });
  }

  close(): void {
    this.server.close();
  }

  private archive(modPath: string, version: string): Archive | null {
    const name = `${escapePath(modPath).replaceAll('/', '_')}_${escapePath(version)}.txt`;
    let a = this.archives.get(name);
    if (a === undefined) {
      const file = path.join(this.dir, name);
      a = fs.existsSync(file) ? parseArchive(fs.readFileSync(file)) : null;
      this.archives.set(name, a);
    }
    return a;
  }

  private goSum(modPath: string, version: string): string | null {
    const a = this.archive(modPath, version);
    if (a === null) return null;
    const all = new DirHash(host);
    const mod = new DirHash(host);
    let gomod: Uint8Array = new Uint8Array(0);
    for (const f of a.files) {
      if (f.name === '.mod') gomod = f.data;
      if (!f.name.startsWith('.')) all.add(`${modPath}@${version}/${f.name}`, f.data);
    }
    mod.add('go.mod', gomod);
    return `${modPath} ${version} ${all.sum()}\n${modPath} ${version}/go.mod ${mod.sum()}\n`;
  }

  private serve(name: string): Answer {
    if (!name.startsWith('/mod/')) return notFound;
    let rest = name.slice('/mod/'.length);
    if (rest.startsWith('invalid/')) return ok('invalid');
    const status = /^(\d+)\//.exec(rest);
    if (status !== null && Number(status[1]) >= 200) return { status: Number(status[1]), body: '' };
    const sumdbStatus = /^sumdb-(\d+)(\/.*)$/.exec(rest);
    if (sumdbStatus !== null && Number(sumdbStatus[1]) >= 200) {
      if (sumdbStatus[2]!.startsWith('/sumdb/')) return { status: Number(sumdbStatus[1]), body: '' };
      rest = sumdbStatus[2]!.slice(1);
    }
    if (rest.startsWith('sumdb-direct/')) return this.sums.serve(rest.slice('sumdb-direct'.length));
    if (rest.startsWith('sumdb-wrong/')) return this.wrongSums.serve(rest.slice('sumdb-wrong'.length));
    if (rest.startsWith('sumdb-redirect/')) {
      const m = /^(\/[^:]*):(.*)$/.exec(rest.slice('sumdb-redirect'.length));
      if (m === null) return { status: 500, body: '' };
      return this.sums.serve(m[2]!.startsWith('/lookup/') ? `/lookup${m[1]}` : m[2]!);
    }
    const redirect = /^redirect\/(\d+)\/(.*)$/.exec(rest);
    if (redirect !== null) {
      const n = Number(redirect[1]);
      return {
        status: 302,
        body: '',
        location: n <= 1 ? `/mod/${redirect[2]}` : `/mod/redirect/${n - 1}/${redirect[2]}`,
      };
    }
    if (rest === `sumdb/${sumdbName}/supported`) return ok('');
    if (rest.startsWith(`sumdb/${sumdbName}/`)) return this.sums.serve(rest.slice(`sumdb/${sumdbName}`.length));
    return this.module(rest);
  }

  private module(name: string): Answer {
    let rest = name;
    const at = rest.lastIndexOf('/@latest');
    if (at >= 0) {
      const latest = this.latest(unescapePath(rest.slice(0, at)) ?? '');
      if (latest === '') return notFound;
      rest = `${rest.slice(0, at)}/@v/${escapePath(latest)}.info`;
    }
    const i = rest.indexOf('/@v/');
    const modPath = i < 0 ? null : unescapePath(rest.slice(0, i));
    if (modPath === null || checkPath(modPath) !== '') return notFound;
    const file = rest.slice(i + '/@v/'.length);
    if (file === 'list') {
      const all = this.modules.filter(m => m.path === modPath);
      const major = splitPathVersion(modPath)?.major ?? '';
      const good = all.filter(m => !isPseudo(m.version) && checkPathMajor(m.version, major) === '');
      return all.length === 0 ? notFound : ok(good.map(m => m.version + '\n').join(''));
    }
    const dot = file.lastIndexOf('.');
    let version = dot < 0 ? null : unescapePath(file.slice(0, dot));
    if (version === null) return notFound;
    if (/^[0-9a-f]+$/.test(version)) version = this.versionOfHash(modPath, version) || version;
    const a = this.archive(modPath, version);
    if (a === null) return notFound;
    const kind = file.slice(dot + 1);
    if (kind === 'zip') return ok(this.zip(modPath, version, a));
    const found = a.files.find(f => f.name === `.${kind}`);
    return found === undefined || (kind !== 'info' && kind !== 'mod') ? notFound : ok(found.data);
  }

  private latest(modPath: string): string {
    let release = '';
    let prerelease = '';
    let pseudo = '';
    for (const m of this.modules) {
      if (m.path !== modPath) continue;
      const v = m.version;
      // The oldest pseudo-version and what falls through are the original's way too.
      if (isPseudo(v) && (pseudo === '' || semver.compare(pseudo, v) > 0)) pseudo = v;
      else if (semver.prerelease(v) !== '' && (prerelease === '' || semver.compare(prerelease, v) > 0)) prerelease = v;
      else if (release === '' || semver.compare(release, v) > 0) release = v;
    }
    return release || prerelease || pseudo;
  }

  private versionOfHash(modPath: string, hash: string): string {
    let best = '';
    for (const m of this.modules) {
      if (m.path !== modPath || (best !== '' && semver.compare(best, m.version) >= 0)) continue;
      let own = m.version.slice(m.version.lastIndexOf('-') + 1);
      if (!isPseudo(m.version)) {
        const info =
          this.archive(m.path, m.version)
            ?.files.find(f => f.name === '.info')
            ?.data.toString() ?? '';
        own = /"Short"\s*:\s*"([^"]*)"/.exec(info)?.[1] ?? '';
      }
      if (own.startsWith(hash) || hash.startsWith(own)) best = m.version;
    }
    return best;
  }

  private zip(modPath: string, version: string, a: Archive): Uint8Array {
    const key = `${modPath}@${version}`;
    let zip = this.zips.get(key);
    if (zip === undefined) {
      const files: Record<string, string | Uint8Array> = {};
      for (const f of a.files) {
        if (f.name === '.info' || f.name === '.mod' || f.name === '.zip') continue;
        files[f.name.startsWith('/') ? f.name.slice(1) : `${key}/${f.name}`] = f.data;
      }
      zip = makeZip(files);
      this.zips.set(key, zip);
    }
    return zip;
  }
}
