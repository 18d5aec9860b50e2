import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // A worker for each core; left alone it would be one less, and of two cores one would wait for the other's database.
    maxWorkers: '100%',
    projects: ['libs/*/vite.config.mts', 'apps/*/vite.config.mts', 'tools/vite.config.mts'],
  },
});
