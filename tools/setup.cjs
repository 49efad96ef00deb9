// First use: installs the pinned dependencies and bundles. Both steps are skipped when done; two processes that start
// at once wait for one another through a lock directory. Messages go to stderr: stdout belongs to the Go program.
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { stamp } = require('./stamp.cjs');

/** The npm that came with this node: beside it as a script, else the one on PATH. */
function npm() {
  const dir = path.dirname(fs.realpathSync(process.execPath));
  for (const rel of [
    '../lib/node_modules/npm/bin/npm-cli.js',
    'node_modules/npm/bin/npm-cli.js',
    '../share/nodejs/npm/bin/npm-cli.js',
  ]) {
    const script = path.join(dir, rel);
    if (fs.existsSync(script)) return [process.execPath, script];
  }
  return ['npm'];
}

function step(what, argv, root) {
  process.stderr.write(`burrow: ${what}\n`);
  const [command, ...args] = argv;
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (done.status === 0) return;
  process.stderr.write(done.error ? `burrow: ${what}: ${done.error.message}\n` : done.stdout + done.stderr);
  throw new SetupError(`${what} failed`);
}

/** A step that went wrong and has said why. */
class SetupError extends Error {}

function installed(root) {
  try {
    const want = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8');
    return fs.readFileSync(path.join(root, 'node_modules', '.burrow-lock'), 'utf8') === want;
  } catch {
    return false;
  }
}

function locked(root, work) {
  const lock = path.join(root, '.setup-lock');
  for (;;) {
    try {
      fs.mkdirSync(lock);
      break;
    } catch (err) {
      if (err.code !== 'EEXIST') throw err;
      let age = 0;
      try {
        age = Date.now() - fs.statSync(lock).mtimeMs;
      } catch {
        continue; // released between the two calls
      }
      if (age > 300_000) fs.rmSync(lock, { recursive: true, force: true }); // its owner was killed
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
  try {
    work();
  } finally {
    fs.rmSync(lock, { recursive: true, force: true });
  }
}

/** Does the work; where a step fails, the process ends with status 1. */
function orExit(work) {
  try {
    work();
  } catch (err) {
    if (!(err instanceof SetupError)) throw err;
    process.stderr.write(`burrow: ${err.message}\n`);
    process.exit(1);
  }
}

/** Makes node_modules hold what package-lock.json pins. */
exports.install = function install(root) {
  orExit(() => installNow(root));
};

function installNow(root) {
  if (installed(root)) return;
  locked(root, () => {
    if (installed(root)) return;
    // No package needs its install scripts, and they would need a shell in $PATH.
    const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    step('installing the pinned dependencies', [...npm(), ...words], root);
    fs.copyFileSync(path.join(root, 'package-lock.json'), path.join(root, 'node_modules', '.burrow-lock'));
  });
}

/** Makes dist/ the bundle of this checkout. */
exports.bundle = function bundle(root) {
  orExit(() => bundleNow(root));
};

function bundleNow(root) {
  installNow(root);
  locked(root, () => {
    let have = '';
    try {
      have = fs.readFileSync(path.join(root, 'dist', 'stamp'), 'utf8').split('\n', 1)[0];
    } catch {
      // never bundled
    }
    if (have !== stamp(root)) step('bundling', [process.execPath, path.join(root, 'tools', 'build.mjs')], root);
  });
}
