import { defineConfig } from 'vitest/config';

/** Tests that start the built product: in a browser, and over days. Two files at a time: each starts everything, and waits for its browser half of the time. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'e2e',
    include: ['**/*.e2e.ts'],
    globalSetup: ['fill-installation.ts'],
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A busy machine draws later; what never comes still fails.
    expect: { poll: { timeout: 15_000 } },
  },
});
