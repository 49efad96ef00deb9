// The order of the rooms: a file imports from its own room and from rooms in earlier layers.

/** Rooms of one layer do not see each other. */
export const layers: readonly (readonly string[])[] = [
  ['base'],
  ['diag'],
  ['target', 'syntax', 'format'],
  ['constant'],
  ['types'],
  ['obj'],
  ['rtype'],
  ['ssa'],
  ['staticinit', 'asm', 'link'],
  ['arch'],
  ['load', 'host'],
  ['build'],
  ['cmd'],
  ['entry'],
];

/** Rooms that know no host: no file system, no clock, no Node or DOM name. */
export const coreRooms: ReadonlySet<string> = new Set(layers.slice(0, 10).flat());

/** Pairs that the order alone would allow. */
const walls: readonly (readonly [from: string, to: string, why: string])[] = [
  ['asm', 'types', 'assembly has no Go types'],
  ['asm', 'rtype', 'assembly has no Go types'],
  ['asm', 'ssa', 'assembly is instructions already'],
  ['link', 'rtype', 'the linker sees objects only'],
  ['link', 'ssa', 'the linker sees objects only'],
  ['load', 'arch', 'only entry names a machine'],
  ['host', 'arch', 'only entry names a machine'],
  ['build', 'arch', 'only entry names a machine'],
  ['cmd', 'arch', 'only entry names a machine'],
  ['host', 'types', 'the host knows files, not Go'],
];

/** Whether `file` may import `target`: both paths from the root, or a module's name. */
export function mayImport(file: string, target: string): boolean {
  const from = file.split('/')[1]!;
  if (!target.startsWith('src/')) {
    if (coreRooms.has(from)) return false;
    return from === 'entry' || from === 'cmd' || file.startsWith('src/host/') || file.startsWith('src/load/');
  }
  const to = target.split('/')[1]!;
  if (from === to) return true;
  const level = (room: string): number => layers.findIndex(layer => layer.includes(room));
  // The loader reads and keeps files through the host's interface, which is of its layer, as is what is made of that alone.
  if (from === 'load' && to === 'host') return /^src\/host\/(?:host|kept-file|path)\.ts$/.test(target);
  if (walls.some(([a, b]) => a === from && b === to)) return false;
  return level(from) > level(to);
}
