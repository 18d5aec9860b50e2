import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['libs/*/vite.config.mts', 'apps/*/vite.config.mts', 'tools/vite.config.mts'],
    // Left out, one core is kept free, and of two the other one waits for the database half of the time.
    maxWorkers: '100%',
  },
});
