import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, pinnedEnv, pinnedNode, root } from './ensure-installed.mjs';
import { runChild } from './run-child.mjs';

const [name = '', ...args] = process.argv.slice(2);
const main = join(root, 'dist/apps', name, 'main.js');
if (!existsSync(main)) fail(`${name} is not built yet: npm run build`);
process.exit(await runChild(pinnedNode(), [main, ...args], { env: pinnedEnv() }));
