// The distribution's compiler, assembler and linker built by burrow, beside those of the Go installation: the go command
// builds with its own tools, and after each of them the one of ours does the same with the same words. What they write must be
// the same byte for byte; a difference is a miscompilation by burrow.
//
//     node tools/run.mjs test/suites/self-built.ts [--tools DIR] [--keep] [PACKAGE...]
//
// Builds `std` where no package is named; a main package is linked too. --tools: compile, asm and link are there already.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goTool } from '../goroot.ts';
import { isMain } from '../main.ts';

const tools = ['compile', 'asm', 'link'];

/**
 * Stands before each tool: runs it, then ours with its outputs elsewhere, and notes in the log how they compare. Which
 * version a tool is, only the real one is asked. What gc made is what the build goes on with.
 */
const wrapper = `#!/bin/sh
tool=$1
shift
case "$1" in -V=*) exec "$tool" "$@" ;; esac
"$tool" "$@" || exit $?
name=\${tool##*/}
test -x "$SELF_BUILT/$name" || exit 0
last=
outs=
n=$#
for word in "$@"; do
  case "$last" in
  -o | -asmhdr) outs="$outs $word"; set -- "$@" "$word.ours" ;;
  *) set -- "$@" "$word" ;;
  esac
  last=$word
done
shift $n
first=\${outs# }
first=\${first%% *}
"$SELF_BUILT/$name" "$@" > "$first.said" 2>&1
status=$?
verdict=same
for out in $outs; do
  cmp -s "$out" "$out.ours" || verdict=differs
  if test -n "$SELF_KEEP" && test $verdict = differs; then
    mkdir -p "$SELF_KEEP"; cp "$out" "$SELF_KEEP/$$.gc"; cp "$out.ours" "$SELF_KEEP/$$.ours"
  fi
  rm -f "$out.ours"
done
test $status = 0 || verdict="status $status: $(head -c 300 "$first.said" | tr '\\n' ' ')"
rm -f "$first.said"
printf '%s\\t%s\\t%s\\t%s\\n' "$name" "$TOOLEXEC_IMPORTPATH" "$verdict" "$$" >> "$SELF_LOG"
`;

/** What one tool did for one package. */
export interface Comparison {
  readonly tool: string;
  readonly package: string;
  /** `same`, `differs`, or how ours ended. */
  readonly verdict: string;
  /** The name of what was kept of it. */
  readonly id: string;
}

/** Builds the three tools by burrow into a directory; gives what is wrong, '' for nothing. */
export function buildTools(burrow: string, dir: string): string {
  for (const tool of tools) {
    const ran = spawnSync(burrow, ['build', '-o', path.join(dir, tool), `cmd/${tool}`], { encoding: 'utf8' });
    if (ran.status !== 0) return `cmd/${tool}: ${ran.stderr}`;
  }
  return '';
}

/** Builds packages with the real tools and those in `dir` beside them; throws where the real ones fail. */
export function compareTools(go: string, dir: string, packages: readonly string[], keep = ''): Comparison[] {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-self-'));
  try {
    const log = path.join(work, 'log');
    const exec = path.join(work, 'beside');
    fs.writeFileSync(log, '');
    fs.writeFileSync(exec, wrapper, { mode: 0o755 });
    const env = {
      ...process.env,
      GOCACHE: path.join(work, 'cache'),
      GOFLAGS: '',
      CGO_ENABLED: '0',
      SELF_BUILT: dir,
      SELF_KEEP: keep,
      SELF_LOG: log,
    };
    // Several packages: the programs among them are linked, and thrown away.
    const out = fs.mkdtempSync(path.join(work, 'out-'));
    const words = [
      'build',
      '-a',
      '-toolexec',
      exec,
      ...(packages.includes('std') ? [] : ['-o', `${out}/`]),
      ...packages,
    ];
    const ran = spawnSync(go, words, { env, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (ran.status !== 0) throw new Error(`go ${words.join(' ')}: ${ran.stderr}`);
    const lines = fs.readFileSync(log, 'utf8').split('\n').slice(0, -1);
    return lines.map(line => {
      const [tool = '', pkg = '', verdict = '', id = ''] = line.split('\t');
      return { tool, package: pkg, verdict, id };
    });
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

if (isMain('test/suites/self-built.ts')) {
  const args = process.argv.slice(2);
  const at = args.indexOf('--tools');
  const given = at < 0 ? '' : (args.splice(at, 2)[1] ?? '');
  const keepAt = args.indexOf('--keep');
  const keep = keepAt < 0 ? '' : fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-self-kept-'));
  if (keepAt >= 0) args.splice(keepAt, 1);
  if (goTool === null) throw new Error('this suite needs a Go installation');
  const dir = given === '' ? fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-self-tools-')) : path.resolve(given);
  const wrong = given === '' ? buildTools(path.resolve('burrow'), dir) : '';
  if (wrong === '') {
    const done = compareTools(goTool, dir, args.length === 0 ? ['std'] : args, keep);
    const bad = done.filter(c => c.verdict !== 'same');
    for (const c of bad) process.stdout.write(`${c.tool} ${c.package}: ${c.verdict} (${c.id})\n`);
    for (const tool of tools) {
      const all = done.filter(c => c.tool === tool);
      const same = all.filter(c => c.verdict === 'same').length;
      process.stdout.write(`${tool}: ${same} of ${all.length} the same\n`);
    }
    if (keep !== '' && bad.length > 0) process.stdout.write(`kept in ${keep}\n`);
    process.exitCode = bad.length > 0 || done.length === 0 ? 1 : 0;
  } else {
    process.stderr.write(`${wrong}\n`);
    process.exitCode = 1;
  }
  if (given === '') fs.rmSync(dir, { recursive: true });
}
