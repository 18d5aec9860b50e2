import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenShop, openShop } from '../testing/open-shop.ts';
import { readListings } from '../testing/read-listings.ts';
import { type Body, refused } from '../testing/shop-answers.ts';
import { listingBody } from '../testing/shop-bodies.ts';

let at: OpenShop;
beforeEach(async () => {
  at = await openShop('2026-11-20T15:00:00Z');
});
afterEach(() => at.close());

/** Puts a listing into the shop, with a price and an answer about its clip. */
const has = (id: string, given: Body = {}) => {
  at.shop.listings.set(id, listingBody(id, given));
  if (!at.shop.prices.has(id)) at.shop.prices.set(id, 80);
  if (!at.shop.clips.has(id)) at.shop.clips.set(id, 'COMPLETED');
};
const sync = () => readListings(at.context());
const sightings = () =>
  at.rows(
    `select listing_id as id, day::text, price::float, stock, has_clips from listing_sightings order by listing_id, day`,
  );

describe('the listings that a sync stored', () => {
  it('Q11 hold paused and closed ones, each with the status of the listing itself, and nothing is asked by status', async () => {
    has('MLB1');
    has('MLB2', { status: 'paused' });
    has('MLB3', { status: 'closed', stop_time: '2026-11-19T12:00:00.000Z' });
    expect(await sync()).toMatchObject({ itemsProcessed: 3, itemsCreated: 3, missing: [] });
    expect(at.shop.asked.filter((call) => call.includes('status='))).toEqual([]);
    expect(await at.rows('select listing_id, status, closed_seen_at from listings order by 1')).toEqual([
      { listing_id: 'MLB1', status: 'active', closed_seen_at: null },
      { listing_id: 'MLB2', status: 'paused', closed_seen_at: null },
      { listing_id: 'MLB3', status: 'closed', closed_seen_at: new Date('2026-11-20T15:00:00Z') },
    ]);
  });

  it('Q16 have no price where none is told, never 0, and keep what was seen of it before', async () => {
    has('MLB1', { price: null });
    at.shop.prices.set('MLB1', null);
    expect(await sync()).toMatchObject({ missing: [] });
    expect(await sightings()).toEqual([{ id: 'MLB1', day: '2026-11-20', price: null, stock: 4, has_clips: true }]);

    at.shop.prices.set('MLB1', 75.5);
    at.moveTo('2026-11-21T15:00:00Z');
    await sync();
    at.shop.prices.set('MLB1', null);
    has('MLB1', { last_updated: '2026-11-21T16:00:00.000Z' });
    at.moveTo('2026-11-21T17:00:00Z');
    await sync();
    expect(await sightings()).toMatchObject([{ price: null }, { day: '2026-11-21', price: 75.5 }]);
  });

  it('are told by a connection, and each thing that was seen of them by one kind of answer, at its own instant', async () => {
    has('MLB1');
    at.shop.prices.set('MLB1', 75.5);
    await sync();
    const seen = { price: 'sale_price', stock: 'items', clips: 'performance', connection: at.connectionId };
    expect(
      await at.rows(
        `select price_source as price, stock_source as stock, clips_source as clips, connection_id as connection
         from listing_sightings where price_seen_at = stock_seen_at and clips_seen_at is not null`,
      ),
    ).toEqual([seen]);
  });

  it('Q17 have a family id of twenty digits as it was written', async () => {
    at.shop.told.set('/items/bulk', {
      text: JSON.stringify([{ id: 'MLB1', status_code: 200, body: listingBody('MLB1', { family_id: 5 }) }]).replace(
        '"family_id":5',
        '"family_id":18446744000000000615',
      ),
    });
    has('MLB1');
    await sync();
    expect(await at.rows('select family_id from listings')).toEqual([{ family_id: '18446744000000000615' }]);
  });

  it('Q18 have a status and a sub-status that nobody knew as they were written', async () => {
    has('MLB1', { status: 'hibernating', sub_status: ['snowed_in'], shipping: { logistic_type: 'by_sledge' } });
    expect(await sync()).toMatchObject({ missing: [] });
    expect(await at.rows('select status, sub_status, access from listings')).toEqual([
      { status: 'hibernating', sub_status: ['snowed_in'], access: 'readable' },
    ]);
  });

  it('Q19 have the price of the marketplace channel, and not the one in the listing', async () => {
    has('MLB1', { price: 999 });
    at.shop.prices.set('MLB1', 80.9);
    await sync();
    expect(at.shop.asked).toContain('/items/MLB1/sale_price?context=channel_marketplace');
    expect(await sightings()).toMatchObject([{ price: 80.9 }]);
  });

  it('Q20 have the price that is asked, whatever price a kit shows struck through', async () => {
    has('MLB1');
    at.shop.told.set('/items/MLB1/sale_price', {
      body: { amount: 60, regular_amount: 90, currency_id: 'BRL', metadata: {} },
    });
    await sync();
    expect(await sightings()).toMatchObject([{ price: 60 }]);
  });

  it('Q21 do not tell of a clip that Mercado Livre cannot tell of, and are not owed it for a week', async () => {
    has('MLB1');
    at.shop.clips.delete('MLB1');
    has('MLB2', { catalog_listing: true });
    expect(await sync()).toMatchObject({ missing: [] });
    expect(await at.rows('select has_clips from listing_sightings')).toEqual([
      { has_clips: null },
      { has_clips: null },
    ]);
    const asked = () => at.shop.asked.filter((call) => call.includes('/performance'));
    expect(asked()).toEqual(['/item/MLB1/performance']);
    at.moveTo('2026-11-27T15:00:00Z');
    await sync();
    expect(asked()).toHaveLength(1);
    at.moveTo('2026-11-27T15:00:01Z');
    await sync();
    expect(asked()).toHaveLength(2);
  });

  it('Q22 tell of a clip true, false and unknown apart, and the unknown takes nothing known away', async () => {
    const rules = [
      ['MLB1', 'COMPLETED'],
      ['MLB2', 'PENDING'],
      ['MLB3', null],
      ['MLB4', 'SOMETHING_NEW'],
    ] as const;
    for (const [id, status] of rules) {
      at.shop.clips.set(id, status);
      has(id);
    }
    await sync();
    const clips = () => at.rows('select listing_id as id, has_clips from listing_sightings order by listing_id');
    const known = [
      { id: 'MLB1', has_clips: true },
      { id: 'MLB2', has_clips: false },
      { id: 'MLB3', has_clips: null },
      { id: 'MLB4', has_clips: null },
    ];
    expect(await clips()).toEqual(known);
    for (const [id] of rules) has(id, { last_updated: '2026-11-20T16:00:00.000Z' });
    at.shop.clips.set('MLB1', null);
    at.shop.clips.delete('MLB2');
    at.moveTo('2026-11-20T17:00:00Z');
    await sync();
    expect(at.shop.asked.filter((call) => call.includes('/performance'))).toHaveLength(8);
    expect(await clips()).toEqual(known);
  });

  it('Q23 know which listing they came from and which product they are', async () => {
    has('MLB1', { status: 'closed', tags: ['variations_migration_source'], user_product_id: null });
    const heir = { parent_item_id: 'MLB1', tags: ['variations_migration_uptin'], family_id: 77, family_name: 'Bule' };
    has('MLB2', { ...heir, user_product_id: 'MLBU7' });
    has('MLB3', { ...heir, user_product_id: 'MLBU8' });
    await sync();
    const lineage = await at.rows(
      `select listing_id as id, parent_listing_id as parent, user_product_id as product, family_id as family, tags
       from listings order by 1`,
    );
    const tags = ['variations_migration_uptin'];
    expect(lineage).toEqual([
      { id: 'MLB1', parent: null, product: null, family: null, tags: ['variations_migration_source'] },
      { id: 'MLB2', parent: 'MLB1', product: 'MLBU7', family: '77', tags },
      { id: 'MLB3', parent: 'MLB1', product: 'MLBU8', family: '77', tags },
    ]);
  });
});

describe('a listing of which a part is never told', () => {
  /** The multiget is a 206 from now on, without these parts. */
  const leaveOut = (...parts: string[]) =>
    at.shop.told.set('/items/bulk', (query) => ({
      status: 206,
      headers: { 'x-content-missing': parts.join(',') },
      body: (query.get('ids') ?? '').split(',').map((id) => {
        const told = Object.entries(at.shop.listings.get(id) ?? {}).filter(([name]) => !parts.includes(name));
        return { id, status_code: 200, body: Object.fromEntries(told) };
      }),
    }));
  const stored = () =>
    at.rows('select listing_id as id, access, status, title, tags, sub_status from listings order by 1');

  it('Q48 is stored all the same, keeps what is known, is named on every day and never given up', async () => {
    has('MLB1', { tags: ['cart_eligible'], sub_status: ['warning'] });
    await sync();
    has('MLB1', { status: 'paused', tags: [] });
    has('MLB2', { title: 'Chaleira' });
    leaveOut('tags', 'sub_status', 'thumbnail');
    for (const day of ['2026-11-21', '2026-11-22', '2026-11-23']) {
      at.moveTo(`${day}T15:00:00Z`);
      const named = { source: 'listings', reason: 'without sub_status, tags, thumbnail' };
      expect(await sync()).toMatchObject({
        itemsProcessed: 2,
        missing: [
          { ...named, listingId: 'MLB1' },
          { ...named, listingId: 'MLB2' },
        ],
        inaccessible: [],
      });
      expect(await stored()).toEqual([
        {
          id: 'MLB1',
          access: 'readable',
          status: 'paused',
          title: 'Bule Esmaltado',
          tags: ['cart_eligible'],
          sub_status: ['warning'],
        },
        { id: 'MLB2', access: 'readable', status: 'active', title: 'Chaleira', tags: [], sub_status: [] },
      ]);
    }
    expect(await at.rows('select * from listing_refusals')).toEqual([]);
  });

  it('Q48 is not named for a part of which nothing is stored', async () => {
    has('MLB1');
    leaveOut('shipping', 'price');
    expect(await sync()).toMatchObject({ itemsCreated: 1, missing: [] });
  });

  it('Q48 does not tell of a stock that its variations hold', async () => {
    has('MLB1', { variations: [{ id: 1, available_quantity: 3 }], available_quantity: 9 });
    leaveOut('variations');
    await sync();
    expect(await at.rows('select stock from listing_sightings where stock is not null')).toEqual([]);
  });

  it('or is of an unknown form, costs that part alone; one that tells nothing is named, and those beside them are read', async () => {
    has('MLB1', { title: null });
    has('MLB2', { title: 7 });
    has('MLB3');
    has('MLB4');
    at.shop.told.set('/items/bulk', {
      body: ['MLB1', 'MLB2', 'MLB3', 'MLB4'].map((id) => ({
        id,
        status_code: 200,
        ...(id !== 'MLB3' && { body: at.shop.listings.get(id) }),
      })),
    });
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
      at.moveTo(`${day}T15:00:00Z`);
      expect(await sync()).toMatchObject({
        itemsProcessed: 3,
        missing: [
          { listingId: 'MLB2', reason: 'without title' },
          { listingId: 'MLB3', reason: 'unknown form' },
        ],
        inaccessible: [],
      });
    }
    expect(await stored()).toMatchObject([
      { id: 'MLB1', title: null },
      { id: 'MLB2', title: null },
      { id: 'MLB4', title: 'Bule Esmaltado' },
    ]);
  });
});

describe('a listing that is refused', () => {
  const refuse = (...ids: string[]) =>
    at.shop.told.set('/items/bulk', (query) => ({
      body: (query.get('ids') ?? '').split(',').map((id) => {
        const body = at.shop.listings.get(id);
        return ids.includes(id) || !body
          ? { id, status_code: 403, body: refused.item.body }
          : { id, status_code: 200, body };
      }),
    }));
  const stored = () => at.rows('select listing_id as id, access, status, title from listings order by 1');

  it('Q15 keeps what is known of it, its status too; refused on a second day it is inaccessible, and all of a page may be', async () => {
    has('MLB1');
    has('MLB2', { status: 'paused' });
    await sync();
    const before = [
      { id: 'MLB1', access: 'readable', status: 'active', title: 'Bule Esmaltado' },
      { id: 'MLB2', access: 'readable', status: 'paused', title: 'Bule Esmaltado' },
    ];
    refuse('MLB1', 'MLB2');
    at.moveTo('2026-11-20T18:00:00Z');
    const missing = ['MLB1', 'MLB2'].map((listingId) => ({
      source: 'listings',
      listingId,
      reason: '403 access_denied',
    }));
    expect(await sync()).toMatchObject({ itemsProcessed: 0, itemsUpdated: 0, missing });
    expect(await stored()).toEqual(before);
    at.moveTo('2026-11-21T02:59:00Z');
    expect(await sync()).toMatchObject({ missing });
    expect(await stored()).toEqual(before);

    at.moveTo('2026-11-21T03:01:00Z');
    expect(await sync()).toMatchObject({ itemsUpdated: 0, missing: [], inaccessible: ['MLB1', 'MLB2'] });
    expect(await stored()).toEqual(before.map((row) => ({ ...row, access: 'inaccessible' })));
  });

  it('is no longer owed once it is inaccessible, is tried once a week, and is a listing like others when it answers', async () => {
    has('MLB1');
    has('MLB2');
    await sync();
    refuse('MLB1');
    for (const instant of ['2026-11-20T18:00:00Z', '2026-11-21T18:00:00Z']) {
      at.moveTo(instant);
      await sync();
    }
    const askedOf = (id: string) => at.shop.asked.filter((call) => call.startsWith('/items/bulk') && call.includes(id));
    const before = askedOf('MLB1').length;
    at.moveTo('2026-11-28T17:59:00Z');
    expect(await sync()).toMatchObject({ itemsProcessed: 1, missing: [], inaccessible: ['MLB1'] });
    expect(askedOf('MLB1')).toHaveLength(before);
    at.moveTo('2026-11-28T18:00:00Z');
    expect(await sync()).toMatchObject({ missing: [], inaccessible: ['MLB1'] });
    expect(askedOf('MLB1')).toHaveLength(before + 1);

    at.shop.told.clear();
    at.moveTo('2026-12-05T18:00:00Z');
    expect(await sync()).toMatchObject({ itemsProcessed: 2, missing: [], inaccessible: [] });
    expect(await stored()).toMatchObject([{ access: 'readable' }, { access: 'readable' }]);
    refuse('MLB1');
    at.moveTo('2026-12-06T18:00:00Z');
    expect(await sync()).toMatchObject({ missing: [{ listingId: 'MLB1' }], inaccessible: [] });
  });

  it('and was never known is named and given up like others, without a row of its own', async () => {
    at.shop.alsoDiscovered.push('MLB9');
    refuse('MLB9');
    expect(await sync()).toMatchObject({ missing: [{ listingId: 'MLB9' }] });
    at.moveTo('2026-11-21T15:00:00Z');
    expect(await sync()).toMatchObject({ missing: [], inaccessible: ['MLB9'] });
    expect(await stored()).toEqual([]);
  });

  it('with 404 is as good as refused', async () => {
    has('MLB1');
    await sync();
    at.shop.listings.clear();
    at.moveTo('2026-11-20T18:00:00Z');
    expect(await sync()).toMatchObject({ missing: [{ listingId: 'MLB1', reason: '404 not_found' }] });
    at.moveTo('2026-11-21T18:00:00Z');
    expect(await sync()).toMatchObject({ missing: [], inaccessible: ['MLB1'] });
  });

  it('of which only the price is refused loses only the price, and that is given up on the second day', async () => {
    has('MLB1');
    has('MLB2');
    at.shop.told.set('/items/MLB1/sale_price', refused.item);
    expect(await sync()).toMatchObject({
      itemsCreated: 2,
      missing: [{ source: 'price', listingId: 'MLB1', reason: '403 access_denied' }],
    });
    at.moveTo('2026-11-21T15:00:00Z');
    expect(await sync()).toMatchObject({ itemsProcessed: 2, missing: [], inaccessible: [] });
    expect(await sightings()).toMatchObject([
      { id: 'MLB1', price: null, has_clips: true },
      { id: 'MLB1', price: null },
      { id: 'MLB2', price: 80 },
      { id: 'MLB2', price: 80 },
    ]);
    const asked = () => at.shop.asked.filter((call) => call.startsWith('/items/MLB1/sale_price')).length;
    expect(asked()).toBe(2);
    at.moveTo('2026-11-22T15:00:00Z');
    await sync();
    expect(asked()).toBe(2);
    expect(await stored()).toMatchObject([{ access: 'readable' }, { access: 'readable' }]);

    at.shop.told.clear();
    at.moveTo('2026-11-28T15:00:00Z');
    await sync();
    expect(asked()).toBe(3);
    expect(await at.rows('select * from listing_refusals')).toEqual([]);
  });

  it('Q65 nor is one given up whose price or clip always fails: it is named on every day, and the others have theirs', async () => {
    has('MLB1');
    has('MLB2');
    const away = { status: 502, text: '<html></html>' };
    at.shop.told.set('/items/MLB1/sale_price', away);
    at.shop.told.set('/item/MLB2/performance', away);
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
      at.moveTo(`${day}T18:00:00Z`);
      const { missing } = await sync();
      expect(missing).toHaveLength(2);
      expect(missing).toEqual(
        expect.arrayContaining([
          { connectionId: at.connectionId, source: 'price', listingId: 'MLB1', reason: 'meli_unavailable' },
          { connectionId: at.connectionId, source: 'clip', listingId: 'MLB2', reason: 'meli_unavailable' },
        ]),
      );
    }
    expect(await sightings()).toMatchObject([
      { id: 'MLB1', price: null, has_clips: true },
      { id: 'MLB1', price: null },
      { id: 'MLB1', price: null },
      { id: 'MLB2', price: 80, has_clips: null },
      { id: 'MLB2', price: 80 },
      { id: 'MLB2', price: 80 },
    ]);
    expect(await at.rows('select * from listing_refusals')).toEqual([]);
  });

  it('for its price, like every other listing, lacks a permission and is not given up', async () => {
    has('MLB1');
    has('MLB2');
    for (const id of ['MLB1', 'MLB2']) at.shop.told.set(`/items/${id}/sale_price`, refused.policy);
    for (const instant of ['2026-11-20T18:00:00Z', '2026-11-21T18:00:00Z', '2026-11-22T18:00:00Z']) {
      at.moveTo(instant);
      const parts = ['MLB1', 'MLB2'].map((listingId) => ({ source: 'price', listingId }));
      expect(await sync()).toMatchObject({
        missing: expect.arrayContaining(parts.map((part) => expect.objectContaining(part))),
      });
    }
  });
});
