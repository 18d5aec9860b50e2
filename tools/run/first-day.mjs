import { ensureInstalled, pinnedEnv, pinnedNode } from './ensure-installed.mjs';
import { runChild } from './run-child.mjs';

await ensureInstalled();
process.exit(await runChild(pinnedNode(), ['tools/first-day/first-day.ts'], { env: pinnedEnv() }));
