import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { ask, openSeller, type Seller } from '../testing/open-seller.ts';
import { TOKEN_REFUSALS, type TokenRefusal } from './key-rules.ts';

const size = { listings: 3, ordersPerDay: 1, historyDays: 20 };
let seller: Seller;
let visits: string;
beforeEach(async () => {
  seller = await openSeller({ control: true, world: size, sellers: ['main', 'wide', 'revoked'] });
  visits = `/users/${seller.sellerId}/items_visits/time_window?last=1&unit=day`;
});
afterEach(() => seller.simulator.close());

const INVALID_GRANT = { status: 400, body: { error: 'invalid_grant' } };
const control = (path: string, body: object) =>
  ask<Record<string, unknown>>(`${seller.simulator.url}/__control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('a seller who takes the consent back', () => {
  it('shuts every key out at once, and nobody else', async () => {
    const refreshToken = await seller.authorise();
    const other = await seller.renew(await seller.simulator.issueRefreshToken('5123456789'));
    await seller.simulator.revokeConsent();
    expect(await seller.get('/users/me')).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    expect(await seller.get(visits)).toMatchObject({ status: 403, body: { blocked_by: 'PolicyAgent' } });
    expect(await seller.renew(refreshToken)).toMatchObject(INVALID_GRANT);
    expect(seller.simulator.liveRefreshToken()).toBeNull();
    expect((await seller.get('/users/me', other.body.access_token)).status).toBe(200);
    expect((await seller.renew(other.body.refresh_token)).status).toBe(200);
  });

  it('is there again after authorising anew, with new keys only', async () => {
    const former = await seller.authorise();
    expect((await control('revoked-consents', {})).body).toEqual({ isRevoked: true });
    expect((await control('revoked-consents', { sellerId: '1' })).status).toBe(400);
    await seller.authorise();
    expect((await seller.get('/users/me')).status).toBe(200);
    expect(seller.simulator.isRevoked()).toBe(false);
    expect(await seller.renew(former)).toMatchObject(INVALID_GRANT);
  });

  it('may have done so before the world began, leaving the application a dead key', async () => {
    const lost = seller.simulator.lostRefreshToken('345678907') ?? '';
    expect(lost).toMatch(/^TG-[\da-f]+-345678907$/);
    expect(await seller.renew(lost)).toMatchObject(INVALID_GRANT);
  });

  it('stays away after a restart, and stays there after authorising anew', async () => {
    const stateDir = await mkdtemp(join(tmpdir(), 'simulator-'));
    const sellers = ['main', 'revoked'] as const;
    const first = await openSeller({ stateDir, world: size, sellers });
    const renewed = await first.renew(await first.simulator.issueRefreshToken('345678907'));
    await first.simulator.revokeConsent('2345678901');
    await first.simulator.close();
    const second = await startSimulator({ stateDir, sellers, clock: { now: () => first.simulator.now() } });
    expect(second.isRevoked('2345678901')).toBe(true);
    expect(second.isRevoked('345678907')).toBe(false);
    expect(second.liveRefreshToken('345678907')).toBe(renewed.body.refresh_token);
    await second.close();
    await rm(stateDir, { recursive: true });
  });
});

describe('a changed password', () => {
  it('ends the access tokens, older ones too, and leaves the refresh token good', async () => {
    const refreshToken = await seller.authorise();
    const { body: newer } = await seller.renew(refreshToken);
    const { body } = await control('changed-passwords', {});
    expect(body).toEqual({ refreshToken: newer.refresh_token });
    expect((await seller.get('/users/me')).status).toBe(401);
    expect((await seller.get('/users/me', newer.access_token)).status).toBe(401);
    const { body: newest } = await seller.renew(newer.refresh_token);
    expect((await seller.get('/users/me', newest.access_token)).status).toBe(200);
  });
});

describe('the rules by which keys are given out', () => {
  it.each([10_800, 60])('let an access token live %i seconds and say so', async (expiresIn_seconds) => {
    await seller.simulator.setKeyRules({ expiresIn_seconds });
    const { body } = await seller.renew(await seller.simulator.issueRefreshToken());
    expect(body).toMatchObject({ expires_in: expiresIn_seconds });
    const start = seller.simulator.now().getTime();
    seller.moveTo(new Date(start + expiresIn_seconds * 1000 - 1).toISOString());
    expect((await seller.get('/users/me', body.access_token)).status).toBe(200);
    seller.moveTo(new Date(start + expiresIn_seconds * 1000).toISOString());
    expect((await seller.get('/users/me', body.access_token)).status).toBe(401);
    expect((await seller.renew(body.refresh_token)).status).toBe(200);
  });

  it('give no refresh token to an application without offline_access', async () => {
    await seller.simulator.setKeyRules({ hasOfflineAccess: false });
    const { status, body } = await seller.renew(await seller.simulator.issueRefreshToken());
    expect({ status, ...body }).toMatchObject({ status: 200, scope: 'read write' });
    expect(body).not.toHaveProperty('refresh_token');
    expect((await seller.get('/users/me', body.access_token)).status).toBe(200);
    expect(seller.simulator.liveRefreshToken()).toBeNull();
  });

  it('refuse at the token endpoint what they are told to, and spend nothing by it', async () => {
    const refreshToken = await seller.authorise();
    for (const word of Object.keys(TOKEN_REFUSALS) as TokenRefusal[]) {
      await seller.simulator.setKeyRules({ tokenRefusal: word });
      const { status, text, body } = await seller.renew(refreshToken);
      expect(status, word).toBe(TOKEN_REFUSALS[word]);
      // The one that stands before the application speaks plain text.
      expect(body ?? text, word).toEqual(
        word === 'local_rate_limited'
          ? word
          : { error: word, error_description: word.replaceAll('_', ' '), status, cause: [] },
      );
    }
    await seller.simulator.setKeyRules({ tokenRefusal: 'invalid_client', tokenRefusalStatus: 401 });
    expect((await seller.renew(refreshToken)).status).toBe(401);
    await seller.simulator.setKeyRules({ tokenRefusal: null });
    expect((await seller.renew(refreshToken)).status).toBe(200);
  });

  it('let a reused refresh token spoil nothing of the pair that is held', async () => {
    const used = await seller.authorise();
    const { body: held } = await seller.renew(used);
    expect(await seller.renew(used)).toMatchObject(INVALID_GRANT);
    expect((await seller.get('/users/me', held.access_token)).status).toBe(200);
    expect((await seller.renew(held.refresh_token)).status).toBe(200);
  });

  it('shut a blocked application out of everything, until it is let in again', async () => {
    const refreshToken = await seller.authorise();
    expect((await control('key-rules', { isBlocked: true })).body).toEqual({ isBlocked: true });
    for (const path of ['/users/me', visits, `/orders/search?seller=${seller.sellerId}`]) {
      expect(await seller.get(path), path).toMatchObject({ status: 401, body: { error: 'unauthorized_scopes' } });
    }
    expect(await seller.renew(refreshToken)).toMatchObject({ body: { error: 'unauthorized_application' } });
    await control('key-rules', { isBlocked: false });
    expect((await seller.get('/users/me')).status).toBe(200);
    expect((await seller.renew(refreshToken)).status).toBe(200);
  });

  it('are refused when they cannot be, at the start and later', async () => {
    await expect(seller.simulator.setKeyRules({ expiresIn_seconds: 0 })).rejects.toThrow('at least 1, not 0');
    expect((await control('key-rules', { tokenRefusalStatus: 200 })).status).toBe(400);
    expect((await control('key-rules', { tokenRefusal: 'no' })).status).toBe(400);
    await expect(openSeller({ keyRules: { expiresIn_seconds: 1.5 } })).rejects.toThrow('expiresIn_seconds');
    const short = await openSeller({ world: size, keyRules: { expiresIn_seconds: 90 } });
    expect((await short.renew(await short.authorise())).body).toMatchObject({ expires_in: 90 });
    await short.simulator.close();
  });
});
