import { defineConfig } from 'vitest/config';

/** The house's own rules as tests; they need no database. */
export default defineConfig({
  root: import.meta.dirname,
  test: { name: 'tools', include: ['**/*.test.ts'], environment: 'node', testTimeout: 60_000, hookTimeout: 60_000 },
});
