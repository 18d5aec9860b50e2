import type { Files } from './files.ts';

interface VerbAsked {
  name: string;
  library: string;
  folder: string;
}

/**
 * `npx nx g ./tools/templates/generators.json:verb list-silent-sellers --library=sync --folder=coverage`
 *
 * Writes a verb that works, so that whoever goes on from it changes what is green: it counts a company's orders.
 * @throws Error for a library that has no database, or a name that is taken
 */
export default function addVerb(tree: Files, { name, library, folder }: VerbAsked): void {
  const project = `libs/${library}`;
  const manifest = tree.read(`${project}/package.json`, 'utf8');
  if (manifest === null) throw new Error(`There is no library ${project}`);
  const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: Record<string, string> };
  if (!('@pulso/database' in dependencies)) throw new Error(`${project} does not use the database`);
  const path = `${project}/src/${folder}/${name}`;
  if (tree.exists(`${path}.ts`)) throw new Error(`${path}.ts is there already`);
  const verb = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  tree.write(`${path}.sql`, statement);
  tree.write(`${path}.ts`, source(name, verb));
  tree.write(`${path}.test.ts`, test(name, verb));
}

const statement = `-- $1 tenant
select count(*)::int as orders
from orders
where tenant_id = $1
`;

const source = (name: string, verb: string) => `import { type Database, query, readSql } from '@pulso/database';

const sql = readSql(new URL('./${name}.sql', import.meta.url));

/** How many orders of the company are stored. */
export async function ${verb}(db: Database, tenantId: string): Promise<number> {
  const [row] = await query<{ orders: number }>(db, sql, { bind: [tenantId] });
  return row?.orders ?? 0;
}
`;

const test = (name: string, verb: string) => `import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ${verb} } from './${name}.ts';

const [OURS, THEIRS] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  for (const tenantId of [OURS, THEIRS])
    await query(test.db, \`insert into tenants (tenant_id, name, created_at) values ($1, 'Loja', '2026-01-01')\`, {
      bind: [tenantId],
    });
});
afterAll(() => test.drop());

it('${name.replaceAll('-', ' ')}: counts the orders of the company that asks, and no other', async () => {
  expect(await ${verb}(test.db, OURS)).toBe(0);
  expect(await ${verb}(test.db, THEIRS)).toBe(0);
});
`;
