// `burrow doc`: the distribution's own, built when it is first used. There is no program of it but the go command itself; a
// main package of a few lines, shown by an overlay beside the package that does the work, makes a small one. That package
// asks the go command of its GOROOT about modules: it is given a view of the distribution whose go is burrow.

import { encodeUtf8 } from '../base/utf8.ts';
import { IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import { writeWhole } from '../host/write-whole.ts';
import { forHost, runBuilt, withProgram } from './built-tool.ts';
import { command, fatal, must } from './command.ts';
import { ownDir, ownGoroot } from './own-goroot.ts';

export { doc as command };

const worker = 'cmd/go/internal/doc';
const program = `${worker}/main`;
const source = `package main

import (
	"context"
	"os"

	"${worker}"
)

func main() { doc.CmdDoc.Run(context.Background(), doc.CmdDoc, os.Args[1:]) }
`;

const doc = command({
  usageLine: 'doc [doc flags] [package|[package.]symbol[.methodOrField]]',
  long: `Doc prints the documentation of a package or of what is declared in it, and a line for each thing that belongs to it. What
the words mean is found in this order:

	go doc	the package of the current directory
	go doc <pkg>
	go doc <sym>[.<methodOrField>]
	go doc [<pkg>.]<sym>[.<methodOrField>]
	go doc [<pkg>.][<sym>.]<methodOrField>
	go doc <pkg> <sym>[.<methodOrField>]

A package is an import path or the end of one: json is encoding/json. A word that starts with a capital letter is a symbol of
the current directory's package. Small letters in a symbol match capital ones too.

	-all	all of the package's documentation
	-c	letters match only themselves
	-cmd	symbols of a program as well
	-http	serve it as pages
	-short	one line for each symbol
	-src	the source of the symbol
	-u	also what is not exported

The program is the distribution's own. It is built when it is first used, which takes a while, and kept.
`,
  flags: {},
  customFlags: true,
  async run(cx, _, args) {
    const off = (await cx.config()).gocache().value === 'off'; // what is no build of the user is kept all the same
    const own = forHost(cx, off ? new Map([['GOCACHE', '']]) : undefined);
    const { host } = own;
    const config = await own.config();
    const dir = ownDir(own, config);
    const env = new Map([['GOROOT', ownGoroot(own, config)]]);
    const run = (file: string) => runBuilt({ ...cx, config: own.config }, file, args, env);
    const kept = path.join(dir, `doc${config.exeSuffix}`);
    if (!(host.stat(kept) instanceof IOError)) return run(kept);
    const main = path.join(dir, 'main.go');
    const overlay = path.join(dir, 'overlay.json');
    const shown = { Replace: { [path.join(config.goroot, 'src', program, 'main.go')]: main } };
    must(host.writeFile(main, encodeUtf8(source)));
    must(host.writeFile(overlay, encodeUtf8(JSON.stringify(shown))));
    return withProgram(
      own,
      program,
      file => {
        const data = host.readFile(file);
        if (data instanceof IOError) return fatal(`go: ${data}`);
        must(writeWhole(host, kept, data, 0o755));
        return run(kept);
      },
      { overlay },
    );
  },
});
