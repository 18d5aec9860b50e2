import { lastDays, parseBusinessDay } from '@pulso/domain';
import { describe, expect, it } from 'vitest';
import { syncFreight } from './freight/sync-freight.ts';
import { syncOrders } from './orders/sync-orders.ts';
import { type OpenShop, openShop } from './testing/open-shop.ts';
import { readListings } from './testing/read-listings.ts';
import { answerFor, SELLER } from './testing/shop-answers.ts';
import { lineBody, listingBody, orderBody } from './testing/shop-bodies.ts';
import { syncVisits } from './visits/sync-visits.ts';

const DAYS = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];
const window = lastDays(parseBusinessDay('2026-11-20'), 4);

/** 25 listings, 60 sales with their freight on the first of four days and one on each other, and visits. */
function stock({ shop }: OpenShop): void {
  for (let index = 1; index <= 25; index++) {
    const id = `MLB${index}`;
    shop.listings.set(id, listingBody(id, { date_created: '2026-11-18T12:00:00.000Z' }));
    shop.prices.set(id, index);
    shop.clips.set(id, 'COMPLETED');
    shop.visits.set(id, { '2026-11-19': index });
  }
  shop.accountVisits = { '2026-11-19': 325 };
  for (let id = 1; id <= 63; id++) {
    const instant = `${DAYS[Math.max(0, id - 60)]}T08:00:00.000-04:00`;
    const line = lineBody({ item: { id: `MLB${(id % 25) + 1}`, title: 'Bule' } });
    shop.orders.set(
      String(id),
      orderBody(id, {
        date_closed: instant,
        last_updated: instant,
        pack_id: 500 + Math.floor(id / 2),
        shipping: { id: 500 + Math.floor(id / 2) },
        order_items: [line],
      }),
    );
    shop.freight.set(String(500 + Math.floor(id / 2)), [{ user_id: Number(SELLER), cost: id / 10 }]);
  }
}

async function sync(at: OpenShop, signal = new AbortController().signal): Promise<void> {
  const context = at.context({ signal });
  await readListings(context);
  await syncOrders(context, window);
  await syncFreight(context);
  await syncVisits(context, window);
}

/** Every table of facts as text, without the keys of this test's own tenant. */
async function facts(at: OpenShop): Promise<Record<string, string[]>> {
  const tables =
    'listings listing_sightings listing_visits account_visits orders order_lines order_payments shipments source_coverage';
  const stored: Record<string, string[]> = {};
  for (const table of tables.split(' ')) {
    const rows = await at.rows<{ row: string }>(
      `select (to_jsonb(t) - 'tenant_id' - 'connection_id')::text as row from ${table} t order by 1`,
    );
    stored[table] = rows.map((row) => row.row);
  }
  return stored;
}

/** Lets so many calls through and stops the run at the next one. */
function stopAt(at: OpenShop, call: number): AbortSignal {
  const stop = new AbortController();
  let calls = 0;
  at.shop.arrive = () => {
    calls += 1;
    if (calls === call) stop.abort();
  };
  return stop.signal;
}

describe('a sync that is stopped at any call', () => {
  it('leaves no order without its lines and no claim that is not true, and the next one ends with the same facts', async () => {
    const whole = await openShop('2026-11-20T15:00:00Z');
    stock(whole);
    await sync(whole);
    const { asked } = whole.shop;
    // Every page of orders and of listings, and every so many of the calls that are about one thing each.
    const stops = asked.flatMap((call, index) => (/search|bulk/.test(call) || index % 17 === 5 ? [index + 1] : []));
    const expected = await facts(whole);
    await whole.close();
    expect(asked.length).toBeGreaterThan(100);
    expect(stops.length).toBeGreaterThan(12);

    for (const call of stops) {
      const at = await openShop('2026-11-20T15:00:00Z');
      stock(at);
      await expect(sync(at, stopAt(at, call)), `stopped at call ${call}`).rejects.toMatchObject({ name: 'AbortError' });
      const halves = await at.rows(
        `select order_id from orders o
         where not exists (select from order_lines l where l.order_id = o.order_id)
           or not exists (select from order_payments p where p.order_id = o.order_id)`,
      );
      expect(halves).toEqual([]);
      const unread = await at.rows<{ day: string }>(
        `select day from unnest($$ {${DAYS.join()}} $$::date[]) as day, source_coverage c
         where c.source = 'orders' and c.covered @> (day + interval '11 hours') at time zone 'America/Sao_Paulo'
           and (select count(*) from orders where (date_closed at time zone 'America/Sao_Paulo')::date = day)
             <> case day when '2026-11-17' then 60 else 1 end`,
      );
      expect(unread).toEqual([]);
      at.shop.arrive = () => undefined;
      await sync(at);
      expect(await facts(at), `stopped at call ${call}`).toEqual(expected);
      await at.close();
    }
  });

  it('asks in the next run for nothing that was stored whole', async () => {
    const at = await openShop('2026-11-20T15:00:00Z');
    stock(at);
    let costs = 0;
    const stop = new AbortController();
    for (const id of at.shop.freight.keys()) {
      const path = `/shipments/${id}/costs`;
      at.shop.told.set(path, (query) => {
        costs += 1;
        if (costs === 10) stop.abort();
        return answerFor(at.shop, path, query);
      });
    }
    await expect(sync(at, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
    const [known] = await at.rows<{ costs: number }>('select count(*)::int as costs from shipments');
    at.shop.asked.length = 0;
    await sync(at);
    const asked = (what: RegExp) => at.shop.asked.filter((call) => what.test(call)).length;
    expect(asked(/costs/)).toBe(at.shop.freight.size - (known?.costs ?? 0));
    expect([asked(/sale_price/), asked(/performance/), asked(/orders\/search/)]).toEqual([0, 0, 0]);
    await at.close();
  });
});
