import { describe, expect, it } from 'vitest';
import { MeliContractError } from '../errors.ts';
import { failureOf, openClient } from '../testing/open-client.ts';
import { meBody } from '../testing/wire-bodies.ts';

const rated = (value: number) => ({
  period: '60 days',
  rate: value / 1000,
  value,
  excluded: { real_value: value + 1, real_rate: (value + 1) / 1000 },
});
const full = {
  level_id: '4_light_green',
  power_seller_status: null,
  real_level: '3_yellow',
  protection_end_date: '2026-12-24T00:00:00.000-03:00',
  transactions: { period: 'historic', total: 900, completed: 870, canceled: 30, ratings: { positive: 0.9 } },
  metrics: {
    sales: { period: '60 days', completed: 210 },
    claims: rated(3),
    delayed_handling_time: rated(5),
    cancellations: { period: '60 days', rate: 0, value: 0 },
  },
};
const reputationOf = async (seller_reputation: unknown, status = 200) => {
  const { client } = await openClient(() => ({ status, body: { ...meBody, seller_reputation } }));
  return client.reputation.get();
};

describe('the reputation of a seller', () => {
  it('comes with its level, its protection and its rates, zeros as zeros', async () => {
    const { transactions, metrics, protection_end_date: _, ...plain } = full;
    expect(await reputationOf(full)).toEqual({
      ...plain,
      protection_end_date: new Date('2026-12-24T03:00:00Z'),
      transactions: { total: 900, completed: 870, canceled: 30 },
      metrics: { ...metrics, cancellations: { ...metrics.cancellations, excluded: null } },
    });
    expect(transactions.ratings.positive).toBe(0.9);
  });

  it('is null where a 206 leaves it out, so that what is known of it stays', async () => {
    expect(await reputationOf(undefined, 206)).toBeNull();
    expect(await reputationOf(null, 206)).toBeNull();
  });

  it('of a new seller has no level, which is not the same as not told', async () => {
    const told = await reputationOf({ level_id: null, power_seller_status: null, metrics: {} });
    expect(told).toMatchObject({ level_id: null, transactions: null, metrics: { sales: null, claims: null } });
  });

  it('in an unknown form names its path', async () => {
    const error = await failureOf(reputationOf({ ...full, metrics: { claims: { rate: 'low' } } }));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain('seller_reputation.metrics.claims.rate');
  });
});
