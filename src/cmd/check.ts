// `burrow check`: types only, no code. The fast answer while one edits.

import { burrowId } from '../build/burrow-id.ts';
import { diagnosticText, PackageChecker, type PackageReport } from '../build/check-packages.ts';
import * as Code from '../diag/codes.ts';
import { loadUnits } from '../load/units.ts';
import { openCache } from './cache-dir.ts';
import { command } from './command.ts';
import { buildFlags, loadOptions } from './build-flags.ts';
import { bool } from './flags.ts';

export { check as command };

const check = command({
  usageLine: 'check [-json] [-test] [build flags] [packages]',
  long: `Check parses and type-checks the packages named by the import paths, and reports everything that the compiler would
report before it makes code: all errors, without a limit. It makes no code and runs nothing. Packages that are
imported are read from the cache where neither they nor what they import have changed. Files that need cgo are left out,
as with CGO_ENABLED=0.

The exit status is 1 if there was any error.

	-json
		print one JSON object a line for each error, on standard output:
		ImportPath, File, Line, Col, Code (its name in Go's internal/types/errors;
		empty for a syntax error) and Message
	-test
		check the packages together with their tests

The build flags are those of the other commands: -tags, -mod, -modfile, -overlay and so on. Those that only matter to code
are accepted and have no effect.
`,
  flags: { ...buildFlags, json: bool(), test: bool() },
  async run(cx, flags, args) {
    const { host } = cx;
    const config = await cx.config();
    const options = { ...loadOptions(flags, config), tests: flags.test, cgo: false };
    const { loader, units, errors } = await loadUnits(host, config, args, options);
    const id = burrowId(host, cx.root);
    const cache = openCache(config, id, cx.root);
    const checker = new PackageChecker(loader.host, config, cache, id, file => loader.index.contentHash(file));
    for (const error of errors) host.stderr.write(`${error.toString()}\n`);
    let failed = errors.length > 0;
    for (const report of checker.check(units)) {
      failed = true;
      if (flags.json) host.stdout.write(jsonLines(report));
      else host.stderr.write(textLines(report));
    }
    loader.index.save();
    cache.trim();
    cache.close();
    return failed ? 1 : 0;
  },
});

function textLines(report: PackageReport): string {
  return `# ${report.name}\n${report.diagnostics.map(d => diagnosticText(d) + '\n').join('')}`;
}

function jsonLines(report: PackageReport): string {
  return report.diagnostics
    .map(d => {
      const { filename = '', line = 0, col = 0 } = d.position ?? {};
      const row = {
        ImportPath: report.name,
        File: filename,
        Line: line,
        Col: col,
        Code: Code.codeName(d.code),
        Message: d.message,
      };
      return JSON.stringify(row) + '\n';
    })
    .join('');
}
