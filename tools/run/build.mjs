// Nx knows by its inputs what is built already; only its failures are worth reading.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pinnedEnv, pinnedNode, root } from './ensure-installed.mjs';

const projects = process.argv.slice(2);
const names = projects.length > 0 ? projects : ['api', 'web', 'scheduler', 'cli', 'meli-simulator'];
const nx = spawnSync(
  pinnedNode(),
  [join(root, 'node_modules/nx/dist/bin/nx.js'), 'run-many', '-t', 'build', '-p', names.join(','), '--parallel=2'],
  { cwd: root, env: pinnedEnv({ NX_DAEMON: 'false', NX_TUI: 'false' }), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
);
if (nx.status !== 0) {
  console.error(nx.stdout, nx.stderr);
  process.exit(1);
}
