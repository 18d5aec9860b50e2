import { availableParallelism } from 'node:os';
import { ensureInstalled } from './ensure-installed.mjs';
import { runTests } from './run-tests.mjs';

/** Left to itself, Vitest keeps one core free, and the other of two waits for the database half of the time. */
const VITEST_MAX_WORKERS = String(availableParallelism());

await ensureInstalled();
process.exit(await runTests(process.argv.slice(2), { VITEST_MAX_WORKERS }));
