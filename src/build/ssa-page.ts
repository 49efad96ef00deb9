// A function's way through the compiler as one page that needs nothing else: the source, the form after each pass and the code
// stand side by side. A click on a value, a block or a line marks it everywhere; a click on a column's name folds the column; values
// that a pass made or changed have a mark at the left.

import type { DumpLine, DumpPass, SsaDump } from './ssa-dump.ts';

/** The page. */
export function ssaPage(d: SsaDump): string {
  const lines = new Map<string, number>();
  const lineOf = (at: string): string => {
    if (at === '') return '';
    let n = lines.get(at);
    if (n === undefined) lines.set(at, (n = lines.size));
    return `l${n}`;
  };
  const columns: string[] = [];
  columns.push(column('source', 'source', sourceRows(d.source, lineOf), false));
  let before: DumpPass | null = null;
  let hidden = 0;
  for (const pass of d.passes) {
    const changes = changed(before, pass);
    const isSame = before !== null && before.space === pass.space && changes.isSame;
    // What a pass left alone is folded at first.
    if (isSame) hidden++;
    const note = before === null || before.space !== pass.space ? '' : changes.note;
    columns.push(column(pass.name, note, formRows(pass, changes.marks, lineOf), isSame));
    before = pass;
  }
  const space = before === null ? 1 : before.space;
  columns.push(column('code', `${d.code.length} instructions`, codeRows(d.code, space, lineOf), false));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escape(d.name)}</title>
<style>${style}</style>
<header><h1>${escape(d.name)}</h1><p>Click a value, a block or a line to mark it everywhere; again to unmark it. Click a column's name to fold
or unfold it. <b>+</b> new, <b>~</b> changed. ${hidden} passes without effect are folded.</p>
<button id="clear">Unmark all</button> <button id="open">Unfold all</button> <button id="fold">Fold passes</button></header>
<main>${columns.join('')}</main>
<script>${script}</script>
</html>
`;
}

function column(name: string, note: string, rows: string, folded: boolean): string {
  return `<section${folded ? ' class="folded"' : ''}><h2>${escape(name)} <small>${escape(note)}</small></h2><div>${rows}</div></section>`;
}

function escape(s: string): string {
  return s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function row(cls: string, mark: string, html: string): string {
  return `<p class="${cls.trim()}"${mark === '' ? '' : ` data-m="${mark}"`}>${html}</p>`;
}

function sourceRows(list: readonly DumpLine[], lineOf: (at: string) => string): string {
  return list.map(l => row(`${l.at === '' ? '' : 'k '}${lineOf(l.at)}`, '', escape(l.text))).join('');
}

function formRows(pass: DumpPass, marks: ReadonlyMap<number, string>, lineOf: (at: string) => string): string {
  return pass.lines
    .map(l => row(lineOf(l.at), marks.get(l.value) ?? '', names(l.text, pass.space) + lineTag(l.at, lineOf)))
    .join('');
}

function codeRows(list: readonly DumpLine[], space: number, lineOf: (at: string) => string): string {
  return list
    .map(l => {
      const value = l.value === 0 ? '' : `<b class="k v${space}_${l.value}">v${l.value}</b>`;
      return row(lineOf(l.at), '', `<i>${value}</i>${escape(l.text)}${lineTag(l.at, lineOf)}`);
    })
    .join('');
}

/** The number of the line, which marks it. */
function lineTag(at: string, lineOf: (at: string) => string): string {
  return at === '' ? '' : ` <s class="k ${lineOf(at)}" title="${escape(at)}">${at.slice(at.lastIndexOf(':') + 1)}</s>`;
}

/** Makes names of values and blocks things to click on. */
function names(text: string, space: number): string {
  return escape(text).replace(/(?<![\w.&;])([vb])(\d+)\b/g, (all, kind: string, n: string) => {
    return `<b class="k ${kind}${space}_${n}">${all}</b>`;
  });
}

/** What a pass did to values: `+` for new ones, `~` for those that are another operation or have other arguments. */
function changed(
  before: DumpPass | null,
  after: DumpPass,
): { readonly marks: Map<number, string>; readonly note: string; readonly isSame: boolean } {
  const marks = new Map<number, string>();
  if (before === null || before.space !== after.space) return { marks, note: '', isSame: false };
  const old = new Map<number, string>();
  for (const l of before.lines) if (l.value !== 0) old.set(l.value, l.text);
  let added = 0;
  let other = 0;
  for (const l of after.lines) {
    if (l.value === 0) continue;
    const was = old.get(l.value);
    old.delete(l.value);
    if (was === undefined) added++;
    else if (was !== l.text) other++;
    else continue;
    marks.set(l.value, was === undefined ? '+' : '~');
  }
  const parts = [
    [added, '+'],
    [other, '~'],
    [old.size, '\u2212'],
  ].flatMap(([n, sign]) => (n === 0 ? [] : [`${sign}${n}`]));
  const isSame =
    before.lines.length === after.lines.length && before.lines.every((l, i) => l.text === after.lines[i]!.text);
  return { marks, note: parts.join(' '), isSame };
}

const style = `
:root{color-scheme:light dark;--line:#8884}
body{margin:0;font:13px/1.35 system-ui,sans-serif;display:flex;flex-direction:column;height:100vh}
header{padding:6px 12px;border-bottom:1px solid var(--line)}h1{font-size:15px;margin:0;display:inline}header p{display:inline;margin:0 12px;opacity:.75}
main{display:flex;flex:1;overflow-x:auto;min-height:0}
section{flex:none;border-right:1px solid var(--line);display:flex;flex-direction:column;max-width:60em;min-width:14em}
h2{font-size:13px;margin:0;padding:4px 8px;cursor:pointer;border-bottom:1px solid var(--line);white-space:nowrap}small{font-weight:400;opacity:.7}
section>div{overflow:auto;padding:4px 0;flex:1}
.folded{min-width:0;width:1.9em}.folded>div{display:none}.folded>h2{writing-mode:vertical-rl;border:0;padding:8px 4px}
p{margin:0}section p{font:12px/1.4 ui-monospace,monospace;white-space:pre;padding:0 8px 0 18px;position:relative;min-height:1.4em}
p[data-m]::before{content:attr(data-m);position:absolute;left:5px;color:#c60;font-weight:700}
b{font-weight:400}.k{cursor:pointer;border-radius:3px}s{text-decoration:none;opacity:.5;font-size:10px;margin-left:8px}i{font-style:normal;display:inline-block;min-width:4.5em}
`;

const script = `
const tints=['#ffd54f','#81c784','#64b5f6','#f06292','#ba68c8','#4dd0e1','#ff8a65','#aed581','#9fa8da','#dce775'];
const on=new Map();
const keyOf=e=>[...e.classList].find(c=>c!=='k');
function mark(key){
  const had=on.get(key);
  if(had)on.delete(key);
  else{const used=new Set(on.values());on.set(key,tints.find(t=>!used.has(t))||tints[on.size%tints.length]);}
  const tint=on.get(key)||'';
  for(const e of document.getElementsByClassName(key)){e.style.background=tint;e.style.color=tint?'#000':'';}
}
document.querySelector('main').addEventListener('click',ev=>{
  const h=ev.target.closest('h2');
  if(h){h.parentElement.classList.toggle('folded');return;}
  const e=ev.target.closest('.k');
  if(!e)return;
  const key=keyOf(e);
  mark(key);
  if(on.has(key))for(const s of document.querySelectorAll('section:not(.folded)')){
    const first=s.getElementsByClassName(key)[0];
    if(first&&!s.contains(e))first.scrollIntoView({block:'nearest',inline:'nearest'});
  }
});
document.getElementById('clear').onclick=()=>{for(const key of [...on.keys()])mark(key);};
document.getElementById('open').onclick=()=>{for(const s of document.querySelectorAll('section'))s.classList.remove('folded');};
document.getElementById('fold').onclick=()=>{const all=[...document.querySelectorAll('section')];for(const s of all.slice(1,-1))s.classList.add('folded');};
`;
