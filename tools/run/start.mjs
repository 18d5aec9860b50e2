import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled, pinnedEnv, pinnedNode } from './ensure-installed.mjs';
import memoryEnv from './memory-env.json' with { type: 'json' };
import memoryFlags from './memory-flags.json' with { type: 'json' };
import { runChild } from './run-child.mjs';

await ensureInstalled();
console.error('Building …');
await ensureBuilt();
process.exit(
  await runChild(pinnedNode(), [...memoryFlags, 'dist/apps/cli/main.js', 'start', ...process.argv.slice(2)], {
    env: { ...memoryEnv, ...pinnedEnv() },
  }),
);
