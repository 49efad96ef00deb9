// burrow's command with gc in the place of its compiler: `node tools/run.mjs test/gc-main.ts build ./x`.
import { main } from '../src/cmd/main.ts';
import { machines } from '../src/entry/machines.ts';
import { NodeHost } from '../src/host/node/host.ts';
import { gcBackend } from './gc-backend.ts';

const host = new NodeHost('burrow');
const backend = {
  ...machines,
  backend: (h: Parameters<typeof gcBackend>[0], config: Parameters<typeof gcBackend>[1]) =>
    Promise.resolve(gcBackend(h, config)),
};
const status = await main(host, process.env['BURROW_ROOT'] ?? '', process.argv.slice(2), backend);
host.stdout.flush();
process.exitCode = status;
