import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureInstalled, fail, pinnedEnv, pinnedNode, root } from './ensure-installed.mjs';
import { runChild } from './run-child.mjs';

/** What the system is made of, but for the page: a change there starts it again on the data that it has. */
const SOURCES = ['apps/api/src', 'apps/scheduler/src', 'apps/cli/src', 'libs'];
const PANEL = /^Painel: (\S+)/;

ensureInstalled();
// The API shows a page, too, and does not start without one.
if ((await runChild(pinnedNode(), ['tools/run/build.mjs', 'web'], { env: pinnedEnv() })) !== 0)
  fail('The build did not work.');

const watched = SOURCES.map((path) => `--watch-path=${join(root, path)}`);
const system = spawn(
  pinnedNode(),
  [
    '--watch',
    '--watch-preserve-output',
    ...watched,
    join(root, 'apps/cli/src/main.ts'),
    'start',
    ...process.argv.slice(2),
  ],
  { cwd: root, env: pinnedEnv(), stdio: ['ignore', 'pipe', 'inherit'] },
);
let page = null;
createInterface({ input: system.stdout }).on('line', (line) => {
  console.log(line);
  const api = PANEL.exec(line)?.[1];
  if (api && page === null) page = servePage(api);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => system.kill(signal));
const [code] = await once(system, 'exit');
page?.kill();
process.exit(code ?? 1);

/** The page with hot reload; what it asks goes to the API of the system. */
function servePage(api) {
  return spawn(pinnedNode(), [join(root, 'node_modules/vite/bin/vite.js'), join(root, 'apps/web')], {
    cwd: root,
    env: pinnedEnv({ PULSO_DEV_API: api }),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
