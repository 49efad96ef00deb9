// The texts of `help`: made from the registry and from the tables of the commands.

import { commands, type Entry } from './registry.ts';

/** What `burrow` alone prints. */
export function programUsage(program: string): string {
  const topics = commands.filter(e => e.topic !== undefined);
  let out = 'Burrow is the go command. Go is a tool for managing Go source code.\n\n';
  out += usageOf(program, '', commands);
  if (topics.length > 0) {
    out += 'Additional help topics:\n\n';
    for (const t of topics) out += `\t${t.name.padEnd(15)} ${t.short}\n`;
    out += `\nUse "${program} help <topic>" for more information about that topic.\n\n`;
  }
  return out;
}

function usageOf(program: string, group: string, list: readonly Entry[]): string {
  let out = `Usage:\n\n\t${program}${group} <command> [arguments]\n\nThe commands are:\n\n`;
  for (const e of list) if (e.topic === undefined) out += `\t${e.name.padEnd(11)} ${e.short}\n`;
  return out + `\nUse "${program} help${group} <command>" for more information about a command.\n\n`;
}

/** The help of the command, group or topic at the end of `path`. */
export async function helpText(program: string, path: readonly Entry[]): Promise<string> {
  const entry = path[path.length - 1]!;
  if (entry.topic !== undefined) return (await entry.topic()).text.trim() + '\n';
  if (entry.commands !== undefined) {
    const short = entry.short[0]!.toUpperCase() + entry.short.slice(1);
    return `${short}\n\n` + usageOf(program, ' ' + path.map(e => e.name).join(' '), entry.commands);
  }
  const { command } = await entry.load!(); // neither topic nor group
  return `usage: ${program} ${command.usageLine}\n\n${command.long.trim()}\n`;
}
