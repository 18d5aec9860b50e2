import type { Database } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import type { Measured } from '../bench-row.ts';
import type { BareClient } from './draw-facts.ts';
import { measureChanges, type Spread } from './measure-changes.ts';
import { medianOf } from './timed.ts';

/** What takes a tenth of a second is measured three times in each round; for more than five rounds of them the drawn year has too few days. */
const CHANGES_PER_ROUND = 3;

const SPREADS: { [Kind in Spread]: string } = { hour: 'of an hour', year: 'all over the year' };

/** Milliseconds of each time that fifty changed orders were followed. */
export type Followed = { [Kind in Spread]: number[] };

/**
 * One round of fifty changed orders on the rows as they stand now, on a server that looks after its tables.
 * @param options.round counts from 0; no two rounds change the same orders
 */
export async function followChanges(
  at: { db: Database; client: BareClient },
  { round, ...asked }: { tenantId: string; round: number; now: Date; today: BusinessDay },
): Promise<Followed> {
  await at.client.query('vacuum analyze');
  const rounds = Array.from({ length: CHANGES_PER_ROUND }, (_, change) => round * CHANGES_PER_ROUND + change);
  const hour = await measureChanges(at, { ...asked, spread: 'hour', rounds });
  return { hour, year: await measureChanges(at, { ...asked, spread: 'year', rounds }) };
}

/** What all rounds took in the middle, beside the rebuild of the whole year. */
export function tellFollowed(
  followed: readonly Followed[],
  { listings, full_ms }: { listings: number; full_ms: number },
): Measured[] {
  return (['hour', 'year'] as const).map((spread) => ({
    name: `50 changed orders ${SPREADS[spread]}, ${listings} listings ÷ full rebuild`,
    value: medianOf(followed.flatMap((round) => round[spread])),
    unit: 'ms',
    reference: full_ms,
    bound: 0.01,
  }));
}
