import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runTests } from './run-tests.mjs';

await ensureInstalled();
// What is tested is the built product.
await ensureBuilt();
process.exit(await runTests(['--config', 'tools/e2e/vitest.config.mts', ...process.argv.slice(2)]));
