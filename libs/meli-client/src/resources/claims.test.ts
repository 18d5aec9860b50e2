import { describe, expect, it } from 'vitest';
import { MeliContractError, MeliRefusedError, MeliRequestError } from '../errors.ts';
import { all, failureOf, openClient, SELLER } from '../testing/open-client.ts';
import type { Asked, Told } from '../testing/start-answering.ts';
import { BUYER, refusals } from '../testing/wire-bodies.ts';

const window = { from: new Date('2026-11-01T03:00:00Z'), to: new Date('2026-11-21T03:00:00Z') };

function claim(id: number, given: object = {}): Record<string, unknown> {
  return {
    id: 5400000000 + id,
    resource_id: 2000020000000000 + id,
    resource: 'order',
    status: 'opened',
    type: 'mediations',
    stage: 'claim',
    parent_id: null,
    reason_id: 'PDD9901',
    fulfilled: true,
    quantity_type: 'total',
    claimed_quantity: 1,
    players: [
      { role: 'complainant', type: 'buyer', user_id: BUYER.id, available_actions: [] },
      {
        role: 'respondent',
        type: 'seller',
        user_id: Number(SELLER),
        available_actions: [
          { action: 'send_message_to_complainant', mandatory: false, due_date: '2026-11-20T10:00:00.000-04:00' },
          { action: 'refund', mandatory: true, due_date: '2026-11-25T10:00:00.000-04:00' },
          { action: 'allow_return', mandatory: true, due_date: '2026-11-24T10:00:00.000-04:00' },
        ],
      },
    ],
    resolution: null,
    site_id: 'MLB',
    date_created: '2026-11-10T09:30:00.000-04:00',
    last_updated: '2026-11-10T09:30:01.000-04:00',
    related_entities: ['return'],
    ...given,
  };
}
const page = (data: unknown[], total = data.length): Told => ({
  body: { data, paging: { total, offset: 0, limit: 100 } },
});
const pagesOf =
  (claims: readonly unknown[]) =>
  ({ query }: Asked): Told => {
    const [offset, limit] = [Number(query.get('offset')), Math.min(100, Number(query.get('limit')))];
    return page(claims.slice(offset, offset + limit), claims.length);
  };

describe('claims against the seller', () => {
  it('Q51 stand under data; one about a shipment has no order, although it has an id', async () => {
    const { client, asked } = await openClient(
      pagesOf([claim(1), claim(2, { resource: 'shipment', resource_id: 451 })]),
    );
    const claims = await all(client.claims.search(SELLER, window));
    expect(claims.map(({ resource, resource_id, order_id }) => [resource, resource_id, order_id])).toEqual([
      ['order', '2000020000000001', '2000020000000001'],
      ['shipment', '451', null],
    ]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.path).toBe('/post-purchase/v1/claims/search');
    expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({
      'players.user_id': SELLER,
      'players.role': 'respondent',
      range: 'date_created:after:2026-10-31T22:59:59.000-0400,before:2026-11-20T23:00:01.000-0400',
      sort: 'date_created:asc',
      limit: '100',
      offset: '0',
    });
  });

  it('Q51 rows under another name are a broken contract and not "no claims"', async () => {
    const { client } = await openClient(() => ({ body: { results: [], paging: { total: 0 } } }));
    const error = await failureOf(all(client.claims.search(SELLER, window)));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain('data:');
  });

  it('say until when the seller must act, and nothing of the buyer', async () => {
    const { client } = await openClient(pagesOf([claim(1), claim(2, { players: null })]));
    const claims = await all(client.claims.search(SELLER, window));
    expect(claims[0]).toEqual({
      id: '5400000001',
      resource: 'order',
      resource_id: '2000020000000001',
      order_id: '2000020000000001',
      status: 'opened',
      type: 'mediations',
      stage: 'claim',
      parent_id: null,
      reason_id: 'PDD9901',
      fulfilled: true,
      quantity_type: 'total',
      claimed_quantity: 1,
      resolution: null,
      related_entities: ['return'],
      date_created: new Date('2026-11-10T13:30:00Z'),
      last_updated: new Date('2026-11-10T13:30:01Z'),
      respond_by: new Date('2026-11-24T14:00:00Z'),
    });
    expect(claims[1]?.respond_by).toBeNull();
    expect(JSON.stringify(claims)).not.toContain(String(BUYER.id));
  });

  it('of the instants around the window are cut off, and the end does not belong to it', async () => {
    const at = (id: number, date_created: string) => claim(id, { date_created });
    const rows = [
      at(1, '2026-10-31T22:59:59.999-04:00'),
      at(2, '2026-10-31T23:00:00.000-04:00'),
      at(3, '2026-11-20T22:59:59.999-04:00'),
      at(4, '2026-11-20T23:00:00.000-04:00'),
    ];
    const { client } = await openClient(pagesOf(rows));
    const ids = (await all(client.claims.search(SELLER, window))).map(({ id }) => id);
    expect(ids).toEqual(['5400000002', '5400000003']);
  });

  it('Q37 of many pages come each once, although rows repeat and are missing on the way', async () => {
    const claims = Array.from({ length: 230 }, (_, index) => claim(index));
    const answer = pagesOf(claims);
    const { client, asked } = await openClient((call, index) =>
      index === 1 ? page([claims[99], ...claims.slice(100, 199)], 230) : answer(call),
    );
    const ids = (await all(client.claims.search(SELLER, window))).map(({ id }) => id);
    expect(ids).toHaveLength(230);
    expect(new Set(ids).size).toBe(230);
    expect(asked.map(({ query }) => query.get('offset'))).toEqual(['0', '100', '200', '0', '100', '200']);
  });

  it('that never reach their total are an error, and 10,000 or more are asked in halves', async () => {
    const short = await openClient(() => page([claim(1)], 2));
    expect(await failureOf(all(short.client.claims.search(SELLER, window)))).toBeInstanceOf(MeliContractError);
    const ranges = new Set<string | null>();
    const many = await openClient(({ query }) => {
      ranges.add(query.get('range'));
      return ranges.size === 1 ? page([], 10_000) : page([]);
    });
    expect(await all(many.client.claims.search(SELLER, window))).toEqual([]);
    expect([...ranges]).toHaveLength(3);
    const endless = await openClient(() => page([], 10_000));
    expect(String(await failureOf(all(endless.client.claims.search(SELLER, window))))).toContain('one minute');
  });

  it('are not asked for in an empty window, and a search without a filter is our own fault', async () => {
    const { client, asked } = await openClient(() => ({
      status: 400,
      body: { message: 'a filter is missing', error: 'invalid_query', status: 400, cause: [] },
    }));
    expect(await all(client.claims.search(SELLER, { ...window, to: window.from }))).toEqual([]);
    expect(asked).toHaveLength(0);
    const error = await failureOf(all(client.claims.search(SELLER, window)));
    expect(error).toBeInstanceOf(MeliRequestError);
    expect(error).toMatchObject({ code: 'invalid_query' });
  });
});

describe('the return of a claim', () => {
  const told = (given: object = {}) => ({
    id: 58200300,
    claim_id: 5400000001,
    status: 'shipped',
    status_money: 'retained',
    subtype: 'return_partial',
    refund_at: 'n/a',
    resource_type: 'order',
    resource_id: 2000020000000001,
    orders: [
      {
        order_id: 2000020000000001,
        item_id: 'MLB5200000001',
        variation_id: null,
        context_type: 'partial',
        total_quantity: '3.0',
        return_quantity: '1.0',
      },
    ],
    shipments: [
      {
        shipment_id: 45300000001,
        status: 'shipped',
        type: 'return',
        tracking_number: 'TR-PLANTED',
        destination: { name: 'seller_address', shipping_address: { address_line: 'Rua PLANTED' } },
      },
    ],
    date_created: '2026-11-11T10:00:00.636+00:00',
    date_closed: null,
    last_updated: '2026-11-12T10:00:00.704+00:00',
    ...given,
  });

  it('Q52 has quantities that are numbers, and no address', async () => {
    const { client, asked } = await openClient(() => ({ body: told() }));
    const returned = await client.claims.getReturn('5400000001');
    expect(returned.orders).toEqual([
      {
        order_id: '2000020000000001',
        item_id: 'MLB5200000001',
        variation_id: null,
        context_type: 'partial',
        total_quantity: 3,
        return_quantity: 1,
      },
    ]);
    expect(returned).toMatchObject({ status_money: 'retained', date_created: new Date('2026-11-11T10:00:00.636Z') });
    expect(JSON.stringify(returned)).not.toContain('PLANTED');
    expect(asked[0]?.path).toBe('/post-purchase/v2/claims/5400000001/returns');
  });

  it('Q52 takes plain numbers too, and a quantity that is none is a broken contract', async () => {
    const order = told().orders[0];
    const withQuantity = (return_quantity: unknown) => told({ orders: [{ ...order, return_quantity }] });
    for (const [wire, expected] of [
      [2, 2],
      ['0.5', 0.5],
      [null, null],
    ]) {
      const { client } = await openClient(() => ({ body: withQuantity(wire) }));
      expect((await client.claims.getReturn('1')).orders[0]?.return_quantity).toBe(expected);
    }
    const { client } = await openClient(() => ({ body: withQuantity('one') }));
    const error = await failureOf(client.claims.getReturn('1'));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain('orders.0.return_quantity');
  });

  it('of a claim that has none is refused', async () => {
    const { client } = await openClient(() => refusals.notFound);
    expect(await failureOf(client.claims.getReturn('1'))).toBeInstanceOf(MeliRefusedError);
  });
});
