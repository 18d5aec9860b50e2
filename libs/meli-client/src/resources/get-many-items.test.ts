import { describe, expect, it } from 'vitest';
import { MeliContractError, MeliRefusedError } from '../errors.ts';
import { all, failureOf, openClient, SELLER } from '../testing/open-client.ts';
import type { Asked, Told } from '../testing/start-answering.ts';
import { itemBody, refusals } from '../testing/wire-bodies.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `MLB${5_400_000_000 + index}`);
const [A = '', B = '', C = '', D = '', E = '', F = '', G = ''] = ids(7);
const notFound = { message: 'Item not found', error: 'not_found', status: 404, cause: [] };
const denied = refusals.accessDenied.body;
const policy = refusals.policy.body;

const idsOf = ({ query }: Asked) => (query.get('ids') ?? '').split(',');
const bulk = (call: Asked): Told => ({ body: idsOf(call).map((id) => ({ id, status_code: 200, body: itemBody(id) })) });

/** What a multiget that answers `entries` says of the listings that were asked for. */
async function kindsOf(asked: readonly string[], entries: readonly unknown[]) {
  const { client } = await openClient(() => ({ body: entries }));
  return (await all(client.items.getMany(asked))).map((entry) =>
    entry.kind === 'refused' ? [entry.id, entry.status, entry.code] : [entry.id, entry.kind],
  );
}

describe('listings of which a part was left out', () => {
  const without = (id: string, part: string) => {
    const { [part]: _, ...body } = itemBody(id);
    return { id, status_code: 200, body };
  };
  const partial = (entries: unknown[], missing: string): Told => ({
    status: 206,
    headers: { 'x-content-missing': missing },
    body: entries,
  });

  it('Q48 are asked for again, and only those', async () => {
    const { client, asked } = await openClient((call, index) =>
      index === 0 ? partial([{ id: A, status_code: 200, body: itemBody(A) }, without(B, 'tags')], 'tags') : bulk(call),
    );
    const entries = await all(client.items.getMany([A, B]));
    expect(entries.map((entry) => entry.kind === 'found' && entry.item.tags.length)).toEqual([
      expect.any(Number),
      expect.any(Number),
    ]);
    expect(asked.map(idsOf)).toEqual([[A, B], [B]]);
  });

  it('Q48 that never come whole are told as far as they came, with what is missing, so that nothing known is taken away', async () => {
    const { client, asked } = await openClient((call) =>
      partial(
        idsOf(call).map((id) => without(id, 'shipping')),
        'shipping',
      ),
    );
    expect(await all(client.items.getMany([A]))).toMatchObject([
      { id: A, kind: 'found', item: { title: 'Chaleira De Ferro 900 Ml', shipping: null }, missing: ['shipping'] },
    ]);
    expect(asked).toHaveLength(4);
  });

  it('Q48 that is not read here are taken as they are', async () => {
    const { client, asked } = await openClient((call) => ({
      ...bulk(call),
      ...partial(bulk(call).body as [], 'pictures'),
    }));
    expect(await all(client.items.getMany([A, B]))).toHaveLength(2);
    expect(asked).toHaveLength(1);
  });
});

describe('listings by id', () => {
  it('Q13 every shape of an entry is read and given to its listing', async () => {
    const entries = [
      { id: A, status_code: 200, body: itemBody(A) },
      { status_code: 200, body: itemBody(B) },
      { body: itemBody(C) },
      {},
      { id: E, status_code: 403, error: denied },
      { code: 200, body: itemBody(F) },
      { code: 404, body: notFound },
    ];
    expect(await kindsOf([A, B, C, D, E, F, G], entries)).toEqual([
      [A, 'found'],
      [B, 'found'],
      [C, 'found'],
      [D, 'missing'],
      [E, 403, 'access_denied'],
      [F, 'found'],
      [G, 'missing'],
    ]);
  });

  it('Q13 entries in another order go to the listings that they name, and nameless ones to the rest', async () => {
    const entries = [
      { body: itemBody(C) },
      policy,
      { id: A, status_code: 200, body: { ...itemBody(A), id: undefined } },
    ];
    expect(await kindsOf([A, B, C], entries)).toEqual([
      [A, 'found'],
      [B, 403, 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES'],
      [C, 'found'],
    ]);
    expect(await kindsOf([A, B], [{}, { body: itemBody(A) }])).toEqual([
      [A, 'found'],
      [B, 'missing'],
    ]);
  });

  it('Q13 an answer about a listing that was not asked for is not given to another', async () => {
    const { client } = await openClient(() => ({ body: [{ id: C, status_code: 200, body: itemBody(C) }] }));
    const error = await failureOf(all(client.items.getMany([A])));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain(C);
  });

  it('Q13 the id at the root comes before the id in the body, and a listing without an entry is missing', async () => {
    expect(await kindsOf([A, B], [{ id: B, status_code: 200, body: { ...itemBody(B), id: undefined } }])).toEqual([
      [A, 'missing'],
      [B, 'found'],
    ]);
  });

  it('Q14 twenty a call, duplicates removed: 41 listings are three calls', async () => {
    const { client, asked } = await openClient(bulk);
    const many = ids(41);
    const entries = await all(client.items.getMany([...many, ...many]));
    expect(entries.map((entry) => entry.id)).toEqual(many);
    expect(asked.map((call) => idsOf(call).length)).toEqual([20, 20, 1]);
    expect(asked.every(({ path }) => path === '/items/bulk')).toBe(true);
  });

  it('asks for the listed fields and no others, below body', async () => {
    const { client, asked } = await openClient(bulk);
    await all(client.items.getMany([A]));
    const attributes = asked[0]?.query.get('attributes')?.split(',') ?? [];
    expect(attributes).toContain('body.id');
    expect(attributes).toContain('body.shipping');
    expect(attributes.every((name) => name.startsWith('body.'))).toBe(true);
    expect(attributes).not.toContain('body.seller_address');
  });

  it('none are none, without a call', async () => {
    const { client, asked } = await openClient(bulk);
    expect(await all(client.items.getMany([]))).toEqual([]);
    expect(asked).toHaveLength(0);
  });

  it('Q15 an answer of 200 in which every entry is refused is twenty refusals and no crash', async () => {
    const many = ids(20);
    const refused = await kindsOf(
      many,
      many.map((id) => ({ id, status_code: 403, error: denied })),
    );
    expect(refused).toEqual(many.map((id) => [id, 403, 'access_denied']));
    expect(
      await kindsOf(
        many,
        many.map(() => policy),
      ),
    ).toEqual(many.map((id) => [id, 403, policy.code]));
  });

  it('where there is no bulk, the older multiget is asked, for the rest of the walk too', async () => {
    const { client, asked } = await openClient((call) => {
      if (call.path === '/items/bulk') return refusals.notFound;
      return {
        body: idsOf(call).map((id) => (id === B ? { code: 404, body: notFound } : { code: 200, body: itemBody(id) })),
      };
    });
    const entries = await all(client.items.getMany(ids(25)));
    expect(entries.map((entry) => entry.kind).filter((kind) => kind !== 'found')).toEqual(['missing']);
    expect(asked.map(({ path }) => path)).toEqual(['/items/bulk', '/items', '/items']);
    expect(asked[1]?.query.get('attributes')).toMatch(/^id,title,/);
  });

  it('where there is neither, that is said', async () => {
    const { client } = await openClient(() => refusals.notFound);
    expect(await failureOf(all(client.items.getMany([A])))).toBeInstanceOf(MeliRefusedError);
  });
});

describe('what is taken of a listing', () => {
  const read = async (given: Record<string, unknown>) => {
    const { client } = await openClient(() => ({ body: [{ id: A, status_code: 200, body: itemBody(A, given) }] }));
    const [entry] = await all(client.items.getMany([A]));
    if (entry?.kind !== 'found') throw new Error('the listing was to be found');
    return entry.item;
  };

  it('the listed fields, in the words of the wire, and nothing of a person', async () => {
    expect(await read({})).toEqual({
      id: A,
      title: 'Chaleira De Ferro 900 Ml',
      seller_id: SELLER,
      status: 'active',
      sub_status: [],
      currency_id: 'BRL',
      price: 210.5,
      available_quantity: 12,
      variations: [],
      permalink: 'https://produto.example.com/MLB-1',
      thumbnail: 'http://fotos.example.com/1.jpg',
      catalog_listing: false,
      family_name: 'Chaleira De Ferro',
      family_id: '7001002003004005',
      user_product_id: 'MLBU1600100200',
      parent_item_id: null,
      listing_type_id: 'gold_pro',
      shipping: { logistic_type: 'fulfillment' },
      tags: ['user_product_listing'],
      date_created: new Date('2026-01-05T12:00:01.250Z'),
      last_updated: new Date('2026-11-19T23:59:59.999Z'),
      stop_time: new Date('2046-01-01T04:00:00.000Z'),
    });
  });

  it('of the older model its variations with their stock', async () => {
    const variations = [
      { id: 190000000001, price: 10, available_quantity: 3, attribute_combinations: [{ id: 'COLOR' }] },
      { id: '190000000002', available_quantity: null },
    ];
    expect((await read({ variations, family_name: null, family_id: null })).variations).toEqual([
      { id: '190000000001', available_quantity: 3 },
      { id: '190000000002', available_quantity: null },
    ]);
  });

  it('Q16 a price that is null or gone is null, never 0', async () => {
    expect((await read({ price: null })).price).toBeNull();
    expect((await read({ price: undefined })).price).toBeNull();
    expect((await read({ price: 0 })).price).toBe(0);
  });

  it('Q17 a family id of twenty digits arrives as it was written', async () => {
    const text = JSON.stringify([{ id: A, status_code: 200, body: itemBody(A, { family_id: 0 }) }]);
    const { client } = await openClient(() => ({
      text: text.replace('"family_id":0', '"family_id":18446744000000000615'),
    }));
    expect(await all(client.items.getMany([A]))).toMatchObject([{ item: { family_id: '18446744000000000615' } }]);
  });

  it('Q18 a status or a kind of delivery that nobody knew stays as it was written', async () => {
    const item = await read({
      status: 'hibernating',
      sub_status: ['dreaming'],
      shipping: { logistic_type: 'drone' },
      listing_type_id: 'gold_ultra',
    });
    expect(item).toMatchObject({
      status: 'hibernating',
      sub_status: ['dreaming'],
      shipping: { logistic_type: 'drone' },
      listing_type_id: 'gold_ultra',
    });
  });

  it('Q23 a listing that came from another keeps its lineage and its tags', async () => {
    const given = { parent_item_id: 'MLB5300000009', tags: ['variations_migration_uptin', 'dragged_visits'] };
    expect(await read(given)).toMatchObject(given);
  });

  it('Q50 numbers as texts are taken where ids are meant', async () => {
    expect((await read({ seller_id: '2345678901' })).seller_id).toBe('2345678901');
  });

  it('a title and a status that are null are not known, and the listing is there', async () => {
    expect(await read({ title: null, status: null })).toMatchObject({ id: A, title: null, status: null });
  });

  it.each([
    ['title', { title: 5 }],
    ['status', { status: undefined }],
    ['available_quantity', { available_quantity: 'many' }],
    ['last_updated', { last_updated: '2026-11-19' }],
    ['variations', { variations: [{ available_quantity: 1 }] }],
  ])(
    '%s of an unknown form, or not there, is missing alone, and the listings beside it are whole',
    async (part, given) => {
      const { client, asked } = await openClient(() => ({
        body: [
          { id: A, status_code: 200, body: itemBody(A, given) },
          { id: B, status_code: 200, body: itemBody(B) },
        ],
      }));
      expect(await all(client.items.getMany([A, B]))).toMatchObject([
        { id: A, kind: 'found', item: { currency_id: 'BRL' }, missing: [part] },
        { id: B, kind: 'found', missing: [] },
      ]);
      expect(asked).toHaveLength(1);
    },
  );

  it.each([
    { id: A, status_code: 200 },
    { id: A, status_code: 200, body: 'Chaleira' },
  ])(
    'an entry that is good and tells nothing, %j, is of an unknown form, and the listings beside it are read',
    async (entry) => {
      expect(await kindsOf([A, B], [entry, { id: B, status_code: 200, body: itemBody(B) }])).toEqual([
        [A, 'unreadable'],
        [B, 'found'],
      ]);
    },
  );
});
