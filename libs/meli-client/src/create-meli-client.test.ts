import type { BusinessDay } from '@pulso/domain';
import { afterEach, describe, expect, it } from 'vitest';
import {
  MeliAuthorizationError,
  MeliContractError,
  MeliRateLimitError,
  MeliRefusedError,
  MeliServerError,
} from './errors.ts';
import { openScriptedHost, type ScriptedAnswer } from './testing/scripted-host.ts';
import { singleFlight } from './token-provider.ts';

let host: Awaited<ReturnType<typeof openScriptedHost>>;
afterEach(() => host.close());

const me = {
  id: 777000111,
  nickname: 'LOJA',
  site_id: 'MLB',
  tags: [],
  email: 'ana@exemplo.com',
  phone: { number: '119' },
};
const policy = {
  message: 'At least one policy returned UNAUTHORIZED.',
  code: 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES',
  status: 403,
};
const invalid = { message: 'invalid access token', error: 'invalid_token', status: 401, cause: [] };
const collect = async <Item>(pages: AsyncIterable<Item[]>) => (await Array.fromAsync(pages)).flat();
const script = async (...answers: ScriptedAnswer[]) => {
  host = await openScriptedHost((_url, _request, call) => answers[Math.min(call, answers.length) - 1] ?? { body: {} });
};

describe('one call to Mercado Livre', () => {
  it('brings only listed fields, so that no personal data of an answer comes in', async () => {
    await script({ body: me });
    const user = await host.client().users.getMe();
    expect(user).toEqual({ id: '777000111', nickname: 'LOJA', site_id: 'MLB', tags: [], status: null });
  });

  it('Q62 waits after a throttled answer in plain text and after an empty one, then goes on', async () => {
    await script({ status: 429, body: 'local_rate_limited' }, { body: '' }, { body: me });
    expect((await host.client().users.getMe()).nickname).toBe('LOJA');
    expect(host.waits_ms).toEqual([500, 1000]);
  });

  it('Q65 tries four times against HTML and 503, then says that Mercado Livre failed', async () => {
    await script({ status: 503, body: '<html>busy</html>', headers: { 'x-request-id': 'r-1' } });
    await expect(host.client().users.getMe()).rejects.toMatchObject({
      name: 'MeliServerError',
      requestId: 'r-1',
      status: 503,
    });
    expect(host.calls).toHaveLength(4);
    expect(new MeliServerError('x', { endpoint: '/y' }).isTransient).toBe(true);
  });

  it('gives up on throttling after six tries', async () => {
    await script({ status: 429, body: { message: 'Too Many Requests', error: 'too_many_requests', status: 429 } });
    await expect(host.client().users.getMe()).rejects.toBeInstanceOf(MeliRateLimitError);
    expect(host.calls).toHaveLength(6);
  });

  it('replaces a refused key once; refused again, the seller has to authorise', async () => {
    await script({ status: 401, body: invalid }, { body: me });
    expect((await host.client().users.getMe()).id).toBe('777000111');
    expect(host.renewals()).toBe(1);
    await host.close();
    await script({ status: 401, body: invalid });
    await expect(host.client().users.getMe()).rejects.toBeInstanceOf(MeliAuthorizationError);
    expect(host.renewals()).toBe(1);
  });

  it('Q05 takes a refusal by policy for a bad key once, and from then on for what it says', async () => {
    await script({ status: 403, body: policy });
    const client = host.client();
    const window = { from: '2026-11-18' as BusinessDay, to: '2026-11-20' as BusinessDay };
    await expect(client.visits.getListingDays('MLB1', window)).rejects.toBeInstanceOf(MeliRefusedError);
    await expect(client.visits.getListingDays('MLB2', window)).rejects.toMatchObject({
      scope: 'resource',
      status: 403,
    });
    expect(host.renewals()).toBe(1);
    expect(host.calls).toHaveLength(3);
  });

  it('names the path of what broke the agreed form, and never a value of it', async () => {
    await script({ body: { ...me, nickname: { secret: 'Fulana' } } });
    const failure = await host
      .client()
      .users.getMe()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MeliContractError);
    expect(String(failure)).toContain('nickname');
    expect(JSON.stringify(failure) + String(failure)).not.toContain('Fulana');
  });

  it('has at most three calls in flight, and stops when it is told to', async () => {
    let flying = 0;
    let most = 0;
    host = await openScriptedHost(() => ({ body: me }));
    const slow: typeof fetch = async (input, init) => {
      most = Math.max(most, (flying += 1));
      try {
        return await fetch(input, init);
      } finally {
        flying -= 1;
      }
    };
    const client = host.client({ fetch: slow });
    await Promise.all(Array.from({ length: 12 }, () => client.users.getMe()));
    expect(most).toBe(3);
    await expect(client.users.getMe({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('Q02 twenty callers that need a key at once ask for one', async () => {
    host = await openScriptedHost(() => ({ body: me }));
    let asked = 0;
    const shared = singleFlight({
      getAccessToken: async () => `key ${(asked += 1)}`,
      replaceRejectedToken: async (key) => `${key} ${(asked += 1)}`,
    });
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => shared.getAccessToken()))).size).toBe(1);
    await Promise.all(Array.from({ length: 20 }, () => shared.replaceRejectedToken('old')));
    expect(asked).toBe(2);
  });
});

describe('pages', () => {
  it('Q07 goes over to a scan beyond a thousand listings, and Q08 ends it at an empty page that still has a cursor', async () => {
    const ids = Array.from({ length: 1234 }, (_, index) => `MLB${index}`);
    host = await openScriptedHost((url) => {
      const isScan = url.searchParams.get('search_type') === 'scan';
      const from = Number(isScan ? (url.searchParams.get('scroll_id') ?? 0) : url.searchParams.get('offset'));
      const results = ids.slice(from, from + 100);
      return {
        body: {
          seller_id: '1',
          results,
          paging: { total: ids.length },
          ...(isScan ? { scroll_id: String(from + 100) } : {}),
        },
      };
    });
    expect(await collect(host.client().items.listIds('1'))).toEqual(ids);
    expect(host.calls.some((call) => Number(/offset=(\d+)/.exec(call)?.[1] ?? 0) > 900)).toBe(false);
  });

  it('Q13 reads every shape of a multiget entry and gives each to its id, Q14 twenty a call without duplicates', async () => {
    const item = (id: string) => ({ id, title: id, status: 'active' });
    const shapes = [
      { id: 'MLB0', status_code: 200, body: item('MLB0') },
      { status_code: 200, body: item('MLB1') },
      { body: item('MLB2') },
      {},
      { id: 'MLB4', status_code: 403, error: { code: 'access_denied' } },
      { code: 200, body: item('MLB5') },
      { code: 404, body: { error: 'not_found' } },
    ];
    host = await openScriptedHost((url) => {
      const asked = (url.searchParams.get('ids') ?? '').split(',');
      return { body: asked.map((id) => shapes[Number(id.slice(3))] ?? { id, status_code: 200, body: item(id) }) };
    });
    const ids = Array.from({ length: 41 }, (_, index) => `MLB${index}`);
    const entries = await collect(host.client().items.getMany([...ids, ...ids]));
    expect(entries.slice(0, 7).map((entry) => entry.kind)).toEqual([
      'found',
      'found',
      'found',
      'missing',
      'refused',
      'found',
      'missing',
    ]);
    expect(entries.map((entry) => entry.id)).toEqual(ids);
    expect(host.calls).toHaveLength(3);
  });

  it('Q37 repeats the pass until every order was there, over a repeated row, a missing one and a short page', async () => {
    const order = (id: number) => ({
      id,
      status: 'paid',
      date_created: '2026-11-18T10:00:00.000-04:00',
      date_closed: '2026-11-18T10:00:00.000-04:00',
      last_updated: '2026-11-18T10:00:00.000-04:00',
      currency_id: 'BRL',
      buyer: { nickname: 'BRUNA', first_name: 'Bruna' },
    });
    const passes = [
      [1, 2, 2, 4],
      [1, 2, 3, 4],
    ];
    let pass = -1;
    host = await openScriptedHost((url) => {
      const offset = Number(url.searchParams.get('offset'));
      if (offset === 0) pass += 1;
      const page = (passes[pass] ?? []).slice(offset, offset + (offset === 0 ? 1 : 2));
      return { body: { results: page.map(order), paging: { total: 4 } } };
    });
    const search = {
      field: 'date_closed',
      from: new Date('2026-11-18T03:00:00Z'),
      to: new Date('2026-11-19T03:00:00Z'),
    } as const;
    const pages = await Array.fromAsync(host.client().orders.search('1', search));
    expect(pages.flatMap((page) => page.orders.map((one) => one.id)).sort()).toEqual(['1', '2', '3', '4']);
    expect(JSON.stringify(pages)).not.toMatch(/bruna/i);
    expect(host.calls.every((call) => call.includes('limit=50'))).toBe(true);
  });

  it('Q24 fills missing days with 0, Q25 sorts, Q27 takes the label as it stands', async () => {
    host = await openScriptedHost(() => ({
      body: {
        item_id: 'MLB1',
        results: [
          { date: '2026-11-20T00:00:00Z', total: 3 },
          { date: '2026-11-18T00:00:00Z', total: 7 },
        ],
      },
    }));
    const window = { from: '2026-11-18' as BusinessDay, to: '2026-11-20' as BusinessDay };
    expect(await host.client().visits.getListingDays('MLB1', window)).toEqual([
      { day: '2026-11-18', visits: 7 },
      { day: '2026-11-19', visits: 0 },
      { day: '2026-11-20', visits: 3 },
    ]);
    expect(host.calls).toEqual(['/items/MLB1/visits/time_window?last=2&unit=day&ending=2026-11-20']);
  });

  it.each([
    [{ status: 'COMPLETED' }, true],
    [{ status: 'PENDING' }, false],
    [null, null],
  ])('Q22 a clip rule of %o means %o', async (rule, hasClips) => {
    const rules = rule ? [{ key: 'UP_HAS_SHORTS', ...rule }] : [];
    await script({ body: { score: 70, buckets: [{ variables: [{ rules }] }] } });
    expect(await host.client().items.getPerformance('MLB1')).toEqual({ hasClips, score: 70 });
  });

  it('Q21 performance that is not calculated means that the clip cannot be told', async () => {
    await script({
      status: 400,
      body: { message: 'Entity not calculated: Only status active is supported', error: 'bad_request', status: 400 },
    });
    expect(await host.client().items.getPerformance('MLB1')).toEqual({ hasClips: null, score: null });
  });
});
