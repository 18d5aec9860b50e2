import { type Database, read, readSql } from '@pulso/database';
import type { Covered } from './covered.ts';
import type { MetricsFilter } from './metrics-filter.ts';

const sql = readSql(new URL('./get-listing-ranking.sql', import.meta.url));

export interface RankingQuery extends MetricsFilter {
  sort: 'gmv' | 'orders' | 'units' | 'visits' | 'conversion' | 'title';
  direction: 'asc' | 'desc';
  limit: number;
  offset: number;
  /** Part of the title or of the listing's id, in any case; null = every listing. */
  search: string | null;
}

export interface ListingRank {
  listingId: string;
  connectionId: string;
  /** Title, link, picture and status are null for a listing that is known only from orders. */
  title: string | null;
  permalink: string | null;
  thumbnail: string | null;
  status: string | null;
  orders: number;
  units: number;
  gmv_cents: number;
  visits: Covered;
  conversion: number | null;
  /**
   * Curva ABC by revenue of the window over all of the filter's listings: up to 80 % of it A, up to 95 % B, the rest C; the listing that
   * crosses a line belongs to the upper class. Null when nothing was sold.
   */
  abcClass: 'A' | 'B' | 'C' | null;
  price_cents: number | null;
  stock: number | null;
  hasClips: boolean | null;
}

interface Row {
  listing_id: string;
  connection_id: string;
  title: string | null;
  permalink: string | null;
  thumbnail: string | null;
  status: string | null;
  orders: number;
  units: number;
  gmv_cents: string;
  visits: number | null;
  visits_known: number;
  visits_expected: number;
  conversion: string | null;
  abc_class: 'A' | 'B' | 'C' | null;
  price: string | null;
  stock: number | null;
  has_clips: boolean | null;
  total: number;
}

/** A page beyond the end is one row without a listing. */
type EmptyPage = { listing_id: null; total: number };

/** The listings with a row in the window, ordered by one metric; `total` counts them all, whatever the page. */
export async function getListingRanking(
  db: Database,
  tenantId: string,
  ranking: RankingQuery,
): Promise<{ total: number; rows: ListingRank[] }> {
  const { window, connectionId, search, sort, direction, limit, offset } = ranking;
  const rows = await read<Row | EmptyPage>(db, sql, [
    tenantId,
    window.from,
    window.to,
    connectionId,
    search,
    sort,
    direction,
    limit,
    offset,
  ]);
  const listed = rows.filter((row): row is Row => row.listing_id !== null);
  return { total: rows[0]?.total ?? 0, rows: listed.map(toListingRank) };
}

function toListingRank(row: Row): ListingRank {
  return {
    listingId: row.listing_id,
    connectionId: row.connection_id,
    title: row.title,
    permalink: row.permalink,
    thumbnail: row.thumbnail,
    status: row.status,
    orders: row.orders,
    units: row.units,
    gmv_cents: Number(row.gmv_cents),
    visits: { value: row.visits, known: row.visits_known, expected: row.visits_expected },
    conversion: row.conversion === null ? null : Number(row.conversion),
    abcClass: row.abc_class,
    price_cents: row.price === null ? null : Math.round(Number(row.price) * 100),
    stock: row.stock,
    hasClips: row.has_clips,
  };
}
