import { ensureInstalled, pinnedEnv, pinnedNode } from './ensure-installed.mjs';
import { runChild } from './run-child.mjs';

await ensureInstalled();
process.exit(
  await runChild(pinnedNode(), ['tools/release/test-former-release.ts', ...process.argv.slice(2)], {
    env: pinnedEnv(),
  }),
);
