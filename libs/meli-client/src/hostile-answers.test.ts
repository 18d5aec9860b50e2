import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMeliClient } from './create-meli-client.ts';
import {
  MeliAuthorizationError,
  MeliContractError,
  MeliNetworkError,
  MeliRateLimitError,
  MeliServerError,
  MeliTimeoutError,
} from './errors.ts';
import { exchangeCode, refreshTokens } from './oauth/request-tokens.ts';
import { all, failureOf, NOW, openClient, SELLER } from './testing/open-client.ts';
import { startAnswering } from './testing/start-answering.ts';
import { BUYER, itemBody, meBody, orderBody, refusals, searchBody } from './testing/wire-bodies.ts';

/** A server that begins a body of 999 bytes and then stalls, or cuts the connection. */
async function openHalfway(isCut: boolean) {
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '999' });
    response.write('{"id":', () => isCut && response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const client = createMeliClient({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens: { getAccessToken: async () => 'key-1', replaceRejectedToken: async () => 'key-2' },
    timeout_ms: 400,
    retry: { unavailableTriesMax: 2 },
    wait: async () => undefined,
  });
  return { client, calls: () => calls };
}
const application = (apiUrl: string) => ({
  apiUrl,
  clientId: '99',
  clientSecret: 's3cr3t-of-the-application',
  clock: { now: () => NOW },
});

describe('an answer that stops halfway', () => {
  it('ends at the time limit, although its beginning was there in time', async () => {
    const { client, calls } = await openHalfway(false);
    expect(await failureOf(client.users.getMe())).toBeInstanceOf(MeliTimeoutError);
    expect(calls()).toBe(2);
  });
  it('is no answer when the connection ends inside it', async () => {
    const { client, calls } = await openHalfway(true);
    expect(await failureOf(client.users.getMe())).toBeInstanceOf(MeliNetworkError);
    expect(calls()).toBe(2);
  });
});

describe('personal data planted everywhere', () => {
  it('never comes out of any result', async () => {
    const mark = 'PLANTED';
    const { client } = await openClient(({ path }) => {
      const person = {
        buyer: { ...BUYER, nickname: mark },
        comments: mark,
        email: mark,
        receiver_address: { street: mark },
      };
      if (path === '/users/me') return { body: { ...meBody, ...person, phone: { number: mark } } };
      if (path === '/orders/search')
        return { body: searchBody([orderBody({ ...person, date_closed: '2026-11-20T10:00:00.000-04:00' })]) };
      if (path.startsWith('/orders/')) return { body: orderBody(person) };
      if (path.endsWith('/costs'))
        return {
          body: {
            ...person,
            gross_amount: 1,
            receiver: { user_id: mark },
            senders: [{ user_id: 1, cost: 2, name: mark }],
          },
        };
      if (path.startsWith('/shipments/'))
        return { body: { ...person, id: 4, status: 'shipped', destination: { receiver_name: mark } } };
      if (path.startsWith('/packs/'))
        return { body: { ...person, id: 5, orders: [{ id: 6, buyer: mark }], shipment: { id: 4, receiver: mark } } };
      return { body: [{ id: 'MLB1', status_code: 200, body: itemBody('MLB1', { ...person, seller_contact: mark }) }] };
    });
    const search = {
      field: 'date_closed',
      from: new Date('2026-11-20T03:00:00Z'),
      to: new Date('2026-11-21T03:00:00Z'),
    } as const;
    const results = [
      await client.users.getMe(),
      await Array.fromAsync(client.orders.search(SELLER, search)),
      await client.orders.get('1'),
      await client.shipments.get('4'),
      await client.shipments.getCosts('4'),
      await client.packs.get('5'),
      await all(client.items.getMany(['MLB1'])),
    ];
    expect(results.every(Boolean)).toBe(true);
    expect(JSON.stringify(results)).not.toContain(mark);
    expect(JSON.stringify(results)).not.toContain(String(BUYER.id));
  });
});

describe('an answer that means harm', () => {
  it('a refusal that repeats the key, in whatever form, does not bring it into the error', async () => {
    const { client } = await openClient(({ headers }) => ({
      status: 400,
      body: { message: `no good: ${String(headers.authorization).slice(7)}`, error: 'bad_request' },
    }));
    const e = await failureOf(client.packs.get('1'));
    expect(`${String(e)} ${JSON.stringify(e)} ${(e as Error).stack}`).not.toContain('key-1');
  });
  it('a refused authorisation that repeats the code and its verifier brings neither into the error', async () => {
    const { url } = await startAnswering(() => ({
      status: 400,
      body: { error: 'bad verifier v-1-opaque for opaque-code-7' },
    }));
    const e = await failureOf(
      exchangeCode({
        ...application(url),
        code: 'opaque-code-7',
        redirectUri: 'https://x.example.com',
        codeVerifier: 'v-1-opaque',
      }),
    );
    expect(`${String(e)} ${JSON.stringify(e)}`).not.toMatch(/v-1-opaque|opaque-code-7/);
  });
  it.each(['..', '.', ''])(
    'an id of "%s" is refused before a call is made, since it would lead to another resource',
    async (id) => {
      const { client, asked } = await openClient(() => refusals.notFound);
      await failureOf(client.shipments.getCosts(id));
      expect(asked.map((a) => a.path).filter((p) => !p.startsWith('/shipments/') || p === '/shipments//costs')).toEqual(
        [],
      );
    },
  );
  it('Q65 an empty answer instead of a pair of keys is throttling and no verdict', async () => {
    const { url } = await startAnswering(() => ({ status: 200, text: '' }));
    expect(await failureOf(refreshTokens({ ...application(url), refreshToken: 'TG-1' }))).toBeInstanceOf(
      MeliRateLimitError,
    );
  });
  it('Q65 a page of a proxy instead of a pair of keys is no verdict', async () => {
    const { url } = await startAnswering(() => ({ status: 200, text: '<html>' }));
    expect(await failureOf(refreshTokens({ ...application(url), refreshToken: 'TG-1' }))).toBeInstanceOf(
      MeliServerError,
    );
  });
  it('a time-out of the token endpoint itself is no verdict', async () => {
    const { url } = await startAnswering(() => ({ status: 408, text: '' }));
    expect(await failureOf(refreshTokens({ ...application(url), refreshToken: 'TG-1' }))).toMatchObject({
      isTransient: true,
    });
  });
  it('Q21 a key that is malformed twice is a matter of the key, and not "cannot be told"', async () => {
    const { client } = await openClient(() => ({
      status: 400,
      body: { message: 'Malformed access_token: x', error: 'bad_request' },
    }));
    expect(await failureOf(client.items.getPerformance('MLB1'))).toBeInstanceOf(MeliAuthorizationError);
  });
  it('Q13 a refusal that has its status only inside its error is a refusal, and no missing listing', async () => {
    const { client } = await openClient(() => ({
      body: [{ id: 'MLB1', error: { code: 'access_denied', status: 403 } }],
    }));
    expect((await all(client.items.getMany(['MLB1'])))[0]).toMatchObject({ kind: 'refused' });
  });
  it('an unknown form of the older multiget is told by its own address', async () => {
    const { client } = await openClient(({ path }) =>
      path === '/items/bulk' ? refusals.notFound : { body: [{ code: 200, body: itemBody('MLB2') }] },
    );
    const e = await failureOf(all(client.items.getMany(['MLB1'])));
    expect(e).toBeInstanceOf(MeliContractError);
    expect(e).toMatchObject({ endpoint: '/items' });
  });
  it('an entry that names something else than a listing does not bring it into the error', async () => {
    const { client } = await openClient(() => ({ body: [{ id: 'rita@example.com', status_code: 200, body: {} }] }));
    expect(String(await failureOf(all(client.items.getMany(['MLB1']))))).not.toContain('rita@example.com');
  });
  it('a request id that holds a key is blanked, in the error and in the report', async () => {
    const { client, reports } = await openClient(() => ({
      ...refusals.accessDenied,
      headers: { 'x-request-id': 'APP_USR-1-2-3' },
    }));
    const e = await failureOf(client.packs.get('1'));
    expect(JSON.stringify([e, reports])).not.toContain('APP_USR');
  });
  it('a request id that repeats the very key or secret of its call is blanked, whatever it looks like', async () => {
    const echo = (secret: string) => ({ 'x-request-id': `id of ${secret}` });
    const { client, reports } = await openClient(({ headers }) => ({
      ...refusals.accessDenied,
      headers: echo(String(headers.authorization).slice(7)),
    }));
    const refused = await failureOf(client.packs.get('1'));
    const { url } = await startAnswering(() => ({ status: 400, body: {}, headers: echo('opaque-token-1') }));
    const unpaired = await failureOf(refreshTokens({ ...application(url), refreshToken: 'opaque-token-1' }));
    const told = JSON.stringify([refused, reports, unpaired]);
    expect(told).toContain('id of [secret]');
    expect(told).not.toMatch(/key-1|opaque-token-1/);
  });
});
