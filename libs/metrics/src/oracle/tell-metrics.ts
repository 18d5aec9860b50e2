import { addDays, type BusinessDay, businessDayOf, startOfBusinessDay } from '@pulso/domain';
import { dayOf } from './day-of.ts';
import type { ConnectionFacts, Facts, ListingFacts, OrderFacts } from './facts.ts';
import { type Sales, sumSales, toSaleColumns } from './sum-sales.ts';
import { type CountedOrder, tellOrders } from './tell-orders.ts';

export type MetricRow = Record<string, string | number | boolean | null>;

export interface ToldMetrics {
  listingDays: MetricRow[];
  accountDays: MetricRow[];
}

/**
 * Both metric tables as contract 4 defines them, worked out slowly and in the open: a loop over each day, over each listing,
 * over each order. It knows nothing of the SQL that it judges.
 */
export function tellMetrics(facts: Facts, now: Date): ToldMetrics {
  const told: ToldMetrics = { listingDays: [], accountDays: [] };
  for (const connection of facts.connections) {
    const orders = tellOrders(connection, facts.timeZone);
    for (const day of readDaysOf(connection, facts.timeZone)) {
      const sold = orders.filter((order) => order.day === day);
      const rows = listingRowsOf(connection, { day, sold, timeZone: facts.timeZone, now });
      told.listingDays.push(...rows);
      told.accountDays.push(accountRowOf(connection, { day, sold, rows, timeZone: facts.timeZone, now }));
    }
  }
  return told;
}

/** Days whose orders were read to their end, or as far as anything was read; a half told order makes its day unread. */
function readDaysOf({ covered, orders }: ConnectionFacts, timeZone: string): BusinessDay[] {
  const days: BusinessDay[] = [];
  const through_ms = Math.max(...covered.map((stretch) => Date.parse(stretch.to)));
  const first = covered.map((stretch) => stretch.from).sort()[0];
  if (!first) return days;
  for (let day = businessDayOf(new Date(first), timeZone); ; day = addDays(day, 1)) {
    const starts_ms = startOfBusinessDay(day, timeZone).getTime();
    if (starts_ms >= through_ms) return days;
    const ends_ms = Math.min(startOfBusinessDay(addDays(day, 1), timeZone).getTime(), through_ms);
    const isRead = covered.some(({ from, to }) => Date.parse(from) <= starts_ms && Date.parse(to) >= ends_ms);
    const isHalf = orders.some((order) => dayOf(order.closed, timeZone) === day && lacksWhatCounts(order));
    if (isRead && !isHalf) days.push(day);
  }
}

/** Parts of an order without which its numbers cannot be told. */
const counted = ['order_items', 'payments', 'tags', 'cancel_detail', 'pack_id'];
const lacksWhatCounts = (order: OrderFacts) => order.missing.some((part) => counted.includes(part));

interface Day {
  day: BusinessDay;
  sold: CountedOrder[];
  timeZone: string;
  now: Date;
}

const isProvisional = ({ day, now, timeZone }: Day) => day >= addDays(businessDayOf(now, timeZone), -2);

function listingRowsOf({ connectionId, listings }: ConnectionFacts, day: Day): MetricRow[] {
  const ids = new Set([
    ...listings.filter((listing) => livesOn(listing, day)).map((listing) => listing.listingId),
    ...day.sold.flatMap((order) => order.lines.map((line) => line.listingId)),
  ]);
  return [...ids].map((listingId) => {
    const listing = listings.find((one) => one.listingId === listingId);
    const sales: Sales = sumSales(
      day.sold.flatMap((order) => order.lines.filter((line) => line.listingId === listingId)),
    );
    return {
      connection_id: connectionId,
      listing_id: listingId,
      date: day.day,
      visits: listing?.visits.find((one) => one.day === day.day)?.visits ?? null,
      ...toSaleColumns(sales),
      ...lastSeen(listing, day),
      provisional: isProvisional(day),
    };
  });
}

function livesOn(listing: ListingFacts, { day, timeZone }: Day): boolean {
  const created = dayOf(listing.created, timeZone);
  if (listing.access === 'order_only' || created === null || day < created) return false;
  if (listing.closedSeen === null) return true;
  const closedOn = [listing.closedSeen, listing.stopTime ?? listing.closedSeen].map((at) => dayOf(at, timeZone) ?? day);
  return closedOn.every((last) => day <= last);
}

/** Price and stock as last seen on the very day; the clip as last known by then. */
function lastSeen(listing: ListingFacts | undefined, { day, timeZone }: Day) {
  const seen = [...(listing?.sightings ?? [])].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const onTheDay = seen.filter((one) => dayOf(one.at, timeZone) === day);
  const untilThen = seen.filter((one) => (dayOf(one.at, timeZone) ?? day) <= day);
  const price_cents = onTheDay.findLast((one) => one.price_cents !== null)?.price_cents ?? null;
  return {
    price: price_cents === null ? null : (price_cents / 100).toFixed(2),
    stock: onTheDay.findLast((one) => one.stock !== null)?.stock ?? null,
    has_clips: untilThen.findLast((one) => one.hasClips !== null)?.hasClips ?? null,
  };
}

function accountRowOf(connection: ConnectionFacts, { rows, ...day }: Day & { rows: MetricRow[] }): MetricRow {
  const readable = new Set(
    connection.listings.filter((one) => one.access === 'readable').map((one) => one.listingId as string | number),
  );
  const expected = rows.filter((row) => readable.has(row.listing_id as string));
  return {
    connection_id: connection.connectionId,
    date: day.day,
    purchases: day.sold.filter((order) => order.opensPurchase).length,
    ...toSaleColumns(sumSales(day.sold.flatMap((order) => order.lines))),
    visits: connection.accountVisits.find((one) => one.day === day.day)?.visits ?? null,
    listings_expected: expected.length,
    listings_with_visits: expected.filter((row) => row.visits !== null).length,
    provisional: isProvisional(day),
  };
}
