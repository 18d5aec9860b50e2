import { type Database, read, readSql } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import type { Covered } from './covered.ts';
import type { MetricsFilter } from './metrics-filter.ts';

const sql = readSql(new URL('./get-listing-ranking.sql', import.meta.url));
const seeListings = readSql(new URL('./see-listings.sql', import.meta.url));

export const rankingSorts = [
  'gmv',
  'orders',
  'units',
  'visits',
  'conversion',
  'title',
  'price',
  'stock',
  'cover',
] as const;

export interface RankingQuery extends MetricsFilter {
  /** The day on which it is asked: how long a stock lasts is told as of then, whatever the window. */
  today: BusinessDay;
  /** `price` and `stock` are what was last seen within the window, `cover` what `getStockCover` tells. */
  sort: (typeof rankingSorts)[number];
  direction: 'asc' | 'desc';
  limit: number;
  offset: number;
  /** Part of the title or of the listing's id, in any case; null = every listing. */
  search: string | null;
  /** Only listings with one of these statuses, as Mercado Livre states them; left out = with any, or none known. */
  statuses?: readonly string[] | null;
  /** Only those with a clip, without one, or of which it cannot be told; left out = all. */
  clip?: 'yes' | 'no' | 'dontKnow' | null;
  /** Only these classes of the Curva ABC; left out = all, those of no class among them. */
  abcClasses?: readonly ('A' | 'B' | 'C')[] | null;
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

/** What the statement sorts by as it stands in its file, revenue first. */
const ORDER_IN_FILE = 'p.gmv desc nulls last';
const sortKeys: Record<RankingQuery['sort'], string> = {
  gmv: 'p.gmv',
  orders: 'p.orders',
  units: 'p.units',
  visits: 'p.visits',
  conversion: 'p.orders_with_visits::numeric / nullif(p.visits, 0)',
  title: 'lower(coalesce(p.title, p.listing_id))',
  price: 'p.price_seen',
  stock: 'p.stock_seen',
  cover: 'p.cover_days',
};
/** What the statement has of listings as long as nobody asks for what was last seen. */
const NOTHING_SEEN = /(?<=\nseen as \(\n).*?(?=\n\),)/s;
/** What the statement has to look up for every listing before it can be sorted by. */
const seenSorts: readonly RankingQuery['sort'][] = ['price', 'stock', 'cover'];
const directions: Record<RankingQuery['direction'], string> = { asc: 'asc', desc: 'desc' };

/** The listings with a row in the window, ordered by one metric; `total` counts them all, whatever the page. */
export async function getListingRanking(
  db: Database,
  tenantId: string,
  ranking: RankingQuery,
): Promise<{ total: number; rows: ListingRank[] }> {
  const rows = await readPage(db, tenantId, ranking);
  // A page beyond the end has no row that could tell how many there are.
  const [first] =
    rows.length === 0 && ranking.offset > 0 ? await readPage(db, tenantId, { ...ranking, limit: 1, offset: 0 }) : rows;
  return { total: first?.total ?? 0, rows: rows.map(toListingRank) };
}

function readPage(db: Database, tenantId: string, ranking: RankingQuery): Promise<Row[]> {
  const { window, today, connectionId, search, sort, direction, limit, offset } = ranking;
  const { statuses = null, clip = null, abcClasses = null } = ranking;
  const looksBack = seenSorts.includes(sort) || clip !== null;
  const asked = looksBack ? sql.replace(NOTHING_SEEN, () => seeListings) : sql;
  const ordered = asked.replaceAll(ORDER_IN_FILE, `${sortKeys[sort]} ${directions[direction]} nulls last`);
  const page = [tenantId, window.from, window.to, connectionId, search, limit, offset];
  return read<Row>(db, ordered, [...page, statuses, clip, abcClasses, ...(looksBack ? [today] : [])]);
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
