import type { BenchRow } from '../bench-row.ts';
import { countScheduleRows } from '../schedule/bench-schedule.ts';
import { countSyncCalls } from '../sync/count-sync-calls.ts';
import { countRebuilds } from './count-rebuilds.ts';

/** A seller of the usual size. */
const SELLER = { listings: 120, ordersPerDay: 20 };

/** Calls, statements and rows, which are the same on any machine: what a change may make worse without being slow here. */
export async function benchCounts(): Promise<BenchRow[]> {
  return [...(await countSyncCalls(SELLER)), ...(await countScheduleRows()), ...(await countRebuilds())];
}
