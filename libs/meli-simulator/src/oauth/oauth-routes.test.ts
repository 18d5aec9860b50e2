import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, openSeller, type Seller } from '../testing/open-seller.ts';

let seller: Seller;
beforeEach(async () => {
  seller = await openSeller({ world: { listings: 3, ordersPerDay: 1 } });
});
afterEach(() => seller.simulator.close());

const redirect_uri = 'http://127.0.0.1/back';
async function codeFor(extra: Record<string, string> = {}) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: seller.simulator.clientId,
    redirect_uri,
    ...extra,
  });
  const response = await fetch(`${seller.simulator.authUrl}/authorization?${query}`, { redirect: 'manual' });
  const target = new URL(response.headers.get('location') ?? '');
  return { status: response.status, target, code: target.searchParams.get('code') ?? '' };
}
const redeem = (code: string, extra: Record<string, string> = {}) =>
  seller.post({ grant_type: 'authorization_code', ...seller.application, code, redirect_uri, ...extra });

describe('keys of the simulated marketplace', () => {
  it('refuses a refresh token that was used and takes the newest', async () => {
    const first = await seller.authorise();
    const renewed = await seller.renew(first);
    expect(renewed).toMatchObject({ status: 200, body: { expires_in: 21_600, user_id: Number(seller.sellerId) } });
    expect(await seller.renew(first)).toMatchObject({ status: 400, body: { error: 'invalid_grant', status: 400 } });
    expect((await seller.renew(renewed.body.refresh_token)).status).toBe(200);
  });

  it('lets an access token end after six simulated hours, and visits say so by their policy', async () => {
    const visits = `/users/${seller.sellerId}/items_visits/time_window?last=1&unit=day`;
    seller.moveTo('2026-11-20T21:33:59Z');
    expect((await seller.get('/users/me')).status).toBe(200);
    expect((await seller.get(visits)).status).toBe(200);
    seller.moveTo('2026-11-20T21:34:00Z');
    expect(await seller.get('/users/me')).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    expect(await seller.get(visits)).toMatchObject({
      status: 403,
      body: { blocked_by: 'PolicyAgent', code: 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES' },
    });
  });

  it('answers invalid_client to a wrong secret and leaves the refresh token unused', async () => {
    const refresh_token = await seller.authorise();
    const wrong = { grant_type: 'refresh_token', ...seller.application, client_secret: 'wrong', refresh_token };
    expect(await seller.post(wrong)).toMatchObject({ status: 400, body: { error: 'invalid_client' } });
    expect((await seller.renew(refresh_token)).status).toBe(200);
  });

  it('answers unsupported_grant_type to a grant that nobody knows', async () => {
    expect(await seller.post({ grant_type: 'password', ...seller.application })).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    });
  });

  it('sends the seller back with code and state, and the code buys a pair once', async () => {
    const { status, target, code } = await codeFor({ state: 'a&b' });
    expect(status).toBe(302);
    expect(target.searchParams.get('state')).toBe('a&b');
    expect(target.origin + target.pathname).toBe(redirect_uri);
    const bought = await redeem(code);
    expect((await seller.get('/users/me', bought.body.access_token)).status).toBe(200);
    expect(await redeem(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('holds the buyer of a code to the verifier behind its challenge', async () => {
    const code_verifier = 'v'.repeat(50);
    const code_challenge = createHash('sha256').update(code_verifier).digest('base64url');
    const pkce = { code_challenge, code_challenge_method: 'S256' };
    for (const wrong of [{}, { code_verifier: 'w'.repeat(50) }, { code_verifier: code_challenge }]) {
      expect(await redeem((await codeFor(pkce)).code, wrong)).toMatchObject({
        status: 400,
        body: { error: 'invalid_grant' },
      });
    }
    expect((await redeem((await codeFor(pkce)).code, { code_verifier })).status).toBe(200);
  });

  it('refuses a code after ten minutes, or for another way back', async () => {
    const { code } = await codeFor();
    expect((await redeem(code, { redirect_uri: 'http://127.0.0.1/other' })).status).toBe(400);
    const late = await codeFor();
    seller.moveTo('2026-11-20T15:44:00Z');
    expect(await redeem(late.code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each([
    ['refuse', 'access_denied'],
    ['operator', 'invalid_operator_user_id'],
  ])('sends the seller back without a code and with the state when the choice was to %s', async (choice, error) => {
    const { status, target } = await codeFor({ state: 's', [choice]: 'true' });
    expect(status).toBe(302);
    expect(Object.fromEntries(target.searchParams)).toEqual({ error, state: 's' });
  });

  it.each([
    ['a way back with a query part', { redirect_uri: 'http://127.0.0.1/back?to=page' }, {}],
    ['another way back than the registered one', {}, { redirectUri: 'http://127.0.0.1/back/' }],
    ['an application with PKCE without a challenge', {}, { requiresPkce: true }],
  ])('answers %s itself, where nothing is given away', async (_, asked, rules) => {
    await seller.simulator.setKeyRules(rules);
    const query = { response_type: 'code', client_id: seller.simulator.clientId, redirect_uri, ...asked };
    const address = `${seller.simulator.authUrl}/authorization?${new URLSearchParams(query)}`;
    expect(await ask(address, { redirect: 'manual' })).toMatchObject({ status: 400, body: { error: 'bad_request' } });
  });

  it('does not send anybody anywhere for another application', async () => {
    const query = new URLSearchParams({ response_type: 'code', client_id: '1', redirect_uri });
    expect((await ask(`${seller.simulator.authUrl}/authorization?${query}`, { redirect: 'manual' })).status).toBe(400);
  });
});
