import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, pinnedEnv, root } from './ensure-installed.mjs';

ensureInstalled();
const bin = (name) => join(root, 'node_modules/.bin', name);
const node = bin('node');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

/** What has to hold; none of it needs a database or a browser. Two at a time, for two cores. */
const checks = [
  ['build', node, ['tools/run/build.mjs']],
  ['types', bin('tsc'), ['-p', 'tsconfig.json']],
  ['types of web', bin('tsc'), ['-p', 'apps/web']],
  ['format', bin('biome'), ['ci', '--linter-enabled=false', '.']],
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings']],
  ['boundaries', bin('depcruise'), ['apps', 'libs', 'examples', '--config', '.dependency-cruiser.cjs']],
  ['unused code', bin('knip'), []],
  ['duplicate code', bin('jscpd'), ['--config', '.jscpd.json']],
  // Planning with Terraform takes as long as all the rest; `npm test` has it.
  // Following the runbook, starting every program, and looking at the schema need a database.
  [
    'tidy',
    node,
    [
      vitest,
      'run',
      '--config',
      'tools/vite.config.mts',
      '--exclude',
      '**/{plan-terraform,runbook,encrypted-database,data-model,no-scan-over-facts}.test.ts',
    ],
  ],
];

const failures = [];
const queue = [...checks];
await Promise.all([lane(), lane()]);
if (failures.length > 0) {
  console.error(`\nverify: ${failures.length} of ${checks.length} checks failed: ${failures.join(', ')}`);
  process.exit(1);
}
console.log(`verify: ${checks.length} checks passed`);

async function lane() {
  for (let check = queue.shift(); check; check = queue.shift()) await run(check);
}

async function run([name, command, args]) {
  const began_ms = Date.now();
  const child = spawn(command, args, { cwd: root, env: pinnedEnv({ CI: 'true' }), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  const seconds = ((Date.now() - began_ms) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (code !== 0) {
    failures.push(name);
    console.log(output);
  }
}
