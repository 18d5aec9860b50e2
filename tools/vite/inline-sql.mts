import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * A bundle is one file, so the `.sql` files beside the sources would be missing there.
 * This puts their text in the place of each `readSql(new URL('./name.sql', import.meta.url))`.
 */
export function inlineSql(): Plugin {
  const call = /readSql\(\s*new URL\('([^']+\.sql)', import\.meta\.url\),?\s*\)/g;
  return {
    name: 'pulso-inline-sql',
    apply: 'build',
    transform(code, id) {
      if (!call.test(code)) return null;
      call.lastIndex = 0;
      return {
        code: code.replace(call, (_, path: string) => JSON.stringify(readFileSync(join(dirname(id), path), 'utf8'))),
        map: null,
      };
    },
  };
}
