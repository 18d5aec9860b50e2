import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@pulso/database/testing';
import { addDays, daysIn, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyFacts } from '../oracle/any-facts.ts';
import type { Facts } from '../oracle/facts.ts';
import { readMetrics } from '../oracle/read-metrics.ts';
import { writeFacts } from '../oracle/write-facts.ts';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { type EvidenceOrder, type EvidenceQuery, listEvidence } from './list-evidence.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const stage = { timeZone: 'America/Sao_Paulo', first: parseBusinessDay('2026-10-29'), days: 6 };
const window = { from: addDays(stage.first, -1), to: addDays(stage.first, stage.days) };
const now = new Date(startOfBusinessDay(addDays(stage.first, stage.days), stage.timeZone).getTime() - 1);

/** A half told order keeps the former rows of its day; what stands there then is not what the facts tell now. */
const toldWhole = (facts: Facts): Facts => ({
  ...facts,
  connections: facts.connections.map((connection) => ({
    ...connection,
    orders: connection.orders.map((order) => ({ ...order, missing: [] })),
  })),
});

async function derive(facts: Facts): Promise<string> {
  const tenantId = randomUUID();
  await writeFacts(test.db, tenantId, toldWhole(facts));
  await rebuildDays(test.db, tenantId, { days: daysIn(window), now });
  return tenantId;
}

async function readAll(tenantId: string, asked: Partial<EvidenceQuery> = {}): Promise<EvidenceOrder[]> {
  const all: EvidenceOrder[] = [];
  for (let cursor: string | null = null; ; ) {
    const question = { window, connectionId: null, timeZone: stage.timeZone, listingId: null, verdict: null, ...asked };
    const page = await listEvidence(test.db, tenantId, { ...question, limit: 3, cursor });
    all.push(...page.orders);
    if (page.nextCursor === null) return all;
    cursor = page.nextCursor;
  }
}

interface Cells {
  orders: number;
  units: number;
  gmv_cents: number;
  refund_cents: number;
  fee_cents: number | null;
  freight_cents: number | null;
}

/** What the counted orders add up to, per listing and day. */
function addUp(orders: readonly EvidenceOrder[]): Record<string, Cells> {
  const counted = orders.filter((order) => order.leftOutReason === null);
  const lines = counted.flatMap(({ day, orderId, lines: told }) => told.map((line) => ({ ...line, day, orderId })));
  const plus = (sum: number | null, part: number | null) => (sum === null || part === null ? null : sum + part);
  const perCell = Map.groupBy(lines, (line) => `${line.listingId} ${line.day}`);
  return Object.fromEntries(
    [...perCell].map(([key, parts]) => [
      key,
      {
        orders: new Set(parts.map((line) => line.orderId)).size,
        units: parts.reduce((sum, line) => sum + line.units, 0),
        gmv_cents: parts.reduce((sum, line) => sum + line.gmv_cents, 0),
        refund_cents: parts.reduce((sum, line) => sum + (line.refund_cents ?? 0), 0),
        fee_cents: parts.reduce<number | null>((sum, line) => plus(sum, line.fee_cents), 0),
        freight_cents: parts.reduce<number | null>((sum, line) => plus(sum, line.freight_cents), 0),
      },
    ]),
  );
}

const cents = (amount: unknown) => (amount === null ? null : Math.round(Number(amount) * 100));

describe('the evidence for a number', () => {
  it('adds up to every published cell, of any facts, and has every order of the days that have numbers exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(anyFacts(stage), async (facts) => {
        const tenantId = await derive(facts);
        const orders = await readAll(tenantId);
        const { listingDays: listings, accountDays: accounts } = await readMetrics(test.db, tenantId);
        const published = listings
          .filter((row) => Number(row.orders) > 0)
          .map((row): [string, Cells] => [
            `${row.listing_id} ${row.date}`,
            {
              orders: Number(row.orders),
              units: Number(row.units),
              gmv_cents: cents(row.gmv) ?? 0,
              refund_cents: cents(row.refunded_amount) ?? 0,
              fee_cents: cents(row.sale_fee),
              freight_cents: cents(row.seller_shipping),
            },
          ]);
        expect(addUp(orders)).toEqual(Object.fromEntries(published));
        expect(new Set(orders.map((order) => order.orderId)).size).toBe(orders.length);
        const counted = orders.filter((order) => order.leftOutReason === null);
        const sum = (pick: (row: (typeof accounts)[number]) => unknown) =>
          accounts.reduce((total, row) => total + Number(pick(row)), 0);
        expect(counted).toHaveLength(sum((row) => row.orders));
        expect(counted.filter((order) => order.isCancelled)).toHaveLength(sum((row) => row.cancelled_orders));
        expect(counted.filter((order) => order.opensPurchase)).toHaveLength(sum((row) => row.purchases));
      }),
      { numRuns: 40 },
    );
  });

  it('of one listing has only its lines, and of one verdict only those orders, the newest sale first', async () => {
    await fc.assert(
      fc.asyncProperty(anyFacts(stage), async (facts) => {
        const tenantId = await derive(facts);
        const orders = await readAll(tenantId);
        const listingId = orders.flatMap((order) => order.lines)[0]?.listingId ?? 'MLB1';
        const ofListing = orders.flatMap((order) => {
          const lines = order.lines.filter((line) => line.listingId === listingId);
          return lines.length > 0 ? [{ ...order, lines }] : [];
        });
        expect(await readAll(tenantId, { listingId })).toEqual(ofListing);
        const leftOut = orders.filter((order) => order.leftOutReason !== null);
        expect(await readAll(tenantId, { verdict: 'left_out' })).toEqual(leftOut);
        const instants = orders.map((order) => order.soldAt.getTime());
        expect(instants).toEqual(instants.toSorted((one, other) => other - one));
      }),
      { numRuns: 15 },
    );
  });

  it('is refused for a cursor that did not come with a page', async () => {
    const question = { window, connectionId: null, timeZone: stage.timeZone, listingId: null, verdict: null, limit: 3 };
    await expect(listEvidence(test.db, randomUUID(), { ...question, cursor: 'yesterday 1' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
