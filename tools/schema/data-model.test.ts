import { readFileSync } from 'node:fs';
import { createTestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeTables } from './describe-tables.ts';
import { readTables, type Table } from './read-tables.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let tables: Table[];
beforeAll(async () => {
  test = await createTestDatabase();
  tables = await readTables(test.db);
});
afterAll(() => test.drop());

describe('the data model', () => {
  it('is described as the migrations make it (npm run data-model writes it anew)', () => {
    const document = readFileSync(new URL('../../docs/data-model.md', import.meta.url), 'utf8');
    expect(document).toBe(describeTables(tables));
  });

  it('has the tenant first in the key of every table that belongs to one', () => {
    const ofTenants = tables.filter(({ columns }) =>
      columns.some((one) => one.name === 'tenant_id' && !one.isNullable),
    );
    const others = ofTenants.filter(({ key }) => key[0] !== 'tenant_id').map(({ name }) => name);
    // What is numbered as it comes and only ever read by an index that begins with the tenant.
    expect(others).toEqual(['metrics_corrections']);
  });

  it('is not described while a table does not say what one row of it is', () => {
    const [first] = tables;
    if (!first) throw new Error('no tables');
    expect(() => describeTables([{ ...first, grain: null }])).toThrow(`the table ${first.name} has no comment`);
  });
});
