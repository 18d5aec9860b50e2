import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled, pinnedEnv, pinnedNode } from './ensure-installed.mjs';
import { runChild } from './run-child.mjs';

await ensureInstalled();
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
// What is judged in a browser is the built page.
const needsPage = named.length === 0 || named.includes('web');
if (needsPage) await ensureBuilt('api', 'web');
process.exit(
  await runChild(pinnedNode(), ['tools/bench/run-benches.ts', ...process.argv.slice(2)], { env: pinnedEnv() }),
);
