import { expect, it } from 'vitest';
import { MeliAuthorizationError, MeliConfigurationError, MeliRateLimitError } from '../errors.ts';
import { refreshTokens } from '../oauth/request-tokens.ts';
import { failureOf } from '../testing/open-client.ts';
import { openSimulatedSeller } from '../testing/open-simulated-seller.ts';

const AT = '2026-11-20T15:34:00Z';
const world = { listings: 22, ordersPerDay: 2, historyDays: 20 };

it('Q03 an access token of three hours is over after three, whatever most of them live', async () => {
  const { simulator, pair, application } = await openSimulatedSeller({ at: AT, world });
  await simulator.setKeyRules({ expiresIn_seconds: 10_800 });
  const renewed = await refreshTokens({ ...application, refreshToken: pair().refreshToken });
  expect(renewed.expiresAt).toEqual(new Date('2026-11-20T18:34:00Z'));
  await simulator.close();
});

it('Q04 an application without offline_access is told so, instead of being connected for six hours', async () => {
  const { simulator, pair, application } = await openSimulatedSeller({ at: AT, world });
  await simulator.setKeyRules({ hasOfflineAccess: false });
  const error = await failureOf(refreshTokens({ ...application, refreshToken: pair().refreshToken }));
  expect(error).toBeInstanceOf(MeliAuthorizationError);
  expect(String(error)).toContain('offline_access');
  await simulator.close();
});

it('Q05 a seller whose visits are refused by an expired key gets them after one renewal', async () => {
  const seller = await openSimulatedSeller({ at: AT, world });
  seller.forgetExpiry();
  seller.moveTo('2026-11-21T01:00:00Z');
  const before = seller.calls('POST /oauth/token');
  const window = { from: '2026-11-18' as never, to: '2026-11-20' as never };
  expect(await seller.client.visits.getAccountDays(seller.sellerId, window)).toHaveLength(3);
  expect(seller.calls('POST /oauth/token') - before).toBe(1);
  await seller.simulator.close();
});

it('Q06 Q62 what the token endpoint refuses is told apart: the seller, the application, the moment', async () => {
  const { simulator, pair, application } = await openSimulatedSeller({ at: AT, world });
  const renew = () => failureOf(refreshTokens({ ...application, refreshToken: pair().refreshToken }));
  const refusals = [
    ['unauthorized_client', MeliAuthorizationError],
    ['invalid_client', MeliConfigurationError],
    ['unauthorized_application', MeliConfigurationError],
    ['local_rate_limited', MeliRateLimitError],
  ] as const;
  for (const [tokenRefusal, kind] of refusals) {
    await simulator.setKeyRules({ tokenRefusal });
    expect(await renew(), tokenRefusal).toBeInstanceOf(kind);
  }
  await simulator.setKeyRules({ tokenRefusal: null });
  // None of them has spent the refresh token.
  expect((await refreshTokens({ ...application, refreshToken: pair().refreshToken })).refreshToken).not.toBe('');
  await simulator.close();
});

it('a seller who takes the consent back has to authorise again; a blocked application is nobody’s consent', async () => {
  const seller = await openSimulatedSeller({ at: AT, world });
  await seller.simulator.setKeyRules({ isBlocked: true });
  expect(await failureOf(seller.client.users.getMe())).toBeInstanceOf(MeliConfigurationError);
  await seller.simulator.setKeyRules({ isBlocked: false });
  expect((await seller.client.users.getMe()).id).toBe(seller.sellerId);
  await seller.simulator.revokeConsent();
  expect(await failureOf(seller.client.users.getMe())).toBeInstanceOf(MeliAuthorizationError);
  await seller.simulator.close();
});

it('a changed password ends the access token, and one renewal brings the next', async () => {
  const seller = await openSimulatedSeller({ at: AT, world });
  await seller.simulator.changePassword();
  const before = seller.calls('POST /oauth/token');
  expect((await seller.client.users.getMe()).id).toBe(seller.sellerId);
  expect(seller.calls('POST /oauth/token') - before).toBe(1);
  await seller.simulator.close();
});
