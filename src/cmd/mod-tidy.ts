// `burrow mod tidy`: go.mod and go.sum list what the packages of the main module need, and nothing else.

import { commit, keepSums, updateModFile } from '../load/mod/commit.ts';
import { formatMod } from '../load/mod/edit.ts';
import * as gover from '../load/mod/gover.ts';
import { compareOf, none } from '../load/mod/graph.ts';
import { importFromModules, ImportMissingError } from '../load/mod/import.ts';
import { formatVersion } from '../load/mod/module.ts';
import { loadPackageGraph, type PackageLoad } from '../load/mod/packages.ts';
import { loadRequirements, pruningFor, Requirements, requirementsFromFiles } from '../load/mod/requirements.ts';
import type { ModState } from '../load/mod/state.ts';
import { command, fatal, type Context } from './command.ts';
import { unifiedDiff } from './diff.ts';
import { quote } from '../base/quote.ts';
import { bool, string } from './flags.ts';
import { makeState, modFlags, reporting } from './mod-state.ts';

export { modTidy as command };

const goVersion = /^[1-9][0-9]*\.(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*))?(?:[a-z]+[0-9]+)?$/;

/** Ends the command where the value of a flag is no Go version that this one knows. */
export function checkGoFlag(cx: Context, local: string, name: string, v: string): void {
  let why = '';
  if (v !== '' && !goVersion.test(v)) why = `expecting a Go version like "${local}"`;
  else if (v !== '' && gover.compare(v, local) > 0) why = `maximum supported Go version is ${local}`;
  if (why === '') return;
  cx.host.stderr.write(`invalid value ${quote(v)} for flag -${name}: ${why}\n`);
  cx.usage();
}

const modTidy = command({
  switches: true,
  usageLine: 'mod tidy [-e] [-v] [-x] [-diff] [-go=version] [-compat=version]',
  long: `Tidy makes go.mod match the source code of the module: it adds what is missing to build its packages and their tests,
takes away what no package needs, and does the same for the sums in go.sum.

	-e	go on where packages cannot be loaded
	-v	say on standard error which modules are taken away
	-x	show what is fetched
	-diff	change nothing; print what would change as a diff and exit with status 1 where something would
	-go=version	set the go line
	-compat=version	keep the sums that this older version of Go needs, and check that it selects the same modules
`,
  flags: { ...modFlags, e: bool(), v: bool(), x: bool(), diff: bool(), go: string(), compat: string() },
  async run(cx, flags, args) {
    if (args.length > 0) fatal("go: 'go mod tidy' accepts no arguments");
    const local = (await cx.config()).goVersion.slice(2);
    for (const name of ['go', 'compat'] as const) checkGoFlag(cx, local, name, flags[name]);
    const state = await makeState(cx, flags, {
      x: flags.x,
      defaultMod: 'mod',
      noWork: true,
      needsMain: true,
    });
    state.needMain();
    return reporting(() => tidy(state, flags));
  },
});

interface TidyFlags {
  readonly e: boolean;
  readonly v: boolean;
  readonly diff: boolean;
  readonly go: string;
  readonly compat: string;
}

async function tidy(state: ModState, flags: TidyFlags): Promise<number> {
  const before = formatMod(state.main.file);
  const initial = await loadRequirements(state, flags.go);
  const load = await loadPackageGraph(
    state,
    {
      anyTarget: true,
      tidy: true,
      tidyGo: flags.go,
      resolveMissing: true,
      loadTests: true,
      allowErrors: flags.e,
      silenceMissingStd: true,
      switches: true,
    },
    ['all'],
  );
  const rs = load.requirements;
  if (flags.v) {
    const mg = await rs.tryGraph();
    for (const m of initial.roots) {
      const unused = rs.pruning === 'unpruned' ? mg.selected(m.path) === none : rs.rootSelected(m.path) === null;
      if (unused) state.note(`unused ${m.path}`);
    }
  }
  let keep = await keepSums(state, load, rs, false);
  let compat = flags.compat;
  if (compat === '') compat = gover.compare(rs.go, gover.strict) < 0 ? gover.prev(rs.go) : rs.go;
  if (gover.compare(compat, rs.go) > 0) compat = rs.go;
  if (pruningFor(compat) !== rs.pruning) {
    const other = new Requirements(state, pruningFor(compat), rs.roots, rs.direct);
    await checkCompatibility(state, load, other, compat);
    for (const key of await keepSums(state, load, other, false)) keep.add(key);
  }
  const { sum } = state.source;
  if (flags.diff) {
    updateModFile(state, rs, {});
    const modDiff = unifiedDiff('current/go.mod', before, 'tidy/go.mod', formatMod(state.main.file));
    sum.trim(keep);
    if (gover.compare(compat, '1.16') > 0) keep = await keepSums(state, load, rs, true);
    const sums = sum.tidied(keep);
    const sumDiff = unifiedDiff('current/go.sum', sums.before, 'tidy/go.sum', sums.after);
    for (const d of [modDiff, sumDiff]) if (d !== '') state.host.stdout.write(d + '\n');
    return modDiff === '' && sumDiff === '' ? 0 : 1;
  }
  sum.trim(keep);
  sum.write(keep, false);
  await commit(state, load);
  return 0;
}

/** An older Go must find every package in the same module. */
async function checkCompatibility(state: ModState, load: PackageLoad, rs: Requirements, compat: string): Promise<void> {
  let upgrade = false;
  let eFlag = false;
  const mine = rs.go;
  const hints = () => {
    if (load.options.allowErrors === true) return;
    const stated = requirementsFromFiles(state).go;
    const go = mine === stated ? '' : ` -go=${mine}`;
    const compatFlag = compat === gover.prev(mine) ? '' : ` -compat=${compat}`;
    const lines = [''];
    if (upgrade) {
      const e = eFlag ? ' -e' : '';
      lines.push(
        `To upgrade to the versions selected by go ${compat}${eFlag ? ', leaving some packages unresolved' : ''}:`,
        `\tgo mod tidy${e} -go=${compat} && go mod tidy${e} -go=${mine}${compatFlag}`,
      );
    } else if (eFlag) {
      lines.push(`To proceed despite packages unresolved in go ${compat}:`, `\tgo mod tidy -e${go}${compatFlag}`);
    }
    lines.push(
      `If reproducibility with go ${compat} is not needed:`,
      `\tgo mod tidy${go} -compat=${mine}`,
      "For information about 'go mod tidy' compatibility, see:",
      '\thttps://go.dev/ref/mod#graph-pruning',
    );
    state.note(lines.join('\n'));
  };
  const mg = await rs.tryGraph();
  if (mg.error !== null) {
    load.say(`error loading go ${compat} module graph: ${mg.error instanceof Error ? mg.error.message : ''}`);
    load.tell();
    hints();
    load.stop();
    return;
  }
  let wrong = false;
  for (const p of load.pkgs) {
    if ((p.mod.path === '' && p.error === null) || p.testOf !== null) continue;
    const found = await importFromModules(state, p.path, rs, mg, load.skipsModFiles);
    if (formatVersion(found.mod) === formatVersion(p.mod)) continue;
    wrong = true;
    if (found.error !== null) {
      const selected = { path: p.mod.path, version: mg.selected(p.mod.path) };
      const from = `${p.stackText()} loaded from ${formatVersion(p.mod)},\n\tbut go ${compat} would fail to locate it`;
      if (found.error instanceof ImportMissingError) load.say(`${from} in ${formatVersion(selected)}`);
      else load.say(`${from}:\n\t${found.error.message}`);
      eFlag = true;
      upgrade ||= load.requirements.roots.some(m => compareOf(m.path, mg.selected(m.path), m.version) !== 0);
    } else if (p.error !== null) {
      upgrade = true;
      load.say(
        `${p.path} failed to load from any module,\n\tbut go ${compat} would load it from ${formatVersion(found.mod)}`,
      );
    } else {
      upgrade = true;
      load.say(
        `${p.stackText()} loaded from ${formatVersion(p.mod)},\n\tbut go ${compat} would select ${found.mod.version}\n`,
      );
    }
  }
  if (!wrong) return;
  load.tell();
  hints();
  load.stop();
}
