import type { BenchRow } from '../bench-row.ts';
import { countCalls } from './count-calls.ts';
import { measureOverhead } from './measure-overhead.ts';

/** What the client costs: calls per full read, and time per call. */
export async function benchClient(): Promise<BenchRow[]> {
  const { row, counts } = await countCalls();
  return [row, ...(await measureOverhead(counts))];
}
