// The programs whose builds are measured: small ones that are written here, programs of the distribution, and what others
// publish. Each has edits: a text of a file that becomes another one.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { goroot } from '../test/goroot.ts';
import { programs } from './programs.ts';

/** A text in a file, which is there once; after the nth edit it has the number behind it. */
export interface Edit {
  /** From the directory of the program. */
  readonly file: string;
  readonly text: string;
}

/** A program to be built. */
export interface BenchProgram {
  /** What is built, as the command line has it. */
  readonly pkg: string;
  /** An edit of the main package; null where there is none to edit. */
  readonly edit: Edit;
  /** One of a package that most others import; null where the program has no such package. */
  readonly leaf: Edit | null;
  /** Makes the directory in which commands run; gives the distribution of which the program is a part, '' where it is of none. */
  make(dir: string, burrow: string): string;
}

/** A main package that is written here, and the modules that it needs. */
function written(source: string, ...modules: readonly string[]): BenchProgram {
  return {
    pkg: '.',
    edit: { file: 'main.go', text: 'edit' },
    leaf: null,
    make(dir, burrow) {
      fs.mkdirSync(dir);
      fs.writeFileSync(path.join(dir, 'go.mod'), 'module bench\n\ngo 1.26\n');
      fs.writeFileSync(path.join(dir, 'main.go'), source.replace('edit 0', 'edit'));
      if (modules.length > 0) run(dir, burrow, 'get', ...modules);
      return '';
    },
  };
}

/** A module that others publish, copied so that it can be edited. */
function published(module: string, pkg: string, edit: Edit, leaf: Edit): BenchProgram {
  return {
    pkg,
    edit,
    leaf,
    make(dir, burrow) {
      const scratch = `${dir}.mod`;
      fs.mkdirSync(scratch);
      fs.writeFileSync(path.join(scratch, 'go.mod'), 'module scratch\n\ngo 1.26\n');
      const told = JSON.parse(run(scratch, burrow, 'mod', 'download', '-json', module)) as { Dir: string };
      fs.cpSync(told.Dir, dir, { recursive: true });
      for (const e of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
        fs.chmodSync(path.join(e.parentPath, e.name), 0o755);
      }
      run(dir, burrow, 'mod', 'download');
      return '';
    },
  };
}

/** A program of the distribution, in a copy of that. */
function distributed(pkg: string, edit: Edit, leaf: Edit | null): BenchProgram {
  return {
    pkg,
    edit,
    leaf,
    make(dir) {
      if (goroot === null) throw new Error('there is no Go distribution');
      const copied = ['src', 'pkg', 'bin', 'lib', 'VERSION', 'go.env'].filter(n =>
        fs.existsSync(path.join(goroot!, n)),
      );
      for (const name of copied) fs.cpSync(path.join(goroot, name), path.join(dir, name), { recursive: true });
      return dir;
    },
  };
}

function run(cwd: string, command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** All programs by name. */
export const benchPrograms: Readonly<Record<string, BenchProgram>> = {
  ...Object.fromEntries(Object.entries(programs).map(([name, source]) => [name, written(source)])),
  gofmt: distributed('cmd/gofmt', { file: 'src/cmd/gofmt/gofmt.go', text: 'usage: gofmt [flags]' }, null),
  compile: distributed(
    'cmd/compile',
    { file: 'src/cmd/compile/main.go', text: 'compile: ' },
    { file: 'src/cmd/compile/internal/base/print.go', text: 'too many errors' },
  ),
  cobra: written(
    `package main

import "github.com/spf13/cobra"

func main() {
	root := &cobra.Command{Use: "tool", Short: "edit 0"}
	root.AddCommand(&cobra.Command{Use: "sync", RunE: func(c *cobra.Command, args []string) error { return nil }})
	root.Execute()
}
`,
    'github.com/spf13/cobra@v1.10.2',
  ),
  grpc: written(
    `package main

import (
	"log"
	"net"

	"google.golang.org/grpc"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal("edit 0: ", err)
	}
	log.Fatal(grpc.NewServer().Serve(l))
}
`,
    'google.golang.org/grpc@v1.85.0',
  ),
  esbuild: published(
    'github.com/evanw/esbuild@v0.28.2',
    './cmd/esbuild',
    { file: 'cmd/esbuild/main.go', text: 'on functions and classes' },
    { file: 'internal/helpers/path.go', text: '"node_modules' },
  ),
  nats: published(
    'github.com/nats-io/nats-server/v2@v2.15.2',
    '.',
    { file: 'main.go', text: 'exe := "nats-server' },
    { file: 'logger/log.go', text: 'error opening file' },
  ),
};
