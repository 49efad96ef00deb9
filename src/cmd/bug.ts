// `burrow bug`: a report to fill in, with what somebody who looks into it has to know. It is printed: the go command opens the page of
// Go's own tracker, where a mistake of burrow's does not belong.

import { decodeUtf8 } from '../base/utf8.ts';
import { burrowId } from '../build/burrow-id.ts';
import { IOError, type Host } from '../host/host.ts';
import { command, fatal } from './command.ts';
import { environmentText } from './env.ts';

export { bug as command };

const bug = command({
  usageLine: 'bug',
  long: `Bug prints a bug report to fill in: which burrow, which Go and which system it is about, and questions.
`,
  flags: {},
  async run(cx, _, args) {
    if (args.length > 0) fatal('go: bug takes no arguments');
    const { host } = cx;
    const config = await cx.config();
    const details = [
      environmentText(config),
      await outputOf(host, 'uname -sr: ', 'uname', '-sr'),
      await outputOf(host, 'gdb --version: ', 'gdb', '--version'),
    ];
    const text = `### What version are you using?

<pre>
$ go version
go version ${config.release} ${host.os}/${host.arch}
burrow ${burrowId(host, cx.root)}
</pre>

### What operating system and processor architecture are you using (\`go env\`)?

<details><summary><code>go env</code> Output</summary><br><pre>
$ go env
${details.join('')}</pre></details>

### What did you do?



### What did you expect to see?



### What did you see instead?

`;
    host.stdout.write(text);
    return 0;
  },
});

/** The first line that a program prints, with a name before it; '' where it fails. */
async function outputOf(host: Host, name: string, program: string, ...args: string[]): Promise<string> {
  const done = await host.spawn(program, args, { capture: true, stdin: new Uint8Array(0) });
  if (done instanceof IOError || done.code !== 0) return '';
  return `${name}${decodeUtf8(done.stdout).split('\n', 1)[0]}\n`;
}
