import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled, pinnedEnv, pinnedNode } from './ensure-installed.mjs';
import { runChild } from './run-child.mjs';

await ensureInstalled();
// What is shown is the built product.
await ensureBuilt();
process.exit(await runChild(pinnedNode(), ['tools/screenshots/take-screenshots.ts'], { env: pinnedEnv() }));
