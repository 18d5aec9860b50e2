import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@pulso/database/testing';
import { addDays, type BusinessDay, daysIn, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { anyFacts, type Stage } from './any-facts.ts';
import type { Facts } from './facts.ts';
import { inOrder, readMetrics } from './read-metrics.ts';
import { tellMetrics } from './tell-metrics.ts';
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

/** As `before`, but with the orders and the freight of `changed`. */
const salesOf = (before: Facts, changed: Facts): Facts => ({
  ...before,
  connections: before.connections.map((connection, index) => ({
    ...connection,
    orders: changed.connections[index]?.orders ?? [],
    shipments: changed.connections[index]?.shipments ?? [],
  })),
});

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
      { numRuns: 30 },
    );
  });

  it('of days of which only sales changed derives the listings with sales alone, and ends as one rebuild of everything does', async () => {
    const now = lastMoment(stage);
    const derived = { some: 0, all: 0 };
    await fc.assert(
      fc.asyncProperty(
        anyFacts(stage),
        anyFacts(stage),
        fc.array(fc.subarray(everyDay)),
        async (drawn, changed, parts) => {
          const tenantId = randomUUID();
          const before = toldWhole(drawn);
          const after = salesOf(before, toldWhole(changeOf(before, changed)));
          await writeFacts(test.db, tenantId, before);
          derived.all += (await rebuildDays(test.db, tenantId, { days: everyDay, now })).rowsComputed;
          await writeFacts(test.db, tenantId, after);
          for (const salesDays of parts) await rebuildDays(test.db, tenantId, { days: [], salesDays, now });
          const { rowsComputed } = await rebuildDays(test.db, tenantId, { days: [], salesDays: everyDay, now });
          derived.some += rowsComputed;
          expect(await readMetrics(test.db, tenantId)).toEqual(inOrder(tellMetrics(after, now)));
        },
      ),
      { numRuns: 40 },
    );
    expect(derived.some).toBeLessThan(derived.all);
  });

  /** The days that no window had, each alone. */
  async function rebuildRest(tenantId: string, windows: readonly BusinessDay[][], now: Date): Promise<void> {
    const done = new Set(windows.flat());
    for (const one of everyDay) if (!done.has(one)) await rebuildDays(test.db, tenantId, { days: [one], now });
  }
});
