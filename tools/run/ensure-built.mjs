import { fail, pinnedEnv, pinnedNode } from './ensure-installed.mjs';
import { runChild } from './run-child.mjs';

/**
 * Builds what is not built yet; a build that fails ends this process.
 * @param {string[]} projects none = the whole product
 */
export async function ensureBuilt(...projects) {
  // Whatever a build says is no answer of the command that needed it.
  const stdio = ['ignore', 2, 2];
  const code = await runChild(pinnedNode(), ['tools/run/build.mjs', ...projects], { env: pinnedEnv(), stdio });
  if (code !== 0) fail('The build did not work; its lines above say why.');
}
