import { describe, expect, it } from 'vitest';
import {
  MeliAuthorizationError,
  MeliConfigurationError,
  MeliContractError,
  MeliError,
  MeliNetworkError,
  MeliRateLimitError,
  MeliRefusedError,
  MeliRequestError,
  MeliServerError,
  MeliTimeoutError,
} from './errors.ts';
import { failureOf, openClient, SELLER } from './testing/open-client.ts';
import type { Told } from './testing/start-answering.ts';
import { meBody, refusals } from './testing/wire-bodies.ts';

const me: Told = { body: meBody };
const inTurn =
  (...answers: (Told | 'hang-up' | 'silence')[]) =>
  (_: unknown, index: number) =>
    answers[Math.min(index, answers.length - 1)] ?? me;

describe('a call', () => {
  it('carries the key in its header and nowhere else, and gives only what is on the list', async () => {
    const { client, asked } = await openClient(() => me);
    expect(await client.users.getMe()).toEqual({
      id: SELLER,
      nickname: 'FEIRA.DA.SERRA',
      site_id: 'MLB',
      tags: ['normal', 'user_product_seller'],
      status: { site_status: 'active' },
    });
    expect(asked[0]?.headers.authorization).toBe('Bearer key-1');
    expect(asked[0]?.query.size).toBe(0);
  });

  it('is reported once per try, with its template, status and request id', async () => {
    const { client, reports } = await openClient(
      inTurn({ ...refusals.broken, headers: { 'x-request-id': 'r-1' } }, 'hang-up', me),
    );
    await client.users.getMe();
    expect(reports.map(({ endpoint, status, attempt, requestId }) => [endpoint, status, attempt, requestId])).toEqual([
      ['/users/me', 503, 1, 'r-1'],
      ['/users/me', null, 2, null],
      ['/users/me', 200, 3, null],
    ]);
    expect(reports.every(({ duration_ms }) => duration_ms >= 0)).toBe(true);
  });

  it('writes one log line per try, without a key in it', async () => {
    const lines: string[] = [];
    const log = { debug: (report: object, message: string) => void lines.push(`${message} ${JSON.stringify(report)}`) };
    const { client } = await openClient(inTurn(refusals.tooMany, me), { log });
    await client.users.getMe();
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('key-1');
  });

  it('keeps an id inside its place in the path', async () => {
    const { client, asked } = await openClient(() => refusals.notFound);
    await failureOf(client.packs.get('1/../../users/me?x=1'));
    expect(asked[0]?.path).toBe('/packs/1%2F..%2F..%2Fusers%2Fme%3Fx%3D1');
  });

  it('does not follow a redirection, since a key must not travel to another address', async () => {
    const { client, asked } = await openClient(() => ({ status: 302, headers: { location: '/users/me' }, text: '' }));
    expect(await failureOf(client.users.getMe())).toBeInstanceOf(MeliRequestError);
    expect(asked).toHaveLength(1);
  });

  it('lets no more than three of its seller be under way at once, and no caller wait for ever', async () => {
    let underWay = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const { client } = await openClient(
      async () => {
        // Nobody is answered before three are there.
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          if (waiting.length === 3) for (const go of waiting.splice(0)) go();
        });
        return me;
      },
      {
        fetch: async (...given) => {
          underWay += 1;
          most = Math.max(most, underWay);
          try {
            return await fetch(...given);
          } finally {
            underWay -= 1;
          }
        },
      },
    );
    await Promise.all(Array.from({ length: 30 }, () => client.users.getMe()));
    expect(most).toBe(3);
  });

  it('asks the allowance before every try, visits as visits', async () => {
    const { client, taken } = await openClient(
      inTurn(refusals.tooMany, { body: { item_id: 'MLB5200000001', results: [] } }),
    );
    await client.visits.getListingDays('MLB5200000001', { from: '2026-11-20', to: '2026-11-20' } as never);
    expect(taken).toEqual(['visits', 'visits']);
  });
});

describe('a key that is refused', () => {
  it.each([
    ['401 invalid_token', refusals.invalidToken],
    ['401 not_found', { status: 401, body: { message: 'invalid access token', error: 'not_found', status: 401 } }],
    ['a malformed key', { status: 400, body: { message: 'Malformed access_token: x', error: 'bad_request' } }],
    ['Invalid caller.id', { status: 403, body: { message: 'Invalid caller.id', error: 'forbidden', status: 403 } }],
  ])('%s is replaced once and the call is made again', async (_, refusal) => {
    const { client, asked, tokens } = await openClient(inTurn(refusal, me));
    expect((await client.users.getMe()).id).toBe(SELLER);
    expect(tokens.renewals).toEqual(['key-1']);
    expect(asked.map((call) => call.headers.authorization)).toEqual(['Bearer key-1', 'Bearer key-2']);
  });

  it('refused again, the seller has to authorise', async () => {
    const { client, asked, tokens } = await openClient(() => refusals.invalidToken);
    const error = await failureOf(client.users.getMe());
    expect(error).toBeInstanceOf(MeliAuthorizationError);
    expect(error).toMatchObject({ isTransient: false, status: 401, code: 'invalid_token' });
    expect(tokens.renewals).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });

  it('Q05 visits refused by policy with an expired key are read after one renewal', async () => {
    const { client, tokens } = await openClient(
      inTurn(refusals.policy, { body: { item_id: 'MLB5200000001', results: [] } }),
    );
    const days = await client.visits.getListingDays('MLB5200000001', { from: '2026-11-20', to: '2026-11-20' } as never);
    expect(days).toEqual([{ day: '2026-11-20', visits: 0 }]);
    expect(tokens.renewals).toEqual(['key-1']);
  });

  it('Q05 refused by policy with a new key, it is this listing, and the next such listing costs no renewal', async () => {
    const { client, tokens } = await openClient(() => refusals.policy);
    const day = { from: '2026-11-20', to: '2026-11-20' } as never;
    const error = await failureOf(client.visits.getListingDays('MLB5200000001', day));
    expect(error).toBeInstanceOf(MeliRefusedError);
    expect(error).toMatchObject({ scope: 'resource', status: 403, code: 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES' });
    await failureOf(client.visits.getListingDays('MLB5200000002', day));
    expect(tokens.renewals).toEqual(['key-1']);
  });

  it('a blocked application is an alarm for the operator: no key is renewed for it', async () => {
    const { client, tokens } = await openClient(() => ({
      status: 401,
      body: { message: 'unauthorized_scopes', error: 'unauthorized_scopes', status: 401, cause: [] },
    }));
    expect(await failureOf(client.users.getMe())).toBeInstanceOf(MeliConfigurationError);
    expect(tokens.renewals).toEqual([]);
  });

  it.each([
    ['FORBIDDEN', 'permission'],
    ['forbidden', 'resource'],
  ])('a 403 with the word %s is of the scope %s, and no key is renewed for it', async (code, scope) => {
    const { client, tokens, asked } = await openClient(() => ({
      status: 403,
      body: { status: 403, error: 'no', code },
    }));
    expect(await failureOf(client.users.getMe())).toMatchObject({
      name: 'MeliRefusedError',
      scope,
      isTransient: false,
    });
    expect([tokens.renewals, asked.length]).toEqual([[], 1]);
  });

  it('a key spoilt in the store is replaced without being sent', async () => {
    const { client, asked } = await openClient(() => me, {
      tokens: { getAccessToken: async () => 'APP_USR-1-2\n3', replaceRejectedToken: async () => 'key-2' },
    });
    await client.users.getMe();
    expect(asked.map((call) => call.headers.authorization)).toEqual(['Bearer key-2']);
  });

  it('what the provider of keys throws is passed on as it is', async () => {
    const sorry = new Error('the store is away');
    const { client, asked } = await openClient(() => me, {
      tokens: { getAccessToken: () => Promise.reject(sorry), replaceRejectedToken: () => Promise.reject(sorry) },
    });
    expect(await failureOf(client.users.getMe())).toBe(sorry);
    expect(asked).toHaveLength(0);
  });
});

describe('an answer that is no answer', () => {
  it('Q62 a throttling in plain text is waited out, six tries in all, with growing waits', async () => {
    const { client, asked, waits_ms } = await openClient(() => ({ status: 429, text: 'local_rate_limited' }));
    const error = await failureOf(client.users.getMe());
    expect(error).toBeInstanceOf(MeliRateLimitError);
    expect(error).toMatchObject({ isTransient: true, status: 429, code: null });
    expect(asked).toHaveLength(6);
    expect(waits_ms).toEqual([500, 1000, 2000, 4000, 8000]);
  });

  it('Q63 waits as long as Retry-After says, even where chance would wait less', async () => {
    const { client, waits_ms } = await openClient(inTurn({ ...refusals.tooMany, headers: { 'retry-after': '7' } }, me));
    await client.users.getMe();
    expect(waits_ms).toEqual([7000]);
  });

  it('Q63 is given up at once when it would have to wait longer than one call may', async () => {
    const { client, waits_ms } = await openClient(() => ({ ...refusals.tooMany, headers: { 'retry-after': '3600' } }));
    expect(await failureOf(client.users.getMe())).toMatchObject({ retryAfter_ms: 3_600_000 });
    expect(waits_ms).toEqual([]);
  });

  it.each([
    ['503', refusals.broken, MeliServerError, 4],
    ['500 as a page of a proxy', { status: 500, text: '<html>Bad Gateway</html>' }, MeliServerError, 4],
    ['408', { status: 408, text: '' }, MeliServerError, 4],
    ['200 as a page of a proxy', { status: 200, text: '<html>Um momento</html>' }, MeliServerError, 4],
    ['200 without a word', { status: 200, text: '' }, MeliRateLimitError, 6],
    ['a connection that ends', 'hang-up', MeliNetworkError, 4],
  ] as const)('Q65 %s is tried again, and is never "no data"', async (_, answer, kind, tries) => {
    const { client, asked } = await openClient(() => answer);
    const error = await failureOf(client.users.getMe());
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ isTransient: true });
    expect(asked).toHaveLength(tries);
  });

  it('Q65 gives the data once the trouble is over', async () => {
    const { client } = await openClient(
      inTurn(refusals.broken, { status: 200, text: '' }, refusals.tooMany, 'hang-up', me),
    );
    expect((await client.users.getMe()).id).toBe(SELLER);
  });

  it('silence ends at the time limit', async () => {
    const { client, asked } = await openClient(() => 'silence', { timeout_ms: 300, retry: { unavailableTriesMax: 2 } });
    expect(await failureOf(client.users.getMe())).toBeInstanceOf(MeliTimeoutError);
    expect(asked).toHaveLength(2);
  });

  it.each([400, 403, 404, 405, 409, 422])('%i is not tried again', async (status) => {
    const { client, asked } = await openClient(() => ({ status, body: { message: 'no', error: 'no', status } }));
    const error = await failureOf(client.users.getMe());
    expect(error).toBeInstanceOf(status === 403 || status === 404 ? MeliRefusedError : MeliRequestError);
    expect(asked).toHaveLength(1);
  });
});

describe('giving up', () => {
  it('ends a call that is under way, with the reason of who gave up', async () => {
    const giveUp = new AbortController();
    const { client } = await openClient(() => {
      giveUp.abort();
      return 'silence';
    });
    expect(await failureOf(client.users.getMe({ signal: giveUp.signal }))).toMatchObject({ name: 'AbortError' });
  });

  it('ends a wait, and a call that has not begun', async () => {
    const giveUp = new AbortController();
    const { client, asked } = await openClient(() => refusals.tooMany, {
      wait: async (_, signal) => {
        giveUp.abort();
        signal?.throwIfAborted();
      },
    });
    expect(await failureOf(client.users.getMe({ signal: giveUp.signal }))).toMatchObject({ name: 'AbortError' });
    expect(await failureOf(client.users.getMe({ signal: giveUp.signal }))).toMatchObject({ name: 'AbortError' });
    expect(asked).toHaveLength(1);
  });

  it('leaves the queue before the calls that are ahead are done', async () => {
    const giveUp = new AbortController();
    const { client, asked } = await openClient(() => 'silence', { timeout_ms: 200, retry: { unavailableTriesMax: 1 } });
    const ahead = Array.from({ length: 3 }, () => failureOf(client.users.getMe()));
    const last = failureOf(client.users.getMe({ signal: giveUp.signal }));
    giveUp.abort();
    expect(await last).toMatchObject({ name: 'AbortError' });
    await Promise.all(ahead);
    expect(asked).toHaveLength(3);
  });
});

describe('what a failure says', () => {
  it('names the path of what is not of the agreed form, and no value', async () => {
    const { client } = await openClient(() => ({
      body: { ...meBody, id: null, nickname: { secret: 'rita@example.com' } },
      headers: { 'x-request-id': 'r-7' },
    }));
    const error = await failureOf(client.users.getMe());
    expect(error).toBeInstanceOf(MeliContractError);
    expect(error).toMatchObject({ isTransient: false, requestId: 'r-7', endpoint: '/users/me' });
    expect(String(error)).toContain('id:');
    expect(String(error)).toContain('nickname:');
    expect(String(error)).not.toContain('rita@example.com');
  });

  it('keeps the request id, the cause and the word of Mercado Livre', async () => {
    const refused = await openClient(() => ({ ...refusals.accessDenied, headers: { 'x-request-id': 'r-9' } }));
    expect(await failureOf(refused.client.packs.get('1'))).toMatchObject({
      requestId: 'r-9',
      code: 'access_denied',
      status: 403,
      endpoint: '/packs/{id}',
    });
    const cut = await openClient(() => 'hang-up');
    expect(((await failureOf(cut.client.packs.get('1'))) as MeliError).cause).toBeInstanceOf(Error);
  });

  it.each([
    [400, { message: 'Bad token APP_USR-74-112009-abc-3456789012 sent', error: 'TG-691f0a3b-3456789012' }],
    [404, { message: 'x', error: 'no access_token=abc123 here' }],
    [429, { message: 'x', code: 'Bearer abc123' }],
  ])('%i holds no secret, even where Mercado Livre repeats it', async (status, body) => {
    const { client } = await openClient(() => ({ status, body }));
    const error = await failureOf(client.packs.get('1'));
    expect(error).toBeInstanceOf(MeliError);
    const told = `${String(error)} ${JSON.stringify(error)} ${(error as Error).stack}`;
    expect(told).toContain('[secret]');
    expect(told).not.toMatch(/APP_USR|TG-691|abc123/);
  });
});
