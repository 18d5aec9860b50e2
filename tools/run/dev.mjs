import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled, pinnedEnv, pinnedNode, root } from './ensure-installed.mjs';

/** What the system is made of, but for the page: a change there starts it again on the data that it has. */
const SOURCES = ['apps/api/src', 'apps/scheduler/src', 'apps/cli/src', 'libs'];
/** An editor writes a file in several steps. */
const SETTLED_MS = 300;
const PANEL = /^Painel: (\S+)/;

await ensureInstalled();
// The API shows a page, too, and does not start without one.
await ensureBuilt('web');

let page = null;
let isAsked = false;
let timer;
let system = startSystem();
for (const path of SOURCES) {
  // Node's own --watch would talk to the parts over the channel that ties them to us.
  watch(join(root, path), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(startAgain, SETTLED_MS);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    isAsked = true;
    await stopSystem();
    page?.kill();
    process.exit(0);
  });
}

async function startAgain() {
  if (isAsked) return;
  console.log('Fontes mudaram: o Pulso recomeça …');
  await stopSystem();
  system = startSystem();
}

async function stopSystem() {
  if (system.exitCode !== null || system.signalCode !== null) return;
  system.kill('SIGTERM');
  await once(system, 'exit');
}

function startSystem() {
  const child = spawn(pinnedNode(), [join(root, 'apps/cli/src/main.ts'), 'start', ...process.argv.slice(2)], {
    cwd: root,
    env: pinnedEnv(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    console.log(line);
    const api = PANEL.exec(line)?.[1];
    if (api && page === null) page = servePage(api);
  });
  return child;
}

/** The page with hot reload; what it asks goes to the API of the system, which takes the same port again when it is free. */
function servePage(api) {
  return spawn(pinnedNode(), [join(root, 'node_modules/vite/bin/vite.js'), join(root, 'apps/web')], {
    cwd: root,
    env: pinnedEnv({ PULSO_DEV_API: api }),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
