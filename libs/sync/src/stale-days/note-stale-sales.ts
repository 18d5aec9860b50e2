import { type Database, type QueryOptions, query } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';

/** A day, and the listings whose numbers of that day may no longer follow from the facts. */
export interface StaleSale {
  day: BusinessDay;
  listingIds: readonly string[];
  /** The account's counts of the day move by as much as those of these listings; false = its orders are counted anew. */
  countsFollow: boolean;
}

/**
 * Notes sales whose metrics may no longer follow from the facts, in the transaction that changes the facts: then no death of a process
 * between the facts and their rebuild can make a change forgotten. One note per day, which names its listings.
 * @param options.isWhole every listing of these days is stale, because a day was or is half known: it is derived whole or not at all
 */
export async function noteStaleSales(
  db: Database,
  tenantId: string,
  {
    sales,
    isWhole,
    transaction,
  }: { sales: readonly StaleSale[]; isWhole: boolean; transaction: NonNullable<QueryOptions['transaction']> },
): Promise<void> {
  if (sales.length === 0) return;
  const days = sales.flatMap((sale) => (isWhole ? sale.day : sale.listingIds.map(() => sale.day)));
  const listingIds = sales.flatMap((sale) => (isWhole ? null : sale.listingIds));
  const countsFollow = sales.flatMap((sale) => (isWhole ? false : sale.listingIds.map(() => sale.countsFollow)));
  await query(
    db,
    `insert into stale_days (tenant_id, first_day, last_day, listing_ids, counts_follow)
     select $1, day, day, array_agg(distinct listing_id) filter (where listing_id is not null), bool_and(counts_follow)
     from unnest($2::date[], $3::text[], $4::boolean[]) as x (day, listing_id, counts_follow)
     group by day`,
    { bind: [tenantId, days, listingIds, countsFollow], transaction },
  );
}
