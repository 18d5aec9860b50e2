import { readSql } from '@pulso/database';
import { AppError, type BusinessDay } from '@pulso/domain';

/** Each file returns the rows that break what its name says; none = it holds. */
const INVARIANTS = [
  'one-row-per-listing-and-day',
  'nothing-after-today',
  'listings-add-up-to-order-items',
  'account-is-the-sum-of-its-listings',
  'account-counts-an-order-once',
  'no-row-without-reason',
  'unknown-where-nothing-was-read',
  'unknown-where-a-freight-was-not-read',
] as const;

const statements = INVARIANTS.map((name) => ({
  name,
  // Materialised, because a limit inside would make every check a search row by row for a first offence.
  sql: `with offences as materialized (${readSql(new URL(`./invariants/${name}.sql`, import.meta.url))}) select * from offences limit 3`,
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
  run: <Row extends object>(sql: string, bind: unknown[]) => Promise<Row[]>,
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
