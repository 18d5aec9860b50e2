import { businessDayOf } from '@pulso/domain';
import { type BenchRow, judgeRow } from '../bench-row.ts';
import { lowerBound } from './lower-bound.ts';
import { NOW, openReader } from './open-reader.ts';
import { readEverything } from './read-everything.ts';

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

    const name = `client: calls of a full read, ${items.length} listings, ${orders.length} orders, ${DAYS} days`;
    const row = judgeRow({
      name,
      value: sum(counts),
      unit: 'calls',
      reference: lowerBound({ items, orders }, { days: DAYS }),
      bound: BOUND,
    });
    return { row, counts };
  } finally {
    await simulator.close();
  }
}

const sum = (parts: Record<string, number>) => Object.values(parts).reduce((total, part) => total + part, 0);
