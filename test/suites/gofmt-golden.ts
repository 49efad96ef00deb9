// The golden files of gofmt, go/printer and go/doc/comment, and `gofmt -l` over the whole distribution.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { gofmtMain } from '../../src/cmd/gofmt.ts';
import * as Align from '../../src/format/align.ts';
import { formatDocText } from '../../src/format/doc-comment.ts';
import { type PrintOptions, print } from '../../src/format/format.ts';
import { parseFile } from '../../src/format/parser.ts';
import { MemoryHost, MemoryOutput } from '../../src/host/memory.ts';
import { NodeHost } from '../../src/host/node/host.ts';
import { firstDifference } from '../gofmt-oracle.ts';
import { type Case, Skipped } from './case.ts';
import { goFiles } from './go-files.ts';

/** What differs, as a verdict. */
function compare(name: string, got: Uint8Array, want: Uint8Array): string[] {
  return Buffer.compare(got, want) === 0 ? [] : [`${name}: ${firstDifference(got, want)}`];
}

/** The flags that a golden file's `//gofmt` comment asks for. */
function flagsOf(source: string): string[] {
  const line = source
    .split('\n')
    .slice(0, 20)
    .find(l => l.includes('//gofmt '));
  if (line === undefined) return [];
  const flags = line.slice(line.indexOf('//gofmt ') + 8);
  return flags.trim().split(' ');
}

/** Formats a text as the command does. */
function formatted(source: Buffer): { out: Uint8Array; wrong: string[] } {
  const flags = flagsOf(source.toString('latin1'));
  const host = new MemoryHost({ '/x.go': new Uint8Array(source) });
  host.stdin = source.toString('utf8');
  const args = flags.filter(flag => flag !== '-stdin');
  const status = gofmtMain(host, flags.includes('-stdin') ? args : [...args, '/x.go']);
  const ok = status === 0 && host.stderr.text === '';
  return { out: Buffer.from(host.stdout.text), wrong: ok ? [] : [`exit ${status}: ${host.stderr.text}`] };
}

/** cmd/gofmt/testdata: an input and what it becomes, which stays as it is. */
export function gofmtCases(root: string): Case[] {
  const dir = path.join(root, 'src/cmd/gofmt/testdata');
  const inputs = fs.readdirSync(dir).filter(name => name.endsWith('.input'));
  return inputs.map(name => ({
    name,
    run: () => {
      const input = path.join(dir, name);
      const golden = input.replace(/input$/, 'golden');
      return [input, golden].flatMap(file => {
        const { out, wrong } = formatted(fs.readFileSync(file));
        return [...wrong, ...compare(path.basename(file), out, fs.readFileSync(golden))];
      });
    },
  }));
}

function printed(name: string, source: Uint8Array, options: PrintOptions, want: Uint8Array): string[] {
  const parsed = parseFile('', new Uint8Array(source), false);
  if (parsed.tree === null) return [`${name}: ${parsed.errors[0]?.message}`];
  return compare(name, print(parsed.tree, parsed, options), want);
}

/** go/printer/testdata: the pairs are those of the table in Go's own test. */
export function printerCases(root: string): Case[] {
  const dir = path.join(root, 'src/go/printer');
  const table = fs.readFileSync(path.join(dir, 'printer_test.go'), 'utf8');
  const rows = [...table.matchAll(/^\t\{"(\w+\.input)", "(\w+\.\w+)", ([\w |]+)\},$/gm)];
  return rows.map(([, input, golden, mode]) => ({
    name: golden!,
    run: () => {
      if (mode!.includes('export')) return new Skipped('a tree without unexported names, which gofmt never prints');
      const options: PrintOptions = {
        indent: 0,
        normalizeNumbers: mode!.includes('normNumber'),
        style: mode!.includes('rawFormat') ? Align.Raw : Align.Tabs,
      };
      const read = (name: string): Uint8Array => fs.readFileSync(path.join(dir, 'testdata', name));
      const want = read(golden!);
      const again = mode!.includes('idempotent') ? printed(`${golden} again`, want, options, want) : [];
      return [...printed(input!, read(input!), options, want), ...again];
    },
  }));
}

/** go/doc/comment/testdata: doc comments and what gofmt makes of them. */
export function docCommentCases(root: string): Case[] {
  const dir = path.join(root, 'src/go/doc/comment/testdata');
  return fs.readdirSync(dir).flatMap(name => {
    if (!name.endsWith('.txt')) return [];
    const text = fs.readFileSync(path.join(dir, name), 'utf8').replaceAll('$\n', '\n');
    const sections = text.split(/^-- (.*) --\n/m);
    const section = (title: string): string | undefined => {
      const i = sections.indexOf(title);
      return i < 0 ? undefined : sections[i + 1];
    };
    const want = section('gofmt');
    if (want === undefined) return [];
    const run = (): string[] => {
      const wanted = want.replace(/\n+$/, want.trim() === '' ? '' : '\n');
      return compare(name, Buffer.from(formatDocText(section('input')!)), Buffer.from(wanted));
    };
    return [{ name, run }];
  });
}

/** What a gofmt said of a tree. */
interface Listing {
  readonly status: number;
  readonly names: ReadonlySet<string>;
  readonly complaints: string;
}

function gofmtListing(tool: string, root: string, dirs: readonly string[]): Listing {
  const done = spawnSync(tool, ['-l', ...dirs], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status: done.status ?? -1, names: new Set(done.stdout.split('\n')), complaints: done.stderr };
}

function burrowListing(root: string, dirs: readonly string[]): Listing {
  const host = new NodeHost('burrow');
  const out = new MemoryOutput();
  const err = new MemoryOutput();
  const world = Object.create(host, { stdout: { value: out }, stderr: { value: err }, cwd: { value: () => root } });
  const status = gofmtMain(world, ['-l', ...dirs]);
  return { status, names: new Set(out.text.split('\n')), complaints: err.text };
}

/** `gofmt -l` over directories of the distribution beside burrow's: a case for each Go file, and one for the complaints. */
export function gofmtListCases(tool: string, root: string, dirs: readonly string[]): Case[] {
  let listings: readonly [got: Listing, want: Listing] | null = null;
  const both = () => (listings ??= [burrowListing(root, dirs), gofmtListing(tool, root, dirs)]);
  const files = goFiles(dirs.map(dir => path.join(root, dir))).map(file => path.relative(root, file));
  const cases = files.map(name => ({
    name,
    run: () => {
      const [got, want] = both();
      if (got.names.has(name) === want.names.has(name)) return [];
      return [`${name} is listed by ${want.names.has(name) ? 'gofmt' : 'burrow'} alone`];
    },
  }));
  const complaints = {
    name: 'complaints and exit status',
    run: () => {
      const [got, want] = both();
      const wrong = got.status === want.status ? [] : [`exit ${got.status}, want ${want.status}`];
      return [...wrong, ...compare('complaints', Buffer.from(got.complaints), Buffer.from(want.complaints))];
    },
  };
  return [...cases, complaints];
}
