import { describe, expect, it } from 'vitest';
import { MeliAuthorizationError, MeliContractError, MeliRefusedError, MeliServerError } from '../errors.ts';
import { failureOf, openClient } from '../testing/open-client.ts';
import type { Told } from '../testing/start-answering.ts';
import { meBody, refusals } from '../testing/wire-bodies.ts';

const ITEM = 'MLB5500000001';

function performance(rules: object[], score: number | null = 64): Told {
  const variables = rules.map((rule) => ({ key: 'V', status: 'PENDING', title: 'x', rules: [rule] }));
  return {
    body: {
      entity_type: 'USER_PRODUCT',
      entity_id: 'MLBU1600100200',
      score,
      level: 'Medium',
      level_wording: 'Satisfatória',
      buckets: [{ key: 'B', type: 'USER_PRODUCT', score, variables }, { key: 'EMPTY' }],
    },
  };
}
const clip = (status: string) => ({ key: 'UP_HAS_SHORTS', status, progress: 0, mode: 'OPPORTUNITY', wordings: {} });
const photos = { key: 'UP_PICTURES_QUANTITY_MIN', status: 'COMPLETED' };

describe('the sale price', () => {
  const salePrice = async (body: unknown) => {
    const { client, asked } = await openClient(() => ({ body }));
    return { price: await client.items.getSalePrice(ITEM), asked };
  };
  const promoted = {
    price_id: '9',
    amount: 189.9,
    regular_amount: 210.5,
    currency_id: 'BRL',
    reference_date: '2026-11-20T15:00:00Z',
    metadata: { campaign_id: 'C-1', promotion_id: 'OFFER-1', promotion_type: 'custom', extra: 'x' },
    taxes: [],
  };

  it('Q19 is the one of the marketplace channel, with its promotion', async () => {
    const { price, asked } = await salePrice(promoted);
    expect(price).toEqual({
      amount: 189.9,
      regular_amount: 210.5,
      currency_id: 'BRL',
      reference_date: new Date('2026-11-20T15:00:00Z'),
      metadata: { campaign_id: 'C-1', promotion_id: 'OFFER-1', promotion_type: 'custom' },
    });
    expect(asked[0]?.path).toBe(`/items/${ITEM}/sale_price`);
    expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({ context: 'channel_marketplace' });
  });

  it('Q20 of a kit has a regular amount and no promotion', async () => {
    const none = { campaign_id: null, promotion_id: null, promotion_type: null };
    expect((await salePrice({ ...promoted, metadata: {} })).price).toMatchObject({
      regular_amount: 210.5,
      metadata: none,
    });
    expect((await salePrice({ ...promoted, regular_amount: null, metadata: undefined })).price).toMatchObject({
      regular_amount: null,
      metadata: none,
    });
  });

  it('Q16 that is null stays null, and one that is not there is a broken contract', async () => {
    expect((await salePrice({ ...promoted, amount: null })).price.amount).toBeNull();
    const error = await failureOf(salePrice({ ...promoted, amount: undefined }));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain('amount');
  });

  it('of another seller is refused in its own odd form', async () => {
    const { client } = await openClient(() => ({
      status: 403,
      body: { code: 'access_denied', error: 'Access to the requested resource is forbidden', status: 403 },
    }));
    expect(await failureOf(client.items.getSalePrice(ITEM))).toMatchObject({
      name: 'MeliRefusedError',
      code: 'access_denied',
      scope: 'resource',
    });
  });
});

describe('the clip of a listing', () => {
  it.each([
    ['COMPLETED', [photos, clip('COMPLETED')], true],
    ['PENDING', [clip('PENDING'), photos], false],
    ['in an unknown state', [clip('PAUSED')], null],
    ['not there', [photos], null],
  ])('Q22 a rule that is %s', async (_, rules, hasClips) => {
    const { client, asked } = await openClient(() => performance(rules));
    expect(await client.items.getPerformance(ITEM)).toEqual({ hasClips, score: 64 });
    expect(asked[0]?.path).toBe(`/item/${ITEM}/performance`);
  });

  it.each([
    [400, { message: 'Entity not calculated: Only status active is supported', error: 'bad_request', status: 400 }],
    [400, { message: 'Product items are not supported', error: 'bad_request', status: 400 }],
    [404, { message: 'Not found item performance', error: 'not_found', status: 404 }],
    [403, refusals.policy.body],
    [401, { message: 'caller is not the owner', error: 'unauthorized', status: 401 }],
  ])('Q21 cannot be told when the answer is %i (case %#)', async (status, body) => {
    const { client } = await openClient(() => ({ status, body }));
    expect(await client.items.getPerformance(ITEM)).toEqual({ hasClips: null, score: null });
  });

  it('Q21 listings that are not ours cost one renewal in all, and not one each', async () => {
    const { client, asked, tokens } = await openClient(({ path }) =>
      path.startsWith('/item/MLB9')
        ? { status: 401, body: { message: 'caller is not the owner', error: 'unauthorized', status: 401 } }
        : performance([clip('COMPLETED')]),
    );
    const told = [];
    for (const id of ['MLB9000000001', 'MLB9000000002', ITEM, 'MLB9000000003'])
      told.push((await client.items.getPerformance(id)).hasClips);
    expect(told).toEqual([null, null, true, null]);
    expect(tokens.renewals).toEqual(['key-1']);
    expect(asked).toHaveLength(5);
  });

  it('Q21 a key that was good for one listing and expires is still renewed by the next other call', async () => {
    let isExpired = false;
    const { client, tokens } = await openClient(({ path, headers }) => {
      if (path.startsWith('/item/')) return refusals.invalidToken;
      return isExpired && headers.authorization === 'Bearer key-2' ? refusals.invalidToken : { body: meBody };
    });
    await client.items.getPerformance(ITEM);
    isExpired = true;
    await client.users.getMe();
    expect(tokens.renewals).toEqual(['key-1', 'key-2']);
  });

  it('Q21 a malformed key is never taken for a refused listing, even one that was good before', async () => {
    let isMalformed = false;
    const { client, tokens } = await openClient(() =>
      isMalformed
        ? { status: 400, body: { message: 'Malformed access_token: x', error: 'bad_request' } }
        : { status: 401, body: { message: 'caller is not the owner', error: 'unauthorized', status: 401 } },
    );
    await client.items.getPerformance(ITEM);
    isMalformed = true;
    expect(await failureOf(client.items.getPerformance(ITEM))).toBeInstanceOf(MeliAuthorizationError);
    expect(tokens.renewals).toEqual(['key-1', 'key-2']);
  });

  it('Q21 a listing without a score has none', async () => {
    const { client } = await openClient(() => performance([], null));
    expect(await client.items.getPerformance(ITEM)).toEqual({ hasClips: null, score: null });
  });

  it('Mercado Livre away, or an unknown form, is not "cannot be told"', async () => {
    const away = await openClient(() => refusals.broken);
    expect(await failureOf(away.client.items.getPerformance(ITEM))).toBeInstanceOf(MeliServerError);
    const odd = await openClient(() => ({ body: { entity_type: 'ITEM', score: 3 } }));
    const error = await failureOf(odd.client.items.getPerformance(ITEM));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain('buckets');
  });

  it('keys that cannot be renewed are not a matter of the listing', async () => {
    const { client } = await openClient(() => refusals.invalidToken, {
      tokens: {
        getAccessToken: async () => 'key-1',
        replaceRejectedToken: async () => {
          throw new MeliAuthorizationError('the seller has to authorise again', { endpoint: '/oauth/token' });
        },
      },
    });
    const error = await failureOf(client.items.getPerformance(ITEM));
    expect(error).toBeInstanceOf(MeliAuthorizationError);
    expect(error).not.toBeInstanceOf(MeliRefusedError);
  });
});
