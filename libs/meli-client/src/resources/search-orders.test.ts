import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MeliContractError, MeliServerError } from '../errors.ts';
import { failureOf, openClient, SELLER } from '../testing/open-client.ts';
import type { Asked, Told } from '../testing/start-answering.ts';
import { BUYER, orderBody, refusals, searchBody } from '../testing/wire-bodies.ts';
import type { OrderSearch } from './read-order-page.ts';
import type { OrderPage } from './search-orders.ts';

const HOUR_MS = 3_600_000;
const day: OrderSearch = {
  field: 'date_closed',
  from: new Date('2026-11-18T03:00:00Z'),
  to: new Date('2026-11-19T03:00:00Z'),
};

/** An order that was closed at this instant. */
const closedAt = (index: number, instant: Date) =>
  orderBody({ id: 2000020000000000 + index, date_closed: instant.toISOString().replace('Z', '+00:00') });
const spread = (count: number, { from, to } = day) =>
  Array.from({ length: count }, (_, index) =>
    closedAt(index, new Date(from.getTime() + Math.floor(((to.getTime() - from.getTime()) / count) * index))),
  );

const hourOf = (text: string | null) => Math.floor(Date.parse(text ?? '') / HOUR_MS);
const closedOf = (body: Record<string, unknown>) => Date.parse(String(body.date_closed));

/** The search as it is documented: whole hours, both bounds' own ones included, at most 51 a page and 10,000 in all. */
function search(orders: readonly Record<string, unknown>[]) {
  return ({ query }: Asked): Told => {
    const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))];
    if (limit > 51 || offset >= 10_000) {
      const message = `Limit must be a lower or equal than ${limit > 51 ? 51 : 10_000}`;
      return { status: 400, body: { message, error: 'limit.maximum_exceeded', status: 400, cause: [] } };
    }
    const [from, to] = [hourOf(query.get('order.date_closed.from')), hourOf(query.get('order.date_closed.to'))];
    const found = orders.filter((order) => {
      const hour = Math.floor(closedOf(order) / HOUR_MS);
      return hour >= from && hour <= to;
    });
    return { body: searchBody(found.slice(offset, offset + limit), found.length) };
  };
}

async function pagesOf(pages: AsyncIterable<OrderPage>) {
  const given = await Array.fromAsync(pages);
  return { pages: given, ids: given.flatMap(({ orders }) => orders.map(({ id }) => id)) };
}
const idsOf = (orders: readonly Record<string, unknown>[]) => orders.map(({ id }) => String(id));

describe('a search for orders', () => {
  it('Q35 asks for fifty a page, with the seller, the offset of Mercado Livre in its dates, and no filter of status', async () => {
    const orders = spread(120);
    const { client, asked } = await openClient(search(orders));
    expect((await pagesOf(client.orders.search(SELLER, day))).ids).toEqual(idsOf(orders));
    expect(asked.map(({ query }) => [query.get('limit'), query.get('offset')])).toEqual([
      ['50', '0'],
      ['50', '50'],
      ['50', '100'],
    ]);
    expect(Object.fromEntries(asked[0]?.query ?? [])).toMatchObject({
      seller: SELLER,
      'order.date_closed.from': '2026-11-17T23:00:00.000-04:00',
      'order.date_closed.to': '2026-11-18T23:00:00.000-04:00',
    });
  });

  it('Q38 orders of every status come, those refunded in part too, since no status is asked for', async () => {
    const statuses = ['paid', 'partially_refunded', 'cancelled', 'pending_cancel', 'brand_new'];
    const orders = spread(5).map((order, index) => ({ ...order, status: statuses[index] }));
    const answer = search(orders);
    const { client } = await openClient((call) => {
      const wanted = call.query.get('order.status')?.split(',');
      return wanted === undefined
        ? answer(call)
        : search(orders.filter((one) => wanted.includes(one.status ?? '')))(call);
    });
    const { pages } = await pagesOf(client.orders.search(SELLER, day));
    expect(pages.flatMap((page) => page.orders.map((order) => order.status))).toEqual(statuses);
  });

  it('gives no order, with one call, where there is none, and asks nothing for an empty window', async () => {
    const { client, asked } = await openClient(search([]));
    expect((await pagesOf(client.orders.search(SELLER, day))).ids).toEqual([]);
    expect((await pagesOf(client.orders.search(SELLER, { ...day, to: day.from }))).pages).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('Q34 rows of the neighbouring hours count as read and are cut off', async () => {
    const at = (text: string, index: number) => closedAt(index, new Date(text));
    const inside = [at('2026-11-18T03:00:00.000Z', 1), at('2026-11-19T02:59:59.999Z', 2)];
    const outside = [
      at('2026-11-18T02:59:59.999Z', 3),
      at('2026-11-19T03:00:00.000Z', 4),
      at('2026-11-19T03:59:00Z', 5),
    ];
    const { client, asked } = await openClient(search([...outside, ...inside]));
    const { ids, pages } = await pagesOf(client.orders.search(SELLER, day));
    expect(ids).toEqual(idsOf(inside));
    expect(pages.map(({ total }) => total)).toEqual([4]);
    expect(asked).toHaveLength(1);
  });

  it('Q34 a window between hours is widened to whole ones, so that nothing of it is lost', async () => {
    const window = { ...day, from: new Date('2026-11-18T10:20:00Z'), to: new Date('2026-11-18T12:40:00Z') };
    const orders = [10, 11, 12, 13].map((hour, index) => closedAt(index, new Date(`2026-11-18T${hour}:30:00Z`)));
    const { client, asked } = await openClient(search(orders));
    expect((await pagesOf(client.orders.search(SELLER, window))).ids).toEqual(idsOf(orders.slice(0, 3)));
    expect(asked[0]?.query.get('order.date_closed.from')).toBe('2026-11-18T06:00:00.000-04:00');
    expect(asked[0]?.query.get('order.date_closed.to')).toBe('2026-11-18T09:00:00.000-04:00');
  });

  it.each([
    ['date_created', 'date_created'],
    ['date_last_updated', 'last_updated'],
  ] as const)('Q34 by %s the rows are cut by their %s', async (field, own) => {
    const inside = orderBody({ id: 1, [own]: '2026-11-18T22:59:59.000-04:00' });
    const outside = orderBody({ id: 2, [own]: '2026-11-18T23:00:00.000-04:00' });
    const { client, asked } = await openClient(() => ({ body: searchBody([inside, outside]) }));
    expect((await pagesOf(client.orders.search(SELLER, { ...day, field }))).ids).toEqual(['1']);
    expect(asked[0]?.query.has(`order.${field}.from`)).toBe(true);
  });

  it('Q36 10,000 orders or more are read in halves of the window, by whole hours, each order once', async () => {
    const orders = spread(10_400);
    const { client, asked } = await openClient(search(orders));
    const { ids } = await pagesOf(client.orders.search(SELLER, day));
    expect(ids).toHaveLength(10_400);
    expect(new Set(ids).size).toBe(10_400);
    expect(asked.every(({ query }) => Number(query.get('offset')) < 10_000)).toBe(true);
    expect(new Set(asked.map(({ query }) => query.get('order.date_closed.from')?.slice(11)))).toEqual(
      new Set(['23:00:00.000-04:00', '11:00:00.000-04:00']),
    );
  });

  it('Q36 an hour that alone has 10,000 cannot be paged through, and that is said at once', async () => {
    const { client, asked } = await openClient(() => ({ body: searchBody([], 10_000) }));
    const window = { ...day, from: new Date('2026-11-18T10:59:00Z'), to: new Date('2026-11-18T12:01:00Z') };
    const error = await failureOf(pagesOf(client.orders.search(SELLER, window)));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain('one hour');
    expect(asked.length).toBeLessThan(5);
  });

  it('Q37 a repeated row, a missing one and a short page in the middle cost a second pass and no order', async () => {
    const orders = spread(101);
    const answer = search(orders);
    let isFirstPass = true;
    const { client, asked } = await openClient((call) => {
      const offset = Number(call.query.get('offset'));
      const told = answer(call).body as { results: unknown[]; paging: { total: number } };
      // The first pass: a page of 30, the last row of it again, and the row behind it not at all.
      if (isFirstPass && offset === 0) return { body: searchBody(told.results.slice(0, 30), 101) };
      if (isFirstPass && offset === 30) return { body: searchBody([orders[29], ...told.results.slice(1)], 101) };
      if (offset === 80) isFirstPass = false;
      return { body: told };
    });
    const { ids } = await pagesOf(client.orders.search(SELLER, day));
    expect(ids).toHaveLength(101);
    expect(new Set(ids)).toEqual(new Set(idsOf(orders)));
    expect(asked.map(({ query }) => query.get('offset'))).toEqual(['0', '30', '80', '0', '50', '100']);
  });

  it('Q37 an empty page before the end is not the end', async () => {
    const orders = spread(70);
    const answer = search(orders);
    const { client } = await openClient((call, index) => (index === 1 ? { body: searchBody([], 70) } : answer(call)));
    expect((await pagesOf(client.orders.search(SELLER, day))).ids).toHaveLength(70);
  });

  it('Q37 passes that never reach the total end in an error that names the search', async () => {
    const { client, asked } = await openClient(() => ({ body: searchBody(spread(1), 2) }));
    const error = await failureOf(pagesOf(client.orders.search(SELLER, day)));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(error).toMatchObject({ endpoint: '/orders/search' });
    expect(asked).toHaveLength(10);
  });

  it('Q37 unsteady pages never cost an order and never give one twice', async () => {
    const orders = spread(150);
    const anyFault = fc.record({ page: fc.nat(2), kind: fc.constantFrom('repeat', 'drop', 'short'), row: fc.nat(49) });
    await fc.assert(
      fc.asyncProperty(fc.array(anyFault, { maxLength: 3 }), async (faults) => {
        let call = -1;
        const answer = search(orders);
        const { client } = await openClient((asked) => {
          call += 1;
          const told = answer(asked).body as { results: unknown[] };
          const fault = faults.find(({ page }) => page === call);
          const rows = [...told.results];
          if (fault?.kind === 'repeat') rows[fault.row] = rows[0];
          if (fault?.kind === 'drop') rows.splice(fault.row, 1);
          if (fault?.kind === 'short') rows.length = Math.min(rows.length, fault.row);
          return { body: searchBody(rows, 150) };
        });
        const { ids } = await pagesOf(client.orders.search(SELLER, day));
        expect([...ids].sort()).toEqual(idsOf(orders).sort());
      }),
      { numRuns: 30, seed: 20261120 },
    );
  });

  it('Q41 an order without a date of closing is in no window of it, but in those of its change', async () => {
    const open = orderBody({ id: 7, date_closed: null, last_updated: '2026-11-18T12:00:00.000-04:00' });
    const { client } = await openClient(() => ({ body: searchBody([open]) }));
    expect((await pagesOf(client.orders.search(SELLER, day))).ids).toEqual([]);
    expect((await pagesOf(client.orders.search(SELLER, { ...day, field: 'date_last_updated' }))).ids).toEqual(['7']);
  });

  it('Q47 an order of a listing that nobody knows is an order all the same', async () => {
    const { client } = await openClient(() => ({ body: searchBody([orderBody({ id: 8 })]) }));
    const { pages } = await pagesOf(client.orders.search(SELLER, day));
    expect(pages[0]?.orders[0]?.order_items[0]?.item.id).toBe('MLB5200000001');
  });

  describe('with missing parts', () => {
    const bare = (id: number) => ({ ...orderBody({ id }), payments: undefined });
    const told = (missing: string | null, body: unknown): Told =>
      missing === null ? { body } : { status: 206, headers: { 'x-content-missing': missing }, body };

    it('Q48 the orders of a page are read again singly, and each comes whole or with its own missing parts', async () => {
      const { client, asked } = await openClient(({ path }) => {
        if (path === '/orders/search') return told('payments', searchBody([bare(1), bare(2), bare(3)]));
        if (path === '/orders/2') return told('payments,feedback', bare(2));
        return path === '/orders/3' ? refusals.notFound : { body: orderBody({ id: 1 }) };
      });
      const { pages } = await pagesOf(client.orders.search(SELLER, day));
      expect(pages.map(({ orders, missing, total }) => [orders.map(({ id }) => id), missing, total])).toEqual([
        [['1'], [], 3],
        [['2'], ['payments', 'feedback'], 3],
        [['3'], ['payments'], 3],
      ]);
      expect(pages.map(({ orders }) => orders[0]?.payments.length)).toEqual([1, 0, 0]);
      expect(asked.map(({ path }) => path)).toEqual(['/orders/search', '/orders/1', '/orders/2', '/orders/3']);
    });

    it('Q48 one row without a part is read again, and its neighbours are not', async () => {
      const { client, asked } = await openClient(({ path }) =>
        path === '/orders/search'
          ? { body: searchBody([orderBody({ id: 1 }), bare(2), orderBody({ id: 3 })]) }
          : { body: orderBody({ id: 2 }) },
      );
      const { pages, ids } = await pagesOf(client.orders.search(SELLER, day));
      expect(pages.map(({ missing }) => missing)).toEqual([[]]);
      expect(ids).toEqual(['1', '2', '3']);
      expect(asked.map(({ path }) => path)).toEqual(['/orders/search', '/orders/2']);
    });

    it.each(['date_closed', 'last_updated', 'status', 'currency_id', 'date_created', 'tags'])(
      'Q48 an order whose %s a page leaves out, named or not, is asked for alone before anything is said of it',
      async (part) => {
        const { [part]: _, ...lacking } = orderBody({ id: 2 });
        for (const missing of [part, '']) {
          const { client, asked } = await openClient(({ path }) =>
            path === '/orders/search' ? told(missing, searchBody([lacking])) : { body: orderBody({ id: 2 }) },
          );
          const { pages, ids } = await pagesOf(client.orders.search(SELLER, day));
          expect(ids).toEqual(['2']);
          expect(pages[0]).toMatchObject({
            missing: [],
            unreadable: [],
            orders: [{ status: 'paid', tags: ['paid', 'not_delivered'] }],
          });
          expect(asked).toHaveLength(2);
        }
      },
    );

    it('Q48 an order whose sale is never told is given with that gap, and one that lies outside is cut off once it is', async () => {
      const { date_closed: _, ...undated } = orderBody();
      const elsewhere = orderBody({ id: 3, date_closed: '2026-11-20T10:00:00.000-04:00' });
      const { client } = await openClient(({ path }) => {
        const rows = [
          { ...undated, id: 2 },
          { ...undated, id: 3 },
        ];
        if (path === '/orders/search') return told('date_closed', searchBody(rows));
        return path === '/orders/3' ? { body: elsewhere } : told('date_closed', rows[0]);
      });
      const { pages } = await pagesOf(client.orders.search(SELLER, day));
      expect(pages).toMatchObject([{ orders: [{ id: '2', date_closed: null }], missing: ['date_closed'] }]);
    });

    it.each([
      ['payments', []],
      ['payments', null],
      ['order_items', []],
      ['shipping', null],
    ])('Q48 a 206 without names whose %s are %j has left them out', async (part, nothing) => {
      const { client, asked } = await openClient(({ path }) =>
        path === '/orders/search'
          ? { status: 206, body: searchBody([orderBody({ id: 2, [part]: nothing })]) }
          : { body: orderBody({ id: 2 }) },
      );
      const { pages } = await pagesOf(client.orders.search(SELLER, day));
      expect(pages).toMatchObject([{ orders: [{ id: '2', shipping: { id: '45000000001' } }], missing: [] }]);
      expect(pages[0]?.orders[0]?.payments).toHaveLength(1);
      expect(asked).toHaveLength(2);
    });

    it('Q48 parts that nobody here reads, and orders outside the window, cost no call', async () => {
      const rows = [orderBody({ id: 1 }), { ...bare(2), date_closed: '2026-11-18T23:00:00.000-04:00' }];
      const { client, asked } = await openClient(() => told('feedback, buyer', searchBody(rows)));
      const { pages } = await pagesOf(client.orders.search(SELLER, day));
      expect(pages).toMatchObject([{ orders: [{ id: '1' }], missing: ['feedback', 'buyer'] }]);
      expect(asked).toHaveLength(1);
    });

    it('Q48 Mercado Livre away while an order is read again is an error, and no order without its parts', async () => {
      const { client } = await openClient(({ path }) =>
        path === '/orders/search' ? told('payments', searchBody([bare(1)])) : refusals.broken,
      );
      expect(await failureOf(pagesOf(client.orders.search(SELLER, day)))).toBeInstanceOf(MeliServerError);
    });
  });

  it('brings nothing of the buyer', async () => {
    const { client } = await openClient(search(spread(2)));
    const text = JSON.stringify((await pagesOf(client.orders.search(SELLER, day))).pages);
    for (const secret of [BUYER.id, BUYER.nickname, BUYER.first_name]) expect(text).not.toContain(String(secret));
  });

  it('stops between pages when told to', async () => {
    const giveUp = new AbortController();
    const { client, asked } = await openClient(search(spread(120)));
    const walk = async () => {
      for await (const page of client.orders.search(SELLER, day, { signal: giveUp.signal })) {
        expect(page.orders).toHaveLength(50);
        giveUp.abort();
      }
    };
    expect(await failureOf(walk())).toMatchObject({ name: 'AbortError' });
    expect(asked).toHaveLength(1);
  });

  it('a row that does not say which order it is, is not of the agreed form, and its place is told', async () => {
    const { client } = await openClient(() => ({ body: searchBody([orderBody(), orderBody({ id: null })]) }));
    const error = await failureOf(pagesOf(client.orders.search(SELLER, day)));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain('results.1:');
  });

  it('one order of which none can be made, alone neither, is told with its sale, and the others of its page are read', async () => {
    const odd = orderBody({ id: 2, currency_id: 986 });
    const { client, asked } = await openClient(({ path }) =>
      path === '/orders/search'
        ? { body: searchBody([orderBody({ id: 1 }), odd, orderBody({ id: 3 })]) }
        : { body: odd },
    );
    const { pages, ids } = await pagesOf(client.orders.search(SELLER, day));
    expect(ids).toEqual(['1', '3']);
    expect(pages.flatMap((page) => page.unreadable)).toEqual([
      { id: '2', date_closed: new Date('2026-11-18T14:00:17Z') },
    ]);
    expect(asked.map(({ path }) => path)).toEqual(['/orders/search', '/orders/2']);
  });

  it('an order with a payment of an unknown form is there without its payments, and the others are whole', async () => {
    const odd = orderBody({ id: 2, payments: [{ id: 7 }] });
    const { client } = await openClient(({ path }) =>
      path === '/orders/search' ? { body: searchBody([orderBody({ id: 1 }), odd]) } : { body: odd },
    );
    const { pages } = await pagesOf(client.orders.search(SELLER, day));
    expect(pages.map(({ orders, missing }) => [orders.map(({ id }) => id), missing])).toEqual([
      [['1'], []],
      [['2'], ['payments']],
    ]);
  });
});
