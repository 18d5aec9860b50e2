import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CommandContext } from '../command-context.ts';
import { runCommand } from '../testing/run-command.ts';

let database: TestDatabase;
let tenantId: string;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  ({ tenantId } = (await pulso(['tenant', 'create', '--name', 'Loja'])).json);
});
afterAll(() => database.drop());

const env = { TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64') };
const pulso = (argv: string[], context: Partial<CommandContext> = {}) =>
  runCommand(['--json', ...argv], { ...env, DATABASE_URL: database.url }, context);
const isThere = async () =>
  (await query(database.db, 'select from tenants where tenant_id = $1', { bind: [tenantId] })).length > 0;

test('a script erases a company by its id and gets a receipt, which is kept', async () => {
  const { exitCode, json } = await pulso(['tenant', 'erase', tenantId]);
  expect({ exitCode, ...json }).toMatchObject({ exitCode: 0, tenantId, rows: { tenants: 1 } });
  expect(await isThere()).toBe(false);
  const kept = await query(database.db, 'select receipt_id from erasure_receipts where erased_tenant_id = $1', {
    bind: [tenantId],
  });
  expect(kept).toEqual([{ receipt_id: json.receiptId }]);
  expect(await pulso(['tenant', 'erase', tenantId])).toMatchObject({
    exitCode: 2,
    error: `There is no tenant ${tenantId}`,
  });
});

test('whoever sits at a terminal has to type the name of the company that is erased', async () => {
  const asked: string[] = [];
  const answering = (name: string) => ({
    ask(question: string) {
      asked.push(question);
      return Promise.resolve(name);
    },
  });
  const wrong = await pulso(['tenant', 'erase', '--tenant', tenantId], answering('Outra'));
  expect(wrong).toMatchObject({ exitCode: 2, error: 'That is not the name of the company; nothing was erased' });
  expect(await isThere()).toBe(true);
  expect(asked).toEqual(['Tudo de "Loja" será apagado, sem volta. Digite o nome da empresa: ']);
  expect(await pulso(['tenant', 'erase', '--tenant', tenantId], answering(' Loja '))).toMatchObject({ exitCode: 0 });
  expect(await isThere()).toBe(false);
});
