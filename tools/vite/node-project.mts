import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { compiledSources } from './compiled-sources.mts';
import { describeBundle } from './describe-bundle.mts';
import { inlineSql } from './inline-sql.mts';

const workspaceRoot = join(import.meta.dirname, '../..');

/**
 * Build and test settings shared by every project that runs on Node.
 * An app has `src/main.ts`, a library `src/index.ts`; both become one file in `dist/`,
 * with our own libraries inlined and everything from the registry left outside.
 */
export function nodeProject(projectRoot: string) {
  const entries = { main: 'src/main.ts', index: 'src/index.ts' };
  const input = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(projectRoot, file))));
  return defineConfig({
    root: projectRoot,
    cacheDir: join(workspaceRoot, 'node_modules/.vite', relative(workspaceRoot, projectRoot)),
    plugins: [inlineSql(), describeBundle(projectRoot)],
    ssr: { target: 'node', noExternal: [/^@pulso\//] },
    build: {
      ssr: true,
      target: 'node22',
      outDir: join(workspaceRoot, 'dist', relative(workspaceRoot, projectRoot)),
      emptyOutDir: true,
      sourcemap: true,
      rolldownOptions: { input },
    },
    test: {
      include: ['src/**/*.test.ts'],
      environment: 'node',
      env: compiledSources,
      // Tests keep to themselves what they change, and a file need not load everything again.
      isolate: false,
      globalSetup: [join(workspaceRoot, 'tools/vite/database-for-tests.mts')],
      setupFiles: [join(workspaceRoot, 'tools/vite/seed-properties.mts')],
      testTimeout: 120_000,
      hookTimeout: 120_000,
      // A condition that comes late on a busy machine has still come; one that never comes fails soon enough.
      expect: { poll: { timeout: 20_000 } },
      passWithNoTests: true,
    },
  });
}
