import { writeFileSync } from 'node:fs';
import { createTestDatabase } from '@pulso/database/testing';
import { describeTables } from './describe-tables.ts';
import { readTables } from './read-tables.ts';

const test = await createTestDatabase();
try {
  writeFileSync(new URL('../../docs/data-model.md', import.meta.url), describeTables(await readTables(test.db)));
} finally {
  await test.drop();
}
