import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@pulso/database/testing';
import { addDays, daysIn, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyFacts } from '../oracle/any-facts.ts';
import type { Facts } from '../oracle/facts.ts';
import { readMetrics } from '../oracle/read-metrics.ts';
import { tellOrders } from '../oracle/tell-orders.ts';
import { writeFacts } from '../oracle/write-facts.ts';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { openFactBook } from '../testing/fact-book.ts';
import { type CutSums, MARKETPLACE_ZONE, readCuts } from './read-cuts.ts';
import { reconcile } from './reconcile.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const stage = { timeZone: 'America/Sao_Paulo', first: parseBusinessDay('2026-10-29'), days: 6 };
const whole = { from: addDays(stage.first, -1), to: addDays(stage.first, stage.days) };
const window = { from: addDays(stage.first, 1), to: addDays(stage.first, 3) };
const now = new Date(startOfBusinessDay(addDays(stage.first, stage.days), stage.timeZone).getTime() - 1);

/** Every order told in all its parts; a half told one keeps the former rows of its day. */
const toldWhole = (facts: Facts): Facts => ({
  ...facts,
  connections: facts.connections.map((connection) => ({
    ...connection,
    orders: connection.orders.map((order) => ({ ...order, missing: [] })),
  })),
});

/** The sums of some orders, told by the oracle, which knows nothing of the statements. */
function sumUp(
  facts: Facts,
  isMeant: (order: { closed_ms: number; day: string; connectionId: string }) => boolean,
  live: boolean,
): CutSums {
  const meant = facts.connections.flatMap((connection) =>
    tellOrders(connection, facts.timeZone).flatMap(({ orderId, day, lines }) => {
      const stated = connection.orders.find((order) => order.orderId === orderId);
      const closed_ms = Date.parse(stated?.closed ?? '');
      const { connectionId } = connection;
      const isLeftOut = live && lines.some((line) => line.isCancelled);
      if (isLeftOut || !isMeant({ closed_ms, day, connectionId })) return [];
      return [{ purchase: `${connectionId} ${stated?.packId ?? `order ${orderId}`}`, lines }];
    }),
  );
  const lines = meant.flatMap((one) => one.lines);
  const sum = (pick: (line: (typeof lines)[number]) => number | null) =>
    lines.reduce<number | null>((total, line) => {
      const part = pick(line);
      return total === null || part === null ? null : total + part;
    }, 0);
  return {
    orders: meant.length,
    packs: new Set(meant.map(({ purchase }) => purchase)).size,
    gmv_cents: sum((line) => line.value_cents) ?? 0,
    refund_cents: sum((line) => line.refund_cents) ?? 0,
    freight_cents: sum((line) => line.freight_cents),
  };
}

describe('the sums that a total is held against', () => {
  it('are those of the published numbers, and of the days as the marketplace cuts them, of any facts', async () => {
    const start_ms = startOfBusinessDay(window.from, MARKETPLACE_ZONE).getTime();
    const end_ms = startOfBusinessDay(addDays(window.to, 1), MARKETPLACE_ZONE).getTime();
    await fc.assert(
      fc.asyncProperty(anyFacts(stage), async (drawn) => {
        const facts = toldWhole(drawn);
        const tenantId = randomUUID();
        await writeFacts(test.db, tenantId, facts);
        await rebuildDays(test.db, tenantId, { days: daysIn(whole), now });
        const { accountDays } = await readMetrics(test.db, tenantId);
        const known = new Set(accountDays.map((row) => `${row.connection_id} ${row.date}`));
        const filter = { window, connectionId: null, timeZone: stage.timeZone, now };
        const { ours, theirs } = await readCuts(test.db, tenantId, filter);
        const isOurs = ({ day, connectionId }: { day: string; connectionId: string }) =>
          day >= window.from && day <= window.to && known.has(`${connectionId} ${day}`);
        const isTheirs = (order: { closed_ms: number; day: string; connectionId: string }) =>
          order.closed_ms >= start_ms && order.closed_ms < end_ms && known.has(`${order.connectionId} ${order.day}`);
        expect(ours).toEqual({ all: sumUp(facts, isOurs, false), live: sumUp(facts, isOurs, true) });
        const told = { all: sumUp(facts, isTheirs, false), live: sumUp(facts, isTheirs, true) };
        expect(theirs ?? told).toEqual(told);
        const { days, orders } = await reconcile(test.db, tenantId, {
          ...filter,
          stated: { orders: 7, revenue_cents: null },
        });
        expect(orders?.ours).toBe(ours.all.orders);
        expect(orders?.parts[0]).toEqual({ cause: 'later_changes', amount: 0, possible: 0 });
        expect(days.known).toBeLessThanOrEqual(days.expected);
      }),
      { numRuns: 40 },
    );
  });

  it('tell a sale of the last hour, a cancelled one and a cart apart, and name what changed since and what is not read', async () => {
    const book = await openFactBook(test.db);
    const { tenantId } = book;
    const at = new Date('2026-11-21T15:00:00Z');
    await book.readOrders('2026-11-17T03:00:00Z', '2026-11-21T15:00:00Z');
    const line = (price: number) => [{ listing: 'MLB1', price }];
    // 23:30 in São Paulo is 22:30 of the same day four hours behind UTC; half past midnight is the day before.
    await book.order({ id: 1, closed: '2026-11-19T03:30:00Z', lines: line(100), tags: ['no_shipping'] });
    await book.order({ id: 2, closed: '2026-11-19T15:00:00Z', lines: line(50), pack: 9, tags: ['no_shipping'] });
    await book.order({ id: 3, closed: '2026-11-19T15:01:00Z', lines: line(25), pack: 9, tags: ['no_shipping'] });
    await book.order({
      id: 4,
      closed: '2026-11-19T16:00:00Z',
      lines: line(10),
      status: 'cancelled',
      tags: ['no_shipping'],
    });
    await rebuildDays(test.db, tenantId, {
      days: daysIn({ from: parseBusinessDay('2026-11-17'), to: parseBusinessDay('2026-11-21') }),
      now: at,
    });
    const day = parseBusinessDay('2026-11-19');
    const ask = (stated: { orders: number | null; revenue_cents: number | null }, from = day) =>
      reconcile(test.db, tenantId, {
        stated,
        window: { from, to: day },
        connectionId: null,
        timeZone: 'America/Sao_Paulo',
        now: at,
      });
    const told = async (stated: { orders: number | null; revenue_cents: number | null }) => {
      const { orders, revenue_cents } = await ask(stated);
      return [orders, revenue_cents].map(
        (split) =>
          split && [
            split.difference,
            ...split.parts.flatMap(({ cause, amount }) => (amount === 0 ? [] : `${cause} ${amount}`)),
            split.rest,
          ],
      );
    };
    expect(await told({ orders: 1, revenue_cents: 7_500 })).toEqual([
      [-3, 'day_cut -1', 'cancelled -1', 'packs -1', 0],
      [-11_000, 'day_cut -10000', 'cancelled -1000', 0],
    ]);
    expect(await told({ orders: null, revenue_cents: 17_499 })).toEqual([null, [-1_001, 'cancelled -1000', -1]]);
    await book.order({ id: 5, closed: '2026-11-19T17:00:00Z', lines: line(5), tags: ['no_shipping'] });
    expect(await told({ orders: 5, revenue_cents: null })).toEqual([[1, 'later_changes 1', 0], null]);
    const early = await ask({ orders: 9, revenue_cents: null }, parseBusinessDay('2026-11-15'));
    expect(early.days).toEqual({ known: 3, expected: 5 });
    expect(early.orders?.parts.at(-1)).toEqual({ cause: 'not_read', amount: 0, possible: null });
    // The hour before the first day that was read belongs to the marketplace's cut of no asked day, but that after it does.
    expect(early.orders?.parts.find(({ cause }) => cause === 'day_cut')?.possible).not.toBe(null);
  });
});
