import { ensureInstalled } from './ensure-installed.mjs';
import { runTests } from './run-tests.mjs';

ensureInstalled();
process.exit(await runTests(['--config', 'tools/e2e/vitest.config.mts', ...process.argv.slice(2)]));
