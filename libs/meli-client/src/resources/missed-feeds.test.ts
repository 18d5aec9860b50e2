import { describe, expect, it } from 'vitest';
import { all, openClient, SELLER } from '../testing/open-client.ts';
import { BUYER } from '../testing/wire-bodies.ts';

const APP = '8800112233445566';

function notice(index: number, given: object = {}) {
  return {
    _id: `n-${index}`,
    resource: `/orders/${2000020000000000 + index}`,
    user_id: Number(SELLER),
    topic: 'orders_v2',
    application_id: Number(APP),
    attempts: 8,
    sent: '2026-11-19T10:00:00.123456789Z',
    received: '2026-11-19T09:59:59.900Z',
    request: { url: 'https://pulso.example.com/cb', data: `{"buyer":"${BUYER.nickname}"}` },
    response: { http_code: 503, body: '' },
    ...given,
  };
}

describe('notices that were missed', () => {
  it('come page by page, without what was sent and answered', async () => {
    const feed = Array.from({ length: 23 }, (_, index) => notice(index));
    const { client, asked } = await openClient(({ query }) => {
      const offset = Number(query.get('offset'));
      const messages = feed.slice(offset, offset + Number(query.get('limit')));
      return { body: { messages: messages.length > 0 ? messages : null } };
    });
    const notices = await all(client.missedFeeds.list(APP, { topic: 'items', siteId: 'MLB' }));
    expect(notices).toHaveLength(23);
    expect(notices[0]).toEqual({
      id: 'n-0',
      topic: 'orders_v2',
      resource: '/orders/2000020000000000',
      user_id: SELLER,
      application_id: APP,
      attempts: 8,
      sent: new Date('2026-11-19T10:00:00.123Z'),
      received: new Date('2026-11-19T09:59:59.900Z'),
    });
    expect(asked.map(({ query }) => query.get('offset'))).toEqual(['0', '10', '20', '23']);
    expect(Object.fromEntries(asked[0]?.query ?? [])).toMatchObject({ app_id: APP, topic: 'items', site_id: 'MLB' });
  });

  it('Q60 null messages are none', async () => {
    const { client, asked } = await openClient(() => ({ body: { messages: null } }));
    expect(await all(client.missedFeeds.list(APP))).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('Q57 unknown topics, ids by another name, misspelled fields and resources without a slash are taken', async () => {
    const odd = notice(1, {
      _id: undefined,
      id: 'x-1',
      topic: 'catalog_suggestions',
      resource: 'suggestions/items/MLB1/details',
      user_id: SELLER,
      received: undefined,
      recieved: '2026-11-19T09:00:00Z',
    });
    const { client } = await openClient(({ query }) => ({
      body: { messages: query.get('offset') === '0' ? [odd] : [] },
    }));
    expect(await all(client.missedFeeds.list(APP))).toMatchObject([
      { id: 'x-1', topic: 'catalog_suggestions', user_id: SELLER, received: new Date('2026-11-19T09:00:00Z') },
    ]);
  });

  it('an odd field is not known and hides no other notice', async () => {
    const odd = notice(1, { attempts: 'eight', sent: 'yesterday', user_id: {} });
    const { client } = await openClient(({ query }) => ({
      body: { messages: query.get('offset') === '0' ? [odd, notice(2)] : null },
    }));
    expect(await all(client.missedFeeds.list(APP))).toMatchObject([
      { id: 'n-1', attempts: null, sent: null, user_id: null },
      { id: 'n-2', attempts: 8 },
    ]);
  });

  it('a feed that turns in circles ends', async () => {
    const { client, asked } = await openClient(() => ({ body: { messages: [notice(1), notice(2)] } }));
    expect(await all(client.missedFeeds.list(APP))).toHaveLength(2);
    expect(asked).toHaveLength(2);
  });
});
