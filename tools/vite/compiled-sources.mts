import { join } from 'node:path';

/** For the programs that tests start from their sources: where Node keeps what it has compiled. */
export const compiledSources = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/compiled'),
};
