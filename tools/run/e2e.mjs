import { ensureInstalled, fail, pinnedEnv, pinnedNode } from './ensure-installed.mjs';
import { runChild } from './run-child.mjs';
import { runTests } from './run-tests.mjs';

await ensureInstalled();
// What is tested is the built product.
if ((await runChild(pinnedNode(), ['tools/run/build.mjs'], { env: pinnedEnv() })) !== 0)
  fail('The build did not work.');
process.exit(await runTests(['--config', 'tools/e2e/vitest.config.mts', ...process.argv.slice(2)]));
