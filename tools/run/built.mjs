import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, pinnedEnv, pinnedNode, root } from './ensure-installed.mjs';
import memoryEnv from './memory-env.json' with { type: 'json' };
import memoryFlags from './memory-flags.json' with { type: 'json' };
import { runChild } from './run-child.mjs';

// Left to itself Node takes several times the memory that it needs before it collects, and its threads keep what each of them freed
// (npm run bench -- sync measures with these settings).
const [name = '', ...args] = process.argv.slice(2);
const main = join(root, 'dist/apps', name, 'main.js');
if (!existsSync(main)) fail(`${name} is not built yet: npm run build`);
process.exit(
  await runChild(pinnedNode(), [...memoryFlags, main, ...args], {
    env: { ...memoryEnv, ...pinnedEnv() },
  }),
);
