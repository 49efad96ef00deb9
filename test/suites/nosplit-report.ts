// How deep chains of functions without a stack check go, from the edges that `-debugnosplit` prints (burrow's link and gc's
// print the same): `node tools/run.mjs test/suites/nosplit-report.ts [EDGES [OTHER]]`. Without a file it links a net/http
// server of gc's objects. With two files the deepest growth of each function stands beside that of the other's, so that
// frames of burrow's compiler can be held against gc's.
import * as fs from 'node:fs';
import { goTool } from '../goroot.ts';
import { burrowLink, compileSource, options, tempDir } from '../link-harness.ts';

interface Edge {
  readonly growth: number;
  readonly target: string;
}

type Graph = Map<string, Edge[]>;

function parse(text: string): Graph {
  const graph: Graph = new Map();
  for (const line of text.split('\n')) {
    const m = /^nosplit: (.*) \+(\d+)(?: -> (.*))?$/.exec(line);
    if (m === null) continue;
    const edges = graph.get(m[1]!) ?? [];
    edges.push({ growth: Number(m[2]), target: m[3] ?? '' });
    graph.set(m[1]!, edges);
  }
  return graph;
}

/** The deepest chain from each function. */
function heights(graph: Graph): Map<string, { height: number; next: string }> {
  const out = new Map<string, { height: number; next: string }>();
  const visit = (name: string): number => {
    const known = out.get(name);
    if (known !== undefined) return known.height;
    out.set(name, { height: 0, next: '' });
    let best = { height: 0, next: '' };
    for (const e of graph.get(name) ?? []) {
      const height = e.growth + (e.target === '' ? 0 : visit(e.target));
      if (height > best.height) best = { height, next: e.target };
    }
    out.set(name, best);
    return best.height;
  };
  for (const name of graph.keys()) visit(name);
  return out;
}

function edgesOfServer(): string {
  const dir = tempDir();
  try {
    const source =
      'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe("127.0.0.1:0", http.NotFoundHandler()) }\n';
    return burrowLink(compileSource(dir, source), options({ debugNosplit: true })).output.join('\n');
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

function main(): void {
  const [file, other] = process.argv.slice(2);
  if (file === undefined && goTool === null) {
    console.log('skipped: no go command');
    return;
  }
  const graph = parse(file === undefined ? edgesOfServer() : fs.readFileSync(file, 'utf8'));
  const deep = heights(graph);
  const roots = [...deep].sort((a, b) => b[1].height - a[1].height || (a[0] < b[0] ? -1 : 1));
  if (other === undefined) {
    for (const [name, { height }] of roots.slice(0, 15)) {
      const chain = [name];
      for (let next = deep.get(name)!.next; next !== '' && chain.length < 20; next = deep.get(next)!.next)
        chain.push(next);
      console.log(`${String(height).padStart(5)} ${chain.join(' -> ')}`);
    }
    return;
  }
  const beside = parse(fs.readFileSync(other, 'utf8'));
  const frame = (g: Graph, name: string): number => Math.max(0, ...(g.get(name) ?? []).map(e => e.growth));
  for (const name of [...graph.keys()].sort()) {
    const a = frame(graph, name);
    const b = frame(beside, name);
    if (beside.has(name) && a !== b) console.log(`${String(a).padStart(5)} ${String(b).padStart(5)} ${name}`);
  }
}

main();
