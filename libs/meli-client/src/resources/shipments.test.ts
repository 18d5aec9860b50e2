import { describe, expect, it } from 'vitest';
import { MeliContractError } from '../errors.ts';
import { failureOf, openClient, SELLER } from '../testing/open-client.ts';
import { BUYER } from '../testing/wire-bodies.ts';

const costs = {
  gross_amount: 31.4,
  receiver: { user_id: BUYER.id, cost: 0, compensation: 0, discounts: [] },
  senders: [
    { user_id: Number(SELLER), cost: 15.7, compensation: 0, discounts: [{ rate: 0.5, promoted_amount: 15.7 }] },
  ],
};

describe('packs and shipments', () => {
  it('Q46 a pack has its orders and instants, written without a colon, and not its buyer', async () => {
    const { client, asked } = await openClient(() => ({
      body: {
        id: 2000007000000001,
        orders: [{ id: 2000020000000001 }, { id: '2000020000000002' }],
        shipment: { id: 45000000001 },
        status: 'released',
        status_detail: null,
        buyer: BUYER,
        date_created: '2026-11-18T10:00:00.000-0400',
        last_updated: '2026-11-18T10:05:00.000-0400',
      },
    }));
    expect(await client.packs.get('2000007000000001')).toEqual({
      id: '2000007000000001',
      orders: [{ id: '2000020000000001' }, { id: '2000020000000002' }],
      shipment: { id: '45000000001' },
      status: 'released',
      status_detail: null,
      date_created: new Date('2026-11-18T14:00:00Z'),
      last_updated: new Date('2026-11-18T14:05:00Z'),
    });
    expect(asked[0]?.path).toBe('/packs/2000007000000001');
  });

  it('Q45 the costs of a shipment are told once, for all of its orders, in the newer format', async () => {
    const { client, asked } = await openClient(() => ({ body: costs }));
    expect(await client.shipments.getCosts('45000000001')).toEqual({
      gross_amount: 31.4,
      senders: [{ user_id: SELLER, cost: 15.7 }],
    });
    expect(asked[0]?.path).toBe('/shipments/45000000001/costs');
    expect(asked[0]?.headers['x-format-new']).toBe('true');
  });

  it('costs that name no senders are a broken contract, not 0', async () => {
    const { client } = await openClient(() => ({ body: { ...costs, senders: undefined } }));
    const error = await failureOf(client.shipments.getCosts('45000000001'));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain('senders');
  });

  it('a shipment says where it stands, and not where the buyer lives', async () => {
    const { client, asked } = await openClient(() => ({
      body: {
        id: 45000000001,
        status: 'stale_ready_to_print',
        substatus: null,
        destination: { receiver_name: BUYER.first_name, shipping_address: { street_name: 'Rua do Porto' } },
      },
    }));
    expect(await client.shipments.get('45000000001')).toEqual({
      id: '45000000001',
      status: 'stale_ready_to_print',
      substatus: null,
    });
    expect(asked[0]?.headers['x-format-new']).toBe('true');
  });
});
