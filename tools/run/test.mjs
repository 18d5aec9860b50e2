import { ensureInstalled } from './ensure-installed.mjs';
import { runTests } from './run-tests.mjs';

ensureInstalled();
process.exit(await runTests(process.argv.slice(2)));
