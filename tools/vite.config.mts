import { defineConfig } from 'vitest/config';
import { compiledSources } from './vite/compiled-sources.mts';

/** The house's own rules as tests, and programs of several projects together. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'tools',
    include: ['**/*.test.ts'],
    environment: 'node',
    env: compiledSources,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
