import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { addDays, daysIn, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyFacts } from '../oracle/any-facts.ts';
import type { Facts } from '../oracle/facts.ts';
import { inOrder, readMetrics } from '../oracle/read-metrics.ts';
import { tellMetrics } from '../oracle/tell-metrics.ts';
import { writeFacts } from '../oracle/write-facts.ts';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { interfere } from '../testing/interfere.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const day = parseBusinessDay;
/** Where the facts lie, in which zone they are cut first, and in which then. */
const changes = [
  { what: 'a month ends', from: 'America/Sao_Paulo', to: 'America/Manaus', first: day('2026-10-29'), days: 6 },
  { what: 'a year ends', from: 'America/Manaus', to: 'America/Sao_Paulo', first: day('2026-12-29'), days: 6 },
  { what: 'February ends', from: 'America/Sao_Paulo', to: 'America/Mexico_City', first: day('2028-02-26'), days: 6 },
  {
    what: 'midnight does not exist there',
    from: 'America/Sao_Paulo',
    to: 'America/Santiago',
    first: day('2026-09-04'),
    days: 5,
  },
  {
    what: 'an hour comes twice there',
    from: 'America/Santiago',
    to: 'America/Sao_Paulo',
    first: day('2026-04-02'),
    days: 5,
  },
];
type Change = (typeof changes)[number];

const nowOf = ({ first, days, from }: Change) => new Date(startOfBusinessDay(addDays(first, days), from).getTime() - 1);
const windowOf = ({ first, days }: Change) => daysIn({ from: addDays(first, -1), to: addDays(first, days) });
const stageOf = ({ from, first, days }: Change) => ({ timeZone: from, first, days });
const wish = (tenantId: string, zone: string) =>
  query(test.db, 'update tenants set next_time_zone = $2 where tenant_id = $1', { bind: [tenantId, zone] });
const zonesOf = (tenantId: string) =>
  query(test.db, 'select time_zone, next_time_zone from tenants where tenant_id = $1', { bind: [tenantId] });

const joined = (stretches: Facts['connections'][number]['covered']) =>
  stretches
    .toSorted((one, other) => Date.parse(one.from) - Date.parse(other.from))
    .reduce<typeof stretches>((done, next) => {
      const last = done.at(-1);
      if (last?.to !== next.from) return [...done, next];
      return [...done.slice(0, -1), { from: last.from, to: next.to }];
    }, []);

/**
 * A half told order keeps the former rows of its day, in the old zone as long as that lasts: left out here. Stretches that touch are
 * one, as the database joins them, because they touch at a midnight of the old zone alone.
 */
const toldWhole = (facts: Facts): Facts => ({
  ...facts,
  connections: facts.connections.map((connection) => ({
    ...connection,
    covered: joined(connection.covered),
    orders: connection.orders.map((order) => ({ ...order, missing: [] })),
  })),
});

describe.each(changes)('a change from $from to $to while $what', (change) => {
  it(`cuts the whole history anew, as if it had always been told in ${change.to} (${change.what})`, async () => {
    const now = nowOf(change);
    await fc.assert(
      fc.asyncProperty(anyFacts(stageOf(change)), async (drawn) => {
        const facts = toldWhole(drawn);
        const tenantId = randomUUID();
        await writeFacts(test.db, tenantId, facts);
        await rebuildDays(test.db, tenantId, { days: windowOf(change), now });
        await wish(tenantId, change.to);
        // Whatever was asked for: somebody's button, or an hour's sync.
        await rebuildDays(test.db, tenantId, { days: [change.first], now });
        expect(await zonesOf(tenantId)).toEqual([{ time_zone: change.to, next_time_zone: null }]);
        expect(await readMetrics(test.db, tenantId)).toEqual(
          inOrder(tellMetrics({ ...facts, timeZone: change.to }, now)),
        );
      }),
      { numRuns: 12 },
    );
  });
});

describe('a change of zone', () => {
  const change = changes[0] as Change;
  const open = async () => {
    const tenantId = randomUUID();
    const [drawn] = fc.sample(
      anyFacts(stageOf(change)).filter((facts) => facts.connections.some((one) => one.orders.length > 2)),
      1,
    );
    if (!drawn) throw new Error('no facts were drawn');
    await writeFacts(test.db, tenantId, toldWhole(drawn));
    await rebuildDays(test.db, tenantId, { days: windowOf(change), now: nowOf(change) });
    return tenantId;
  };
  const sightings = (tenantId: string) =>
    query(test.db, 'select * from listing_sightings where tenant_id = $1 order by listing_id, day', {
      bind: [tenantId],
    });

  it('that dies before its end changes nothing: neither rows, nor the zone, nor what was seen', async () => {
    const tenantId = await open();
    const before = [await readMetrics(test.db, tenantId), await sightings(tenantId)];
    await wish(tenantId, change.to);
    const dying = interfere(test.db, {
      after: 'insert into metrics_corrections',
      act: () => Promise.reject(new Error('died')),
    });
    await expect(rebuildDays(dying, tenantId, { days: [change.first], now: nowOf(change) })).rejects.toThrow('died');
    expect([await readMetrics(test.db, tenantId), await sightings(tenantId)]).toEqual(before);
    expect(await zonesOf(tenantId)).toEqual([{ time_zone: change.from, next_time_zone: change.to }]);
  });

  it('loses nothing that a sync stores while it is under way', async () => {
    const tenantId = await open();
    await wish(tenantId, change.to);
    const see = () =>
      query(
        test.db,
        `insert into listing_sightings (tenant_id, listing_id, day, stock, stock_seen_at)
         select $1, min(listing_id), '2030-01-01', 7, '2030-01-01T12:00:00Z' from listings where tenant_id = $1`,
        { bind: [tenantId] },
      );
    const meanwhile = interfere(test.db, { after: 'insert into moved_sightings', act: see });
    await rebuildDays(meanwhile, tenantId, { days: [], now: nowOf(change) });
    const kept = await query(
      test.db,
      `select stock from listing_sightings where tenant_id = $1 and day = '2030-01-01'`,
      {
        bind: [tenantId],
      },
    );
    expect(kept).toEqual([{ stock: 7 }]);
  });

  it('of one company leaves every other as it was', async () => {
    const [tenantId, stranger] = [await open(), await open()];
    const before = [await readMetrics(test.db, stranger), await sightings(stranger)];
    await wish(tenantId, change.to);
    await rebuildDays(test.db, tenantId, { days: [], now: nowOf(change) });
    expect([await readMetrics(test.db, stranger), await sightings(stranger)]).toEqual(before);
  });
});
