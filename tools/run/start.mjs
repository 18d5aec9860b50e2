import { ensureInstalled, fail, pinnedEnv, pinnedNode } from './ensure-installed.mjs';
import memoryEnv from './memory-env.json' with { type: 'json' };
import memoryFlags from './memory-flags.json' with { type: 'json' };
import { runChild } from './run-child.mjs';

await ensureInstalled();
console.error('Building …');
const built = await runChild(pinnedNode(), ['tools/run/build.mjs'], { env: pinnedEnv(), stdio: ['ignore', 2, 2] });
if (built !== 0) fail('The build did not work; its lines above say why.');
process.exit(
  await runChild(pinnedNode(), [...memoryFlags, 'dist/apps/cli/main.js', 'start', ...process.argv.slice(2)], {
    env: { ...memoryEnv, ...pinnedEnv() },
  }),
);
