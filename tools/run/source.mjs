import { ensureInstalled, pinnedEnv, pinnedNode } from './ensure-installed.mjs';
import { runChild } from './run-child.mjs';

// A program of ours from its source, on the pinned Node: the machine's may not read TypeScript, and in a new clone nothing is installed.
await ensureInstalled();
process.exit(await runChild(pinnedNode(), process.argv.slice(2), { env: pinnedEnv() }));
