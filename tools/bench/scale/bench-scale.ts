import { type BenchRow, judgeRow } from '../bench-row.ts';
import { addUpSellers, type Measured } from './add-up-sellers.ts';
import { measureDay, type Size } from './measure-day.ts';
import { writeLoads } from './write-loads.ts';

const SMALL: Size = { listings: 25, ordersPerDay: 3 };
const LARGE: Size = { listings: 250, ordersPerDay: 30 };
const TENANTS = [10, 1_000, 100_000];
/** What a listing's day may take on the disk, all its facts, runs and indexes counted. */
const BYTES_MAX = 4096;

/** What 10, 1,000 and 100,000 companies need, from two measured days; and that the measured day is as frugal as it is meant to be. */
export async function benchScale({ keep }: { keep: boolean }): Promise<BenchRow[]> {
  const measure = async (size: Size): Promise<Measured> => ({ size, cost: await measureDay(size) });
  const measured = [await measure(SMALL), await measure(LARGE)] as const;
  const loads = TENANTS.map((tenants) => addUpSellers(tenants, measured));
  if (keep) writeLoads(loads);
  console.error(loads);
  const [, large] = measured;
  return [
    judgeRow({
      name: 'scale: bytes stored of a listing and day',
      value: large.cost.bytesPerListingDay,
      unit: 'bytes',
      reference: BYTES_MAX,
      bound: 1,
    }),
    judgeRow({
      // Ten times the listings and orders.
      name: 'scale: calls of a day of ten times the seller',
      value: large.cost.calls,
      unit: 'calls',
      reference: measured[0].cost.calls * (LARGE.listings / SMALL.listings),
      bound: 1,
    }),
  ];
}
