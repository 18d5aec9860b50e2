import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compressFiles } from './build/compress-files.mts';
import { nameEarlyScripts } from './build/name-early-scripts.mts';
import { weighPage } from './build/weigh-page.mts';

const workspaceRoot = join(import.meta.dirname, '../..');
/** Where `npm run dev` says that the API is. It takes changes from its own page only, so the proxy speaks as that page. */
const api = process.env.PULSO_DEV_API ?? 'http://127.0.0.1:3000';
const toApi = { target: api, changeOrigin: true, headers: { origin: api } };

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: join(workspaceRoot, 'node_modules/.vite/apps/web'),
  plugins: [react(), nameEarlyScripts(join(import.meta.dirname, 'src')), weighPage(), compressFiles()],
  build: {
    outDir: join(workspaceRoot, 'dist/apps/web'),
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    rolldownOptions: {
      // What pages share comes in one file: two dozen small ones cost a phone more round trips than they save bytes.
      output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } },
    },
  },
  server: { proxy: { '/trpc': toApi, '/api': toApi } },
  test: { include: ['{src,build}/**/*.test.ts'], environment: 'node' },
});
