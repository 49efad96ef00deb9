// Suites are modules that tests import and programs that `tools/run.mjs` runs; this tells which.

/** Whether the program that was started is this file, named from the root. */
export function isMain(file: string): boolean {
  return (process.env['BURROW_MAIN'] ?? '').replaceAll('\\', '/').endsWith(`/${file}`);
}
