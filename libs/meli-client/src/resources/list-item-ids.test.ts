import { describe, expect, it } from 'vitest';
import { MeliContractError, MeliRequestError } from '../errors.ts';
import { all, failureOf, openClient, SELLER } from '../testing/open-client.ts';
import type { Asked, Told } from '../testing/start-answering.ts';
import { refusals } from '../testing/wire-bodies.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `MLB${5_300_000_000 + index}`);
const badRequest = (message: string): Told => ({ status: 400, body: { message, error: 'bad_request', status: 400 } });

function page(results: readonly string[] | null, paging: object, given: object = {}): Told {
  return {
    body: {
      seller_id: SELLER,
      query: null,
      paging,
      results,
      orders: [{ id: 'stop_time_asc', name: 'Order by stop time ascending' }],
      available_orders: [{ id: { id: 'inventory_id_asc', field: 'inventory_id', missing: '_last', order: 'asc' } }],
      ...given,
    },
  };
}

/** Discovery as it is documented: by offset within the first thousand, by scan with a cursor otherwise. */
function discovery(found: readonly string[], { length = 100, lost = new Set<number>() } = {}) {
  let calls = 0;
  return ({ query }: Asked): Told => {
    const limit = Math.min(length, Number(query.get('limit')));
    const total = found.length;
    if (query.get('search_type') !== 'scan') {
      const offset = Number(query.get('offset'));
      if (offset + Number(query.get('limit')) > 1000) return badRequest('Invalid limit and offset values');
      return page(found.slice(offset, offset + limit), { limit, offset, total });
    }
    if (query.has('offset')) return badRequest('offset is not allowed');
    calls += 1;
    if (lost.has(calls)) return badRequest('Invalid scroll_id');
    const from = Number(query.get('scroll_id') ?? 0);
    // A cursor even on the empty page that ends it.
    return page(
      found.slice(from, from + limit),
      { limit, total },
      { scroll_id: String(Math.min(total, from + limit)) },
    );
  };
}

const isScan = ({ query }: Asked) => query.get('search_type') === 'scan';

describe('the listings of a seller', () => {
  it('none are none, with one call', async () => {
    const { client, asked } = await openClient(discovery([]));
    expect(await all(client.items.listIds(SELLER))).toEqual([]);
    expect(asked.map(({ path }) => path)).toEqual([`/users/${SELLER}/items/search`]);
  });

  it.each([1, 100, 101, 1000])('%i come by offset, a hundred a call', async (count) => {
    const { client, asked } = await openClient(discovery(ids(count)));
    expect(await all(client.items.listIds(SELLER))).toEqual(ids(count));
    expect(asked.some(isScan)).toBe(false);
    expect(asked).toHaveLength(Math.ceil(count / 100));
  });

  it('Q07 1001 come by scan, as many different ones as the total says', async () => {
    const { client, asked } = await openClient(discovery(ids(1001)));
    const given = await all(client.items.listIds(SELLER));
    expect(new Set(given)).toEqual(new Set(ids(1001)));
    expect(given).toHaveLength(1001);
    expect(asked.filter((call) => !isScan(call))).toHaveLength(1);
  });

  it('Q08 the scan ends at its empty page, although that page still has a cursor', async () => {
    const { client, asked } = await openClient(discovery(ids(1250)));
    await all(client.items.listIds(SELLER));
    expect(asked.filter(isScan)).toHaveLength(14);
  });

  it('Q08 the scan ends where a page brings nothing new, or no cursor', async () => {
    const known = ids(1200);
    const circling = await openClient((call) =>
      isScan(call) ? page(known, { total: 1200 }, { scroll_id: 'again' }) : page([], { total: 1200 }),
    );
    expect(await all(circling.client.items.listIds(SELLER))).toEqual(known);
    expect(circling.asked.filter(isScan)).toHaveLength(2);
    const single = await openClient((call) =>
      isScan(call) ? page(known, { total: 1200 }, { scroll_id: null }) : page([], { total: 1200 }),
    );
    expect(await all(single.client.items.listIds(SELLER))).toEqual(known);
    expect(single.asked.filter(isScan)).toHaveLength(1);
  });

  it('Q09 results that are null are none', async () => {
    const { client } = await openClient(() => page(null, { limit: 100, offset: 0, total: 0 }));
    expect(await all(client.items.listIds(SELLER))).toEqual([]);
  });

  it('Q10 a cursor that expired costs a new scan, and neither a duplicate nor a loss', async () => {
    const { client, asked } = await openClient(discovery(ids(1250), { lost: new Set([5, 12]) }));
    const given = await all(client.items.listIds(SELLER));
    expect(given).toHaveLength(1250);
    expect(new Set(given)).toEqual(new Set(ids(1250)));
    expect(asked.filter((call) => isScan(call) && !call.query.has('scroll_id'))).toHaveLength(3);
  });

  it.each([refusals.broken, { status: 200, text: '<html></html>' }])(
    'Q10 a cursor that expired by a failure of the server, %j, costs a new scan too',
    async (expired) => {
      const answer = discovery(ids(1250));
      let scans = 0;
      const { client } = await openClient((call) => {
        if (isScan(call) && !call.query.has('scroll_id')) scans += 1;
        return scans === 1 && call.query.get('scroll_id') === '600' ? expired : answer(call);
      });
      expect(new Set(await all(client.items.listIds(SELLER)))).toEqual(new Set(ids(1250)));
      expect(scans).toBe(2);
    },
  );

  it('Q10 a server that fails at every cursor is away, which may pass', async () => {
    const { client } = await openClient((call) =>
      call.query.has('scroll_id') ? refusals.broken : discovery(ids(1250))(call),
    );
    expect(await failureOf(all(client.items.listIds(SELLER)))).toMatchObject({
      name: 'MeliServerError',
      isTransient: true,
    });
  });

  it('Q10 a cursor that is lost every time ends in an error, never in a part of the listings', async () => {
    const { client, asked } = await openClient((call) =>
      call.query.has('scroll_id') ? badRequest('Invalid scroll_id') : discovery(ids(1250))(call),
    );
    const error = await failureOf(all(client.items.listIds(SELLER)));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain('/users/{id}/items/search');
    expect(asked.filter((call) => isScan(call) && !call.query.has('scroll_id'))).toHaveLength(5);
  });

  it('a scan that is refused from its start is what it says', async () => {
    const { client } = await openClient((call) =>
      isScan(call) ? badRequest('no scans today') : page([], { total: 1001 }),
    );
    expect(await failureOf(all(client.items.listIds(SELLER)))).toBeInstanceOf(MeliRequestError);
    const denied = await openClient(() => refusals.accessDenied);
    expect(await failureOf(all(denied.client.items.listIds(SELLER)))).toMatchObject({ code: 'access_denied' });
  });

  it('Q11 are asked for without a filter of status: paused and closed ones are listings too', async () => {
    const { client, asked } = await openClient(discovery(ids(1001)));
    await all(client.items.listIds(SELLER));
    expect(asked.some(({ query }) => query.has('status'))).toBe(false);
  });

  it('Q12 a seller id as text and an order whose id is an object do not matter', async () => {
    const { client } = await openClient(discovery(ids(3)));
    expect(await all(client.items.listIds(SELLER))).toEqual(ids(3));
  });

  it('pages may be shorter than asked, and rows may come twice', async () => {
    const short = await openClient(discovery(ids(250), { length: 40 }));
    expect(await all(short.client.items.listIds(SELLER))).toEqual(ids(250));
    const [first = '', second = ''] = ids(2);
    const twice = await openClient(() => page([first, first, second], { limit: 100, offset: 0, total: 2 }));
    expect(await all(twice.client.items.listIds(SELLER))).toEqual([first, second]);
  });

  it('a row that slipped between two pages by offset is found by scan', async () => {
    const known = ids(150);
    const { client } = await openClient((call) => {
      if (isScan(call)) return discovery(known)(call);
      const offset = Number(call.query.get('offset'));
      // Between the calls the row at 100 moved to the front.
      return page(offset === 0 ? known.slice(0, 100) : known.slice(101), { limit: 100, offset, total: 150 });
    });
    expect(new Set(await all(client.items.listIds(SELLER)))).toEqual(new Set(known));
  });

  it('a total that is too high is not believed over two scans that agree', async () => {
    const { client, asked } = await openClient((call) => {
      const told = discovery(ids(1100))(call);
      return { body: { ...(told.body as object), paging: { total: 1103 } } };
    });
    expect(await all(client.items.listIds(SELLER))).toHaveLength(1100);
    expect(asked.filter((call) => isScan(call) && !call.query.has('scroll_id'))).toHaveLength(2);
  });

  it('an answer without results or total in it is a broken contract', async () => {
    const { client } = await openClient(() => ({ body: { seller_id: SELLER, results: [] } }));
    const error = await failureOf(all(client.items.listIds(SELLER)));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain('paging');
  });
});
