import type { BenchRow } from '../bench-row.ts';
import { countSyncCalls } from './count-sync-calls.ts';
import { measureMemory } from './measure-memory.ts';

/** What a sync costs: calls beside the fewest possible, and memory beside how many orders there are. */
export async function benchSync(): Promise<BenchRow[]> {
  return [...(await countSyncCalls()), ...(await measureMemory())];
}
