import { defineConfig } from 'vitest/config';

/** Tests that start the built product: in a browser, and over days. One file at a time: each starts everything, and a browser alone keeps two cores busy. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'e2e',
    include: ['**/*.e2e.ts'],
    globalSetup: ['fill-installation.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A busy machine draws later; what never comes still fails.
    expect: { poll: { timeout: 15_000 } },
  },
});
