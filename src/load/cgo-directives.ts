// The #cgo lines above `import "C"`: flags for the C compiler and linker, each perhaps under a condition.

import * as path from '../host/path.ts';
import type { BuildContext } from './build-context.ts';
import type { DirPackage } from './dir-package.ts';

/** Takes the flags of a comment into the package; gives what is wrong with it, '' for nothing. */
export function saveCgo(cx: BuildContext, p: DirPackage, file: string, doc: string): string {
  for (const orig of doc.split('\n')) {
    const line = orig.trim();
    if (!/^#cgo[ \t]/.test(line)) continue;
    if (/^#cgo\s+(?:nocallback|noescape)\s+\S+$/.test(line)) continue;
    const colon = line.indexOf(':');
    const words = line
      .slice(4, colon < 0 ? line.length : colon)
      .split(/\s+/)
      .filter(w => w !== '');
    const verb = words.pop();
    if (colon < 0 || verb === undefined) return `${file}: invalid #cgo line: ${orig}`;
    if (words.length > 0 && !words.some(w => cx.matchCgoCondition(w))) continue;
    const args = splitShell(line.slice(colon + 1));
    if (args === null) return `${file}: invalid #cgo line: ${orig}`;
    for (let i = 0; i < args.length; i++) {
      const arg = args[i]!.replaceAll('${SRCDIR}', p.dir);
      // The flags reach a command line: only characters that mean nothing there.
      const safe = args[i]!.includes('${SRCDIR}')
        ? args[i]!.split('${SRCDIR}').every(s => s === '' || isSafe(s)) && (p.dir === '' || isSafe(p.dir)) && arg !== ''
        : isSafe(arg);
      if (!safe) return `${file}: malformed #cgo argument: ${arg}`;
      args[i] = arg;
    }
    const list = flagList(p, verb);
    if (list === null) return `${file}: invalid #cgo verb: ${orig}`;
    if (list !== p.cgoPkgConfig) makeAbsolute(args, p.dir);
    list.push(...args);
  }
  return '';
}

function flagList(p: DirPackage, verb: string): string[] | null {
  switch (verb) {
    case 'CFLAGS':
      return p.cgoCFLAGS;
    case 'CPPFLAGS':
      return p.cgoCPPFLAGS;
    case 'CXXFLAGS':
      return p.cgoCXXFLAGS;
    case 'FFLAGS':
      return p.cgoFFLAGS;
    case 'LDFLAGS':
      return p.cgoLDFLAGS;
    case 'pkg-config':
      return p.cgoPkgConfig;
    default:
      return null;
  }
}

function isSafe(s: string): boolean {
  return /^[-+.,/0-9=A-Z_a-z:$@%! ~^\u0080-\u{10ffff}]+$/u.test(s);
}

/** Directories of -I and -L are relative to the package, and the compiler runs elsewhere. */
function makeAbsolute(args: string[], dir: string): void {
  for (let i = 0; i < args.length; i++) {
    const flag = args[i]!.slice(0, 2);
    if (flag !== '-I' && flag !== '-L') continue;
    if (args[i]!.length > 2) args[i] = flag + path.resolve(dir, args[i]!.slice(2));
    else if (++i < args.length) args[i] = path.resolve(dir, args[i]!);
  }
}

/** Splits at white space, with quotes and backslashes; null where one is left open. */
function splitShell(s: string): string[] | null {
  const out: string[] = [];
  let arg = '';
  let started = false;
  let mark = '';
  let escaped = false;
  for (const c of s) {
    if (escaped) {
      escaped = false;
      arg += c;
      started = true;
    } else if (c === '\\') escaped = true;
    else if (mark !== '') {
      if (c === mark) mark = '';
      else arg += c;
    } else if (c === '"' || c === "'") {
      mark = c;
      started = true;
    } else if (/\s/.test(c)) {
      if (started) out.push(arg);
      arg = '';
      started = false;
    } else {
      arg += c;
      started = true;
    }
  }
  if (started) out.push(arg);
  return mark !== '' || escaped ? null : out;
}
