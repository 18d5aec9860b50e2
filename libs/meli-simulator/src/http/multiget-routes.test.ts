import { afterEach, describe, expect, it } from 'vitest';
import { listingIds, openSeller, type Seller } from '../testing/open-seller.ts';

const open: Seller[] = [];
afterEach(() => Promise.all(open.splice(0).map((seller) => seller.simulator.close())));
async function start(options: Parameters<typeof openSeller>[0] = {}) {
  const seller = await openSeller({ world: { listings: 3, ordersPerDay: 1 }, ...options });
  open.push(seller);
  const [id = ''] = await listingIds(seller);
  return { seller, id };
}

describe('the three ways in which a multiget was seen to answer a projection', () => {
  const projected = 'body.id,body.status,body.shipping.mode';
  const body = (id: string) => ({ id, status: 'active', shipping: { mode: 'me2' } });

  it('keeps the whole envelope unless told otherwise', async () => {
    const { seller, id } = await start();
    const answer = await seller.get<object>(`/items/bulk?ids=${id},MLB1&attributes=${projected}`);
    expect(answer.body).toEqual([
      { id, status_code: 200, body: body(id) },
      { id: 'MLB1', status_code: 404, error: expect.objectContaining({ error: 'not_found' }) },
    ]);
  });

  it('can leave only the body, and of an unknown listing nothing', async () => {
    const { seller, id } = await start({ bulkProjection: 'body_only' });
    const answer = await seller.get<object>(`/items/bulk?ids=${id},MLB1&attributes=${projected}`);
    expect(answer.body).toEqual([{ body: body(id) }, {}]);
  });

  it('can leave status and body without the id around them', async () => {
    const { seller, id } = await start({ bulkProjection: 'status_and_body' });
    const answer = await seller.get<object>(`/items/bulk?ids=${id}&attributes=${projected}`);
    expect(answer.body).toEqual([{ status_code: 200, body: body(id) }]);
  });
});

describe('the multiget of before', () => {
  it('is gone', async () => {
    const { seller, id } = await start();
    expect(await seller.get(`/items?ids=${id}`)).toMatchObject({ status: 404, body: { error: 'not_found' } });
  });

  it('answers where it was switched on, with the status as code and the error as body', async () => {
    const { seller, id } = await start({ legacyMultiget: 'on' });
    const { body } = await seller.get<object>(`/items?ids=${id},${id},MLB1&attributes=id,status`);
    expect(body).toEqual([
      { code: 200, body: { id, status: 'active' } },
      {
        code: 404,
        body: { id: 'MLB1', message: 'Item with id MLB1 not found', error: 'not_found', status: 404, cause: [] },
      },
    ]);
  });
});

describe('a multiget that asks for the wrong thing', () => {
  it('is refused with the number of elements that it sent', async () => {
    const { seller } = await start();
    const ids = Array.from({ length: 21 }, (_, index) => `MLB${index}`).join(',');
    expect(await seller.get(`/items/bulk?ids=${ids}`)).toMatchObject({
      status: 400,
      body: { message: "The parameter 'ids' only allows 20 elements. You exceeded this value by sending 21 elements" },
    });
  });

  it('is refused when it repeats a listing, or names none', async () => {
    const { seller, id } = await start();
    expect((await seller.get(`/items/bulk?ids=${id},${id}`)).status).toBe(400);
    expect((await seller.get('/items/bulk')).status).toBe(400);
  });
});
