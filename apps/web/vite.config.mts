import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { weighPage } from './build/weigh-page.mts';

const workspaceRoot = join(import.meta.dirname, '../..');

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: join(workspaceRoot, 'node_modules/.vite/apps/web'),
  plugins: [react(), weighPage()],
  build: {
    outDir: join(workspaceRoot, 'dist/apps/web'),
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
  },
  server: { proxy: { '/trpc': 'http://127.0.0.1:3000' } },
  test: { include: ['{src,build}/**/*.test.ts'], environment: 'node' },
});
