import { readSql } from '@pulso/database';
import { AppError, type BusinessDay } from '@pulso/domain';
import type { RunSql } from './stage-metrics.ts';

/** Each file returns the rows that break what its name says; none = it holds. Written out, because the build copies what it sees named. */
const INVARIANTS = {
  'one-row-per-listing-and-day': readSql(new URL('./invariants/one-row-per-listing-and-day.sql', import.meta.url)),
  'nothing-after-today': readSql(new URL('./invariants/nothing-after-today.sql', import.meta.url)),
  'listings-add-up-to-order-items': readSql(
    new URL('./invariants/listings-add-up-to-order-items.sql', import.meta.url),
  ),
  'account-is-the-sum-of-its-listings': readSql(
    new URL('./invariants/account-is-the-sum-of-its-listings.sql', import.meta.url),
  ),
  'account-counts-an-order-once': readSql(new URL('./invariants/account-counts-an-order-once.sql', import.meta.url)),
  'no-row-without-reason': readSql(new URL('./invariants/no-row-without-reason.sql', import.meta.url)),
  'unknown-where-nothing-was-read': readSql(
    new URL('./invariants/unknown-where-nothing-was-read.sql', import.meta.url),
  ),
  'unknown-where-a-freight-was-not-read': readSql(
    new URL('./invariants/unknown-where-a-freight-was-not-read.sql', import.meta.url),
  ),
};

const statements = Object.entries(INVARIANTS).map(([name, sql]) => ({
  name,
  // Materialised, because a limit inside would make every check a search row by row for a first offence.
  sql: `with offences as materialized (${sql}) select * from offences limit 3`,
}));

/** A row that breaks an invariant: what it tells and what the facts tell. */
interface Offence {
  listing_id: string;
  date: string;
  told: string;
  expected: string;
}

/**
 * Holds what was computed aside against the facts, before anything is published.
 * @param run runs a statement in the rebuild's transaction
 * @throws AppError `invariant_broken`, which names the first differences of every invariant that does not hold
 */
export async function checkInvariants(
  run: RunSql,
  { tenantId, today }: { tenantId: string; today: BusinessDay },
): Promise<void> {
  const broken: string[] = [];
  for (const { name, sql } of statements) {
    const offences = await run<Offence>(sql, [tenantId, today]);
    if (offences.length > 0) broken.push(`${name}: ${offences.map(describe).join('; ')}`);
  }
  if (broken.length > 0) {
    throw new AppError(
      'invariant_broken',
      `The new numbers break a check, so the old ones stay. ${broken.join('. ')}. This is a fault of Pulso: report it with these lines`,
    );
  }
}

const describe = ({ listing_id, date, told, expected }: Offence) =>
  `${listing_id} on ${date} tells ${told} instead of ${expected}`;
