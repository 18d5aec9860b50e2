import { describe, expect, it } from 'vitest';
import { MeliRefusedError } from '../errors.ts';
import { failureOf, openClient } from '../testing/open-client.ts';
import { refusals } from '../testing/wire-bodies.ts';

const ITEM = 'MLB5200000009';
const outside = {
  item_id: ITEM,
  current_price: null,
  currency_id: 'BRL',
  price_to_win: null,
  boosts: null,
  status: 'not_listed',
  consistent: true,
  visit_share: null,
  competitors_sharing_first_place: null,
  reason: ['item_not_opted_in'],
  catalog_product_id: null,
  winner: null,
};
const inside = {
  ...outside,
  current_price: 120,
  price_to_win: 111.5,
  boosts: [{ id: 'fulfillment', status: 'boosted', description: 'Full' }],
  status: 'competing',
  visit_share: 'minimum',
  reason: [],
  catalog_product_id: 'MLB33000001',
  winner: { item_id: 'MLB7700000001', price: 112, currency_id: 'BRL', boosts: null, seller: { nickname: 'PLANTED' } },
};
const told = async (body: unknown) => {
  const { client, asked } = await openClient(() => ({ body }));
  return { answer: await client.competition.getPriceToWin(ITEM), asked };
};

describe('the price to win', () => {
  it('comes with who wins now and what helps', async () => {
    const { answer, asked } = await told(inside);
    expect(answer).toEqual({
      ...inside,
      boosts: [{ id: 'fulfillment', status: 'boosted' }],
      winner: { item_id: 'MLB7700000001', price: 112, currency_id: 'BRL', boosts: [] },
      isInCatalog: true,
    });
    expect(`${asked[0]?.path}?${asked[0]?.query}`).toBe(`/items/${ITEM}/price_to_win?version=v2`);
  });

  it.each([
    ['with its reason', outside],
    ['with its reason and a product it could join', { ...outside, catalog_product_id: 'MLB33000001' }],
    ['without a reason', { ...outside, reason: null }],
    ['with nothing but its id', { item_id: ITEM }],
  ])('Q55 nulls %s are a listing outside the catalogue and no failure', async (_, body) => {
    expect((await told(body)).answer).toMatchObject({
      isInCatalog: false,
      price_to_win: null,
      winner: null,
      boosts: [],
    });
  });

  it('Q55 a catalogue listing that does not compete now is still in the catalogue', async () => {
    const { answer } = await told({ ...outside, reason: ['item_paused'], catalog_product_id: 'MLB33000001' });
    expect(answer).toMatchObject({ isInCatalog: true, status: 'not_listed', price_to_win: null });
  });

  it('of a listing that is not ours is refused', async () => {
    const { client } = await openClient(() => refusals.accessDenied);
    expect(await failureOf(client.competition.getPriceToWin(ITEM))).toBeInstanceOf(MeliRefusedError);
  });
});
