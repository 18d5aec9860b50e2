import { businessDayOf } from '@pulso/domain';
import { type BenchRow, judgeRow } from '../bench-row.ts';
import { NOW, openReader } from './open-reader.ts';
import { isActive, isOpen, readEverything, shipmentsOf } from './read-everything.ts';

const DAYS = 30;
const BOUND = 1.05;

/** The calls of a full read of a large seller against the fewest that could bring the same facts. */
export async function countCalls(): Promise<{ row: BenchRow; counts: Record<string, number> }> {
  const reader = await openReader({ world: { listings: 1251, ordersPerDay: 345, historyDays: DAYS + 10 } });
  const { client, sellerId, simulator } = reader;
  try {
    const before = simulator.counters();
    const today = businessDayOf(NOW, 'America/Sao_Paulo');
    const { items, orders } = await readEverything(client, { sellerId, today, days: DAYS });
    const counts = Object.fromEntries(
      Object.entries(simulator.counters()).map(([route, calls]) => [route, calls - (before[route] ?? 0)]),
    );

    const active = items.filter(isActive);
    const lowerBound = {
      me: 1,
      discovery: Math.ceil(items.length / 100) + 1,
      listings: Math.ceil(items.length / 20),
      orders: Math.ceil(orders.length / 50),
      freight: shipmentsOf(orders).length,
      visits: items.filter(isOpen).length * Math.ceil(DAYS / 151),
      prices: active.length,
      clips: active.filter((item) => !item.catalog_listing).length,
      accountVisits: 1,
    };
    const name = `client: calls of a full read, ${items.length} listings, ${orders.length} orders, ${DAYS} days`;
    const row = judgeRow({ name, value: sum(counts), unit: 'calls', reference: sum(lowerBound), bound: BOUND });
    return { row, counts };
  } finally {
    await simulator.close();
  }
}

const sum = (parts: Record<string, number>) => Object.values(parts).reduce((total, part) => total + part, 0);
