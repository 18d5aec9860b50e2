import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, openSeller, type Seller } from '../testing/open-seller.ts';

let seller: Seller;
beforeAll(async () => {
  seller = await openSeller({ world: { listings: 3, ordersPerDay: 1 } });
});
afterAll(() => seller.simulator.close());

const FOREIGN = { item: 'MLB9990001112', order: '2000011111111111', pack: '2000011111111112', shipment: '43111111111' };
const forbidden = 'Access to the requested resource is forbidden';
const policy = {
  message: 'At least one policy returned UNAUTHORIZED.',
  code: 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES',
  status: 403,
  blocked_by: 'PolicyAgent',
};

describe("another seller's things", () => {
  it.each([
    [`/items/${FOREIGN.item}`, 403, { message: forbidden, error: 'access_denied', status: 403, cause: null }],
    [`/items/${FOREIGN.item}/sale_price`, 403, { code: 'access_denied', error: forbidden, status: 403 }],
    [`/items/${FOREIGN.item}/visits/time_window?last=7&unit=day`, 403, policy],
    ['/users/1987654321/items_visits/time_window?last=7&unit=day', 403, policy],
    [
      `/orders/${FOREIGN.order}`,
      403,
      { message: 'The user has not access to the order', error: 'forbidden', status: 403, cause: [] },
    ],
    [`/packs/${FOREIGN.pack}`, 403, { message: 'forbidden', error: 'forbidden', status: 403, cause: [] }],
    [`/shipments/${FOREIGN.shipment}/costs`, 403, { message: 'forbidden', error: 'forbidden', status: 403, cause: [] }],
  ])('are refused in the words of their own place: %s', async (path, status, body) => {
    expect(await seller.get(path)).toMatchObject({ status, body });
    expect((await seller.get<object>(path)).body).toEqual(body);
  });

  it('are told in part where anybody may look, without what only the owner sees', async () => {
    const { status, body } = await seller.get<object>('/users/1987654321');
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: 1_987_654_321, site_id: 'MLB' });
    expect(body).not.toHaveProperty('email');
    expect((await seller.get<object>('/users/me')).body).toHaveProperty('email');
  });

  it('take only their own entry down in a multiget, whose answer as a whole is good', async () => {
    const { status, body } = await seller.get<object[]>(`/items/bulk?ids=${FOREIGN.item}`);
    expect(status).toBe(200);
    const error = { message: forbidden, error: 'access_denied', status: 403, cause: null };
    expect(body).toEqual([{ id: FOREIGN.item, status_code: 403, error }]);
  });
});

describe('a call without a good key', () => {
  it('is 401 everywhere but at visits, which blame a policy', async () => {
    const paths = ['/users/me', '/items/MLB4100200301', '/orders/search?seller=2345678901', '/missed_feeds?app_id=1'];
    for (const path of paths) {
      expect(await seller.get(path, 'APP_USR-none'), path).toMatchObject({
        status: 401,
        body: { message: 'invalid access token', error: 'invalid_token', status: 401, cause: [] },
      });
      expect((await ask(`${seller.simulator.url}${path}`)).status, path).toBe(401);
    }
    const visits = '/items/MLB4100200301/visits/time_window?last=7&unit=day';
    expect(await seller.get(visits, 'APP_USR-none')).toMatchObject({ status: 403, body: policy });
  });

  it('has a request id on its answer, as has every other', async () => {
    for (const path of ['/users/me', '/no/such/thing', '/oauth/token']) {
      const response = await fetch(`${seller.simulator.url}${path}`);
      expect(response.headers.get('x-request-id'), path).toMatch(/^[\da-f-]{36}$/);
      await response.body?.cancel();
    }
  });

  it('is told that nobody lives at an address that the marketplace does not have', async () => {
    expect(await seller.get('/sites/MLB/nothing')).toMatchObject({ status: 404, body: { error: 'not_found' } });
  });
});
