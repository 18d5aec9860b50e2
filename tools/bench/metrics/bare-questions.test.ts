import { createTestDatabase, withServer } from '@pulso/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bareWays, expectSameAnswers } from './bare-questions.ts';
import { tenantOf } from './draw-facts.ts';
import { drawMetrics } from './draw-rows.ts';
import { type Kind, LAST_DAY, screen } from './screen-asks.ts';

const question = { tenantId: tenantOf(1), days: 7 };
const kinds = Object.keys(screen) as Kind[];

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
  await withServer(test.url, (client) =>
    drawMetrics(test.db, client, { tenants: 2, listings: 30, days: 14, lastDay: LAST_DAY }),
  );
});
afterAll(() => test.drop());

it.each(kinds)(
  'what the %s of the screen is held against is answered by the driver alone, each way alike',
  async (kind) => {
    await withServer(test.url, async (client) => {
      await expectSameAnswers(client, kind, question);
      for (const ask of bareWays(kind)) expect(await ask(client, question)).not.toEqual([]);
    });
  },
);
