import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdPublishing } from './hold-publishing.ts';
import { createTestDatabase } from './testing/index.ts';
import { withTransaction } from './with-transaction.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('metrics of a company are published by one at a time, and those of another company do not wait for that', async () => {
  const [tenantId, other] = [randomUUID(), randomUUID()];
  const turns: string[] = [];
  const publish = (id: string, turn: string) =>
    withTransaction(test.db, async (transaction) => {
      await holdPublishing(test.db, id, transaction);
      turns.push(turn);
    });
  const [second] = await withTransaction(test.db, async (transaction) => {
    await holdPublishing(test.db, tenantId, transaction);
    const waiting = [publish(tenantId, 'the next of the company')];
    await publish(other, 'another company');
    turns.push('the first of the company');
    return waiting;
  });
  await second;
  expect(turns).toEqual(['another company', 'the first of the company', 'the next of the company']);
});
