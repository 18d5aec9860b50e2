import { addDays, type BusinessDay, daysIn, lastDays, startOfBusinessDay } from '@pulso/domain';
import type { MeliClient } from '../create-meli-client.ts';
import { MeliContractError, MeliError } from '../errors.ts';
import type { Order } from '../wire/order.ts';
import { all } from './open-client.ts';

const ZONE = 'America/Sao_Paulo';
const ROUNDS_MAX = 40;

/** Everything that Pulso keeps of a seller, in an order of its own. */
export async function readEverything(
  client: MeliClient,
  { sellerId, today, days }: { sellerId: string; today: BusinessDay; days: number },
) {
  const window = lastDays(today, days);
  const me = await persist(() => client.users.getMe());
  const ids = (await persist(() => all(client.items.listIds(sellerId)))).toSorted();
  const items = await persist(() => all(client.items.getMany(ids)));
  const details = [];
  for (const id of ids) {
    const visits = await persist(() => client.visits.getListingDays(id, window));
    const price = await persist(() => client.items.getSalePrice(id));
    const { hasClips } = await persist(() => client.items.getPerformance(id));
    details.push({ id, visits, price, hasClips });
  }
  const accountVisits = await persist(() => client.visits.getAccountDays(sellerId, window));
  const orders = new Map<string, ToldOrder>();
  for (const day of daysIn(window)) {
    const bounds = { from: startOfBusinessDay(day, ZONE), to: startOfBusinessDay(addDays(day, 1), ZONE) };
    const search = () => Array.fromAsync(client.orders.search(sellerId, { field: 'date_closed', ...bounds }));
    for (const page of await persist(search)) {
      const told: [string, ToldOrder | null][] = [
        ...page.orders.map((order): [string, ToldOrder] => [order.id, { order, missing: page.missing }]),
        ...page.unreadable.map(({ id }): [string, null] => [id, null]),
      ];
      for (const [id, one] of told) {
        const whole = await complete(client, id, one);
        // Only now is it sure when one was sold of which the search did not tell that.
        const { date_closed } = whole.order;
        if (date_closed && date_closed >= bounds.from && date_closed < bounds.to) orders.set(id, whole);
      }
    }
  }
  const shipmentIds = new Set([...orders.values()].flatMap(({ order }) => order.shipping?.id ?? []));
  const costs = [];
  for (const id of [...shipmentIds].toSorted()) costs.push(await persist(() => client.shipments.getCosts(id)));
  return { me, items, details, accountVisits, orders: [...orders.values()].toSorted(byId), costs };
}

interface ToldOrder {
  order: Order;
  missing: string[];
}

const byId = (one: { order: Order }, other: { order: Order }) => (one.order.id < other.order.id ? -1 : 1);

/** As the sync does: an order that was told in part, or so that none could be made of it, is asked for again, until it is whole. */
async function complete(client: MeliClient, id: string, told: ToldOrder | null): Promise<ToldOrder> {
  for (let round = 1; (told === null || told.missing.length > 0) && round < ROUNDS_MAX; round++) {
    try {
      told = await persist(() => client.orders.get(id));
    } catch (error) {
      if (!(error instanceof MeliContractError)) throw error;
    }
  }
  if (told === null) throw new Error(`order ${id} was never told`);
  return told;
}

/** As the executor does: what may pass is tried again, as a whole, when the client's own patience was over. */
async function persist<Value>(read: () => Promise<Value>): Promise<Value> {
  for (let round = 1; ; round++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof MeliError && error.isTransient) || round === ROUNDS_MAX) throw error;
    }
  }
}
