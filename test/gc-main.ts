// burrow's command with gc in the place of its compiler: `node tools/run.mjs test/gc-main.ts build ./x`.
import { main } from '../src/cmd/main.ts';
import { NodeHost } from '../src/host/node/host.ts';
import { gcMachines } from './suites/script-world.ts';

const host = new NodeHost('burrow');
const status = await main(host, process.env['BURROW_ROOT'] ?? '', process.argv.slice(2), gcMachines);
host.stdout.flush();
process.exitCode = status;
