import { ensureInstalled, fail, pinnedEnv, pinnedNode } from './ensure-installed.mjs';
import { runChild } from './run-child.mjs';

await ensureInstalled();
// What is shown is the built product.
if ((await runChild(pinnedNode(), ['tools/run/build.mjs'], { env: pinnedEnv() })) !== 0)
  fail('The build did not work.');
process.exit(await runChild(pinnedNode(), ['tools/screenshots/take-screenshots.ts'], { env: pinnedEnv() }));
