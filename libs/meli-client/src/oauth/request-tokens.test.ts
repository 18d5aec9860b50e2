import { fixedClock } from '@pulso/domain';
import { describe, expect, it } from 'vitest';
import {
  MeliAuthorizationError,
  MeliConfigurationError,
  MeliContractError,
  type MeliError,
  MeliNetworkError,
  MeliRateLimitError,
  MeliRequestError,
  MeliServerError,
  MeliTimeoutError,
} from '../errors.ts';
import { failureOf, NOW } from '../testing/open-client.ts';
import { type Answering, startAnswering } from '../testing/start-answering.ts';
import { buildAuthorizationUrl } from './build-authorization-url.ts';
import { exchangeCode, refreshTokens } from './request-tokens.ts';

const SECRET = 's3cr3t-of-the-application';
const answered = {
  access_token: 'APP_USR-99-112011-0a1b2c-3456789012',
  token_type: 'bearer',
  expires_in: 10_800,
  scope: 'write offline_access read',
  user_id: 3456789012,
  refresh_token: 'TG-0f1e2d-3456789012',
};

async function openApplication(answer: Answering) {
  const { url, asked } = await startAnswering(answer);
  const application = { apiUrl: `${url}/`, clientId: '99', clientSecret: SECRET, clock: fixedClock(NOW) };
  return {
    asked,
    exchange: (given = {}) =>
      exchangeCode({ ...application, code: 'TG-code-1', redirectUri: 'https://pulso.example.com/cb', ...given }),
    refresh: (given = {}) => refreshTokens({ ...application, refreshToken: 'TG-old-3456789012', ...given }),
  };
}

const refusing = (status: number, error: string) => () => ({
  status,
  body: { error_description: 'in other words', error, status, cause: [] },
});

describe('the pair of keys', () => {
  it('Q03 lives as long as the answer says, counted from the question', async () => {
    const { refresh } = await openApplication(() => ({ body: answered }));
    expect(await refresh()).toEqual({
      accessToken: answered.access_token,
      refreshToken: answered.refresh_token,
      expiresAt: new Date('2026-11-20T18:34:00Z'),
      sellerId: '3456789012',
      scope: 'write offline_access read',
    });
  });

  it('is asked for by a form in the body, never in the address', async () => {
    const { asked, refresh, exchange } = await openApplication(() => ({
      body: { ...answered, user_id: '3456789012' },
    }));
    await refresh();
    await exchange({ codeVerifier: 'v-1' });
    expect(asked.map(({ method, path, query }) => [method, path, query.size])).toEqual([
      ['POST', '/oauth/token', 0],
      ['POST', '/oauth/token', 0],
    ]);
    expect(asked[0]?.headers['content-type']).toContain('application/x-www-form-urlencoded');
    const forms = asked.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    expect(forms).toEqual([
      { grant_type: 'refresh_token', refresh_token: 'TG-old-3456789012', client_id: '99', client_secret: SECRET },
      {
        grant_type: 'authorization_code',
        code: 'TG-code-1',
        redirect_uri: 'https://pulso.example.com/cb',
        code_verifier: 'v-1',
        client_id: '99',
        client_secret: SECRET,
      },
    ]);
  });

  it('Q04 without a refresh token is refused as "offline_access missing"', async () => {
    const { exchange } = await openApplication(() => ({ body: { ...answered, refresh_token: undefined } }));
    const error = await failureOf(exchange());
    expect(error).toBeInstanceOf(MeliAuthorizationError);
    expect(String(error)).toContain('offline_access missing');
  });

  it('in an unknown form is a broken contract that names the path and no key', async () => {
    const { refresh } = await openApplication(() => ({ body: { ...answered, expires_in: 'soon' } }));
    const error = await failureOf(refresh());
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain('expires_in');
    expect(String(error)).not.toContain('APP_USR');
  });
});

describe('a pair that is refused', () => {
  it.each([
    [400, 'invalid_grant', MeliAuthorizationError],
    [401, 'unauthorized_client', MeliAuthorizationError],
    [400, 'invalid_client', MeliConfigurationError],
    [401, 'invalid_client', MeliConfigurationError],
    [403, 'unauthorized_application', MeliConfigurationError],
    [403, 'forbidden', MeliConfigurationError],
    [400, 'invalid_scope', MeliConfigurationError],
    [400, 'invalid_request', MeliRequestError],
    [429, 'local_rate_limited', MeliRateLimitError],
    [500, 'invalid_grant', MeliServerError],
  ])('Q01 Q06 %i %s is judged by its word, and asked once', async (status, word, kind) => {
    const { asked, refresh } = await openApplication(refusing(status, word));
    const error = await failureOf(refresh());
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ status, code: word, isTransient: status === 429 || status >= 500 });
    expect(asked).toHaveLength(1);
  });

  it('as plain text is throttling too, with the wait it asks for', async () => {
    const { refresh } = await openApplication(() => ({
      status: 429,
      text: 'local_rate_limited',
      headers: { 'retry-after': '3' },
    }));
    expect(await failureOf(refresh())).toMatchObject({ name: 'MeliRateLimitError', retryAfter_ms: 3000 });
  });

  it('is not asked again after silence or a lost connection: the token works once', async () => {
    const silent = await openApplication(() => 'silence');
    expect(await failureOf(silent.refresh({ timeout_ms: 300 }))).toBeInstanceOf(MeliTimeoutError);
    const cut = await openApplication(() => 'hang-up');
    expect(await failureOf(cut.refresh())).toBeInstanceOf(MeliNetworkError);
    expect([silent.asked.length, cut.asked.length]).toEqual([1, 1]);
  });

  it('names neither token, nor code, nor secret, even where the answer repeats them', async () => {
    const { exchange } = await openApplication(refusing(400, `bad TG-code-1 for ${SECRET}`));
    const error = (await failureOf(exchange())) as MeliError;
    expect(error).toBeInstanceOf(MeliRequestError);
    const told = `${String(error)} ${error.code} ${error.stack} ${JSON.stringify(error)}`;
    expect(told).toContain('[secret]');
    expect(told).not.toContain(SECRET);
    expect(told).not.toContain('TG-code-1');
  });
});

describe('the address of the authorisation page', () => {
  it('holds what Mercado Livre needs, and a challenge only when there is one', () => {
    const given = {
      authUrl: 'https://auth.example.com/',
      clientId: '99',
      redirectUri: 'https://pulso.example.com/cb',
      state: 'a b&c',
    };
    const plain = new URL(buildAuthorizationUrl(given));
    expect(`${plain.origin}${plain.pathname}`).toBe('https://auth.example.com/authorization');
    expect(Object.fromEntries(plain.searchParams)).toEqual({
      response_type: 'code',
      client_id: '99',
      redirect_uri: 'https://pulso.example.com/cb',
      state: 'a b&c',
    });
    const proven = new URL(buildAuthorizationUrl({ ...given, codeChallenge: 'c-1' }));
    expect(proven.searchParams.get('code_challenge')).toBe('c-1');
    expect(proven.searchParams.get('code_challenge_method')).toBe('S256');
  });
});
