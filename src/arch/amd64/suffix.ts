// The suffixes of AVX-512 mnemonics (VADDPD.RU_SAE.Z): zeroing, broadcast, rounding, suppressed exceptions. A Prog's scond
// is the index of its suffix.

import { quote } from '../../base/quote.ts';

/** Every combination that exists, by number. */
export const names: readonly string[] = [
  '',
  'Z',
  'SAE',
  'SAE.Z',
  'RN_SAE',
  'RZ_SAE',
  'RD_SAE',
  'RU_SAE',
  'RN_SAE.Z',
  'RZ_SAE.Z',
  'RD_SAE.Z',
  'RU_SAE.Z',
  'BCST',
  'BCST.Z',
];

/** What a suffix asks for. */
export interface Suffix {
  readonly zeroing: boolean;
  readonly broadcast: boolean;
  readonly sae: boolean;
  /** The value for EVEX.L'L, or -1. */
  readonly rounding: number;
}

/** By number. */
export const suffixes: readonly Suffix[] = names.map(name => {
  const parts = name.split('.');
  return {
    zeroing: parts.includes('Z'),
    broadcast: parts.includes('BCST'),
    sae: parts.includes('SAE'),
    rounding: ['RN_SAE', 'RD_SAE', 'RU_SAE', 'RZ_SAE'].findIndex(r => parts.includes(r)),
  };
});

/** The suffix as it stands after a mnemonic. */
export function suffixName(scond: number): string {
  return scond === 0 ? '' : `.${names[scond] ?? '<bad suffix>'}`;
}

/** The number of a suffix that starts with a dot, or what is wrong with it. */
export function parseSuffix(text: string): number | string {
  const cond = text.startsWith('.') ? text.slice(1) : text;
  const n = names.indexOf(cond);
  return n >= 0 ? n : suffixError(cond);
}

function suffixError(cond: string): string {
  const problems: string[] = [];
  const seen = new Set<string>();
  const unknown = new Set<string>();
  let broadcast = false;
  let rounding = false;
  const parts = cond.split('.');
  parts.forEach((part, i) => {
    if (part === 'Z') {
      if (i !== parts.length - 1) problems.push('Z suffix should be the last');
    } else if (part === 'BCST') broadcast = true;
    else if (/^(R[NZDU]_)?SAE$/.test(part)) rounding = true;
    else {
      if (!unknown.has(part)) problems.push(`unknown suffix ${quote(part)}`);
      unknown.add(part);
    }
    if (seen.has(part)) problems.push(`duplicate suffix ${quote(part)}`);
    seen.add(part);
  });
  if (broadcast && rounding) problems.push("can't combine rounding/SAE and broadcast");
  return problems.length === 0 ? 'bad suffix combination' : problems.join('; ');
}
