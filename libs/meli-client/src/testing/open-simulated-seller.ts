import { createHash } from 'node:crypto';
import { type SimulatorOptions, startSimulator } from '@pulso/meli-simulator';
import { createMeliClient } from '../create-meli-client.ts';
import { refreshTokens, type TokenPair } from '../oauth/request-tokens.ts';
import { singleFlight } from '../token-provider.ts';

export const REDIRECT_URI = 'https://pulso.example.com/callback';
const VERIFIER = 'a-verifier-that-is-long-enough-for-the-rules-of-pkce';

export const pkce = {
  codeVerifier: VERIFIER,
  codeChallenge: createHash('sha256').update(VERIFIER).digest('base64url'),
};

/**
 * A simulator and a client of its seller, on one clock that stands still until the test moves it. Keys live in memory, and are renewed
 * as a store would: when they expired, or when Mercado Livre refuses them.
 */
export async function openSimulatedSeller({ at, ...options }: Omit<SimulatorOptions, 'clock'> & { at: string }) {
  let now = new Date(at);
  const clock = { now: () => new Date(now) };
  const simulator = await startSimulator({ seed: 'client', ...options, clock });
  const { url: apiUrl, clientId, clientSecret } = simulator;
  const application = { apiUrl, clientId, clientSecret, clock };
  const sellerId = simulator.sellers[0]?.sellerId ?? '';
  let pair: TokenPair = await refreshTokens({
    ...application,
    refreshToken: await simulator.issueRefreshToken(sellerId),
  });
  let isExpiryKnown = true;
  const renew = async () => {
    pair = await refreshTokens({ ...application, refreshToken: pair.refreshToken });
    return pair.accessToken;
  };
  const client = createMeliClient({
    apiUrl,
    clock,
    tokens: singleFlight({
      getAccessToken: async () => (isExpiryKnown && pair.expiresAt <= now ? renew() : pair.accessToken),
      replaceRejectedToken: async (rejected) => (pair.accessToken === rejected ? renew() : pair.accessToken),
    }),
    wait: async () => undefined,
  });
  return {
    simulator,
    client,
    application,
    sellerId,
    pair: () => pair,
    moveTo(instant: string) {
      now = new Date(instant);
    },
    /** From now on the store believes its key for ever, so that only a refusal tells that it expired. */
    forgetExpiry() {
      isExpiryKnown = false;
    },
    calls: (route: string) => simulator.counters()[route] ?? 0,
  };
}

export type SimulatedSeller = Awaited<ReturnType<typeof openSimulatedSeller>>;
