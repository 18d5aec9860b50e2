import { addDays, type BusinessDay, lastDays, startOfBusinessDay } from '@pulso/domain';
import type { Item, MeliClient, Order } from '@pulso/meli-client';

const ZONE = 'America/Sao_Paulo';
const CALLS_IN_FLIGHT = 3;

export interface Everything {
  items: Item[];
  orders: Order[];
}

/** A whole seller by the client alone, as the sync reads it: listings and their details, orders by the day, freight, visits. */
export async function readEverything(
  client: MeliClient,
  { sellerId, today, days }: { sellerId: string; today: BusinessDay; days: number },
): Promise<Everything> {
  await client.users.getMe();
  const ids = (await Array.fromAsync(client.items.listIds(sellerId))).flat();
  const entries = (await Array.fromAsync(client.items.getMany(ids))).flat();
  const items = entries.flatMap((entry) => (entry.kind === 'found' ? [entry.item] : []));
  await eachOf(items.filter(isActive), async (item) => {
    await client.items.getSalePrice(item.id);
    if (!item.catalog_listing) await client.items.getPerformance(item.id);
  });

  const window = lastDays(today, days);
  const orders: Order[] = [];
  for (let day = window.from; day <= today; day = addDays(day, 1)) {
    const stretch = { from: startOfBusinessDay(day, ZONE), to: startOfBusinessDay(addDays(day, 1), ZONE) };
    for await (const page of client.orders.search(sellerId, { field: 'date_closed', ...stretch })) {
      orders.push(...page.orders);
    }
  }
  await eachOf(shipmentsOf(orders), async (shipmentId) => void (await client.shipments.getCosts(shipmentId)));
  await eachOf(items.filter(isOpen), async (item) => void (await client.visits.getListingDays(item.id, window)));
  await client.visits.getAccountDays(sellerId, window);
  return { items, orders };
}

export const isActive = (item: Item) => item.status === 'active';
export const isOpen = (item: Item) => item.status !== 'closed';

/** Each shipment once whose cost is somebody's number: of an order that counts and was not cancelled. */
export function shipmentsOf(orders: readonly Order[]): string[] {
  const counted = orders.filter(
    ({ status, tags, currency_id }) =>
      !['cancelled', 'invalid'].includes(status) && !tags.includes('test_order') && currency_id === 'BRL',
  );
  return [...new Set(counted.flatMap((order) => order.shipping?.id ?? []))];
}

async function eachOf<Value>(values: readonly Value[], act: (value: Value) => Promise<void>): Promise<void> {
  const rest = values[Symbol.iterator]();
  const lane = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await act(next.value);
  };
  await Promise.all(Array.from({ length: CALLS_IN_FLIGHT }, lane));
}
