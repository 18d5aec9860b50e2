import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * A bundle is one file, so the `.sql` files beside the sources would be missing there.
 * This puts their text in the place of each call that reads one by its address beside the module.
 */
export function inlineSql(): Plugin {
  const call = /readSql\(\s*new URL\(['"]([^'"]+\.sql)['"], import\.meta\.url\),?\s*\)/g;
  return {
    name: 'pulso-inline-sql',
    apply: 'build',
    // Before types are taken out, while the calls still stand as they were written.
    enforce: 'pre',
    transform(code, id) {
      // The reader itself shows such a call in its description.
      if (id.endsWith('/read-sql.ts') || !code.includes('readSql(')) return null;
      const inlined = code.replace(call, (_, path: string) =>
        JSON.stringify(readFileSync(join(dirname(id), path), 'utf8')),
      );
      return { code: inlined, map: null };
    },
  };
}
