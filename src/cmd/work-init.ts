// `burrow work init`: a new go.work file.

import { IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import { setWorkGo } from '../load/mod/edit.ts';
import { parseWork, type ModFile } from '../load/mod/modfile.ts';
import { findWorkFile } from '../load/mod/workspace.ts';
import { command, fatal } from './command.ts';
import { bool, string } from './flags.ts';
import { writeWorkFile } from './mod-edit.ts';
import { use } from './work-use.ts';

export { workInit as command };

const workInit = command({
  switches: true,
  usageLine: 'work init [moddirs]',
  long: `Init writes a new go.work file in the current directory that uses the modules in the directories named.
`,
  flags: { modcacherw: bool(), overlay: string() },
  async run(cx, _flags, args) {
    const { host } = cx;
    const config = await cx.config();
    const file = findWorkFile(config) || path.join(host.cwd(), 'go.work');
    if (!(host.stat(file) instanceof IOError)) fatal(`go: ${file} already exists`);
    const f = parseWork(file, '') as ModFile; // an empty file has no mistakes
    setWorkGo(f, config.goVersion.slice(2));
    use(config, file, f, args, false);
    writeWorkFile(host, file, f);
    return 0;
  },
});
