import { join } from 'node:path';
import { ensureInstalled, pinnedEnv, pinnedNode, root } from './ensure-installed.mjs';
import { runChild } from './run-child.mjs';

await ensureInstalled();

/**
 * What has to hold; none of it needs a database or a browser. Nx knows by their inputs which of them holds already (tools/project.json), and
 * shows what those print that fail. Planning with Terraform takes as long as all the rest; `npm test` has it. Following the runbook,
 * starting every program, and looking at the schema need a database.
 */
const CHECKS = ['build', 'types', 'web-types', 'lint', 'tidy', 'duplicate-code', 'boundaries', 'unused-code', 'format'];
const BUILT = ['api', 'web', 'scheduler', 'cli', 'meli-simulator'];

const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
const asked = ['run-many', '-t', CHECKS.join(','), '-p', ['tools', ...BUILT].join(','), '--parallel=2'];
const env = pinnedEnv({ CI: 'true', NX_DAEMON: 'false', NX_TUI: 'false' });
const code = await runChild(pinnedNode(), [nx, ...asked], { env });
if (code === 0) console.log(`verify: ${CHECKS.length} checks passed`);
process.exit(code);
