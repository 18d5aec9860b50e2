import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { addDays, type BusinessDay, daysIn, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { listStaleDays } from '../rebuild/stale-days.ts';
import { anyFacts, type Stage } from './any-facts.ts';
import type { Facts } from './facts.ts';
import { inOrder, readMetrics } from './read-metrics.ts';
import { type MetricRow, tellMetrics } from './tell-metrics.ts';
import { writeFacts } from './write-facts.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const day = parseBusinessDay;
const stages: (Stage & { what: string })[] = [
  { what: 'a month ends in São Paulo', timeZone: 'America/Sao_Paulo', first: day('2026-10-29'), days: 6 },
  { what: 'a year ends in Manaus', timeZone: 'America/Manaus', first: day('2026-12-29'), days: 6 },
  { what: 'February ends in Mexico City', timeZone: 'America/Mexico_City', first: day('2028-02-26'), days: 6 },
  { what: 'midnight does not exist in Santiago', timeZone: 'America/Santiago', first: day('2026-09-04'), days: 5 },
  {
    what: 'an hour comes twice before midnight in Santiago',
    timeZone: 'America/Santiago',
    first: day('2026-04-02'),
    days: 5,
  },
  { what: 'midnight itself comes twice in Havana', timeZone: 'America/Havana', first: day('2026-10-30'), days: 5 },
];

const windowOf = ({ first, days }: Stage) => daysIn({ from: addDays(first, -1), to: addDays(first, days) });
const lastMoment = (stage: Stage) =>
  new Date(startOfBusinessDay(addDays(stage.first, stage.days), stage.timeZone).getTime() - 1);

describe.each(stages)('the metrics while $what', (stage) => {
  it(`are what a slow and open calculation makes of the same facts, in ${stage.what}`, async () => {
    await fc.assert(
      fc.asyncProperty(anyFacts(stage), async (facts) => {
        const tenantId = randomUUID();
        const now = lastMoment(stage);
        await writeFacts(test.db, tenantId, facts);
        await rebuildDays(test.db, tenantId, { days: windowOf(stage), now });
        expect(await readMetrics(test.db, tenantId)).toEqual(inOrder(tellMetrics(facts, now)));
      }),
      { numRuns: 25 },
    );
  });
});

/** A half told order keeps the former rows of its day, so where one ends depends on what stood there: left out here. */
const toldWhole = (facts: Facts): Facts => ({
  ...facts,
  connections: facts.connections.map((connection) => ({
    ...connection,
    orders: connection.orders.map((order) => ({ ...order, missing: [] })),
  })),
});

/** The same sellers with the same days read, and everything else as `changed` has it. */
const changeOf = (before: Facts, changed: Facts): Facts => ({
  ...before,
  connections: before.connections.map((connection, index) => ({
    ...connection,
    ...changed.connections[index],
    connectionId: connection.connectionId,
    covered: connection.covered,
  })),
});

/** The same listings can be read as before: where that changes, the writers of facts note whole days. */
const accessOf = (before: Facts, changed: Facts): Facts => ({
  ...changed,
  connections: changed.connections.map((connection, index) => ({
    ...connection,
    listings: connection.listings.map((listing, nth) => ({
      ...listing,
      access: before.connections[index]?.listings[nth]?.access ?? listing.access,
    })),
  })),
});

/** By day, the listings whose rows are others after the change; the days of which only an account's row is another have none. */
function changedListings(before: Facts, after: Facts, now: Date): Map<string, string[]> {
  const [old, young] = [tellMetrics(before, now), tellMetrics(after, now)];
  const changed = new Map<string, string[]>();
  for (const part of ['listingDays', 'accountDays'] as const) {
    const [stood, stands] = [old[part], young[part]].map((rows) => new Set(rows.map((row) => JSON.stringify(row))));
    for (const row of [...old[part], ...young[part]]) {
      const told = JSON.stringify(row);
      if (stood?.has(told) && stands?.has(told)) continue;
      const listings = changed.get(String(row.date)) ?? [];
      changed.set(String(row.date), [...listings, ...('listing_id' in row ? [String(row.listing_id)] : [])]);
    }
  }
  return changed;
}

/** The days on which the account's counts differ by just as much as those of its listings do, which have one purchase per order. */
function daysThatFollow(before: Facts, after: Facts, now: Date): Set<string> {
  const moves = new Map<string, number[]>();
  for (const [sign, facts] of [[-1, before] as const, [1, after] as const]) {
    const { listingDays, accountDays } = tellMetrics(facts, now);
    const add = (row: MetricRow, weight: number, counts: readonly string[]) => {
      const key = `${row['date']} ${row['connection_id']}`;
      const sums = moves.get(key) ?? counts.map(() => 0);
      moves.set(
        key,
        sums.map((sum, nth) => sum + sign * weight * Number(row[counts[nth] ?? ''])),
      );
    };
    for (const row of listingDays) add(row, 1, ['orders', 'orders', 'cancelled_orders']);
    for (const row of accountDays) add(row, -1, ['orders', 'purchases', 'cancelled_orders']);
  }
  const others = new Set(
    [...moves].filter(([, sums]) => sums.some((sum) => sum !== 0)).map(([key]) => key.slice(0, 10)),
  );
  return new Set([...moves.keys()].map((key) => key.slice(0, 10)).filter((date) => !others.has(date)));
}

describe('any sequence of rebuilds', () => {
  const stage = stages[0] as Stage;
  const everyDay = windowOf(stage);
  const anyWindows = fc.array(fc.subarray(everyDay), { maxLength: 5 });

  it('of any days, over facts that change in between, ends as one rebuild of everything does', async () => {
    const strangerId = randomUUID();
    const now = lastMoment(stage);
    const [strange] = fc.sample(anyFacts(stage), 1);
    if (!strange) throw new Error('no facts were drawn');
    await writeFacts(test.db, strangerId, strange);
    await rebuildDays(test.db, strangerId, { days: everyDay, now });
    const untouched = await readMetrics(test.db, strangerId);
    await fc.assert(
      fc.asyncProperty(anyFacts(stage), anyFacts(stage), anyWindows, async (drawn, changed, windows) => {
        const tenantId = randomUUID();
        const before = toldWhole(drawn);
        const after = toldWhole(changeOf(before, changed));
        for (const [index, facts] of [before, after].entries()) {
          await writeFacts(test.db, tenantId, facts);
          for (const days of index === 0 ? [everyDay, ...windows] : windows) {
            await rebuildDays(test.db, tenantId, { days, now });
          }
        }
        await rebuildRest(tenantId, windows, now);
        expect(await readMetrics(test.db, tenantId)).toEqual(inOrder(tellMetrics(after, now)));
        const again = await rebuildDays(test.db, tenantId, { days: everyDay, now });
        expect(again).toMatchObject({ rowsUpserted: 0, rowsRemoved: 0 });
        expect(await readMetrics(test.db, strangerId)).toEqual(untouched);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  it('of the listings that notes name derives those alone, and ends as one rebuild of everything does', async () => {
    const now = lastMoment(stage);
    const derived = { some: 0, all: 0, following: 0 };
    await fc.assert(
      fc.asyncProperty(
        anyFacts(stage),
        anyFacts(stage),
        fc.array(fc.tuple(fc.constantFrom(...everyDay), fc.constantFrom('MLB01', 'MLB12', 'MLB99')), { maxLength: 3 }),
        async (drawn, changed, others) => {
          const tenantId = randomUUID();
          const before = toldWhole(drawn);
          const after = accessOf(before, toldWhole(changeOf(before, changed)));
          await writeFacts(test.db, tenantId, before);
          derived.all += (await rebuildDays(test.db, tenantId, { days: everyDay, now })).rowsComputed;
          await writeFacts(test.db, tenantId, after);
          // What changed, and some that did not.
          const notes = [
            ...changedListings(before, after, now),
            ...others.map(([date, one]) => [date, [one]] as const),
          ];
          const following = daysThatFollow(before, after, now);
          for (const [date, listings] of notes) await note(tenantId, { date, listings, follow: following.has(date) });
          derived.following += notes.filter(([date]) => following.has(date)).length;
          const stale = await listStaleDays(test.db, tenantId);
          derived.some += (await rebuildDays(test.db, tenantId, { days: [], stale, now })).rowsComputed;
          expect(await readMetrics(test.db, tenantId)).toEqual(inOrder(tellMetrics(after, now)));
          expect((await listStaleDays(test.db, tenantId)).noteIds).toEqual([]);
        },
      ),
      // A failure is told as it is: making it smaller takes longer than a test may.
      { numRuns: 40, endOnFailure: true },
    );
    expect(derived.some).toBeLessThan(derived.all);
    expect(derived.following).toBeGreaterThan(0);
  });

  const note = (
    tenantId: string,
    { date, listings, follow }: { date: string; listings: readonly string[]; follow: boolean },
  ) =>
    query(
      test.db,
      'insert into stale_days (tenant_id, first_day, last_day, listing_ids, counts_follow) values ($1, $2, $2, $3, $4)',
      { bind: [tenantId, date, listings, follow] },
    );

  /** The days that no window had, each alone. */
  async function rebuildRest(tenantId: string, windows: readonly BusinessDay[][], now: Date): Promise<void> {
    const done = new Set(windows.flat());
    for (const one of everyDay) if (!done.has(one)) await rebuildDays(test.db, tenantId, { days: [one], now });
  }
});
