import type { BareClient } from './draw-facts.ts';

/**
 * How long `work` takes, in milliseconds, on a server that has nothing left to write of what came before: who needs a page of memory would
 * else write to the disk, for another, what that one changed there, and more of it the sooner it comes.
 */
export async function timed(client: BareClient, work: () => Promise<unknown>): Promise<number> {
  await client.query('checkpoint');
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export const medianOf = (figures: readonly number[]): number =>
  figures.toSorted((one, other) => one - other)[figures.length >> 1] ?? Number.NaN;
