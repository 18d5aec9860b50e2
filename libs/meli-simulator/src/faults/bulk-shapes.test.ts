import { afterEach, describe, expect, it } from 'vitest';
import { listingIds, openSeller, type Seller } from '../testing/open-seller.ts';
import type { FaultOf } from './fault-rule.ts';

const open: Seller[] = [];
afterEach(() => Promise.all(open.splice(0).map((seller) => seller.simulator.close())));

describe('entries of a multiget', () => {
  it('Q13 Q15 take each shape that was seen, and the answer as a whole stays 200', async () => {
    const seller = await openSeller({ world: { listings: 4, ordersPerDay: 1, historyDays: 2 } });
    open.push(seller);
    const ids = (await listingIds(seller)).slice(0, 3);
    const path = `/items/bulk?ids=${ids}&attributes=body.id,body.status`;
    const { body: plain } = await seller.get<{ id: string; status_code: number; body: object }[]>(path);
    const shaped = async (shape: FaultOf<'bulk-entries'>['shape'], rows = 1) => {
      seller.simulator.setFaults([{ kind: 'bulk-entries', shape, rows }]);
      const { status, body } = await seller.get<object[]>(path);
      expect(status).toBe(200);
      expect(seller.simulator.faultsGiven()).toHaveProperty(['bulk-entries GET /items/bulk']);
      return body;
    };
    const error = (word: string) => expect.objectContaining({ error: word });
    const policy = { status: 403, blocked_by: 'PolicyAgent', code: 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES' };
    expect(await shaped('nothing')).toEqual([{}, {}, {}]);
    expect(await shaped('not-found')).toEqual(ids.map((id) => ({ id, status_code: 404, error: error('not_found') })));
    expect(await shaped('forbidden')).toEqual(
      ids.map((id) => ({ id, status_code: 403, error: error('access_denied') })),
    );
    expect(await shaped('policy-agent')).toEqual(ids.map(() => expect.objectContaining(policy)));
    expect(await shaped('body-only')).toEqual(plain.map(({ body }) => ({ body })));
    expect(await shaped('status-and-body')).toEqual(plain.map(({ body }) => ({ status_code: 200, body })));
    const some = await shaped('nothing', 0.34);
    expect(some.filter((entry) => Object.keys(entry).length === 0)).toHaveLength(1);
    expect(some.filter((entry) => plain.some((one) => JSON.stringify(one) === JSON.stringify(entry)))).toHaveLength(2);
  });

  it('are in no other answer, so that a rule is not spent elsewhere', async () => {
    const seller = await openSeller({
      world: { listings: 2, ordersPerDay: 1, historyDays: 2 },
      faults: [{ kind: 'bulk-entries', shape: 'nothing', calls: 1 }],
    });
    open.push(seller);
    const [id] = await listingIds(seller);
    expect((await seller.get(`/items/${id}`)).body).toMatchObject({ id });
    expect((await seller.get(`/items/bulk?ids=${id}`)).body).toEqual([{}]);
    expect((await seller.get(`/items/bulk?ids=${id}`)).body).toMatchObject([{ id }]);
  });
});
