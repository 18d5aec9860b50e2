import { createTestDatabase, withServer } from '@pulso/database/testing';
import { addDays, daysIn, firstProvisionalDay, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import { rebuildDays } from '@pulso/metrics';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawFacts, tenantOf } from './draw-facts.ts';
import { writeInsertSelect } from './insert-select.ts';

const LAST_DAY = parseBusinessDay('2026-11-20');
const NOW = new Date('2026-11-20T18:00:00Z');
const ZONE = 'America/Sao_Paulo';
const TENANT = tenantOf(1);
const DAYS = daysIn({ from: addDays(LAST_DAY, -9), to: LAST_DAY });

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('the one statement that a rebuild is held against writes the very rows of the rebuild', async () => {
  const facts = { tenants: 1, listings: 5, orders: 60, days: DAYS.length, firstTenant: 1, lastDay: LAST_DAY };
  const starts = DAYS.map((day) => startOfBusinessDay(day, ZONE));
  const ends = DAYS.map((day) => startOfBusinessDay(addDays(day, 1), ZONE));
  await withServer(test.url, async (client) => {
    await drawFacts(client, facts);
    await rebuildDays(test.db, TENANT, { days: DAYS, now: NOW });
    const readRows = async () =>
      (await client.query('select * from listing_metrics_daily order by listing_id, date')).rows;
    const rebuilt = await readRows();
    expect(rebuilt).toHaveLength(facts.listings * facts.days);
    await client.query('truncate listing_metrics_daily');
    await client.query(writeInsertSelect(), [TENANT, ZONE, NOW, firstProvisionalDay(LAST_DAY), DAYS, starts, ends]);
    expect(await readRows()).toEqual(rebuilt);
  });
});
